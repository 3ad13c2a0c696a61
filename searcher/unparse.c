/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A query's tree in the query language.  Brackets stand where the grammar of
 * parse.c needs them, so that what is printed is read as the same tree.
 */
#include "lexer.h"
#include "query.h"

#include <string.h>

/* The places of the grammar, from the widest to the narrowest. */
enum place {
	IN_EITHER, /* the query, or brackets */
	IN_BOTH,   /* beside OR; before AND and NOT, which bind from the left */
	IN_BAG,    /* behind AND and NOT */
	IN_ITEM,   /* beside other words */
	IN_NEAR
};

static void print_at(struct saiga_strbuf *out, const struct query_node *node,
	enum place place, const struct query_field *context);

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The character printed last that is no space. */
static char
last_of(const struct saiga_strbuf *out)
{
	size_t i = out->len;

	while (i > 0 && out->p[i - 1] == ' ')
		i--;
	return i == 0 ? '\0' : out->p[i - 1];
}

/* Whether what was typed gives the same terms when it stands alone: the words
 * around it may have had a say, as in "Y.m" before a letter. */
static bool
stands_alone(const struct query_node *node)
{
	struct saiga_words words;
	struct saiga_word word;
	size_t n = 0;

	saiga_words_init(&words, node->raw);
	while (saiga_words_next(&words, &word)) {
		/* The whole comes last, and is the first of the terms. */
		size_t i = node->n_terms == 1 ? 0 : (n + 1) % node->n_terms;

		if (n++ >= node->n_terms ||
			!saiga_slice_equal(word.term, node->terms[i]))
			return false;
	}
	return n == node->n_terms;
}

/* A word as it was typed, but never so that it would be an operator. */
static void
print_raw(struct saiga_strbuf *out, const struct query_node *node)
{
	size_t i, first = node->type == QUERY_JOINED ? 1 : 0;
	uint32_t distance;

	if (node->type == QUERY_WILDCARD ||
		(lexer_operator(node->raw, &distance) == TOKEN_CHUNK &&
			stands_alone(node))) {
		saiga_strbuf_slice(out, node->raw);
		return;
	}
	for (i = first; i < node->n_terms; i++) {
		saiga_strbuf_str(out, i > first ? "-" : "");
		saiga_strbuf_slice(out, node->terms[i]);
	}
}

/* A word of a name, in quotes where it would mean something else without:
 * "source:unknown", or two numbers side by side. */
static void
print_name(struct saiga_strbuf *out, const struct query_node *node)
{
	bool quoted = node->type != QUERY_WILDCARD &&
		(saiga_slice_is(node->raw, "unknown") ||
			(is_digit(last_of(out)) && is_digit(node->raw.p[0])));

	saiga_strbuf_str(out, quoted ? "\"" : "");
	print_raw(out, node);
	saiga_strbuf_str(out, quoted ? "\"" : "");
}

/* A digit in a word says already that it has no other forms; but two numbers
 * side by side could be read as one. */
static void
print_word(struct saiga_strbuf *out, const struct query_node *node)
{
	size_t i;
	bool digit = false;

	for (i = 0; i < node->terms[0].len; i++)
		digit |= is_digit(node->terms[0].p[i]);
	if (node->type == QUERY_FUZZY)
		saiga_strbuf_byte(out, '~');
	else if ((node->exact && node->type != QUERY_WILDCARD && !digit) ||
		(is_digit(last_of(out)) && is_digit(node->raw.p[0])))
		saiga_strbuf_byte(out, '=');
	print_raw(out, node);
}

static void
print_phrase(struct saiga_strbuf *out, const struct query_node *node)
{
	size_t i;
	uint32_t k;

	saiga_strbuf_byte(out, '"');
	for (i = 0; i < node->n; i++) {
		const struct query_node *word = node->children[i];

		if (i > 0)
			saiga_strbuf_byte(out,
				word->gap == 0 && is_digit(last_of(out)) &&
						is_digit(word->raw.p[0])
					? '/'
					: ' ');
		for (k = 0; k < word->gap; k++)
			saiga_strbuf_str(out, "* ");
		if (stands_alone(word))
			saiga_strbuf_slice(out, word->raw);
		else
			print_raw(out, word);
	}
	saiga_strbuf_byte(out, '"');
}

/* Whether the value, without quotes, is one chunk and nothing else: in the
 * brackets of its field no name of a field stands before it. */
static bool
is_chunk(struct saiga_slice value)
{
	struct lexer lexer = { .text = value };
	struct token token = lexer_next(&lexer);

	return value.len > 0 && strchr("+-", value.p[0]) == NULL &&
		token.type == TOKEN_CHUNK && token.field == NULL &&
		!token.exact && !token.fuzzy && !token.unclosed &&
		saiga_slice_equal(token.text, value) &&
		value.p[value.len - 1] != ':';
}

/* A value of a filter; in quotes when it would be something else without. */
static void
print_value(struct saiga_strbuf *out, struct saiga_slice value)
{
	bool quoted = !is_chunk(value) ||
		(is_digit(last_of(out)) && is_digit(value.p[0]));

	saiga_strbuf_str(out, quoted ? "\"" : "");
	saiga_strbuf_slice(out, value);
	saiga_strbuf_str(out, quoted ? "\"" : "");
}

static void
print_whole(struct saiga_strbuf *out, struct saiga_slice name)
{
	saiga_strbuf_str(out, "=\"");
	saiga_strbuf_slice(out, name);
	saiga_strbuf_byte(out, '"');
}

static void
print_leaf(struct saiga_strbuf *out, const struct query_node *node,
	const struct query_field *context)
{
	if (node->field != NULL && node->field != context)
		saiga_strbuf_printf(out, "%s:", node->field->name);
	switch (node->type) {
	case QUERY_PHRASE:
		print_phrase(out, node);
		break;
	case QUERY_TERM:
	case QUERY_HOST:
		if (node->exact)
			print_whole(out, node->raw);
		else
			print_value(out, node->raw);
		break;
	case QUERY_DATES:
	case QUERY_ADDED:
		saiga_range_format(node->first, node->last, out);
		break;
	case QUERY_UNKNOWN:
		saiga_strbuf_str(out, "unknown");
		break;
	default:
		if (query_field_is_text(node->field))
			print_word(out, node);
		else
			print_name(out, node);
	}
}

static bool
is_leaf(const struct query_node *node)
{
	return node->type == QUERY_PHRASE ||
		(node->n == 0 && node->type != QUERY_BAG);
}

/* Whether the node needs brackets where it stands. */
static bool
needs_brackets(const struct query_node *node, enum place place)
{
	if (is_leaf(node))
		return false;
	if (node->group != NULL || node->sign != QUERY_MAY)
		return true;
	switch (node->type) {
	case QUERY_OR:
		return place > IN_EITHER;
	case QUERY_AND:
	case QUERY_NOT:
		return place > IN_BOTH;
	case QUERY_BAG:
		return place > IN_BAG;
	default:
		return place > IN_ITEM;
	}
}

/* What stands before the children but the first. */
static void
print_operator(struct saiga_strbuf *out, const struct query_node *node)
{
	switch (node->type) {
	case QUERY_OR:
		saiga_strbuf_str(out, " OR ");
		break;
	case QUERY_AND:
		saiga_strbuf_str(out, " AND ");
		break;
	case QUERY_NEAR:
		saiga_strbuf_printf(out, " NEAR/%u ", node->distance);
		break;
	case QUERY_ADJ:
		saiga_strbuf_printf(out, " ADJ/%u ", node->distance);
		break;
	default:
		saiga_strbuf_byte(out, ' ');
	}
}

static enum place
place_of(const struct query_node *parent, size_t i)
{
	switch (parent->type) {
	case QUERY_OR:
		return IN_BOTH;
	case QUERY_AND:
	case QUERY_NOT:
		return i == 0 ? IN_BOTH : IN_BAG;
	case QUERY_BAG:
		return IN_ITEM;
	default:
		return IN_NEAR;
	}
}

/* What NOT narrows when nothing stands before it. */
static bool
is_everything(const struct query_node *node)
{
	return node->type == QUERY_BAG && node->n == 0;
}

static void
print_children(struct saiga_strbuf *out, const struct query_node *node,
	const struct query_field *context)
{
	size_t i;

	for (i = 0; i < node->n; i++) {
		const struct query_node *child = node->children[i];

		if (i > 0 && !is_everything(node->children[i - 1]))
			print_operator(out, node);
		if (i > 0 && node->type == QUERY_NOT)
			saiga_strbuf_str(out, "NOT ");
		if (!is_everything(child))
			print_at(out, child, place_of(node, i), context);
	}
}

/* A field says by itself that it must hold. */
static bool
is_implied(const struct query_node *node, const struct query_field *context)
{
	return node->group != NULL || query_is_filter(node) ||
		(node->field != NULL && node->field != context);
}

static void
print_sign(struct saiga_strbuf *out, const struct query_node *node,
	const struct query_field *context)
{
	if (node->sign == QUERY_MUST_NOT)
		saiga_strbuf_byte(out, '-');
	else if (node->sign == QUERY_MUST && !is_implied(node, context))
		saiga_strbuf_byte(out, '+');
}

static void
print_at(struct saiga_strbuf *out, const struct query_node *node,
	enum place place, const struct query_field *context)
{
	bool brackets = needs_brackets(node, place);
	/* "(title:gas)": what the field asks for ends with the bracket. */
	bool freed = node->sign == QUERY_MAY && is_implied(node, context) &&
		!query_is_filter(node);

	saiga_strbuf_str(out, freed ? "(" : "");
	if (is_leaf(node) || brackets)
		print_sign(out, node, context);
	if (is_leaf(node))
		print_leaf(out, node, context);
	else {
		if (node->group != NULL) {
			saiga_strbuf_printf(out, "%s:", node->group->name);
			context = node->group;
		}
		saiga_strbuf_str(out, brackets ? "(" : "");
		print_children(out, node, context);
		saiga_strbuf_str(out, brackets ? ")" : "");
	}
	saiga_strbuf_str(out, freed ? ")" : "");
}

void
query_print_node(const struct query_node *node, struct saiga_strbuf *out)
{
	print_at(out, node, IN_EITHER, NULL);
}

void
query_print(const struct query *query, struct saiga_strbuf *out)
{
	if (query->root != NULL)
		query_print_node(query->root, out);
}
