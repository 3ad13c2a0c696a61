/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/searches INDEX QUERIES ROUNDS [--bare]: times of searches in one
 * process.  Runs each line of QUERIES as plain text, with ten results and their
 * snippets, and prints a line each with milliseconds of wall time and of CPU;
 * rounds before the last only warm up.  --bare is saiga search --exact
 * --no-feedback.
 */
#include "search.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static _Noreturn void
leave(const char *what, const char *why)
{
	fprintf(stderr, "bench/searches: %s: %s\n", what, why);
	exit(2);
}

static double
milliseconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
run(struct xc_database *db, const char *query,
	const struct search_options *options, bool print)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results;
	double wall = milliseconds(CLOCK_MONOTONIC);
	double cpu = milliseconds(CLOCK_THREAD_CPUTIME_ID);

	if (search_run(&results, db, saiga_slice(query), options, &err) !=
		SAIGA_OK)
		leave("search", err.msg);
	wall = milliseconds(CLOCK_MONOTONIC) - wall;
	cpu = milliseconds(CLOCK_THREAD_CPUTIME_ID) - cpu;
	if (print)
		printf("%.3f %.3f\n", wall, cpu);
	search_results_free(results);
}

int
main(int argc, char **argv)
{
	struct search_options options = {
		.max = 10, .now = time(NULL), .plain = true
	};
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_database *db;
	char *line = NULL;
	size_t cap = 0;
	FILE *file;
	long left;

	if (argc != 4 && (argc != 5 || strcmp(argv[4], "--bare") != 0)) {
		fputs("Usage: bench/searches INDEX QUERIES ROUNDS [--bare]\n",
			stderr);
		return 2;
	}
	if (argc == 5) {
		options.plan.exact = true;
		options.feedback = FEEDBACK_NONE;
	}
	if (saiga_store_open(&db, argv[1], &err) != SAIGA_OK)
		leave("index", err.msg);
	file = fopen(argv[2], "r");
	if (file == NULL)
		leave(argv[2], strerror(errno));
	for (left = strtol(argv[3], NULL, 10); left > 0; left--) {
		rewind(file);
		while (getline(&line, &cap, file) > 0) {
			line[strcspn(line, "\n")] = '\0';
			run(db, line, &options, left == 1);
		}
	}
	free(line);
	fclose(file);
	xc_database_free(db);
	return 0;
}
