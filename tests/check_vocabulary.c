/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of indexer/: words counted, written and merged. */
#include "testlib.h"
#include "vocabulary.h"

#include <stdio.h>
#include <string.h>

#define FILES 3u

/* Words as "language:Written", a space between; a capital letter is a name's.
 * What comes out is "word capital small [languages] [written]", a comma
 * between. */
static const struct {
	const char *noted, *words;
} rows[] = {
	{ "", "" },
	{ "en:bank", "bank 0 1 [en] []" },
	{ "en:bank en:Bank en:bank", "bank 1 2 [en] []" },
	{ "en:bank de:Bank :bank", "bank 1 2 [de en] []" },
	{ "en:b en:a ru:c", "a 0 1 [en] [], b 0 1 [en] [], c 0 1 [ru] []" },
	{ "en:ab en:a en:abc en:ab",
		"a 0 1 [en] [], ab 0 2 [en] [], abc 0 1 [en] []" },
	{ "en:Émile en:Emile fr:Émile", "emile 3 0 [en fr] [Émile]" },
	{ "en:émile", "emile 0 1 [en] []" },
	{ "en:Abu-Dhabi en:Abu-dhabi en:x",
		"abudhabi 2 0 [en] [Abu-Dhabi Abu-dhabi], x 0 1 [en] []" },
	{ "eng:bank", "bank 0 1 [] []" },
	{ "ru:Токаев kk:Токаев ru:токаев", "токаев 2 1 [kk ru] [Токаев]" },
};

/* Notes the words whose number leaves that rest. */
static void
note_all(struct vocabulary *v, const char *noted, unsigned of, unsigned rest)
{
	unsigned n = 0;

	for (; *noted != '\0'; n++) {
		const char *colon = strchr(noted, ':');
		size_t len = strcspn(colon + 1, " ");
		struct saiga_slice written = saiga_slice_of(colon + 1, len);
		char folded[SAIGA_TERM_MAX];
		uint32_t first;
		struct document_word word;

		saiga_utf8_decode(written.p, written.len, &first);
		word.capital = (first >= 'A' && first <= 'Z') ||
			first == 0xc9 || (first >= 0x410 && first <= 0x42f);
		word.small = !word.capital;
		word.written = written;
		word.term = saiga_slice_of(
			folded, saiga_fold_word(written, folded));
		if (n % of == rest)
			ck_assert_int_eq(
				vocabulary_note(v,
					saiga_slice_of(
						noted, (size_t)(colon - noted)),
					&word, NULL),
				SAIGA_OK);
		noted = colon + 1 + len;
		noted += *noted == ' ';
	}
}

static void
render_list(struct saiga_strbuf *out, struct saiga_slice list)
{
	struct saiga_slice item;
	bool first = true;

	saiga_strbuf_str(out, " [");
	for (; vocabulary_next(&list, &item); first = false) {
		if (!first)
			saiga_strbuf_byte(out, ' ');
		saiga_strbuf_slice(out, item);
	}
	saiga_strbuf_byte(out, ']');
}

static enum saiga_status
render(const struct vocabulary_word *word, void *ctx, struct saiga_error *err)
{
	struct saiga_strbuf *out = ctx;

	(void)err;
	if (out->len > 0)
		saiga_strbuf_str(out, ", ");
	saiga_strbuf_slice(out, word->word);
	saiga_strbuf_printf(out, " %u %u", word->capital, word->small);
	render_list(out, word->languages);
	render_list(out, word->written);
	return SAIGA_OK;
}

START_TEST(words_are_counted)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(65536);
	struct vocabulary *v = vocabulary_new();

	ck_assert_ptr_nonnull(v);
	note_all(v, rows[_i].noted, 1, 0);
	ck_assert_int_eq(vocabulary_each(v, render, &out, NULL), SAIGA_OK);
	ck_assert_str_eq(saiga_strbuf_cstr(&out), rows[_i].words);
	/* Then they are forgotten. */
	ck_assert_uint_eq(vocabulary_size(v), 0);
	ck_assert_int_eq(vocabulary_each(v, render, &out, NULL), SAIGA_OK);
	ck_assert_str_eq(saiga_strbuf_cstr(&out), rows[_i].words);
	vocabulary_free(v);
	saiga_strbuf_dispose(&out);
}
END_TEST

/* However they are divided, the whole is the same. */
START_TEST(files_are_merged)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(65536);
	struct vocabulary *v = vocabulary_new();
	FILE *files[FILES];
	unsigned i;

	ck_assert_ptr_nonnull(v);
	for (i = 0; i < FILES; i++) {
		files[i] = tmpfile();
		ck_assert_ptr_nonnull(files[i]);
		note_all(v, rows[_i].noted, FILES, i);
		ck_assert_int_eq(vocabulary_write(v, files[i], NULL), SAIGA_OK);
		rewind(files[i]);
	}
	ck_assert_int_eq(
		vocabulary_merge(files, FILES, render, &out, NULL), SAIGA_OK);
	ck_assert_str_eq(saiga_strbuf_cstr(&out), rows[_i].words);
	for (i = 0; i < FILES; i++)
		fclose(files[i]);
	vocabulary_free(v);
	saiga_strbuf_dispose(&out);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("vocabulary");
	TCase *tc = test_case(suite, "vocabulary");

	tcase_add_loop_test(
		tc, words_are_counted, 0, sizeof(rows) / sizeof(*rows));
	tcase_add_loop_test(
		tc, files_are_merged, 0, sizeof(rows) / sizeof(*rows));
	return test_run(suite);
}
