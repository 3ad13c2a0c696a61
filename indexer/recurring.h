/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Paragraphs that stand near the top or the end of many articles of a host
 * are the page's: a line on the author, an offer, a notice.  They are kept
 * and not searched.  How many articles have one is counted by the index
 * itself, as each paragraph near an end is a term; so what is marked depends
 * on the articles alone, not on the order they came in, nor on the runs.
 */
#ifndef INDEXER_RECURRING_H
#define INDEXER_RECURRING_H

#include <saiga/article.h>
#include <xapian-c.h>

#define RECURRING_TOP 3  /* paragraphs that are near the top */
#define RECURRING_END 5  /* near the end */
#define RECURRING_EDGES (RECURRING_TOP + RECURRING_END)
#define RECURRING_MANY 10 /* articles that have it */

/* A story of which the host has so many copies, as agencies send it, is told
 * by them all: its own paragraphs are not marked. */
#define RECURRING_COPIES 5

#define RECURRING_TERM (sizeof(SAIGA_PREFIX_BLOCK) + SAIGA_ID_LEN)

struct recurring {
	unsigned n; /* 0 where neither host nor publisher is known */
	struct {
		size_t paragraph;
		char term[RECURRING_TERM];
	} edge[RECURRING_EDGES];
	char story[RECURRING_TERM]; /* or empty */
};

/* The terms of the article's paragraphs; digits count as one, so that "3
 * comments" is "5 comments". */
void recurring_find(struct recurring *out, const struct saiga_article *article);

/* A term, and how many articles have it before and after a change. */
struct recurring_count {
	const char *term;
	uint32_t before, after;
};

#define RECURRING_COUNTS (2 * (RECURRING_EDGES + 1))

struct recurring_counts {
	unsigned n;
	struct recurring_count items[RECURRING_COUNTS];
};

/* Counts the terms of an article that is to take the place of another, either
 * of which may be NULL; the counts borrow from both. */
SAIGA_CHECKED enum saiga_status recurring_count(struct recurring_counts *out,
	const struct xc_database *db, const struct recurring *old,
	const struct recurring *new, struct saiga_error *err);

/* The same where it is only known which terms as many articles have as make a
 * difference. */
void recurring_known(struct recurring_counts *out,
	const struct saiga_lexicon *terms, const struct recurring *recurring);

/* How many articles are to have a term for that. */
uint32_t recurring_least(const char *term);

/* Whether so many are now on the other side of what makes a difference. */
bool recurring_crosses(const struct recurring_count *count);

/* Marks the article's paragraphs by the counts after the change; true if any
 * mark is another than before. */
bool recurring_mark(struct saiga_article *article,
	const struct recurring *recurring,
	const struct recurring_counts *counts);

#endif
