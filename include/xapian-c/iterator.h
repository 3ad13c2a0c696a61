/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Iterators over terms, postings, positions and values.  Included by
 * <xapian-c.h>, which says the conventions. */
#ifndef XAPIAN_C_ITERATOR_H
#define XAPIAN_C_ITERATOR_H

#include <xapian-c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * All iterators are alike.  A new one stands before the first item; _next
 * moves to the first, then on, and says whether there was one.  False is the
 * end, or a failure: then err holds it, and every later _next fails with the
 * same.  _skip_to moves forward to the first item that is not before the one
 * named, never back.  The getters want an iterator that stands on an item;
 * elsewhere they give nothing: "", 0, or XC_INVALID_OPERATION_ERROR.
 *
 *	while (xc_term_iter_next(it, &err))
 *		use(xc_term_iter_term(it, &len), len);
 *	if (err.kind != XC_OK)
 *		...
 */

/* Moves to the next term, key, word or value. */
XC_CHECKED bool xc_term_iter_next(
	struct xc_term_iter *it, struct xc_error *err);

/* Moves to the first one not before the term. */
XC_CHECKED bool xc_term_iter_skip_to(struct xc_term_iter *it,
	const char *term, size_t len, struct xc_error *err);

/* The current one, lent until the iterator moves; *len may be NULL. */
const char *xc_term_iter_term(const struct xc_term_iter *it, size_t *len);

/* How often the document has the term, for a document's or query's terms. */
XC_CHECKED enum xc_error_kind xc_term_iter_wdf(uint32_t *out,
	const struct xc_term_iter *it, struct xc_error *err);

/* How many documents have the term (of the match, for a spy's values); the
 * word's count in the spelling table.  Expected: XC_INVALID_OPERATION_ERROR
 * where there is none, as for keys. */
XC_CHECKED enum xc_error_kind xc_term_iter_freq(uint32_t *out,
	const struct xc_term_iter *it, struct xc_error *err);

/* How many positions the term has in the document. */
XC_CHECKED enum xc_error_kind xc_term_iter_position_count(uint32_t *out,
	const struct xc_term_iter *it, struct xc_error *err);

/* The positions of the term in the document. */
XC_CHECKED struct xc_position_iter *xc_term_iter_positions(
	const struct xc_term_iter *it, struct xc_error *err);

void xc_term_iter_free(struct xc_term_iter *it);

/* Moves to the next document. */
XC_CHECKED bool xc_posting_iter_next(
	struct xc_posting_iter *it, struct xc_error *err);

/* Moves to the first document whose id is not below docid. */
XC_CHECKED bool xc_posting_iter_skip_to(
	struct xc_posting_iter *it, uint32_t docid, struct xc_error *err);

/* The current document's id. */
uint32_t xc_posting_iter_docid(const struct xc_posting_iter *it);

/* How often the term is in the document; 1 for the empty term. */
XC_CHECKED enum xc_error_kind xc_posting_iter_wdf(uint32_t *out,
	const struct xc_posting_iter *it, struct xc_error *err);

/* The document's length in terms. */
XC_CHECKED enum xc_error_kind xc_posting_iter_doc_length(uint32_t *out,
	const struct xc_posting_iter *it, struct xc_error *err);

/* The number of different terms in the document. */
XC_CHECKED enum xc_error_kind xc_posting_iter_unique_terms(uint32_t *out,
	const struct xc_posting_iter *it, struct xc_error *err);

/* The positions of the term in the document. */
XC_CHECKED struct xc_position_iter *xc_posting_iter_positions(
	const struct xc_posting_iter *it, struct xc_error *err);

void xc_posting_iter_free(struct xc_posting_iter *it);

/* Moves to the next position; they ascend. */
XC_CHECKED bool xc_position_iter_next(
	struct xc_position_iter *it, struct xc_error *err);

/* Moves to the first position that is not below position. */
XC_CHECKED bool xc_position_iter_skip_to(struct xc_position_iter *it,
	uint32_t position, struct xc_error *err);

/* The current position. */
uint32_t xc_position_iter_position(const struct xc_position_iter *it);

/*
 * Reads up to max positions that follow into positions and their number into
 * *n: all that were left if that is less than max.  One call where _next
 * would take many.
 */
XC_CHECKED enum xc_error_kind xc_position_iter_read(size_t *n,
	uint32_t *positions, size_t max, struct xc_position_iter *it,
	struct xc_error *err);

void xc_position_iter_free(struct xc_position_iter *it);

/* Moves to the next value: of the slot's next document, or of the document's
 * next slot. */
XC_CHECKED bool xc_value_iter_next(
	struct xc_value_iter *it, struct xc_error *err);

/* Moves to the first value whose document id (for a slot's values) or slot
 * (for a document's) is not below docid_or_slot. */
XC_CHECKED bool xc_value_iter_skip_to(struct xc_value_iter *it,
	uint32_t docid_or_slot, struct xc_error *err);

/* The current value, lent until the iterator moves; len may be NULL. */
const char *xc_value_iter_value(const struct xc_value_iter *it, size_t *len);

/* The id of the document that has the value; for a slot's values only. */
XC_CHECKED enum xc_error_kind xc_value_iter_docid(uint32_t *out,
	const struct xc_value_iter *it, struct xc_error *err);

/* The slot of the value. */
XC_CHECKED enum xc_error_kind xc_value_iter_slot(uint32_t *out,
	const struct xc_value_iter *it, struct xc_error *err);

void xc_value_iter_free(struct xc_value_iter *it);

#ifdef __cplusplus
}
#endif

#endif
