/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles like a given one. */
#ifndef SEARCHER_SIMILAR_H
#define SEARCHER_SIMILAR_H

#include "search.h"

#define SIMILAR_WORDS 32u /* of the article that are looked for */
/* Of the score that the article itself has for its words: what has less is
 * another story (bench/README.md). */
#define SIMILAR_LEAST 0.05
#define SIMILAR_MAX 1000u

/*
 * Searches for articles like the one with that id, at most options->max,
 * itself left out: near-copies come first, then those of the same story, in
 * any spelling and script of its names.  offset, flat, facets and timeline of
 * the options are passed over.  The results have no plan, as nobody typed the
 * words, and their total is what is listed.  *out is the caller's.  NOTFOUND
 * without a message when the index has no such article.
 */
SAIGA_CHECKED enum saiga_status search_similar(struct search_results **out,
	struct xc_database *db, const char *id,
	const struct search_options *options, struct saiga_error *err);

#endif
