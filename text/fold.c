/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A word's folded form: what the index holds and queries look up. */
#include <saiga/text.h>

#include "chars.h"

#include <utf8proc.h>

#include <string.h>

/* Letters that people type without their stroke or ligature, and that no
 * Unicode decomposition reaches. */
/* clang-format off */
static const struct {
	uint32_t letter;
	char plain[3];
} strokes[] = {
	{ 0x00e6, "ae" }, /* æ */
	{ 0x00f0, "d" },  /* ð */
	{ 0x00f8, "o" },  /* ø */
	{ 0x00fe, "th" }, /* þ */
	{ 0x0111, "d" },  /* đ */
	{ 0x0127, "h" },  /* ħ */
	{ 0x0131, "i" },  /* ı */
	{ 0x0138, "k" },  /* ĸ */
	{ 0x0142, "l" },  /* ł */
	{ 0x014b, "n" },  /* ŋ */
	{ 0x0153, "oe" }, /* œ */
	{ 0x0167, "t" },  /* ŧ */
	{ 0x0180, "b" },  /* ƀ */
	{ 0x01b6, "z" },  /* ƶ */
	{ 0x01e5, "g" },  /* ǥ */
	{ 0x0237, "j" },  /* ȷ */
};
/* clang-format on */

/* A folded word in the making. */
struct folding {
	char *term;
	size_t len;
	unsigned chars; /* written: folding what is folded changes nothing */
	uint32_t last;  /* the last of them */
	bool reorder;   /* holds marks or Hangul: normalise at the end */
};

#define CYRILLIC_I 0x438u
#define CYRILLIC_SHORT_I 0x439u
#define BREVE 0x306u

static void
put(struct folding *f, uint32_t c)
{
	utf8proc_uint8_t bytes[4] = { (utf8proc_uint8_t)c };
	size_t n = 1;

	if (c >= 0x80)
		n = (size_t)utf8proc_encode_char((utf8proc_int32_t)c, bytes);
	if (f->len + n > SAIGA_TERM_MAX || f->chars == SAIGA_WORD_CHARS)
		return;
	memcpy(f->term + f->len, bytes, n);
	f->len += n;
	f->chars++;
	f->last = c;
}

/* Marks that readers of Latin, Greek, Cyrillic, Hebrew and Arabic leave out
 * when they type; marks of other scripts are vowels and stay. */
static bool
is_accent(uint32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x489) ||
		(c >= 0x591 && c <= 0x5c7) || (c >= 0x610 && c <= 0x61a) ||
		(c >= 0x64b && c <= 0x65f) || c == 0x670 ||
		(c >= 0x6d6 && c <= 0x6ed) || (c >= 0x1ab0 && c <= 0x1aff) ||
		(c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) ||
		(c >= 0xfe20 && c <= 0xfe2f);
}

static bool
put_stroke(struct folding *f, uint32_t c)
{
	size_t i;
	const char *p;

	if (c > 0x237)
		return false;
	for (i = 0; i < sizeof(strokes) / sizeof(*strokes); i++)
		if (strokes[i].letter == c) {
			for (p = strokes[i].plain; *p != '\0'; p++)
				put(f, (unsigned char)*p);
			return true;
		}
	return false;
}

/* One character of a full decomposition. */
static void
put_decomposed(struct folding *f, uint32_t c)
{
	if (c == BREVE && f->last == CYRILLIC_I) {
		f->len -= 2;
		f->chars--;
		put(f, CYRILLIC_SHORT_I);
		return;
	}
	if (is_accent(c) || put_stroke(f, c))
		return;
	switch (text_classify(c)) {
	case TEXT_MARK:
		f->reorder = true;
		put(f, c);
		break;
	case TEXT_LETTER:
	case TEXT_IDEOGRAPH:
		/* Hangul syllables come apart and are put together again. */
		if (c >= 0x1100 && c <= 0x11ff)
			f->reorder = true;
		put(f, c);
		break;
	case TEXT_DIGIT:
		put(f, c);
		break;
	default:
		break;
	}
}

static void
fold_char(struct folding *f, uint32_t c)
{
	utf8proc_int32_t decomposed[32];
	utf8proc_ssize_t n, i;
	int boundclass = 0;

	if (c < 0x80) {
		if (c >= 'A' && c <= 'Z')
			c |= 0x20;
		if (text_classify(c) != TEXT_OTHER)
			put(f, c);
		return;
	}
	if (c >= 0x410 && c <= 0x44f) {
		put(f, c < 0x430 ? c + 0x20 : c);
		return;
	}
	if (text_classify(c) == TEXT_IGNORED)
		return;
	n = utf8proc_decompose_char((utf8proc_int32_t)c, decomposed, 32,
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
			UTF8PROC_IGNORE,
		&boundclass);
	for (i = 0; i < n && i < 32; i++)
		put_decomposed(f, (uint32_t)decomposed[i]);
}

/* Puts marks in canonical order and Hangul together (NFC).  A word is short,
 * so that utf8proc's quadratic ordering does not matter. */
static size_t
compose(char *term, size_t len)
{
	utf8proc_int32_t buffer[SAIGA_TERM_MAX + 1];
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPOSE;
	utf8proc_ssize_t n;

	n = utf8proc_decompose((const utf8proc_uint8_t *)term,
		(utf8proc_ssize_t)len, buffer, SAIGA_TERM_MAX, options);
	if (n <= 0 || n > SAIGA_TERM_MAX)
		return len;
	n = utf8proc_reencode(buffer, n, options);
	if (n <= 0 || n > SAIGA_TERM_MAX)
		return len;
	memcpy(term, buffer, (size_t)n);
	return (size_t)n;
}

size_t
saiga_fold_word(struct saiga_slice word, char term[SAIGA_TERM_MAX])
{
	struct folding f = { term, 0, 0, 0, false };
	size_t i = 0;

	while (i < word.len && f.chars < SAIGA_WORD_CHARS) {
		uint32_t c;

		i += saiga_utf8_decode(word.p + i, word.len - i, &c);
		fold_char(&f, c);
	}
	return f.reorder ? compose(term, f.len) : f.len;
}
