/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of names, kept in step with the articles. */
#ifndef INDEXER_NAMES_H
#define INDEXER_NAMES_H

#include "vocabulary.h"

struct names;

SAIGA_CHECKED enum saiga_status names_new(
	struct names **out, struct saiga_error *err);
void names_free(struct names *names);

/* Counts go on from what the index, which is borrowed, tells; without one, and
 * for a new one, they begin at nothing. */
void names_set_index(struct names *names, const struct xc_database *index);

/* Adds what articles have of the word to its counts. */
SAIGA_CHECKED enum saiga_status names_note(struct names *names,
	const struct vocabulary_word *word, struct saiga_error *err);

/* Writes what is new into the transaction that is open. */
SAIGA_CHECKED enum saiga_status names_write(
	struct names *names, struct xc_writable *w, struct saiga_error *err);

/* Forgets the counts, of words that will not come again. */
void names_forget(struct names *names);

#endif
