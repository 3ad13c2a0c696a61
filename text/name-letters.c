/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Latin words made ready: their letters, with and without accents. */
#include "romanise.h"

#include <utf8proc.h>

/* clang-format off */
static const struct {
	uint32_t letter;
	char plain;      /* as people type it */
	char sounds[3];  /* as it is meant; empty: as the plain letter */
	unsigned ways;   /* that it hints at */
} accented[] = {
	{ 0x00df, 's', "s", 0 },               /* ß */
	{ 0x00e2, 'a', "ya", 0 },              /* â of ISO 9 */
	{ 0x00e4, 'a', "e", 0 },               /* ä */
	{ 0x00e6, 'a', "e", 0 },               /* æ */
	{ 0x00e7, 'c', "q", LATIN_TURKIC },    /* ç */
	{ 0x00ef, 'i', "y", LATIN_FRENCH },    /* ï */
	{ 0x00f0, 'd', "", 0 },                /* ð */
	{ 0x00f8, 'o', "", 0 },                /* ø */
	{ 0x00fb, 'u', "yu", 0 },              /* û of ISO 9 */
	{ 0x00fe, 't', "t", 0 },               /* þ */
	{ 0x0105, 'a', "on", LATIN_POLISH },   /* ą */
	{ 0x0107, 'c', "q", LATIN_CARON },     /* ć */
	{ 0x010d, 'c', "q", LATIN_CARON },     /* č */
	{ 0x0111, 'd', "j", LATIN_CARON },     /* đ */
	{ 0x0119, 'e', "en", LATIN_POLISH },   /* ę */
	{ 0x011b, 'e', "ye", LATIN_CARON },    /* ě */
	{ 0x011f, 'g', "g", LATIN_TURKIC },    /* ğ */
	{ 0x0131, 'i', "i", LATIN_TURKIC },    /* ı */
	{ 0x0142, 'l', "l", LATIN_POLISH },    /* ł */
	{ 0x014b, 'n', "n", 0 },               /* ŋ */
	{ NAME_UZBEK_O, 'o', "u", LATIN_UZBEK },
	{ 0x0153, 'o', "e", 0 },               /* œ */
	{ 0x0159, 'r', "rj", LATIN_CARON },    /* ř */
	{ 0x016d, 'u', "v", LATIN_BELARUSIAN }, /* ŭ */
	{ 0x015d, 's', "x", LATIN_CARON },     /* ŝ of ISO 9 */
	{ 0x015f, 's', "x", LATIN_TURKIC },    /* ş */
	{ 0x0161, 's', "x", LATIN_CARON },     /* š */
	{ 0x0163, 't', "c", 0 },               /* ţ */
	{ 0x017c, 'z', "j", LATIN_POLISH },    /* ż */
	{ 0x017e, 'z', "j", LATIN_CARON },     /* ž */
	{ 0x01dd, 'a', "a", LATIN_TURKIC },    /* ǝ */
	{ 0x0219, 's', "x", LATIN_TURKIC },    /* ș */
	{ 0x021b, 't', "c", 0 },               /* ț */
	{ 0x0259, 'a', "a", LATIN_TURKIC },    /* ə */
};
/* clang-format on */

const char *
name_latin_accent(unsigned char marked)
{
	return accented[marked - 0x80].sounds;
}

#define ACCENTED (sizeof(accented) / sizeof(*accented))

/* The letter that an accent of no sound of its own stands on; 0 for none. */
static unsigned char
bare_letter(uint32_t c)
{
	utf8proc_int32_t parts[8];
	int boundclass = 0;

	if (utf8proc_decompose_char((utf8proc_int32_t)c, parts, 8,
		    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundclass) < 1)
		return 0;
	return parts[0] >= 'a' && parts[0] <= 'z' ? (unsigned char)parts[0] : 0;
}

bool
name_latin_prepare(struct name_latin *latin, const struct name_word *word)
{
	unsigned i;
	size_t k;

	latin->n = word->n;
	latin->accents = 0;
	latin->apostrophe = word->apostrophe;
	latin->acute = false;
	for (i = 0; i < word->n; i++) {
		uint32_t c = word->letters[i];

		latin->plain[i] = latin->marked[i] = (unsigned char)c;
		if (c < 0x80)
			continue;
		latin->acute |= c == 0xe1 || c == 0xe9 || c == 0xed ||
			c == 0xf3 || c == 0xfa;
		for (k = 0; k < ACCENTED && accented[k].letter != c; k++)
			;
		if (k == ACCENTED) {
			latin->plain[i] = bare_letter(c);
			latin->marked[i] = latin->plain[i];
		} else {
			latin->plain[i] = (unsigned char)accented[k].plain;
			latin->marked[i] = accented[k].sounds[0] == '\0'
				? latin->plain[i]
				: (unsigned char)(0x80 + k);
			latin->accents |= accented[k].ways;
			if (accented[k].sounds[0] != '\0')
				latin->accents |= LATIN_ENGLISH;
		}
		if (latin->plain[i] == 0)
			return false;
	}
	return true;
}
