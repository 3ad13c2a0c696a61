/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian's way from text to terms.  Included by <xapian-c.h>, which says the
 * conventions. */
#ifndef XAPIAN_C_TERM_GENERATOR_H
#define XAPIAN_C_TERM_GENERATOR_H

#include <xapian-c/base.h>
#include <xapian-c/stem.h>

#ifdef __cplusplus
extern "C" {
#endif

enum xc_term_generator_flag {
	XC_TERM_GENERATOR_SPELLING = 128,   /* needs _set_database */
	XC_TERM_GENERATOR_CJK_NGRAM = 2048
};

enum xc_stop_strategy {
	XC_STOP_NONE,
	XC_STOP_ALL,
	XC_STOP_STEMMED
};

/* libxapian's own way to cut text into words: letters, digits and marks,
 * lower-cased, at most 64 bytes a word. */
XC_CHECKED struct xc_term_generator *xc_term_generator_new(
	struct xc_error *err);

void xc_term_generator_free(struct xc_term_generator *generator);

/* Sets the stemmer; NULL for none. */
XC_CHECKED enum xc_error_kind xc_term_generator_set_stemmer(
	struct xc_term_generator *generator, const struct xc_stem *stem,
	struct xc_error *err);

/* Sets which stems are made; XC_STEM_SOME to begin with. */
XC_CHECKED enum xc_error_kind xc_term_generator_set_stemming_strategy(
	struct xc_term_generator *generator, enum xc_stem_strategy strategy,
	struct xc_error *err);

/* Sets the stop words; NULL for none. */
XC_CHECKED enum xc_error_kind xc_term_generator_set_stopper(
	struct xc_term_generator *generator, const struct xc_stopper *stopper,
	struct xc_error *err);

/* Sets what is left out for stop words; XC_STOP_STEMMED to begin with. */
XC_CHECKED enum xc_error_kind xc_term_generator_set_stopper_strategy(
	struct xc_term_generator *generator, enum xc_stop_strategy strategy,
	struct xc_error *err);

/* Sets the database whose spelling table learns the words. */
XC_CHECKED enum xc_error_kind xc_term_generator_set_database(
	struct xc_term_generator *generator, struct xc_writable *w,
	struct xc_error *err);

/* Sets flags, enum xc_term_generator_flag; none to begin with. */
XC_CHECKED enum xc_error_kind xc_term_generator_set_flags(
	struct xc_term_generator *generator, unsigned flags,
	struct xc_error *err);

/* Sets the greatest length of a word in bytes of UTF-8; longer ones are left
 * out.  64 to begin with. */
XC_CHECKED enum xc_error_kind xc_term_generator_set_max_word_length(
	struct xc_term_generator *generator, unsigned length,
	struct xc_error *err);

/* Sets the document that gets the terms, shared with the caller, and begins
 * at position 0. */
XC_CHECKED enum xc_error_kind xc_term_generator_set_document(
	struct xc_term_generator *generator, struct xc_document *doc,
	struct xc_error *err);

/* Adds the text's words to the document with the prefix before each ("" for
 * none), counting wdf times, with the positions that follow. */
XC_CHECKED enum xc_error_kind xc_term_generator_index(
	struct xc_term_generator *generator, struct xc_slice text,
	uint32_t wdf, const char *prefix, struct xc_error *err);

/* The same without positions. */
XC_CHECKED enum xc_error_kind xc_term_generator_index_without_positions(
	struct xc_term_generator *generator, struct xc_slice text,
	uint32_t wdf, const char *prefix, struct xc_error *err);

/* The last position used. */
uint32_t xc_term_generator_position(
	const struct xc_term_generator *generator);

/* Sets the last position used: 0, or a gap that no phrase crosses. */
void xc_term_generator_set_position(
	struct xc_term_generator *generator, uint32_t position);

/* A description for logs and tests; its form may change. */
XC_CHECKED enum xc_error_kind xc_term_generator_describe(
	struct xc_bytes *out, const struct xc_term_generator *generator,
	struct xc_error *err);

#ifdef __cplusplus
}
#endif

#endif
