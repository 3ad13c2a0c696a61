/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga show */
#include "command.h"
#include "print.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#define LABEL_COLUMNS 12
#define TEXT_INDENT 6u

static const char usage[] =
	"Usage: saiga show [OPTION]... ID[.N]...\n"
	"Prints an article with its passages numbered, or its passage N "
	"alone;\n"
	"- reads ids from standard input.\n"
	"\n" COMMAND_INDEX_USAGE
	"  -q, --query=WORDS mark what the query finds\n"
	"  -a, --all         with what belongs to the page, not the article\n"
	"  -j, --json        a JSON object a line\n"
	"      --color=WHEN  auto (default), always or never\n"
	"  -h, --help        this help\n"
	"\n"
	"Exit status: 0 shown, 1 no such article, 2 error.  See "
	"saiga-show(1).\n";

enum { OPTION_COLOR = 256 };

static const struct option long_options[] = {
	COMMAND_INDEX_OPTIONS,
	{ "query", required_argument, NULL, 'q' },
	{ "all", no_argument, NULL, 'a' },
	{ "json", no_argument, NULL, 'j' },
	{ "color", required_argument, NULL, OPTION_COLOR },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct request {
	struct index_options index;
	const char *query;
	bool all, json;
	struct search_options search; /* how its words are looked for */
	struct print_style style;
};

/* An article being printed; only is the passage asked for, or 0. */
struct page {
	struct saiga_strbuf *out;
	const struct request *request;
	const struct found_article *found;
	uint32_t only;
};

static void
print_field(const struct page *page, const char *label,
	struct saiga_slice value, const char *origin)
{
	const struct print_style *style = &page->request->style;
	struct wrap wrap;

	if (value.len == 0)
		return;
	saiga_strbuf_printf(page->out, "%-*s", LABEL_COLUMNS, label);
	wrap_init(&wrap, page->out, style, LABEL_COLUMNS, LABEL_COLUMNS);
	wrap_text(&wrap, value, 0, NULL);
	if (origin != NULL) {
		wrap_text(&wrap, saiga_slice(" ("), 0, NULL);
		wrap_text(&wrap, saiga_slice(origin), 0, NULL);
		wrap_text(&wrap, saiga_slice(")"), 0, NULL);
	}
	wrap_end(&wrap);
}

static void
print_fields(const struct page *page)
{
	const struct saiga_article *a = &page->found->stored.article;
	unsigned f;

	print_name(page->out, &page->request->style, page->found, 0);
	for (f = SAIGA_FIELD_TITLE + 1; f < SAIGA_FIELD_COUNT; f++) {
		const char *origin = saiga_origin_text(a->origin[f]);

		/* Beside "modified", "date" would leave open which one. */
		const char *label = f == SAIGA_FIELD_DATE
			? saiga_fields[f].header
			: saiga_fields[f].name;

		/* That a path is the file's goes without saying. */
		print_field(page, label, a->field[f],
			a->origin[f] == SAIGA_ORIGIN_FILE ? NULL : origin);
	}
	print_field(page, "id", saiga_slice(a->id), NULL);
}

/* "12 hits in passages 1 (3), 4 (7), 9 (2)". */
static void
print_hits(const struct page *page)
{
	const struct found_article *found = page->found;
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(PRINT_MAX);
	size_t i, total = 0, with = 0, n = 0;

	if (page->request->query == NULL)
		return;
	for (i = 0; i < found->n; i++) {
		total += found->passages[i].marks.n;
		with += found->passages[i].marks.n > 0;
	}
	saiga_strbuf_printf(&line, "%zu hit%s", total, total == 1 ? "" : "s");
	if (with > 0)
		saiga_strbuf_printf(
			&line, " in passage%s", with == 1 ? "" : "s");
	for (i = 0; i < found->n; i++) {
		const struct found_passage *p = &found->passages[i];

		if (p->marks.n > 0)
			saiga_strbuf_printf(&line, "%s %u (%zu)",
				n++ > 0 ? "," : "", p->number + 1, p->marks.n);
	}
	print_field(page, "query", saiga_strbuf_view(&line), NULL);
	saiga_strbuf_dispose(&line);
}

/* A piece of the text behind a label of TEXT_INDENT columns. */
static void
print_piece(const struct page *page, const char *label, struct range range,
	const struct ranges *marks, enum print_face face)
{
	const struct saiga_article *a = &page->found->stored.article;
	const struct print_style *style = &page->request->style;
	struct wrap wrap;

	saiga_strbuf_byte(page->out, '\n');
	print_face(page->out, style, FACE_DIM, saiga_slice(label));
	wrap_init(
		&wrap, page->out, style, TEXT_INDENT, (unsigned)strlen(label));
	if (wrap.column >= TEXT_INDENT) {
		saiga_strbuf_byte(page->out, ' ');
		wrap.column = TEXT_INDENT;
	}
	/* A heading is told by its face, or by its sign. */
	if (face == FACE_BOLD)
		wrap_text(&wrap, saiga_slice("# "), 0, NULL);
	wrap_text(&wrap, saiga_slice_of(a->text.p + range.off, range.len),
		range.off, marks);
	wrap_end(&wrap);
}

static void
print_passage(const struct page *page, size_t i)
{
	const struct saiga_article *a = &page->found->stored.article;
	const struct saiga_passage *passage = &a->passages.items[i];
	const struct ranges *marks =
		i < page->found->n ? &page->found->passages[i].marks : NULL;
	char label[32];
	uint32_t n;

	snprintf(label, sizeof(label), "[%zu]", i + 1);
	for (n = passage->first_paragraph; n <= passage->last_paragraph; n++) {
		const struct saiga_paragraph *p = &a->paragraphs.items[n];
		struct range range = range_in_paragraph(
			(struct range){ passage->off, passage->len }, p);

		if (range.len == 0)
			continue;
		print_piece(page, label, range, marks,
			p->kind == SAIGA_PARAGRAPH_HEADING ? FACE_BOLD
							   : FACE_PLAIN);
		label[0] = '\0';
	}
}

/* What the index does not search, at the end of the article. */
static void
print_furniture(const struct page *page)
{
	const struct saiga_paragraphs *list =
		&page->found->stored.article.paragraphs;
	size_t i;

	for (i = 0; i < list->n; i++) {
		const struct saiga_paragraph *p = &list->items[i];
		struct range range = { p->off, p->len };

		if (p->recurs || p->kind == SAIGA_PARAGRAPH_FURNITURE ||
			p->kind == SAIGA_PARAGRAPH_SOURCE)
			print_piece(page, "[-]", range, NULL, FACE_DIM);
	}
}

static enum saiga_status
print_page(const struct page *page)
{
	const struct saiga_article *a = &page->found->stored.article;
	bool json = page->request->json;
	size_t i, first = 0, n = page->found->n;

	if (page->only > 0 && n > 0) {
		first = page->only - 1;
		n = 1;
	}
	if (json)
		return print_json_article(page->out, page->found,
			page->found->passages + first, n, NULL,
			page->only == 0);
	if (page->out->len > 0)
		saiga_strbuf_byte(page->out, '\n');
	print_fields(page);
	print_hits(page);
	for (i = 0; i < a->passages.n; i++)
		if (page->only == 0 || i + 1 == page->only)
			print_passage(page, i);
	if (page->request->all)
		print_furniture(page);
	return page->out->status;
}

static enum saiga_status
find_and_print(struct saiga_strbuf *out, struct saiga_shards *shards,
	const struct request *request, struct saiga_slice name,
	struct saiga_error *err)
{
	struct found_article found = { .stored = SAIGA_STORED_INIT };
	struct page page = { out, request, &found, 0 };
	char id[SAIGA_ID_LEN + 1];
	enum saiga_status status = saiga_id_parse(name, id, &page.only);

	if (status != SAIGA_OK)
		return saiga_error_set(err, SAIGA_NOTFOUND,
			"'%.*s' is no article's id: 'saiga search' prints ids",
			(int)saiga_utf8_cut(name, 60).len, name.p);
	do
		status = search_load(&found, shards->db, id,
			saiga_slice(request->query), &request->search, err);
	while (saiga_shards_again(shards, status, err));
	if (status == SAIGA_NOTFOUND)
		saiga_error_set(err, status, "no article %s in the index", id);
	else if (status == SAIGA_OK &&
		page.only > found.stored.article.passages.n)
		status = saiga_error_set(err, SAIGA_NOTFOUND,
			"article %s has only %zu passage%s", id,
			found.stored.article.passages.n,
			found.stored.article.passages.n == 1 ? "" : "s");
	if (status == SAIGA_OK && print_page(&page) != SAIGA_OK)
		status = saiga_error_nomem(err);
	found_article_dispose(&found);
	return status;
}

/* Shows all the articles that the text names. */
static int
show(const struct request *request, struct saiga_slice names)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(PRINT_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct request own = *request;
	struct aliases *aliases = NULL;
	struct saiga_shards shards;
	enum saiga_status status = command_open(&shards, &request->index, &err);
	int code = EXIT_FOUND;
	size_t i = 0, n;

	if (status == SAIGA_OK)
		status = aliases_read(&aliases, NULL, &err);
	own.search.now = command_now();
	own.search.plan.aliases = aliases;
	if (status != SAIGA_OK)
		return command_close(&shards, command_failed(status, &err));
	for (; i < names.len; i += n) {
		struct saiga_slice name;

		for (n = 0; i + n < names.len &&
			strchr(" \t\r\n", names.p[i + n]) == NULL;
			n++)
			;
		name = saiga_slice_of(names.p + i, n);
		n += n == 0;
		if (name.len == 0)
			continue;
		status = find_and_print(&out, &shards, &own, name, &err);
		if (status == SAIGA_NOTFOUND) {
			command_failed(status, &err);
			code = EXIT_NOTHING;
		} else if (status != SAIGA_OK) {
			code = command_failed(status, &err);
			break;
		}
	}
	aliases_free(aliases);
	if (code != EXIT_ERROR)
		code = command_output(&out, code);
	saiga_strbuf_dispose(&out);
	return command_close(&shards, code);
}

int
cmd_show(int argc, char **argv)
{
	struct saiga_strbuf names = SAIGA_STRBUF_INIT((size_t)4 << 20);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct request r = { .query = NULL };
	enum saiga_status status;
	int c, code;

	print_style_init(&r.style, "auto");
	while ((c = getopt_long(argc, argv, "d:q:ajh", long_options, NULL)) !=
		-1) {
		switch (command_index_option(&r.index, c)) {
		case OPTION_TAKEN:
			continue;
		case OPTION_WRONG:
			return EXIT_ERROR;
		case OPTION_OTHER:
			break;
		}
		switch (c) {
		case 'q':
			r.query = optarg;
			break;
		case 'a':
			r.all = true;
			break;
		case 'j':
			r.json = true;
			break;
		case OPTION_COLOR:
			if (print_style_init(&r.style, optarg))
				break;
			return command_error(
				"--color=%s: give auto, always or never",
				optarg);
		case 'h':
			fputs(usage, stdout);
			return EXIT_FOUND;
		default:
			return command_usage("show", argv);
		}
	}
	if (optind == argc)
		return command_error("nothing to show: give an article's id, "
				     "as 'saiga search' prints it");
	status = command_text(&names, argc - optind, argv + optind, &err);
	code = status != SAIGA_OK ? command_failed(status, &err)
				  : show(&r, saiga_strbuf_view(&names));
	saiga_strbuf_dispose(&names);
	return code;
}
