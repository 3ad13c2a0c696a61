/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an index holds, at a glance: from its terms, without its articles. */
#ifndef SEARCHER_COLLECTION_H
#define SEARCHER_COLLECTION_H

#include <saiga/store.h>

struct collection_value {
	struct saiga_strbuf name; /* as an article has it; "ru" */
	uint32_t articles;
};

struct collection_list {
	struct collection_value *items; /* most articles first, then by name */
	size_t n;
	size_t more; /* that are not among these */
};

struct collection {
	uint32_t articles;
	uint32_t dated;      /* articles with a date */
	char first[11];      /* the earliest date as precise as any article of
	                        its year has it: "2023-02-28", "2023-02" or
	                        "2023"; empty: none is dated */
	char last[11];       /* and the latest */
	struct collection_list publishers;
	struct collection_list languages;
};

/* Tells what the index holds, with at most max publishers; *out is to be disposed of, also after a failure. */
SAIGA_CHECKED enum saiga_status collection_read(struct collection *out,
	struct xc_database *db, size_t max, struct saiga_error *err);

void collection_dispose(struct collection *collection);

/* Sums over all articles. */
struct collection_totals {
	uint64_t passages;
	uint64_t words; /* in them */
};

/* Adds them up from two values of each article: a few nanoseconds each. */
SAIGA_CHECKED enum saiga_status collection_sum(struct collection_totals *out,
	struct xc_database *db, struct saiga_error *err);

#define COLLECTION_NEWEST_MAX 100u

/* Articles; each is to be disposed of. */
struct collection_newest {
	struct saiga_stored items[COLLECTION_NEWEST_MAX];
	size_t n;
};

/* The max articles that came into the index last, the newest first; *out is to
 * be disposed of, also after a failure. */
SAIGA_CHECKED enum saiga_status collection_newest(
	struct collection_newest *out, struct xc_database *db, size_t max,
	struct saiga_error *err);

void collection_newest_dispose(struct collection_newest *newest);

#endif
