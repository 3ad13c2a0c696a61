/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of readers, and from a file's bytes to UTF-8. */
#include "reader.h"

#include "encoding.h"
#include "html.h"
#include "source.h"

#include <string.h>

/* A text of which one byte in so many is no UTF-8 is in another encoding, and
 * what can be read of it is rubbish. */
#define REPLACED_SHARE 10

static const struct reader readers[] = {
	{ "text", " txt text ", read_text, NULL, false, SAIGA_TEXT_MAX },
	{ "markdown", " md markdown ", read_markdown, NULL, false,
		SAIGA_TEXT_MAX },
	{ "html", " html htm xhtml ", read_html, NULL, true, HTML_BYTES_MAX },
	{ "jsonl", " jsonl ", read_jsonl, source_line, false,
		SOURCE_RECORD_MAX },
};

const struct reader *
reader_default(void)
{
	return &readers[0];
}

const struct reader *
reader_for(const char *name)
{
	const char *dot = strrchr(name, '.');
	size_t i, n;

	if (dot == NULL)
		return NULL;
	n = strlen(dot + 1);
	for (i = 0; i < sizeof(readers) / sizeof(*readers); i++) {
		const char *p = readers[i].extensions;

		while (n > 0 && *p != '\0') {
			size_t len = strcspn(++p, " ");

			if (len == n &&
				saiga_slice_is(saiga_slice_of(p, len), dot + 1))
				return &readers[i];
			p += len;
		}
	}
	return NULL;
}

static bool
begins_with(struct saiga_slice bytes, const char *mark, size_t len)
{
	return bytes.len >= len && memcmp(bytes.p, mark, len) == 0;
}

static bool
has_nul(struct saiga_slice bytes)
{
	return bytes.len > 0 && memchr(bytes.p, '\0', bytes.len) != NULL;
}

static enum saiga_status
not_a_text(struct saiga_error *err)
{
	return saiga_error_set(
		err, SAIGA_FORMAT, "not a text: it holds NUL bytes");
}

/* Appends the bytes as valid UTF-8 without NUL. */
static enum saiga_status
decode(struct draft *draft, struct saiga_slice bytes, struct saiga_strbuf *out,
	struct saiga_error *err)
{
	enum saiga_status status;
	size_t replaced = 0;

	if (begins_with(bytes, "\xff\xfe", 2) ||
		begins_with(bytes, "\xfe\xff", 2)) {
		status = encoding_convert(out, bytes, "UTF-16", &replaced, err);
		if (status == SAIGA_OK && has_nul(saiga_strbuf_view(out)))
			status = not_a_text(err);
		if (replaced > 0)
			draft_warn(draft,
				"pieces that are no UTF-16 were replaced "
				"(%zu): the file may be cut or damaged",
				replaced);
		return status;
	}
	if (has_nul(bytes))
		return not_a_text(err);
	if (begins_with(bytes, "\xef\xbb\xbf", 3)) {
		bytes.p += 3;
		bytes.len -= 3;
	}
	replaced = saiga_utf8_repair(bytes, out);
	if (replaced > bytes.len / REPLACED_SHARE)
		return saiga_error_set(err, SAIGA_FORMAT,
			"not UTF-8: if it is Russian from Windows, convert it "
			"with 'iconv -f CP1251 -t UTF-8'");
	if (replaced > 0)
		draft_warn(draft,
			"bytes that are no UTF-8 were replaced (%zu): if it "
			"is in another encoding, convert it with iconv",
			replaced);
	return saiga_strbuf_status(out, err);
}

static enum saiga_status
read_decoded(const struct reader *reader, struct draft *draft,
	struct saiga_slice bytes, struct saiga_error *err)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(3 * reader->max);
	enum saiga_status status = decode(draft, bytes, &text, err);

	/* UTF-16 and replaced bytes take more room as UTF-8. */
	if (status == SAIGA_OK)
		status = reader->read(draft,
			reader->next != NULL
				? saiga_strbuf_view(&text)
				: saiga_utf8_cut(saiga_strbuf_view(&text),
					  reader->max),
			err);
	saiga_strbuf_dispose(&text);
	return status;
}

enum saiga_status
reader_run(const struct reader *reader, struct draft *draft,
	struct saiga_slice bytes, struct saiga_error *err)
{
	enum saiga_status status;

	draft_reset(draft);
	if (bytes.len > reader->max) {
		bytes = saiga_utf8_cut(bytes, reader->max);
		draft_warn(draft, "longer than %zu MB: the rest is left out",
			reader->max >> 20);
	}
	status = reader->raw ? reader->read(draft, bytes, err)
			     : read_decoded(reader, draft, bytes, err);
	if (status == SAIGA_OK)
		draft_set(draft, SAIGA_FIELD_FORMAT, saiga_slice(reader->name),
			SAIGA_ORIGIN_FILE);
	return status == SAIGA_OK ? draft_status(draft, err) : status;
}
