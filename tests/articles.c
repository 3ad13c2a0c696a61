/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An index of the articles in tests/data/articles.test. */
#include "articles.h"

#include "index.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define COPY_MAX ((size_t)1 << 16)

struct test_table articles;
struct xc_database *db;
const struct search_options find_all = { .max = 1000, .now = ARTICLES_NOW };

static void
on_message(const char *path, const char *text, void *ctx)
{
	(void)ctx;
	fprintf(stderr, "%s: %s\n", path, text);
}

static void
on_progress(const struct index_counts *done, const struct index_counts *all,
	void *ctx)
{
	(void)done;
	(void)all;
	(void)ctx;
}

static void
write_file(struct saiga_slice name, struct saiga_slice content)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof(path), "articles/%.*s", (int)name.len, name.p);
	file = fopen(path, "wb");
	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(content.p, 1, content.len, file), content.len);
	ck_assert_int_eq(fclose(file), 0);
}

struct xc_database *
articles_index(const char *path, char *folder)
{
	struct xc_database *made;
	struct index_options options = {
		.db = path, .paths = &folder, .n_paths = 1
	};
	struct index_events events = { on_message, on_progress, NULL, NULL,
		NULL, NULL };
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct index_counts counts;

	ck_assert_msg(index_run(&counts, &options, &events, &err) == SAIGA_OK,
		"%s", err.msg);
	ck_assert_uint_eq(counts.failed, 0);
	ck_assert_msg(
		saiga_store_open(&made, path, &err) == SAIGA_OK, "%s", err.msg);
	return made;
}

static void
index_articles(void)
{
	char folder[] = "articles";

	db = articles_index(ARTICLES_DB, folder);
}

static void
write_articles(void)
{
	size_t i;

	ck_assert_int_eq(mkdir("articles", 0777), 0);
	for (i = 0; i < articles.n; i++)
		write_file(articles.rows[i].input, articles.rows[i].expected);
}

void
articles_setup(void)
{
	test_folder_setup();
	write_articles();
	index_articles();
}

void
articles_setup_many(void)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT((size_t)1 << 20);
	unsigned i;

	test_folder_setup();
	write_articles();
	for (i = 0; i < 20000; i++)
		saiga_strbuf_printf(
			&text, "zebu%05u%c", i, i % 100 == 99 ? '\n' : ' ');
	write_file(saiga_slice("many.txt"), saiga_strbuf_view(&text));
	saiga_strbuf_dispose(&text);
	index_articles();
}

void
articles_teardown(void)
{
	xc_database_free(db);
	db = NULL;
	test_folder_teardown();
}

struct search_results *
find(struct saiga_slice query, struct search_options options)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results;

	ck_assert_msg(
		search_run(&results, db, query, &options, &err) == SAIGA_OK,
		"%s", err.msg);
	return results;
}

struct saiga_slice
name_of(const struct found_article *article)
{
	struct saiga_slice path =
		article->stored.article.field[SAIGA_FIELD_PATH];
	size_t i = path.len;

	while (path.p[--path.len] != '.')
		;
	for (i = path.len; path.p[i - 1] != '/'; i--)
		;
	return saiga_slice_of(path.p + i, path.len - i);
}

void
render_names(struct saiga_strbuf *out, const struct search_results *results)
{
	size_t i;

	for (i = 0; i < results->n; i++) {
		if (i > 0)
			saiga_strbuf_byte(out, ' ');
		saiga_strbuf_slice(out, name_of(&results->articles[i]));
	}
	if (results->n == 0)
		saiga_strbuf_byte(out, '-');
}

/* ---- what holds for every answer ---------------------------------------- */

static bool
is_space(char c)
{
	return strchr(" \t\r\n", c) != NULL;
}

/* Whether the text is cut between words at the offset, or, where it has no
 * spaces, between characters. */
static bool
is_between(struct saiga_slice text, size_t at, bool spaced)
{
	if (at == 0 || at == text.len)
		return true;
	return spaced ? is_space(text.p[at - 1]) || is_space(text.p[at])
		      : saiga_grapheme_breaks(text, at);
}

static void
check_fragment(struct saiga_slice passage, struct range range)
{
	struct saiga_slice shown =
		saiga_slice_of(passage.p + range.off, range.len);
	bool spaced = memchr(passage.p, ' ', passage.len) != NULL;
	struct saiga_strbuf copy = SAIGA_STRBUF_INIT(COPY_MAX);

	ck_assert_uint_gt(range.len, 0);
	ck_assert_uint_le(range.off, passage.len);
	ck_assert_uint_le(range.len, passage.len - range.off);
	ck_assert_uint_eq(saiga_utf8_repair(shown, &copy), 0);
	saiga_strbuf_dispose(&copy);
	ck_assert_uint_eq(saiga_slice_trim(shown).len, shown.len);
	ck_assert(is_between(passage, range.off, spaced));
	ck_assert(is_between(passage, range.off + range.len, spaced));
}

void
check_snippet(const struct saiga_article *a, const struct found_passage *f)
{
	const struct saiga_passage *p = &a->passages.items[f->number];
	struct saiga_slice passage = saiga_article_passage(a, f->number);
	size_t i, end = 0, chars = 0;

	ck_assert_uint_ge(f->n_fragments, 1);
	ck_assert_uint_le(f->n_fragments, SNIPPET_FRAGMENTS_MAX);
	for (i = 0; i < f->n_fragments; i++) {
		struct range range = f->fragments[i].range;

		ck_assert_uint_ge(range.off, p->off);
		range.off -= p->off;
		ck_assert(i == 0 || range.off > end);
		check_fragment(passage, range);
		end = range.off + range.len;
		chars += saiga_utf8_count(
			saiga_slice_of(passage.p + range.off, range.len));
	}
	ck_assert_uint_le(chars, SNIPPET_CHARS);
}

/* The marks go up, do not touch, lie in their range and are words. */
static void
check_marks(const struct ranges *marks, struct saiga_slice text, size_t base)
{
	struct saiga_word word;
	struct saiga_words words;
	size_t i, end = 0;

	for (i = 0; i < marks->n; i++) {
		struct range m = marks->items[i];

		ck_assert_uint_ge(m.off, base);
		m.off -= base;
		ck_assert(i == 0 || m.off > end);
		end = m.off + m.len;
		ck_assert_uint_le(end, text.len);
		/* As it stands there, the mark's text is words to its two
		 * ends. */
		saiga_words_init(&words, saiga_slice_of(text.p + m.off, m.len));
		ck_assert(saiga_words_next(&words, &word));
		ck_assert_uint_eq(word.off, 0);
		while (saiga_words_next(&words, &word))
			;
		ck_assert_uint_eq(word.off + word.len, m.len);
	}
}

static void
check_article(const struct found_article *article, size_t max)
{
	const struct saiga_article *a = &article->stored.article;
	size_t i;

	ck_assert_uint_le(article->n, max);
	check_marks(&article->title_marks, a->field[SAIGA_FIELD_TITLE], 0);
	for (i = 0; i < article->n; i++) {
		const struct found_passage *f = &article->passages[i];

		ck_assert(f->score >= 0);
		ck_assert(i == 0 || f->score <= article->passages[i - 1].score);
		/* Of passages without a hit, one is shown at most. */
		ck_assert(f->score > 0 || article->n == 1);
		ck_assert((f->score > 0) == (f->marks.n > 0));
		check_snippet(a, f);
		check_marks(&f->marks, saiga_article_passage(a, f->number),
			a->passages.items[f->number].off);
	}
}

void
check_results(const struct search_results *results)
{
	size_t i;

	for (i = 0; i < results->n; i++) {
		check_article(&results->articles[i], SEARCH_PASSAGES_SHOWN);
		ck_assert(i == 0 ||
			results->articles[i].score <=
				results->articles[i - 1].score);
	}
}
