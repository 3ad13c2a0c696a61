/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is known of words: Kazakh stems, stop words, mistakes, keyboards. */
#include "testlib.h"

#include <saiga/text.h>

#include "stopwords.h"

#include <stdlib.h>
#include <string.h>

#define OUT_MAX ((size_t)1 << 16)

static struct test_table kazakh, layouts, stopwords;

/* Cuts what stands before the next space off. */
static struct saiga_slice
cut_word(struct saiga_slice *rest)
{
	const char *space =
		rest->len == 0 ? NULL : memchr(rest->p, ' ', rest->len);
	size_t len = space == NULL ? rest->len : (size_t)(space - rest->p);
	struct saiga_slice word = saiga_slice_of(rest->p, len);

	len += space != NULL;
	*rest = saiga_slice_of(rest->p + len, rest->len - len);
	return word;
}

/* ---- Kazakh ------------------------------------------------------------- */

START_TEST(words_of_one_stem_meet)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	char term[SAIGA_TERM_MAX], stem[SAIGA_TERM_MAX], last[SAIGA_TERM_MAX];
	struct saiga_slice rest = kazakh.rows[_i].input, word;
	size_t n, last_n = 0;

	while (rest.len > 0) {
		word = cut_word(&rest);
		n = saiga_fold_word(word, term);
		n = saiga_stem_kazakh(saiga_slice_of(term, n), stem);
		ck_assert_uint_gt(n, 0);
		if (out.len > 0)
			saiga_strbuf_str(&out,
				n == last_n && memcmp(stem, last, n) == 0
					? " "
					: " | ");
		saiga_strbuf_slice(&out, word);
		memcpy(last, stem, n);
		last_n = n;
	}
	test_row_gives(&kazakh, _i, &out);
}
END_TEST

/* Any bytes, and endings upon endings, of any length. */
START_TEST(any_bytes_have_a_stem)
{
	static const char *const bits[] = { "ның", "дар", "ы", "сы", "ел", "ь",
		"и", "nyn", "lar", "y", "\xff", "\xd0", "中", "1" };
	struct saiga_strbuf word = SAIGA_STRBUF_INIT(OUT_MAX);
	char stem[SAIGA_TERM_MAX];
	size_t i, n;
	int round;

	srand(1);
	for (round = 0; round < 20000; round++) {
		saiga_strbuf_reset(&word);
		for (i = (size_t)(rand() % 80); i > 0; i--)
			saiga_strbuf_str(
				&word, bits[(size_t)rand() % (round % 14 + 1)]);
		n = saiga_stem_kazakh(saiga_strbuf_view(&word), stem);
		ck_assert_uint_le(n, word.len);
		ck_assert_uint_le(n, SAIGA_TERM_MAX);
		ck_assert(n > 0 || word.len == 0);
	}
	saiga_strbuf_dispose(&word);
}
END_TEST

/* ---- stop words --------------------------------------------------------- */

START_TEST(a_word_is_a_stop_word_or_not)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_slice word = stopwords.rows[_i].input;
	struct saiga_slice language = cut_word(&word);

	saiga_strbuf_str(
		&out, saiga_is_stopword(language, word) ? "yes" : "no");
	test_row_gives(&stopwords, _i, &out);
}
END_TEST

static const char languages[][3] = { "be", "bg", "cs", "de", "en", "es", "fr",
	"it", "kk", "ky", "nl", "pl", "pt", "ru", "sr", "sv", "tr", "uk",
	"uz" };

static const struct text_stopwords *
find_list(const struct text_stopwords *lists, const char *language)
{
	while (lists->language != NULL &&
		strcmp(lists->language, language) != 0)
		lists++;
	return lists->language == NULL ? NULL : lists;
}

START_TEST(a_list_is_sorted_and_folded)
{
	const struct text_stopwords *list =
		find_list(text_stopwords_latin, languages[_i]);
	struct saiga_slice language = saiga_slice(languages[_i]);
	char term[SAIGA_TERM_MAX];
	size_t i, n;

	if (list == NULL)
		list = find_list(text_stopwords_cyrillic, languages[_i]);
	ck_assert_ptr_nonnull(list);
	ck_assert_uint_gt(list->n, 100);
	ck_assert(saiga_has_stopwords(language));
	for (i = 0; i < list->n; i++) {
		struct saiga_slice word = saiga_slice(list->words[i]);

		n = saiga_fold_word(word, term);
		ck_assert_msg(saiga_slice_equal(word, saiga_slice_of(term, n)),
			"%s %s is not folded", languages[_i], word.p);
		ck_assert_msg(i == 0 || strcmp(list->words[i - 1], word.p) < 0,
			"%s %s is not sorted", languages[_i], word.p);
		ck_assert(saiga_is_stopword(language, word));
	}
}
END_TEST

START_TEST(other_languages_have_no_stop_words)
{
	ck_assert(!saiga_has_stopwords(saiga_slice("xx")));
	ck_assert(!saiga_has_stopwords(saiga_slice("")));
	ck_assert(!saiga_has_stopwords(saiga_slice("eng")));
}
END_TEST

/* ---- typing mistakes ---------------------------------------------------- */

static const struct {
	const char *a, *b;
	unsigned max, distance;
} distances[] = {
	{ "", "", 0, 0 },
	{ "", "ab", 2, 2 },
	{ "", "ab", 1, 2 },
	{ "sanctions", "sanctions", 0, 0 },
	{ "sanctions", "santcions", 2, 1 },
	{ "sanctions", "sancttions", 2, 1 },
	{ "sanctions", "sancions", 2, 1 },
	{ "sanctions", "sanktions", 2, 1 },
	{ "sanctions", "sanktoins", 2, 2 },
	{ "sanctions", "santkoins", 2, 3 },
	{ "sanctions", "union", 2, 3 },
	{ "ca", "abc", 5, 3 }, /* swapped letters are not torn apart again */
	{ "тоқаев", "токаев", 2, 1 },
	{ "тоқаев", "тоақев", 2, 1 },
	{ "中国", "国中", 2, 1 },
	{ "a\xff", "a\ufffd", 2, 0 },
	{ "a", "b", 1000000, 1 },
	{ "a", "b", (unsigned)-1, 1 },
};

START_TEST(two_words_have_a_distance)
{
	struct saiga_slice a = saiga_slice(distances[_i].a);
	struct saiga_slice b = saiga_slice(distances[_i].b);
	unsigned max = distances[_i].max;

	ck_assert_uint_eq(
		saiga_edit_distance(a, b, max), distances[_i].distance);
	ck_assert_uint_eq(
		saiga_edit_distance(b, a, max), distances[_i].distance);
}
END_TEST

/* The definition, cell by cell. */
static unsigned
plain_distance(
	const unsigned char *a, size_t n, const unsigned char *b, size_t m)
{
	static unsigned d[SAIGA_WORD_CHARS + 1][SAIGA_WORD_CHARS + 1];
	size_t i, j;

	for (i = 0; i <= n; i++)
		for (j = 0; j <= m; j++) {
			unsigned best = (unsigned)(i + j), more;

			if (i > 0 && j > 0) {
				best = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
				more = d[i - 1][j] + 1;
				best = more < best ? more : best;
				more = d[i][j - 1] + 1;
				best = more < best ? more : best;
			}
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
				a[i - 2] == b[j - 1]) {
				more = d[i - 2][j - 2] + 1;
				best = more < best ? more : best;
			}
			d[i][j] = best;
		}
	return d[n][m];
}

#define LETTERS 6

/* A word of random letters, of one to three bytes each. */
static size_t
random_word(unsigned char *letters, size_t max, struct saiga_strbuf *word)
{
	static const char *const texts[LETTERS] = { "a", "b", "я", "қ", "中",
		"\xff" };
	size_t i, n = (size_t)rand() % (max + 1);

	saiga_strbuf_reset(word);
	for (i = 0; i < n; i++) {
		letters[i] = (unsigned char)(rand() % LETTERS);
		saiga_strbuf_str(word, texts[letters[i]]);
	}
	return n;
}

START_TEST(the_distance_is_that_of_the_plain_algorithm)
{
	static const size_t longest[] = { 4, 9, 64, 70 };
	struct saiga_strbuf words[2] = { SAIGA_STRBUF_INIT(1000),
		SAIGA_STRBUF_INIT(1000) };
	unsigned char a[70], b[70];
	int round;

	srand((unsigned)_i + 1);
	for (round = 0; round < 5000; round++) {
		size_t n = random_word(a, longest[_i], &words[0]);
		size_t m = random_word(b, longest[_i], &words[1]);
		unsigned max = (unsigned)rand() % (round % 2 ? 4 : 80), d;

		n = n < SAIGA_WORD_CHARS ? n : SAIGA_WORD_CHARS;
		m = m < SAIGA_WORD_CHARS ? m : SAIGA_WORD_CHARS;
		d = plain_distance(a, n, b, m);
		ck_assert_uint_eq(
			saiga_edit_distance(saiga_strbuf_view(&words[0]),
				saiga_strbuf_view(&words[1]), max),
			d > max ? max + 1 : d);
	}
	saiga_strbuf_dispose(&words[0]);
	saiga_strbuf_dispose(&words[1]);
}
END_TEST

START_TEST(what_begins_too_far_off_stays_so)
{
	struct saiga_strbuf words[2] = { SAIGA_STRBUF_INIT(1000),
		SAIGA_STRBUF_INIT(1000) };
	struct saiga_strbuf rest = SAIGA_STRBUF_INIT(1000);
	unsigned char letters[12];
	int round, found = 0;

	srand(1);
	for (round = 0; round < 20000; round++) {
		unsigned max = (unsigned)rand() % 4;
		struct saiga_typo typo;
		size_t n;

		random_word(letters, 9, &words[0]);
		random_word(letters, 9, &words[1]);
		saiga_typo_init(&typo, saiga_strbuf_view(&words[0]));
		n = saiga_typo_prefix(&typo, saiga_strbuf_view(&words[1]), max);
		if (n == 0)
			continue;
		found++;
		random_word(letters, 12, &rest);
		saiga_strbuf_cut(&words[1], n);
		saiga_strbuf_slice(&words[1], saiga_strbuf_view(&rest));
		ck_assert_uint_eq(saiga_typo_distance(&typo,
					  saiga_strbuf_view(&words[1]), max),
			max + 1);
	}
	ck_assert_int_gt(found, 1000);
	saiga_strbuf_dispose(&words[0]);
	saiga_strbuf_dispose(&words[1]);
	saiga_strbuf_dispose(&rest);
}
END_TEST

START_TEST(longer_words_may_have_more_mistakes)
{
	static const unsigned most[] = { 0, 0, 0, 0, 1, 1, 1, 1, 2, 2 };

	ck_assert_uint_eq(saiga_typo_max((size_t)_i), most[_i]);
	ck_assert_uint_eq(saiga_typo_max(SIZE_MAX), 2);
}
END_TEST

/* ---- wrong keyboards ---------------------------------------------------- */

START_TEST(a_text_is_typed_anew)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_slice text = layouts.rows[_i].input;
	struct saiga_slice number = cut_word(&text);
	bool changed = saiga_layout_retype(
		&out, text, (unsigned)strtoul(number.p, NULL, 10));

	ck_assert_int_eq(changed, out.len > 0);
	test_row_gives(&layouts, _i, &out);
}
END_TEST

/* Retypes the text; what does not change stays. */
static void
retype(struct saiga_strbuf *out, struct saiga_slice text, unsigned layout)
{
	saiga_strbuf_reset(out);
	if (!saiga_layout_retype(out, text, layout))
		saiga_strbuf_slice(out, text);
}

START_TEST(every_key_leads_there_and_back)
{
	struct saiga_strbuf there = SAIGA_STRBUF_INIT(100);
	struct saiga_strbuf back = SAIGA_STRBUF_INIT(100);
	unsigned layout = 2 * (unsigned)_i, changed = 0;
	char c;

	ck_assert_uint_eq(saiga_layouts_count(), 8);
	for (c = '!'; c <= '~'; c++) {
		struct saiga_slice text = saiga_slice_of(&c, 1);

		retype(&there, text, layout);
		changed += !saiga_slice_equal(saiga_strbuf_view(&there), text);
		retype(&back, saiga_strbuf_view(&there), layout + 1);
		ck_assert(saiga_slice_equal(saiga_strbuf_view(&back), text));
	}
	ck_assert_uint_gt(changed, 20);
	saiga_strbuf_dispose(&there);
	saiga_strbuf_dispose(&back);
}
END_TEST

static void
add_cases(Suite *suite)
{
	TCase *tc = test_case(suite, "kazakh");

	tcase_add_loop_test(tc, words_of_one_stem_meet, 0, (int)kazakh.n);
	tcase_add_test(tc, any_bytes_have_a_stem);
	tc = test_case(suite, "stopwords");
	tcase_add_loop_test(
		tc, a_word_is_a_stop_word_or_not, 0, (int)stopwords.n);
	tcase_add_loop_test(
		tc, a_list_is_sorted_and_folded, 0, COUNT(languages));
	tcase_add_test(tc, other_languages_have_no_stop_words);
	tc = test_case(suite, "distance");
	tcase_add_loop_test(tc, two_words_have_a_distance, 0, COUNT(distances));
	tcase_add_loop_test(
		tc, the_distance_is_that_of_the_plain_algorithm, 0, 4);
	tcase_add_test(tc, what_begins_too_far_off_stays_so);
	tcase_add_loop_test(tc, longer_words_may_have_more_mistakes, 0, 10);
	tc = test_case(suite, "layouts");
	tcase_add_loop_test(tc, a_text_is_typed_anew, 0, (int)layouts.n);
	tcase_add_loop_test(tc, every_key_leads_there_and_back, 0, 4);
}

int
main(void)
{
	Suite *suite = suite_create("lexis");
	int result;

	test_table_read(&kazakh, "kazakh");
	test_table_read(&layouts, "layouts");
	test_table_read(&stopwords, "stopwords");
	add_cases(suite);
	result = test_run(suite);
	test_table_dispose(&kazakh);
	test_table_dispose(&layouts);
	test_table_dispose(&stopwords);
	return result;
}
