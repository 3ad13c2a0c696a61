/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A list of the parts of a score. */
#include "score.h"

#include <stdlib.h>
#include <string.h>

enum saiga_status
score_parts_add(
	struct score_parts *parts, struct saiga_slice name, double value)
{
	char *copy;
	size_t i;

	for (i = 0; i < parts->n; i++)
		if (saiga_slice_is(name, parts->items[i].name)) {
			parts->items[i].value += value;
			return SAIGA_OK;
		}
	if (saiga_array_reserve(&parts->items, &parts->cap, parts->n + 1,
		    sizeof(*parts->items)) != SAIGA_OK)
		return SAIGA_NOMEM;
	copy = malloc(name.len + 1);
	if (copy == NULL)
		return SAIGA_NOMEM;
	memcpy(copy, name.p, name.len);
	copy[name.len] = '\0';
	parts->items[parts->n].name = copy;
	parts->items[parts->n++].value = value;
	return SAIGA_OK;
}

double
score_parts_sum(const struct score_parts *parts)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < parts->n; i++)
		sum += parts->items[i].value;
	return sum;
}

void
score_parts_dispose(struct score_parts *parts)
{
	size_t i;

	for (i = 0; i < parts->n; i++)
		free(parts->items[i].name);
	free(parts->items);
	parts->items = NULL;
	parts->n = parts->cap = 0;
}
