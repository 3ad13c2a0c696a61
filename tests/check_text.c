/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text: characters, folding, words, sentences, paragraphs, passages. */
#include "testlib.h"

#include <saiga/text.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OUT_MAX ((size_t)1 << 20)

static struct test_table folding, words, surfaces, sentences, paragraphs,
	passages;

/* ---- characters --------------------------------------------------------- */

static const struct {
	struct saiga_slice bytes;
	size_t n;
	uint32_t c;
} decodings[] = {
	{ { "a", 1 }, 1, 'a' },
	{ { "\0", 1 }, 1, 0 },
	{ { "\xd1\x8f\xd1\x8f", 4 }, 2, 0x44f },
	{ { "\xe2\x82\xac", 3 }, 3, 0x20ac },
	{ { "\xef\xbf\xbd", 3 }, 3, 0xfffd },
	{ { "\xef\xbf\xbf", 3 }, 3, 0xffff },
	{ { "\xf0\x9f\xa6\x89", 4 }, 4, 0x1f989 },
	{ { "\xf4\x8f\xbf\xbf", 4 }, 4, 0x10ffff },
	/* A byte that leads nothing, or not enough. */
	{ { "\x80", 1 }, 1, 0xfffd },
	{ { "\xff", 1 }, 1, 0xfffd },
	{ { "\xd1z", 2 }, 1, 0xfffd },
	{ { "\xe2\x82", 2 }, 1, 0xfffd },
	{ { "\xf0\x9f\xa6", 3 }, 1, 0xfffd },
	/* Overlong, a surrogate, behind the last. */
	{ { "\xc0\x80", 2 }, 1, 0xfffd },
	{ { "\xf0\x80\x82\xac", 4 }, 1, 0xfffd },
	{ { "\xed\xa0\x80", 3 }, 1, 0xfffd },
	{ { "\xf4\x90\x80\x80", 4 }, 1, 0xfffd },
};

START_TEST(a_character_is_decoded)
{
	uint32_t c = 1;
	size_t n = saiga_utf8_decode(
		decodings[_i].bytes.p, decodings[_i].bytes.len, &c);

	ck_assert_uint_eq(n, decodings[_i].n);
	ck_assert_uint_eq(c, decodings[_i].c);
}
END_TEST

static const struct {
	struct saiga_slice bytes;
	const char *repaired, *printable;
	size_t replaced;
} repairs[] = {
	{ SAIGA_SLICE_INIT, "", "", 0 },
	{ { "Łódź", 7 }, "Łódź", "Łódź", 0 },
	{ { "a\0b", 3 }, "a\ufffdb", "a b", 1 },
	{ { "a\xff\xfe", 3 }, "a\ufffd\ufffd", "a\ufffd\ufffd", 2 },
	{ { "\xd0", 1 }, "\ufffd", "\ufffd", 1 },
	{ { "\xe2\x82z", 3 }, "\ufffd\ufffdz", "\ufffd\ufffdz", 2 },
	{ { "\xef\xbf\xbd", 3 }, "\ufffd", "\ufffd", 0 },
	{ { "a\tb\nc\rd\x1b[1m", 11 }, "a\tb\nc\rd\x1b[1m", "a b c d [1m", 0 },
	{ { "\xe2\x80\xaex\xc2\x85", 6 }, "\u202ex\xc2\x85", " x ", 0 },
};

START_TEST(broken_bytes_are_repaired_and_controls_kept_off_the_terminal)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(100);

	ck_assert_uint_eq(saiga_utf8_repair(repairs[_i].bytes, &out),
		repairs[_i].replaced);
	ck_assert_str_eq(saiga_strbuf_cstr(&out), repairs[_i].repaired);
	saiga_strbuf_reset(&out);
	saiga_utf8_printable(repairs[_i].bytes, &out);
	ck_assert_str_eq(saiga_strbuf_cstr(&out), repairs[_i].printable);
	saiga_strbuf_dispose(&out);
}
END_TEST

static const struct {
	uint32_t c;
	unsigned width;
	bool space, control;
} shapes[] = {
	{ 'a', 1, false, false },
	{ ' ', 1, true, false },
	{ '\n', 0, true, false },
	{ '\t', 0, true, false },
	{ '\r', 0, true, true },
	{ 0x1b, 0, false, true },
	{ 0x7f, 0, false, true },
	{ 0x85, 0, true, true },
	{ 0xa0, 1, true, false },
	{ 0xad, 0, false, false },
	{ 0x416, 1, false, false },
	{ 0x301, 0, false, false },
	{ 0x4e2d, 2, false, false },
	{ 0xff21, 2, false, false },
	{ 0xac00, 2, false, false },
	{ 0x1f989, 2, false, false },
	{ 0x200b, 0, false, false },
	{ 0x200e, 0, false, true },
	{ 0x202e, 0, false, true },
	{ 0x2028, 0, true, true },
	{ 0x2069, 0, false, true },
	{ 0x61c, 0, false, true },
	{ 0x3000, 2, true, false },
	{ 0x2003, 1, true, false },
};

START_TEST(a_character_has_a_width_and_may_be_space_or_control)
{
	uint32_t c = shapes[_i].c;

	ck_assert_uint_eq(saiga_utf8_width(c), shapes[_i].width);
	ck_assert_int_eq(saiga_utf8_is_space(c), shapes[_i].space);
	ck_assert_int_eq(saiga_utf8_is_control(c), shapes[_i].control);
}
END_TEST

static const struct {
	const char *text;
	size_t max, len;
} utf8_cuts[] = {
	{ "abc", 3, 3 }, { "abc", 2, 2 }, { "abc", 0, 0 }, { "", 0, 0 },
	{ "яя", 3, 2 }, { "яя", 2, 2 }, { "яя", 1, 0 }, { "中", 2, 0 },
	{ "a中", 3, 1 }, { "🦉🦉", 7, 4 }, { "a\xd0z", 2, 2 },
	{ "\x80\x80\x80\x80\x80\x80\x80\x80", 6, 6 }, /* eight characters */
};

START_TEST(a_text_is_cut_between_characters)
{
	struct saiga_slice text = saiga_slice(utf8_cuts[_i].text);
	struct saiga_slice cut = saiga_utf8_cut(text, utf8_cuts[_i].max);

	ck_assert_uint_eq(cut.len, utf8_cuts[_i].len);
	ck_assert_ptr_eq(cut.p, text.p);
}
END_TEST

/* ---- folding and words -------------------------------------------------- */

START_TEST(a_word_folds)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	char term[SAIGA_TERM_MAX];
	size_t n = saiga_fold_word(folding.rows[_i].input, term);

	saiga_strbuf_append(&out, term, n);
	test_row_gives(&folding, _i, &out);
}
END_TEST

START_TEST(a_text_has_words)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_words it;
	struct saiga_word word;

	saiga_words_init(&it, words.rows[_i].input);
	while (saiga_words_next(&it, &word)) {
		if (out.len > 0)
			saiga_strbuf_byte(&out, ' ');
		saiga_strbuf_slice(&out, word.term);
		saiga_strbuf_printf(&out, "@%u", (unsigned)word.pos);
		if (word.span > 1)
			saiga_strbuf_printf(&out, "+%u", (unsigned)word.span);
	}
	ck_assert(!saiga_words_next(&it, &word));
	test_row_gives(&words, _i, &out);
}
END_TEST

START_TEST(a_word_stands_in_the_text)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_slice text = surfaces.rows[_i].input;
	struct saiga_words it;
	struct saiga_word word;

	saiga_words_init(&it, text);
	while (saiga_words_next(&it, &word)) {
		if (out.len > 0)
			saiga_strbuf_byte(&out, '|');
		if (word.capital)
			saiga_strbuf_byte(&out, '^');
		saiga_strbuf_append(&out, text.p + word.off, word.len);
	}
	test_row_gives(&surfaces, _i, &out);
}
END_TEST

START_TEST(a_long_word_is_told_by_its_first_64_characters)
{
	static const char *const letters[] = { "a", "я", "ß", "é", "中\u0301",
		"한", "ﬃ", "𐐀", "\ufdfa" };
	char term[SAIGA_TERM_MAX], again[SAIGA_TERM_MAX];
	struct saiga_strbuf word = SAIGA_STRBUF_INIT(10000);
	size_t i, len, chars = 0;

	for (i = 0; i < 1000; i++)
		saiga_strbuf_str(&word, letters[_i]);
	len = saiga_fold_word(saiga_strbuf_view(&word), term);
	for (i = 0; i < len; i++)
		chars += ((unsigned char)term[i] & 0xc0) != 0x80;
	ck_assert_uint_gt(len, 0);
	ck_assert_uint_le(chars, SAIGA_WORD_CHARS);
	ck_assert_uint_eq(
		saiga_fold_word(saiga_slice_of(term, len), again), len);
	ck_assert_mem_eq(again, term, len);
	saiga_strbuf_dispose(&word);
}
END_TEST

/* ---- sentences, paragraphs ---------------------------------------------- */

START_TEST(a_text_has_sentences)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_slice text = sentences.rows[_i].input;
	size_t from = 0, end;

	while (from < text.len) {
		uint32_t c;
		size_t n =
			saiga_utf8_decode(text.p + from, text.len - from, &c);

		if (saiga_utf8_is_space(c)) {
			from += n;
			continue;
		}
		end = saiga_sentence_end(text, from);
		if (out.len > 0)
			saiga_strbuf_byte(&out, '|');
		saiga_strbuf_slice(&out,
			saiga_slice_trim(
				saiga_slice_of(text.p + from, end - from)));
		from = end;
	}
	test_row_gives(&sentences, _i, &out);
}
END_TEST

START_TEST(a_text_has_paragraphs)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_slice text = paragraphs.rows[_i].input, rest, line;
	struct saiga_paragraphs list = SAIGA_PARAGRAPHS_INIT;
	size_t i;

	ck_assert_int_eq(saiga_paragraphs_cut(&list, text), SAIGA_OK);
	for (i = 0; i < list.n; i++) {
		const struct saiga_paragraph *p = &list.items[i];
		const char *before = p->apart ? " ¶ " : " ↵ ";

		saiga_strbuf_str(&out, i > 0 ? before : p->apart ? "" : "?");
		if (p->kind == SAIGA_PARAGRAPH_HEADING)
			saiga_strbuf_str(&out, "# ");
		rest = saiga_slice_of(text.p + p->off, p->len);
		while (saiga_slice_line(&rest, &line)) {
			saiga_strbuf_slice(&out, saiga_slice_trim(line));
			saiga_strbuf_str(&out, rest.len > 0 ? " / " : "");
		}
	}
	saiga_paragraphs_dispose(&list);
	test_row_gives(&paragraphs, _i, &out);
}
END_TEST

static const struct {
	const char *line;
	bool is;
} headlines[] = {
	{ "Kazakhstan, Uzbekistan Agree on Gas", true },
	{ "Қазақстан мен Өзбекстан келісті", true },
	{ "Will Gas Flow?", true },
	{ "Неліктен?", false },
	{ "The Gas Is Here!", true },
	{ "the gas is here!", false },
	{ "“Gas Is Here”", true },
	{ "“Will Gas Flow?”", true },
	{ "“Will gas flow now?”", false },
	{ "Gas flows.", false },
	{ "Gas flows.”", false },
	{ "Gas flows:", false },
	{ "中国同意了。", false },
	{ "中国同意了", true },
	{ "", false },
	{ "* * *", false },
};

START_TEST(a_line_reads_as_a_headline_or_not)
{
	ck_assert_int_eq(
		saiga_paragraph_is_headline(saiga_slice(headlines[_i].line)),
		headlines[_i].is);
}
END_TEST

/* ---- passages ----------------------------------------------------------- */

static enum saiga_paragraph_kind
kind_of(char letter)
{
	static const char letters[] = "THISF";
	const char *found = strchr(letters, letter);

	ck_assert_ptr_nonnull(found);
	return (enum saiga_paragraph_kind)(found - letters);
}

/* Builds the text of a row: its kinds and numbers of words. */
static void
build(struct saiga_slice row, struct saiga_strbuf *text,
	struct saiga_paragraphs *list)
{
	const char *p = row.p, *stop = row.p + row.len;

	while (p < stop) {
		struct saiga_paragraph paragraph = { .kind = kind_of(*p++) };
		char *end;
		unsigned long i, n = strtoul(p, &end, 10), each = 10;

		if (*end == '/')
			each = strtoul(end + 1, &end, 10);
		paragraph.off = text->len;
		for (i = 1; i <= n; i++) {
			saiga_strbuf_str(text, "Сайғақ");
			if (each > 0 && (i % each == 0 || i == n))
				saiga_strbuf_byte(text, '.');
			saiga_strbuf_str(text, i < n ? " " : "");
		}
		paragraph.len = text->len - paragraph.off;
		saiga_strbuf_str(text, "\n\n");
		ck_assert_int_eq(
			saiga_paragraphs_add(list, paragraph), SAIGA_OK);
		p = end + (end < stop);
	}
}

START_TEST(paragraphs_are_packed_to_passages)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_paragraphs list = SAIGA_PARAGRAPHS_INIT;
	struct saiga_passages cut = SAIGA_PASSAGES_INIT;
	size_t i;

	build(passages.rows[_i].input, &text, &list);
	ck_assert_int_eq(
		saiga_passages_cut(&cut, saiga_strbuf_view(&text), &list, 0),
		SAIGA_OK);
	for (i = 0; i < cut.n; i++)
		saiga_strbuf_printf(&out, "%s%u-%u:%u@%u", i > 0 ? " " : "",
			(unsigned)cut.items[i].first_paragraph,
			(unsigned)cut.items[i].last_paragraph,
			(unsigned)cut.items[i].words,
			(unsigned)cut.items[i].pos);
	saiga_strbuf_dispose(&text);
	saiga_paragraphs_dispose(&list);
	saiga_passages_dispose(&cut);
	test_row_gives(&passages, _i, &out);
}
END_TEST

START_TEST(a_joined_word_is_not_cut_in_two)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_paragraph all = { .kind = SAIGA_PARAGRAPH_TEXT };
	struct saiga_paragraphs list = { &all, 1, 1 };
	struct saiga_passages cut = SAIGA_PASSAGES_INIT;
	int i;

	for (i = 0; i < 119 - _i; i++)
		saiga_strbuf_str(&text, "word ");
	for (i = 0; i < 200; i++)
		saiga_strbuf_str(&text, "vice-prime-minister ");
	all.len = text.len - 1;
	ck_assert_int_eq(
		saiga_passages_cut(&cut, saiga_strbuf_view(&text), &list, 0),
		SAIGA_OK);
	ck_assert_uint_gt(cut.n, 2);
	ck_assert_uint_eq(cut.items[0].words, _i % 3 == 2 ? 120 : 119 - _i % 3);
	ck_assert_int_eq(memcmp(text.p + cut.items[1].off, "vice", 4), 0);
	saiga_strbuf_dispose(&text);
	saiga_passages_dispose(&cut);
}
END_TEST

/* ---- the lexicon -------------------------------------------------------- */

START_TEST(terms_are_numbered_as_they_come)
{
	struct saiga_lexicon *lexicon = saiga_lexicon_new();
	char term[32];
	uint32_t i;
	int round;

	ck_assert_ptr_nonnull(lexicon);
	for (round = 0; round < 2; round++) {
		for (i = 0; i < 5000; i++) {
			sprintf(term, "сайғақ%u", (unsigned)i);
			ck_assert_uint_eq(
				saiga_lexicon_find(lexicon, saiga_slice(term)),
				SAIGA_NO_TERM);
			ck_assert_uint_eq(
				saiga_lexicon_add(lexicon, saiga_slice(term)),
				i);
			ck_assert_uint_eq(
				saiga_lexicon_add(lexicon, saiga_slice(term)),
				i);
		}
		ck_assert_uint_eq(saiga_lexicon_count(lexicon), 5000);
		for (i = 0; i < 5000; i++) {
			sprintf(term, "сайғақ%u", (unsigned)i);
			ck_assert_uint_eq(
				saiga_lexicon_find(lexicon, saiga_slice(term)),
				i);
			ck_assert(saiga_slice_equal(saiga_slice(term),
				saiga_lexicon_term(lexicon, i)));
		}
		saiga_lexicon_reset(lexicon);
		ck_assert_uint_eq(saiga_lexicon_count(lexicon), 0);
	}
	saiga_lexicon_free(lexicon);
}
END_TEST

START_TEST(any_bytes_are_a_term)
{
	static const struct saiga_slice terms[] = { SAIGA_SLICE_INIT,
		{ "\0", 1 }, { "\0\0", 2 }, { "1234567", 7 },
		{ "1234567\0", 8 }, { "12345678", 8 }, { "123456789", 9 },
		{ "\xff", 1 } };
	struct saiga_lexicon *lexicon = saiga_lexicon_new();
	uint32_t i, n = sizeof(terms) / sizeof(*terms);

	ck_assert_ptr_nonnull(lexicon);
	for (i = 0; i < n; i++)
		ck_assert_uint_eq(saiga_lexicon_add(lexicon, terms[i]), i);
	for (i = 0; i < n; i++)
		ck_assert_uint_eq(saiga_lexicon_find(lexicon, terms[i]), i);
	saiga_lexicon_free(lexicon);
	saiga_lexicon_free(NULL);
}
END_TEST

static void
add_cases(Suite *suite)
{
	TCase *tc = test_case(suite, "characters");

	tcase_add_loop_test(tc, a_character_is_decoded, 0, COUNT(decodings));
	tcase_add_loop_test(tc,
		broken_bytes_are_repaired_and_controls_kept_off_the_terminal, 0,
		COUNT(repairs));
	tcase_add_loop_test(tc,
		a_character_has_a_width_and_may_be_space_or_control, 0,
		COUNT(shapes));
	tcase_add_loop_test(
		tc, a_text_is_cut_between_characters, 0, COUNT(utf8_cuts));
	tc = test_case(suite, "folding");
	tcase_add_loop_test(tc, a_word_folds, 0, (int)folding.n);
	tcase_add_loop_test(
		tc, a_long_word_is_told_by_its_first_64_characters, 0, 9);
	tc = test_case(suite, "words");
	tcase_add_loop_test(tc, a_text_has_words, 0, (int)words.n);
	tcase_add_loop_test(tc, a_word_stands_in_the_text, 0, (int)surfaces.n);
	tc = test_case(suite, "sentences");
	tcase_add_loop_test(tc, a_text_has_sentences, 0, (int)sentences.n);
	tc = test_case(suite, "paragraphs");
	tcase_add_loop_test(tc, a_text_has_paragraphs, 0, (int)paragraphs.n);
	tcase_add_loop_test(
		tc, a_line_reads_as_a_headline_or_not, 0, COUNT(headlines));
	tc = test_case(suite, "passages");
	tcase_add_loop_test(
		tc, paragraphs_are_packed_to_passages, 0, (int)passages.n);
	tcase_add_loop_test(tc, a_joined_word_is_not_cut_in_two, 0, 6);
	tc = test_case(suite, "lexicon");
	tcase_add_test(tc, terms_are_numbered_as_they_come);
	tcase_add_test(tc, any_bytes_are_a_term);
}

int
main(void)
{
	Suite *suite = suite_create("text");
	int result;

	test_table_read(&folding, "folding");
	test_table_read(&words, "words");
	test_table_read(&surfaces, "surfaces");
	test_table_read(&sentences, "sentences");
	test_table_read(&paragraphs, "paragraphs");
	test_table_read(&passages, "passages");
	add_cases(suite);
	result = test_run(suite);
	test_table_dispose(&folding);
	test_table_dispose(&words);
	test_table_dispose(&surfaces);
	test_table_dispose(&sentences);
	test_table_dispose(&paragraphs);
	test_table_dispose(&passages);
	return result;
}
