/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of the order of results, and of what their scores are made of. */
#include "articles.h"
#include "exhaustive.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define NOW 1798000000 /* some weeks behind the corpus */

/* ---- on corpus/ --------------------------------------------------------- */

static void
corpus_setup(void)
{
	const char *srcdir = getenv("srcdir");
	char relative[2048], *folder;

	snprintf(relative, sizeof(relative), "%s/corpus",
		srcdir == NULL ? "." : srcdir);
	folder = realpath(relative, NULL);
	ck_assert_ptr_nonnull(folder);
	test_folder_setup();
	db = articles_index(ARTICLES_DB, folder);
	free(folder);
}

static const char *const queries[] = {
	"Tokayev",
	"sanctions",
	"gas union Uzbekistan",
	"sanctions russia border sanctions",
	"\"land border\" 7500",
	"gas AND union",
	"(gas AND union) OR drones",
	"(gas AND nowhere) OR drones",
	"(drones NOT turkey) OR sanctions",
	"(+gas drones) OR (turkey -drones) OR russia",
	"title:sanctions russia",
	"title:sanctions",
	"sanct* russia",
	"gas NEAR/5 union russia",
	"(gas NEAR/2 drones) OR russia",
	"gas ADJ/5 union",
	"\"gas * union\" russia",
	"~sanctons russia",
	"Vassilenko agency",
	"(gas union) (gas union) drones",
	"lang:ru",
	"lang:ru Токаев",
	"drones date:2026",
	"multi-vector U.S. 7,500",
	"газ одағы",
	"what did the foreign minister say of the sanctions on russia",
};

#define QUERIES (int)(sizeof(queries) / sizeof(*queries))

static void
check_flat(struct saiga_slice query, struct search_options options)
{
	struct search_results *flat;
	struct exhaustive_line *lines;
	size_t n, i;

	options.flat = true;
	options.now = NOW;
	flat = find(query, options);
	lines = exhaustive_list(&n, db, query, &options);
	n = n < options.offset ? 0 : n - options.offset;
	ck_assert_uint_eq(flat->n_lines, n < options.max ? n : options.max);
	for (i = 0; i < flat->n_lines; i++) {
		const struct found_line *line = &flat->lines[i];

		ck_assert(line->passage->score ==
			lines[options.offset + i].score);
		/* Where nothing is scored, days decide. */
		if (!flat->plan->scored)
			continue;
		ck_assert_str_eq(line->article->stored.article.id,
			lines[options.offset + i].id);
		ck_assert_uint_eq(line->passage->number,
			lines[options.offset + i].number);
	}
	free(lines);
	search_results_free(flat);
}

START_TEST(flat_list_is_the_exhaustive_one)
{
	static const struct search_options pages[] = { { .max = 1 },
		{ .max = 3 }, { .max = 10 }, { .max = 2, .offset = 5 },
		{ .max = 1000 } };
	size_t i;

	for (i = 0; i < sizeof(pages) / sizeof(*pages); i++)
		check_flat(saiga_slice(queries[_i]), pages[i]);
}
END_TEST

/* The three words that begin at each word of an article's text. */
START_TEST(flat_list_is_the_exhaustive_one_for_any_words)
{
	struct search_options options = { .max = 10 };
	struct search_results *all = find(saiga_slice("lang:en"), find_all);
	const struct found_article *article = &all->articles[_i];
	struct saiga_slice text = article->stored.article.text;
	size_t at = 0, end, spaces;

	ck_assert_uint_gt(all->n, (size_t)_i);
	while (at < text.len) {
		for (end = at, spaces = 0; end < text.len && spaces < 3; end++)
			spaces += text.p[end] == ' ';
		check_flat(saiga_slice_of(text.p + at, end - at), options);
		at = end + 40;
	}
	search_results_free(all);
}
END_TEST

static void
check_parts(const struct score_parts *parts, double score)
{
	ck_assert(fabs(score_parts_sum(parts) - score) <= 1e-9 * fabs(score));
}

START_TEST(parts_add_up_to_the_score)
{
	struct search_options options = find_all;
	struct search_results *results;
	size_t i, j;
	int way;

	options.plan.explain = true;
	options.now = NOW;
	for (way = 0; way < 12; way++) {
		options.recent = (way & 1) != 0;
		options.flat = (way & 2) != 0;
		options.feedback = (enum search_feedback)(way / 4);
		results = find(saiga_slice(queries[_i]), options);
		for (i = 0; i < results->n; i++) {
			const struct found_article *a = &results->articles[i];

			check_parts(&a->parts, a->score);
			for (j = 0; j < a->n; j++)
				check_parts(&a->passages[j].parts,
					a->passages[j].score);
		}
		search_results_free(results);
	}
}
END_TEST

START_TEST(recent_articles_come_higher)
{
	struct search_options options = find_all;
	struct search_results *plain, *recent;
	struct saiga_slice query = saiga_slice(queries[_i]);
	size_t i, j;

	/* Whom others are like is another with age, and so is how like. */
	options.feedback = FEEDBACK_NONE;
	options.now = NOW;
	plain = find(query, options);
	options.recent = true;
	recent = find(query, options);
	ck_assert_uint_eq(plain->n, recent->n);
	for (i = 0; i < recent->n; i++) {
		const struct found_article *a = &recent->articles[i];
		struct saiga_slice date =
			a->stored.article.field[SAIGA_FIELD_DATE];

		for (j = 0; strcmp(plain->articles[j].stored.article.id,
				    a->stored.article.id) != 0;
			j++)
			;
		ck_assert(a->score <= plain->articles[j].score);
		ck_assert(date.len > 0 ||
			fabs(a->score - 0.7 * plain->articles[j].score) <=
				1e-9);
		ck_assert(a->score >= 0.7 * plain->articles[j].score - 1e-9);
		ck_assert(i == 0 || !recent->plan->scored ||
			a->score <= recent->articles[i - 1].score);
	}
	search_results_free(plain);
	/* A page is a piece of it, too. */
	options.max = 2;
	plain = find(query, options);
	for (i = 0; i < plain->n; i++)
		ck_assert_str_eq(plain->articles[i].stored.article.id,
			recent->articles[i].stored.article.id);
	search_results_free(plain);
	search_results_free(recent);
}
END_TEST

/* ---- on articles of one passage ----------------------------------------- */

#define WORDS 120 /* of an article, on the average, as ours takes it to be */

/* Article i has WORDS - 40 to WORDS + 40 words, in pairs of opposites. */
static void
write_article(const char *folder, unsigned i)
{
	unsigned n = i % 2 == 0 ? WORDS - i : WORDS + (i - 1), k;
	char path[64];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%02u.md", folder, i);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fprintf(file, "---\nlang: en\n---\n\n");
	for (k = 0; k < n; k++)
		fprintf(file, "%s ",
			k < i % 7                   ? "lynx"
				: k < i % 7 + i % 3 ? "otter"
				: k % 11 == 3       ? "stork"
				: k % 13 == i % 13  ? "storks"
				: k % 17 == i % 17  ? "storking"
						    : "filler");
	ck_assert_int_eq(fclose(file), 0);
}

START_TEST(passages_score_as_xapian_does)
{
	/* What a word is found as has a share of its own in articles. */
	static const char *const words[] = { "=lynx", "=otter", "stork*",
		"=lynx =lynx =otter", "stork* =otter", "=filler",
		"=lynx AND stork*", "=storking stork* stork*" };
	struct search_options options = find_all;
	struct search_results *results;
	struct xc_database_stats stats;
	char folder[] = "same";
	unsigned i;
	size_t k;

	ck_assert_int_eq(mkdir(folder, 0777), 0);
	for (i = 0; i < 40; i++)
		write_article(folder, i);
	xc_database_free(db);
	db = articles_index("same-db", folder);
	ck_assert_int_eq(xc_database_get_stats(&stats, db, NULL), XC_OK);
	ck_assert_uint_eq(stats.doc_count, 40);
	ck_assert(fabs(stats.average_length - WORDS) < 1e-9);
	options.feedback = FEEDBACK_NONE;
	results = find(saiga_slice(words[_i]), options);
	ck_assert_uint_gt(results->n, 2);
	for (k = 0; k < results->n; k++) {
		const struct found_article *a = &results->articles[k];

		ck_assert_uint_eq(a->stored.article.passages.n, 1);
		ck_assert(fabs(a->passages[0].score - a->score) <=
			1e-9 * a->score);
	}
	search_results_free(results);
}
END_TEST

/* ---- one index, built in two orders ------------------------------------- */

static void
write_line(const char *name, unsigned i)
{
	FILE *file = fopen(name, "a");

	ck_assert_ptr_nonnull(file);
	/* Every third is the same but for its id. */
	fprintf(file,
		"{\"id\":\"a%u\",\"url\":\"https://example.org/%u\","
		"\"title\":\"The lynx\",\"text\":\"A lynx and %u otters met a "
		"stork.\"%s}\n",
		i, i, i % 3,
		i % 4 == 0           ? ",\"date\":\"2024-01-02\""
			: i % 4 == 1 ? ",\"date\":\"2024-01-03\""
				     : "");
	ck_assert_int_eq(fclose(file), 0);
}

static void
compare_orders(struct xc_database *other, struct search_options options)
{
	static const char *const words[] = { "lynx", "otters lynx", "2 stork",
		"lang:en", "date:2024", "NOT lynx", "lynx AND 1" };
	struct xc_database *first = db;
	size_t q, i;

	for (q = 0; q < sizeof(words) / sizeof(*words); q++) {
		struct search_results *a = find(saiga_slice(words[q]), options);
		struct search_results *b;

		db = other;
		b = find(saiga_slice(words[q]), options);
		db = first;
		ck_assert_uint_eq(a->n, b->n);
		ck_assert_uint_eq(a->n_lines, b->n_lines);
		for (i = 0; i < a->n && !options.flat; i++) {
			ck_assert_str_eq(a->articles[i].stored.article.id,
				b->articles[i].stored.article.id);
			/* To the last bit. */
			ck_assert(a->articles[i].score == b->articles[i].score);
		}
		for (i = 0; i < a->n_lines; i++)
			ck_assert_str_eq(a->lines[i].article->stored.article.id,
				b->lines[i].article->stored.article.id);
		search_results_free(a);
		search_results_free(b);
	}
}

START_TEST(order_is_that_of_any_build)
{
	char one[] = "one.jsonl", two[] = "two.jsonl";
	struct xc_database *other;
	struct search_options options = { .max = 5, .now = NOW };
	unsigned i;

	for (i = 0; i < 60; i++)
		write_line(i % 2 == 0 ? one : two, i);
	xc_database_free(articles_index("forth", one));
	xc_database_free(db);
	db = articles_index("forth", two);
	xc_database_free(articles_index("back", two));
	other = articles_index("back", one);
	for (i = 0; i < 3 * 2 * 2 * 2; i++) {
		options.sort = (enum search_sort)(i % 3);
		options.flat = i / 3 % 2 != 0;
		options.recent = i / 6 % 2 != 0;
		options.offset = i / 12 * 7;
		compare_orders(other, options);
	}
	xc_database_free(other);
}
END_TEST

static Suite *
rank_suite(void)
{
	Suite *suite = suite_create("searcher-rank");
	TCase *tcase = tcase_create("corpus");

	tcase_add_unchecked_fixture(tcase, corpus_setup, articles_teardown);
	tcase_add_loop_test(tcase, flat_list_is_the_exhaustive_one, 0, QUERIES);
	tcase_add_loop_test(
		tcase, flat_list_is_the_exhaustive_one_for_any_words, 0, 5);
	tcase_add_loop_test(tcase, parts_add_up_to_the_score, 0, QUERIES);
	tcase_add_loop_test(tcase, recent_articles_come_higher, 0, QUERIES);
	suite_add_tcase(suite, tcase);
	tcase = tcase_create("own articles");
	tcase_add_checked_fixture(tcase, articles_setup, articles_teardown);
	tcase_add_loop_test(tcase, passages_score_as_xapian_does, 0, 8);
	tcase_add_test(tcase, order_is_that_of_any_build);
	suite_add_tcase(suite, tcase);
	return suite;
}

int
main(void)
{
	int result;

	test_table_read(&articles, "articles");
	result = test_run(rank_suite());
	test_table_dispose(&articles);
	return result;
}
