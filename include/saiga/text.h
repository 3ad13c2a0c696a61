/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text into words, sentences, paragraphs and passages.  Everything here is
 * pure, but for what text/warn.c prints: no files, no language settings, no
 * global state.  Texts are UTF-8, but any bytes are taken: a byte that is no
 * UTF-8 stands for U+FFFD and belongs to no word.  Offsets and lengths are bytes of the text given.
 * The same code cuts words for the index, for queries and for highlights, so
 * that these never disagree; a change to what it yields is a new
 * SAIGA_ANALYSER_VERSION.
 */
#ifndef SAIGA_TEXT_H
#define SAIGA_TEXT_H

#include <saiga/strbuf.h>

#define SAIGA_ANALYSER_VERSION 2

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

/* How many characters the text has. */
size_t saiga_utf8_count(struct saiga_slice text);

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

/* Appends the word, its first letter a capital one if asked for. */
void saiga_utf8_capitalise(
	struct saiga_slice word, bool capital, struct saiga_strbuf *out);

/* Columns that c takes on a terminal: 0, 1 or 2 (UAX #11). */
unsigned saiga_utf8_width(uint32_t c);

/* White space of any script, line ends included. */
bool saiga_utf8_is_space(uint32_t c);

/* ---- what is read as one character: text/graphemes.c --------------------- */

/* Characters in a cluster at most, so that no heap of marks makes one without
 * end; UAX #15's Stream-Safe text has 31. */
#define SAIGA_GRAPHEME_CHARS 64

/* Where the extended grapheme cluster (UAX #29, 3.1.1) that begins at from
 * ends; text.len at the latest, and always greater than from while text is
 * left. */
size_t saiga_grapheme_end(struct saiga_slice text, size_t from);

/* Whether a cluster may end at the offset, an end of a character, by the two
 * characters around it: false between a letter and its marks.  Of a row of
 * flags it says that they cling together. */
bool saiga_grapheme_breaks(struct saiga_slice text, size_t at);

/* The range, whose ends are ends of characters, made longer at both ends until
 * it cuts no cluster, by SAIGA_GRAPHEME_CHARS at most. */
struct saiga_slice saiga_grapheme_cover(
	struct saiga_slice text, size_t off, size_t len);

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
	bool small;              /* or a small one; neither: has no case */
};

struct saiga_word_part {
	size_t off, len, term_off, term_len;
	bool capital, small;
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

/* ---- names: text/names.c, text/romanise.c, text/name-*.c ---------------- */

#define SAIGA_NAME_KEYS 12
#define SAIGA_NAME_KEY_SIZE 64 /* bytes, the NUL too */
#define SAIGA_NAME_SOUND '~'
#define SAIGA_NAME_LOOSE '?'

/*
 * The keys of a name; names that share one are spellings of one name.  Each
 * is terminated ASCII, and its first byte tells its kind:
 *   a to z  strict: the sounds, vowels too, but for o and a inside long names;
 *           joins any two words
 *   ~       transcription: a name that went from script to script by ear;
 *           joins only words of different scripts
 *   ?       loose: the consonants alone; proposes, and joins nothing
 */
struct saiga_name_keys {
	unsigned n;
	char key[SAIGA_NAME_KEYS][SAIGA_NAME_KEY_SIZE];
};

/*
 * The keys of a word as it is written, UTF-8: leave case and accents where
 * they are known, since "Lukašenko" has a key that "lukasenko" lacks.  An
 * orthography that the spelling hints at gives a strict key of its own.  None
 * (n is 0) for what is no name: with a digit, of one letter or over 40, of two
 * scripts or of one without a table.  Scripts: Latin, Cyrillic, Greek,
 * Armenian, Georgian; Arabic has a loose key only.  Takes about a microsecond
 * and no memory.  Sources: BGN/PCGN romanisations, ISO 9, 843, 9984 and 9985,
 * ICAO Doc 9303-3 section 6, Duden's transcription tables.
 */
void saiga_name_keys(struct saiga_name_keys *out, struct saiga_slice word);

#define SAIGA_NAME_CASES 6

/* Words, as folded as the one they were made of. */
struct saiga_name_cases {
	unsigned n;
	char name[SAIGA_NAME_CASES][SAIGA_TERM_MAX];
	size_t len[SAIGA_NAME_CASES];
};

/* What a folded Cyrillic word may be in the nominative if it is a name in
 * another case (Токаевым: Токаев); none for other words: text/name-cases.c. */
void saiga_name_cases(struct saiga_name_cases *out, struct saiga_slice word);

/* Whether two words that share a loose key are as good as equal: a strict key
 * of six sounds or more differs by one vowel that is easily taken for the
 * other (e and i, a and e), or by an i that only one of them has inside. */
bool saiga_names_near(
	const struct saiga_name_keys *a, const struct saiga_name_keys *b);

/* Whether two words are spellings of one name: they share a strict key, or are
 * near, or share a transcription key and not the script. */
bool saiga_names_join(struct saiga_slice a, struct saiga_slice b);

/* Whether they share a loose key: worth proposing, no more. */
bool saiga_names_alike(struct saiga_slice a, struct saiga_slice b);

/* Whether both are words of one script that has a table. */
bool saiga_name_same_script(struct saiga_slice a, struct saiga_slice b);

/* ---- Kazakh: text/kazakh.c ---------------------------------------------- */

/*
 * Writes the stem of a folded Kazakh word, Cyrillic or Latin, to stem, and
 * returns its length in bytes, which is 0 only for the empty word.  The stem
 * is a key that the forms of a word share, not a word.  A word that has other
 * letters is its own stem; of one longer than SAIGA_TERM_MAX the first
 * characters are.
 */
size_t saiga_stem_kazakh(struct saiga_slice word, char stem[SAIGA_TERM_MAX]);

/* ---- typing mistakes: text/distance.c ----------------------------------- */

/*
 * A word that many are compared with, prepared once; the fields are private
 * to distance.c.  Only the first SAIGA_WORD_CHARS characters of a word count,
 * and a byte that is no UTF-8 is the character U+FFFD.
 */
#define SAIGA_TYPO_SLOTS 128

struct saiga_typo {
	unsigned len;                     /* characters */
	uint32_t chars[SAIGA_TYPO_SLOTS]; /* a hash table */
	uint64_t at[SAIGA_TYPO_SLOTS];    /* where in the word each stands */
};

void saiga_typo_init(struct saiga_typo *typo, struct saiga_slice word);

/*
 * The optimal string alignment distance: how many characters must be put in,
 * left out, replaced or swapped with the next one to make one word of the
 * other, nothing being changed twice; max + 1 as soon as it is more than max.
 * A max over SAIGA_WORD_CHARS is taken for that.  One column of the table a
 * step, by H. Hyyro, A bit-vector algorithm for computing Levenshtein and
 * Damerau edit distances, Nordic Journal of Computing 10 (2003), 29-39.
 */
unsigned saiga_typo_distance(const struct saiga_typo *typo,
	struct saiga_slice other, unsigned max);

/*
 * The bytes that the other word begins with, and no word within max mistakes;
 * 0 where there are none in its first eight characters.  They end where the
 * whole column is over max: the next one is at least as far off then, and so
 * is a swap that passes the column over, for the column before it is one less
 * at most.
 */
size_t saiga_typo_prefix(const struct saiga_typo *typo,
	struct saiga_slice other, unsigned max);

/* The distance of two words; their order does not matter. */
unsigned saiga_edit_distance(
	struct saiga_slice a, struct saiga_slice b, unsigned max);

/*
 * How many mistakes to allow for in a word of that many characters: none
 * under 4, 1 under 8, else 2, as Algolia does (minWordSizefor1Typo,
 * minWordSizefor2Typos).  Four of five misspelt words have one mistake (F.
 * Damerau, Communications of the ACM 7 (1964), 171-176), and most words of
 * three letters are one letter from another word.
 */
unsigned saiga_typo_max(size_t chars);

/* ---- wrong keyboards: text/layouts.c ------------------------------------ */

/*
 * Layouts are numbered by twos from 0: the text was typed on a US keyboard
 * and meant for the other one (Russian 0, Kazakh 2, Ukrainian 4, German 6),
 * and, plus one, the other way around.
 */
unsigned saiga_layouts_count(void);

/*
 * Appends what the keys that typed the text would have typed in the other
 * layout: "ghbdtn" is "привет".  What no key types, and bytes that are no
 * UTF-8, are kept.  False, with nothing appended, when nothing would change
 * or there is no such layout.
 */
bool saiga_layout_retype(struct saiga_strbuf *out, struct saiga_slice text,
	unsigned layout);

/* ---- stop words: text/stopwords.c --------------------------------------- */

/* Whether there are stop words for the language, an ISO 639-1 code. */
bool saiga_has_stopwords(struct saiga_slice language);

/*
 * Whether the folded word of that language only holds a sentence together, or
 * asks: articles, prepositions, conjunctions, pronouns, auxiliaries, question
 * words, particles.  Words that deny are none of these, nor are those that
 * are as often a name or a noun ("us" is the U.S., "may" a month).
 */
bool saiga_is_stopword(struct saiga_slice language, struct saiga_slice word);

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
	SAIGA_PARAGRAPH_TAIL,      /* brought along behind the text, searched */
	SAIGA_PARAGRAPH_KINDS
};

struct saiga_paragraph {
	size_t off, len; /* without white space around it */
	enum saiga_paragraph_kind kind;
	bool apart; /* a blank line, or nothing, stands before it */
	bool recurs; /* in many articles of its host: kept, not searched */
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
 * Packs the paragraphs of kind TEXT and HEADING that do not recur into
 * passages: a heading
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

/* ---- messages of programs: text/warn.c ----------------------------------- */

/*
 * Prints "saiga: TEXT" to standard error, as it may be shown on a terminal, at
 * most a megabyte of it: for programs.  A library sets its struct saiga_error.
 */
void saiga_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void saiga_vwarn(const char *format, va_list args)
	__attribute__((format(printf, 1, 0)));

/* That the argument is no option of the command, or lacks its value. */
void saiga_warn_option(const char *command, const char *argument);

#endif
