/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The binding: each operator new of a commit and of a search fails once, then
 * together with all that follow. */
#include "xc_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failalloc.h"

static const char *const texts[] = { "ship harbour", "ship sea", "sea" };

/* A call between failalloc_begin and _end: its kind is XC_OK or this. */
static bool
done(enum xc_error_kind kind)
{
	ck_assert_msg(kind == XC_OK || kind == XC_NO_MEMORY, "%s: %s",
		xc_error_kind_name(kind), err.message);
	ck_assert_int_eq(kind, err.kind);
	return kind == XC_OK;
}

/* One transaction; true if it was committed. */
static bool
write_documents(struct xc_writable *w)
{
	struct xc_document *doc;
	bool ok = done(xc_writable_begin_transaction(w, true, &err));
	size_t i;

	for (i = 0; ok && i < 3; i++) {
		struct xc_pair pair = { texts[i], strlen(texts[i]), 1 };

		doc = xc_document_new(&err);
		ok = done(err.kind) &&
			done(xc_document_add_pairs(doc, &pair, 1, 1, &err)) &&
			done(xc_document_set_data(
				doc, texts[i], strlen(texts[i]), &err));
		if (ok) {
			(void)!xc_writable_add_document(w, doc, &err);
			ok = done(err.kind);
		}
		xc_document_free(doc);
	}
	return ok && done(xc_writable_commit_transaction(w, &err));
}

static void
commit_with_failures(const char *path, bool sticky)
{
	int flags = XC_DB_CREATE_OR_OVERWRITE | XC_DB_NO_SYNC;
	struct xc_writable *w;
	bool failed = true, committed;
	long n;

	for (n = 1; failed; n++) {
		w = SOME(xc_writable_open(path, flags, 0, &err));
		failalloc_begin(n, sticky);
		committed = write_documents(w);
		xc_writable_free(w);
		failed = failalloc_end();
		ck_assert(committed || failed);
		ck_assert_uint_eq(xc_test_count(path), committed ? 3 : 0);
		xc_test_is_clean(path);
	}
	printf("# %s: %ld allocations\n", path, n);
}

START_TEST(a_commit_without_memory_is_whole_or_nothing)
{
	commit_with_failures("once", false);
	commit_with_failures("sticky", true);
}
END_TEST

/* Parses, searches and reads; true if all went well. */
static bool
search(const struct xc_database *db)
{
	struct xc_parser *parser = NULL;
	struct xc_query *query = NULL;
	struct xc_enquire *enquire = NULL;
	struct xc_mset *mset = NULL;
	struct xc_document *doc = NULL;
	struct xc_term_iter *it = NULL;
	struct xc_bytes text = XC_BYTES_INIT;
	bool ok;

	ok = (parser = xc_parser_new(&err)) != NULL &&
		(query = xc_parser_parse(parser, SIZED("ship AND sea"),
			 XC_PARSER_DEFAULT, &err)) != NULL &&
		(enquire = xc_enquire_new(db, &err)) != NULL &&
		done(xc_enquire_set_query(enquire, query, 0, &err)) &&
		(mset = xc_enquire_match(enquire, 0, 5, NULL, &err)) != NULL &&
		done(xc_mset_snippet(&text, mset, xc_slice_str("a ship at sea"),
			NULL, &err)) &&
		(doc = xc_mset_document(mset, 0, &err)) != NULL &&
		xc_document_data(doc, NULL, &err) != NULL &&
		(it = xc_document_terms(doc, &err)) != NULL;
	while (ok && xc_term_iter_next(it, &err))
		continue;
	ok = done(err.kind) && ok;
	xc_term_iter_free(it);
	xc_document_free(doc);
	xc_mset_free(mset);
	xc_enquire_free(enquire);
	xc_query_free(query);
	xc_parser_free(parser);
	xc_bytes_dispose(&text);
	return ok;
}

START_TEST(a_search_without_memory_says_so)
{
	struct xc_database *db;
	bool failed, ok = false;
	long n;
	int sticky;

	xc_writable_free(xc_test_database("db", texts, 3));
	db = SOME(xc_database_open("db", 0, &err));
	for (sticky = 0; sticky < 2; sticky++) {
		for (n = 1, failed = true; failed; n++) {
			failalloc_begin(n, sticky);
			ok = search(db);
			failed = failalloc_end();
			ck_assert(ok || failed);
		}
		ck_assert(ok);
		printf("# search: %ld allocations\n", n);
	}
	xc_database_free(db);
}
END_TEST

/* Whether failalloc works here: it does not under valgrind. */
static bool
can_fail(void)
{
	struct xc_document *doc;

	failalloc_begin(1, false);
	doc = xc_document_new(&err);
	failalloc_end();
	xc_document_free(doc);
	return doc == NULL;
}

int
main(void)
{
	Suite *suite;
	TCase *tc;

	if (!can_fail()) {
		puts("# operator new cannot be made to fail here: skipped");
		return 77;
	}
	suite = suite_create("xapian-c-nomem");
	tc = xc_test_case(suite, "nomem");
	tcase_set_tags(tc, "nomem");
	tcase_add_test(tc, a_commit_without_memory_is_whole_or_nothing);
	tcase_add_test(tc, a_search_without_memory_says_so);
	return xc_test_run(suite);
}
