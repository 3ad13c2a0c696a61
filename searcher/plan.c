/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the tree of a query to a query of Xapian's: its branches. */
#include "planner.h"

#include <stdio.h>
#include <stdlib.h>

static struct xc_query *build(
	struct planner *p, const struct query_node *node, bool marks);

/* The filters of a bag: one of each field's must hold, and each one in
 * brackets. */
static struct xc_query *
build_filters(struct planner *p, const struct query_node *bag)
{
	struct query_list fields = { NULL, 0, 0 };
	unsigned f;
	size_t i;

	for (f = 0; f < QUERY_FIELDS; f++) {
		struct query_list same = { NULL, 0, 0 };

		for (i = 0; i < bag->n; i++) {
			const struct query_node *child = bag->children[i];

			if (child->field == &query_fields[f] &&
				child->sign == QUERY_MUST &&
				query_is_filter(child))
				planner_list_add(
					p, &same, build(p, child, false));
		}
		planner_list_add(
			p, &fields, planner_combine(p, &same, XC_OP_OR, 0));
	}
	for (i = 0; i < bag->n; i++) {
		const struct query_node *child = bag->children[i];

		if (child->field == NULL && child->sign == QUERY_MUST &&
			query_is_filter(child))
			planner_list_add(p, &fields, build(p, child, false));
	}
	return planner_weightless(p, planner_combine(p, &fields, XC_OP_AND, 0));
}

/* What was typed from one word to another. */
static struct saiga_slice
span(const struct query_node *from, const struct query_node *to)
{
	return saiga_slice_of(
		from->raw.p, (size_t)(to->raw.p + to->raw.len - from->raw.p));
}

static void
add_run(struct planner *p, struct unit *unit, struct query_list *may)
{
	struct saiga_slice typed = unit->typed;
	struct xc_query *query = planner_end_unit(p, unit, XC_OP_SYNONYM, true);

	planner_add_part(p, query, typed);
	planner_list_add(p, may, query);
}

/*
 * What the person's aliases say of several words in a row, such as Republic of
 * Kazakhstan: their other names join the words.
 */
static void
add_run_aliases(
	struct planner *p, const struct query_node *bag, struct query_list *may)
{
	struct saiga_strbuf words = SAIGA_STRBUF_INIT(65536);
	size_t i, k;

	for (i = 0; i < bag->n && p->options->aliases != NULL; i++) {
		saiga_strbuf_reset(&words);
		for (k = i; k < bag->n && k < i + ALIAS_WORDS_MAX; k++) {
			const struct query_node *child = bag->children[k];
			struct unit *unit;

			if (child->type != QUERY_WORD || child->exact ||
				child->field != NULL ||
				child->sign != QUERY_MAY)
				break;
			saiga_strbuf_str(&words, k > i ? " " : "");
			saiga_strbuf_slice(&words, child->terms[0]);
			if (k == i)
				continue;
			unit = planner_add_unit(p, child);
			if (unit != NULL)
				unit->typed = span(bag->children[i], child);
			planner_add_aliases(p, unit, saiga_strbuf_view(&words));
			if (unit != NULL &&
				unit->n_words + unit->n_sequences > 0)
				add_run(p, unit, may);
			else
				planner_drop_unit(p);
		}
	}
	saiga_strbuf_dispose(&words);
}

static void
note_stop(struct planner *p, const struct query_node *node)
{
	struct saiga_strbuf *stopped = &p->plan->stopped;

	saiga_strbuf_str(stopped, stopped->len > 0 ? " " : "");
	saiga_strbuf_slice(stopped, node->raw);
}

/*
 * How often each child stands among its brothers, told at the first of them;
 * 0 at the others, which need not be searched for again.  NULL, with
 * p->status set, when out of memory.
 */
static uint32_t *
count_repeats(struct planner *p, const struct query_node *node)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 4u);
	struct saiga_lexicon *seen = saiga_lexicon_new();
	uint32_t *times = calloc(node->n + 1, sizeof(*times));
	uint32_t *first = calloc(node->n + 1, sizeof(*first));
	size_t i;

	for (i = 0;
		seen != NULL && times != NULL && first != NULL && i < node->n;
		i++) {
		uint32_t before = saiga_lexicon_count(seen), number;

		saiga_strbuf_reset(&text);
		query_print_node(node->children[i], &text);
		number = saiga_lexicon_add(seen, saiga_strbuf_view(&text));
		if (number == SAIGA_NO_TERM || text.status != SAIGA_OK)
			break;
		if (number == before)
			first[number] = (uint32_t)i;
		times[first[number]]++;
	}
	if (times == NULL || i < node->n) {
		planner_nomem(p);
		free(times);
		times = NULL;
	}
	free(first);
	saiga_lexicon_free(seen);
	saiga_strbuf_dispose(&text);
	return times;
}

/* The child's query, its weight taken so many times. */
static struct xc_query *
build_times(struct planner *p, const struct query_node *node, bool marks,
	uint32_t times)
{
	size_t first = p->plan->n_parts, i;
	struct xc_query *query = build(p, node, marks), *scaled;
	struct xc_error xerr;

	if (query == NULL || times == 1)
		return query;
	for (i = 0; marks && i < p->plan->n_units; i++)
		if (p->plan->units[i].node == node)
			p->plan->units[i].times *= times;
	for (i = first; i < p->plan->n_parts; i++)
		p->plan->parts[i].times *= times;
	scaled = xc_query_new_scaled(query, times, &xerr);
	xc_query_free(query);
	return scaled != NULL ? scaled : planner_failed(p, &xerr);
}

/* The children of a bag by what their sign asks for. */
static void
build_items(struct planner *p, const struct query_node *bag, bool marks,
	struct query_list by_sign[3])
{
	bool others = planner_has_others(p, bag);
	uint32_t *times = count_repeats(p, bag);
	size_t i;

	for (i = 0; i < bag->n && p->status == SAIGA_OK; i++) {
		const struct query_node *child = bag->children[i];
		bool filter =
			child->sign == QUERY_MUST && query_is_filter(child);

		if (times[i] == 0 || filter)
			continue;
		if (others && planner_is_stop(p, child))
			note_stop(p, child);
		else
			planner_list_add(p, &by_sign[child->sign],
				build_times(p, child,
					marks && child->sign != QUERY_MUST_NOT,
					times[i]));
	}
	free(times);
	if (marks)
		add_run_aliases(p, bag, &by_sign[QUERY_MAY]);
}

static struct xc_query *
build_bag(struct planner *p, const struct query_node *node, bool marks)
{
	struct query_list by_sign[3] = { { NULL, 0, 0 } };
	struct xc_query *query, *rest, *filters = build_filters(p, node);

	build_items(p, node, marks, by_sign);
	query = planner_combine(p, &by_sign[QUERY_MUST], XC_OP_AND, 0);
	rest = planner_combine(p, &by_sign[QUERY_MAY], XC_OP_OR, 0);
	query = planner_combine_two(p, query, rest, XC_OP_AND_MAYBE);
	p->plan->scored |= marks && query != NULL;
	query = planner_combine_two(p, query, filters, XC_OP_FILTER);
	rest = planner_combine(p, &by_sign[QUERY_MUST_NOT], XC_OP_OR, 0);
	if (query == NULL && (rest != NULL || node->n == 0))
		query = planner_match_all(p);
	return planner_combine_two(p, query, rest, XC_OP_AND_NOT);
}

/* A stop word that must be there, and does not rank. */
static struct xc_query *
build_stop(struct planner *p, const struct query_node *node)
{
	note_stop(p, node);
	return planner_weightless(p, build(p, node, false));
}

static struct xc_query *
build_not(struct planner *p, const struct query_node *node, bool marks)
{
	struct xc_query *first = build(p, node->children[0], marks);
	struct query_list list = { NULL, 0, 0 };
	size_t i;

	for (i = 1; i < node->n && p->status == SAIGA_OK; i++)
		planner_list_add(p, &list, build(p, node->children[i], false));
	if (first == NULL)
		first = planner_match_all(p);
	return planner_combine_two(p, first,
		planner_combine(p, &list, XC_OP_OR, 0), XC_OP_AND_NOT);
}

static struct xc_query *
build_operator(struct planner *p, const struct query_node *node, bool marks)
{
	bool others = node->type == QUERY_AND && planner_has_others(p, node);
	uint32_t *times = count_repeats(p, node);
	struct query_list list = { NULL, 0, 0 };
	size_t i;

	for (i = 0; i < node->n && p->status == SAIGA_OK; i++) {
		const struct query_node *child = node->children[i];

		if (times[i] == 0)
			continue;
		planner_list_add(p, &list,
			others && planner_is_stop(p, child)
				? build_stop(p, child)
				: build_times(p, child, marks, times[i]));
	}
	free(times);
	return planner_combine(
		p, &list, node->type == QUERY_AND ? XC_OP_AND : XC_OP_OR, 0);
}

static struct xc_query *
build_node(struct planner *p, const struct query_node *node, bool marks)
{
	switch (node->type) {
	case QUERY_BAG:
		return build_bag(p, node, marks);
	case QUERY_AND:
	case QUERY_OR:
		return build_operator(p, node, marks);
	case QUERY_NOT:
		return build_not(p, node, marks);
	default:
		return planner_leaf(p, node, marks);
	}
}

/* marks: whether its words are to be looked for in the texts found. */
static struct xc_query *
build(struct planner *p, const struct query_node *node, bool marks)
{
	size_t first = p->plan->n_parts;
	struct xc_query *query;

	if (p->status != SAIGA_OK)
		return NULL;
	query = build_node(p, node, marks);
	/* All results are in the root, and a leaf found is a bag found, where
	 * the bag asks for nothing. */
	if (node != p->query->root && node->n > 0)
		planner_end_branch(p, query, first);
	return query;
}

/* Whether an answer can do without the words of the query. */
static bool
is_open(const struct query_node *root)
{
	size_t i;

	if (root->type != QUERY_BAG)
		return root->n == 0 && root->sign == QUERY_MAY &&
			!query_is_filter(root);
	for (i = 0; i < root->n; i++)
		if (root->children[i]->sign == QUERY_MUST &&
			!query_is_filter(root->children[i]))
			return false;
	return true;
}

static struct xc_query *
build_limits(struct planner *p, const struct query_node *root)
{
	struct query_list never = { NULL, 0, 0 };
	struct xc_query *filters;
	struct xc_error xerr;
	size_t i;

	if (p->status != SAIGA_OK || p->plan->query == NULL)
		return NULL;
	if (!is_open(root)) {
		struct xc_query *whole = xc_query_copy(p->plan->query, &xerr);

		return whole != NULL ? whole : planner_failed(p, &xerr);
	}
	filters = build_filters(p, root);
	for (i = 0; i < root->n; i++)
		if (root->children[i]->sign == QUERY_MUST_NOT)
			planner_list_add(
				p, &never, build(p, root->children[i], false));
	if (filters == NULL && never.n > 0)
		filters = planner_match_all(p);
	return planner_combine_two(p, filters,
		planner_combine(p, &never, XC_OP_OR, 0), XC_OP_AND_NOT);
}

/* Articles that no range of dates can find. */
static void
note_undated(struct planner *p)
{
	const struct query_node *node = p->query->nodes;
	struct xc_error xerr;
	uint32_t dated = 0, undated;
	char line[128];

	while (node != NULL && node->type != QUERY_DATES)
		node = node->next;
	if (node == NULL || p->status != SAIGA_OK)
		return;
	if (xc_database_value_freq(&dated, p->db, SAIGA_SLOT_DAY, &xerr) !=
		XC_OK) {
		planner_failed(p, &xerr);
		return;
	}
	undated = p->plan->n_articles - dated;
	if (undated == 0)
		return;
	snprintf(line, sizeof(line),
		"%u article%s of the index %s no date and %s in no range: "
		"date:unknown finds %s",
		undated, undated == 1 ? "" : "s", undated == 1 ? "has" : "have",
		undated == 1 ? "is" : "are", undated == 1 ? "it" : "them");
	query_note(p->query, line);
}

static void
note_missing(struct planner *p)
{
	uint32_t n = p->options->missing;
	char line[128];

	p->plan->missing = n;
	if (n == 0)
		return;
	snprintf(line, sizeof(line),
		"%u of %u parts of the index %s not answer: %s articles are "
		"missing",
		n, p->options->shards, n == 1 ? "does" : "do",
		n == 1 ? "its" : "their");
	query_note(p->query, line);
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
	p->plan->stopped.max = QUERY_BYTES_MAX * 2u;
	planner_find_languages(p);
	planner_find_stops(p);
	if (p->query->root != NULL)
		p->plan->query = build(p, p->query->root, true);
	if (p->query->root != NULL)
		p->plan->limits = build_limits(p, p->query->root);
	note_undated(p);
	note_missing(p);
	return p->status;
}

enum saiga_status
plan_new(struct plan **out, struct query *query, const struct xc_database *db,
	const struct plan_options *options, struct saiga_error *err)
{
	struct planner p = {
		.plan = calloc(1, sizeof(struct plan)),
		.query = query,
		.db = db,
		.options = options,
		.err = err,
	};
	enum saiga_status status = make_plan(&p);

	saiga_stemmers_free(p.stemmers);
	*out = status == SAIGA_OK ? p.plan : NULL;
	if (status != SAIGA_OK)
		plan_free(p.plan);
	return status;
}
