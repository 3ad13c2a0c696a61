/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a word of the query was found as besides what was typed. */
#ifndef SEARCHER_ALSO_H
#define SEARCHER_ALSO_H

#include "plan.h"

struct also_word {
	const struct unit_word *word;     /* one of them */
	const struct sequence *sequence;
	uint32_t df;                      /* articles that have it */
	enum word_how how;
};

struct also_words {
	struct also_word *items;
	size_t n, cap;
};

#define ALSO_WORDS_INIT { NULL, 0, 0 }

/* Replaces the list by what the index has of the unit's words that were not
 * typed: names first, then the most frequent ones. */
SAIGA_CHECKED enum saiga_status also_found(
	struct also_words *list, const struct unit *unit);

void also_words_dispose(struct also_words *list);

/* Appends what was typed, without a sign before it. */
void also_print_typed(struct saiga_strbuf *out, const struct unit *unit);

/* Appends one of the unit's words as people write it: with a capital letter
 * when it is a name, or was typed with one. */
void also_print(struct saiga_strbuf *out, const struct plan *plan,
	const struct unit *unit, const struct also_word *word);

/* Appends what to type to find the unit's word only as typed; nothing where
 * that cannot be said by one word. */
void also_print_exact(struct saiga_strbuf *out, const struct unit *unit);

#endif
