/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the article in a page. */
#include "html-body.h"

#include <stdio.h> /*DBG*/
#include <stdlib.h>
#include <string.h>

#define WEAK_LEAST 4 /* one part in so many must be left */

struct page {
	const struct html_doc *doc;
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
	const struct html_doc *doc = page->doc;
	uint32_t i;

	for (i = node; i < doc->nodes[node].end; i++)
		if (doc->nodes[i].tag == HTML_H1 ||
			doc->nodes[i].tag == HTML_MAIN ||
			html_attr_has_word(doc, i, "itemprop", "articleBody"))
			return true;
	return false;
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

	return tag != HTML_TEXT && tag != HTML_HTML && tag != HTML_BODY &&
		tag != HTML_MAIN && tag != HTML_ARTICLE &&
		tag != HTML_BLOCKQUOTE &&
		!has_most(page, node) &&
		html_hint_of(page->doc, node) == HTML_HINT_WEAK;
}

static void
drop(struct page *page, bool (*is)(const struct page *, uint32_t))
{
	uint32_t i = 1;

	while (i < page->doc->n) {
		if (!page->dropped[i] && page->doc->nodes[i].tag != HTML_TEXT)
			page->dropped[i] = is(page, i);
		if (page->dropped[i] && getenv("DBG") && page->parts[i].words > 20) /*DBG*/
			fprintf(stderr, "drop %d <%.*s class=%.*s id=%.*s style=%.*s> words %u score %.0f of %.0f\n", is == is_weak, (int)page->doc->nodes[i].len, page->doc->pool.p+page->doc->nodes[i].off, (int)html_attr(page->doc,i,"class").len, html_attr(page->doc,i,"class").p, (int)html_attr(page->doc,i,"id").len, html_attr(page->doc,i,"id").p,(int)html_attr(page->doc,i,"style").len, html_attr(page->doc,i,"style").p, page->parts[i].words, page->parts[i].score, page->parts[0].good); /*DBG*/
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
		memcpy(page->dropped, before,
			page->doc->n * sizeof(*before));
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

/* Drops the texts that no paragraph stands before, or behind: the line of
 * authors and the date, what the page goes on with. */
static void
drop_ends(struct page *page, uint32_t root)
{
	const struct html_doc *doc = page->doc;
	uint32_t i, first = HTML_NONE, last = 0;

	for (i = root; i < doc->nodes[root].end; i++) {
		if (page->dropped[i]) {
			i = doc->nodes[i].end - 1;
			continue;
		}
		if (doc->nodes[i].tag != HTML_TEXT ||
			!html_part_is_good(&page->parts[page->parts[i].owner]))
			continue;
		if (first == HTML_NONE)
			first = i;
		last = i;
	}
	if (first == HTML_NONE)
		return;
	for (i = root; i < doc->nodes[root].end; i++)
		if (doc->nodes[i].tag == HTML_TEXT && (i < first || i > last))
			page->dropped[i] = true;
}

enum saiga_status
html_body(struct draft *draft, const struct html_doc *doc, bool whole)
{
	struct page page = { .doc = doc };
	enum saiga_status status = SAIGA_NOMEM;
	uint32_t root = 0;

	page.parts = calloc(doc->n, sizeof(*page.parts));
	page.dropped = calloc(doc->n, sizeof(*page.dropped));
	if (page.parts != NULL && page.dropped != NULL) {
		if (!whole) {
			html_count(page.parts, doc, page.dropped);
			drop(&page, is_furniture);
			html_count(page.parts, doc, page.dropped);
			drop_weak(&page);
			root = html_best(page.parts, doc, page.dropped);
			if (getenv("DBG")) fprintf(stderr, "root %u <%.*s class=%.*s> words %u linked %u good %.0f score %.0f\n", root, (int)doc->nodes[root].len, doc->pool.p+doc->nodes[root].off, (int)html_attr(doc,root,"class").len, html_attr(doc,root,"class").p, page.parts[root].words, page.parts[root].linked, page.parts[root].good, page.parts[root].score); /*DBG*/
			drop_links(&page, root);
			drop_ends(&page, root);
		}
		status = html_render(draft, doc, root, page.dropped);
	}
	free(page.parts);
	free(page.dropped);
	return status;
}
