/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree of a query: its nodes and their terms. */
#include "parser.h"

#include <stdlib.h>
#include <string.h>

struct query_node *
parser_node(struct parser *p, enum query_type type)
{
	struct query_node *node = calloc(1, sizeof(*node));

	if (node == NULL) {
		p->nomem = true;
		return NULL;
	}
	node->type = type;
	if (p->query->last == NULL)
		p->query->nodes = node;
	else
		p->query->last->next = node;
	p->query->last = node;
	return node;
}

struct query_node *
parser_child(
	struct parser *p, struct query_node *parent, struct query_node *child)
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

struct query_node *
parser_simplify(struct query_node *node)
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

void
parser_term(struct parser *p, struct query_node *node, struct saiga_slice term)
{
	add_number(p, node, saiga_lexicon_add(p->query->bytes, term));
}

void
parser_join(struct parser *p, struct query_node *phrase,
	struct query_node *node, uint32_t n)
{
	size_t i;

	if (p->nomem || phrase->n < n)
		return;
	node->type = QUERY_JOINED;
	phrase->n -= n;
	for (i = phrase->n; i < phrase->n + n; i++) {
		add_number(p, node, phrase->children[i]->terms[0].len);
		phrase->children[i]->whole = node;
	}
}

struct saiga_slice
parser_term_bytes(
	const struct parser *p, const struct query_node *node, size_t i)
{
	return saiga_lexicon_term(
		p->query->bytes, (uint32_t)node->terms[i].len);
}

void
parser_resolve(struct query *query)
{
	struct query_node *node;
	size_t i;

	for (node = query->nodes; node != NULL; node = node->next)
		for (i = 0; i < node->n_terms; i++)
			node->terms[i] = saiga_lexicon_term(
				query->bytes, (uint32_t)node->terms[i].len);
}

bool
query_is_filter(const struct query_node *node)
{
	size_t i;

	if (node->n == 0 || node->type == QUERY_PHRASE)
		return !query_field_is_text(node->field);
	for (i = 0; i < node->n; i++)
		if (!query_is_filter(node->children[i]))
			return false;
	return true;
}

bool
query_is_capital(const struct query_node *node)
{
	struct saiga_words words;
	struct saiga_word word;

	saiga_words_init(&words, node->raw);
	return saiga_words_next(&words, &word) && word.capital;
}

void
query_note(struct query *query, const char *line)
{
	if (strstr(saiga_strbuf_cstr(&query->notes), line) != NULL)
		return;
	saiga_strbuf_str(&query->notes, line);
	saiga_strbuf_byte(&query->notes, '\n');
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
	saiga_strbuf_dispose(&query->text);
	free(query);
}
