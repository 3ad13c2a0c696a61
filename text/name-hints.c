/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The orthographies that the spelling of a Latin word hints at. */
#include "romanise.h"

#include <string.h>

/* What the scan of a word saw. */
struct hints {
	unsigned ways;
	unsigned letters; /* a is bit 0 */
	bool h;           /* one that is no part of kh, sh and the like */
	bool sch;
	bool ch;       /* between vowels */
	bool ch_apart; /* not before a vowel, or first */
	bool kh;
	bool ss; /* between vowels */
	bool oe; /* behind a consonant */
	bool cj; /* j between a consonant and a vowel */
};

#define LETTER(c) (1u << ((c) - 'a'))

#define GROUPS 9

/* Groups of letters, by their first. */
/* clang-format off */
static const struct {
	char letters[8];
	unsigned ways;
} groups[26][GROUPS] = {
	['c' - 'a'] = {
		{ "cz", LATIN_POLISH },
		{ "chk", LATIN_FRENCH }, { "chn", LATIN_FRENCH },
		{ "chv", LATIN_FRENCH },
		{ "chm", LATIN_GERMAN_ZX | LATIN_FRENCH }, { "cht", LATIN_GERMAN_ZX },
		{ "chg", LATIN_FRENCH }, { "cherso", LATIN_GERMAN_ZX },
		{ "ciov", LATIN_CROATIAN },
	},
	['d' - 'a'] = { { "dse", LATIN_GERMAN_ZX } },
	['e' - 'a'] = { { "ei", LATIN_SOUND_DE }, { "eusk", LATIN_BELARUSIAN },
		{ "eu", LATIN_SOUND_DE } },
	['g' - 'a'] = { { "gue", LATIN_FRENCH }, { "gui", LATIN_FRENCH } },
	['f' - 'a'] = { { "fio", LATIN_POLISH } },
	['j' - 'a'] = { { "jn", LATIN_FRENCH } },
	['k' - 'a'] = { { "kysyl", LATIN_GERMAN_ZX } },
	['m' - 'a'] = { { "mion", LATIN_FRENCH } },
	['p' - 'a'] = { { "pio", LATIN_POLISH } },
	['o' - 'a'] = {
		{ "ousk", LATIN_BELARUSIAN }, { "ou", LATIN_FRENCH },
		{ "oi", LATIN_SOUND_FR },
	},
	['r' - 'a'] = { { "rze", LATIN_POLISH }, { "rzy", LATIN_POLISH } },
	['s' - 'a'] = { { "sch", LATIN_GERMAN_ZX }, { "sz", LATIN_POLISH },
		{ "sj", LATIN_DUTCH } },
	['z' - 'a'] = {
		{ "zch", LATIN_GERMAN_ZX }, { "zk", LATIN_GERMAN_ZX },
		{ "zj", LATIN_DUTCH },
	},
	['t' - 'a'] = { { "tch", LATIN_FRENCH }, { "tiom", LATIN_FRENCH },
		{ "tseb", LATIN_BELARUSIAN } },
};

/* Here ou is no French u. */
static const char *const english_ou[] = {
	"ough", "outh", "ound", "oung", "ount", NULL,
};
/* clang-format on */

/* The letters from i on begin with the terminated ones. */
static bool
stands_at(const struct name_latin *latin, unsigned i, const char *letters)
{
	for (; *letters != '\0'; letters++, i++)
		if (i == latin->n || latin->plain[i] != (unsigned char)*letters)
			return false;
	return true;
}

/* An initial j, or one between vowels, may be a glide; in Joung it is not. */
static unsigned
hint_j(const struct name_latin *latin, unsigned i)
{
	unsigned char next = i + 1 < latin->n ? latin->plain[i + 1] : 0;

	if (next == 'i' || !latin_is_vowel(next) || stands_at(latin, i, "jou"))
		return 0;
	if (i == 0)
		return latin->n > 4 || stands_at(latin, 0, "jur") ? LATIN_GLIDE
								  : 0;
	return latin->plain[i - 1] != 'd' ? LATIN_GLIDE : 0;
}

static unsigned
hint_groups(const struct name_latin *latin, unsigned i)
{
	unsigned char c = latin->plain[i];
	unsigned ways = 0, k;

	for (k = 0; k < GROUPS && groups[c - 'a'][k].ways != 0; k++)
		if (stands_at(latin, i, groups[c - 'a'][k].letters))
			ways |= groups[c - 'a'][k].ways;
	for (k = 0; ways & LATIN_FRENCH && english_ou[k] != NULL; k++)
		if (stands_at(latin, i, english_ou[k]))
			ways &= ~LATIN_FRENCH;
	return ways;
}

static void
hint_letter(const struct name_latin *latin, unsigned i, struct hints *hints)
{
	const unsigned char *p = latin->plain + i;
	unsigned char before = i > 0 ? p[-1] : 0;
	unsigned char next = i + 1 < latin->n ? p[1] : 0;

	hints->letters |= LETTER(*p);
	hints->ways |= hint_groups(latin, i);
	hints->sch |= *p == 's' && stands_at(latin, i, "sch");
	hints->kh |= *p == 'k' && next == 'h';
	hints->ss |= *p == 's' && before == 's' && latin_is_vowel(next) &&
		i > 1 && latin_is_vowel(p[-2]);
	if (*p == 'c' && next == 'h' && before != 's' && before != 't')
		hints->ch_apart |=
			i == 0 || i + 2 == latin->n || !latin_is_vowel(p[2]);
	hints->oe |= *p == 'o' && next == 'e' && i > 0;
	hints->cj |= *p == 'j' && i > 0 && !latin_is_vowel(before) &&
		before != 'd' && next != 0 && latin_is_vowel(next);
	if (*p == 'j')
		hints->ways |= hint_j(latin, i);
	else if (*p == 'h')
		hints->h |= i == 0 || strchr("cgkpstz", before) == NULL;
	else if (*p == 'x' && before != 'e' && next != 0)
		hints->ways |= LATIN_UZBEK | LATIN_UZBEK_A;
	else if (*p == 'c' && next == 'h' && before != 's' && before != 't' &&
		i + 2 < latin->n && latin_is_vowel(p[2])) {
		hints->ways |= LATIN_SOUND_FR;
		hints->ch |= latin_is_vowel(before);
	}
}

/* Whose names end so; RUSSIAN: nobody hears them as English, MUTE: a French e
 * that is written for the n. */
enum {
	GERMAN = 0x1,
	SLAVIC = 0x2,
	UKRAINIAN = 0x4,
	FRENCH = 0x8,
	CZECH = 0x10,
	TAJIK = 0x20,
	RUSSIAN = 0x40,
	UZBEK = 0x80,
	MUTE = 0x100,
	GEORGIAN = 0x200,
	CROATIAN = 0x400,
	GREEK = 0x800,
	CHI = 0x1000
};

/* By their last letters. */
/* clang-format off */
#define END(end, whose) { end, sizeof(end) - 1, whose }
#define ENDS 16

static const struct {
	char end[8];
	unsigned len, whose;
} ends[26][ENDS] = {
	['a' - 'a'] = {
		END("aja", GERMAN), END("zja", GERMAN), END("iha", UKRAINIAN),
		END("ina", SLAVIC), END("ona", UZBEK), END("nica", CZECH),
		END("tica", CZECH), END("vica", CZECH),
		END("eva", RUSSIAN | UZBEK), END("ova", RUSSIAN | UZBEK),
		END("cova", CZECH), END("monova", TAJIK), END("ewa", GERMAN),
		END("owa", GERMAN), END("cowa", CZECH),
	},
	['c' - 'a'] = {
		END("ec", CZECH), END("jac", CZECH),
		END("vac", CZECH | CROATIAN), END("wac", CZECH),
		END("yc", UKRAINIAN), END("ic", CROATIAN),
	},
	['d' - 'a'] = {
		END("hrad", UKRAINIAN), END("horod", UKRAINIAN),
	},
	['e' - 'a'] = {
		END("ine", FRENCH | MUTE), END("yne", MUTE),
		END("dse", GERMAN), END("skoe", RUSSIAN),
		END("skoje", GERMAN | RUSSIAN), END("adze", GEORGIAN),
	},
	['h' - 'a'] = {
		END("bach", GERMAN), END("zach", GERMAN), END("cach", CZECH),
		END("ytch", UKRAINIAN), END("itsch", SLAVIC),
		END("ytsch", UKRAINIAN), END("ych", UKRAINIAN),
		END("leh", UKRAINIAN),
	},
	['i' - 'a'] = {
		END("chi", FRENCH | CHI), END("ii", UKRAINIAN),
		END("cki", CZECH), END("iani", GEORGIAN),
		END("ski", SLAVIC | RUSSIAN), END("cevski", CROATIAN),
		END("zki", GERMAN), END("vili", FRENCH | GEORGIAN),
		END("skyi", UKRAINIAN),
	},
	['j' - 'a'] = {
		END("ckij", CZECH), END("ij", GERMAN), END("yj", GERMAN),
		END("ckyj", CZECH), END("skyj", UKRAINIAN),
	},
	['k' - 'a'] = {
		END("bek", UZBEK), END("ieck", CZECH), END("ik", SLAVIC),
		END("sk", SLAVIC), END("nsk", UKRAINIAN),
		END("horsk", UKRAINIAN), END("uk", SLAVIC),
		END("chuk", UKRAINIAN), END("iuk", UKRAINIAN),
		END("yuk", UKRAINIAN), END("yk", UKRAINIAN), END("zk", GERMAN),
	},
	['l' - 'a'] = {
		END("hal", UKRAINIAN),
	},
	['n' - 'a'] = {
		END("an", SLAVIC | FRENCH), END("dan", UKRAINIAN),
		END("yan", GREEK), END("jan", GERMAN | GEORGIAN), END("ian", FRENCH),
		END("stan", GERMAN), END("in", SLAVIC | FRENCH),
		END("jon", UZBEK), END("xon", UZBEK), END("yn", UKRAINIAN),
	},
	['o' - 'a'] = {
		END("ko", SLAVIC | FRENCH),
		END("enko", SLAVIC | UKRAINIAN | FRENCH | RUSSIAN),
	},
	['r' - 'a'] = {
		END("hor", UKRAINIAN),
	},
	['s' - 'a'] = {
		END("akis", GREEK), END("otos", GREEK), END("oulos", GERMAN),
		END("poulos", GREEK), END("pulos", GREEK),
		END("ets", UKRAINIAN),
	},
	['u' - 'a'] = {
		END("oulou", GERMAN),
	},
	['v' - 'a'] = {
		END("ev", FRENCH | RUSSIAN | UZBEK), END("jcev", CZECH),
		END("iv", UKRAINIAN), END("ov", FRENCH | RUSSIAN | UZBEK),
		END("cov", CZECH), END("monov", TAJIK),
	},
	['w' - 'a'] = {
		END("slaw", SLAVIC), END("ew", GERMAN), END("iw", GERMAN),
		END("ow", GERMAN), END("yow", UKRAINIAN), END("cow", CZECH),
	},
	['y' - 'a'] = {
		END("iy", UKRAINIAN | UZBEK), END("cky", CZECH),
		END("sky", UKRAINIAN | RUSSIAN), END("sny", GERMAN),
		END("boy", UZBEK), END("skyy", UKRAINIAN),
	},
	['z' - 'a'] = {
		END("ez", SLAVIC),
	},
};
/* clang-format on */

static unsigned
find_ends(const struct name_latin *latin)
{
	unsigned last = latin->plain[latin->n - 1] - 'a', found = 0, i;

	for (i = 0; i < ENDS && ends[last][i].len > 0; i++) {
		unsigned len = ends[last][i].len;

		if (latin->n > len &&
			memcmp(latin->plain + latin->n - len, ends[last][i].end,
				len) == 0)
			found |= ends[last][i].whose;
	}
	return found;
}

/* The first vowel is an a that English may speak as in "cat". */
static bool
latin_has_short_a(const struct name_latin *latin)
{
	unsigned i = 0;

	while (i < latin->n && !latin_is_vowel(latin->plain[i]))
		i++;
	return i + 1 < latin->n && latin->plain[i] == 'a' &&
		latin->plain[i + 1] != 'r' &&
		!latin_is_vowel(latin->plain[i + 1]);
}

/* c before a, o or u in a name that no English spelling has: Caparov,
 * Micotakis. */
static unsigned
hint_c(const struct name_latin *latin, unsigned whose)
{
	unsigned i;

	for (i = 0; i + 1 < latin->n; i++)
		if (latin->plain[i] == 'c' &&
			strchr("aou", latin->plain[i + 1]) != NULL)
			break;
	if (i + 1 >= latin->n)
		return 0;
	if (whose & (GREEK | GEORGIAN))
		return LATIN_CARON;
	return whose & RUSSIAN ? LATIN_TURKIC | LATIN_CARON : 0;
}

static unsigned
hint_german(const struct name_latin *latin, const struct hints *hints,
	unsigned whose)
{
	unsigned char first = latin->plain[0];
	bool w = hints->letters & LETTER('w'), z = hints->letters & LETTER('z');

	if (whose & GERMAN || (w && whose & SLAVIC) || (z && first == 'j') ||
		(whose & GEORGIAN && (first == 's' || first == 'z')))
		return LATIN_GERMAN_ZX | LATIN_GERMAN_SX;
	if ((latin->n > 4 && hints->ch && (w || !(whose & RUSSIAN))) ||
		(latin->n > 4 && w && stands_at(latin, 0, "ch")) ||
		(first == 's' && hints->ss))
		return LATIN_GERMAN_ZX;
	return 0;
}

static unsigned
hint_french(const struct name_latin *latin, const struct hints *hints,
	unsigned whose)
{
	bool ch = stands_at(latin, 0, "ch"), w = hints->letters & LETTER('w');
	unsigned strange = MUTE | CHI | (ch ? GEORGIAN : 0);

	if ((latin->n > 4 && whose & strange) ||
		(hints->ch && whose & FRENCH) ||
		(hints->kh && hints->ch_apart) ||
		(hints->cj && whose & RUSSIAN && !w))
		return LATIN_FRENCH;
	/* Chakirov is French or Czech, and Chernov English. */
	if (ch && whose & RUSSIAN && latin->n > 6 && latin->plain[2] != 'e')
		return LATIN_FRENCH | LATIN_CARON;
	return 0;
}

/* Czech and its neighbours, Polish. */
static unsigned
hint_slavic(const struct name_latin *latin, const struct hints *hints,
	unsigned whose)
{
	bool w = hints->letters & LETTER('w'), longer = latin->n > 4;
	bool ch = stands_at(latin, 0, "ch");
	unsigned ways = 0;

	if (longer && whose & CROATIAN)
		ways |= LATIN_CROATIAN | LATIN_CROATIAN_X;
	if (whose & CZECH || (ch && whose & GREEK) ||
		(longer && hints->ch && whose & RUSSIAN && !w) ||
		(longer && ch && stands_at(latin, latin->n - 2, "sk")))
		ways |= LATIN_CARON;
	if (hints->ch && whose & GERMAN && w && hints->letters & LETTER('z'))
		ways |= LATIN_POLISH;
	if (hints->h && (stands_at(latin, 0, "hr") || whose & UKRAINIAN))
		ways |= LATIN_UKRAINIAN;
	if (longer && stands_at(latin, latin->n - 2, "au"))
		ways |= LATIN_BELARUSIAN;
	return ways;
}

/* What the endings tell, together with the letters. */
static unsigned
hint_ends(const struct name_latin *latin, const struct hints *hints,
	unsigned whose)
{
	unsigned ways = hint_german(latin, hints, whose) |
		hint_french(latin, hints, whose) |
		hint_slavic(latin, hints, whose) | hint_c(latin, whose);

	if (hints->oe && whose & (RUSSIAN | SLAVIC))
		ways |= LATIN_DUTCH;
	if ((latin->acute && hints->letters & LETTER('j')) ||
		stands_at(latin, 0, "jm") || stands_at(latin, 0, "jr"))
		ways |= LATIN_SPANISH;
	if (whose & TAJIK)
		ways |= LATIN_UZBEK_A;
	if (latin->apostrophe && whose & UZBEK)
		ways |= LATIN_UZBEK | LATIN_UZBEK_A;
	return ways;
}

unsigned
name_latin_ways(const struct name_latin *latin)
{
	unsigned whose = find_ends(latin), ways, i;
	struct hints hints = { 0 };

	for (i = 0; i < latin->n; i++)
		hint_letter(latin, i, &hints);
	ways = hints.ways | hint_ends(latin, &hints, whose);
	if (latin->accents & ~LATIN_ENGLISH)
		ways |= latin->accents & ~LATIN_ENGLISH;
	else if (latin->accents != 0)
		ways |= LATIN_CARON;
	if (ways & LATIN_POLISH && whose & (RUSSIAN | GERMAN | UKRAINIAN))
		ways ^= LATIN_POLISH | LATIN_POLISH_L;
	if (ways & LATIN_TURKIC && hints.letters & LETTER('q') &&
		!(hints.letters & (LETTER('c') | LETTER('x'))))
		ways |= LATIN_KAZAKH;
	if (!(whose & RUSSIAN))
		ways |= latin_has_short_a(latin) ? LATIN_SOUND | LATIN_SOUND_A
						 : LATIN_SOUND;
	if (ways & LATIN_GERMAN_ZX && hints.letters & LETTER('s'))
		ways |= LATIN_GERMAN_SX;
	/* sch is read by the German ways, and no other way differs. */
	if (hints.sch)
		return (ways & ~LATIN_GLIDE) | LATIN_GERMAN_ZX |
			LATIN_GERMAN_ZJ | LATIN_GERMAN_SX | LATIN_GERMAN_SJ;
	return ways | LATIN_ENGLISH;
}
