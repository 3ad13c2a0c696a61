/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Takes articles out, and keeps them out: what saiga forget does. */
#ifndef INDEXER_FORGET_H
#define INDEXER_FORGET_H

#include <saiga/store.h>

/*
 * Takes out what is named, by an article's id, or by the path of a file or
 * folder, which need not be there any more; adds the number of articles to
 * *articles.  A root is no root any more; what is below one, and an article,
 * is noted, so that runs pass it over until it is named to be indexed again.
 * NOTFOUND, and nothing is written, where the index knows none of that name.
 */
SAIGA_CHECKED enum saiga_status index_forget(uint64_t *articles,
	const char *db, char *const *names, size_t n, struct saiga_error *err);

#endif
