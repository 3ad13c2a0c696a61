/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Latin orthographies: the sounds of a word's letters under each.  From the
 * transcription tables of the Duden, of ISO 9, BGN/PCGN and ICAO Doc 9303, and
 * from how the press of each language writes the names of its neighbours.
 */
#include "romanise.h"

#include <string.h>

/* ---- rules -------------------------------------------------------------- */

#define EN LATIN_ENGLISH
#define YJ LATIN_GLIDE
#define ZX LATIN_GERMAN_ZX
#define SX LATIN_GERMAN_SX
#define ZJ LATIN_GERMAN_ZJ
#define SJ LATIN_GERMAN_SJ
#define DE (ZX | SX | ZJ | SJ)
#define FR LATIN_FRENCH
#define PL (LATIN_POLISH | LATIN_POLISH_L)
#define PS LATIN_POLISH_L
#define HA LATIN_CARON
#define TR (LATIN_TURKIC | LATIN_KAZAKH)
#define AZ LATIN_TURKIC
#define UZ (LATIN_UZBEK | LATIN_UZBEK_A)
#define XA LATIN_UZBEK_A
#define BE LATIN_BELARUSIAN
#define UA LATIN_UKRAINIAN
#define CR (LATIN_CROATIAN | LATIN_CROATIAN_X)
#define CX LATIN_CROATIAN_X
#define NL LATIN_DUTCH
#define ES LATIN_SPANISH
#define SA LATIN_SOUND_A
#define SO (LATIN_SOUND | LATIN_SOUND_A)
#define SD LATIN_SOUND_DE
#define SF LATIN_SOUND_FR
#define ANY 0xffffffu

/* Where a rule holds; several together must all be so. */
enum {
	INITIAL = 1,      /* at the start of the word */
	FINAL = 2,        /* at its end */
	FRONT = 4,        /* before e, i, y */
	VOWEL = 8,        /* before any vowel */
	CONSONANT = 0x10, /* before a consonant */
	AFTER_V = 0x20,   /* behind a vowel */
	AFTER_C = 0x40,   /* behind a consonant */
	FIRST = 0x80,     /* no vowel stands before it */
	OPEN = 0x100,     /* before one consonant and a vowel */
	CLOSED = 0x200,   /* before two consonants, or one that ends the word */
	AFTER_SOFT = 0x400 /* behind a consonant that takes a glide */
};

struct rule {
	char from[8], to[6];
	unsigned ways;
	unsigned where;
};

#define RULES 26

/* The first rule that fits is taken; rows end with an empty one.  Where none
 * fits, the letter is its own sound, or of lone_sounds. */
/* clang-format off */
static const struct rule rules[26][RULES] = {
	['a' - 'a'] = {
		{ "augh", "o", SO, 0 },
		{ "au", "ov", BE, FINAL },
		{ "au", "o", SO, 0 },
		{ "aw", "o", SO, 0 },
		{ "aw", "au", TR, CONSONANT },
		{ "ac", "ac", CX, FINAL },
		{ "aham", "em", SO, FINAL },
		{ "air", "er", SO, 0 },
		{ "ai", "ei", SO, 0 },
		{ "ay", "ei", SO, 0 },
		{ "all", "ol", SO, 0 },
		{ "a", "ei", SO, FIRST | OPEN | FINAL },
		{ "ar", "ar", SO, 0 },
		{ "a", "e", SA, FIRST | CONSONANT },
	},
	['c' - 'a'] = {
		{ "chtch", "xq", FR, 0 },
		{ "chr", "hr", ANY & ~(SO | TR | PL), 0 },
		{ "chr", "kr", SO, 0 },
		{ "ch", "h", DE | PL | HA | NL | SD, 0 },
		{ "ch", "x", FR | SF, 0 },
		{ "ch", "q", ANY, 0 },
		{ "ck", "ck", PL | HA, 0 },
		{ "ck", "k", ANY & ~TR, 0 },
		{ "cz", "q", PL, 0 },
		{ "c", "j", TR, 0 },
		{ "c", "q", CR, 0 },
		{ "c", "c", PL | HA, 0 },
		{ "c", "s", SO | SF, FRONT },
		{ "c", "c", ANY, FRONT },
	},
	['d' - 'a'] = {
		{ "dsch", "j", ANY, 0 },
		{ "dzh", "j", ANY, 0 },
		{ "dge", "j", SO, 0 },
		{ "dzi", "di", BE, 0 },
		{ "dze", "de", BE, 0 },
		{ "dj", "dy", DE, VOWEL },
		{ "dj", "j", ANY, 0 },
	},
	['e' - 'a'] = {
		{ "eau", "o", FR | SO | SF, 0 },
		{ "eigh", "ei", SO, 0 },
		{ "ei", "ai", SD, FIRST },
		{ "ey", "ai", SD, CONSONANT },
		{ "eusk", "evsk", BE, 0 },
		{ "eu", "oi", SD, 0 },
		{ "ew", "yu", SO, 0 },
		{ "ew", "eu", TR, CONSONANT },
		{ "ee", "i", SO, 0 },
		{ "ea", "i", SO, 0 },
		{ "eff", "ev", ANY, FINAL },
		{ "ey", "i", SO, FINAL },
		{ "e", "i", SO, FIRST | OPEN },
		{ "es", "s", SO, FINAL | AFTER_C },
		{ "e", "", SO | SF, FINAL | AFTER_C },
	},
	['g' - 'a'] = {
		{ "gh", "", SO, AFTER_V },
		{ "gh", "g", ANY, 0 },
		{ "gu", "g", FR, FRONT },
		{ "geo", "jo", SO, INITIAL },
		{ "ge", "j", SO, FINAL },
		{ "gi", "ji", SO, VOWEL },
		{ "g", "j", SO, FRONT },
		{ "g", "j", FR, FRONT },
	},
	['h' - 'a'] = {
		{ "h", "g", UA | PL, 0 },
		{ "h", "", ANY & ~PL, FINAL | AFTER_V },
		{ "h", "", SO | SD, AFTER_V | CONSONANT },
	},
	['i' - 'a'] = {
		{ "ichael", "aikl", SO, 0 },
		{ "igh", "ai", SO, 0 },
		{ "iel", "iel", SO, 0 },
		{ "ine", "in", FR, FINAL },
		{ "io", "e", FR | PL, CONSONANT },
		{ "ie", "i", SD | SO, 0 },
		{ "ir", "er", SO, CONSONANT },
		{ "i", "ai", SO, FIRST | OPEN },
		{ "i", "ai", SO, FIRST | VOWEL | AFTER_C },
	},
	['j' - 'a'] = {
		{ "j", "j", FR, 0 },
		{ "j", "h", ES, 0 },
		{ "jsh", "jx", ANY, AFTER_C },
		{ "j", "", ANY, AFTER_C | CONSONANT },
		{ "j", "y", DE | PL | HA | NL | YJ | SD, 0 },
		{ "jew", "yev", ANY, 0 },
		{ "jev", "yev", ANY & ~UZ, 0 },
		{ "j", "y", ANY, FINAL },
		{ "j", "y", ANY, CONSONANT },
		{ "j", "y", ANY, AFTER_SOFT },
	},
	['k' - 'a'] = {
		{ "kh", "h", ANY, 0 },
		{ "kn", "n", SO, INITIAL },
	},
	['l' - 'a'] = {
		{ "la", "lya", PS, 0 }, { "lu", "lyu", PS, 0 },
	},
	['m' - 'a'] = {
		{ "mc", "mak", ANY & ~(TR | PL | HA), INITIAL },
	},
	['o' - 'a'] = {
		{ "ov", "ov", XA, FINAL },
		{ "ova", "ova", XA, FINAL },
		{ "o", "a", XA, AFTER_C },
		{ "ough", "o", SO, 0 },
		{ "oul", "ul", DE, 0 },
		{ "oe", "u", NL, 0 },
		{ "ousk", "ovsk", BE, 0 },
		{ "ou", "u", FR | SF | SO, 0 },
		{ "oo", "u", SO, 0 },
		{ "off", "ov", ANY, FINAL },
		{ "oe", "o", SO, FINAL },
		{ "ow", "o", SO, FINAL },
		{ "ow", "au", SO, 0 },
		{ "oi", "ua", SF, 0 },
		{ "oa", "o", SO, 0 },
	},
	['p' - 'a'] = {
		{ "ph", "f", ANY, 0 },
	},
	['q' - 'a'] = {
		{ "qu", "k", FR | SF, 0 },
		{ "qu", "kv", SO, VOWEL },
		{ "q", "g", AZ, 0 },
	},
	['r' - 'a'] = {
		{ "rz", "j", PL, 0 },
	},
	['s' - 'a'] = {
		{ "schtsch", "xq", DE | SD, 0 },
		{ "sjtsj", "xq", NL, 0 },
		{ "sj", "x", NL, 0 },
		{ "sj", "zy", ZX | ZJ, 0 },
		{ "schsch", "j", ZJ | SJ, 0 },
		{ "sch", "x", ANY & ~(ZJ | SJ), 0 },
		{ "sch", "j", ZJ | SJ, 0 },
		{ "shch", "xq", ANY, 0 },
		{ "sh", "x", ANY, 0 },
		{ "szcz", "xq", PL, 0 },
		{ "sz", "x", PL, 0 },
		{ "sz", "s", EN, 0 },
		{ "ss", "s", ANY, 0 },
		{ "s", "z", ZX | ZJ, VOWEL },
		{ "sk", "sk", ZX | ZJ, 0 },
		{ "sp", "sp", ZX | ZJ, 0 },
		{ "st", "st", ZX | ZJ, 0 },
		{ "s", "z", ZX | ZJ, AFTER_V | CONSONANT },
		{ "s", "z", SX | SJ, VOWEL | AFTER_V },
		{ "s", "x", CX, VOWEL | AFTER_V },
		{ "s", "x", CX, VOWEL | AFTER_C },
	},
	['t' - 'a'] = {
		{ "taw", "tau", ANY, FINAL },
		{ "tzsch", "q", ANY, 0 },
		{ "tzh", "tj", ANY, 0 },
		{ "tschan", "tjan", ZJ | SJ, AFTER_V },
		{ "tsch", "q", ANY, 0 },
		{ "tsj", "q", NL, 0 },
		{ "tch", "q", ANY, 0 },
		{ "th", "t", ANY, 0 },
		{ "tz", "c", ANY, 0 },
		{ "tsi", "ti", BE, 0 },
		{ "tse", "te", BE, 0 },
		{ "ts", "c", DE, 0 },
	},
	['u' - 'a'] = {
		{ "ugh", "yu", SO, 0 },
		{ "ush", "ux", SO, 0 },
		{ "ull", "ul", SO, FINAL },
		{ "urr", "ar", SO, 0 },
		{ "u", "yu", SO, FIRST | OPEN | FINAL },
		{ "ur", "er", SO, CONSONANT },
		{ "u", "a", SO, FIRST | CLOSED },
	},
	['w' - 'a'] = {
		{ "wh", "v", SO, 0 },
		{ "wr", "r", SO, INITIAL },
		{ "wal", "vol", SO, 0 },
		{ "war", "vor", SO, 0 },
		{ "wat", "vot", SO, 0 },
	},
	['x' - 'a'] = {
		{ "x", "h", UZ | TR, 0 },
	},
	['y' - 'a'] = {
		{ "yne", "in", FR, FINAL },
		{ "y", "ai", SO, FIRST | OPEN },
		{ "y", "ai", SO, FIRST | VOWEL | AFTER_C },
	},
	['z' - 'a'] = {
		{ "zh", "j", ANY, 0 },
		{ "zj", "j", NL, 0 },
		{ "z", "c", DE | SD, 0 },
		{ "z", "j", CX, 0 },
	},
};

static const char lone_sounds[26][3] = {
	"a", "b", "k", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n",
	"o", "p", "k", "r", "s", "t", "u", "v", "v", "ks", "y", "z",
};
/* clang-format on */

bool
latin_is_vowel(unsigned char c)
{
	switch (c) {
	case 'a':
	case 'e':
	case 'i':
	case 'o':
	case 'u':
	case 'y':
		return true;
	default:
		return false;
	}
}

/* A vowel with one consonant between it and the letters at i, both inside. */
static bool
is_open(const unsigned char *p, unsigned n, unsigned i)
{
	return i + 1 < n && !latin_is_vowel(p[i]) && latin_is_vowel(p[i + 1]);
}

static bool
holds_before(const unsigned char *p, unsigned i, unsigned where)
{
	unsigned k;

	if (where & INITIAL && i > 0)
		return false;
	if (where & AFTER_V && (i == 0 || !latin_is_vowel(p[i - 1])))
		return false;
	if (where & AFTER_C && (i == 0 || latin_is_vowel(p[i - 1])))
		return false;
	if (where & AFTER_SOFT &&
		(i == 0 || strchr("bfgklmpstvwz", p[i - 1]) == NULL))
		return false;
	for (k = 0; where & FIRST && k < i; k++)
		if (latin_is_vowel(p[k]) && !(k == 0 && p[k] == 'y'))
			return false;
	return true;
}

/* The letters of the rule end before i. */
static bool
holds_behind(const unsigned char *p, unsigned n, unsigned i, unsigned where)
{
	/* A long vowel: one consonant, then the mute end. */
	if ((where & (OPEN | FINAL)) == (OPEN | FINAL))
		return is_open(p, n, i) && p[i + 1] == 'e' &&
			(i + 2 == n || (i + 3 == n && p[i + 2] == 's'));
	if (where & FINAL && i < n)
		return false;
	if (where & FRONT &&
		(i == n || (p[i] != 'e' && p[i] != 'i' && p[i] != 'y')))
		return false;
	if (where & VOWEL && (i == n || !latin_is_vowel(p[i])))
		return false;
	if (where & CONSONANT && (i == n || latin_is_vowel(p[i])))
		return false;
	if (where & OPEN && !is_open(p, n, i))
		return false;
	return !(where & CLOSED) ||
		(i < n && !latin_is_vowel(p[i]) && !is_open(p, n, i));
}

/* The rule for the letters at i, or NULL; p are the plain letters, s those to
 * read. */
static const struct rule *
find_rule(const struct name_latin *latin, const unsigned char *s, unsigned i,
	unsigned way)
{
	const struct rule *rule = rules[s[i] - 'a'];
	const struct rule *end = rule + RULES;

	for (; rule < end && rule->from[0] != '\0'; rule++) {
		unsigned k = 1;

		if (!(rule->ways & way))
			continue;
		while (rule->from[k] != '\0' && i + k < latin->n &&
			(unsigned char)rule->from[k] == s[i + k])
			k++;
		if (rule->from[k] == '\0' &&
			holds_before(latin->plain, i, rule->where) &&
			holds_behind(
				latin->plain, latin->n, i + k, rule->where))
			return rule;
	}
	return NULL;
}

/* ä is a in Kazakh; Uzbek o with an apostrophe is o or u elsewhere. */
static const char *
accent_sounds(const struct name_latin *latin, unsigned i, unsigned way)
{
	if (way & TR && latin->plain[i] == 'a')
		return "a";
	if (way == XA && latin->plain[i] == 'o')
		return "o";
	return name_latin_accent(latin->marked[i]);
}

void
name_latin_read(const struct name_latin *latin, unsigned way,
	struct name_sounds *sounds)
{
	/* The usual way is how the word is typed: without its accents. */
	const unsigned char *s = way & (LATIN_ENGLISH | LATIN_SOUNDS)
		? latin->plain
		: latin->marked;
	unsigned i = 0;

	while (i < latin->n) {
		const struct rule *rule;

		if (s[i] >= 0x80) {
			name_sounds_add(sounds, accent_sounds(latin, i, way));
			i++;
			continue;
		}
		rule = find_rule(latin, s, i, way);
		if (rule == NULL) {
			name_sounds_add(sounds, lone_sounds[s[i] - 'a']);
			i++;
		} else {
			name_sounds_add(sounds, rule->to);
			i += (unsigned)strlen(rule->from);
		}
	}
}
