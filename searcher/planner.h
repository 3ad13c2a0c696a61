/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A plan in the making; shared by plan.c and group.c. */
#ifndef SEARCHER_PLANNER_H
#define SEARCHER_PLANNER_H

#include "plan.h"

#include <saiga/store.h>

#define PLAN_LANGUAGES_MAX 32

struct planner {
	struct plan *plan;
	struct query *query;
	const struct xc_database *db;
	struct saiga_stemmers *stemmers;
	char languages[PLAN_LANGUAGES_MAX][3]; /* that the index holds */
	size_t n_languages;
	struct saiga_error *err;
	enum saiga_status status; /* sticky: once set, nothing is done */
};

/* Notes an error of the binding; returns NULL for a caller's return. */
void *planner_failed(struct planner *p, const struct xc_error *xerr);

/* Notes that memory ran out; returns NULL. */
void *planner_nomem(struct planner *p);

/* Sets p->languages. */
void planner_find_languages(struct planner *p);

/* A unit that begins empty, or NULL; it lives until the next one is made. */
struct unit *planner_add_unit(struct planner *p);

/* Adds a word to the unit unless it is there. */
void planner_add_word(
	struct planner *p, struct unit *unit, struct saiga_slice word);

/* Adds the other forms of the word, in each language of the index. */
void planner_add_forms(
	struct planner *p, struct unit *unit, struct saiga_slice word);

/* Adds the words of the index that begin so; field is the prefix of the
 * field's words, "" for the text. */
void planner_add_wildcard(struct planner *p, struct unit *unit,
	const char *field, struct saiga_slice beginning);

/* Adds the terms as a sequence. */
void planner_add_sequence(struct planner *p, struct unit *unit,
	const struct saiga_slice *terms, size_t n);

/* Ends the unit made last: works out its df, or counts it to an equal one
 * made before. */
void planner_keep_unit(struct planner *p);

/* Takes the unit made last back: it is not to be looked for in texts. */
void planner_drop_unit(struct planner *p);

#endif
