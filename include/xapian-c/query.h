/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries and posting sources.  Included by <xapian-c.h>, which says the
 * conventions. */
#ifndef XAPIAN_C_QUERY_H
#define XAPIAN_C_QUERY_H

#include <xapian-c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Operators, and what xc_query_type says. */
enum xc_op {
	XC_OP_AND = 0,
	XC_OP_OR = 1,
	XC_OP_AND_NOT = 2,
	XC_OP_XOR = 3,
	XC_OP_AND_MAYBE = 4,   /* the first; the others add weight only */
	XC_OP_FILTER = 5,      /* and; weight of the first only */
	XC_OP_NEAR = 6,        /* within a window, in any order */
	XC_OP_PHRASE = 7,      /* within a window, in this order */
	XC_OP_VALUE_RANGE = 8,
	XC_OP_SCALE_WEIGHT = 9,
	XC_OP_ELITE_SET = 10,  /* or, of the best few */
	XC_OP_VALUE_GE = 11,
	XC_OP_VALUE_LE = 12,
	XC_OP_SYNONYM = 13,    /* or, weighed as one term */
	XC_OP_MAX = 14,        /* or; the greatest weight */
	XC_OP_WILDCARD = 15,
	XC_OP_INVALID = 99,
	XC_LEAF_TERM = 100,
	XC_LEAF_POSTING_SOURCE = 101,
	XC_LEAF_MATCH_ALL = 102,
	XC_LEAF_MATCH_NOTHING = 103
};

/* A query for one term: wqf is how often it is in the query (1 is usual),
 * position where (0 is usual; orders xc_query_terms).  The empty term matches
 * all documents. */
XC_CHECKED struct xc_query *xc_query_new_term(const char *term, size_t len,
	uint32_t wqf, uint32_t position, struct xc_error *err);

/* A query that matches every document, without weight. */
XC_CHECKED struct xc_query *xc_query_new_match_all(struct xc_error *err);

/* A query that matches no document. */
XC_CHECKED struct xc_query *xc_query_new_match_nothing(struct xc_error *err);

/*
 * Combines n queries by an operator.  param is the window of XC_OP_NEAR and
 * XC_OP_PHRASE in positions, 0 for n, and the number of queries that
 * XC_OP_ELITE_SET picks, 0 for 10; else 0.  No queries match nothing;
 * XC_OP_NEAR and XC_OP_PHRASE take
 * terms and XC_OP_OR of terms only: XC_UNIMPLEMENTED_ERROR, perhaps from the
 * search.  Each level is a level of recursion: nested some ten thousands deep
 * it overflows the stack.  Expected: XC_INVALID_ARGUMENT_ERROR for an
 * operator that does not combine.
 */
XC_CHECKED struct xc_query *xc_query_new_combined(enum xc_op op,
	const struct xc_query *const *queries, size_t n, uint32_t param,
	struct xc_error *err);

/* The same for n terms, of wqf 1. */
XC_CHECKED struct xc_query *xc_query_new_combined_terms(enum xc_op op,
	const struct xc_slice *terms, size_t n, uint32_t param,
	struct xc_error *err);

/* The query with its weights multiplied by factor.  Expected:
 * XC_INVALID_ARGUMENT_ERROR below 0. */
XC_CHECKED struct xc_query *xc_query_new_scaled(
	const struct xc_query *query, double factor, struct xc_error *err);

/* Documents whose value in the slot is from low to high, both included, by
 * bytes.  Without weight. */
XC_CHECKED struct xc_query *xc_query_new_value_range(uint32_t slot,
	struct xc_slice low, struct xc_slice high, struct xc_error *err);

/* Documents whose value in the slot is low or above; with low empty, all. */
XC_CHECKED struct xc_query *xc_query_new_value_ge(uint32_t slot,
	const char *low, size_t len, struct xc_error *err);

/* Documents whose value in the slot is high or below, no value included. */
XC_CHECKED struct xc_query *xc_query_new_value_le(uint32_t slot,
	const char *high, size_t len, struct xc_error *err);

/* What to do when a wildcard stands for more terms than allowed. */
enum xc_wildcard_limit {
	XC_WILDCARD_LIMIT_ERROR,         /* XC_WILDCARD_ERROR in the search */
	XC_WILDCARD_LIMIT_FIRST,         /* take the first by bytes */
	XC_WILDCARD_LIMIT_MOST_FREQUENT  /* reads them all: slow */
};

struct xc_wildcard_options {
	uint32_t max_expansion;        /* terms; 0 for no limit */
	enum xc_wildcard_limit limit;
	enum xc_op combiner;           /* SYNONYM, OR or MAX */
};

#define XC_WILDCARD_OPTIONS_INIT \
	{ 0, XC_WILDCARD_LIMIT_ERROR, XC_OP_SYNONYM }

/* All terms that begin with the prefix, found when the search runs; options
 * NULL means XC_WILDCARD_OPTIONS_INIT.  Short prefixes without a limit cost
 * seconds.  Expected: XC_INVALID_ARGUMENT_ERROR for another combiner. */
XC_CHECKED struct xc_query *xc_query_new_wildcard(const char *prefix,
	size_t len, const struct xc_wildcard_options *options,
	struct xc_error *err);

/* The documents of a posting source, weighed by it. */
XC_CHECKED struct xc_query *xc_query_new_source(
	struct xc_posting_source *source, struct xc_error *err);

/* The same query once more; cheap, as they share. */
XC_CHECKED struct xc_query *xc_query_copy(
	const struct xc_query *query, struct xc_error *err);

void xc_query_free(struct xc_query *query);

/* The operator at the query's top. */
enum xc_op xc_query_type(const struct xc_query *query);

/* The number of queries right under the top. */
size_t xc_query_subquery_count(const struct xc_query *query);

/* The i-th of them, the caller's own.  Expected: XC_RANGE_ERROR. */
XC_CHECKED struct xc_query *xc_query_subquery(
	const struct xc_query *query, size_t i, struct xc_error *err);

/* The number of terms, counted by wqf. */
uint32_t xc_query_length(const struct xc_query *query);

/* Whether it matches nothing. */
bool xc_query_is_empty(const struct xc_query *query);

/* The terms, by position and as often as they come. */
XC_CHECKED struct xc_term_iter *xc_query_terms(
	const struct xc_query *query, struct xc_error *err);

/* The terms, in byte order, each once. */
XC_CHECKED struct xc_term_iter *xc_query_unique_terms(
	const struct xc_query *query, struct xc_error *err);

/* The query as bytes, for xc_query_unserialise.  Expected:
 * XC_UNIMPLEMENTED_ERROR with a posting source by callback. */
XC_CHECKED enum xc_error_kind xc_query_serialise(struct xc_bytes *out,
	const struct xc_query *query, struct xc_error *err);

/* The query that xc_query_serialise wrote.  Expected of other bytes:
 * XC_SERIALISATION_ERROR, or XC_NETWORK_ERROR, whichever 1.4 takes. */
XC_CHECKED struct xc_query *xc_query_unserialise(
	const char *data, size_t len, struct xc_error *err);

/* A description for logs and tests, such as "Query((a AND b))". */
XC_CHECKED enum xc_error_kind xc_query_describe(struct xc_bytes *out,
	const struct xc_query *query, struct xc_error *err);

/* Weighs documents by the number that xc_sortable_serialise put in the slot;
 * matches those that have one. */
XC_CHECKED struct xc_posting_source *xc_posting_source_new_value_weight(
	uint32_t slot, struct xc_error *err);

/* The same for a slot whose numbers do not rise from document first to last
 * (0: to the end), where it can stop early. */
XC_CHECKED struct xc_posting_source *xc_posting_source_new_decreasing(
	uint32_t slot, uint32_t first, uint32_t last, struct xc_error *err);

/* Weighs documents by a table from the slot's values to weights, which
 * xc_posting_source_add_mapping fills before the search. */
XC_CHECKED struct xc_posting_source *xc_posting_source_new_value_map(
	uint32_t slot, struct xc_error *err);

/* Adds a row; XC_INVALID_OPERATION_ERROR for another kind of source. */
XC_CHECKED enum xc_error_kind xc_posting_source_add_mapping(
	struct xc_posting_source *source, const char *value, size_t len,
	double weight, struct xc_error *err);

/* Sets the weight of values without a row, 0 to begin with;
 * XC_INVALID_OPERATION_ERROR for another kind of source. */
XC_CHECKED enum xc_error_kind xc_posting_source_set_default_weight(
	struct xc_posting_source *source, double weight,
	struct xc_error *err);

/* Gives all documents the same weight. */
XC_CHECKED struct xc_posting_source *xc_posting_source_new_fixed_weight(
	double weight, struct xc_error *err);

/* What a source by callback says of itself before a search.  Wrong bounds
 * give wrong results. */
struct xc_source_bounds {
	uint32_t min_docs;   /* matches at least, */
	uint32_t docs;       /* about, */
	uint32_t max_docs;   /* and at most this many documents */
	double max_weight;   /* none weighs more; 0 to begin with */
};

struct xc_source_item {
	uint32_t docid;      /* 0: there are no more */
	double weight;
};

/* A posting source of the caller's own; each returns not 0 to fail the
 * search with XC_CALLBACK_ERROR.  db is lent for the call. */
struct xc_source_callbacks {
	/* begins a search of db; bounds are 0, doc_count, doc_count, 0 */
	int (*init)(struct xc_source_bounds *bounds,
		const struct xc_database *db, void *ctx);
	/* the first document whose id is not below least */
	int (*seek)(struct xc_source_item *item, uint32_t least, void *ctx);
	void *ctx;           /* outlives all queries made of the source */
};

/* A source by callback; callbacks are copied.  It serves one place of one
 * query, and a database of one local shard: XC_INVALID_OPERATION_ERROR or
 * XC_UNIMPLEMENTED_ERROR in the search of others. */
XC_CHECKED struct xc_posting_source *xc_posting_source_new_callback(
	const struct xc_source_callbacks *callbacks, struct xc_error *err);

void xc_posting_source_free(struct xc_posting_source *source);

#ifdef __cplusplus
}
#endif

#endif
