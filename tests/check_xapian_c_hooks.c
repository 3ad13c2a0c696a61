/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The binding: what a search calls back, suggestions, posting sources. */
#include "xc_search.h"

#include <string.h>

/* spies, deciders, expansion, sources */

START_TEST(a_spy_counts_values)
{
	struct xc_match_options options = XC_MATCH_OPTIONS_INIT;
	struct xc_match_spy *spy = SOME(xc_match_spy_new_value_count(0, &err));
	struct xc_term_iter *it;
	uint32_t freq;

	options.check_at_least = 10;
	OK(xc_enquire_add_spy(xs_enquire, spy, &err));
	xc_mset_free(SOME(xc_enquire_match(xs_enquire, 0, 1, &options, &err)));
	ck_assert_uint_eq(xc_match_spy_total(spy), 3);
	ck_assert_str_eq(
		xc_test_terms(SOME(xc_match_spy_values(spy, &err))), "0 1 ");
	it = SOME(xc_match_spy_top_values(spy, 1, &err));
	ck_assert(xc_term_iter_next(it, &err));
	ck_assert_str_eq(xc_term_iter_term(it, NULL), "0");
	OK(xc_term_iter_freq(&freq, it, &err));
	ck_assert_uint_eq(freq, 2);
	ck_assert(!xc_term_iter_next(it, &err));
	FAILS(XC_INVALID_OPERATION_ERROR, xc_term_iter_freq(&freq, it, &err));
	xc_term_iter_free(it);
	OK(xc_enquire_clear_spies(xs_enquire, &err));
	xc_match_spy_free(spy);
}
END_TEST

/* Adds up document ids; fails when there is no place for them. */
static int
see(struct xc_document *doc, double weight, void *ctx)
{
	uint32_t *sum = ctx;

	if (sum == NULL || weight <= 0)
		return 9;
	*sum += xc_document_docid(doc);
	return 0;
}

START_TEST(a_spy_is_a_callback)
{
	uint32_t sum = 0;
	struct xc_match_spy *spy =
		SOME(xc_match_spy_new_callback(see, &sum, &err));

	OK(xc_enquire_add_spy(xs_enquire, spy, &err));
	xs_finds("124");
	ck_assert_uint_eq(sum, 7);
	ck_assert_uint_eq(xc_match_spy_total(spy), 0);
	NONE(XC_INVALID_OPERATION_ERROR, xc_match_spy_values(spy, &err));
	xc_match_spy_free(spy);
	spy = SOME(xc_match_spy_new_callback(see, NULL, &err));
	OK(xc_enquire_add_spy(xs_enquire, spy, &err));
	xc_match_spy_free(spy);
	NONE(XC_CALLBACK_ERROR,
		xc_enquire_match(xs_enquire, 0, 10, NULL, &err));
}
END_TEST

/* Keeps documents with "1" in slot 0; fails when ctx is NULL. */
static int
keep_odd(bool *keep, struct xc_document *doc, void *ctx)
{
	struct xc_bytes value = XC_BYTES_INIT;

	if (ctx == NULL || xc_document_value(&value, doc, 0, NULL) != XC_OK)
		return 6;
	*keep = value.len == 1 && *value.data == '1';
	xc_bytes_dispose(&value);
	return 0;
}

START_TEST(a_decider_chooses_matches)
{
	struct xc_match_options options = XC_MATCH_OPTIONS_INIT;
	struct xc_mset *mset;

	options.decide = keep_odd;
	options.ctx = &options;
	mset = SOME(xc_enquire_match(xs_enquire, 0, 10, &options, &err));
	ck_assert_uint_eq(xc_mset_size(mset), 1);
	ck_assert_uint_eq(xc_mset_docid(mset, 0), 1);
	xc_mset_free(mset);
	options.ctx = NULL;
	NONE(XC_CALLBACK_ERROR,
		xc_enquire_match(xs_enquire, 0, 10, &options, &err));
	ck_assert_str_eq(err.message, "the match decider returned 6");
}
END_TEST

/* Keeps terms that do not begin with the letter *ctx; fails on '!'. */
static int
not_with(bool *keep, const char *word, size_t len, void *ctx)
{
	const char *letter = ctx;

	*keep = len > 0 && *word != *letter;
	return *letter == '!' ? 4 : 0;
}

START_TEST(relevant_documents_suggest_terms)
{
	struct xc_expand_options options = XC_EXPAND_OPTIONS_INIT;
	struct xc_rset *rset = SOME(xc_rset_new(&err));
	struct xc_bytes text = XC_BYTES_INIT;
	struct xc_eset *eset;
	char letter = 's';

	FAILS(XC_INVALID_ARGUMENT_ERROR, xc_rset_add(rset, 0, &err));
	OK(xc_rset_add(rset, 4, &err));
	OK(xc_rset_add(rset, 2, &err));
	OK(xc_rset_remove(rset, 2, &err));
	ck_assert_uint_eq(xc_rset_size(rset), 1);
	ck_assert(xc_rset_contains(rset, 4) && !xc_rset_contains(rset, 2));
	eset = SOME(xc_enquire_expand(xs_enquire, 10, rset, NULL, &err));
	ck_assert_uint_eq(xc_eset_size(eset), 3);
	ck_assert_uint_ge(xc_eset_bound(eset), 3);
	OK(xc_eset_term(&text, eset, 0, &err));
	xc_test_holds(&text, "storm");
	ck_assert_double_gt(xc_eset_weight(eset, 0), 0);
	ck_assert(xc_eset_weight(eset, 3) <= 0);
	FAILS(XC_RANGE_ERROR, xc_eset_term(&text, eset, 3, &err));
	xc_eset_free(eset);
	options.flags = XC_EXPAND_EXACT_TERM_FREQ;
	options.decide = not_with;
	options.ctx = &letter;
	eset = SOME(xc_enquire_expand(xs_enquire, 10, rset, &options, &err));
	ck_assert_uint_eq(xc_eset_size(eset), 1);
	OK(xc_eset_describe(&text, eset, &err));
	OK(xc_rset_describe(&text, rset, &err));
	xc_eset_free(eset);
	letter = '!';
	NONE(XC_CALLBACK_ERROR,
		xc_enquire_expand(xs_enquire, 10, rset, &options, &err));
	options.decide = NULL;
	options.min_weight = 1000;
	OK(xc_enquire_set_expansion_scheme(xs_enquire, "bo1", 1, &err));
	eset = SOME(xc_enquire_expand(xs_enquire, 10, rset, &options, &err));
	ck_assert_uint_eq(xc_eset_size(eset), 0);
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_enquire_set_expansion_scheme(xs_enquire, "best", 1, &err));
	xc_eset_free(eset);
	xc_rset_free(rset);
	xc_bytes_dispose(&text);
}
END_TEST

START_TEST(sources_weigh_by_values)
{
	struct xc_posting_source *source =
		SOME(xc_posting_source_new_value_weight(1, &err));

	xs_search_for(SOME(xc_query_new_source(source, &err)));
	FAILS(XC_INVALID_OPERATION_ERROR,
		xc_posting_source_add_mapping(source, SIZED("1"), 2, &err));
	xc_posting_source_free(source);
	xs_finds("1234");
	source = SOME(xc_posting_source_new_decreasing(1, 0, 0, &err));
	xs_search_for(SOME(xc_query_new_source(source, &err)));
	xc_posting_source_free(source);
	xs_finds("1234");
	source = SOME(xc_posting_source_new_value_map(0, &err));
	OK(xc_posting_source_add_mapping(source, SIZED("0"), 5, &err));
	OK(xc_posting_source_set_default_weight(source, 1, &err));
	xs_search_for(SOME(xc_query_new_source(source, &err)));
	xc_posting_source_free(source);
	xs_finds("2413");
	source = SOME(xc_posting_source_new_fixed_weight(2, &err));
	xs_search_for(SOME(xc_query_new_source(source, &err)));
	xc_posting_source_free(source);
	xs_finds("1234");
}
END_TEST

/* Even documents, the later the better; ctx counts searches, 9 of which are
 * too many. */
static int
even_init(struct xc_source_bounds *bounds, const struct xc_database *db,
	void *ctx)
{
	int *searches = ctx;

	ck_assert_uint_eq(bounds->max_docs, xc_test_count_in(db));
	bounds->max_weight = bounds->max_docs;
	return ++*searches == 9 ? 8 : 0;
}

static int
even_seek(struct xc_source_item *item, uint32_t least, void *ctx)
{
	(void)ctx;
	item->docid = least + least % 2;
	item->weight = item->docid;
	if (item->docid > 4)
		item->docid = 0;
	return 0;
}

START_TEST(a_source_is_a_callback)
{
	int searches = 0;
	struct xc_source_callbacks callbacks = { even_init, even_seek,
		&searches };
	struct xc_posting_source *source =
		SOME(xc_posting_source_new_callback(&callbacks, &err));
	struct xc_query *query = SOME(xc_query_new_source(source, &err));
	struct xc_bytes bytes = XC_BYTES_INIT;

	FAILS(XC_UNIMPLEMENTED_ERROR, xc_query_serialise(&bytes, query, &err));
	xs_search_for(query);
	xc_posting_source_free(source);
	xs_finds("42");
	xs_finds("42");
	ck_assert_int_eq(searches, 2);
	searches = 8;
	NONE(XC_CALLBACK_ERROR,
		xc_enquire_match(xs_enquire, 0, 10, NULL, &err));
	ck_assert_str_eq(err.message, "the posting source returned 8");
}
END_TEST

/* failures of searches */

START_TEST(a_wildcard_may_be_too_wide)
{
	struct xc_wildcard_options options = XC_WILDCARD_OPTIONS_INIT;

	options.max_expansion = 1;
	xs_search_for(SOME(xc_query_new_wildcard(SIZED("s"), &options, &err)));
	NONE(XC_WILDCARD_ERROR,
		xc_enquire_match(xs_enquire, 0, 10, NULL, &err));
	options.limit = XC_WILDCARD_LIMIT_FIRST;
	xs_search_for(SOME(xc_query_new_wildcard(SIZED("s"), &options, &err)));
	xs_finds("42");
}
END_TEST

START_TEST(a_search_needs_a_database)
{
	struct xc_database *db = SOME(xc_database_new(&err));

	NONE(XC_INVALID_ARGUMENT_ERROR, xc_enquire_new(db, &err));
	xc_database_free(db);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("xapian-c-hooks");
	TCase *tc = xs_case(suite, "hooks");

	tcase_add_test(tc, a_spy_counts_values);
	tcase_add_test(tc, a_spy_is_a_callback);
	tcase_add_test(tc, a_decider_chooses_matches);
	tcase_add_test(tc, relevant_documents_suggest_terms);
	tc = xs_case(suite, "sources");
	tcase_add_test(tc, sources_weigh_by_values);
	tcase_add_test(tc, a_source_is_a_callback);
	tc = xs_case(suite, "failures");
	tcase_add_test(tc, a_wildcard_may_be_too_wide);
	tcase_add_test(tc, a_search_needs_a_database);
	return xc_test_run(suite);
}
