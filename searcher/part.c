/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of a plan that score by themselves. */
#include "planner.h"

#include <stdlib.h>
#include <string.h>

static struct plan_part *
add(struct planner *p, const struct xc_query *query)
{
	struct plan *plan = p->plan;
	struct plan_part *part;
	struct xc_error xerr;

	if (!p->options->explain || query == NULL || p->status != SAIGA_OK)
		return NULL;
	if (saiga_array_reserve(&plan->parts, &plan->parts_cap,
		    plan->n_parts + 1, sizeof(*plan->parts)) != SAIGA_OK)
		return planner_nomem(p);
	part = &plan->parts[plan->n_parts];
	memset(part, 0, sizeof(*part));
	part->times = 1;
	part->within = SIZE_MAX;
	part->query = xc_query_copy(query, &xerr);
	if (part->query == NULL)
		return planner_failed(p, &xerr);
	plan->n_parts++;
	return part;
}

void
planner_add_part(struct planner *p, const struct xc_query *query,
	struct saiga_slice name)
{
	struct plan_part *part = add(p, query);

	if (part == NULL)
		return;
	part->scores = true;
	part->name = malloc(name.len + 1);
	if (part->name == NULL) {
		planner_nomem(p);
		return;
	}
	memcpy(part->name, name.p, name.len);
	part->name[name.len] = '\0';
}

void
planner_end_branch(
	struct planner *p, const struct xc_query *query, size_t first)
{
	struct plan *plan = p->plan;
	size_t end = plan->n_parts, i;

	if (first == end || add(p, query) == NULL)
		return;
	for (i = first; i < end; i++)
		if (plan->parts[i].within == SIZE_MAX)
			plan->parts[i].within = end;
}
