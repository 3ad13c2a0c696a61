/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Takes articles out of the index by the file that they are from. */
#ifndef INDEXER_REMOVE_H
#define INDEXER_REMOVE_H

#include "roots.h"
#include "writer.h"

/* Removes the articles that the index has from the file, but for those whose
 * ids are in except, which may be NULL; adds their number to *n. */
SAIGA_CHECKED enum saiga_status remove_articles(uint64_t *n,
	struct writer *writer, struct saiga_slice path,
	const struct saiga_lexicon *except, struct saiga_error *err);

/* Is told of a place that is not there, or is empty, and how many files of it
 * the index has: its disk may not be mounted. */
typedef void (*remove_doubt_fn)(const char *place, uint64_t files, void *ctx);

/* Removes the articles of files in the run's places that are gone, and their
 * entries, and adds the number of articles to *n; where a whole place is gone,
 * it tells fn instead. */
SAIGA_CHECKED enum saiga_status remove_gone(uint64_t *n, struct writer *writer,
	const struct roots *roots, remove_doubt_fn fn, void *ctx,
	struct saiga_error *err);

#endif
