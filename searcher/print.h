/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Printers: a form of output is one file print-NAME.c and a row of the table
 * in cmd-search.c.  They write to a string, so that nothing is shown of an
 * answer that fails half way.
 */
#ifndef SEARCHER_PRINT_H
#define SEARCHER_PRINT_H

#include "search.h"

#define PRINT_MAX ((size_t)1 << 30) /* bytes of one answer */

struct print_style {
	bool color;     /* escape sequences of a terminal; else *marks* */
	unsigned width; /* columns */
};

/* The style for standard output as it is: colour when it is "always", or
 * "auto" on a terminal unless NO_COLOR is set.  False when it is neither of
 * these nor "never". */
bool print_style_init(struct print_style *style, const char *color);

typedef enum saiga_status (*print_fn)(struct saiga_strbuf *out,
	const struct search_results *results,
	const struct search_options *options,
	const struct print_style *style, struct saiga_error *err);

enum saiga_status print_text(struct saiga_strbuf *out,
	const struct search_results *results,
	const struct search_options *options,
	const struct print_style *style, struct saiga_error *err);
enum saiga_status print_json(struct saiga_strbuf *out,
	const struct search_results *results,
	const struct search_options *options,
	const struct print_style *style, struct saiga_error *err);
enum saiga_status print_csv(struct saiga_strbuf *out,
	const struct search_results *results,
	const struct search_options *options,
	const struct print_style *style, struct saiga_error *err);
enum saiga_status print_trec(struct saiga_strbuf *out,
	const struct search_results *results,
	const struct search_options *options,
	const struct print_style *style, struct saiga_error *err);

/* What was counted, not the articles: print-counts.c. */
enum saiga_status print_counts_text(struct saiga_strbuf *out,
	const struct search_results *results,
	const struct search_options *options,
	const struct print_style *style, struct saiga_error *err);
enum saiga_status print_counts_json(struct saiga_strbuf *out,
	const struct search_results *results,
	const struct search_options *options,
	const struct print_style *style, struct saiga_error *err);
enum saiga_status print_counts_csv(struct saiga_strbuf *out,
	const struct search_results *results,
	const struct search_options *options,
	const struct print_style *style, struct saiga_error *err);

/* Appends a comma and a cell of a table: print-csv.c. */
void print_csv_cell(struct saiga_strbuf *out, struct saiga_slice text);

/* Whether the id can stand in a line of a TREC run, whose parts are set apart
 * by spaces: print-trec.c. */
bool print_is_trec_id(struct saiga_slice id);

/* ---- text for people: print-wrap.c -------------------------------------- */

enum print_face { FACE_PLAIN, FACE_BOLD, FACE_DIM, FACE_MARK };

/* Lines of at most width columns, each begun by an indent. */
struct wrap {
	struct saiga_strbuf *out;
	const struct print_style *style;
	unsigned indent, column;
	struct saiga_strbuf word; /* that has not been put on a line yet */
	unsigned word_width;
	bool marked;              /* inside a mark */
	bool glued;               /* no space belongs before the word */
	enum print_face face;     /* outside of marks */
};

/* Begins at column, behind what the caller wrote on the line. */
void wrap_init(struct wrap *wrap, struct saiga_strbuf *out,
	const struct print_style *style, unsigned indent, unsigned column);

/* Sets the face of what is added from here on. */
void wrap_face(struct wrap *wrap, enum print_face face);

/*
 * Adds the text, white space folded, controls taken out; marks are ranges of
 * the buffer that text lies in, base the offset of text there; marks may be
 * NULL.
 */
void wrap_text(struct wrap *wrap, struct saiga_slice text, size_t base,
	const struct ranges *marks);

/* Puts the last word and ends the line. */
void wrap_end(struct wrap *wrap);

/* Appends one line of text in a face, cut to nothing; controls taken out. */
void print_face(struct saiga_strbuf *out, const struct print_style *style,
	enum print_face face, struct saiga_slice text);

/* ---- shared with saiga show --------------------------------------------- */

/* The title with its marks, or the first words with a sign that they are that:
 * print-text.c. */
void print_name(struct saiga_strbuf *out, const struct print_style *style,
	const struct found_article *article, unsigned indent);

struct json_t;

/* Sets a value of an object, which takes it over; one that could not be made
 * is NULL, and print_json_object then fails: print-json.c. */
void print_json_set(
	struct json_t *object, const char *key, struct json_t *value);

/* The text as a value, null where there is none; a path's bytes may be no
 * UTF-8, and are repaired: print-json.c. */
struct json_t *print_json_value(struct saiga_slice text);

/* Appends the object, which is taken over and may be NULL when memory ran out,
 * as a line: print-json.c. */
enum saiga_status print_json_object(
	struct saiga_strbuf *out, struct json_t *object);

/* Appends an article as one JSON object and a newline; passages are those
 * found, plan tells what was also found, and where it is NULL, which passages
 * of the article have hits goes along; whole is whether its text does:
 * print-json.c. */
enum saiga_status print_json_article(struct saiga_strbuf *out,
	const struct found_article *article,
	const struct found_passage *passages, size_t n,
	const struct plan *plan, bool whole);

#endif
