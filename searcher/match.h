/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the units of a plan in a text. */
#ifndef SEARCHER_MATCH_H
#define SEARCHER_MATCH_H

#include "plan.h"

/* A unit found: for a sequence, from its first word to its last. */
struct hit {
	uint32_t unit;
	uint32_t pos;
	size_t off, len; /* bytes in the text scanned */
};

struct hits {
	struct hit *items;
	size_t n, cap;
};

#define HITS_INIT { NULL, 0, 0 }

void hits_dispose(struct hits *hits);

struct matcher;

/* The plan is borrowed for the matcher's life; NULL when out of memory. */
struct matcher *matcher_new(const struct plan *plan);
void matcher_free(struct matcher *matcher);

/* Room for a number per unit of the plan, all 0; whoever uses it leaves it so.
 * Borrowed. */
uint32_t *matcher_scratch(struct matcher *matcher);

/* Replaces the hits by those in the text, in the order of their offsets, and
 * tells how many words the text has. */
SAIGA_CHECKED enum saiga_status matcher_scan(struct hits *hits,
	uint32_t *words, struct matcher *matcher, struct saiga_slice text);

#endif
