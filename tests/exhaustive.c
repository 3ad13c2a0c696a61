/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The slow way to the flat list; for bench/passages and the tests. */
#include "exhaustive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct list {
	struct exhaustive_line *lines;
	size_t n, cap;
};

static void
need(bool done, const char *what)
{
	if (done)
		return;
	fprintf(stderr, "exhaustive list: %s failed\n", what);
	exit(2);
}

static int
compare(const void *a, const void *b)
{
	const struct exhaustive_line *x = a, *y = b;
	int ids;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	ids = strcmp(x->id, y->id);
	if (ids != 0)
		return ids;
	return (x->number > y->number) - (x->number < y->number);
}

static void
add(struct list *list, const struct saiga_article *a, uint32_t number,
	double score)
{
	struct exhaustive_line *line;

	need(saiga_array_reserve(&list->lines, &list->cap, list->n + 1,
		     sizeof(*line)) == SAIGA_OK,
		"memory");
	line = &list->lines[list->n++];
	memcpy(line->id, a->id, sizeof(line->id));
	line->number = number;
	line->score = score;
}

static void
add_article(
	struct list *list, struct finder *finder, const struct saiga_article *a)
{
	size_t before = list->n;
	uint32_t i;

	for (i = 0; i < a->passages.n; i++) {
		struct found_passage passage;

		need(passage_score(&passage, finder, a, i) == SAIGA_OK,
			"a passage");
		if (passage.score > 0)
			add(list, a, i, passage.score);
	}
	if (list->n == before && a->passages.n > 0)
		add(list, a, 0, 0);
}

static void
add_matches(struct list *list, const struct xc_database *db, struct plan *plan)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	struct xc_enquire *enquire = xc_enquire_new(db, NULL);
	struct finder finder;
	struct xc_mset *mset;
	uint32_t i;

	need(enquire != NULL &&
			xc_enquire_set_query(enquire, plan->query, 0, NULL) ==
				XC_OK &&
			finder_init(&finder, plan) == SAIGA_OK,
		"the search");
	mset = xc_enquire_match(enquire, 0, UINT32_MAX, NULL, NULL);
	need(mset != NULL, "the match");
	for (i = 0; i < xc_mset_size(mset); i++) {
		need(saiga_stored_fetch(&stored, db, xc_mset_docid(mset, i),
			     NULL) == SAIGA_OK,
			"an article");
		add_article(list, &finder, &stored.article);
	}
	saiga_stored_dispose(&stored);
	finder_dispose(&finder);
	xc_mset_free(mset);
	xc_enquire_free(enquire);
}

struct exhaustive_line *
exhaustive_list(size_t *n, const struct xc_database *db,
	struct saiga_slice text, const struct search_options *options)
{
	struct list list = { NULL, 0, 0 };
	struct query *query;
	struct plan *plan;

	need(query_parse(&query, text, options->now, NULL) == SAIGA_OK,
		"the query");
	need(plan_new(&plan, query, db, &options->plan, NULL) == SAIGA_OK,
		"the plan");
	if (plan->query != NULL)
		add_matches(&list, db, plan);
	if (list.n > 1)
		qsort(list.lines, list.n, sizeof(*list.lines), compare);
	plan_free(plan);
	query_free(query);
	*n = list.n;
	return list.lines;
}
