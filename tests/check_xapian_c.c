/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The binding: errors, bytes, documents. */
#include "xc_test.h"

#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* errors and bytes */

START_TEST(version_is_three_numbers)
{
	int major, minor, revision;

	ck_assert_int_eq(sscanf(xc_xapian_version(), "%d.%d.%d", &major, &minor,
				 &revision),
		3);
	ck_assert_int_ge(major, 1);
}
END_TEST

START_TEST(every_kind_has_one_name)
{
	const char *name;
	int kind;

	for (kind = XC_OK; kind < XC_ERROR_KIND_COUNT; kind++) {
		name = xc_error_kind_name((enum xc_error_kind)kind);
		ck_assert_int_eq(xc_error_kind_from_name(name), kind);
	}
	ck_assert_int_eq(XC_ERROR_KIND_COUNT, 1 + 22 + 4);
	ck_assert_int_eq(
		xc_error_kind_from_name("NoSuch"), XC_UNKNOWN_EXCEPTION);
	ck_assert_str_eq(
		xc_error_kind_name(XC_ERROR_KIND_COUNT), "UnknownException");
}
END_TEST

START_TEST(an_error_need_not_be_wanted)
{
	ck_assert_ptr_null(xc_database_open("absent", 0, NULL));
	ck_assert_ptr_null(xc_stem_new("klingon", NULL));
}
END_TEST

START_TEST(a_message_is_cut_at_a_character)
{
	char language[400] = "x";
	size_t len;

	while ((len = strlen(language)) < 390)
		strcpy(language + len, "\xe2\x82\xac");
	NONE(XC_INVALID_ARGUMENT_ERROR, xc_stem_new(language, &err));
	len = strlen(err.message);
	ck_assert_uint_gt(len, XC_ERROR_MESSAGE_MAX - 5);
	ck_assert_uint_lt(len, XC_ERROR_MESSAGE_MAX);
	ck_assert_int_eq(memcmp(err.message + len - 3, "\xe2\x82\xac", 3), 0);
}
END_TEST

START_TEST(success_takes_an_old_error_back)
{
	struct xc_document *doc;

	NONE(XC_DATABASE_NOT_FOUND_ERROR,
		xc_database_open("absent", XC_DB_BACKEND_GLASS, &err));
	doc = SOME(xc_document_new(&err));
	ck_assert_str_eq(err.message, "");
	xc_document_free(doc);
}
END_TEST

START_TEST(bytes_are_copied_and_reused)
{
	struct xc_bytes b = XC_BYTES_INIT;

	OK(xc_bytes_set(&b, NULL, 0));
	ck_assert_ptr_nonnull(b.data);
	xc_test_bytes(b.data, b.len, "", 0);
	OK(xc_bytes_set(&b, SIZED("a\0b")));
	xc_test_bytes(b.data, b.len, SIZED("a\0b"));
	OK(xc_bytes_set(&b, b.data + 1, 2));
	xc_test_bytes(b.data, b.len, SIZED("\0b"));
	xc_bytes_dispose(&b);
	ck_assert_ptr_null(b.data);
	xc_bytes_dispose(&b);
}
END_TEST

START_TEST(everything_frees_null)
{
	xc_database_free(NULL);
	xc_writable_free(NULL);
	xc_document_free(NULL);
	xc_term_iter_free(NULL);
	xc_posting_iter_free(NULL);
	xc_position_iter_free(NULL);
	xc_value_iter_free(NULL);
	xc_stem_free(NULL);
	xc_stopper_free(NULL);
	xc_term_generator_free(NULL);
	xc_query_free(NULL);
	xc_posting_source_free(NULL);
	xc_parser_free(NULL);
	xc_range_processor_free(NULL);
	xc_field_processor_free(NULL);
	xc_enquire_free(NULL);
	xc_weight_free(NULL);
	xc_key_maker_free(NULL);
	xc_match_spy_free(NULL);
	xc_rset_free(NULL);
	xc_mset_free(NULL);
	xc_eset_free(NULL);
}
END_TEST

/* documents */

START_TEST(data_and_values_hold_nul)
{
	struct xc_document *doc = SOME(xc_document_new(&err));
	struct xc_bytes value = XC_BYTES_INIT;
	const char *data;
	size_t len;
	uint32_t n;

	data = SOME((void *)(uintptr_t)xc_document_data(doc, &len, &err));
	xc_test_bytes(data, len, "", 0);
	OK(xc_document_set_data(doc, SIZED("a\0b"), &err));
	data = xc_document_data(doc, &len, &err);
	xc_test_bytes(data, len, SIZED("a\0b"));
	OK(xc_document_set_value(doc, 7, SIZED("\0v"), &err));
	OK(xc_document_value(&value, doc, 7, &err));
	xc_test_bytes(value.data, value.len, SIZED("\0v"));
	OK(xc_document_value(&value, doc, 8, &err));
	xc_test_holds(&value, "");
	OK(xc_document_value_count(&n, doc, &err));
	ck_assert_uint_eq(n, 1);
	OK(xc_document_set_value(doc, 7, NULL, 0, &err));
	OK(xc_document_value_count(&n, doc, &err));
	ck_assert_uint_eq(n, 0);
	ck_assert_uint_eq(xc_document_docid(doc), 0);
	xc_document_free(doc);
}
END_TEST

START_TEST(postings_come_in_bulk)
{
	static const uint32_t up[] = { 1, 5, 9 }, down[] = { 8, 4 };
	static const struct xc_posting postings[] = {
		{ "ship", 4, up, 3, 3 },
		{ "a\0b", 3, down, 2, 2 },
		{ "Kfilter", 7, NULL, 0, 0 },
		{ "ship", 4, NULL, 0, 10 },
	};
	struct xc_document *doc = SOME(xc_document_new(&err));
	struct xc_term_iter *it;
	uint32_t wdf, n;

	OK(xc_document_add_postings(doc, postings, 4, &err));
	it = SOME(xc_document_terms(doc, &err));
	ck_assert(xc_term_iter_next(it, &err));
	ck_assert_str_eq(xc_term_iter_term(it, NULL), "Kfilter");
	OK(xc_term_iter_wdf(&wdf, it, &err));
	ck_assert_uint_eq(wdf, 0);
	ck_assert(xc_term_iter_next(it, &err));
	ck_assert_str_eq(
		xc_test_positions(SOME(xc_term_iter_positions(it, &err))),
		"4 8 ");
	ck_assert(xc_term_iter_next(it, &err));
	OK(xc_term_iter_wdf(&wdf, it, &err));
	ck_assert_uint_eq(wdf, 13);
	OK(xc_term_iter_position_count(&n, it, &err));
	ck_assert_uint_eq(n, 3);
	ck_assert(!xc_term_iter_next(it, &err));
	xc_term_iter_free(it);
	xc_document_free(doc);
}
END_TEST

START_TEST(terms_and_postings_are_removed)
{
	struct xc_document *doc = SOME(xc_document_new(&err));
	struct xc_removal middle = { "ship", 4, 2, 5, 1 };
	uint32_t n;

	xc_test_fill(doc, "ship ship ship sea ship ship");
	OK(xc_document_remove_postings(&n, doc, &middle, &err));
	ck_assert_uint_eq(n, 3);
	OK(xc_document_remove_term(doc, SIZED("sea"), &err));
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_document_remove_term(doc, SIZED("sea"), &err));
	OK(xc_document_term_count(&n, doc, &err));
	ck_assert_uint_eq(n, 1);
	OK(xc_document_clear_terms(doc, &err));
	OK(xc_document_term_count(&n, doc, &err));
	ck_assert_uint_eq(n, 0);
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_document_remove_postings(NULL, doc, &middle, &err));
	xc_document_free(doc);
}
END_TEST

START_TEST(an_empty_term_is_refused)
{
	static const struct xc_posting posting = { NULL, 0, NULL, 0, 1 };
	static const struct xc_pair pair = { "", 0, 1 };
	struct xc_document *doc = SOME(xc_document_new(&err));

	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_document_add_term(doc, NULL, 0, 1, &err));
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_document_add_postings(doc, &posting, 1, &err));
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_document_add_pairs(doc, &pair, 1, 1, &err));
	xc_document_free(doc);
}
END_TEST

START_TEST(a_document_goes_through_bytes)
{
	struct xc_document *doc = SOME(xc_document_new(&err)), *copy;
	struct xc_bytes bytes = XC_BYTES_INIT;

	xc_test_fill(doc, "there is a ship out there");
	OK(xc_document_set_value(doc, 3, SIZED("day"), &err));
	OK(xc_document_serialise(&bytes, doc, &err));
	xc_document_free(doc);
	copy = SOME(xc_document_unserialise(bytes.data, bytes.len, &err));
	ck_assert_str_eq(xc_test_terms(SOME(xc_document_terms(copy, &err))),
		"a is out ship there ");
	NONE(XC_NETWORK_ERROR, xc_document_unserialise(bytes.data, 3, &err));
	OK(xc_document_describe(&bytes, copy, &err));
	ck_assert_ptr_nonnull(strstr(bytes.data, "Document("));
	xc_bytes_dispose(&bytes);
	xc_document_free(copy);
}
END_TEST

START_TEST(values_of_a_document_come_by_slot)
{
	struct xc_document *doc = SOME(xc_document_new(&err));
	struct xc_value_iter *it;
	uint32_t slot;
	size_t len;

	OK(xc_document_set_value(doc, 9, SIZED("nine"), &err));
	OK(xc_document_set_value(doc, 2, SIZED("two"), &err));
	it = SOME(xc_document_values(doc, &err));
	ck_assert(xc_value_iter_next(it, &err));
	ck_assert_str_eq(xc_value_iter_value(it, &len), "two");
	ck_assert_uint_eq(len, 3);
	ck_assert(xc_value_iter_skip_to(it, 5, &err));
	OK(xc_value_iter_slot(&slot, it, &err));
	ck_assert_uint_eq(slot, 9);
	FAILS(XC_INVALID_OPERATION_ERROR, xc_value_iter_docid(&slot, it, &err));
	ck_assert(!xc_value_iter_next(it, &err));
	xc_value_iter_free(it);
	OK(xc_document_clear_values(doc, &err));
	it = SOME(xc_document_values(doc, &err));
	ck_assert(!xc_value_iter_next(it, &err));
	xc_value_iter_free(it);
	xc_document_free(doc);
}
END_TEST

START_TEST(numbers_sort_as_bytes)
{
	static const double numbers[] = { -DBL_MAX, -2.5, -1, -0.001, 0, 0.001,
		1, 2.5, 20240229, DBL_MAX };
	char last[XC_SORTABLE_MAX + 1] = "", now[XC_SORTABLE_MAX + 1];
	size_t i, len;

	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		memset(now, 0, sizeof(now));
		len = xc_sortable_serialise(now, numbers[i]);
		ck_assert_uint_le(len, XC_SORTABLE_MAX);
		ck_assert(i == 0 || memcmp(last, now, sizeof(now)) < 0);
		if (i > 0 && i < 9)
			ck_assert_double_eq_tol(
				xc_sortable_unserialise(now, len), numbers[i],
				1e-9);
		memcpy(last, now, sizeof(now));
	}
	(void)xc_sortable_unserialise("longer than any number", 22);
	(void)xc_sortable_unserialise(NULL, 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("xapian-c");
	TCase *tc = xc_test_case(suite, "errors");

	tcase_add_test(tc, version_is_three_numbers);
	tcase_add_test(tc, every_kind_has_one_name);
	tcase_add_test(tc, an_error_need_not_be_wanted);
	tcase_add_test(tc, a_message_is_cut_at_a_character);
	tcase_add_test(tc, success_takes_an_old_error_back);
	tcase_add_test(tc, bytes_are_copied_and_reused);
	tcase_add_test(tc, everything_frees_null);
	tc = xc_test_case(suite, "documents");
	tcase_add_test(tc, data_and_values_hold_nul);
	tcase_add_test(tc, postings_come_in_bulk);
	tcase_add_test(tc, terms_and_postings_are_removed);
	tcase_add_test(tc, an_empty_term_is_refused);
	tcase_add_test(tc, a_document_goes_through_bytes);
	tcase_add_test(tc, values_of_a_document_come_by_slot);
	tcase_add_test(tc, numbers_sort_as_bytes);
	return xc_test_run(suite);
}
