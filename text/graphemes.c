/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a reader takes for one character: UAX #29's extended clusters. */
#include <saiga/text.h>

#include <utf8proc.h>

/* Where the character before the offset begins; a byte that is no UTF-8 is
 * one by itself. */
static size_t
step_back(struct saiga_slice text, size_t at)
{
	size_t start = at - 1;
	uint32_t c;

	while (start > 0 && at - start < 4 &&
		((unsigned char)text.p[start] & 0xc0) == 0x80)
		start--;
	return start + saiga_utf8_decode(text.p + start, at - start, &c) == at
		? start
		: at - 1;
}

bool
saiga_grapheme_breaks(struct saiga_slice text, size_t at)
{
	unsigned char before, behind;
	uint32_t a, b;

	if (at == 0 || at >= text.len)
		return true;
	before = (unsigned char)text.p[at - 1];
	behind = (unsigned char)text.p[at];
	/* Nothing of ASCII clings to anything, but for CR LF. */
	if (before < 0x80 && behind < 0x80)
		return before != '\r' || behind != '\n';
	saiga_utf8_decode(text.p + at, text.len - at, &b);
	at = step_back(text, at);
	saiga_utf8_decode(text.p + at, text.len - at, &a);
	return utf8proc_grapheme_break(
		(utf8proc_int32_t)a, (utf8proc_int32_t)b);
}

size_t
saiga_grapheme_end(struct saiga_slice text, size_t from)
{
	utf8proc_int32_t state = 0;
	uint32_t a, b;
	unsigned n;

	if (from >= text.len)
		return text.len;
	from += saiga_utf8_decode(text.p + from, text.len - from, &a);
	for (n = 1; from < text.len && n < SAIGA_GRAPHEME_CHARS; n++) {
		size_t len =
			saiga_utf8_decode(text.p + from, text.len - from, &b);

		if (utf8proc_grapheme_break_stateful(
			    (utf8proc_int32_t)a, (utf8proc_int32_t)b, &state))
			break;
		a = b;
		from += len;
	}
	return from;
}

struct saiga_slice
saiga_grapheme_cover(struct saiga_slice text, size_t off, size_t len)
{
	size_t end = off + len;
	unsigned n;
	uint32_t c;

	for (n = 0; n < SAIGA_GRAPHEME_CHARS; n++) {
		if (saiga_grapheme_breaks(text, off))
			break;
		off = step_back(text, off);
	}
	for (n = 0; n < SAIGA_GRAPHEME_CHARS; n++) {
		if (saiga_grapheme_breaks(text, end))
			break;
		end += saiga_utf8_decode(text.p + end, text.len - end, &c);
	}
	return saiga_slice_of(text.p + off, end - off);
}
