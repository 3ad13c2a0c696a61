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

struct unit *
planner_add_unit(struct planner *p, const struct query_node *node)
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
	unit->node = node;
	unit->times = 1;
	return unit;
}

bool
planner_is_full(const struct unit *unit, enum word_how how)
{
	size_t max = how == WORD_WILDCARD ? PLAN_WILDCARD_MAX : PLAN_FORMS_MAX;

	return unit->n_words - unit->base >= max ||
		unit->n_words >= PLAN_UNIT_MAX;
}

/*
 * What words in a row cost is looking at the positions of each article that
 * has the rarest of them.  A few may cost what they will; of many, those
 * beyond the bound are left out.
 */
static bool
may_afford(struct planner *p, const struct saiga_slice *terms, size_t n)
{
	uint32_t rarest = n == 0 ? 0 : UINT32_MAX, freq;
	size_t i;

	for (i = 0; i < n && rarest > 0; i++) {
		freq = planner_term_freq(p, terms[i]);
		rarest = freq < rarest ? freq : rarest;
	}
	p->phrase_articles += rarest;
	if (++p->phrases <= PLAN_PHRASES_FREE ||
		p->phrase_articles <= PLAN_PHRASE_ARTICLES)
		return true;
	query_note(p->query,
		"the query has too many phrases of frequent words: some of "
		"them were left out");
	return false;
}

bool
planner_add_word(struct planner *p, struct unit *unit, struct saiga_slice word,
	enum word_how how)
{
	struct unit_word item = { .how = how };
	size_t i;

	if (unit == NULL || p->status != SAIGA_OK || word.len == 0 ||
		(how != WORD_TYPED && planner_is_full(unit, how)))
		return false;
	item.term = saiga_lexicon_add(p->plan->lexicon, word);
	for (i = 0; i < unit->n_words; i++)
		if (unit->words[i].term == item.term) {
			if (how == WORD_NAME && unit->words[i].how == WORD_FORM)
				unit->words[i].how = how;
			return false;
		}
	if (item.term == SAIGA_NO_TERM ||
		saiga_array_reserve(&unit->words, &unit->words_cap,
			unit->n_words + 1, sizeof(item)) != SAIGA_OK) {
		planner_nomem(p);
		return false;
	}
	unit->words[unit->n_words++] = item;
	return true;
}

void
planner_add_sequence(struct planner *p, struct unit *unit,
	const struct saiga_slice *terms, const uint32_t *gaps, size_t n,
	enum word_how how)
{
	struct sequence sequence = { .how = how };
	size_t i;

	if (unit == NULL || p->status != SAIGA_OK ||
		unit->n_sequences >= PLAN_SEQUENCES_MAX ||
		!may_afford(p, terms, n))
		return;
	if (saiga_array_reserve(&unit->sequences, &unit->sequences_cap,
		    unit->n_sequences + 1, sizeof(sequence)) != SAIGA_OK ||
		saiga_array_reserve(&sequence.steps, &sequence.cap, n,
			sizeof(*sequence.steps)) != SAIGA_OK) {
		planner_nomem(p);
		return;
	}
	for (i = 0; i < n; i++) {
		struct step *step = &sequence.steps[sequence.n++];

		step->term = saiga_lexicon_add(p->plan->lexicon, terms[i]);
		step->gap = gaps == NULL ? 0 : gaps[i];
		if (step->term == SAIGA_NO_TERM)
			planner_nomem(p);
	}
	unit->sequences[unit->n_sequences++] = sequence;
}

uint32_t
planner_term_freq(struct planner *p, struct saiga_slice term)
{
	struct xc_error xerr;
	uint32_t freq = 0;

	if (p->status == SAIGA_OK &&
		xc_database_term_freq(&freq, p->db, term.p, term.len, &xerr) !=
			XC_OK)
		planner_failed(p, &xerr);
	return freq;
}

/* Articles that have the word, by its number, in the unit's field. */
static uint32_t
number_freq(struct planner *p, const struct unit *unit, uint32_t number)
{
	const char *prefix = query_field_prefix(unit->node->field);
	struct saiga_slice word = saiga_lexicon_term(p->plan->lexicon, number);
	char term[8 + SAIGA_TERM_MAX];
	size_t n = strlen(prefix);

	word = saiga_utf8_cut(word, SAIGA_TERM_MAX);
	memcpy(term, prefix, n);
	memcpy(term + n, word.p, word.len);
	return planner_term_freq(p, saiga_slice_of(term, n + word.len));
}

/* The articles that have all the terms, as Xapian estimates them for a phrase:
 * a quarter of those that chance would give, or, with room between the words, a
 * third (exactphrasepostlist.cc and phrasepostlist.cc of 1.4). */
static uint32_t
estimate_sequence(
	struct planner *p, const struct unit *unit, struct sequence *s)
{
	double n = p->plan->n_articles, all = n;
	bool gaps = false;
	size_t i;

	s->df = s->n == 0 ? 0 : UINT32_MAX;
	for (i = 0; i < s->n && n > 0; i++) {
		uint32_t freq = number_freq(p, unit, s->steps[i].term);

		all *= freq / n;
		s->df = freq < s->df ? freq : s->df;
		gaps |= s->steps[i].gap > 0;
	}
	return (uint32_t)(all + 0.5) / (gaps ? 3 : 4);
}

void
planner_set_freqs(struct planner *p, struct unit *unit)
{
	size_t i;

	for (i = 0; i < unit->n_words; i++)
		unit->words[i].df = number_freq(p, unit, unit->words[i].term);
	for (i = 0; i < unit->n_sequences; i++)
		unit->sequences[i].estimate =
			estimate_sequence(p, unit, &unit->sequences[i]);
}

static bool
is_equal(const struct unit *a, const struct unit *b)
{
	size_t i;

	if (a->n_words != b->n_words || a->n_sequences != b->n_sequences ||
		a->silent != b->silent)
		return false;
	for (i = 0; i < a->n_words; i++)
		if (a->words[i].term != b->words[i].term)
			return false;
	for (i = 0; i < a->n_sequences; i++) {
		const struct sequence *x = &a->sequences[i];
		const struct sequence *y = &b->sequences[i];

		if (x->n != y->n ||
			memcmp(x->steps, y->steps, x->n * sizeof(*x->steps)) !=
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
		free(unit->sequences[i].steps);
	free(unit->sequences);
	free(unit->words);
	xc_query_free(unit->query);
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
	for (i = 0; i < plan->n_parts; i++) {
		xc_query_free(plan->parts[i].query);
		free(plan->parts[i].name);
	}
	free(plan->parts);
	saiga_strbuf_dispose(&plan->stopped);
	saiga_lexicon_free(plan->lexicon);
	xc_query_free(plan->query);
	xc_query_free(plan->limits);
	free(plan);
}
