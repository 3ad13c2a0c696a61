/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the last word of a query may go on. */
#ifndef SEARCHER_COMPLETE_H
#define SEARCHER_COMPLETE_H

#include <saiga/store.h>

#define COMPLETIONS_MAX 10u
#define COMPLETE_BYTES_MAX 2000u  /* of the query; a longer one has none */
#define COMPLETE_SCAN_MAX 50000u  /* words of the index looked at */

struct completion {
	struct saiga_strbuf text; /* the whole query, its last word complete */
	uint32_t articles;        /* that have that word */
};

struct completions {
	struct completion items[COMPLETIONS_MAX]; /* most articles first, then
	                                             by the word's bytes */
	size_t n;
};

/*
 * Completes the last word of the query, any bytes, by the words of the index
 * that begin as it does, case and accents aside; it may stand behind a field,
 * a sign or a quote.  None where the query ends with something else than a
 * letter or digit.  Of a beginning that more than COMPLETE_SCAN_MAX words have
 * the first of these by alphabet are looked at.  *out is to be disposed of.
 */
SAIGA_CHECKED enum saiga_status suggest_completions(struct completions *out,
	struct xc_database *db, struct saiga_slice query,
	struct saiga_error *err);

void completions_dispose(struct completions *completions);

#endif
