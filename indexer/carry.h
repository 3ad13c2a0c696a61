/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a new index takes over from the one whose place it takes. */
#ifndef INDEXER_CARRY_H
#define INDEXER_CARRY_H

#include "run.h"

/*
 * Puts in the articles that the index has, as it stores them, and no file gives
 * any more: of standard input, of places that are gone or empty for now, of
 * paths that are no run's, of feeds, of files that cannot be read now.  All
 * files have been read; what one gave counts before what is stored of it.  A
 * record that cannot be read is told and left behind.
 */
SAIGA_CHECKED enum saiga_status carry_articles(
	struct run *run, struct saiga_error *err);

#endif
