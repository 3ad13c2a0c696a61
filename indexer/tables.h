/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The index's tables of forms and names, made of the articles' words. */
#ifndef INDEXER_TABLES_H
#define INDEXER_TABLES_H

#include "vocabulary.h"

#include <xapian-c.h>

struct tables;

/*
 * The index is borrowed.  With once, each word is handed over a single time,
 * with the counts of all articles; else counts go on from what the index had
 * and from the times before.
 */
SAIGA_CHECKED enum saiga_status tables_new(struct tables **out,
	struct xc_writable *index, bool once, struct saiga_error *err);
void tables_free(struct tables *tables);

/* Notes a word, in the transaction that is open; ctx is the struct tables. */
SAIGA_CHECKED enum saiga_status tables_note(const struct vocabulary_word *word,
	void *ctx, struct saiga_error *err);

/* Writes what is not written yet, in the transaction that is open. */
SAIGA_CHECKED enum saiga_status tables_write(
	struct tables *tables, struct saiga_error *err);

#endif
