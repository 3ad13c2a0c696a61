/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/similar INDEX LANGUAGE...: whether `saiga similar` finds the same story
 * in other languages.  INDEX holds the same stories in several languages, with
 * ids of their own that are alike but for "-en-", "-ru-" and so on (NTREX as
 * JSON Lines).  Prints for each language how many English stories have their
 * translation first among the similar articles in that language, and how many
 * have it at all, of twenty; and the median time of one look, CPU.
 */
#include "similar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LISTED 20u
#define STORIES_MAX 10000u

static _Noreturn void
leave(const char *what, const char *why)
{
	fprintf(stderr, "bench/similar: %s: %s\n", what, why);
	exit(2);
}

static double
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int
compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* What stands behind "-LANGUAGE-" in the article's own id, or NULL. */
static struct saiga_slice
story_of(const struct found_article *article, const char *language)
{
	struct saiga_slice id =
		article->stored.article.field[SAIGA_FIELD_EXTERNAL_ID];
	size_t i;

	for (i = 0; i + 4 < id.len; i++)
		if (id.p[i] == '-' && id.p[i + 3] == '-' &&
			memcmp(id.p + i + 1, language, 2) == 0)
			return saiga_slice_of(id.p + i + 4, id.len - i - 4);
	return saiga_slice_of(NULL, 0);
}

static void
measure(struct xc_database *db, const struct search_results *stories,
	const char *language)
{
	const struct search_options options = { .max = LISTED };
	size_t first = 0, found = 0, i, k;
	double *times = calloc(stories->n + 1, sizeof(*times));

	if (times == NULL)
		leave("memory", "out of it");
	for (i = 0; i < stories->n; i++) {
		const struct found_article *story = &stories->articles[i];
		struct saiga_slice name = story_of(story, "en"), other;
		struct search_results *r;
		bool any = false;

		times[i] = milliseconds();
		if (search_similar(&r, db, story->stored.article.id, &options,
			    NULL) != SAIGA_OK)
			leave("search", story->stored.article.id);
		times[i] = milliseconds() - times[i];
		for (k = 0; k < r->n; k++) {
			other = story_of(&r->articles[k], language);
			if (other.len == 0)
				continue;
			if (saiga_slice_equal(name, other)) {
				found++;
				first += !any;
				break;
			}
			any = true;
		}
		search_results_free(r);
	}
	qsort(times, stories->n, sizeof(*times), compare);
	printf("%s: of %zu stories %zu first, %zu listed; %.1f ms\n", language,
		stories->n, first, found, times[stories->n / 2]);
	free(times);
}

int
main(int argc, char **argv)
{
	const struct search_options options = { .max = STORIES_MAX };
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *stories;
	struct xc_database *db;
	int i;

	if (argc < 3) {
		fputs("Usage: bench/similar INDEX LANGUAGE...\n", stderr);
		return 2;
	}
	if (saiga_store_open(&db, argv[1], &err) != SAIGA_OK)
		leave("index", err.msg);
	if (search_run(&stories, db, saiga_slice("lang:en"), &options, &err) !=
		SAIGA_OK)
		leave("search", err.msg);
	for (i = 2; i < argc; i++)
		measure(db, stories, argv[i]);
	search_results_free(stories);
	xc_database_free(db);
	return 0;
}
