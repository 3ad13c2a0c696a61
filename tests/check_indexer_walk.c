/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of indexer/: which files are found. */
#include "places.h"
#include "testlib.h"
#include "walk.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* Notes "key", with a sign behind one that is no regular file and a star
 * behind one that was named. */
static enum saiga_status
note_file(const struct walk_file *file, const char *problem, void *ctx)
{
	struct saiga_strbuf *out = ctx;

	if (out->len > 0)
		saiga_strbuf_byte(out, ' ');
	if (problem != NULL) {
		/* The test's folder has a name made for the run. */
		ck_assert_int_eq(file->path[0], '/');
		saiga_strbuf_printf(
			out, "!%s: %s", strrchr(file->path, '/') + 1, problem);
		return SAIGA_OK;
	}
	saiga_strbuf_str(out, file->key);
	if (S_ISLNK(file->st.st_mode))
		saiga_strbuf_byte(out, '@');
	else if (S_ISFIFO(file->st.st_mode))
		saiga_strbuf_byte(out, '|');
	else
		ck_assert(S_ISREG(file->st.st_mode));
	if (file->named)
		saiga_strbuf_byte(out, '*');
	/* The path ends in the key, and leads to the file. */
	ck_assert_uint_gt(strlen(file->path), strlen(file->key));
	ck_assert_str_eq(
		file->path + strlen(file->path) - strlen(file->key), file->key);
	ck_assert_int_eq(file->path[0], '/');
	ck_assert_int_eq(
		faccessat(file->dirfd, file->name, F_OK, AT_SYMLINK_NOFOLLOW),
		0);
	return SAIGA_OK;
}

static const struct {
	const char *made, *walked, *found;
} walks[] = {
	{ "b.txt a.txt c/ c/d.txt B.txt", ".", "B.txt a.txt b.txt c/d.txt" },
	{ "a/ a/z.txt a.txt a-b.txt", ".", "a/z.txt a-b.txt a.txt" },
	{ "ж.txt z.txt a.txt", ".", "a.txt z.txt ж.txt" },
	{ "d/", "d", "" },
	{ "d/ d/e/ d/e/x.txt", "d", "e/x.txt" },
	{ "d/ d/e/ d/e/x.txt", "d/", "e/x.txt" },
	{ "d/ d/e/ d/e/x.txt", "d/e", "x.txt" },
	{ "d/ d/e/ d/e/x.txt", "d/e/..", "e/x.txt" },
	{ "d/ d/x.txt", "d/x.txt", "x.txt*" },
	{ "d/ d/x.png d/README", "d", "README x.png" },
	{ ".h.txt .git/ .git/x.txt a.txt", ".", "a.txt" },
	{ ".h/ .h/x.txt .h/.y.txt", ".h", "x.txt" },
	{ ".h.txt", ".h.txt", ".h.txt*" },
	{ "d/ d/x.txt d/l.txt->x.txt d/gone.txt->nothing", "d",
		"gone.txt@ l.txt@ x.txt" },
	{ "d/ d/x.txt d/m->. d/n->../d d/o->/", "d", "m@ n@ o@ x.txt" },
	{ "d/ d/x.txt l->d", "l", "x.txt" },
	{ "d/ d/x.txt l->d", "l/", "x.txt" },
	{ "d/ d/x.txt l->d", "l d", "x.txt" },
	{ "d/ d/x.txt l.txt->d/x.txt", "l.txt", "x.txt*" },
	{ "p| a.txt", ".", "a.txt p|" },
	{ "p|", "p", "p|*" },
	{ "d/ d/x.txt", "d d", "x.txt" },
	{ "d/ d/x.txt d/e/ d/e/y.txt", "d d/e", "e/y.txt x.txt" },
	{ "d/ d/x.txt d/e/ d/e/y.txt", "d/e d", "y.txt x.txt" },
	{ "d/ d/x.txt e/ e/x.txt", "e d", "x.txt x.txt" },
	{ "d/ d/x.txt", "d/x.txt d", "x.txt* x.txt" },
	{ "a\nb.txt l\xe9g.txt \x1b[m.txt", ".",
		"\x1b[m.txt a\nb.txt l\xe9g.txt" },
};

START_TEST(walk_finds)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(65536);
	struct walk *walk = walk_new(note_file, &got);
	struct saiga_error err = SAIGA_ERROR_INIT;
	const char *rest = walks[_i].walked;

	ck_assert_ptr_nonnull(walk);
	place_all(walks[_i].made);
	while (*rest != '\0') {
		size_t n = strcspn(rest, " ");
		char path[64];

		memcpy(path, rest, n);
		path[n] = '\0';
		ck_assert_msg(walk_path(walk, path, NULL, &err) == SAIGA_OK,
			"%s", err.msg);
		rest += n + (rest[n] == ' ');
	}
	ck_assert_str_eq(saiga_strbuf_cstr(&got), walks[_i].found);
	walk_free(walk);
	saiga_strbuf_dispose(&got);
}
END_TEST

START_TEST(walk_of_what_is_not_there_is_notfound)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(65536);
	struct walk *walk = walk_new(note_file, &got);
	struct saiga_error err = SAIGA_ERROR_INIT;

	place_all("l->nothing");
	ck_assert_int_eq(
		walk_path(walk, "nothing", NULL, &err), SAIGA_NOTFOUND);
	ck_assert_str_eq(err.msg, "nothing: No such file or directory");
	ck_assert_int_eq(walk_path(walk, "l", NULL, &err), SAIGA_NOTFOUND);
	ck_assert_uint_eq(got.len, 0);
	walk_free(walk);
}
END_TEST

/* 300 folders, each in the one before; a file in the first ones and the
 * last. */
START_TEST(walk_stops_in_the_deep_and_says_so)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(65536);
	struct walk *walk = walk_new(note_file, &got);
	unsigned i;

	for (i = 0; i < 300; i++) {
		ck_assert_int_eq(mkdir("d", 0777), 0);
		ck_assert_int_eq(chdir("d"), 0);
		if (i < 2 || i == 299)
			place_all("x.txt");
	}
	ck_assert_int_eq(chdir(test_folder()), 0);
	ck_assert_int_eq(walk_path(walk, ".", NULL, NULL), SAIGA_OK);
	ck_assert_str_eq(saiga_strbuf_cstr(&got),
		"!d: folders lie too deep in each other d/d/x.txt d/x.txt");
	walk_free(walk);
	saiga_strbuf_dispose(&got);
}
END_TEST

START_TEST(walk_tells_a_folder_it_may_not_read)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(65536);
	struct walk *walk = walk_new(note_file, &got);

	place_nobody();
	place_all("d/ d/e/ d/e/x.txt d/f/ d/f/y.txt");
	ck_assert_int_eq(chmod("d/e", 0), 0);
	ck_assert_int_eq(walk_path(walk, "d", NULL, NULL), SAIGA_OK);
	ck_assert_str_eq(
		saiga_strbuf_cstr(&got), "!e: Permission denied f/y.txt");
	ck_assert_int_eq(chmod("d/e", 0777), 0);
	place_oneself();
	walk_free(walk);
	saiga_strbuf_dispose(&got);
}
END_TEST

static Suite *
walk_suite(void)
{
	Suite *suite = suite_create("indexer_walk");
	TCase *tcase = tcase_create("walk");

	tcase_add_checked_fixture(
		tcase, test_folder_setup, test_folder_teardown);
	tcase_add_loop_test(
		tcase, walk_finds, 0, (int)(sizeof(walks) / sizeof(*walks)));
	tcase_add_test(tcase, walk_of_what_is_not_there_is_notfound);
	tcase_add_test(tcase, walk_stops_in_the_deep_and_says_so);
	tcase_add_test(tcase, walk_tells_a_folder_it_may_not_read);
	suite_add_tcase(suite, tcase);
	return suite;
}

int
main(void)
{
	return test_run(walk_suite());
}
