/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The index's lists of words, each under a key, as a batch adds to them. */
#ifndef INDEXER_LISTS_H
#define INDEXER_LISTS_H

#include <saiga/store.h>

/* How the entries of a kind of list are written and put together. */
struct list_kind {
	/* Adds the word's entry to the end of a list. */
	void (*append)(struct saiga_strbuf *list, struct saiga_slice word,
		const void *payload);
	/* Writes the union of two sorted lists into *out. */
	void (*merge)(struct saiga_strbuf *out, struct saiga_slice a,
		struct saiga_slice b);
};

struct lists;

/* The kind and the payload, which goes to append, are borrowed; NULL when out
 * of memory. */
struct lists *lists_new(const struct list_kind *kind, const void *payload);
void lists_free(struct lists *lists);

/* Notes that the word belongs under the key; both are copied. */
SAIGA_CHECKED enum saiga_status lists_add(struct lists *lists,
	struct saiga_slice key, struct saiga_slice word,
	struct saiga_error *err);

/* Writes what was noted into the transaction that is open, and forgets it. */
SAIGA_CHECKED enum saiga_status lists_write(
	struct lists *lists, struct xc_writable *w, struct saiga_error *err);

#endif
