/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a score is made of: named parts that add up to it. */
#ifndef SEARCHER_SCORE_H
#define SEARCHER_SCORE_H

#include <saiga/strbuf.h>

struct score_part {
	char *name; /* UTF-8: a word of the query, or what else was counted */
	double value;
};

struct score_parts {
	struct score_part *items;
	size_t n, cap;
};

/* Adds a part, to one of the same name if there is one. */
SAIGA_CHECKED enum saiga_status score_parts_add(
	struct score_parts *parts, struct saiga_slice name, double value);

double score_parts_sum(const struct score_parts *parts);

void score_parts_dispose(struct score_parts *parts);

#endif
