/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes what the reader of pages makes of files: extract OUT FILE... puts
 * the text of each FILE, NAME.html, as NAME.txt into the folder OUT, and
 * prints how many there were, and their times.  bench/extraction scores them.
 */
#include <reader.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool
read_file(const char *path, struct saiga_strbuf *out)
{
	FILE *file = fopen(path, "rb");
	char buffer[65536];
	size_t n;

	saiga_strbuf_reset(out);
	if (file == NULL)
		return false;
	while ((n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		saiga_strbuf_append(out, buffer, n);
	fclose(file);
	return out->status == SAIGA_OK;
}

static bool
write_text(const char *folder, const char *path, const struct draft *draft)
{
	const char *name = strrchr(path, '/');
	struct saiga_strbuf to = SAIGA_STRBUF_INIT(4096);
	FILE *file;
	size_t i, n;

	name = name == NULL ? path : name + 1;
	n = strcspn(name, ".");
	saiga_strbuf_printf(&to, "%s/%.*s.txt", folder, (int)n, name);
	file = fopen(saiga_strbuf_cstr(&to), "wb");
	saiga_strbuf_dispose(&to);
	if (file == NULL)
		return false;
	for (i = 0; i < draft->paragraphs.n; i++) {
		const struct saiga_paragraph *p = &draft->paragraphs.items[i];

		if (p->kind == SAIGA_PARAGRAPH_TEXT ||
			p->kind == SAIGA_PARAGRAPH_HEADING)
			fprintf(file, "%.*s\n\n", (int)p->len,
				draft->text.p + p->off);
	}
	return fclose(file) == 0;
}

int
main(int argc, char **argv)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT((size_t)1 << 30);
	double total = 0, most = 0;
	struct draft draft;
	int i, bad = 0;

	if (argc < 3) {
		fputs("usage: extract OUT FILE...\n", stderr);
		return 2;
	}
	draft_init(&draft);
	for (i = 2; i < argc; i++) {
		struct saiga_error err = SAIGA_ERROR_INIT;
		clock_t from = clock();
		double took;

		if (!read_file(argv[i], &bytes) ||
			reader_run(reader_for(".html"), &draft,
				saiga_strbuf_view(&bytes), &err) != SAIGA_OK ||
			!write_text(argv[1], argv[i], &draft)) {
			fprintf(stderr, "%s: %s\n", argv[i], err.msg);
			bad++;
		}
		took = (double)(clock() - from) / CLOCKS_PER_SEC;
		total += took;
		most = took > most ? took : most;
	}
	printf("%d pages, %d failed: %.2f s of CPU, the longest %.3f s\n",
		argc - 2, bad, total, most);
	draft_dispose(&draft);
	saiga_strbuf_dispose(&bytes);
	return bad > 0;
}
