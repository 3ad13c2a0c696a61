/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Articles like a given one: a query of its most telling words, by tf·idf,
 * so that it is found by other forms and spellings of them, too.
 */
#include "similar.h"

#include "lexer.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define TF_K 1.2         /* as BM25 has it: the third time tells less */
#define NAME_SHARE 1.5   /* what a name counts */
#define WORDS_MAX 20000u /* different ones that are weighed */
/* Results beyond those asked for: it may be among its near-copies. */
#define SPARE 5u

struct candidate {
	uint32_t times;
	bool small; /* stands in small letters somewhere */
	bool alone; /* no other article can have it */
	struct saiga_slice written;
	double weight;
};

struct candidates {
	struct saiga_lexicon *terms;
	struct candidate *items;
	size_t cap;
	double all, shared; /* weights: of the best, of those of the query */
};

static bool
is_number(struct saiga_slice word)
{
	return word.p[0] >= '0' && word.p[0] <= '9';
}

/* Words of one letter tell nothing, and an operator would be one. */
static bool
is_word(struct saiga_slice written, const struct saiga_word *word)
{
	uint32_t distance;

	return word->span == 1 && saiga_utf8_count(word->term) > 1 &&
		lexer_operator(written, &distance) == TOKEN_CHUNK;
}

static enum saiga_status
gather(struct candidates *c, struct saiga_slice text, uint32_t times)
{
	struct saiga_words words;
	struct saiga_word word;

	saiga_words_init(&words, text);
	while (saiga_words_next(&words, &word)) {
		struct saiga_slice written =
			saiga_slice_of(text.p + word.off, word.len);
		uint32_t before = saiga_lexicon_count(c->terms), number;

		if (!is_word(written, &word))
			continue;
		number = before < WORDS_MAX
			? saiga_lexicon_add(c->terms, word.term)
			: saiga_lexicon_find(c->terms, word.term);
		if (number == SAIGA_NO_TERM && before < WORDS_MAX)
			return SAIGA_NOMEM;
		if (number == SAIGA_NO_TERM)
			continue;
		if (saiga_array_reserve(&c->items, &c->cap, number + (size_t)1,
			    sizeof(*c->items)) != SAIGA_OK)
			return SAIGA_NOMEM;
		if (number == before)
			c->items[number] =
				(struct candidate){ .written = written };
		c->items[number].times += times;
		c->items[number].small |= word.small;
	}
	return SAIGA_OK;
}

/* The weights of the candidates.  A word that only this article has finds no
 * other, but a name may, in another spelling. */
static enum saiga_status
weigh(struct candidates *c, const struct xc_database *db,
	struct saiga_error *err)
{
	uint32_t i, df, n = saiga_lexicon_count(c->terms);
	struct xc_database_stats stats;
	struct xc_error xerr;

	if (xc_database_get_stats(&stats, db, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	for (i = 0; i < n; i++) {
		struct saiga_slice term = saiga_lexicon_term(c->terms, i);
		struct candidate *item = &c->items[i];
		bool name = !item->small && !is_number(item->written);

		if (xc_database_term_freq(&df, db, term.p, term.len, &xerr) !=
			XC_OK)
			return saiga_store_error(err, &xerr, "index");
		item->alone = df < 2 && !name;
		item->weight = log(1 + stats.doc_count / (df < 1 ? 1.0 : df)) *
			item->times / (item->times + TF_K) *
			(name ? NAME_SHARE : 1);
	}
	return SAIGA_OK;
}

static int
compare_candidates(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return saiga_slice_compare(x->written, y->written);
}

/* The best of them as a query; "=" keeps numbers apart. */
static void
write_query(struct saiga_strbuf *query, struct candidates *c)
{
	size_t i, taken = 0, n = saiga_lexicon_count(c->terms);

	if (n > 0)
		qsort(c->items, n, sizeof(*c->items), compare_candidates);
	for (i = 0; i < n && taken < SIMILAR_WORDS; i++) {
		const struct candidate *item = &c->items[i];

		c->all += i < SIMILAR_WORDS ? item->weight : 0;
		if (item->alone)
			continue;
		c->shared += item->weight;
		saiga_strbuf_str(query, taken++ > 0 ? " " : "");
		saiga_strbuf_str(query, is_number(item->written) ? "=" : "");
		saiga_strbuf_slice(query, item->written);
	}
}

/* Writes the query; *least becomes the share of the article's own score that
 * tells another of its kind: the more, the less of what it tells can be found
 * at all. */
static enum saiga_status
telling_words(struct saiga_strbuf *query, double *least,
	const struct xc_database *db, const struct saiga_article *a,
	struct saiga_error *err)
{
	struct candidates c = { .terms = saiga_lexicon_new() };
	enum saiga_status status = c.terms == NULL ? SAIGA_NOMEM : SAIGA_OK;
	size_t i;

	/* A word of the title counts twice. */
	if (status == SAIGA_OK)
		status = gather(&c, a->field[SAIGA_FIELD_TITLE], 2);
	for (i = 0; i < a->passages.n && status == SAIGA_OK; i++)
		status = gather(&c, saiga_article_passage(a, i), 1);
	if (status != SAIGA_OK)
		saiga_error_nomem(err);
	else
		status = weigh(&c, db, err);
	if (status == SAIGA_OK)
		write_query(query, &c);
	*least = c.shared > 0 ? SIMILAR_LEAST * c.all / c.shared : 0;
	saiga_lexicon_free(c.terms);
	free(c.items);
	return status == SAIGA_OK ? saiga_strbuf_status(query, err) : status;
}

/* Leaves out the article itself, what is not like it, and what is more than
 * was asked for. */
static void
keep_similar(struct search_results *r, const char *id, size_t max, double least)
{
	size_t i, n = 0;

	/* It is the best itself, or a copy of it is. */
	least *= r->n > 0 ? r->articles[0].score : 0;

	for (i = 0; i < r->n; i++) {
		struct found_article *article = &r->articles[i];

		if (strcmp(article->stored.article.id, id) == 0 || n == max ||
			article->score < least)
			found_article_dispose(article);
		else
			r->articles[n++] = *article;
	}
	r->n = n;
	r->total = (uint32_t)n;
	r->total_is_exact = true;
	plan_free(r->plan);
	r->plan = NULL;
}

static enum saiga_status
find_similar(struct search_results **out, struct xc_database *db,
	const char *id, const struct search_options *options,
	struct saiga_error *err)
{
	struct saiga_strbuf query = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX);
	struct saiga_stored stored = SAIGA_STORED_INIT;
	struct search_options o = *options;
	uint32_t docid;
	double least = 0;
	enum saiga_status status = saiga_store_find(&docid, db, id, err);

	if (status == SAIGA_OK)
		status = saiga_stored_fetch(&stored, db, docid, err);
	if (status == SAIGA_OK)
		status =
			telling_words(&query, &least, db, &stored.article, err);
	saiga_stored_dispose(&stored);
	o.max = (o.max < SIMILAR_MAX ? o.max : SIMILAR_MAX) + SPARE;
	o.offset = o.facets = 0;
	o.timeline = TIMELINE_NONE;
	o.flat = o.suggest = o.recent = o.plain = o.plan.explain = false;
	/* The least is a share of plain scores. */
	o.feedback = FEEDBACK_NONE;
	o.sort = SORT_RELEVANCE;
	if (status == SAIGA_OK)
		status =
			search_run(out, db, saiga_strbuf_view(&query), &o, err);
	if (status == SAIGA_OK)
		keep_similar(*out, id, o.max - SPARE, least);
	saiga_strbuf_dispose(&query);
	return status;
}

enum saiga_status
search_similar(struct search_results **out, struct xc_database *db,
	const char *id, const struct search_options *options,
	struct saiga_error *err)
{
	enum saiga_status status;
	unsigned tries = 0;

	*out = NULL;
	do
		status = find_similar(out, db, id, options, err);
	while (saiga_store_again(db, status, &tries));
	return status;
}
