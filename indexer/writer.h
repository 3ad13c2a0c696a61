/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts articles into the index, in batches that are kept whole or not. */
#ifndef INDEXER_WRITER_H
#define INDEXER_WRITER_H

#include <saiga/store.h>

struct writer;

/*
 * Opens the index at path for writing, or makes it and the folders above it.
 * While another program writes it: waits, or LOCKED.
 */
SAIGA_CHECKED enum saiga_status writer_open(struct writer **out,
	const char *path, bool wait, struct saiga_error *err);

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
