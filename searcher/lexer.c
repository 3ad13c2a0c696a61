/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words and signs of the query language. */
#include "lexer.h"

#include <string.h>

static uint32_t
char_at(const struct lexer *lexer, size_t i, size_t *n)
{
	uint32_t c;

	*n = 0;
	if (i >= lexer->text.len)
		return 0;
	*n = saiga_utf8_decode(lexer->text.p + i, lexer->text.len - i, &c);
	return c;
}

/* Straight and typographic quotes: any of them opens, any closes. */
static bool
is_quote(uint32_t c)
{
	switch (c) {
	case '"':
	case 0xab:   /* « */
	case 0xbb:   /* » */
	case 0x201c: /* “ */
	case 0x201d: /* ” */
	case 0x201e: /* „ */
		return true;
	default:
		return false;
	}
}

bool
lexer_ends_chunk(uint32_t c)
{
	return saiga_utf8_is_space(c) || is_quote(c) || c == '(' || c == ')';
}

static void
skip_space(struct lexer *lexer)
{
	size_t n;

	while (saiga_utf8_is_space(char_at(lexer, lexer->at, &n)) && n > 0)
		lexer->at += n;
}

/* A quote that is closed somewhere; one that is not, is passed over. */
static bool
take_quoted(struct lexer *lexer, struct token *token)
{
	size_t n, i = lexer->at, start;
	uint32_t c = char_at(lexer, i, &n);

	if (!is_quote(c))
		return false;
	start = i += n;
	while (i < lexer->text.len) {
		c = char_at(lexer, i, &n);
		if (is_quote(c)) {
			token->type = TOKEN_QUOTED;
			token->text = saiga_slice_of(
				lexer->text.p + start, i - start);
			lexer->at = i + n;
			return true;
		}
		i += n;
	}
	return false;
}

static size_t
chunk_end(const struct lexer *lexer, size_t i)
{
	size_t n;

	for (;;) {
		uint32_t c = char_at(lexer, i, &n);

		if (n == 0 || lexer_ends_chunk(c))
			return i;
		i += n;
	}
}

/*
 * "7 500" is one number to whoever writes it so, and text/ sees it as one
 * word, joined unless the space is one that does not break: when a word that
 * begins in the chunk goes beyond its end, the chunk goes on to its end.
 */
static size_t
extend_number(const struct lexer *lexer, size_t start, size_t end)
{
	struct saiga_words words;
	struct saiga_word word;
	unsigned i;

	if (lexer->text.p[start] < '0' || lexer->text.p[start] > '9')
		return end;
	saiga_words_init(&words,
		saiga_slice_of(lexer->text.p + start, lexer->text.len - start));
	/* The parts come first, and then the whole. */
	for (i = 0; i <= SAIGA_WORD_PARTS && saiga_words_next(&words, &word);
		i++) {
		size_t word_end = start + word.off + word.len;

		if (start + word.off < end && word_end > end)
			return word_end;
	}
	return end;
}

/* "NEAR", "NEAR/5": but for the number, it is the name. */
static bool
is_distance(struct saiga_slice chunk, const char *name, uint32_t *distance)
{
	size_t i, n = strlen(name);

	*distance = 0;
	if (chunk.len < n || memcmp(chunk.p, name, n) != 0)
		return false;
	if (chunk.len == n)
		return true;
	if (chunk.p[n] != '/' || chunk.len < n + 2 || chunk.len > n + 4)
		return false;
	for (i = n + 1; i < chunk.len; i++) {
		if (chunk.p[i] < '0' || chunk.p[i] > '9')
			return false;
		*distance = *distance * 10 + (uint32_t)(chunk.p[i] - '0');
	}
	return true;
}

enum token_type
lexer_operator(struct saiga_slice chunk, uint32_t *distance)
{
	static const struct {
		const char *text;
		enum token_type type;
	} operators[] = {
		{ "AND", TOKEN_AND },
		{ "OR", TOKEN_OR },
		{ "NOT", TOKEN_NOT },
	};
	size_t i;

	*distance = 0;
	for (i = 0; i < sizeof(operators) / sizeof(*operators); i++)
		if (saiga_slice_equal(chunk, saiga_slice(operators[i].text)))
			return operators[i].type;
	if (is_distance(chunk, "NEAR", distance))
		return TOKEN_NEAR;
	return is_distance(chunk, "ADJ", distance) ? TOKEN_ADJ : TOKEN_CHUNK;
}

/* "title:" before a word, a quote or a bracket; the colon must have something
 * behind. */
static const struct query_field *
take_field(struct lexer *lexer)
{
	const struct query_field *field;
	size_t i = lexer->at, n;
	uint32_t c;

	while (i < lexer->text.len && (lexer->text.p[i] | 0x20) >= 'a' &&
		(lexer->text.p[i] | 0x20) <= 'z')
		i++;
	if (i == lexer->at || i >= lexer->text.len || lexer->text.p[i] != ':')
		return NULL;
	field = query_field_find(
		saiga_slice_of(lexer->text.p + lexer->at, i - lexer->at));
	c = char_at(lexer, i + 1, &n);
	if (field == NULL || n == 0 || saiga_utf8_is_space(c) || c == ')')
		return NULL;
	lexer->at = i + 1;
	return field;
}

/* "=" or "~" before a word or a quote, or a field's. */
static bool
take_mark(struct lexer *lexer, char mark)
{
	size_t n;
	uint32_t c = char_at(lexer, lexer->at, &n), after;

	if (c != (unsigned char)mark)
		return false;
	after = char_at(lexer, lexer->at + n, &n);
	if (n == 0 || (lexer_ends_chunk(after) && !is_quote(after)))
		return false;
	lexer->at++;
	return true;
}

static void
take_chunk(struct lexer *lexer, struct token *token)
{
	size_t start, end, n;

	/* A quote that nobody closed is passed over; a sign or a field before
	 * it is the next word's. */
	while (is_quote(char_at(lexer, lexer->at, &n))) {
		lexer->at += n;
		skip_space(lexer);
		token->unclosed = true;
	}
	start = lexer->at;
	end = chunk_end(lexer, start);
	if (end > start)
		end = extend_number(lexer, start, end);
	token->type = TOKEN_CHUNK;
	token->text = saiga_slice_of(lexer->text.p + start, end - start);
	lexer->at = end;
	if (token->sign == 0 && token->field == NULL && !token->exact &&
		!token->fuzzy)
		token->type = lexer_operator(token->text, &token->distance);
	token->star = end > start &&
		memchr(token->text.p, '*', token->text.len) != NULL;
}

/* What stands up to the next white space. */
static struct token
plain_chunk(struct lexer *lexer)
{
	struct token token = { .type = TOKEN_CHUNK };
	size_t start = lexer->at, n;
	uint32_t c;

	while (c = char_at(lexer, lexer->at, &n),
		n > 0 && !saiga_utf8_is_space(c))
		lexer->at += n;
	token.text = saiga_slice_of(lexer->text.p + start, lexer->at - start);
	return token;
}

struct token
lexer_next(struct lexer *lexer)
{
	struct token token = { .type = TOKEN_END };
	size_t n;
	uint32_t c, after;

	skip_space(lexer);
	c = char_at(lexer, lexer->at, &n);
	if (n == 0)
		return token;
	if (lexer->plain)
		return plain_chunk(lexer);
	after = char_at(lexer, lexer->at + n, &n);
	if ((c == '+' || c == '-') && n > 0 && !saiga_utf8_is_space(after)) {
		token.sign = (char)c;
		lexer->at++;
	}
	token.field = take_field(lexer);
	c = char_at(lexer, lexer->at, &n);
	if (c == '(' || c == ')') {
		token.type = c == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
		lexer->at++;
		return token;
	}
	token.exact = take_mark(lexer, '=');
	token.fuzzy = !token.exact && take_mark(lexer, '~');
	if (!take_quoted(lexer, &token))
		take_chunk(lexer, &token);
	return token;
}
