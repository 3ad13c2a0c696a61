/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a process of a build makes, in a folder of its own: small databases,
 * which are the fastest to fill, a row of them for each shard of the index, the
 * articles' words, and in which order a run without workers would have put them
 * in.
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

/* Makes the folder; the index is to have so many shards, at least one. */
SAIGA_CHECKED enum saiga_status spool_new(struct spool **out,
	const char *folder, unsigned shards, struct saiga_error *err);

/* What is not finished is left behind, and of no use. */
void spool_free(struct spool *spool);

/* Lays the article aside and counts which of its paragraphs may recur.  place
 * needs its key, ordinal and part. */
SAIGA_CHECKED enum saiga_status spool_stash(struct spool *spool,
	const struct saiga_article *article, struct spool_place *place,
	struct saiga_error *err);

/* Ends that. */
SAIGA_CHECKED enum saiga_status spool_stashed(
	struct spool *spool, struct saiga_error *err);

/* What is told of each article as it is put in; cut as document_build has
 * it. */
typedef void (*spool_fn)(
	const struct saiga_article *article, bool cut, void *ctx);

/* Puts in what was laid aside; terms, the terms of recurring.h that recur. */
SAIGA_CHECKED enum saiga_status spool_build(struct spool *spool,
	const struct saiga_lexicon *terms, struct document_builder *builder,
	spool_fn fn, void *ctx, struct saiga_error *err);

/* A database of the spool's first shard, to write metadata into before
 * spool_build; lent until then.  NULL with *err set. */
struct xc_writable *spool_index(struct spool *spool, struct saiga_error *err);

/* The files of vocabulary_write, of words and of the terms that may recur, and
 * of struct spool_place; the first two with a number and ".tmp" behind. */
#define SPOOL_WORDS "words-"
#define SPOOL_TERMS "terms-"
#define SPOOL_ORDER "order.tmp"

/* Whether a file of the spool's folder is a database of the shard. */
bool spool_is_database(const char *name, unsigned shard);

/* Merges the databases into one at path, and removes them; in steps, beside
 * path, where they are more than can be open at once. */
SAIGA_CHECKED enum saiga_status spool_merge(char *const *paths, size_t n,
	const char *path, struct saiga_error *err);

#endif
