/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts a query into quotes, brackets, operators and chunks of words. */
#ifndef SEARCHER_LEXER_H
#define SEARCHER_LEXER_H

#include "fields.h"

enum token_type {
	TOKEN_END,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_NOT,
	TOKEN_NEAR,
	TOKEN_ADJ,
	TOKEN_CHUNK,  /* words without white space between them */
	TOKEN_QUOTED
};

struct token {
	enum token_type type;
	char sign;              /* '+', '-' or 0, before chunk, quote, ( */
	const struct query_field *field; /* "field:" before them, or NULL */
	struct saiga_slice text;
	uint32_t distance;      /* NEAR/5; 0 when not given */
	bool star;              /* the chunk has one */
	bool unclosed;          /* a quote before it is never closed */
	bool exact;             /* "=word": no other forms of it */
	bool fuzzy;             /* "~word": words like it, too */
};

struct lexer {
	struct saiga_slice text;
	size_t at;
	bool plain; /* the text holds words alone: nothing in it is a sign, a
	             * field, a quote, a bracket or an operator */
};

/* The next token; TOKEN_END for ever at the end. */
struct token lexer_next(struct lexer *lexer);

/* Whether c ends a chunk: white space, a quote, a bracket. */
bool lexer_ends_chunk(uint32_t c);

/* The operator that the chunk is, or TOKEN_CHUNK; *distance as above. */
enum token_type lexer_operator(struct saiga_slice chunk, uint32_t *distance);

#endif
