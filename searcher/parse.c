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
#include "lexer.h"
#include "query.h"

#include <stdlib.h>
#include <string.h>

struct parser {
	struct lexer lexer;
	struct token token; /* the one to look at */
	struct query *query;
	unsigned depth;
	bool nomem;
};

static struct query_node *parse_either(struct parser *p);

static void
advance(struct parser *p)
{
	p->token = lexer_next(&p->lexer);
}

static struct query_node *
new_node(struct parser *p, enum query_type type)
{
	struct query_node *node = calloc(1, sizeof(*node));

	if (node == NULL) {
		p->nomem = true;
		return NULL;
	}
	node->type = type;
	node->field = SAIGA_FIELD_COUNT;
	node->next = p->query->nodes;
	p->query->nodes = node;
	return node;
}

/* Both may be NULL; returns parent. */
static struct query_node *
add_child(struct parser *p, struct query_node *parent,
	struct query_node *child)
{
	if (parent == NULL || child == NULL)
		return parent;
	if (saiga_array_reserve(&parent->children, &parent->cap, parent->n + 1,
		    sizeof(*parent->children)) != SAIGA_OK) {
		p->nomem = true;
		return parent;
	}
	parent->children[parent->n++] = child;
	return parent;
}

/* A node with nothing in it is nothing; one with a single child that asks
 * for nothing more is the child. */
static struct query_node *
simplify(struct query_node *node)
{
	if (node == NULL || node->n == 0)
		return NULL;
	if (node->n == 1 && node->type != QUERY_NOT &&
		!(node->type == QUERY_BAG &&
			node->children[0]->sign == QUERY_MUST_NOT))
		return node->children[0];
	return node;
}

/* The lexicon may move while it grows: until the end of parsing a term is
 * its number, held as the slice's length. */
static void
add_number(struct parser *p, struct query_node *node, size_t number)
{
	if (number == SAIGA_NO_TERM ||
		saiga_array_reserve(&node->terms, &node->terms_cap,
			node->n_terms + 1, sizeof(*node->terms)) != SAIGA_OK) {
		p->nomem = true;
		return;
	}
	node->terms[node->n_terms++] = saiga_slice_of(NULL, number);
}

static void
add_term(struct parser *p, struct query_node *node, struct saiga_slice term)
{
	add_number(p, node, saiga_lexicon_add(p->query->bytes, term));
}

static bool
count_word(struct parser *p)
{
	if (++p->query->words <= QUERY_WORDS_MAX)
		return true;
	query_note(p->query, "the query has more than 1024 words: those "
			     "beyond were left out");
	return false;
}

/* Makes the node a joined word of the last n children of the phrase. */
static void
gather_parts(struct parser *p, struct query_node *phrase,
	struct query_node *node, uint32_t n)
{
	size_t i;

	if (p->nomem || phrase->n < n)
		return;
	node->type = QUERY_JOINED;
	phrase->n -= n;
	for (i = phrase->n; i < phrase->n + n; i++)
		add_number(p, node, phrase->children[i]->terms[0].len);
}

/*
 * The words of the text as children of a phrase: single ones, and joined ones
 * with the whole as their first term.  The parts of a joined word come before
 * it, so that they are gathered as single words first.
 */
static struct query_node *
parse_words(struct parser *p, struct saiga_slice text,
	enum saiga_field field, bool exact)
{
	struct query_node *phrase = new_node(p, QUERY_PHRASE);
	struct saiga_words words;
	struct saiga_word word;

	saiga_words_init(&words, text);
	while (phrase != NULL && phrase->n < QUERY_PHRASE_MAX &&
		saiga_words_next(&words, &word)) {
		struct query_node *node;

		if (!count_word(p))
			break;
		node = new_node(p, QUERY_WORD);
		if (node == NULL)
			break;
		node->field = field;
		node->exact = exact;
		add_term(p, node, word.term);
		if (word.span > 1)
			gather_parts(p, phrase, node, word.span);
		add_child(p, phrase, node);
	}
	if (phrase != NULL && phrase->n == QUERY_PHRASE_MAX)
		query_note(p->query, "a phrase has more than 64 words: those "
				     "beyond were left out");
	if (phrase != NULL) {
		phrase->field = field;
		phrase->exact = exact;
	}
	return simplify(phrase);
}

/* "date:2023-02..2023-04", or without the field when it is sure to be one;
 * false when it is no range.  *out is NULL where there are too many. */
static bool
parse_dates(struct parser *p, struct saiga_slice text,
	struct query_node **out)
{
	char first[9], last[9];

	*out = NULL;
	if (saiga_date_range(text, first, last) != SAIGA_OK)
		return false;
	if (++p->query->ranges > QUERY_RANGES_MAX) {
		query_note(p->query, "more than 16 ranges of dates: those "
				     "beyond were left out");
		return true;
	}
	*out = new_node(p, QUERY_DATES);
	if (*out != NULL) {
		memcpy((*out)->first, first, sizeof(first));
		memcpy((*out)->last, last, sizeof(last));
		(*out)->field = SAIGA_FIELD_DATE;
	}
	return true;
}

/* A filter by a term that holds the whole value: language, format, address.
 * NULL when there is no value. */
static struct query_node *
parse_filter(struct parser *p, enum saiga_field field,
	struct saiga_slice value)
{
	struct saiga_strbuf term = SAIGA_STRBUF_INIT(65536);
	struct saiga_strbuf url = SAIGA_STRBUF_INIT(65536);
	struct query_node *node = NULL;
	char folded[SAIGA_TERM_MAX], hash[SAIGA_ID_LEN + 1];
	const char *prefix = saiga_fields[field].term_prefix;

	saiga_strbuf_str(&term, prefix);
	if (field == SAIGA_FIELD_URL) {
		saiga_url_canonical(value, &url);
		saiga_id_make(saiga_strbuf_view(&url), hash);
		saiga_strbuf_str(&term, hash);
	} else
		saiga_strbuf_append(
			&term, folded, saiga_fold_word(value, folded));
	if (term.len > strlen(prefix))
		node = new_node(p, QUERY_TERM);
	if (node != NULL) {
		node->field = field;
		add_term(p, node, saiga_strbuf_view(&term));
	}
	saiga_strbuf_dispose(&url);
	saiga_strbuf_dispose(&term);
	return node;
}

static size_t
count_letters(struct saiga_slice term)
{
	size_t i = 0, n = 0;
	uint32_t c;

	for (; i < term.len; n++)
		i += saiga_utf8_decode(term.p + i, term.len - i, &c);
	return n;
}

/* "sanct*": the last word is a beginning. */
static struct query_node *
mark_prefix(struct parser *p, struct query_node *node)
{
	if (node == NULL || node->type != QUERY_WORD || p->nomem)
		return node;
	if (count_letters(saiga_lexicon_term(p->query->bytes,
		    (uint32_t)node->terms[0].len)) < QUERY_WILDCARD_LETTERS)
		query_note(p->query, "a word before * needs at least three "
				     "letters: the * was left out");
	else if (++p->query->wildcards > QUERY_WILDCARDS_MAX)
		query_note(p->query, "more than 8 words with *: it was left "
				     "out from those beyond");
	else
		node->type = QUERY_PREFIX;
	return node;
}

/* "2023..2024" without a field is no word that anyone looks for. */
static bool
is_bare_range(const struct token *t)
{
	size_t i;

	for (i = 0; i + 1 < t->text.len; i++)
		if (t->text.p[i] == '.' && t->text.p[i + 1] == '.')
			return t->type == TOKEN_CHUNK && t->text.len >= 6 &&
				t->field == SAIGA_FIELD_COUNT;
	return false;
}

static struct query_node *
parse_leaf(struct parser *p)
{
	struct token t = p->token;
	struct query_node *node;

	if ((t.field == SAIGA_FIELD_DATE || is_bare_range(&t)) &&
		parse_dates(p, t.text, &node))
		return node;
	if (t.field == SAIGA_FIELD_DATE)
		query_note(p->query, "a date was not understood: write it "
				     "as date:2023, date:2023-02 or "
				     "date:2023-02..2023-04");
	if (t.field < SAIGA_FIELD_COUNT &&
		saiga_fields[t.field].term_prefix != NULL)
		return parse_filter(p, t.field, t.text);
	if (t.field < SAIGA_FIELD_COUNT &&
		saiga_fields[t.field].word_prefix == NULL)
		t.field = SAIGA_FIELD_COUNT;
	node = parse_words(p, t.text, t.field, t.type == TOKEN_QUOTED);
	return t.star ? mark_prefix(p, node) : node;
}

static struct query_node *
parse_brackets(struct parser *p)
{
	struct query_node *node;

	if (p->depth >= QUERY_DEPTH_MAX) {
		query_note(p->query, "brackets lie too deep in each other: "
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
		node = parse_leaf(p);
		advance(p);
	}
	if (node != NULL && node->type == QUERY_DATES && sign == QUERY_MAY)
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
	node = new_node(p, type);
	return add_child(p, node, near != NULL ? near : first);
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
		if (first == NULL || next == NULL || !is_near_word(first) ||
			!is_near_word(next)) {
			query_note(p->query, "NEAR takes single words: it "
					     "was read as AND");
			type = QUERY_AND;
		}
		near = add_near(p, near, type, first);
		add_child(p, near, next);
		if (near != NULL)
			set_distance(near, distance);
	}
	if (near != NULL && first != NULL)
		near->sign = first->sign;
	return near != NULL ? simplify(near) : first;
}

static struct query_node *
parse_bag(struct parser *p)
{
	struct query_node *bag = new_node(p, QUERY_BAG);

	/* An operator that has nothing before it is passed over, and so is a
	 * bracket that closes nothing. */
	for (;;) {
		if (is_thing(&p->token))
			add_child(p, bag, parse_item(p));
		else if (p->token.type == TOKEN_NEAR ||
			(p->token.type == TOKEN_CLOSE && p->depth == 0))
			advance(p);
		else
			break;
		if (p->nomem)
			return NULL;
	}
	return simplify(bag);
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
			add_child(p, left, right);
			continue;
		}
		node = new_node(p, type);
		/* The first child of NOT is what it narrows; everything, if
		 * nothing is said. */
		if (left == NULL)
			left = new_node(p, QUERY_BAG);
		add_child(p, node, left);
		left = add_child(p, node, right);
	}
	return left;
}

static struct query_node *
parse_either(struct parser *p)
{
	struct query_node *either = new_node(p, QUERY_OR);

	add_child(p, either, parse_both(p));
	while (p->token.type == TOKEN_OR && !p->nomem) {
		advance(p);
		add_child(p, either, parse_both(p));
	}
	return simplify(either);
}

/* Puts the terms' bytes where their numbers were. */
static void
resolve_terms(struct query *query)
{
	struct query_node *node;
	size_t i;

	for (node = query->nodes; node != NULL; node = node->next)
		for (i = 0; i < node->n_terms; i++)
			node->terms[i] = saiga_lexicon_term(
				query->bytes, (uint32_t)node->terms[i].len);
}

void
query_note(struct query *query, const char *line)
{
	if (strstr(saiga_strbuf_cstr(&query->notes), line) != NULL)
		return;
	saiga_strbuf_str(&query->notes, line);
	saiga_strbuf_byte(&query->notes, '\n');
}

enum saiga_status
query_parse(struct query **out, struct saiga_slice text,
	struct saiga_error *err)
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
		query_note(query, "the query is longer than 64 KB: the rest "
				  "was left out");
	}
	p.lexer.text = text;
	advance(&p);
	query->root = parse_either(&p);
	if (p.nomem)
		goto nomem;
	resolve_terms(query);
	*out = query;
	return SAIGA_OK;
nomem:
	query_free(query);
	return saiga_error_nomem(err);
}

void
query_free(struct query *query)
{
	struct query_node *node, *next;

	if (query == NULL)
		return;
	for (node = query->nodes; node != NULL; node = next) {
		next = node->next;
		free(node->terms);
		free(node->children);
		free(node);
	}
	saiga_lexicon_free(query->bytes);
	saiga_strbuf_dispose(&query->notes);
	free(query);
}
