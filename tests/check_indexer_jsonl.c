/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of indexer/: files of many articles. */
#include "index.h"
#include "places.h"
#include "source.h"
#include "testlib.h"

#include <saiga/store.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define A "{\"id\":\"a\",\"text\":\"An apple is red.\"}\n"
#define B "{\"id\":\"b\",\"text\":\"A banana is yellow.\"}\n"
#define B2 "{\"id\":\"b\",\"text\":\"A banana was green.\"}\n"
#define C "{\"id\":\"c\",\"text\":\"A cherry is red.\"}\n"
#define N "{\"text\":\"It has no name of its own.\"}\n"

/* ---- runs --------------------------------------------------------------- */

static struct index_counts counts;
static struct saiga_strbuf messages = SAIGA_STRBUF_INIT(65536);
static volatile sig_atomic_t stop;
static uint64_t stop_at, kill_at; /* articles; 0: never */

static void
on_message(const char *path, const char *text, void *ctx)
{
	(void)ctx;
	saiga_strbuf_printf(
		&messages, "%s: %s\n", strrchr(path, '/') + 1, text);
}

static void
on_progress(const struct index_counts *done, const struct index_counts *all,
	void *ctx)
{
	uint64_t articles = done->added + done->updated + done->unchanged;

	(void)all;
	(void)ctx;
	if (stop_at > 0 && articles == stop_at)
		stop = 1;
	if (kill_at > 0 && articles == kill_at)
		kill(getpid(), SIGKILL);
}

static void
run(const char *path)
{
	char name[64], *paths[] = { name };
	struct index_options options = {
		.db = "db",
		.paths = paths,
		.n_paths = 1,
		.count_first = true,
		.stop = &stop,
	};
	struct index_events events = { on_message, on_progress, NULL, NULL,
		NULL, NULL };
	struct saiga_error err = SAIGA_ERROR_INIT;

	snprintf(name, sizeof(name), "%s", path);
	stop = 0;
	saiga_strbuf_reset(&messages);
	ck_assert_msg(index_run(&counts, &options, &events, &err) == SAIGA_OK,
		"%s", err.msg);
}

/* "added/updated/unchanged failed lines", and what is told. */
static void
run_gives(const char *path, const char *expected, const char *told)
{
	char got[128];

	run(path);
	snprintf(got, sizeof(got), "%u/%u/%u %u %u", (unsigned)counts.added,
		(unsigned)counts.updated, (unsigned)counts.unchanged,
		(unsigned)counts.failed, (unsigned)counts.parts_failed);
	ck_assert_str_eq(got, expected);
	ck_assert_str_eq(saiga_strbuf_cstr(&messages), told);
}

/* The articles that have the term. */
static unsigned
have_term(const char *term)
{
	struct xc_database *db;
	uint32_t freq;

	ck_assert_int_eq(saiga_store_open(&db, "db", NULL), SAIGA_OK);
	ck_assert_int_eq(
		xc_database_term_freq(&freq, db, term, strlen(term), NULL),
		XC_OK);
	xc_database_free(db);
	return freq;
}

/* The term of a hash. */
static unsigned
have_hash(const char *prefix, const char *key)
{
	char term[4 + SAIGA_ID_LEN], id[SAIGA_ID_LEN + 1];

	saiga_id_make(saiga_slice(key), id);
	snprintf(term, sizeof(term), "%s%s", prefix, id);
	return have_term(term);
}

/* ---- a file ------------------------------------------------------------- */

static const struct {
	const char *content, *expected, *told;
} contents[] = {
	{ A B C, "3/0/0 0 0", "" },
	{ "", "0/0/0 0 0", "" },
	{ "\n\n" A "\n  \n" B "\n", "2/0/0 0 0", "" },
	{ "{\"text\":\"It ends so.\"}", "1/0/0 0 0", "" },
	{ "\xef\xbb\xbf" A B, "2/0/0 0 0", "" },
	{ "{\"text\":\"One is.\"}\r\n{\"text\":\"Two is.\"}\r\n", "2/0/0 0 0",
		"" },
	{ A "nonsense\n" B "{\n" C, "3/0/0 0 2",
		"f.jsonl: line 2: no JSON: invalid token near 'nonsense'\n"
		"f.jsonl: line 4: no JSON: string or '}' expected near end of "
		"file\n" },
	{ A B2 B C, "3/0/0 0 1",
		"f.jsonl: line 3: its id was there before in this file\n" },
	{ N N "{\"id\":3,\"text\":\"Three.\"}\n{\"id\":\"3\",\"text\":\"3.\"}"
	      "\n",
		"3/0/0 0 1",
		"f.jsonl: line 4: its id was there before in this file\n" },
	{ "{\"id\":2,\"text\":\"Two.\"}\n" N, "2/0/0 0 0", "" },
	{ "{\"author\":\"Oil\"}\n" A, "1/0/0 0 1",
		"f.jsonl: line 1: holds no text\n" },
	/* A title alone is an article of an export. */
	{ "{\"title\":\"Oil\"}\n" A, "2/0/0 0 0", "" },
	{ "{\"date\":\"soon\",\"text\":\"So it is.\"}\n", "1/0/0 0 0",
		"f.jsonl: line 1: date 'soon' not understood: write it as "
		"2023-02-28\n" },
	{ "{\"url\":\"http://a.example\",\"text\":\"One.\"}\n"
	  "{\"url\":\"http://a.example\",\"text\":\"Two.\"}\n",
		"2/0/0 0 0", "" },
};

START_TEST(file_gives_its_articles)
{
	char again[64];
	unsigned good, failed;

	place_file("f.jsonl", contents[_i].content);
	run_gives("f.jsonl", contents[_i].expected, contents[_i].told);
	ck_assert_uint_eq(counts.bytes, strlen(contents[_i].content));
	good = (unsigned)counts.added;
	failed = (unsigned)counts.parts_failed;
	ck_assert_uint_eq(have_term("Tjsonl"), good);
	/* As long as it does not change it is not read again. */
	snprintf(again, sizeof(again), "0/0/%u 0 0", good);
	run_gives("f.jsonl", again, "");
	ck_assert_uint_eq(counts.failed_before, failed > 0);
	ck_assert_uint_eq(have_term("Tjsonl"), good);
}
END_TEST

START_TEST(changed_objects_alone_are_written)
{
	place_file("f.jsonl", A B N);
	run_gives("f.jsonl", "3/0/0 0 0", "");
	place_file("f.jsonl", A B2 N C);
	run_gives("f.jsonl", "1/1/2 0 0", "");
	/* In another order, and with one that is gone. */
	place_file("f.jsonl", C B2 N);
	run_gives("f.jsonl", "0/0/3 0 0", "");
	ck_assert_uint_eq(counts.removed, 1);
	ck_assert_uint_eq(have_term("Tjsonl"), 3);
	ck_assert_uint_eq(have_term("yellow"), 0);
	ck_assert_uint_eq(have_term("green"), 1);
	run_gives("f.jsonl", "0/0/3 0 0", "");
}
END_TEST

START_TEST(external_id_is_a_term)
{
	place_file("f.jsonl", A B N);
	run_gives("f.jsonl", "3/0/0 0 0", "");
	ck_assert_uint_eq(have_hash(SAIGA_PREFIX_EXTERNAL, "a"), 1);
	ck_assert_uint_eq(have_hash(SAIGA_PREFIX_EXTERNAL, "b"), 1);
	ck_assert_uint_eq(have_hash(SAIGA_PREFIX_EXTERNAL, ""), 0);
}
END_TEST

/* What makes an id is part of what people keep. */
START_TEST(ids_are_what_they_always_were)
{
	place_all("d/");
	place_file("d/f.jsonl",
		A N "{\"id\":\"u\",\"url\":\"http://a.example/x?utm_id=1\","
		    "\"text\":\"Two.\"}\n");
	run_gives("d", "3/0/0 0 0", "");
	ck_assert_uint_eq(have_hash(SAIGA_PREFIX_ID, "path:f.jsonl#a"), 1);
	ck_assert_uint_eq(have_hash(SAIGA_PREFIX_ID, "path:f.jsonl# 2"), 1);
	ck_assert_uint_eq(have_hash(SAIGA_PREFIX_ID, "url:a.example/x"), 1);
}
END_TEST

START_TEST(same_ids_in_two_files_are_two_articles)
{
	place_all("c/ d/");
	place_file("c/f.jsonl", A B);
	place_file("d/f.jsonl", A B2);
	run_gives("c", "2/0/0 0 0", "");
	run_gives("d", "2/0/0 0 0", "");
	ck_assert_uint_eq(have_term("Tjsonl"), 4);
	run_gives(".", "0/0/4 0 0", "");
}
END_TEST

START_TEST(moved_file_keeps_its_articles)
{
	place_all("c/ d/");
	place_file("c/f.jsonl", A B);
	run_gives("c", "2/0/0 0 0", "");
	ck_assert_int_eq(rename("c/f.jsonl", "d/g.jsonl"), 0);
	run_gives("d", "0/2/0 0 0", "");
	ck_assert_uint_eq(have_hash(SAIGA_PREFIX_ID, "path:f.jsonl#a"), 1);
	/* And back: what the index knew of the old place is forgotten. */
	ck_assert_int_eq(rename("d/g.jsonl", "c/f.jsonl"), 0);
	run_gives("c", "0/2/0 0 0", "");
	run_gives("c", "0/0/2 0 0", "");
	ck_assert_uint_eq(have_term("Tjsonl"), 2);
}
END_TEST

/* ---- large ones --------------------------------------------------------- */

/* Writes a line with a text of so many bytes. */
static void
put_line(FILE *f, const char *id, size_t n)
{
	fprintf(f, "{\"id\":\"%s\",\"text\":\"", id);
	while (n > 0) {
		size_t some = n < 8 ? n : 8;

		fwrite("oil gas ", 1, some, f);
		n -= some;
	}
	fputs("\"}\n", f);
}

START_TEST(huge_line_is_left_out)
{
	FILE *f = fopen("f.jsonl", "w");

	ck_assert_ptr_nonnull(f);
	put_line(f, "small", 80);
	put_line(f, "huge", SOURCE_RECORD_MAX);
	put_line(f, "long", SAIGA_TEXT_MAX + 1);
	put_line(f, "last", 80);
	ck_assert_int_eq(fclose(f), 0);
	run_gives("f.jsonl", "3/0/0 0 1",
		"f.jsonl: line 2: longer than 13 MB\n"
		"f.jsonl: line 3: longer than 4 MB: the rest is left out\n");
	ck_assert_uint_eq(have_hash(SAIGA_PREFIX_EXTERNAL, "last"), 1);
}
END_TEST

START_TEST(messages_have_an_end)
{
	FILE *f = fopen("f.jsonl", "w");
	unsigned i, lines = 0;
	const char *p;

	ck_assert_ptr_nonnull(f);
	for (i = 0; i < 1000; i++)
		fputs("no\n", f);
	fputs(A, f);
	ck_assert_int_eq(fclose(f), 0);
	run("f.jsonl");
	ck_assert_uint_eq(counts.parts_failed, 1000);
	ck_assert_uint_eq(counts.added, 1);
	for (p = saiga_strbuf_cstr(&messages); *p != '\0'; p++)
		lines += *p == '\n';
	ck_assert_uint_eq(lines, 101);
}
END_TEST

static void
place_many(const char *path, unsigned n)
{
	FILE *f = fopen(path, "w");
	unsigned i;

	ck_assert_ptr_nonnull(f);
	for (i = 0; i < n; i++)
		fprintf(f, "{\"id\":%u,\"text\":\"Number %u.\"}\n", i, i);
	ck_assert_int_eq(fclose(f), 0);
}

START_TEST(stop_keeps_what_was_done)
{
	place_many("f.jsonl", 10);
	stop_at = 4;
	run_gives("f.jsonl", "4/0/0 0 0", "");
	stop_at = 0;
	run_gives("f.jsonl", "6/0/4 0 0", "");
	run_gives("f.jsonl", "0/0/10 0 0", "");
}
END_TEST

/* Of what a killed run put in whole batches are there, and the file is not
 * taken for a whole one. */
START_TEST(killed_run_goes_on)
{
	pid_t pid;
	int status;

	place_many("f.jsonl", 2500);
	pid = fork();
	ck_assert_int_ge(pid, 0);
	if (pid == 0) {
		kill_at = 2400;
		run("f.jsonl");
		_exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	ck_assert_uint_eq(have_term("Tjsonl"), 2000);
	run_gives("f.jsonl", "500/0/2000 0 0", "");
	ck_assert_uint_eq(have_term("Tjsonl"), 2500);
	run_gives("f.jsonl", "0/0/2500 0 0", "");
}
END_TEST

/* ---- the source --------------------------------------------------------- */

START_TEST(hash_is_that_of_the_blocks)
{
	uint8_t hash[SAIGA_HASH_LEN];
	struct source source;
	int fd;

	place_many("f", 9000);
	fd = open("f", O_RDONLY);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(source_init(&source, NULL), SAIGA_OK);
	ck_assert(source_open(&source, fd));
	while (source_line(&source))
		continue;
	ck_assert_uint_eq(source.number, 9000);
	ck_assert_uint_gt(source.bytes, 2 * SOURCE_BLOCK);
	memcpy(hash, source.hash, sizeof(hash));
	ck_assert(source_open(&source, fd));
	source_skip(&source);
	ck_assert_mem_eq(hash, source.hash, sizeof(hash));
	source_dispose(&source);
	close(fd);
}
END_TEST

static Suite *
jsonl_suite(void)
{
	Suite *suite = suite_create("indexer_jsonl");
	TCase *tcase = tcase_create("jsonl");

	tcase_add_checked_fixture(
		tcase, test_folder_setup, test_folder_teardown);
	tcase_add_loop_test(tcase, file_gives_its_articles, 0, COUNT(contents));
	tcase_add_test(tcase, changed_objects_alone_are_written);
	tcase_add_test(tcase, external_id_is_a_term);
	tcase_add_test(tcase, ids_are_what_they_always_were);
	tcase_add_test(tcase, same_ids_in_two_files_are_two_articles);
	tcase_add_test(tcase, moved_file_keeps_its_articles);
	tcase_add_test(tcase, huge_line_is_left_out);
	tcase_add_test(tcase, messages_have_an_end);
	tcase_add_test(tcase, stop_keeps_what_was_done);
	tcase_add_test(tcase, killed_run_goes_on);
	tcase_add_test(tcase, hash_is_that_of_the_blocks);
	suite_add_tcase(suite, tcase);
	return suite;
}

int
main(void)
{
	return test_run(jsonl_suite());
}
