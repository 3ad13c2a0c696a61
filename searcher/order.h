/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A search under way, and the order of the articles it finds. */
#ifndef SEARCHER_ORDER_H
#define SEARCHER_ORDER_H

#include "search.h"

#define SEARCH_COUNTED 1000u /* beyond a page, so that few are counted exactly */

struct search {
	struct xc_database *db;
	const struct search_options *options;
	struct finder finder;
	struct search_results *results;
	struct saiga_error *err;
};

/* An article that matches, before it is fetched. */
struct ranked {
	uint32_t docid;
	uint32_t level; /* comes before the score: which day it is of */
	double score;
	double fresh;    /* the share of its score that its age leaves it */
	double kept;     /* the share of its own score that is in the score */
	double likeness; /* what being like the best adds, before its age */
	char id[SAIGA_ID_LEN + 1]; /* looked up where it has equals */
};

struct ranking {
	struct ranked *items;
	size_t n, cap;
};

void ranking_dispose(struct ranking *ranking);

/* Adds to the results how many articles match. */
void ranking_count(struct search *s, const struct xc_mset *mset);

/*
 * The best n articles that match, or newest or oldest as the options ask,
 * best first; equals stand in the order of their ids.
 */
SAIGA_CHECKED enum saiga_status ranking_match(
	struct ranking *out, struct search *s, uint32_t n);

/* The same, the best by relevance scored anew by how like the very best they
 * are, unless the options ask for none of that: rerank.c. */
SAIGA_CHECKED enum saiga_status ranking_make(
	struct ranking *out, struct search *s, uint32_t n);

/* Best first; equals in the order of their ids. */
SAIGA_CHECKED enum saiga_status ranking_sort(
	struct ranking *ranking, struct search *s);

/* The score without the last 12 of its 52 bits: scores that are equal but for
 * the order in which they were added up, which is another in each shard, are
 * to be equal. */
double ranking_round(double score);

/* Sets what its age leaves an item of its score, and takes off the rest. */
SAIGA_CHECKED enum saiga_status ranking_age(
	struct search *s, struct ranked *item);

/* Notes in the query how many articles that match have no date. */
SAIGA_CHECKED enum saiga_status ranking_note_undated(struct search *s);

/* Sets the share of its score that the article keeps: 1 without --recent. */
SAIGA_CHECKED enum saiga_status ranking_recency(double *out,
	const struct search *s, const struct xc_document *doc);

/* Whether the order is that of days: asked for, or of a query that scores
 * nothing. */
bool search_by_day(const struct search *s);

/* A search for the query by the weights of articles: search.c. */
struct xc_enquire *search_enquire(const struct search *s,
	const struct xc_query *query, struct xc_error *xerr);

/* Matches with a query and weights of articles: search.c.  The best max of
 * those whose score is least at the least; more are counted. */
struct xc_mset *search_match(struct search *s, const struct xc_query *query,
	uint32_t max, double least, struct xc_error *xerr);

/* Sets the page of the flat list in the results: flat.c. */
SAIGA_CHECKED enum saiga_status flat_list(struct search *s);

#endif
