/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Scores the best articles anew, by how like the very best of them they are. */
#include "feedback.h"

#include <stdlib.h>

static bool
has_docid(const struct ranking *ranking, uint32_t docid)
{
	size_t i;

	for (i = 0; i < ranking->n; i++)
		if (ranking->items[i].docid == docid)
			return true;
	return false;
}

/* What the words learnt find, within what every answer must fulfil. */
static struct xc_mset *
match_learnt(struct search *s, const struct feedback *feedback, uint32_t max,
	struct xc_error *xerr)
{
	struct xc_query *words = feedback_query(feedback, xerr), *query = NULL;
	struct xc_query *limits = s->results->plan->limits;
	struct xc_enquire *enquire = NULL;
	struct xc_mset *mset = NULL;

	if (words != NULL && limits != NULL) {
		const struct xc_query *list[] = { words, limits };

		query = xc_query_new_combined(XC_OP_FILTER, list, 2, 0, xerr);
	}
	if (words != NULL && (limits == NULL || query != NULL))
		enquire =
			search_enquire(s, query != NULL ? query : words, xerr);
	if (enquire != NULL)
		mset = xc_enquire_match(enquire, 0, max, NULL, xerr);
	xc_enquire_free(enquire);
	xc_query_free(query);
	xc_query_free(words);
	return mset;
}

/* Adds articles that have the words learnt, and none of the query's. */
static enum saiga_status
widen(struct ranking *ranking, struct search *s,
	const struct feedback *feedback, uint32_t max)
{
	enum saiga_status status = SAIGA_OK;
	size_t found = ranking->n;
	struct xc_error xerr;
	struct xc_mset *mset = match_learnt(s, feedback, max, &xerr);
	struct xc_match match;
	uint32_t i;

	for (i = 0;
		mset != NULL && status == SAIGA_OK && i < xc_mset_size(mset) &&
		xc_mset_match(&match, mset, i, &xerr) == XC_OK;
		i++) {
		struct ranked item = { .docid = match.docid };

		if (has_docid(ranking, match.docid))
			continue;
		if (saiga_array_reserve(&ranking->items, &ranking->cap,
			    ranking->n + 1,
			    sizeof(*ranking->items)) != SAIGA_OK)
			status = saiga_error_nomem(s->err);
		else
			status = ranking_age(s, &item);
		if (status == SAIGA_OK)
			ranking->items[ranking->n++] = item;
	}
	if (status == SAIGA_OK && (mset == NULL || xerr.kind != XC_OK))
		status = saiga_store_error(s->err, &xerr, "search");
	xc_mset_free(mset);
	s->results->total += (uint32_t)(ranking->n - found);
	s->results->total_is_exact &= ranking->n == found;
	return status;
}

/* Of fewer articles there is nothing to learn: a person sees them all. */
#define FEEDBACK_LEAST 10u

/* The first articles, up to the depth, and those that were added. */
static bool
is_compared(size_t i, size_t found, const struct feedback_depth *depth)
{
	return i < depth->articles || i >= found;
}

/* Mixes what an article has by the query with how like the best it is, on the
 * scale of the best one's score. */
static enum saiga_status
mix(struct ranking *ranking, struct feedback *feedback, size_t found,
	const struct feedback_depth *depth)
{
	enum saiga_status status = SAIGA_OK;
	double most = 0, top = ranking->items[0].score;
	size_t i;

	for (i = 0; i < ranking->n && status == SAIGA_OK; i++) {
		struct ranked *item = &ranking->items[i];

		if (is_compared(i, found, depth))
			status = feedback_likeness(
				&item->likeness, feedback, item->docid);
		most = item->likeness > most ? item->likeness : most;
	}
	for (i = 0; i < ranking->n && status == SAIGA_OK && most > 0; i++) {
		struct ranked *item = &ranking->items[i];

		item->kept = 1 - depth->share;
		item->likeness *= depth->share * top / most;
		item->score =
			item->kept * item->score + item->fresh * item->likeness;
	}
	return status;
}

enum saiga_status
ranking_make(struct ranking *out, struct search *s, uint32_t n)
{
	bool deep = s->options->feedback == FEEDBACK_DEEP;
	const struct feedback_depth *depth =
		deep ? &feedback_deep : &feedback_default;
	struct feedback *feedback = NULL;
	enum saiga_status status;
	size_t found;

	if (s->options->feedback == FEEDBACK_NONE || search_by_day(s))
		return ranking_match(out, s, n);
	status = ranking_match(
		out, s, n > depth->articles ? n : depth->articles);
	found = out->n;
	if (status == SAIGA_OK && found >= FEEDBACK_LEAST)
		status = feedback_new(&feedback, s, out->items, found, depth);
	if (status == SAIGA_OK && feedback != NULL && deep)
		status = widen(out, s, feedback, depth->articles);
	if (status == SAIGA_OK && feedback != NULL)
		status = mix(out, feedback, found, depth);
	if (status == SAIGA_OK && feedback != NULL)
		status = ranking_sort(out, s);
	feedback_free(feedback);
	out->n = out->n < n ? out->n : n;
	return status;
}
