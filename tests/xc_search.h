/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small database and a search of it, for the tests of searching. */
#ifndef XC_SEARCH_H
#define XC_SEARCH_H

#include "xc_test.h"

/* The texts of documents 1 to 4. */
extern const char *const xs_texts[4];

/*
 * The search: for "ship", in a database of the texts where document n has
 * "0" in slot 0 if it is even and "1" if it is odd, and the number 5 - n in
 * slot 1.
 */
extern struct xc_enquire *xs_enquire;

/* Makes it a search for another query, which it frees. */
void xs_search_for(struct xc_query *query);

/* The ids that the search finds, in order, must be these digits. */
void xs_finds(const char *expected);

/* A test case whose tests begin with the search. */
TCase *xs_case(Suite *suite, const char *name);

#endif
