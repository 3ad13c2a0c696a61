/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The query language:
 *
 *	either := both { OR both }
 *	both   := bag { [AND] NOT bag | AND bag }
 *	bag    := item { item }
 *	item   := thing { NEAR thing }
 *	thing  := [+|-] ( "(" either ")" | [field:] "quoted" | [field:] chunk )
 */
#include "parser.h"

#include <stdlib.h>
#include <string.h>

static struct query_node *parse_either(struct parser *p);

static void
advance(struct parser *p)
{
	p->token = lexer_next(&p->lexer);
}

static struct query_node *
parse_brackets(struct parser *p)
{
	struct query_node *node;

	if (p->depth >= QUERY_DEPTH_MAX) {
		query_note(p->query,
			"brackets lie too deep in each other: "
			"the inner ones were left out");
		advance(p);
		return NULL;
	}
	p->depth++;
	advance(p);
	node = parse_either(p);
	p->depth--;
	if (p->token.type == TOKEN_CLOSE)
		advance(p);
	return node;
}

/* The fields narrow what is found, whatever else is asked for. */
static enum query_sign
sign_of(const struct token *token)
{
	if (token->sign == '-')
		return QUERY_MUST_NOT;
	if (token->sign == '+' || token->field < SAIGA_FIELD_COUNT)
		return QUERY_MUST;
	return QUERY_MAY;
}

static struct query_node *
parse_thing(struct parser *p)
{
	enum query_sign sign = sign_of(&p->token);
	struct query_node *node;

	if (p->token.type == TOKEN_OPEN)
		node = parse_brackets(p);
	else {
		node = parser_leaf(p);
		advance(p);
	}
	if (node != NULL && sign == QUERY_MAY && query_is_filter(node))
		sign = QUERY_MUST;
	if (node != NULL)
		node->sign = sign;
	return node;
}

static bool
is_thing(const struct token *token)
{
	return token->type == TOKEN_OPEN || token->type == TOKEN_CHUNK ||
		token->type == TOKEN_QUOTED;
}

/* What NEAR can take: single words of the text. */
static bool
is_near_word(const struct query_node *node)
{
	return node->field == SAIGA_FIELD_COUNT &&
		(node->type == QUERY_WORD || node->type == QUERY_JOINED);
}

/* The node that takes in what follows NEAR: the one there is if it is of the
 * type, or an AND, which can hold anything; else a new one around it. */
static struct query_node *
add_near(struct parser *p, struct query_node *near, enum query_type type,
	struct query_node *first)
{
	struct query_node *node;

	if (near != NULL && (near->type == type || near->type == QUERY_AND))
		return near;
	node = parser_node(p, type);
	return parser_child(p, node, near != NULL ? near : first);
}

/* The widest distance that was asked for, within bounds. */
static void
set_distance(struct query_node *near, uint32_t distance)
{
	if (distance == 0)
		distance = QUERY_NEAR_DEFAULT;
	if (distance > QUERY_NEAR_MAX)
		distance = QUERY_NEAR_MAX;
	if (near->distance < distance)
		near->distance = distance;
}

static struct query_node *
parse_item(struct parser *p)
{
	struct query_node *first = parse_thing(p), *near = NULL;

	while (p->token.type == TOKEN_NEAR && !p->nomem) {
		uint32_t distance = p->token.distance;
		enum query_type type = QUERY_NEAR;
		struct query_node *next;

		advance(p);
		if (!is_thing(&p->token))
			break;
		next = parse_thing(p);
		if (first == NULL || next == NULL) {
			first = first != NULL ? first : next;
			continue;
		}
		if (++p->query->nears > QUERY_NEARS_MAX) {
			query_note(p->query,
				"more than 16 NEAR: those "
				"beyond were read as AND");
			type = QUERY_AND;
		} else if (!is_near_word(first) || !is_near_word(next)) {
			query_note(p->query,
				"NEAR takes single words: it "
				"was read as AND");
			type = QUERY_AND;
		}
		near = add_near(p, near, type, first);
		parser_child(p, near, next);
		if (near != NULL)
			set_distance(near, distance);
	}
	if (near != NULL)
		near->sign = first->sign;
	return near != NULL ? near : first;
}

static struct query_node *
parse_bag(struct parser *p)
{
	struct query_node *bag = parser_node(p, QUERY_BAG);

	/* An operator that has nothing before it is passed over, and so is a
	 * bracket that closes nothing. */
	for (;;) {
		if (is_thing(&p->token))
			parser_child(p, bag, parse_item(p));
		else if (p->token.type == TOKEN_NEAR ||
			(p->token.type == TOKEN_CLOSE && p->depth == 0))
			advance(p);
		else
			break;
		if (p->nomem)
			return NULL;
	}
	return parser_simplify(bag);
}

static struct query_node *
parse_both(struct parser *p)
{
	struct query_node *left = parse_bag(p);

	while ((p->token.type == TOKEN_AND || p->token.type == TOKEN_NOT) &&
		!p->nomem) {
		enum query_type type = QUERY_AND;
		struct query_node *node, *right;

		while (p->token.type == TOKEN_AND ||
			p->token.type == TOKEN_NOT) {
			if (p->token.type == TOKEN_NOT)
				type = QUERY_NOT;
			advance(p);
		}
		right = parse_bag(p);
		if (right == NULL)
			continue;
		/* "NOT x" alone, and "a AND" with nothing before it. */
		if (left == NULL && type == QUERY_AND) {
			left = right;
			continue;
		}
		if (left != NULL && left->type == type &&
			left->sign == QUERY_MAY) {
			parser_child(p, left, right);
			continue;
		}
		node = parser_node(p, type);
		/* The first child of NOT is what it narrows; everything, if
		 * nothing is said. */
		if (left == NULL)
			left = parser_node(p, QUERY_BAG);
		parser_child(p, node, left);
		left = parser_child(p, node, right);
	}
	return left;
}

static struct query_node *
parse_either(struct parser *p)
{
	struct query_node *either = parser_node(p, QUERY_OR);

	parser_child(p, either, parse_both(p));
	while (p->token.type == TOKEN_OR && !p->nomem) {
		advance(p);
		parser_child(p, either, parse_both(p));
	}
	return parser_simplify(either);
}

enum saiga_status
query_parse(
	struct query **out, struct saiga_slice text, struct saiga_error *err)
{
	struct query *query = calloc(1, sizeof(*query));
	struct parser p = { .query = query };

	*out = NULL;
	if (query == NULL)
		return saiga_error_nomem(err);
	query->notes.max = 65536;
	query->bytes = saiga_lexicon_new();
	if (query->bytes == NULL)
		goto nomem;
	if (text.len > QUERY_BYTES_MAX) {
		text = saiga_utf8_cut(text, QUERY_BYTES_MAX);
		query_note(query,
			"the query is longer than 64 KB: the rest "
			"was left out");
	}
	p.lexer.text = text;
	advance(&p);
	query->root = parse_either(&p);
	if (p.nomem)
		goto nomem;
	parser_resolve(query);
	*out = query;
	return SAIGA_OK;
nomem:
	query_free(query);
	return saiga_error_nomem(err);
}
