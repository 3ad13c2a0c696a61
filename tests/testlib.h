/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests share: tables of rows in tests/data/, a folder of their own.
 */
#ifndef TESTLIB_H
#define TESTLIB_H

#include <check.h>

/* Whether AddressSanitizer watches: it takes memory of its own, and opens
 * files that a sandbox would refuse. */
#if defined(__SANITIZE_ADDRESS__)
#define TEST_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TEST_SANITIZED 1
#endif
#endif
#ifndef TEST_SANITIZED
#define TEST_SANITIZED 0
#endif

#include <saiga/strbuf.h>

/* The slice over a string literal, which may hold NULs. */
#define SLICE(literal) saiga_slice_of((literal), sizeof(literal) - 1)

/*
 * A table: rows of two lines, the input and what is expected of it, with an
 * empty line between rows and comments in lines that begin with #.  In both,
 * \n \r \t \\ \xHH \uHHHH stand for what they do in C, \uHHHH in UTF-8.  Spaces
 * at the end of a line count.
 */
struct test_row {
	struct saiga_slice input, expected; /* terminated, too */
	unsigned line;			    /* of the input, counted from 1 */
};

struct test_table {
	const char *name;
	struct saiga_strbuf bytes; /* of all rows, escapes resolved */
	struct test_row *rows;
	size_t n, cap;
};

/* Reads tests/data/<name>.test from the folder of the sources: $srcdir, as
 * automake sets it, or ".".  Leaves the program when it cannot. */
void test_table_read(struct test_table *table, const char *name);
void test_table_dispose(struct test_table *table);

/* The row i must be expected to give what was got, which is - in the table
 * where it is nothing; disposes that. */
void test_row_gives(
	const struct test_table *table, int i, struct saiga_strbuf *got);

/* Appends a file of the sources; its path begins under $srcdir. */
void test_read_source(const char *path, struct saiga_strbuf *out);

/* Appends the text with what a terminal would not show as escapes. */
void test_escape(struct saiga_slice text, struct saiga_strbuf *out);

/* A checked fixture: an empty folder, the test's working folder while it
 * runs, removed with all in it. */
void test_folder_setup(void);
void test_folder_teardown(void);

/* The folder's path. */
const char *test_folder(void);

/* Rows of an array, as tcase_add_loop_test wants them. */
#define COUNT(table) ((int)(sizeof(table) / sizeof(*(table))))

/* A new case of the suite. */
TCase *test_case(Suite *suite, const char *name);

/* Runs the suite and frees it; main's result. */
int test_run(Suite *suite);

#endif
