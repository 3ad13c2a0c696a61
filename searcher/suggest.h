/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Did you mean: the query with words that the index knows better. */
#ifndef SEARCHER_SUGGEST_H
#define SEARCHER_SUGGEST_H

#include "plan.h"

#define SUGGEST_WORDS_MAX 4u /* of one query that are looked at */
#define SUGGEST_RARE 2u      /* articles: a word in more was no mistake */
#define SUGGEST_TIMES 50u    /* as often must the better word be */

/*
 * Appends the query as it was typed, but for the words that the index does not
 * have, or next to never: those are put as the most frequent word within a few
 * letters, the name that sounds alike, or what the same keys type on another
 * keyboard layout.  Appends nothing where there is nothing better.
 */
SAIGA_CHECKED enum saiga_status suggest_query(struct saiga_strbuf *out,
	struct query *query, struct plan *plan, const struct xc_database *db,
	struct saiga_error *err);

#endif
