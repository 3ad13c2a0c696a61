/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the tree of a query to what finds articles (a query of Xapian's) and
 * what finds its words in a text (units).
 */
#ifndef SEARCHER_PLAN_H
#define SEARCHER_PLAN_H

#include "aliases.h"
#include "query.h"

#include <xapian-c.h>

#define PLAN_FORMS_MAX 64u       /* words that one word is looked for as */
#define PLAN_WILDCARD_MAX 200u   /* words that one pattern stands for */
#define PLAN_UNIT_MAX 1024u      /* words in all, but for those typed */
#define PLAN_SCAN_MAX 1000000u   /* words of the index that it looks at */

/* How a word came into a unit. */
enum word_how {
	WORD_TYPED,
	WORD_FORM,     /* another form of the word */
	WORD_NAME,     /* the name in another spelling, or a form of that */
	WORD_ALIAS,    /* from the person's own list */
	WORD_WILDCARD,
	WORD_FUZZY,    /* within a few letters of it */
};

struct unit_word {
	uint32_t term; /* number in the plan's lexicon */
	uint32_t df;   /* articles that have it */
	enum word_how how;
};

/* A word of a sequence; gap words at most may stand before it. */
struct step {
	uint32_t term, gap;
};

/* Words one behind the other. */
struct sequence {
	struct step *steps;
	size_t n, cap;
	uint32_t df;       /* of its rarest word */
	uint32_t estimate; /* articles that have it */
	enum word_how how;
};

/*
 * What counts as one word of the query: any of its words, or any of its
 * sequences of words.
 */
struct unit {
	struct unit_word *words;
	size_t n_words, words_cap;
	size_t base; /* where the words of its present node begin */
	struct sequence *sequences;
	size_t n_sequences, sequences_cap;
	const struct query_node *node; /* of the query it stands for */
	struct saiga_slice typed;      /* several words that an alias joins */
	struct xc_query *query; /* finds it, weighed as one word */
	uint32_t df;     /* articles that have it, as Xapian estimates */
	unsigned times;  /* how often the query has it */
	bool silent;     /* not looked for in texts: a field's */
};

/*
 * A leaf of the query, or a branch that the leaves in it depend on: they count
 * only where it is found.  For --explain.
 */
struct plan_part {
	struct xc_query *query;
	char *name;     /* of a leaf, as it was typed */
	bool scores;    /* a leaf */
	double times;   /* that its weight counts */
	size_t within;  /* the number of the branch around it; SIZE_MAX: none */
};

struct plan {
	struct xc_query *query;      /* NULL: the query asks for nothing */
	struct xc_query *limits;     /* what every answer must fulfil, whatever
	                              * its words; NULL: nothing */
	bool scored;                 /* it has words, not filters alone */
	struct saiga_lexicon *lexicon;
	struct unit *units;
	size_t n_units, units_cap;
	struct plan_part *parts;
	size_t n_parts, parts_cap;
	struct saiga_strbuf stopped; /* words left out of ranking, by spaces */
	uint32_t n_articles;         /* in the index */
	uint32_t missing;            /* shards that do not answer */
};

struct plan_options {
	bool exact;                    /* no word stands for another */
	bool explain;                  /* tell what became of it, and of what
	                                * parts scores are */
	const struct aliases *aliases; /* or NULL */
	uint32_t shards, missing;      /* of the index; that do not answer */
};

/* Plans the query for the database as it is now; *out is the caller's and
 * borrows the query.  Words left out are noted in the query. */
SAIGA_CHECKED enum saiga_status plan_new(struct plan **out,
	struct query *query, const struct xc_database *db,
	const struct plan_options *options, struct saiga_error *err);

void plan_free(struct plan *plan);

#endif
