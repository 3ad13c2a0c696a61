/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/expansion [--facets] INDEX QUERIES [N]: what finding the other forms
 * and spellings of words costs, or what facets and a timeline do.  Runs the
 * first N lines of QUERIES (1000) as queries, each as it is and with --exact,
 * or with facets and as it is, in turns, three rounds after a
 * first one that warms the caches, and prints the medians of the times of
 * single searches, with their ten results and snippets, and the median of
 * their ratios.
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
	fprintf(stderr, "bench/expansion: %s: %s\n", what, why);
	exit(2);
}

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool facets; /* are compared, not exact words */

/* more: the dearer of the two ways. */
static double
run(struct xc_database *db, struct saiga_slice query, bool more)
{
	struct search_options options = { .max = 10, .now = time(NULL) };
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results;
	double start = milliseconds(), end;

	options.plan.exact = !facets && !more;
	if (facets && more) {
		options.facets = FACETS_SHOWN;
		options.timeline = TIMELINE_AUTO;
	}
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
measure(struct xc_database *db, char **lines, size_t n)
{
	double *expanded = calloc(n * ROUNDS, sizeof(*expanded));
	double *exact = calloc(n * ROUNDS, sizeof(*exact));
	double *ratios = calloc(n * ROUNDS, sizeof(*ratios));
	size_t k = 0, i;
	double p50, q50;
	int round;

	if (expanded == NULL || exact == NULL || ratios == NULL)
		leave("memory", "out of it");
	for (round = -1; round < ROUNDS; round++)
		for (i = 0; i < n; i++) {
			struct saiga_slice query = saiga_slice(lines[i]);
			double a = run(db, query, true);
			double b = run(db, query, false);

			if (round < 0)
				continue;
			expanded[k] = a;
			exact[k] = b;
			ratios[k++] = a / b;
		}
	p50 = quantile(expanded, k, 0.5);
	q50 = quantile(exact, k, 0.5);
	printf("%zu queries, %d rounds    median   90 %%   99 %%  (ms, CPU)\n",
		n, ROUNDS);
	printf("%s                %8.2f %6.2f %6.2f\n",
		facets ? "counted " : "expanded", p50,
		quantile(expanded, k, 0.9), quantile(expanded, k, 0.99));
	printf("%s                %8.2f %6.2f %6.2f\n",
		facets ? "plain   " : "exact   ", q50, quantile(exact, k, 0.9),
		quantile(exact, k, 0.99));
	printf("ratio of medians        %8.2f\n", p50 / q50);
	printf("median of ratios        %8.2f\n", quantile(ratios, k, 0.5));
	free(expanded);
	free(exact);
	free(ratios);
}

int
main(int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_database *db;
	size_t n, max, i;
	char **lines;

	if (argc > 1 && strcmp(argv[1], "--facets") == 0) {
		facets = true;
		argc--;
		argv++;
	}
	if (argc < 3) {
		fputs("Usage: bench/expansion [--facets] INDEX QUERIES [N]\n",
			stderr);
		return 2;
	}
	max = argc > 3 ? (size_t)strtoul(argv[3], NULL, 10) : 1000;
	lines = calloc(max + 1, sizeof(*lines));
	if (lines == NULL)
		leave("memory", "out of it");
	if (saiga_store_open(&db, argv[1], &err) != SAIGA_OK)
		leave("index", err.msg);
	n = read_lines(lines, max, argv[2]);
	if (n == 0)
		leave(argv[2], "no queries");
	measure(db, lines, n);
	for (i = 0; i < n; i++)
		free(lines[i]);
	free(lines);
	xc_database_free(db);
	return 0;
}
