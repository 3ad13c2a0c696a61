/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A reader while a writer commits after each article: no search fails, none
 * sees half an article, and none loses what the one before it saw. */
#include "articles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define COMMITS 200u
#define WORDS 300u /* of an article; its last one is "end" */

static void
write_article(unsigned i)
{
	char path[64];
	FILE *file;
	unsigned k;

	snprintf(path, sizeof(path), "articles/%03u.txt", i);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fprintf(file, "Title %u\n\nThe walrus", i);
	for (k = 0; k < WORDS; k++)
		fprintf(file, "%s w%u", k % 50 == 49 ? ".\n\nThen" : "",
			(k * 7 + i * 13) % 997);
	fputs(" end.\n", file);
	ck_assert_int_eq(fclose(file), 0);
}

/* In a process of its own: indexes what was written, a commit an article. */
static _Noreturn void
write_on(void)
{
	char folder[] = "articles";

	setenv("SAIGA_BATCH", "1", 1);
	xc_database_free(articles_index(ARTICLES_DB, folder));
	_exit(0);
}

/* Searches once; each article that is found must be whole. */
static size_t
search_once(struct xc_database *index, struct saiga_slice query)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_options options = find_all;
	struct search_results *results;
	size_t n, i;

	ck_assert_msg(
		search_run(&results, index, query, &options, &err) == SAIGA_OK,
		"%s", err.msg);
	for (i = 0; i < results->n; i++) {
		struct saiga_slice text = saiga_slice_trim(
			results->articles[i].stored.article.text);

		ck_assert_uint_gt(text.len, 4);
		ck_assert_int_eq(memcmp(text.p + text.len - 4, "end.", 4), 0);
	}
	n = results->n;
	search_results_free(results);
	return n;
}

START_TEST(reader_goes_on_while_a_writer_commits)
{
	struct xc_database *index;
	unsigned i, searches = 0;
	char folder[] = "articles";
	size_t n = 1, before;
	int status;
	pid_t writer;

	ck_assert_int_eq(mkdir("articles", 0777), 0);
	write_article(0);
	index = articles_index(ARTICLES_DB, folder);
	for (i = 1; i <= COMMITS; i++)
		write_article(i);
	writer = fork();
	ck_assert_int_ge(writer, 0);
	if (writer == 0)
		write_on();
	while (waitpid(writer, &status, WNOHANG) == 0) {
		before = n;
		n = search_once(index, saiga_slice("walrus end"));
		ck_assert_uint_ge(n, before);
		searches++;
	}
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	ck_assert_uint_gt(searches, 1);
	ck_assert_int_eq(xc_database_reopen(NULL, index, NULL), XC_OK);
	ck_assert_uint_eq(
		search_once(index, saiga_slice("walrus end")), COMMITS + 1);
	xc_database_free(index);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("reader");
	TCase *tc = tcase_create("living");

	tcase_add_checked_fixture(tc, test_folder_setup, test_folder_teardown);
	tcase_set_timeout(tc, 300);
	tcase_add_test(tc, reader_goes_on_while_a_writer_commits);
	suite_add_tcase(suite, tc);
	return test_run(suite);
}
