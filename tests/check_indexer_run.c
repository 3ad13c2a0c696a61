/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of indexer/: what a run puts into the index. */
#include "index.h"
#include "places.h"
#include "testlib.h"
#include "writer.h"

#include <saiga/store.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define RUSSIAN                                                                                                           \
	"Министр заявил, что правительство не согласится с условиями " \
	"договора до конца года."
#define KAZAKH                                                                                                      \
	"Министр үкіметтің жыл соңына дейін шарттың талаптарымен " \
	"келіспейтінін мәлімдеді."

/* ---- runs --------------------------------------------------------------- */

/* A run of the indexer, and what it told. */
struct told {
	struct saiga_strbuf messages; /* "file: text", a line each */
	unsigned progress;            /* calls */
	uint64_t all;                 /* files, as the last call had it */
	unsigned stop_after;          /* files; 0: never */
};

static struct told told;
static struct index_counts counts;
static volatile sig_atomic_t stop;

static void
on_message(const char *path, const char *text, void *ctx)
{
	struct told *t = ctx;

	saiga_strbuf_printf(
		&t->messages, "%s: %s\n", strrchr(path, '/') + 1, text);
}

static void
on_progress(const struct index_counts *done, const struct index_counts *all,
	void *ctx)
{
	struct told *t = ctx;

	t->progress++;
	t->all = all->files;
	if (done->files == t->stop_after)
		stop = 1;
}

/* Indexes the paths, at most two, into the index db. */
static enum saiga_status
run(const char *first, const char *second, bool count_first,
	struct saiga_error *err)
{
	char a[64], b[64], *paths[] = { a, b };
	struct index_options options = {
		.db = "db",
		.paths = paths,
		.n_paths = second == NULL ? 1 : 2,
		.count_first = count_first,
		.stop = &stop,
	};
	struct index_events events = { on_message, on_progress, &told, NULL,
		NULL, NULL };

	snprintf(a, sizeof(a), "%s", first);
	snprintf(b, sizeof(b), "%s", second == NULL ? "" : second);
	stop = 0;
	told.progress = 0;
	told.messages.max = 65536;
	saiga_strbuf_reset(&told.messages);
	return index_run(&counts, &options, &events, err);
}

/* The run must succeed, and count so. */
static void
run_counts(const char *first, const char *second, unsigned added,
	unsigned updated, unsigned unchanged)
{
	struct saiga_error err = SAIGA_ERROR_INIT;

	ck_assert_msg(
		run(first, second, false, &err) == SAIGA_OK, "%s", err.msg);
	ck_assert_uint_eq(counts.added, added);
	ck_assert_uint_eq(counts.updated, updated);
	ck_assert_uint_eq(counts.unchanged, unchanged);
	ck_assert_uint_eq(counts.failed, 0);
	ck_assert_str_eq(saiga_strbuf_cstr(&told.messages), "");
}

/* The articles in the index: "id path-in-the-folder title", a line each, by
 * number of document; the test's folder is left out of the path. */
static const char *
list_index(struct saiga_strbuf *out)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	struct xc_posting_iter *it;
	struct xc_database *db;
	struct xc_error xerr;

	saiga_strbuf_reset(out);
	saiga_article_init(&stored.article);
	ck_assert_int_eq(saiga_store_open(&db, "db", NULL), SAIGA_OK);
	it = xc_database_postings(db, "", 0, &xerr);
	while (it != NULL && xc_posting_iter_next(it, &xerr)) {
		const struct saiga_slice *field = stored.article.field;
		size_t skip = strlen(test_folder()) + 1;

		ck_assert_int_eq(saiga_stored_fetch(&stored, db,
					 xc_posting_iter_docid(it), NULL),
			SAIGA_OK);
		saiga_strbuf_printf(out, "%s %.*s %.*s\n", stored.article.id,
			(int)(field[SAIGA_FIELD_PATH].len - skip),
			field[SAIGA_FIELD_PATH].p + skip,
			(int)field[SAIGA_FIELD_TITLE].len,
			field[SAIGA_FIELD_TITLE].p == NULL
				? ""
				: field[SAIGA_FIELD_TITLE].p);
	}
	ck_assert_int_eq(xerr.kind, XC_OK);
	xc_posting_iter_free(it);
	saiga_stored_dispose(&stored);
	xc_database_free(db);
	return saiga_strbuf_cstr(out);
}

static struct saiga_strbuf listed = SAIGA_STRBUF_INIT(65536);
static struct saiga_strbuf listed_before = SAIGA_STRBUF_INIT(65536);

/* The index holds just so many articles. */
static void
holds(size_t n)
{
	const char *p = list_index(&listed);
	size_t lines = 0;

	for (; *p != '\0'; p++)
		lines += *p == '\n';
	ck_assert_msg(lines == n, "%zu articles expected:\n%s", n,
		saiga_strbuf_cstr(&listed));
}

/* The id of the article from that path; "" when there is none. */
static void
id_of(const char *path, char id[SAIGA_ID_LEN + 1])
{
	const char *line = list_index(&listed);
	size_t n = strlen(path);

	id[0] = '\0';
	for (; line != NULL && *line != '\0'; line = strchr(line, '\n') + 1)
		if (strncmp(line + SAIGA_ID_LEN + 1, path, n) == 0 &&
			line[SAIGA_ID_LEN + 1 + n] == ' ') {
			memcpy(id, line, SAIGA_ID_LEN);
			id[SAIGA_ID_LEN] = '\0';
		}
}

static bool
is_id(const char *path, const char *id)
{
	char other[SAIGA_ID_LEN + 1];

	id_of(path, other);
	return strcmp(other, id) == 0;
}

START_TEST(run_counts_what_it_did)
{
	struct saiga_error err = SAIGA_ERROR_INIT;

	place_all("d/ d/x.png d/README.md d/.h.txt d/p.txt| d/l.txt->a.txt");
	place_file("d/a.txt", "Title: One\n\nThree words here.\n");
	place_file(
		"d/b.md", "# Two\n\nFour words are here.\n\n## And\n\nMore.");
	place_file("d/c.txt", "\n");
	place_file("d/d.txt", "caf\xe9 noir\n");
	ck_assert_int_eq(run("d", NULL, true, &err), SAIGA_OK);
	ck_assert_uint_eq(counts.files, 4);
	ck_assert_uint_eq(counts.bytes, 30 + 42 + 1 + 10);
	ck_assert_uint_eq(counts.added, 3);
	ck_assert_uint_eq(counts.failed, 1);
	ck_assert_uint_eq(counts.skipped, 4);
	ck_assert_uint_eq(counts.words, 3 + 4 + 2 + 2);
	ck_assert_uint_eq(counts.passages, 4);
	ck_assert_uint_eq(told.progress, 4);
	ck_assert_uint_eq(told.all, 4);
	ck_assert_str_eq(saiga_strbuf_cstr(&told.messages),
		"c.txt: holds no text\n"
		"d.txt: bytes that are no UTF-8 were replaced (1): if it is "
		"in another encoding, convert it with iconv\n");
	holds(3);
}
END_TEST

START_TEST(second_run_changes_nothing)
{
	place_all("d/ d/a.txt d/b.txt d/e/ d/e/a.txt");
	run_counts("d", NULL, 3, 0, 0);
	list_index(&listed_before);
	run_counts("d", NULL, 0, 0, 3);
	run_counts("d", "d", 0, 0, 3);
	ck_assert_str_eq(
		list_index(&listed), saiga_strbuf_cstr(&listed_before));
}
END_TEST

START_TEST(changed_file_keeps_its_id)
{
	char id[SAIGA_ID_LEN + 1];

	place_all("d/ d/a.txt d/b.txt");
	run_counts("d", NULL, 2, 0, 0);
	id_of("d/a.txt", id);
	place_file("d/a.txt", "Another text.\n");
	run_counts("d", NULL, 0, 1, 1);
	ck_assert(is_id("d/a.txt", id));
	/* It may even get an address. */
	place_file("d/a.txt", "URL: https://a.example/x\n\nA text.\n");
	run_counts("d", NULL, 0, 1, 1);
	ck_assert(is_id("d/a.txt", id));
	holds(2);
}
END_TEST

START_TEST(same_file_by_another_way_keeps_its_id)
{
	char id[SAIGA_ID_LEN + 1];

	place_all("d/ d/e/ d/e/a.txt l->d");
	run_counts("d", NULL, 1, 0, 0);
	id_of("d/e/a.txt", id);
	run_counts("d/e", NULL, 0, 0, 1);
	run_counts("d/e/a.txt", NULL, 0, 0, 1);
	run_counts("l", ".", 0, 0, 1);
	ck_assert(is_id("d/e/a.txt", id));
	holds(1);
}
END_TEST

START_TEST(same_names_in_two_folders_are_two_articles)
{
	place_all("c/ c/a.txt d/ d/a.txt");
	run_counts("c", NULL, 1, 0, 0);
	run_counts("d", NULL, 1, 0, 0);
	holds(2);
	run_counts("d", "c", 0, 0, 2);
	holds(2);
	place_file("c/a.txt", "Another text.\n");
	run_counts("d", "c", 0, 1, 1);
	holds(2);
}
END_TEST

START_TEST(same_address_in_two_files_is_two_articles)
{
	place_all("d/");
	place_file("d/a.txt", "URL: https://a.example/x\n\nA text.\n");
	place_file("d/b.txt", "URL: https://www.a.example/x/\n\nA text.\n");
	run_counts("d", NULL, 2, 0, 0);
	holds(2);
	run_counts("d", NULL, 0, 0, 2);
	holds(2);
}
END_TEST

START_TEST(moved_folder_keeps_its_ids)
{
	char id[SAIGA_ID_LEN + 1];

	place_all("c/ c/a.txt");
	run_counts("c", NULL, 1, 0, 0);
	id_of("c/a.txt", id);
	ck_assert_int_eq(rename("c", "d"), 0);
	run_counts("d", NULL, 0, 1, 0);
	ck_assert(is_id("d/a.txt", id));
	holds(1);
}
END_TEST

START_TEST(another_text_takes_no_place_of_one_that_is_gone)
{
	place_all("c/ c/a.txt d/");
	place_file("d/a.txt", "Another text.\n");
	run_counts("c", NULL, 1, 0, 0);
	ck_assert_int_eq(rename("c", "e"), 0);
	run_counts("d", NULL, 1, 0, 0);
	holds(2);
}
END_TEST

START_TEST(renamed_file_keeps_its_id_by_its_address)
{
	char id[SAIGA_ID_LEN + 1];

	place_all("d/");
	place_file("d/a.txt", "URL: https://a.example/x\n\nA text.\n");
	run_counts("d", NULL, 1, 0, 0);
	id_of("d/a.txt", id);
	ck_assert_int_eq(rename("d/a.txt", "d/b.txt"), 0);
	run_counts("d", NULL, 0, 1, 0);
	ck_assert(is_id("d/b.txt", id));
	holds(1);
}
END_TEST

/* What makes an id is part of what people keep. */
START_TEST(ids_are_what_they_always_were)
{
	place_all("d/ d/a.txt d/e/ d/e/ж.txt");
	place_file("d/u.txt",
		"Title: U\nURL: http://a.example/x?utm_id=1#y\n\n"
		"A text.\n");
	run_counts("d", NULL, 3, 0, 0);
	ck_assert_str_eq(list_index(&listed),
		"ufxpeus44cbfq d/a.txt \n"
		"cez2tebmhqg4k d/e/ж.txt \n"
		"jq4tv6qnogvdw d/u.txt U\n");
}
END_TEST

START_TEST(named_file_is_read_whatever_it_is_called)
{
	place_all("README a.png b");
	run_counts("README", "a.png", 2, 0, 0);
	run_counts("b", NULL, 1, 0, 0);
	holds(3);
}
END_TEST

START_TEST(named_fifo_is_refused)
{
	place_all("p.txt| a.txt");
	ck_assert_int_eq(run("p.txt", "a.txt", true, NULL), SAIGA_OK);
	ck_assert_uint_eq(counts.failed, 1);
	ck_assert_uint_eq(counts.added, 1);
	ck_assert_str_eq(saiga_strbuf_cstr(&told.messages),
		"p.txt: not a regular file or a folder\n");
}
END_TEST

START_TEST(named_file_that_is_not_there_leaves_all_as_it_is)
{
	struct saiga_error err = SAIGA_ERROR_INIT;

	place_all("a.txt");
	ck_assert_int_eq(run("a.txt", "nothing", false, &err), SAIGA_NOTFOUND);
	ck_assert_str_eq(err.msg, "nothing: No such file or directory");
	ck_assert_int_ne(access("db", F_OK), 0);
}
END_TEST

START_TEST(unreadable_file_is_told_and_left)
{
	place_nobody();
	place_all("d/ d/a.txt d/b.txt");
	ck_assert_int_eq(chmod("d/a.txt", 0), 0);
	ck_assert_int_eq(run("d", NULL, false, NULL), SAIGA_OK);
	ck_assert_uint_eq(counts.failed, 1);
	ck_assert_uint_eq(counts.added, 1);
	ck_assert_str_eq(saiga_strbuf_cstr(&told.messages),
		"a.txt: Permission denied\n");
	place_oneself();
}
END_TEST

START_TEST(too_many_words_are_cut_and_told)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT((size_t)4 << 20);
	unsigned i;

	for (i = 0; i < 100010; i++)
		saiga_strbuf_printf(&text, "w%ux ", i);
	place_file("a.txt", saiga_strbuf_cstr(&text));
	saiga_strbuf_dispose(&text);
	ck_assert_int_eq(run("a.txt", NULL, false, NULL), SAIGA_OK);
	ck_assert_uint_eq(counts.added, 1);
	ck_assert_uint_eq(counts.words, 100010);
	ck_assert_str_eq(saiga_strbuf_cstr(&told.messages),
		"a.txt: more different words than an article has: the rest "
		"cannot be searched\n");
}
END_TEST

START_TEST(language_is_told_by_the_text_or_the_header)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(4096);
	struct xc_database *db;
	uint32_t freq;

	place_all("d/");
	place_file("d/ru.txt", RUSSIAN);
	saiga_strbuf_printf(&text, "Language: en\n\n%s\n", KAZAKH);
	place_file("d/kk.txt", saiga_strbuf_cstr(&text));
	saiga_strbuf_dispose(&text);
	run_counts("d", NULL, 2, 0, 0);
	ck_assert_int_eq(saiga_store_open(&db, "db", NULL), SAIGA_OK);
	ck_assert_int_eq(
		xc_database_term_freq(&freq, db, "Lru", 3, NULL), XC_OK);
	ck_assert_uint_eq(freq, 1);
	ck_assert_int_eq(
		xc_database_term_freq(&freq, db, "Len", 3, NULL), XC_OK);
	ck_assert_uint_eq(freq, 1);
	ck_assert_int_eq(
		xc_database_term_freq(&freq, db, "Lkk", 3, NULL), XC_OK);
	ck_assert_uint_eq(freq, 0);
	xc_database_free(db);
}
END_TEST

START_TEST(stop_keeps_what_was_done)
{
	place_all("d/ d/a.txt d/b.txt d/c.txt d/e.txt d/f.txt");
	told.stop_after = 2;
	ck_assert_int_eq(run("d", NULL, false, NULL), SAIGA_OK);
	ck_assert_uint_eq(counts.files, 2);
	holds(2);
	told.stop_after = 0;
	run_counts("d", NULL, 3, 0, 2);
	holds(5);
}
END_TEST

START_TEST(index_that_is_being_written_is_locked)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct writer *writer;

	place_all("a.txt");
	ck_assert_int_eq(writer_open(&writer, "db", 0, NULL), SAIGA_OK);
	ck_assert_int_eq(run("a.txt", NULL, false, &err), SAIGA_LOCKED);
	ck_assert_msg(strncmp(err.msg, "db: process ", 12) == 0, "%s", err.msg);
	ck_assert_ptr_nonnull(strstr(err.msg,
		"check_indexer_run) is writing this index: wait until it is "
		"done"));
	writer_free(writer);
	run_counts("a.txt", NULL, 1, 0, 0);
}
END_TEST

START_TEST(what_is_no_index_is_not_written)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_error xerr;
	struct xc_document *doc;
	struct xc_writable *w;
	struct stat st;

	place_all("a.txt db");
	ck_assert_int_ne(run("a.txt", NULL, false, &err), SAIGA_OK);
	ck_assert_ptr_nonnull(strstr(err.msg, "db"));
	ck_assert_int_eq(stat("db", &st), 0);
	ck_assert(S_ISREG(st.st_mode) && st.st_size == 8);
	ck_assert_int_eq(unlink("db"), 0);
	/* A folder of the person's, and what is left of an index. */
	place_all("db/ db/b.txt");
	ck_assert_int_eq(run("a.txt", NULL, false, &err), SAIGA_INVALID);
	ck_assert_int_eq(rename("db/b.txt", "db/postlist.glass"), 0);
	run_counts("a.txt", NULL, 1, 0, 0);
	ck_assert_int_eq(rename("db", "old"), 0);
	/* A database of somebody else's. */
	w = xc_writable_open(
		"db", XC_DB_CREATE_OR_OPEN | XC_DB_BACKEND_GLASS, 0, &xerr);
	doc = xc_document_new(&xerr);
	ck_assert_uint_eq(xc_writable_add_document(w, doc, &xerr), 1);
	ck_assert_int_eq(xc_writable_commit(w, &xerr), XC_OK);
	xc_document_free(doc);
	xc_writable_free(w);
	ck_assert_int_eq(run("a.txt", NULL, false, &err), SAIGA_VERSION);
	ck_assert_str_eq(
		err.msg, "db is a Xapian database, but not one of Saiga's");
}
END_TEST

static Suite *
run_suite(void)
{
	Suite *suite = suite_create("indexer_run");
	TCase *tcase = tcase_create("run");

	tcase_add_checked_fixture(
		tcase, test_folder_setup, test_folder_teardown);
	tcase_add_test(tcase, run_counts_what_it_did);
	tcase_add_test(tcase, second_run_changes_nothing);
	tcase_add_test(tcase, changed_file_keeps_its_id);
	tcase_add_test(tcase, same_file_by_another_way_keeps_its_id);
	tcase_add_test(tcase, same_names_in_two_folders_are_two_articles);
	tcase_add_test(tcase, same_address_in_two_files_is_two_articles);
	tcase_add_test(tcase, moved_folder_keeps_its_ids);
	tcase_add_test(tcase, another_text_takes_no_place_of_one_that_is_gone);
	tcase_add_test(tcase, renamed_file_keeps_its_id_by_its_address);
	tcase_add_test(tcase, ids_are_what_they_always_were);
	tcase_add_test(tcase, named_file_is_read_whatever_it_is_called);
	tcase_add_test(tcase, named_fifo_is_refused);
	tcase_add_test(tcase, named_file_that_is_not_there_leaves_all_as_it_is);
	tcase_add_test(tcase, unreadable_file_is_told_and_left);
	tcase_add_test(tcase, too_many_words_are_cut_and_told);
	tcase_add_test(tcase, language_is_told_by_the_text_or_the_header);
	tcase_add_test(tcase, stop_keeps_what_was_done);
	tcase_add_test(tcase, index_that_is_being_written_is_locked);
	tcase_add_test(tcase, what_is_no_index_is_not_written);
	suite_add_tcase(suite, tcase);
	return suite;
}

int
main(void)
{
	return test_run(run_suite());
}
