/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counts values while a search runs: Xapian's match spies. */
#include "counts.h"

static const enum saiga_slot slots[COUNTS] = {
	[COUNT_DAYS] = SAIGA_SLOT_DAY,
	[COUNT_PUBLISHERS] = SAIGA_SLOT_PUBLISHER,
	[COUNT_LANGUAGES] = SAIGA_SLOT_LANGUAGE,
	[COUNT_AUTHORS] = SAIGA_SLOT_AUTHORS,
};

static enum xc_error_kind
attach(struct counts *out, struct xc_enquire *enquire, bool all,
	struct xc_error *xerr)
{
	unsigned i;

	for (i = 0; i < COUNTS; i++) {
		if (!all && i != COUNT_DAYS)
			continue;
		out->spies[i] = xc_match_spy_new_value_count(slots[i], xerr);
		if (out->spies[i] == NULL ||
			xc_enquire_add_spy(enquire, out->spies[i], xerr) !=
				XC_OK)
			return xerr->kind;
	}
	return XC_OK;
}

enum saiga_status
counts_make(struct counts *out, const struct xc_database *db,
	const struct xc_query *query, bool all, bool days,
	struct saiga_error *err)
{
	struct xc_match_options options = { .check_at_least = UINT32_MAX };
	const struct counts none = { .articles = 0 };
	struct xc_mset_stats stats;
	struct xc_weight *weight = NULL;
	struct xc_enquire *enquire = NULL;
	struct xc_mset *mset = NULL;
	struct xc_error xerr;

	*out = none;
	if (!all && !days)
		return SAIGA_OK;
	weight = xc_weight_new("bool", NULL, 0, &xerr);
	if (weight != NULL)
		enquire = xc_enquire_new(db, &xerr);
	if (enquire != NULL &&
		xc_enquire_set_query(enquire, query, 0, &xerr) == XC_OK &&
		xc_enquire_set_weight(enquire, weight, &xerr) == XC_OK &&
		attach(out, enquire, all, &xerr) == XC_OK)
		mset = xc_enquire_match(enquire, 0, 0, &options, &xerr);
	xc_weight_free(weight);
	xc_enquire_free(enquire);
	if (mset == NULL)
		return saiga_store_error(err, &xerr, "search");
	xc_mset_get_stats(&stats, mset);
	out->articles = stats.matches_estimated;
	xc_mset_free(mset);
	return SAIGA_OK;
}

enum saiga_status
counts_each(const struct counts *counts, enum count which,
	counts_visit_fn visit, void *payload, uint32_t *unknown,
	struct saiga_error *err)
{
	const struct xc_match_spy *spy = counts->spies[which];
	struct xc_error xerr;
	struct xc_term_iter *it = xc_match_spy_values(spy, &xerr);
	enum saiga_status status = SAIGA_OK;
	uint32_t freq;
	size_t len;

	*unknown = 0;
	if (it == NULL)
		return saiga_store_error(err, &xerr, "search");
	*unknown = (uint32_t)xc_match_spy_total(spy);
	while (status == SAIGA_OK && xc_term_iter_next(it, &xerr)) {
		const char *value = xc_term_iter_term(it, &len);

		if (xc_term_iter_freq(&freq, it, &xerr) != XC_OK)
			break;
		*unknown -= freq;
		status = visit(payload, saiga_slice_of(value, len), freq);
	}
	xc_term_iter_free(it);
	if (status != SAIGA_OK)
		return saiga_error_nomem(err);
	if (xerr.kind != XC_OK)
		return saiga_store_error(err, &xerr, "search");
	return SAIGA_OK;
}

void
counts_dispose(struct counts *counts)
{
	unsigned i;

	for (i = 0; i < COUNTS; i++)
		xc_match_spy_free(counts->spies[i]);
}
