/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of snippets: what holds for them whatever the text is. */
#include "articles.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 400u
#define TEXT_MAX ((size_t)1 << 20)

/* Words of the query in many shapes, and what may stand around them. */
static const char query[] = "otters Tokayev \"grey wolf\" café 龙 ไทย covid-19 "
			    "stork* Казахстан a";
static const char *const pieces[] = { "otters", "Otters'", "Tokayev", "Токаев",
	"Токаевым", "Kazakhstan’s", "Казахстан", "grey wolf", "grey", "wolf",
	"cafe\u0301", "café", "龙", "山水", "ไทยที่", "محمد", "COVID-19",
	"storks", "a", "a\u200d", "otters\u200d", "\u0600otters",
	"\u0600 otters", "o\u0301\u0302\u0303tters", "\u1112\u1161\u11ab", "🇰🇿",
	"🇰🇿🇷🇺🇹🇷", "👨\u200d👩\u200d👧", "क्षि", "1\ufe0f\u20e3", "\u0301", "\u20dd",
	"\u200d", "\u202e", "\u2066", "\u200f", "\u00ad", "\ufeff", "\x1b[0m",
	"\x01", "\x7f", "\xff", "\xd0", "\xe2\x82", "。", "！", ". ", "! ", "?",
	"…", ", ", "-", "\"", "(", " ", " ", " ", " ", "  ", "\t", "\u00a0",
	"\u2003", "\u3000", "\n", "\n\n", "\r\n", "\u2028",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	"ยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยยย",
	"The ministry said on Tuesday that nothing had changed. ",
	"Президент провёл встречу с министром энергетики. " };

static uint32_t
random_next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void
mix(struct saiga_strbuf *out, uint32_t seed)
{
	struct saiga_strbuf raw = SAIGA_STRBUF_INIT(TEXT_MAX);
	uint32_t n = random_next(&seed) % 600 + 1;
	uint32_t kind = random_next(&seed) % 4, i;
	const char *few[6];

	for (i = 0; i < 6; i++)
		few[i] = pieces[random_next(&seed) % COUNT(pieces)];
	for (; n > 0; n--) {
		uint32_t r = random_next(&seed);

		if (kind == 0)
			saiga_strbuf_byte(&raw, (char)(r >> 4));
		else if (kind == 1)
			saiga_strbuf_str(&raw, few[r % 6]);
		else
			saiga_strbuf_str(&raw, pieces[r % COUNT(pieces)]);
		if (kind == 2 && r % 3 == 0)
			saiga_strbuf_byte(&raw, ' ');
	}
	saiga_utf8_repair(saiga_strbuf_view(&raw), out);
	saiga_strbuf_dispose(&raw);
}

/* Whether the offset is an end of a cluster, gone over from the start of its
 * paragraph or of the passage, which a mark may begin. */
static bool
is_cluster_end(const struct saiga_article *a, size_t base, size_t at)
{
	size_t i, n;

	for (i = 0; i < a->paragraphs.n; i++) {
		const struct saiga_paragraph *p = &a->paragraphs.items[i];
		struct saiga_slice text = saiga_article_paragraph(a, i);

		if (at < p->off || at > p->off + p->len)
			continue;
		n = base > p->off ? base - p->off : 0;
		while (n < at - p->off)
			n = saiga_grapheme_end(text, n);
		return n == at - p->off;
	}
	return false;
}

static void
check_range(const struct saiga_article *a, uint32_t number, struct range range)
{
	struct saiga_slice passage = saiga_article_passage(a, number);
	size_t base = a->passages.items[number].off;
	struct saiga_strbuf shown = SAIGA_STRBUF_INIT(TEXT_MAX);

	ck_assert_uint_gt(range.len, 0);
	ck_assert_uint_ge(range.off, base);
	ck_assert_uint_le(range.off - base + range.len, passage.len);
	if (is_cluster_end(a, base, range.off) &&
		is_cluster_end(a, base, range.off + range.len))
		return;
	test_escape(saiga_slice_of(a->text.p + range.off, range.len), &shown);
	saiga_strbuf_str(&shown, " of ");
	test_escape(passage, &shown);
	ck_abort_msg("cuts a cluster: %s", saiga_strbuf_cstr(&shown));
}

static void
check_passage(const struct saiga_article *a, const struct found_passage *f,
	unsigned chars)
{
	size_t i, end = 0, n = 0;

	/* White space alone is nothing to show. */
	ck_assert(
		f->n_fragments > 0 || a->passages.items[f->number].words == 0);
	ck_assert_uint_le(f->n_fragments, SNIPPET_FRAGMENTS_MAX);
	for (i = 0; i < f->n_fragments; i++) {
		struct range range = f->fragments[i].range;

		check_range(a, f->number, range);
		ck_assert(i == 0 || range.off > end);
		end = range.off + range.len;
		n += saiga_utf8_count(
			saiga_slice_of(a->text.p + range.off, range.len));
	}
	ck_assert_uint_le(n, chars);
	for (i = 0, end = 0; i < f->marks.n; i++) {
		check_range(a, f->number, f->marks.items[i]);
		ck_assert(i == 0 || f->marks.items[i].off > end);
		end = f->marks.items[i].off + f->marks.items[i].len;
	}
}

/* Shows all passages of the text; how many marks they have. */
static size_t
show_text(struct finder *finder, struct saiga_slice text, unsigned chars)
{
	struct saiga_article article;
	size_t marks = 0;
	uint32_t i;

	saiga_article_init(&article);
	article.text = text;
	ck_assert_int_eq(
		saiga_paragraphs_cut(&article.paragraphs, text), SAIGA_OK);
	ck_assert_int_eq(saiga_passages_cut(&article.passages, text,
				 &article.paragraphs, 0),
		SAIGA_OK);
	finder->chars = chars;
	finder_forget(finder);
	for (i = 0; i < article.passages.n; i++) {
		struct found_passage found = { .number = i };

		ck_assert_int_eq(
			passage_show(&found, finder, &article), SAIGA_OK);
		check_passage(&article, &found, chars);
		marks += found.marks.n;
		found_passage_dispose(&found);
	}
	saiga_article_dispose(&article);
	return marks;
}

START_TEST(a_snippet_of_any_text_is_sound)
{
	static const unsigned chars[] = { SAIGA_GRAPHEME_CHARS, 100,
		SNIPPET_CHARS, SNIPPET_CHARS_MAX };
	struct search_results *results = find(saiga_slice(query), find_all);
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(TEXT_MAX);
	struct finder finder;
	size_t marks = 0;
	uint32_t i;

	ck_assert_int_eq(finder_init(&finder, results->plan), SAIGA_OK);
	for (i = 0; i < ROUNDS; i++) {
		saiga_strbuf_reset(&text);
		mix(&text, i * 4 + (uint32_t)_i);
		marks += show_text(
			&finder, saiga_strbuf_view(&text), chars[i % 4]);
	}
	/* It tries what it says only if words are found. */
	ck_assert_uint_gt(marks, ROUNDS);
	saiga_strbuf_dispose(&text);
	finder_dispose(&finder);
	search_results_free(results);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("snippets");
	TCase *tcase = test_case(suite, "any");
	int result;

	test_table_read(&articles, "articles");
	tcase_add_unchecked_fixture(tcase, articles_setup, articles_teardown);
	tcase_add_loop_test(tcase, a_snippet_of_any_text_is_sound, 0, 4);
	result = test_run(suite);
	test_table_dispose(&articles);
	return result;
}
