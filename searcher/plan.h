/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the tree of a query to what finds articles (a query of Xapian's) and
 * what finds its words in a text (units).
 */
#ifndef SEARCHER_PLAN_H
#define SEARCHER_PLAN_H

#include "query.h"

#include <xapian-c.h>

#define PLAN_FORMS_MAX 64u     /* forms of one word */
#define PLAN_WILDCARD_MAX 200u /* words that one "abc*" stands for */

/* Terms one behind the other, by their numbers in the plan's lexicon. */
struct sequence {
	uint32_t *terms;
	size_t n, cap;
};

/*
 * What counts as one word of the query: any of its words, or any of its
 * sequences of words.
 */
struct unit {
	uint32_t *words; /* numbers in the plan's lexicon */
	size_t n_words, words_cap;
	struct sequence *sequences;
	size_t n_sequences, sequences_cap;
	uint32_t df;     /* articles that have it, about */
	unsigned times;  /* how often the query has it */
};

struct plan {
	struct xc_query *query;      /* NULL: the query asks for nothing */
	bool scored;                 /* it has words, not filters alone */
	struct saiga_lexicon *lexicon;
	struct unit *units;
	size_t n_units, units_cap;
	uint32_t n_articles;         /* in the index */
};

/* Plans the query for the database as it is now; *out is the caller's.  Words
 * left out are noted in the query. */
SAIGA_CHECKED enum saiga_status plan_new(struct plan **out,
	struct query *query, const struct xc_database *db,
	struct saiga_error *err);

void plan_free(struct plan *plan);

#endif
