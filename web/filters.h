/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The filters at the top of a query, which a reader takes off one by one. */
#ifndef WEB_FILTERS_H
#define WEB_FILTERS_H

#include "query.h"

#define FILTERS_MAX 16u

struct filters {
	struct {
		struct query_node *parent; /* NULL: the query is this filter */
		struct query_node *node;
	} items[FILTERS_MAX];
	size_t n;
};

/* Finds what only says where an article is from, and must hold: the children
 * of the query's root, or of what stands between AND there. */
void filters_find(struct filters *out, const struct query *query);

/* Appends the query as it was read, without n of the filters from the first
 * on. */
void filters_without(struct saiga_strbuf *out, const struct query *query,
	const struct filters *filters, size_t first, size_t n);

#endif
