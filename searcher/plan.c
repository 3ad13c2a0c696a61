/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the tree of a query to a query of Xapian's. */
#include "planner.h"

#include <stdlib.h>
#include <string.h>

#define VARIANTS_MAX 4u /* ways to write a phrase that has joined words */

/* Queries to be combined; they are freed with the list. */
struct list {
	struct xc_query **items;
	size_t n, cap;
};

static struct xc_query *build(
	struct planner *p, const struct query_node *node, bool marks);

static void
list_add(struct planner *p, struct list *list, struct xc_query *query)
{
	if (query == NULL)
		return;
	if (saiga_array_reserve(&list->items, &list->cap, list->n + 1,
		    sizeof(query)) != SAIGA_OK) {
		xc_query_free(query);
		planner_nomem(p);
		return;
	}
	list->items[list->n++] = query;
}

/* The queries of the list as one; NULL when there are none.  Ends the list. */
static struct xc_query *
combine(struct planner *p, struct list *list, enum xc_op op, uint32_t param)
{
	struct xc_query *query = NULL;
	struct xc_error xerr;
	size_t i;

	if (list->n == 1 && p->status == SAIGA_OK) {
		query = list->items[0];
		list->n = 0;
	} else if (list->n > 1 && p->status == SAIGA_OK) {
		query = xc_query_new_combined(op,
			(const struct xc_query *const *)list->items, list->n,
			param, &xerr);
		if (query == NULL)
			planner_failed(p, &xerr);
	}
	for (i = 0; i < list->n; i++)
		xc_query_free(list->items[i]);
	free(list->items);
	return query;
}

/* Combines two, of which either may be NULL; ends them. */
static struct xc_query *
combine_two(struct planner *p, struct xc_query *a, struct xc_query *b,
	enum xc_op op)
{
	struct list list = { NULL, 0, 0 };

	list_add(p, &list, a);
	list_add(p, &list, b);
	return combine(p, &list, op, 0);
}

static struct xc_query *
match_all(struct planner *p)
{
	struct xc_error xerr;
	struct xc_query *query = xc_query_new_match_all(&xerr);

	return query != NULL ? query : planner_failed(p, &xerr);
}

/* The query with its weights taken off: it only narrows. */
static struct xc_query *
weightless(struct planner *p, struct xc_query *query)
{
	struct xc_query *scaled = NULL;
	struct xc_error xerr;

	if (query == NULL)
		return NULL;
	scaled = xc_query_new_scaled(query, 0, &xerr);
	xc_query_free(query);
	return scaled != NULL ? scaled : planner_failed(p, &xerr);
}

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

static const char *
word_prefix(enum saiga_field field)
{
	return field == SAIGA_FIELD_COUNT ? ""
					  : saiga_fields[field].word_prefix;
}

/* The terms, one right behind the other. */
static struct xc_query *
sequence_query(struct planner *p, const char *prefix,
	const struct saiga_slice *terms, size_t n)
{
	struct list list = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < n && p->status == SAIGA_OK; i++)
		list_add(p, &list, term_query(p, prefix, terms[i]));
	return combine(p, &list, XC_OP_PHRASE, (uint32_t)n);
}

/* The unit's words and sequences, weighed as one word (op SYNONYM) or as
 * what NEAR can take (op OR, the words alone). */
static struct xc_query *
unit_query(struct planner *p, const struct unit *unit, const char *prefix,
	enum xc_op op)
{
	struct list list = { NULL, 0, 0 };
	const struct saiga_lexicon *lexicon = p->plan->lexicon;
	size_t i, j;

	for (i = 0; unit != NULL && i < unit->n_words; i++)
		list_add(p, &list,
			term_query(p, prefix,
				saiga_lexicon_term(lexicon, unit->words[i])));
	for (i = 0;
		unit != NULL && op == XC_OP_SYNONYM && i < unit->n_sequences;
		i++) {
		const struct sequence *s = &unit->sequences[i];
		struct saiga_slice terms[QUERY_PHRASE_MAX * 2];

		for (j = 0; j < s->n && j < QUERY_PHRASE_MAX * 2; j++)
			terms[j] = saiga_lexicon_term(lexicon, s->terms[j]);
		list_add(p, &list, sequence_query(p, prefix, terms, j));
	}
	return combine(p, &list, op, 0);
}

/* The query of the unit made last, which is kept if it is one of the text's
 * words and its hits are to be marked. */
static struct xc_query *
end_unit(struct planner *p, const struct unit *unit,
	const struct query_node *node, enum xc_op op, bool marks)
{
	struct xc_query *query =
		unit_query(p, unit, word_prefix(node->field), op);

	if (marks && node->field == SAIGA_FIELD_COUNT)
		planner_keep_unit(p);
	else
		planner_drop_unit(p);
	return query;
}

/* A single word, a joined one, or the beginning of one. */
static struct xc_query *
build_word(struct planner *p, const struct query_node *node, enum xc_op op,
	bool marks)
{
	struct unit *unit = planner_add_unit(p);
	bool expand = !node->exact &&
		(node->field == SAIGA_FIELD_COUNT ||
			node->field == SAIGA_FIELD_TITLE);

	planner_add_word(p, unit, node->terms[0]);
	if (node->type == QUERY_PREFIX)
		planner_add_wildcard(
			p, unit, word_prefix(node->field), node->terms[0]);
	else if (expand)
		planner_add_forms(p, unit, node->terms[0]);
	if (node->type == QUERY_JOINED && unit != NULL)
		planner_add_sequence(
			p, unit, node->terms + 1, node->n_terms - 1);
	return end_unit(p, unit, node, op, marks);
}

/* One way to write a phrase: bit i of variant says that its i-th joined word
 * is written whole. */
static void
add_variant(struct planner *p, struct unit *unit,
	const struct query_node *phrase, unsigned variant)
{
	struct saiga_slice terms[QUERY_PHRASE_MAX * 2];
	unsigned joined = 0;
	size_t n = 0, i, j;

	for (i = 0; i < phrase->n; i++) {
		const struct query_node *child = phrase->children[i];
		bool whole = child->type != QUERY_JOINED ||
			(joined < 2 && (variant >> joined & 1) != 0);

		joined += child->type == QUERY_JOINED;
		if (whole && n < QUERY_PHRASE_MAX * 2)
			terms[n++] = child->terms[0];
		for (j = 1; !whole && j < child->n_terms &&
			n < QUERY_PHRASE_MAX * 2;
			j++)
			terms[n++] = child->terms[j];
	}
	planner_add_sequence(p, unit, terms, n);
}

static struct xc_query *
build_phrase(struct planner *p, const struct query_node *node, bool marks)
{
	struct unit *unit = planner_add_unit(p);
	unsigned variants = 1, variant;
	size_t i;

	for (i = 0; i < node->n; i++)
		if (node->children[i]->type == QUERY_JOINED &&
			variants < VARIANTS_MAX)
			variants *= 2;
	for (variant = 0; variant < variants; variant++)
		add_variant(p, unit, node, variant);
	return end_unit(p, unit, node, XC_OP_SYNONYM, marks);
}

static struct xc_query *
build_near(struct planner *p, const struct query_node *node, bool marks)
{
	struct list list = { NULL, 0, 0 };
	uint32_t window = node->distance * (uint32_t)(node->n - 1) + 1;
	size_t i;

	/* No wider than the gap between two passages. */
	window = window > SAIGA_PASSAGE_GAP ? SAIGA_PASSAGE_GAP : window;
	window = window < node->n ? (uint32_t)node->n : window;
	for (i = 0; i < node->n && p->status == SAIGA_OK; i++)
		list_add(p, &list,
			build_word(p, node->children[i], XC_OP_OR, marks));
	return combine(p, &list, XC_OP_NEAR, window);
}

static struct xc_query *
build_dates(struct planner *p, const struct query_node *node)
{
	struct xc_error xerr;
	struct xc_query *query = xc_query_new_value_range(SAIGA_SLOT_DAY,
		xc_slice_str(node->first), xc_slice_str(node->last), &xerr);

	return query != NULL ? query : planner_failed(p, &xerr);
}

/* The filters of a bag: one of each field's must hold, and each one in
 * brackets. */
static struct xc_query *
build_filters(struct planner *p, const struct query_node *bag)
{
	struct list fields = { NULL, 0, 0 };
	unsigned f;
	size_t i;

	for (f = 0; f < SAIGA_FIELD_COUNT; f++) {
		struct list same = { NULL, 0, 0 };

		for (i = 0; i < bag->n; i++) {
			const struct query_node *child = bag->children[i];

			if (child->field == f && child->sign == QUERY_MUST &&
				query_is_filter(child))
				list_add(p, &same, build(p, child, false));
		}
		list_add(p, &fields, combine(p, &same, XC_OP_OR, 0));
	}
	for (i = 0; i < bag->n; i++) {
		const struct query_node *child = bag->children[i];

		if (child->field == SAIGA_FIELD_COUNT &&
			child->sign == QUERY_MUST && query_is_filter(child))
			list_add(p, &fields, build(p, child, false));
	}
	return weightless(p, combine(p, &fields, XC_OP_AND, 0));
}

static struct xc_query *
build_bag(struct planner *p, const struct query_node *node, bool marks)
{
	struct list may = { NULL, 0, 0 }, must = may, must_not = may;
	struct xc_query *query, *rest, *filters = build_filters(p, node);
	size_t i;

	for (i = 0; i < node->n && p->status == SAIGA_OK; i++) {
		const struct query_node *child = node->children[i];

		if (child->sign == QUERY_MUST_NOT)
			list_add(p, &must_not, build(p, child, false));
		else if (child->sign == QUERY_MAY)
			list_add(p, &may, build(p, child, marks));
		else if (!query_is_filter(child))
			list_add(p, &must, build(p, child, marks));
	}
	query = combine(p, &must, XC_OP_AND, 0);
	rest = combine(p, &may, XC_OP_OR, 0);
	query = combine_two(p, query, rest, XC_OP_AND_MAYBE);
	p->plan->scored |= marks && query != NULL;
	query = combine_two(p, query, filters, XC_OP_FILTER);
	rest = combine(p, &must_not, XC_OP_OR, 0);
	if (query == NULL && (rest != NULL || node->n == 0))
		query = match_all(p);
	return combine_two(p, query, rest, XC_OP_AND_NOT);
}

static struct xc_query *
build_operator(struct planner *p, const struct query_node *node, bool marks)
{
	struct list list = { NULL, 0, 0 };
	struct xc_query *first;
	size_t i;

	if (node->type == QUERY_NOT) {
		first = build(p, node->children[0], marks);
		for (i = 1; i < node->n && p->status == SAIGA_OK; i++)
			list_add(p, &list, build(p, node->children[i], false));
		if (first == NULL)
			first = match_all(p);
		return combine_two(p, first, combine(p, &list, XC_OP_OR, 0),
			XC_OP_AND_NOT);
	}
	for (i = 0; i < node->n && p->status == SAIGA_OK; i++)
		list_add(p, &list, build(p, node->children[i], marks));
	return combine(
		p, &list, node->type == QUERY_AND ? XC_OP_AND : XC_OP_OR, 0);
}

/* A field's words outside a bag, such as "source:a OR source:b". */
static struct xc_query *
build_leaf(struct planner *p, const struct query_node *node, bool marks)
{
	struct xc_query *query;

	switch (node->type) {
	case QUERY_TERM:
		query = term_query(p, "", node->terms[0]);
		break;
	case QUERY_DATES:
		query = build_dates(p, node);
		break;
	case QUERY_PHRASE:
		query = build_phrase(p, node, marks);
		break;
	default:
		query = build_word(p, node, XC_OP_SYNONYM, marks);
	}
	if (query_is_filter(node))
		return weightless(p, query);
	p->plan->scored |= marks;
	return query;
}

/* marks: whether its words are to be looked for in the texts found. */
static struct xc_query *
build(struct planner *p, const struct query_node *node, bool marks)
{
	if (p->status != SAIGA_OK)
		return NULL;
	switch (node->type) {
	case QUERY_BAG:
		return build_bag(p, node, marks);
	case QUERY_AND:
	case QUERY_OR:
	case QUERY_NOT:
		return build_operator(p, node, marks);
	case QUERY_NEAR:
		p->plan->scored |= marks;
		return build_near(p, node, marks);
	default:
		return build_leaf(p, node, marks);
	}
}

static enum saiga_status
make_plan(struct planner *p)
{
	struct xc_database_stats stats;
	struct xc_error xerr;

	if (p->plan == NULL)
		return saiga_error_nomem(p->err);
	p->plan->lexicon = saiga_lexicon_new();
	if (p->plan->lexicon == NULL)
		return saiga_error_nomem(p->err);
	p->status = saiga_stemmers_new(&p->stemmers, p->err);
	if (p->status != SAIGA_OK)
		return p->status;
	if (xc_database_get_stats(&stats, p->db, &xerr) != XC_OK)
		return saiga_store_error(p->err, &xerr, "index");
	p->plan->n_articles = stats.doc_count;
	planner_find_languages(p);
	if (p->query->root != NULL)
		p->plan->query = build(p, p->query->root, true);
	return p->status;
}

enum saiga_status
plan_new(struct plan **out, struct query *query, const struct xc_database *db,
	struct saiga_error *err)
{
	struct planner p = {
		.plan = calloc(1, sizeof(struct plan)),
		.query = query,
		.db = db,
		.err = err,
	};
	enum saiga_status status = make_plan(&p);

	saiga_stemmers_free(p.stemmers);
	*out = status == SAIGA_OK ? p.plan : NULL;
	if (status != SAIGA_OK)
		plan_free(p.plan);
	return status;
}
