/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cuts a snippet: whole sentences around what was asked for. */
#include "passage.h"

#include <string.h>

#define SENTENCES_MAX 64 /* of a passage: it has 250 words at most */

/* A window of sentences that grows: how much of the query it shows is the
 * rarity of each different unit in it, and a little for every hit more. */
struct window {
	struct finder *finder;
	size_t next;     /* the first hit behind the window */
	uint32_t number; /* of the window, counted from 1 */
	double covered;
};

/* Takes in the hits that begin before end. */
static void
grow(struct window *w, size_t end)
{
	const struct hits *hits = &w->finder->hits;
	uint32_t *seen_in = matcher_scratch(w->finder->matcher);

	for (; w->next < hits->n && hits->items[w->next].off < end; w->next++) {
		uint32_t u = hits->items[w->next].unit;
		const struct unit *unit = &w->finder->plan->units[u];

		w->covered += unit_idf(w->finder->plan, unit) *
			(seen_in[u] == w->number ? 0.01 : 1);
		seen_in[u] = w->number;
	}
}

/* The starts of the passage's sentences and, behind the last, its length.  A
 * paragraph's end is a sentence's end, so that a heading is one. */
static size_t
find_sentences(const struct saiga_article *article, uint32_t number,
	size_t starts[SENTENCES_MAX + 1])
{
	const struct saiga_passage *passage = &article->passages.items[number];
	struct range whole = { passage->off, passage->len };
	struct saiga_slice text = article->text;
	uint32_t i;
	size_t n = 0;

	for (i = passage->first_paragraph; i <= passage->last_paragraph; i++) {
		struct range part = range_in_paragraph(
			whole, &article->paragraphs.items[i]);
		size_t at = part.off;

		text.len = part.off + part.len;
		while (at < text.len && n < SENTENCES_MAX) {
			starts[n++] = at - passage->off;
			at = saiga_sentence_end(text, at);
			while (at < text.len &&
				strchr(" \t\r\n", text.p[at]) != NULL)
				at++;
		}
	}
	starts[n] = passage->len;
	return n;
}

static size_t
space_before(struct saiga_slice text, size_t at, size_t least)
{
	while (at > least && text.p[at - 1] != ' ' && text.p[at - 1] != '\n')
		at--;
	return at;
}

/* Where the snippet begins before a hit: between two words, or where these
 * have no space between them, between two characters. */
static size_t
start_before(struct saiga_slice text, size_t hit, size_t from)
{
	size_t at = hit - SNIPPET_BYTES / 3;
	size_t start = space_before(text, at, from);

	if (hit - start <= SNIPPET_BYTES / 2)
		return start;
	while (at > from && ((unsigned char)text.p[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* A sentence longer than a snippet is cut between words around its first
 * hit, which stands at a third of what is left, or further back where the
 * sentence ends before the room does. */
static void
cut_sentence(struct found_passage *passage, struct saiga_slice text,
	const struct hits *hits, size_t from, size_t end)
{
	size_t hit = from, i, start;
	/* A word's length is left for the step back to its beginning. */
	size_t tail = end - SNIPPET_BYTES * 2 / 3 + 40;

	for (i = 0; i < hits->n; i++)
		if (hits->items[i].off >= from && hits->items[i].off < end) {
			hit = hits->items[i].off;
			break;
		}
	start = from;
	if (end - from > SNIPPET_BYTES && hit - from > SNIPPET_BYTES / 3)
		start = start_before(text, hit < tail ? hit : tail, from);
	if (end - start > SNIPPET_BYTES) {
		size_t cut = space_before(text, start + SNIPPET_BYTES, start);

		/* One long word, or a script without spaces. */
		if (cut <= start + SNIPPET_BYTES / 2)
			cut = start +
				saiga_utf8_cut(saiga_slice_of(text.p + start,
						       end - start),
					SNIPPET_BYTES)
					.len;
		passage->cut_after = true;
		end = cut;
	}
	passage->cut_before = start > from;
	passage->snippet.off = start;
	passage->snippet.len = end - start;
}

/* Few words alone say little: takes in the sentences behind the chosen ones
 * while there is room, and then those before. */
static void
widen(const size_t starts[], size_t n, size_t *first, size_t *last)
{
	while (*last + 1 < n &&
		starts[*last + 2] - starts[*first] <= SNIPPET_BYTES)
		++*last;
	while (*first > 0 &&
		starts[*last + 1] - starts[*first - 1] <= SNIPPET_BYTES)
		--*first;
}

/*
 * Of all runs of sentences that fit, the one that covers most of the query;
 * of equals the shortest, and of those the first.
 */
static void
choose_sentences(struct finder *finder, const size_t starts[], size_t n,
	size_t *first, size_t *last)
{
	uint32_t *seen_in = matcher_scratch(finder->matcher);
	struct window w = { finder, 0, 0, 0 };
	size_t i, j, hit = 0, len = 0;
	double best = -1;

	for (i = 0; i < n; i++) {
		while (hit < finder->hits.n &&
			finder->hits.items[hit].off < starts[i])
			hit++;
		w.next = hit;
		w.number = (uint32_t)i + 1;
		w.covered = 0;
		for (j = i; j < n; j++) {
			size_t run = starts[j + 1] - starts[i];

			if (j > i && run > SNIPPET_BYTES)
				break;
			grow(&w, starts[j + 1]);
			if (w.covered < best ||
				(w.covered <= best && run >= len))
				continue;
			best = w.covered;
			len = run;
			*first = i;
			*last = j;
		}
	}
	memset(seen_in, 0, finder->plan->n_units * sizeof(*seen_in));
}

void
snippet_cut(struct found_passage *passage, struct finder *finder,
	const struct saiga_article *article)
{
	struct saiga_slice text = saiga_article_passage(
				   article, passage->number),
			   shown;
	size_t starts[SENTENCES_MAX + 1], n;
	size_t first = 0, last = 0;

	n = find_sentences(article, passage->number, starts);
	passage->cut_before = passage->cut_after = false;
	passage->snippet.off = passage->snippet.len = 0;
	if (n > 0) {
		choose_sentences(finder, starts, n, &first, &last);
		/* Without a hit the beginning says most. */
		if (finder->hits.n == 0)
			first = last = 0;
		widen(starts, n, &first, &last);
		cut_sentence(passage, text, &finder->hits, starts[first],
			starts[last + 1]);
	}
	shown = saiga_slice_trim(saiga_slice_of(
		text.p + passage->snippet.off, passage->snippet.len));
	passage->snippet.off = (size_t)(shown.p - article->text.p);
	passage->snippet.len = shown.len;
}
