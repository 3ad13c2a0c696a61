/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Hostile files: each stands in a folder beside a good one; the good one is
 * indexed, the other gives what the table says, and memory stays in bounds.
 */
#include "index.h"
#include "pack.h"
#include "places.h"
#include "testlib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEMORY_MAX 500000 /* KB */
#define BOMB ((size_t)160 << 20)

/* ---- runs ---------------------------------------------------------------- */

static struct index_counts counts;
static struct saiga_strbuf told = SAIGA_STRBUF_INIT(65536);
static const char *shrinks; /* a file to cut after the first article */

static void
on_message(const char *path, const char *text, void *ctx)
{
	const char *slash = strrchr(path, '/');

	(void)ctx;
	saiga_strbuf_printf(
		&told, "%s: %s\n", slash == NULL ? path : slash + 1, text);
}

static void
on_progress(const struct index_counts *done, const struct index_counts *all,
	void *ctx)
{
	(void)done;
	(void)all;
	(void)ctx;
	if (shrinks != NULL)
		ck_assert_int_eq(truncate(shrinks, 10), 0);
	shrinks = NULL;
}

static void
run(const char *path)
{
	char name[64], *paths[] = { name };
	struct index_options options = {
		.db = "db",
		.paths = paths,
		.n_paths = 1,
	};
	struct index_events events = { on_message, on_progress, NULL, NULL,
		NULL, NULL };
	struct saiga_error err = SAIGA_ERROR_INIT;

	snprintf(name, sizeof(name), "%s", path);
	saiga_strbuf_reset(&told);
	ck_assert_msg(index_run(&counts, &options, &events, &err) == SAIGA_OK,
		"%s", err.msg);
}

/* ---- files made of a piece ------------------------------------------------
 */

static const struct pattern {
	const char *name, *before, *piece;
	size_t n;
	const char *after;
	unsigned added;   /* articles, without the good one */
	const char *told; /* how it begins; "" for nothing */
} patterns[] = {
#define PATTERN(name, before, piece, n, after, added, told)                    \
	{ name, before, piece, n, after, added, told },
#include "hostile.h"
#undef PATTERN
};

static void
write_pattern(const struct pattern *p, const char *path)
{
	FILE *f = fopen(path, "wb");
	size_t i;

	ck_assert_ptr_nonnull(f);
	fputs(p->before, f);
	for (i = 0; i < p->n; i++)
		fputs(p->piece, f);
	fputs(p->after, f);
	ck_assert_int_eq(fclose(f), 0);
}

static void
memory_is_bounded(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	if (!TEST_SANITIZED)
		ck_assert_int_lt(usage.ru_maxrss, MEMORY_MAX);
	getrusage(RUSAGE_CHILDREN, &usage);
	ck_assert_int_lt(usage.ru_maxrss, MEMORY_MAX);
}

/* What is told begins with "NAME: TOLD", or is nothing. */
static void
is_told(const char *name, const char *expected)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(65536);

	if (*expected != '\0')
		saiga_strbuf_printf(&line, "%s: %s", name, expected);
	if (strncmp(saiga_strbuf_cstr(&told), saiga_strbuf_cstr(&line),
		    *expected == '\0' ? 1 : line.len) != 0)
		ck_abort_msg("expected: %s\ntold: %s", saiga_strbuf_cstr(&line),
			saiga_strbuf_cstr(&told));
	saiga_strbuf_dispose(&line);
}

static void
run_beside_good(const char *name, unsigned added, const char *expected)
{
	place_file("d/z-good.txt", "This is a good one.\n");
	run("d");
	is_told(name, expected);
	ck_assert_uint_eq(counts.added, added + 1);
	memory_is_bounded();
	ck_assert_int_ne(access("passwd.txt", F_OK), 0);
}

START_TEST(pattern_does_no_harm)
{
	const struct pattern *p = &patterns[_i];
	char path[256];

	place_all("d/");
	snprintf(path, sizeof(path), "d/%s", p->name);
	write_pattern(p, path);
	run_beside_good(p->name, p->added, p->told);
	/* A second run adds nothing. */
	run("d");
	ck_assert_uint_eq(counts.added, 0);
}
END_TEST

/* ---- files with NULs, and archives ----------------------------------------
 */

static void
put(const char *path, const struct saiga_strbuf *bytes, size_t len)
{
	FILE *f = fopen(path, "wb");

	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(bytes->p, 1, len, f), len);
	ck_assert_int_eq(fclose(f), 0);
}

/* An archive or stream of one member, n times the byte. */
static void
put_bytes(const char *path, const char *format, const char *filter,
	const char *member, char byte, size_t n)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT((size_t)1 << 28);
	struct archive *archive = pack_begin(format, filter, &bytes);

	pack_bytes(archive, member, byte, n);
	pack_end(archive);
	put(path, &bytes, bytes.len);
	saiga_strbuf_dispose(&bytes);
}

static void
put_nuls(const char *path)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(65536);
	unsigned i;

	for (i = 0; i < 1000; i++)
		saiga_strbuf_byte(&bytes, '\0');
	put(path, &bytes, bytes.len);
	saiga_strbuf_dispose(&bytes);
}

/* "text" in UTF-16 of little ends, some bytes of it. */
static void
put_utf16(const char *path, const char *mark, size_t cut)
{
	static const char text[] = "Oil is dear, they say, and so it is.";
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(65536);
	size_t i;

	saiga_strbuf_str(&bytes, mark);
	for (i = 0; i + 1 < sizeof(text); i++) {
		saiga_strbuf_byte(&bytes, text[i]);
		saiga_strbuf_byte(&bytes, '\0');
	}
	put(path, &bytes, bytes.len - cut);
	saiga_strbuf_dispose(&bytes);
}

static void
make_utf16(const char *path)
{
	put_utf16(path, "\xff\xfe", 0);
}

static void
make_utf16_bare(const char *path)
{
	put_utf16(path, "", 0);
}

static void
make_utf16_half(const char *path)
{
	put_utf16(path, "\xff\xfe", 1);
}

static void
make_bomb_tar(const char *path)
{
	put_bytes(path, "tar", "gz", "a.bin", 'a', BOMB);
}

static void
make_bomb_zip(const char *path)
{
	put_bytes(path, "zip", "", "a.jsonl", 'a', BOMB);
}

static void
make_bomb_gz(const char *path)
{
	put_bytes(path, "", "gz", "a", 'a', BOMB);
}

static void
make_bomb_xz(const char *path)
{
	put_bytes(path, "", "xz", "a", ' ', BOMB);
}

static void
make_bomb_docx(const char *path)
{
	put_bytes(path, "zip", "", "word/document.xml", ' ', BOMB);
}

static void
make_bomb_epub(const char *path)
{
	put_bytes(path, "zip", "", "a.xhtml", 'a', BOMB);
}

/* Archives, or streams, in each other. */
static void
put_nested(
	const char *path, const char *format, const char *filter, unsigned deep)
{
	struct saiga_strbuf inner = SAIGA_STRBUF_INIT(1 << 20);
	struct saiga_strbuf outer = SAIGA_STRBUF_INIT(1 << 20);
	unsigned i;

	saiga_strbuf_str(&inner, "Deep inside.");
	for (i = 0; i < deep; i++) {
		struct archive *archive;

		saiga_strbuf_reset(&outer);
		archive = pack_begin(format, filter, &outer);
		pack_member(archive, i == 0 ? "a.txt" : "a.zip",
			saiga_strbuf_view(&inner));
		pack_end(archive);
		saiga_strbuf_reset(&inner);
		saiga_strbuf_slice(&inner, saiga_strbuf_view(&outer));
	}
	put(path, &outer, outer.len);
	saiga_strbuf_dispose(&inner);
	saiga_strbuf_dispose(&outer);
}

static void
make_nested(const char *path)
{
	put_nested(path, "zip", "", 20);
}

static void
make_packed(const char *path)
{
	put_nested(path, "", "gz", 10);
}

static void
make_outside(const char *path)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(1 << 20);
	struct archive *archive = pack_begin("zip", "", &bytes);

	pack_member(archive, "../../passwd.txt", SLICE("A name alone."));
	pack_member(archive, "/passwd.txt", SLICE("Another name."));
	pack_member(archive, "a\nb\033[31m.txt", SLICE("A third name."));
	pack_end(archive);
	put(path, &bytes, bytes.len);
	saiga_strbuf_dispose(&bytes);
}

static void
make_many_members(const char *path)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT((size_t)1 << 28);
	struct archive *archive = pack_begin("tar", "gz", &bytes);
	char name[32];
	unsigned i;

	for (i = 0; i < 50000; i++) {
		snprintf(name, sizeof(name), "%u.png", i);
		pack_member(archive, name, SLICE(""));
	}
	pack_end(archive);
	put(path, &bytes, bytes.len);
	saiga_strbuf_dispose(&bytes);
}

static void
make_long_name(const char *path)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT((size_t)1 << 28);
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(1 << 20);
	struct archive *archive = pack_begin("tar", "", &bytes);

	while (name.len < 500000)
		saiga_strbuf_str(&name, "long");
	saiga_strbuf_str(&name, ".txt");
	pack_member(archive, saiga_strbuf_cstr(&name), SLICE("A text."));
	pack_end(archive);
	put(path, &bytes, bytes.len);
	saiga_strbuf_dispose(&bytes);
	saiga_strbuf_dispose(&name);
}

/* The first half of an archive of texts that do not compress. */
static void
put_half(const char *path, const char *format, const char *filter)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT((size_t)1 << 28);
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(1 << 20);
	struct archive *archive = pack_begin(format, filter, &bytes);
	uint32_t x = 1;

	while (text.len < 300000) {
		x = x * 1664525u + 1013904223u;
		saiga_strbuf_printf(&text, "%x ", x);
	}
	pack_member(archive, "a.txt", saiga_strbuf_view(&text));
	pack_end(archive);
	put(path, &bytes, bytes.len / 2);
	saiga_strbuf_dispose(&bytes);
	saiga_strbuf_dispose(&text);
}

static void
make_half_gz(const char *path)
{
	put_half(path, "", "gz");
}

static void
make_half_xz(const char *path)
{
	put_half(path, "", "xz");
}

static void
make_half_zip(const char *path)
{
	put_half(path, "zip", "");
}

static void
make_half_tar(const char *path)
{
	put_half(path, "tar", "");
}

static const struct {
	const char *name;
	void (*make)(const char *path);
	unsigned added;
	const char *told;
} made[] = {
	{ "nuls.txt", put_nuls, 0, "not a text: it holds NUL bytes" },
	{ "nuls.html", put_nuls, 0, "holds no text" },
	{ "nuls.xml", put_nuls, 0, "damaged: " },
	{ "nuls.eml", put_nuls, 0, "no mail" },
	{ "nuls.zip", put_nuls, 0, "damaged: " },
	{ "nuls.tar", put_nuls, 0, "" },
	{ "nuls.json", put_nuls, 0, "no JSON" },
	{ "utf16.txt", make_utf16, 1, "" },
	{ "bare.txt", make_utf16_bare, 1, "" },
	{ "half.txt", make_utf16_half, 1, "pieces that are no UTF-16" },
	{ "bomb.tar.gz", make_bomb_tar, 0, "unpacks to more than 200 times" },
	{ "bomb.zip", make_bomb_zip, 0,
		"a.jsonl: unpacks to more than 200 times" },
	{ "bomb.jsonl.gz", make_bomb_gz, 0, "unpacks to more than 200 times" },
	{ "bomb.xml.xz", make_bomb_xz, 0, "unpacks to more than 200 times" },
	{ "bomb.txt.gz", make_bomb_gz, 1, "longer than 4 MB" },
	{ "bomb.docx", make_bomb_docx, 0, "unpacks to more than 200 times" },
	{ "bomb.epub", make_bomb_epub, 1, "damaged: there is nothing in it" },
	{ "nested.zip", make_nested, 0,
		"a.zip: a.zip: an archive in an archive in an archive" },
	{ "packed.txt.gz", make_packed, 1, "" },
	{ "outside.zip", make_outside, 3, "" },
	{ "many.tar.gz", make_many_members, 0, "" },
	{ "name.tar", make_long_name, 1, "" },
	{ "half.txt.gz", make_half_gz, 0, "damaged: " },
	{ "half.txt.xz", make_half_xz, 0, "damaged: " },
	{ "half.zip", make_half_zip, 0, "a.txt: damaged: " },
	{ "half.tar", make_half_tar, 0, "a.txt: damaged: " },
};

START_TEST(made_file_does_no_harm)
{
	char path[256];

	place_all("d/");
	snprintf(path, sizeof(path), "d/%s", made[_i].name);
	made[_i].make(path);
	run_beside_good(made[_i].name, made[_i].added, made[_i].told);
}
END_TEST

/* ---- what is no file, or changes ------------------------------------------
 */

START_TEST(what_is_no_file_is_left_alone)
{
	place_all("d/ d/fifo.txt| d/to.txt->/dev/zero d/loop.txt->loop.txt "
		  "d/gone.html->nowhere d/up->.. d/\xff\xfe.txt d/a\nb.txt");
	run_beside_good("", 2, "");
	ck_assert_uint_eq(counts.skipped, 5);
	ck_assert_uint_eq(counts.failed, 0);
}
END_TEST

START_TEST(what_may_not_be_read_is_told)
{
	place_all("d/ d/a.txt d/c/ d/c/d.txt");
	place_file("d/z-good.txt", "This is a good one.\n");
	ck_assert_int_eq(chmod("d/a.txt", 0), 0);
	ck_assert_int_eq(chmod("d/c", 0), 0);
	place_nobody();
	run("d");
	ck_assert_uint_eq(counts.failed, 2);
	ck_assert_ptr_nonnull(
		strstr(saiga_strbuf_cstr(&told), "a.txt: Permission denied\n"));
	ck_assert_ptr_nonnull(
		strstr(saiga_strbuf_cstr(&told), "c: Permission denied\n"));
	place_oneself();
	ck_assert_int_eq(chmod("d/c", 0755), 0);
}
END_TEST

START_TEST(file_that_shrinks_is_told)
{
	const struct pattern lines = { "a.jsonl", "",
		"{\"text\":\"A line of some words.\"}\n", 100000, "", 0, "" };

	place_all("d/");
	write_pattern(&lines, "d/a.jsonl");
	shrinks = "d/a.jsonl";
	run("d");
	ck_assert_uint_eq(counts.failed, 1);
	ck_assert_ptr_nonnull(strstr(saiga_strbuf_cstr(&told),
		"it changes while it is read: index it again later"));
}
END_TEST

static Suite *
hostile_suite(void)
{
	Suite *suite = suite_create("hostile");
	TCase *tcase = tcase_create("hostile");

	tcase_add_checked_fixture(
		tcase, test_folder_setup, test_folder_teardown);
	tcase_set_timeout(tcase, 300);
	tcase_add_loop_test(tcase, pattern_does_no_harm, 0, COUNT(patterns));
	tcase_add_loop_test(tcase, made_file_does_no_harm, 0, COUNT(made));
	tcase_add_test(tcase, what_is_no_file_is_left_alone);
	tcase_add_test(tcase, what_may_not_be_read_is_told);
	tcase_add_test(tcase, file_that_shrinks_is_told);
	suite_add_tcase(suite, tcase);
	return suite;
}

int
main(void)
{
	return test_run(hostile_suite());
}
