/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Characters: decoding, repair, and what a terminal makes of them. */
#include <saiga/text.h>

#include <utf8proc.h>

#include <string.h>

size_t
saiga_utf8_decode(const char *p, size_t len, uint32_t *c)
{
	utf8proc_int32_t decoded;
	utf8proc_ssize_t n;

	if ((unsigned char)*p < 0x80) {
		*c = (unsigned char)*p;
		return 1;
	}
	/* Two bytes, as of Cyrillic, Greek and accented Latin letters. */
	if (len >= 2 && (unsigned char)p[0] >= 0xc2 &&
		(unsigned char)p[0] <= 0xdf && (p[1] & 0xc0) == 0x80) {
		*c = ((uint32_t)p[0] & 0x1f) << 6 | ((uint32_t)p[1] & 0x3f);
		return 2;
	}
	n = utf8proc_iterate((const utf8proc_uint8_t *)p,
		len > 4 ? 4 : (utf8proc_ssize_t)len, &decoded);
	if (n <= 0) {
		*c = SAIGA_REPLACEMENT;
		return 1;
	}
	*c = (uint32_t)decoded;
	return (size_t)n;
}

void
saiga_utf8_append(struct saiga_strbuf *b, uint32_t c)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)c, bytes);

	saiga_strbuf_append(b, bytes, (size_t)n);
}

size_t
saiga_utf8_repair(struct saiga_slice text, struct saiga_strbuf *out)
{
	size_t i = 0, start = 0, replaced = 0;

	while (i < text.len) {
		uint32_t c;
		size_t n = saiga_utf8_decode(text.p + i, text.len - i, &c);

		if (c == 0 || (c == SAIGA_REPLACEMENT && n == 1)) {
			saiga_strbuf_append(out, text.p + start, i - start);
			saiga_utf8_append(out, SAIGA_REPLACEMENT);
			start = i + 1;
			replaced++;
		}
		i += n;
	}
	if (i > start)
		saiga_strbuf_append(out, text.p + start, i - start);
	return replaced;
}

size_t
saiga_utf8_count(struct saiga_slice text)
{
	size_t i = 0, n = 0;
	uint32_t c;

	for (; i < text.len; n++)
		i += saiga_utf8_decode(text.p + i, text.len - i, &c);
	return n;
}

struct saiga_slice
saiga_utf8_cut(struct saiga_slice text, size_t max)
{
	size_t end = max, back;

	if (text.len <= max)
		return text;
	/* At most three bytes go on with a character; where more stand, they
	 * are no UTF-8 and each is by itself. */
	for (back = 0; back < 4 && end > 0 &&
		((unsigned char)text.p[end] & 0xc0) == 0x80;
		back++)
		end--;
	text.len = back < 4 ? end : max;
	return text;
}

bool
saiga_utf8_is_control(uint32_t c)
{
	if (c == '\t' || c == '\n')
		return false;
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x61c ||
		c == 0x200e || c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
		(c >= 0x2066 && c <= 0x2069);
}

void
saiga_utf8_printable(struct saiga_slice text, struct saiga_strbuf *out)
{
	size_t i = 0;

	while (i < text.len) {
		uint32_t c;

		i += saiga_utf8_decode(text.p + i, text.len - i, &c);
		if (c == '\t' || c == '\n' || saiga_utf8_is_control(c))
			c = ' ';
		saiga_utf8_append(out, c);
	}
}

unsigned
saiga_utf8_width(uint32_t c)
{
	int width;

	if (c >= 0x20 && c < 0x7f)
		return 1;
	/* utf8proc 2.8 gives the soft hyphen a column; no terminal does. */
	if (c == 0xad)
		return 0;
	width = utf8proc_charwidth((utf8proc_int32_t)c);
	return width < 0 ? 0 : (unsigned)width;
}

bool
saiga_utf8_is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		return c == 0x85;
	}
}

void
saiga_utf8_capitalise(
	struct saiga_slice word, bool capital, struct saiga_strbuf *out)
{
	size_t n = 0;
	uint32_t c;

	if (capital && word.len > 0) {
		n = saiga_utf8_decode(word.p, word.len, &c);
		saiga_utf8_append(
			out, (uint32_t)utf8proc_totitle((utf8proc_int32_t)c));
	}
	saiga_strbuf_append(out, word.p + n, word.len - n);
}
