/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates in texts and addresses. */
#include "testlib.h"

#include <saiga/article.h>

#include <stdlib.h>
#include <string.h>

static struct test_table texts, urls;

static enum saiga_date_order
order_of(char letter)
{
	return letter == 'd'    ? SAIGA_DATE_DAY_FIRST
		: letter == 'm' ? SAIGA_DATE_MONTH_FIRST
				: SAIGA_DATE_ORDER_UNKNOWN;
}

START_TEST(the_days_of_a_text_are_found)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(4096);
	struct saiga_slice rest = texts.rows[_i].input;
	enum saiga_date_order order = order_of(*rest.p);
	struct saiga_date date;

	rest = saiga_slice_of(rest.p + 2, rest.len - 2);
	while (saiga_date_find(&date, &rest, order)) {
		saiga_strbuf_str(&out, out.len > 0 ? " / " : "");
		saiga_date_format(&date, &out);
	}
	ck_assert_uint_eq(rest.len, 0);
	test_row_gives(&texts, _i, &out);
}
END_TEST

START_TEST(an_address_has_a_date)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(64);
	struct saiga_date date;

	ck_assert_int_eq(
		saiga_date_of_url(&date, urls.rows[_i].input), date.year > 0);
	saiga_date_format(&date, &out);
	test_row_gives(&urls, _i, &out);
}
END_TEST

/* What is read of pieces of dates, in any order, is a date that reads back. */
START_TEST(pieces_of_dates_give_dates)
{
	static const char *const pieces[] = { "28", "2", "2023", "20230228",
		"February", "февраля", "ақпан", "年", "월", ".", "/", "-", ",",
		" ", ":", "T", "Z", "+06", "10:30", "pm", "p.m.", "th", "of",
		"жылғы", "\xff", "(", "GMT", "99999999999", "0", "29", "h",
		"Uhr" };
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(4096);
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(64);
	struct saiga_date date, again;
	unsigned i, n;

	srand((unsigned)_i);
	for (i = 0; i < 2000; i++) {
		struct saiga_slice rest;

		saiga_strbuf_reset(&text);
		for (n = 1 + (unsigned)rand() % 12; n > 0; n--)
			saiga_strbuf_str(&text, pieces[rand() % COUNT(pieces)]);
		rest = saiga_strbuf_view(&text);
		while (saiga_date_find(&date, &rest, (unsigned)i % 3)) {
			ck_assert_uint_gt(date.day, 0);
			saiga_strbuf_reset(&out);
			saiga_date_format(&date, &out);
			ck_assert_int_eq(saiga_date_parse(&again,
						 saiga_strbuf_view(&out)),
				SAIGA_OK);
			ck_assert_int_eq(date.year, again.year);
			ck_assert_uint_eq(date.month, again.month);
			ck_assert_uint_eq(date.day, again.day);
			ck_assert_str_eq(date.time, again.time);
		}
		ck_assert_uint_eq(rest.len, 0);
		saiga_date_of_url(&date, saiga_strbuf_view(&text));
	}
	saiga_strbuf_dispose(&text);
	saiga_strbuf_dispose(&out);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("dates");
	TCase *tc;
	int failed;

	test_table_read(&texts, "dates-text");
	test_table_read(&urls, "url-dates");
	tc = test_case(suite, "texts");
	tcase_add_loop_test(tc, the_days_of_a_text_are_found, 0, (int)texts.n);
	tcase_add_loop_test(tc, pieces_of_dates_give_dates, 0, 8);
	tc = test_case(suite, "addresses");
	tcase_add_loop_test(tc, an_address_has_a_date, 0, (int)urls.n);
	failed = test_run(suite);
	test_table_dispose(&texts);
	test_table_dispose(&urls);
	return failed;
}
