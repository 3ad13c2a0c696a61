/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts articles into the index, in batches that are kept whole or not. */
#ifndef INDEXER_WRITER_H
#define INDEXER_WRITER_H

#include "spool.h"

#include <saiga/store.h>

struct writer;

enum writer_flags {
	WRITER_WAIT = 1,        /* while another program writes it */
	WRITER_TO_REPLACE = 2, /* only for its lock, and what it holds: an older
	                          one wrote it, or it is spread over shards */
};

/*
 * Opens the index at path for writing, or makes it and the folders above it.
 * LOCKED when another program writes it, VERSION when an older one wrote it,
 * UNSUPPORTED when it is spread over shards, without these flags.
 */
SAIGA_CHECKED enum saiga_status writer_open(struct writer **out,
	const char *path, unsigned flags, struct saiga_error *err);

/*
 * For a process of a build: what is put in is laid aside in a spool in the
 * folder, for an index of so many shards, and the index at path is only asked
 * for what it has.  writer_commit ends that.
 */
SAIGA_CHECKED enum saiga_status writer_open_spool(struct writer **out,
	const char *folder, const char *path, unsigned shards,
	struct saiga_error *err);

/* Puts what was laid aside into the spool's databases, and tells fn of each
 * article; terms is the path of a file that has the terms of recurring.h that
 * recur, a line each. */
SAIGA_CHECKED enum saiga_status writer_build(struct writer *writer,
	const char *terms, spool_fn fn, void *ctx, struct saiga_error *err);

/* The place of the articles that are put in next, for a spool. */
void writer_set_place(struct writer *writer, const struct spool_place *place);

/* Closes the index; what was not committed is not kept. */
void writer_free(struct writer *writer);

/* What the index holds so far, uncommitted articles included; lent. */
const struct xc_database *writer_database(struct writer *writer);

/*
 * Puts the article in, in place of the one with its id if there is one, and
 * commits when the batch is full.  The article's passages are set.  *cut as
 * document_build has it.  After a failure the batch is lost and the writer
 * good for nothing but writer_free.
 */
SAIGA_CHECKED enum saiga_status writer_put(bool *cut, struct writer *writer,
	struct saiga_article *article, struct saiga_error *err);

/* Removes the article, unless its id is in except, which may be NULL; as
 * writer_put with the batch. */
SAIGA_CHECKED enum saiga_status writer_remove(bool *removed,
	struct writer *writer, uint32_t docid,
	const struct saiga_lexicon *except, struct saiga_error *err);

/* Opens a batch if none is; *w is lent, for what else belongs into it: the
 * tables of store/. */
SAIGA_CHECKED enum saiga_status writer_begin(
	struct xc_writable **w, struct writer *writer, struct saiga_error *err);

/* Makes what was put in so far durable: it is on the disk when this returns
 * OK. */
SAIGA_CHECKED enum saiga_status writer_commit(
	struct writer *writer, struct saiga_error *err);

#endif
