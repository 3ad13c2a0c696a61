/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Articles as vectors of their words (saiga_vector_weight), their lengths made
 * one.  The sum of the best articles' vectors, less and less for those that
 * scored less, is what they are about; cut to its heaviest words it is compared
 * with other articles, whose words are read from the posting lists.
 */
#include "feedback.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <string.h>

#define LOOKED_UP 4u  /* times the words that are kept: how rare they are */
#define LEAST 0.01    /* a teacher that weighs less is not asked */
#define TELLING 2.303 /* the rarity of a word of a tenth of the articles */

/* bench/README.md has the figures of each. */
const struct feedback_depth feedback_default = { 3, 0.03, 100, 0.6, 50 };
const struct feedback_depth feedback_deep = { 10, 0.05, 200, 0.7, 200 };

struct learnt {
	struct saiga_slice term;
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

/* Moves the iterator to the article and reads the length of its vector; that
 * of an article without words is 1. */
static enum saiga_status
read_length(double *out, const struct feedback *f, struct xc_value_iter *it,
	uint32_t docid)
{
	struct xc_error xerr;
	const char *value;
	uint32_t at;
	size_t n;

	*out = 1;
	if (!xc_value_iter_skip_to(it, docid, &xerr))
		return xerr.kind == XC_OK ? SAIGA_OK : failed(f, &xerr);
	if (xc_value_iter_docid(&at, it, &xerr) != XC_OK)
		return failed(f, &xerr);
	if (at != docid)
		return SAIGA_OK;
	value = xc_value_iter_value(it, &n);
	*out = xc_sortable_unserialise(value, n);
	if (!(*out > 0))
		*out = 1;
	return SAIGA_OK;
}

/* Reads the article's words into the items, and adds them to the lexicon. */
static enum saiga_status
read_article(struct feedback *f, uint32_t docid)
{
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;
	struct xc_term_iter *it =
		xc_database_doc_terms(f->search->db, docid, &xerr);
	bool more;

	f->n_items = 0;
	if (it == NULL)
		return failed(f, &xerr);
	more = xc_term_iter_next(it, &xerr);
	while (more && status == SAIGA_OK) {
		struct feedback_word item;
		struct saiga_slice term;
		uint32_t wdf;

		term.p = xc_term_iter_term(it, &term.len);
		/* Behind the last of the prefixes. */
		if (is_prefixed(term.p, term.len)) {
			more = xc_term_iter_skip_to(it, "[", 1, &xerr);
			continue;
		}
		item.word = saiga_lexicon_add(f->words, term);
		if (xc_term_iter_wdf(&wdf, it, &xerr) != XC_OK)
			break;
		item.weight = saiga_vector_weight(wdf);
		if (item.word == SAIGA_NO_TERM)
			status = SAIGA_NOMEM;
		else
			status = saiga_array_reserve(&f->items, &f->items_cap,
				f->n_items + 1, sizeof(*f->items));
		if (status == SAIGA_OK)
			f->items[f->n_items++] = item;
		more = xc_term_iter_next(it, &xerr);
	}
	xc_term_iter_free(it);
	if (xerr.kind != XC_OK)
		return failed(f, &xerr);
	return status == SAIGA_OK ? status : saiga_error_nomem(f->search->err);
}

/* Adds a teacher's vector. */
static enum saiga_status
learn(struct feedback *f, uint32_t docid, double share)
{
	enum saiga_status status = read_article(f, docid);
	size_t n = saiga_lexicon_count(f->words), i;
	double squares = 0;

	if (status != SAIGA_OK)
		return status;
	if (saiga_array_reserve(&f->weights, &f->cap, n + 1,
		    sizeof(*f->weights)) != SAIGA_OK)
		return saiga_error_nomem(f->search->err);
	while (f->n < n)
		f->weights[f->n++] = 0;
	for (i = 0; i < f->n_items; i++)
		squares += f->items[i].weight * f->items[i].weight;
	for (i = 0; i < f->n_items; i++)
		f->weights[f->items[i].word] +=
			share * f->items[i].weight / sqrt(squares);
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

static int
compare_terms(const void *a, const void *b)
{
	const struct learnt *x = a, *y = b;

	return saiga_slice_compare(x->term, y->term);
}

/* How rare a word of so many articles is.  A word of one likens none. */
static double
idf_of(const struct feedback *f, uint32_t df)
{
	double n = f->n_articles;

	return df < 2 ? 0 : log(1 + (n - df + 0.5) / (df + 0.5));
}

static enum xc_error_kind
find_idf(double *out, const struct feedback *f, uint32_t word,
	struct xc_error *xerr)
{
	struct saiga_slice term = saiga_lexicon_term(f->words, word);
	uint32_t df = 0;
	enum xc_error_kind kind = xc_database_term_freq(
		&df, f->search->db, term.p, term.len, xerr);

	*out = idf_of(f, df);
	return kind;
}

/* Any of the words, as a match that keeps nothing: its frequencies come from
 * all shards at once, where each question on its own would go there and back.
 */
static struct xc_mset *
match_words(const struct feedback *f, const struct learnt *items, size_t n,
	struct xc_error *xerr)
{
	struct xc_query **words = calloc(n + 1, sizeof(*words)), *any = NULL;
	struct xc_enquire *enquire = NULL;
	struct xc_mset *mset = NULL;
	size_t i = 0;

	*xerr = (struct xc_error)XC_ERROR_INIT;
	if (words == NULL)
		xerr->kind = XC_NO_MEMORY;
	for (; xerr->kind == XC_OK && i < n; i++)
		words[i] = xc_query_new_term(
			items[i].term.p, items[i].term.len, 1, 0, xerr);
	if (xerr->kind == XC_OK)
		any = xc_query_new_combined(XC_OP_OR,
			(const struct xc_query *const *)words, n, 0, xerr);
	if (any != NULL)
		enquire = search_enquire(f->search, any, xerr);
	if (enquire != NULL)
		mset = xc_enquire_match(enquire, 0, 0, NULL, xerr);
	xc_enquire_free(enquire);
	xc_query_free(any);
	while (i > 0)
		xc_query_free(words[--i]);
	free(words);
	return mset;
}

/* A word's rarity counts twice: for the teachers' vectors and for those that
 * are compared. */
static enum saiga_status
weigh_all(struct feedback *f, struct learnt *items, size_t n)
{
	bool remote = xc_database_is_remote(f->search->db);
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_mset *mset = remote ? match_words(f, items, n, &xerr) : NULL;
	uint32_t df;
	double idf;
	size_t i;

	for (i = 0; i < n && xerr.kind == XC_OK; i++) {
		if (!remote)
			find_idf(&idf, f, items[i].word, &xerr);
		else if (xc_mset_term_freq(&df, mset, items[i].term.p,
				 items[i].term.len, &xerr) == XC_OK)
			idf = idf_of(f, df);
		if (xerr.kind == XC_OK)
			items[i].weight *= idf * idf;
	}
	xc_mset_free(mset);
	return xerr.kind == XC_OK ? SAIGA_OK : failed(f, &xerr);
}

/* Makes the lexicon that of the heaviest words alone. */
static enum saiga_status
keep(struct feedback *f, const struct learnt *items, size_t n)
{
	struct saiga_lexicon *kept = saiga_lexicon_new();
	size_t i;

	for (i = 0; kept != NULL && i < n; i++) {
		if (saiga_lexicon_add(kept, items[i].term) == SAIGA_NO_TERM)
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
 * are, and those in the order of the index, so that a block is read once. */
static enum saiga_status
choose(struct feedback *f, size_t max)
{
	size_t n = saiga_lexicon_count(f->words), i;
	struct learnt *items = malloc((n + 1) * sizeof(*items));
	enum saiga_status status;

	if (items == NULL)
		return saiga_error_nomem(f->search->err);
	for (i = 0; i < n; i++) {
		items[i].term = saiga_lexicon_term(f->words, (uint32_t)i);
		items[i].word = (uint32_t)i;
		items[i].weight = f->weights[i];
	}
	qsort(items, n, sizeof(*items), compare_learnt);
	n = n < max * LOOKED_UP ? n : max * LOOKED_UP;
	qsort(items, n, sizeof(*items), compare_terms);
	status = weigh_all(f, items, n);
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
	enum saiga_status status;

	*out = NULL;
	if (n == 0 || best[0].score <= 0)
		return SAIGA_OK;
	f = calloc(1, sizeof(*f));
	if (f == NULL)
		return saiga_error_nomem(s->err);
	f->search = s;
	f->n_articles = s->results->plan->n_articles;
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

/* Adds what the word tells of the articles, which go up by docid. */
static enum saiga_status
compare_word(const struct feedback *f, uint32_t word,
	struct ranked *const *articles, size_t n)
{
	struct saiga_slice term = saiga_lexicon_term(f->words, word);
	struct xc_error xerr;
	struct xc_posting_iter *it =
		xc_database_postings(f->search->db, term.p, term.len, &xerr);
	uint32_t wdf, docid = 0;
	size_t i;

	if (it == NULL)
		return failed(f, &xerr);
	for (i = 0; i < n; i++) {
		if (docid < articles[i]->docid) {
			if (!xc_posting_iter_skip_to(
				    it, articles[i]->docid, &xerr))
				break;
			docid = xc_posting_iter_docid(it);
		}
		if (docid != articles[i]->docid)
			continue;
		if (xc_posting_iter_wdf(&wdf, it, &xerr) != XC_OK)
			break;
		articles[i]->likeness +=
			f->weights[word] * saiga_vector_weight(wdf);
	}
	xc_posting_iter_free(it);
	return xerr.kind == XC_OK ? SAIGA_OK : failed(f, &xerr);
}

static int
compare_docids(const void *a, const void *b)
{
	const struct ranked *const *x = a, *const *y = b;

	return ((*x)->docid > (*y)->docid) - ((*x)->docid < (*y)->docid);
}

/* The same for all words and one article, by its own list of words. */
static enum saiga_status
compare_article(struct feedback *f, struct ranked *article, double *found)
{
	enum saiga_status status = read_article(f, article->docid);
	double squares = 0;
	size_t i;

	memset(found, 0, f->n * sizeof(*found));
	for (i = 0; i < f->n_items; i++) {
		const struct feedback_word *item = &f->items[i];

		squares += item->weight * item->weight;
		if (item->word < f->n)
			found[item->word] = item->weight;
	}
	for (i = 0; i < f->n; i++)
		article->likeness += f->weights[i] * found[i];
	if (squares > 0)
		article->likeness /= sqrt(squares);
	return status;
}

/* A posting list comes from another machine whole, however few of its articles
 * are asked for. */
static enum saiga_status
compare_remote(struct feedback *f, struct ranked **articles, size_t n)
{
	double *found = calloc(f->n + 1, sizeof(*found));
	enum saiga_status status =
		found == NULL ? saiga_error_nomem(f->search->err) : SAIGA_OK;
	size_t i;

	for (i = 0; i < n && status == SAIGA_OK; i++)
		status = compare_article(f, articles[i], found);
	free(found);
	return status;
}

static enum saiga_status
compare_local(struct feedback *f, struct ranked **articles, size_t n)
{
	struct xc_error xerr;
	struct xc_value_iter *lengths =
		xc_database_values(f->search->db, SAIGA_SLOT_VECTOR, &xerr);
	enum saiga_status status = SAIGA_OK;
	double length;
	size_t i;

	if (lengths == NULL)
		return failed(f, &xerr);
	for (i = 0; i < f->n && status == SAIGA_OK; i++)
		status = compare_word(f, (uint32_t)i, articles, n);
	for (i = 0; i < n && status == SAIGA_OK; i++) {
		status = read_length(&length, f, lengths, articles[i]->docid);
		articles[i]->likeness /= length;
	}
	xc_value_iter_free(lengths);
	return status;
}

enum saiga_status
feedback_compare(struct feedback *f, struct ranked **articles, size_t n)
{
	if (n > 1)
		qsort(articles, n, sizeof(*articles), compare_docids);
	return xc_database_is_remote(f->search->db)
		? compare_remote(f, articles, n)
		: compare_local(f, articles, n);
}

/* A word as a query, its weight without the rarity that Xapian counts. */
static struct xc_query *
word_query(const struct feedback *f, uint32_t word, double idf,
	struct xc_error *xerr)
{
	struct saiga_slice term = saiga_lexicon_term(f->words, word);
	struct xc_query *query, *scaled;

	query = xc_query_new_term(term.p, term.len, 1, 0, xerr);
	if (query == NULL)
		return NULL;
	scaled = xc_query_new_scaled(query, f->weights[word] / idf, xerr);
	xc_query_free(query);
	return scaled;
}

enum saiga_status
feedback_query(struct xc_query **out, const struct feedback *f)
{
	struct xc_query **words = calloc(f->n + 1, sizeof(*words));
	struct xc_error xerr;
	size_t n = 0, i;
	double idf;

	*out = NULL;
	if (words == NULL)
		return saiga_error_nomem(f->search->err);
	for (i = 0; i < f->n; i++) {
		if (find_idf(&idf, f, (uint32_t)i, &xerr) != XC_OK)
			break;
		if (idf < TELLING)
			continue;
		words[n] = word_query(f, (uint32_t)i, idf, &xerr);
		if (words[n] == NULL)
			break;
		n++;
	}
	if (i == f->n)
		*out = xc_query_new_combined(XC_OP_OR,
			(const struct xc_query *const *)words, n, 0, &xerr);
	for (i = 0; i < n; i++)
		xc_query_free(words[i]);
	free(words);
	return *out != NULL ? SAIGA_OK : failed(f, &xerr);
}
