/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Builds documents.  The words of an article are counted in a table of our
 * own and handed to Xapian at once, each term once with all its positions:
 * its own add_posting looks a term up in a tree for every word.
 */
#include "document.h"

#include <saiga/store.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_TERMS                                                              \
	100000u      /* different ones in an article; memory is bounded        \
	              */
#define TITLE_WDF 3u /* a word of the title counts as three of the text */

struct occurrence {
	uint32_t term, pos;
};

/* What one article tells of a term. */
struct term_info {
	uint32_t wdf;
	struct saiga_slice written; /* as in struct document_word */
	bool capital, small;
};

struct document_builder {
	struct saiga_lexicon *terms;
	struct occurrence *items; /* in the order of the text */
	size_t n, cap;
	struct term_info *infos; /* per term */
	size_t infos_cap;
	struct xc_posting *postings;
	size_t postings_cap;
	uint32_t *positions; /* of all terms, grouped by term */
	size_t positions_cap;
	struct saiga_words words;
	struct saiga_strbuf record, scratch;
	bool cut, nomem;
};

struct document_builder *
document_builder_new(void)
{
	struct document_builder *b = calloc(1, sizeof(*b));

	if (b == NULL)
		return NULL;
	b->record.max = SAIGA_RECORD_MAX;
	b->scratch.max = (size_t)2 << 20; /* a path and a part */
	b->terms = saiga_lexicon_new();
	if (b->terms == NULL) {
		free(b);
		return NULL;
	}
	return b;
}

void
document_builder_free(struct document_builder *b)
{
	if (b == NULL)
		return;
	saiga_lexicon_free(b->terms);
	free(b->items);
	free(b->infos);
	free(b->postings);
	free(b->positions);
	saiga_strbuf_dispose(&b->record);
	saiga_strbuf_dispose(&b->scratch);
	free(b);
}

/* The number of a term; SAIGA_NO_TERM when there are too many. */
static uint32_t
number_term(struct document_builder *b, struct saiga_slice term)
{
	uint32_t number, before = saiga_lexicon_count(b->terms);

	if (before >= MAX_TERMS) {
		number = saiga_lexicon_find(b->terms, term);
		b->cut |= number == SAIGA_NO_TERM;
		return number;
	}
	number = saiga_lexicon_add(b->terms, term);
	if (number == SAIGA_NO_TERM ||
		saiga_array_reserve(&b->infos, &b->infos_cap,
			number + (size_t)1, sizeof(*b->infos)) != SAIGA_OK) {
		b->nomem = true;
		return SAIGA_NO_TERM;
	}
	if (number == before)
		memset(&b->infos[number], 0, sizeof(*b->infos));
	return number;
}

static void
add_position(struct document_builder *b, uint32_t term, uint32_t pos)
{
	if (saiga_array_reserve(&b->items, &b->cap, b->n + 1,
		    sizeof(*b->items)) != SAIGA_OK) {
		b->nomem = true;
		return;
	}
	b->items[b->n].term = term;
	b->items[b->n].pos = pos;
	b->n++;
}

/* One occurrence of a word, from position base on; returns its number.  The
 * whole of a joined word stands at its first part's position and its last
 * one's, so that a phrase finds it from either side. */
static uint32_t
add_word(struct document_builder *b, const char *prefix,
	const struct saiga_word *word, uint32_t base, uint32_t wdf)
{
	char term[4 + SAIGA_TERM_MAX];
	size_t n = strlen(prefix);
	uint32_t number;

	memcpy(term, prefix, n);
	memcpy(term + n, word->term.p, word->term.len);
	number = number_term(b, saiga_slice_of(term, n + word->term.len));
	if (number == SAIGA_NO_TERM)
		return number;
	add_position(b, number, base + word->pos);
	if (word->span > 1)
		add_position(b, number, base + word->pos + word->span - 1);
	b->infos[number].wdf += wdf;
	return number;
}

/* All words of a text under a prefix; returns how many positions it took. */
static uint32_t
add_words(struct document_builder *b, const char *prefix,
	struct saiga_slice text, uint32_t base, uint32_t wdf)
{
	struct saiga_word word;

	saiga_words_init(&b->words, text);
	while (saiga_words_next(&b->words, &word))
		add_word(b, prefix, &word, base, wdf);
	return b->words.pos;
}

/* What stood before a word of a passage. */
struct before {
	size_t end;   /* of the last word; 0: there was none */
	bool shouted; /* it is all in capitals */
	struct {
		bool capital, small;
	} seen[SAIGA_WORD_PARTS]; /* of the last words, by position */
};

/* Whether what stands between two words leaves the second in the middle of a
 * sentence. */
static bool
goes_on(struct saiga_slice between)
{
	return between.len == 1
		? between.p[0] == ' ' || between.p[0] == '-'
		: saiga_slice_equal(between, saiga_slice(", ")) ||
			saiga_slice_equal(between, saiga_slice("\xc2\xa0"));
}

/* Part of an address or a tag, whose letters are small whatever they name. */
static bool
is_tagged(struct saiga_slice text, size_t off)
{
	return off > 0 && memchr("#@/_.", text.p[off - 1], 5) != NULL;
}

/* Whether the second letter is a capital one, too. */
static bool
is_shouted(struct saiga_slice text, const struct saiga_word *word)
{
	struct saiga_words rest;
	struct saiga_word second;
	uint32_t c;
	size_t n = saiga_utf8_decode(text.p + word->off, word->len, &c);

	if (!word->capital || n >= word->len)
		return false;
	saiga_words_init(
		&rest, saiga_slice_of(text.p + word->off + n, word->len - n));
	return saiga_words_next(&rest, &second) && second.capital;
}

/*
 * Notes whether the word is written as a name is: with a capital letter, and
 * not first in its sentence, for there the capital is the word's own; in lines
 * all of capitals it says nothing.  Letters without case may be a name
 * anywhere.
 */
static void
note_case(struct document_builder *b, uint32_t number, struct saiga_slice text,
	const struct saiga_word *word, struct before *before)
{
	bool digit = text.p[word->off] >= '0' && text.p[word->off] <= '9';
	size_t slot = word->pos % SAIGA_WORD_PARTS;
	struct term_info *info;

	if (word->span == 1) {
		/* One letter, or a number, is as what stands before it. */
		bool shouted = word->len > 1 && !digit ? is_shouted(text, word)
						       : before->shouted;
		bool on = before->end > 0 &&
			goes_on(saiga_slice_of(text.p + before->end,
				word->off - before->end)) &&
			!(shouted && before->shouted);

		before->seen[slot].small =
			word->small && !is_tagged(text, word->off);
		before->seen[slot].capital =
			word->capital ? on : !word->small && !digit;
		before->shouted = shouted;
		before->end = word->off + word->len;
	}
	if (number == SAIGA_NO_TERM)
		return;
	info = &b->infos[number];
	info->small |= before->seen[slot].small;
	if (before->seen[slot].capital && !info->capital) {
		info->capital = true;
		info->written = saiga_slice_of(text.p + word->off, word->len);
	}
}

/* All words of a passage. */
static void
add_passage(struct document_builder *b, struct saiga_slice text, uint32_t base)
{
	struct before before = { .end = 0 };
	struct saiga_word word;

	saiga_words_init(&b->words, text);
	while (saiga_words_next(&b->words, &word))
		note_case(b, add_word(b, "", &word, base, 1), text, &word,
			&before);
}

/* Sets the length of the article's vector, of the words that have no prefix. */
static enum saiga_status
add_vector(struct document_builder *b, struct xc_document *doc,
	struct saiga_error *err)
{
	uint32_t n_terms = saiga_lexicon_count(b->terms), i;
	char value[XC_SORTABLE_MAX];
	struct xc_error xerr;
	double squares = 0;
	size_t n;

	for (i = 0; i < n_terms; i++) {
		struct saiga_slice term = saiga_lexicon_term(b->terms, i);
		double weight = saiga_vector_weight(b->infos[i].wdf);

		if (term.p[0] < 'A' || term.p[0] > 'Z')
			squares += weight * weight;
	}
	n = xc_sortable_serialise(value, sqrt(squares));
	if (xc_document_set_value(doc, SAIGA_SLOT_VECTOR, value, n, &xerr) !=
		XC_OK)
		return saiga_store_error(err, &xerr, "document");
	return SAIGA_OK;
}

/* Groups the positions by term (a counting sort, which keeps them ascending)
 * and hands them over. */
static enum saiga_status
add_postings(struct document_builder *b, struct xc_document *doc,
	struct saiga_error *err)
{
	uint32_t n_terms = saiga_lexicon_count(b->terms), i;
	struct xc_error xerr;
	uint32_t *next;
	size_t k;

	if (saiga_array_reserve(&b->postings, &b->postings_cap, n_terms,
		    sizeof(*b->postings)) != SAIGA_OK ||
		saiga_array_reserve(&b->positions, &b->positions_cap, b->n,
			sizeof(*b->positions)) != SAIGA_OK)
		return saiga_error_nomem(err);
	for (i = 0; i < n_terms; i++) {
		struct saiga_slice term = saiga_lexicon_term(b->terms, i);

		b->postings[i].term = term.p;
		b->postings[i].term_len = term.len;
		b->postings[i].n_positions = 0;
		b->postings[i].wdf = b->infos[i].wdf;
	}
	for (k = 0; k < b->n; k++)
		b->postings[b->items[k].term].n_positions++;
	next = b->positions;
	for (i = 0; i < n_terms; i++) {
		b->postings[i].positions = next;
		next += b->postings[i].n_positions;
		b->infos[i].wdf = 0; /* from here on: positions written */
	}
	for (k = 0; k < b->n; k++) {
		uint32_t term = b->items[k].term;
		size_t at =
			(size_t)(b->postings[term].positions - b->positions);

		b->positions[at + b->infos[term].wdf++] = b->items[k].pos;
	}
	if (xc_document_add_postings(doc, b->postings, n_terms, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "document");
	return SAIGA_OK;
}

/* The title's words stand before the first passage, at positions from 1. */
static enum saiga_status
add_text(struct document_builder *b, struct saiga_article *a,
	struct saiga_error *err)
{
	struct saiga_slice title = a->field[SAIGA_FIELD_TITLE];
	uint32_t pos = 1;
	unsigned f;
	size_t i;

	for (f = 0; f < SAIGA_FIELD_COUNT; f++)
		if (saiga_fields[f].word_prefix != NULL)
			add_words(b, saiga_fields[f].word_prefix, a->field[f],
				1, 1);
	pos += add_words(b, "", title, pos, TITLE_WDF);
	if (saiga_passages_cut(&a->passages, a->text, &a->paragraphs,
		    pos + SAIGA_PASSAGE_GAP) != SAIGA_OK)
		return saiga_error_nomem(err);
	for (i = 0; i < a->passages.n; i++)
		add_passage(b, saiga_article_passage(a, i),
			a->passages.items[i].pos);
	return b->nomem ? saiga_error_nomem(err) : SAIGA_OK;
}

static enum saiga_status
fill(struct document_builder *b, struct xc_document *doc,
	struct saiga_article *a, struct saiga_error *err)
{
	enum saiga_status status = add_text(b, a, err);
	struct xc_error xerr;

	if (status == SAIGA_OK)
		status = add_vector(b, doc, err);
	if (status == SAIGA_OK)
		status = add_postings(b, doc, err);
	if (status == SAIGA_OK)
		status = document_add_filters(doc, a, &b->scratch, err);
	if (status == SAIGA_OK)
		status = saiga_record_encode(a, &b->record, err);
	if (status == SAIGA_OK &&
		xc_document_set_data(doc, b->record.p, b->record.len, &xerr) !=
			XC_OK)
		status = saiga_store_error(err, &xerr, "document");
	return status;
}

enum saiga_status
document_build(struct xc_document **out, bool *cut, struct document_builder *b,
	struct saiga_article *article, struct saiga_error *err)
{
	enum saiga_status status;
	struct xc_error xerr;

	saiga_lexicon_reset(b->terms);
	b->n = 0;
	b->cut = b->nomem = false;
	*out = xc_document_new(&xerr);
	if (*out == NULL)
		return saiga_store_error(err, &xerr, "document");
	status = fill(b, *out, article, err);
	*cut = b->cut;
	if (status != SAIGA_OK) {
		xc_document_free(*out);
		*out = NULL;
	}
	return status;
}

bool
document_word(const struct document_builder *b, uint32_t i,
	struct document_word *word)
{
	const struct term_info *info;

	if (i >= saiga_lexicon_count(b->terms))
		return false;
	info = &b->infos[i];
	word->term = saiga_lexicon_term(b->terms, i);
	word->written = info->written;
	word->capital = info->capital;
	word->small = info->small;
	/* A prefix is a capital letter, and no folded word has one. */
	if (word->term.p[0] >= 'A' && word->term.p[0] <= 'Z')
		word->term.len = 0;
	return true;
}
