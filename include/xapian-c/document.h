/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents, and numbers as values.  Included by <xapian-c.h>, which says the
 * conventions. */
#ifndef XAPIAN_C_DOCUMENT_H
#define XAPIAN_C_DOCUMENT_H

#include <xapian-c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* An empty document, in no database. */
XC_CHECKED struct xc_document *xc_document_new(struct xc_error *err);

void xc_document_free(struct xc_document *doc);

/* The document's id in the database it was read from, of several shards in
 * its own; 0 for a new one. */
uint32_t xc_document_docid(const struct xc_document *doc);

/* The document's data, lent until the next call of this or a change of the
 * data; NULL on failure.  len may be NULL. */
XC_CHECKED const char *xc_document_data(
	struct xc_document *doc, size_t *len, struct xc_error *err);

/* Sets the data: any bytes, up to about 100 MB. */
XC_CHECKED enum xc_error_kind xc_document_set_data(struct xc_document *doc,
	const char *data, size_t len, struct xc_error *err);

/* The value in the slot; empty if there is none. */
XC_CHECKED enum xc_error_kind xc_document_value(struct xc_bytes *out,
	const struct xc_document *doc, uint32_t slot, struct xc_error *err);

/*
 * Sets the value in the slot; an empty one removes it.  Values are compared
 * as bytes: for numbers see xc_sortable_serialise.  Short ones are best.  A
 * disk or memory that fills while values are written can end the process
 * with SIGABRT, as a destructor of 1.4 throws; the database stays whole.
 */
XC_CHECKED enum xc_error_kind xc_document_set_value(struct xc_document *doc,
	uint32_t slot, const char *value, size_t len, struct xc_error *err);

/* Removes all values. */
XC_CHECKED enum xc_error_kind xc_document_clear_values(
	struct xc_document *doc, struct xc_error *err);

/* A term with all its positions.  No positions: the term counts wdf times
 * but is in no phrase; wdf 0 as well: it only filters. */
struct xc_posting {
	const char *term;
	size_t term_len;
	const uint32_t *positions;  /* quickest ascending; may be NULL if 0 */
	size_t n_positions;
	uint32_t wdf;               /* added to the term's count, once */
};

/*
 * Adds n postings; terms in any order, and to what the document has.  This
 * is the quick way to fill a document: one call for all its words.  Expected:
 * XC_INVALID_ARGUMENT_ERROR for an empty term, when those before it have been
 * added.  Terms too long are found only later: see xc_term_fits.
 */
XC_CHECKED enum xc_error_kind xc_document_add_postings(
	struct xc_document *doc, const struct xc_posting *postings, size_t n,
	struct xc_error *err);

/* One occurrence of a term. */
struct xc_pair {
	const char *term;
	size_t term_len;
	uint32_t position;
};

/* Adds n occurrences, each counting wdf times; in the text's order or any
 * other.  Failures as for xc_document_add_postings. */
XC_CHECKED enum xc_error_kind xc_document_add_pairs(struct xc_document *doc,
	const struct xc_pair *pairs, size_t n, uint32_t wdf,
	struct xc_error *err);

/* Adds a term without a position, counting wdf times; 0 makes a term that
 * only filters.  Expected: XC_INVALID_ARGUMENT_ERROR for the empty term. */
XC_CHECKED enum xc_error_kind xc_document_add_term(struct xc_document *doc,
	const char *term, size_t len, uint32_t wdf, struct xc_error *err);

/* Removes the term with its positions.  Expected: XC_INVALID_ARGUMENT_ERROR
 * if the document does not have it. */
XC_CHECKED enum xc_error_kind xc_document_remove_term(struct xc_document *doc,
	const char *term, size_t len, struct xc_error *err);

/* Occurrences of a term to remove, both ends included. */
struct xc_removal {
	const char *term;
	size_t term_len;
	uint32_t first;
	uint32_t last;
	uint32_t wdf;  /* taken from the term's count for each position */
};

/* Removes a term's positions in a range and puts their number into *removed,
 * which may be NULL.  The term stays, even without positions.  Expected:
 * XC_INVALID_ARGUMENT_ERROR if the document does not have the term. */
XC_CHECKED enum xc_error_kind xc_document_remove_postings(uint32_t *removed,
	struct xc_document *doc, const struct xc_removal *what,
	struct xc_error *err);

/* Removes all terms. */
XC_CHECKED enum xc_error_kind xc_document_clear_terms(
	struct xc_document *doc, struct xc_error *err);

/* The number of different terms. */
XC_CHECKED enum xc_error_kind xc_document_term_count(uint32_t *out,
	const struct xc_document *doc, struct xc_error *err);

/* The terms in byte order, with wdf and positions; until a term is added or
 * removed. */
XC_CHECKED struct xc_term_iter *xc_document_terms(
	const struct xc_document *doc, struct xc_error *err);

/* The number of values. */
XC_CHECKED enum xc_error_kind xc_document_value_count(uint32_t *out,
	const struct xc_document *doc, struct xc_error *err);

/* The values by slot; until one is set. */
XC_CHECKED struct xc_value_iter *xc_document_values(
	const struct xc_document *doc, struct xc_error *err);

/* The whole document as bytes, for xc_document_unserialise. */
XC_CHECKED enum xc_error_kind xc_document_serialise(struct xc_bytes *out,
	const struct xc_document *doc, struct xc_error *err);

/* The document that xc_document_serialise wrote.  Expected of other bytes:
 * XC_SERIALISATION_ERROR, or XC_NETWORK_ERROR, whichever 1.4 takes. */
XC_CHECKED struct xc_document *xc_document_unserialise(
	const char *data, size_t len, struct xc_error *err);

/* A description for logs and tests; its form may change. */
XC_CHECKED enum xc_error_kind xc_document_describe(struct xc_bytes *out,
	const struct xc_document *doc, struct xc_error *err);

/* The room a serialised number needs at most. */
#define XC_SORTABLE_MAX 9

/* Writes value as bytes that sort as the numbers do, not terminated, to buf,
 * which has XC_SORTABLE_MAX bytes, and returns how many.  Not for NaN. */
size_t xc_sortable_serialise(char *buf, double value);

/* The number that xc_sortable_serialise wrote; of other bytes, any. */
double xc_sortable_unserialise(const char *value, size_t len);

#ifdef __cplusplus
}
#endif

#endif
