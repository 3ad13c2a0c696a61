/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counts values, shard by shard: the articles that match first, then, slot by
 * slot, what they have there.  Xapian's own spies copy each value out of a
 * document, and sort it into a tree: three times the work.
 */
#include "counts.h"

#include <saiga/text.h>

#include <stdlib.h>
#include <string.h>

static const enum saiga_slot slots[COUNTS] = {
	[COUNT_DAYS] = SAIGA_SLOT_DAY,
	[COUNT_PUBLISHERS] = SAIGA_SLOT_PUBLISHER,
	[COUNT_LANGUAGES] = SAIGA_SLOT_LANGUAGE,
	[COUNT_AUTHORS] = SAIGA_SLOT_AUTHORS,
};

/* The articles that match, as a match meets them: their docids ascend. */
struct matching {
	uint32_t *docids;
	size_t n, cap;
};

static int
see(struct xc_document *document, double weight, void *ctx)
{
	struct matching *m = ctx;

	(void)weight;
	if (saiga_array_reserve(&m->docids, &m->cap, m->n + 1,
		    sizeof(*m->docids)) != SAIGA_OK)
		return 1;
	m->docids[m->n++] = xc_document_docid(document);
	return 0;
}

/* A match that weighs nothing, and keeps nothing but what the spies see. */
static enum xc_error_kind
match_all(uint32_t *articles, const struct xc_database *db,
	const struct xc_query *query, struct xc_match_spy *const *spies,
	size_t n, struct xc_error *xerr)
{
	struct xc_match_options options = { .check_at_least = UINT32_MAX };
	struct xc_weight *weight = xc_weight_new("bool", NULL, 0, xerr);
	struct xc_enquire *enquire = NULL;
	struct xc_mset *mset = NULL;
	struct xc_mset_stats stats;
	size_t i = 0;

	if (weight != NULL)
		enquire = xc_enquire_new(db, xerr);
	if (enquire != NULL &&
		xc_enquire_set_query(enquire, query, 0, xerr) == XC_OK &&
		xc_enquire_set_weight(enquire, weight, xerr) == XC_OK)
		while (i < n &&
			xc_enquire_add_spy(enquire, spies[i], xerr) == XC_OK)
			i++;
	if (enquire != NULL && i == n && xerr->kind == XC_OK)
		mset = xc_enquire_match(enquire, 0, 0, &options, xerr);
	if (mset != NULL) {
		xc_mset_get_stats(&stats, mset);
		*articles = stats.matches_lower;
	}
	xc_mset_free(mset);
	xc_enquire_free(enquire);
	xc_weight_free(weight);
	return mset != NULL ? XC_OK : xerr->kind;
}

static enum saiga_status
add(struct counted *c, struct saiga_slice value, uint32_t articles)
{
	uint32_t number = saiga_lexicon_add(c->values, value);

	if (number == SAIGA_NO_TERM)
		return SAIGA_NOMEM;
	if (number == c->n) {
		if (saiga_array_reserve(&c->items, &c->cap, c->n + 1,
			    sizeof(*c->items)) != SAIGA_OK)
			return SAIGA_NOMEM;
		c->items[c->n++].articles = 0;
	}
	c->items[number].articles += articles;
	return SAIGA_OK;
}

/* Reads the articles' values in one go through the slot's list. */
static enum saiga_status
add_values(struct counted *c, struct xc_value_iter *it,
	const struct matching *articles, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;
	struct saiga_slice value;
	uint32_t at = 0;
	size_t i;

	c->without += (uint32_t)articles->n;
	for (i = 0; i < articles->n && status == SAIGA_OK; i++) {
		uint32_t docid = articles->docids[i];

		if (at < docid) {
			if (!xc_value_iter_skip_to(it, docid, &xerr) ||
				xc_value_iter_docid(&at, it, &xerr) != XC_OK)
				return xerr.kind == XC_OK
					? SAIGA_OK
					: saiga_store_error(
						  err, &xerr, "search");
		}
		if (at != docid)
			continue;
		value.p = xc_value_iter_value(it, &value.len);
		status = add(c, value, 1);
		c->without--;
	}
	return status == SAIGA_OK ? status : saiga_error_nomem(err);
}

static int
compare_values(const void *a, const void *b)
{
	const struct counted_value *x = a, *y = b;

	return saiga_slice_compare(x->value, y->value);
}

static enum saiga_status
count_slot(struct counted *c, const struct xc_database *shard,
	enum saiga_slot slot, const struct matching *articles,
	struct saiga_error *err)
{
	struct xc_error xerr;
	struct xc_value_iter *it = xc_database_values(shard, slot, &xerr);
	enum saiga_status status;

	if (it == NULL)
		return saiga_store_error(err, &xerr, "search");
	status = add_values(c, it, articles, err);
	xc_value_iter_free(it);
	return status;
}

/* Whether that is to be counted. */
static bool
is_counted(const struct counts *counts, unsigned which)
{
	return counts->of[which].values != NULL;
}

static enum saiga_status
count_local(struct counts *out, const struct xc_database *shard,
	const struct xc_query *query, struct saiga_error *err)
{
	struct matching articles = { NULL, 0, 0 };
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;
	struct xc_match_spy *spy =
		xc_match_spy_new_callback(see, &articles, &xerr);
	uint32_t n;
	unsigned i;

	if (spy == NULL || match_all(&n, shard, query, &spy, 1, &xerr) != XC_OK)
		status = xerr.kind == XC_CALLBACK_ERROR
			? saiga_error_nomem(err)
			: saiga_store_error(err, &xerr, "search");
	for (i = 0; i < COUNTS && status == SAIGA_OK; i++)
		if (is_counted(out, i))
			status = count_slot(
				&out->of[i], shard, slots[i], &articles, err);
	out->articles += (uint32_t)articles.n;
	xc_match_spy_free(spy);
	free(articles.docids);
	return status;
}

/* Adds what a spy of Xapian's has counted, in so many articles. */
static enum saiga_status
add_counted(struct counted *c, const struct xc_match_spy *spy, uint32_t n,
	struct saiga_error *err)
{
	struct xc_error xerr;
	struct xc_term_iter *it = xc_match_spy_values(spy, &xerr);
	enum saiga_status status = SAIGA_OK;
	struct saiga_slice value;
	uint32_t articles;

	if (it == NULL)
		return saiga_store_error(err, &xerr, "search");
	c->without += n;
	while (status == SAIGA_OK && xc_term_iter_next(it, &xerr) &&
		xc_term_iter_freq(&articles, it, &xerr) == XC_OK) {
		value.p = xc_term_iter_term(it, &value.len);
		status = add(c, value, articles);
		c->without -= articles;
	}
	xc_term_iter_free(it);
	if (status != SAIGA_OK)
		return saiga_error_nomem(err);
	return xerr.kind == XC_OK ? SAIGA_OK
				  : saiga_store_error(err, &xerr, "search");
}

/* On another machine only Xapian's own spies can count. */
static enum saiga_status
count_remote(struct counts *out, const struct xc_database *shard,
	const struct xc_query *query, struct saiga_error *err)
{
	struct xc_match_spy *spies[COUNTS] = { NULL };
	struct xc_error xerr = XC_ERROR_INIT;
	enum saiga_status status = SAIGA_OK;
	size_t n = 0, at = 0;
	uint32_t articles;
	unsigned i;

	for (i = 0; i < COUNTS && xerr.kind == XC_OK; i++)
		if (is_counted(out, i)) {
			spies[n] =
				xc_match_spy_new_value_count(slots[i], &xerr);
			n += spies[n] != NULL;
		}
	if (xerr.kind != XC_OK ||
		match_all(&articles, shard, query, spies, n, &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, "search");
	else
		out->articles += articles;
	for (i = 0; i < COUNTS && status == SAIGA_OK; i++)
		if (is_counted(out, i))
			status = add_counted(
				&out->of[i], spies[at++], articles, err);
	while (n > 0)
		xc_match_spy_free(spies[--n]);
	return status;
}

static void
sort_values(struct counted *c)
{
	uint32_t i;

	for (i = 0; i < c->n; i++)
		c->items[i].value = saiga_lexicon_term(c->values, i);
	if (c->n > 1)
		qsort(c->items, c->n, sizeof(*c->items), compare_values);
}

enum saiga_status
counts_make(struct counts *out, const struct xc_database *db,
	const struct xc_query *query, bool all, bool days,
	struct saiga_error *err)
{
	const struct xc_database *shard;
	enum saiga_status status = SAIGA_OK;
	unsigned i;

	memset(out, 0, sizeof(*out));
	if (!all && !days)
		return SAIGA_OK;
	for (i = 0; i < COUNTS; i++)
		if (all || i == COUNT_DAYS) {
			out->of[i].values = saiga_lexicon_new();
			if (out->of[i].values == NULL)
				return saiga_error_nomem(err);
		}
	for (i = 0; status == SAIGA_OK &&
		(shard = xc_database_shard(db, i)) != NULL;
		i++)
		status = xc_database_is_remote(shard)
			? count_remote(out, shard, query, err)
			: count_local(out, shard, query, err);
	for (i = 0; i < COUNTS && status == SAIGA_OK; i++)
		if (is_counted(out, i))
			sort_values(&out->of[i]);
	return status;
}

enum saiga_status
counts_each(const struct counts *counts, enum count which,
	counts_visit_fn visit, void *payload, uint32_t *unknown,
	struct saiga_error *err)
{
	const struct counted *c = &counts->of[which];
	enum saiga_status status = SAIGA_OK;
	size_t i;

	*unknown = c->without;
	for (i = 0; i < c->n && status == SAIGA_OK; i++)
		status =
			visit(payload, c->items[i].value, c->items[i].articles);
	return status == SAIGA_OK ? status : saiga_error_nomem(err);
}

void
counts_dispose(struct counts *counts)
{
	unsigned i;

	for (i = 0; i < COUNTS; i++) {
		saiga_lexicon_free(counts->of[i].values);
		free(counts->of[i].items);
	}
}
