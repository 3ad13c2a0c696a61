/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of searcher/: what a query finds, and what is shown of it. */
#include "articles.h"

#include <stdlib.h>
#include <string.h>

#define RENDERED_MAX ((size_t)1 << 20)

static struct test_table searches, snippets;

/* ---- what is found ------------------------------------------------------ */

static int
compare_names(const void *a, const void *b)
{
	return saiga_slice_compare(name_of(a), name_of(b));
}

START_TEST(query_finds)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct search_results *results =
		find(searches.rows[_i].input, find_all);
	struct saiga_slice rest = saiga_strbuf_view(&results->query->notes);
	struct saiga_slice line;

	ck_assert(results->total_is_exact);
	ck_assert_uint_eq(results->total, results->n);
	if (results->n > 1)
		qsort(results->articles, results->n, sizeof(*results->articles),
			compare_names);
	render_names(&got, results);
	while (saiga_slice_line(&rest, &line)) {
		saiga_strbuf_str(&got, " | ");
		/* How many have no date is no matter of the query. */
		saiga_strbuf_slice(&got,
			strstr(line.p, "date:unknown finds") != NULL
				? saiga_slice("undated")
				: line);
	}
	search_results_free(results);
	test_row_gives(&searches, _i, &got);
}
END_TEST

/* ---- what is shown of it ------------------------------------------------ */

/* The fragment with its marks; a mark that it cuts is not closed. */
static void
render_fragment(struct saiga_strbuf *out, const struct saiga_article *a,
	const struct ranges *marks, struct range range)
{
	size_t i, m;

	for (i = range.off; i < range.off + range.len; i++) {
		for (m = 0; m < marks->n; m++)
			if (marks->items[m].off == i)
				saiga_strbuf_byte(out, '[');
		saiga_strbuf_byte(out, a->text.p[i]);
		for (m = 0; m < marks->n; m++)
			if (marks->items[m].off + marks->items[m].len == i + 1)
				saiga_strbuf_byte(out, ']');
	}
}

static void
render_snippet(struct saiga_strbuf *out, const struct saiga_article *a,
	const struct found_passage *passage)
{
	size_t i;

	for (i = 0; i < passage->n_fragments; i++) {
		const struct fragment *f = &passage->fragments[i];

		saiga_strbuf_str(out, i > 0 ? " / " : "");
		saiga_strbuf_str(out, f->cut_before ? "…" : "");
		render_fragment(out, a, &passage->marks, f->range);
		saiga_strbuf_str(out, f->cut_after ? "…" : "");
	}
}

START_TEST(query_shows)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct search_results *results =
		find(snippets.rows[_i].input, find_all);
	const struct found_article *article = results->articles;
	size_t i;

	ck_assert_uint_gt(results->n, 0);
	saiga_strbuf_slice(&got, name_of(article));
	for (i = 0; i < article->n; i++) {
		saiga_strbuf_printf(&got,
			" %u/%zu: ", article->passages[i].number + 1,
			article->stored.article.passages.n);
		render_snippet(
			&got, &article->stored.article, &article->passages[i]);
	}
	search_results_free(results);
	test_row_gives(&snippets, _i, &got);
}
END_TEST

static Suite *
searcher_suite(void)
{
	Suite *suite = suite_create("searcher");
	TCase *tcase = tcase_create("search");

	tcase_add_unchecked_fixture(tcase, articles_setup, articles_teardown);
	tcase_add_loop_test(tcase, query_finds, 0, (int)searches.n);
	tcase_add_loop_test(tcase, query_shows, 0, (int)snippets.n);
	suite_add_tcase(suite, tcase);
	return suite;
}

int
main(void)
{
	int result;

	test_table_read(&articles, "articles");
	test_table_read(&searches, "searches");
	test_table_read(&snippets, "snippets");
	result = test_run(searcher_suite());
	test_table_dispose(&articles);
	test_table_dispose(&searches);
	test_table_dispose(&snippets);
	return result;
}
