/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A query being parsed; shared by parse.c, tree.c and leaf.c. */
#ifndef SEARCHER_PARSER_H
#define SEARCHER_PARSER_H

#include "lexer.h"
#include "query.h"

struct parser {
	struct lexer lexer;
	struct token token; /* the one to look at */
	struct query *query;
	struct saiga_date today;
	const struct query_field *field; /* before the brackets around it */
	const struct query_field *base;  /* the same, but for fields of dates */
	unsigned depth;
	bool nomem;
};

/* A new node of the query, or NULL with p->nomem set. */
struct query_node *parser_node(struct parser *p, enum query_type type);

/* Adds the child to the parent; both may be NULL.  Returns parent. */
struct query_node *parser_child(struct parser *p, struct query_node *parent,
	struct query_node *child);

/* The node; nothing if it holds nothing; its only child if it asks for no
 * more than that. */
struct query_node *parser_simplify(struct query_node *node);

/* Adds a term, whose bytes are copied. */
void parser_term(
	struct parser *p, struct query_node *node, struct saiga_slice term);

/* Makes the node a joined word of the last n children of the phrase. */
void parser_join(struct parser *p, struct query_node *phrase,
	struct query_node *node, uint32_t n);

/* The bytes of a node's term, until the next is added. */
struct saiga_slice parser_term_bytes(
	const struct parser *p, const struct query_node *node, size_t i);

/* Ends the parsing: terms are their bytes from here on. */
void parser_resolve(struct query *query);

/* Counts a word against the query's bound; false, and a note, beyond it. */
bool parser_count_word(struct parser *p);

/* What the chunk or the quoted words of the token look for; NULL when there
 * is no word in them: leaf.c. */
struct query_node *parser_leaf(struct parser *p);

/* The same for a field that narrows what is found; NULL with *words set when
 * it is to be read as words: filter.c. */
struct query_node *parser_filter(struct parser *p, const struct token *token,
	bool *words);

/* Whether parser_filter is to read the token: the value of a field that
 * narrows, a name as a whole, "unknown", or a bare range. */
bool parser_is_filter(const struct token *token);

/* "2023..2024" without a field. */
bool parser_is_bare_range(const struct token *token);

#endif
