/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a process of a build makes, in a folder of its own: small databases,
 * which are the fastest to fill, the articles' words, and in which order a run
 * without workers would have put them in.
 */
#ifndef INDEXER_SPOOL_H
#define INDEXER_SPOOL_H

#include "document.h"

#include <saiga/store.h>

/* An article's place, as spool_order_next reads it. */
struct spool_place {
	char id[SAIGA_ID_LEN + 1];
	char file[SAIGA_ID_LEN + 1]; /* hash of its path and part */
	uint32_t key;                /* bytes at the path's end: its key */
	uint64_t ordinal;            /* of its file, in the order of the walk */
	uint64_t part;               /* its number in the file */
};

/* Writes the hash of the article's path and part. */
void spool_file(
	char hash[SAIGA_ID_LEN + 1], const struct saiga_article *article);

struct spool;

/* Makes the folder. */
SAIGA_CHECKED enum saiga_status spool_new(struct spool **out,
	const char *folder, struct saiga_error *err);

/* What is not finished is left behind, and of no use. */
void spool_free(struct spool *spool);

/* Adds an article, which the builder built last.  place needs its key, ordinal
 * and part. */
SAIGA_CHECKED enum saiga_status spool_add(struct spool *spool,
	const struct xc_document *doc, const struct saiga_article *article,
	const struct document_builder *builder, struct spool_place *place,
	struct saiga_error *err);

/* A database of the spool, to write metadata into; lent until the next
 * spool_add.  NULL with *err set. */
struct xc_writable *spool_index(struct spool *spool, struct saiga_error *err);

/* Writes what is in memory. */
SAIGA_CHECKED enum saiga_status spool_finish(
	struct spool *spool, struct saiga_error *err);

#define SPOOL_WORDS "words-" /* files of vocabulary_write, and .tmp behind */
#define SPOOL_ORDER "order.tmp" /* of struct spool_place */

/* Merges the databases into one at path, and removes them; in steps, beside
 * path, where they are more than can be open at once. */
SAIGA_CHECKED enum saiga_status spool_merge(char *const *paths, size_t n,
	const char *path, struct saiga_error *err);

#endif
