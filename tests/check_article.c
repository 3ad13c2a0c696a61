/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article: fields, dates, URLs, ids, records. */
#include "testlib.h"

#include <saiga/article.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define OUT_MAX ((size_t)1 << 20)

static struct test_table dates, ranges, urls;

/* ---- fields ------------------------------------------------------------- */

static bool
is_upper(const char *s)
{
	while (*s >= 'A' && *s <= 'Z')
		s++;
	return *s == '\0';
}

START_TEST(a_prefix_belongs_to_one_field)
{
	const char *prefixes[2 * SAIGA_FIELD_COUNT + 8] = { SAIGA_PREFIX_ID,
		SAIGA_PREFIX_HOST, SAIGA_PREFIX_DAY, SAIGA_PREFIX_MONTH,
		SAIGA_PREFIX_YEAR, SAIGA_PREFIX_FILE, SAIGA_PREFIX_CONTENT,
		SAIGA_PREFIX_EXTERNAL };
	size_t i, j, n = 8;

	for (i = 0; i < SAIGA_FIELD_COUNT; i++) {
		if (saiga_fields[i].word_prefix != NULL)
			prefixes[n++] = saiga_fields[i].word_prefix;
		if (saiga_fields[i].term_prefix != NULL)
			prefixes[n++] = saiga_fields[i].term_prefix;
	}
	for (i = 0; i < n; i++) {
		ck_assert_uint_gt(strlen(prefixes[i]), 0);
		ck_assert(is_upper(prefixes[i]));
		/* By Omega's rule a longer prefix begins with X. */
		ck_assert(prefixes[i][1] == '\0' || prefixes[i][0] == 'X');
		for (j = 0; j < i; j++)
			ck_assert_str_ne(prefixes[i], prefixes[j]);
	}
}
END_TEST

START_TEST(a_slot_belongs_to_one_field)
{
	size_t i, j;

	for (i = 0; i < SAIGA_FIELD_COUNT; i++)
		for (j = 0; j < i; j++)
			ck_assert(saiga_fields[i].slot == SAIGA_SLOT_NONE ||
				saiga_fields[i].slot != saiga_fields[j].slot);
}
END_TEST

START_TEST(a_field_is_found_by_its_names)
{
	unsigned i;

	for (i = 0; i < SAIGA_FIELD_COUNT; i++) {
		const struct saiga_field_info *f = &saiga_fields[i];

		ck_assert_ptr_nonnull(f->name);
		ck_assert_uint_eq(saiga_field_by_name(saiga_slice(f->name)),
			f->header == NULL ? SAIGA_FIELD_COUNT : i);
		if (f->header != NULL)
			ck_assert_uint_eq(
				saiga_field_by_name(saiga_slice(f->header)), i);
	}
}
END_TEST

static const struct {
	const char *name;
	enum saiga_field field;
} names[] = {
	{ "TITLE", SAIGA_FIELD_TITLE },
	{ "Headline", SAIGA_FIELD_TITLE },
	{ "Source", SAIGA_FIELD_PUBLISHER },
	{ "publisher", SAIGA_FIELD_PUBLISHER },
	{ "Lang", SAIGA_FIELD_LANGUAGE },
	{ "type", SAIGA_FIELD_COUNT },
	{ "path", SAIGA_FIELD_COUNT },
	{ "titl", SAIGA_FIELD_COUNT },
	{ "titles", SAIGA_FIELD_COUNT },
	{ "title ", SAIGA_FIELD_COUNT },
	{ "", SAIGA_FIELD_COUNT },
};

START_TEST(names_are_matched_whole_in_either_case)
{
	struct saiga_slice name = saiga_slice(names[_i].name);

	ck_assert_int_eq(saiga_field_by_name(name), names[_i].field);
}
END_TEST

START_TEST(every_origin_has_a_text)
{
	int i, j;

	for (i = 0; i < SAIGA_ORIGIN_COUNT; i++)
		for (j = 0; j < i; j++)
			ck_assert_str_ne(
				saiga_origin_text((enum saiga_origin)i),
				saiga_origin_text((enum saiga_origin)j));
	ck_assert_ptr_nonnull(saiga_origin_text(SAIGA_ORIGIN_COUNT));
}
END_TEST

/* ---- dates -------------------------------------------------------------- */

START_TEST(a_date_is_read_and_written)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_date date, again;
	enum saiga_status status =
		saiga_date_parse(&date, dates.rows[_i].input);

	saiga_date_format(&date, &out);
	if (status != SAIGA_OK) {
		ck_assert_int_eq(status, SAIGA_FORMAT);
		ck_assert_int_eq(date.year, 0);
		ck_assert_uint_eq(date.month + date.day, 0);
		ck_assert_str_eq(date.time, "");
		ck_assert_uint_eq(out.len, 0);
	} else {
		/* What is written is read as the same. */
		ck_assert_int_eq(
			saiga_date_parse(&again, saiga_strbuf_view(&out)),
			SAIGA_OK);
		ck_assert_int_eq(again.year, date.year);
		ck_assert_uint_eq(again.month, date.month);
		ck_assert_uint_eq(again.day, date.day);
		if (date.day > 0)
			ck_assert_str_eq(again.time, date.time);
	}
	test_row_gives(&dates, _i, &out);
}
END_TEST

static const struct {
	const char *date, *day;
} days[] = {
	{ "2023-02-28T10:00:00Z", "20230228" },
	{ "2023-02", "20230200" },
	{ "2023", "20230000" },
	{ "1000-12-31", "10001231" },
	{ "9999", "99990000" },
	{ "no date", "00000000" },
};

START_TEST(a_date_gives_its_day)
{
	struct saiga_date date;
	char day[9];

	if (saiga_date_parse(&date, saiga_slice(days[_i].date)) != SAIGA_OK)
		ck_assert_int_eq(date.year, 0);
	saiga_date_day(&date, day);
	ck_assert_str_eq(day, days[_i].day);
}
END_TEST

/* Reads the day that begins the row, and what is behind its space. */
static struct saiga_slice
read_today(struct saiga_date *today, struct saiga_slice row)
{
	ck_assert_uint_gt(row.len, 10);
	ck_assert_int_eq(
		saiga_date_parse(today, saiga_slice_of(row.p, 10)), SAIGA_OK);
	return saiga_slice_of(row.p + 11, row.len - 11);
}

START_TEST(a_range_has_a_first_and_a_last_day)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	char first[9] = "", last[9] = "", again[2][9];
	struct saiga_slice written;
	struct saiga_date today;
	struct saiga_slice text = read_today(&today, ranges.rows[_i].input);
	enum saiga_status status = saiga_range_parse(text, &today, first, last);

	if (status != SAIGA_OK) {
		ck_assert_int_eq(status, SAIGA_FORMAT);
		test_row_gives(&ranges, _i, &out);
		return;
	}
	saiga_strbuf_printf(&out, "%s %s ", first, last);
	written.len = out.len;
	saiga_range_format(first, last, &out);
	written = saiga_slice_of(out.p + written.len, out.len - written.len);
	/* What is written is read as the same, on any day. */
	saiga_date_of(&today, 0);
	ck_assert_int_eq(saiga_range_parse(written, &today, again[0], again[1]),
		SAIGA_OK);
	ck_assert_str_eq(again[0], first);
	ck_assert_str_eq(again[1], last);
	test_row_gives(&ranges, _i, &out);
}
END_TEST

/* The day before and the day behind a range of days. */
static const struct {
	const char *first, *last, *before, *after;
} borders[] = {
	{ "20230000", "20239999", "20221231", "20240000" },
	{ "20230200", "20230299", "20230131", "20230300" },
	{ "20231200", "20231299", "20231130", "20240100" },
	{ "20230228", "20230228", "20230227", "20230301" },
	{ "20240301", "20240228", "20240229", "20240229" },
	{ "20240101", "20241231", "20231231", "20250101" },
	{ "00000000", "99999999", "00000000", "99999999" },
	{ "10000000", "99991299", "09991231", "99999999" },
	{ "10000101", "99991231", "09991231", "99999999" },
	{ "00000000", "99989999", "00000000", "99990000" },
};

START_TEST(a_range_has_a_day_before_and_one_behind)
{
	char before[9], after[9];

	saiga_range_before(borders[_i].first, before);
	saiga_range_after(borders[_i].last, after);
	ck_assert_str_eq(before, borders[_i].before);
	ck_assert_str_eq(after, borders[_i].after);
}
END_TEST

/* Seconds by `TZ=... date -d ... +%s`. */
static const struct {
	const char *zone, *first, *last;
	int64_t from, to;
} moments[] = {
	{ "UTC0", "20240313", "20240313", 1710288000, 1710374399 },
	{ "UTC0", "20240200", "20240299", 1706745600, 1709251199 },
	{ "UTC0", "20230000", "20239999", 1672531200, 1704067199 },
	{ "UTC0", "00000000", "99999999", INT64_MIN, INT64_MAX },
	{ "UTC0", "19691231", "19691231", -86400, -1 },
	{ "<+05>-5", "20240313", "20240313", 1710270000, 1710356399 },
	/* A day of 23 hours, and one of 25. */
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "20240331", "20240331", 1711839600,
		1711922399 },
	{ "CET-1CEST,M3.5.0,M10.5.0/3", "20241027", "20241027", 1729980000,
		1730069999 },
};

START_TEST(a_range_lasts_from_midnight_to_midnight)
{
	int64_t from, to;

	setenv("TZ", moments[_i].zone, 1);
	tzset();
	saiga_range_seconds(moments[_i].first, moments[_i].last, &from, &to);
	ck_assert_int_eq(from, moments[_i].from);
	ck_assert_int_eq(to, moments[_i].to);
}
END_TEST

static const struct {
	const char *zone;
	int64_t seconds;
	const char *day;
} todays[] = {
	{ "UTC0", 1710331200, "20240313" },
	{ "UTC0", 1710287999, "20240312" },
	{ "<+05>-5", 1710287999, "20240313" },
	{ "<-08>8", 1710288000, "20240312" },
	{ "UTC0", 0, "19700101" },
	{ "UTC0", -1, "19691231" },
	{ "UTC0", 951782400, "20000229" },
	{ "UTC0", INT64_MAX, "00000000" },
	{ "UTC0", INT64_MIN, "00000000" },
};

START_TEST(a_moment_has_a_day)
{
	struct saiga_date date;
	char day[9];

	setenv("TZ", todays[_i].zone, 1);
	tzset();
	saiga_date_of(&date, todays[_i].seconds);
	saiga_date_day(&date, day);
	ck_assert_str_eq(day, todays[_i].day);
	ck_assert_str_eq(date.time, "");
}
END_TEST

/* ---- URLs and ids ------------------------------------------------------- */

START_TEST(a_url_has_a_canonical_form)
{
	struct saiga_strbuf url = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);

	saiga_url_canonical(urls.rows[_i].input, &url);
	saiga_strbuf_slice(&out, saiga_strbuf_view(&url));
	if (out.len > 0) {
		saiga_strbuf_byte(&out, ' ');
		saiga_strbuf_slice(
			&out, saiga_url_host(saiga_strbuf_view(&url)));
	}
	saiga_strbuf_dispose(&url);
	test_row_gives(&urls, _i, &out);
}
END_TEST

START_TEST(a_canonical_url_stays_as_it_is)
{
	struct saiga_strbuf url = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	/* Either scheme takes a port away. */
	const char *scheme = _i % 2 == 0 ? "http://" : "https://";

	saiga_strbuf_str(&url, scheme);
	saiga_url_canonical(urls.rows[_i].input, &url);
	if (strchr(url.p + strlen(scheme), ':') == NULL) {
		saiga_url_canonical(saiga_strbuf_view(&url), &out);
		ck_assert_str_eq(saiga_strbuf_cstr(&out),
			saiga_strbuf_cstr(&url) + strlen(scheme));
	}
	saiga_strbuf_dispose(&url);
	saiga_strbuf_dispose(&out);
}
END_TEST

/* By sha256sum and base32. */
static const struct {
	const char *key, *id;
	unsigned char hash[4]; /* its first bytes */
} ids[] = {
	{ "url:astanatimes.com/2023/02/gas", "b6jq2aed32soc",
		{ 0x0f, 0x93, 0x0d, 0x00 } },
	{ "path:/home/a/Газ.txt", "qyfajmc3mx6bk", { 0x86, 0x0a, 0x04, 0xb0 } },
	{ "", "4oymiquy7qobi", { 0xe3, 0xb0, 0xc4, 0x42 } },
};

START_TEST(an_id_is_the_hash_of_its_key)
{
	char id[SAIGA_ID_LEN + 1], parsed[SAIGA_ID_LEN + 1];
	uint8_t hash[SAIGA_HASH_LEN];
	uint32_t passage = 1;

	saiga_id_make(saiga_slice(ids[_i].key), id);
	ck_assert_str_eq(id, ids[_i].id);
	ck_assert_int_eq(
		saiga_id_parse(saiga_slice(id), parsed, &passage), SAIGA_OK);
	ck_assert_str_eq(parsed, id);
	ck_assert_uint_eq(passage, 0);
	saiga_hash(saiga_slice(ids[_i].key), hash);
	ck_assert_mem_eq(hash, ids[_i].hash, 4);
}
END_TEST

static const struct {
	const char *text, *id; /* id NULL: none */
	uint32_t passage;
} parses[] = {
	{ "b6jq2aed32soc", "b6jq2aed32soc", 0 },
	{ "B6JQ2AED32SOC", "b6jq2aed32soc", 0 },
	{ "b6jq2aed32soc.1", "b6jq2aed32soc", 1 },
	{ "B6jq2aed32soc.9999999", "b6jq2aed32soc", 9999999 },
	{ "b6jq2aed32soc.0", NULL, 0 },
	{ "b6jq2aed32soc.", NULL, 0 },
	{ "b6jq2aed32soc.12x", NULL, 0 },
	{ "b6jq2aed32soc.-1", NULL, 0 },
	{ "b6jq2aed32soc. 1", NULL, 0 },
	{ "b6jq2aed32soc.10000000", NULL, 0 },
	{ "b6jq2aed32soc.4294967297", NULL, 0 },
	{ "b6jq2aed32soc1", NULL, 0 },
	{ "b6jq2aed32soc ", NULL, 0 },
	{ "b6jq2aed32so", NULL, 0 },
	{ "b6jq2aed32so0", NULL, 0 },
	{ "b6jq2aed32so1", NULL, 0 },
	{ "b6jq2aed32so8", NULL, 0 },
	{ "b6jq2-ed32soc", NULL, 0 },
	{ "b6jq2\xd0\x90\x64"
	  "32soc",
		NULL, 0 },
	{ "", NULL, 0 },
};

START_TEST(an_id_is_read_with_the_number_of_a_passage)
{
	char id[SAIGA_ID_LEN + 1] = "untouched";
	uint32_t passage = 77;
	enum saiga_status status =
		saiga_id_parse(saiga_slice(parses[_i].text), id, &passage);

	/* What fails leaves nothing behind. */
	ck_assert_int_eq(
		status, parses[_i].id == NULL ? SAIGA_INVALID : SAIGA_OK);
	ck_assert_str_eq(id, parses[_i].id == NULL ? "" : parses[_i].id);
	ck_assert_uint_eq(passage, parses[_i].passage);
}
END_TEST

/* ---- the article's name ------------------------------------------------- */

static const struct {
	const char *title, *text;
	size_t max;
	const char *name;
} called[] = {
	{ "Gas Union", "Astana agreed.", 5, "Gas Union" },
	{ "", "Astana agreed.", 100, "Astana agreed." },
	{ "", "Astana agreed. On gas.", 16, "Astana agreed." },
	{ "", "Astana agreed.\nTashkent too.", 100, "Astana agreed." },
	{ "", "Президент подписал указ", 25, "Президент" },
	{ "", "Президент подписал указ", 36, "Президент подписал" },
	{ "", "Президент", 10, "Прези" },
	/* No space to cut at. */
	{ "", "哈萨克斯坦共和国总统", 20, "哈萨克斯坦共" },
	{ "", "A哈萨克斯坦共和国总统", 20, "A哈萨克斯坦共" },
	{ "", "\n\n  Astana agreed.", 100, "Astana agreed." },
	{ "", "", 100, "/a/b.txt" },
};

START_TEST(an_article_is_called_by_its_title_or_its_first_words)
{
	struct saiga_article article;
	struct saiga_slice name;
	bool made;

	saiga_article_init(&article);
	article.field[SAIGA_FIELD_TITLE] = saiga_slice(called[_i].title);
	article.field[SAIGA_FIELD_PATH] = saiga_slice("/a/b.txt");
	article.text = saiga_slice(called[_i].text);
	name = saiga_article_name(&article, called[_i].max, &made);
	ck_assert_int_eq(made, called[_i].title[0] == '\0');
	ck_assert_msg(saiga_slice_equal(name, saiga_slice(called[_i].name)),
		"\"%.*s\", not \"%s\"", (int)name.len, name.p, called[_i].name);
	saiga_article_dispose(&article);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("article");
	TCase *tc = test_case(suite, "fields");
	int result;

	test_table_read(&dates, "dates");
	test_table_read(&ranges, "ranges");
	test_table_read(&urls, "urls");
	tcase_add_test(tc, a_prefix_belongs_to_one_field);
	tcase_add_test(tc, a_slot_belongs_to_one_field);
	tcase_add_test(tc, a_field_is_found_by_its_names);
	tcase_add_loop_test(
		tc, names_are_matched_whole_in_either_case, 0, COUNT(names));
	tcase_add_test(tc, every_origin_has_a_text);
	tc = test_case(suite, "dates");
	tcase_add_loop_test(tc, a_date_is_read_and_written, 0, (int)dates.n);
	tcase_add_loop_test(tc, a_date_gives_its_day, 0, COUNT(days));
	tcase_add_loop_test(
		tc, a_range_has_a_first_and_a_last_day, 0, (int)ranges.n);
	tcase_add_loop_test(
		tc, a_range_has_a_day_before_and_one_behind, 0, COUNT(borders));
	tcase_add_loop_test(
		tc, a_range_lasts_from_midnight_to_midnight, 0, COUNT(moments));
	tcase_add_loop_test(tc, a_moment_has_a_day, 0, COUNT(todays));
	tc = test_case(suite, "urls");
	tcase_add_loop_test(tc, a_url_has_a_canonical_form, 0, (int)urls.n);
	tcase_add_loop_test(tc, a_canonical_url_stays_as_it_is, 0, (int)urls.n);
	tc = test_case(suite, "ids");
	tcase_add_loop_test(tc, an_id_is_the_hash_of_its_key, 0, COUNT(ids));
	tcase_add_loop_test(tc, an_id_is_read_with_the_number_of_a_passage, 0,
		COUNT(parses));
	tc = test_case(suite, "names");
	tcase_add_loop_test(tc,
		an_article_is_called_by_its_title_or_its_first_words, 0,
		COUNT(called));
	result = test_run(suite);
	test_table_dispose(&dates);
	test_table_dispose(&ranges);
	test_table_dispose(&urls);
	return result;
}
