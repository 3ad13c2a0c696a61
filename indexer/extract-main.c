/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga-extract: the program behind "saiga extract". */
#include "json.h"
#include "language.h"
#include "reading.h"

#include <jansson.h>

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXIT_DONE = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };

enum form { FORM_ALL, FORM_JSON, FORM_TEXT };

static const char usage[] =
	"Usage: saiga extract [OPTION]... FILE...\n"
	"Prints what is read of files, without indexing them: what is known "
	"of\n"
	"each article with where that came from, and its text.  - is standard\n"
	"input.\n"
	"\n"
	"  -j, --json            a JSON object a line\n"
	"  -t, --text            the text alone\n"
	"  -m, --map=FIELD=NAME  in JSON, the value of that name is the field\n"
	"  -h, --help            this help\n"
	"  -V, --version         the version\n"
	"\n"
	"See saiga-extract(1).\n";

static const struct option long_options[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "text", no_argument, NULL, 't' },
	{ "map", required_argument, NULL, 'm' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

struct extract {
	enum form form;
	struct language_guesser *guesser;
	struct saiga_strbuf out;
	const char *path; /* of the file at hand */
	size_t articles, failed;
};

/* ---- forms --------------------------------------------------------------- */

static bool
is_body(const struct saiga_paragraph *p)
{
	return p->kind == SAIGA_PARAGRAPH_TEXT ||
		p->kind == SAIGA_PARAGRAPH_HEADING ||
		p->kind == SAIGA_PARAGRAPH_TAIL;
}

/* The paragraphs, an empty line between; what belongs to the page is left out,
 * or marked. */
static void
append_body(struct saiga_strbuf *out, const struct draft *draft, bool all)
{
	static const char *const marks[SAIGA_PARAGRAPH_KINDS] = {
		[SAIGA_PARAGRAPH_TEXT] = "",
		[SAIGA_PARAGRAPH_HEADING] = "# ",
		[SAIGA_PARAGRAPH_TITLE] = "(title) ",
		[SAIGA_PARAGRAPH_SOURCE] = "(source) ",
		[SAIGA_PARAGRAPH_FURNITURE] = "(furniture) ",
		[SAIGA_PARAGRAPH_TAIL] = "(tail) ",
	};
	size_t i, n = 0;

	for (i = 0; i < draft->paragraphs.n; i++) {
		const struct saiga_paragraph *p = &draft->paragraphs.items[i];

		if (!all && !is_body(p))
			continue;
		saiga_strbuf_str(out, n++ > 0 ? "\n\n" : "");
		saiga_strbuf_str(out, all ? marks[p->kind] : "");
		saiga_strbuf_append(out, draft->text.p + p->off, p->len);
	}
}

/* The text as it may be shown on a terminal, its lines kept. */
static void
append_lines(struct saiga_strbuf *out, struct saiga_slice text)
{
	struct saiga_slice line;

	while (saiga_slice_line(&text, &line)) {
		saiga_utf8_printable(line, out);
		saiga_strbuf_byte(out, '\n');
	}
}

static void
append_warnings(struct saiga_strbuf *out, const struct draft *draft)
{
	struct saiga_slice rest = saiga_strbuf_view(&draft->warnings), line;

	while (saiga_slice_line(&rest, &line)) {
		saiga_strbuf_str(out, "warning: ");
		saiga_utf8_printable(line, out);
		saiga_strbuf_byte(out, '\n');
	}
}

static void
print_all(struct extract *x, const struct draft *draft, const char *where)
{
	struct saiga_strbuf plain = SAIGA_STRBUF_INIT(8 * SAIGA_TEXT_MAX);
	unsigned f;

	saiga_strbuf_str(&x->out, x->articles > 1 ? "\n" : "");
	saiga_strbuf_str(&x->out, "file: ");
	saiga_utf8_printable(saiga_slice(x->path), &x->out);
	if (*where != '\0') {
		saiga_strbuf_str(&x->out, ": ");
		saiga_utf8_printable(saiga_slice(where), &x->out);
	}
	saiga_strbuf_byte(&x->out, '\n');
	for (f = 0; f < SAIGA_FIELD_COUNT; f++) {
		if (draft->field[f].len == 0)
			continue;
		saiga_strbuf_printf(&x->out, "%s: ", saiga_fields[f].name);
		saiga_utf8_printable(
			saiga_strbuf_view(&draft->field[f]), &x->out);
		saiga_strbuf_printf(&x->out, " (%s)\n",
			saiga_origin_text(draft->origin[f]));
	}
	append_warnings(&x->out, draft);
	saiga_strbuf_byte(&x->out, '\n');
	append_body(&plain, draft, true);
	append_lines(&x->out, saiga_strbuf_view(&plain));
	saiga_strbuf_dispose(&plain);
}

/* Bytes of a path may be none of UTF-8. */
static json_t *
json_text(struct saiga_slice text)
{
	struct saiga_strbuf repaired = SAIGA_STRBUF_INIT(3 * text.len);
	json_t *value;

	saiga_utf8_repair(text, &repaired);
	value = json_stringn(saiga_strbuf_cstr(&repaired), repaired.len);
	saiga_strbuf_dispose(&repaired);
	return value;
}

static json_t *
json_warnings(const struct draft *draft)
{
	struct saiga_slice rest = saiga_strbuf_view(&draft->warnings), line;
	json_t *list = json_array();

	while (saiga_slice_line(&rest, &line))
		json_array_append_new(list, json_text(line));
	return list;
}

static void
print_json(struct extract *x, const struct draft *draft, const char *where)
{
	struct saiga_strbuf body = SAIGA_STRBUF_INIT(4 * SAIGA_TEXT_MAX);
	json_t *object = json_object(), *origins = json_object();
	char *line;
	unsigned f;

	json_object_set_new(object, "file", json_text(saiga_slice(x->path)));
	if (*where != '\0')
		json_object_set_new(
			object, "part", json_text(saiga_slice(where)));
	for (f = 0; f < SAIGA_FIELD_COUNT; f++) {
		if (draft->field[f].len == 0)
			continue;
		json_object_set_new(object, saiga_fields[f].name,
			json_text(saiga_strbuf_view(&draft->field[f])));
		json_object_set_new(origins, saiga_fields[f].name,
			json_string(saiga_origin_text(draft->origin[f])));
	}
	json_object_set_new(object, "origins", origins);
	append_body(&body, draft, false);
	json_object_set_new(
		object, "text", json_text(saiga_strbuf_view(&body)));
	json_object_set_new(object, "warnings", json_warnings(draft));
	line = json_dumps(object, JSON_COMPACT);
	if (line != NULL) {
		saiga_strbuf_str(&x->out, line);
		saiga_strbuf_byte(&x->out, '\n');
	}
	free(line);
	json_decref(object);
	saiga_strbuf_dispose(&body);
}

static void
print_text(struct extract *x, const struct draft *draft)
{
	struct saiga_strbuf plain = SAIGA_STRBUF_INIT(8 * SAIGA_TEXT_MAX);

	saiga_strbuf_str(&x->out, x->articles > 1 ? "\n" : "");
	append_body(&plain, draft, false);
	append_lines(&x->out, saiga_strbuf_view(&plain));
	saiga_strbuf_dispose(&plain);
}

/* ---- events -------------------------------------------------------------- */

static enum saiga_status
on_article(struct reading *reading, struct saiga_slice bytes, void *ctx)
{
	struct extract *x = ctx;
	struct draft *draft = &reading->draft;
	const char *where = saiga_strbuf_cstr(&reading->where);

	(void)bytes;
	x->articles++;
	language_settle(x->guesser, draft);
	saiga_strbuf_reset(&x->out);
	if (x->form == FORM_ALL)
		print_all(x, draft, where);
	else if (x->form == FORM_JSON)
		print_json(x, draft, where);
	else
		print_text(x, draft);
	if (x->out.status != SAIGA_OK)
		return SAIGA_NOMEM;
	return fwrite(x->out.p, 1, x->out.len, stdout) == x->out.len ? SAIGA_OK
								     : SAIGA_IO;
}

static void
on_problem(struct reading *reading, enum saiga_status status, const char *text,
	void *ctx)
{
	struct extract *x = ctx;
	struct saiga_strbuf whole = SAIGA_STRBUF_INIT(65536);

	x->failed += status != SAIGA_UNSUPPORTED || !reading->many;
	if (reading->where.len > 0) {
		saiga_strbuf_slice(&whole, saiga_strbuf_view(&reading->where));
		saiga_strbuf_str(&whole, ": ");
	}
	saiga_strbuf_str(
		&whole, *text != '\0' ? text : "of a kind that is not read");
	if (*text != '\0' || !reading->many)
		saiga_warn("%s: %s", x->path, saiga_strbuf_cstr(&whole));
	saiga_strbuf_dispose(&whole);
}

/* ---- the program --------------------------------------------------------- */

static enum saiga_status
extract_file(struct extract *x, struct reading *reading, struct source *source,
	const char *path)
{
	enum saiga_status status = SAIGA_OK;
	struct stat st;
	int fd;

	x->path = strcmp(path, "-") == 0 ? "standard input" : path;
	if (strcmp(path, "-") == 0) {
		source_stdin(source);
		return reading_file(reading, "", source, reader_default());
	}
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) != 0) {
		saiga_warn("%s: %s", path, strerror(errno));
		x->failed++;
	} else if (!S_ISREG(st.st_mode)) {
		saiga_warn("%s: not a regular file", path);
		x->failed++;
	} else if (source_open(source, fd))
		status = reading_file(reading, path, source, reader_default());
	if (fd >= 0)
		close(fd);
	return status;
}

static int
extract_all(struct extract *x, const struct json_map *map, int n, char **paths)
{
	const struct reading_events events = { on_article, on_problem, NULL,
		x };
	const struct reading_options options = { map };
	struct reading reading = { .over = SAIGA_OK };
	struct source source = { .fd = -1 };
	struct saiga_error err = SAIGA_ERROR_INIT;
	enum saiga_status status = source_init(&source, &err);
	int i;

	if (status == SAIGA_OK)
		status = reading_init(&reading, &events, &options, &err);
	for (i = 0; i < n && status == SAIGA_OK; i++)
		status = extract_file(x, &reading, &source, paths[i]);
	if (status != SAIGA_OK)
		saiga_warn("%s",
			status == SAIGA_IO ? "cannot write" : "out of memory");
	source_dispose(&source);
	reading_dispose(&reading);
	if (status != SAIGA_OK || x->failed > 0)
		return EXIT_ERROR;
	return x->articles > 0 ? EXIT_DONE : EXIT_NOTHING;
}

int
main(int argc, char **argv)
{
	struct extract x = { .out = SAIGA_STRBUF_INIT(16 * SAIGA_TEXT_MAX) };
	struct json_map map = { .n = 0 };
	struct saiga_error err = SAIGA_ERROR_INIT;
	int c, code;

	/* What getopt_long says would show any bytes as they are. */
	opterr = 0;
	while ((c = getopt_long(argc, argv, "jtm:hV", long_options, NULL)) !=
		-1) {
		if (c == 'j')
			x.form = FORM_JSON;
		else if (c == 't')
			x.form = FORM_TEXT;
		else if (c == 'm') {
			if (json_map_add(&map, optarg, &err) == SAIGA_OK)
				continue;
			saiga_warn("%s", err.msg);
			return EXIT_ERROR;
		} else if (c == 'h' || c == 'V') {
			fputs(c == 'h' ? usage : "saiga " PACKAGE_VERSION "\n",
				stdout);
			return EXIT_DONE;
		} else {
			saiga_warn_option("extract", argv[optind - 1]);
			return EXIT_ERROR;
		}
	}
	if (optind == argc) {
		saiga_warn("nothing to read: name files, as in "
			   "'saiga extract page.html'");
		return EXIT_ERROR;
	}
	x.guesser = language_guesser_new();
	code = extract_all(&x, &map, argc - optind, argv + optind);
	language_guesser_free(x.guesser);
	saiga_strbuf_dispose(&x.out);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		saiga_warn("cannot write");
		return EXIT_ERROR;
	}
	return code;
}
