/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/kazakh ARTICLES.jsonl [N]: what the Kazakh stemmer is worth.  Each
 * article's title is a query, and the article the one answer: its text is
 * indexed, the title is not.  Prints the mean reciprocal rank and how many
 * articles come first, by words and by stems, and the N greatest groups of
 * words under one stem.  BM25 with k1 1.2 and b 0.75; an article of the same
 * score counts as before the answer.
 */
#include <saiga/text.h>

#include <jansson.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ARTICLES 4096
#define K1 1.2
#define B 0.75

struct counts {
	uint32_t *n; /* by term number */
	size_t cap;
	double len;
};

struct collection {
	bool stemmed;
	struct saiga_lexicon *terms;
	struct counts articles[MAX_ARTICLES];
	uint32_t *df;
	size_t df_cap, n;
	double len;
};

static _Noreturn void
leave(const char *what)
{
	fprintf(stderr, "bench/kazakh: %s\n", what);
	exit(2);
}

static uint32_t
number_of(struct collection *c, struct saiga_slice word)
{
	char stem[SAIGA_TERM_MAX];
	uint32_t number;

	if (c->stemmed)
		word = saiga_slice_of(stem, saiga_stem_kazakh(word, stem));
	number = saiga_lexicon_add(c->terms, word);
	if (number == SAIGA_NO_TERM)
		leave("out of memory");
	return number;
}

static void
grow(uint32_t **items, size_t *cap, uint32_t number)
{
	size_t before = *cap;

	if (number < before)
		return;
	if (saiga_array_reserve(items, cap, (size_t)number + 1,
		    sizeof(**items)) != SAIGA_OK)
		leave("out of memory");
	memset(*items + before, 0, (*cap - before) * sizeof(**items));
}

static void
add_article(struct collection *c, struct saiga_slice text)
{
	struct counts *counts = &c->articles[c->n++];
	struct saiga_words words;
	struct saiga_word word;

	saiga_words_init(&words, text);
	while (saiga_words_next(&words, &word)) {
		uint32_t number = number_of(c, word.term);

		grow(&counts->n, &counts->cap, number);
		grow(&c->df, &c->df_cap, number);
		if (counts->n[number]++ == 0)
			c->df[number]++;
		counts->len++;
		c->len++;
	}
}

static void
add_scores(const struct collection *c, uint32_t number, double *scores)
{
	double df = number < c->df_cap ? c->df[number] : 0;
	double idf = log(1 + ((double)c->n - df + 0.5) / (df + 0.5));
	double mean = c->len / (double)c->n;
	size_t i;

	for (i = 0; i < c->n; i++) {
		const struct counts *counts = &c->articles[i];
		double tf = number < counts->cap ? counts->n[number] : 0;

		scores[i] += idf * tf * (K1 + 1) /
			(tf + K1 * (1 - B + B * counts->len / mean));
	}
}

/* The answer's rank, counted from 1; 0 when it is not found. */
static size_t
rank_of(struct collection *c, struct saiga_slice query, size_t answer)
{
	static double scores[MAX_ARTICLES];
	struct saiga_words words;
	struct saiga_word word;
	size_t i, rank = 1;

	memset(scores, 0, sizeof(scores));
	saiga_words_init(&words, query);
	while (saiga_words_next(&words, &word))
		add_scores(c, number_of(c, word.term), scores);
	if (scores[answer] == 0)
		return 0;
	for (i = 0; i < c->n; i++)
		rank += i != answer && scores[i] >= scores[answer];
	return rank;
}

static void
measure(json_t *const *articles, size_t n, bool stemmed)
{
	struct collection *c = calloc(1, sizeof(*c));
	double sum = 0;
	size_t i, first = 0;

	if (c == NULL)
		leave("out of memory");
	c->stemmed = stemmed;
	c->terms = saiga_lexicon_new();
	if (c->terms == NULL)
		leave("out of memory");
	for (i = 0; i < n; i++)
		add_article(c,
			saiga_slice(json_string_value(
				json_object_get(articles[i], "text"))));
	printf("%s: %u terms", stemmed ? "stems" : "words",
		(unsigned)saiga_lexicon_count(c->terms));
	for (i = 0; i < n; i++) {
		size_t rank = rank_of(c,
			saiga_slice(json_string_value(
				json_object_get(articles[i], "title"))),
			i);

		sum += rank > 0 ? 1.0 / (double)rank : 0;
		first += rank == 1;
	}
	printf(", mean reciprocal rank %.4f, first %zu of %zu\n",
		sum / (double)n, first, n);
	for (i = 0; i < n; i++)
		free(c->articles[i].n);
	free(c->df);
	saiga_lexicon_free(c->terms);
	free(c);
}

/* A word and its stem, by number. */
struct pair {
	uint32_t stem, word;
	size_t group; /* words of that stem */
};

static int
compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? 1 : -1;
	if (x->stem != y->stem)
		return x->stem < y->stem ? -1 : 1;
	return (x->word > y->word) - (x->word < y->word);
}

static void
print_groups(const struct pair *pairs, size_t n, size_t groups,
	struct saiga_lexicon *const lexicons[2])
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct saiga_slice stem =
			saiga_lexicon_term(lexicons[0], pairs[i].stem);
		struct saiga_slice word =
			saiga_lexicon_term(lexicons[1], pairs[i].word);

		if (i == 0 || pairs[i].stem != pairs[i - 1].stem) {
			if (groups-- == 0)
				break;
			printf("\n%.*s:", (int)stem.len, stem.p);
		}
		printf(" %.*s", (int)word.len, word.p);
	}
	printf("\n");
}

static void
show_groups(json_t *const *articles, size_t n, size_t groups)
{
	struct saiga_lexicon *lexicons[2] = { saiga_lexicon_new(),
		saiga_lexicon_new() };
	struct collection stems = { .stemmed = true, .terms = lexicons[0] };
	uint32_t *sizes = NULL;
	struct pair *pairs = NULL;
	size_t i, n_pairs = 0, cap = 0, sizes_cap = 0;

	if (lexicons[0] == NULL || lexicons[1] == NULL)
		leave("out of memory");
	for (i = 0; i < n; i++) {
		struct saiga_words words;
		struct saiga_word word;

		saiga_words_init(&words,
			saiga_slice(json_string_value(
				json_object_get(articles[i], "text"))));
		while (saiga_words_next(&words, &word)) {
			struct pair pair = { 0 };

			pair.word = saiga_lexicon_add(lexicons[1], word.term);
			if (pair.word < n_pairs)
				continue;
			pair.stem = number_of(&stems, word.term);
			grow(&sizes, &sizes_cap, pair.stem);
			sizes[pair.stem]++;
			if (saiga_array_reserve(&pairs, &cap, n_pairs + 1,
				    sizeof(pair)) != SAIGA_OK)
				leave("out of memory");
			pairs[n_pairs++] = pair;
		}
	}
	for (i = 0; i < n_pairs; i++)
		pairs[i].group = sizes[pairs[i].stem];
	printf("words a stem: %.2f\n",
		(double)n_pairs / (double)saiga_lexicon_count(lexicons[0]));
	if (groups > 0) {
		qsort(pairs, n_pairs, sizeof(*pairs), compare_pairs);
		print_groups(pairs, n_pairs, groups, lexicons);
	}
	free(sizes);
	free(pairs);
	saiga_lexicon_free(lexicons[0]);
	saiga_lexicon_free(lexicons[1]);
}

int
main(int argc, char **argv)
{
	static json_t *articles[MAX_ARTICLES];
	size_t i, n = 0;
	json_error_t error;
	json_t *article;
	FILE *file;

	if (argc < 2 || (file = fopen(argv[1], "r")) == NULL)
		leave("usage: bench/kazakh ARTICLES.jsonl [GROUPS]");
	while (n < MAX_ARTICLES &&
		(article = json_loadf(file, JSON_DISABLE_EOF_CHECK, &error)) !=
			NULL)
		articles[n++] = article;
	if (n == 0)
		leave("no articles");
	measure(articles, n, false);
	measure(articles, n, true);
	show_groups(articles, n, argc > 2 ? strtoul(argv[2], NULL, 10) : 0);
	for (i = 0; i < n; i++)
		json_decref(articles[i]);
	fclose(file);
	return 0;
}
