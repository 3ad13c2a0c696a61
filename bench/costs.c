/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/costs WHAT INDEX QUERIES [N]: what a part of a search costs; WHAT is a
 * row of the table below.  Runs the first N lines of QUERIES (1000) as plain
 * text with it and without, in turns, three rounds after a first one that warms
 * the caches, and prints the medians of the times of single searches, with
 * their ten results and snippets, and the median of their ratios.
 */
#include "search.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 3

static _Noreturn void
leave(const char *what, const char *why)
{
	fprintf(stderr, "bench/costs: %s: %s\n", what, why);
	exit(2);
}

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
set_forms(struct search_options *o, bool with)
{
	o->plan.exact = !with;
}

static void
set_feedback(struct search_options *o, bool with)
{
	o->feedback = with ? FEEDBACK_BEST : FEEDBACK_NONE;
}

static void
set_deep(struct search_options *o, bool with)
{
	o->feedback = with ? FEEDBACK_DEEP : FEEDBACK_BEST;
}

static void
set_facets(struct search_options *o, bool with)
{
	o->facets = with ? FACETS_SHOWN : 0;
	o->timeline = with ? TIMELINE_AUTO : TIMELINE_NONE;
}

static void
set_recent(struct search_options *o, bool with)
{
	o->recent = with;
}

static const struct way {
	const char *name;
	void (*set)(struct search_options *options, bool with);
} ways[] = {
	{ "forms", set_forms }, /* and spellings of words */
	{ "feedback", set_feedback },
	{ "deep", set_deep },     /* beside feedback */
	{ "facets", set_facets }, /* and a timeline */
	{ "recent", set_recent },
};

#define WAYS (sizeof(ways) / sizeof(*ways))

static double
run(struct xc_database *db, struct saiga_slice query, const struct way *way,
	bool with)
{
	struct search_options options = {
		.max = 10, .now = time(NULL), .plain = true
	};
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results;
	double start = milliseconds(), end;

	way->set(&options, with);
	if (search_run(&results, db, query, &options, &err) != SAIGA_OK)
		leave("search", err.msg);
	end = milliseconds();
	search_results_free(results);
	return end - start;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The item that a share of the others is below; sorts them. */
static double
quantile(double *items, size_t n, double share)
{
	qsort(items, n, sizeof(*items), compare);
	return items[(size_t)((double)(n - 1) * share)];
}

static size_t
read_lines(char **lines, size_t max, const char *path)
{
	FILE *file = fopen(path, "r");
	size_t n = 0, cap = 0;
	ssize_t len;

	if (file == NULL)
		leave(path, strerror(errno));
	while (n < max) {
		lines[n] = NULL;
		cap = 0;
		len = getline(&lines[n], &cap, file);
		if (len < 0)
			break;
		lines[n][strcspn(lines[n], "\n")] = '\0';
		n++;
	}
	if (n < max)
		free(lines[n]);
	fclose(file);
	return n;
}

static void
measure(struct xc_database *db, char **lines, size_t n, const struct way *way)
{
	double *with = calloc(n * ROUNDS, sizeof(*with));
	double *without = calloc(n * ROUNDS, sizeof(*without));
	double *ratios = calloc(n * ROUNDS, sizeof(*ratios));
	size_t k = 0, i;
	double p50, q50;
	int round;

	if (with == NULL || without == NULL || ratios == NULL)
		leave("memory", "out of it");
	for (round = -1; round < ROUNDS; round++)
		for (i = 0; i < n; i++) {
			struct saiga_slice query = saiga_slice(lines[i]);
			double a = run(db, query, way, true);
			double b = run(db, query, way, false);

			if (round < 0)
				continue;
			with[k] = a;
			without[k] = b;
			ratios[k++] = a / b;
		}
	p50 = quantile(with, k, 0.5);
	q50 = quantile(without, k, 0.5);
	printf("%zu queries, %d rounds    median   90 %%   99 %%  (ms, CPU)\n",
		n, ROUNDS);
	printf("with %-19s%8.2f %6.2f %6.2f\n", way->name, p50,
		quantile(with, k, 0.9), quantile(with, k, 0.99));
	printf("without                 %8.2f %6.2f %6.2f\n", q50,
		quantile(without, k, 0.9), quantile(without, k, 0.99));
	printf("ratio of medians        %8.2f\n", p50 / q50);
	printf("median of ratios        %8.2f\n", quantile(ratios, k, 0.5));
	free(with);
	free(without);
	free(ratios);
}

int
main(int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	const struct way *way = NULL;
	struct xc_database *db;
	size_t n, max, i;
	char **lines;

	for (i = 0; i < WAYS && argc > 3; i++)
		if (strcmp(argv[1], ways[i].name) == 0)
			way = &ways[i];
	if (way == NULL) {
		fputs("Usage: bench/costs WHAT INDEX QUERIES [N]\nWHAT is",
			stderr);
		for (i = 0; i < WAYS; i++)
			fprintf(stderr, " %s", ways[i].name);
		fputs("\n", stderr);
		return 2;
	}
	max = argc > 4 ? (size_t)strtoul(argv[4], NULL, 10) : 1000;
	lines = calloc(max + 1, sizeof(*lines));
	if (lines == NULL)
		leave("memory", "out of it");
	if (saiga_store_open(&db, argv[2], &err) != SAIGA_OK)
		leave("index", err.msg);
	n = read_lines(lines, max, argv[3]);
	if (n == 0)
		leave(argv[3], "no queries");
	measure(db, lines, n, way);
	for (i = 0; i < n; i++)
		free(lines[i]);
	free(lines);
	xc_database_free(db);
	return 0;
}
