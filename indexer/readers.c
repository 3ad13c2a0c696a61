/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of readers, and which one a file is for. */
#include "reader.h"

#include "html.h"
#include "reading.h"

#include <string.h>
#include <strings.h>

/* clang-format off */
const struct reader readers[] = {
	{ "text", "plain text", " txt text ", NULL,
		read_text, NULL, SAIGA_TEXT_MAX, true, false },
	{ "markdown", "Markdown", " md markdown ", NULL,
		read_markdown, NULL, SAIGA_TEXT_MAX, true, false },
	{ "html", "saved web pages", " html htm xhtml ", is_html,
		read_html, NULL, HTML_BYTES_MAX, false, false },
	{ "jsonl", "JSON Lines, an object a line", " jsonl ndjson ", NULL,
		read_json, split_json_lines, SOURCE_RECORD_MAX, true, false },
	{ "json", "JSON: an object, an array of them, a JSON Feed", " json ",
		NULL, read_json, split_json, SOURCE_RECORD_MAX, true, false },
	{ "feed", "feeds: RSS, Atom", " xml rss atom rdf ", is_feed,
		NULL, split_feed, 0, false, false },
	{ "mhtml", "web pages saved as MHTML", " mhtml mht ", is_mhtml,
		read_mhtml, NULL, MAIL_MAX, false, false },
	{ "mail", "mail", " eml ", is_mail,
		read_mail, NULL, MAIL_MAX, false, false },
	{ "mbox", "files of many mails", " mbox ", is_mbox,
		NULL, split_mbox, 0, false, false },
	{ "warc", "web archives: their pages", " warc ", is_warc,
		NULL, split_warc, 0, false, false },
	{ "pdf", "PDF, through pdftotext (package poppler-utils)", " pdf ",
		is_pdf, read_pdf, NULL, READING_BLOCK_MAX, false, false },
	{ "rtf", "RTF, through unrtf (package unrtf)", " rtf ", is_rtf,
		read_rtf, NULL, READING_BLOCK_MAX, false, false },
	{ "docx", "documents of Word", " docx ", is_docx,
		read_docx, NULL, READING_BLOCK_MAX, false, true },
	{ "odt", "OpenDocument texts", " odt ", is_odt,
		read_odt, NULL, READING_BLOCK_MAX, false, true },
	{ "epub", "books in EPUB", " epub ", is_epub,
		read_epub, NULL, READING_BLOCK_MAX, false, true },
	{ "zip", "the files in a zip archive", " zip ", is_zip,
		NULL, split_zip, 0, false, false },
	{ "tar", "the files in a tar archive", " tar tgz tbz2 txz ", is_tar,
		NULL, split_tar, 0, false, false },
};
/* clang-format on */

const size_t readers_n = sizeof(readers) / sizeof(*readers);

const struct reader *
reader_default(void)
{
	return &readers[0];
}

/* Whether one of the words between spaces is the extension. */
static bool
has_word(const char *words, struct saiga_slice extension)
{
	const char *p = words;

	while (*p != '\0') {
		size_t len = strcspn(++p, " ");

		if (len == extension.len && len > 0 &&
			strncasecmp(p, extension.p, len) == 0)
			return true;
		p += len;
	}
	return false;
}

/* Cuts the extension off the name, with its full stop; empty if it has
 * none. */
static struct saiga_slice
take_extension(struct saiga_slice *name)
{
	size_t i = name->len;
	struct saiga_slice found = SAIGA_SLICE_INIT;

	while (i > 0 && name->p[i - 1] != '.' && name->p[i - 1] != '/')
		i--;
	if (i == 0 || name->p[i - 1] == '/')
		return found;
	found = saiga_slice_of(name->p + i, name->len - i);
	name->len = i - 1;
	return found;
}

const struct reader *
reader_for(const char *name)
{
	struct saiga_slice rest = saiga_slice(name);
	struct saiga_slice extension = take_extension(&rest);
	size_t i;

	if (has_word(" gz bz2 xz zst ", extension))
		extension = take_extension(&rest);
	for (i = 0; i < readers_n; i++)
		if (has_word(readers[i].extensions, extension))
			return &readers[i];
	return NULL;
}

const struct reader *
reader_by_head(struct saiga_slice head)
{
	size_t i;

	for (i = 0; i < readers_n; i++)
		if (readers[i].is != NULL && readers[i].is(head))
			return &readers[i];
	return NULL;
}

/* RFC 1952, section 2.3.1; bzip2; the .xz format, section 2.1.1.1; RFC 8878,
 * section 3.1.1. */
bool
reader_is_packed(struct saiga_slice head)
{
	static const struct {
		const char *magic;
		size_t len;
	} magics[] = {
		{ "\x1f\x8b\x08", 3 },
		{ "BZh", 3 },
		{ "\xfd"
		  "7zXZ\0",
			6 },
		{ "\x28\xb5\x2f\xfd", 4 },
	};
	size_t i;

	for (i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (head.len >= magics[i].len &&
			memcmp(head.p, magics[i].magic, magics[i].len) == 0)
			return true;
	return false;
}

enum saiga_status
reader_run(const struct reader *reader, struct draft *draft,
	struct saiga_slice bytes, struct saiga_error *err)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(3 * reader->max);
	enum saiga_status status = SAIGA_OK;

	draft_reset(draft);
	if (bytes.len > reader->max) {
		bytes = reader->is_text ? saiga_utf8_cut(bytes, reader->max)
					: saiga_slice_of(bytes.p, reader->max);
		draft_warn(draft, "longer than %zu MB: the rest is left out",
			reader->max >> 20);
	}
	if (reader->is_text && bytes.len > 0) {
		status = reader_decode(draft, bytes, &text, err);
		bytes = saiga_strbuf_view(&text);
	}
	/* UTF-16 and replaced bytes take more room as UTF-8. */
	if (reader->is_text && reader->split == NULL)
		bytes = saiga_utf8_cut(bytes, reader->max);
	if (status == SAIGA_OK)
		status = reader->read(draft, bytes, err);
	if (status == SAIGA_OK)
		draft_set(draft, SAIGA_FIELD_FORMAT, saiga_slice(reader->name),
			SAIGA_ORIGIN_FILE);
	if (status == SAIGA_OK)
		status = draft_status(draft, err);
	saiga_strbuf_dispose(&text);
	return status;
}
