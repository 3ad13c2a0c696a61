/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds filters in the tree of a query, and prints it without them. */
#include "filters.h"

static void
find(struct filters *out, struct query_node *parent, struct query_node *node)
{
	size_t i;

	if ((node->type == QUERY_BAG || node->type == QUERY_AND) &&
		node->group == NULL && node->sign == QUERY_MAY) {
		for (i = 0; i < node->n; i++)
			find(out, node, node->children[i]);
		return;
	}
	if (node->sign == QUERY_MUST_NOT || !query_is_filter(node) ||
		out->n == FILTERS_MAX)
		return;
	out->items[out->n].parent = parent;
	out->items[out->n++].node = node;
}

void
filters_find(struct filters *out, const struct query *query)
{
	out->n = 0;
	if (query->root != NULL)
		find(out, NULL, query->root);
}

static size_t
place_of(const struct query_node *parent, const struct query_node *node)
{
	size_t i = 0;

	while (i < parent->n && parent->children[i] != node)
		i++;
	return i;
}

static void
take_out(struct query_node *parent, size_t at)
{
	struct query_node *node = parent->children[at];
	size_t i;

	for (i = at; i + 1 < parent->n; i++)
		parent->children[i] = parent->children[i + 1];
	/* Kept behind the others. */
	parent->children[--parent->n] = node;
}

static void
put_back(struct query_node *parent, size_t at)
{
	struct query_node *node = parent->children[parent->n++];
	size_t i;

	for (i = parent->n - 1; i > at; i--)
		parent->children[i] = parent->children[i - 1];
	parent->children[at] = node;
}

/* The tree is as it was when this returns. */
void
filters_without(struct saiga_strbuf *out, const struct query *query,
	const struct filters *filters, size_t first, size_t n)
{
	size_t at[FILTERS_MAX], i;

	for (i = 0; i < n; i++) {
		struct query_node *parent = filters->items[first + i].parent;

		if (parent == NULL)
			return;
		at[i] = place_of(parent, filters->items[first + i].node);
		take_out(parent, at[i]);
	}
	query_print(query, out);
	for (i = n; i-- > 0;)
		put_back(filters->items[first + i].parent, at[i]);
}
