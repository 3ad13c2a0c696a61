/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the article in a page. */
#include "html-body.h"

#include <stdlib.h>
#include <string.h>

struct page {
	const struct html_doc *doc;
	struct html_part *parts;
	bool *dropped;
	uint32_t words; /* in the page, but for those in links */
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

/* Whether the node is none of the article.  What has most of the page's words
 * is the page, whatever it is called. */
static bool
is_furniture(const struct page *page, uint32_t node)
{
	enum html_tag tag = page->doc->nodes[node].tag;
	const struct html_part *part = &page->parts[node];

	if (tag == HTML_HTML || tag == HTML_BODY || tag == HTML_MAIN ||
		2 * (part->words - part->linked) > page->words)
		return false;
	if (is_apart(tag) || html_is_unseen(page->doc, node))
		return true;
	return tag != HTML_ARTICLE && tag != HTML_BLOCKQUOTE &&
		html_hint_of(page->doc, node) == HTML_HINT_BAD;
}

static void
drop_furniture(struct page *page)
{
	uint32_t i = 1;

	page->words = page->parts[0].words - page->parts[0].linked;
	while (i < page->doc->n) {
		if (page->doc->nodes[i].tag != HTML_TEXT &&
			is_furniture(page, i)) {
			page->dropped[i] = true;
			i = page->doc->nodes[i].end;
		} else
			i++;
	}
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
			drop_furniture(&page);
			html_count(page.parts, doc, page.dropped);
			root = html_best(page.parts, doc, page.dropped);
			drop_links(&page, root);
			drop_ends(&page, root);
		}
		status = html_render(draft, doc, root, page.dropped);
	}
	free(page.parts);
	free(page.dropped);
	return status;
}
