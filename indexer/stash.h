/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles laid aside in a file until it is known what recurs in all of
 * them. */
#ifndef INDEXER_STASH_H
#define INDEXER_STASH_H

#include <saiga/article.h>

#include <stdio.h>

/* Writes the article, but for its passages, in the machine's own form: for this
 * process alone. */
SAIGA_CHECKED enum saiga_status stash_put(FILE *file,
	const struct saiga_article *article, struct saiga_error *err);

/*
 * Reads the next article, whose strings lie in *bytes; *article, which was
 * made by saiga_article_init, keeps its memory from one to the next.  NOTFOUND
 * at the end.
 */
SAIGA_CHECKED enum saiga_status stash_get(FILE *file,
	struct saiga_article *article, struct saiga_strbuf *bytes,
	struct saiga_error *err);

#endif
