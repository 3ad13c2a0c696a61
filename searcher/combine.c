/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries of Xapian's put together; nothing is done once a plan has failed. */
#include "planner.h"

#include <stdlib.h>

void
planner_list_add(
	struct planner *p, struct query_list *list, struct xc_query *query)
{
	if (query == NULL)
		return;
	if (saiga_array_reserve(&list->items, &list->cap, list->n + 1,
		    sizeof(query)) != SAIGA_OK) {
		xc_query_free(query);
		planner_nomem(p);
		return;
	}
	list->items[list->n++] = query;
}

struct xc_query *
planner_combine(struct planner *p, struct query_list *list, enum xc_op op,
	uint32_t param)
{
	struct xc_query *query = NULL;
	struct xc_error xerr;
	size_t i;

	if (list->n == 1 && p->status == SAIGA_OK) {
		query = list->items[0];
		list->n = 0;
	} else if (list->n > 1 && p->status == SAIGA_OK) {
		query = xc_query_new_combined(op,
			(const struct xc_query *const *)list->items, list->n,
			param, &xerr);
		if (query == NULL)
			planner_failed(p, &xerr);
	}
	for (i = 0; i < list->n; i++)
		xc_query_free(list->items[i]);
	free(list->items);
	return query;
}

struct xc_query *
planner_combine_two(struct planner *p, struct xc_query *a, struct xc_query *b,
	enum xc_op op)
{
	struct query_list list = { NULL, 0, 0 };

	planner_list_add(p, &list, a);
	planner_list_add(p, &list, b);
	return planner_combine(p, &list, op, 0);
}

struct xc_query *
planner_match_all(struct planner *p)
{
	struct xc_error xerr;
	struct xc_query *query = xc_query_new_match_all(&xerr);

	return query != NULL ? query : planner_failed(p, &xerr);
}

struct xc_query *
planner_weightless(struct planner *p, struct xc_query *query)
{
	struct xc_query *scaled = NULL;
	struct xc_error xerr;

	if (query == NULL)
		return NULL;
	scaled = xc_query_new_scaled(query, 0, &xerr);
	xc_query_free(query);
	return scaled != NULL ? scaled : planner_failed(p, &xerr);
}
