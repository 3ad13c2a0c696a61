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

/* The best max of what the words learnt find, within what every answer must
 * fulfil. */
static enum saiga_status
match_learnt(struct xc_mset **out, struct search *s,
	const struct feedback *feedback, uint32_t max)
{
	const struct xc_query *limits = s->results->plan->limits;
	struct xc_query *words, *within = NULL;
	struct xc_enquire *enquire = NULL;
	struct xc_error xerr;
	enum saiga_status status = feedback_query(&words, feedback);

	*out = NULL;
	if (status != SAIGA_OK)
		return status;
	if (limits != NULL) {
		const struct xc_query *list[] = { words, limits };

		within = xc_query_new_combined(XC_OP_FILTER, list, 2, 0, &xerr);
	}
	if (limits == NULL || within != NULL)
		enquire = search_enquire(
			s, within != NULL ? within : words, &xerr);
	if (enquire != NULL)
		*out = xc_enquire_match(enquire, 0, max, NULL, &xerr);
	xc_enquire_free(enquire);
	xc_query_free(within);
	xc_query_free(words);
	return *out != NULL ? SAIGA_OK
			    : saiga_store_error(s->err, &xerr, "search");
}

static enum saiga_status
add_found(struct ranking *ranking, struct search *s, uint32_t docid)
{
	struct ranked item = { .docid = docid };

	if (has_docid(ranking, docid))
		return SAIGA_OK;
	if (saiga_array_reserve(&ranking->items, &ranking->cap, ranking->n + 1,
		    sizeof(*ranking->items)) != SAIGA_OK)
		return saiga_error_nomem(s->err);
	ranking->items[ranking->n++] = item;
	return ranking_age(s, &ranking->items[ranking->n - 1]);
}

/* Adds articles that have the words learnt, and none of the query's. */
static enum saiga_status
widen(struct ranking *ranking, struct search *s,
	const struct feedback *feedback, uint32_t max)
{
	size_t found = ranking->n;
	struct xc_mset *mset;
	enum saiga_status status = match_learnt(&mset, s, feedback, max);
	struct xc_error xerr;
	uint32_t i;

	for (i = 0; status == SAIGA_OK && i < xc_mset_size(mset); i++) {
		struct xc_match match;

		if (xc_mset_match(&match, mset, i, &xerr) != XC_OK)
			status = saiga_store_error(s->err, &xerr, "search");
		else
			status = add_found(ranking, s, match.docid);
	}
	xc_mset_free(mset);
	s->results->total += (uint32_t)(ranking->n - found);
	s->results->total_is_exact &= ranking->n == found;
	return status;
}

/* Of fewer articles there is nothing to learn: a person sees them all. */
#define FEEDBACK_LEAST 10u

/* Compares the first articles, up to the depth, and those that were added. */
static enum saiga_status
compare_articles(struct ranking *ranking, struct search *s,
	struct feedback *feedback, size_t found, uint32_t depth)
{
	struct ranked **list = malloc(ranking->n * sizeof(struct ranked *));
	enum saiga_status status;
	size_t n = 0, i;

	if (list == NULL)
		return saiga_error_nomem(s->err);
	for (i = 0; i < ranking->n; i++)
		if (i < depth || i >= found)
			list[n++] = &ranking->items[i];
	status = feedback_compare(feedback, list, n);
	free(list);
	return status;
}

/* Mixes what an article has by the query with how like the best it is, on the
 * scale of the best one's score. */
static void
mix(struct ranking *ranking, double share)
{
	double most = 0, top = ranking->items[0].score;
	size_t i;

	for (i = 0; i < ranking->n; i++)
		if (ranking->items[i].likeness > most)
			most = ranking->items[i].likeness;
	for (i = 0; i < ranking->n && most > 0; i++) {
		struct ranked *item = &ranking->items[i];

		item->kept = 1 - share;
		item->likeness *= share * top / most;
		item->score = ranking_round(item->kept * item->score +
			item->fresh * item->likeness);
	}
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
		status = compare_articles(
			out, s, feedback, found, depth->articles);
	if (status == SAIGA_OK && feedback != NULL) {
		mix(out, depth->share);
		status = ranking_sort(out, s);
	}
	feedback_free(feedback);
	out->n = out->n < n ? out->n : n;
	return status;
}
