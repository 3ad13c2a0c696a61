/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of indexer/: what is read of a file. */
#include "drafts.h"
#include "language.h"
#include "reader.h"
#include "testlib.h"

#include <string.h>

#define RENDERED_MAX ((size_t)8 << 20)

static struct test_table files;

/* ---- readers ------------------------------------------------------------ */

/* "text:...", "markdown:...", "jsonl:...", by the reader's name. */
static enum saiga_status
read_row(struct draft *draft, struct saiga_slice input, struct saiga_error *err)
{
	const char *colon = memchr(input.p, ':', input.len);
	const struct reader *reader = NULL;
	size_t i;

	ck_assert_ptr_nonnull(colon);
	for (i = 0; i < readers_n; i++)
		if (saiga_slice_is(
			    saiga_slice_of(input.p, (size_t)(colon - input.p)),
			    readers[i].name))
			reader = &readers[i];
	ck_assert_ptr_nonnull(reader);
	return reader_run(reader, draft,
		saiga_slice_of(
			colon + 1, (size_t)(input.p + input.len - colon - 1)),
		err);
}

START_TEST(file_is_read_as)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct draft draft;

	draft_init(&draft);
	if (read_row(&draft, files.rows[_i].input, &err) == SAIGA_OK) {
		draft_check(&draft);
		draft_render(&got, &draft);
	} else
		saiga_strbuf_printf(
			&got, "%s: %s", saiga_status_text(err.status), err.msg);
	draft_dispose(&draft);
	test_row_gives(&files, _i, &got);
}
END_TEST

static const struct {
	const char *name, *reader;
} names[] = {
	{ "a.txt", "text" },
	{ "a.TXT", "text" },
	{ "a.text", "text" },
	{ "a.b.md", "markdown" },
	{ "a.markdown", "markdown" },
	{ "a.jsonl", "jsonl" },
	{ "a.JSONL", "jsonl" },
	{ "a.json", "json" },
	{ ".txt", "text" },
	{ "a.", NULL },
	{ "a", NULL },
	{ "txt", NULL },
	{ "a.tx", NULL },
	{ "a.txt ", NULL },
	{ "a.txt text", NULL },
	{ "a. ", NULL },
	{ "a.txt.gz", "text" },
	{ "a.tar.gz", "tar" },
	{ "a.gz", NULL },
	{ "d.html/a", NULL },
};

START_TEST(name_has_this_reader)
{
	const struct reader *reader = reader_for(names[_i].name);

	if (names[_i].reader == NULL)
		ck_assert_ptr_null(reader);
	else
		ck_assert_str_eq(reader->name, names[_i].reader);
}
END_TEST

/* ---- long inputs -------------------------------------------------------- */

static const struct {
	const char *reader, *before, *piece, *after;
	unsigned n;
	const char *warning; /* that it begins with; "" for none */
	size_t least;        /* bytes of text, at the least */
} longs[] = {
	{ "a.txt", "", "0123456789abcdef", "", 262144, "", 4 << 20 },
	{ "a.txt", "", "0123456789abcdef", ".", 262144,
		"longer than 4 MB: the rest is left out", 4 << 20 },
	{ "a.txt", "", "word ", "", 1000000,
		"longer than 4 MB: the rest is left out", 4194300 },
	/* A character that the cut would halve goes whole. */
	{ "a.txt", "a", "ж", "", 2200000,
		"longer than 4 MB: the rest is left out", 4194303 },
	{ "a.txt", "", "ten words and no \xff", "", 200000,
		"bytes that are no UTF-8", 4000000 },
	{ "a.txt", "", "\n", "", 4000000, "", 0 },
	{ "a.txt", "", "a\n\n", "", 1000000, "", 2900000 },
	{ "a.txt", "Title: ", "t", "\n\nText.\n", 100000, "", 5 },
	{ "a.txt", "", "Title: x\n", "\nText.\n", 100000, "", 5 },
	{ "a.md", "", ">", " deep", 10000, "", 4 },
	{ "a.md", "", "> ", "deep", 10000, "", 4 },
	{ "a.md", "", "- ", "deep", 5000, "", 4 },
	{ "a.md", "", "*", "a", 50000, "", 1 },
	{ "a.md", "", "[", "a", 50000, "", 1 },
	{ "a.md", "", "![", "a", 20000, "", 1 },
	{ "a.md", "", "<", "a", 50000, "", 1 },
	{ "a.md", "", "`a", "", 20000, "", 1 },
	{ "a.md", "", "_a__b ", "", 20000, "", 1 },
	{ "a.md", "---\ntitle: ", "[", "\n---\nText.\n", 60000,
		"front matter: lists lie too deep", 5 },
	{ "a.md", "---\ntitle: ", "{", "\n---\nText.\n", 60000,
		"front matter: lists lie too deep", 5 },
	{ "a.md", "---\ntitle: ", "{a: ", "\n---\nText.\n", 15000,
		"front matter: lists lie too deep", 5 },
	{ "a.md", "---\n", "- ", "\n---\nText.\n", 30000,
		"front matter: lists lie too deep", 5 },
	{ "a.md", "---\n", "? ", "\n---\nText.\n", 30000, "front matter", 5 },
	{ "a.md", "---\ntitle: [", "a, ", "]\n---\nText.\n", 20000, "", 5 },
	{ "a.md", "---\n", "&a ", "\n---\nText.\n", 20000, "front matter, line",
		5 },
	{ "a.md", "---\n", "a: *a\n", "---\nText.\n", 10000, "", 5 },
	{ "a.md", "---\ntitle: '", "\n", "'\n---\nText.\n", 60000, "", 5 },
	{ "a.md", "---\ntitle: ", "x", "\n---\nText.\n", 60000, "", 5 },
	{ "a.md", "---\ntitle: ", "x", "\n---\nText.\n", 70000, "", 70000 },
	{ "a.md", "---\n", "author: a\n", "---\nText.\n", 5000, "", 5 },
	{ "a.jsonl", "{\"text\":\"", "\\ud83d", "\"}", 500000, "", 1500000 },
	{ "a.jsonl", "{\"text\":\"", "\\u0000", "\"}", 500000, "", 1500000 },
	{ "a.jsonl", "{\"text\":[", "1e15,", "2]}", 500000, "longer than 4 MB",
		4000000 },
	{ "a.jsonl", "{\"text\":\"x\",", "\"author\":\"a\",", "\"a\":1}", 50000,
		"", 1 },
	{ "a.jsonl", "{\"text\":\"x\"", ",\"text\":\"a\"", "}", 50000, "", 1 },
};

START_TEST(long_file_is_read_in_time)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT((size_t)8 << 20);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct draft draft;
	const char *warnings;
	unsigned i;

	saiga_strbuf_str(&bytes, longs[_i].before);
	for (i = 0; i < longs[_i].n; i++)
		saiga_strbuf_str(&bytes, longs[_i].piece);
	saiga_strbuf_str(&bytes, longs[_i].after);
	draft_init(&draft);
	ck_assert_msg(reader_run(reader_for(longs[_i].reader), &draft,
			      saiga_strbuf_view(&bytes), &err) == SAIGA_OK,
		"%s", err.msg);
	draft_check(&draft);
	warnings = saiga_strbuf_cstr(&draft.warnings);
	if (longs[_i].warning[0] == '\0')
		ck_assert_str_eq(warnings, "");
	else
		ck_assert_msg(strncmp(warnings, longs[_i].warning,
				      strlen(longs[_i].warning)) == 0,
			"%s", warnings);
	ck_assert_uint_ge(draft.text.len, longs[_i].least);
	draft_dispose(&draft);
	saiga_strbuf_dispose(&bytes);
}
END_TEST

START_TEST(any_bytes_are_read_or_refused)
{
	static const char *const pieces[] = { "---\n", "\n", "\n\n", "# ", "> ",
		"- ", "```\n", "Title: ", "Source: X\n", "Date: ", "title: [",
		"\xef\xbb\xbf", "\xff", "ж", "<br>", "<div>", "*", "[a](b)",
		"&amp;", "&#0;", "word ", "Read more\n", "\r", "\x1b",
		"2023-02-28\n", ": ", "'", "\"", "\t", "*x", "&x ", "\\u0000",
		"\\ud83d", "\\" };
	static const char *const kinds[] = { "a.txt", "a.md", "a.jsonl" };
	struct draft draft;
	uint32_t seed = (uint32_t)_i + 1;
	unsigned round, i;

	draft_init(&draft);
	for (round = 0; round < 1000; round++) {
		struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(4096);

		if (_i == 5)
			saiga_strbuf_str(&bytes, "{\"text\":\"");
		for (i = 0; i < 30; i++) {
			seed = seed * 1664525 + 1013904223;
			if (_i % 2 == 0)
				saiga_strbuf_byte(&bytes, (char)(seed >> 24));
			else
				saiga_strbuf_str(&bytes,
					pieces[(seed >> 16) %
						(sizeof(pieces) /
							sizeof(*pieces))]);
		}
		if (reader_run(reader_for(kinds[_i / 2]), &draft,
			    saiga_strbuf_view(&bytes), NULL) == SAIGA_OK)
			draft_check(&draft);
		saiga_strbuf_dispose(&bytes);
	}
	draft_dispose(&draft);
}
END_TEST

/* ---- language ----------------------------------------------------------- */

static const struct {
	const char *language, *text;
} languages[] = {
	{ "en",
		"The minister said that the government would not agree to the "
		"terms of the treaty before the end of the year." },
	{ "ru",
		"Министр заявил, что правительство не согласится с условиями "
		"договора до конца года." },
	{ "kk",
		"Министр үкіметтің жыл соңына дейін шарттың талаптарымен "
		"келіспейтінін мәлімдеді." },
	{ "de",
		"Der Minister sagte, dass die Regierung den Bedingungen des "
		"Vertrags vor Ende des Jahres nicht zustimmen werde." },
	{ "fr",
		"Le ministre a déclaré que le gouvernement n'accepterait pas "
		"les termes du traité avant la fin de l'année." },
	{ "pl",
		"Minister powiedział, że rząd nie zgodzi się na warunki umowy "
		"przed końcem roku." },
	{ "", "The minister said no." },
	{ "", "" },
};

START_TEST(language_is_guessed)
{
	struct language_guesser *guesser = language_guesser_new();
	char out[3] = "??";

	ck_assert_ptr_nonnull(guesser);
	ck_assert_int_eq(
		language_guess(guesser, saiga_slice(languages[_i].text), out),
		languages[_i].language[0] != '\0');
	ck_assert_str_eq(out, languages[_i].language);
	language_guesser_free(guesser);
	/* Without its data, no language is told. */
	ck_assert(!language_guess(NULL, saiga_slice(languages[_i].text), out));
	ck_assert_str_eq(out, "");
}
END_TEST

static Suite *
indexer_suite(void)
{
	Suite *suite = suite_create("indexer");
	TCase *tcase = tcase_create("read");

	tcase_add_loop_test(tcase, file_is_read_as, 0, (int)files.n);
	tcase_add_loop_test(tcase, name_has_this_reader, 0,
		(int)(sizeof(names) / sizeof(*names)));
	tcase_add_loop_test(tcase, long_file_is_read_in_time, 0,
		(int)(sizeof(longs) / sizeof(*longs)));
	tcase_add_loop_test(tcase, any_bytes_are_read_or_refused, 0, 6);
	tcase_add_loop_test(tcase, language_is_guessed, 0,
		(int)(sizeof(languages) / sizeof(*languages)));
	suite_add_tcase(suite, tcase);
	return suite;
}

int
main(void)
{
	int result;

	test_table_read(&files, "files");
	result = test_run(indexer_suite());
	test_table_dispose(&files);
	return result;
}
