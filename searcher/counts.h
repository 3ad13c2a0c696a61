/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts the values of all articles that match a search. */
#ifndef SEARCHER_COUNTS_H
#define SEARCHER_COUNTS_H

#include <saiga/store.h>

struct saiga_lexicon;

/* What is counted; each is a slot of the index. */
enum count {
	COUNT_DAYS,
	COUNT_PUBLISHERS,
	COUNT_LANGUAGES,
	COUNT_AUTHORS,
	COUNTS
};

/* A value, lent by the lexicon, and how many articles have it. */
struct counted_value {
	struct saiga_slice value;
	uint32_t articles;
};

struct counted {
	struct saiga_lexicon *values; /* NULL: not counted */
	struct counted_value *items;  /* in the order of their bytes */
	size_t n, cap;
	uint32_t without; /* articles that have no value */
};

struct counts {
	struct counted of[COUNTS];
	uint32_t articles; /* that match, where any is counted */
};

/* Counts everything if all, or only days if days, in all articles that the
 * query finds; *out is to be disposed of. */
SAIGA_CHECKED enum saiga_status counts_make(struct counts *out,
	const struct xc_database *db, const struct xc_query *query, bool all,
	bool days, struct saiga_error *err);

/* Told of a value, lent for the call, and how many articles have it; anything
 * but OK ends. */
typedef enum saiga_status (*counts_visit_fn)(
	void *payload, struct saiga_slice value, uint32_t articles);

/* Goes over the values that were counted, in the order of their bytes;
 * *unknown becomes the number of articles that have none. */
SAIGA_CHECKED enum saiga_status counts_each(const struct counts *counts,
	enum count which, counts_visit_fn visit, void *payload,
	uint32_t *unknown, struct saiga_error *err);

void counts_dispose(struct counts *counts);

#endif
