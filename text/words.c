/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts words: atoms ("covid", "7,500", "U.S."), joined by hyphens and such. */
#include <saiga/text.h>

#include "chars.h"

#include <string.h>

#define NO_CHAR 0u

/* The character at i and its length; NO_CHAR and 0 at the end. */
static uint32_t
char_at(struct saiga_slice text, size_t i, size_t *n)
{
	uint32_t c;

	if (i >= text.len) {
		*n = 0;
		return NO_CHAR;
	}
	*n = saiga_utf8_decode(text.p + i, text.len - i, &c);
	return c;
}

static enum text_class
class_at(struct saiga_slice text, size_t i)
{
	size_t n;

	return text_classify(char_at(text, i, &n));
}

/* Where the letters, digits and marks that begin at from end; what is
 * ignored belongs to the run only between them. */
static size_t
run_end(struct saiga_slice text, size_t from)
{
	size_t i = from, end = from, n;

	for (;;) {
		uint32_t c = char_at(text, i, &n);

		switch (text_classify(c)) {
		case TEXT_LETTER:
		case TEXT_DIGIT:
		case TEXT_MARK:
			end = i + n;
			break;
		case TEXT_IGNORED:
			break;
		default:
			return end;
		}
		i += n;
	}
}

/* An ideograph, or a Thai letter, with the marks on it. */
static size_t
ideograph_end(struct saiga_slice text, size_t from)
{
	size_t n, i = from;

	char_at(text, i, &n);
	do {
		i += n;
		char_at(text, i, &n);
	} while (class_at(text, i) == TEXT_MARK);
	return i;
}

/* "U.S.", "e.g.", "т.е.": where they end, the last full stop included; from
 * when these are no initials. */
static size_t
initials_end(struct saiga_slice text, size_t from)
{
	size_t i = from, end = from, n;
	unsigned letters = 0;

	while (text_classify(char_at(text, i, &n)) == TEXT_LETTER) {
		uint32_t after = char_at(text, i + n, &(size_t){ 0 });

		if (after != NO_CHAR && text_classify(after) != TEXT_OTHER)
			break;
		letters++;
		end = i + n;
		if (after != '.')
			break;
		i = end = end + 1;
	}
	return letters >= 2 ? end : from;
}

static size_t
digits_end(struct saiga_slice text, size_t from)
{
	while (from < text.len && text.p[from] >= '0' && text.p[from] <= '9')
		from++;
	return from;
}

/* Whether a group of just three digits stands at i. */
static bool
is_group(struct saiga_slice text, size_t i)
{
	size_t end = digits_end(text, i);

	return end == i + 3 && class_at(text, end) != TEXT_LETTER;
}

/* Whether the digits from..end may be followed by groups of three. */
static bool
may_lead_groups(struct saiga_slice text, size_t from, size_t end)
{
	return end > from && end - from <= 3 && text.p[from] != '0' &&
		digits_end(text, from) == end;
}

static bool
separates_groups(uint32_t c)
{
	return c == ',' || c == '.' || c == '\'' || c == 0x2019 || c == 0xa0 ||
		c == 0x2009 || c == 0x202f;
}

/* "7,500", "1.200.000", "7 500" with a no-break space: where the number ends;
 * end when no groups follow the digits from..end. */
static size_t
groups_end(struct saiga_slice text, size_t from, size_t end)
{
	size_t n, group = end;
	uint32_t separator;

	if (!may_lead_groups(text, from, end))
		return end;
	separator = char_at(text, end, &n);
	if (!separates_groups(separator))
		return end;
	while (char_at(text, group, &n) == separator &&
		is_group(text, group + n))
		group += n + 3;
	return group;
}

/* Where the atom that begins at from ends. */
static size_t
atom_end(struct saiga_slice text, size_t from)
{
	size_t end;

	if (class_at(text, from) == TEXT_IDEOGRAPH)
		return ideograph_end(text, from);
	end = initials_end(text, from);
	if (end > from)
		return end;
	end = run_end(text, from);
	return groups_end(text, from, end);
}

static bool
is_digit_at(struct saiga_slice text, size_t i)
{
	return i < text.len && text.p[i] >= '0' && text.p[i] <= '9';
}

/*
 * Whether the atom from..end is joined to the next one; *joiner is then the
 * character and *next where the next atom begins.  *joiner comes in as what
 * joined the atom to the one before.  A plain space joins the digit groups of
 * "7 000 500": as parts too, since it may as well be several numbers.
 */
static bool
is_joined(struct saiga_slice text, size_t from, size_t end, uint32_t *joiner,
	size_t *next)
{
	size_t n;
	uint32_t c = char_at(text, end, &n), before = *joiner;
	enum text_class after = class_at(text, end + n);

	*joiner = c;
	*next = end + n;
	if (after != TEXT_LETTER && after != TEXT_DIGIT)
		return false;
	switch (c) {
	case '-':
	case '&':
	case 0xb7:   /* middle dot */
	case 0x2010: /* hyphen */
	case 0x2011: /* no-break hyphen */
		return true;
	case '.':
		return text.p[end - 1] != '.';
	case ',':
		return is_digit_at(text, end - 1) && is_digit_at(text, *next);
	case ' ':
		return (before == ' ' ? end - from == 3
				      : may_lead_groups(text, from, end)) &&
			is_group(text, *next);
	default:
		return text_is_apostrophe(c);
	}
}

static void
add_part(struct saiga_words *w, size_t off, size_t end)
{
	struct saiga_word_part *part = &w->parts[w->n];
	struct saiga_slice word = saiga_slice_of(w->text.p + off, end - off);
	uint32_t c;

	saiga_utf8_decode(word.p, word.len, &c);
	part->off = off;
	part->len = end - off;
	part->term_off = w->terms_len;
	part->term_len = saiga_fold_word(word, w->terms + w->terms_len);
	part->capital = text_is_upper(c);
	part->small = text_is_lower(c);
	if (part->term_len == 0)
		return;
	w->terms_len += part->term_len;
	w->n++;
}

/* Takes back the s of "Kazakhstan's": it is no word, but stands in what a
 * reader sees as the word. */
static void
drop_possessive(struct saiga_words *w)
{
	struct saiga_word_part *s = &w->parts[w->n - 1], *owner = s - 1;

	if (s->term_len != 1 || w->terms[s->term_off] != 's')
		return;
	owner->len = s->off + s->len - owner->off;
	w->n--;
	w->terms_len = s->term_off;
}

/* Writes the whole of a joined word behind its parts.  Full stops and commas
 * between digits count ("3,5" is not 35); other joiners do not. */
static void
add_whole(struct saiga_words *w, const bool decimal[])
{
	struct saiga_word_part *whole = &w->parts[w->n];
	struct saiga_word_part *last = whole - 1;
	char *term = w->terms + w->terms_len;
	size_t len = 0;
	unsigned i;

	for (i = 0; i < w->n; i++) {
		const struct saiga_word_part *part = &w->parts[i];

		if (len + part->term_len + 1 > SAIGA_TERM_MAX)
			break;
		if (i > 0 && decimal[i])
			term[len++] = '.';
		memcpy(term + len, w->terms + part->term_off, part->term_len);
		len += part->term_len;
	}
	whole->off = w->parts[0].off;
	whole->len = last->off + last->len - whole->off;
	whole->term_off = w->terms_len;
	whole->term_len = len;
	whole->capital = w->parts[0].capital;
	whole->small = w->parts[0].small;
	w->terms_len += len;
}

/* Reads the joined atoms that begin at w->at; w->n is 0 when folding leaves
 * nothing of them. */
static void
read_word(struct saiga_words *w)
{
	bool decimal[SAIGA_WORD_PARTS + 1] = { false };
	uint32_t joiner = NO_CHAR;
	size_t next = w->at;
	bool joined;

	w->n = w->next = 0;
	w->terms_len = 0;
	do {
		bool owned = text_is_apostrophe(joiner) && w->n > 0;
		unsigned before = w->n;
		size_t from = next, end = atom_end(w->text, from);

		decimal[w->n] = (joiner == '.' || joiner == ',') &&
			is_digit_at(w->text, from - 2) &&
			is_digit_at(w->text, from);
		add_part(w, from, end);
		joined = w->n < SAIGA_WORD_PARTS &&
			class_at(w->text, from) != TEXT_IDEOGRAPH &&
			is_joined(w->text, from, end, &joiner, &next);
		if (owned && !joined && w->n > before)
			drop_possessive(w);
		w->at = end;
	} while (joined);
	if (w->n > 1)
		add_whole(w, decimal);
}

void
saiga_words_init(struct saiga_words *words, struct saiga_slice text)
{
	words->text = text;
	words->at = 0;
	words->pos = 0;
	words->n = words->next = 0;
	words->terms_len = 0;
}

static bool
is_ascii_letter(char c)
{
	return (unsigned char)((c | 0x20) - 'a') < 26;
}

/* Whether there is the end of the text, or a character of ASCII that is
 * neither letter nor digit. */
static bool
is_plain_gap(struct saiga_slice text, size_t i)
{
	return i >= text.len ||
		((unsigned char)text.p[i] < 0x80 &&
			!is_ascii_letter(text.p[i]) && !is_digit_at(text, i));
}

/* Whether a word of plain letters ends before i, and nothing can join it to
 * what follows: no joiner is of two characters, or a space or newline. */
static bool
is_plain_end(struct saiga_slice text, size_t i)
{
	return is_plain_gap(text, i) &&
		(i >= text.len || text.p[i] == ' ' || text.p[i] == '\n' ||
			is_plain_gap(text, i + 1));
}

/*
 * The letter at i, folded, if it is one of ASCII or of the Russian alphabet
 * but for the accented io: its length in bytes, or 0.  *capital is whether it
 * was a capital one.
 */
static size_t
plain_letter(struct saiga_slice text, size_t i, char folded[2], bool *capital)
{
	const unsigned char *p = (const unsigned char *)text.p + i;
	unsigned c;

	if (i >= text.len)
		return 0;
	if (is_ascii_letter(text.p[i])) {
		*capital = p[0] < 'a';
		folded[0] = (char)(p[0] | 0x20);
		return 1;
	}
	if ((p[0] != 0xd0 && p[0] != 0xd1) || i + 1 == text.len)
		return 0;
	c = ((unsigned)p[0] & 0x1f) << 6 | ((unsigned)p[1] & 0x3f);
	if (c < 0x410 || c > 0x44f || (p[1] & 0xc0) != 0x80)
		return 0;
	*capital = c < 0x430;
	c += *capital ? 0x20 : 0;
	folded[0] = (char)(0xc0 | c >> 6);
	folded[1] = (char)(0x80 | (c & 0x3f));
	return 2;
}

/*
 * Most words of most texts are plain letters with a space behind: these need
 * none of the rules, and have no parts.  False, with nothing read, for any
 * other word.
 */
static bool
read_plain_word(struct saiga_words *w, struct saiga_word *word)
{
	const char *p = w->text.p + w->at;
	size_t end, letters = 0, n, left = w->text.len - w->at;
	bool capital, first = p[0] < 'a';

	left = left < SAIGA_WORD_CHARS ? left : SAIGA_WORD_CHARS;
	for (; letters < left && is_ascii_letter(p[letters]); letters++)
		w->terms[letters] = (char)(p[letters] | 0x20);
	end = w->at + letters;
	while ((n = plain_letter(w->text, end, w->terms + (end - w->at),
			&capital)) > 0) {
		if (letters++ == 0)
			first = capital;
		if (letters > SAIGA_WORD_CHARS)
			return false;
		end += n;
	}
	/* A single letter before a full stop may be an initial. */
	if (letters == 0 || !is_plain_end(w->text, end) ||
		(letters == 1 && end < w->text.len && w->text.p[end] == '.'))
		return false;
	word->off = w->at;
	word->len = end - w->at;
	word->term.p = w->terms;
	word->term.len = word->len;
	word->pos = w->pos;
	word->span = 1;
	word->capital = first;
	word->small = !first;
	w->n = w->next = 1;
	w->at = end;
	return true;
}

/* Moves to the next character that can begin a word. */
static bool
find_word(struct saiga_words *w)
{
	const struct saiga_slice text = w->text;
	size_t n;

	for (; w->at < text.len; w->at += n) {
		n = 1;
		if (text.p[w->at] == ' ')
			continue;
		if (is_ascii_letter(text.p[w->at]))
			return true;
		switch (text_classify(char_at(text, w->at, &n))) {
		case TEXT_LETTER:
		case TEXT_DIGIT:
		case TEXT_IDEOGRAPH:
			return true;
		default:
			break;
		}
	}
	return false;
}

bool
saiga_words_next(struct saiga_words *w, struct saiga_word *word)
{
	const struct saiga_word_part *part;
	bool whole;

	/* After the parts of a joined word comes the whole. */
	while (w->next >= w->n + (w->n > 1)) {
		w->pos += w->n;
		w->n = w->next = 0;
		if (!find_word(w))
			return false;
		if (read_plain_word(w, word))
			return true;
		read_word(w);
	}
	part = &w->parts[w->next];
	whole = w->next == w->n;
	word->term = saiga_slice_of(w->terms + part->term_off, part->term_len);
	word->off = part->off;
	word->len = part->len;
	word->pos = whole ? w->pos : w->pos + w->next;
	word->span = whole ? w->n : 1;
	word->capital = part->capital;
	word->small = part->small;
	w->next++;
	return true;
}

uint32_t
saiga_words_count(struct saiga_slice text)
{
	struct saiga_words words;
	struct saiga_word word;
	uint32_t n = 0;

	saiga_words_init(&words, text);
	while (saiga_words_next(&words, &word))
		n = word.pos + word.span > n ? word.pos + word.span : n;
	return n;
}
