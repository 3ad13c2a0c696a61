/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The sounds of Cyrillic letters in the languages from Serbian to Kyrgyz:
 * what the romanisations in use share (BGN/PCGN systems, ISO 9:1995, Ukraine's
 * resolution 55 of 2010).
 */
#include "romanise.h"

#include <string.h>

/* clang-format off */
static const char cyrillic[0x30][3] = { /* from U+0430 */
	"a", "b", "v", "g", "d", "e", "j", "z", "i", "y", "k", "l", /* а-л */
	"m", "n", "o", "p", "r", "s", "t", "u", "f", "h", "c", "q", /* м-ч */
	"x", "xq", "",  "i", "",  "e", "yu", "ya", "e", "e", "j", "gy", /* -ѓ */
	"e", "dz", "i", "yi", "y", "l", "n", "q", "ky", "i", "u", "j", /* -џ */
};

static const struct {
	uint32_t letter;
	char sounds[3];
} cyrillic_more[] = {
	{ 0x491, "g" },  /* ґ */
	{ 0x493, "g" },  /* ғ */
	{ 0x497, "j" },  /* җ */
	{ 0x499, "z" },  /* ҙ */
	{ 0x49b, "k" },  /* қ */
	{ 0x49d, "g" },  /* ҝ */
	{ 0x4a1, "k" },  /* ҡ */
	{ 0x4a3, "n" },  /* ң */
	{ 0x4ab, "s" },  /* ҫ */
	{ 0x4af, "u" },  /* ү */
	{ 0x4b1, "u" },  /* ұ */
	{ 0x4b3, "h" },  /* ҳ */
	{ 0x4b7, "j" },  /* ҷ */
	{ 0x4b9, "j" },  /* ҹ */
	{ 0x4bb, "h" },  /* һ */
	{ 0x4d9, "a" },  /* ә */
	{ 0x4e3, "i" },  /* ӣ */
	{ 0x4e9, "o" },  /* ө */
	{ 0x4ef, "u" },  /* ӯ */
};
/* clang-format on */

#define CYR_GE 0x433u
#define CYR_DE 0x434u
#define CYR_IE 0x435u
#define CYR_ZE 0x437u
#define CYR_I 0x438u
#define CYR_KA 0x43au
#define CYR_ER 0x440u
#define CYR_O 0x43eu
#define CYR_TSE 0x446u
#define CYR_HARD 0x44au
#define CYR_SOFT 0x44cu
#define CYR_YO 0x451u
#define CYR_UKR_IE 0x454u
#define CYR_UKR_I 0x456u
#define CYR_YI 0x457u
#define CYR_LJE 0x459u
#define CYR_NJE 0x45au
#define CYR_SHORT_U 0x45eu
#define CYR_GHE_UPTURN 0x491u
#define CYR_NG_LETTER 0x4a3u

static bool
cyrillic_is_vowel(uint32_t c)
{
	switch (c) {
	case 0x430: /* а */
	case CYR_IE:
	case CYR_I:
	case CYR_O:
	case 0x443: /* у */
	case 0x44b: /* ы */
	case 0x44d: /* э */
	case 0x44e: /* ю */
	case 0x44f: /* я */
	case CYR_YO:
	case CYR_UKR_IE:
	case CYR_UKR_I:
	case CYR_YI:
	case 0x4af: /* ү */
	case 0x4b1: /* ұ */
	case 0x4d9: /* ә */
	case 0x4e9: /* ө */
		return true;
	default:
		return false;
	}
}

/* What of Belarusian and Uzbek letters Russian spells otherwise: ў; ці and дзі
 * are ти and ди. */
static bool
is_russian_apart(uint32_t before, uint32_t c)
{
	return c == CYR_SHORT_U || (before == CYR_TSE && c == CYR_UKR_I) ||
		(before == CYR_DE && c == CYR_ZE);
}

unsigned
name_cyrillic_ways(const struct name_word *word)
{
	/* -енк- and -ськ- */
	static const uint32_t enk[] = { CYR_IE, 0x43d, CYR_KA };
	const uint32_t *p = word->letters;
	bool ge = false, ukrainian = false, soft_k = false, tse = false;
	unsigned ways = 0, i;

	for (i = 0; i < word->n; i++) {
		ge |= p[i] == CYR_GE;
		ukrainian |= p[i] == CYR_UKR_I || p[i] == CYR_YI ||
			p[i] == CYR_UKR_IE || p[i] == CYR_GHE_UPTURN ||
			p[i] == CYR_SHORT_U;
		tse |= i > 0 && p[i - 1] == CYR_TSE && p[i] == CYR_IE;
		soft_k |= p[i] == CYR_KA && i > 0 && p[i - 1] == CYR_SOFT;
		if (p[i] == CYR_NG_LETTER && i + 1 < word->n &&
			cyrillic_is_vowel(p[i + 1]))
			ways |= CYRILLIC_NG;
		if (i > 0 && is_russian_apart(p[i - 1], p[i]))
			ways |= CYRILLIC_RUSSIAN;
	}
	if (tse && ukrainian) /* Віцебск */
		ways |= CYRILLIC_RUSSIAN;
	if (p[0] == CYR_YO)
		ways |= CYRILLIC_IO;
	if (word->n > 5 && memcmp(p + word->n - 4, enk, sizeof(enk)) == 0)
		ukrainian = true;
	if (ge && (ukrainian || soft_k))
		ways |= CYRILLIC_H;
	return ways;
}

static bool
is_soft(uint32_t c)
{
	return c == CYR_UKR_I || c == CYR_IE;
}

/* The letters that sound by what stands around them; NULL for others. */
static const char *
cyrillic_special(const struct name_word *word, unsigned i, unsigned ways)
{
	uint32_t c = word->letters[i];
	uint32_t before = i > 0 ? word->letters[i - 1] : 0;
	uint32_t after = i + 1 < word->n ? word->letters[i + 1] : 0;

	switch (c) {
	case CYR_GE:
		return ways & CYRILLIC_H ? "h" : "g";
	case CYR_NG_LETTER:
		return ways & CYRILLIC_NG && cyrillic_is_vowel(after) ? "ng"
								      : "n";
	case CYR_YO:
		if (i == 0)
			return ways & CYRILLIC_IO ? "yo" : "e";
		return before == CYR_I ? "yo" : "e";
	case CYR_SOFT:
		return after == CYR_O ? "y" : "";
	case CYR_HARD: /* a vowel in Bulgarian */
		return before != 0 && after != 0 &&
				!cyrillic_is_vowel(before) &&
				!cyrillic_is_vowel(after)
			? "a"
			: "";
	case CYR_LJE:
		return cyrillic_is_vowel(after) ? "ly" : "l";
	case CYR_NJE:
		return cyrillic_is_vowel(after) ? "ny" : "n";
	case CYR_TSE:
		return ways & CYRILLIC_RUSSIAN && is_soft(after) ? "t" : "c";
	case CYR_ZE:
		return ways & CYRILLIC_RUSSIAN && before == CYR_DE &&
				is_soft(after)
			? ""
			: "z";
	case CYR_SHORT_U: /* Belarusian behind a vowel, else Uzbek */
		if (!cyrillic_is_vowel(before))
			return ways & CYRILLIC_RUSSIAN ? "u" : "o";
		return ways & CYRILLIC_RUSSIAN ? "v" : "u";
	default:
		return NULL;
	}
}

static const char *
cyrillic_plain(uint32_t c)
{
	size_t i;

	if (c >= 0x430 && c < 0x460)
		return cyrillic[c - 0x430];
	for (i = 0; i < sizeof(cyrillic_more) / sizeof(*cyrillic_more); i++)
		if (cyrillic_more[i].letter == c)
			return cyrillic_more[i].sounds;
	return NULL;
}

bool
name_romanise_cyrillic(
	const struct name_word *word, unsigned ways, struct name_sounds *sounds)
{
	unsigned i;

	for (i = 0; i < word->n; i++) {
		const char *s = cyrillic_special(word, i, ways);

		if (s == NULL)
			s = cyrillic_plain(word->letters[i]);
		if (s == NULL)
			return false;
		name_sounds_add(sounds, s);
	}
	return true;
}
