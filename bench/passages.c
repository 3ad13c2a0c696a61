/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/passages INDEX QUERIES [N]: whether the flat list of passages is what
 * scoring every passage of every article that matches gives, and what each
 * costs.  Runs the first N lines of QUERIES (1000) both ways, compares the
 * first ten lines, and prints how many are the same, how many queries have
 * all ten the same, and the medians of the times.
 */
#include "exhaustive.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TOP 10u

static _Noreturn void
leave(const char *what, const char *why)
{
	fprintf(stderr, "bench/passages: %s: %s\n", what, why);
	exit(2);
}

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
print_times(const char *what, double *times, size_t n)
{
	qsort(times, n, sizeof(*times), compare);
	printf("%-12s%10.2f %8.2f %8.2f\n", what, times[(n - 1) / 2],
		times[(n - 1) * 9 / 10], times[(n - 1) * 99 / 100]);
}

/* Whether the first lines are the same; ids and places decide, and equal
 * scores have an order, too. */
static bool
is_same(const struct search_results *r, const struct exhaustive_line *lines,
	size_t n)
{
	size_t i;

	if (r->n_lines != (n < TOP ? n : TOP))
		return false;
	for (i = 0; i < r->n_lines; i++)
		if (strcmp(r->lines[i].article->stored.article.id,
			    lines[i].id) != 0 ||
			r->lines[i].passage->number != lines[i].number)
			return false;
	return true;
}

static bool
run(struct xc_database *db, struct saiga_slice query, double *flat,
	double *exhaustive)
{
	struct search_options options = { .max = TOP, .flat = true };
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results;
	struct exhaustive_line *lines;
	double start = milliseconds();
	size_t n;
	bool same;

	options.now = time(NULL);
	if (search_run(&results, db, query, &options, &err) != SAIGA_OK)
		leave("search", err.msg);
	*flat = milliseconds() - start;
	start = milliseconds();
	lines = exhaustive_list(&n, db, query, &options);
	*exhaustive = milliseconds() - start;
	same = is_same(results, lines, n);
	if (!same)
		printf("differs: %.*s\n", (int)query.len, query.p);
	free(lines);
	search_results_free(results);
	return same;
}

static void
measure(struct xc_database *db, FILE *file, size_t max)
{
	double *flat = calloc(max, sizeof(*flat));
	double *exhaustive = calloc(max, sizeof(*exhaustive));
	size_t n = 0, same = 0, cap = 0;
	char *line = NULL;

	if (flat == NULL || exhaustive == NULL)
		leave("memory", "out of it");
	for (; n < max && getline(&line, &cap, file) >= 0; n++) {
		line[strcspn(line, "\n")] = '\0';
		same += run(db, saiga_slice(line), &flat[n], &exhaustive[n]);
	}
	if (n == 0)
		leave("queries", "there are none");
	printf("%zu queries, the first %u passages the same for %zu (%.1f "
	       "%%)\n",
		n, TOP, same, 100.0 * (double)same / (double)n);
	printf("%-12s%10s %8s %8s  (ms, CPU)\n", "", "median", "90 %", "99 %");
	print_times("flat", flat, n);
	print_times("exhaustive", exhaustive, n);
	free(line);
	free(flat);
	free(exhaustive);
}

int
main(int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_database *db;
	size_t max;
	FILE *file;

	if (argc < 3) {
		fputs("Usage: bench/passages INDEX QUERIES [N]\n", stderr);
		return 2;
	}
	max = argc > 3 ? (size_t)strtoul(argv[3], NULL, 10) : 1000;
	if (saiga_store_open(&db, argv[1], &err) != SAIGA_OK)
		leave("index", err.msg);
	file = fopen(argv[2], "r");
	if (file == NULL)
		leave(argv[2], strerror(errno));
	measure(db, file, max);
	fclose(file);
	xc_database_free(db);
	return 0;
}
