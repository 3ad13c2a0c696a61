/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The flat list as it is by definition: every passage of every article that
 * matches is scored. */
#ifndef EXHAUSTIVE_H
#define EXHAUSTIVE_H

#include "search.h"

struct exhaustive_line {
	double score;
	char id[SAIGA_ID_LEN + 1];
	uint32_t number; /* counted from 0 */
};

/* All lines, best first; the caller's, freed with free.  Ends the program when
 * something fails. */
struct exhaustive_line *exhaustive_list(size_t *n,
	const struct xc_database *db, struct saiga_slice query,
	const struct search_options *options);

#endif
