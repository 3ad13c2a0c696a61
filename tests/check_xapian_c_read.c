/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The binding: figures of databases, and iterators. */
#include "xc_test.h"

#include <string.h>

static const char *const harbour[] = {
	"there is a ship out there",
	"no ship came out",
	"the harbour is empty",
};

START_TEST(a_database_tells_its_figures)
{
	struct xc_writable *w = xc_test_database("db", harbour, 3);
	struct xc_database *db = SOME(xc_database_open("db", 0, &err));
	struct xc_bytes uuid = XC_BYTES_INIT;
	struct xc_database_stats s;
	uint64_t revision;
	uint32_t n;
	bool yes;

	OK(xc_database_get_stats(&s, db, &err));
	ck_assert_uint_eq(s.doc_count, 3);
	ck_assert_uint_eq(s.last_docid, 3);
	ck_assert_uint_eq(s.total_length, 14);
	ck_assert_uint_le(s.min_length, 4);
	ck_assert_uint_ge(s.max_length, 6);
	ck_assert(s.has_positions);
	OK(xc_database_doc_length(&n, db, 1, &err));
	ck_assert_uint_eq(n, 6);
	OK(xc_database_unique_terms(&n, db, 1, &err));
	ck_assert_uint_eq(n, 5);
	FAILS(XC_DOC_NOT_FOUND_ERROR, xc_database_doc_length(&n, db, 4, &err));
	OK(xc_database_term_freq(&n, db, SIZED("ship"), &err));
	ck_assert_uint_eq(n, 2);
	OK(xc_database_term_freq(&n, db, NULL, 0, &err));
	ck_assert_uint_eq(n, 3);
	OK(xc_database_collection_freq(&n, db, SIZED("there"), &err));
	ck_assert_uint_eq(n, 2);
	OK(xc_database_wdf_bound(&n, db, SIZED("there"), &err));
	ck_assert_uint_ge(n, 2);
	OK(xc_database_term_exists(&yes, db, SIZED("sh"), &err));
	ck_assert(!yes);
	OK(xc_database_locked(&yes, db, &err));
	ck_assert(yes);
	OK(xc_database_revision(&revision, db, &err));
	ck_assert_uint_gt(revision, 0);
	OK(xc_database_uuid(&uuid, db, &err));
	ck_assert_uint_eq(uuid.len, 36);
	OK(xc_database_describe(&uuid, db, &err));
	xc_bytes_dispose(&uuid);
	OK(xc_database_keep_alive(db, &err));
	xc_database_free(db);
	xc_writable_free(w);
}
END_TEST

START_TEST(terms_postings_and_positions_are_listed)
{
	struct xc_writable *w = xc_test_database("db", harbour, 3);
	struct xc_database *db = xc_writable_database(w);

	ck_assert_str_eq(
		xc_test_terms(SOME(xc_database_terms(db, "", 0, &err))),
		"a came empty harbour is no out ship the there ");
	ck_assert_str_eq(
		xc_test_terms(SOME(xc_database_terms(db, "the", 3, &err))),
		"the there ");
	ck_assert_str_eq(
		xc_test_terms(SOME(xc_database_doc_terms(db, 3, &err))),
		"empty harbour is the ");
	ck_assert_str_eq(
		xc_test_docids(SOME(xc_database_postings(db, "is", 2, &err))),
		"1 3 ");
	ck_assert_str_eq(
		xc_test_docids(SOME(xc_database_postings(db, NULL, 0, &err))),
		"1 2 3 ");
	ck_assert_str_eq(xc_test_docids(SOME(
				 xc_database_postings(db, "absent", 6, &err))),
		"");
	ck_assert_str_eq(xc_test_positions(SOME(xc_database_positions(
				 db, 1, "there", 5, &err))),
		"1 6 ");
	NONE(XC_DOC_NOT_FOUND_ERROR, xc_database_doc_terms(db, 4, &err));
	NONE(XC_INVALID_ARGUMENT_ERROR,
		xc_database_positions(db, 1, NULL, 0, &err));
	xc_writable_free(w);
}
END_TEST

START_TEST(a_posting_tells_about_its_document)
{
	struct xc_writable *w = xc_test_database("db", harbour, 3);
	struct xc_posting_iter *it = SOME(
		xc_database_postings(xc_writable_database(w), "out", 3, &err));
	uint32_t n;

	ck_assert_uint_eq(xc_posting_iter_docid(it), 0);
	FAILS(XC_INVALID_OPERATION_ERROR, xc_posting_iter_wdf(&n, it, &err));
	ck_assert(xc_posting_iter_skip_to(it, 2, &err));
	ck_assert_uint_eq(xc_posting_iter_docid(it), 2);
	OK(xc_posting_iter_wdf(&n, it, &err));
	ck_assert_uint_eq(n, 1);
	OK(xc_posting_iter_doc_length(&n, it, &err));
	ck_assert_uint_eq(n, 4);
	OK(xc_posting_iter_unique_terms(&n, it, &err));
	ck_assert_uint_eq(n, 4);
	ck_assert_str_eq(
		xc_test_positions(SOME(xc_posting_iter_positions(it, &err))),
		"4 ");
	ck_assert(!xc_posting_iter_next(it, &err));
	ck_assert(!xc_posting_iter_next(it, &err));
	OK(err.kind);
	xc_posting_iter_free(it);
	xc_writable_free(w);
}
END_TEST

START_TEST(positions_are_read_many_at_once)
{
	struct xc_document *doc = SOME(xc_document_new(&err));
	struct xc_term_iter *terms;
	struct xc_position_iter *it;
	uint32_t got[4];
	size_t n;

	xc_test_fill(doc, "x x x o x x x x");
	terms = SOME(xc_document_terms(doc, &err));
	ck_assert(xc_term_iter_skip_to(terms, "p", 1, &err));
	it = SOME(xc_term_iter_positions(terms, &err));
	ck_assert(xc_position_iter_skip_to(it, 2, &err));
	ck_assert_uint_eq(xc_position_iter_position(it), 2);
	OK(xc_position_iter_read(&n, got, 4, it, &err));
	ck_assert_uint_eq(n, 4);
	ck_assert_uint_eq(got[0], 3);
	ck_assert_uint_eq(got[1], 5);
	OK(xc_position_iter_read(&n, got, 4, it, &err));
	ck_assert_uint_eq(n, 1);
	ck_assert_uint_eq(got[0], 8);
	OK(xc_position_iter_read(&n, got, 4, it, &err));
	ck_assert_uint_eq(n, 0);
	xc_position_iter_free(it);
	xc_term_iter_free(terms);
	xc_document_free(doc);
}
END_TEST

START_TEST(an_iterator_that_failed_stays_failed)
{
	struct xc_writable *w = xc_test_database("db", harbour, 3);
	struct xc_database *db = SOME(xc_database_open("db", 0, &err));
	struct xc_posting_iter *it =
		SOME(xc_database_postings(db, "", 0, &err));
	int tries;

	xc_writable_free(w);
	OK(xc_database_close(db, &err));
	for (tries = 0; tries < 2; tries++) {
		while (xc_posting_iter_next(it, &err))
			continue;
		ck_assert(err.kind == XC_OK ||
			err.kind == XC_DATABASE_CLOSED_ERROR);
	}
	ck_assert_uint_eq(xc_posting_iter_docid(it), 0);
	NONE(XC_DATABASE_CLOSED_ERROR, xc_database_postings(db, "is", 2, &err));
	xc_posting_iter_free(it);
	xc_database_free(db);
}
END_TEST

START_TEST(a_slot_lists_its_values)
{
	struct xc_writable *w = xc_test_database("db", harbour, 3);
	struct xc_database *db = xc_writable_database(w);
	struct xc_document *doc = SOME(xc_database_document(db, 2, 0, &err));
	struct xc_bytes bound = XC_BYTES_INIT;
	struct xc_value_iter *it;
	uint32_t n;

	ck_assert_uint_eq(xc_document_docid(doc), 2);
	OK(xc_document_set_value(doc, 1, SIZED("v"), &err));
	OK(xc_writable_replace_document(w, 2, doc, &err));
	xc_document_free(doc);
	OK(xc_writable_commit(w, &err));
	OK(xc_database_value_freq(&n, db, 1, &err));
	ck_assert_uint_eq(n, 1);
	OK(xc_database_value_lower_bound(&bound, db, 1, &err));
	xc_test_holds(&bound, "v");
	OK(xc_database_value_upper_bound(&bound, db, 2, &err));
	xc_test_holds(&bound, "");
	it = SOME(xc_database_values(db, 1, &err));
	ck_assert(xc_value_iter_next(it, &err));
	OK(xc_value_iter_docid(&n, it, &err));
	ck_assert_uint_eq(n, 2);
	ck_assert(!xc_value_iter_next(it, &err));
	ck_assert_str_eq(xc_value_iter_value(it, NULL), "");
	xc_value_iter_free(it);
	NONE(XC_DOC_NOT_FOUND_ERROR, xc_database_document(db, 4, 0, &err));
	NONE(XC_INVALID_ARGUMENT_ERROR, xc_database_document(db, 0, 0, &err));
	xc_writable_free(w);
}
END_TEST

START_TEST(iterators_outlive_what_they_came_from)
{
	struct xc_document *doc = SOME(xc_document_new(&err));
	struct xc_database *db;
	struct xc_term_iter *own, *all;
	struct xc_posting_iter *postings;
	struct xc_position_iter *positions;

	xc_test_fill(doc, harbour[0]);
	own = SOME(xc_document_terms(doc, &err));
	xc_document_free(doc);
	ck_assert_str_eq(xc_test_terms(own), "a is out ship there ");
	xc_writable_free(xc_test_database("db", harbour, 3));
	db = SOME(xc_database_open("db", 0, &err));
	all = SOME(xc_database_terms(db, "s", 1, &err));
	postings = SOME(xc_database_postings(db, "is", 2, &err));
	positions = SOME(xc_database_positions(db, 1, "there", 5, &err));
	xc_database_free(db);
	ck_assert_str_eq(xc_test_terms(all), "ship ");
	ck_assert_str_eq(xc_test_docids(postings), "1 3 ");
	ck_assert_str_eq(xc_test_positions(positions), "1 6 ");
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("xapian-c-read");
	TCase *tc = xc_test_case(suite, "reading");

	tcase_add_test(tc, a_database_tells_its_figures);
	tcase_add_test(tc, terms_postings_and_positions_are_listed);
	tcase_add_test(tc, a_posting_tells_about_its_document);
	tcase_add_test(tc, positions_are_read_many_at_once);
	tcase_add_test(tc, an_iterator_that_failed_stays_failed);
	tcase_add_test(tc, a_slot_lists_its_values);
	tcase_add_test(tc, iterators_outlive_what_they_came_from);
	return xc_test_run(suite);
}
