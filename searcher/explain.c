/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Takes scores apart.  What a leaf of the query gives an article is what
 * Xapian gives it for that leaf alone, where all branches around the leaf are
 * found, too: no formula is written twice.
 */
#include "explain.h"

#include <stdlib.h>
#include <string.h>

/* An article of the results. */
struct place {
	uint32_t docid;
	size_t place;
};

static int
compare_places(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return (x->docid > y->docid) - (x->docid < y->docid);
}

/* The first that is not below the docid. */
static size_t
find_docid(const struct place *places, size_t n, uint32_t docid)
{
	size_t from = 0, to = n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (places[middle].docid < docid)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* All of them. */
struct shown_list {
	struct place *places; /* by docid */
	size_t n;
};

static enum saiga_status
list_shown(struct shown_list *out, struct search *s)
{
	const struct search_results *r = s->results;
	size_t i;

	out->n = r->n;
	out->places = calloc(r->n + 1, sizeof(*out->places));
	if (out->places == NULL)
		return saiga_error_nomem(s->err);
	for (i = 0; i < r->n; i++) {
		out->places[i].docid = r->articles[i].stored.docid;
		out->places[i].place = i;
	}
	if (r->n > 1)
		qsort(out->places, r->n, sizeof(*out->places), compare_places);
	return SAIGA_OK;
}

/* The query, on the articles shown alone. */
static struct xc_query *
query_shown(const struct xc_query *query, const struct search_results *r,
	struct xc_error *xerr)
{
	struct xc_query **ids = calloc(r->n + 1, sizeof(*ids));
	struct xc_query *these = NULL, *both = NULL;
	char term[SAIGA_ID_TERM_SIZE];
	size_t n = 0;

	*xerr = (struct xc_error)XC_ERROR_INIT;
	if (ids == NULL)
		xerr->kind = XC_NO_MEMORY;
	while (xerr->kind == XC_OK && n < r->n) {
		saiga_store_id_term(term, r->articles[n].stored.article.id);
		ids[n] = xc_query_new_term(term, strlen(term), 1, 0, xerr);
		n += ids[n] != NULL;
	}
	if (xerr->kind == XC_OK)
		these = xc_query_new_combined(XC_OP_OR,
			(const struct xc_query *const *)ids, n, 0, xerr);
	if (these != NULL) {
		const struct xc_query *list[] = { query, these };

		both = xc_query_new_combined(XC_OP_FILTER, list, 2, 0, xerr);
	}
	xc_query_free(these);
	while (n > 0)
		xc_query_free(ids[--n]);
	free(ids);
	return both;
}

enum saiga_status
explain_weigh(double *weights, struct search *s, const struct xc_query *query)
{
	struct shown_list shown;
	enum saiga_status status = list_shown(&shown, s);
	struct xc_query *these = NULL;
	struct xc_enquire *enquire = NULL;
	struct xc_mset *mset = NULL;
	struct xc_match item;
	struct xc_error xerr;
	uint32_t i;

	if (status != SAIGA_OK)
		return status;
	memset(weights, 0, shown.n * sizeof(*weights));
	these = query_shown(query, s->results, &xerr);
	if (these != NULL)
		enquire = search_enquire(s, these, &xerr);
	if (enquire != NULL)
		mset = xc_enquire_match(
			enquire, 0, (uint32_t)shown.n, NULL, &xerr);
	for (i = 0; mset != NULL && i < xc_mset_size(mset) &&
		xc_mset_match(&item, mset, i, &xerr) == XC_OK;
		i++)
		weights[shown.places[find_docid(
					     shown.places, shown.n, item.docid)]
				.place] = item.weight;
	if (mset == NULL || xerr.kind != XC_OK)
		status = saiga_store_error(s->err, &xerr, "search");
	xc_mset_free(mset);
	xc_enquire_free(enquire);
	xc_query_free(these);
	free(shown.places);
	return status;
}

/* What each part of the plan gives the articles, a row a part.  A branch stands
 * behind all that is within it, so the last come first. */
static enum saiga_status
weigh_parts(double *weights, struct search *s)
{
	const struct plan *plan = s->results->plan;
	size_t n = s->results->n, k, i;
	enum saiga_status status = SAIGA_OK;

	for (k = plan->n_parts; k-- > 0 && status == SAIGA_OK;) {
		const struct plan_part *part = &plan->parts[k];
		double *row = weights + k * n;

		status = explain_weigh(row, s, part->query);
		for (i = 0; i < n && part->within < plan->n_parts; i++)
			if (weights[part->within * n + i] <= 0)
				row[i] = 0;
	}
	return status;
}

/* What is left of the sum by its age, as a part that takes off. */
static enum saiga_status
add_age(struct score_parts *parts, struct search *s,
	const struct xc_document *doc)
{
	double share;
	enum saiga_status status = ranking_recency(&share, s, doc);

	if (status != SAIGA_OK || !s->options->recent)
		return status;
	return score_parts_add(parts, saiga_slice("age"),
		score_parts_sum(parts) * (share - 1));
}

static enum saiga_status
explain_article(
	struct found_article *article, struct search *s, const double *weights)
{
	const struct plan *plan = s->results->plan;
	size_t n = s->results->n, k;
	enum saiga_status status = SAIGA_OK;

	for (k = 0; k < plan->n_parts && status == SAIGA_OK; k++)
		if (plan->parts[k].scores && weights[k * n] > 0)
			status = score_parts_add(&article->parts,
				saiga_slice(plan->parts[k].name),
				article->kept * weights[k * n] *
					plan->parts[k].times);
	if (status == SAIGA_OK && article->likeness > 0)
		status = score_parts_add(&article->parts,
			saiga_slice("like the best"), article->likeness);
	if (status == SAIGA_OK)
		status = add_age(&article->parts, s, article->stored.doc);
	for (k = 0; k < article->n && status == SAIGA_OK; k++) {
		struct found_passage *passage = &article->passages[k];

		status = passage_explain(
			passage, &s->finder, &article->stored.article);
		if (status == SAIGA_OK && s->options->flat)
			status = add_age(
				&passage->parts, s, article->stored.doc);
	}
	return status;
}

enum saiga_status
explain_results(struct search *s)
{
	struct search_results *r = s->results;
	double *weights =
		calloc((r->plan->n_parts + 1) * (r->n + 1), sizeof(*weights));
	enum saiga_status status;
	size_t i;

	if (weights == NULL)
		return saiga_error_nomem(s->err);
	status = weigh_parts(weights, s);
	for (i = 0; i < r->n && status == SAIGA_OK; i++)
		status = explain_article(&r->articles[i], s, weights + i);
	free(weights);
	return status == SAIGA_NOMEM ? saiga_error_nomem(s->err) : status;
}
