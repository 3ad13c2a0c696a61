/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian's query parser, with ranges and fields.  Included by <xapian-c.h>,
 * which says the conventions. */
#ifndef XAPIAN_C_PARSER_H
#define XAPIAN_C_PARSER_H

#include <xapian-c/base.h>
#include <xapian-c/query.h>
#include <xapian-c/stem.h>

#ifdef __cplusplus
extern "C" {
#endif

enum xc_parser_flag {
	XC_PARSER_BOOLEAN = 1,             /* AND, OR, NOT, ( ) */
	XC_PARSER_PHRASE = 2,              /* "quotes" */
	XC_PARSER_LOVEHATE = 4,            /* + and - */
	XC_PARSER_BOOLEAN_ANY_CASE = 8,
	XC_PARSER_WILDCARD = 16,           /* word*; needs _set_database */
	XC_PARSER_PURE_NOT = 32,
	XC_PARSER_PARTIAL = 64,            /* the last word as word* too */
	XC_PARSER_SPELLING_CORRECTION = 128,
	XC_PARSER_SYNONYM = 256,
	XC_PARSER_AUTO_SYNONYMS = 512,
	XC_PARSER_AUTO_MULTIWORD_SYNONYMS = 1024,
	XC_PARSER_CJK_NGRAM = 2048,
	XC_PARSER_ACCUMULATE = 65536,      /* keep the lists of the last */
	XC_PARSER_NO_POSITIONS = 0x20000,
	XC_PARSER_DEFAULT = 7
};

/*
 * libxapian's own parser of what people type.  Not for strangers' text
 * without limits of the caller's: nesting overflows the stack (some ten
 * thousands of operators), thousands of words or wildcards take seconds, and
 * 1.4.22 leaks some bytes for certain inputs, or when a callback fails.
 */
XC_CHECKED struct xc_parser *xc_parser_new(struct xc_error *err);

void xc_parser_free(struct xc_parser *parser);

/* Sets the stemmer; NULL for none. */
XC_CHECKED enum xc_error_kind xc_parser_set_stemmer(struct xc_parser *parser,
	const struct xc_stem *stem, struct xc_error *err);

/* Sets which stems are searched: as they were indexed.  XC_STEM_SOME to
 * begin with, but nothing is stemmed without a stemmer. */
XC_CHECKED enum xc_error_kind xc_parser_set_stemming_strategy(
	struct xc_parser *parser, enum xc_stem_strategy strategy,
	struct xc_error *err);

/* Sets the stop words; NULL for none. */
XC_CHECKED enum xc_error_kind xc_parser_set_stopper(struct xc_parser *parser,
	const struct xc_stopper *stopper, struct xc_error *err);

/* Sets the operator between words; XC_OP_OR to begin with.  Expected:
 * XC_INVALID_ARGUMENT_ERROR for one that does not fit there. */
XC_CHECKED enum xc_error_kind xc_parser_set_default_op(
	struct xc_parser *parser, enum xc_op op, struct xc_error *err);

/* The operator between words. */
enum xc_op xc_parser_default_op(const struct xc_parser *parser);

/* Sets the database that wildcards, spelling and synonyms look into. */
XC_CHECKED enum xc_error_kind xc_parser_set_database(struct xc_parser *parser,
	const struct xc_database *db, struct xc_error *err);

/* Sets to how many terms a wildcard or partial word may expand, 0 for any
 * number; flags say which: XC_PARSER_WILDCARD, XC_PARSER_PARTIAL or both. */
XC_CHECKED enum xc_error_kind xc_parser_set_max_expansion(
	struct xc_parser *parser, uint32_t max,
	enum xc_wildcard_limit limit, unsigned flags, struct xc_error *err);

/* Makes field:word search the word with the prefix; again for the same field
 * adds a prefix.  "" is the field of words without one.  Expected:
 * XC_INVALID_OPERATION_ERROR if field is a boolean filter. */
XC_CHECKED enum xc_error_kind xc_parser_add_prefix(struct xc_parser *parser,
	const char *field, const char *prefix, struct xc_error *err);

/*
 * Makes field:value a filter for the term of prefix and value.  Filters of
 * one grouping are joined by OR, of different ones by AND; grouping NULL
 * means the field itself, "" that each stands alone.  Expected:
 * XC_INVALID_OPERATION_ERROR if field is not a filter,
 * XC_UNIMPLEMENTED_ERROR for the empty field.
 */
XC_CHECKED enum xc_error_kind xc_parser_add_boolean_prefix(
	struct xc_parser *parser, const char *field, const char *prefix,
	const char *grouping, struct xc_error *err);

/* Makes the processor turn what follows "field:" into a query. */
XC_CHECKED enum xc_error_kind xc_parser_add_field(struct xc_parser *parser,
	const char *field, struct xc_field_processor *processor,
	struct xc_error *err);

/* The same for a filter; grouping as for xc_parser_add_boolean_prefix. */
XC_CHECKED enum xc_error_kind xc_parser_add_boolean_field(
	struct xc_parser *parser, const char *field,
	struct xc_field_processor *processor, const char *grouping,
	struct xc_error *err);

/* Adds a processor of ranges (a..b); asked in this order, the first that
 * takes one has it.  grouping as for xc_parser_add_boolean_prefix, where NULL
 * means the processor's slot. */
XC_CHECKED enum xc_error_kind xc_parser_add_range(struct xc_parser *parser,
	struct xc_range_processor *processor, const char *grouping,
	struct xc_error *err);

/* The query for a text; flags are enum xc_parser_flag.  Expected:
 * XC_QUERY_PARSER_ERROR, with a message for the person who typed it;
 * XC_WILDCARD_ERROR, XC_FEATURE_UNAVAILABLE_ERROR. */
XC_CHECKED struct xc_query *xc_parser_parse(struct xc_parser *parser,
	const char *text, size_t len, unsigned flags, struct xc_error *err);

/* The same where words without a field get the prefix. */
XC_CHECKED struct xc_query *xc_parser_parse_prefixed(
	struct xc_parser *parser, struct xc_slice text, unsigned flags,
	const char *prefix, struct xc_error *err);

/* The stop words that the last parse left out. */
XC_CHECKED struct xc_term_iter *xc_parser_stop_list(
	const struct xc_parser *parser, struct xc_error *err);

/* The words of the last parsed text that gave the term. */
XC_CHECKED struct xc_term_iter *xc_parser_unstem(
	const struct xc_parser *parser, const char *term, size_t len,
	struct xc_error *err);

/* The last text with its spelling corrected; empty if there was nothing to
 * correct.  Needs XC_PARSER_SPELLING_CORRECTION. */
XC_CHECKED enum xc_error_kind xc_parser_corrected(struct xc_bytes *out,
	const struct xc_parser *parser, struct xc_error *err);

/* A description for logs and tests; its form may change. */
XC_CHECKED enum xc_error_kind xc_parser_describe(struct xc_bytes *out,
	const struct xc_parser *parser, struct xc_error *err);

enum xc_range_flag {
	XC_RANGE_SUFFIX = 1,           /* the mark follows the number */
	XC_RANGE_REPEATED = 2,         /* it may be at both ends */
	XC_RANGE_DATE_PREFER_MDY = 4
};

/* A range of the slot's values as bytes.  mark has to come before the range
 * (or after, by enum xc_range_flag); "" for none. */
XC_CHECKED struct xc_range_processor *xc_range_processor_new(uint32_t slot,
	const char *mark, unsigned flags, struct xc_error *err);

/* A range of dates, for values that are YYYYMMDD; two-digit years begin at
 * epoch_year (1970 is usual). */
XC_CHECKED struct xc_range_processor *xc_range_processor_new_date(
	uint32_t slot, const char *mark, unsigned flags, int epoch_year,
	struct xc_error *err);

/* A range of numbers, for values by xc_sortable_serialise. */
XC_CHECKED struct xc_range_processor *xc_range_processor_new_number(
	uint32_t slot, const char *mark, unsigned flags,
	struct xc_error *err);

/*
 * Turns a range, of which one end may be empty, into a query: sets *out to
 * one that becomes the binding's, or leaves NULL if the range is not its
 * own.  Returns not 0 to fail the parse with XC_CALLBACK_ERROR.
 */
typedef int (*xc_range_fn)(struct xc_query **out, struct xc_slice begin,
	struct xc_slice end, void *ctx);

/* A processor of the caller's own; ctx has to outlive the parsers that are
 * given it. */
XC_CHECKED struct xc_range_processor *xc_range_processor_new_callback(
	xc_range_fn fn, void *ctx, struct xc_error *err);

void xc_range_processor_free(struct xc_range_processor *processor);

/* Turns what follows "field:" into a query: sets *out to one that becomes the
 * binding's; NULL matches nothing.  Returns not 0 to fail the parse with
 * XC_CALLBACK_ERROR. */
typedef int (*xc_field_fn)(
	struct xc_query **out, const char *text, size_t len, void *ctx);

/* A field of the caller's own; ctx has to outlive the parsers that are given
 * it. */
XC_CHECKED struct xc_field_processor *xc_field_processor_new(
	xc_field_fn fn, void *ctx, struct xc_error *err);

void xc_field_processor_free(struct xc_field_processor *processor);

#ifdef __cplusplus
}
#endif

#endif
