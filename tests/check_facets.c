/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of searcher/: what is counted of the articles found, what a filter of
 * a count finds, and how a query may go on. */
#include "articles.h"
#include "complete.h"
#include "queries.h"
#include "similar.h"

#include <stdlib.h>
#include <string.h>

#define RENDERED_MAX ((size_t)1 << 20)

static struct test_table counts, timelines, narrow, completions, authors,
	wholes;

static void
add(struct saiga_strbuf *out, size_t *n, struct saiga_slice text,
	uint32_t times)
{
	saiga_strbuf_str(out, (*n)++ > 0 ? ", " : " ");
	saiga_strbuf_slice(out, text);
	saiga_strbuf_printf(out, " %u", times);
}

static void
render_facet(struct saiga_strbuf *out, const struct facet *facet)
{
	size_t i, n = 0;

	saiga_strbuf_str(out, facet->name);
	for (i = 0; i < facet->n; i++)
		add(out, &n, facet->values[i].text, facet->values[i].articles);
	if (facet->imprecise > 0)
		add(out, &n, saiga_slice("imprecise"), facet->imprecise);
	if (facet->unknown > 0)
		add(out, &n, saiga_slice("unknown"), facet->unknown);
}

static struct search_results *
count(struct saiga_slice query, uint32_t facets, enum timeline_period period)
{
	struct search_options options = find_all;

	options.facets = facets;
	options.timeline = period;
	/* What is counted is no matter of how many are shown. */
	options.max = 0;
	return find(query, options);
}

START_TEST(facets_count)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct search_results *r =
		count(counts.rows[_i].input, 100, TIMELINE_NONE);
	unsigned i;

	ck_assert(r->total_is_exact);
	ck_assert_ptr_null(r->timeline);
	saiga_strbuf_printf(&got, "%u", r->total);
	for (i = 0; r->total > 0 && i < FACETS; i++) {
		saiga_strbuf_str(&got, i == 0 ? ": " : "; ");
		render_facet(&got, &r->facets->items[i]);
	}
	search_results_free(r);
	test_row_gives(&counts, _i, &got);
}
END_TEST

START_TEST(a_facet_says_how_many_are_left_out)
{
	struct search_results *r = count(saiga_slice("gas"), 3, TIMELINE_NONE);
	const struct facet *facet = &r->facets->items[FACET_AUTHOR];

	ck_assert_uint_eq(facet->n, 3);
	ck_assert_uint_eq(facet->more, 7);
	ck_assert(saiga_slice_is(facet->values[0].text, "A. Reporter"));
	search_results_free(r);
}
END_TEST

START_TEST(a_timeline_counts)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct saiga_slice query = timelines.rows[_i].input;
	size_t len = strcspn(query.p, " "), i, n = 0;
	struct saiga_slice name = saiga_slice_of(query.p, len);
	unsigned period = TIMELINE_DAY;
	struct search_results *r;

	while (period < TIMELINE_PERIODS &&
		!saiga_slice_is(name,
			timeline_period_name((enum timeline_period)period)))
		period++;
	if (period == TIMELINE_PERIODS)
		period = TIMELINE_AUTO;
	r = count(saiga_slice_of(query.p + len, query.len - len), 0,
		(enum timeline_period)period);
	ck_assert_ptr_null(r->facets);
	saiga_strbuf_printf(
		&got, "%s:", timeline_period_name(r->timeline->period));
	for (i = 0; i < r->timeline->n; i++)
		add(&got, &n, saiga_slice(r->timeline->bars[i].label),
			r->timeline->bars[i].articles);
	if (r->timeline->imprecise > 0)
		add(&got, &n, saiga_slice("imprecise"), r->timeline->imprecise);
	if (r->timeline->undated > 0)
		add(&got, &n, saiga_slice("undated"), r->timeline->undated);
	search_results_free(r);
	test_row_gives(&timelines, _i, &got);
}
END_TEST

START_TEST(a_timeline_of_too_many_days_is_of_months)
{
	struct search_results *r =
		count(saiga_slice("date:1969..2023-03"), 0, TIMELINE_DAY);

	ck_assert_int_eq(r->timeline->period, TIMELINE_MONTH);
	ck_assert_uint_eq(r->timeline->n, 5 + 53 * 12 + 4);
	ck_assert_str_eq(r->timeline->bars[0].label, "1969-07");
	search_results_free(r);
}
END_TEST

/* ---- what a filter finds ------------------------------------------------- */

START_TEST(a_query_is_narrowed)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct saiga_slice input = narrow.rows[_i].input;
	size_t bar = (size_t)(strstr(input.p, " | ") - input.p);
	struct query *query;

	ck_assert_int_eq(query_parse(&query, saiga_slice_of(input.p, bar),
				 QUERIES_NOW, NULL),
		SAIGA_OK);
	ck_assert_int_eq(
		query_narrow(&got, query,
			saiga_slice_of(input.p + bar + 3, input.len - bar - 3),
			QUERIES_NOW, NULL),
		SAIGA_OK);
	query_free(query);
	test_row_gives(&narrow, _i, &got);
}
END_TEST

/* The query narrowed by the filter finds just as many as was counted. */
static void
filter_finds(const struct query *query, struct saiga_slice filter, uint32_t n)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct search_results *r;

	ck_assert_int_eq(query_narrow(&text, query, filter, ARTICLES_NOW, NULL),
		SAIGA_OK);
	r = find(saiga_strbuf_view(&text), find_all);
	ck_assert(r->total_is_exact);
	ck_assert_msg(r->total == n, "%s: %u, counted %u",
		saiga_strbuf_cstr(&text), r->total, n);
	search_results_free(r);
	saiga_strbuf_dispose(&text);
}

/* Each count of a search is what its filter finds. */
static void
filters_find(struct saiga_slice query)
{
	struct search_results *r = count(query, 100, TIMELINE_MONTH);
	const struct timeline *t = r->timeline;
	struct saiga_strbuf filter = SAIGA_STRBUF_INIT(256);
	uint32_t sum = 0;
	size_t i, k;

	for (i = 0; r->facets != NULL && i < FACETS; i++) {
		const struct facet *facet = &r->facets->items[i];

		for (k = 0; k < facet->n; k++)
			filter_finds(r->query,
				saiga_strbuf_view(&facet->values[k].filter),
				facet->values[k].articles);
		if (facet->unknown > 0)
			filter_finds(r->query,
				saiga_slice(facet->unknown_filter),
				facet->unknown);
	}
	for (i = 0; t != NULL && i < t->n; i++) {
		sum += t->bars[i].articles;
		saiga_strbuf_reset(&filter);
		saiga_strbuf_printf(&filter, "date:%s", t->bars[i].label);
		filter_finds(r->query, saiga_strbuf_view(&filter),
			t->bars[i].articles);
	}
	if (t != NULL)
		ck_assert_uint_eq(sum + t->imprecise + t->undated, r->total);
	saiga_strbuf_dispose(&filter);
	search_results_free(r);
}

START_TEST(a_filter_finds_what_was_counted)
{
	filters_find(counts.rows[_i].input);
}
END_TEST

START_TEST(a_filter_finds_what_was_counted_whatever_is_asked)
{
	struct saiga_strbuf query = SAIGA_STRBUF_INIT(4096);
	struct saiga_strbuf mix = SAIGA_STRBUF_INIT(4096);
	uint32_t seed = (uint32_t)_i * 7919 + 1;
	static const char *const words[] = { "gas ", "talks OR ", "-birds ",
		"\"talk about", "(north ", "date:2023 ", "NOT gas " };
	unsigned i, k;

	for (i = 0; i < 8; i++) {
		saiga_strbuf_reset(&query);
		for (k = queries_random(&seed, 3); k > 0; k--)
			saiga_strbuf_str(
				&query, words[queries_random(&seed, 7)]);
		queries_mix(&mix, &seed, 4);
		saiga_strbuf_slice(&query, saiga_strbuf_view(&mix));
		filters_find(saiga_strbuf_view(&query));
	}
	saiga_strbuf_dispose(&query);
	saiga_strbuf_dispose(&mix);
}
END_TEST

/* ---- how a query goes on, what is similar -------------------------------- */

START_TEST(a_query_is_completed)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct completions c;
	size_t i;

	ck_assert_int_eq(
		suggest_completions(&c, db, completions.rows[_i].input, NULL),
		SAIGA_OK);
	for (i = 0; i < c.n; i++) {
		saiga_strbuf_str(&got, i > 0 ? ", " : "");
		saiga_strbuf_slice(&got, saiga_strbuf_view(&c.items[i].text));
		saiga_strbuf_printf(&got, " %u", c.items[i].articles);
	}
	completions_dispose(&c);
	test_row_gives(&completions, _i, &got);
}
END_TEST

START_TEST(a_similar_article_is_not_itself)
{
	struct search_results *first, *similar;
	const struct saiga_article *a;

	first = find(saiga_slice("title:gas title:end"), find_all);
	ck_assert_uint_eq(first->n, 1);
	a = &first->articles[0].stored.article;
	ck_assert_int_eq(
		search_similar(&similar, db, a->id, &find_all, NULL), SAIGA_OK);
	/* The story that it ends comes first. */
	ck_assert_uint_gt(similar->n, 1);
	ck_assert(saiga_slice_is(name_of(&similar->articles[0]), "one") ||
		saiga_slice_is(name_of(&similar->articles[0]), "nine"));
	ck_assert_uint_eq(similar->total, similar->n);
	while (similar->n > 0) {
		ck_assert_str_ne(
			similar->articles[similar->n - 1].stored.article.id,
			a->id);
		found_article_dispose(&similar->articles[--similar->n]);
	}
	search_results_free(similar);
	search_results_free(first);
	ck_assert_int_eq(
		search_similar(&similar, db, "aaaaaaaaaaaaa", &find_all, NULL),
		SAIGA_NOTFOUND);
	ck_assert_ptr_null(similar);
}
END_TEST

/* ---- whole values -------------------------------------------------------- */

START_TEST(authors_are_cut_apart)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(4096);
	struct saiga_authors list;
	struct saiga_slice author;

	saiga_authors_init(&list, authors.rows[_i].input);
	while (saiga_authors_next(&list, &author)) {
		saiga_strbuf_str(&out, out.len > 0 ? " | " : "");
		saiga_strbuf_slice(&out, author);
	}
	test_row_gives(&authors, _i, &out);
}
END_TEST

START_TEST(a_whole_name_is_one)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(64);
	struct saiga_slice input = wholes.rows[_i].input;
	size_t bar = (size_t)(strstr(input.p, " | ") - input.p);
	char a[SAIGA_WHOLE_TERM_SIZE], b[SAIGA_WHOLE_TERM_SIZE];

	saiga_whole_term(
		a, SAIGA_FIELD_PUBLISHER, saiga_slice_of(input.p, bar));
	saiga_whole_term(b, SAIGA_FIELD_PUBLISHER,
		saiga_slice_of(input.p + bar + 3, input.len - bar - 3));
	ck_assert_uint_eq(strlen(a), SAIGA_WHOLE_TERM_SIZE - 1);
	saiga_strbuf_str(&out, strcmp(a, b) == 0 ? "same" : "different");
	/* Of another field it is another term. */
	saiga_whole_term(b, SAIGA_FIELD_AUTHOR, saiga_slice_of(input.p, bar));
	ck_assert_str_ne(a, b);
	test_row_gives(&wholes, _i, &out);
}
END_TEST

static Suite *
facets_suite(void)
{
	Suite *suite = suite_create("facets");
	TCase *tc = tcase_create("counts");

	tcase_add_unchecked_fixture(tc, articles_setup, articles_teardown);
	tcase_add_loop_test(tc, facets_count, 0, (int)counts.n);
	tcase_add_test(tc, a_facet_says_how_many_are_left_out);
	tcase_add_loop_test(tc, a_timeline_counts, 0, (int)timelines.n);
	tcase_add_test(tc, a_timeline_of_too_many_days_is_of_months);
	tcase_add_loop_test(tc, a_query_is_narrowed, 0, (int)narrow.n);
	tcase_add_loop_test(
		tc, a_filter_finds_what_was_counted, 0, (int)counts.n);
	tcase_add_loop_test(
		tc, a_filter_finds_what_was_counted_whatever_is_asked, 0, 12);
	tcase_add_loop_test(tc, a_query_is_completed, 0, (int)completions.n);
	tcase_add_test(tc, a_similar_article_is_not_itself);
	suite_add_tcase(suite, tc);
	tc = test_case(suite, "whole values");
	tcase_add_loop_test(tc, authors_are_cut_apart, 0, (int)authors.n);
	tcase_add_loop_test(tc, a_whole_name_is_one, 0, (int)wholes.n);
	return suite;
}

int
main(void)
{
	int result;

	test_table_read(&articles, "counted");
	test_table_read(&authors, "authors");
	test_table_read(&wholes, "wholes");
	test_table_read(&counts, "counts");
	test_table_read(&timelines, "timelines");
	test_table_read(&narrow, "narrow");
	test_table_read(&completions, "completions");
	result = test_run(facets_suite());
	test_table_dispose(&articles);
	test_table_dispose(&authors);
	test_table_dispose(&wholes);
	test_table_dispose(&counts);
	test_table_dispose(&timelines);
	test_table_dispose(&narrow);
	test_table_dispose(&completions);
	return result;
}
