/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the tree of a query to a query of Xapian's: its leaves. */
#include "planner.h"

#include <stdlib.h>
#include <string.h>

#define TYPED_SHARE 0.1 /* of its weight, for the word as it was typed */
#define VARIANTS_MAX 4u /* ways to write a phrase that has joined words */

/* A term with the field's prefix before it. */
static struct xc_query *
term_query(struct planner *p, const char *prefix, struct saiga_slice word)
{
	char term[8 + SAIGA_TERM_MAX];
	size_t n = strlen(prefix);
	struct xc_query *query;
	struct xc_error xerr;

	word = saiga_utf8_cut(word, SAIGA_TERM_MAX);
	memcpy(term, prefix, n);
	memcpy(term + n, word.p, word.len);
	query = xc_query_new_term(term, n + word.len, 1, 0, &xerr);
	return query != NULL ? query : planner_failed(p, &xerr);
}

/* Steps one behind the other, with room for their gaps between any of them. */
static struct xc_query *
steps_query(struct planner *p, const char *prefix, const struct step *steps,
	size_t n)
{
	struct query_list list = { NULL, 0, 0 };
	uint32_t window = (uint32_t)n;
	size_t i;

	for (i = 0; i < n && p->status == SAIGA_OK; i++) {
		const struct step *step = &steps[i];

		window += i > 0 ? step->gap : 0;
		planner_list_add(p, &list,
			term_query(p, prefix,
				saiga_lexicon_term(
					p->plan->lexicon, step->term)));
	}
	return planner_combine(p, &list, XC_OP_PHRASE, window);
}

/*
 * The steps of a sequence.  Xapian has room between all words of a phrase or
 * none: what stands between two gaps must be found without any as well.
 */
static struct xc_query *
sequence_query(
	struct planner *p, const char *prefix, const struct sequence *sequence)
{
	const struct step *steps = sequence->steps;
	struct query_list runs = { NULL, 0, 0 };
	size_t i, from = 0, gaps = 0;

	for (i = 1; i <= sequence->n; i++) {
		if (i < sequence->n && steps[i].gap == 0)
			continue;
		gaps += i < sequence->n;
		if (gaps > 0 && i - from > 1)
			planner_list_add(p, &runs,
				steps_query(p, prefix, steps + from, i - from));
		from = i;
	}
	return planner_combine_two(p,
		steps_query(p, prefix, steps, sequence->n),
		planner_combine(p, &runs, XC_OP_AND, 0), XC_OP_FILTER);
}

/* The unit's words and sequences, weighed as one word (op SYNONYM) or as
 * what NEAR can take (op OR, the words alone). */
static struct xc_query *
unit_query(struct planner *p, struct unit *unit, enum xc_op op)
{
	struct query_list list = { NULL, 0, 0 };
	uint32_t *each = NULL; /* articles that have it */
	struct xc_query *query;
	const char *prefix;
	size_t i;

	if (unit == NULL)
		return NULL;
	each = calloc(unit->n_words + unit->n_sequences + 1, sizeof(*each));
	if (each == NULL)
		return planner_nomem(p);
	prefix = query_field_prefix(unit->node->field);
	for (i = 0; i < unit->n_words; i++) {
		each[list.n] = unit->words[i].df;
		planner_list_add(p, &list,
			term_query(p, prefix,
				saiga_lexicon_term(p->plan->lexicon,
					unit->words[i].term)));
	}
	for (i = 0; op == XC_OP_SYNONYM && i < unit->n_sequences; i++) {
		each[list.n] = unit->sequences[i].estimate;
		planner_list_add(p, &list,
			sequence_query(p, prefix, &unit->sequences[i]));
	}
	query = op == XC_OP_SYNONYM ? planner_synonym(p, &list, each, &unit->df)
				    : planner_combine(p, &list, op, 0);
	free(each);
	return query;
}

/*
 * What was typed weighs a little more than what it is found as: the query with
 * a share of the typed word's own weight added.
 */
static struct xc_query *
prefer_typed(struct planner *p, const struct unit *unit, struct xc_query *query)
{
	const char *prefix;
	struct xc_query *typed, *share;
	struct xc_error xerr;

	if (unit == NULL || unit->n_words < 2 ||
		unit->words[0].how != WORD_TYPED || p->status != SAIGA_OK)
		return query;
	prefix = query_field_prefix(unit->node->field);
	typed = term_query(p, prefix,
		saiga_lexicon_term(p->plan->lexicon, unit->words[0].term));
	if (typed == NULL)
		return query;
	share = xc_query_new_scaled(typed, TYPED_SHARE, &xerr);
	xc_query_free(typed);
	if (share == NULL)
		planner_failed(p, &xerr);
	return planner_combine_two(p, query, share, XC_OP_AND_MAYBE);
}

struct xc_query *
planner_end_unit(
	struct planner *p, struct unit *unit, enum xc_op op, bool marks)
{
	struct xc_query *query;

	if (unit != NULL)
		planner_set_freqs(p, unit);
	query = unit_query(p, unit, op);
	if (op == XC_OP_SYNONYM)
		query = prefer_typed(p, unit, query);
	if (unit != NULL)
		unit->silent = unit->node->field != NULL;
	if (marks && unit != NULL && query_field_is_text(unit->node->field)) {
		unit->query = unit_query(p, unit, XC_OP_SYNONYM);
		planner_keep_unit(p);
	} else
		planner_drop_unit(p);
	return query;
}

/* Adds a word, a joined one or a pattern to the unit. */
static void
add_word(struct planner *p, struct unit *unit, const struct query_node *node)
{
	struct saiga_slice parts[SAIGA_WORD_PARTS];
	size_t i;

	switch (node->type) {
	case QUERY_WILDCARD:
		planner_add_wildcard(p, unit, node);
		return;
	case QUERY_FUZZY:
		planner_add_fuzzy(p, unit, node);
		return;
	default:
		break;
	}
	planner_add_word(p, unit, node->terms[0], WORD_TYPED);
	if (query_field_is_text(node->field))
		planner_expand(p, unit, node);
	for (i = 1; i < node->n_terms && i <= SAIGA_WORD_PARTS; i++)
		parts[i - 1] = node->terms[i];
	if (node->type == QUERY_JOINED)
		planner_add_sequence(p, unit, parts, NULL, i - 1, WORD_TYPED);
}

static struct xc_query *
build_word(struct planner *p, const struct query_node *node, bool marks)
{
	struct unit *unit = planner_add_unit(p, node);

	add_word(p, unit, node);
	return planner_end_unit(p, unit, XC_OP_SYNONYM, marks);
}

/* One way to write a phrase: bit i of variant says that its i-th joined word
 * is written whole. */
static void
add_variant(struct planner *p, struct unit *unit,
	const struct query_node *phrase, unsigned variant)
{
	struct saiga_slice terms[QUERY_PHRASE_MAX * 2];
	uint32_t gaps[QUERY_PHRASE_MAX * 2] = { 0 };
	unsigned joined = 0;
	size_t n = 0, i, j;

	for (i = 0; i < phrase->n; i++) {
		const struct query_node *child = phrase->children[i];
		bool whole = child->type != QUERY_JOINED ||
			(joined < 2 && (variant >> joined & 1) != 0);

		joined += child->type == QUERY_JOINED;
		if (n < QUERY_PHRASE_MAX * 2)
			gaps[n] = child->gap;
		if (whole && n < QUERY_PHRASE_MAX * 2)
			terms[n++] = child->terms[0];
		for (j = 1; !whole && j < child->n_terms &&
			n < QUERY_PHRASE_MAX * 2;
			j++)
			terms[n++] = child->terms[j];
	}
	planner_add_sequence(p, unit, terms, gaps, n, WORD_TYPED);
}

static struct xc_query *
build_phrase(struct planner *p, const struct query_node *node, bool marks)
{
	struct unit *unit = planner_add_unit(p, node);
	unsigned variants = 1, variant;
	size_t i;

	for (i = 0; i < node->n; i++)
		if (node->children[i]->type == QUERY_JOINED &&
			variants < VARIANTS_MAX)
			variants *= 2;
	for (variant = 0; variant < variants; variant++)
		add_variant(p, unit, node, variant);
	return planner_end_unit(p, unit, XC_OP_SYNONYM, marks);
}

/* Adds what stands on one side of NEAR: a word, or any of those in brackets. */
static void
add_side(struct planner *p, struct unit *unit, const struct query_node *node)
{
	size_t i;

	/* Each word has its own room for what it is found as. */
	if (unit != NULL)
		unit->base = unit->n_words;
	if (node->n == 0)
		add_word(p, unit, node);
	for (i = 0; i < node->n; i++)
		add_side(p, unit, node->children[i]);
}

static struct xc_query *
build_near(struct planner *p, const struct query_node *node, bool marks)
{
	struct query_list list = { NULL, 0, 0 };
	uint32_t window = node->distance * (uint32_t)(node->n - 1) + 1;
	size_t i;

	/* No wider than the gap between two passages. */
	window = window > SAIGA_PASSAGE_GAP ? SAIGA_PASSAGE_GAP : window;
	window = window < node->n ? (uint32_t)node->n : window;
	for (i = 0; i < node->n && p->status == SAIGA_OK; i++) {
		struct unit *unit = planner_add_unit(p, node->children[i]);

		add_side(p, unit, node->children[i]);
		planner_list_add(
			p, &list, planner_end_unit(p, unit, XC_OP_OR, marks));
	}
	return planner_combine(p, &list,
		node->type == QUERY_ADJ ? XC_OP_PHRASE : XC_OP_NEAR, window);
}

static struct xc_query *
range_query(struct planner *p, enum saiga_slot slot, struct xc_slice from,
	struct xc_slice to)
{
	struct xc_error xerr;
	struct xc_query *query =
		xc_query_new_value_range(slot, from, to, &xerr);

	return query != NULL ? query : planner_failed(p, &xerr);
}

static struct xc_query *
build_dates(struct planner *p, const struct query_node *node)
{
	char first[9] = "00000000", last[9] = "99999999";

	switch (node->field->kind) {
	case FIELD_BEFORE:
		saiga_range_before(node->first, last);
		break;
	case FIELD_AFTER:
		saiga_range_after(node->last, first);
		break;
	default:
		memcpy(first, node->first, sizeof(first));
		memcpy(last, node->last, sizeof(last));
	}
	return range_query(
		p, SAIGA_SLOT_DAY, xc_slice_str(first), xc_slice_str(last));
}

/* Articles without a value; none begins with a control character. */
static struct xc_query *
build_unknown(struct planner *p, const struct query_node *node)
{
	struct xc_query *all = planner_match_all(p), *known;
	struct xc_error xerr;

	known = xc_query_new_value_ge(
		saiga_fields[node->field->of].slot, " ", 1, &xerr);
	if (known == NULL)
		planner_failed(p, &xerr);
	return planner_combine_two(p, all, known, XC_OP_AND_NOT);
}

static struct xc_query *
build_added(struct planner *p, const struct query_node *node)
{
	char first[XC_SORTABLE_MAX], last[XC_SORTABLE_MAX];
	int64_t from, to;
	size_t n_first, n_last;

	saiga_range_seconds(node->first, node->last, &from, &to);
	n_first = xc_sortable_serialise(first, (double)from);
	n_last = xc_sortable_serialise(last, (double)to);
	return range_query(p, SAIGA_SLOT_INDEXED, xc_slice_of(first, n_first),
		xc_slice_of(last, n_last));
}

/* The hosts of the index that are the one named, or lie below it. */
static struct xc_query *
build_host(struct planner *p, const struct query_node *node)
{
	struct saiga_slice name = node->terms[0];
	struct query_list list = { NULL, 0, 0 };
	struct xc_error xerr;
	struct xc_term_iter *it = xc_database_terms(
		p->db, SAIGA_PREFIX_HOST, strlen(SAIGA_PREFIX_HOST), &xerr);
	size_t len;

	if (it == NULL)
		return planner_failed(p, &xerr);
	planner_list_add(p, &list, term_query(p, SAIGA_PREFIX_HOST, name));
	while (list.n < PLAN_WILDCARD_MAX && p->status == SAIGA_OK &&
		xc_term_iter_next(it, &xerr)) {
		const char *term = xc_term_iter_term(it, &len);
		struct saiga_slice host = saiga_slice_of(term + 1, len - 1);

		if (host.len > name.len &&
			host.p[host.len - name.len - 1] == '.' &&
			memcmp(host.p + host.len - name.len, name.p,
				name.len) == 0)
			planner_list_add(p, &list,
				term_query(p, SAIGA_PREFIX_HOST, host));
	}
	xc_term_iter_free(it);
	if (xerr.kind != XC_OK)
		planner_failed(p, &xerr);
	return planner_combine(p, &list, XC_OP_OR, 0);
}

static void
add_part(struct planner *p, const struct xc_query *query,
	const struct query_node *node)
{
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 2u);

	query_print_node(node, &name);
	planner_add_part(p, query, saiga_strbuf_view(&name));
	saiga_strbuf_dispose(&name);
}

struct xc_query *
planner_leaf(struct planner *p, const struct query_node *node, bool marks)
{
	struct xc_query *query;

	switch (node->type) {
	case QUERY_TERM:
		query = term_query(p, "", node->terms[0]);
		break;
	case QUERY_HOST:
		query = build_host(p, node);
		break;
	case QUERY_DATES:
		query = build_dates(p, node);
		break;
	case QUERY_UNKNOWN:
		query = build_unknown(p, node);
		break;
	case QUERY_ADDED:
		query = build_added(p, node);
		break;
	case QUERY_PHRASE:
		query = build_phrase(p, node, marks);
		break;
	case QUERY_NEAR:
	case QUERY_ADJ:
		query = build_near(p, node, marks);
		break;
	default:
		query = build_word(p, node, marks);
	}
	if (query_is_filter(node))
		return planner_weightless(p, query);
	p->plan->scored |= marks;
	if (marks)
		add_part(p, query, node);
	return query;
}
