/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of searcher/: what holds for every answer, whatever is asked. */
#include "articles.h"
#include "queries.h"

#include <stdlib.h>
#include <string.h>

static struct test_table searches;

START_TEST(every_answer_is_sound)
{
	size_t i;

	for (i = 0; i < searches.n; i++) {
		struct search_results *results =
			find(searches.rows[i].input, find_all);

		check_results(results);
		search_results_free(results);
	}
}
END_TEST

START_TEST(a_snippet_around_any_word_is_sound)
{
	static const char *const names[] = { "title:dunes", "title:caravan",
		"title:пустыня", "title:harbour", "title:ideographs" };
	struct search_results *article = find(saiga_slice(names[_i]), find_all);
	struct saiga_slice text;
	struct saiga_words words;
	struct saiga_word word;
	size_t n = 0;

	ck_assert_uint_eq(article->n, _i == 4 ? 0 : 1);
	if (_i == 4) {
		search_results_free(article);
		article = find(saiga_slice("龙"), find_all);
	}
	text = article->articles[0].stored.article.text;
	saiga_words_init(&words, text);
	for (; saiga_words_next(&words, &word); n++) {
		struct search_results *results = find(word.term, find_all);

		check_results(results);
		search_results_free(results);
	}
	ck_assert_uint_gt(n, 40);
	search_results_free(article);
}
END_TEST

/* ---- order, pages, the flat list ---------------------------------------- */

static const struct {
	const char *query, *found;
	struct search_options options;
} pages[] = {
	{ "bank", "sanctuary sanctioned sanctions undated",
		{ .max = 9, .sort = SORT_DATE } },
	{ "bank", "sanctuary sanctioned", { .max = 2, .sort = SORT_DATE } },
	{ "bank", "sanctions undated",
		{ .offset = 2, .max = 2, .sort = SORT_DATE } },
	{ "bank", "undated", { .offset = 3, .max = 9, .sort = SORT_DATE } },
	{ "bank", "-", { .offset = 4, .max = 9, .sort = SORT_DATE } },
	{ "bank", "-", { .offset = 99999, .max = 1, .sort = SORT_DATE } },
	/* A filter alone ranks nothing: the newest come first. */
	{ "source:steppe", "sanctuary sanctions",
		{ .max = 9, .sort = SORT_RELEVANCE } },
	{ "date:2021..2022", "sanction sanctioned sanctions",
		{ .max = 9, .sort = SORT_RELEVANCE } },
	/* A day is later than its month without a day. */
	{ "sanction", "sanction sanctioned sanctions",
		{ .max = 9, .sort = SORT_DATE } },
	/* The title's words count more; a shorter text, too. */
	{ "sanctions", "sanctions", { .max = 1, .sort = SORT_RELEVANCE } },
	{ "tulip", "plants garden", { .max = 9, .sort = SORT_RELEVANCE } },
	{ "+aster tulip rose", "garden aster",
		{ .max = 9, .sort = SORT_RELEVANCE } },
};

START_TEST(answer_has_this_order)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(4096);
	struct search_results *results =
		find(saiga_slice(pages[_i].query), pages[_i].options);

	render_names(&got, results);
	ck_assert_str_eq(saiga_strbuf_cstr(&got), pages[_i].found);
	saiga_strbuf_dispose(&got);
	search_results_free(results);
}
END_TEST

/* "COVID-19" is found as a whole and as its parts, at the same place: it
 * counts as the "covid19" of a text that is a word shorter does, or less. */
START_TEST(joined_word_counts_once)
{
	struct search_results *results =
		find(saiga_slice("covid-19"), find_all);
	double parts = 0, whole = 0;
	size_t i;

	for (i = 0; i < results->n; i++) {
		const struct found_article *a = &results->articles[i];

		if (saiga_slice_is(name_of(a), "covid"))
			parts = a->passages[0].score;
		if (saiga_slice_is(name_of(a), "covid-joined"))
			whole = a->passages[0].score;
	}
	ck_assert(parts > 0 && parts < whole && parts > whole * 0.9);
	search_results_free(results);
}
END_TEST

/* The score of that passage where its article is one of the results. */
static double
score_in(const struct search_results *results, const struct found_line *line)
{
	size_t i, j;

	for (i = 0; i < results->n; i++) {
		const struct found_article *a = &results->articles[i];

		if (strcmp(a->stored.article.id,
			    line->article->stored.article.id) != 0)
			continue;
		for (j = 0; j < a->n; j++)
			if (a->passages[j].number == line->passage->number)
				return a->passages[j].score;
	}
	return -1;
}

START_TEST(flat_list_has_the_same_passages_best_first)
{
	static const char *const words[] = { "lynx", "stork crane", "bank",
		"otters lynx", "grey stork", "copper OR tin" };
	struct saiga_slice query = saiga_slice(words[_i]);
	struct search_options options = { .max = 1000, .flat = true };
	struct search_results *flat = find(query, options);
	struct search_results *articles_found = find(query, find_all);
	size_t i, n = 0;

	for (i = 0; i < articles_found->n; i++)
		n += articles_found->articles[i].n;
	ck_assert_uint_gt(n, 1);
	ck_assert_uint_eq(flat->n_lines, n);
	for (i = 0; i < n; i++) {
		const struct found_line *line = &flat->lines[i];

		check_snippet(&line->article->stored.article, line->passage);
		ck_assert(
			line->passage->score == score_in(articles_found, line));
		ck_assert(i == 0 ||
			line->passage->score <=
				flat->lines[i - 1].passage->score);
	}
	search_results_free(articles_found);
	/* Pages of it are pieces of it. */
	options.offset = 1;
	options.max = 1;
	articles_found = find(query, options);
	ck_assert_uint_eq(articles_found->n_lines, 1);
	ck_assert(articles_found->lines[0].passage->score ==
		flat->lines[1].passage->score);
	search_results_free(articles_found);
	options.offset = (uint32_t)n;
	articles_found = find(query, options);
	ck_assert_uint_eq(articles_found->n_lines, 0);
	search_results_free(articles_found);
	search_results_free(flat);
}
END_TEST

static uint32_t
docid_of(const struct found_article *article)
{
	uint32_t docid;

	ck_assert_int_eq(
		saiga_store_find(&docid, db, article->stored.article.id, NULL),
		SAIGA_OK);
	return docid;
}

START_TEST(article_is_marked_whole)
{
	struct search_results *results =
		find(saiga_slice("title:paragraphs"), find_all);
	struct found_article article = { .stored = SAIGA_STORED_INIT };

	ck_assert_int_eq(saiga_stored_fetch(&article.stored, db,
				 docid_of(&results->articles[0]), NULL),
		SAIGA_OK);
	ck_assert_int_eq(
		search_article(&article, db, saiga_slice("crane paragraphs"),
			&find_all, NULL),
		SAIGA_OK);
	/* All passages, in their order, with a hit or without. */
	ck_assert_uint_eq(article.n, 2);
	ck_assert_uint_eq(article.passages[0].number, 0);
	ck_assert_uint_eq(article.passages[0].marks.n, 0);
	ck_assert_uint_eq(article.passages[1].marks.n, 2);
	ck_assert_uint_eq(article.title_marks.n, 1);
	found_article_dispose(&article);
	search_results_free(results);
}
END_TEST

/* ---- queries that mean harm --------------------------------------------- */

static void
repeat(struct saiga_strbuf *out, const char *piece, unsigned n)
{
	while (n-- > 0)
		saiga_strbuf_str(out, piece);
}

/* before, piece n times, after. */
static const struct {
	const char *before, *piece, *after;
	unsigned n;
	bool noted; /* something of it was left out, and a note says so */
} hostile[] = {
	{ "", "(", "", 1000000, true },
	{ "", "()", "", 500000, true },
	{ "", ")", "", 1000000, true },
	{ "bank", " NOT aa", "", 50000, true },
	{ "bank", " NOT lang:en", "", 50000, true },
	{ "bank", " NOT lang:en AND lang:ru", "", 50000, true },
	{ "bank", " AND bank", "", 50000, true },
	{ "bank", " OR bank AND bank", "", 50000, true },
	{ "", "(bank AND ", "", 50000, true },
	{ "", "(bank OR tulip AND ", "", 10000, true },
	{ "", "NOT (", "", 50000, true },
	{ "", "-(", "", 50000, true },
	{ "", "NOT ", "bank", 10000, false },
	{ "", "bank ", "", 100000, true },
	{ "", "-bank ", "", 100000, true },
	{ "", "lang:en ", "", 100000, true },
	{ "", "source:steppe ", "", 100000, true },
	{ "", "url:http://a.b ", "", 100000, true },
	{ "\"", "bank ", "\"", 10000, true },
	{ "\"", "e-mail ", "\"", 1000, true },
	{ "\"", "e-mail-to-me-by-post-now-please ", "\"", 60, true },
	{ "", "\"", "", 1000000, true },
	{ "", "\"a b\" ", "", 10000, true },
	{ "", "sanc* ", "", 100, true },
	{ "", "a* ", "", 10000, true },
	{ "", "zebu* ", "", 1, true },
	{ "", "zebu* ", "", 10000, true },
	{ "", "zebu1* -zebu2* ", "", 4, true },
	{ "", "zebu000* ", "", 8, false },
	{ "", "date:2021..2022 ", "", 10000, true },
	{ "", "2021..2022 ", "", 10000, true },
	{ "", "bank NEAR ", "tulip", 10000, true },
	{ "", "bank NEAR/50 ", "tulip", 16, false },
	{ "", "bank NEAR/50 ", "tulip", 500, true },
	{ "", "w", "", 10000000, true },
	{ "", "w", "*", 60000, false },
	{ "", "日", "", 1000000, true },
	{ "", "\xcc\x81", "", 60000, true },
	{ "a", "\xcc\x81", "", 30000, false },
	{ "", "a-", "a", 30000, true },
	{ "", "a.", "a", 30000, false },
	{ "", "1,", "000", 20000, true },
	{ "", "7 500 ", "", 10000, true },
	{ "", "\xff", "", 1000000, true },
	{ "", "title:", "bank", 10000, true },
	{ "", "+", "bank", 60000, false },
	{ "", "-", "bank", 60000, false },
};

START_TEST(hostile_query_is_answered)
{
	struct saiga_strbuf query = SAIGA_STRBUF_INIT((size_t)16 << 20);
	struct search_results *results;

	saiga_strbuf_str(&query, hostile[_i].before);
	repeat(&query, hostile[_i].piece, hostile[_i].n);
	saiga_strbuf_str(&query, hostile[_i].after);
	ck_assert_int_eq(query.status, SAIGA_OK);
	results = find(saiga_strbuf_view(&query), find_all);
	ck_assert_int_eq(results->query->notes.len > 0, hostile[_i].noted);
	check_results(results);
	search_results_free(results);
	saiga_strbuf_dispose(&query);
}
END_TEST

/* ---- any query ---------------------------------------------------------- */

START_TEST(any_query_is_answered)
{
	struct search_options options = { .max = 5, .flat = _i % 2 == 1 };
	struct saiga_strbuf query = SAIGA_STRBUF_INIT(4096);
	uint32_t seed = (uint32_t)_i * 7919 + 1, i, found = 0;

	for (i = 0; i < 300; i++) {
		struct search_results *results;

		if (_i < 6)
			queries_mix(&query, &seed, 13);
		else
			queries_garble(&query, &seed, 60);
		results = find(saiga_strbuf_view(&query), options);
		found += results->n > 0;
		if (!options.flat)
			check_results(results);
		search_results_free(results);
	}
	/* It tries what it says only if some of them find something. */
	ck_assert_uint_gt(found, _i < 6 ? 60 : 0);
	saiga_strbuf_dispose(&query);
}
END_TEST

/* ---- a damaged index ---------------------------------------------------- */

/* Writes the article's record with one bit of it turned. */
static void
damage(uint32_t docid, size_t at)
{
	struct xc_error xerr;
	struct xc_writable *w = xc_writable_open(
		ARTICLES_DB, XC_DB_OPEN | XC_DB_BACKEND_GLASS, 0, &xerr);
	struct xc_document *doc = w == NULL
		? NULL
		: xc_database_document(
			  xc_writable_database(w), docid, 0, &xerr);
	const char *data;
	size_t len;
	char *copy;

	ck_assert_msg(doc != NULL, "%s", xerr.message);
	data = xc_document_data(doc, &len, &xerr);
	ck_assert_ptr_nonnull(data);
	copy = malloc(len);
	ck_assert_ptr_nonnull(copy);
	memcpy(copy, data, len);
	copy[at % len] ^= 4;
	ck_assert_int_eq(xc_document_set_data(doc, copy, len, &xerr), XC_OK);
	ck_assert_int_eq(
		xc_writable_replace_document(w, docid, doc, &xerr), XC_OK);
	ck_assert_int_eq(xc_writable_commit(w, &xerr), XC_OK);
	free(copy);
	xc_document_free(doc);
	xc_writable_free(w);
}

START_TEST(damaged_record_is_told)
{
	static const size_t places[] = { 0, 1, 20, 100, 1000, 54321 };
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_options options = find_all;
	struct search_results *results;
	uint32_t docid;
	bool changed;

	results = find(saiga_slice("heron"), find_all);
	ck_assert_uint_eq(results->n, 1);
	docid = docid_of(&results->articles[0]);
	search_results_free(results);
	damage(docid, places[_i]);
	ck_assert_int_eq(xc_database_reopen(&changed, db, NULL), XC_OK);
	ck_assert_int_eq(
		search_run(&results, db, saiga_slice("heron"), &options, &err),
		SAIGA_CORRUPT);
	ck_assert_ptr_null(results);
	ck_assert_int_eq(err.status, SAIGA_CORRUPT);
	ck_assert_ptr_nonnull(strstr(err.msg, "stored article"));
	/* The others are found all the same. */
	results = find(saiga_slice("volcano"), find_all);
	ck_assert_uint_eq(results->n, 1);
	search_results_free(results);
}
END_TEST

/* ---- a damaged index ---------------------------------------------------- */

/* What stands under the keys of forms and names must be words; anything else
 * is passed over. */
static const struct {
	const char *list, *first; /* NULL: nothing */
} garbage[] = {
	{ "", NULL },
	{ "   ", NULL },
	{ "  union  ", "union" },
	{ "Len Qxx Hhost a", "a" },
	{ "\xff\xfe\x80", "\xff\xfe\x80" },
};

START_TEST(what_is_no_word_is_passed_over)
{
	struct saiga_strbuf list = SAIGA_STRBUF_INIT(65536);
	struct saiga_slice rest, word;
	unsigned i;
	bool any;

	/* Longer than any word is. */
	for (i = 0; i <= SAIGA_TERM_MAX; i++)
		saiga_strbuf_byte(&list, 'a');
	saiga_strbuf_byte(&list, ' ');
	saiga_strbuf_str(&list, garbage[_i].list);
	rest = saiga_strbuf_view(&list);
	any = saiga_forms_next(&rest, &word);
	ck_assert_int_eq(any, garbage[_i].first != NULL);
	if (any)
		ck_assert(saiga_slice_equal(
			word, saiga_slice(garbage[_i].first)));
	saiga_strbuf_dispose(&list);
}
END_TEST

static Suite *
any_suite(void)
{
	Suite *suite = suite_create("searcher_any");
	TCase *tcase = tcase_create("sound");

	tcase_add_unchecked_fixture(tcase, articles_setup, articles_teardown);
	tcase_add_test(tcase, every_answer_is_sound);
	tcase_add_loop_test(tcase, a_snippet_around_any_word_is_sound, 0, 5);
	tcase_add_loop_test(tcase, answer_has_this_order, 0,
		(int)(sizeof(pages) / sizeof(*pages)));
	tcase_add_loop_test(
		tcase, flat_list_has_the_same_passages_best_first, 0, 6);
	tcase_add_test(tcase, article_is_marked_whole);
	tcase_add_test(tcase, joined_word_counts_once);
	tcase_add_loop_test(
		tcase, what_is_no_word_is_passed_over, 0, COUNT(garbage));
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("hostile");
	tcase_add_unchecked_fixture(
		tcase, articles_setup_many, articles_teardown);
	tcase_add_loop_test(tcase, hostile_query_is_answered, 0,
		(int)(sizeof(hostile) / sizeof(*hostile)));
	tcase_add_loop_test(tcase, any_query_is_answered, 0, 12);
	suite_add_tcase(suite, tcase);

	tcase = tcase_create("damage");
	tcase_add_checked_fixture(tcase, articles_setup, articles_teardown);
	tcase_add_loop_test(tcase, damaged_record_is_told, 0, 6);
	suite_add_tcase(suite, tcase);
	return suite;
}

int
main(void)
{
	int result;

	test_table_read(&articles, "articles");
	test_table_read(&searches, "searches");
	result = test_run(any_suite());
	test_table_dispose(&articles);
	test_table_dispose(&searches);
	return result;
}
