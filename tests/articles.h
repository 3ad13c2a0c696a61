/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An index of the articles in tests/data/articles.test. */
#ifndef ARTICLES_H
#define ARTICLES_H

#include "search.h"
#include "testlib.h"

#define ARTICLES_DB "db" /* in the test's folder */

#define ARTICLES_NOW 1710331200 /* Wednesday, 13 March 2024, 12:00 UTC */

extern struct test_table articles; /* main reads it */
extern struct xc_database *db;

/* All that is found. */
extern const struct search_options find_all;

/* Fixtures: make and open the index; the second with an article of very many
 * words besides. */
void articles_setup(void);
void articles_setup_many(void);
void articles_teardown(void);

/* Puts the folder, or the file, into the index at path, which need not be
 * there yet, and opens it; the caller's. */
struct xc_database *articles_index(const char *path, char *folder);

/* What the search finds; the caller's. */
struct search_results *find(
	struct saiga_slice query, struct search_options options);

/* The article's file name without its extension. */
struct saiga_slice name_of(const struct found_article *article);

/* Appends the names of the articles, a space between; - for none. */
void render_names(
	struct saiga_strbuf *out, const struct search_results *results);

/*
 * What holds for every answer: the fragments lie in their passages, go up, are
 * short and end between words, or between characters in texts without spaces;
 * the marks go up and cover words; the best come first.
 */
void check_results(const struct search_results *results);
void check_snippet(
	const struct saiga_article *a, const struct found_passage *f);

#endif
