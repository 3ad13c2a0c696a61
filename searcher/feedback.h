/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the best articles are about: articles that are like them move up.  The
 * cluster hypothesis says that relevant articles resemble each other; F. Diaz,
 * Regularizing Ad Hoc Retrieval Scores, CIKM 2005, smooths scores by it.
 */
#ifndef SEARCHER_FEEDBACK_H
#define SEARCHER_FEEDBACK_H

#include "order.h"

/* How much is learnt, and from whom. */
struct feedback_depth {
	size_t teachers;    /* articles, the best, that tell words */
	double temperature; /* how soon they count less: a teacher's score that
	                     * is this share of the best below it, by e */
	size_t words;       /* that are kept */
	double share;       /* of the score */
	uint32_t articles;  /* the best, that are scored anew */
};

extern const struct feedback_depth feedback_default, feedback_deep;

struct feedback;

/* Learns from the best of the n articles; *out is the caller's, and NULL when
 * there is nothing to learn. */
SAIGA_CHECKED enum saiga_status feedback_new(struct feedback **out,
	struct search *s, const struct ranked *best, size_t n,
	const struct feedback_depth *depth);

void feedback_free(struct feedback *feedback);

/* Sets how like them each of the articles is, whose likeness is 0 so far: 0 and
 * up, a cosine times a constant.  Sorts the list by docid. */
SAIGA_CHECKED enum saiga_status feedback_compare(
	struct feedback *feedback, struct ranked **articles, size_t n);

/* Sets *out to a query for the words learnt, but for those of more than a tenth
 * of the articles; the caller's. */
SAIGA_CHECKED enum saiga_status feedback_query(
	struct xc_query **out, const struct feedback *feedback);

#endif
