/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of the binding share: a folder of their own, and a short way
 * to say that a call must go well or fail in a certain way. */
#ifndef XC_TEST_H
#define XC_TEST_H

#include <check.h>

#include <xapian-c.h>

/* Where every call of the tests reports. */
extern struct xc_error err;

/* The call must return XC_OK. */
#define OK(call) xc_test_kind(XC_OK, (call), #call)

/* The call must return this kind, and say so in err with a message. */
#define FAILS(kind, call) xc_test_kind((kind), (call), #call)

/* The call must return something, which is the value. */
#define SOME(call) xc_test_some((call), #call)

/* The call must return NULL, and err be of this kind. */
#define NONE(kind, call) xc_test_none((kind), (call), #call)

void xc_test_kind(
	enum xc_error_kind expected, enum xc_error_kind got, const char *call);
void *xc_test_some(void *got, const char *call);
void xc_test_none(
	enum xc_error_kind expected, const void *got, const char *call);

/* The bytes must be the string, which may hold NULs when given by SIZED. */
#define SIZED(literal) (literal), (sizeof(literal) - 1)
void xc_test_bytes(
	const char *data, size_t len, const char *expected, size_t n);

/* out holds the string; disposes it. */
void xc_test_holds(struct xc_bytes *out, const char *expected);

/* All terms that are left, each followed by a space; frees it; static. */
const char *xc_test_terms(struct xc_term_iter *it);

/* All document ids that are left, likewise. */
const char *xc_test_docids(struct xc_posting_iter *it);

/* All positions that are left, likewise. */
const char *xc_test_positions(struct xc_position_iter *it);

/* Adds to doc the words of text, cut at spaces, positions from 1. */
void xc_test_fill(struct xc_document *doc, const char *text);

/* A database at path of one document for each text, committed; open. */
struct xc_writable *xc_test_database(
	const char *path, const char *const *texts, size_t n);

/* Adds a document of these words; its id, or 0 with err set. */
uint32_t xc_test_add(struct xc_writable *w, const char *text);

/* The number of documents in the database. */
uint32_t xc_test_count_in(const struct xc_database *db);

/* The same for the database at path. */
uint32_t xc_test_count(const char *path);

/* A check of the database at path must find nothing. */
void xc_test_is_clean(const char *path);

/* A test case whose tests begin in an empty folder of their own. */
TCase *xc_test_case(Suite *suite, const char *name);

/* Runs the suite in a temporary folder and removes that; main's result. */
int xc_test_run(Suite *suite);

#endif
