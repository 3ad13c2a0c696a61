/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/snippet-run INDEX ARTICLES.jsonl N DIR PASSAGES/CHARS...: takes as
 * queries the words of N titles of the file, of at least four words each, that
 * stand evenly far apart in it, and searches the index, which is of that file.
 * Writes DIR/queries.tsv (number, query), DIR/pairs.tsv (number, id of each of
 * the three best articles), and for each setting DIR/saiga-PASSAGES-CHARS, a
 * line a pair: number, id, and the snippets of so many of the article's best
 * passages, " … " between fragments.  Prints what CPU the snippets took.
 */
#include "search.h"

#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define RESULTS 3u
#define WORDS_MIN 4
#define ROUNDS 5 /* of the time: the least counts */

static _Noreturn void
leave(const char *what, const char *why)
{
	fprintf(stderr, "bench/snippet-run: %s: %s\n", what, why);
	exit(2);
}

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static FILE *
create(const char *dir, const char *name)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	file = fopen(path, "w");
	if (file == NULL)
		leave(path, strerror(errno));
	return file;
}

static void
finish(FILE *file)
{
	if (ferror(file) || fclose(file) != 0)
		leave("write", strerror(errno));
}

/* ---- queries ------------------------------------------------------------ */

struct queries {
	char **items;
	size_t n, cap;
};

/* The title's words alone, none of them an operator; how many there are. */
static unsigned
reduce(char *title)
{
	static const char *const operators[] = { "AND", "OR", "NOT", "NEAR",
		"ADJ" };
	unsigned words = 0;
	char *p, *word = NULL;
	size_t i, n;

	for (p = title;; p++) {
		bool in = isalnum((unsigned char)*p) || (*p & 0x80) != 0 ||
			(*p == '\'' && word != NULL);

		if (in && word == NULL) {
			word = p;
			words++;
		}
		if (in)
			continue;
		n = word == NULL ? 0 : (size_t)(p - word);
		for (i = 0; i < sizeof(operators) / sizeof(*operators); i++)
			if (n == strlen(operators[i]) &&
				memcmp(word, operators[i], n) == 0)
				*word = (char)tolower((unsigned char)*word);
		word = NULL;
		if (*p == '\0')
			return words;
		*p = ' ';
	}
}

static void
add_title(struct queries *queries, const json_t *article)
{
	const char *title =
		json_string_value(json_object_get(article, "title"));
	char *copy = title == NULL ? NULL : strdup(title);

	if (copy == NULL)
		return;
	if (reduce(copy) < WORDS_MIN) {
		free(copy);
		return;
	}
	if (saiga_array_reserve(&queries->items, &queries->cap, queries->n + 1,
		    sizeof(*queries->items)) != SAIGA_OK)
		leave("memory", "out of it");
	queries->items[queries->n++] = copy;
}

static void
read_queries(struct queries *queries, const char *path)
{
	FILE *file = fopen(path, "r");
	json_error_t jerr;
	json_t *article;

	if (file == NULL)
		leave(path, strerror(errno));
	while ((article = json_loadf(file, JSON_DISABLE_EOF_CHECK, &jerr)) !=
		NULL) {
		add_title(queries, article);
		json_decref(article);
	}
	fclose(file);
	if (queries->n == 0)
		leave(path, "no titles");
}

/* ---- a run -------------------------------------------------------------- */

struct run {
	struct xc_database *db;
	unsigned passages_shown, chars;
	FILE *queries, *pairs, *out; /* the first two of the first run only */
	double cutting, showing;     /* ms */
	size_t results, passages;
};

static void
write_text(FILE *out, struct saiga_slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++)
		putc(strchr("\t\r\n", text.p[i]) != NULL ? ' ' : text.p[i],
			out);
}

static void
write_result(
	const struct run *run, size_t number, const struct found_article *found)
{
	const struct saiga_article *a = &found->stored.article;
	struct saiga_slice id = a->field[SAIGA_FIELD_EXTERNAL_ID];
	size_t i, j;

	if (id.len == 0)
		leave("index", "its articles have no ids of the file");
	if (found->n == 0)
		return;
	if (run->pairs != NULL)
		fprintf(run->pairs, "%zu\t%.*s\n", number, (int)id.len, id.p);
	fprintf(run->out, "%zu\t%.*s\t", number, (int)id.len, id.p);
	for (j = 0; j < found->n && j < run->passages_shown; j++)
		for (i = 0; i < found->passages[j].n_fragments; i++) {
			struct range range =
				found->passages[j].fragments[i].range;

			fputs(i + j > 0 ? " … " : "", run->out);
			write_text(run->out,
				saiga_slice_of(
					a->text.p + range.off, range.len));
		}
	putc('\n', run->out);
}

/* The time of all shown passages of the articles: their marks and snippets,
 * and of the snippets alone. */
static void
measure(struct run *run, struct search_results *results)
{
	double cutting = 1e9, showing = 1e9;
	struct finder finder;
	size_t i, j;
	int round;

	if (finder_init(&finder, results->plan) != SAIGA_OK)
		leave("memory", "out of it");
	finder.chars = run->chars;
	for (round = 0; round < ROUNDS; round++) {
		double cut = 0, start = milliseconds(), end;

		for (i = 0; i < results->n; i++) {
			finder_forget(&finder);
			for (j = 0; j < results->articles[i].n; j++) {
				struct found_article *a = &results->articles[i];
				double then;

				if (passage_show(&a->passages[j], &finder,
					    &a->stored.article) != SAIGA_OK)
					leave("memory", "out of it");
				then = milliseconds();
				if (snippet_cut(&a->passages[j], &finder,
					    &a->stored.article) != SAIGA_OK)
					leave("memory", "out of it");
				cut += milliseconds() - then;
			}
		}
		end = milliseconds();
		cutting = cut < cutting ? cut : cutting;
		showing = end - start - cut < showing ? end - start - cut
						      : showing;
	}
	finder_dispose(&finder);
	run->cutting += cutting;
	run->showing += showing;
}

static void
search(struct run *run, size_t number, const char *query)
{
	struct search_options options = {
		.max = RESULTS, .now = time(NULL), .snippet = run->chars
	};
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results;
	size_t i;

	if (search_run(&results, run->db, saiga_slice(query), &options, &err) !=
		SAIGA_OK)
		leave("search", err.msg);
	if (run->queries != NULL)
		fprintf(run->queries, "%zu\t%s\n", number, query);
	for (i = 0; i < results->n; i++) {
		write_result(run, number, &results->articles[i]);
		run->passages += results->articles[i].n;
	}
	run->results += results->n;
	if (results->n > 0)
		measure(run, results);
	search_results_free(results);
}

int
main(int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct queries queries = { NULL, 0, 0 };
	struct run run;
	size_t n, i;
	int arg;

	if (argc < 6) {
		fputs("Usage: bench/snippet-run INDEX ARTICLES.jsonl N DIR "
		      "PASSAGES/CHARS...\n",
			stderr);
		return 2;
	}
	read_queries(&queries, argv[2]);
	n = (size_t)strtoul(argv[3], NULL, 10);
	n = n < queries.n ? n : queries.n;
	for (arg = 5; arg < argc; arg++) {
		char name[64];

		memset(&run, 0, sizeof(run));
		if (saiga_store_open(&run.db, argv[1], &err) != SAIGA_OK)
			leave("index", err.msg);
		if (sscanf(argv[arg], "%u/%u", &run.passages_shown,
			    &run.chars) != 2)
			leave(argv[arg], "no PASSAGES/CHARS");
		snprintf(name, sizeof(name), "saiga-%u-%u", run.passages_shown,
			run.chars);
		run.out = create(argv[4], name);
		if (arg == 5) {
			run.queries = create(argv[4], "queries.tsv");
			run.pairs = create(argv[4], "pairs.tsv");
		}
		for (i = 0; i < n; i++)
			search(&run, i + 1, queries.items[i * queries.n / n]);
		finish(run.out);
		if (arg == 5) {
			finish(run.queries);
			finish(run.pairs);
		}
		printf("%s: %zu results, %.1f passages each: CPU of a "
		       "result %.4f ms, of which snippets %.4f ms\n",
			name, run.results,
			(double)run.passages / (double)run.results,
			run.showing / (double)run.results,
			run.cutting / (double)run.results);
		xc_database_free(run.db);
	}
	for (i = 0; i < queries.n; i++)
		free(queries.items[i]);
	free(queries.items);
	return 0;
}
