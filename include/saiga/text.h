/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text into words, sentences, paragraphs and passages.  Everything here is
 * pure: no files, no language settings, no global state.  Texts are UTF-8,
 * but any bytes are taken: a byte that is no UTF-8 stands for U+FFFD and
 * belongs to no word.  Offsets and lengths are bytes of the text given.
 * The same code cuts words for the index, for queries and for highlights, so
 * that these never disagree; a change to what it yields is a new
 * SAIGA_ANALYSER_VERSION.
 */
#ifndef SAIGA_TEXT_H
#define SAIGA_TEXT_H

#include <saiga/strbuf.h>

#define SAIGA_ANALYSER_VERSION 1

/* ---- characters: text/utf8.c -------------------------------------------- */

#define SAIGA_REPLACEMENT 0xfffdu

/*
 * Decodes the character at p, of which at least one byte is there, into *c
 * and returns its length in bytes, 1 to 4.  What is no UTF-8 (overlong forms
 * and surrogates too) gives U+FFFD and the length 1.
 */
size_t saiga_utf8_decode(const char *p, size_t len, uint32_t *c);

/* Appends the character c, a Unicode scalar value, as UTF-8. */
void saiga_utf8_append(struct saiga_strbuf *b, uint32_t c);

/*
 * Appends the text with every byte that is no UTF-8, and every NUL, put as
 * U+FFFD.  What it appends is valid UTF-8 without NUL.  Returns how many
 * bytes were replaced.
 */
size_t saiga_utf8_repair(struct saiga_slice text, struct saiga_strbuf *out);

/* The first characters of the text, whole ones, in at most max bytes. */
struct saiga_slice saiga_utf8_cut(struct saiga_slice text, size_t max);

/*
 * Whether c must not reach a terminal or a page as it is: controls other
 * than tab and newline, and the marks that turn the writing direction.
 */
bool saiga_utf8_is_control(uint32_t c);

/*
 * Appends the text as it may be shown on a terminal: controls, newlines and
 * tabs as a space each, bytes that are no UTF-8 as U+FFFD.
 */
void saiga_utf8_printable(struct saiga_slice text, struct saiga_strbuf *out);

/* Columns that c takes on a terminal: 0, 1 or 2 (UAX #11). */
unsigned saiga_utf8_width(uint32_t c);

/* White space of any script, line ends included. */
bool saiga_utf8_is_space(uint32_t c);

/* ---- words: text/fold.c, text/words.c ----------------------------------- */

#define SAIGA_WORD_CHARS 64 /* a longer word is told by its first 64 */
#define SAIGA_TERM_MAX 200  /* bytes; a Xapian term holds 245, prefix too */
#define SAIGA_WORD_PARTS 8  /* parts that one joined word may have */

/*
 * Folds a word for matching: NFKC case folding (Unicode 3.13, D146), the
 * accents of Latin, Greek, Cyrillic, Arabic and Hebrew dropped (Cyrillic
 * short i stays: it is a letter of its own), then the letters that no
 * decomposition reaches (a table in fold.c).  Writes at most SAIGA_TERM_MAX
 * bytes to term and returns how many; 0 when nothing of the word remains.
 */
size_t saiga_fold_word(struct saiga_slice word, char term[SAIGA_TERM_MAX]);

/*
 * A word as it stands in a text.  A joined word ("COVID-19", "O'Brien",
 * "nur.kz", "3.5") comes as its parts, each at its own position, and then
 * once whole: the whole has the first part's position and a span of as many
 * positions as there were parts, and is folded without the joiner
 * ("covid19"), so that every way of writing it meets.  Initials ("U.S.") and
 * digit groups ("7,500") are one word without parts.
 */
struct saiga_word {
	struct saiga_slice term; /* folded; borrowed until the next call */
	size_t off, len;         /* as written; a possessive 's included */
	uint32_t pos;            /* counted from 0 */
	uint32_t span;           /* positions covered; over 1: a joined whole */
	bool capital;            /* begins with a capital letter */
};

struct saiga_word_part {
	size_t off, len, term_off, term_len;
	bool capital;
};

/* Goes over the words of a text; the fields are private to words.c. */
struct saiga_words {
	struct saiga_slice text;
	size_t at;
	uint32_t pos;
	unsigned n, next;
	size_t terms_len;
	struct saiga_word_part parts[SAIGA_WORD_PARTS + 1];
	char terms[(SAIGA_WORD_PARTS + 1) * SAIGA_TERM_MAX];
};

/* Begins at the text's start; the text is borrowed while words are drawn. */
void saiga_words_init(struct saiga_words *words, struct saiga_slice text);

/* The next word, in the order of the text; false at the end. */
bool saiga_words_next(struct saiga_words *words, struct saiga_word *word);

/* Positions that the words of the text take. */
uint32_t saiga_words_count(struct saiga_slice text);

/* ---- the lexicon: text/lexicon.c ---------------------------------------- */

/* A set of terms, numbered from 0 in the order they came. */
struct saiga_lexicon;

/* NULL when out of memory. */
struct saiga_lexicon *saiga_lexicon_new(void);
void saiga_lexicon_free(struct saiga_lexicon *lexicon);

/* Forgets all terms; keeps the memory. */
void saiga_lexicon_reset(struct saiga_lexicon *lexicon);

#define SAIGA_NO_TERM UINT32_MAX

/* The term's number, given anew if it is not there yet; the bytes are copied.
 * SAIGA_NO_TERM when out of memory. */
uint32_t saiga_lexicon_add(
	struct saiga_lexicon *lexicon, struct saiga_slice term);

/* The term's number, or SAIGA_NO_TERM. */
uint32_t saiga_lexicon_find(
	const struct saiga_lexicon *lexicon, struct saiga_slice term);

uint32_t saiga_lexicon_count(const struct saiga_lexicon *lexicon);

/* The term with that number, which must be under the count; borrowed until
 * the next add. */
struct saiga_slice saiga_lexicon_term(
	const struct saiga_lexicon *lexicon, uint32_t number);

/* ---- sentences: text/sentences.c ---------------------------------------- */

/*
 * Where the sentence that begins at from ends: the offset behind its last
 * character and closing quotes, before the white space that follows; always
 * greater than from while text is left, and text.len at the latest.  Goes by
 * the terminators of UAX #29 and a table of abbreviations.
 */
size_t saiga_sentence_end(struct saiga_slice text, size_t from);

/* ---- paragraphs: text/paragraphs.c -------------------------------------- */

enum saiga_paragraph_kind {
	SAIGA_PARAGRAPH_TEXT,
	SAIGA_PARAGRAPH_HEADING,
	SAIGA_PARAGRAPH_TITLE,     /* repeats the article's title */
	SAIGA_PARAGRAPH_SOURCE,    /* names publisher or author: kept as field */
	SAIGA_PARAGRAPH_FURNITURE, /* of the page: kept, not searched */
	SAIGA_PARAGRAPH_KINDS
};

struct saiga_paragraph {
	size_t off, len; /* without white space around it */
	enum saiga_paragraph_kind kind;
	bool apart; /* a blank line, or nothing, stands before it */
};

struct saiga_paragraphs {
	struct saiga_paragraph *items;
	size_t n, cap;
};

#define SAIGA_PARAGRAPHS_INIT { NULL, 0, 0 }

/*
 * Cuts a text into paragraphs at blank lines and at line ends, except where
 * the lines were only wrapped: an end of line after which the next word
 * would not have fitted.  Sets the kinds TEXT and HEADING: a short line
 * between paragraphs, without the end of a sentence, before a longer one.
 * Replaces what *out held.
 */
SAIGA_CHECKED enum saiga_status saiga_paragraphs_cut(
	struct saiga_paragraphs *out, struct saiga_slice text);

/* Whether the line reads as a heading or a title would: at most 16 words, no
 * end of a sentence, or a short question or one in title case. */
bool saiga_paragraph_is_headline(struct saiga_slice line);

SAIGA_CHECKED enum saiga_status saiga_paragraphs_add(
	struct saiga_paragraphs *list, struct saiga_paragraph paragraph);
void saiga_paragraphs_dispose(struct saiga_paragraphs *list);

/* ---- passages: text/passages.c ------------------------------------------ */

#define SAIGA_PASSAGE_WORDS 120     /* paragraphs are packed to about this */
#define SAIGA_PASSAGE_WORDS_MAX 250 /* never more */
#define SAIGA_PASSAGE_BYTES_MAX 16384 /* nor, of what is hardly words */
#define SAIGA_PASSAGE_GAP 100       /* positions left between two passages */

/*
 * What a result shows: one or more paragraphs, or a piece of a long one.
 * Its words have the positions pos to pos + words - 1 in the index.
 */
struct saiga_passage {
	size_t off, len;
	uint32_t first_paragraph, last_paragraph; /* counted from 0 */
	uint32_t pos, words;
};

struct saiga_passages {
	struct saiga_passage *items;
	size_t n, cap;
};

#define SAIGA_PASSAGES_INIT { NULL, 0, 0 }

/*
 * Packs the paragraphs of kind TEXT and HEADING into passages: a heading
 * begins one, a paragraph too long for one is cut at sentence ends, and none
 * holds paragraphs that another kind stands between.  The first passage's
 * words begin at position pos.  Replaces what *out held.
 */
SAIGA_CHECKED enum saiga_status saiga_passages_cut(struct saiga_passages *out,
	struct saiga_slice text, const struct saiga_paragraphs *paragraphs,
	uint32_t pos);

SAIGA_CHECKED enum saiga_status saiga_passages_add(
	struct saiga_passages *list, struct saiga_passage passage);
void saiga_passages_dispose(struct saiga_passages *list);

#endif
