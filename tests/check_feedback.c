/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether articles that are like the best ones move up. */
#include "articles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EACH 14 /* articles of each kind */

static const struct search_options none = { .max = 100,
	.feedback = FEEDBACK_NONE };
static const struct search_options best = { .max = 100 };
static const struct search_options deep = { .max = 100,
	.feedback = FEEDBACK_DEEP };

/*
 * Of ballots: elections, the best and others; a museum, whose articles have
 * the word as often as the others of elections.  Then an election without the
 * word, and one of long ago in another language.
 */
static void
write_articles(FILE *file)
{
	static const char line[] =
		"{\"id\":\"%s%u\",\"lang\":\"%s\",\"text\":\"%s\"}\n";
	unsigned i;

	for (i = 0; i < 3; i++)
		fprintf(file, line, "best", i, "en",
			"The ballot was long: a ballot for the senate, a "
			"ballot for each precinct, turnout unknown.");
	for (i = 0; i < EACH; i++) {
		fprintf(file, line, "other", i, "en",
			"A precinct counted one ballot late, and the senate "
			"asked for its turnout again.");
		fprintf(file, line, "museum", i, "en",
			"A museum showed one ballot box, and the children "
			"asked for its painter again.");
	}
	fprintf(file, line, "without", 0u, "en",
		"Turnout fell in every precinct, said the senate.");
	fprintf(file, line, "ru", 0u, "ru",
		"Turnout precinct senate: так это было тогда в городе.");
	for (i = 0; i < EACH * 20; i++)
		fprintf(file, line, "filler", i, "en",
			"Rain fell on the hills, and nobody went out at all.");
}

static void
setup(void)
{
	char path[] = "ballots.jsonl";
	FILE *file;

	test_folder_setup();
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	write_articles(file);
	ck_assert_int_eq(fclose(file), 0);
	db = articles_index("ballots", path);
}

/* Where the first of the articles whose id begins so stands; SIZE_MAX if none
 * does. */
static size_t
place(const struct search_results *results, const char *beginning)
{
	size_t i;

	for (i = 0; i < results->n; i++) {
		const struct saiga_article *a =
			&results->articles[i].stored.article;
		struct saiga_slice id = a->field[SAIGA_FIELD_EXTERNAL_ID];

		if (id.len >= strlen(beginning) &&
			memcmp(id.p, beginning, strlen(beginning)) == 0)
			return i;
	}
	return SIZE_MAX;
}

START_TEST(what_is_like_the_best_moves_up)
{
	struct search_results *results = find(saiga_slice("ballot"), none);
	size_t i;

	ck_assert_uint_eq(results->n, 3 + 2 * EACH);
	ck_assert_uint_lt(place(results, "museum"), 3 + EACH);
	search_results_free(results);
	results = find(saiga_slice("ballot"), best);
	ck_assert_uint_eq(results->n, 3 + 2 * EACH);
	ck_assert_uint_eq(results->total, 3 + 2 * EACH);
	ck_assert_uint_eq(place(results, "best"), 0);
	ck_assert_uint_eq(place(results, "museum"), 3 + EACH);
	ck_assert_uint_eq(place(results, "without"), SIZE_MAX);
	for (i = 1; i < results->n; i++)
		ck_assert(results->articles[i].score <=
			results->articles[i - 1].score);
	search_results_free(results);
}
END_TEST

static const struct {
	const char *query;
	bool without, ru; /* is found with --deep */
} wide[] = {
	{ "ballot", true, true },
	{ "ballot ballots", true, true },
	{ "ballot lang:en", true, false },
	{ "ballot lang:ru", false, false },
	{ "ballot -fell", false, true },
	{ "ballot -turnout", false, false },
	{ "+ballot", false, false },
	{ "ballot +(box senate)", true, true },
	{ "ballot +box", false, false },
	{ "ballot AND senate", false, false },
	{ "(ballot) NOT fell", false, false },
};

START_TEST(deep_finds_more_within_the_limits)
{
	struct search_results *results =
		find(saiga_slice(wide[_i].query), deep);

	ck_assert_int_eq(
		place(results, "without") != SIZE_MAX, wide[_i].without);
	ck_assert_int_eq(place(results, "ru") != SIZE_MAX, wide[_i].ru);
	ck_assert_uint_eq(place(results, "filler"), SIZE_MAX);
	ck_assert_uint_ge(results->total, results->n);
	search_results_free(results);
}
END_TEST

/* Pages are pieces of one list. */
START_TEST(pages_join)
{
	struct search_options options = _i == 0 ? best : deep;
	struct search_results *all = find(saiga_slice("ballot"), options);
	size_t i;

	options.max = 4;
	for (i = 0; i < all->n; i += 4) {
		struct search_results *page;
		size_t k;

		options.offset = (uint32_t)i;
		page = find(saiga_slice("ballot"), options);
		ck_assert_uint_eq(page->n, all->n - i < 4 ? all->n - i : 4);
		for (k = 0; k < page->n; k++)
			ck_assert_str_eq(page->articles[k].stored.article.id,
				all->articles[i + k].stored.article.id);
		search_results_free(page);
	}
	search_results_free(all);
}
END_TEST

/* Who asks for an order of days gets it, and few articles stay as they are. */
START_TEST(nothing_else_moves)
{
	static const char *const queries[] = { "ballot", "lang:en", "long",
		"nosuchword" };
	struct search_options plain = none, same = best;
	struct search_results *a, *b;
	size_t i;

	plain.sort = same.sort = _i == 0 ? SORT_DATE : SORT_RELEVANCE;
	a = find(saiga_slice(queries[_i]), plain);
	b = find(saiga_slice(queries[_i]), same);
	ck_assert_uint_eq(a->n, b->n);
	for (i = 0; i < a->n; i++) {
		ck_assert_str_eq(a->articles[i].stored.article.id,
			b->articles[i].stored.article.id);
		ck_assert(a->articles[i].score == b->articles[i].score);
	}
	search_results_free(a);
	search_results_free(b);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("feedback");
	TCase *tcase = tcase_create("ballots");

	tcase_add_checked_fixture(tcase, setup, articles_teardown);
	tcase_add_test(tcase, what_is_like_the_best_moves_up);
	tcase_add_loop_test(tcase, deep_finds_more_within_the_limits, 0,
		sizeof(wide) / sizeof(*wide));
	tcase_add_loop_test(tcase, pages_join, 0, 2);
	tcase_add_loop_test(tcase, nothing_else_moves, 0, 4);
	suite_add_tcase(suite, tcase);
	return test_run(suite);
}
