/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where sentences end. */
#include <saiga/text.h>

#include "chars.h"

#include <stdlib.h>

/* Abbreviations, folded, that a capital letter may follow inside a sentence:
 * titles, months, places and units of English, German, French, Polish,
 * Russian and Kazakh.  Single letters are taken for initials without being
 * listed.  Sorted by bytes. */
/* clang-format off */
static const char *const abbreviations[] = {
	"adm", "al", "approx", "apr", "aug", "ave", "bros", "bzw", "ca",
	"capt", "cf", "co", "col", "corp", "dec", "dept", "dr", "feb", "fr",
	"gen", "gov", "hon", "inc", "inz", "jan", "jr", "jul", "jun", "lt",
	"ltd", "maj", "mar", "mgr", "mlle", "mme", "mr", "mrs", "ms", "mt",
	"nov", "oct", "prof", "rep", "rev", "sen", "sep", "sept", "sgt", "sr",
	"st", "ul", "vs", "акад", "вып", "гг", "др", "им", "кв", "млн",
	"млрд", "напр", "обл", "оңт", "пр", "проф", "руб", "св", "см", "солт",
	"трлн", "тыс", "ул", "чел",
};
/* clang-format on */

/* Those that are words too, and abbreviations only before a number. */
/* clang-format off */
static const char *const numbered[] = {
	"art", "fig", "no", "nr", "op", "pp", "vol", "гл", "рис", "ст", "стр",
};
/* clang-format on */

static int
compare_terms(const void *key, const void *item)
{
	const char *const *term = item;

	return saiga_slice_compare(
		*(const struct saiga_slice *)key, saiga_slice(*term));
}

static bool
is_abbreviation(struct saiga_slice word, bool before_number)
{
	char term[SAIGA_TERM_MAX];
	struct saiga_slice folded =
		saiga_slice_of(term, saiga_fold_word(word, term));
	const size_t size = sizeof(*abbreviations);

	if (bsearch(&folded, abbreviations, sizeof(abbreviations) / size, size,
		    compare_terms) != NULL)
		return true;
	return before_number &&
		bsearch(&folded, numbered, sizeof(numbered) / size, size,
			compare_terms) != NULL;
}

/* The character that ends at i, behind from, and where it begins. */
static size_t
char_before(struct saiga_slice text, size_t from, size_t i, uint32_t *c)
{
	i--;
	while (i > from && ((unsigned char)text.p[i] & 0xc0) == 0x80)
		i--;
	saiga_utf8_decode(text.p + i, text.len - i, c);
	return i;
}

/* The letters right before the full stop at i, as far back as from. */
static struct saiga_slice
word_before(struct saiga_slice text, size_t from, size_t i, unsigned *letters)
{
	size_t start = i;

	*letters = 0;
	while (start > from && *letters < 8) {
		uint32_t c;
		size_t prev = char_before(text, from, start, &c);

		if (text_classify(c) != TEXT_LETTER)
			break;
		start = prev;
		(*letters)++;
	}
	return saiga_slice_of(text.p + start, i - start);
}

/* Whether the letter at i is only the rest of a word: "don't", "5G". */
static bool
is_rest(struct saiga_slice text, size_t from, size_t i)
{
	uint32_t c = ' ';

	if (i > from)
		i = char_before(text, from, i, &c);
	if (i > from && text_is_apostrophe(c))
		char_before(text, from, i, &c);
	return text_classify(c) != TEXT_OTHER;
}

/* A full stop behind an initial ("J. Smith", "U.S.") or an abbreviation. */
static bool
is_inner_stop(struct saiga_slice text, size_t from, size_t i)
{
	unsigned letters;
	struct saiga_slice word = word_before(text, from, i, &letters);
	size_t next = i + 1;

	if (letters == 0)
		return false;
	if (letters == 1)
		return !is_rest(text, from, (size_t)(word.p - text.p));
	while (next < text.len && text.p[next] == ' ')
		next++;
	return is_abbreviation(word,
		next < text.len && text.p[next] >= '0' && text.p[next] <= '9');
}

static bool
is_terminator(uint32_t c)
{
	switch (c) {
	case '.':
	case '!':
	case '?':
	case 0x2026: /* ellipsis */
	case 0x61f:  /* Arabic question mark */
	case 0x6d4:  /* Arabic full stop */
	case 0x964:  /* danda */
	case 0x3002: /* ideographic full stop */
	case 0xff01:
	case 0xff1f:
		return true;
	default:
		return false;
	}
}

/* The offset behind further terminators and the quotes that close. */
static size_t
skip_closing(struct saiga_slice text, size_t i)
{
	while (i < text.len) {
		uint32_t c;
		size_t n = saiga_utf8_decode(text.p + i, text.len - i, &c);

		if (!is_terminator(c) && !text_is_close(c))
			break;
		i += n;
	}
	return i;
}

/* Whether what stands behind the white space at i goes on in small letters,
 * which no sentence begins with. */
static bool
goes_on(struct saiga_slice text, size_t i)
{
	while (i < text.len) {
		uint32_t c;
		size_t n = saiga_utf8_decode(text.p + i, text.len - i, &c);

		if (!saiga_utf8_is_space(c) && !text_is_open(c) &&
			!text_is_close(c))
			return text_is_lower(c);
		i += n;
	}
	return false;
}

size_t
saiga_sentence_end(struct saiga_slice text, size_t from)
{
	size_t i = from;

	while (i < text.len) {
		uint32_t c, after;
		size_t n = saiga_utf8_decode(text.p + i, text.len - i, &c);
		size_t end;

		if (!is_terminator(c)) {
			i += n;
			continue;
		}
		end = skip_closing(text, i + n);
		if (end >= text.len)
			return text.len;
		saiga_utf8_decode(text.p + end, text.len - end, &after);
		/* Chinese and Japanese put no space between sentences. */
		if (c == 0x3002 || c == 0xff01 || c == 0xff1f)
			return end;
		if (saiga_utf8_is_space(after) && !goes_on(text, end) &&
			!(c == '.' && end == i + n &&
				is_inner_stop(text, from, i)))
			return end;
		i = end;
	}
	return text.len;
}
