/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packs paragraphs into passages. */
#include <saiga/text.h>

#include <stdlib.h>
#include <string.h>

/* A paragraph may run over the target by this much before it rather begins a
 * passage of its own: about a quarter. */
#define PASSAGE_WORDS_OVER (SAIGA_PASSAGE_WORDS * 5 / 4)

/* Passages in the making. */
struct packing {
	struct saiga_passages *out;
	struct saiga_slice text;
	struct saiga_passage open; /* len 0: none is open */
	bool only_heading;         /* the open one waits for what it heads */
	uint32_t pos;
};

enum saiga_status
saiga_passages_add(struct saiga_passages *list, struct saiga_passage passage)
{
	enum saiga_status status = saiga_array_reserve(
		&list->items, &list->cap, list->n + 1, sizeof(passage));

	if (status == SAIGA_OK)
		list->items[list->n++] = passage;
	return status;
}

void
saiga_passages_dispose(struct saiga_passages *list)
{
	free(list->items);
	list->items = NULL;
	list->n = list->cap = 0;
}

static enum saiga_status
close_passage(struct packing *pk)
{
	enum saiga_status status;

	if (pk->open.len == 0)
		return SAIGA_OK;
	pk->open.pos = pk->pos;
	pk->pos += pk->open.words + SAIGA_PASSAGE_GAP;
	status = saiga_passages_add(pk->out, pk->open);
	pk->open.len = 0;
	return status;
}

/* Puts the bytes off..end, of paragraph number and with so many words, to the
 * open passage, or begins one with them. */
static void
extend(struct packing *pk, size_t off, size_t end, uint32_t number,
	uint32_t words)
{
	if (pk->open.len == 0) {
		pk->open.off = off;
		pk->open.first_paragraph = number;
		pk->open.words = 0;
	}
	pk->open.len = end - pk->open.off;
	pk->open.last_paragraph = number;
	pk->open.words += words;
}

/* Whether so many words more, that end at end, go into the open passage. */
static bool
fits(const struct packing *pk, size_t end, uint32_t words)
{
	if (pk->open.len == 0)
		return true;
	if (end - pk->open.off > SAIGA_PASSAGE_BYTES_MAX)
		return false;
	if (pk->only_heading)
		return pk->open.words + words <= SAIGA_PASSAGE_WORDS_MAX;
	return pk->open.words < SAIGA_PASSAGE_WORDS &&
		pk->open.words + words <= PASSAGE_WORDS_OVER;
}

/* Where the first max words of off..end end, at end when there are no more;
 * *n is how many they are.  A joined word is not cut: it goes with what is
 * behind it.  Looks no further than it must, so that cutting a long text piece
 * by piece stays linear. */
static size_t
words_end(struct saiga_slice text, size_t off, size_t end, uint32_t max,
	uint32_t *n)
{
	struct saiga_words words;
	struct saiga_word word;
	size_t stop = end;

	*n = 0;
	saiga_words_init(&words, saiga_slice_of(text.p + off, end - off));
	while (saiga_words_next(&words, &word) &&
		word.pos < max + SAIGA_WORD_PARTS) {
		/* The whole comes behind its parts. */
		if (word.pos < max && word.pos + word.span > max) {
			*n = word.pos;
			return off + word.off;
		}
		if (word.span == 1 && word.pos == max)
			stop = off + word.off;
		if (word.span == 1 && word.pos < max)
			*n = word.pos + 1;
	}
	return stop;
}

static enum saiga_status
add_piece(struct packing *pk, size_t off, size_t end, uint32_t number,
	uint32_t words)
{
	enum saiga_status status = SAIGA_OK;

	if (!fits(pk, end, words))
		status = close_passage(pk);
	/* White space between two pieces belongs to neither. */
	while (off < end && strchr(" \t\r\n", pk->text.p[off]) != NULL)
		off++;
	extend(pk, off, end, number, words);
	pk->only_heading = false;
	return status;
}

/* Where a piece that begins at off ends at the latest: at end, or as many
 * bytes on as a passage may have, back to a space if one is near. */
static size_t
bytes_end(struct saiga_slice text, size_t off, size_t end)
{
	struct saiga_slice rest = saiga_slice_of(text.p + off, end - off);
	size_t len = saiga_utf8_cut(rest, SAIGA_PASSAGE_BYTES_MAX).len, i;

	if (len == rest.len)
		return end;
	for (i = len; i > len - len / 8; i--)
		if (rest.p[i] == ' ')
			return off + i;
	return off + len;
}

/* Cuts a paragraph that is too long for one passage at its sentences' ends,
 * and a sentence that is too long by itself (a table, a text without full
 * stops) between words. */
static enum saiga_status
cut_paragraph(
	struct packing *pk, const struct saiga_paragraph *p, uint32_t number)
{
	size_t off = p->off, stop = p->off + p->len, sentence = off;
	struct saiga_slice paragraph = saiga_slice_of(pk->text.p, stop);
	enum saiga_status status = SAIGA_OK;

	while (off < stop && status == SAIGA_OK) {
		size_t end, latest;
		uint32_t words;

		if (off == sentence)
			sentence = saiga_sentence_end(paragraph, off);
		latest = bytes_end(pk->text, off, sentence);
		end = words_end(
			pk->text, off, latest, SAIGA_PASSAGE_WORDS_MAX, &words);
		if (end < latest)
			end = words_end(pk->text, off, latest,
				SAIGA_PASSAGE_WORDS, &words);
		status = add_piece(pk, off, end, number, words);
		off = end;
	}
	return status;
}

static enum saiga_status
pack(struct packing *pk, const struct saiga_paragraph *p, uint32_t number)
{
	uint32_t words =
		saiga_words_count(saiga_slice_of(pk->text.p + p->off, p->len));
	bool heading = p->kind == SAIGA_PARAGRAPH_HEADING;
	bool text = p->kind == SAIGA_PARAGRAPH_TEXT ||
		p->kind == SAIGA_PARAGRAPH_TAIL;
	enum saiga_status status = SAIGA_OK;

	if ((!text && !heading) || p->recurs)
		return close_passage(pk);
	if (words > SAIGA_PASSAGE_WORDS_MAX ||
		p->len > SAIGA_PASSAGE_BYTES_MAX) {
		if (!pk->only_heading)
			status = close_passage(pk);
		return status != SAIGA_OK ? status
					  : cut_paragraph(pk, p, number);
	}
	/* A second heading in a row joins the first. */
	if ((heading && !pk->only_heading) || !fits(pk, p->off + p->len, words))
		status = close_passage(pk);
	pk->only_heading = heading;
	extend(pk, p->off, p->off + p->len, number, words);
	return status;
}

enum saiga_status
saiga_passages_cut(struct saiga_passages *out, struct saiga_slice text,
	const struct saiga_paragraphs *paragraphs, uint32_t pos)
{
	struct packing pk = { .out = out, .text = text, .pos = pos };
	enum saiga_status status = SAIGA_OK;
	size_t i;

	out->n = 0;
	for (i = 0; i < paragraphs->n && status == SAIGA_OK; i++)
		status = pack(&pk, &paragraphs->items[i], (uint32_t)i);
	if (status == SAIGA_OK)
		status = close_passage(&pk);
	return status;
}
