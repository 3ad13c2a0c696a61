/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of searcher/: how a query is read, and what it finds. */
#include "articles.h"

#include <stdio.h>
#include <stdlib.h>

#define RENDERED_MAX ((size_t)1 << 20)

static struct test_table queries, searches, snippets;

/* ---- a query's tree as text --------------------------------------------- */

static void render(struct saiga_strbuf *out, const struct query_node *node);

static void
render_children(struct saiga_strbuf *out, const struct query_node *node,
	const char *open, const char *close)
{
	static const char *const signs[] = { "", "+", "-" };
	size_t i;

	saiga_strbuf_str(out, open);
	for (i = 0; i < node->n; i++) {
		if (i > 0)
			saiga_strbuf_byte(out, ' ');
		if (node->type == QUERY_BAG)
			saiga_strbuf_str(out, signs[node->children[i]->sign]);
		render(out, node->children[i]);
	}
	saiga_strbuf_str(out, close);
}

static void
render_joined(struct saiga_strbuf *out, const struct query_node *node)
{
	size_t i;

	for (i = 0; i < node->n_terms; i++) {
		saiga_strbuf_byte(out, i == 0 ? '{' : ' ');
		saiga_strbuf_slice(out, node->terms[i]);
	}
	saiga_strbuf_byte(out, '}');
}

/* One word, a joined one, or words in a row. */
static void
render_words(struct saiga_strbuf *out, const struct query_node *node)
{
	size_t i;

	if (node->type == QUERY_JOINED)
		render_joined(out, node);
	else if (node->type != QUERY_PHRASE)
		saiga_strbuf_slice(out, node->terms[0]);
	for (i = 0; i < node->n; i++) {
		if (i > 0)
			saiga_strbuf_byte(out, ' ');
		render_words(out, node->children[i]);
	}
}

static void
render_leaf(struct saiga_strbuf *out, const struct query_node *node)
{
	bool row = node->type == QUERY_PHRASE;

	if (node->field < SAIGA_FIELD_COUNT)
		saiga_strbuf_printf(out, "%s%s",
			saiga_fields[node->field].query,
			node->type == QUERY_TERM || node->type == QUERY_DATES
				? "="
				: ":");
	if (node->type == QUERY_DATES) {
		saiga_strbuf_printf(out, "%s..%s", node->first, node->last);
		return;
	}
	saiga_strbuf_str(out, node->exact ? "\"" : row ? "<" : "");
	render_words(out, node);
	saiga_strbuf_str(out, node->exact ? "\"" : row ? ">" : "");
	if (node->type == QUERY_PREFIX)
		saiga_strbuf_byte(out, '*');
}

static void
render(struct saiga_strbuf *out, const struct query_node *node)
{
	char open[32];

	switch (node->type) {
	case QUERY_BAG:
		render_children(out, node, "(", ")");
		break;
	case QUERY_AND:
		render_children(out, node, "and(", ")");
		break;
	case QUERY_OR:
		render_children(out, node, "or(", ")");
		break;
	case QUERY_NOT:
		render_children(out, node, "not(", ")");
		break;
	case QUERY_NEAR:
		snprintf(open, sizeof(open), "near/%u(", node->distance);
		render_children(out, node, open, ")");
		break;
	default:
		render_leaf(out, node);
	}
}

static void
render_query(struct saiga_strbuf *out, const struct query *query)
{
	struct saiga_slice rest = saiga_strbuf_view(&query->notes), line;

	if (query->root == NULL)
		saiga_strbuf_str(out, "nothing");
	else
		render(out, query->root);
	while (saiga_slice_line(&rest, &line)) {
		saiga_strbuf_str(out, " | ");
		saiga_strbuf_slice(out, line);
	}
}

START_TEST(query_is_read_as)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct query *query;

	ck_assert_int_eq(
		query_parse(&query, queries.rows[_i].input, NULL), SAIGA_OK);
	render_query(&got, query);
	query_free(query);
	test_row_gives(&queries, _i, &got);
}
END_TEST

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
		saiga_strbuf_slice(&got, line);
	}
	search_results_free(results);
	test_row_gives(&searches, _i, &got);
}
END_TEST

/* ---- what is shown of it ------------------------------------------------ */

/* The snippet with its marks; a mark that it cuts is not closed. */
static void
render_snippet(struct saiga_strbuf *out, const struct saiga_article *a,
	const struct found_passage *passage)
{
	size_t i, m, end = passage->snippet.off + passage->snippet.len;

	saiga_strbuf_str(out, passage->cut_before ? "…" : "");
	for (i = passage->snippet.off; i < end; i++) {
		for (m = 0; m < passage->marks.n; m++)
			if (passage->marks.items[m].off == i)
				saiga_strbuf_byte(out, '[');
		saiga_strbuf_byte(out, a->text.p[i]);
		for (m = 0; m < passage->marks.n; m++)
			if (passage->marks.items[m].off +
					passage->marks.items[m].len ==
				i + 1)
				saiga_strbuf_byte(out, ']');
	}
	saiga_strbuf_str(out, passage->cut_after ? "…" : "");
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
	TCase *tcase = tcase_create("query");

	tcase_add_loop_test(tcase, query_is_read_as, 0, (int)queries.n);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("search");
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

	test_table_read(&queries, "queries");
	test_table_read(&articles, "articles");
	test_table_read(&searches, "searches");
	test_table_read(&snippets, "snippets");
	result = test_run(searcher_suite());
	test_table_dispose(&queries);
	test_table_dispose(&articles);
	test_table_dispose(&searches);
	test_table_dispose(&snippets);
	return result;
}
