/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a search. */
#include "search.h"

#include "counts.h"
#include "suggest.h"

#include <stdlib.h>
#include <string.h>

/* BM25 of articles: k1, k2, k3, b, and the shortest length that counts, in
 * Xapian's order.  bench/README.md has the figures of each. */
static const double bm25[] = { 1.2, 0, 1, 0.75, 0 };

struct search {
	struct xc_database *db;
	const struct search_options *options;
	struct finder finder;
	struct search_results *results;
	struct counts counts; /* of facets and the timeline */
	struct saiga_error *err;
};

void
found_article_dispose(struct found_article *article)
{
	size_t i;

	for (i = 0; i < article->n; i++)
		found_passage_dispose(&article->passages[i]);
	free(article->passages);
	free(article->title_marks.items);
	saiga_stored_dispose(&article->stored);
}

void
search_results_free(struct search_results *results)
{
	size_t i;

	if (results == NULL)
		return;
	for (i = 0; i < results->n; i++)
		found_article_dispose(&results->articles[i]);
	free(results->articles);
	free(results->lines);
	saiga_strbuf_dispose(&results->suggestion);
	facets_free(results->facets);
	timeline_free(results->timeline);
	plan_free(results->plan);
	query_free(results->query);
	free(results);
}

static int
compare_passages(const void *a, const void *b)
{
	const struct found_passage *x = a, *y = b;

	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

/* Scores every passage of the article, and marks its title. */
static enum saiga_status
score_passages(struct found_article *article, struct finder *finder)
{
	size_t n = article->stored.article.passages.n;
	enum saiga_status status = finder_mark(&article->title_marks, finder,
		article->stored.article.field[SAIGA_FIELD_TITLE], 0);

	if (n == 0 || status != SAIGA_OK)
		return status;
	article->passages = calloc(n, sizeof(*article->passages));
	if (article->passages == NULL)
		return SAIGA_NOMEM;
	for (; article->n < n && status == SAIGA_OK; article->n++)
		status = passage_score(&article->passages[article->n], finder,
			&article->stored.article, (uint32_t)article->n);
	return status;
}

static enum saiga_status
show_passages(struct found_article *article, struct finder *finder)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	for (i = 0; i < article->n && status == SAIGA_OK; i++)
		status = passage_show(&article->passages[i], finder,
			&article->stored.article);
	return status;
}

/* Best first; those without a hit fall away, but one stays to show. */
static void
sort_passages(struct found_article *article, size_t max)
{
	size_t keep = 0;

	if (article->n == 0)
		return;
	qsort(article->passages, article->n, sizeof(*article->passages),
		compare_passages);
	while (keep < article->n && keep < max &&
		article->passages[keep].score > 0)
		keep++;
	keep = keep == 0 && max > 0 ? 1 : keep;
	while (article->n > keep)
		found_passage_dispose(&article->passages[--article->n]);
}

/* By day, articles without one last either way; of one day, the more relevant
 * first. */
static bool
sort_by_day(struct xc_enquire *enquire, bool oldest, struct xc_error *xerr)
{
	struct xc_key_maker *maker;
	bool done;

	if (!oldest)
		return xc_enquire_sort_by_value(enquire, XC_SORT_THEN_RELEVANCE,
			       SAIGA_SLOT_DAY, true, xerr) == XC_OK;
	maker = xc_key_maker_new(xerr);
	done = maker != NULL &&
		xc_key_maker_add_value(maker, SAIGA_SLOT_DAY, false,
			xc_slice_str("99999999"), xerr) == XC_OK &&
		xc_enquire_sort_by_key(enquire, XC_SORT_THEN_RELEVANCE, maker,
			false, xerr) == XC_OK;
	xc_key_maker_free(maker);
	return done;
}

static struct xc_mset *
match(struct search *s, uint32_t first, uint32_t max, struct xc_error *xerr)
{
	struct xc_match_options options = XC_MATCH_OPTIONS_INIT;
	struct xc_enquire *enquire = xc_enquire_new(s->db, xerr);
	bool by_day =
		s->options->sort != SORT_RELEVANCE || !s->results->plan->scored;
	struct xc_weight *weight = NULL;
	struct xc_mset *mset = NULL;

	if (enquire == NULL)
		return NULL;
	/* Enough for an exact count of what a person would page through. */
	options.check_at_least = first + max + 1000;
	weight =
		xc_weight_new("bm25", bm25, sizeof(bm25) / sizeof(*bm25), xerr);
	if (weight != NULL &&
		xc_enquire_set_query(
			enquire, s->results->plan->query, 0, xerr) == XC_OK &&
		xc_enquire_set_weight(enquire, weight, xerr) == XC_OK &&
		(!by_day ||
			sort_by_day(enquire, s->options->sort == SORT_OLDEST,
				xerr)) &&
		counts_attach(&s->counts, enquire, &options.check_at_least,
			s->results->plan->n_articles, xerr) == XC_OK)
		mset = xc_enquire_match(enquire, first, max, &options, xerr);
	xc_weight_free(weight);
	xc_enquire_free(enquire);
	return mset;
}

static enum saiga_status
add_article(struct search *s, uint32_t docid, double score, size_t max)
{
	struct search_results *r = s->results;
	struct found_article *article;
	enum saiga_status status;

	if (saiga_array_reserve(&r->articles, &r->cap, r->n + 1,
		    sizeof(*r->articles)) != SAIGA_OK)
		return saiga_error_nomem(s->err);
	article = &r->articles[r->n++];
	memset(article, 0, sizeof(*article));
	article->score = score;
	status = saiga_stored_fetch(&article->stored, s->db, docid, s->err);
	if (status != SAIGA_OK || s->options->bare)
		return status;
	status = score_passages(article, &s->finder);
	sort_passages(article, max);
	/* Of the flat list, only the lines that are shown. */
	if (status == SAIGA_OK && !s->options->flat)
		status = show_passages(article, &s->finder);
	return status == SAIGA_OK ? status : saiga_error_nomem(s->err);
}

static enum saiga_status
find_articles(struct search *s)
{
	const struct search_options *o = s->options;
	size_t shown = o->flat ? SIZE_MAX : SEARCH_PASSAGES_SHOWN;
	uint32_t first = o->flat ? 0 : o->offset, i, n;
	uint32_t max = o->flat ? SEARCH_PASSAGES_OF : o->max;
	enum saiga_status status = SAIGA_OK;
	struct xc_mset_stats stats;
	struct xc_error xerr;
	struct xc_mset *mset;

	mset = match(s, first, max, &xerr);
	if (mset == NULL)
		return saiga_store_error(s->err, &xerr, "search");
	xc_mset_get_stats(&stats, mset);
	s->results->total = stats.matches_estimated;
	s->results->total_is_exact = stats.matches_lower == stats.matches_upper;
	n = xc_mset_size(mset);
	for (i = 0; i < n && status == SAIGA_OK; i++) {
		struct xc_match item;

		if (xc_mset_match(&item, mset, i, &xerr) != XC_OK)
			status = saiga_store_error(s->err, &xerr, "search");
		else
			status = add_article(s, item.docid, item.weight, shown);
	}
	xc_mset_free(mset);
	return status;
}

/* Equal scores keep the order of their articles, then that of the text. */
static int
compare_lines(const void *a, const void *b)
{
	const struct found_line *x = a, *y = b;

	if (x->passage->score != y->passage->score)
		return x->passage->score > y->passage->score ? -1 : 1;
	if (x->article != y->article)
		return x->article < y->article ? -1 : 1;
	return (x->passage->number > y->passage->number) -
		(x->passage->number < y->passage->number);
}

/* The flat list of all passages of the articles, best first, and of that the
 * page that was asked for. */
static enum saiga_status
list_passages(struct search *s)
{
	struct search_results *r = s->results;
	size_t n = 0, i, j, first = s->options->offset;

	for (i = 0; i < r->n; i++)
		n += r->articles[i].n;
	r->total_lines = n;
	if (n == 0)
		return SAIGA_OK;
	r->lines = malloc(n * sizeof(*r->lines));
	if (r->lines == NULL)
		return saiga_error_nomem(s->err);
	for (n = 0, i = 0; i < r->n; i++)
		for (j = 0; j < r->articles[i].n; j++, n++) {
			r->lines[n].article = &r->articles[i];
			r->lines[n].passage = &r->articles[i].passages[j];
		}
	/* By date, the articles' order stands. */
	if (s->options->sort == SORT_RELEVANCE)
		qsort(r->lines, n, sizeof(*r->lines), compare_lines);
	first = first < n ? first : n;
	r->n_lines = n - first < s->options->max ? n - first : s->options->max;
	memmove(r->lines, r->lines + first, r->n_lines * sizeof(*r->lines));
	for (i = 0; i < r->n_lines; i++)
		if (passage_show(r->lines[i].passage, &s->finder,
			    &r->lines[i].article->stored.article) != SAIGA_OK)
			return saiga_error_nomem(s->err);
	return SAIGA_OK;
}

/* What was counted beside the search. */
static enum saiga_status
take_counts(struct search *s)
{
	const struct search_options *o = s->options;
	struct search_results *r = s->results;
	enum saiga_status status = SAIGA_OK;

	if (o->facets > 0)
		status = facets_new(&r->facets, &s->counts, o->facets, s->err);
	if (status == SAIGA_OK && o->timeline != TIMELINE_NONE)
		status = timeline_new(
			&r->timeline, &s->counts, o->timeline, s->err);
	return status;
}

/* One try at the whole answer. */
static enum saiga_status
search_once(struct search *s, struct saiga_slice text)
{
	struct search_results *r = s->results;
	enum saiga_status status =
		query_parse(&r->query, text, s->options->now, s->err);

	r->suggestion.max = QUERY_BYTES_MAX * 2u;
	if (status == SAIGA_OK)
		status = plan_new(
			&r->plan, r->query, s->db, &s->options->plan, s->err);
	r->total_is_exact = true;
	if (status != SAIGA_OK || r->plan->query == NULL)
		return status;
	if (finder_init(&s->finder, r->plan) != SAIGA_OK)
		return saiga_error_nomem(s->err);
	status = counts_init(&s->counts, s->options->facets > 0,
		s->options->timeline != TIMELINE_NONE, s->err);
	if (status == SAIGA_OK)
		status = find_articles(s);
	if (status == SAIGA_OK)
		status = take_counts(s);
	if (status == SAIGA_OK && s->options->flat)
		status = list_passages(s);
	if (status == SAIGA_OK && s->options->suggest)
		status = suggest_query(
			&r->suggestion, r->query, r->plan, s->db, s->err);
	return status;
}

static enum saiga_status
try_search(struct search_results **out, struct xc_database *db,
	struct saiga_slice text, const struct search_options *options,
	struct saiga_error *err)
{
	struct search s = {
		.db = db,
		.options = options,
		.results = calloc(1, sizeof(**out)),
		.err = err,
	};
	enum saiga_status status = s.results == NULL ? saiga_error_nomem(err)
						     : search_once(&s, text);

	counts_dispose(&s.counts);
	finder_dispose(&s.finder);
	if (status != SAIGA_OK) {
		search_results_free(s.results);
		s.results = NULL;
	}
	*out = s.results;
	return status;
}

enum saiga_status
search_run(struct search_results **out, struct xc_database *db,
	struct saiga_slice query, const struct search_options *options,
	struct saiga_error *err)
{
	enum saiga_status status;
	unsigned tries = 0;

	do
		status = try_search(out, db, query, options, err);
	while (saiga_store_again(db, status, &tries));
	return status;
}

enum saiga_status
search_article(struct found_article *article, const struct xc_database *db,
	struct saiga_slice text, const struct search_options *options,
	struct saiga_error *err)
{
	struct finder finder = { .matcher = NULL };
	struct query *query = NULL;
	struct plan *plan = NULL;
	enum saiga_status status = query_parse(&query, text, options->now, err);

	if (status == SAIGA_OK)
		status = plan_new(&plan, query, db, &options->plan, err);
	if (status == SAIGA_OK &&
		(finder_init(&finder, plan) != SAIGA_OK ||
			score_passages(article, &finder) != SAIGA_OK ||
			show_passages(article, &finder) != SAIGA_OK))
		status = saiga_error_nomem(err);
	finder_dispose(&finder);
	plan_free(plan);
	query_free(query);
	return status;
}
