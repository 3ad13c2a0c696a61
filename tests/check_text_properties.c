/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text, any text: what must hold for it, and how long it may take. */
#include "testlib.h"
#include "text_properties.h"

#include <string.h>

#define TEXT_MAX ((size_t)2 << 20)

/* ---- texts to try ------------------------------------------------------- */

/* Pieces that texts are mixed from: words and what is between words, whole
 * and broken. */
static const char *const pieces[] = {
	"Kazakhstan",
	"Łódź",
	"İstanbul",
	"ısı",
	"Straße",
	"œuvre",
	"état",
	"сайғақ",
	"ёлка",
	"ЙОД",
	"Қазақстан",
	"Україна",
	"Αθήνας",
	"مُحَمَّد",
	"محـمد",
	"می\u200cخواهم",
	"हिन्दी",
	"ग़ज़ल",
	"中国",
	"か\u3099",
	"ﾊﾞ",
	"한국",
	"\u1112\u1161\u11ab",
	"ไทยที่",
	"Oʻzbekiston",
	"ＡＢＣ１２",
	"ﬃ",
	"ŉ",
	"Ǆ",
	"\ufdfa",
	"\u115f",
	"𐐀𐐨",
	"٢٠٢٣",
	"और",
	"ко",
	"и\u0306",
	"e\u0301\u0323",
	"x\u00ad",
	"\u0345",
	"ᾳ",
	"\u1e9e",
	"a",
	"s",
	"S",
	"t",
	"т",
	"е",
	"г",
	"1",
	"0",
	"7",
	"12",
	"28",
	"150",
	"500",
	"000",
	"2023",
	"12345",
	"C5",
	"Dr",
	"Mr",
	"млн",
	"U.S.",
	"т.е.",
	"J.",
	"nur.kz",
	"AT&T",
	"COVID-19",
	"O'Brien",
	"'s",
	"’S",
	"'",
	"’",
	"‘",
	"`",
	"´",
	"\uff07",
	"-",
	"-",
	"‐",
	"–",
	"—",
	"&",
	"·",
	".",
	".",
	",",
	",",
	"...",
	"…",
	"!",
	"?",
	"。",
	"！",
	"؟",
	"।",
	":",
	";",
	"+",
	"\"",
	"“",
	"”",
	"«",
	"»",
	"„",
	"(",
	")",
	"[",
	"]",
	"*",
	"#",
	"№",
	"😀",
	" ",
	" ",
	" ",
	" ",
	"  ",
	"\t",
	"\n",
	"\n",
	"\n\n",
	"\r\n",
	"\r",
	"\v",
	"\u00a0",
	"\u2009",
	"\u202f",
	"\u2028",
	"\u3000",
	"\xc2\x85",
	"\u200b",
	"\u2060",
	"\ufeff",
	"\u00ad",
	"\u200f",
	"\u202e",
	"\ufe0f",
	"\u0301",
	"\u0306",
	"\u0308",
	"\u064b",
	"\u093c",
	"\u3099",
	"\u20dd",
	"\x80",
	"\xff",
	"\xd0",
	"\xe2\x82",
	"\xf0\x9f",
	"\xed\xa0\x80",
	"\xc0\x80",
	"\x01",
	"\x1b[0m",
	"\x7f",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	"The agreement was signed in Astana on Tuesday, officials said. ",
	"Президент провёл встречу с министром энергетики. ",
	"Президент бүгін Үкіметтің кеңейтілген отырысын өткізді. ",
};

enum mixture {
	MIX_BYTES, /* any bytes */
	MIX_LOW,   /* few bytes, so that they meet in every order */
	MIX_PIECES,
	MIX_FEW,     /* a few pieces, over and over */
	MIX_BROKEN,  /* pieces cut and joined in the middle of characters */
	MIX_LONG,    /* enough for several passages */
	MIX_SCALARS, /* any characters of the first planes */
	MIXTURES
};

static uint64_t
random_next(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545f4914f6cdd1du >> 16;
}

static const char *
random_piece(uint64_t *state)
{
	return pieces[random_next(state) % (sizeof(pieces) / sizeof(*pieces))];
}

static void
mix_scalars(uint64_t *state, size_t n, struct saiga_strbuf *out)
{
	for (; n > 0; n--) {
		uint64_t r = random_next(state);
		uint32_t c = (uint32_t)(r >> 8) %
			(r % 8 == 0                  ? 0x20000
					: r % 2 == 0 ? 0x3000
						     : 0x600);

		if (r % 5 == 0)
			saiga_strbuf_byte(out, " -.'\n"[(r >> 4) % 5]);
		else if (c < 0xd800 || c > 0xdfff)
			saiga_utf8_append(out, c);
	}
}

static void
mix(enum mixture mixture, unsigned seed, struct saiga_strbuf *out)
{
	static const char low[] = "aS.,'- 17\n\"\xd0\x80\xcc\x81";
	uint64_t state = seed * 2654435761u + (uint64_t)mixture + 1, n;
	const char *few[4];
	size_t i;

	for (i = 0; i < 4; i++)
		few[i] = random_piece(&state);
	n = random_next(&state) % (mixture == MIX_LONG ? 4000 : 80) + 1;
	if (mixture == MIX_SCALARS)
		mix_scalars(&state, n, out);
	for (; mixture != MIX_SCALARS && n > 0; n--) {
		uint64_t r = random_next(&state);
		const char *piece = random_piece(&state);

		if (mixture == MIX_BYTES)
			saiga_strbuf_byte(out, (char)r);
		else if (mixture == MIX_LOW)
			saiga_strbuf_byte(out, low[r % (sizeof(low) - 1)]);
		else if (mixture == MIX_FEW)
			saiga_strbuf_str(out, few[r % 4]);
		else if (mixture == MIX_BROKEN)
			saiga_strbuf_append(
				out, piece, r % (strlen(piece) + 1));
		else
			saiga_strbuf_str(out, piece);
		if (mixture == MIX_LONG && r % 3 == 0)
			saiga_strbuf_byte(out, ' ');
	}
}

/* What a megabyte is filled with. */
static const char *const giants[] = {
	"a-",
	"слово ",
	"слово. ",
	"\u0301",
	"a\u0301",
	"\"",
	".",
	"a.",
	" . \" ",
	"a\u200b\u200b ",
	"1 000 ",
	"a's-",
	"a.\x80",
	"\n\n.",
	"中。",
	"(",
	". \u00a0\u00a0(((( ",
	"Слово в строке, которую перенесли в конце.\n",
};

/* ---- properties --------------------------------------------------------- */

#define ROUNDS 1000u
#define LONG_ROUNDS 50u

static const char *const tables[] = { "folding", "words", "surfaces",
	"sentences", "paragraphs" };

static const char *const seeds[] = {
	"tests/seeds/text/english",
	"tests/seeds/text/russian",
	"tests/seeds/text/kazakh",
	"tests/seeds/text/mixed",
	"tests/seeds/text/broken",
	"tests/seeds/text/wrapped",
};

static struct test_table graphemes;

START_TEST(a_text_has_clusters)
{
	struct saiga_slice text = graphemes.rows[_i].input;
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(TEXT_MAX);
	size_t at = 0, end;

	for (; at < text.len; at = end) {
		end = saiga_grapheme_end(text, at);
		saiga_strbuf_append(&out, text.p + at, end - at);
		saiga_strbuf_byte(&out, '|');
	}
	test_row_gives(&graphemes, _i, &out);
}
END_TEST

static void
hold(struct saiga_slice text, const char *of, unsigned number)
{
	struct saiga_strbuf shown = SAIGA_STRBUF_INIT(TEXT_MAX);
	const char *broken = text_properties_broken(text);

	if (broken == NULL)
		return;
	test_escape(saiga_utf8_cut(text, 8000), &shown);
	ck_abort_msg("%s %u: broken: %s\n%s", of, number, broken,
		saiga_strbuf_cstr(&shown));
}

START_TEST(properties_hold_for_every_row)
{
	struct test_table table;
	size_t i;

	test_table_read(&table, tables[_i]);
	for (i = 0; i < table.n; i++) {
		hold(table.rows[i].input, table.name, table.rows[i].line);
		hold(table.rows[i].expected, table.name, table.rows[i].line);
	}
	test_table_dispose(&table);
}
END_TEST

START_TEST(properties_hold_for_seeds)
{
	struct saiga_strbuf seed = SAIGA_STRBUF_INIT(TEXT_MAX);

	test_read_source(seeds[_i], &seed);
	hold(saiga_strbuf_view(&seed), seeds[_i], 0);
	ck_assert_int_eq(
		LLVMFuzzerTestOneInput((const uint8_t *)seed.p, seed.len), 0);
	saiga_strbuf_dispose(&seed);
}
END_TEST

START_TEST(properties_hold_for_mixed_texts)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(TEXT_MAX);
	unsigned i, rounds = _i == MIX_LONG ? LONG_ROUNDS : ROUNDS;

	for (i = 0; i < rounds; i++) {
		saiga_strbuf_reset(&text);
		mix((enum mixture)_i, i, &text);
		hold(saiga_strbuf_view(&text), "mixture", i);
	}
	saiga_strbuf_dispose(&text);
}
END_TEST

START_TEST(a_giant_text_is_read_in_linear_time)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(TEXT_MAX);
	struct saiga_paragraphs list = SAIGA_PARAGRAPHS_INIT;
	struct saiga_passages cut = SAIGA_PASSAGES_INIT;
	struct saiga_slice text;
	size_t from = 0;

	while (bytes.len < (size_t)1 << 20)
		saiga_strbuf_str(&bytes, giants[_i]);
	text = saiga_strbuf_view(&bytes);
	while (from < text.len)
		from = saiga_sentence_end(text, from);
	ck_assert_int_eq(saiga_paragraphs_cut(&list, text), SAIGA_OK);
	ck_assert_int_eq(saiga_passages_cut(&cut, text, &list, 0), SAIGA_OK);
	saiga_paragraphs_dispose(&list);
	saiga_passages_dispose(&cut);
	saiga_strbuf_dispose(&bytes);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("text-properties");
	TCase *tc = test_case(suite, "properties");
	int result;

	test_table_read(&graphemes, "graphemes");
	tcase_add_loop_test(
		tc, properties_hold_for_every_row, 0, COUNT(tables));
	tcase_add_loop_test(tc, properties_hold_for_seeds, 0, COUNT(seeds));
	tcase_add_loop_test(tc, properties_hold_for_mixed_texts, 0, MIXTURES);
	tcase_add_loop_test(tc, a_text_has_clusters, 0, (int)graphemes.n);
	tc = test_case(suite, "giants");
	tcase_add_loop_test(
		tc, a_giant_text_is_read_in_linear_time, 0, COUNT(giants));
	result = test_run(suite);
	test_table_dispose(&graphemes);
	return result;
}
