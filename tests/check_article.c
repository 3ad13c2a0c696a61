/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article: fields, dates, URLs, ids, records. */
#include "testlib.h"

#include <saiga/article.h>

#include <stdlib.h>
#include <string.h>

#define OUT_MAX ((size_t)1 << 20)

static struct test_table dates, urls;

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
	const char *prefixes[2 * SAIGA_FIELD_COUNT + 6] = { SAIGA_PREFIX_ID,
		SAIGA_PREFIX_HOST, SAIGA_PREFIX_DAY, SAIGA_PREFIX_MONTH,
		SAIGA_PREFIX_YEAR, SAIGA_PREFIX_FILE };
	size_t i, j, n = 6;

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
		if (f->query != NULL)
			ck_assert_uint_eq(
				saiga_field_by_query(saiga_slice(f->query)), i);
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
	enum saiga_field by_name, by_query;
} names[] = {
	{ "TITLE", SAIGA_FIELD_TITLE, SAIGA_FIELD_TITLE },
	{ "Headline", SAIGA_FIELD_TITLE, SAIGA_FIELD_COUNT },
	{ "Source", SAIGA_FIELD_PUBLISHER, SAIGA_FIELD_PUBLISHER },
	{ "publisher", SAIGA_FIELD_PUBLISHER, SAIGA_FIELD_COUNT },
	{ "Lang", SAIGA_FIELD_LANGUAGE, SAIGA_FIELD_LANGUAGE },
	{ "type", SAIGA_FIELD_COUNT, SAIGA_FIELD_FORMAT },
	{ "path", SAIGA_FIELD_COUNT, SAIGA_FIELD_COUNT },
	{ "titl", SAIGA_FIELD_COUNT, SAIGA_FIELD_COUNT },
	{ "titles", SAIGA_FIELD_COUNT, SAIGA_FIELD_COUNT },
	{ "title ", SAIGA_FIELD_COUNT, SAIGA_FIELD_COUNT },
	{ "", SAIGA_FIELD_COUNT, SAIGA_FIELD_COUNT },
};

START_TEST(names_are_matched_whole_in_either_case)
{
	struct saiga_slice name = saiga_slice(names[_i].name);

	ck_assert_int_eq(saiga_field_by_name(name), names[_i].by_name);
	ck_assert_int_eq(saiga_field_by_query(name), names[_i].by_query);
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

static const struct {
	const char *text, *first, *last; /* first NULL: no range */
} ranges[] = {
	{ "2023", "20230000", "20239999" },
	{ "2023-02", "20230200", "20230299" },
	{ "2023-02-28", "20230228", "20230228" },
	{ "2022..2023", "20220000", "20239999" },
	{ "2022-12..2023-02-28", "20221200", "20230228" },
	{ "2023-02-01..2023-02-28", "20230201", "20230228" },
	{ "2023..", "20230000", "99999999" },
	{ "..2023-02", "00000000", "20230299" },
	{ "2023.02..2023.03", "20230200", "20230399" },
	{ "", NULL, NULL },
	{ "..", NULL, NULL },
	{ "2022...2023", NULL, NULL },
	{ "2022..2023..2024", NULL, NULL },
	{ "2022-2023", NULL, NULL },
	{ "2023-02-30", NULL, NULL },
	{ "2023-13..", NULL, NULL },
	{ "..2023-02-30", NULL, NULL },
	{ "2023-02-28T10:00", NULL, NULL },
	{ "February 2023", "20230200", "20230299" },
	{ "28.02.2023", "20230228", "20230228" },
	{ "28.02.2023..01.03.2023", "20230228", "20230301" },
	{ "март 2023..", "20230300", "99999999" },
	{ "x..y", NULL, NULL },
	{ ".", NULL, NULL },
};

START_TEST(a_range_has_a_first_and_a_last_day)
{
	char first[9] = "", last[9] = "";
	enum saiga_status status =
		saiga_date_range(saiga_slice(ranges[_i].text), first, last);

	if (ranges[_i].first == NULL) {
		ck_assert_int_eq(status, SAIGA_FORMAT);
		return;
	}
	ck_assert_int_eq(status, SAIGA_OK);
	ck_assert_str_eq(first, ranges[_i].first);
	ck_assert_str_eq(last, ranges[_i].last);
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
		tc, a_range_has_a_first_and_a_last_day, 0, COUNT(ranges));
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
	test_table_dispose(&urls);
	return result;
}
