/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of indexer/: the formats in which people hold articles. */
#include "drafts.h"
#include "json.h"
#include "pack.h"
#include "reading.h"
#include "testlib.h"

#include <stdio.h>
#include <string.h>

#define RENDERED_MAX ((size_t)8 << 20)

static struct test_table forms;

/* ---- a file's bytes ------------------------------------------------------ */

/* Cuts the first line off. */
static struct saiga_slice
take_line(struct saiga_slice *rest)
{
	struct saiga_slice line = SAIGA_SLICE_INIT;

	saiga_slice_line(rest, &line);
	return line;
}

static bool
ends_with(const char *name, const char *end)
{
	size_t n = strlen(end), len = strlen(name);

	return len >= n && strcmp(name + len - n, end) == 0;
}

/* What an archive of that name is packed as; "" for others. */
static const char *
format_of(const char *name)
{
	static const char *const zips[] = { ".zip", ".docx", ".odt", ".epub" };
	size_t i;

	for (i = 0; i < sizeof(zips) / sizeof(*zips); i++)
		if (ends_with(name, zips[i]))
			return "zip";
	return strstr(name, ".tar") != NULL ? "tar" : "";
}

static const char *
filter_of(const char *name)
{
	static const char *const filters[] = { "gz", "bz2", "xz", "zst" };
	size_t i;

	for (i = 0; i < sizeof(filters) / sizeof(*filters); i++)
		if (ends_with(name, filters[i]))
			return filters[i];
	return "";
}

/* Members are lines "@name" and what stands below. */
static void
pack(struct saiga_strbuf *out, const char *name, struct saiga_slice content)
{
	struct archive *archive =
		pack_begin(format_of(name), filter_of(name), out);

	if (*format_of(name) == '\0')
		pack_member(archive, "a", content);
	while (*format_of(name) != '\0' && content.len > 0) {
		struct saiga_slice member = take_line(&content);
		struct saiga_strbuf member_name = SAIGA_STRBUF_INIT(65536);
		size_t n = 0;

		ck_assert_int_eq(*member.p, '@');
		saiga_strbuf_append(&member_name, member.p + 1, member.len - 1);
		while (n < content.len &&
			(content.p[n] != '@' ||
				(n > 0 && content.p[n - 1] != '\n')))
			n++;
		pack_member(archive, saiga_strbuf_cstr(&member_name),
			saiga_slice_of(content.p, n));
		saiga_strbuf_dispose(&member_name);
		content.p += n;
		content.len -= n;
	}
	pack_end(archive);
}

/* ---- reading it ---------------------------------------------------------- */

static void
begin_piece(struct saiga_strbuf *got, const struct reading *reading)
{
	saiga_strbuf_str(got, got->len > 0 ? " || " : "");
	if (reading->where.len > 0) {
		saiga_strbuf_slice(got, saiga_strbuf_view(&reading->where));
		saiga_strbuf_str(got, ": ");
	}
}

static enum saiga_status
on_article(struct reading *reading, struct saiga_slice bytes, void *ctx)
{
	struct saiga_strbuf *got = ctx;

	ck_assert_ptr_nonnull(bytes.p);
	draft_check(&reading->draft);
	begin_piece(got, reading);
	draft_render(got, &reading->draft);
	return SAIGA_OK;
}

static void
on_problem(struct reading *reading, enum saiga_status status, const char *text,
	void *ctx)
{
	struct saiga_strbuf *got = ctx;

	begin_piece(got, reading);
	saiga_strbuf_printf(got, "%s! %s",
		status == SAIGA_UNSUPPORTED ? "skipped" : "", text);
}

/* "NAME\nCONTENT"; "?FIELD=NAME" lines before it map values of JSON. */
START_TEST(file_gives_its_articles)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct saiga_strbuf lines[8], name = SAIGA_STRBUF_INIT(65536);
	struct saiga_slice rest = forms.rows[_i].input;
	struct saiga_slice line = take_line(&rest);
	const struct reading_events events = { on_article, on_problem, NULL,
		&got };
	struct json_map map = { .n = 0 };
	const struct reading_options options = { &map };
	struct reading reading;
	struct source source;
	size_t n = 0;

	for (; *line.p == '?'; line = take_line(&rest), n++) {
		lines[n] = (struct saiga_strbuf)SAIGA_STRBUF_INIT(65536);
		saiga_strbuf_append(&lines[n], line.p + 1, line.len - 1);
		ck_assert_int_eq(
			json_map_add(&map, saiga_strbuf_cstr(&lines[n]), NULL),
			SAIGA_OK);
	}
	saiga_strbuf_slice(&name, line);
	if (*format_of(saiga_strbuf_cstr(&name)) != '\0' ||
		*filter_of(saiga_strbuf_cstr(&name)) != '\0') {
		pack(&bytes, saiga_strbuf_cstr(&name), rest);
		rest = saiga_strbuf_view(&bytes);
	}
	ck_assert_int_eq(
		reading_init(&reading, &events, &options, NULL), SAIGA_OK);
	ck_assert_int_eq(source_init(&source, NULL), SAIGA_OK);
	source_slice(&source, &rest);
	ck_assert_int_eq(reading_file(&reading, saiga_strbuf_cstr(&name),
				 &source, reader_default()),
		SAIGA_OK);
	reading_dispose(&reading);
	source_dispose(&source);
	while (n > 0)
		saiga_strbuf_dispose(&lines[--n]);
	saiga_strbuf_dispose(&bytes);
	saiga_strbuf_dispose(&name);
	test_row_gives(&forms, _i, &got);
}
END_TEST

/* ---- names of values ----------------------------------------------------- */

static const struct {
	const char *text;
	enum saiga_status status;
} maps[] = {
	{ "text=a", SAIGA_OK },
	{ "source=a.b.c", SAIGA_OK },
	{ "id=_id", SAIGA_OK },
	{ "html=x", SAIGA_OK },
	{ "text", SAIGA_INVALID },
	{ "text=", SAIGA_INVALID },
	{ "=a", SAIGA_INVALID },
	{ "colour=a", SAIGA_INVALID },
	{ "", SAIGA_INVALID },
};

START_TEST(map_is_checked)
{
	struct json_map map = { .n = 0 };
	struct saiga_error err = SAIGA_ERROR_INIT;

	ck_assert_int_eq(
		json_map_add(&map, maps[_i].text, &err), maps[_i].status);
	ck_assert_uint_eq(map.n, maps[_i].status == SAIGA_OK);
	ck_assert((err.msg[0] == '\0') == (maps[_i].status == SAIGA_OK));
}
END_TEST

START_TEST(map_has_an_end)
{
	struct json_map map = { .n = 0 };
	unsigned i;

	for (i = 0; i < JSON_MAP_MAX; i++)
		ck_assert_int_eq(json_map_add(&map, "text=a", NULL), SAIGA_OK);
	ck_assert_int_eq(json_map_add(&map, "text=a", NULL), SAIGA_INVALID);
}
END_TEST

static Suite *
forms_suite(void)
{
	Suite *suite = suite_create("indexer_forms");
	TCase *tcase = tcase_create("forms");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, file_gives_its_articles, 0, (int)forms.n);
	tcase_add_loop_test(tcase, map_is_checked, 0, COUNT(maps));
	tcase_add_test(tcase, map_has_an_end);
	suite_add_tcase(suite, tcase);
	return suite;
}

int
main(void)
{
	int code;

	test_table_read(&forms, "forms");
	code = test_run(forms_suite());
	test_table_dispose(&forms);
	return code;
}
