/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan in the making; shared by plan.c, plan-leaf.c, combine.c, unit.c,
 * expand.c, scan.c, stop.c and suggest.c. */
#ifndef SEARCHER_PLANNER_H
#define SEARCHER_PLANNER_H

#include "plan.h"

#include <saiga/store.h>

#define PLAN_LANGUAGES_MAX 64
#define PLAN_SEQUENCES_MAX 32u       /* of one unit */
#define PLAN_PHRASES_FREE 8u         /* whatever they cost */
#define PLAN_PHRASE_ARTICLES 200000u /* looked at for more phrases */

struct planner_language {
	char code[3];
	uint32_t articles;
	bool stops; /* the query is in it, as far as its stop words tell */
};

struct planner {
	struct plan *plan;
	struct query *query;
	const struct xc_database *db;
	const struct plan_options *options;
	struct saiga_stemmers *stemmers;
	struct planner_language languages[PLAN_LANGUAGES_MAX];
	size_t n_languages; /* that the index holds */
	unsigned phrases;
	uint64_t phrase_articles; /* that have the rarest words of phrases */
	struct saiga_error *err;
	enum saiga_status status; /* sticky: once set, nothing is done */
};

/* Notes an error of the binding; returns NULL for a caller's return. */
void *planner_failed(struct planner *p, const struct xc_error *xerr);

/* Notes that memory ran out; returns NULL. */
void *planner_nomem(struct planner *p);

/* ---- queries of Xapian's: combine.c, plan-leaf.c ------------------------ */

/* Queries to be combined; they are freed with the list. */
struct query_list {
	struct xc_query **items;
	size_t n, cap;
};

/* Adds the query, which may be NULL, and takes it over. */
void planner_list_add(
	struct planner *p, struct query_list *list, struct xc_query *query);

/* The queries of the list as one; NULL when there are none.  Ends the list. */
struct xc_query *planner_combine(struct planner *p, struct query_list *list,
	enum xc_op op, uint32_t param);

/*
 * The queries of the list as one word; *articles, those that have it, is worked
 * out of each query's own.  Ends the list.
 */
struct xc_query *planner_synonym(struct planner *p, struct query_list *list,
	const uint32_t *each, uint32_t *articles);

/* Combines two, of which either may be NULL; ends them. */
struct xc_query *planner_combine_two(struct planner *p, struct xc_query *a,
	struct xc_query *b, enum xc_op op);

struct xc_query *planner_match_all(struct planner *p);

/* The query with its weights taken off: it only narrows. */
struct xc_query *planner_weightless(struct planner *p, struct xc_query *query);

/* What finds the leaf, NEAR or ADJ; marks: whether its words are to be looked
 * for in the texts found. */
struct xc_query *planner_leaf(
	struct planner *p, const struct query_node *node, bool marks);

/* Ends the unit made last: its query.  The unit is kept if its hits are to be
 * marked, or at least told of. */
struct xc_query *planner_end_unit(
	struct planner *p, struct unit *unit, enum xc_op op, bool marks);

/* ---- parts of scores: part.c -------------------------------------------- */

/* Adds a leaf of that name, if parts are asked for; query may be NULL. */
void planner_add_part(struct planner *p, const struct xc_query *query,
	struct saiga_slice name);

/* Puts the parts from number first on, as far as they are within nothing yet,
 * within the branch that the query is. */
void planner_end_branch(
	struct planner *p, const struct xc_query *query, size_t first);

/* ---- units: unit.c ------------------------------------------------------ */

/* A unit that begins empty, or NULL; it lives until the next one is made. */
struct unit *planner_add_unit(struct planner *p, const struct query_node *node);

/* Whether the present node has as many words of that kind as it may. */
bool planner_is_full(const struct unit *unit, enum word_how how);

/* Adds a word to the unit unless it is there, or was not typed and the unit is
 * full; returns whether it was added. */
bool planner_add_word(struct planner *p, struct unit *unit,
	struct saiga_slice word, enum word_how how);

/* Adds the terms as a sequence, gaps[i] words at most before the i-th; gaps
 * may be NULL.  Nothing, and a note, when the query's would cost too much. */
void planner_add_sequence(struct planner *p, struct unit *unit,
	const struct saiga_slice *terms, const uint32_t *gaps, size_t n,
	enum word_how how);

/* Sets how many articles have each word and each sequence. */
void planner_set_freqs(struct planner *p, struct unit *unit);

/* Ends the unit made last, or counts it to an equal one made before. */
void planner_keep_unit(struct planner *p);

/* Takes the unit made last back. */
void planner_drop_unit(struct planner *p);

/* Articles that have the term. */
uint32_t planner_term_freq(struct planner *p, struct saiga_slice term);

/* ---- other words for a word: expand.c, scan.c --------------------------- */

/* Sets p->languages. */
void planner_find_languages(struct planner *p);

/* Adds what the node's word is to be found as: its forms in each language of
 * the index, the name in other spellings, aliases. */
void planner_expand(
	struct planner *p, struct unit *unit, const struct query_node *node);

/* Adds the other sides of the alias that the words, joined by spaces, are. */
void planner_add_aliases(
	struct planner *p, struct unit *unit, struct saiga_slice words);

/* Adds the words of the index that the node's pattern stands for, or that are
 * within a few letters of it. */
void planner_add_wildcard(
	struct planner *p, struct unit *unit, const struct query_node *node);
void planner_add_fuzzy(
	struct planner *p, struct unit *unit, const struct query_node *node);

/* Told of a word of the index, without its prefix; false to end. */
typedef bool (*planner_visit_fn)(void *payload, struct saiga_slice word);

/* A word of the query, and how many mistakes in it are allowed for. */
struct planner_like {
	struct saiga_slice word;
	struct saiga_typo typo;
	unsigned max;
};

void planner_like_init(struct planner_like *like, struct saiga_slice word);

/* Goes over words of the index that begin in the alphabet of the word, in the
 * order of their bytes; field is the prefix of their terms, empty for the
 * text.  All that have no more mistakes than max are among them. */
void planner_scan_like(struct planner *p, struct saiga_slice field,
	const struct planner_like *like, planner_visit_fn visit, void *payload);

/* Fetches what the index keeps under the key into *list, those of several
 * shards merged; whether there is any. */
bool planner_fetch(struct planner *p, struct xc_bytes *list,
	struct saiga_slice key, saiga_merge_fn merge);

/* ---- words that do not count: stop.c ------------------------------------ */

/* Tells which language's stop words the query has. */
void planner_find_stops(struct planner *p);

/* Whether the node is a stop word that was typed as any other. */
bool planner_is_stop(const struct planner *p, const struct query_node *node);

/* Whether the children of the node hold more than stop words. */
bool planner_has_others(
	const struct planner *p, const struct query_node *node);

#endif
