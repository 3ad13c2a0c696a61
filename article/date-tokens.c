/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A date's text as numbers, words and signs. */
#include "dates.h"

#include <string.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Whether c can be of a word: ASCII letters, and what lies beyond Latin-1's
 * and Unicode's signs. */
static bool
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return (c >= 0xc0 || c == 0xaa || c == 0xba) &&
		!(c >= 0x2000 && c <= 0x20ff) &&
		!(c >= 0x3000 && c <= 0x303f) && c != SAIGA_REPLACEMENT;
}

/* The length of a word's letters at the text's start. */
static size_t
word_length(struct saiga_slice text)
{
	size_t i = 0;

	while (i < text.len) {
		uint32_t c;
		size_t n = saiga_utf8_decode(text.p + i, text.len - i, &c);

		if (!is_letter(c))
			break;
		i += n;
	}
	return i;
}

static bool
skip_spaces(struct saiga_slice *rest)
{
	unsigned n = 0;
	uint32_t c;

	while (rest->len > 0 && n < DATE_SPACES_MAX) {
		size_t len = saiga_utf8_decode(rest->p, rest->len, &c);

		/* Left-to-right marks stand around dates in right-to-left
		 * scripts. */
		if (!saiga_utf8_is_space(c) && c != 0x200e && c != 0x200f)
			break;
		rest->p += len;
		rest->len -= len;
		n++;
	}
	return n > 0;
}

struct date_token
date_token_next(struct saiga_slice *rest)
{
	struct date_token token = { .kind = DATE_END };
	size_t n = 0;
	uint32_t c;

	token.spaced = skip_spaces(rest);
	if (rest->len == 0)
		return token;
	while (n < rest->len && is_digit(rest->p[n])) {
		if (n < 9)
			token.value =
				token.value * 10 + (unsigned)(rest->p[n] - '0');
		n++;
	}
	if (n > 0)
		token.kind = DATE_NUMBER;
	else if ((n = word_length(*rest)) > 0)
		token.kind = DATE_WORD;
	else {
		token.kind = DATE_SIGN;
		n = saiga_utf8_decode(rest->p, rest->len, &c);
	}
	token.s = saiga_slice_of(rest->p, n);
	rest->p += n;
	rest->len -= n;
	return token;
}

bool
date_take_sign(struct saiga_slice *rest, const char *signs, char *sign)
{
	struct saiga_slice left = *rest;
	struct date_token token = date_token_next(&left);

	if (token.kind != DATE_SIGN || token.s.len != 1 || *token.s.p == '\0' ||
		strchr(signs, *token.s.p) == NULL)
		return false;
	*sign = *token.s.p;
	*rest = left;
	return true;
}

bool
date_take_number(
	struct saiga_slice *rest, size_t min, size_t max, unsigned *value)
{
	struct saiga_slice left = *rest;
	struct date_token token = date_token_next(&left);

	if (token.kind != DATE_NUMBER || token.s.len < min || token.s.len > max)
		return false;
	*value = token.value;
	*rest = left;
	return true;
}

bool
date_take_word(struct saiga_slice *rest, const char *list)
{
	struct saiga_slice left = *rest;
	struct date_token token = date_token_next(&left);

	if (token.kind != DATE_WORD || !date_is_word(token.s, list))
		return false;
	*rest = left;
	return true;
}
