/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a search. */
#include "counts.h"
#include "explain.h"
#include "suggest.h"

#include <stdlib.h>
#include <string.h>

/* BM25 of articles: k1, k2, k3, b, and the shortest length that counts, in
 * Xapian's order.  bench/README.md has the figures of each. */
static const double bm25[] = { 1.2, 0, 1, 0.75, 0 };

void
found_article_dispose(struct found_article *article)
{
	size_t i;

	for (i = 0; i < article->n; i++)
		found_passage_dispose(&article->passages[i]);
	free(article->passages);
	free(article->title_marks.items);
	score_parts_dispose(&article->parts);
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

	finder_forget(finder);
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

/*
 * By day, articles without one last either way; of one day, the more relevant
 * first.  Where nothing is scored, the ids decide at once.  Keys of our making
 * stay on this machine: with a remote shard the plain value has to do, which
 * has articles without a day first if the oldest are (order.c).
 */
static bool
sort_by_day(struct xc_enquire *enquire, const struct search *s,
	struct xc_error *xerr)
{
	bool oldest = s->options->sort == SORT_OLDEST;
	struct xc_key_maker *maker;
	bool done;

	if (xc_database_is_remote(s->db))
		return xc_enquire_sort_by_value(enquire, XC_SORT_THEN_RELEVANCE,
			       SAIGA_SLOT_DAY, !oldest, xerr) == XC_OK;
	maker = xc_key_maker_new(xerr);
	done = maker != NULL &&
		xc_key_maker_add_value(maker, SAIGA_SLOT_DAY, !oldest,
			xc_slice_str(oldest ? "99999999" : ""),
			xerr) == XC_OK &&
		(s->results->plan->scored ||
			xc_key_maker_add_value(maker, SAIGA_SLOT_ID, false,
				xc_slice_str(""), xerr) == XC_OK) &&
		xc_enquire_sort_by_key(enquire, XC_SORT_THEN_RELEVANCE, maker,
			false, xerr) == XC_OK;
	xc_key_maker_free(maker);
	return done;
}

struct xc_enquire *
search_enquire(const struct search *s, const struct xc_query *query,
	struct xc_error *xerr)
{
	struct xc_weight *weight =
		xc_weight_new("bm25", bm25, sizeof(bm25) / sizeof(*bm25), xerr);
	struct xc_enquire *enquire =
		weight == NULL ? NULL : xc_enquire_new(s->db, xerr);

	if (enquire != NULL &&
		(xc_enquire_set_query(enquire, query, 0, xerr) != XC_OK ||
			xc_enquire_set_weight(enquire, weight, xerr) !=
				XC_OK)) {
		xc_enquire_free(enquire);
		enquire = NULL;
	}
	xc_weight_free(weight);
	return enquire;
}

struct xc_mset *
search_match(struct search *s, const struct xc_query *query, uint32_t max,
	double least, struct xc_error *xerr)
{
	struct xc_match_options options = XC_MATCH_OPTIONS_INIT;
	struct xc_enquire *enquire = search_enquire(s, query, xerr);
	struct xc_mset *mset = NULL;

	/* Enough for an exact count of what a person would page through. */
	options.check_at_least = least > 0 ? 0 : max + SEARCH_COUNTED;
	if (enquire != NULL &&
		xc_enquire_set_cutoff(enquire, 0, least, xerr) == XC_OK &&
		(!search_by_day(s) || sort_by_day(enquire, s, xerr)))
		mset = xc_enquire_match(enquire, 0, max, &options, xerr);
	xc_enquire_free(enquire);
	return mset;
}

static enum saiga_status
add_article(struct search *s, const struct ranked *ranked)
{
	struct search_results *r = s->results;
	struct found_article *article;
	enum saiga_status status;

	if (saiga_array_reserve(&r->articles, &r->cap, r->n + 1,
		    sizeof(*r->articles)) != SAIGA_OK)
		return saiga_error_nomem(s->err);
	article = &r->articles[r->n++];
	memset(article, 0, sizeof(*article));
	article->score = ranked->score;
	article->kept = ranked->kept;
	article->likeness = ranked->likeness;
	status = saiga_stored_fetch(
		&article->stored, s->db, ranked->docid, s->err);
	if (status != SAIGA_OK || s->options->bare)
		return status;
	status = score_passages(article, &s->finder);
	sort_passages(article, SEARCH_PASSAGES_SHOWN);
	if (status == SAIGA_OK)
		status = show_passages(article, &s->finder);
	return status == SAIGA_OK ? status : saiga_error_nomem(s->err);
}

static enum saiga_status
find_articles(struct search *s)
{
	const struct search_options *o = s->options;
	struct ranking ranking = { NULL, 0, 0 };
	enum saiga_status status =
		ranking_make(&ranking, s, o->offset + o->max);
	size_t i;

	for (i = o->offset; i < ranking.n && status == SAIGA_OK; i++)
		status = add_article(s, &ranking.items[i]);
	ranking_dispose(&ranking);
	return status;
}

static enum saiga_status
read_query(struct query **out, struct saiga_slice text,
	const struct search_options *options, struct saiga_error *err)
{
	return options->plain ? query_parse_plain(out, text, err)
			      : query_parse(out, text, options->now, err);
}

/* Counts the values of all articles that match, in a match of its own: it
 * need not weigh them. */
static enum saiga_status
count_all(struct search *s)
{
	const struct search_options *o = s->options;
	bool counted = o->facets > 0 || o->timeline != TIMELINE_NONE;
	struct search_results *r = s->results;
	struct counts counts;
	enum saiga_status status = counts_make(&counts, s->db, r->plan->query,
		o->facets > 0, o->timeline != TIMELINE_NONE, s->err);

	/* All were looked at; the deep look adds what does not match. */
	if (status == SAIGA_OK && counted && o->feedback != FEEDBACK_DEEP) {
		r->total = counts.articles;
		r->total_is_exact = true;
	}
	if (status == SAIGA_OK && o->facets > 0)
		status = facets_new(&r->facets, &counts, o->facets, s->err);
	if (status == SAIGA_OK && o->timeline != TIMELINE_NONE)
		status = timeline_new(
			&r->timeline, &counts, o->timeline, s->err);
	counts_dispose(&counts);
	return status;
}

/* One try at the whole answer. */
static enum saiga_status
search_once(struct search *s, struct saiga_slice text)
{
	struct search_results *r = s->results;
	enum saiga_status status =
		read_query(&r->query, text, s->options, s->err);

	r->suggestion.max = QUERY_BYTES_MAX * 2u;
	if (status == SAIGA_OK)
		status = plan_new(
			&r->plan, r->query, s->db, &s->options->plan, s->err);
	r->total_is_exact = true;
	if (status != SAIGA_OK || r->plan->query == NULL)
		return status;
	if (finder_init(&s->finder, r->plan) != SAIGA_OK)
		return saiga_error_nomem(s->err);
	if (s->options->snippet > 0)
		s->finder.chars = s->options->snippet;
	status = s->options->flat ? flat_list(s) : find_articles(s);
	if (status == SAIGA_OK && s->options->plan.explain)
		status = explain_results(s);
	if (status == SAIGA_OK && s->options->sort != SORT_RELEVANCE)
		status = ranking_note_undated(s);
	if (status == SAIGA_OK)
		status = count_all(s);
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

void
search_note_shards(
	struct search_options *options, const struct saiga_shards *shards)
{
	options->plan.shards = (uint32_t)shards->n;
	options->plan.missing = (uint32_t)saiga_shards_down(shards);
}

enum saiga_status
search_shards(struct search_results **out, struct saiga_shards *shards,
	struct saiga_slice query, struct search_options *options,
	struct saiga_error *err)
{
	enum saiga_status status;

	do {
		search_note_shards(options, shards);
		status = search_run(out, shards->db, query, options, err);
	} while (saiga_shards_again(shards, status, err));
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
	enum saiga_status status = read_query(&query, text, options, err);

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
