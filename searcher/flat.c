/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The flat list: passages of all articles that match, best first.
 *
 * Only the articles that may have one of the best passages are read.  What
 * the best passage of an article can score at most is BM25 of the article
 * itself with b 0, a k1 for a passage of one word, and the articles' own
 * frequencies: no passage has a word more often than its article has it.
 * Xapian gives the articles in the order of that bound, and reading ends at
 * the first whose bound is below the last passage wanted (the threshold
 * algorithm of Fagin, Lotem and Naor, Optimal Aggregation Algorithms for
 * Middleware, 2003).
 */
#include "explain.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_ARTICLES 50u /* read before the threshold narrows the others */
/* The two sums are added up in different orders. */
#define ROUNDING 1e-9

/* A passage that may stand in the list. */
struct line {
	double score;
	uint32_t docid, number;
	size_t place; /* of its article, when sorted by day */
	char id[SAIGA_ID_LEN + 1];
};

struct flat {
	struct search *s;
	struct line *lines;
	size_t n, cap;
	size_t wanted;    /* lines from the first to the last of the page */
	double threshold; /* what a line must score; below 0: anything */
	double factor;    /* from Xapian's bounds to ours */
	struct saiga_stored stored;
};

/* Equal scores stand in the order of ids, then that of the text. */
static int
compare_lines(const void *a, const void *b)
{
	const struct line *x = a, *y = b;
	int ids;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	ids = strcmp(x->id, y->id);
	if (ids != 0)
		return ids;
	return (x->number > y->number) - (x->number < y->number);
}

/* Keeps the wanted lines, sorted, and so finds the threshold. */
static void
cut(struct flat *f)
{
	if (f->n > 1)
		qsort(f->lines, f->n, sizeof(*f->lines), compare_lines);
	if (f->n < f->wanted)
		return;
	f->n = f->wanted;
	if (!search_by_day(f->s) && f->n > 0)
		f->threshold = f->lines[f->n - 1].score;
}

static enum saiga_status
add_line(struct flat *f, const struct line *line)
{
	if (line->score < f->threshold)
		return SAIGA_OK;
	if (f->n >= 2 * f->wanted)
		cut(f);
	if (saiga_array_reserve(&f->lines, &f->cap, f->n + 1,
		    sizeof(*f->lines)) != SAIGA_OK)
		return saiga_error_nomem(f->s->err);
	f->lines[f->n++] = *line;
	return SAIGA_OK;
}

/* Adds the passages of an article that have a hit, or its first one. */
static enum saiga_status
read_article(struct flat *f, uint32_t docid, size_t place)
{
	struct search *s = f->s;
	enum saiga_status status =
		saiga_stored_fetch(&f->stored, s->db, docid, s->err);
	const struct saiga_article *a = &f->stored.article;
	struct line line = { .docid = docid, .place = place };
	struct found_passage passage = { .number = 0 };
	double recency = 1;
	bool any = false;
	uint32_t i;

	if (status == SAIGA_OK)
		status = ranking_recency(&recency, s, f->stored.doc);
	if (status != SAIGA_OK)
		return status;
	memcpy(line.id, a->id, sizeof(line.id));
	for (i = 0; i < a->passages.n && status == SAIGA_OK; i++) {
		if (passage_score(&passage, &s->finder, a, i) != SAIGA_OK)
			return saiga_error_nomem(s->err);
		if (passage.score <= 0)
			continue;
		line.number = i;
		line.score = passage.score * recency;
		status = add_line(f, &line);
		any = true;
	}
	line.number = 0;
	line.score = 0;
	return any || a->passages.n == 0 || status != SAIGA_OK
		? status
		: add_line(f, &line);
}

/* The units of the plan, any of them, each as often as the query has it. */
static struct xc_query *
any_unit(const struct plan *plan, struct xc_error *xerr)
{
	struct xc_query **units = calloc(plan->n_units + 1, sizeof(*units));
	struct xc_query *any = NULL;
	size_t i, n = 0;

	*xerr = (struct xc_error)XC_ERROR_INIT;
	if (units == NULL)
		xerr->kind = XC_NO_MEMORY;
	for (i = 0; xerr->kind == XC_OK && i < plan->n_units; i++) {
		const struct unit *unit = &plan->units[i];

		if (unit->silent || unit->query == NULL)
			continue;
		units[n] = xc_query_new_scaled(unit->query, unit->times, xerr);
		n += units[n] != NULL;
	}
	if (xerr->kind == XC_OK)
		any = xc_query_new_combined(XC_OP_OR,
			(const struct xc_query *const *)units, n, 0, xerr);
	for (i = 0; i < n; i++)
		xc_query_free(units[i]);
	free(units);
	return any;
}

/* All that match, weighed by what their best passage can score. */
static struct xc_query *
bound_query(const struct plan *plan, struct xc_error *xerr)
{
	struct xc_query *any = any_unit(plan, xerr), *query = NULL;
	struct xc_query *match =
		any == NULL ? NULL : xc_query_new_scaled(plan->query, 0, xerr);

	if (match != NULL) {
		const struct xc_query *both[] = { match, any };

		query = xc_query_new_combined(
			XC_OP_AND_MAYBE, both, 2, 0, xerr);
	}
	xc_query_free(match);
	xc_query_free(any);
	return query;
}

static struct xc_enquire *
bound_enquire(struct flat *f, struct xc_error *xerr)
{
	struct xc_query *query = bound_query(f->s->results->plan, xerr);
	struct xc_enquire *enquire = NULL;
	struct xc_weight *weight = NULL;
	bool done = false;
	double bm25[PASSAGE_BOUND_PARAMETERS];

	if (query != NULL)
		enquire = xc_enquire_new(f->s->db, xerr);
	if (enquire != NULL) {
		f->factor = passage_bound(bm25) * (1 + ROUNDING);
		weight = xc_weight_new(
			"bm25", bm25, PASSAGE_BOUND_PARAMETERS, xerr);
	}
	if (weight != NULL)
		done = xc_enquire_set_query(enquire, query, 0, xerr) == XC_OK &&
			xc_enquire_set_weight(enquire, weight, xerr) == XC_OK;
	xc_weight_free(weight);
	xc_query_free(query);
	if (!done) {
		xc_enquire_free(enquire);
		enquire = NULL;
	}
	return enquire;
}

/* Reads the articles in the order of their bounds from the first-th on, while
 * one of their passages may stand in the list. */
static enum saiga_status
read_bounded(struct flat *f, const struct xc_mset *mset, uint32_t first)
{
	enum saiga_status status = SAIGA_OK;
	uint32_t i, n = xc_mset_size(mset);

	for (i = first; i < n && status == SAIGA_OK; i++) {
		struct xc_error xerr;
		struct xc_match item;

		if (xc_mset_match(&item, mset, i, &xerr) != XC_OK)
			return saiga_store_error(f->s->err, &xerr, "search");
		if (item.weight * f->factor < f->threshold)
			break;
		status = read_article(f, item.docid, 0);
		if (status == SAIGA_OK)
			cut(f);
	}
	return status;
}

/* The first articles give a threshold, and with it Xapian gives the rest. */
static enum saiga_status
read_best(struct flat *f)
{
	struct xc_match_options options = XC_MATCH_OPTIONS_INIT;
	struct search *s = f->s;
	struct xc_error xerr;
	struct xc_enquire *enquire = bound_enquire(f, &xerr);
	struct xc_mset *mset = NULL;
	enum saiga_status status = SAIGA_OK;

	options.check_at_least = FIRST_ARTICLES + SEARCH_COUNTED;
	if (enquire != NULL)
		mset = xc_enquire_match(
			enquire, 0, FIRST_ARTICLES, &options, &xerr);
	if (mset == NULL) {
		xc_enquire_free(enquire);
		return saiga_store_error(s->err, &xerr, "search");
	}
	ranking_count(s, mset);
	status = read_bounded(f, mset, 0);
	if (status == SAIGA_OK && xc_mset_size(mset) == FIRST_ARTICLES) {
		xc_mset_free(mset);
		mset = NULL;
		if (xc_enquire_set_cutoff(enquire, 0,
			    f->threshold > 0 ? f->threshold / f->factor : 0,
			    &xerr) == XC_OK)
			mset = xc_enquire_match(
				enquire, 0, UINT32_MAX, NULL, &xerr);
		status = mset == NULL
			? saiga_store_error(s->err, &xerr, "search")
			: read_bounded(f, mset, FIRST_ARTICLES);
	}
	xc_mset_free(mset);
	xc_enquire_free(enquire);
	return status;
}

/* By day, the articles' order stands; each gives a line or more. */
static enum saiga_status
read_in_order(struct flat *f)
{
	struct ranking ranking = { NULL, 0, 0 };
	enum saiga_status status;
	size_t max = f->wanted, i = 0;

	do {
		ranking_dispose(&ranking);
		status = ranking_make(&ranking, f->s, (uint32_t)max);
		for (; i < ranking.n && f->n < f->wanted && status == SAIGA_OK;
			i++)
			status = read_article(f, ranking.items[i].docid, i);
		max *= 2;
	} while (status == SAIGA_OK && f->n < f->wanted && i == max / 2);
	ranking_dispose(&ranking);
	return status;
}

static int
compare_docids(const void *a, const void *b)
{
	const struct line *const *x = a, *const *y = b;

	if ((*x)->docid != (*y)->docid)
		return (*x)->docid < (*y)->docid ? -1 : 1;
	return (*x > *y) - (*x < *y);
}

/* Fetches the article of n lines and shows their passages. */
static enum saiga_status
show_article(struct flat *f, struct line **lines, size_t n, size_t offset)
{
	struct search *s = f->s;
	struct search_results *r = s->results;
	struct found_article *article = &r->articles[r->n++];
	enum saiga_status status = saiga_stored_fetch(
		&article->stored, s->db, lines[0]->docid, s->err);

	if (status != SAIGA_OK)
		return status;
	article->passages = calloc(n, sizeof(*article->passages));
	if (article->passages == NULL ||
		finder_mark(&article->title_marks, &s->finder,
			article->stored.article.field[SAIGA_FIELD_TITLE],
			0) != SAIGA_OK)
		return saiga_error_nomem(s->err);
	for (; article->n < n; article->n++) {
		const struct line *line = lines[article->n];
		struct found_passage *passage = &article->passages[article->n];
		size_t at = (size_t)(line - f->lines) - offset;

		passage->number = line->number;
		passage->score = line->score;
		r->lines[at].article = article;
		r->lines[at].passage = passage;
		finder_forget(&s->finder);
		if (passage_show(passage, &s->finder,
			    &article->stored.article) != SAIGA_OK)
			return saiga_error_nomem(s->err);
	}
	return SAIGA_OK;
}

/* The articles' own scores, which the list does without. */
static enum saiga_status
score_articles(struct flat *f)
{
	struct search_results *r = f->s->results;
	double *scores = calloc(r->n + 1, sizeof(*scores)), share;
	enum saiga_status status;
	size_t i;

	if (scores == NULL)
		return saiga_error_nomem(f->s->err);
	status = explain_weigh(scores, f->s, r->plan->query);
	for (i = 0; i < r->n && status == SAIGA_OK; i++) {
		status = ranking_recency(
			&share, f->s, r->articles[i].stored.doc);
		r->articles[i].score = scores[i] * share;
		r->articles[i].kept = 1;
	}
	free(scores);
	return status;
}

/* The lines of the page, article by article. */
static enum saiga_status
show_page(struct flat *f)
{
	struct search_results *r = f->s->results;
	size_t offset = f->s->options->offset, n, i, k;
	enum saiga_status status = SAIGA_OK;
	struct line **lines;

	n = f->n > offset ? f->n - offset : 0;
	if (n == 0)
		return SAIGA_OK;
	lines = calloc(n, sizeof(*lines));
	r->lines = calloc(n, sizeof(*r->lines));
	r->articles = calloc(n, sizeof(*r->articles));
	if (lines == NULL || r->lines == NULL || r->articles == NULL) {
		free(lines);
		return saiga_error_nomem(f->s->err);
	}
	r->n_lines = n;
	for (i = 0; i < n; i++)
		lines[i] = &f->lines[offset + i];
	qsort(lines, n, sizeof(struct line *), compare_docids);
	for (i = 0; i < n && status == SAIGA_OK; i = k) {
		for (k = i; k < n && lines[k]->docid == lines[i]->docid; k++)
			;
		status = show_article(f, lines + i, k - i, offset);
	}
	free(lines);
	return status == SAIGA_OK ? score_articles(f) : status;
}

enum saiga_status
flat_list(struct search *s)
{
	struct flat f = {
		.s = s,
		.wanted = (size_t)s->options->offset + s->options->max,
		.threshold = -1,
		.stored = SAIGA_STORED_INIT,
	};
	enum saiga_status status =
		search_by_day(s) ? read_in_order(&f) : read_best(&f);

	if (status == SAIGA_OK) {
		cut(&f);
		status = show_page(&f);
	}
	saiga_stored_dispose(&f.stored);
	free(f.lines);
	return status;
}
