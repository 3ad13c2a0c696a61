/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds for text/ whatever the text is. */
#include "text_properties.h"

#include <string.h>

/* Leaves the function with the property's name when it does not hold. */
#define HOLDS(property, condition)                                             \
	do {                                                                   \
		if (!(condition))                                              \
			return property;                                       \
	} while (0)

/* Passages do not begin at 0: an article's title stands before them. */
#define FIRST_POS 17

/* ---- characters --------------------------------------------------------- */

static bool
is_utf8(struct saiga_slice text)
{
	size_t i, n;

	for (i = 0; i < text.len; i += n) {
		uint32_t c;

		n = saiga_utf8_decode(text.p + i, text.len - i, &c);
		if (c == SAIGA_REPLACEMENT && n == 1)
			return false;
	}
	return true;
}

static bool
holds_control(struct saiga_slice text)
{
	size_t i;
	uint32_t c;

	for (i = 0; i < text.len;) {
		i += saiga_utf8_decode(text.p + i, text.len - i, &c);
		if (c == '\n' || c == '\t' || saiga_utf8_is_control(c))
			return true;
	}
	return false;
}

static const char *
cuts_broken(struct saiga_slice text)
{
	static const size_t limits[] = { 0, 1, 2, 3, 4, 5, 31, 64, 200 };
	size_t i;

	for (i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
		struct saiga_slice cut = saiga_utf8_cut(text, limits[i]);

		HOLDS("a cut is a prefix of at most so many bytes",
			cut.p == text.p && cut.len <= limits[i] &&
				cut.len <= text.len);
		HOLDS("a cut loses less than a character",
			cut.len == text.len || cut.len + 4 > limits[i]);
		HOLDS("a cut of UTF-8 is UTF-8",
			!is_utf8(text) || is_utf8(cut));
	}
	return NULL;
}

static const char *
repair_broken(struct saiga_slice text, struct saiga_strbuf *once,
	struct saiga_strbuf *twice)
{
	struct saiga_slice repaired;
	size_t replaced = saiga_utf8_repair(text, once);

	repaired = saiga_strbuf_view(once);
	HOLDS("repair gives UTF-8", is_utf8(repaired));
	HOLDS("repair leaves no NUL",
		repaired.len == 0 ||
			memchr(repaired.p, '\0', repaired.len) == NULL);
	HOLDS("repair puts three bytes for each it replaces",
		repaired.len == text.len + 2 * replaced);
	HOLDS("repair replaces nothing in what is whole",
		replaced > 0 || saiga_slice_equal(repaired, text));
	HOLDS("a second repair has nothing to do",
		saiga_utf8_repair(repaired, twice) == 0 &&
			saiga_slice_equal(saiga_strbuf_view(twice), repaired));
	HOLDS("a repaired text has as many words",
		saiga_words_count(repaired) == saiga_words_count(text));
	saiga_strbuf_reset(twice);
	saiga_utf8_printable(text, twice);
	HOLDS("what is printable is UTF-8", is_utf8(saiga_strbuf_view(twice)));
	HOLDS("what is printable holds no controls",
		!holds_control(saiga_strbuf_view(twice)));
	return NULL;
}

static const char *
characters_broken(struct saiga_slice text)
{
	struct saiga_strbuf once = SAIGA_STRBUF_INIT(3 * text.len);
	struct saiga_strbuf twice = SAIGA_STRBUF_INIT(3 * text.len);
	const char *broken = repair_broken(text, &once, &twice);

	if (broken == NULL &&
		(once.status != SAIGA_OK || twice.status != SAIGA_OK))
		broken = "no character takes over three bytes for one";
	saiga_strbuf_dispose(&once);
	saiga_strbuf_dispose(&twice);
	return broken == NULL ? cuts_broken(text) : broken;
}

static const char *
clusters_broken(struct saiga_slice text)
{
	size_t from = 0, end;

	for (; from < text.len; from = end) {
		struct saiga_slice cover;

		end = saiga_grapheme_end(text, from);
		HOLDS("a cluster has an end behind its start, in the text",
			end > from && end <= text.len);
		HOLDS("a cluster has so many characters at most",
			saiga_utf8_count(saiga_slice_of(text.p + from,
				end - from)) <= SAIGA_GRAPHEME_CHARS);
		cover = saiga_grapheme_cover(text, from, end - from);
		HOLDS("what covers a range holds it and stays in the text",
			cover.p >= text.p && cover.p <= text.p + from &&
				cover.p + cover.len >= text.p + end &&
				cover.p + cover.len <= text.p + text.len);
	}
	HOLDS("behind the text there is no cluster",
		saiga_grapheme_end(text, text.len) == text.len);
	return NULL;
}

/* ---- words -------------------------------------------------------------- */

/* What the words so far were: those of the joined word that is open, too. */
struct reading {
	struct saiga_slice text;
	size_t end;   /* of the last part */
	uint32_t pos; /* that comes next */
	/* By position, of the last parts: where each is, and its term. */
	size_t offs[SAIGA_WORD_PARTS], term_offs[SAIGA_WORD_PARTS];
	struct saiga_strbuf terms;
};

static bool
holds_apostrophe(struct saiga_slice surface)
{
	static const char *const marks[] = { "'", "`", "\u00b4", "\u2018",
		"\u2019", "\u201b", "\u2032", "\uff07" };
	size_t i, j, n;

	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		n = strlen(marks[i]);
		for (j = 0; j + n <= surface.len; j++)
			if (memcmp(surface.p + j, marks[i], n) == 0)
				return true;
	}
	return false;
}

static const char *
term_broken(struct saiga_slice term)
{
	size_t i;

	HOLDS("a term is not empty and not too long",
		term.len > 0 && term.len <= SAIGA_TERM_MAX);
	HOLDS("a term is UTF-8", is_utf8(term));
	for (i = 0; i < term.len; i++)
		HOLDS("a term holds no capital, space or NUL",
			term.p[i] != '\0' && term.p[i] != ' ' &&
				(term.p[i] < 'A' || term.p[i] > 'Z'));
	return NULL;
}

static const char *
part_broken(struct reading *r, const struct saiga_word *word)
{
	struct saiga_slice surface =
		saiga_slice_of(r->text.p + word->off, word->len);
	char term[SAIGA_TERM_MAX];

	HOLDS("words come in order and apart", word->off >= r->end);
	HOLDS("positions are counted one by one", word->pos == r->pos);
	HOLDS("a folded term folds to itself",
		saiga_slice_equal(word->term,
			saiga_slice_of(
				term, saiga_fold_word(word->term, term))));
	HOLDS("a word folds to its term",
		holds_apostrophe(surface) ||
			saiga_slice_equal(word->term,
				saiga_slice_of(
					term, saiga_fold_word(surface, term))));
	r->offs[r->pos % SAIGA_WORD_PARTS] = word->off;
	r->term_offs[r->pos % SAIGA_WORD_PARTS] = r->terms.len;
	r->end = word->off + word->len;
	r->pos++;
	saiga_strbuf_slice(&r->terms, word->term);
	return NULL;
}

static const char *
whole_broken(struct reading *r, const struct saiga_word *word)
{
	struct saiga_slice parts = saiga_strbuf_view(&r->terms);
	size_t first = word->pos % SAIGA_WORD_PARTS, i, at;

	HOLDS("a whole covers its parts and no more",
		word->span >= 2 && word->span <= SAIGA_WORD_PARTS &&
			word->pos + word->span == r->pos);
	HOLDS("a whole begins with its first part and ends with its last",
		word->off == r->offs[first] && word->off + word->len == r->end);
	at = r->term_offs[first];
	for (i = 0; i < word->term.len; i++)
		if (word->term.p[i] != '.')
			HOLDS("a whole is its parts in a row",
				at < parts.len &&
					word->term.p[i] == parts.p[at++]);
	HOLDS("a whole has all of its parts, if there is room",
		at == parts.len ||
			parts.len - r->term_offs[first] + SAIGA_WORD_PARTS >
				SAIGA_TERM_MAX);
	return NULL;
}

static const char *
all_words_broken(struct reading *r)
{
	struct saiga_words words;
	struct saiga_word word;
	const char *broken = NULL;

	saiga_words_init(&words, r->text);
	while (broken == NULL && saiga_words_next(&words, &word)) {
		HOLDS("a word lies inside the text",
			word.len > 0 && word.off < r->text.len &&
				word.len <= r->text.len - word.off);
		broken = term_broken(word.term);
		if (broken == NULL)
			broken = word.span == 1 ? part_broken(r, &word)
						: whole_broken(r, &word);
	}
	if (broken == NULL && r->pos != saiga_words_count(r->text))
		broken = "the count of words is their last position + 1";
	return broken;
}

static const char *
words_broken(struct saiga_slice text)
{
	struct reading r = { .text = text,
		.terms = SAIGA_STRBUF_INIT(SIZE_MAX / 2) };
	const char *broken = all_words_broken(&r);

	saiga_strbuf_dispose(&r.terms);
	return broken;
}

/* ---- sentences, paragraphs ---------------------------------------------- */

static const char *
sentences_broken(struct saiga_slice text)
{
	size_t from = 0, end;
	uint32_t words = 0;

	for (; from < text.len; from = end) {
		end = saiga_sentence_end(text, from);
		HOLDS("a sentence has an end behind its start, in the text",
			end > from && end <= text.len);
		words += saiga_words_count(
			saiga_slice_of(text.p + from, end - from));
	}
	HOLDS("no sentence ends inside a word",
		words == saiga_words_count(text));
	HOLDS("behind the text there is no sentence",
		saiga_sentence_end(text, text.len) == text.len);
	return NULL;
}

/* Whether what stands between two paragraphs is white space and holds the
 * end of a line. */
static bool
is_between(struct saiga_slice text, size_t from, size_t to)
{
	struct saiga_slice gap = saiga_slice_of(text.p + from, to - from);

	return saiga_slice_trim(gap).len == 0;
}

static const char *
paragraphs_broken(struct saiga_slice text, const struct saiga_paragraphs *list)
{
	size_t i, end = 0;

	for (i = 0; i < list->n; i++) {
		const struct saiga_paragraph *p = &list->items[i];
		struct saiga_slice s = saiga_slice_of(text.p + p->off, p->len);

		HOLDS("paragraphs come in order, inside the text",
			p->off >= end && p->len > 0 && p->off < text.len &&
				p->len <= text.len - p->off);
		HOLDS("no white space is around a paragraph",
			saiga_slice_trim(s).len == s.len);
		HOLDS("nothing but white space is between paragraphs",
			is_between(text, end, p->off));
		HOLDS("a plain text has paragraphs of text and headings",
			p->kind == SAIGA_PARAGRAPH_TEXT ||
				p->kind == SAIGA_PARAGRAPH_HEADING);
		HOLDS("the first and the last paragraph are no headings",
			p->kind == SAIGA_PARAGRAPH_TEXT ||
				(i > 0 && i + 1 < list->n));
		end = p->off + p->len;
	}
	HOLDS("nothing but white space is behind the paragraphs",
		is_between(text, end, text.len));
	return NULL;
}

/* ---- passages ----------------------------------------------------------- */

static bool
is_searched(const struct saiga_paragraph *p)
{
	return p->kind == SAIGA_PARAGRAPH_TEXT ||
		p->kind == SAIGA_PARAGRAPH_HEADING ||
		p->kind == SAIGA_PARAGRAPH_TAIL;
}

static const char *
passage_broken(struct saiga_slice text, const struct saiga_paragraphs *list,
	const struct saiga_passage *p)
{
	const struct saiga_paragraph *first, *last;
	size_t i;

	HOLDS("a passage is of paragraphs that there are",
		p->first_paragraph <= p->last_paragraph &&
			p->last_paragraph < list->n);
	first = &list->items[p->first_paragraph];
	last = &list->items[p->last_paragraph];
	for (i = p->first_paragraph; i <= p->last_paragraph; i++)
		HOLDS("a passage is of text, headings and a tail",
			is_searched(&list->items[i]));
	HOLDS("a passage begins in its first paragraph",
		p->off >= first->off && p->off < first->off + first->len);
	HOLDS("a passage ends in its last paragraph",
		p->off + p->len > last->off &&
			p->off + p->len <= last->off + last->len);
	HOLDS("a passage has not too many words",
		p->words <= SAIGA_PASSAGE_WORDS_MAX);
	HOLDS("a passage has the words it says",
		saiga_words_count(saiga_slice_of(text.p + p->off, p->len)) ==
			p->words);
	return NULL;
}

static const char *
passages_broken(struct saiga_slice text, const struct saiga_paragraphs *list,
	const struct saiga_passages *passages)
{
	uint32_t pos = FIRST_POS, words = 0;
	size_t i, end = 0;

	for (i = 0; i < passages->n; i++) {
		const struct saiga_passage *p = &passages->items[i];
		const char *broken;

		HOLDS("passages come in order and apart",
			p->off >= end && p->len > 0);
		HOLDS("a gap is between the positions of passages",
			p->pos == pos);
		broken = passage_broken(text, list, p);
		if (broken != NULL)
			return broken;
		end = p->off + p->len;
		pos += p->words + SAIGA_PASSAGE_GAP;
		words += p->words;
	}
	for (i = 0; i < list->n; i++)
		if (is_searched(&list->items[i]))
			words -= saiga_words_count(
				saiga_slice_of(text.p + list->items[i].off,
					list->items[i].len));
	HOLDS("all words of text and headings are in passages", words == 0);
	return NULL;
}

static const char *
cut_broken(struct saiga_slice text, struct saiga_paragraphs *paragraphs,
	struct saiga_passages *passages)
{
	const char *broken;
	size_t i;

	HOLDS("there is memory for passages",
		saiga_passages_cut(passages, text, paragraphs, FIRST_POS) ==
			SAIGA_OK);
	broken = passages_broken(text, paragraphs, passages);
	if (broken != NULL)
		return broken;
	/* Once more, as a reader might have marked them. */
	for (i = 0; i < paragraphs->n; i++)
		paragraphs->items[i].kind = (enum saiga_paragraph_kind)(
			(i * 7 + paragraphs->items[i].len) % 9 %
			SAIGA_PARAGRAPH_KINDS);
	HOLDS("there is memory for passages",
		saiga_passages_cut(passages, text, paragraphs, FIRST_POS) ==
			SAIGA_OK);
	return passages_broken(text, paragraphs, passages);
}

static const char *
structure_broken(struct saiga_slice text)
{
	struct saiga_paragraphs paragraphs = SAIGA_PARAGRAPHS_INIT;
	struct saiga_passages passages = SAIGA_PASSAGES_INIT;
	const char *broken = "there is memory for paragraphs";

	if (saiga_paragraphs_cut(&paragraphs, text) == SAIGA_OK)
		broken = paragraphs_broken(text, &paragraphs);
	if (broken == NULL)
		broken = cut_broken(text, &paragraphs, &passages);
	saiga_paragraphs_dispose(&paragraphs);
	saiga_passages_dispose(&passages);
	return broken;
}

const char *
text_properties_broken(struct saiga_slice text)
{
	static const char *(*const properties[])(struct saiga_slice) = {
		characters_broken,
		clusters_broken,
		words_broken,
		sentences_broken,
		structure_broken,
	};
	const char *broken = NULL;
	size_t i;

	for (i = 0; i < sizeof(properties) / sizeof(*properties); i++)
		if (broken == NULL)
			broken = properties[i](text);
	return broken;
}
