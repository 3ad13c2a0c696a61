/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts a plain text into paragraphs and finds its section headings. */
#include <saiga/text.h>

#include "chars.h"

#include <stdlib.h>

#define WRAP_MAX 120 /* characters: lines longer than this are not wrapped */
#define WRAP_MIN 40  /* nor are texts whose lines are all shorter */
#define HEADLINE_WORDS 16 /* words a heading or a title has at most */
#define QUESTION_WORDS 10 /* words of one that asks */

enum saiga_status
saiga_paragraphs_add(
	struct saiga_paragraphs *list, struct saiga_paragraph paragraph)
{
	enum saiga_status status = saiga_array_reserve(
		&list->items, &list->cap, list->n + 1, sizeof(paragraph));

	if (status == SAIGA_OK)
		list->items[list->n++] = paragraph;
	return status;
}

void
saiga_paragraphs_dispose(struct saiga_paragraphs *list)
{
	free(list->items);
	list->items = NULL;
	list->n = list->cap = 0;
}

static size_t
count_chars(struct saiga_slice s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

static struct saiga_slice
first_word(struct saiga_slice line)
{
	size_t n = 0;

	while (n < line.len && line.p[n] != ' ' && line.p[n] != '\t')
		n++;
	return saiga_slice_of(line.p, n);
}

/* Whether next goes on with the paragraph that line belongs to: its first
 * word would not have fitted on the line any more. */
static bool
is_wrapped(struct saiga_slice line, struct saiga_slice next, size_t width)
{
	size_t chars = count_chars(line);

	return chars <= width &&
		chars + 1 + count_chars(first_word(next)) > width;
}

/* The length in characters of the longest line, but for a few (addresses, a
 * table) that nobody would have wrapped. */
static size_t
longest_line(struct saiga_slice text)
{
	struct saiga_slice line;
	size_t longest = 0, lines = 0, too_long = 0;

	while (saiga_slice_line(&text, &line)) {
		size_t n = count_chars(saiga_slice_trim(line));

		lines += n > 0;
		if (n > WRAP_MAX)
			too_long++;
		else if (n > longest)
			longest = n;
	}
	return too_long * 20 > lines ? 0 : longest;
}

/* The width in characters to which the text's lines were wrapped, or 0: in a
 * wrapped text most ends of line stand where the next word did not fit. */
static size_t
wrap_width(struct saiga_slice text)
{
	size_t width = longest_line(text), pairs = 0, wrapped = 0;
	struct saiga_slice line, before = SAIGA_SLICE_INIT;

	if (width < WRAP_MIN)
		return 0;
	while (saiga_slice_line(&text, &line)) {
		line = saiga_slice_trim(line);
		if (line.len > 0 && before.len > 0) {
			pairs++;
			wrapped += is_wrapped(before, line, width);
		}
		before = line;
	}
	return wrapped * 2 > pairs ? width : 0;
}

bool
saiga_paragraph_is_headline(struct saiga_slice line)
{
	struct saiga_words words;
	struct saiga_word word;
	unsigned n = 0, capitals = 0;
	uint32_t first = 0, last = 0;
	size_t i;

	saiga_words_init(&words, line);
	while (saiga_words_next(&words, &word)) {
		if (word.span > 1)
			continue;
		if (++n > HEADLINE_WORDS)
			return false;
		capitals += word.capital;
	}
	/* The last character but closing quotes tells how the line ends. */
	for (i = 0; i < line.len;) {
		uint32_t c;

		i += saiga_utf8_decode(line.p + i, line.len - i, &c);
		if (first == 0)
			first = c;
		if (!text_is_close(c))
			last = c;
	}
	switch (last) {
	case '?':
		/* A short question that nobody is quoted with. */
		if (n <= QUESTION_WORDS && !text_is_open(first))
			return n >= 2;
		return capitals * 2 > n;
	case '!':
		return n >= 2 && capitals * 2 > n;
	case '.':
	case ',':
	case ';':
	case ':':
	case 0x2026:
	case 0x3002:
		return false;
	default:
		return n > 0;
	}
}

/* A heading stands before a paragraph at least twice as long, and not at the
 * text's end or start: a first line is for the reader to judge. */
static void
find_headings(struct saiga_paragraphs *list, struct saiga_slice text)
{
	size_t i;

	for (i = 1; i + 1 < list->n; i++) {
		struct saiga_paragraph *p = &list->items[i];

		if (p[1].len >= 2 * p->len &&
			saiga_paragraph_is_headline(
				saiga_slice_of(text.p + p->off, p->len)))
			p->kind = SAIGA_PARAGRAPH_HEADING;
	}
}

static enum saiga_status
cut_lines(struct saiga_paragraphs *out, struct saiga_slice text)
{
	size_t width = wrap_width(text);
	struct saiga_slice rest = text, line, before = SAIGA_SLICE_INIT;
	bool blank = true;
	enum saiga_status status = SAIGA_OK;

	while (status == SAIGA_OK && saiga_slice_line(&rest, &line)) {
		size_t off;

		line = saiga_slice_trim(line);
		if (line.len == 0) {
			blank = true;
			continue;
		}
		off = (size_t)(line.p - text.p);
		if (width > 0 && !blank && is_wrapped(before, line, width)) {
			struct saiga_paragraph *p = &out->items[out->n - 1];

			p->len = off + line.len - p->off;
		} else {
			struct saiga_paragraph p = { off, line.len,
				SAIGA_PARAGRAPH_TEXT, blank, false };

			status = saiga_paragraphs_add(out, p);
		}
		before = line;
		blank = false;
	}
	return status;
}

enum saiga_status
saiga_paragraphs_cut(struct saiga_paragraphs *out, struct saiga_slice text)
{
	enum saiga_status status;

	out->n = 0;
	status = cut_lines(out, text);
	if (status == SAIGA_OK)
		find_headings(out, text);
	return status;
}
