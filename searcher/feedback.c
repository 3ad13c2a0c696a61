/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * An article is a vector of its words: each weighs as BM25 has it (k1 1.2, b
 * 0.75), and the vector's length is made one.  The sum of the best articles'
 * vectors, less and less for those that scored less, is what they are about;
 * cut to its heaviest words it is compared with other articles.
 */
#include "feedback.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define K1 1.2
#define B 0.75
#define LOOKED_UP 4u /* times the words that are kept: how rare they are */
#define LEAST 0.01   /* a teacher that weighs less is not asked */

/* bench/README.md has the figures of each. */
const struct feedback_depth feedback_default = { 5, 0.03, 100, 0.6, 50 };
const struct feedback_depth feedback_deep = { 10, 0.05, 200, 0.7, 200 };

struct learnt {
	uint32_t word; /* its number in the lexicon */
	double weight;
};

/* A word of an article that is being read. */
struct feedback_word {
	uint32_t word;
	double weight;
};

struct feedback {
	struct search *search;
	struct saiga_lexicon *words; /* those learnt */
	double *weights;             /* by the number of the word */
	size_t n, cap;
	double average; /* words in an article */
	uint32_t n_articles;
	struct feedback_word *items; /* of one article */
	size_t n_items, items_cap;
};

static enum saiga_status
failed(const struct feedback *f, const struct xc_error *xerr)
{
	return saiga_store_error(f->search->err, xerr, "search");
}

static bool
is_prefixed(const char *term, size_t len)
{
	return len > 0 && term[0] >= 'A' && term[0] <= 'Z';
}

/*
 * Reads the article's words into the items, those that are in the lexicon, or
 * all of them, which are added; *norm becomes the length of its whole vector.
 */
static enum saiga_status
read_article(struct feedback *f, double *norm, uint32_t docid, bool add)
{
	enum saiga_status status = SAIGA_OK;
	struct xc_term_iter *it;
	struct xc_error xerr;
	uint32_t length, wdf;
	double k, squares = 0;
	bool more;

	f->n_items = 0;
	*norm = 1;
	if (xc_database_doc_length(&length, f->search->db, docid, &xerr) !=
		XC_OK)
		return failed(f, &xerr);
	k = K1 * (1 - B + B * length / f->average);
	it = xc_database_doc_terms(f->search->db, docid, &xerr);
	if (it == NULL)
		return failed(f, &xerr);
	more = xc_term_iter_next(it, &xerr);
	while (more && status == SAIGA_OK) {
		struct saiga_slice term;
		uint32_t word;
		double weight;

		term.p = xc_term_iter_term(it, &term.len);
		/* Behind the last of the prefixes. */
		if (is_prefixed(term.p, term.len)) {
			more = xc_term_iter_skip_to(it, "[", 1, &xerr);
			continue;
		}
		word = add ? saiga_lexicon_add(f->words, term)
			   : saiga_lexicon_find(f->words, term);
		if (xc_term_iter_wdf(&wdf, it, &xerr) != XC_OK)
			break;
		weight = wdf / (wdf + k);
		squares += weight * weight;
		if (word != SAIGA_NO_TERM)
			status = saiga_array_reserve(&f->items, &f->items_cap,
				f->n_items + 1, sizeof(*f->items));
		if (word != SAIGA_NO_TERM && status == SAIGA_OK) {
			f->items[f->n_items].word = word;
			f->items[f->n_items++].weight = weight;
		}
		more = xc_term_iter_next(it, &xerr);
	}
	xc_term_iter_free(it);
	if (xerr.kind != XC_OK)
		return failed(f, &xerr);
	*norm = squares > 0 ? sqrt(squares) : 1;
	return status == SAIGA_OK ? status : saiga_error_nomem(f->search->err);
}

/* Adds a teacher's vector. */
static enum saiga_status
learn(struct feedback *f, uint32_t docid, double share)
{
	double norm;
	enum saiga_status status = read_article(f, &norm, docid, true);
	size_t n = saiga_lexicon_count(f->words), i;

	if (status != SAIGA_OK)
		return status;
	if (saiga_array_reserve(&f->weights, &f->cap, n + 1,
		    sizeof(*f->weights)) != SAIGA_OK)
		return saiga_error_nomem(f->search->err);
	while (f->n < n)
		f->weights[f->n++] = 0;
	for (i = 0; i < f->n_items; i++)
		f->weights[f->items[i].word] +=
			share * f->items[i].weight / norm;
	return SAIGA_OK;
}

static int
compare_learnt(const void *a, const void *b)
{
	const struct learnt *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return (x->word > y->word) - (x->word < y->word);
}

/* How rare a word is.  A word of one article likens none. */
static enum xc_error_kind
find_idf(double *out, const struct feedback *f, uint32_t word,
	struct xc_error *xerr)
{
	struct saiga_slice term = saiga_lexicon_term(f->words, word);
	double n = f->n_articles;
	uint32_t df = 0;
	enum xc_error_kind kind = xc_database_term_freq(
		&df, f->search->db, term.p, term.len, xerr);

	*out = df < 2 ? 0 : log(1 + (n - df + 0.5) / (df + 0.5));
	return kind;
}

/* Its rarity counts twice: for the teachers' vectors and for those that are
 * compared. */
static enum saiga_status
weigh(struct feedback *f, struct learnt *item)
{
	struct xc_error xerr;
	double idf;

	if (find_idf(&idf, f, item->word, &xerr) != XC_OK)
		return failed(f, &xerr);
	item->weight *= idf * idf;
	return SAIGA_OK;
}

/* Makes the lexicon that of the heaviest words alone. */
static enum saiga_status
keep(struct feedback *f, const struct learnt *items, size_t n)
{
	struct saiga_lexicon *kept = saiga_lexicon_new();
	size_t i;

	for (i = 0; kept != NULL && i < n; i++) {
		if (saiga_lexicon_add(kept,
			    saiga_lexicon_term(f->words, items[i].word)) ==
			SAIGA_NO_TERM)
			break;
		f->weights[i] = items[i].weight;
	}
	if (kept == NULL || i < n) {
		saiga_lexicon_free(kept);
		return saiga_error_nomem(f->search->err);
	}
	saiga_lexicon_free(f->words);
	f->words = kept;
	f->n = n;
	return SAIGA_OK;
}

/* Looking up how rare a word is costs more than the word: only the heaviest
 * are. */
static enum saiga_status
choose(struct feedback *f, size_t max)
{
	size_t n = saiga_lexicon_count(f->words), i;
	struct learnt *items = malloc((n + 1) * sizeof(*items));
	enum saiga_status status = SAIGA_OK;

	if (items == NULL)
		return saiga_error_nomem(f->search->err);
	for (i = 0; i < n; i++) {
		items[i].word = (uint32_t)i;
		items[i].weight = f->weights[i];
	}
	qsort(items, n, sizeof(*items), compare_learnt);
	n = n < max * LOOKED_UP ? n : max * LOOKED_UP;
	for (i = 0; i < n && status == SAIGA_OK; i++)
		status = weigh(f, &items[i]);
	if (status == SAIGA_OK) {
		qsort(items, n, sizeof(*items), compare_learnt);
		while (n > 0 && items[n - 1].weight <= 0)
			n--;
		status = keep(f, items, n < max ? n : max);
	}
	free(items);
	return status;
}

static enum saiga_status
learn_all(struct feedback *f, const struct ranked *best, size_t n,
	const struct feedback_depth *depth)
{
	enum saiga_status status = SAIGA_OK;
	double top = best[0].score;
	size_t i;

	for (i = 0; i < n && i < depth->teachers && status == SAIGA_OK; i++) {
		double share =
			exp((best[i].score - top) / (depth->temperature * top));

		if (share < LEAST)
			break;
		status = learn(f, best[i].docid, share);
	}
	return status == SAIGA_OK ? choose(f, depth->words) : status;
}

enum saiga_status
feedback_new(struct feedback **out, struct search *s, const struct ranked *best,
	size_t n, const struct feedback_depth *depth)
{
	struct feedback *f;
	struct xc_database_stats stats;
	struct xc_error xerr;
	enum saiga_status status;

	*out = NULL;
	if (n == 0 || best[0].score <= 0)
		return SAIGA_OK;
	if (xc_database_get_stats(&stats, s->db, &xerr) != XC_OK)
		return saiga_store_error(s->err, &xerr, "search");
	f = calloc(1, sizeof(*f));
	if (f == NULL)
		return saiga_error_nomem(s->err);
	f->search = s;
	f->average = stats.average_length > 0 ? stats.average_length : 1;
	f->n_articles = stats.doc_count;
	f->words = saiga_lexicon_new();
	status = f->words == NULL ? saiga_error_nomem(s->err)
				  : learn_all(f, best, n, depth);
	if (status != SAIGA_OK || f->n == 0) {
		feedback_free(f);
		return status;
	}
	*out = f;
	return SAIGA_OK;
}

void
feedback_free(struct feedback *f)
{
	if (f == NULL)
		return;
	saiga_lexicon_free(f->words);
	free(f->weights);
	free(f->items);
	free(f);
}

enum saiga_status
feedback_likeness(double *out, struct feedback *f, uint32_t docid)
{
	double norm, sum = 0;
	enum saiga_status status = read_article(f, &norm, docid, false);
	size_t i;

	for (i = 0; status == SAIGA_OK && i < f->n_items; i++)
		sum += f->items[i].weight * f->weights[f->items[i].word];
	*out = sum / norm;
	return status;
}

/* A word as a query, its weight without the rarity that Xapian counts. */
static struct xc_query *
word_query(const struct feedback *f, uint32_t word, struct xc_error *xerr)
{
	struct saiga_slice term = saiga_lexicon_term(f->words, word);
	struct xc_query *query, *scaled;
	double idf;

	if (find_idf(&idf, f, word, xerr) != XC_OK)
		return NULL;
	query = xc_query_new_term(term.p, term.len, 1, 0, xerr);
	if (query == NULL)
		return NULL;
	scaled = xc_query_new_scaled(
		query, idf > 0 ? f->weights[word] / idf : 0, xerr);
	xc_query_free(query);
	return scaled;
}

struct xc_query *
feedback_query(const struct feedback *f, struct xc_error *xerr)
{
	struct xc_query **words = calloc(f->n + 1, sizeof(*words)),
			*query = NULL;
	size_t n = 0, i;

	while (words != NULL && n < f->n) {
		words[n] = word_query(f, (uint32_t)n, xerr);
		if (words[n++] == NULL)
			break;
	}
	if (n > 0 && words[n - 1] != NULL)
		query = xc_query_new_combined(XC_OP_OR,
			(const struct xc_query *const *)words, n, 0, xerr);
	for (i = 0; i < n; i++)
		xc_query_free(words[i]);
	free(words);
	return query;
}
