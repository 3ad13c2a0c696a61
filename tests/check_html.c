/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of pages: the tree, the encoding, the body without furniture. */
#include "encoding.h"
#include "html.h"
#include "html_properties.h"
#include "reader.h"
#include "testlib.h"

#include <string.h>

#define RENDERED_MAX ((size_t)8 << 20)

static struct test_table trees, pages;

/* ---- the tree ----------------------------------------------------------- */

/* p[class=x]("text" b("more")) */
static void
render_node(struct saiga_strbuf *out, const struct html_doc *doc, uint32_t i)
{
	const struct html_node *node = &doc->nodes[i];
	uint32_t child, n;

	if (node->tag == HTML_TEXT) {
		saiga_strbuf_byte(out, '"');
		saiga_strbuf_slice(out, html_value(doc, i));
		saiga_strbuf_byte(out, '"');
		return;
	}
	saiga_strbuf_slice(out, html_value(doc, i));
	for (n = 0; n < node->n_attrs; n++) {
		const struct html_attr *attr = &doc->attrs[node->attrs + n];

		saiga_strbuf_printf(out, "[%.*s=", (int)attr->name_len,
			doc->pool.p + attr->name);
		saiga_strbuf_append(
			out, doc->pool.p + attr->value, attr->value_len);
		saiga_strbuf_byte(out, ']');
	}
	if (node->end == i + 1)
		return;
	saiga_strbuf_byte(out, '(');
	for (child = i + 1; child < node->end; child = doc->nodes[child].end) {
		if (child > i + 1)
			saiga_strbuf_byte(out, ' ');
		render_node(out, doc, child);
	}
	saiga_strbuf_byte(out, ')');
}

START_TEST(page_has_tree)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct html_doc *doc;

	ck_assert_int_eq(
		html_parse(&doc, trees.rows[_i].input, NULL), SAIGA_OK);
	render_node(&got, doc, 0);
	html_doc_free(doc);
	test_row_gives(&trees, _i, &got);
}
END_TEST

/* ---- pages -------------------------------------------------------------- */

static void
render_draft(struct saiga_strbuf *out, const struct draft *draft)
{
	static const char *const signs[SAIGA_PARAGRAPH_KINDS] = {
		[SAIGA_PARAGRAPH_TEXT] = "",
		[SAIGA_PARAGRAPH_HEADING] = "#",
		[SAIGA_PARAGRAPH_TITLE] = "(",
		[SAIGA_PARAGRAPH_SOURCE] = "@",
		[SAIGA_PARAGRAPH_FURNITURE] = "~",
		[SAIGA_PARAGRAPH_TAIL] = "+",
	};
	struct saiga_slice rest = saiga_strbuf_view(&draft->warnings), line;
	size_t i;

	for (i = 0; i < draft->paragraphs.n; i++) {
		const struct saiga_paragraph *p = &draft->paragraphs.items[i];

		saiga_strbuf_str(out, i > 0 ? " / " : "");
		saiga_strbuf_str(out, signs[p->kind]);
		saiga_strbuf_append(out, draft->text.p + p->off, p->len);
	}
	while (saiga_slice_line(&rest, &line)) {
		saiga_strbuf_str(out, " ! ");
		saiga_strbuf_slice(out, line);
	}
}

/* "page:...", "windows-1251:..." with what HTTP says, "fragment:..." */
static enum saiga_status
read_row(struct draft *draft, struct saiga_slice input)
{
	struct html_context context = { SAIGA_SLICE_INIT, SAIGA_SLICE_INIT };
	const char *colon = memchr(input.p, ':', input.len);
	struct saiga_slice word, bytes;

	ck_assert_ptr_nonnull(colon);
	word = saiga_slice_of(input.p, (size_t)(colon - input.p));
	bytes = saiga_slice_of(colon + 1, input.len - word.len - 1);
	if (saiga_slice_is(word, "fragment"))
		return html_read_fragment(draft, bytes, NULL);
	if (!saiga_slice_is(word, "page"))
		context.charset = word;
	return html_read_page(draft, bytes, &context, NULL);
}

START_TEST(page_reads_as)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct draft draft;

	draft_init(&draft);
	ck_assert_int_eq(read_row(&draft, pages.rows[_i].input), SAIGA_OK);
	render_draft(&got, &draft);
	draft_dispose(&draft);
	test_row_gives(&pages, _i, &got);
}
END_TEST

/* ---- properties --------------------------------------------------------- */

static void
hold(struct saiga_slice page)
{
	const char *broken = html_properties_broken(page);
	struct saiga_strbuf escaped = SAIGA_STRBUF_INIT(RENDERED_MAX);

	if (broken == NULL)
		return;
	test_escape(saiga_utf8_cut(page, 2000), &escaped);
	ck_abort_msg("%s: %s", broken, saiga_strbuf_cstr(&escaped));
}

START_TEST(properties_hold_for_every_row)
{
	hold(pages.rows[_i].input);
}
END_TEST

START_TEST(properties_hold_for_pieces)
{
	struct saiga_slice page = pages.rows[_i].input;
	size_t n;

	for (n = 0; n < page.len; n++) {
		hold(saiga_slice_of(page.p, n));
		hold(saiga_slice_of(page.p + n, page.len - n));
	}
}
END_TEST

/* Many times one thing, and something behind it that must not be lost. */
static const struct {
	const char *before, *many;
	size_t n;
	const char *after;
	bool lost; /* what is behind is none of the page */
} heaps[] = {
	{ "", "<div>", 100000, "It was said so.", false },
	{ "", "<b>", 1000000, "It was said so.", false },
	{ "", "<b>x", 100000, "<p>It was said so.", false },
	{ "", "<b></i>", 300000, "<p>It was said so.", false },
	{ "", "<aside>", 100000, "It was said so.", false },
	{ "", "<div class=social>", 100000, "It was said so.", false },
	{ "", "<table><tr><td>", 100000, "It was said so.", false },
	{ "", "<ul><li>", 100000, "It was said so.", false },
	{ "", "<select>", 100000, "</select><p>It was said so.", true },
	{ "<p ", "a ", 500000, ">It was said so.", false },
	{ "<p ", "a=1 ", 500000, ">It was said so.", false },
	{ "<p ", "a='1'", 500000, ">It was said so.", false },
	{ "<p ", "a=\"1\n2\" ", 500000, ">It was said so.", false },
	{ "<p a=", "'", 1000001, ">It was said so.", false },
	{ "<p a='", "<p>", 500000, "It was said so.", false },
	{ "", "<p a=\"", 500000, "><p>It was said so.", false },
	{ "", "<!--", 500000, "<p>It was said so.", false },
	{ "", "<!-- x -->", 500000, "<p>It was said so.", false },
	{ "<!", "-", 1000000, "><p>It was said so.", false },
	{ "", "<script>", 500000, "</script><p>It was said so.", false },
	{ "", "<style>x</style>", 500000, "<p>It was said so.", false },
	{ "<p>", "<", 1000000, " It was said so.", false },
	{ "<p>", "&", 1000000, " It was said so.", false },
	{ "<p>", "&amp;", 500000, " It was said so.", false },
	{ "<p>", "&#x0;&#xd800;&#1114112;", 100000, " It was said so.", false },
	{ "<p>", "x ", 1900000, "<p>It was said so.", false },
	{ "<p>", "x ", 5000000, "<p>It was said so.", true },
	{ "", "<p>x", 400000, "<p>It was said so.", false },
	{ "", "<p>x", 1500000, "<p>It was said so.", true },
	{ "", "<h1>x</h1>", 300000, "<p>It was said so.", false },
	{ "", "<body><html><head>", 100000, "<p>It was said so.", false },
	{ "<p>", "\x80", 1000000, "<p>It was said so.", false },
	{ "<p>x", "\xcc\x81", 1000000, "<p>It was said so.", false },
	{ "<!DOCTYPE a [", "<!ENTITY a \"&a;&a;\">", 100000,
		"]><p>&a; It was said so.", false },
	{ "<!DOCTYPE a [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><p>", "&a;",
		10, "<p>It was said so.", false },
	{ "<?xml version='1.0'?>", "<?x ", 100000, "?><p>It was said so.",
		false },
};

START_TEST(heaps_are_read)
{
	struct saiga_strbuf page = SAIGA_STRBUF_INIT((size_t)32 << 20);
	static const struct html_context none = { SAIGA_SLICE_INIT,
		SAIGA_SLICE_INIT };
	struct draft draft;
	size_t i;

	saiga_strbuf_str(&page, heaps[_i].before);
	for (i = 0; i < heaps[_i].n; i++)
		saiga_strbuf_str(&page, heaps[_i].many);
	saiga_strbuf_str(&page, heaps[_i].after);
	ck_assert_int_eq(page.status, SAIGA_OK);
	hold(saiga_strbuf_view(&page));
	draft_init(&draft);
	ck_assert_int_eq(
		html_read_page(&draft, saiga_strbuf_view(&page), &none, NULL),
		SAIGA_OK);
	ck_assert_ptr_null(strstr(saiga_strbuf_cstr(&draft.text), "root:"));
	ck_assert_int_eq(strstr(saiga_strbuf_cstr(&draft.text),
				 "It was said so.") == NULL,
		heaps[_i].lost);
	draft_dispose(&draft);
	saiga_strbuf_dispose(&page);
}
END_TEST

static const char *const seeds[] = {
	"tests/seeds/html/article",
	"tests/seeds/html/data",
	"tests/seeds/html/soup",
	"tests/seeds/html/tables",
};

START_TEST(properties_hold_for_seeds)
{
	struct saiga_strbuf seed = SAIGA_STRBUF_INIT(RENDERED_MAX);

	test_read_source(seeds[_i], &seed);
	ck_assert_uint_gt(seed.len, 0);
	ck_assert_int_eq(
		LLVMFuzzerTestOneInput((const uint8_t *)seed.p, seed.len), 0);
	saiga_strbuf_dispose(&seed);
}
END_TEST

/* Pieces that pages are mixed of, whole and broken. */
static const char *const pieces[] = { "<p>", "</p>", "<div class=\"share\">",
	"<div>", "</div>", "<article>", "</article>", "<h1>", "</h1>", "<a ",
	"href=x>", "<a href=x>", "</a>", "<table>", "<tr>", "<td>", "</table>",
	"<ul>", "<li>", "</ul>", "<br>", "<pre>", "</pre>", "<!--", "-->",
	"<script>", "</script>", "<script type=application/ld+json>",
	"{\"articleBody\":\"It was. \"}", "<style>", "</style>", "<blockquote>",
	"</blockquote>", "<nav>", "</nav>", "<figcaption>", "</figcaption>",
	"<svg>", "</svg>", "<form>", "<b", "='", "\"", ">", "<", "&", "&amp;",
	"&#147;", "&#0;", "The minister spoke of oil in the spring. ", "Read ",
	"also: ", "\n", " ", "Москва", "中国人民", "\xff", "\xc3", "\u2028",
	"\x01", "itemprop=articleBody", "<body", "<html", "<td " };

START_TEST(properties_hold_for_mixtures)
{
	struct saiga_strbuf page = SAIGA_STRBUF_INIT(65536);
	uint32_t seed = (uint32_t)_i * 7919 + 1, i, n;

	for (i = 0; i < 1000; i++) {
		saiga_strbuf_reset(&page);
		for (n = 0; n < 60; n++) {
			seed = seed * 1664525 + 1013904223;
			saiga_strbuf_str(
				&page, pieces[(seed >> 16) % COUNT(pieces)]);
		}
		hold(saiga_strbuf_view(&page));
	}
	saiga_strbuf_dispose(&page);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("html");
	TCase *tc;
	int result;

	test_table_read(&trees, "html-trees");
	test_table_read(&pages, "html");
	tc = test_case(suite, "trees");
	tcase_add_loop_test(tc, page_has_tree, 0, (int)trees.n);
	tc = test_case(suite, "pages");
	tcase_add_loop_test(tc, page_reads_as, 0, (int)pages.n);
	tc = test_case(suite, "properties");
	tcase_set_timeout(tc, 120);
	tcase_add_loop_test(tc, properties_hold_for_every_row, 0, (int)pages.n);
	tcase_add_loop_test(tc, properties_hold_for_pieces, 0, (int)pages.n);
	tcase_add_loop_test(tc, properties_hold_for_seeds, 0, COUNT(seeds));
	tcase_add_loop_test(tc, properties_hold_for_mixtures, 0, 8);
	tcase_add_loop_test(tc, heaps_are_read, 0, COUNT(heaps));
	result = test_run(suite);
	test_table_dispose(&pages);
	test_table_dispose(&trees);
	return result;
}
