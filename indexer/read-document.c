/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads documents that other programs turn into pages: PDF, RTF. */
#include "markup.h"
#include "program.h"
#include "reader.h"

#include <string.h>

#define OUTPUT_MAX (4 * SAIGA_TEXT_MAX)

/* What programs write as a title when nobody gave one. */
static bool
is_no_title(struct saiga_slice title)
{
	static const char *const beginnings[] = { "microsoft word -",
		"untitled", "document1", "layout 1" };
	static const char *const ends[] = { ".doc", ".docx", ".indd", ".qxd",
		".pdf", ".rtf", ".odt" };
	size_t i, n;

	for (i = 0; i < sizeof(beginnings) / sizeof(*beginnings); i++)
		if (saiga_slice_is(saiga_utf8_cut(title, strlen(beginnings[i])),
			    beginnings[i]))
			return true;
	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		n = strlen(ends[i]);
		if (title.len >= n &&
			saiga_slice_is(
				saiga_slice_of(title.p + title.len - n, n),
				ends[i]))
			return true;
	}
	return title.len == 0;
}

/* Takes title and author from the head of the page that a program wrote. */
static enum saiga_status
take_head(struct draft *draft, struct saiga_slice page, struct saiga_error *err)
{
	struct saiga_strbuf title = SAIGA_STRBUF_INIT(65536);
	struct html_doc *doc = NULL;
	uint32_t at;
	enum saiga_status status = html_parse(&doc, page, err);

	if (status != SAIGA_OK)
		return status;
	at = html_find(doc, 0, 0, HTML_TITLE);
	if (at != HTML_NONE)
		html_append_text(doc, at, &title);
	if (!is_no_title(saiga_slice_trim(saiga_strbuf_view(&title))))
		draft_set(draft, SAIGA_FIELD_TITLE, saiga_strbuf_view(&title),
			SAIGA_ORIGIN_DOCUMENT);
	for (at = html_find(doc, 0, 0, HTML_META); at != HTML_NONE;
		at = html_find(doc, 0, at, HTML_META))
		if (saiga_slice_is(html_attr(doc, at, "name"), "author"))
			draft_set(draft, SAIGA_FIELD_AUTHOR,
				html_attr(doc, at, "content"),
				SAIGA_ORIGIN_DOCUMENT);
	html_doc_free(doc);
	saiga_strbuf_dispose(&title);
	return SAIGA_OK;
}

/* Where the word stands in the page, or NULL. */
static const char *
find(struct saiga_slice page, const char *word)
{
	size_t n = strlen(word), i;

	for (i = 0; i + n <= page.len; i++)
		if (page.p[i] == *word && memcmp(page.p + i, word, n) == 0)
			return page.p + i;
	return NULL;
}

/* Appends the text with the four entities that pdftotext writes as what they
 * mean, and form feeds, which part pages, as line ends. */
static void
append_unescaped(struct saiga_strbuf *out, struct saiga_slice text)
{
	static const struct {
		const char *name;
		char sign;
	} entities[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' } };
	size_t i = 0, k, n;

	while (i < text.len) {
		char c = text.p[i] == '\f' ? '\n' : text.p[i];

		n = 1;
		for (k = 0; c == '&' && k < 4; k++) {
			size_t len = strlen(entities[k].name);

			if (text.len - i >= len &&
				memcmp(text.p + i, entities[k].name, len) ==
					0) {
				c = entities[k].sign;
				n = len;
				break;
			}
		}
		saiga_strbuf_byte(out, c);
		i += n;
	}
}

enum saiga_status
read_pdf(struct draft *draft, struct saiga_slice bytes, struct saiga_error *err)
{
	static const char *const argv[] = { "pdftotext", "-q", "-enc", "UTF-8",
		"-htmlmeta", "-", "-", NULL };
	static const struct program program = { argv, "poppler-utils" };
	struct saiga_strbuf raw = SAIGA_STRBUF_INIT(OUTPUT_MAX);
	struct saiga_strbuf page = SAIGA_STRBUF_INIT(3 * OUTPUT_MAX);
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(3 * OUTPUT_MAX);
	enum saiga_status status = program_run(&program, bytes, &raw, err);
	const char *begin;

	saiga_utf8_repair(saiga_strbuf_view(&raw), &page);
	begin = find(saiga_strbuf_view(&page), "<pre>");
	if (status == SAIGA_OK && begin != NULL) {
		struct saiga_slice rest = saiga_slice_of(
			begin + 5, (size_t)(page.p + page.len - begin - 5));
		const char *end = find(rest, "</pre>");

		if (end != NULL)
			rest.len = (size_t)(end - rest.p);
		append_unescaped(&text, rest);
		status = take_head(draft,
			saiga_slice_of(page.p, (size_t)(begin - page.p)), err);
	}
	if (status == SAIGA_OK &&
		markup_text(draft, saiga_strbuf_view(&text), MARKUP_WHOLE) !=
			SAIGA_OK)
		status = saiga_error_nomem(err);
	saiga_strbuf_dispose(&raw);
	saiga_strbuf_dispose(&page);
	saiga_strbuf_dispose(&text);
	return status;
}

/* unrtf ends paragraphs with a line break. */
static void
append_paragraphs(struct saiga_strbuf *out, struct saiga_slice page)
{
	struct saiga_slice rest = page;
	const char *at;

	while ((at = find(rest, "<br>")) != NULL) {
		saiga_strbuf_append(out, rest.p, (size_t)(at - rest.p));
		saiga_strbuf_str(out, "<p>");
		rest.len -= (size_t)(at - rest.p) + 4;
		rest.p = at + 4;
	}
	saiga_strbuf_slice(out, rest);
}

enum saiga_status
read_rtf(struct draft *draft, struct saiga_slice bytes, struct saiga_error *err)
{
	static const char *const argv[] = { "unrtf", "--html", "--quiet",
		"--nopict", NULL };
	static const struct program program = { argv, "unrtf" };
	struct saiga_strbuf raw = SAIGA_STRBUF_INIT(OUTPUT_MAX);
	struct saiga_strbuf page = SAIGA_STRBUF_INIT(3 * OUTPUT_MAX);
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(3 * OUTPUT_MAX);
	enum saiga_status status = program_run(&program, bytes, &raw, err);

	saiga_utf8_repair(saiga_strbuf_view(&raw), &page);
	append_paragraphs(&text, saiga_strbuf_view(&page));
	if (status == SAIGA_OK)
		status = take_head(draft, saiga_strbuf_view(&text), err);
	/* unrtf may begin the body late. */
	if (status == SAIGA_OK)
		status = html_read_fragment(
			draft, saiga_strbuf_view(&text), err);
	saiga_strbuf_dispose(&raw);
	saiga_strbuf_dispose(&page);
	saiga_strbuf_dispose(&text);
	return status;
}

/* ISO 32000-1, section 7.5.2; readers look for it in the first 1024 bytes. */
bool
is_pdf(struct saiga_slice head)
{
	return find(saiga_slice_of(head.p, head.len < 1024 ? head.len : 1024),
		       "%PDF-") != NULL;
}

bool
is_rtf(struct saiga_slice head)
{
	return head.len > 5 && memcmp(head.p, "{\\rtf", 5) == 0;
}
