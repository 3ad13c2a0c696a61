/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/split ARTICLES.jsonl DIR: writes each article of the file as a file
 * of its own that saiga index reads, DIR/ID.txt, and to standard output a line
 * each: its title or, where it has none, what the first 120 bytes of its text
 * hold of whole words.
 */
#include <jansson.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static _Noreturn void
leave(const char *what)
{
	fprintf(stderr, "bench/split: %s: %s\n", what,
		errno == 0 ? "no article" : strerror(errno));
	exit(2);
}

static const char *
get(const json_t *article, const char *key)
{
	const char *value = json_string_value(json_object_get(article, key));

	return value == NULL ? "" : value;
}

/* The value on one line. */
static void
write_line(FILE *file, const char *before, const char *value)
{
	const char *p;

	if (*value == '\0')
		return;
	fputs(before, file);
	for (p = value; *p != '\0'; p++)
		putc(*p == '\n' || *p == '\r' ? ' ' : *p, file);
	putc('\n', file);
}

/* A query that the article answers. */
static void
write_query(const json_t *article)
{
	const char *title = get(article, "title");
	char start[121];
	char *end;

	if (*title == '\0') {
		snprintf(start, sizeof(start), "%s", get(article, "text"));
		end = strrchr(start, ' ');
		if (end != NULL)
			*end = '\0';
		title = start;
	}
	write_line(stdout, "", title);
}

static void
write_article(const char *dir, const json_t *article)
{
	const char *id = get(article, "id");
	char path[4096];
	FILE *file;

	errno = 0;
	if (*id == '\0' || strchr(id, '/') != NULL)
		leave("id");
	snprintf(path, sizeof(path), "%s/%s.txt", dir, id);
	file = fopen(path, "w");
	if (file == NULL)
		leave(path);
	write_line(file, "Title: ", get(article, "title"));
	write_line(file, "Source: ", get(article, "source"));
	write_line(file, "Date: ", get(article, "date"));
	write_line(file, "Language: ", get(article, "lang"));
	fprintf(file, "\n%s\n", get(article, "text"));
	if (fclose(file) != 0)
		leave(path);
	write_query(article);
}

int
main(int argc, char **argv)
{
	json_error_t jerr;
	json_t *article;
	FILE *file;

	if (argc != 3) {
		fputs("Usage: bench/split ARTICLES.jsonl DIR\n", stderr);
		return 2;
	}
	file = fopen(argv[1], "r");
	if (file == NULL)
		leave(argv[1]);
	if (mkdir(argv[2], 0777) != 0 && errno != EEXIST)
		leave(argv[2]);
	while ((article = json_loadf(file, JSON_DISABLE_EOF_CHECK, &jerr)) !=
		NULL) {
		write_article(argv[2], article);
		json_decref(article);
	}
	fclose(file);
	return 0;
}
