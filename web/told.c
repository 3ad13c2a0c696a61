/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is told of a query. */
#include "told.h"

#include "also.h"
#include "escape.h"
#include "filters.h"

#define UNITS_SHOWN 4u /* words of the query that were also found as others */
#define ALSO_SHOWN 6u  /* of one */

/* A link to another query, with the query as its text unless word says
 * otherwise. */
static void
put_query(const struct page *page, struct saiga_slice query)
{
	struct params to = page_same(page);

	to.text[PARAM_QUERY] = query;
	page_put(page, "<a ");
	page_href(page, &to, NULL);
	page_put(page, "><bdi>");
	escape_text(page->out, query);
	page_put(page, "</bdi></a>");
}

static void
put_notes(const struct page *page, const struct search_results *r)
{
	struct saiga_slice rest = saiga_strbuf_view(&r->query->notes), line;

	while (saiga_slice_line(&rest, &line)) {
		page_put(page, "<p class=\"note\">");
		page_say(page, WORD_NOTE);
		page_put(page, ": <span lang=\"en\">");
		escape_text(page->out, line);
		page_put(page, "</span></p>\n");
	}
}

static void
put_suggestion(const struct page *page, const struct search_results *r)
{
	if (r->suggestion.len == 0)
		return;
	page_put(page, "<p class=\"suggestion\">");
	page_say(page, WORD_DID_YOU_MEAN);
	page_put(page, ": ");
	put_query(page, saiga_strbuf_view(&r->suggestion));
	page_put(page, "</p>\n");
}

/* A filter, and the link that takes it away. */
static void
put_chip(const struct page *page, const struct search_results *r,
	const struct filters *filters, size_t i)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 2u);
	struct saiga_strbuf rest = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 2u);
	struct params to = page_same(page);

	query_print_node(filters->items[i].node, &text);
	filters_without(&rest, r->query, filters, i, 1);
	to.text[PARAM_QUERY] = saiga_strbuf_view(&rest);
	page_put(page, "<li><bdi>");
	escape_text(page->out, saiga_strbuf_view(&text));
	page_put(page, "</bdi> <a ");
	page_href(page, &to, NULL);
	page_put(page, " aria-label=\"");
	page_say(page, WORD_REMOVE);
	page_put(page, ": ");
	escape_attribute(page->out, saiga_strbuf_view(&text));
	page_put(page, "\">×</a></li>");
	if (text.status != SAIGA_OK || rest.status != SAIGA_OK)
		page->out->status = SAIGA_NOMEM;
	saiga_strbuf_dispose(&text);
	saiga_strbuf_dispose(&rest);
}

static void
put_chips(const struct page *page, const struct search_results *r)
{
	struct filters filters;
	size_t i;
	bool exact = page->request->params.number[PARAM_EXACT] != 0;
	struct params to = page_same(page);

	filters_find(&filters, r->query);
	if (filters.n == 0 && !exact)
		return;
	page_put(page, "<nav class=\"chips\" aria-label=\"");
	page_say(page, WORD_FILTERS);
	page_put(page, "\"><ul>");
	for (i = 0; i < filters.n; i++)
		put_chip(page, r, &filters, i);
	if (exact) {
		to.number[PARAM_EXACT] = 0;
		page_put(page, "<li>");
		page_say(page, WORD_EXACT_ON);
		page_put(page, " <a ");
		page_href(page, &to, NULL);
		saiga_strbuf_printf(page->out,
			" aria-label=\"%s: %s\">×</a></li>",
			page_word(page, WORD_REMOVE),
			page_word(page, WORD_EXACT_ON));
	}
	page_put(page, "</ul></nav>\n");
}

/* The query with one word only as typed: what stands for the word in the
 * text as it was typed is replaced. */
static void
put_only(const struct page *page, const struct search_results *r,
	const struct unit *unit)
{
	struct saiga_slice typed = saiga_strbuf_view(&r->query->text);
	struct saiga_strbuf query = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 2u);
	struct saiga_slice raw = unit->node->raw;
	struct params to = page_same(page);

	if ((unit->node->type != QUERY_WORD &&
		    unit->node->type != QUERY_JOINED) ||
		unit->typed.len > 0 || raw.p < typed.p ||
		raw.p + raw.len > typed.p + typed.len)
		return;
	saiga_strbuf_append(&query, typed.p, (size_t)(raw.p - typed.p));
	saiga_strbuf_byte(&query, '=');
	saiga_strbuf_append(
		&query, raw.p, (size_t)(typed.p + typed.len - raw.p));
	to.text[PARAM_QUERY] = saiga_strbuf_view(&query);
	page_put(page, " · <a ");
	page_href(page, &to, NULL);
	page_put(page, ">");
	page_say(page, WORD_ONLY_AS_TYPED);
	page_put(page, ": <bdi>=");
	escape_text(page->out, raw);
	page_put(page, "</bdi></a>");
	saiga_strbuf_dispose(&query);
}

static void
put_unit(const struct page *page, const struct search_results *r,
	const struct unit *unit, const struct also_words *list)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 2u);
	size_t i, shown = list->n > ALSO_SHOWN + 1 ? ALSO_SHOWN : list->n;

	page_put(page, "<li><b><bdi>");
	also_print_typed(&text, unit);
	escape_text(page->out, saiga_strbuf_view(&text));
	page_put(page, "</bdi></b>: ");
	for (i = 0; i < shown; i++) {
		saiga_strbuf_reset(&text);
		also_print(&text, r->plan, unit, &list->items[i]);
		page_put(page, i > 0 ? ", <bdi>" : "<bdi>");
		escape_text(page->out, saiga_strbuf_view(&text));
		page_put(page, "</bdi>");
		if (list->items[i].sequence == NULL)
			saiga_strbuf_printf(page->out, " <small>%u</small>",
				list->items[i].df);
	}
	if (shown < list->n)
		saiga_strbuf_printf(page->out, " … +%zu", list->n - shown);
	put_only(page, r, unit);
	page_put(page, "</li>\n");
	if (text.status != SAIGA_OK)
		page->out->status = text.status;
	saiga_strbuf_dispose(&text);
}

/* What the words were found as: the names, which matter most, stand open. */
static enum saiga_status
put_also(const struct page *page, const struct search_results *r)
{
	struct also_words list = ALSO_WORDS_INIT;
	enum saiga_status status = SAIGA_OK;
	struct params to = page_same(page);
	unsigned shown = 0;
	size_t u;

	for (u = 0; r->plan != NULL && u < r->plan->n_units &&
		status == SAIGA_OK && shown < UNITS_SHOWN;
		u++) {
		status = also_found(&list, &r->plan->units[u]);
		if (status != SAIGA_OK || list.n == 0)
			continue;
		if (shown++ == 0) {
			page_put(
				page, "<details class=\"also\" open><summary>");
			page_say(page, WORD_ALSO_FOUND);
			page_put(page, "</summary><ul>\n");
		}
		put_unit(page, r, &r->plan->units[u], &list);
	}
	if (shown > 0) {
		to.number[PARAM_EXACT] = 1;
		page_put(page, "<li>");
		page_link(page, &to, WORD_ALL_AS_TYPED);
		page_put(page, "</li></ul></details>\n");
	}
	also_words_dispose(&list);
	return status;
}

enum saiga_status
told(const struct page *page, const struct search_results *r)
{
	put_notes(page, r);
	put_suggestion(page, r);
	put_chips(page, r);
	return put_also(page, r);
}

/* The query as it was typed without its signs: any of its words will do. */
static void
put_any_word(const struct page *page, const struct search_results *r)
{
	struct saiga_strbuf any = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 2u);
	const struct query_node *node;

	for (node = r->query->nodes; node != NULL; node = node->next) {
		if ((node->type != QUERY_WORD && node->type != QUERY_JOINED) ||
			node->whole != NULL || node->field != NULL ||
			node->sign == QUERY_MUST_NOT)
			continue;
		saiga_strbuf_str(&any, any.len > 0 ? " " : "");
		saiga_strbuf_slice(&any, node->raw);
	}
	if (any.len > 0 &&
		!saiga_slice_equal(saiga_strbuf_view(&any),
			saiga_slice_trim(
				page->request->params.text[PARAM_QUERY]))) {
		page_put(page, "<li>");
		page_say(page, WORD_ANY_WORD);
		page_put(page, ": ");
		put_query(page, saiga_strbuf_view(&any));
		page_put(page, "</li>\n");
	}
	saiga_strbuf_dispose(&any);
}

static void
put_loosenings(const struct page *page, const struct search_results *r)
{
	struct saiga_strbuf query = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 2u);
	struct params to = page_same(page);
	struct filters filters;

	filters_find(&filters, r->query);
	filters_without(&query, r->query, &filters, 0, filters.n);
	if (filters.n > 0 && query.len > 0) {
		page_put(page, "<li>");
		page_say(page, WORD_WITHOUT_FILTERS);
		page_put(page, ": ");
		put_query(page, saiga_strbuf_view(&query));
		page_put(page, "</li>\n");
	}
	put_any_word(page, r);
	if (to.number[PARAM_EXACT] != 0) {
		to.number[PARAM_EXACT] = 0;
		page_put(page, "<li>");
		page_link(page, &to, WORD_ALL_FORMS);
		page_put(page, "</li>\n");
	}
	page_put(page, "<li>");
	page_say(page, WORD_SPELLINGS);
	page_put(page, "</li>\n");
	saiga_strbuf_dispose(&query);
}

void
told_nothing(const struct page *page, const struct search_results *r)
{
	bool words = r->query->root != NULL;

	page_put(page, "<section class=\"nothing\"><h2>");
	page_say(page, words ? WORD_NOTHING : WORD_NO_WORDS);
	page_put(page, "</h2>\n");
	if (words) {
		page_put(page, "<p>");
		page_say(page, WORD_LOOSEN);
		page_put(page, "</p>\n<ul>\n");
		put_loosenings(page, r);
		page_put(page, "</ul>\n");
	}
	page_put(page, "</section>\n");
}
