/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A search: from a query to the articles and passages that answer it. */
#ifndef SEARCHER_SEARCH_H
#define SEARCHER_SEARCH_H

#include "facets.h"
#include "passage.h"
#include "timeline.h"

#include <saiga/store.h>

#define SEARCH_LAST_MAX 100000u    /* offset, and count, of results */
#define SEARCH_PASSAGES_SHOWN 3u   /* of one article */

enum search_sort { SORT_RELEVANCE, SORT_DATE, SORT_OLDEST };

/* Whether the best articles tell which others move up. */
enum search_feedback {
	FEEDBACK_BEST, /* those that resemble the best ones */
	FEEDBACK_NONE,
	FEEDBACK_DEEP, /* and articles that have none of the query's words */
};

struct search_options {
	uint32_t offset, max;   /* results to skip, to give */
	enum search_sort sort;
	bool recent;            /* scores fade with age */
	enum search_feedback feedback;
	bool flat;              /* passages, not articles */
	bool plain;             /* the query is words alone, no language */
	bool bare;              /* articles without their passages */
	struct saiga_slice query_id; /* printed in a TREC run; "1" if empty */
	uint32_t snippet;       /* characters of one; 0: SNIPPET_CHARS */
	bool suggest;           /* look for better words, too */
	int64_t now;            /* seconds UTC; what "today" counts from */
	uint32_t facets;        /* values a facet has at most; 0: no facets */
	enum timeline_period timeline;
	struct plan_options plan;
};

/* An article that was found; passages best first. */
struct found_article {
	double score;
	double kept, likeness; /* as in struct ranked */
	struct saiga_stored stored;
	struct ranges title_marks; /* bytes in the title */
	struct score_parts parts;  /* of the score, if they are asked for */
	struct found_passage *passages;
	size_t n, cap;
};

/* A line of the flat list. */
struct found_line {
	const struct found_article *article;
	struct found_passage *passage;
};

struct search_results {
	struct query *query;     /* as it was read, with its notes */
	struct plan *plan;       /* and what its words were looked for as */
	struct saiga_strbuf suggestion; /* a better query; empty: none */
	uint32_t total;          /* articles that match */
	bool total_is_exact;
	struct found_article *articles;
	size_t n, cap;
	struct found_line *lines; /* when flat: this page of them */
	size_t n_lines;
	size_t total_lines;
	/* Over all articles that match; NULL unless asked for. */
	struct facets *facets;
	struct timeline *timeline;
};

/*
 * Searches the index at db for the query, any bytes.  *out is the caller's.
 * A search during a writer's commits is begun anew by itself.
 */
SAIGA_CHECKED enum saiga_status search_run(struct search_results **out,
	struct xc_database *db, struct saiga_slice query,
	const struct search_options *options, struct saiga_error *err);

/* The same over shards; done without those that do not answer, which results
 * and options then tell of. */
SAIGA_CHECKED enum saiga_status search_shards(struct search_results **out,
	struct saiga_shards *shards, struct saiga_slice query,
	struct search_options *options, struct saiga_error *err);

/* Tells the options of the shards that are left out. */
void search_note_shards(
	struct search_options *options, const struct saiga_shards *shards);

void search_results_free(struct search_results *results);

/*
 * Marks the query's words in one article, passage by passage in their order.
 * article->stored is set; its passages are filled.
 */
SAIGA_CHECKED enum saiga_status search_article(struct found_article *article,
	const struct xc_database *db, struct saiga_slice query,
	const struct search_options *options, struct saiga_error *err);

void found_article_dispose(struct found_article *article);

/*
 * Fetches the article with that id and marks the query's words in it; an
 * empty query marks nothing.  *found, which is disposed of first, is the
 * caller's.  NOTFOUND without a message when the index has none.  During a
 * writer's commits it is begun anew by itself: load.c.
 */
SAIGA_CHECKED enum saiga_status search_load(struct found_article *found,
	struct xc_database *db, const char *id, struct saiga_slice query,
	const struct search_options *options, struct saiga_error *err);

#endif
