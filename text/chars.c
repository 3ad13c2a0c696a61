/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Classes of characters, by Unicode's general categories and blocks. */
#include "chars.h"

#include <utf8proc.h>

#include <stddef.h>

struct range {
	uint32_t first, last;
};

static bool
in_ranges(uint32_t c, const struct range *ranges, size_t n)
{
	size_t i;

	for (i = 0; i < n && c >= ranges[i].first; i++)
		if (c <= ranges[i].last)
			return true;
	return false;
}

/* Thai, Lao, Myanmar, Khmer; Han, kana and their extensions. */
static bool
is_unspaced(uint32_t c)
{
	/* clang-format off */
	static const struct range ranges[] = {
		{ 0x0e00, 0x0eff }, { 0x1000, 0x109f }, { 0x1780, 0x17ff },
		{ 0x2e80, 0x2fdf }, { 0x3005, 0x3007 }, { 0x3040, 0x30ff },
		{ 0x31f0, 0x31ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff },
		{ 0xf900, 0xfaff }, { 0xff66, 0xff9f }, { 0x20000, 0x3ffff },
	};
	/* clang-format on */

	return c >= 0x0e00 &&
		in_ranges(c, ranges, sizeof(ranges) / sizeof(*ranges));
}

/* Soft hyphen, zero-width and direction marks, variation selectors, the
 * Arabic stretch, and the modifier letters that stand for an apostrophe or
 * a soft sign in romanised names. */
static bool
is_ignored(uint32_t c)
{
	/* clang-format off */
	static const struct range ranges[] = {
		{ 0x00ad, 0x00ad }, { 0x02b9, 0x02bf }, { 0x02ca, 0x02cb },
		{ 0x034f, 0x034f }, { 0x061c, 0x061c }, { 0x0640, 0x0640 },
		{ 0x180b, 0x180e }, { 0x200b, 0x200f }, { 0x202a, 0x202e },
		{ 0x2060, 0x2064 }, { 0x2066, 0x206f }, { 0xfe00, 0xfe0f },
		{ 0xfeff, 0xfeff }, { 0xe0000, 0xe0fff },
	};
	/* clang-format on */

	return c >= 0xad &&
		in_ranges(c, ranges, sizeof(ranges) / sizeof(*ranges));
}

static enum text_class
classify_wide(uint32_t c)
{
	if (is_ignored(c))
		return TEXT_IGNORED;
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL:
		return is_unspaced(c) ? TEXT_IDEOGRAPH : TEXT_LETTER;
	case UTF8PROC_CATEGORY_ND:
		return TEXT_DIGIT;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return TEXT_MARK;
	default:
		return TEXT_OTHER;
	}
}

enum text_class
text_classify(uint32_t c)
{
	if (c < 0x80) {
		if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
			return TEXT_LETTER;
		return c >= '0' && c <= '9' ? TEXT_DIGIT : TEXT_OTHER;
	}
	/* Most of Russian, without a look into the big tables. */
	if (c >= 0x410 && c <= 0x44f)
		return TEXT_LETTER;
	return classify_wide(c);
}

bool
text_is_upper(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z';
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LT:
		return true;
	default:
		return false;
	}
}

bool
text_is_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'a' && c <= 'z';
	/* Georgian has capitals since Unicode 11, for whole lines of them: no
	 * word begins with one. */
	if (c >= 0x10d0 && c <= 0x10ff)
		return false;
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

bool
text_is_apostrophe(uint32_t c)
{
	switch (c) {
	case '\'':
	case '`':
	case 0xb4:   /* acute accent */
	case 0x2018: /* left quote, usual in Uzbek */
	case 0x2019: /* right quote */
	case 0x201b:
	case 0x2032: /* prime */
	case 0xff07: /* full width */
		return true;
	default:
		return false;
	}
}

bool
text_is_close(uint32_t c)
{
	switch (c) {
	case '"':
	case '\'':
		return true;
	default:
		break;
	}
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PF:
		return true;
	default:
		return c == 0x201c; /* closes in German */
	}
}

bool
text_is_open(uint32_t c)
{
	switch (c) {
	case '"':
	case '\'':
	case '-':
	case 0x2013: /* a dash begins direct speech in Russian */
	case 0x2014:
		return true;
	default:
		break;
	}
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PI:
		return true;
	default:
		return false;
	}
}
