/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/bounds INDEX: what hostile queries cost.  Each is run once, its words
 * being those of the index's last article; prints the CPU time of each search
 * and the most memory that the process ever had.
 */
#include "search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

static const struct query_kind {
	const char *name;
	const char *before, *each, *after; /* each is a format of one word */
	size_t times;
} kinds[] = {
	{ "a query of 10 MB", "", "%s ", "", 1700000 },
	{ "10,000 words", "", "%s ", "", 10000 },
	{ "1,000 brackets deep", "", "(%s ", "", 1000 },
	{ "a* b* c*", "a* b* c*", "", "", 0 },
	{ "1,000 patterns", "", "%.3s* ", "", 1000 },
	{ "a phrase of 200 words", "\"", "%s ", "\"", 200 },
	{ "1,000 phrases of two words", "", "\"the %s\" ", "", 1000 },
	{ "300 phrases of frequent words", "", "\"the of the\" OR ", "", 300 },
	{ "a phrase of frequent words with stars", "\"the * of", " * the", "\"",
		4 },
	{ "1,000 words with mistakes", "", "~%sx ", "", 1000 },
	{ "900 unknown words", "", "%.4sqxz ", "", 900 },
	{ "20 NEAR of 50 words a side", "", "(%1$s the of to in) NEAR ", "",
		20 },
	{ "1,000 AND", "", "%s AND ", "", 1000 },
	{ "1,000 dates", "", "date:2023..%.1s2024 ", "", 1000 },
	{ "one word of 10 MB", "", "qwertyuiop", "", 1000000 },
};

static _Noreturn void
leave(const char *what)
{
	fprintf(stderr, "bench/bounds: %s\n", what);
	exit(2);
}

/* Appends the kind's pieces, drawing words from the text over and over. */
static void
write_query(struct saiga_strbuf *out, const struct query_kind *kind,
	struct saiga_slice text)
{
	struct saiga_words words;
	struct saiga_word word;
	char term[SAIGA_TERM_MAX + 1], piece[2 * SAIGA_TERM_MAX];
	size_t i;

	saiga_strbuf_str(out, kind->before);
	saiga_words_init(&words, text);
	for (i = 0; i < kind->times && out->len < 10000000; i++) {
		while (!saiga_words_next(&words, &word))
			saiga_words_init(&words, text);
		memcpy(term, word.term.p, word.term.len);
		term[word.term.len] = '\0';
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
		snprintf(piece, sizeof(piece), kind->each, term);
#pragma GCC diagnostic pop
		saiga_strbuf_str(out, piece);
	}
	saiga_strbuf_str(out, kind->after);
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
measure(struct xc_database *db, const struct query_kind *kind,
	struct saiga_slice text)
{
	struct search_options options = {
		.max = 10, .suggest = true, .now = time(NULL)
	};
	struct saiga_strbuf query = SAIGA_STRBUF_INIT((size_t)16 << 20);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results;
	double start;

	write_query(&query, kind, text);
	start = seconds();
	if (search_run(&results, db, saiga_strbuf_view(&query), &options,
		    &err) != SAIGA_OK)
		leave(err.msg);
	printf("%-40s %9zu bytes  %6.3f s  %s%zu articles\n", kind->name,
		query.len, seconds() - start,
		results->total_is_exact ? "" : "about ",
		(size_t)results->total);
	search_results_free(results);
	saiga_strbuf_dispose(&query);
}

int
main(int argc, char **argv)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_database_stats stats;
	struct xc_error xerr;
	struct xc_database *db;
	struct rusage usage;
	size_t i;

	if (argc != 2)
		leave("Usage: bench/bounds INDEX");
	if (saiga_store_open(&db, argv[1], &err) != SAIGA_OK)
		leave(err.msg);
	if (xc_database_get_stats(&stats, db, &xerr) != XC_OK)
		leave(xerr.message);
	if (saiga_stored_fetch(&stored, db, stats.last_docid, &err) != SAIGA_OK)
		leave(err.msg);
	for (i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		measure(db, &kinds[i], stored.article.text);
	getrusage(RUSAGE_SELF, &usage);
	printf("most memory: %ld MB\n", usage.ru_maxrss / 1024);
	saiga_stored_dispose(&stored);
	xc_database_free(db);
	return 0;
}
