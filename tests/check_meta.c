/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What pages and lines tell of their article. */
#include "byline.h"
#include "page-meta.h"
#include "reader.h"
#include "testlib.h"

#include <stdlib.h>
#include <string.h>

static struct test_table pages, lines;

/* Reads a page's metadata into the draft. */
static void
read_meta(struct draft *draft, struct saiga_slice url, struct saiga_slice text)
{
	struct html_doc *doc = NULL;

	draft_reset(draft);
	ck_assert_int_eq(html_parse(&doc, text, NULL), SAIGA_OK);
	saiga_page_meta(doc, url, draft);
	html_doc_free(doc);
	ck_assert_int_eq(draft_status(draft, NULL), SAIGA_OK);
}

static void
render(struct saiga_strbuf *out, const struct draft *draft)
{
	unsigned f;

	for (f = 0; f < SAIGA_FIELD_COUNT; f++) {
		if (draft->field[f].len == 0)
			continue;
		saiga_strbuf_printf(out, "%s%s=", out->len > 0 ? " " : "",
			saiga_fields[f].name);
		saiga_strbuf_slice(out, saiga_strbuf_view(&draft->field[f]));
		saiga_strbuf_printf(
			out, " (%s);", saiga_origin_text(draft->origin[f]));
	}
	saiga_strbuf_slice(out, saiga_strbuf_view(&draft->warnings));
}

START_TEST(a_page_tells_its_fields)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(65536);
	struct saiga_slice row = pages.rows[_i].input;
	const char *space = memchr(row.p, ' ', row.len);
	size_t n;
	struct draft draft;

	ck_assert_ptr_nonnull(space);
	n = (size_t)(space - row.p);
	draft_init(&draft);
	read_meta(&draft, saiga_slice_of(row.p, *row.p == '-' ? 0 : n),
		saiga_slice_of(space + 1, row.len - n - 1));
	render(&out, &draft);
	test_row_gives(&pages, _i, &out);
	draft_dispose(&draft);
}
END_TEST

static const struct {
	const char *page, *url;
} saved[] = {
	{ "<!DOCTYPE html>\n<!-- saved from url=(0021)https://a.example/oil "
	  "-->\n<html>",
		"https://a.example/oil" },
	{ "<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: "
	  "https://a.example/oil \n saved date: Tue Feb 28 2023\n-->",
		"https://a.example/oil" },
	{ "<!-- saved from url=(", "" },
	{ "<!-- saved from url=(0021)", "" },
	{ "<!-- Page saved with SingleFile -->", "" },
	{ "<html>url: https://a.example/oil", "" },
	{ "", "" },
};

START_TEST(a_saved_page_tells_its_address)
{
	struct saiga_slice url =
		saiga_page_saved_from(saiga_slice(saved[_i].page));

	ck_assert(saiga_slice_equal(url, saiga_slice(saved[_i].url)));
}
END_TEST

START_TEST(a_field_that_is_known_stays)
{
	struct draft draft;

	draft_init(&draft);
	draft_set(&draft, SAIGA_FIELD_TITLE, saiga_slice("Gas"),
		SAIGA_ORIGIN_RECORD);
	saiga_page_meta(
		&(struct html_doc){
			.nodes = &(struct html_node){ .end = 1 }, .n = 1 },
		saiga_slice("https://a.example/2023/02/28/"), &draft);
	ck_assert_str_eq(
		saiga_strbuf_cstr(&draft.field[SAIGA_FIELD_TITLE]), "Gas");
	ck_assert_str_eq(saiga_strbuf_cstr(&draft.field[SAIGA_FIELD_DATE]),
		"2023-02-28");
	draft_dispose(&draft);
}
END_TEST

START_TEST(a_line_tells_who_and_where)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(4096);
	struct saiga_slice row = lines.rows[_i].input, names;
	struct dateline found;

	if (byline_authors(row, &names)) {
		saiga_strbuf_str(&out, "by ");
		saiga_strbuf_slice(&out, names);
	} else if (byline_dateline(&found, row)) {
		saiga_strbuf_slice(&out, found.place);
		saiga_strbuf_str(&out, "; ");
		saiga_strbuf_slice(&out, found.agency);
		saiga_strbuf_str(&out, "; ");
		if (found.date.day > 0)
			saiga_strbuf_printf(&out, "%d-%02u-%02u",
				found.date.year, found.date.month,
				found.date.day);
		else
			saiga_strbuf_byte(&out, '-');
		ck_assert_uint_le(found.len, row.len);
	}
	test_row_gives(&lines, _i, &out);
}
END_TEST

/* ---- hostile pages ------------------------------------------------------- */

#define MANY 50000

/* A page of one piece many times, behind one beginning. */
static const struct {
	const char *beginning, *piece;
} hostile[] = {
	{ "<script type='application/ld+json'>", "[" },
	{ "<script type='application/ld+json'>", "{\"@graph\":" },
	{ "<script type='application/ld+json'>", "\"datePublished\":\"" },
	{ "<script type='application/ld+json'>[", ", " },
	{ "<script type='application/ld+json'>[{\"@type\":\"Article\",",
		"\"author\":{\"@id\":\"x\"}," },
	{ "", "<script type='application/ld+json'>{}</script>" },
	{ "<title>Oil", "<h1>Oil is dear" },
	{ "", "<div itemprop=author itemscope>" },
	{ "<div itemscope>", "<b itemprop=datePublished>" },
	{ "", "<p class='author byline date'>" },
	{ "", "<time datetime=2023-02-28>28.02.2023" },
	{ "", "28.02.2023 " },
	{ "", "28 February " },
	{ "", "February " },
	{ "", "2 " },
	{ "", "1." },
	{ "<p>", "                                          " },
	{ "", "<meta name=author content='Ann Lee'>" },
	{ "", "<meta property=article:tag content='a,b,c,d'>" },
	{ "<title>", " - " },
	{ "<title>", "a - b" },
	{ "", "<a>28.02.2023<br>" },
};

START_TEST(hostile_pages_do_no_harm)
{
	struct saiga_strbuf page = SAIGA_STRBUF_INIT((size_t)16 << 20);
	struct draft draft;
	unsigned i;

	saiga_strbuf_str(&page, hostile[_i].beginning);
	for (i = 0; i < MANY; i++)
		saiga_strbuf_str(&page, hostile[_i].piece);
	draft_init(&draft);
	read_meta(&draft, saiga_slice("https://a.example/2023/"),
		saiga_strbuf_view(&page));
	for (i = 0; i < SAIGA_FIELD_COUNT; i++)
		ck_assert_uint_le(draft.field[i].len, 4096);
	draft_dispose(&draft);
	saiga_strbuf_dispose(&page);
}
END_TEST

/* Pages of the table with bytes changed: what comes out is UTF-8. */
START_TEST(broken_pages_do_no_harm)
{
	struct saiga_strbuf page = SAIGA_STRBUF_INIT(65536);
	struct saiga_strbuf again = SAIGA_STRBUF_INIT(65536);
	struct draft draft;
	unsigned round, k, f;

	draft_init(&draft);
	srand((unsigned)_i);
	for (round = 0; round < 30; round++) {
		saiga_strbuf_reset(&page);
		saiga_strbuf_slice(&page, pages.rows[_i].input);
		for (k = 0; k < 1 + round / 3; k++)
			page.p[(unsigned)rand() % page.len] = k % 2
				? (char)rand()
				: "<>\"'{}[]:,= &"[rand() % 13];
		read_meta(&draft, saiga_slice_of(NULL, 0),
			saiga_strbuf_view(&page));
		for (f = 0; f < SAIGA_FIELD_COUNT; f++) {
			if (draft.field[f].len == 0)
				continue;
			saiga_strbuf_reset(&again);
			ck_assert_uint_eq(
				saiga_utf8_repair(
					saiga_strbuf_view(&draft.field[f]),
					&again),
				0);
		}
	}
	draft_dispose(&draft);
	saiga_strbuf_dispose(&page);
	saiga_strbuf_dispose(&again);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("meta");
	TCase *tc;
	int failed;

	test_table_read(&pages, "meta");
	test_table_read(&lines, "bylines");
	tc = test_case(suite, "pages");
	tcase_add_loop_test(tc, a_page_tells_its_fields, 0, (int)pages.n);
	tcase_add_test(tc, a_field_that_is_known_stays);
	tcase_add_loop_test(
		tc, a_saved_page_tells_its_address, 0, COUNT(saved));
	tc = test_case(suite, "lines");
	tcase_add_loop_test(tc, a_line_tells_who_and_where, 0, (int)lines.n);
	tc = test_case(suite, "hostile");
	tcase_add_loop_test(tc, hostile_pages_do_no_harm, 0, COUNT(hostile));
	tcase_add_loop_test(tc, broken_pages_do_no_harm, 0, (int)pages.n);
	failed = test_run(suite);
	test_table_dispose(&pages);
	test_table_dispose(&lines);
	return failed;
}
