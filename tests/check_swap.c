/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of store/: a new index takes the place of another. */
#define _GNU_SOURCE /* renameat2 */
#include "places.h"
#include "testlib.h"

#include <saiga/store.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool cannot_exchange;

/* The C library's, or that of a file system which cannot exchange names. */
int
renameat2(int from_dir, const char *from, int to_dir, const char *to,
	unsigned flags)
{
	if (!cannot_exchange)
		return (int)syscall(
			SYS_renameat2, from_dir, from, to_dir, to, flags);
	errno = access(to, F_OK) == 0 ? EINVAL : ENOENT;
	return -1;
}

/* Makes an index with so many articles; it is the caller's, and locked. */
static struct xc_writable *
make_index(const char *path, int articles)
{
	struct xc_writable *w =
		xc_writable_open(path, XC_DB_CREATE_OR_OVERWRITE, 0, NULL);
	struct xc_document *doc = xc_document_new(NULL);

	ck_assert_ptr_nonnull(w);
	while (articles-- > 0)
		ck_assert_uint_ne(xc_writable_add_document(w, doc, NULL), 0);
	ck_assert_int_eq(xc_writable_commit(w, NULL), XC_OK);
	xc_document_free(doc);
	return w;
}

/* What is there, and what the swap says. */
static const struct {
	const char *made; /* beside index/ and fresh/ */
	const char *path;
	bool slowly; /* without an exchange of names */
	enum saiga_status status;
} swaps[] = {
	{ "", "index", false, SAIGA_OK },
	{ "", "index/", false, SAIGA_OK },
	{ "link->index", "link", false, SAIGA_OK },
	{ "", "none", false, SAIGA_OK },
	{ "", "none/index", false, SAIGA_IO },
	{ "", "index", true, SAIGA_OK },
	{ "", "none", true, SAIGA_OK },
	{ "index.saiga-old/ index.saiga-old/iamglass", "index", true,
		SAIGA_OK },
	{ "index.saiga-old/ index.saiga-old/letter.txt", "index", true,
		SAIGA_IO },
};

START_TEST(the_new_one_takes_the_place)
{
	const char *path = swaps[_i].path;
	bool there = strncmp(path, "none", 4) != 0;
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_writable *w, *other;
	struct xc_database *db;
	struct xc_database_stats stats;
	struct xc_error xerr;
	struct stat st;

	ck_assert_int_eq(chdir(test_folder()), 0);
	w = make_index("index", 1);
	xc_writable_free(make_index("fresh", 2));
	place_all(swaps[_i].made);
	ck_assert_int_eq(chmod("index", 0750), 0);
	cannot_exchange = swaps[_i].slowly;
	ck_assert_int_eq(
		saiga_store_swap("fresh", path, &err), swaps[_i].status);
	if (swaps[_i].status == SAIGA_OK) {
		ck_assert_int_ne(access("fresh", F_OK), 0);
		ck_assert_int_ne(access("index.saiga-old", F_OK), 0);
		db = xc_database_open(path, 0, NULL);
		ck_assert_int_eq(
			xc_database_get_stats(&stats, db, NULL), XC_OK);
		ck_assert_uint_eq(stats.doc_count, 2);
		xc_database_free(db);
	}
	if (swaps[_i].status == SAIGA_OK && there) {
		ck_assert_int_eq(stat(path, &st), 0);
		ck_assert_uint_eq(st.st_mode & 0777, 0750);
		/* The lock that was held is the new one's. */
		other = xc_writable_open(path, XC_DB_OPEN, 0, &xerr);
		ck_assert_ptr_null(other);
		ck_assert_int_eq(xerr.kind, XC_DATABASE_LOCK_ERROR);
		xc_writable_free(w);
		w = xc_writable_open(path, XC_DB_OPEN, 0, &xerr);
		ck_assert_ptr_nonnull(w);
	}
	xc_writable_free(w);
}
END_TEST

/* What a killed run left, and whether it may go. */
static const struct {
	const char *made;
	enum saiga_status status;
} clears[] = {
	{ "", SAIGA_OK },
	{ "new/", SAIGA_OK },
	{ "new/ new/iamglass new/flintlock new/postlist.glass", SAIGA_OK },
	{ "new/ new/0/ new/0/1/ new/0/1/docdata.glass new/words.tmp",
		SAIGA_OK },
	{ "new/ new/index/ new/index/XAPIANDB new/index/0/ "
	  "new/index/0/iamglass",
		SAIGA_OK },
	{ "new/ new/letter.txt", SAIGA_INVALID },
	{ "new/ new/0/ new/0/letter.txt", SAIGA_INVALID },
	{ "new", SAIGA_INVALID },
	{ "folder/ new->folder", SAIGA_INVALID },
	{ "folder/ folder/a.tmp new/ new/0->../folder", SAIGA_INVALID },
};

START_TEST(only_what_is_ours_is_cleared)
{
	struct saiga_error err = SAIGA_ERROR_INIT;

	ck_assert_int_eq(chdir(test_folder()), 0);
	place_all(clears[_i].made);
	ck_assert_int_eq(saiga_store_clear("new", &err), clears[_i].status);
	ck_assert_int_eq(
		access("new", F_OK) == 0, clears[_i].status != SAIGA_OK);
	if (strstr(clears[_i].made, "letter") != NULL)
		ck_assert(access("new/letter.txt", F_OK) == 0 ||
			access("new/0/letter.txt", F_OK) == 0);
	if (strstr(clears[_i].made, "folder/a.tmp") != NULL)
		ck_assert_int_eq(access("folder/a.tmp", F_OK), 0);
}
END_TEST

/* Which stubs in a folder are of an index that was spread. */
static const struct {
	const char *stub; /* NULL: there is none */
	unsigned shards;
} stubs[] = {
	{ "auto 0\n", 1 },
	{ "auto 0\nauto 1\nauto 2\n", 3 },
	{ "auto 1\nauto 0\n", 0 },
	{ "auto 0\nauto 2\n", 0 },
	{ "auto replica_0\n", 0 },
	{ "auto 0\nauto ../1\n", 0 },
	{ "auto 0\nremote :touch ran\n", 0 },
	{ "", 0 },
	{ NULL, 0 },
};

START_TEST(a_spread_index_is_known_by_its_stub)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	unsigned n = stubs[_i].shards;
	char want[32];
	FILE *file;

	ck_assert_int_eq(chdir(test_folder()), 0);
	place_all("index/");
	file = stubs[_i].stub == NULL ? NULL : fopen("index/XAPIANDB", "w");
	if (file != NULL) {
		fputs(stubs[_i].stub, file);
		fclose(file);
	}
	ck_assert_uint_eq(saiga_store_spread("index"), n);
	ck_assert_uint_eq(saiga_store_spread("index/"), n);
	ck_assert_int_eq(saiga_store_check_single("index", &err),
		n > 0 ? SAIGA_UNSUPPORTED : SAIGA_OK);
	snprintf(want, sizeof(want), "over %u shards", n);
	ck_assert(n == 0 || strstr(err.msg, want) != NULL);
	if (n > 0)
		ck_assert_int_eq(
			saiga_stub_write("index", n + 1, &err), SAIGA_OK);
	ck_assert_uint_eq(saiga_store_spread("index"), n > 0 ? n + 1 : 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("swap");
	TCase *tc = tcase_create("swap");

	tcase_add_checked_fixture(tc, test_folder_setup, test_folder_teardown);
	tcase_add_loop_test(tc, the_new_one_takes_the_place, 0,
		sizeof(swaps) / sizeof(*swaps));
	tcase_add_loop_test(tc, only_what_is_ours_is_cleared, 0,
		sizeof(clears) / sizeof(*clears));
	tcase_add_loop_test(tc, a_spread_index_is_known_by_its_stub, 0,
		sizeof(stubs) / sizeof(*stubs));
	suite_add_tcase(suite, tc);
	return test_run(suite);
}
