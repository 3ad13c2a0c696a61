/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facets and the timeline. */
#include "aside.h"

#include "escape.h"

#define BAR_HEIGHT 48u /* units of the picture, as bars are 10 wide */

/* href="..." of the query with the filter. */
static enum saiga_status
put_narrower(const struct page *page, struct saiga_slice filter)
{
	struct saiga_strbuf query = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 16u);
	struct params to = page_same(page);
	enum saiga_status status = query_narrow(&query, to.text[PARAM_QUERY],
		filter, page->request->now, page->err);

	to.text[PARAM_QUERY] = saiga_strbuf_view(&query);
	if (status == SAIGA_OK)
		page_href(page, &to, NULL);
	saiga_strbuf_dispose(&query);
	return status;
}

/* A value and its number, a link where a filter can tell it. */
static enum saiga_status
put_value(const struct page *page, struct saiga_slice text,
	struct saiga_slice filter, uint32_t articles)
{
	enum saiga_status status = SAIGA_OK;

	page_put(page, "<li>");
	if (filter.len > 0) {
		page_put(page, "<a ");
		status = put_narrower(page, filter);
		page_put(page, ">");
	}
	page_put(page, "<bdi>");
	escape_text(page->out, text);
	page_put(page, filter.len > 0 ? "</bdi></a>" : "</bdi>");
	saiga_strbuf_printf(page->out, " <span>%u</span></li>\n", articles);
	return status;
}

/* One value that all have narrows nothing down. */
static bool
narrows(const struct facet *facet)
{
	return facet->n + (facet->unknown > 0) >= 2;
}

static enum saiga_status
put_facet(const struct page *page, const struct facet *facet, enum word label)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	if (!narrows(facet))
		return SAIGA_OK;
	page_put(page, "<section><h2>");
	page_say(page, label);
	page_put(page, "</h2>\n<ul>\n");
	for (i = 0; i < facet->n && status == SAIGA_OK; i++)
		status = put_value(page, facet->values[i].text,
			saiga_strbuf_view(&facet->values[i].filter),
			facet->values[i].articles);
	if (facet->unknown > 0 && status == SAIGA_OK)
		status = put_value(page,
			saiga_slice(page_word(page, WORD_UNKNOWN)),
			saiga_slice(facet->unknown_filter), facet->unknown);
	if (facet->more > 0)
		saiga_strbuf_printf(page->out, "<li>… <span>+%zu</span></li>\n",
			facet->more);
	page_put(page, "</ul></section>\n");
	return status;
}

/* "date:" and the bar's label. */
static enum saiga_status
put_bar_href(const struct page *page, const struct timeline_bar *bar)
{
	struct saiga_strbuf filter = SAIGA_STRBUF_INIT(64);
	enum saiga_status status;

	saiga_strbuf_printf(&filter, "date:%s", bar->label);
	status = put_narrower(page, saiga_strbuf_view(&filter));
	saiga_strbuf_dispose(&filter);
	return status;
}

/* The bars are for the mouse and the eye; the table below has the same for
 * all others. */
static enum saiga_status
put_picture(const struct page *page, const struct timeline *t)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	saiga_strbuf_printf(page->out,
		"<svg viewBox=\"0 0 %zu %u\" aria-hidden=\"true\" "
		"preserveAspectRatio=\"none\" height=\"%u\">\n",
		t->n * 10, BAR_HEIGHT, BAR_HEIGHT);
	for (i = 0; i < t->n && status == SAIGA_OK; i++) {
		const struct timeline_bar *bar = &t->bars[i];
		/* A bar that is not 0 is seen. */
		unsigned height = bar->articles == 0 ? 0
						     : 2 +
				(unsigned)((uint64_t)bar->articles *
					(BAR_HEIGHT - 2) / t->highest);

		if (bar->articles == 0)
			continue;
		page_put(page, "<a tabindex=\"-1\" ");
		status = put_bar_href(page, bar);
		saiga_strbuf_printf(page->out,
			"><title>%s: %u</title><rect class=\"ground\" "
			"x=\"%zu\" y=\"0\" width=\"10\" height=\"%u\"/>"
			"<rect x=\"%zu\" y=\"%u\" width=\"8\" "
			"height=\"%u\"/></a>\n",
			bar->label, bar->articles, i * 10, BAR_HEIGHT,
			i * 10 + 1, BAR_HEIGHT - height, height);
	}
	page_put(page, "</svg>\n");
	return status;
}

static enum saiga_status
put_table(const struct page *page, const struct timeline *t)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	saiga_strbuf_printf(page->out,
		"<p class=\"span\"><span>%s</span> <span>%s</span></p>\n"
		"<details><summary>%s</summary>\n<table><thead><tr>"
		"<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr>"
		"</thead><tbody>\n",
		t->bars[0].label, t->bars[t->n - 1].label,
		page_word(page, WORD_AS_TABLE), page_word(page, WORD_DATE),
		page_word(page, WORD_ARTICLES));
	for (i = 0; i < t->n && status == SAIGA_OK; i++) {
		if (t->bars[i].articles == 0)
			continue;
		page_put(page, "<tr><td><a ");
		status = put_bar_href(page, &t->bars[i]);
		saiga_strbuf_printf(page->out, ">%s</a></td><td>%u</td></tr>\n",
			t->bars[i].label, t->bars[i].articles);
	}
	page_put(page, "</tbody></table></details>\n");
	return status;
}

static enum saiga_status
put_timeline(const struct page *page, const struct timeline *t)
{
	enum saiga_status status;

	if (t == NULL || t->n < 2)
		return SAIGA_OK;
	page_put(page, "<section class=\"timeline\"><h2>");
	page_say(page, WORD_TIMELINE);
	page_put(page, "</h2>\n");
	status = put_picture(page, t);
	if (status == SAIGA_OK)
		status = put_table(page, t);
	page_put(page, "</section>\n");
	return status;
}

bool
aside_has_any(const struct search_results *r)
{
	bool any = r->timeline != NULL && r->timeline->n >= 2;
	unsigned i;

	for (i = 0; i < FACETS && r->facets != NULL; i++)
		any = any || narrows(&r->facets->items[i]);
	return any;
}

enum saiga_status
aside_put(const struct page *page, const struct search_results *r)
{
	static const struct {
		enum facet_kind kind;
		enum word label;
	} order[] = {
		{ FACET_PUBLISHER, WORD_PUBLISHER },
		{ FACET_LANGUAGE, WORD_LANGUAGE },
		{ FACET_YEAR, WORD_YEAR },
		{ FACET_MONTH, WORD_MONTH },
		{ FACET_AUTHOR, WORD_AUTHOR },
	};
	enum saiga_status status;
	size_t i;

	page_put(page, "<aside id=\"narrow\" aria-label=\"");
	page_say(page, WORD_NARROW);
	page_put(page, "\">\n");
	status = put_timeline(page, r->timeline);
	for (i = 0; i < sizeof(order) / sizeof(*order) && r->facets != NULL &&
		status == SAIGA_OK;
		i++)
		status = put_facet(
			page, &r->facets->items[order[i].kind], order[i].label);
	page_put(page, "</aside>\n");
	return status;
}
