/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searches.  Included by <xapian-c.h>, which says the conventions. */
#ifndef XAPIAN_C_ENQUIRE_H
#define XAPIAN_C_ENQUIRE_H

#include <xapian-c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A search of a database: set the query and how to rank, then ask for
 * matches, as often as wanted.  Expected: XC_INVALID_ARGUMENT_ERROR for a
 * database of no shards. */
XC_CHECKED struct xc_enquire *xc_enquire_new(
	const struct xc_database *db, struct xc_error *err);

void xc_enquire_free(struct xc_enquire *enquire);

/* Sets the query; length is the number of terms it counts as, 0 for its
 * own. */
XC_CHECKED enum xc_error_kind xc_enquire_set_query(
	struct xc_enquire *enquire, const struct xc_query *query,
	uint32_t length, struct xc_error *err);

/* The query, the caller's own copy. */
XC_CHECKED struct xc_query *xc_enquire_query(
	const struct xc_enquire *enquire, struct xc_error *err);

/* Sets the weighting scheme; bm25 with its defaults to begin with. */
XC_CHECKED enum xc_error_kind xc_enquire_set_weight(
	struct xc_enquire *enquire, const struct xc_weight *weight,
	struct xc_error *err);

/* Sets how xc_enquire_expand weighs terms: "trad" with k (1 to begin with) or
 * "bo1".  Expected: XC_INVALID_ARGUMENT_ERROR. */
XC_CHECKED enum xc_error_kind xc_enquire_set_expansion_scheme(
	struct xc_enquire *enquire, const char *name, double k,
	struct xc_error *err);

/* Keeps only the best max documents of those with the same value in the slot;
 * documents without one are all kept.  XC_NO_SLOT switches it off. */
XC_CHECKED enum xc_error_kind xc_enquire_set_collapse(
	struct xc_enquire *enquire, uint32_t slot, uint32_t max,
	struct xc_error *err);

/* Which of equals comes first. */
enum xc_docid_order {
	XC_DOCID_DESCENDING = 0,
	XC_DOCID_ASCENDING = 1,  /* to begin with */
	XC_DOCID_DONT_CARE = 2   /* may be quicker */
};

/* Sets which of equals comes first. */
XC_CHECKED enum xc_error_kind xc_enquire_set_docid_order(
	struct xc_enquire *enquire, enum xc_docid_order order,
	struct xc_error *err);

/* Leaves out matches below a percentage of the best or below a weight; 0 and
 * 0 to begin with.  With a percentage, a search sorted first by value or key
 * fails with XC_UNIMPLEMENTED_ERROR. */
XC_CHECKED enum xc_error_kind xc_enquire_set_cutoff(
	struct xc_enquire *enquire, int percent, double weight,
	struct xc_error *err);

/* How a value or key goes together with the weight. */
enum xc_sort {
	XC_SORT_ONLY,            /* it alone; weights are not computed */
	XC_SORT_THEN_RELEVANCE,  /* weight decides between equals */
	XC_SORT_AFTER_RELEVANCE  /* it decides between equal weights */
};

/* Sorts by weight: the way it begins. */
XC_CHECKED enum xc_error_kind xc_enquire_sort_by_relevance(
	struct xc_enquire *enquire, struct xc_error *err);

/* Sorts by a slot's values as bytes, descending if reverse. */
XC_CHECKED enum xc_error_kind xc_enquire_sort_by_value(
	struct xc_enquire *enquire, enum xc_sort sort, uint32_t slot,
	bool reverse, struct xc_error *err);

/* Sorts by what the key maker makes, descending if reverse. */
XC_CHECKED enum xc_error_kind xc_enquire_sort_by_key(
	struct xc_enquire *enquire, enum xc_sort sort,
	struct xc_key_maker *maker, bool reverse, struct xc_error *err);

/* Stops looking beyond the matches asked for after some seconds; 0 for no
 * limit.  It does not bound the time of a search, and starts a thread. */
XC_CHECKED enum xc_error_kind xc_enquire_set_time_limit(
	struct xc_enquire *enquire, double seconds, struct xc_error *err);

/* Lets the spy see the documents of each search from now on. */
XC_CHECKED enum xc_error_kind xc_enquire_add_spy(struct xc_enquire *enquire,
	struct xc_match_spy *spy, struct xc_error *err);

/* Takes all spies off. */
XC_CHECKED enum xc_error_kind xc_enquire_clear_spies(
	struct xc_enquire *enquire, struct xc_error *err);

/* Sets *keep to whether doc (lent) may match; returns not 0 to fail the
 * search with XC_CALLBACK_ERROR. */
typedef int (*xc_match_fn)(
	bool *keep, struct xc_document *doc, void *ctx);

struct xc_match_options {
	uint32_t check_at_least;     /* documents to look at, for counts */
	const struct xc_rset *rset;  /* or NULL */
	xc_match_fn decide;          /* or NULL; local databases only */
	void *ctx;                   /* for decide */
};

#define XC_MATCH_OPTIONS_INIT { 0, NULL, NULL, NULL }

/*
 * Runs the search for up to max matches from the first-th on (from 0);
 * options NULL means XC_MATCH_OPTIONS_INIT.  Counts of matches are estimates
 * unless check_at_least is above them.  Expected: XC_WILDCARD_ERROR,
 * XC_UNIMPLEMENTED_ERROR (a phrase of more than terms, or callbacks with
 * remote shards), XC_CALLBACK_ERROR.
 */
XC_CHECKED struct xc_mset *xc_enquire_match(const struct xc_enquire *enquire,
	uint32_t first, uint32_t max, const struct xc_match_options *options,
	struct xc_error *err);

/* Sets *keep to whether the term may be suggested; returns not 0 to fail with
 * XC_CALLBACK_ERROR. */
typedef int (*xc_expand_fn)(
	bool *keep, const char *term, size_t len, void *ctx);

enum xc_expand_flag {
	XC_EXPAND_INCLUDE_QUERY_TERMS = 1,
	XC_EXPAND_EXACT_TERM_FREQ = 2   /* slower, for several shards */
};

struct xc_expand_options {
	unsigned flags;       /* enum xc_expand_flag */
	double min_weight;
	xc_expand_fn decide;  /* or NULL */
	void *ctx;            /* for decide */
};

#define XC_EXPAND_OPTIONS_INIT { 0, 0, NULL, NULL }

/* The up to max terms that tell the documents of rset from the others best;
 * options NULL means XC_EXPAND_OPTIONS_INIT. */
XC_CHECKED struct xc_eset *xc_enquire_expand(const struct xc_enquire *enquire,
	uint32_t max, const struct xc_rset *rset,
	const struct xc_expand_options *options, struct xc_error *err);

/* The query's terms that the document has, in the query's order.  Expected:
 * XC_DOC_NOT_FOUND_ERROR, XC_INVALID_ARGUMENT_ERROR for id 0. */
XC_CHECKED struct xc_term_iter *xc_enquire_matching_terms(
	const struct xc_enquire *enquire, uint32_t docid,
	struct xc_error *err);

/* A description for logs and tests; its form may change. */
XC_CHECKED enum xc_error_kind xc_enquire_describe(struct xc_bytes *out,
	const struct xc_enquire *enquire, struct xc_error *err);

#ifdef __cplusplus
}
#endif

#endif
