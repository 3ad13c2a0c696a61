/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counts values: the articles that match first, then, slot by slot, what they
 * have there.  Xapian's own spies copy each value out of a document, and sort
 * it into a tree: three times the work.
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

/* A match that weighs nothing, and keeps nothing but what is seen. */
static enum xc_error_kind
match_all(struct matching *out, const struct xc_database *db,
	const struct xc_query *query, struct xc_error *xerr)
{
	struct xc_match_options options = { .check_at_least = UINT32_MAX };
	struct xc_match_spy *spy = xc_match_spy_new_callback(see, out, xerr);
	struct xc_weight *weight = NULL;
	struct xc_enquire *enquire = NULL;
	struct xc_mset *mset = NULL;

	if (spy != NULL)
		weight = xc_weight_new("bool", NULL, 0, xerr);
	if (weight != NULL)
		enquire = xc_enquire_new(db, xerr);
	if (enquire != NULL &&
		xc_enquire_set_query(enquire, query, 0, xerr) == XC_OK &&
		xc_enquire_set_weight(enquire, weight, xerr) == XC_OK &&
		xc_enquire_add_spy(enquire, spy, xerr) == XC_OK)
		mset = xc_enquire_match(enquire, 0, 0, &options, xerr);
	xc_mset_free(mset);
	xc_enquire_free(enquire);
	xc_weight_free(weight);
	xc_match_spy_free(spy);
	return mset != NULL ? XC_OK : xerr->kind;
}

static enum saiga_status
add(struct counted *c, struct saiga_slice value)
{
	uint32_t number = saiga_lexicon_add(c->values, value);

	if (number == SAIGA_NO_TERM ||
		saiga_array_reserve(&c->items, &c->cap, number + (size_t)1,
			sizeof(*c->items)) != SAIGA_OK)
		return SAIGA_NOMEM;
	if (number == c->n) {
		c->items[number].articles = 0;
		c->n++;
	}
	c->items[number].articles++;
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

	c->without = (uint32_t)articles->n;
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
		status = add(c, value);
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
count(struct counted *c, const struct xc_database *db, enum saiga_slot slot,
	const struct matching *articles, struct saiga_error *err)
{
	struct xc_error xerr;
	struct xc_value_iter *it = xc_database_values(db, slot, &xerr);
	enum saiga_status status;
	uint32_t i;

	if (it == NULL)
		return saiga_store_error(err, &xerr, "search");
	c->values = saiga_lexicon_new();
	status = c->values == NULL ? saiga_error_nomem(err)
				   : add_values(c, it, articles, err);
	xc_value_iter_free(it);
	if (status != SAIGA_OK || c->n == 0)
		return status;
	for (i = 0; i < c->n; i++)
		c->items[i].value = saiga_lexicon_term(c->values, i);
	qsort(c->items, c->n, sizeof(*c->items), compare_values);
	return SAIGA_OK;
}

enum saiga_status
counts_make(struct counts *out, const struct xc_database *db,
	const struct xc_query *query, bool all, bool days,
	struct saiga_error *err)
{
	struct matching articles = { NULL, 0, 0 };
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;
	unsigned i;

	memset(out, 0, sizeof(*out));
	if (!all && !days)
		return SAIGA_OK;
	if (match_all(&articles, db, query, &xerr) != XC_OK)
		status = xerr.kind == XC_CALLBACK_ERROR
			? saiga_error_nomem(err)
			: saiga_store_error(err, &xerr, "search");
	for (i = 0; i < COUNTS && status == SAIGA_OK; i++)
		if (all || i == COUNT_DAYS)
			status = count(
				&out->of[i], db, slots[i], &articles, err);
	out->articles = (uint32_t)articles.n;
	free(articles.docids);
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
