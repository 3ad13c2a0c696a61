/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a new index takes over from the one whose place it takes. */
#ifndef INDEXER_CARRY_H
#define INDEXER_CARRY_H

#include "run.h"

/*
 * Puts in the articles that the index has, as it stores them, and no file gives
 * any more: of standard input, of files that are gone or cannot be read now, of
 * feeds.  ids are those of the articles that all files gave.  A record that
 * cannot be read is told and left behind.
 */
SAIGA_CHECKED enum saiga_status carry_articles(struct run *run,
	const struct saiga_lexicon *ids, struct saiga_error *err);

/* Notes what the index knows of files that were not found, whose paths are not
 * in seen. */
SAIGA_CHECKED enum saiga_status carry_entries(struct run *run,
	const struct saiga_lexicon *seen, struct saiga_error *err);

#endif
