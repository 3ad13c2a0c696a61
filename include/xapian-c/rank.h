/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a search weighs, sorts and counts, and what it is told to be relevant.
 * Included by <xapian-c.h>, which says the conventions. */
#ifndef XAPIAN_C_RANK_H
#define XAPIAN_C_RANK_H

#include <xapian-c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A weighting scheme by name, with n parameters in the order of libxapian's
 * constructor, of which the last may be left out; params may be NULL if 0.
 * bool, coord, dlh, dph: none; trad k; bm25 k1 k2 k3 b min_normlen;
 * bm25+ the same and delta; inl2, ifb2, ineb2, bb2, pl2: c; pl2+ c delta;
 * lm log smoothing(1 to 5) s1 s2; tfidf: see below.  lm and pl2+ are wrong in
 * 1.4.22.  Expected: XC_INVALID_ARGUMENT_ERROR for an unknown name or a
 * number of parameters it does not take.
 */
XC_CHECKED struct xc_weight *xc_weight_new(const char *name,
	const double *params, size_t n, struct xc_error *err);

/* The tf-idf scheme with three letters for how to normalise wdf, idf and
 * weight, such as "ntn".  Expected: XC_INVALID_ARGUMENT_ERROR. */
XC_CHECKED struct xc_weight *xc_weight_new_tfidf(
	const char *normalizations, struct xc_error *err);

void xc_weight_free(struct xc_weight *weight);

/* libxapian's name of the scheme, such as "Xapian::BM25Weight". */
XC_CHECKED enum xc_error_kind xc_weight_name(struct xc_bytes *out,
	const struct xc_weight *weight, struct xc_error *err);

/* Makes sort keys of several values, in the order they are added. */
XC_CHECKED struct xc_key_maker *xc_key_maker_new(struct xc_error *err);

/* Adds a slot, descending if reverse; missing stands in for no value.
 * XC_INVALID_OPERATION_ERROR for a key maker by callback. */
XC_CHECKED enum xc_error_kind xc_key_maker_add_value(
	struct xc_key_maker *maker, uint32_t slot, bool reverse,
	struct xc_slice missing, struct xc_error *err);

/* Sets out, with xc_bytes_set, to the key by which doc (lent) is sorted;
 * returns not 0 to fail the search with XC_CALLBACK_ERROR. */
typedef int (*xc_key_fn)(
	struct xc_bytes *out, struct xc_document *doc, void *ctx);

/* A key maker of the caller's own; ctx has to outlive whatever is given
 * it. */
XC_CHECKED struct xc_key_maker *xc_key_maker_new_callback(
	xc_key_fn fn, void *ctx, struct xc_error *err);

/* The key of a document. */
XC_CHECKED enum xc_error_kind xc_key_maker_key(struct xc_bytes *out,
	const struct xc_key_maker *maker, const struct xc_document *doc,
	struct xc_error *err);

void xc_key_maker_free(struct xc_key_maker *maker);

/* Counts the values of a slot in the documents a search looks at; all
 * matches only if check_at_least is the number of documents. */
XC_CHECKED struct xc_match_spy *xc_match_spy_new_value_count(
	uint32_t slot, struct xc_error *err);

/* Sees a document (lent) and its weight during a search; returns not 0 to
 * fail that with XC_CALLBACK_ERROR. */
typedef int (*xc_spy_fn)(struct xc_document *doc, double weight, void *ctx);

/* A spy of the caller's own, for local databases; ctx has to outlive whatever
 * is given it. */
XC_CHECKED struct xc_match_spy *xc_match_spy_new_callback(
	xc_spy_fn fn, void *ctx, struct xc_error *err);

void xc_match_spy_free(struct xc_match_spy *spy);

/* The documents that a counting spy saw; 0 for another. */
size_t xc_match_spy_total(const struct xc_match_spy *spy);

/* The values a counting spy saw, in byte order, with how many documents had
 * each by xc_term_iter_freq.  XC_INVALID_OPERATION_ERROR for another spy. */
XC_CHECKED struct xc_term_iter *xc_match_spy_values(
	const struct xc_match_spy *spy, struct xc_error *err);

/* The same for the max most frequent, the most frequent first. */
XC_CHECKED struct xc_term_iter *xc_match_spy_top_values(
	const struct xc_match_spy *spy, size_t max, struct xc_error *err);

/* Documents that someone marked as relevant. */
XC_CHECKED struct xc_rset *xc_rset_new(struct xc_error *err);

void xc_rset_free(struct xc_rset *rset);

/* Adds a document, if it is not there.  Expected:
 * XC_INVALID_ARGUMENT_ERROR for id 0. */
XC_CHECKED enum xc_error_kind xc_rset_add(
	struct xc_rset *rset, uint32_t docid, struct xc_error *err);

/* Removes a document, if it is there. */
XC_CHECKED enum xc_error_kind xc_rset_remove(
	struct xc_rset *rset, uint32_t docid, struct xc_error *err);

/* Whether the document is there. */
bool xc_rset_contains(const struct xc_rset *rset, uint32_t docid);

/* The number of documents. */
uint32_t xc_rset_size(const struct xc_rset *rset);

/* A description for logs and tests; its form may change. */
XC_CHECKED enum xc_error_kind xc_rset_describe(struct xc_bytes *out,
	const struct xc_rset *rset, struct xc_error *err);

#ifdef __cplusplus
}
#endif

#endif
