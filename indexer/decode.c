/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a text's bytes to UTF-8. */
#include "encoding.h"
#include "reader.h"

#include <string.h>

/* A text of which one byte in so many is no UTF-8 is in another encoding. */
#define REPLACED_SHARE 10

/* Of so many bytes one is NUL, at least, in UTF-16, as half of every space
 * is; fewer may be an accident. */
#define UTF16_SHARE 20
#define UTF16_LEAST 4

/* More controls than one byte in so many are none of a text's. */
#define CONTROL_SHARE 1000

static bool
begins_with(struct saiga_slice bytes, const char *mark, size_t len)
{
	return bytes.len >= len && memcmp(bytes.p, mark, len) == 0;
}

/* The kind of UTF-16 that the bytes are, or NULL.  Without a byte order mark
 * every space tells: half of it is NUL, always the same one. */
static const char *
utf16_name(struct saiga_slice bytes)
{
	size_t nuls[2] = { 0, 0 }, n = bytes.len < 4096 ? bytes.len : 4096, i;

	if (begins_with(bytes, "\xff\xfe", 2) ||
		begins_with(bytes, "\xfe\xff", 2))
		return "UTF-16";
	for (i = 0; i < n; i++)
		nuls[i % 2] += bytes.p[i] == '\0';
	if (nuls[0] > 0 && nuls[1] > 0)
		return NULL;
	if (nuls[0] + nuls[1] < UTF16_LEAST ||
		nuls[0] + nuls[1] < n / UTF16_SHARE)
		return NULL;
	return nuls[0] > 0 ? "UTF-16BE" : "UTF-16LE";
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

static enum saiga_status
decode_utf16(struct draft *draft, const char *name, struct saiga_slice bytes,
	struct saiga_strbuf *out, struct saiga_error *err)
{
	size_t replaced = 0;
	enum saiga_status status =
		encoding_convert(out, bytes, name, &replaced, err);

	if (status == SAIGA_OK && has_nul(saiga_strbuf_view(out)))
		status = not_a_text(err);
	if (replaced > 0)
		draft_warn(draft,
			"pieces that are no UTF-16 were replaced (%zu): the "
			"file may be cut or damaged",
			replaced);
	return status;
}

/* The controls but for white space. */
static size_t
count_controls(struct saiga_slice bytes)
{
	size_t i, n = 0;

	for (i = 0; i < bytes.len; i++)
		n += (unsigned char)bytes.p[i] < 0x20 &&
			strchr("\t\n\v\f\r", bytes.p[i]) == NULL;
	return n;
}

/* A text in an encoding of one byte a letter, or of Asia's. */
static enum saiga_status
decode_old(struct draft *draft, struct saiga_slice bytes,
	struct saiga_strbuf *out, struct saiga_error *err)
{
	char name[ENCODING_NAME_MAX];
	size_t replaced = 0;
	enum saiga_status status;

	encoding_of_page(name, bytes, saiga_slice(""));
	if (strcmp(name, "UTF-8") == 0 ||
		count_controls(bytes) > bytes.len / CONTROL_SHARE)
		return saiga_error_set(err, SAIGA_FORMAT,
			"not a text in UTF-8 or any encoding that can be told");
	saiga_strbuf_reset(out);
	status = encoding_convert(out, bytes, name, &replaced, err);
	if (status == SAIGA_OK)
		draft_warn(draft, "not UTF-8: read as %s", name);
	return status;
}

enum saiga_status
reader_decode(struct draft *draft, struct saiga_slice bytes,
	struct saiga_strbuf *out, struct saiga_error *err)
{
	const char *utf16 = utf16_name(bytes);
	size_t replaced;

	if (utf16 != NULL)
		return decode_utf16(draft, utf16, bytes, out, err);
	if (has_nul(bytes))
		return not_a_text(err);
	if (begins_with(bytes, "\xef\xbb\xbf", 3)) {
		bytes.p += 3;
		bytes.len -= 3;
	}
	replaced = saiga_utf8_repair(bytes, out);
	if (replaced > bytes.len / REPLACED_SHARE)
		return decode_old(draft, bytes, out, err);
	if (replaced > 0)
		draft_warn(draft,
			"bytes that are no UTF-8 were replaced (%zu): if it "
			"is in another encoding, convert it with iconv",
			replaced);
	return saiga_strbuf_status(out, err);
}
