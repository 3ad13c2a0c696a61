/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a name's letters to its sounds; shared inside text/.  A sound is one
 * ASCII letter: a e i o u, y for a glide, b d f g h k l m n p r s t v z, and
 * c for ts, j for zh and dzh, q for ch, x for sh.
 */
#ifndef TEXT_ROMANISE_H
#define TEXT_ROMANISE_H

#include <saiga/text.h>

enum name_script {
	NAME_NONE,
	NAME_LATIN,
	NAME_CYRILLIC,
	NAME_GREEK,
	NAME_ARMENIAN,
	NAME_GEORGIAN,
	NAME_ARABIC
};

#define NAME_LETTERS 40 /* more are no name */
#define NAME_SOUNDS 60  /* further ones are left out */

#define NAME_UZBEK_O 0x14fu /* ŏ stands for o with an apostrophe */

/* The letters of a word, all of one script: small, composed, without
 * apostrophes, hyphens and a possessive 's. */
struct name_word {
	enum name_script script;
	unsigned n;
	uint32_t letters[NAME_LETTERS];
	bool apostrophe; /* there was one */
};

struct name_sounds {
	unsigned n;
	char s[NAME_SOUNDS];
};

/* False for what is no name: a digit, another sign, letters of two scripts or
 * of one that has no table, under two letters or over NAME_LETTERS. */
bool name_word_read(struct name_word *word, struct saiga_slice text);

void name_sounds_add(struct name_sounds *sounds, const char *more);

/* As ways of a Greek word: a foreign name, with τσ for ch and ντ for d. */
#define GREEK_FOREIGN 1u

/* Appends the sounds of a word of any script but Latin; ways are of use for
 * Cyrillic and Greek.  False when a letter is not in the tables, and for a
 * Greek word that does not look foreign when it should. */
bool name_romanise(const struct name_word *word, unsigned ways,
	struct name_sounds *sounds);

/* ---- strict keys: name-strict.c ------------------------------------------ */

/* A key in the making. */
struct name_key {
	unsigned n;
	char s[NAME_SOUNDS + 4];
};

/* Nothing happens when it is full. */
void name_key_put(struct name_key *key, char c);

/* One of a, e, i, o, u. */
bool name_is_vowel(char c);

/* The strict key of the sounds. */
void name_strict(const struct name_sounds *sounds, struct name_key *key);

/* ---- Cyrillic: name-cyrillic.c ------------------------------------------- */

/* Ways to read Cyrillic, to be combined. */
#define CYRILLIC_H 1u       /* г is h */
#define CYRILLIC_NG 2u      /* ң is ng, else n */
#define CYRILLIC_IO 4u      /* ё at the start is yo, else ye */
#define CYRILLIC_RUSSIAN 8u /* ці is ti, ў is v, as Russian has it */

/* The ways of reading the word that are worth a key beside the plain one. */
unsigned name_cyrillic_ways(const struct name_word *word);

/* Appends the sounds of a Cyrillic word; false as above. */
bool name_romanise_cyrillic(const struct name_word *word, unsigned ways,
	struct name_sounds *sounds);

/* ---- Latin orthographies: name-letters.c, name-hints.c, name-rules.c ---- */

/* Ways to read Latin letters, each one bit. */
#define LATIN_ENGLISH 0x1u   /* and BGN/PCGN, passports: the usual one */
#define LATIN_GLIDE 0x2u     /* the same, but j is a glide */
#define LATIN_GERMAN_ZX 0x4u /* s before a vowel is z, sch is sh */
#define LATIN_GERMAN_SX 0x8u
#define LATIN_GERMAN_ZJ 0x10u /* sch is zh */
#define LATIN_GERMAN_SJ 0x20u
#define LATIN_FRENCH 0x40u
#define LATIN_POLISH 0x80u
#define LATIN_CARON 0x100u /* Czech, Croatian, Lithuanian, ISO 9 */
#define LATIN_TURKIC 0x200u
#define LATIN_UZBEK 0x400u
#define LATIN_BELARUSIAN 0x800u
#define LATIN_UKRAINIAN 0x1000u  /* h as Russian has it: g */
#define LATIN_CROATIAN 0x2000u   /* without its accents: c is ch */
#define LATIN_CROATIAN_X 0x4000u /* and s is sh, z is zh */
#define LATIN_UZBEK_A 0x8000u    /* and o is a, as Russian has it */
#define LATIN_DUTCH 0x10000u     /* oe is u, sj is sh */
#define LATIN_SPANISH 0x20000u   /* j is kh */
#define LATIN_POLISH_L 0x40000u  /* l before a, u is soft */
#define LATIN_KAZAKH 0x80000u    /* Turkic, but q is k */
#define LATIN_SOUND 0x100000u    /* as English speaks, for transcriptions */
#define LATIN_SOUND_A 0x200000u  /* and the first a as in "cat" */
#define LATIN_SOUND_DE 0x400000u
#define LATIN_SOUND_FR 0x800000u
#define LATIN_SOUNDS                                                           \
	(LATIN_SOUND | LATIN_SOUND_A | LATIN_SOUND_DE | LATIN_SOUND_FR)

/* A Latin word made ready: plain letters a to z, and the accented ones that
 * have a sound of their own as 0x80 + the row of their table. */
struct name_latin {
	unsigned n;
	unsigned accents; /* ways that the accents ask for */
	unsigned char plain[NAME_LETTERS], marked[NAME_LETTERS];
	bool apostrophe;
	bool acute; /* a vowel has one */
};

/* False when a letter is not in the tables. */
bool name_latin_prepare(struct name_latin *latin, const struct name_word *word);

/* One of a, e, i, o, u, y. */
bool latin_is_vowel(unsigned char c);

/* The sounds of an accented letter, 0x80 or over in marked. */
const char *name_latin_accent(unsigned char marked);

/* The ways that the word's spelling hints at. */
unsigned name_latin_ways(const struct name_latin *latin);

/* Appends the sounds of the word read one way. */
void name_latin_read(const struct name_latin *latin, unsigned way,
	struct name_sounds *sounds);

#endif
