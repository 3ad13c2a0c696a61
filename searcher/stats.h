/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What saiga stats tells. */
#ifndef SEARCHER_STATS_H
#define SEARCHER_STATS_H

#include "collection.h"

struct stats {
	const struct saiga_shards *shards;
	struct xc_database_stats index;
	struct collection collection;
	struct collection_totals totals;
	struct collection_newest newest;
	struct saiga_sizes sizes;
	int64_t created; /* seconds UTC; 0: unknown */
};

/* Prints a line each: print-stats.c. */
enum saiga_status print_stats_text(struct saiga_strbuf *out,
	const struct stats *stats, struct saiga_error *err);

/* Prints one JSON object and a newline: print-stats.c. */
enum saiga_status print_stats_json(struct saiga_strbuf *out,
	const struct stats *stats, struct saiga_error *err);

#endif
