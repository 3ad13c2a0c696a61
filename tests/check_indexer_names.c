/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names: what an article tells of its words, and the lists of names. */
#include "names.h"
#include "testlib.h"

#include <saiga/store.h>

#define OUT_MAX ((size_t)1 << 20)

static struct test_table cases;

/* ---- what an article tells of its words --------------------------------- */

START_TEST(article_tells_of_its_words)
{
	struct document_builder *builder = document_builder_new();
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_article article;
	struct document_word word;
	struct xc_document *doc;
	uint32_t i;
	bool cut;

	ck_assert_ptr_nonnull(builder);
	saiga_article_init(&article);
	saiga_utf8_repair(cases.rows[_i].input, &text);
	article.text = saiga_strbuf_view(&text);
	ck_assert_int_eq(
		saiga_paragraphs_cut(&article.paragraphs, article.text),
		SAIGA_OK);
	/* A field's words tell nothing, nor does a title. */
	article.field[SAIGA_FIELD_AUTHOR] = saiga_slice("Somebody");
	ck_assert_int_eq(
		document_build(&doc, &cut, builder, &article, NULL), SAIGA_OK);
	for (i = 0; document_word(builder, i, &word); i++) {
		if (word.term.len == 0)
			continue;
		saiga_strbuf_str(&got, got.len > 0 ? " " : "");
		saiga_strbuf_slice(&got, word.term);
		saiga_strbuf_str(&got, word.capital ? "^" : "");
		saiga_strbuf_str(&got, word.small ? "_" : "");
		ck_assert_int_eq(word.capital, word.written.len > 0);
	}
	xc_document_free(doc);
	document_builder_free(builder);
	saiga_article_dispose(&article);
	saiga_strbuf_dispose(&text);
	test_row_gives(&cases, _i, &got);
}
END_TEST

/* ---- lists of names ----------------------------------------------------- */

/* Level: 1 + the binary logarithm. */
static const struct {
	uint32_t articles;
	unsigned level;
} levels[] = {
	{ 0, 0 },
	{ 1, 1 },
	{ 2, 2 },
	{ 3, 2 },
	{ 4, 3 },
	{ 7, 3 },
	{ 8, 4 },
	{ 1000000, 20 },
	{ UINT32_MAX, 32 },
};

START_TEST(level_is)
{
	ck_assert_uint_eq(
		saiga_names_level(levels[_i].articles), levels[_i].level);
}
END_TEST

/* What the list's entries are: "word capital small name?". */
static void
render_list(struct saiga_strbuf *out, struct saiga_slice list)
{
	struct saiga_name name;

	while (saiga_names_next(&list, &name)) {
		saiga_strbuf_str(out, out->len > 0 ? ", " : "");
		saiga_strbuf_slice(out, name.word);
		saiga_strbuf_printf(out, " %u %u%s", name.capital, name.small,
			name.is_name ? " name" : "");
	}
}

static const struct {
	const char *list, *entries;
} lists[] = {
	{ "", "" },
	{ "a:10", "a 1 0 name" },
	{ "a:11", "a 1 1" },
	{ "a:01", "a 0 1" },
	{ "a:w9 b:9w", "a 32 9 name, b 9 32" },
	/* A word may have a colon. */
	{ "a:b:21", "a:b 2 1 name" },
	{ "a::21", "a: 2 1 name" },
	/* What is no entry is passed over. */
	{ " a:10  b:10 ", "a 1 0 name, b 1 0 name" },
	{ ":10 a:10", "a 1 0 name" },
	{ "a a: a:1 a10 a:10", "a 1 0 name" },
	{ "a:1", "" },
	{ "    ", "" },
	{ "a:1000 b:10", "b 1 0 name" },
	/* Digits that are none count nothing. */
	{ "a:!? b:\xff\xff c:~~ d:Z1", "a 0 0, b 0 0, c 0 0, d 0 1" },
	{ "\xff\xfe:10", "\xff\xfe 1 0 name" },
};

START_TEST(list_has_entries)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);

	render_list(&got, saiga_slice(lists[_i].list));
	ck_assert_str_eq(saiga_strbuf_cstr(&got), lists[_i].entries);
	saiga_strbuf_dispose(&got);
}
END_TEST

START_TEST(list_is_appended_to)
{
	static const struct saiga_name names[] = {
		{ { "a", 1 }, 0, 0, false },
		{ { "\xd1\x82", 2 }, 10, 35, false },
		{ { "c:d", 3 }, 32, 1, true },
	};
	struct saiga_strbuf list = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		saiga_names_append(&list, &names[i]);
	ck_assert_str_eq(saiga_strbuf_cstr(&list), "a:00 \xd1\x82:az c:d:w1");
	render_list(&got, saiga_strbuf_view(&list));
	ck_assert_str_eq(saiga_strbuf_cstr(&got),
		"a 0 0, \xd1\x82 10 35, c:d 32 1 name");
	saiga_names_key(&got, "tokaief", false);
	ck_assert_str_eq(saiga_strbuf_cstr(&got), "names/tokaief");
	saiga_strbuf_dispose(&list);
	saiga_strbuf_dispose(&got);
}
END_TEST

static const struct {
	const char *a, *b, *merged;
} merges[] = {
	{ "", "", "" },
	{ "a:10", "", "a:10" },
	{ "", "a:10", "a:10" },
	{ "a:10", "b:10", "a:10 b:10" },
	{ "b:10", "a:10", "a:10 b:10" },
	{ "a:10 c:10", "b:20", "a:10 b:20 c:10" },
	/* The higher level of each. */
	{ "a:10", "a:01", "a:11" },
	{ "a:a0", "a:90", "a:a0" },
	{ "a:19 b:10", "a:91 b:00", "a:99 b:10" },
	{ "a:10 b:10", "a:10 b:10", "a:10 b:10" },
	/* What is no entry is left out. */
	{ "a:10 b b:1 :10", "x", "a:10" },
	{ "a:!! b:10", "a:10", "a:10 b:10" },
};

START_TEST(lists_are_merged)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);

	saiga_strbuf_str(&got, "what was there before");
	saiga_names_merge(
		&got, saiga_slice(merges[_i].a), saiga_slice(merges[_i].b));
	ck_assert_str_eq(saiga_strbuf_cstr(&got), merges[_i].merged);
	saiga_strbuf_dispose(&got);
}
END_TEST

/* ---- counting ----------------------------------------------------------- */

static void
note(struct names *names, const char *written, bool capital, bool small)
{
	char folded[SAIGA_TERM_MAX];
	struct vocabulary_word word = { .capital = capital, .small = small };

	/* The NUL behind it ends the item. */
	word.written =
		saiga_slice_of(written, capital ? strlen(written) + 1 : 0);
	word.word = saiga_slice_of(
		folded, saiga_fold_word(saiga_slice(written), folded));
	ck_assert_int_eq(names_note(names, &word, NULL), SAIGA_OK);
}

/* The list under the first key of the word as it is written. */
static void
expect_list(struct xc_writable *w, const char *word, const char *entries)
{
	struct saiga_strbuf key = SAIGA_STRBUF_INIT(256);
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	struct xc_bytes list = XC_BYTES_INIT;
	struct saiga_name_keys keys;

	saiga_name_keys(&keys, saiga_slice(word));
	ck_assert_uint_gt(keys.n, 0);
	saiga_names_key(&key, keys.key[0], false);
	ck_assert_int_eq(xc_database_metadata(&list, xc_writable_database(w),
				 key.p, key.len, NULL),
		XC_OK);
	render_list(&got, saiga_slice_of(list.data, list.len));
	ck_assert_str_eq(saiga_strbuf_cstr(&got), entries);
	xc_bytes_dispose(&list);
	saiga_strbuf_dispose(&key);
	saiga_strbuf_dispose(&got);
}

START_TEST(names_are_counted_by_articles)
{
	struct xc_writable *w = xc_writable_open("db", XC_DB_CREATE, 0, NULL);
	struct names *names, *later;
	unsigned i;

	ck_assert_ptr_nonnull(w);
	ck_assert_int_eq(names_new(&names, NULL), SAIGA_OK);
	/* Nothing, small letters alone: no list. */
	note(names, "bank", false, true);
	note(names, "2023", false, false);
	note(names, "Tokayev", true, false);
	ck_assert_int_eq(names_write(names, w, NULL), SAIGA_OK);
	expect_list(w, "bank", "");
	expect_list(w, "Tokayev", "tokayev 1 0 name");
	/* Other spellings join it; levels rise. */
	note(names, "Tokayev", true, false);
	note(names, "Tokaev", true, true);
	ck_assert_int_eq(names_write(names, w, NULL), SAIGA_OK);
	expect_list(w, "Tokayev", "tokaev 1 1, tokayev 2 0 name");
	/* A word that turns out to be small is no name any more. */
	for (i = 0; i < 4; i++)
		note(names, "tokayev", false, true);
	ck_assert_int_eq(names_write(names, w, NULL), SAIGA_OK);
	expect_list(w, "Tokayev", "tokaev 1 1, tokayev 2 3");
	/* And one that was small, but now is a name, has a list. */
	note(names, "Bank", true, false);
	ck_assert_int_eq(names_write(names, w, NULL), SAIGA_OK);
	expect_list(w, "bank", "bank 1 1");
	names_free(names);
	/* Without an index another run counts anew: higher levels stay. */
	ck_assert_int_eq(names_new(&later, NULL), SAIGA_OK);
	note(later, "Tokayev", true, false);
	ck_assert_int_eq(names_write(later, w, NULL), SAIGA_OK);
	expect_list(w, "Tokayev", "tokaev 1 1, tokayev 2 3");
	names_free(later);
	/* With one it goes on, and small letters count though this run has no
	 * capital ones. */
	ck_assert_int_eq(names_new(&later, NULL), SAIGA_OK);
	names_set_index(later, xc_writable_database(w));
	note(later, "bank", false, true);
	note(later, "Tokayev", true, false);
	note(later, "Tokayev", true, false);
	ck_assert_int_eq(names_write(later, w, NULL), SAIGA_OK);
	expect_list(w, "bank", "bank 1 2");
	expect_list(w, "Tokayev", "tokaev 1 1, tokayev 3 3");
	ck_assert_int_eq(names_write(later, w, NULL), SAIGA_OK);
	names_free(later);
	names_free(NULL);
	xc_writable_free(w);
}
END_TEST

/* An accent that folding takes away may give a name another key. */
START_TEST(name_is_listed_as_it_is_written)
{
	struct xc_writable *w = xc_writable_open("db", XC_DB_CREATE, 0, NULL);
	struct names *names;

	ck_assert_ptr_nonnull(w);
	ck_assert_int_eq(names_new(&names, NULL), SAIGA_OK);
	note(names, "Lukašenko", true, false);
	ck_assert_int_eq(names_write(names, w, NULL), SAIGA_OK);
	expect_list(w, "lukasenko", "lukasenko 1 0 name");
	expect_list(w, "Лукашенко", "lukasenko 1 0 name");
	/* Written without, it has the one key alone. */
	note(names, "Lukasenka", true, false);
	ck_assert_int_eq(names_write(names, w, NULL), SAIGA_OK);
	expect_list(w, "lukasenko", "lukasenka 1 0 name, lukasenko 1 0 name");
	expect_list(w, "Лукашенко", "lukasenko 1 0 name");
	names_free(names);
	xc_writable_free(w);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("indexer_names");
	TCase *tc = test_case(suite, "evidence");
	int result;

	test_table_read(&cases, "cases");
	tcase_add_loop_test(tc, article_tells_of_its_words, 0, (int)cases.n);
	tc = test_case(suite, "lists");
	tcase_add_loop_test(tc, level_is, 0, COUNT(levels));
	tcase_add_loop_test(tc, list_has_entries, 0, COUNT(lists));
	tcase_add_test(tc, list_is_appended_to);
	tcase_add_loop_test(tc, lists_are_merged, 0, COUNT(merges));
	tc = test_case(suite, "counts");
	tcase_add_checked_fixture(tc, test_folder_setup, test_folder_teardown);
	tcase_add_test(tc, names_are_counted_by_articles);
	tcase_add_test(tc, name_is_listed_as_it_is_written);
	result = test_run(suite);
	test_table_dispose(&cases);
	return result;
}
