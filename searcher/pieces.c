/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts a passage into pieces. */
#include "pieces.h"

#include "passage.h"

#include <stdlib.h>

/* The passage as it is gone over. */
struct cutting {
	struct pieces *out;
	struct saiga_slice text;
	size_t at;
	uint32_t chars, sentence;
};

/* Whether the character c at the offset is white space that a line may be
 * broken at: not the kind that forbids it, nor a space that carries a mark or
 * that a character before it binds. */
static bool
is_gap(struct saiga_slice text, size_t at, size_t len, uint32_t c)
{
	if (c >= '\t' && c <= '\r')
		return true;
	if (c != ' ' &&
		(c < 0x1680 || c == 0x2007 || c == 0x202f ||
			!saiga_utf8_is_space(c)))
		return false;
	return saiga_grapheme_breaks(text, at) &&
		saiga_grapheme_breaks(text, at + len);
}

static enum saiga_status
add_piece(struct cutting *c, size_t off, size_t end, uint32_t from, uint32_t to)
{
	struct pieces *out = c->out;
	enum saiga_status status = saiga_array_reserve(
		&out->items, &out->cap, out->n + 1, sizeof(*out->items));

	if (status != SAIGA_OK)
		return status;
	out->items[out->n].off = (uint32_t)off;
	out->items[out->n].end = (uint32_t)end;
	out->items[out->n].from = from;
	out->items[out->n].to = to;
	out->items[out->n++].sentence = c->sentence;
	return SAIGA_OK;
}

/* The word from off to where the cutting is, cut to clusters where it is
 * long. */
static enum saiga_status
add_word(struct cutting *c, size_t off, uint32_t from)
{
	enum saiga_status status = SAIGA_OK;
	struct saiga_slice text = c->text;

	if (c->chars - from <= PIECE_CHARS)
		return add_piece(c, off, c->at, from, c->chars);
	text.len = c->at;
	while (off < c->at && status == SAIGA_OK) {
		size_t end = saiga_grapheme_end(text, off);
		uint32_t to = from +
			(uint32_t)saiga_utf8_count(
				saiga_slice_of(text.p + off, end - off));

		status = add_piece(c, off, end, from, to);
		off = end;
		from = to;
	}
	return status;
}

static enum saiga_status
cut_sentence(struct cutting *c, size_t end)
{
	enum saiga_status status = SAIGA_OK;
	size_t off = c->at;
	uint32_t from = c->chars;

	c->sentence = (uint32_t)c->out->n;
	while (c->at < end && status == SAIGA_OK) {
		uint32_t ch = (unsigned char)c->text.p[c->at];
		size_t len = 1;

		if (ch >= 0x80)
			len = saiga_utf8_decode(
				c->text.p + c->at, end - c->at, &ch);
		if (is_gap(c->text, c->at, len, ch)) {
			if (off < c->at)
				status = add_word(c, off, from);
			off = c->at + len;
			from = c->chars + 1;
		}
		c->at += len;
		c->chars++;
	}
	if (off < c->at && status == SAIGA_OK)
		status = add_word(c, off, from);
	return status;
}

/* Goes over the characters between paragraphs. */
static void
skip(struct cutting *c, size_t end)
{
	if (end <= c->at)
		return;
	c->chars += (uint32_t)saiga_utf8_count(
		saiga_slice_of(c->text.p + c->at, end - c->at));
	c->at = end;
}

enum saiga_status
pieces_cut(struct pieces *out, const struct saiga_article *article,
	uint32_t number)
{
	const struct saiga_passage *p = &article->passages.items[number];
	struct cutting c = { .out = out,
		.text = saiga_article_passage(article, number) };
	struct range whole = { p->off, p->len };
	enum saiga_status status = SAIGA_OK;
	uint32_t i;

	out->n = 0;
	for (i = p->first_paragraph; i <= p->last_paragraph; i++) {
		struct range part = range_in_paragraph(
			whole, &article->paragraphs.items[i]);
		struct saiga_slice text = c.text;

		if (part.len == 0)
			continue;
		skip(&c, part.off - p->off);
		text.len = part.off - p->off + part.len;
		while (c.at < text.len && status == SAIGA_OK) {
			size_t end = saiga_sentence_end(text, c.at);
			struct saiga_slice stop =
				saiga_grapheme_cover(text, end, 0);

			/* Marks behind a full stop belong to it. */
			end = (size_t)(stop.p - text.p) + stop.len;
			status = cut_sentence(&c, end);
		}
	}
	return status;
}

void
pieces_dispose(struct pieces *pieces)
{
	free(pieces->items);
	pieces->items = NULL;
	pieces->n = pieces->cap = 0;
}
