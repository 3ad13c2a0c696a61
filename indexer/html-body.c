/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the article in a page. */
#include "html-body.h"

#include <stdlib.h>
#include <string.h>

#define DATA_LEAST 50 /* words of a body that is taken from data */
#define LIST_STEPS 6  /* from a text up to its list or table */
#define WEAK_LEAST 4  /* one part in so many must be left */

/* How many there are before a node. */
struct signs {
	uint32_t articles, quotes;
};

struct page {
	const struct html_doc *doc;
	struct signs *signs; /* of each node, and of the end */
	struct html_part *parts;
	bool *dropped;
};

/* Elements that are made for something else than an article's text. */
static bool
is_apart(enum html_tag tag)
{
	switch (tag) {
	case HTML_AMP_AD:
	case HTML_ASIDE:
	case HTML_BUTTON:
	case HTML_DIALOG:
	case HTML_FIGCAPTION:
	case HTML_FIELDSET:
	case HTML_FOOTER:
	case HTML_FORM:
	case HTML_HEADER:
	case HTML_INPUT:
	case HTML_LABEL:
	case HTML_MENU:
	case HTML_NAV:
		return true;
	default:
		return false;
	}
}

/* Whether it has most of what may be the article. */
static bool
has_most(const struct page *page, uint32_t node)
{
	return 2 * page->parts[node].good > page->parts[0].good;
}

/* Whether there is a great heading in it, or what the page calls its body. */
static bool
has_article(const struct page *page, uint32_t node)
{
	return page->signs[page->doc->nodes[node].end].articles >
		page->signs[node].articles;
}

static bool
has_quote(const struct page *page, uint32_t node)
{
	return page->signs[page->doc->nodes[node].end].quotes >
		page->signs[node].quotes;
}

static void
count_signs(struct page *page)
{
	const struct html_doc *doc = page->doc;
	struct signs n = { 0, 0 };
	uint32_t i;

	for (i = 0; i < doc->n; i++) {
		enum html_tag tag = doc->nodes[i].tag;

		page->signs[i] = n;
		n.articles += tag == HTML_H1 || tag == HTML_MAIN ||
			html_attr_has_word(doc, i, "itemprop", "articleBody");
		n.quotes += tag == HTML_BLOCKQUOTE;
	}
	page->signs[i] = n;
}

/* Whether the node is none of the article, by what it is or is called. */
static bool
is_furniture(const struct page *page, uint32_t node)
{
	enum html_tag tag = page->doc->nodes[node].tag;

	if (tag == HTML_HTML || tag == HTML_BODY || tag == HTML_MAIN)
		return false;
	if (is_apart(tag) || html_is_unseen(page->doc, node))
		return !has_most(page, node) ||
			(tag != HTML_FORM && !has_article(page, node));
	if (tag == HTML_ARTICLE || tag == HTML_BLOCKQUOTE)
		return false;
	switch (html_hint_of(page->doc, node)) {
	case HTML_HINT_COMMENT:
		return !has_most(page, node) || !has_article(page, node);
	case HTML_HINT_BAD:
		return !has_most(page, node);
	default:
		return false;
	}
}

static bool
is_weak(const struct page *page, uint32_t node)
{
	enum html_tag tag = page->doc->nodes[node].tag;

	if (tag == HTML_HTML || tag == HTML_BODY || tag == HTML_MAIN ||
		tag == HTML_ARTICLE || tag == HTML_BLOCKQUOTE ||
		has_most(page, node))
		return false;
	switch (html_hint_of(page->doc, node)) {
	case HTML_HINT_WEAK:
		return true;
	case HTML_HINT_SOCIAL:
		return !has_quote(page, node);
	default:
		return false;
	}
}

static void
drop(struct page *page, bool (*is)(const struct page *, uint32_t))
{
	uint32_t i = 1;

	while (i < page->doc->n) {
		if (!page->dropped[i] && page->doc->nodes[i].tag != HTML_TEXT)
			page->dropped[i] = is(page, i);
		i = page->dropped[i] ? page->doc->nodes[i].end : i + 1;
	}
}

/* Unless hardly anything would be left. */
static void
drop_weak(struct page *page)
{
	bool *before = malloc(page->doc->n * sizeof(*before));
	float good = page->parts[0].good;

	if (before == NULL)
		return;
	memcpy(before, page->dropped, page->doc->n * sizeof(*before));
	drop(page, is_weak);
	html_count(page->parts, page->doc, page->dropped);
	if (WEAK_LEAST * page->parts[0].good < good) {
		memcpy(page->dropped, before, page->doc->n * sizeof(*before));
		html_count(page->parts, page->doc, page->dropped);
	}
	free(before);
}

/* Lists and the like of links, and links that stand alone. */
static void
drop_links(struct page *page, uint32_t root)
{
	uint32_t i = root + 1;

	while (i < page->doc->nodes[root].end) {
		const struct html_part *part = &page->parts[i];
		enum html_tag tag = page->doc->nodes[i].tag;

		if (html_tag_is_block(tag) && part->words > 0 &&
			3 * part->linked > 2 * part->words &&
			part->score <= 0) {
			page->dropped[i] = true;
			i = page->doc->nodes[i].end;
		} else
			i++;
	}
}

/* The list or table that the node is in, or HTML_NONE. */
static uint32_t
list_around(const struct html_doc *doc, uint32_t node)
{
	int steps;

	for (steps = 0; steps < LIST_STEPS && node > 0; steps++) {
		switch (doc->nodes[node].tag) {
		case HTML_DL:
		case HTML_OL:
		case HTML_PRE:
		case HTML_TABLE:
		case HTML_UL:
			return node;
		default:
			node = doc->nodes[node].parent;
		}
	}
	return HTML_NONE;
}

/* Whether the text belongs to the body by itself: it is of a paragraph or of
 * a table of data. */
static bool
is_body_text(const struct page *page, uint32_t node)
{
	const struct html_part *owner = &page->parts[page->parts[node].owner];
	enum html_tag tag = page->doc->nodes[page->parts[node].owner].tag;
	uint32_t list;

	if (html_part_is_good(owner))
		return true;
	/* A last line may be short. */
	if (tag == HTML_P && owner->own > 0 &&
		3 * owner->own_linked <= owner->own)
		return true;
	if ((tag != HTML_TD && tag != HTML_TH) || owner->own == 0)
		return false;
	list = list_around(page->doc, node);
	return list != HTML_NONE && page->parts[list].score > 0;
}

/* Drops the texts that no paragraph stands before, or behind: the line of
 * authors and the date, what the page goes on with. */
static void
drop_ends(struct page *page, uint32_t root)
{
	const struct html_doc *doc = page->doc;
	uint32_t i, list, first = HTML_NONE, last = 0;

	for (i = root; i < doc->nodes[root].end; i++) {
		if (page->dropped[i]) {
			i = doc->nodes[i].end - 1;
			continue;
		}
		if (doc->nodes[i].tag != HTML_TEXT || !is_body_text(page, i))
			continue;
		if (first == HTML_NONE)
			first = i;
		last = i;
	}
	if (first == HTML_NONE)
		return;
	list = list_around(doc, last);
	if (list != HTML_NONE && list > root)
		last = doc->nodes[list].end - 1;
	for (i = root; i < doc->nodes[root].end; i++)
		if (doc->nodes[i].tag == HTML_TEXT && (i < first || i > last))
			page->dropped[i] = true;
}

/* Marks what is none of the article; returns the node that it is in.  whole:
 * the page is the article, but for what may be in its midst. */
static uint32_t
find_body(struct page *page, struct saiga_slice title, bool whole)
{
	uint32_t root, words;

	count_signs(page);
	html_count(page->parts, page->doc, page->dropped);
	words = page->parts[0].words;
	drop(page, is_furniture);
	html_count(page->parts, page->doc, page->dropped);
	/* All of it is a menu, it says: then it is a page of that. */
	if (page->parts[0].words == 0 && words > 0) {
		memset(page->dropped, 0, page->doc->n * sizeof(*page->dropped));
		return 0;
	}
	if (whole)
		return 0;
	drop_weak(page);
	root = html_best(page->parts, page->doc, page->dropped, title);
	drop_links(page, root);
	drop_ends(page, root);
	return root;
}

/* The captions of the body's pictures, behind it: they are no sentences of
 * its own, and would part what belongs together. */
static enum saiga_status
add_captions(struct draft *draft, struct page *page, uint32_t root)
{
	const struct html_doc *doc = page->doc;
	enum saiga_status status = SAIGA_OK;
	uint32_t i = root;

	while (i < doc->nodes[root].end && status == SAIGA_OK) {
		if (!page->dropped[i]) {
			i++;
			continue;
		}
		page->dropped[i] = false;
		if (doc->nodes[i].tag == HTML_FIGCAPTION)
			status = html_render(draft, doc, i, page->dropped,
				SAIGA_PARAGRAPH_FURNITURE);
		i = doc->nodes[i].end;
	}
	return status;
}

/* Appends a body that the page has as data; there may be markup in it, and
 * where there is none, a line is a paragraph. */
static enum saiga_status
render_data(struct draft *draft, struct saiga_slice data)
{
	struct saiga_strbuf lines = SAIGA_STRBUF_INIT(HTML_BYTES_MAX);
	struct saiga_slice line;
	struct html_doc *doc = NULL;
	enum saiga_status status;

	while (saiga_slice_line(&data, &line)) {
		saiga_strbuf_str(&lines, "<p>");
		saiga_strbuf_slice(&lines, line);
	}
	status = html_parse(&doc, saiga_strbuf_view(&lines), NULL);
	saiga_strbuf_dispose(&lines);
	if (status == SAIGA_OK)
		status = html_body(draft, doc, true);
	html_doc_free(doc);
	return status;
}

/* Takes the body that the page has as data, where it shows much less. */
static enum saiga_status
take_data(struct draft *draft, const struct html_doc *doc, size_t off,
	size_t n_paragraphs)
{
	struct saiga_strbuf data = SAIGA_STRBUF_INIT(SAIGA_TEXT_MAX);
	struct saiga_slice shown = saiga_strbuf_view(&draft->text);
	enum saiga_status status = SAIGA_OK;
	uint32_t words;

	html_data_body(doc, &data);
	words = html_words(saiga_strbuf_view(&data));
	if (shown.len > 0) {
		shown.p += off;
		shown.len -= off;
	}
	if (words >= DATA_LEAST && words > 2 * html_words(shown)) {
		saiga_strbuf_cut(&draft->text, off);
		draft->paragraphs.n = n_paragraphs;
		status = render_data(draft, saiga_strbuf_view(&data));
	}
	saiga_strbuf_dispose(&data);
	return status;
}

/* A first paragraph that only repeats the title is marked as that. */
static void
mark_title(struct draft *draft, size_t n)
{
	struct saiga_paragraph *first;

	if (draft->paragraphs.n <= n)
		return;
	first = &draft->paragraphs.items[n];
	if (saiga_slice_equal(
		    saiga_slice_of(draft->text.p + first->off, first->len),
		    saiga_strbuf_view(&draft->field[SAIGA_FIELD_TITLE])))
		first->kind = SAIGA_PARAGRAPH_TITLE;
}

enum saiga_status
html_body(struct draft *draft, const struct html_doc *doc, bool whole)
{
	struct page page = { .doc = doc };
	enum saiga_status status = SAIGA_NOMEM;
	size_t off = draft->text.len, n = draft->paragraphs.n;
	uint32_t root;

	page.parts = calloc(doc->n, sizeof(*page.parts));
	page.signs = calloc(doc->n + 1, sizeof(*page.signs));
	page.dropped = calloc(doc->n, sizeof(*page.dropped));
	if (page.parts != NULL && page.signs != NULL && page.dropped != NULL) {
		root = find_body(&page,
			saiga_strbuf_view(&draft->field[SAIGA_FIELD_TITLE]),
			whole);
		status = html_render(
			draft, doc, root, page.dropped, SAIGA_PARAGRAPH_TEXT);
		if (status == SAIGA_OK && !whole)
			status = take_data(draft, doc, off, n);
		mark_title(draft, n);
		if (status == SAIGA_OK)
			status = add_captions(draft, &page, root);
	}
	free(page.parts);
	free(page.signs);
	free(page.dropped);
	return status;
}
