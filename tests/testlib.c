/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests share. */
#include "testlib.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILE_MAX ((size_t)8 << 20)

/* ---- files -------------------------------------------------------------- */

static _Noreturn void
leave(const char *path, unsigned line, const char *why)
{
	fprintf(stderr, "%s:%u: %s\n", path, line, why);
	exit(EXIT_FAILURE);
}

void
test_read_source(const char *path, struct saiga_strbuf *out)
{
	const char *srcdir = getenv("srcdir");
	char full[4096], buffer[4096];
	size_t n;
	FILE *file;

	snprintf(full, sizeof(full), "%s/%s", srcdir == NULL ? "." : srcdir,
		path);
	file = fopen(full, "rb");
	if (file == NULL)
		leave(full, 0, strerror(errno));
	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		saiga_strbuf_append(out, buffer, n);
	if (ferror(file) || out->status != SAIGA_OK)
		leave(full, 0, "cannot be read");
	fclose(file);
}

/* ---- tables ------------------------------------------------------------- */

static void
append_utf8(struct saiga_strbuf *out, unsigned long c)
{
	if (c < 0x80) {
		saiga_strbuf_byte(out, (char)c);
	} else if (c < 0x800) {
		saiga_strbuf_byte(out, (char)(0xc0 | c >> 6));
		saiga_strbuf_byte(out, (char)(0x80 | (c & 0x3f)));
	} else {
		saiga_strbuf_byte(out, (char)(0xe0 | c >> 12));
		saiga_strbuf_byte(out, (char)(0x80 | (c >> 6 & 0x3f)));
		saiga_strbuf_byte(out, (char)(0x80 | (c & 0x3f)));
	}
}

/* Appends what the escape behind a backslash at s stands for and returns how
 * many bytes of s it takes; 0 when it is none. */
static size_t
append_escape(struct saiga_strbuf *out, struct saiga_slice s)
{
	size_t digits = 0;
	char hex[5] = "", *end;
	unsigned long c;

	if (s.len == 0)
		return 0;
	switch (s.p[0]) {
	case 'n':
		saiga_strbuf_byte(out, '\n');
		return 1;
	case 'r':
		saiga_strbuf_byte(out, '\r');
		return 1;
	case 't':
		saiga_strbuf_byte(out, '\t');
		return 1;
	case '\\':
		saiga_strbuf_byte(out, '\\');
		return 1;
	case 'x':
		digits = 2;
		break;
	case 'u':
		digits = 4;
		break;
	default:
		break;
	}
	if (digits == 0 || s.len < 1 + digits)
		return 0;
	memcpy(hex, s.p + 1, digits);
	c = strtoul(hex, &end, 16);
	if (end != hex + digits)
		return 0;
	if (digits == 2)
		saiga_strbuf_byte(out, (char)c);
	else
		append_utf8(out, c);
	return 1 + digits;
}

/* The line with its escapes resolved.  The table's bytes never move: they
 * have room for the whole file from the start. */
static struct saiga_slice
unescape(struct test_table *table, struct saiga_slice line, unsigned number)
{
	size_t start = table->bytes.len, i = 0, n;

	while (i < line.len) {
		if (line.p[i] != '\\') {
			saiga_strbuf_byte(&table->bytes, line.p[i++]);
			continue;
		}
		i++;
		n = append_escape(&table->bytes,
			saiga_slice_of(line.p + i, line.len - i));
		if (n == 0)
			leave(table->name, number, "no such escape");
		i += n;
	}
	/* Terminated, for strtoul and the like; the line's end gave the room.
	 */
	saiga_strbuf_byte(&table->bytes, '\0');
	return saiga_slice_of(
		table->bytes.p + start, table->bytes.len - 1 - start);
}

static void
add_row(struct test_table *table, struct saiga_slice input,
	struct saiga_slice expected, unsigned line)
{
	struct test_row row = { unescape(table, input, line),
		unescape(table, expected, line + 1), line };

	if (saiga_array_reserve(&table->rows, &table->cap, table->n + 1,
		    sizeof(row)) != SAIGA_OK)
		leave(table->name, line, "out of memory");
	table->rows[table->n++] = row;
}

void
test_table_read(struct test_table *table, const char *name)
{
	struct saiga_strbuf file = SAIGA_STRBUF_INIT(FILE_MAX);
	struct saiga_slice rest, line, expected;
	unsigned number = 0;
	char path[256];

	memset(table, 0, sizeof(*table));
	table->name = name;
	table->bytes.max = FILE_MAX;
	snprintf(path, sizeof(path), "tests/data/%s.test", name);
	test_read_source(path, &file);
	saiga_strbuf_slice(&table->bytes, saiga_strbuf_view(&file));
	saiga_strbuf_byte(&table->bytes, '\0');
	saiga_strbuf_reset(&table->bytes);
	for (rest = saiga_strbuf_view(&file); saiga_slice_line(&rest, &line);) {
		number++;
		if (line.len == 0 || line.p[0] == '#')
			continue;
		if (!saiga_slice_line(&rest, &expected))
			leave(path, number, "nothing is expected");
		add_row(table, line, expected, number++);
	}
	saiga_strbuf_dispose(&file);
	if (table->n == 0)
		leave(path, number, "no rows");
}

void
test_table_dispose(struct test_table *table)
{
	saiga_strbuf_dispose(&table->bytes);
	free(table->rows);
}

void
test_escape(struct saiga_slice text, struct saiga_strbuf *out)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (c == '\n')
			saiga_strbuf_str(out, "\\n");
		else if (c < 0x20 || c == 0x7f)
			saiga_strbuf_printf(out, "\\x%02x", c);
		else
			saiga_strbuf_byte(out, (char)c);
	}
}

void
test_row_gives(const struct test_table *table, int i, struct saiga_strbuf *got)
{
	const struct test_row *row = &table->rows[i];
	struct saiga_strbuf message = SAIGA_STRBUF_INIT(FILE_MAX);

	if (got->len == 0)
		saiga_strbuf_byte(got, '-');
	if (!saiga_slice_equal(saiga_strbuf_view(got), row->expected)) {
		saiga_strbuf_printf(&message,
			"tests/data/%s.test:%u: ", table->name, row->line);
		test_escape(row->input, &message);
		saiga_strbuf_str(&message, "\n  expected: ");
		test_escape(row->expected, &message);
		saiga_strbuf_str(&message, "\n       got: ");
		test_escape(saiga_strbuf_view(got), &message);
		ck_abort_msg("%s", saiga_strbuf_cstr(&message));
	}
	saiga_strbuf_dispose(got);
}

/* ---- a folder ----------------------------------------------------------- */

static char folder[64];
static int home = -1; /* where the test came from */

static int
remove_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

void
test_folder_setup(void)
{
	strcpy(folder, "/tmp/saiga-test-XXXXXX");
	ck_assert_ptr_nonnull(mkdtemp(folder));
	home = open(".", O_RDONLY | O_DIRECTORY);
	ck_assert_int_ge(home, 0);
	ck_assert_int_eq(chdir(folder), 0);
}

void
test_folder_teardown(void)
{
	ck_assert_int_eq(fchdir(home), 0);
	close(home);
	ck_assert_int_eq(
		nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS), 0);
}

const char *
test_folder(void)
{
	return folder;
}

/* ---- suites ------------------------------------------------------------- */

TCase *
test_case(Suite *suite, const char *name)
{
	TCase *tc = tcase_create(name);

	suite_add_tcase(suite, tc);
	return tc;
}

int
test_run(Suite *suite)
{
	SRunner *runner = srunner_create(suite);
	int failed;

	srunner_run_all(runner, CK_NORMAL);
	failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
