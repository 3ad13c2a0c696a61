/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Units: a word of the query with all that counts as it. */
#include "planner.h"

#include <stdlib.h>
#include <string.h>

void *
planner_failed(struct planner *p, const struct xc_error *xerr)
{
	if (p->status == SAIGA_OK)
		p->status = saiga_store_error(p->err, xerr, "index");
	return NULL;
}

void *
planner_nomem(struct planner *p)
{
	if (p->status == SAIGA_OK)
		p->status = saiga_error_nomem(p->err);
	return NULL;
}

void
planner_find_languages(struct planner *p)
{
	const char *prefix = saiga_fields[SAIGA_FIELD_LANGUAGE].term_prefix;
	size_t len = strlen(prefix), n;
	struct xc_error xerr;
	struct xc_term_iter *it = xc_database_terms(p->db, prefix, len, &xerr);

	if (it == NULL) {
		planner_failed(p, &xerr);
		return;
	}
	while (p->n_languages < PLAN_LANGUAGES_MAX &&
		xc_term_iter_next(it, &xerr)) {
		const char *term = xc_term_iter_term(it, &n);

		if (saiga_forms_has(saiga_slice_of(term + len, n - len))) {
			memcpy(p->languages[p->n_languages], term + len, 2);
			p->n_languages++;
		}
	}
	xc_term_iter_free(it);
	if (xerr.kind != XC_OK)
		planner_failed(p, &xerr);
}

struct unit *
planner_add_unit(struct planner *p)
{
	struct plan *plan = p->plan;
	struct unit *unit;

	if (p->status != SAIGA_OK)
		return NULL;
	if (saiga_array_reserve(&plan->units, &plan->units_cap,
		    plan->n_units + 1, sizeof(*plan->units)) != SAIGA_OK)
		return planner_nomem(p);
	unit = &plan->units[plan->n_units++];
	memset(unit, 0, sizeof(*unit));
	unit->times = 1;
	return unit;
}

void
planner_add_word(struct planner *p, struct unit *unit, struct saiga_slice word)
{
	uint32_t number;
	size_t i;

	if (unit == NULL || p->status != SAIGA_OK)
		return;
	number = saiga_lexicon_add(p->plan->lexicon, word);
	for (i = 0; i < unit->n_words; i++)
		if (unit->words[i] == number)
			return;
	if (number == SAIGA_NO_TERM ||
		saiga_array_reserve(&unit->words, &unit->words_cap,
			unit->n_words + 1, sizeof(number)) != SAIGA_OK) {
		planner_nomem(p);
		return;
	}
	unit->words[unit->n_words++] = number;
}

static void
add_listed(struct planner *p, struct unit *unit, struct saiga_slice key)
{
	struct xc_bytes list = XC_BYTES_INIT;
	struct saiga_slice rest, word;
	struct xc_error xerr;

	if (xc_database_metadata(&list, p->db, key.p, key.len, &xerr) !=
		XC_OK) {
		planner_failed(p, &xerr);
		return;
	}
	rest = saiga_slice_of(list.data, list.len);
	while (unit->n_words < PLAN_FORMS_MAX && saiga_forms_next(&rest, &word))
		planner_add_word(p, unit, word);
	xc_bytes_dispose(&list);
}

void
planner_add_forms(struct planner *p, struct unit *unit, struct saiga_slice word)
{
	struct saiga_strbuf key = SAIGA_STRBUF_INIT(1024);
	size_t i;

	for (i = 0; i < p->n_languages && p->status == SAIGA_OK && unit != NULL;
		i++) {
		p->status = saiga_forms_key(&key, p->stemmers,
			saiga_slice(p->languages[i]), word, p->err);
		if (p->status == SAIGA_OK && key.len > 0)
			add_listed(p, unit, saiga_strbuf_view(&key));
	}
	saiga_strbuf_dispose(&key);
}

void
planner_add_wildcard(struct planner *p, struct unit *unit, const char *field,
	struct saiga_slice beginning)
{
	char prefix[8 + SAIGA_TERM_MAX];
	size_t skip = strlen(field), len;
	struct xc_term_iter *it;
	struct xc_error xerr;

	if (unit == NULL || p->status != SAIGA_OK)
		return;
	beginning = saiga_utf8_cut(beginning, SAIGA_TERM_MAX);
	memcpy(prefix, field, skip);
	memcpy(prefix + skip, beginning.p, beginning.len);
	it = xc_database_terms(p->db, prefix, skip + beginning.len, &xerr);
	if (it == NULL) {
		planner_failed(p, &xerr);
		return;
	}
	while (p->status == SAIGA_OK && xc_term_iter_next(it, &xerr)) {
		const char *term = xc_term_iter_term(it, &len);

		if (unit->n_words == PLAN_WILDCARD_MAX) {
			query_note(p->query,
				"a word with * stands for more "
				"than 200 words: the first 200 "
				"by alphabet were taken");
			break;
		}
		planner_add_word(
			p, unit, saiga_slice_of(term + skip, len - skip));
	}
	xc_term_iter_free(it);
	if (xerr.kind != XC_OK)
		planner_failed(p, &xerr);
}

void
planner_add_sequence(struct planner *p, struct unit *unit,
	const struct saiga_slice *terms, size_t n)
{
	struct sequence sequence = { NULL, 0, 0 };
	size_t i;

	if (unit == NULL || p->status != SAIGA_OK)
		return;
	if (saiga_array_reserve(&unit->sequences, &unit->sequences_cap,
		    unit->n_sequences + 1, sizeof(sequence)) != SAIGA_OK ||
		saiga_array_reserve(&sequence.terms, &sequence.cap, n,
			sizeof(*sequence.terms)) != SAIGA_OK) {
		planner_nomem(p);
		return;
	}
	for (i = 0; i < n; i++) {
		uint32_t number = saiga_lexicon_add(p->plan->lexicon, terms[i]);

		if (number == SAIGA_NO_TERM)
			planner_nomem(p);
		sequence.terms[sequence.n++] = number;
	}
	unit->sequences[unit->n_sequences++] = sequence;
}

static uint32_t
term_freq(struct planner *p, uint32_t number)
{
	struct saiga_slice term = saiga_lexicon_term(p->plan->lexicon, number);
	struct xc_error xerr;
	uint32_t freq = 0;

	if (p->status == SAIGA_OK &&
		xc_database_term_freq(&freq, p->db, term.p, term.len, &xerr) !=
			XC_OK)
		planner_failed(p, &xerr);
	return freq;
}

/* Articles that have the unit: at most the sum over its words, and over its
 * sequences the rarest word of each. */
static void
set_df(struct planner *p, struct unit *unit)
{
	uint64_t df = 0;
	size_t i, j;

	for (i = 0; i < unit->n_words; i++)
		df += term_freq(p, unit->words[i]);
	for (i = 0; i < unit->n_sequences; i++) {
		const struct sequence *s = &unit->sequences[i];
		uint32_t rarest = UINT32_MAX;

		for (j = 0; j < s->n; j++) {
			uint32_t freq = term_freq(p, s->terms[j]);

			rarest = freq < rarest ? freq : rarest;
		}
		df += s->n > 0 ? rarest : 0;
	}
	if (df > p->plan->n_articles)
		df = p->plan->n_articles;
	unit->df = (uint32_t)df;
}

static bool
is_equal(const struct unit *a, const struct unit *b)
{
	size_t i;

	if (a->n_words != b->n_words || a->n_sequences != b->n_sequences)
		return false;
	if (a->n_words > 0 &&
		memcmp(a->words, b->words, a->n_words * sizeof(*a->words)) != 0)
		return false;
	for (i = 0; i < a->n_sequences; i++) {
		const struct sequence *x = &a->sequences[i];
		const struct sequence *y = &b->sequences[i];

		if (x->n != y->n ||
			memcmp(x->terms, y->terms, x->n * sizeof(*x->terms)) !=
				0)
			return false;
	}
	return true;
}

static void
unit_dispose(struct unit *unit)
{
	size_t i;

	for (i = 0; i < unit->n_sequences; i++)
		free(unit->sequences[i].terms);
	free(unit->sequences);
	free(unit->words);
}

void
planner_drop_unit(struct planner *p)
{
	if (p->status == SAIGA_OK)
		unit_dispose(&p->plan->units[--p->plan->n_units]);
}

void
planner_keep_unit(struct planner *p)
{
	struct plan *plan = p->plan;
	struct unit *unit;
	size_t i;

	if (p->status != SAIGA_OK)
		return;
	unit = &plan->units[plan->n_units - 1];
	for (i = 0; i + 1 < plan->n_units; i++)
		if (is_equal(&plan->units[i], unit)) {
			plan->units[i].times++;
			planner_drop_unit(p);
			return;
		}
	set_df(p, unit);
}

void
plan_free(struct plan *plan)
{
	size_t i;

	if (plan == NULL)
		return;
	for (i = 0; i < plan->n_units; i++)
		unit_dispose(&plan->units[i]);
	free(plan->units);
	saiga_lexicon_free(plan->lexicon);
	xc_query_free(plan->query);
	free(plan);
}
