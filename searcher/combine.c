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

struct branch {
	struct xc_query *query;
	uint32_t articles;
};

/* Articles that have either, by chance: what Xapian weighs the two by
 * (orpostlist.cc of 1.4). */
static uint32_t
either(const struct planner *p, uint32_t a, uint32_t b)
{
	double both = (double)a * b / p->plan->n_articles;

	return (uint32_t)(a + (double)b - both + 0.5);
}

/* Joins the two rarest until one is left; what is made stands behind what is
 * no more frequent. */
static void
join_pairs(struct planner *p, struct branch *items, size_t n)
{
	size_t i, k;

	for (i = 0; i + 1 < n; i++) {
		struct branch both = {
			planner_combine_two(p, items[i].query,
				items[i + 1].query, XC_OP_SYNONYM),
			either(p, items[i].articles, items[i + 1].articles),
		};

		for (k = i + 1;
			k + 1 < n && items[k + 1].articles <= both.articles;
			k++)
			items[k] = items[k + 1];
		items[k] = both;
	}
}

/*
 * Xapian makes a tree of pairs of what is one word, the rarest deepest, and
 * rounds the articles it estimates at each pair.  By itself it goes by the
 * frequencies of one shard, and each shard would weigh the word by another
 * number: here the pairs are made by those of the whole index.
 */
struct xc_query *
planner_synonym(struct planner *p, struct query_list *list,
	const uint32_t *each, uint32_t *articles)
{
	struct branch *items = calloc(list->n + 1, sizeof(*items));
	struct xc_query *query;
	size_t i, k;

	*articles = 0;
	if (items == NULL) {
		planner_nomem(p);
		return planner_combine(p, list, XC_OP_SYNONYM, 0);
	}
	for (i = 0; i < list->n; i++) {
		for (k = i; k > 0 && items[k - 1].articles > each[i]; k--)
			items[k] = items[k - 1];
		items[k] = (struct branch){ list->items[i], each[i] };
	}
	join_pairs(p, items, list->n);
	i = list->n > 0 ? list->n - 1 : 0;
	query = items[i].query;
	*articles = items[i].articles;
	free(items);
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
