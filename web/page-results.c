/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was found. */
#include "page.h"

#include "aside.h"
#include "escape.h"
#include "told.h"

#include <stdio.h>
#include <time.h>

/* The page's link to an article, at a passage counted from 1, or its top. */
static void
put_article_href(const struct page *page, const struct saiga_article *article,
	uint32_t passage)
{
	struct params to = page->request->params;
	char fragment[16];

	/* All else stays, for the way back. */
	to.text[PARAM_ARTICLE] = saiga_slice(article->id);
	snprintf(fragment, sizeof(fragment), "#p%u", passage);
	page_href(page, &to, passage == 0 ? NULL : fragment);
}

static void
put_passage(const struct page *page, const struct found_article *found,
	const struct found_passage *passage)
{
	const struct saiga_article *a = &found->stored.article;

	page_put(page, "<li><a class=\"number\" ");
	put_article_href(page, a, passage->number + 1);
	saiga_strbuf_printf(page->out,
		" aria-label=\"%s %u/%zu\">%u/%zu</a><div",
		page_word(page, WORD_PASSAGE), passage->number + 1,
		a->passages.n, passage->number + 1, a->passages.n);
	page_language(page, a);
	page_put(page, ">");
	page_snippet(page, found, passage);
	page_put(page, "</div></li>\n");
}

/* An article with some of its passages. */
static void
put_article(const struct page *page, const struct found_article *found,
	const struct found_passage *passages, size_t n)
{
	const struct saiga_article *a = &found->stored.article;
	size_t i;

	page_put(page, "<li class=\"result\"><article>\n<h2");
	page_language(page, a);
	page_put(page, "><a ");
	put_article_href(page, a, 0);
	page_put(page, ">");
	page_name(page, a, &found->title_marks);
	page_put(page, "</a></h2>\n");
	page_source(page, a);
	page_put(page, "<ul class=\"passages\">\n");
	for (i = 0; i < n; i++)
		put_passage(page, found, &passages[i]);
	page_put(page, "</ul>\n");
	if (a->passages.n > n) {
		page_put(page, "<p class=\"more\"><a ");
		put_article_href(page, a, 0);
		page_put(page, ">");
		page_say(page, WORD_MORE_OF);
		page_put(page, "</a></p>\n");
	}
	page_put(page, "</article></li>\n");
}

static void
begin_ways(const struct page *page, enum word label)
{
	saiga_strbuf_printf(page->out,
		"<nav aria-label=\"%s\">%s: ", page_word(page, label),
		page_word(page, label));
}

static void
put_ways(const struct page *page, bool narrows)
{
	page_put(page, "<div class=\"bar\">");
	begin_ways(page, WORD_SORT);
	page_way(page, PARAM_SORT, SORT_RELEVANCE, WORD_RELEVANCE);
	page_way(page, PARAM_SORT, SORT_DATE, WORD_NEWEST);
	page_way(page, PARAM_SORT, SORT_OLDEST, WORD_OLDEST);
	page_put(page, "</nav>\n");
	begin_ways(page, WORD_VIEW);
	page_way(page, PARAM_FLAT, 0, WORD_BY_ARTICLE);
	page_way(page, PARAM_FLAT, 1, WORD_BY_PASSAGE);
	page_put(page, "</nav>");
	/* On a small screen that stands below the results. */
	if (narrows)
		saiga_strbuf_printf(page->out,
			"<a class=\"to-narrow\" href=\"#narrow\">%s ↓</a>",
			page_word(page, WORD_NARROW));
	page_put(page, "</div>\n");
}

static uint64_t
nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* "Articles: 41, shown 1-10, 3 ms"; of passages nobody has counted all. */
static void
put_counts(const struct page *page, const struct search_results *r,
	const struct search_options *o)
{
	size_t shown = o->flat ? r->n_lines : r->n;

	page_put(page, "<p class=\"counts\" role=\"status\">");
	page_say(page, WORD_ARTICLES);
	page_put(page, ": ");
	if (!r->total_is_exact) {
		page_say(page, WORD_ABOUT);
		page_put(page, " ");
	}
	saiga_strbuf_printf(page->out, "<b>%u</b>", r->total);
	if (shown > 0)
		saiga_strbuf_printf(page->out, ", %s %zu–%zu",
			page_word(page, o->flat ? WORD_BY_PASSAGE : WORD_SHOWN),
			(size_t)o->offset + 1, (size_t)o->offset + shown);
	saiga_strbuf_printf(page->out, " · <span class=\"time\">%u %s</span>",
		(unsigned)((nanoseconds() - page->started) / 1000000u),
		page_word(page, WORD_MILLISECONDS));
	page_put(page, "</p>\n");
}

static void
put_turn(const struct page *page, unsigned at, const char *rel, enum word word)
{
	struct params to = page_same(page);

	to.number[PARAM_AT] = at > 1 ? at : 0;
	saiga_strbuf_printf(page->out, "<a rel=\"%s\" ", rel);
	page_href(page, &to, NULL);
	page_put(page, ">");
	page_say(page, word);
	page_put(page, "</a> ");
}

/* Previous, some pages around this one, next. */
static void
put_turns(const struct page *page, size_t total, const struct search_options *o)
{
	size_t last = (total + o->max - 1) / o->max, i, from, to;
	size_t most = (PARAM_RESULTS_MAX + o->max - 1) / o->max;
	size_t here = o->offset / o->max + 1;
	struct params link = page_same(page);

	if (last < 2)
		return;
	last = last < most ? last : most;
	from = here > 4 ? here - 4 : 1;
	to = from + 8 < last ? from + 8 : last;
	page_put(page, "<nav class=\"turns\" aria-label=\"");
	page_say(page, WORD_PAGES);
	page_put(page, "\">");
	if (here > 1)
		put_turn(page, (unsigned)here - 1, "prev", WORD_PREVIOUS);
	for (i = from; i <= to; i++) {
		link.number[PARAM_AT] = i > 1 ? (unsigned)i : 0;
		if (i == here)
			page_put(page, "<span aria-current=\"page\">");
		else {
			page_put(page, "<a ");
			page_href(page, &link, NULL);
			page_put(page, ">");
		}
		saiga_strbuf_printf(
			page->out, "%zu%s ", i, i == here ? "</span>" : "</a>");
	}
	if (here < last)
		put_turn(page, (unsigned)here + 1, "next", WORD_NEXT);
	page_put(page, "</nav>\n");
	if (here == most && total > (size_t)o->max * most) {
		page_put(page, "<p class=\"note\">");
		page_say(page, WORD_NO_FURTHER);
		page_put(page, "</p>\n");
	}
}

/* The same result for machines. */
static void
put_forms(const struct page *page)
{
	static const struct {
		enum param_format format;
		const char *name;
	} forms[] = {
		{ FORMAT_ATOM, "Atom" },
		{ FORMAT_CSV, "CSV" },
		{ FORMAT_JSON, "JSON" },
	};
	struct params to = page_same(page);
	size_t i;

	to.number[PARAM_AT] = page->request->params.number[PARAM_AT];
	page_put(page, "<p class=\"forms\">");
	page_say(page, WORD_OTHER_FORMS);
	page_put(page, ":");
	for (i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		to.number[PARAM_FORMAT] = forms[i].format;
		page_put(page, " <a ");
		page_href(page, &to, NULL);
		page_put(page, ">");
		page_put(page, forms[i].name);
		page_put(page, "</a>");
	}
	page_put(page, "</p>\n");
}

static void
put_list(const struct page *page, const struct search_results *r,
	const struct search_options *o)
{
	size_t i;

	saiga_strbuf_printf(page->out, "<ol class=\"results\" start=\"%u\">\n",
		o->offset + 1);
	for (i = 0; !o->flat && i < r->n; i++)
		put_article(page, &r->articles[i], r->articles[i].passages,
			r->articles[i].n);
	for (i = 0; i < r->n_lines; i++)
		put_article(page, r->lines[i].article, r->lines[i].passage, 1);
	page_put(page, "</ol>\n");
}

enum saiga_status
page_results(struct page *page)
{
	struct search_results *r;
	struct search_options o;
	enum saiga_status status = page_find(&r, &o, page);
	size_t total, shown;

	if (status != SAIGA_OK)
		return status;
	shown = o.flat ? r->n_lines : r->n;
	/* A full page of passages has, as far as is known, another behind. */
	total = o.flat ? o.offset + shown + (shown == o.max) : r->total;
	page_begin(page, page->request->params.text[PARAM_QUERY]);
	page_put(page, "<h1 class=\"away\">");
	page_say(page, WORD_SEARCH);
	page_put(page, ": ");
	escape_text(page->out, page->request->params.text[PARAM_QUERY]);
	page_put(page, "</h1>\n");
	page_put(page, "<div class=\"split\"><div>\n");
	put_counts(page, r, &o);
	status = told(page, r);
	if (shown > 0) {
		put_ways(page, aside_has_any(r));
		put_list(page, r, &o);
		put_turns(page, total, &o);
		put_forms(page);
	} else
		told_nothing(page, r);
	page_put(page, "</div>\n");
	if (status == SAIGA_OK && shown > 0 && aside_has_any(r))
		status = aside_put(page, r);
	page_put(page, "</div>\n");
	page_end(page);
	search_results_free(r);
	return status;
}
