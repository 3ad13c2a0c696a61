/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names: which spellings join, their keys, and what holds for any bytes. */
#include "testlib.h"

#include <saiga/text.h>

#include <string.h>

#define OUT_MAX 4096
#define WORDS_MAX 32
#define ROUNDS 20000

static struct test_table names;

/* ---- the table ---------------------------------------------------------- */

static unsigned
split(struct saiga_slice line, struct saiga_slice words[WORDS_MAX])
{
	unsigned n = 0;
	size_t i, from = 0;

	for (i = 0; i <= line.len; i++)
		if (i == line.len || line.p[i] == ' ') {
			ck_assert_uint_lt(n, WORDS_MAX);
			words[n++] = saiga_slice_of(line.p + from, i - from);
			from = i + 1;
		}
	return n;
}

static void
put_keys(struct saiga_strbuf *out, struct saiga_slice word)
{
	struct saiga_name_keys keys;
	unsigned i;

	saiga_name_keys(&keys, word);
	for (i = 0; i < keys.n; i++)
		saiga_strbuf_printf(out, "%s%s", i > 0 ? " " : "", keys.key[i]);
}

/* What each pair of the words has in common, said once if it is the same for
 * all. */
static void
put_relation(
	struct saiga_strbuf *out, const struct saiga_slice *words, unsigned n)
{
	const char *first = NULL;
	unsigned a, b;

	for (a = 0; a < n; a++)
		for (b = a + 1; b < n; b++) {
			const char *is = saiga_names_join(words[a], words[b])
				? "join"
				: saiga_names_alike(words[a], words[b])
				? "alike"
				: "differ";

			if (first != NULL && strcmp(first, is) == 0)
				continue;
			saiga_strbuf_printf(out, "%s%s", first ? ", " : "", is);
			if (first != NULL)
				saiga_strbuf_printf(out, " %.*s %.*s",
					(int)words[a].len, words[a].p,
					(int)words[b].len, words[b].p);
			else
				first = is;
		}
}

START_TEST(names_join_or_not)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_slice words[WORDS_MAX];
	unsigned n = split(names.rows[_i].input, words);

	if (n == 1)
		put_keys(&out, words[0]);
	else
		put_relation(&out, words, n);
	test_row_gives(&names, _i, &out);
}
END_TEST

static const struct {
	const char *a, *b;
	bool same;
} scripts[] = {
	{ "Putin", "Poutine", true },
	{ "Putin", "Lukašenko", true },
	{ "Putin", "Путин", false },
	{ "Путін", "Тоқаев", true },
	{ "Τσίπρας", "Ципрас", false },
	{ "თბილისი", "თბილისი", true },
	{ "Երևան", "Erevan", false },
	{ "пекин", "北京", false },
	{ "北京", "北京", false },
	{ "", "", false },
};

START_TEST(words_are_of_one_script_or_not)
{
	struct saiga_slice a = saiga_slice(scripts[_i].a);
	struct saiga_slice b = saiga_slice(scripts[_i].b);

	ck_assert_int_eq(saiga_name_same_script(a, b), scripts[_i].same);
	ck_assert_int_eq(saiga_name_same_script(b, a), scripts[_i].same);
}
END_TEST

/* ---- any bytes ---------------------------------------------------------- */

/* clang-format off */
static const char *const pieces[] = {
	"a", "e", "i", "o", "u", "y", "j", "k", "h", "s", "c", "t", "z", "w",
	"sch", "tch", "ou", "ow", "enko", "ine", "x", "X", "gh", "'", "\u2019",
	"-", "\u0301", "\u030c", "\u0306", "š", "ł", "ß", "ŝ", "ə", "İ", "ﬃ",
	"Ａ", "я", "ё", "й", "ь", "ъ", "ў", "ң", "Щ", "ѐ", "ԥ", "α", "ΐ", "υ",
	"μπ", "ς", "և", "ու", "Խ", "ჯ", "Ა", "ა", "م", "ی", "َ", "中", "한",
	"1", ".", " ", "\xff", "\xd0", "\xe2\x80", "\0", "\u200b", "\u00ad",
};
/* clang-format on */

/* A fixed sequence: a failure comes again. */
static unsigned
draw(uint32_t *state, unsigned below)
{
	*state = *state * 1664525u + 1013904223u;
	return (unsigned)((*state >> 8) % below);
}

static struct saiga_slice
draw_word(uint32_t *state, struct saiga_strbuf *word)
{
	unsigned n = draw(state, 5) == 0 ? draw(state, 60) : draw(state, 9);
	unsigned low = draw(state, COUNT(pieces));
	unsigned wide = 1 + draw(state, 20);

	saiga_strbuf_reset(word);
	for (; n > 0; n--) {
		unsigned i = (low + draw(state, wide)) % COUNT(pieces);
		size_t len = strlen(pieces[i]);

		saiga_strbuf_append(word, pieces[i], len > 0 ? len : 1);
	}
	return saiga_strbuf_view(word);
}

static void
check_keys(struct saiga_slice word)
{
	struct saiga_name_keys keys, again;
	unsigned i, k;

	memset(&keys, 'Z', sizeof(keys));
	memset(&again, 'Q', sizeof(again));
	saiga_name_keys(&keys, word);
	saiga_name_keys(&again, word);
	ck_assert_uint_le(keys.n, SAIGA_NAME_KEYS);
	ck_assert_uint_eq(keys.n, again.n);
	for (i = 0; i < keys.n; i++) {
		const char *key = keys.key[i];

		ck_assert_ptr_nonnull(memchr(key, '\0', SAIGA_NAME_KEY_SIZE));
		ck_assert_str_eq(key, again.key[i]);
		ck_assert(strchr("~?", key[0]) != NULL ||
			(key[0] >= 'a' && key[0] <= 'z'));
		ck_assert_uint_gt(strlen(key), 1);
		ck_assert_uint_eq(strspn(key + 1, "abcdefghijklmnopqrstuvwxyz"),
			strlen(key) - 1);
		for (k = 0; k < i; k++)
			ck_assert_str_ne(key, keys.key[k]);
	}
}

START_TEST(any_bytes_have_sane_keys)
{
	struct saiga_strbuf first = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_strbuf second = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_name_keys keys;
	uint32_t state = 1;
	unsigned round, named = 0;

	for (round = 0; round < ROUNDS; round++) {
		struct saiga_slice a = draw_word(&state, &first);
		struct saiga_slice b = draw_word(&state, &second);

		check_keys(a);
		saiga_name_keys(&keys, a);
		named += keys.n > 0;
		ck_assert_int_eq(saiga_names_alike(a, a), keys.n > 0);
		ck_assert_int_eq(
			saiga_names_join(a, b), saiga_names_join(b, a));
		ck_assert_int_eq(
			saiga_names_alike(a, b), saiga_names_alike(b, a));
	}
	/* The words drawn are not all of them nonsense. */
	ck_assert_uint_gt(named, ROUNDS / 10);
	saiga_strbuf_dispose(&first);
	saiga_strbuf_dispose(&second);
}
END_TEST

static Suite *
names_suite(void)
{
	Suite *suite = suite_create("names");
	TCase *tc = test_case(suite, "names");

	tcase_add_loop_test(tc, names_join_or_not, 0, (int)names.n);
	tcase_add_loop_test(
		tc, words_are_of_one_script_or_not, 0, COUNT(scripts));
	tc = test_case(suite, "any");
	tcase_add_test(tc, any_bytes_have_sane_keys);
	return suite;
}

int
main(void)
{
	int result;

	test_table_read(&names, "names");
	result = test_run(names_suite());
	test_table_dispose(&names);
	return result;
}
