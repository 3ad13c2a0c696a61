/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One article, whole. */
#include "page.h"

#include "escape.h"
#include "similar.h"

#include <time.h>

#define SIMILAR_SHOWN 6u
#define HITS_SHOWN 24u /* passages that the line of hits names */
#define HOPS_MAX 1000u /* marks that lead to others: each adds 200 bytes */

static void
put_piece(const struct page *page, const struct saiga_article *a,
	struct range range, const struct saiga_paragraph *p,
	const struct ranges *marks, struct hops *hops)
{
	const char *tag = p->kind == SAIGA_PARAGRAPH_HEADING ? "h2" : "p";

	saiga_strbuf_printf(page->out, "<%s dir=\"auto\">", tag);
	page_marked(page, a->text.p, range, marks, hops);
	saiga_strbuf_printf(page->out, "</%s>\n", tag);
}

static void
put_passage(const struct page *page, const struct found_article *found,
	size_t i, struct hops *hops)
{
	const struct saiga_article *a = &found->stored.article;
	const struct saiga_passage *passage = &a->passages.items[i];
	const struct ranges *marks =
		i < found->n ? &found->passages[i].marks : NULL;
	uint32_t n;

	saiga_strbuf_printf(page->out,
		"<section class=\"passage\" id=\"p%zu\">"
		"<a class=\"number\" href=\"#p%zu\" aria-label=\"%s %zu\">%zu"
		"</a><div>\n",
		i + 1, i + 1, page_word(page, WORD_PASSAGE), i + 1, i + 1);
	for (n = passage->first_paragraph; n <= passage->last_paragraph; n++) {
		struct range part = range_in_paragraph(
			(struct range){ passage->off, passage->len },
			&a->paragraphs.items[n]);

		if (part.len > 0)
			put_piece(page, a, part, &a->paragraphs.items[n], marks,
				hops);
	}
	page_put(page, "</div></section>\n");
}

/* What is kept of the page around the article. */
static void
put_furniture(const struct page *page, const struct saiga_article *a)
{
	const struct saiga_paragraphs *list = &a->paragraphs;
	size_t i, n = 0;

	for (i = 0; i < list->n; i++) {
		const struct saiga_paragraph *p = &list->items[i];
		struct range range = { p->off, p->len };

		if (p->kind != SAIGA_PARAGRAPH_FURNITURE &&
			p->kind != SAIGA_PARAGRAPH_SOURCE)
			continue;
		if (n++ == 0) {
			page_put(page,
				"<details class=\"furniture\"><summary "
				"dir=\"ltr\" lang=\"");
			page_put(page,
				params_table[PARAM_LANGUAGE]
					.words[page->request->language]);
			page_put(page, "\">");
			page_say(page, WORD_FURNITURE);
			page_put(page, "</summary>\n");
		}
		put_piece(page, a, range, p, NULL, NULL);
	}
	page_put(page, n > 0 ? "</details>\n" : "");
}

/* "marked: 12; 1 (3) 4 (9)", each a link. */
static void
put_hits(const struct page *page, const struct found_article *found,
	unsigned total)
{
	unsigned n = 0;
	size_t i;

	saiga_strbuf_printf(page->out, "<p class=\"hits\">%s: <b>%u</b>",
		page_word(page, WORD_MARKED), total);
	if (total > 0)
		saiga_strbuf_printf(page->out, " · <a href=\"#h1\">%s</a> ·",
			page_word(page, WORD_FIRST_HIT));
	for (i = 0; i < found->n && n < HITS_SHOWN; i++) {
		const struct found_passage *p = &found->passages[i];

		if (p->marks.n == 0)
			continue;
		saiga_strbuf_printf(page->out,
			" <a href=\"#p%u\" aria-label=\"%s %u\">¶%u</a>"
			" <small>(%zu)</small>",
			p->number + 1, page_word(page, WORD_PASSAGE),
			p->number + 1, p->number + 1, p->marks.n);
		n++;
	}
	page_put(page, "</p>\n");
}

static void
put_row(const struct page *page, enum word label, struct saiga_slice value,
	const char *origin)
{
	if (value.len == 0)
		return;
	page_put(page, "<dt>");
	page_say(page, label);
	page_put(page, "</dt><dd><bdi>");
	if (escape_is_link(value)) {
		page_put(page, "<a rel=\"noopener noreferrer\" href=\"");
		escape_attribute(page->out, value);
		page_put(page, "\">");
		escape_text(page->out, value);
		page_put(page, "</a>");
	} else
		escape_text(page->out, value);
	page_put(page, "</bdi>");
	if (origin != NULL) {
		page_put(page, " <small>(");
		page_put(page, origin);
		page_put(page, ")</small>");
	}
	page_put(page, "</dd>\n");
}

/* Everything that is known of the article, and from where. */
static void
put_metadata(const struct page *page, const struct saiga_article *a)
{
	static const enum word labels[SAIGA_FIELD_COUNT] = {
		[SAIGA_FIELD_TITLE] = WORD_TITLE,
		[SAIGA_FIELD_AUTHOR] = WORD_AUTHOR,
		[SAIGA_FIELD_PUBLISHER] = WORD_PUBLISHER,
		[SAIGA_FIELD_DATE] = WORD_DATE,
		[SAIGA_FIELD_MODIFIED] = WORD_MODIFIED,
		[SAIGA_FIELD_SECTION] = WORD_SECTION,
		[SAIGA_FIELD_TAGS] = WORD_TAGS,
		[SAIGA_FIELD_URL] = WORD_URL,
		[SAIGA_FIELD_LANGUAGE] = WORD_LANGUAGE,
		[SAIGA_FIELD_PATH] = WORD_PATH,
		[SAIGA_FIELD_EXTERNAL_ID] = WORD_EXTERNAL_ID,
		[SAIGA_FIELD_FORMAT] = WORD_FORMAT,
	};
	_Static_assert(SAIGA_FIELD_FORMAT + 1 == SAIGA_FIELD_COUNT,
		"a field has no label");
	char text[32];
	time_t t = (time_t)a->indexed;
	struct tm tm;
	unsigned f;

	page_put(page, "<section class=\"about\"><h2>");
	page_say(page, WORD_ABOUT_ARTICLE);
	page_put(page, "</h2>\n<dl>\n");
	for (f = 0; f < SAIGA_FIELD_COUNT; f++)
		put_row(page, labels[f], a->field[f],
			page_origin(page, a->origin[f]));
	put_row(page, WORD_ID, saiga_slice(a->id), NULL);
	if (a->indexed > 0 && gmtime_r(&t, &tm) != NULL) {
		strftime(text, sizeof(text), "%Y-%m-%d %H:%M UTC", &tm);
		put_row(page, WORD_INDEXED, saiga_slice(text), NULL);
	}
	page_put(page, "</dl></section>\n");
}

/* Author, "Title", publisher, day, address: the line to copy. */
static void
put_citation(const struct page *page, const struct saiga_article *a)
{
	static const enum saiga_field fields[] = { SAIGA_FIELD_AUTHOR,
		SAIGA_FIELD_TITLE, SAIGA_FIELD_PUBLISHER, SAIGA_FIELD_DATE,
		SAIGA_FIELD_URL };
	size_t i, n = 0;

	page_put(page, "<section class=\"cite\"><h2>");
	page_say(page, WORD_CITE);
	page_put(page, "</h2>\n<p dir=\"auto\">");
	for (i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		struct saiga_slice value = a->field[fields[i]];
		bool title = fields[i] == SAIGA_FIELD_TITLE;

		if (value.len == 0)
			continue;
		if (fields[i] == SAIGA_FIELD_DATE && value.len > 10)
			value.len = 10;
		page_put(page, n++ > 0 ? ", " : "");
		page_put(page, title ? "“" : "");
		escape_text(page->out, value);
		page_put(page, title ? "”" : "");
	}
	page_put(page, n > 0 ? " " : "");
	saiga_strbuf_printf(page->out, "[saiga:%s]</p></section>\n", a->id);
}

/* Articles like this one. */
static void
put_similar(const struct page *page, const struct search_results *similar)
{
	size_t i;

	if (similar->n == 0)
		return;
	page_put(page, "<section class=\"similar\"><h2>");
	page_say(page, WORD_SIMILAR);
	page_put(page, "</h2>\n<ul>\n");
	for (i = 0; i < similar->n; i++)
		page_line(page, &similar->articles[i].stored.article);
	page_put(page, "</ul></section>\n");
}

static void
put_back(const struct page *page)
{
	struct params to = page->request->params;

	if (to.text[PARAM_QUERY].len == 0)
		return;
	to.text[PARAM_ARTICLE] = saiga_slice(NULL);
	page_put(page, "<p class=\"back\"><a ");
	page_href(page, &to, NULL);
	page_put(page, ">← ");
	page_say(page, WORD_BACK);
	page_put(page, "</a></p>\n");
}

static void
put_page(const struct page *page, const struct found_article *found,
	const struct search_results *similar)
{
	const struct saiga_article *a = &found->stored.article;
	struct hops hops = { 1, 0 };
	unsigned marks = 0;
	bool made;
	size_t i;

	for (i = 0; i < found->n; i++)
		marks += (unsigned)found->passages[i].marks.n;
	hops.total = marks < HOPS_MAX ? marks : HOPS_MAX;
	page_begin(page, saiga_article_name(a, 100, &made));
	put_back(page);
	page_put(page,
		"<div class=\"split\"><article class=\"whole\">\n<header><h1");
	page_language(page, a);
	page_put(page, ">");
	page_name(page, a, &found->title_marks);
	page_put(page, "</h1>\n");
	page_source(page, a);
	if (page->request->params.text[PARAM_QUERY].len > 0)
		put_hits(page, found, marks);
	page_put(page, "</header>\n<div class=\"text\"");
	page_language(page, a);
	page_put(page, ">\n");
	for (i = 0; i < a->passages.n; i++)
		put_passage(page, found, i, &hops);
	put_furniture(page, a);
	page_put(page, "</div>\n</article>\n<aside aria-label=\"");
	page_say(page, WORD_ABOUT_ARTICLE);
	page_put(page, "\">\n");
	put_citation(page, a);
	put_similar(page, similar);
	put_metadata(page, a);
	page_put(page, "</aside></div>\n");
	page_end(page);
}

enum saiga_status
page_article(struct page *page)
{
	const struct search_options options = {
		.max = SIMILAR_SHOWN,
		.bare = true,
		.now = page->request->now,
	};
	struct found_article found = { .stored = SAIGA_STORED_INIT };
	struct search_results *similar = NULL;
	enum saiga_status status = page_load(&found, page);

	if (status == SAIGA_OK)
		status = search_similar(&similar, page->db,
			found.stored.article.id, &options, page->err);
	if (status == SAIGA_OK)
		put_page(page, &found, similar);
	else if (status == SAIGA_NOTFOUND)
		saiga_error_set(page->err, status, "%s",
			page_word(page, WORD_NO_ARTICLE));
	search_results_free(similar);
	found_article_dispose(&found);
	return status;
}
