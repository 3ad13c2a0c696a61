/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a new index takes over from the one whose place it takes. */
#ifndef INDEXER_CARRY_H
#define INDEXER_CARRY_H

#include "run.h"

/*
 * Puts in the articles that the index has, as it stores them, and no file gives
 * any more: of standard input, of places that are gone or empty for now, of
 * paths that are no run's, of feeds, of files that cannot be read now.  ids are
 * those of the articles that all files gave.  A record that cannot be read is
 * told and left behind.
 */
SAIGA_CHECKED enum saiga_status carry_articles(struct run *run,
	const struct saiga_lexicon *ids, struct saiga_error *err);

#endif
