/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The binding: writing, transactions, metadata, spelling and synonyms. */
#include "xc_test.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static const char *const harbour[] = {
	"there is a ship out there",
	"no ship came out",
	"the harbour is empty",
};

/* opening */

START_TEST(opening_what_is_not_there_says_so)
{
	NONE(XC_DATABASE_NOT_FOUND_ERROR, xc_database_open("no/db", 0, &err));
	NONE(XC_DATABASE_NOT_FOUND_ERROR,
		xc_database_open("no/db", XC_DB_BACKEND_GLASS, &err));
	NONE(XC_DATABASE_NOT_FOUND_ERROR,
		xc_database_open("no/db", XC_DB_BACKEND_STUB, &err));
	NONE(XC_DATABASE_NOT_FOUND_ERROR,
		xc_writable_open("no/db", XC_DB_OPEN, 0, &err));
	NONE(XC_DATABASE_CREATE_ERROR,
		xc_writable_open("no/db", XC_DB_CREATE, 0, &err));
	NONE(XC_INVALID_ARGUMENT_ERROR, xc_database_open_fd(-1, 0, &err));
}
END_TEST

START_TEST(a_second_writer_is_locked_out)
{
	struct xc_writable *w = xc_test_database("db", harbour, 1);

	NONE(XC_DATABASE_LOCK_ERROR,
		xc_writable_open("db", XC_DB_OPEN, 0, &err));
	ck_assert_ptr_nonnull(strstr(err.message, "db"));
	NONE(XC_DATABASE_CREATE_ERROR,
		xc_writable_open("db", XC_DB_CREATE, 0, &err));
	xc_writable_free(w);
	w = SOME(xc_writable_open("db", XC_DB_CREATE_OR_OVERWRITE, 0, &err));
	xc_writable_free(w);
	ck_assert_uint_eq(xc_test_count("db"), 0);
}
END_TEST

/* Of the same revision, which libxapian's own reopen takes for the same. */
START_TEST(a_reader_sees_another_folder)
{
	struct xc_writable *w = xc_test_database("db", harbour, 1);
	struct xc_database *db = SOME(xc_database_open("db", 0, &err));
	uint64_t first, second;
	bool changed;

	xc_writable_free(w);
	w = xc_test_database("fresh", harbour, 2);
	xc_writable_free(w);
	ck_assert_int_eq(rename("db", "old"), 0);
	ck_assert_int_eq(rename("fresh", "db"), 0);
	ck_assert_uint_eq(xc_test_count_in(db), 1);
	OK(xc_database_revision(&first, db, &err));
	OK(xc_database_reopen(&changed, db, &err));
	OK(xc_database_revision(&second, db, &err));
	ck_assert(changed);
	ck_assert_uint_eq(first, second);
	ck_assert_uint_eq(xc_test_count_in(db), 2);
	OK(xc_database_reopen(&changed, db, &err));
	ck_assert(!changed);
	xc_database_free(db);
}
END_TEST

START_TEST(a_reader_reopens_and_closes)
{
	struct xc_writable *w = xc_test_database("db", harbour, 1);
	struct xc_database *db = SOME(xc_database_open("db", 0, &err));
	bool changed;

	OK(xc_database_reopen(&changed, db, &err));
	ck_assert(!changed);
	ck_assert_uint_eq(xc_test_add(w, "more"), 2);
	OK(xc_writable_commit(w, &err));
	ck_assert_uint_eq(xc_test_count_in(db), 1);
	OK(xc_database_reopen(&changed, db, &err));
	ck_assert(changed);
	ck_assert_uint_eq(xc_test_count_in(db), 2);
	OK(xc_database_reopen(NULL, db, &err));
	OK(xc_database_close(db, &err));
	FAILS(XC_DATABASE_CLOSED_ERROR, xc_database_reopen(NULL, db, &err));
	FAILS(XC_INVALID_OPERATION_ERROR,
		xc_database_close(xc_writable_database(w), &err));
	xc_database_free(xc_writable_database(w));
	xc_database_free(db);
	xc_writable_free(w);
}
END_TEST

START_TEST(a_reader_two_commits_behind_is_told)
{
	struct xc_writable *w =
		SOME(xc_writable_open("db", XC_DB_NO_SYNC, 2048, &err));
	struct xc_database *db = NULL;
	struct xc_document *doc = SOME(xc_document_new(&err));
	char data[200];
	uint32_t docid;
	size_t i;
	int commits;

	/* more blocks of 2048 bytes than fit a cursor, not compressible */
	for (i = 0; i < sizeof(data); i++)
		data[i] = (char)rand();
	OK(xc_document_set_data(doc, data, sizeof(data), &err));
	for (commits = 0; commits < 4; commits++) {
		for (docid = 1; docid <= 100; docid++)
			OK(xc_writable_replace_document(w, docid, doc, &err));
		OK(xc_writable_commit(w, &err));
		if (db == NULL)
			db = SOME(xc_database_open("db", 0, &err));
	}
	xc_document_free(doc);
	for (docid = 1; docid <= 100 && err.kind == XC_OK; docid++) {
		doc = xc_database_document(db, docid, 0, &err);
		if (doc != NULL)
			(void)!xc_document_data(doc, NULL, &err);
		xc_document_free(doc);
	}
	FAILS(XC_DATABASE_MODIFIED_ERROR, err.kind);
	OK(xc_database_reopen(NULL, db, &err));
	ck_assert_uint_eq(xc_test_count_in(db), 100);
	xc_database_free(db);
	xc_writable_free(w);
}
END_TEST

/* what freeing a writer does */

START_TEST(freeing_a_writer_discards_what_is_not_committed)
{
	struct xc_writable *w = xc_test_database("db", harbour, 2);
	struct xc_database *db;
	struct xc_bytes value = XC_BYTES_INIT;

	ck_assert_uint_eq(xc_test_add(w, "not committed"), 3);
	OK(xc_writable_set_metadata(
		w, xc_slice_str("key"), xc_slice_str("value"), &err));
	ck_assert_uint_eq(xc_test_count_in(xc_writable_database(w)), 3);
	xc_writable_free(w);
	db = SOME(xc_database_open("db", 0, &err));
	ck_assert_uint_eq(xc_test_count_in(db), 2);
	OK(xc_database_metadata(&value, db, SIZED("key"), &err));
	xc_test_holds(&value, "");
	xc_database_free(db);
	xc_test_is_clean("db");
}
END_TEST

START_TEST(freeing_a_writer_discards_an_open_transaction)
{
	bool flushed;

	for (flushed = false;; flushed = true) {
		const char *path = flushed ? "flushed" : "joined";
		struct xc_writable *w = xc_test_database(path, harbour, 2);

		OK(xc_writable_begin_transaction(w, flushed, &err));
		ck_assert_uint_eq(xc_test_add(w, "not committed"), 3);
		xc_writable_free(w);
		ck_assert_uint_eq(xc_test_count(path), 2);
		if (flushed)
			break;
	}
}
END_TEST

START_TEST(what_a_freed_writer_made_is_closed)
{
	struct xc_writable *w = xc_test_database("db", harbour, 2), *again;
	struct xc_enquire *enquire =
		SOME(xc_enquire_new(xc_writable_database(w), &err));
	struct xc_query *query =
		SOME(xc_query_new_term(SIZED("ship"), 1, 0, &err));

	OK(xc_enquire_set_query(enquire, query, 0, &err));
	ck_assert_uint_eq(xc_test_add(w, "not committed"), 3);
	xc_writable_free(w);
	NONE(XC_DATABASE_CLOSED_ERROR,
		xc_enquire_match(enquire, 0, 10, NULL, &err));
	again = SOME(xc_writable_open("db", XC_DB_OPEN, 0, &err));
	xc_enquire_free(enquire);
	xc_query_free(query);
	ck_assert_uint_eq(xc_test_count_in(xc_writable_database(again)), 2);
	xc_writable_free(again);
}
END_TEST

START_TEST(discarding_keeps_the_writer)
{
	struct xc_writable *w = xc_test_database("db", harbour, 2);

	ck_assert_uint_eq(xc_test_add(w, "not committed"), 3);
	OK(xc_writable_discard(w, &err));
	OK(xc_writable_begin_transaction(w, true, &err));
	ck_assert_uint_eq(xc_test_add(w, "neither"), 3);
	OK(xc_writable_discard(w, &err));
	ck_assert_uint_eq(xc_test_add(w, "committed"), 3);
	OK(xc_writable_commit(w, &err));
	xc_writable_free(w);
	ck_assert_uint_eq(xc_test_count("db"), 3);
	xc_test_is_clean("db");
}
END_TEST

START_TEST(in_memory_there_are_no_transactions)
{
	struct xc_writable *w =
		SOME(xc_writable_open("", XC_DB_BACKEND_INMEMORY, 0, &err));

	ck_assert_uint_eq(xc_test_add(w, harbour[0]), 1);
	FAILS(XC_UNIMPLEMENTED_ERROR,
		xc_writable_begin_transaction(w, true, &err));
	FAILS(XC_UNIMPLEMENTED_ERROR, xc_writable_discard(w, &err));
	ck_assert_uint_eq(xc_test_count_in(xc_writable_database(w)), 1);
	xc_writable_free(w);
}
END_TEST

/* transactions and failures */

START_TEST(a_transaction_is_all_or_nothing)
{
	struct xc_writable *w = xc_test_database("db", harbour, 1);

	OK(xc_writable_begin_transaction(w, true, &err));
	FAILS(XC_INVALID_OPERATION_ERROR,
		xc_writable_begin_transaction(w, true, &err));
	FAILS(XC_INVALID_OPERATION_ERROR, xc_writable_commit(w, &err));
	ck_assert_uint_eq(xc_test_add(w, "one"), 2);
	OK(xc_writable_cancel_transaction(w, &err));
	FAILS(XC_INVALID_OPERATION_ERROR,
		xc_writable_cancel_transaction(w, &err));
	FAILS(XC_INVALID_OPERATION_ERROR,
		xc_writable_commit_transaction(w, &err));
	OK(xc_writable_begin_transaction(w, true, &err));
	ck_assert_uint_eq(xc_test_add(w, "two"), 2);
	ck_assert_uint_eq(xc_test_add(w, "three"), 3);
	ck_assert_uint_eq(xc_test_count("db"), 1);
	OK(xc_writable_commit_transaction(w, &err));
	ck_assert_uint_eq(xc_test_count("db"), 3);
	xc_writable_free(w);
}
END_TEST

START_TEST(a_term_that_does_not_fit_drops_the_batch)
{
	struct xc_writable *w = xc_test_database("db", harbour, 1);
	char term[XC_TERM_MAX + 2];

	memset(term, 'x', sizeof(term));
	term[XC_TERM_MAX + 1] = '\0';
	ck_assert(!xc_term_fits(term, XC_TERM_MAX + 1));
	ck_assert_uint_eq(xc_test_add(w, "pending"), 2);
	ck_assert_uint_eq(xc_test_add(w, term), 0);
	FAILS(XC_INVALID_ARGUMENT_ERROR, err.kind);
	OK(xc_writable_commit(w, &err));
	ck_assert_uint_eq(xc_test_count_in(xc_writable_database(w)), 1);
	term[XC_TERM_MAX] = '\0';
	ck_assert(xc_term_fits(term, XC_TERM_MAX));
	ck_assert_uint_ne(xc_test_add(w, term), 0);
	OK(xc_writable_commit(w, &err));
	xc_writable_free(w);
}
END_TEST

START_TEST(a_failed_commit_is_not_made_up_for)
{
	struct xc_writable *w = xc_test_database("db", harbour, 1);
	struct rlimit old, small;
	char word[16];
	int i;

	for (i = 0; i < 2000; i++) {
		snprintf(word, sizeof(word), "word%d", i);
		ck_assert_uint_ne(xc_test_add(w, word), 0);
	}
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small = old;
	small.rlim_cur = 32768;
	setrlimit(RLIMIT_FSIZE, &small);
	FAILS(XC_DATABASE_ERROR, xc_writable_commit(w, &err));
	setrlimit(RLIMIT_FSIZE, &old);
	xc_writable_free(w);
	ck_assert_uint_eq(xc_test_count("db"), 1);
	xc_test_is_clean("db");
}
END_TEST

START_TEST(a_nul_in_a_term_counts_twice)
{
	static const char nuls[123];
	struct xc_writable *w = xc_test_database("db", harbour, 0);
	struct xc_document *doc = SOME(xc_document_new(&err));

	ck_assert(!xc_term_fits("", 0));
	ck_assert(!xc_term_fits(nuls, 123));
	ck_assert(xc_term_fits(nuls, 122));
	OK(xc_document_add_term(doc, nuls, 122, 1, &err));
	ck_assert_uint_eq(xc_writable_add_document(w, doc, &err), 1);
	OK(xc_writable_commit(w, &err));
	ck_assert_str_eq(xc_test_docids(SOME(xc_database_postings(
				 xc_writable_database(w), nuls, 122, &err))),
		"1 ");
	xc_document_free(doc);
	xc_writable_free(w);
}
END_TEST

START_TEST(documents_are_replaced_and_deleted)
{
	struct xc_writable *w = xc_test_database("db", harbour, 3);
	struct xc_document *doc = SOME(xc_document_new(&err));

	xc_test_fill(doc, "Qid new");
	ck_assert_uint_eq(
		xc_writable_replace_by_term(w, SIZED("Qid"), doc, &err), 4);
	ck_assert_uint_eq(
		xc_writable_replace_by_term(w, SIZED("Qid"), doc, &err), 4);
	ck_assert_uint_eq(
		xc_writable_replace_by_term(w, SIZED("ship"), doc, &err), 1);
	OK(xc_writable_replace_document(w, 9, doc, &err));
	ck_assert_uint_eq(
		xc_writable_replace_by_term(w, NULL, 0, doc, &err), 0);
	FAILS(XC_INVALID_ARGUMENT_ERROR, err.kind);
	xc_document_free(doc);
	OK(xc_writable_delete_document(w, 3, &err));
	FAILS(XC_DOC_NOT_FOUND_ERROR, xc_writable_delete_document(w, 3, &err));
	OK(xc_writable_delete_by_term(w, SIZED("absent"), &err));
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_writable_delete_by_term(w, "", 0, &err));
	ck_assert_str_eq(xc_test_docids(SOME(xc_database_postings(
				 xc_writable_database(w), "", 0, &err))),
		"1 4 9 ");
	OK(xc_writable_commit(w, &err));
	xc_writable_free(w);
	xc_test_is_clean("db");
}
END_TEST

START_TEST(metadata_is_kept_by_key)
{
	struct xc_writable *w = xc_test_database("db", harbour, 1);
	struct xc_database *db = xc_writable_database(w);
	struct xc_bytes value = XC_BYTES_INIT;
	char key[300];

	OK(xc_writable_set_metadata(w, xc_slice_of(SIZED("k\0y")),
		xc_slice_of(SIZED("v\0")), &err));
	OK(xc_writable_set_metadata(
		w, xc_slice_str("l"), xc_slice_str("w"), &err));
	OK(xc_database_metadata(&value, db, SIZED("k\0y"), &err));
	xc_test_bytes(value.data, value.len, SIZED("v\0"));
	OK(xc_database_metadata(&value, db, SIZED("k"), &err));
	xc_test_holds(&value, "");
	OK(xc_writable_set_metadata(
		w, xc_slice_of(SIZED("k\0y")), xc_slice_of(NULL, 0), &err));
	OK(xc_writable_commit(w, &err));
	ck_assert_str_eq(
		xc_test_terms(SOME(xc_database_metadata_keys(db, "", 0, &err))),
		"l ");
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_database_metadata(&value, db, "", 0, &err));
	ck_assert_ptr_null(value.data);
	memset(key, 'k', sizeof(key));
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_writable_set_metadata(w, xc_slice_of(key, sizeof(key)),
			xc_slice_str("v"), &err));
	xc_writable_free(w);
}
END_TEST

START_TEST(spellings_and_synonyms_are_kept)
{
	struct xc_writable *w = xc_test_database("db", harbour, 1);
	struct xc_database *db = xc_writable_database(w);
	struct xc_bytes word = XC_BYTES_INIT;
	struct xc_term_iter *it;
	uint32_t freq;

	OK(xc_writable_add_spelling(w, SIZED("harbour"), 3, &err));
	OK(xc_writable_add_spelling(w, SIZED("ship"), 1, &err));
	OK(xc_writable_remove_spelling(w, SIZED("ship"), 1, &err));
	OK(xc_writable_add_synonym(
		w, xc_slice_str("ship"), xc_slice_str("boat"), &err));
	OK(xc_writable_add_synonym(
		w, xc_slice_str("ship"), xc_slice_str("vessel"), &err));
	OK(xc_writable_add_synonym(
		w, xc_slice_str("sea"), xc_slice_str("ocean"), &err));
	OK(xc_writable_remove_synonym(
		w, xc_slice_str("ship"), xc_slice_str("boat"), &err));
	OK(xc_writable_clear_synonyms(w, SIZED("sea"), &err));
	OK(xc_writable_commit(w, &err));
	OK(xc_database_suggest(&word, db, xc_slice_str("harbor"), 2, &err));
	xc_test_holds(&word, "harbour");
	it = SOME(xc_database_spellings(db, &err));
	ck_assert(xc_term_iter_next(it, &err));
	OK(xc_term_iter_freq(&freq, it, &err));
	ck_assert_uint_eq(freq, 3);
	ck_assert(!xc_term_iter_next(it, &err));
	xc_term_iter_free(it);
	ck_assert_str_eq(xc_test_terms(SOME(xc_database_synonyms(
				 db, SIZED("ship"), &err))),
		"vessel ");
	ck_assert_str_eq(
		xc_test_terms(SOME(xc_database_synonym_keys(db, "", 0, &err))),
		"ship ");
	xc_writable_free(w);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("xapian-c-write");
	TCase *tc = xc_test_case(suite, "opening");

	tcase_add_test(tc, opening_what_is_not_there_says_so);
	tcase_add_test(tc, a_second_writer_is_locked_out);
	tcase_add_test(tc, a_reader_reopens_and_closes);
	tcase_add_test(tc, a_reader_sees_another_folder);
	tcase_add_test(tc, a_reader_two_commits_behind_is_told);
	tc = xc_test_case(suite, "freeing");
	tcase_add_test(tc, freeing_a_writer_discards_what_is_not_committed);
	tcase_add_test(tc, freeing_a_writer_discards_an_open_transaction);
	tcase_add_test(tc, what_a_freed_writer_made_is_closed);
	tcase_add_test(tc, discarding_keeps_the_writer);
	tcase_add_test(tc, in_memory_there_are_no_transactions);
	tc = xc_test_case(suite, "changing");
	tcase_add_test(tc, a_transaction_is_all_or_nothing);
	tcase_add_test(tc, a_term_that_does_not_fit_drops_the_batch);
	tcase_add_test(tc, a_failed_commit_is_not_made_up_for);
	tcase_add_test(tc, a_nul_in_a_term_counts_twice);
	tcase_add_test(tc, documents_are_replaced_and_deleted);
	tcase_add_test(tc, metadata_is_kept_by_key);
	tcase_add_test(tc, spellings_and_synonyms_are_kept);
	return xc_test_run(suite);
}
