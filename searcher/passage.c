/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * BM25 of passages, as Robertson and Zaragoza give it (The Probabilistic
 * Relevance Framework: BM25 and Beyond, 2009, 3.15), with the passage as the
 * document and the collection's frequencies of articles.  It is Xapian's
 * BM25Weight (weight/bm25weight.cc of 1.4.22): the same weight of a word,
 * how often articles have any of a unit's words estimated by Xapian, a word
 * of the query that is repeated counted as often.  What differs is the
 * average length, which is fixed here: that of a passage as text/ packs them.
 */
#include "also.h"
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
	score_parts_dispose(&passage->parts);
}

double
unit_idf(const struct plan *plan, const struct unit *unit)
{
	double n = plan->n_articles, df = unit->df;
	double odds = (n - df + 0.5) / (df + 0.5);

	/* So that a word of most articles does not count against one. */
	return log(odds < 2 ? odds / 2 + 1 : odds);
}

double
passage_bound(double bm25[PASSAGE_BOUND_PARAMETERS])
{
	/* The length's part of a passage of one word, for b is 0. */
	double k1 = K1 * (1 - B + B / SAIGA_PASSAGE_WORDS);

	bm25[0] = k1;
	bm25[1] = 0;
	bm25[2] = 1;
	bm25[3] = 0;
	bm25[4] = 0;
	return (K1 + 1) / (k1 + 1);
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

static enum saiga_status
add_part(struct score_parts *parts, const struct unit *unit, double value)
{
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 2u);
	enum saiga_status status;

	also_print_typed(&name, unit);
	status = name.status != SAIGA_OK
		? name.status
		: score_parts_add(parts, saiga_strbuf_view(&name), value);
	saiga_strbuf_dispose(&name);
	return status;
}

/* The score of a passage of so many words, whose hits the finder has; adds its
 * parts unless they are NULL. */
static enum saiga_status
bm25(double *out, struct score_parts *parts, struct finder *finder,
	uint32_t words)
{
	double length = (double)words / SAIGA_PASSAGE_WORDS;
	enum saiga_status status = SAIGA_OK;
	const struct hits *hits = &finder->hits;
	uint32_t *counts = matcher_scratch(finder->matcher);
	size_t i;

	*out = 0;
	for (i = 0; i < hits->n; i++)
		counts[hits->items[i].unit]++;
	/* Each unit is added up at its first hit, and its count wiped. */
	for (i = 0; i < hits->n; i++) {
		uint32_t u = hits->items[i].unit;
		const struct unit *unit = &finder->plan->units[u];
		double tf = counts[u], value;

		if (tf <= 0)
			continue;
		counts[u] = 0;
		value = unit->times * finder->weights[u] * tf * (K1 + 1) /
			(tf + K1 * (1 - B + B * length));
		*out += value;
		if (parts != NULL && status == SAIGA_OK)
			status = add_part(parts, unit, value);
	}
	return status;
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
	out->score = 0;
	return status != SAIGA_OK ? status
				  : bm25(&out->score, NULL, finder, words);
}

enum saiga_status
passage_explain(struct found_passage *passage, struct finder *finder,
	const struct saiga_article *article)
{
	uint32_t words;
	double score;
	enum saiga_status status =
		matcher_scan(&finder->hits, &words, finder->matcher,
			saiga_article_passage(article, passage->number));

	return status != SAIGA_OK
		? status
		: bm25(&score, &passage->parts, finder, words);
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
