/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The query language:
 *
 *	either := both { OR both }
 *	both   := bag { [AND] NOT bag | AND bag }
 *	bag    := item { item }
 *	item   := thing { (NEAR|ADJ) thing }
 *	thing  := [+|-] [field:] ( "(" either ")" | [=|~] ( "quoted" | chunk ) )
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
	const struct query_field *outer = p->field, *base = p->base;
	const struct query_field *field = p->token.field;
	struct query_node *node;

	if (p->depth >= QUERY_DEPTH_MAX) {
		query_note(p->query,
			"brackets lie too deep in each other: "
			"the inner ones were left out");
		advance(p);
		return NULL;
	}
	p->depth++;
	p->field = field != NULL ? field : outer;
	p->base = field != NULL && field->kind < FIELD_DAYS ? field : base;
	advance(p);
	node = parse_either(p);
	p->field = outer;
	p->base = base;
	p->depth--;
	if (p->token.type == TOKEN_CLOSE)
		advance(p);
	/* What is left of "title:(gas)" is title:gas; and what is a date, and
	 * what is not, says so by itself. */
	if (node != NULL && field != NULL && field->kind < FIELD_DAYS &&
		node->group == NULL && node->n > 0 &&
		node->type != QUERY_PHRASE)
		node->group = field;
	return node;
}

/* The fields narrow what is found, whatever else is asked for. */
static enum query_sign
sign_of(const struct token *token)
{
	if (token->sign == '-')
		return QUERY_MUST_NOT;
	if (token->sign == '+' || token->field != NULL)
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

static bool
is_near(const struct token *token)
{
	return token->type == TOKEN_NEAR || token->type == TOKEN_ADJ;
}

/* What NEAR can take: words of the text, or any of several in brackets. */
static bool
is_near_words(const struct query_node *node)
{
	size_t i;

	switch (node->type) {
	case QUERY_WORD:
	case QUERY_JOINED:
	case QUERY_WILDCARD:
	case QUERY_FUZZY:
		return node->field == NULL;
	case QUERY_BAG:
	case QUERY_OR:
		for (i = 0; i < node->n; i++)
			if (node->children[i]->sign != QUERY_MAY ||
				!is_near_words(node->children[i]))
				return false;
		return node->n > 0;
	default:
		return false;
	}
}

/* What the operator makes of the two sides; a note where it cannot be NEAR. */
static enum query_type
near_type(struct parser *p, enum token_type token,
	const struct query_node *near, const struct query_node *first,
	const struct query_node *next)
{
	enum query_type type = token == TOKEN_ADJ ? QUERY_ADJ : QUERY_NEAR;

	/* What is an AND already stays one, and has been noted. */
	if (near != NULL && near->type == QUERY_AND)
		return QUERY_AND;
	if (++p->query->nears > QUERY_NEARS_MAX)
		query_note(p->query,
			"more than 16 NEAR or ADJ: those beyond were read as "
			"AND");
	else if (!is_near_words(first) || !is_near_words(next))
		query_note(p->query,
			"NEAR and ADJ take words of the text, or several in "
			"brackets: with anything else they were read as AND");
	else if (near != NULL && near->type != type)
		query_note(p->query,
			"NEAR and ADJ do not mix without brackets: they were "
			"read as AND");
	else
		return type;
	return QUERY_AND;
}

/* Whether more children may join the node: brackets around it say nothing. */
static bool
is_open(const struct query_node *node, enum query_type type)
{
	return node->type == type && node->sign == QUERY_MAY &&
		node->group == NULL;
}

/* Adds one side of NEAR, whose sign is the whole's: only what narrows keeps
 * one, beside AND. */
static void
add_side(struct parser *p, struct query_node *near, struct query_node *side)
{
	if (near != NULL && near->type == QUERY_AND && query_is_filter(side))
		side->sign = QUERY_MUST;
	else if (near == NULL || near->type != QUERY_AND ||
		side->sign == QUERY_MUST_NOT)
		side->sign = QUERY_MAY;
	parser_child(p, near, side);
}

/* The node that takes in what follows NEAR: the one there is if it is of the
 * type, or an AND, which can hold anything; else a new one around it. */
static struct query_node *
add_near(struct parser *p, struct query_node *near, enum query_type type,
	struct query_node *first)
{
	enum query_sign sign = near != NULL ? near->sign : first->sign;
	struct query_node *node;

	if (near != NULL && (near->type == type || near->type == QUERY_AND))
		return near;
	if (near == NULL && type == QUERY_AND && is_open(first, type))
		return first;
	node = parser_node(p, type);
	if (node == NULL)
		return NULL;
	add_side(p, node, near != NULL ? near : first);
	node->sign = sign;
	return node;
}

/* The widest distance that was asked for, within bounds. */
static void
set_distance(struct query_node *near, uint32_t distance)
{
	if (distance == 0)
		distance = near->type == QUERY_ADJ ? 1 : QUERY_NEAR_DEFAULT;
	if (distance > QUERY_NEAR_MAX)
		distance = QUERY_NEAR_MAX;
	if (near->distance < distance)
		near->distance = distance;
}

static struct query_node *
parse_item(struct parser *p)
{
	struct query_node *first = parse_thing(p), *near = NULL;

	while (is_near(&p->token) && !p->nomem) {
		struct token token = p->token;
		struct query_node *next;

		advance(p);
		if (p->token.sign == '-')
			query_note(p->query,
				"a - behind NEAR or ADJ: these were left out");
		if (!is_thing(&p->token) || p->token.sign == '-')
			break;
		next = parse_thing(p);
		if (first == NULL || next == NULL) {
			first = first != NULL ? first : next;
			continue;
		}
		near = add_near(p, near,
			near_type(p, token.type, near, first, next), first);
		if (near == NULL)
			break;
		add_side(p, near, next);
		if (near->type != QUERY_AND)
			set_distance(near, token.distance);
	}
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
		else if (is_near(&p->token) ||
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
		if (left != NULL && is_open(left, type)) {
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

/* Keeps a copy of the text, cut to what is read. */
static void
keep_text(struct parser *p, struct saiga_slice text)
{
	struct query *query = p->query;

	if (text.len > QUERY_BYTES_MAX) {
		text = saiga_utf8_cut(text, QUERY_BYTES_MAX);
		query_note(query,
			"the query is longer than 64 KB: the rest "
			"was left out");
	}
	saiga_strbuf_slice(&query->text, text);
	p->nomem = query->text.status != SAIGA_OK;
	p->lexer.text = saiga_strbuf_view(&query->text);
}

static enum saiga_status
parse(struct query **out, struct saiga_slice text, int64_t now, bool plain,
	struct saiga_error *err)
{
	struct query *query = calloc(1, sizeof(*query));
	struct parser p = { .query = query, .lexer.plain = plain };

	*out = NULL;
	if (query == NULL)
		return saiga_error_nomem(err);
	query->notes.max = 65536;
	query->text.max = QUERY_BYTES_MAX;
	query->bytes = saiga_lexicon_new();
	if (query->bytes == NULL)
		goto nomem;
	saiga_date_of(&p.today, now);
	keep_text(&p, text);
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

enum saiga_status
query_parse(struct query **out, struct saiga_slice text, int64_t now,
	struct saiga_error *err)
{
	return parse(out, text, now, false, err);
}

enum saiga_status
query_parse_plain(
	struct query **out, struct saiga_slice text, struct saiga_error *err)
{
	return parse(out, text, 0, true, err);
}
