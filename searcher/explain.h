/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the scores of the results come from. */
#ifndef SEARCHER_EXPLAIN_H
#define SEARCHER_EXPLAIN_H

#include "order.h"

/* Sets weights[i] to what the query, weighed as articles are, gives the i-th
 * article of the results: 0 where it does not find it. */
SAIGA_CHECKED enum saiga_status explain_weigh(double *weights,
	struct search *s, const struct xc_query *query);

/*
 * Fills the parts of all articles and passages of the results.  This is the
 * one place where parts are made; those of an article add up to its score, and
 * those of a passage to the passage's.
 */
SAIGA_CHECKED enum saiga_status explain_results(struct search *s);

#endif
