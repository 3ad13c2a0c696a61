/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which article of the index one that was read is, or the id of a new one. */
#ifndef INDEXER_IDENTITY_H
#define INDEXER_IDENTITY_H

#include <saiga/store.h>

/*
 * Sets the article's id, for which it needs its path, part, address and hash;
 * key is its path below the folder that was named.  An article keeps the id it
 * has: *known is then what the index holds under it.  A new one's comes from
 * the address, or from the key; where another file's article has that id,
 * from the whole path, so that none takes another's place.  Whatever else
 * *known held is gone; its document is NULL, or its id another, when the
 * article is new.
 */
SAIGA_CHECKED enum saiga_status identity_choose(struct saiga_article *article,
	struct saiga_stored *known, const struct xc_database *db,
	const char *key, struct saiga_error *err);

/* Writes the n-th choice, from 0, of an id for a new article; false when there
 * are no more. */
bool identity_nth(char id[SAIGA_ID_LEN + 1],
	const struct saiga_article *article, struct saiga_slice key,
	unsigned n);

#endif
