/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The base: statuses, messages, slices, growing strings and arrays. */
#include "testlib.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- statuses ----------------------------------------------------------- */

START_TEST(every_status_has_a_text_of_its_own)
{
	int i, j;

	for (i = 0; i < SAIGA_STATUS_COUNT; i++) {
		const char *text = saiga_status_text((enum saiga_status)i);

		ck_assert_ptr_nonnull(text);
		ck_assert_str_ne(text, "");
		for (j = 0; j < i; j++)
			ck_assert_str_ne(
				text, saiga_status_text((enum saiga_status)j));
	}
	ck_assert_str_eq(saiga_status_text(SAIGA_STATUS_COUNT),
		saiga_status_text(SAIGA_INTERNAL));
}
END_TEST

START_TEST(a_message_is_written_where_it_is_wanted)
{
	struct saiga_error err = SAIGA_ERROR_INIT;

	ck_assert_int_eq(
		saiga_error_set(&err, SAIGA_IO, "%s: %d", "a", 2), SAIGA_IO);
	ck_assert_int_eq(err.status, SAIGA_IO);
	ck_assert_str_eq(err.msg, "a: 2");
	ck_assert_int_eq(saiga_error_nomem(&err), SAIGA_NOMEM);
	ck_assert_int_eq(err.status, SAIGA_NOMEM);
	ck_assert_str_ne(err.msg, "");
	ck_assert_int_eq(
		saiga_error_set(NULL, SAIGA_QUERY, "%d", 1), SAIGA_QUERY);
	ck_assert_int_eq(saiga_error_nomem(NULL), SAIGA_NOMEM);
}
END_TEST

/* What stands around the place of the cut, byte SAIGA_ERROR_MAX - 1, and what
 * must be left of it. */
static const struct {
	size_t ahead; /* bytes of "x" before */
	const char *tail;
	size_t len;
} cuts[] = {
	{ 0, "", 0 }, { 246, "a", 247 }, { 247, "a", 247 }, { 300, "", 247 },
	{ 245, "\u044f", 247 }, /* я ends at the cut: it stays */
	{ 245, "\u044fx", 247 }, { 246, "\u044f", 246 }, { 247, "\u044f", 247 },
	{ 244, "\u20ac", 247 }, { 245, "\u20ac", 245 }, { 246, "\u20ac", 246 },
	{ 243, "\U0001f989\U0001f989", 247 }, { 244, "\U0001f989", 244 },
	{ 246, "\U0001f989", 246 },
	{ 246, "\x80\x80\x80\x80", 247 }, /* bytes that are no UTF-8 stay */
};

START_TEST(a_message_is_cut_at_the_end_of_a_character)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	char text[400];

	memset(text, 'x', sizeof(text));
	strcpy(text + cuts[_i].ahead, cuts[_i].tail);
	(void)saiga_error_set(&err, SAIGA_IO, "%s", text);
	ck_assert_uint_eq(strlen(err.msg), cuts[_i].len);
	ck_assert_int_eq(memcmp(err.msg, text, cuts[_i].len), 0);
}
END_TEST

/* ---- slices ------------------------------------------------------------- */

static const struct {
	const char *text, *trimmed;
} trims[] = {
	{ "", "" }, { " ", "" }, { " \t\r\n\v\f ", "" }, { "Астана", "Астана" },
	{ "  a b  ", "a b" }, { "\r\nŁódź\t", "Łódź" },
	{ "\u00a0x\u00a0", "\u00a0x\u00a0" }, /* ASCII white space only */
	{ "\u0420", "\u0420" },               /* ends in the byte A0 */
};

START_TEST(trim_takes_ascii_white_space_from_both_ends)
{
	struct saiga_slice s = saiga_slice_trim(saiga_slice(trims[_i].text));

	ck_assert(saiga_slice_equal(s, saiga_slice(trims[_i].trimmed)));
}
END_TEST

static const struct {
	const char *text, *lines; /* each line between [ and ] */
} lines[] = {
	{ "", "" },
	{ "a", "[a]" },
	{ "a\n", "[a]" },
	{ "a\nb", "[a][b]" },
	{ "a\r\nb\r\n", "[a][b]" },
	{ "a\rb\r", "[a][b]" },
	{ "\n", "[]" },
	{ "\n\n", "[][]" },
	{ "\r\n\r\n", "[][]" },
	{ "\r\r", "[][]" },
	{ "\n\r", "[][]" },
	{ "a\n\r\nb\r\r\nc\n", "[a][][b][][c]" },
	{ " a \n", "[ a ]" },
};

START_TEST(a_line_ends_with_lf_crlf_or_cr)
{
	struct saiga_slice rest = saiga_slice(lines[_i].text), line;
	char got[64] = "";

	while (saiga_slice_line(&rest, &line))
		sprintf(got + strlen(got), "[%.*s]", (int)line.len, line.p);
	ck_assert_str_eq(got, lines[_i].lines);
	ck_assert_uint_eq(rest.len, 0);
}
END_TEST

/* In ascending order. */
static const struct saiga_slice ordered[] = {
	SAIGA_SLICE_INIT,
	{ "\0", 1 },
	{ "A", 1 },
	{ "a", 1 },
	{ "a\0", 2 },
	{ "a\0b", 3 },
	{ "aa", 2 },
	{ "b", 1 },
	{ "\xd0\xb0", 2 },
	{ "\xff", 1 },
};

START_TEST(slices_are_ordered_as_bytes)
{
	int i, n = sizeof(ordered) / sizeof(*ordered);

	for (i = 0; i < n; i++) {
		int order = saiga_slice_compare(ordered[i], ordered[_i]);

		ck_assert_int_eq(
			(order > 0) - (order < 0), (i > _i) - (i < _i));
		ck_assert_int_eq(
			saiga_slice_equal(ordered[i], ordered[_i]), i == _i);
	}
}
END_TEST

static const struct {
	struct saiga_slice a;
	const char *s;
	bool is;
} likes[] = {
	{ SAIGA_SLICE_INIT, "", true },
	{ { "", 0 }, "a", false },
	{ { "a", 1 }, "", false },
	{ { "Title", 5 }, "title", true },
	{ { "title", 5 }, "TITLE", true },
	{ { "title", 5 }, "titl", false },
	{ { "titl", 4 }, "title", false },
	{ { "title", 4 }, "titl", true },
	{ { "a\0", 2 }, "a", false },
	{ { "@[`{", 4 }, "`{@[", false }, /* one bit apart, but no letters */
	{ { "Ж", 2 }, "ж", false },       /* ASCII letters only */
	{ { "Ж", 2 }, "Ж", true },
};

START_TEST(is_compares_ascii_letters_of_either_case)
{
	ck_assert_int_eq(
		saiga_slice_is(likes[_i].a, likes[_i].s), likes[_i].is);
}
END_TEST

START_TEST(a_slice_of_null_is_empty)
{
	ck_assert_uint_eq(saiga_slice(NULL).len, 0);
	ck_assert_uint_eq(saiga_slice("").len, 0);
	ck_assert_uint_eq(saiga_slice("abc").len, 3);
	ck_assert_uint_eq(saiga_slice_trim(saiga_slice(NULL)).len, 0);
}
END_TEST

/* ---- growing strings ---------------------------------------------------- */

START_TEST(a_string_is_terminated_after_every_append)
{
	struct saiga_strbuf b = SAIGA_STRBUF_INIT(1000);

	ck_assert_ptr_null(b.p);
	ck_assert_str_eq(saiga_strbuf_cstr(&b), "");
	ck_assert_uint_eq(saiga_strbuf_view(&b).len, 0);
	saiga_strbuf_str(&b, "");
	ck_assert_str_eq(saiga_strbuf_cstr(&b), "");
	saiga_strbuf_append(&b, NULL, 0);
	saiga_strbuf_slice(&b, saiga_slice("Қаз"));
	saiga_strbuf_byte(&b, 'a');
	saiga_strbuf_str(&b, "қ");
	ck_assert_str_eq(saiga_strbuf_cstr(&b), "Қазaқ");
	saiga_strbuf_printf(&b, "-%s-%03d", "стан", 7);
	ck_assert_str_eq(b.p, "Қазaқ-стан-007");
	saiga_strbuf_append(&b, "a\0b", 3);
	ck_assert_uint_eq(b.len, strlen("Қазaқ-стан-007") + 3);
	ck_assert_int_eq(b.p[b.len], '\0');
	ck_assert_int_eq(saiga_strbuf_status(&b, NULL), SAIGA_OK);
	saiga_strbuf_dispose(&b);
	ck_assert_ptr_null(b.p);
	saiga_strbuf_dispose(&b);
}
END_TEST

START_TEST(a_string_grows_to_its_maximum_and_not_over_it)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct saiga_strbuf b = SAIGA_STRBUF_INIT(5000);
	size_t i;

	for (i = 0; i < 5000; i++)
		saiga_strbuf_byte(&b, (char)('a' + i % 26));
	ck_assert_int_eq(saiga_strbuf_status(&b, &err), SAIGA_OK);
	ck_assert_int_eq(err.status, SAIGA_OK);
	ck_assert_uint_eq(b.len, 5000);
	saiga_strbuf_byte(&b, 'x');
	ck_assert_uint_eq(b.len, 5000);
	ck_assert_int_eq(b.p[5000], '\0');
	ck_assert_int_eq(saiga_strbuf_status(&b, &err), SAIGA_INVALID);
	ck_assert_int_eq(err.status, SAIGA_INVALID);
	ck_assert_ptr_nonnull(strstr(err.msg, "5000"));
	for (i = 0; i < 5000; i++)
		ck_assert_int_eq(b.p[i], (char)('a' + i % 26));
	saiga_strbuf_dispose(&b);
}
END_TEST

START_TEST(a_failed_append_stays_failed_until_reset)
{
	struct saiga_strbuf b = SAIGA_STRBUF_INIT(4);

	saiga_strbuf_str(&b, "abc");
	saiga_strbuf_str(&b, "de");
	saiga_strbuf_str(&b, "f");
	saiga_strbuf_byte(&b, 'g');
	saiga_strbuf_printf(&b, "%d", 1);
	saiga_strbuf_append(&b, NULL, 0);
	ck_assert_str_eq(saiga_strbuf_cstr(&b), "abc");
	ck_assert_int_eq(saiga_strbuf_status(&b, NULL), SAIGA_INVALID);
	saiga_strbuf_reset(&b);
	ck_assert_str_eq(saiga_strbuf_cstr(&b), "");
	ck_assert_int_eq(saiga_strbuf_status(&b, NULL), SAIGA_OK);
	saiga_strbuf_printf(&b, "%d", 12345);
	ck_assert_str_eq(saiga_strbuf_cstr(&b), "");
	ck_assert_int_eq(saiga_strbuf_status(&b, NULL), SAIGA_INVALID);
	saiga_strbuf_reset(&b);
	saiga_strbuf_printf(&b, "%d", 1234);
	ck_assert_str_eq(saiga_strbuf_cstr(&b), "1234");
	saiga_strbuf_dispose(&b);
}
END_TEST

START_TEST(a_string_of_no_bytes_holds_none)
{
	struct saiga_strbuf b = SAIGA_STRBUF_INIT(0);

	saiga_strbuf_str(&b, "");
	ck_assert_int_eq(saiga_strbuf_status(&b, NULL), SAIGA_OK);
	saiga_strbuf_reset(&b);
	saiga_strbuf_str(&b, "a");
	ck_assert_int_eq(saiga_strbuf_status(&b, NULL), SAIGA_INVALID);
	ck_assert_str_eq(saiga_strbuf_cstr(&b), "");
	saiga_strbuf_dispose(&b);
}
END_TEST

START_TEST(a_length_that_would_overflow_is_refused)
{
	struct saiga_strbuf b = SAIGA_STRBUF_INIT(100);

	saiga_strbuf_str(&b, "a");
	saiga_strbuf_append(&b, "b", SIZE_MAX);
	ck_assert_int_eq(saiga_strbuf_status(&b, NULL), SAIGA_INVALID);
	ck_assert_str_eq(saiga_strbuf_cstr(&b), "a");
	saiga_strbuf_dispose(&b);
}
END_TEST

/* ---- growing arrays ----------------------------------------------------- */

START_TEST(an_array_doubles_and_keeps_its_items)
{
	struct item {
		uint64_t a;
		char b;
	} *items = NULL;
	size_t n, cap = 0, grown = 0, before;

	for (n = 0; n < 10000; n++) {
		before = cap;
		ck_assert_int_eq(saiga_array_reserve(
					 &items, &cap, n + 1, sizeof(*items)),
			SAIGA_OK);
		ck_assert_uint_gt(cap, n);
		grown += cap != before;
		items[n].a = n * n;
		items[n].b = (char)(n % 100);
	}
	ck_assert_uint_lt(grown, 16);
	for (n = 0; n < 10000; n++) {
		ck_assert_uint_eq(items[n].a, n * n);
		ck_assert_int_eq(items[n].b, (char)(n % 100));
	}
	free(items);
}
END_TEST

START_TEST(an_array_stays_as_it_was_when_it_cannot_grow)
{
	uint32_t *items = NULL, *before;
	size_t cap = 0;

	ck_assert_int_eq(saiga_array_reserve(&items, &cap, 0, 4), SAIGA_OK);
	ck_assert_ptr_null(items);
	ck_assert_int_eq(saiga_array_reserve(&items, &cap, 100, 4), SAIGA_OK);
	ck_assert_uint_ge(cap, 100);
	before = items;
	items[99] = 7;
	ck_assert_int_eq(
		saiga_array_reserve(&items, &cap, SIZE_MAX, 4), SAIGA_NOMEM);
	ck_assert_int_eq(saiga_array_reserve(&items, &cap, SIZE_MAX / 4, 4),
		SAIGA_NOMEM);
	ck_assert_ptr_eq(items, before);
	ck_assert_uint_eq(items[99], 7);
	free(items);
}
END_TEST

/* ---- the tests' own tools ----------------------------------------------- */

START_TEST(the_folder_of_a_test_is_empty_and_its_own)
{
	struct stat st;

	ck_assert_int_eq(mkdir("a", 0700), 0);
	ck_assert_int_eq(mkdir("a/b", 0700), 0);
	ck_assert_int_eq(symlink("/", "a/b/link"), 0);
	ck_assert_int_eq(chdir(test_folder()), 0);
	ck_assert_int_eq(stat("a/b", &st), 0);
	test_folder_teardown();
	ck_assert_int_ne(stat(test_folder(), &st), 0);
	test_folder_setup();
	ck_assert_int_ne(stat("a", &st), 0);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("base");
	TCase *tc = test_case(suite, "status");

	tcase_add_test(tc, every_status_has_a_text_of_its_own);
	tcase_add_test(tc, a_message_is_written_where_it_is_wanted);
	tcase_add_loop_test(
		tc, a_message_is_cut_at_the_end_of_a_character, 0, COUNT(cuts));
	tc = test_case(suite, "slices");
	tcase_add_loop_test(tc, trim_takes_ascii_white_space_from_both_ends, 0,
		COUNT(trims));
	tcase_add_loop_test(
		tc, a_line_ends_with_lf_crlf_or_cr, 0, COUNT(lines));
	tcase_add_loop_test(tc, slices_are_ordered_as_bytes, 0, COUNT(ordered));
	tcase_add_loop_test(
		tc, is_compares_ascii_letters_of_either_case, 0, COUNT(likes));
	tcase_add_test(tc, a_slice_of_null_is_empty);
	tc = test_case(suite, "strings");
	tcase_add_test(tc, a_string_is_terminated_after_every_append);
	tcase_add_test(tc, a_string_grows_to_its_maximum_and_not_over_it);
	tcase_add_test(tc, a_failed_append_stays_failed_until_reset);
	tcase_add_test(tc, a_string_of_no_bytes_holds_none);
	tcase_add_test(tc, a_length_that_would_overflow_is_refused);
	tc = test_case(suite, "arrays");
	tcase_add_test(tc, an_array_doubles_and_keeps_its_items);
	tcase_add_test(tc, an_array_stays_as_it_was_when_it_cannot_grow);
	tc = test_case(suite, "tests");
	tcase_add_checked_fixture(tc, test_folder_setup, test_folder_teardown);
	tcase_add_test(tc, the_folder_of_a_test_is_empty_and_its_own);
	return test_run(suite);
}
