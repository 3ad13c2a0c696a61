/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a search found: matches, and terms to expand it with.  Included by
 * <xapian-c.h>, which says the conventions. */
#ifndef XAPIAN_C_MSET_H
#define XAPIAN_C_MSET_H

#include <xapian-c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

void xc_mset_free(struct xc_mset *mset);

/* The number of matches here. */
uint32_t xc_mset_size(const struct xc_mset *mset);

/* The document id of the i-th match here (from 0); 0 if i is too great. */
uint32_t xc_mset_docid(const struct xc_mset *mset, uint32_t i);

/* What is known of one match. */
struct xc_match {
	uint32_t docid;
	uint32_t rank;            /* in all matches, from 0 */
	double weight;
	int percent;              /* of what is possible, 0 to 100 */
	uint32_t collapse_count;  /* collapsed into it, at least */
};

/* Writes the i-th match into out.  Expected: XC_RANGE_ERROR. */
XC_CHECKED enum xc_error_kind xc_mset_match(struct xc_match *out,
	const struct xc_mset *mset, uint32_t i, struct xc_error *err);

/* The i-th match's document.  Expected: XC_RANGE_ERROR,
 * XC_DOC_NOT_FOUND_ERROR if it has been deleted meanwhile. */
XC_CHECKED struct xc_document *xc_mset_document(
	const struct xc_mset *mset, uint32_t i, struct xc_error *err);

/* Asks remote shards for the documents of all matches here at once, so that
 * xc_mset_document need not wait for one after the other.  Does nothing where
 * first was not 0: 1.4.22 would read outside its arrays. */
XC_CHECKED enum xc_error_kind xc_mset_fetch(
	const struct xc_mset *mset, struct xc_error *err);

/* The value by which the i-th match was collapsed; empty without.
 * Expected: XC_RANGE_ERROR. */
XC_CHECKED enum xc_error_kind xc_mset_collapse_key(struct xc_bytes *out,
	const struct xc_mset *mset, uint32_t i, struct xc_error *err);

/* The value or key by which the i-th match was sorted; empty without.
 * Expected: XC_RANGE_ERROR. */
XC_CHECKED enum xc_error_kind xc_mset_sort_key(struct xc_bytes *out,
	const struct xc_mset *mset, uint32_t i, struct xc_error *err);

/* Figures of the whole search. */
struct xc_mset_stats {
	uint32_t first;                 /* rank of the first match here */
	uint32_t matches_lower;         /* how many match: at least, */
	uint32_t matches_estimated;     /* about, */
	uint32_t matches_upper;         /* and at most */
	uint32_t uncollapsed_lower;     /* the same before collapsing */
	uint32_t uncollapsed_estimated;
	uint32_t uncollapsed_upper;
	double max_possible;            /* weight any document could get */
	double max_attained;            /* weight the best one got */
};

/* Writes the figures into out. */
void xc_mset_get_stats(
	struct xc_mset_stats *out, const struct xc_mset *mset);

/* The percentage that a weight stands for in this search. */
XC_CHECKED enum xc_error_kind xc_mset_percent(int *out,
	const struct xc_mset *mset, double weight, struct xc_error *err);

/* How many documents have the term, as the search saw it; also for terms that
 * are not in the query. */
XC_CHECKED enum xc_error_kind xc_mset_term_freq(uint32_t *out,
	const struct xc_mset *mset, const char *term, size_t len,
	struct xc_error *err);

/* The weight a query term can give at most.  Expected:
 * XC_INVALID_ARGUMENT_ERROR for a term that is not in the query. */
XC_CHECKED enum xc_error_kind xc_mset_term_weight(double *out,
	const struct xc_mset *mset, const char *term, size_t len,
	struct xc_error *err);

enum xc_snippet_flag {
	XC_SNIPPET_BACKGROUND_MODEL = 1,     /* rare words count more */
	XC_SNIPPET_EXHAUSTIVE = 2,           /* look at the whole text */
	XC_SNIPPET_EMPTY_WITHOUT_MATCH = 4,
	XC_SNIPPET_CJK_NGRAM = 2048
};

struct xc_snippet_options {
	size_t length;               /* bytes, without the marks */
	unsigned flags;              /* enum xc_snippet_flag */
	const struct xc_stem *stem;  /* as the index was made, or NULL */
	const char *hi_start;        /* put before a match, */
	const char *hi_end;          /* and after; never both "" */
	const char *omit;            /* put where text was left out */
};

#define XC_SNIPPET_OPTIONS_INIT { 500, XC_SNIPPET_BACKGROUND_MODEL | \
	XC_SNIPPET_EXHAUSTIVE, NULL, "<b>", "</b>", "..." }

/*
 * A passage of the text (UTF-8) that shows the query's words, with HTML's
 * & < > escaped.  options NULL means XC_SNIPPET_OPTIONS_INIT.  Faults of
 * 1.4.22: with both marks empty a short text comes back unescaped
 * (CVE-2026-77643); quotes are never escaped, so it is not for attributes;
 * invalid UTF-8 and control characters pass through.  It marks nothing where
 * the index folded words in another way than xc_term_generator does.
 * Expected: XC_INVALID_ARGUMENT_ERROR for both marks empty.
 */
XC_CHECKED enum xc_error_kind xc_mset_snippet(struct xc_bytes *out,
	const struct xc_mset *mset, struct xc_slice text,
	const struct xc_snippet_options *options, struct xc_error *err);

/* A description for logs and tests; its form may change. */
XC_CHECKED enum xc_error_kind xc_mset_describe(struct xc_bytes *out,
	const struct xc_mset *mset, struct xc_error *err);

void xc_eset_free(struct xc_eset *eset);

/* The number of terms, the best first. */
uint32_t xc_eset_size(const struct xc_eset *eset);

/* How many terms there could have been, at least. */
uint32_t xc_eset_bound(const struct xc_eset *eset);

/* The i-th term (from 0).  Expected: XC_RANGE_ERROR. */
XC_CHECKED enum xc_error_kind xc_eset_term(struct xc_bytes *out,
	const struct xc_eset *eset, uint32_t i, struct xc_error *err);

/* The i-th term's weight; 0 if i is too great. */
double xc_eset_weight(const struct xc_eset *eset, uint32_t i);

/* A description for logs and tests; its form may change. */
XC_CHECKED enum xc_error_kind xc_eset_describe(struct xc_bytes *out,
	const struct xc_eset *eset, struct xc_error *err);

#ifdef __cplusplus
}
#endif

#endif
