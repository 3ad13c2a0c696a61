/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys of names: the sounds of a word, made equal where orthographies and
 * languages differ. */
#include "romanise.h"

#include <string.h>

/* ---- transcription and loose keys --------------------------------------- */

/* A sound of a transcription; seen says whether a vowel came before it. */
static char
transcribe(const struct name_key *strict, unsigned i, bool seen)
{
	char c = strict->s[i];
	char before = i > 0 ? strict->s[i - 1] : 0;
	char next = i + 1 < strict->n ? strict->s[i + 1] : 0;

	switch (c) {
	case 'u': /* Уэльс */
		return i == 0 && name_is_vowel(next) ? 'v' : c;
	case 'x': /* Штайн */
		return next == 't' || next == 'p' ? 's' : c;
	case 'z':
		return next == 0 ||
				(name_is_vowel(before) && name_is_vowel(next))
			? 's'
			: c;
	case 'i': /* ei, ai are e, a */
		return before == 'e' || (seen && before == 'a') ? before : c;
	case 'e':
		return seen && strict->n > 4 ? 'a' : c;
	default:
		return c;
	}
}

/*
 * What is left of the sounds when a name went by ear from one script to the
 * other: the first vowel stays, later ones are of fewer classes.
 */
static void
make_transcription(const struct name_key *strict, struct name_key *key)
{
	bool seen = false; /* the first group of vowels is over */
	unsigned i;

	key->n = 0;
	name_key_put(key, '~');
	for (i = 0; i < strict->n; i++) {
		char c = transcribe(strict, i, seen);

		if (c == 'e' && seen && strict->n > 4)
			c = 'a';
		seen |= i > 0 && name_is_vowel(strict->s[i - 1]) &&
			!name_is_vowel(c);
		if (key->n == 1 || key->s[key->n - 1] != c)
			name_key_put(key, c);
	}
}

/* Consonants alone, those merged that typing and dialects mix up; a vowel
 * only where the word begins with one. */
static void
make_loose(const struct name_key *strict, struct name_key *key)
{
	static const char into[] = "absdafkkacklmnapcrstaffcas"; /* of a to z */
	unsigned i;

	key->n = 0;
	name_key_put(key, '?');
	for (i = 0; i < strict->n; i++) {
		char c = into[strict->s[i] - 'a'];

		if ((c != 'a' || i == 0) && key->s[key->n - 1] != c)
			name_key_put(key, c);
	}
	if (key->n < 4) { /* too few consonants to propose by */
		memcpy(key->s + 1, strict->s, strict->n);
		key->n = strict->n + 1;
	}
}

/* So many at most, to leave room for a loose one and for transcriptions. */
#define STRICT_KEYS (SAIGA_NAME_KEYS - 5)

/* ---- the keys of a word ------------------------------------------------- */

static bool
add_key(struct saiga_name_keys *out, const struct name_key *key)
{
	unsigned i;

	for (i = 0; i < out->n; i++)
		if (memcmp(out->key[i], key->s, key->n) == 0 &&
			out->key[i][key->n] == '\0')
			return false;
	if (out->n == SAIGA_NAME_KEYS)
		return false;
	memcpy(out->key[out->n], key->s, key->n);
	out->key[out->n++][key->n] = '\0';
	return true;
}

/* A strict key under two sounds tells nothing, nor do those made of it. */
static void
add_strict(struct saiga_name_keys *out, const struct name_key *strict)
{
	if (strict->n > 1 && out->n < STRICT_KEYS)
		add_key(out, strict);
}

static void
add_transcription(struct saiga_name_keys *out, const struct name_key *strict)
{
	struct name_key key;

	if (strict->n < 2)
		return;
	make_transcription(strict, &key);
	add_key(out, &key);
}

static void
add_loose(struct saiga_name_keys *out, const struct name_key *strict)
{
	struct name_key key;

	if (strict->n < 2)
		return;
	make_loose(strict, &key);
	add_key(out, &key);
}

static void
read_latin(
	const struct name_latin *latin, unsigned way, struct name_key *strict)
{
	struct name_sounds sounds = { 0 };

	name_latin_read(latin, way, &sounds);
	name_strict(&sounds, strict);
}

static void
latin_keys(struct saiga_name_keys *out, const struct name_word *word)
{
	struct name_latin latin;
	struct name_key first = { 0 }, last = { 0 }, key;
	unsigned ways, way;

	if (!name_latin_prepare(&latin, word))
		return;
	ways = name_latin_ways(&latin);
	for (way = 1; way < LATIN_SOUND; way <<= 1) {
		if (!(ways & way))
			continue;
		read_latin(&latin, way, &key);
		add_strict(out, &key);
		last = key;
		if (first.n < 2)
			first = key;
	}
	if (out->n == 0)
		return;
	add_loose(out, &first);
	add_loose(out, &last);
	add_transcription(out, &first);
	for (way = LATIN_SOUND; way <= LATIN_SOUND_FR; way <<= 1)
		if (ways & way) {
			read_latin(&latin, way, &key);
			add_transcription(out, &key);
		}
}

/* False when a letter is not in the tables. */
static bool
read_other(const struct name_word *word, unsigned way, struct name_key *strict)
{
	struct name_sounds sounds = { 0 };

	if (!name_romanise(word, way, &sounds))
		return false;
	name_strict(&sounds, strict);
	return true;
}

static void
cyrillic_keys(struct saiga_name_keys *out, const struct name_word *word)
{
	struct name_key first, key;
	unsigned ways = name_cyrillic_ways(word), way;

	if (!read_other(word, 0, &first) || first.n < 2)
		return;
	add_strict(out, &first);
	for (way = 1; way <= CYRILLIC_RUSSIAN; way <<= 1)
		if (ways & way && read_other(word, way, &key))
			add_strict(out, &key);
	add_loose(out, &first);
	add_transcription(out, &first);
	/* Russian writes the h of other languages as г. */
	if (read_other(word, CYRILLIC_H, &key))
		add_transcription(out, &key);
}

void
saiga_name_keys(struct saiga_name_keys *out, struct saiga_slice text)
{
	struct name_word word;
	struct name_key key, foreign;

	out->n = 0;
	if (!name_word_read(&word, text))
		return;
	if (word.script == NAME_LATIN) {
		latin_keys(out, &word);
		return;
	}
	if (word.script == NAME_CYRILLIC) {
		cyrillic_keys(out, &word);
		return;
	}
	if (!read_other(&word, 0, &key))
		return;
	/* Arabic leaves the short vowels out. */
	if (word.script != NAME_ARABIC) {
		add_strict(out, &key);
		if (word.script == NAME_GREEK &&
			read_other(&word, GREEK_FOREIGN, &foreign))
			add_strict(out, &foreign);
		add_transcription(out, &key);
	}
	add_loose(out, &key);
}
