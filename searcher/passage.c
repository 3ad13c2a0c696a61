/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * BM25 of passages, as Robertson and Zaragoza give it (The Probabilistic
 * Relevance Framework: BM25 and Beyond, 2009, 3.15), with the passage as the
 * document and the collection's frequencies of articles; the 1 in the
 * logarithm keeps a word of more than half the articles from counting
 * against a passage.
 */
#include "passage.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define K1 1.2
#define B 0.75

struct range
range_in_paragraph(struct range range, const struct saiga_paragraph *p)
{
	size_t end = range.off + range.len, p_end = p->off + p->len;
	struct range part = { range.off > p->off ? range.off : p->off, 0 };

	end = end < p_end ? end : p_end;
	if (end > part.off)
		part.len = end - part.off;
	return part;
}

void
found_passage_dispose(struct found_passage *passage)
{
	free(passage->marks.items);
	passage->marks.items = NULL;
	passage->marks.n = passage->marks.cap = 0;
}

double
unit_idf(const struct plan *plan, const struct unit *unit)
{
	double n = plan->n_articles, df = unit->df;

	return log(1 + (n - df + 0.5) / (df + 0.5));
}

enum saiga_status
finder_init(struct finder *finder, const struct plan *plan)
{
	const struct finder empty = { .plan = plan, .chars = SNIPPET_CHARS };
	size_t i;

	*finder = empty;
	finder->matcher = matcher_new(plan);
	finder->weights = calloc(plan->n_units + 1, sizeof(*finder->weights));
	finder->shown = calloc(plan->n_units + 1, sizeof(*finder->shown));
	if (finder->matcher == NULL || finder->weights == NULL ||
		finder->shown == NULL)
		return SAIGA_NOMEM;
	for (i = 0; i < plan->n_units; i++)
		finder->weights[i] = unit_idf(plan, &plan->units[i]);
	return SAIGA_OK;
}

void
finder_dispose(struct finder *finder)
{
	matcher_free(finder->matcher);
	hits_dispose(&finder->hits);
	free(finder->weights);
	free(finder->shown);
	pieces_dispose(&finder->pieces);
	free(finder->spots.items);
	memset(finder, 0, sizeof(*finder));
}

void
finder_forget(struct finder *finder)
{
	memset(finder->shown, 0,
		finder->plan->n_units * sizeof(*finder->shown));
}

/* The score of a passage of so many words, whose hits the finder has. */
static double
bm25(struct finder *finder, uint32_t words)
{
	double length = (double)words / SAIGA_PASSAGE_WORDS, score = 0;
	const struct hits *hits = &finder->hits;
	uint32_t *counts = matcher_scratch(finder->matcher);
	size_t i;

	for (i = 0; i < hits->n; i++)
		counts[hits->items[i].unit]++;
	/* Each unit is added up at its first hit, and its count wiped. */
	for (i = 0; i < hits->n; i++) {
		uint32_t u = hits->items[i].unit;
		const struct unit *unit = &finder->plan->units[u];
		double tf = counts[u];

		counts[u] = 0;
		score += unit->times * finder->weights[u] * tf * (K1 + 1) /
			(tf + K1 * (1 - B + B * length));
	}
	return score;
}

/* The hits as marks, those that touch or overlap as one; a mark cuts no
 * character. */
static enum saiga_status
set_marks(struct ranges *marks, const struct hits *hits,
	struct saiga_slice text, size_t base)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	marks->n = 0;
	for (i = 0; i < hits->n && status == SAIGA_OK; i++) {
		struct saiga_slice hit = saiga_grapheme_cover(
			text, hits->items[i].off, hits->items[i].len);
		size_t off = base + (size_t)(hit.p - text.p);
		size_t end = off + hit.len;
		struct range *last =
			marks->n == 0 ? NULL : &marks->items[marks->n - 1];

		if (last != NULL && off <= last->off + last->len) {
			if (end > last->off + last->len)
				last->len = end - last->off;
			continue;
		}
		status = saiga_array_reserve(&marks->items, &marks->cap,
			marks->n + 1, sizeof(*marks->items));
		if (status == SAIGA_OK) {
			marks->items[marks->n].off = off;
			marks->items[marks->n++].len = end - off;
		}
	}
	return status;
}

enum saiga_status
passage_score(struct found_passage *out, struct finder *finder,
	const struct saiga_article *article, uint32_t number)
{
	uint32_t words;
	enum saiga_status status = matcher_scan(&finder->hits, &words,
		finder->matcher, saiga_article_passage(article, number));

	out->number = number;
	out->score = status == SAIGA_OK ? bm25(finder, words) : 0;
	return status;
}

enum saiga_status
finder_mark(struct ranges *marks, struct finder *finder,
	struct saiga_slice text, size_t base)
{
	uint32_t words;
	enum saiga_status status =
		matcher_scan(&finder->hits, &words, finder->matcher, text);

	if (status == SAIGA_OK)
		status = set_marks(marks, &finder->hits, text, base);
	return status;
}

enum saiga_status
passage_show(struct found_passage *passage, struct finder *finder,
	const struct saiga_article *article)
{
	enum saiga_status status = finder_mark(&passage->marks, finder,
		saiga_article_passage(article, passage->number),
		article->passages.items[passage->number].off);

	if (status == SAIGA_OK)
		status = snippet_cut(passage, finder, article);
	return status;
}
