/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of paragraphs that recur: what is marked, whatever the order. */
#include "recurring.h"
#include "testlib.h"
#include "writer.h"

#include <stdio.h>
#include <string.h>

#define TEXT_MAX 4096

/* Where the line stands; a tail was brought along behind the text. */
enum place { LAST, MIDDLE, TAIL };

/* How a collection is made, and how often its line is marked. */
static const struct {
	const char *line; /* the last paragraph of the first `with` articles */
	const char *host;
	unsigned articles, with;
	unsigned copies; /* of the articles, that are the first story again */
	enum place line_is;
	unsigned marked;
} rows[] = {
	{ "Get our letter.", "a.example", 12, 10, 0, LAST, 10 },
	{ "Get our letter.", "a.example", 12, 9, 0, LAST, 0 },
	{ "Get our letter.", "a.example", 30, 30, 0, LAST, 30 },
	/* Digits do not count. */
	{ "# comments", "a.example", 12, 12, 0, LAST, 12 },
	/* Hosts are apart; h is one for each half. */
	{ "Get our letter.", "h#.example", 18, 18, 0, LAST, 0 },
	{ "Get our letter.", "h#.example", 20, 20, 0, LAST, 20 },
	/* Copies of one story tell it. */
	{ "He was glad of it.", "a.example", 12, 12, 12, LAST, 0 },
	{ "Get our letter.", "a.example", 16, 16, 4, LAST, 16 },
	{ "Get our letter.", "a.example", 16, 16, 6, LAST, 10 },
	/* What is in the middle is the article's. */
	{ "Get our letter.", "a.example", 12, 12, 0, MIDDLE, 0 },
	/* Nor is it the page's what an export keeps apart. */
	{ "Knuth, D. E.", "a.example", 12, 12, 0, TAIL, 0 },
	/* Nobody knows whose they are. */
	{ "Get our letter.", "", 12, 12, 0, LAST, 0 },
};

/* Writes the pattern with the digit for "#". */
static void
fill(char out[64], const char *pattern, unsigned digit)
{
	size_t i;

	for (i = 0; i < 63 && pattern[i] != '\0'; i++)
		out[i] = pattern[i] == '#' ? (char)('0' + digit) : pattern[i];
	out[i] = '\0';
}

/* The article number n of the row; the text is the caller's. */
static void
make_article(struct saiga_article *a, int row, unsigned n, bool with,
	char text[TEXT_MAX], char url[128])
{
	unsigned story = n < rows[row].copies ? 0 : n, i;
	char line[64], host[64];
	size_t len = 0;

	saiga_article_init(a);
	fill(host, rows[row].host, n % 2);
	if (host[0] != '\0')
		snprintf(url, 128, "https://%s/%u", host, n);
	else
		url[0] = '\0';
	fill(line, rows[row].line, n % 10);
	for (i = 0; i < 12; i++) {
		bool is_line =
			with && i == (rows[row].line_is == MIDDLE ? 5 : 11);
		struct saiga_paragraph p = { .off = len, .apart = true };

		if (is_line && rows[row].line_is == TAIL)
			p.kind = SAIGA_PARAGRAPH_TAIL;

		len += (size_t)(is_line
				? snprintf(text + len, TEXT_MAX - len, "%s",
					  line)
				: snprintf(text + len, TEXT_MAX - len,
					  "Much was said of %c, by %c.",
					  'A' + (int)story, 'a' + (int)i));
		p.len = len - p.off;
		ck_assert_int_eq(
			saiga_paragraphs_add(&a->paragraphs, p), SAIGA_OK);
		text[len++] = '\n';
	}
	a->text = saiga_slice_of(text, len);
	a->field[SAIGA_FIELD_URL] = saiga_slice(url);
	snprintf(line, sizeof(line), "article %u", n);
	saiga_id_make(saiga_slice(line), a->id);
}

static void
put(struct writer *writer, int row, unsigned n, bool with)
{
	char text[TEXT_MAX], url[128];
	struct saiga_article a;
	bool cut;

	make_article(&a, row, n, with, text, url);
	ck_assert_int_eq(writer_put(&cut, writer, &a, NULL), SAIGA_OK);
	saiga_article_dispose(&a);
}

/* Marks that there are in the index; those of other paragraphs than the last
 * are wrong. */
static unsigned
count_marks(struct writer *writer, unsigned articles)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	unsigned n, marks = 0;
	size_t i;

	for (n = 0; n < articles; n++) {
		ck_assert_int_eq(saiga_stored_fetch(&stored,
					 writer_database(writer), n + 1, NULL),
			SAIGA_OK);
		for (i = 0; i < stored.article.paragraphs.n; i++) {
			bool recurs = stored.article.paragraphs.items[i].recurs;

			ck_assert(!recurs || i == 11);
			marks += recurs;
		}
		for (i = 0; i < stored.article.passages.n; i++)
			ck_assert(!stored.article.paragraphs.items[11].recurs ||
				stored.article.passages.items[i]
						.last_paragraph < 11);
	}
	saiga_stored_dispose(&stored);
	return marks;
}

static struct writer *
open_index(void)
{
	struct writer *writer;

	ck_assert_int_eq(writer_open(&writer, "index", 0, NULL), SAIGA_OK);
	return writer;
}

START_TEST(lines_are_marked)
{
	struct writer *writer = open_index();
	unsigned n;

	for (n = 0; n < rows[_i].articles; n++)
		put(writer, _i, n, n < rows[_i].with);
	ck_assert_uint_eq(
		count_marks(writer, rows[_i].articles), rows[_i].marked);
	writer_free(writer);
}
END_TEST

/* Backwards, in many runs, each article twice. */
START_TEST(lines_are_marked_in_any_order)
{
	unsigned n;

	for (n = rows[_i].articles; n-- > 0;) {
		struct writer *writer = open_index();

		put(writer, _i, n, n >= rows[_i].with);
		put(writer, _i, n, n < rows[_i].with);
		ck_assert_int_eq(writer_commit(writer, NULL), SAIGA_OK);
		if (n == 0)
			ck_assert_uint_eq(
				count_marks(writer, rows[_i].articles),
				rows[_i].marked);
		writer_free(writer);
	}
}
END_TEST

START_TEST(marks_go_when_there_are_too_few)
{
	struct writer *writer = open_index();
	unsigned n;

	for (n = 0; n < 10; n++)
		put(writer, 0, n, true);
	ck_assert_uint_eq(count_marks(writer, 10), 10);
	put(writer, 0, 3, false);
	ck_assert_uint_eq(count_marks(writer, 10), 0);
	put(writer, 0, 3, true);
	ck_assert_uint_eq(count_marks(writer, 10), 10);
	writer_free(writer);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("recurring");
	TCase *tc = test_case(suite, "marks");

	tcase_add_checked_fixture(tc, test_folder_setup, test_folder_teardown);
	tcase_set_timeout(tc, 60);
	tcase_add_loop_test(tc, lines_are_marked, 0, COUNT(rows));
	tcase_add_loop_test(tc, lines_are_marked_in_any_order, 0, COUNT(rows));
	tcase_add_test(tc, marks_go_when_there_are_too_few);
	return test_run(suite);
}
