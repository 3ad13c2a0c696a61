/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Escapes by context. */
#include "escape.h"

#include <string.h>

/* Characters that XML 1.0 (2.2) does not allow even as references. */
static bool
is_no_character(uint32_t c)
{
	return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

/* The character of the text at *at, as it may be shown. */
static uint32_t
next(struct saiga_slice text, size_t *at)
{
	uint32_t c;

	*at += saiga_utf8_decode(text.p + *at, text.len - *at, &c);
	if (is_no_character(c))
		return SAIGA_REPLACEMENT;
	return saiga_utf8_is_control(c) ? ' ' : c;
}

static void
append_markup(struct saiga_strbuf *out, uint32_t c)
{
	switch (c) {
	case '&':
		saiga_strbuf_str(out, "&amp;");
		break;
	case '<':
		saiga_strbuf_str(out, "&lt;");
		break;
	case '>':
		saiga_strbuf_str(out, "&gt;");
		break;
	case '"':
		saiga_strbuf_str(out, "&#34;");
		break;
	case '\'':
		saiga_strbuf_str(out, "&#39;");
		break;
	default:
		saiga_utf8_append(out, c);
	}
}

void
escape_text(struct saiga_strbuf *out, struct saiga_slice text)
{
	size_t i = 0;

	while (i < text.len)
		append_markup(out, next(text, &i));
}

void
escape_attribute(struct saiga_strbuf *out, struct saiga_slice text)
{
	size_t i = 0;

	while (i < text.len) {
		uint32_t c = next(text, &i);

		append_markup(out, c == '\n' || c == '\t' ? ' ' : c);
	}
}

void
escape_url(struct saiga_strbuf *out, struct saiga_slice text)
{
	static const char unreserved[] = "abcdefghijklmnopqrstuvwxyz"
					 "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "0123456789-._~";
	size_t i;

	for (i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c != '\0' && strchr(unreserved, c) != NULL)
			saiga_strbuf_byte(out, (char)c);
		else
			saiga_strbuf_printf(out, "%%%02X", c);
	}
}

void
escape_json(struct saiga_strbuf *out, struct saiga_slice text)
{
	size_t i = 0;

	while (i < text.len) {
		uint32_t c = next(text, &i);

		if (c == '"' || c == '\\')
			saiga_strbuf_byte(out, '\\');
		/* "<" so that no browser finds a tag in it, either. */
		if (c < 0x20 || c == '<')
			saiga_strbuf_printf(out, "\\u%04X", (unsigned)c);
		else
			saiga_utf8_append(out, c);
	}
}

bool
escape_is_link(struct saiga_slice url)
{
	static const char *const schemes[] = { "http://", "https://" };
	size_t i, n = 0;

	for (i = 0; i < 2; i++) {
		size_t len = strlen(schemes[i]);

		if (url.len > len &&
			saiga_slice_is(saiga_slice_of(url.p, len), schemes[i]))
			n = len;
	}
	if (n == 0 || strchr("/?#:", url.p[n]) != NULL)
		return false;
	/* RFC 3986 has none of these; above ASCII, addresses as people read
	 * them have letters. */
	for (i = 0; i < url.len; i++)
		if ((unsigned char)url.p[i] <= ' ' ||
			strchr("\"<>\\^`{|}\x7f", url.p[i]) != NULL)
			return false;
	return true;
}
