/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The binding: searches, ranking, what they give, and their callbacks. */
#include "xc_search.h"

#include <string.h>

/* matches */

START_TEST(matches_are_told_apart)
{
	struct xc_mset *mset =
		SOME(xc_enquire_match(xs_enquire, 1, 10, NULL, &err));
	struct xc_bytes text = XC_BYTES_INIT;
	struct xc_mset_stats stats;
	struct xc_document *doc;
	struct xc_match match;
	uint32_t freq;
	double weight;
	int percent;

	ck_assert_uint_eq(xc_mset_size(mset), 2);
	OK(xc_mset_match(&match, mset, 0, &err));
	ck_assert_uint_eq(match.docid, xc_mset_docid(mset, 0));
	ck_assert_uint_eq(match.rank, 1);
	ck_assert_double_gt(match.weight, 0);
	ck_assert(match.percent > 0 && match.percent < 100);
	OK(xc_mset_percent(&percent, mset, match.weight, &err));
	ck_assert_int_eq(percent, match.percent);
	FAILS(XC_RANGE_ERROR, xc_mset_match(&match, mset, 2, &err));
	ck_assert_uint_eq(match.docid, 0);
	xc_mset_get_stats(&stats, mset);
	ck_assert_uint_eq(stats.first, 1);
	ck_assert_uint_eq(stats.matches_estimated, 3);
	ck_assert_uint_le(stats.matches_lower, stats.matches_upper);
	ck_assert_double_ge(stats.max_possible, stats.max_attained);
	OK(xc_mset_fetch(mset, &err));
	doc = SOME(xc_mset_document(mset, 0, &err));
	ck_assert_str_eq(xc_document_data(doc, NULL, &err), xs_texts[1]);
	xc_document_free(doc);
	NONE(XC_RANGE_ERROR, xc_mset_document(mset, 2, &err));
	OK(xc_mset_term_freq(&freq, mset, SIZED("ship"), &err));
	ck_assert_uint_eq(freq, 3);
	OK(xc_mset_term_weight(&weight, mset, SIZED("ship"), &err));
	ck_assert_double_gt(weight, 0);
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_mset_term_weight(&weight, mset, SIZED("sea"), &err));
	OK(xc_mset_collapse_key(&text, mset, 0, &err));
	xc_test_holds(&text, "");
	OK(xc_mset_describe(&text, mset, &err));
	OK(xc_enquire_describe(&text, xs_enquire, &err));
	xc_bytes_dispose(&text);
	xc_mset_free(mset);
}
END_TEST

START_TEST(matches_outlive_their_search)
{
	struct xc_database *db = SOME(xc_database_open("db", 0, &err));
	struct xc_enquire *other = SOME(xc_enquire_new(db, &err));
	struct xc_query *query = SOME(xc_enquire_query(xs_enquire, &err));
	struct xc_mset *mset;
	struct xc_document *doc;

	OK(xc_enquire_set_query(other, query, 0, &err));
	xc_query_free(query);
	xc_database_free(db);
	mset = SOME(xc_enquire_match(other, 0, 1, NULL, &err));
	xc_enquire_free(other);
	OK(xc_mset_fetch(mset, &err));
	doc = SOME(xc_mset_document(mset, 0, &err));
	xc_mset_free(mset);
	ck_assert_str_eq(xc_document_data(doc, NULL, &err), xs_texts[0]);
	xc_document_free(doc);
}
END_TEST

START_TEST(the_terms_of_a_match_are_told)
{
	const struct xc_slice words[] = { xc_slice_str("storm"),
		xc_slice_str("sea"), xc_slice_str("harbour") };

	NONE(XC_DOC_NOT_FOUND_ERROR,
		xc_enquire_matching_terms(xs_enquire, 9, &err));
	xs_search_for(
		SOME(xc_query_new_combined_terms(XC_OP_OR, words, 3, 0, &err)));
	ck_assert_str_eq(xc_test_terms(SOME(xc_enquire_matching_terms(
				 xs_enquire, 4, &err))),
		"sea storm ");
}
END_TEST

START_TEST(a_snippet_shows_the_words)
{
	struct xc_snippet_options options = XC_SNIPPET_OPTIONS_INIT;
	struct xc_slice text = xc_slice_str("a ship & no sea");
	struct xc_bytes snippet = XC_BYTES_INIT;
	struct xc_mset *mset =
		SOME(xc_enquire_match(xs_enquire, 0, 1, NULL, &err));

	OK(xc_mset_snippet(&snippet, mset, text, NULL, &err));
	xc_test_holds(&snippet, "a <b>ship</b> &amp; no sea");
	options.hi_start = options.hi_end = "*";
	options.length = 5;
	OK(xc_mset_snippet(&snippet, mset, text, &options, &err));
	ck_assert_ptr_nonnull(strstr(snippet.data, "*ship*"));
	options.hi_start = options.hi_end = "";
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_mset_snippet(&snippet, mset, text, &options, &err));
	xc_mset_free(mset);
}
END_TEST

/* ranking */

START_TEST(every_weighting_scheme_is_made_by_name)
{
	static const struct {
		const char *name, *native;
		size_t max;
	} rows[] = {
		{ "bb2", "BB2Weight", 1 },
		{ "bm25", "BM25Weight", 5 },
		{ "bm25+", "BM25PlusWeight", 6 },
		{ "bool", "BoolWeight", 0 },
		{ "coord", "CoordWeight", 0 },
		{ "dlh", "DLHWeight", 0 },
		{ "dph", "DPHWeight", 0 },
		{ "ifb2", "IfB2Weight", 1 },
		{ "ineb2", "IneB2Weight", 1 },
		{ "inl2", "InL2Weight", 1 },
		{ "lm", "LMWeight", 4 },
		{ "pl2", "PL2Weight", 1 },
		{ "pl2+", "PL2PlusWeight", 2 },
		{ "tfidf", "TfIdfWeight", 0 },
		{ "trad", "TradWeight", 1 },
	};
	static const double ones[] = { 1, 1, 1, 1, 1, 1, 1 };
	struct xc_bytes name = XC_BYTES_INIT;
	struct xc_weight *weight;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		weight = SOME(xc_weight_new(rows[i].name, NULL, 0, &err));
		OK(xc_weight_name(&name, weight, &err));
		ck_assert_str_eq(
			name.data + strlen("Xapian::"), rows[i].native);
		OK(xc_enquire_set_weight(xs_enquire, weight, &err));
		xc_weight_free(weight);
		xc_mset_free(
			SOME(xc_enquire_match(xs_enquire, 0, 10, NULL, &err)));
		xc_weight_free(SOME(
			xc_weight_new(rows[i].name, ones, rows[i].max, &err)));
		NONE(XC_INVALID_ARGUMENT_ERROR,
			xc_weight_new(
				rows[i].name, ones, rows[i].max + 1, &err));
	}
	xc_bytes_dispose(&name);
	NONE(XC_INVALID_ARGUMENT_ERROR, xc_weight_new("best", NULL, 0, &err));
}
END_TEST

START_TEST(wrong_parameters_of_weights_are_refused)
{
	static const double lm[] = { 0, 6 }, negative[] = { -1 };

	NONE(XC_INVALID_ARGUMENT_ERROR, xc_weight_new("lm", lm, 2, &err));
	NONE(XC_INVALID_ARGUMENT_ERROR,
		xc_weight_new("pl2", negative, 1, &err));
	NONE(XC_INVALID_ARGUMENT_ERROR, xc_weight_new_tfidf("xyz", &err));
	xc_weight_free(SOME(xc_weight_new_tfidf("ntn", &err)));
}
END_TEST

START_TEST(parameters_reach_the_weight)
{
	static const double no_length[] = { 1, 0, 1, 0, 0.5 };
	struct xc_weight *weight =
		SOME(xc_weight_new("bm25", no_length, 5, &err));
	struct xc_match second, third;
	struct xc_mset *mset;

	OK(xc_enquire_set_weight(xs_enquire, weight, &err));
	xc_weight_free(weight);
	mset = SOME(xc_enquire_match(xs_enquire, 0, 10, NULL, &err));
	OK(xc_mset_match(&second, mset, 1, &err));
	OK(xc_mset_match(&third, mset, 2, &err));
	ck_assert_double_eq_tol(second.weight, third.weight, 1e-12);
	xc_mset_free(mset);
}
END_TEST

START_TEST(matches_are_sorted_and_cut_and_collapsed)
{
	struct xc_bytes key = XC_BYTES_INIT;
	struct xc_match match;
	struct xc_mset *mset;

	xs_finds("124");
	OK(xc_enquire_sort_by_value(xs_enquire, XC_SORT_ONLY, 1, false, &err));
	xs_finds("421");
	OK(xc_enquire_sort_by_value(
		xs_enquire, XC_SORT_THEN_RELEVANCE, 0, true, &err));
	xs_finds("124");
	OK(xc_enquire_sort_by_value(
		xs_enquire, XC_SORT_AFTER_RELEVANCE, 1, true, &err));
	xs_finds("124");
	OK(xc_enquire_set_docid_order(xs_enquire, XC_DOCID_DESCENDING, &err));
	OK(xc_enquire_sort_by_value(xs_enquire, XC_SORT_ONLY, 9, false, &err));
	xs_finds("421");
	OK(xc_enquire_sort_by_relevance(xs_enquire, &err));
	OK(xc_enquire_set_collapse(xs_enquire, 0, 1, &err));
	xs_finds("12");
	mset = SOME(xc_enquire_match(xs_enquire, 0, 10, NULL, &err));
	OK(xc_mset_collapse_key(&key, mset, 1, &err));
	xc_test_holds(&key, "0");
	OK(xc_mset_match(&match, mset, 1, &err));
	ck_assert_uint_eq(match.collapse_count, 1);
	xc_mset_free(mset);
	OK(xc_enquire_set_collapse(xs_enquire, XC_NO_SLOT, 1, &err));
	OK(xc_enquire_set_cutoff(xs_enquire, 99, 0, &err));
	xs_finds("1");
	OK(xc_enquire_sort_by_value(xs_enquire, XC_SORT_ONLY, 0, false, &err));
	NONE(XC_UNIMPLEMENTED_ERROR,
		xc_enquire_match(xs_enquire, 0, 10, NULL, &err));
	OK(xc_enquire_set_time_limit(xs_enquire, 0, &err));
}
END_TEST

/* The data's last byte; fails for document *ctx. */
static int
last_byte(struct xc_bytes *out, struct xc_document *doc, void *ctx)
{
	size_t len;
	const char *data = xc_document_data(doc, &len, NULL);

	if (xc_document_docid(doc) == *(uint32_t *)ctx)
		return 5;
	return (int)xc_bytes_set(out, data + len - 1, 1);
}

START_TEST(matches_are_sorted_by_key)
{
	struct xc_key_maker *maker = SOME(xc_key_maker_new(&err));
	struct xc_bytes key = XC_BYTES_INIT;
	struct xc_mset *mset;
	uint32_t failing = 0;

	OK(xc_key_maker_add_value(maker, 0, false, xc_slice_of(NULL, 0), &err));
	OK(xc_key_maker_add_value(maker, 1, true, xc_slice_str("x"), &err));
	OK(xc_enquire_sort_by_key(
		xs_enquire, XC_SORT_ONLY, maker, false, &err));
	xc_key_maker_free(maker);
	xs_finds("241");
	maker = SOME(xc_key_maker_new_callback(last_byte, &failing, &err));
	FAILS(XC_INVALID_OPERATION_ERROR,
		xc_key_maker_add_value(
			maker, 1, true, xc_slice_str("x"), &err));
	OK(xc_enquire_sort_by_key(
		xs_enquire, XC_SORT_THEN_RELEVANCE, maker, false, &err));
	xs_finds("421");
	OK(xc_enquire_sort_by_key(
		xs_enquire, XC_SORT_AFTER_RELEVANCE, maker, false, &err));
	xs_finds("124");
	OK(xc_enquire_sort_by_key(
		xs_enquire, XC_SORT_ONLY, maker, false, &err));
	mset = SOME(xc_enquire_match(xs_enquire, 0, 10, NULL, &err));
	OK(xc_mset_sort_key(&key, mset, 0, &err));
	xc_test_holds(&key, "m");
	failing = 2;
	NONE(XC_CALLBACK_ERROR,
		xc_enquire_match(xs_enquire, 0, 10, NULL, &err));
	ck_assert_str_eq(err.message, "the key maker returned 5");
	xc_key_maker_free(maker);
	xc_mset_free(mset);
}
END_TEST

START_TEST(a_key_maker_makes_keys)
{
	struct xc_document *doc = SOME(xc_document_new(&err));
	struct xc_key_maker *maker = SOME(xc_key_maker_new(&err));
	struct xc_bytes key = XC_BYTES_INIT;

	OK(xc_key_maker_add_value(maker, 0, false, xc_slice_of(NULL, 0), &err));
	OK(xc_document_set_value(doc, 0, SIZED("v"), &err));
	OK(xc_key_maker_key(&key, maker, doc, &err));
	xc_test_holds(&key, "v");
	xc_document_free(doc);
	xc_key_maker_free(maker);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("xapian-c-search");
	TCase *tc = xs_case(suite, "matches");

	tcase_add_test(tc, matches_are_told_apart);
	tcase_add_test(tc, matches_outlive_their_search);
	tcase_add_test(tc, the_terms_of_a_match_are_told);
	tcase_add_test(tc, a_snippet_shows_the_words);
	tc = xs_case(suite, "ranking");
	tcase_add_test(tc, every_weighting_scheme_is_made_by_name);
	tcase_add_test(tc, wrong_parameters_of_weights_are_refused);
	tcase_add_test(tc, parameters_reach_the_weight);
	tcase_add_test(tc, matches_are_sorted_and_cut_and_collapsed);
	tcase_add_test(tc, matches_are_sorted_by_key);
	tcase_add_test(tc, a_key_maker_makes_keys);
	return xc_test_run(suite);
}
