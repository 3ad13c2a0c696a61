/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of many articles, each once with how many articles have it, which
 * is all that the tables of forms and names need.  Stems and names' keys are
 * made once a word, when it is handed over.
 */
#ifndef INDEXER_VOCABULARY_H
#define INDEXER_VOCABULARY_H

#include "document.h"

#include <stdio.h>

/* What is known of a word, handed over in the order of their bytes. */
struct vocabulary_word {
	struct saiga_slice word;
	uint32_t capital, small; /* articles, as in struct document_word */
	/* Lists, a NUL behind each item: the languages of the articles, and
	 * the ways of writing that may have other keys than the word. */
	struct saiga_slice languages, written;
};

typedef enum saiga_status (*vocabulary_fn)(
	const struct vocabulary_word *word, void *ctx, struct saiga_error *err);

/* Cuts the next item off a list. */
bool vocabulary_next(struct saiga_slice *list, struct saiga_slice *item);

struct vocabulary;

/* NULL when out of memory. */
struct vocabulary *vocabulary_new(void);
void vocabulary_free(struct vocabulary *vocabulary);

/* Counts the word of one article in that language, which may be empty. */
SAIGA_CHECKED enum saiga_status vocabulary_note(struct vocabulary *vocabulary,
	struct saiga_slice language, const struct document_word *word,
	struct saiga_error *err);

/* Counts the words of the article that was built last. */
SAIGA_CHECKED enum saiga_status vocabulary_note_article(
	struct vocabulary *vocabulary, const struct saiga_article *article,
	const struct document_builder *builder, struct saiga_error *err);

/* Bytes of memory, about. */
size_t vocabulary_size(const struct vocabulary *vocabulary);

/* Hands over what was noted, and forgets it. */
SAIGA_CHECKED enum saiga_status vocabulary_each(struct vocabulary *vocabulary,
	vocabulary_fn fn, void *ctx, struct saiga_error *err);

/* Writes what was noted to the file's end, and forgets it. */
SAIGA_CHECKED enum saiga_status vocabulary_write(
	struct vocabulary *vocabulary, FILE *file, struct saiga_error *err);

/* Hands over the words of all files that vocabulary_write wrote, each file
 * with one vocabulary, from where they stand. */
SAIGA_CHECKED enum saiga_status vocabulary_merge(FILE *const *files, size_t n,
	vocabulary_fn fn, void *ctx, struct saiga_error *err);

#endif
