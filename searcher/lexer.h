/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts a query into quotes, brackets, operators and chunks of words. */
#ifndef SEARCHER_LEXER_H
#define SEARCHER_LEXER_H

#include <saiga/article.h>

enum token_type {
	TOKEN_END,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_NOT,
	TOKEN_NEAR,
	TOKEN_CHUNK,  /* words without white space between them */
	TOKEN_QUOTED
};

struct token {
	enum token_type type;
	char sign;              /* '+', '-' or 0, before chunk, quote, ( */
	enum saiga_field field; /* "field:" before chunk, quote */
	struct saiga_slice text;
	uint32_t distance;      /* NEAR/5; 0 when not given */
	bool star;              /* the chunk ended in one */
	bool unclosed;          /* a quote before it is never closed */
	bool exact;             /* "=word": no other forms of it */
};

struct lexer {
	struct saiga_slice text;
	size_t at;
};

/* The next token; TOKEN_END for ever at the end. */
struct token lexer_next(struct lexer *lexer);

#endif
