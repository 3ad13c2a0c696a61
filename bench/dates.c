/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How often the publication date of a page is right: dates [--verbose] FOLDER
 * [1|2] reads FOLDER/dates.jsonl ("file", "url", "date" a line) and the pages
 * in FOLDER/html.  1 and 2 are the halves, every second page each: tune on
 * one, and look at no page of the other.
 */
#include <html.h>
#include <reader.h>

#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct counts {
	unsigned pages, right, wrong, absent;
};

static struct counts all, by_origin[SAIGA_ORIGIN_COUNT];
static bool verbose;

static bool
read_file(const char *folder, const char *name, struct saiga_strbuf *out)
{
	char path[4096], buffer[65536];
	FILE *file;
	size_t n;

	saiga_strbuf_reset(out);
	snprintf(path, sizeof(path), "%s/html/%s", folder, name);
	file = fopen(path, "rb");
	if (file == NULL)
		return false;
	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		saiga_strbuf_append(out, buffer, n);
	fclose(file);
	return out->status == SAIGA_OK;
}

static void
count(struct counts *counts, bool absent, bool right)
{
	counts->pages++;
	counts->absent += absent;
	counts->right += right;
	counts->wrong += !absent && !right;
}

static void
read_page(struct draft *draft, const char *folder, json_t *row)
{
	const char *name = json_string_value(json_object_get(row, "file"));
	const char *url = json_string_value(json_object_get(row, "url"));
	const char *date = json_string_value(json_object_get(row, "date"));
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT((size_t)1 << 30);
	struct html_context context = { SAIGA_SLICE_INIT, saiga_slice(url) };
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct saiga_slice got;
	bool right;

	draft_reset(draft);
	if (name == NULL || date == NULL || !read_file(folder, name, &bytes) ||
		html_read_page(draft, saiga_strbuf_view(&bytes), &context,
			&err) != SAIGA_OK)
		fprintf(stderr, "%s: %s\n", name == NULL ? "?" : name, err.msg);
	saiga_strbuf_dispose(&bytes);
	got = saiga_strbuf_view(&draft->field[SAIGA_FIELD_DATE]);
	right = date != NULL && got.len >= 10 && strlen(date) == 10 &&
		memcmp(got.p, date, 10) == 0;
	count(&all, got.len == 0, right);
	count(&by_origin[draft->origin[SAIGA_FIELD_DATE]], got.len == 0, right);
	if (verbose && !right)
		printf("%-6s %s is %s, got %.*s (%s) %s\n",
			got.len == 0 ? "absent" : "wrong",
			name == NULL ? "?" : name, date == NULL ? "?" : date,
			(int)got.len, got.len == 0 ? "" : got.p,
			saiga_origin_text(draft->origin[SAIGA_FIELD_DATE]),
			url == NULL ? "" : url);
}

static void
print(const char *name, const struct counts *c)
{
	if (c->pages > 0)
		printf("%-14s %5u %8.1f %8.1f %8.1f\n", name, c->pages,
			100.0 * c->right / c->pages,
			100.0 * c->wrong / c->pages,
			100.0 * c->absent / c->pages);
}

int
main(int argc, char **argv)
{
	char line[16384], path[4096];
	unsigned half, rows = 0, i;
	struct draft draft;
	clock_t from;
	FILE *list;

	if (argc > 1 && strcmp(argv[1], "--verbose") == 0) {
		verbose = true;
		argc--;
		argv++;
	}
	if (argc < 2) {
		fputs("usage: dates [--verbose] FOLDER [1|2]\n", stderr);
		return 2;
	}
	half = argc > 2 ? (unsigned)atoi(argv[2]) : 0;
	snprintf(path, sizeof(path), "%s/dates.jsonl", argv[1]);
	list = fopen(path, "r");
	if (list == NULL) {
		perror(path);
		return 2;
	}
	draft_init(&draft);
	from = clock();
	while (fgets(line, sizeof(line), list) != NULL) {
		json_t *row = json_loads(line, 0, NULL);

		if (half == 0 || rows++ % 2 == half - 1)
			read_page(&draft, argv[1], row);
		json_decref(row);
	}
	fclose(list);
	draft_dispose(&draft);
	printf("%-14s %5s %8s %8s %8s\n", "", "pages", "right %", "wrong %",
		"absent %");
	print("all", &all);
	for (i = 0; i < SAIGA_ORIGIN_COUNT; i++)
		print(saiga_origin_text((enum saiga_origin)i), &by_origin[i]);
	printf("%.1f ms of CPU a page\n",
		1000.0 * (double)(clock() - from) / CLOCKS_PER_SEC /
			(all.pages > 0 ? all.pages : 1));
	return 0;
}
