/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stemmers and stop words.  Included by <xapian-c.h>, which says the
 * conventions. */
#ifndef XAPIAN_C_STEM_H
#define XAPIAN_C_STEM_H

#include <xapian-c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A stemmer for a language by its English name or two-letter code; "none" or
 * "" leaves words as they are.  Stemmers are deterministic but change with
 * the version of libxapian.  Expected: XC_INVALID_ARGUMENT_ERROR.
 */
XC_CHECKED struct xc_stem *xc_stem_new(
	const char *language, struct xc_error *err);

/* Writes the stem of a word (UTF-8, lower case) into out, which a callback
 * does with xc_bytes_set; returns not 0 to fail with XC_CALLBACK_ERROR. */
typedef int (*xc_stem_fn)(
	struct xc_bytes *out, const char *word, size_t len, void *ctx);

/* A stemmer of the caller's own; ctx has to outlive all that is given the
 * stemmer. */
XC_CHECKED struct xc_stem *xc_stem_new_callback(
	xc_stem_fn fn, void *ctx, struct xc_error *err);

void xc_stem_free(struct xc_stem *stem);

/* The stem of the word, which has to be in lower case UTF-8. */
XC_CHECKED enum xc_error_kind xc_stem_word(struct xc_bytes *out,
	const struct xc_stem *stem, const char *word, size_t len,
	struct xc_error *err);

/* The names of the languages, with spaces between. */
XC_CHECKED enum xc_error_kind xc_stem_languages(
	struct xc_bytes *out, struct xc_error *err);

/* A description for logs and tests; its form may change. */
XC_CHECKED enum xc_error_kind xc_stem_describe(struct xc_bytes *out,
	const struct xc_stem *stem, struct xc_error *err);

/* A list of stop words, n of them to begin with; words may be NULL if 0. */
XC_CHECKED struct xc_stopper *xc_stopper_new(
	const struct xc_slice *words, size_t n, struct xc_error *err);

/* Sets *stop to whether the term is a stop word; returns not 0 to fail with
 * XC_CALLBACK_ERROR. */
typedef int (*xc_stop_fn)(
	bool *stop, const char *term, size_t len, void *ctx);

/* A stopper of the caller's own; ctx has to outlive all that is given the
 * stopper. */
XC_CHECKED struct xc_stopper *xc_stopper_new_callback(
	xc_stop_fn fn, void *ctx, struct xc_error *err);

/* Adds a word.  XC_INVALID_OPERATION_ERROR for a stopper by callback. */
XC_CHECKED enum xc_error_kind xc_stopper_add(struct xc_stopper *stopper,
	const char *word, size_t len, struct xc_error *err);

/* Whether the term is a stop word. */
XC_CHECKED enum xc_error_kind xc_stopper_stops(bool *out,
	const struct xc_stopper *stopper, const char *term, size_t len,
	struct xc_error *err);

void xc_stopper_free(struct xc_stopper *stopper);

/* Which stems are made, by xc_term_generator and by xc_parser. */
enum xc_stem_strategy {
	XC_STEM_NONE,
	XC_STEM_SOME,          /* words and, with Z, stems without position */
	XC_STEM_ALL,           /* stems only, no Z */
	XC_STEM_ALL_Z,         /* stems only, with Z */
	XC_STEM_SOME_FULL_POS  /* words and, with Z, stems with positions */
};

#ifdef __cplusplus
}
#endif

#endif
