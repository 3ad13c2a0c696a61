/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The order of articles.  Xapian puts equals in the order of their docids,
 * which are others in an index that was built anew: here they stand in the
 * order of their ids.  And here scores fade with age, if that is asked for.
 */
#include "order.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* With --recent, the share of its score that an article keeps of the oldest
 * day, and the days after which half of the rest is left. */
#define RECENT_FLOOR 0.7
#define RECENT_HALF 365.0
#define ROUNDING 1e-9 /* that a cut by score must not depend on */

void
ranking_dispose(struct ranking *ranking)
{
	free(ranking->items);
	ranking->items = NULL;
	ranking->n = ranking->cap = 0;
}

void
ranking_count(struct search *s, const struct xc_mset *mset)
{
	struct xc_mset_stats stats;

	xc_mset_get_stats(&stats, mset);
	s->results->total += stats.matches_estimated;
	s->results->total_is_exact &=
		stats.matches_lower == stats.matches_upper;
}

double
ranking_round(double score)
{
	int exponent;
	double fraction = frexp(score, &exponent);

	return ldexp(nearbyint(ldexp(fraction, 40)), exponent - 40);
}

bool
search_by_day(const struct search *s)
{
	return s->options->sort != SORT_RELEVANCE || !s->results->plan->scored;
}

/* The share of its score that an article of the day keeps; mild, so that a
 * much better article comes first for all its years. */
static double
recency(const struct search *s, const char *day)
{
	int64_t from, to;
	double age;

	if (day[0] == '\0')
		return RECENT_FLOOR;
	saiga_range_seconds(day, day, &from, &to);
	age = ((double)s->options->now - (double)from) / 86400;
	return RECENT_FLOOR +
		(1 - RECENT_FLOOR) * exp2(-fmax(age, 0) / RECENT_HALF);
}

/* Copies a document's value; empty where it does not fit. */
static enum saiga_status
read_value(char *out, size_t size, const struct search *s,
	const struct xc_document *doc, enum saiga_slot slot)
{
	struct xc_bytes value = XC_BYTES_INIT;
	struct xc_error xerr;

	out[0] = '\0';
	if (xc_document_value(&value, doc, slot, &xerr) != XC_OK)
		return saiga_store_error(s->err, &xerr, "search");
	if (value.len + 1 == size) {
		memcpy(out, value.data, value.len);
		out[value.len] = '\0';
	}
	xc_bytes_dispose(&value);
	return SAIGA_OK;
}

enum saiga_status
ranking_recency(
	double *out, const struct search *s, const struct xc_document *doc)
{
	enum saiga_status status;
	char day[9];

	*out = 1;
	if (!s->options->recent)
		return SAIGA_OK;
	status = read_value(day, sizeof(day), s, doc, SAIGA_SLOT_DAY);
	*out = recency(s, day);
	return status;
}

/* Those that match and have a date, or have none. */
static struct xc_query *
query_dated(const struct search *s, bool dated, struct xc_error *xerr)
{
	struct xc_query *any =
		xc_query_new_value_ge(SAIGA_SLOT_DAY, "0", 1, xerr);
	const struct xc_query *both[] = { s->results->plan->query, any };
	struct xc_query *query = NULL;

	if (any != NULL)
		query = xc_query_new_combined(
			dated ? XC_OP_FILTER : XC_OP_AND_NOT, both, 2, 0, xerr);
	xc_query_free(any);
	return query;
}

/* Tells how many articles that match have no date; they come last. */
enum saiga_status
ranking_note_undated(struct search *s)
{
	struct xc_match_options options = { .check_at_least = UINT32_MAX };
	struct xc_error xerr;
	struct xc_query *undated = query_dated(s, false, &xerr);
	struct xc_enquire *enquire = NULL;
	struct xc_mset *mset = NULL;
	uint32_t n = 0;
	char line[96];

	if (undated != NULL)
		enquire = xc_enquire_new(s->db, &xerr);
	if (enquire != NULL &&
		xc_enquire_set_query(enquire, undated, 0, &xerr) == XC_OK)
		mset = xc_enquire_match(enquire, 0, 0, &options, &xerr);
	if (mset != NULL) {
		struct xc_mset_stats stats;

		xc_mset_get_stats(&stats, mset);
		n = stats.matches_estimated;
	}
	snprintf(line, sizeof(line), "%u article%s without a date come%s last",
		n, n == 1 ? "" : "s", n == 1 ? "s" : "");
	if (n > 0)
		query_note(s->results->query, line);
	xc_query_free(undated);
	xc_enquire_free(enquire);
	xc_mset_free(mset);
	return mset != NULL ? SAIGA_OK
			    : saiga_store_error(s->err, &xerr, "search");
}

/* Fetches the document of an item: its id, or what its age leaves of its
 * score. */
static enum saiga_status
look_up(struct search *s, struct ranked *item, bool id)
{
	struct xc_error xerr;
	struct xc_document *doc =
		xc_database_document(s->db, item->docid, 0, &xerr);
	enum saiga_status status;

	if (doc == NULL)
		return saiga_store_error(s->err, &xerr, "search");
	if (id)
		status = read_value(
			item->id, sizeof(item->id), s, doc, SAIGA_SLOT_ID);
	else {
		status = ranking_recency(&item->fresh, s, doc);
		item->score *= item->fresh;
	}
	xc_document_free(doc);
	return status;
}

/* By score, and of equals by id. */
static int
compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	int ids;

	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	ids = strcmp(x->id, y->id);
	return ids != 0 ? ids : (x->docid > y->docid) - (x->docid < y->docid);
}

/* Adds the matches behind those that are there; those of one day, where days
 * count, are on one level. */
static enum saiga_status
take(struct ranking *out, struct search *s, const struct xc_mset *mset)
{
	struct xc_bytes key = XC_BYTES_INIT, last = XC_BYTES_INIT;
	uint32_t i, n = xc_mset_size(mset);
	uint32_t level = out->n > 0 ? out->items[out->n - 1].level + 1 : 0;
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_match match;

	if (saiga_array_reserve(&out->items, &out->cap, out->n + n,
		    sizeof(*out->items)) != SAIGA_OK)
		return saiga_error_nomem(s->err);
	for (i = 0; i < n && xc_mset_match(&match, mset, i, &xerr) == XC_OK;
		i++) {
		if (search_by_day(s) &&
			xc_mset_sort_key(&key, mset, i, &xerr) != XC_OK)
			break;
		level += key.len != last.len ||
			(key.len > 0 &&
				memcmp(key.data, last.data, key.len) != 0);
		xc_bytes_dispose(&last);
		last = key;
		key = (struct xc_bytes)XC_BYTES_INIT;
		out->items[out->n++] = (struct ranked){
			.docid = match.docid,
			.level = level,
			.score = ranking_round(match.weight),
			.fresh = 1,
			.kept = 1,
		};
	}
	xc_bytes_dispose(&key);
	xc_bytes_dispose(&last);
	return i < n ? saiga_store_error(s->err, &xerr, "search") : SAIGA_OK;
}

static bool
is_tie(const struct ranked *a, const struct ranked *b)
{
	return a->level == b->level && a->score == b->score;
}

enum saiga_status
ranking_age(struct search *s, struct ranked *item)
{
	item->fresh = 1;
	return s->options->recent ? look_up(s, item, false) : SAIGA_OK;
}

/* Only equals have their ids looked up. */
enum saiga_status
ranking_sort(struct ranking *r, struct search *s)
{
	enum saiga_status status = SAIGA_OK;
	size_t i, ties = 0;

	if (r->n > 1)
		qsort(r->items, r->n, sizeof(*r->items), compare_ranked);
	for (i = 0; i < r->n && status == SAIGA_OK; i++)
		if ((i > 0 && is_tie(&r->items[i], &r->items[i - 1])) ||
			(i + 1 < r->n &&
				is_tie(&r->items[i], &r->items[i + 1]))) {
			status = look_up(s, &r->items[i], true);
			ties++;
		}
	if (status == SAIGA_OK && ties > 0)
		qsort(r->items, r->n, sizeof(*r->items), compare_ranked);
	return status;
}

static enum saiga_status
take_match(struct ranking *out, struct search *s, const struct xc_query *query,
	uint32_t max, double least)
{
	struct xc_error xerr;
	struct xc_mset *mset = search_match(s, query, max, least, &xerr);
	enum saiga_status status;

	if (mset == NULL)
		return saiga_store_error(s->err, &xerr, "search");
	if (least <= 0)
		ranking_count(s, mset);
	status = take(out, s, mset);
	xc_mset_free(mset);
	return status;
}

/* The oldest, and then those without a date. */
static enum saiga_status
take_oldest(struct ranking *out, struct search *s, uint32_t max)
{
	enum saiga_status status = SAIGA_OK;
	unsigned undated;

	for (undated = 0; undated < 2 && status == SAIGA_OK; undated++) {
		struct xc_error xerr;
		struct xc_query *query = query_dated(s, undated == 0, &xerr);

		status = query == NULL
			? saiga_store_error(s->err, &xerr, "search")
			: take_match(out, s, query, max - (uint32_t)out->n, 0);
		xc_query_free(query);
	}
	return status;
}

/* Takes the best max of those that score the least, and sorts them; *worst is
 * what the last of them was before it was sorted. */
static enum saiga_status
take_sorted(struct ranking *out, struct ranked *worst, struct search *s,
	uint32_t max, double least)
{
	struct search_results *r = s->results;
	enum saiga_status status;
	size_t i;

	out->n = 0;
	if (least <= 0) {
		r->total = 0;
		r->total_is_exact = true;
	}
	status = s->options->sort == SORT_OLDEST && xc_database_is_remote(s->db)
		? take_oldest(out, s, max)
		: take_match(out, s, r->plan->query, max, least);
	if (out->n > 0)
		*worst = out->items[out->n - 1];
	for (i = 0; i < out->n && status == SAIGA_OK; i++)
		status = ranking_age(s, &out->items[i]);
	return status == SAIGA_OK ? ranking_sort(out, s) : status;
}

/*
 * One more than is wanted is taken, to see whether those that were not could
 * stand among the wanted: as equals of the last one, or because that has lost
 * more of its score to its age.
 */
enum saiga_status
ranking_match(struct ranking *out, struct search *s, uint32_t n)
{
	struct ranked worst = { .docid = 0 };
	uint32_t max = n + 1;
	enum saiga_status status = take_sorted(out, &worst, s, max, 0);

	while (status == SAIGA_OK && n > 0 && out->n == max &&
		worst.level == out->items[n - 1].level &&
		worst.score >= out->items[n - 1].score) {
		double least = search_by_day(s)
			? 0
			: out->items[n - 1].score * (1 - ROUNDING);

		max = search_by_day(s) && max < UINT32_MAX / 4 ? max * 4
							       : UINT32_MAX;
		status = take_sorted(out, &worst, s, max, least);
	}
	out->n = out->n < n ? out->n : n;
	return status;
}
