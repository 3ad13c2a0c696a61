/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scores the passages of an article and cuts what is shown of them. */
#ifndef SEARCHER_PASSAGE_H
#define SEARCHER_PASSAGE_H

#include "match.h"
#include "score.h"

#define SNIPPET_BYTES 420u /* of text: about four lines of a terminal */

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

/* A passage found in an article. */
struct found_passage {
	uint32_t number;     /* counted from 0 */
	double score;        /* 0: none of the query's words */
	struct range snippet;
	bool cut_before, cut_after; /* the snippet ends inside a sentence */
	struct ranges marks; /* the query's words in the whole passage */
	struct score_parts parts; /* of the score, if they are asked for */
};

void found_passage_dispose(struct found_passage *passage);

/* A plan, what finds its words, and room for what it finds. */
struct finder {
	const struct plan *plan;
	struct matcher *matcher;
	struct hits hits;
};

SAIGA_CHECKED enum saiga_status finder_init(
	struct finder *finder, const struct plan *plan);
void finder_dispose(struct finder *finder);

/* Replaces the marks by those of the text, whose first byte is at base; the
 * finder keeps the hits. */
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
void snippet_cut(struct found_passage *passage, struct finder *finder,
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
