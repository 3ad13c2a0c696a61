/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scores the passages of an article and cuts what is shown of them. */
#ifndef SEARCHER_PASSAGE_H
#define SEARCHER_PASSAGE_H

#include "match.h"
#include "score.h"
#include "pieces.h"

/* Characters of text that a snippet has at most: three lines of a terminal,
 * unless another number is asked for. */
#define SNIPPET_CHARS 240u
#define SNIPPET_CHARS_MIN 40u
#define SNIPPET_CHARS_MAX 2000u
#define SNIPPET_FRAGMENTS_MAX 3u

struct range {
	size_t off, len; /* bytes in the article's text */
};

/* The part of a range that lies in a paragraph; its length is 0 if none. */
struct range range_in_paragraph(
	struct range range, const struct saiga_paragraph *paragraph);

struct ranges {
	struct range *items;
	size_t n, cap;
};

/* A run of the passage's text that is shown. */
struct fragment {
	struct range range;
	bool cut_before, cut_after; /* inside a sentence */
};

/* A passage found in an article. */
struct found_passage {
	uint32_t number;     /* counted from 0 */
	double score;        /* 0: none of the query's words */
	struct fragment fragments[SNIPPET_FRAGMENTS_MAX]; /* the snippet: */
	size_t n_fragments; /* in the text's order, with text between them; 0
			     * for white space alone */
	struct ranges marks; /* the query's words in the whole passage */
	struct score_parts parts; /* of the score, if they are asked for */
};

void found_passage_dispose(struct found_passage *passage);

/* A hit as a snippet sees it: pieces of the passage, first to last. */
struct spot {
	uint32_t unit, pos, first, last;
};

struct spots {
	struct spot *items;
	size_t n, cap;
};

/* A plan, what finds its words, and room for what it finds. */
struct finder {
	const struct plan *plan;
	struct matcher *matcher;
	struct hits hits;
	double *weights; /* of the units: unit_idf */
	bool *shown;     /* which of them this article's snippets have */
	unsigned chars;  /* of a snippet */
	struct pieces pieces;
	struct spots spots;
};

/* A snippet will have SNIPPET_CHARS unless the caller sets chars. */
SAIGA_CHECKED enum saiga_status finder_init(
	struct finder *finder, const struct plan *plan);
void finder_dispose(struct finder *finder);

/* Begins another article: what snippets have shown so far counts no more. */
void finder_forget(struct finder *finder);

/* Replaces the marks by those of the text, whose first byte is at base: the
 * bytes found, and what clings to them as one character.  The finder keeps the
 * hits. */
SAIGA_CHECKED enum saiga_status finder_mark(struct ranges *marks,
	struct finder *finder, struct saiga_slice text, size_t base);

/* Sets the score of passage number of the article in *out. */
SAIGA_CHECKED enum saiga_status passage_score(struct found_passage *out,
	struct finder *finder, const struct saiga_article *article,
	uint32_t number);

/* Adds the parts of the score of a passage whose number is set, by units. */
SAIGA_CHECKED enum saiga_status passage_explain(struct found_passage *passage,
	struct finder *finder, const struct saiga_article *article);

/* Sets the marks and the snippet of a passage whose number is set. */
SAIGA_CHECKED enum saiga_status passage_show(struct found_passage *passage,
	struct finder *finder, const struct saiga_article *article);

/* Cuts the snippet of a passage around the finder's hits: snippet.c. */
SAIGA_CHECKED enum saiga_status snippet_cut(struct found_passage *passage, struct finder *finder,
	const struct saiga_article *article);

/*
 * Sets the parameters of a BM25 of Xapian's that, times what is returned, is
 * at least the score of any passage of the article that is weighed.
 */
#define PASSAGE_BOUND_PARAMETERS 5
double passage_bound(double bm25[PASSAGE_BOUND_PARAMETERS]);

/* The weight of a unit by how rare it is: as Xapian's BM25 has it. */
double unit_idf(const struct plan *plan, const struct unit *unit);

#endif
