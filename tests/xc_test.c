/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the binding share. */
#include "xc_test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct xc_error err;

/*
 * The sanitizers ask the program, by these names, what to overlook: faults of
 * libxapian's own.  Its check frees a table as its base class, and it leaks
 * where an exception, such as a callback's failure, crosses its compaction,
 * its query parser or its matcher.
 */
const char *__asan_default_options(void);
const char *__lsan_default_suppressions(void);

const char *
__asan_default_options(void)
{
	return "new_delete_type_mismatch=0";
}

const char *
__lsan_default_suppressions(void)
{
	return "leak:libxapian.so\n";
}

static char root[] = "/tmp/xapian-c-XXXXXX";
static char list[4096];

void
xc_test_kind(
	enum xc_error_kind expected, enum xc_error_kind got, const char *call)
{
	ck_assert_msg(got == expected, "%s: %s, not %s: %s", call,
		xc_error_kind_name(got), xc_error_kind_name(expected),
		err.message);
	ck_assert_int_eq(err.kind, got);
	ck_assert_msg((got == XC_OK) == (err.message[0] == '\0'),
		"%s: message \"%s\"", call, err.message);
}

void *
xc_test_some(void *got, const char *call)
{
	ck_assert_msg(got != NULL, "%s: %s: %s", call,
		xc_error_kind_name(err.kind), err.message);
	xc_test_kind(XC_OK, err.kind, call);
	return got;
}

void
xc_test_none(enum xc_error_kind expected, const void *got, const char *call)
{
	ck_assert_msg(got == NULL, "%s: not NULL", call);
	xc_test_kind(expected, err.kind, call);
}

void
xc_test_bytes(const char *data, size_t len, const char *expected, size_t n)
{
	ck_assert_msg(len == n && memcmp(data, expected, n) == 0,
		"\"%.*s\" (%zu bytes), not \"%.*s\" (%zu)", (int)len, data, len,
		(int)n, expected, n);
	ck_assert_int_eq(data[len], '\0');
}

void
xc_test_holds(struct xc_bytes *out, const char *expected)
{
	ck_assert_ptr_nonnull(out->data);
	xc_test_bytes(out->data, out->len, expected, strlen(expected));
	xc_bytes_dispose(out);
}

static void
append(const char *data, size_t len)
{
	size_t used = strlen(list);

	ck_assert_uint_lt(used + len + 1, sizeof(list));
	memcpy(list + used, data, len);
	memcpy(list + used + len, " ", 2);
}

static void
append_number(uint32_t n)
{
	char digits[16];

	append(digits, (size_t)snprintf(digits, sizeof(digits), "%u", n));
}

const char *
xc_test_terms(struct xc_term_iter *it)
{
	const char *term;
	size_t len;

	list[0] = '\0';
	while (xc_term_iter_next(it, &err)) {
		term = xc_term_iter_term(it, &len);
		append(term, len);
	}
	OK(err.kind);
	xc_term_iter_free(it);
	return list;
}

const char *
xc_test_docids(struct xc_posting_iter *it)
{
	list[0] = '\0';
	while (xc_posting_iter_next(it, &err))
		append_number(xc_posting_iter_docid(it));
	OK(err.kind);
	xc_posting_iter_free(it);
	return list;
}

const char *
xc_test_positions(struct xc_position_iter *it)
{
	list[0] = '\0';
	while (xc_position_iter_next(it, &err))
		append_number(xc_position_iter_position(it));
	OK(err.kind);
	xc_position_iter_free(it);
	return list;
}

void
xc_test_fill(struct xc_document *doc, const char *text)
{
	struct xc_pair pairs[64];
	size_t n = 0;

	while (*text != '\0') {
		ck_assert_uint_lt(n, 64);
		pairs[n].term = text;
		pairs[n].term_len = strcspn(text, " ");
		pairs[n].position = (uint32_t)n + 1;
		text += pairs[n++].term_len;
		text += strspn(text, " ");
	}
	OK(xc_document_add_pairs(doc, pairs, n, 1, &err));
}

struct xc_writable *
xc_test_database(const char *path, const char *const *texts, size_t n)
{
	struct xc_writable *w = SOME(
		xc_writable_open(path, XC_DB_CREATE | XC_DB_NO_SYNC, 0, &err));
	struct xc_document *doc;
	size_t i;

	for (i = 0; i < n; i++) {
		doc = SOME(xc_document_new(&err));
		xc_test_fill(doc, texts[i]);
		OK(xc_document_set_data(doc, texts[i], strlen(texts[i]), &err));
		ck_assert_uint_eq(
			xc_writable_add_document(w, doc, &err), i + 1);
		xc_document_free(doc);
	}
	OK(xc_writable_commit(w, &err));
	return w;
}

uint32_t
xc_test_add(struct xc_writable *w, const char *text)
{
	struct xc_document *doc = SOME(xc_document_new(&err));
	uint32_t docid;

	xc_test_fill(doc, text);
	docid = xc_writable_add_document(w, doc, &err);
	xc_document_free(doc);
	return docid;
}

uint32_t
xc_test_count_in(const struct xc_database *db)
{
	struct xc_database_stats stats;

	OK(xc_database_get_stats(&stats, db, &err));
	return stats.doc_count;
}

uint32_t
xc_test_count(const char *path)
{
	struct xc_database *db = SOME(xc_database_open(path, 0, &err));
	uint32_t count = xc_test_count_in(db);

	xc_database_free(db);
	return count;
}

void
xc_test_is_clean(const char *path)
{
	struct xc_bytes report = XC_BYTES_INIT;
	size_t faults;

	OK(xc_database_check(
		&faults, &report, path, XC_CHECK_SHOW_STATS, &err));
	ck_assert_msg(faults == 0, "%s", report.data);
	ck_assert_uint_gt(report.len, 0);
	xc_bytes_dispose(&report);
}

static void
enter_new_folder(void)
{
	static int n;
	char name[64];

	snprintf(name, sizeof(name), "%s/%ld-%d", root, (long)getpid(), n++);
	ck_assert_int_eq(mkdir(name, 0700), 0);
	ck_assert_int_eq(chdir(name), 0);
}

TCase *
xc_test_case(Suite *suite, const char *name)
{
	TCase *tc = tcase_create(name);

	tcase_add_checked_fixture(tc, enter_new_folder, NULL);
	suite_add_tcase(suite, tc);
	return tc;
}

static void
remove_tree(const char *path)
{
	DIR *dir = opendir(path);
	const struct dirent *entry;
	char child[1024];

	while (dir != NULL && (entry = readdir(dir)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
			strcmp(entry->d_name, "..") == 0)
			continue;
		snprintf(child, sizeof(child), "%s/%s", path, entry->d_name);
		if (unlink(child) != 0)
			remove_tree(child);
	}
	if (dir != NULL)
		closedir(dir);
	rmdir(path);
}

int
xc_test_run(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	int failed;

	if (mkdtemp(root) == NULL) {
		perror(root);
		return EXIT_FAILURE;
	}
	srunner_run_all(runner, CK_ENV);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	if (chdir("/") == 0)
		remove_tree(root);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
