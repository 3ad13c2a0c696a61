/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The letters of names, and tables of their sounds for the scripts that are
 * spelt regularly; Cyrillic and Latin have files of their own.  The tables
 * follow the common ground of the romanisations in use (BGN/PCGN systems, ISO
 * 843, ISO 9984, ISO 9985): where these differ, the sound is what they share.
 */
#include "romanise.h"

#include "chars.h"

#include <utf8proc.h>

#include <string.h>

/* ---- reading a word ----------------------------------------------------- */

static enum name_script
script_of(uint32_t c)
{
	if (c < 0x2b0 || (c >= 0x1e00 && c < 0x1f00))
		return NAME_LATIN;
	if (c >= 0x400 && c < 0x530)
		return NAME_CYRILLIC;
	if ((c >= 0x370 && c < 0x400) || (c >= 0x1f00 && c < 0x2000))
		return NAME_GREEK;
	if (c >= 0x530 && c < 0x590)
		return NAME_ARMENIAN;
	if (c >= 0x10a0 && c < 0x1100)
		return NAME_GEORGIAN;
	if (c >= 0x600 && c < 0x700)
		return NAME_ARABIC;
	return NAME_NONE;
}

static uint32_t
to_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c | 0x20 : c;
	if (c >= 0x400 && c < 0x460)
		return c < 0x410 ? c + 0x50 : c < 0x430 ? c + 0x20 : c;
	if (c == 0x130) /* İ */
		return 'i';
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

/* Puts letters and the marks behind them together. */
static void
compose(struct name_word *word)
{
	utf8proc_int32_t letters[NAME_LETTERS + 1];
	utf8proc_ssize_t n;
	unsigned i;

	for (i = 0; i < word->n; i++)
		letters[i] = (utf8proc_int32_t)word->letters[i];
	n = utf8proc_normalize_utf32(letters, (utf8proc_ssize_t)word->n,
		UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	word->n = 0;
	for (i = 0; n > 0 && i < (size_t)n; i++)
		if (text_classify((uint32_t)letters[i]) == TEXT_LETTER)
			word->letters[word->n++] = (uint32_t)letters[i];
}

static bool
is_hyphen(uint32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011;
}

/* "Putin's": the apostrophe is the last sign but an s. */
static bool
ends_possessive(struct saiga_slice rest)
{
	return rest.len == 1 && (rest.p[0] | 0x20) == 's';
}

/* Qo'qon, not O'Brien: o with an apostrophe is a letter. */
static void
mark_uzbek_o(struct name_word *word, struct saiga_slice rest)
{
	if (word->n > 0 && word->letters[word->n - 1] == 'o' && rest.len > 1 &&
		rest.p[0] >= 'a' && rest.p[0] <= 'z')
		word->letters[word->n - 1] = NAME_UZBEK_O;
}

bool
name_word_read(struct name_word *word, struct saiga_slice text)
{
	bool marks = false;
	size_t i = 0;

	word->script = NAME_NONE;
	word->n = 0;
	word->apostrophe = false;
	while (i < text.len) {
		enum text_class class;
		uint32_t c;

		i += saiga_utf8_decode(text.p + i, text.len - i, &c);
		if (text_is_apostrophe(c) || (c >= 0x2b9 && c <= 0x2bf)) {
			word->apostrophe = true;
			mark_uzbek_o(
				word, saiga_slice_of(text.p + i, text.len - i));
			if (ends_possessive(
				    saiga_slice_of(text.p + i, text.len - i)))
				break;
			continue;
		}
		class = text_classify(c);
		if (is_hyphen(c) || class == TEXT_IGNORED)
			continue;
		if (class == TEXT_MARK && word->n > 0)
			marks = true;
		else if (class != TEXT_LETTER)
			return false;
		else if (word->n == 0)
			word->script = script_of(c);
		else if (script_of(c) != word->script)
			return false;
		if (word->n == NAME_LETTERS)
			return false;
		word->letters[word->n++] = to_lower(c);
	}
	if (marks)
		compose(word);
	return word->script != NAME_NONE && word->n > 1;
}

void
name_sounds_add(struct name_sounds *sounds, const char *more)
{
	for (; *more != '\0' && sounds->n < NAME_SOUNDS; more++)
		sounds->s[sounds->n++] = *more;
}

/* ---- Greek, Armenian, Georgian, Arabic ---------------------------------- */

/* clang-format off */
static const char greek[][3] = { /* from U+03B1, accents dropped */
	"a", "v", "g", "d", "e", "z", "i", "t", "i", "k", "l", "m", "n", "ks",
	"o", "p", "r", "s", "s", "t", "i", "f", "h", "ps", "o",
};

static const char armenian[][3] = { /* from U+0561 */
	"a", "b", "g", "d", "e", "z", "e", "e", "t", "j", "i", "l", "h", "c",
	"k", "h", "dz", "g", "q", "m", "y", "n", "x", "o", "q", "p", "j", "r",
	"s", "v", "t", "r", "c", "v", "p", "k", "o", "f",
};

static const char georgian[][3] = { /* from U+10D0 */
	"a", "b", "g", "d", "e", "v", "z", "t", "i", "k", "l", "m", "n", "o",
	"p", "j", "r", "s", "t", "u", "p", "k", "g", "k", "x", "q", "c", "dz",
	"c", "q", "h", "j", "h",
};

static const struct {
	uint32_t letter;
	char sounds[3];
} arabic[] = {
	{ 0x621, "" },  { 0x622, "a" }, { 0x623, "a" }, { 0x624, "" },
	{ 0x625, "i" }, { 0x626, "" },  { 0x627, "a" }, { 0x628, "b" },
	{ 0x629, "a" }, { 0x62a, "t" }, { 0x62b, "s" }, { 0x62c, "j" },
	{ 0x62d, "h" }, { 0x62e, "h" }, { 0x62f, "d" }, { 0x630, "z" },
	{ 0x631, "r" }, { 0x632, "z" }, { 0x633, "s" }, { 0x634, "x" },
	{ 0x635, "s" }, { 0x636, "d" }, { 0x637, "t" }, { 0x638, "z" },
	{ 0x639, "a" }, { 0x63a, "g" }, { 0x641, "f" }, { 0x642, "k" },
	{ 0x643, "k" }, { 0x644, "l" }, { 0x645, "m" }, { 0x646, "n" },
	{ 0x647, "h" }, { 0x648, "u" }, { 0x649, "a" }, { 0x64a, "i" },
	{ 0x67e, "p" }, { 0x686, "q" }, { 0x698, "j" }, { 0x6a9, "k" },
	{ 0x6af, "g" }, { 0x6be, "h" }, { 0x6c1, "h" }, { 0x6cc, "i" },
};

/* Greek letters that sound together. */
static const struct {
	uint32_t first, second;
	char initial[3], inside[3], foreign[3];
} greek_pairs[] = {
	{ 0x3b1, 0x3b9, "e", "e", "ai" },  /* αι */
	{ 0x3b3, 0x3b3, "g", "ng", "ng" }, /* γγ */
	{ 0x3b3, 0x3ba, "g", "gk", "g" },  /* γκ */
	{ 0x3b3, 0x3be, "g", "nk", "nk" }, /* γξ */
	{ 0x3b5, 0x3b9, "i", "i", "ei" },  /* ει */
	{ 0x3bc, 0x3c0, "b", "mb", "b" },  /* μπ */
	{ 0x3bd, 0x3c4, "d", "nt", "d" },  /* ντ */
	{ 0x3bf, 0x3b9, "i", "i", "oi" },  /* οι */
	{ 0x3bf, 0x3c5, "u", "u", "u" },   /* ου */
	{ 0x3c4, 0x3b6, "j", "c", "j" },   /* τζ */
	{ 0x3c4, 0x3c2, "c", "c", "q" },   /* τς */
	{ 0x3c4, 0x3c3, "c", "c", "q" },   /* τσ */
};
/* clang-format on */

#define GREEK_EPSILON 0x3b5u
#define GREEK_ALPHA 0x3b1u
#define GREEK_UPSILON 0x3c5u

/* A Greek letter without its accents; 0 marks a dialytika, which keeps two
 * vowels apart. */
static uint32_t
greek_bare(uint32_t c, bool *apart)
{
	utf8proc_int32_t parts[8];
	utf8proc_ssize_t n, i;
	int boundclass = 0;

	*apart = false;
	if (c >= 0x3b1 && c <= 0x3c9)
		return c;
	n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, 8,
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundclass);
	if (n <= 0)
		return 0;
	for (i = 1; i < n && i < 8; i++)
		*apart |= parts[i] == 0x308;
	return (uint32_t)parts[0];
}

/* αυ, ευ before a voiceless consonant or at the end: af, ef. */
static bool
greek_is_voiceless(uint32_t c)
{
	return c == 0 || c == 0x3b8 || c == 0x3ba || c == 0x3be || c == 0x3c0 ||
		(c >= 0x3c2 && c <= 0x3c4) || (c >= 0x3c6 && c <= 0x3c8);
}

/* Πούτιν, Λαβρόφ, Βούτσιτς: endings that no Greek word has. */
static bool
greek_is_foreign(const uint32_t *bare, unsigned n)
{
	/* clang-format off */
	static const uint32_t ends[][3] = {
		{ 0x3bf, 0x3c6 }, { 0x3b5, 0x3c6 }, { 0x3b9, 0x3bd },
		{ 0x3c4, 0x3c2 }, { 0x3c3, 0x3ba, 0x3b9 },
		{ 0x3bd, 0x3ba, 0x3bf }, { 0x3bf, 0x3b2, 0x3b1 },
	};
	/* clang-format on */
	size_t i;

	for (i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		unsigned len = ends[i][2] == 0 ? 2 : 3;

		if (n > len + 1 &&
			memcmp(bare + n - len, ends[i], len * sizeof(*bare)) ==
				0)
			return true;
	}
	return false;
}

/* The sounds of two letters that sound together, else NULL. */
static const char *
greek_pair(uint32_t c, uint32_t next, bool initial, bool foreign)
{
	size_t i;

	for (i = 0; i < sizeof(greek_pairs) / sizeof(*greek_pairs); i++)
		if (greek_pairs[i].first == c && greek_pairs[i].second == next)
			return foreign    ? greek_pairs[i].foreign
				: initial ? greek_pairs[i].initial
					  : greek_pairs[i].inside;
	return NULL;
}

static bool
romanise_greek(
	const struct name_word *word, bool foreign, struct name_sounds *sounds)
{
	uint32_t bare[NAME_LETTERS + 2] = { 0 };
	bool apart[NAME_LETTERS + 2] = { false };
	unsigned i;

	for (i = 0; i < word->n; i++) {
		bare[i] = greek_bare(word->letters[i], &apart[i]);
		if (bare[i] < 0x3b1 || bare[i] > 0x3c9)
			return false;
	}
	if (foreign && !greek_is_foreign(bare, word->n))
		return false;
	for (i = 0; i < word->n; i++) {
		uint32_t c = bare[i], next = apart[i + 1] ? 0 : bare[i + 1];
		const char *pair = greek_pair(c, next, i == 0, foreign);

		if (pair != NULL) {
			name_sounds_add(sounds, pair);
			i++;
		} else if ((c == GREEK_ALPHA || c == GREEK_EPSILON) &&
			next == GREEK_UPSILON) {
			name_sounds_add(sounds, c == GREEK_ALPHA ? "a" : "e");
			name_sounds_add(sounds,
				greek_is_voiceless(bare[i + 2]) ? "f" : "v");
			i++;
		} else if (foreign && c == 0x3c6 && i + 1 == word->n) {
			name_sounds_add(sounds, "v");
		} else {
			name_sounds_add(sounds, greek[c - 0x3b1]);
		}
	}
	return true;
}

static bool
romanise_armenian(const struct name_word *word, struct name_sounds *sounds)
{
	unsigned i;

	for (i = 0; i < word->n; i++) {
		uint32_t c = word->letters[i];

		if (c < 0x561 || c > 0x587)
			return false;
		if (c == 0x578 && i + 1 < word->n &&
			word->letters[i + 1] == 0x582) { /* ու */
			name_sounds_add(sounds, "u");
			i++;
		} else if (c == 0x578 && i == 0) { /* ո */
			name_sounds_add(sounds, "vo");
		} else if (c == 0x587) { /* և */
			name_sounds_add(sounds, "ev");
		} else {
			name_sounds_add(sounds, armenian[c - 0x561]);
		}
	}
	return true;
}

static bool
romanise_georgian(const struct name_word *word, struct name_sounds *sounds)
{
	const uint32_t rows = sizeof(georgian) / sizeof(*georgian);
	unsigned i;

	for (i = 0; i < word->n; i++) {
		uint32_t c = word->letters[i];

		if (c < 0x10d0 || c - 0x10d0 >= rows)
			return false;
		name_sounds_add(sounds, georgian[c - 0x10d0]);
	}
	return true;
}

static bool
romanise_arabic(const struct name_word *word, struct name_sounds *sounds)
{
	unsigned i;
	size_t k;

	for (i = 0; i < word->n; i++) {
		for (k = 0; k < sizeof(arabic) / sizeof(*arabic); k++)
			if (arabic[k].letter == word->letters[i])
				break;
		if (k == sizeof(arabic) / sizeof(*arabic))
			return false;
		name_sounds_add(sounds, arabic[k].sounds);
	}
	return true;
}

bool
name_romanise(
	const struct name_word *word, unsigned ways, struct name_sounds *sounds)
{
	switch (word->script) {
	case NAME_CYRILLIC:
		return name_romanise_cyrillic(word, ways, sounds);
	case NAME_GREEK:
		return romanise_greek(word, ways & GREEK_FOREIGN, sounds);
	case NAME_ARMENIAN:
		return romanise_armenian(word, sounds);
	case NAME_GEORGIAN:
		return romanise_georgian(word, sounds);
	case NAME_ARABIC:
		return romanise_arabic(word, sounds);
	case NAME_NONE:
	case NAME_LATIN:
		break;
	}
	return false;
}
