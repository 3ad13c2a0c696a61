/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checksums over all that an index has of a document's terms. */
#ifndef INDEXER_SUMS_H
#define INDEXER_SUMS_H

#include <saiga/store.h>

/* Of one document; each is a sum over its terms, in any order. */
struct sum {
	uint64_t terms;  /* of each term with its wdf */
	uint64_t places; /* of each term with its wdf and positions */
	uint32_t n;      /* terms */
};

/*
 * Gathers what the posting lists have, all documents' at once and in the order
 * in which the index keeps them: reading the positions of one document after
 * another would go through the whole table for each.
 */
struct sums {
	struct sum *items; /* by document's number less one */
	uint32_t n;        /* the greatest number */
};

/* *out is to be disposed of, also after a failure.  Takes 24 bytes of memory a
 * document; CORRUPT when numbers are so high that this cannot be an index of
 * ours. */
SAIGA_CHECKED enum saiga_status sums_read(struct sums *out,
	const struct xc_database *db, struct saiga_error *err);
void sums_dispose(struct sums *sums);

/* The document's, zeros for one that the posting lists do not have. */
struct sum sums_of(const struct sums *sums, uint32_t docid);

/* The same of a document, from its own list of terms; without places it does
 * not look at positions, which for a document of an index is quick. */
SAIGA_CHECKED enum saiga_status sum_document(struct sum *out,
	const struct xc_document *doc, bool places, struct saiga_error *err);

#endif
