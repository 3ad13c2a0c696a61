/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The binding: stems, terms of a text, queries and the query parser. */
#include "xc_test.h"

#include <string.h>

/* The description of the query must be this; frees the query. */
static void
reads(struct xc_query *query, const char *expected)
{
	struct xc_bytes text = XC_BYTES_INIT;

	OK(xc_query_describe(&text, query, &err));
	xc_query_free(query);
	ck_assert_msg(text.len > 7, "%s", text.data);
	text.data[text.len - 1] = '\0';
	ck_assert_str_eq(text.data + 6, expected); /* within "Query()" */
	xc_bytes_dispose(&text);
}

static struct xc_query *
term(const char *text)
{
	return SOME(xc_query_new_term(text, strlen(text), 1, 0, &err));
}

static struct xc_query *
parse(struct xc_parser *parser, const char *text, unsigned flags)
{
	return SOME(xc_parser_parse(parser, text, strlen(text), flags, &err));
}

/* Leaves vowels out; fails on the word "fail". */
static int
without_vowels(struct xc_bytes *out, const char *word, size_t len, void *ctx)
{
	char stem[64];
	size_t i, n = 0;

	ck_assert_str_eq(ctx, "context");
	if (len == 4 && memcmp(word, "fail", 4) == 0)
		return 7;
	for (i = 0; i < len; i++)
		if (memchr("aeiou", word[i], 5) == NULL)
			stem[n++] = word[i];
	return (int)xc_bytes_set(out, stem, n);
}

static int
stop_b(bool *stop, const char *word, size_t len, void *ctx)
{
	*stop = len == 1 && *word == 'b';
	return len == 1 && *word == '!' ? 1 : ctx == NULL && *word == 'x';
}

/* stems and stop words */

START_TEST(stems_are_made_by_language)
{
	struct xc_stem *stem = SOME(xc_stem_new("english", &err));
	struct xc_bytes word = XC_BYTES_INIT;

	OK(xc_stem_word(&word, stem, SIZED("harbours"), &err));
	xc_test_holds(&word, "harbour");
	OK(xc_stem_describe(&word, stem, &err));
	xc_test_holds(&word, "Xapian::Stem(english)");
	xc_stem_free(stem);
	stem = SOME(xc_stem_new("none", &err));
	OK(xc_stem_word(&word, stem, SIZED("a\0b"), &err));
	xc_test_bytes(word.data, word.len, SIZED("a\0b"));
	xc_stem_free(stem);
	NONE(XC_INVALID_ARGUMENT_ERROR, xc_stem_new("klingon", &err));
	OK(xc_stem_languages(&word, &err));
	ck_assert_ptr_nonnull(strstr(word.data, "russian"));
	xc_bytes_dispose(&word);
}
END_TEST

START_TEST(stems_are_made_by_callback)
{
	char context[] = "context";
	struct xc_stem *stem =
		SOME(xc_stem_new_callback(without_vowels, context, &err));
	struct xc_parser *parser = SOME(xc_parser_new(&err));
	struct xc_bytes word = XC_BYTES_INIT;

	OK(xc_stem_word(&word, stem, SIZED("harbour"), &err));
	xc_test_holds(&word, "hrbr");
	FAILS(XC_CALLBACK_ERROR,
		xc_stem_word(&word, stem, SIZED("fail"), &err));
	ck_assert_str_eq(err.message, "the stemmer returned 7");
	ck_assert_ptr_null(word.data);
	OK(xc_parser_set_stemmer(parser, stem, &err));
	OK(xc_parser_set_stemming_strategy(parser, XC_STEM_ALL, &err));
	xc_stem_free(stem);
	reads(parse(parser, "empty harbour", XC_PARSER_DEFAULT),
		"(mpty@1 OR hrbr@2)");
	NONE(XC_CALLBACK_ERROR,
		xc_parser_parse(
			parser, SIZED("fail"), XC_PARSER_DEFAULT, &err));
	xc_parser_free(parser);
}
END_TEST

START_TEST(a_stopper_is_a_list_or_a_callback)
{
	const struct xc_slice words[] = { xc_slice_str("a"),
		xc_slice_of(SIZED("t\0e")) };
	struct xc_stopper *stopper = SOME(xc_stopper_new(words, 2, &err));
	bool stops;

	OK(xc_stopper_stops(&stops, stopper, SIZED("t\0e"), &err));
	ck_assert(stops);
	OK(xc_stopper_stops(&stops, stopper, SIZED("b"), &err));
	ck_assert(!stops);
	OK(xc_stopper_add(stopper, SIZED("b"), &err));
	OK(xc_stopper_stops(&stops, stopper, SIZED("b"), &err));
	ck_assert(stops);
	xc_stopper_free(stopper);
	stopper = SOME(xc_stopper_new_callback(stop_b, &stops, &err));
	OK(xc_stopper_stops(&stops, stopper, SIZED("b"), &err));
	ck_assert(stops);
	FAILS(XC_CALLBACK_ERROR,
		xc_stopper_stops(&stops, stopper, SIZED("!"), &err));
	FAILS(XC_INVALID_OPERATION_ERROR,
		xc_stopper_add(stopper, SIZED("a"), &err));
	xc_stopper_free(stopper);
}
END_TEST

/* terms of a text */

START_TEST(a_text_becomes_terms)
{
	struct xc_term_generator *g = SOME(xc_term_generator_new(&err));
	struct xc_document *doc = SOME(xc_document_new(&err));
	struct xc_bytes text = XC_BYTES_INIT;
	struct xc_term_iter *it;

	OK(xc_term_generator_set_document(g, doc, &err));
	OK(xc_term_generator_index(
		g, xc_slice_str("Out, ship; OUT!"), 1, "", &err));
	ck_assert_uint_eq(xc_term_generator_position(g), 3);
	it = SOME(xc_document_terms(doc, &err));
	ck_assert(xc_term_iter_next(it, &err));
	ck_assert_str_eq(xc_term_iter_term(it, NULL), "out");
	ck_assert_str_eq(
		xc_test_positions(SOME(xc_term_iter_positions(it, &err))),
		"1 3 ");
	xc_term_iter_free(it);
	xc_term_generator_set_position(g, 100);
	OK(xc_term_generator_index(g, xc_slice_of(NULL, 0), 1, "S", &err));
	OK(xc_term_generator_index_without_positions(
		g, xc_slice_str("harbour"), 2, "S", &err));
	ck_assert_uint_eq(xc_term_generator_position(g), 100);
	ck_assert_str_eq(xc_test_terms(SOME(xc_document_terms(doc, &err))),
		"Sharbour out ship ");
	OK(xc_term_generator_describe(&text, g, &err));
	xc_bytes_dispose(&text);
	xc_document_free(doc);
	xc_term_generator_free(g);
}
END_TEST

START_TEST(a_text_is_stemmed_stopped_and_spelled)
{
	struct xc_writable *w = SOME(xc_writable_open("db", 0, 0, &err));
	struct xc_term_generator *g = SOME(xc_term_generator_new(&err));
	struct xc_document *doc = SOME(xc_document_new(&err));
	struct xc_stem *stem = SOME(xc_stem_new("en", &err));
	struct xc_stopper *stopper =
		SOME(xc_stopper_new_callback(stop_b, g, &err));

	OK(xc_term_generator_set_document(g, doc, &err));
	OK(xc_term_generator_set_database(g, w, &err));
	OK(xc_term_generator_set_flags(g, XC_TERM_GENERATOR_SPELLING, &err));
	OK(xc_term_generator_set_stemmer(g, stem, &err));
	OK(xc_term_generator_set_stemming_strategy(g, XC_STEM_SOME, &err));
	OK(xc_term_generator_set_stopper(g, stopper, &err));
	OK(xc_term_generator_set_stopper_strategy(g, XC_STOP_ALL, &err));
	OK(xc_term_generator_set_max_word_length(g, 10, &err));
	xc_stem_free(stem);
	xc_stopper_free(stopper);
	OK(xc_term_generator_index(
		g, xc_slice_str("ships b averyverylongword"), 1, "", &err));
	ck_assert_str_eq(xc_test_terms(SOME(xc_document_terms(doc, &err))),
		"Zship ships ");
	ck_assert_str_eq(xc_test_terms(SOME(xc_database_spellings(
				 xc_writable_database(w), &err))),
		"ships ");
	OK(xc_term_generator_set_stemmer(g, NULL, &err));
	OK(xc_term_generator_set_stopper(g, NULL, &err));
	xc_term_generator_free(g);
	xc_document_free(doc);
	xc_writable_free(w);
}
END_TEST

/* queries */

START_TEST(queries_combine)
{
	const struct xc_slice words[] = { xc_slice_str("a"), xc_slice_str("b"),
		xc_slice_of(SIZED("\xa3\0")) };
	struct xc_query *q[3] = { term("a"), term("b"), NULL };

	reads(SOME(xc_query_new_combined_terms(
		      XC_OP_PHRASE, words, 2, 0, &err)),
		"(a PHRASE 2 b)");
	reads(SOME(xc_query_new_combined_terms(XC_OP_NEAR, words, 2, 5, &err)),
		"(a NEAR 5 b)");
	reads(SOME(xc_query_new_combined_terms(XC_OP_OR, words, 3, 0, &err)),
		"(a OR b OR \\xa3\\x00)");
	q[2] = SOME(xc_query_new_combined_terms(
		XC_OP_ELITE_SET, words, 2, 1, &err));
	reads(SOME(xc_query_new_combined(XC_OP_XOR,
		      (const struct xc_query *const *)q, 3, 0, &err)),
		"(a XOR b XOR (a ELITE_SET 1 b))");
	reads(SOME(xc_query_new_combined(XC_OP_AND_NOT,
		      (const struct xc_query *const *)q, 2, 0, &err)),
		"(a AND_NOT b)");
	NONE(XC_INVALID_ARGUMENT_ERROR,
		xc_query_new_combined(XC_OP_AND,
			(const struct xc_query *const *)q, 2, 3, &err));
	NONE(XC_INVALID_ARGUMENT_ERROR,
		xc_query_new_combined(XC_OP_WILDCARD,
			(const struct xc_query *const *)q, 2, 0, &err));
	xc_query_free(q[0]);
	q[0] = SOME(
		xc_query_new_combined_terms(XC_OP_SYNONYM, words, 2, 0, &err));
	NONE(XC_UNIMPLEMENTED_ERROR,
		xc_query_new_combined(XC_OP_PHRASE,
			(const struct xc_query *const *)q, 2, 0, &err));
	xc_query_free(q[2]);
	q[2] = SOME(xc_query_new_combined(XC_OP_AND, NULL, 0, 0, &err));
	ck_assert(xc_query_is_empty(q[2]));
	xc_query_free(q[0]);
	xc_query_free(q[1]);
	xc_query_free(q[2]);
}
END_TEST

START_TEST(queries_are_of_values_weights_and_wildcards)
{
	struct xc_wildcard_options options = XC_WILDCARD_OPTIONS_INIT;
	struct xc_query *a = term("a"), *nothing;

	reads(SOME(xc_query_new_value_range(
		      3, xc_slice_str("1"), xc_slice_str("4"), &err)),
		"VALUE_RANGE 3 1 4");
	reads(SOME(xc_query_new_value_ge(3, SIZED("1"), &err)), "VALUE_GE 3 1");
	reads(SOME(xc_query_new_value_le(3, SIZED("4"), &err)), "VALUE_LE 3 4");
	reads(SOME(xc_query_new_scaled(a, 2.5, &err)), "2.5 * a");
	NONE(XC_INVALID_ARGUMENT_ERROR, xc_query_new_scaled(a, -1, &err));
	reads(SOME(xc_query_new_wildcard(SIZED("sh"), NULL, &err)),
		"WILDCARD SYNONYM sh");
	options.combiner = XC_OP_OR;
	reads(SOME(xc_query_new_wildcard(SIZED("sh"), &options, &err)),
		"WILDCARD OR sh");
	options.combiner = XC_OP_AND;
	NONE(XC_INVALID_ARGUMENT_ERROR,
		xc_query_new_wildcard(SIZED("sh"), &options, &err));
	reads(SOME(xc_query_new_match_all(&err)), "<alldocuments>");
	nothing = SOME(xc_query_new_match_nothing(&err));
	ck_assert(xc_query_is_empty(nothing));
	ck_assert_int_eq(xc_query_type(nothing), XC_LEAF_MATCH_NOTHING);
	NONE(XC_RANGE_ERROR, xc_query_subquery(nothing, 0, &err));
	xc_query_free(nothing);
	xc_query_free(a);
}
END_TEST

START_TEST(a_query_is_taken_apart)
{
	struct xc_query *q[2] = { NULL, term("b") }, *both, *copy;
	struct xc_bytes bytes = XC_BYTES_INIT;

	q[0] = SOME(xc_query_new_term(SIZED("z"), 3, 1, &err));
	both = SOME(xc_query_new_combined(
		XC_OP_OR, (const struct xc_query *const *)q, 2, 0, &err));
	xc_query_free(q[0]);
	xc_query_free(q[1]);
	ck_assert_int_eq(xc_query_type(both), XC_OP_OR);
	ck_assert_uint_eq(xc_query_subquery_count(both), 2);
	ck_assert_uint_eq(xc_query_length(both), 4);
	reads(SOME(xc_query_subquery(both, 1, &err)), "b");
	NONE(XC_RANGE_ERROR, xc_query_subquery(both, 2, &err));
	ck_assert_str_eq(
		xc_test_terms(SOME(xc_query_terms(both, &err))), "b z ");
	ck_assert_str_eq(
		xc_test_terms(SOME(xc_query_unique_terms(both, &err))), "b z ");
	OK(xc_query_serialise(&bytes, both, &err));
	copy = SOME(xc_query_copy(both, &err));
	xc_query_free(both);
	reads(copy, "(z#3@1 OR b)");
	reads(SOME(xc_query_unserialise(bytes.data, bytes.len, &err)),
		"(z#3@1 OR b)");
	NONE(XC_SERIALISATION_ERROR, xc_query_unserialise("\x01", 1, &err));
	xc_bytes_dispose(&bytes);
}
END_TEST

/* the parser */

START_TEST(the_parser_knows_operators)
{
	struct xc_parser *parser = SOME(xc_parser_new(&err));
	struct xc_bytes text = XC_BYTES_INIT;

	reads(parse(parser, "a AND \"b c\" -d", XC_PARSER_DEFAULT),
		"(a@1 AND ((b@2 PHRASE 2 c@3) AND_NOT d@4))");
	reads(parse(parser, "NOT a", XC_PARSER_BOOLEAN | XC_PARSER_PURE_NOT),
		"(<alldocuments> AND_NOT a@1)");
	NONE(XC_QUERY_PARSER_ERROR,
		xc_parser_parse(
			parser, SIZED("a AND"), XC_PARSER_DEFAULT, &err));
	ck_assert_str_eq(err.message, "Syntax: <expression> AND <expression>");
	OK(xc_parser_set_default_op(parser, XC_OP_AND, &err));
	ck_assert_int_eq(xc_parser_default_op(parser), XC_OP_AND);
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_parser_set_default_op(parser, XC_OP_WILDCARD, &err));
	reads(SOME(xc_parser_parse_prefixed(parser, xc_slice_str("a b"),
		      XC_PARSER_DEFAULT, "S", &err)),
		"(Sa@1 AND Sb@2)");
	OK(xc_parser_describe(&text, parser, &err));
	xc_bytes_dispose(&text);
	xc_parser_free(parser);
}
END_TEST

START_TEST(the_parser_stems_and_stops)
{
	struct xc_parser *parser = SOME(xc_parser_new(&err));
	struct xc_stem *stem = SOME(xc_stem_new("en", &err));
	struct xc_stopper *stopper =
		SOME(xc_stopper_new_callback(stop_b, parser, &err));

	OK(xc_parser_set_stemmer(parser, stem, &err));
	OK(xc_parser_set_stemming_strategy(parser, XC_STEM_SOME, &err));
	OK(xc_parser_set_stopper(parser, stopper, &err));
	xc_stem_free(stem);
	xc_stopper_free(stopper);
	reads(parse(parser, "ships b", XC_PARSER_DEFAULT), "Zship@1");
	ck_assert_str_eq(
		xc_test_terms(SOME(xc_parser_stop_list(parser, &err))), "b ");
	ck_assert_str_eq(xc_test_terms(SOME(xc_parser_unstem(
				 parser, SIZED("Zship"), &err))),
		"ships ");
	OK(xc_parser_set_stopper(parser, NULL, &err));
	OK(xc_parser_set_stemmer(parser, NULL, &err));
	reads(parse(parser, "ships b", XC_PARSER_DEFAULT), "(ships@1 OR b@2)");
	xc_parser_free(parser);
}
END_TEST

START_TEST(the_parser_looks_into_the_database)
{
	static const char *const texts[] = { "harbour harvest ship" };
	struct xc_writable *w = xc_test_database("db", texts, 1);
	struct xc_parser *parser = SOME(xc_parser_new(&err));
	struct xc_bytes text = XC_BYTES_INIT;

	OK(xc_writable_add_spelling(w, SIZED("harbour"), 1, &err));
	OK(xc_writable_commit(w, &err));
	OK(xc_parser_set_database(parser, xc_writable_database(w), &err));
	reads(parse(parser, "sh", XC_PARSER_PARTIAL),
		"(WILDCARD SYNONYM sh OR sh@1)");
	reads(parse(parser, "harbuor", XC_PARSER_SPELLING_CORRECTION),
		"harbuor@1");
	OK(xc_parser_corrected(&text, parser, &err));
	xc_test_holds(&text, "harbour");
	OK(xc_parser_set_max_expansion(
		parser, 1, XC_WILDCARD_LIMIT_FIRST, XC_PARSER_WILDCARD, &err));
	reads(parse(parser, "har*", XC_PARSER_WILDCARD),
		"WILDCARD SYNONYM har");
	xc_parser_free(parser);
	xc_writable_free(w);
}
END_TEST

/* Makes "xyz" the term Fxyz, "none" nothing; fails for "fail". */
static int
field_term(struct xc_query **out, const char *text, size_t len, void *ctx)
{
	char name[32] = "F";

	(void)ctx;
	if (len == 4 && memcmp(text, "fail", 4) == 0)
		return -2;
	strncat(name, text, len);
	if (strcmp(name, "Fnone") != 0)
		*out = term(name);
	return 0;
}

START_TEST(the_parser_knows_fields)
{
	struct xc_parser *parser = SOME(xc_parser_new(&err));
	struct xc_field_processor *field =
		SOME(xc_field_processor_new(field_term, NULL, &err));

	OK(xc_parser_add_prefix(parser, "title", "S", &err));
	OK(xc_parser_add_boolean_prefix(parser, "lang", "L", NULL, &err));
	OK(xc_parser_add_boolean_prefix(parser, "tag", "K", "", &err));
	OK(xc_parser_add_boolean_prefix(parser, "site", "H", "where", &err));
	OK(xc_parser_add_field(parser, "f", field, &err));
	OK(xc_parser_add_boolean_field(parser, "g", field, NULL, &err));
	xc_field_processor_free(field);
	reads(parse(parser, "title:ship lang:en lang:ru", XC_PARSER_DEFAULT),
		"(Sship@1 FILTER (Len OR Lru))");
	reads(parse(parser, "tag:a tag:b", XC_PARSER_DEFAULT),
		"0 * (Ka AND Kb)");
	reads(parse(parser, "f:xyz", XC_PARSER_DEFAULT), "Fxyz");
	reads(parse(parser, "a g:xyz", XC_PARSER_DEFAULT), "(a@1 FILTER Fxyz)");
	ck_assert_ptr_null(xc_parser_parse(
		parser, SIZED("f:fail"), XC_PARSER_DEFAULT, &err));
	FAILS(XC_CALLBACK_ERROR, err.kind);
	NONE(XC_CALLBACK_ERROR,
		xc_parser_parse(parser, SIZED("a AND g:fail"),
			XC_PARSER_DEFAULT, &err));
	FAILS(XC_INVALID_OPERATION_ERROR,
		xc_parser_add_prefix(parser, "lang", "L", &err));
	xc_parser_free(parser);
}
END_TEST

/* Takes ranges of one letter; fails where they begin with "!". */
static int
letter_range(struct xc_query **out, struct xc_slice begin, struct xc_slice end,
	void *ctx)
{
	(void)ctx;
	if (begin.len == 1 && *begin.data == '!')
		return 3;
	if (begin.len == 1 && end.len == 1)
		*out = xc_query_new_value_range(9, begin, end, NULL);
	return 0;
}

START_TEST(the_parser_knows_ranges)
{
	struct xc_parser *parser = SOME(xc_parser_new(&err));
	struct xc_range_processor *range =
		SOME(xc_range_processor_new_callback(letter_range, NULL, &err));

	OK(xc_parser_add_range(parser, range, NULL, &err));
	xc_range_processor_free(range);
	range = SOME(xc_range_processor_new_date(
		1, "", XC_RANGE_DATE_PREFER_MDY, 1960, &err));
	OK(xc_parser_add_range(parser, range, NULL, &err));
	xc_range_processor_free(range);
	range = SOME(xc_range_processor_new_number(2, "$", 0, &err));
	OK(xc_parser_add_range(parser, range, "money", &err));
	xc_range_processor_free(range);
	range = SOME(xc_range_processor_new(3, "", 0, &err));
	OK(xc_parser_add_range(parser, range, NULL, &err));
	xc_range_processor_free(range);
	reads(parse(parser, "a..b", XC_PARSER_DEFAULT), "VALUE_RANGE 9 a b");
	reads(parse(parser, "12/03/99..12/04/01", XC_PARSER_DEFAULT),
		"VALUE_RANGE 1 19991203 20011204");
	reads(parse(parser, "$10..20", XC_PARSER_DEFAULT),
		"VALUE_RANGE 2 \\xad \\xb1");
	reads(parse(parser, "aa..bb", XC_PARSER_DEFAULT),
		"VALUE_RANGE 3 aa bb");
	NONE(XC_CALLBACK_ERROR,
		xc_parser_parse(
			parser, SIZED("!..b"), XC_PARSER_DEFAULT, &err));
	xc_parser_free(parser);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("xapian-c-query");
	TCase *tc = xc_test_case(suite, "stems");

	tcase_add_test(tc, stems_are_made_by_language);
	tcase_add_test(tc, stems_are_made_by_callback);
	tcase_add_test(tc, a_stopper_is_a_list_or_a_callback);
	tc = xc_test_case(suite, "terms");
	tcase_add_test(tc, a_text_becomes_terms);
	tcase_add_test(tc, a_text_is_stemmed_stopped_and_spelled);
	tc = xc_test_case(suite, "queries");
	tcase_add_test(tc, queries_combine);
	tcase_add_test(tc, queries_are_of_values_weights_and_wildcards);
	tcase_add_test(tc, a_query_is_taken_apart);
	tc = xc_test_case(suite, "parser");
	tcase_add_test(tc, the_parser_knows_operators);
	tcase_add_test(tc, the_parser_stems_and_stops);
	tcase_add_test(tc, the_parser_looks_into_the_database);
	tcase_add_test(tc, the_parser_knows_fields);
	tcase_add_test(tc, the_parser_knows_ranges);
	return xc_test_run(suite);
}
