/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facets and the timeline. */
#include "aside.h"

#include "escape.h"

#define BAR_HEIGHT 48u /* units of the picture, as bars are 10 wide */

/* href="..." of the query with the filter. */
static enum saiga_status
put_narrower(const struct page *page, const struct query *query,
	struct saiga_slice filter)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 16u);
	struct params to = page_same(page);
	enum saiga_status status = query_narrow(
		&text, query, filter, page->request->now, page->err);

	to.text[PARAM_QUERY] = saiga_strbuf_view(&text);
	if (status == SAIGA_OK)
		page_href(page, &to, NULL);
	saiga_strbuf_dispose(&text);
	return status;
}

/* A value and its number, a link where a filter can tell it. */
static enum saiga_status
put_value(const struct page *page, const struct query *query,
	struct saiga_slice text, struct saiga_slice filter, uint32_t articles)
{
	enum saiga_status status = SAIGA_OK;

	page_put(page, "<li>");
	if (filter.len > 0) {
		page_put(page, "<a ");
		status = put_narrower(page, query, filter);
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
put_facet(const struct page *page, const struct query *query,
	const struct facet *facet, enum word label)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	if (!narrows(facet))
		return SAIGA_OK;
	page_put(page, "<section><h2>");
	page_say(page, label);
	page_put(page, "</h2>\n<ul>\n");
	for (i = 0; i < facet->n && status == SAIGA_OK; i++)
		status = put_value(page, query, facet->values[i].text,
			saiga_strbuf_view(&facet->values[i].filter),
			facet->values[i].articles);
	if (facet->unknown > 0 && status == SAIGA_OK)
		status = put_value(page, query,
			saiga_slice(page_word(page, WORD_UNKNOWN)),
			saiga_slice(facet->unknown_filter), facet->unknown);
	if (facet->more > 0)
		saiga_strbuf_printf(page->out, "<li>… <span>+%zu</span></li>\n",
			facet->more);
	page_put(page, "</ul></section>\n");
	return status;
}

/* "date:" and the bar's label; *href becomes what was written. */
static enum saiga_status
put_bar_href(struct saiga_slice *href, const struct page *page,
	const struct query *query, const struct timeline_bar *bar)
{
	struct saiga_strbuf filter = SAIGA_STRBUF_INIT(64);
	size_t from = page->out->len;
	enum saiga_status status;

	saiga_strbuf_printf(&filter, "date:%s", bar->label);
	status = put_narrower(page, query, saiga_strbuf_view(&filter));
	saiga_strbuf_dispose(&filter);
	*href = saiga_slice_of(page->out->p + from, page->out->len - from);
	return status;
}

/* The bars are for the mouse and the eye; the rows of the table below have the
 * same for all others. */
static enum saiga_status
put_bars(const struct page *page, struct saiga_strbuf *rows,
	const struct query *query, const struct timeline *t)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	saiga_strbuf_printf(page->out,
		"<svg viewBox=\"0 0 %zu %u\" aria-hidden=\"true\" "
		"preserveAspectRatio=\"none\" height=\"%u\">\n",
		t->n * 10, BAR_HEIGHT, BAR_HEIGHT);
	for (i = 0; i < t->n && status == SAIGA_OK; i++) {
		const struct timeline_bar *bar = &t->bars[i];
		struct saiga_slice href;
		unsigned height;

		if (bar->articles == 0)
			continue;
		/* A bar is seen, however low. */
		height = 2 +
			(unsigned)((uint64_t)bar->articles * (BAR_HEIGHT - 2) /
				t->highest);
		page_put(page, "<a tabindex=\"-1\" ");
		status = put_bar_href(&href, page, query, bar);
		saiga_strbuf_str(rows, "<tr><td><a ");
		saiga_strbuf_slice(rows, href);
		saiga_strbuf_printf(rows, ">%s</a></td><td>%u</td></tr>\n",
			bar->label, bar->articles);
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

static void
put_table(const struct page *page, struct saiga_slice rows,
	const struct timeline *t)
{
	saiga_strbuf_printf(page->out,
		"<p class=\"span\"><span>%s</span> <span>%s</span></p>\n"
		"<details><summary>%s</summary>\n<table><thead><tr>"
		"<th scope=\"col\">%s</th><th scope=\"col\">%s</th></tr>"
		"</thead><tbody>\n",
		t->bars[0].label, t->bars[t->n - 1].label,
		page_word(page, WORD_AS_TABLE), page_word(page, WORD_DATE),
		page_word(page, WORD_ARTICLES));
	saiga_strbuf_slice(page->out, rows);
	page_put(page, "</tbody></table></details>\n");
}

static enum saiga_status
put_timeline(const struct page *page, const struct query *query,
	const struct timeline *t)
{
	struct saiga_strbuf rows = SAIGA_STRBUF_INIT(page->out->max);
	enum saiga_status status;

	if (t == NULL || t->n < 2)
		return SAIGA_OK;
	page_put(page, "<section class=\"timeline\"><h2>");
	page_say(page, WORD_TIMELINE);
	page_put(page, "</h2>\n");
	status = put_bars(page, &rows, query, t);
	put_table(page, saiga_strbuf_view(&rows), t);
	page_put(page, "</section>\n");
	if (status == SAIGA_OK)
		status = saiga_strbuf_status(&rows, page->err);
	saiga_strbuf_dispose(&rows);
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
	status = put_timeline(page, r->query, r->timeline);
	for (i = 0; i < sizeof(order) / sizeof(*order) && r->facets != NULL &&
		status == SAIGA_OK;
		i++)
		status = put_facet(page, r->query,
			&r->facets->items[order[i].kind], order[i].label);
	page_put(page, "</aside>\n");
	return status;
}
