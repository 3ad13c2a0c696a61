/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/twins INDEX ARTICLES.jsonl LANGUAGE...: whether the names of a story
 * find its translations.  INDEX holds the same stories in several languages,
 * as bench/split wrote them, their ids alike but for "-en-", "-ru-" and so on.
 * The query is up to twelve names of the English story: words that it has
 * with a capital letter behind a small word or a comma, and that no story has
 * in small letters.  Prints for each language how many stories are found by
 * them, first and among the first ten, and how many without other spellings.
 */
#include "search.h"

#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAMES_MAX 12

struct stories {
	json_t *items; /* an array */
	struct saiga_lexicon *small;
};

static _Noreturn void
leave(const char *what, const char *why)
{
	fprintf(stderr, "bench/twins: %s: %s\n", what, why);
	exit(2);
}

static struct saiga_slice
text_of(const json_t *story)
{
	return saiga_slice(json_string_value(json_object_get(story, "text")));
}

static void
read_stories(struct stories *stories, const char *path)
{
	FILE *file = fopen(path, "r");
	json_error_t jerr;
	json_t *story;

	if (file == NULL)
		leave(path, "cannot be read");
	stories->items = json_array();
	stories->small = saiga_lexicon_new();
	if (stories->small == NULL)
		leave("memory", "out of it");
	while ((story = json_loadf(file, JSON_DISABLE_EOF_CHECK, &jerr)) !=
		NULL) {
		struct saiga_words words;
		struct saiga_word word;

		saiga_words_init(&words, text_of(story));
		while (saiga_words_next(&words, &word))
			if (word.small)
				saiga_lexicon_add(stories->small, word.term);
		json_array_append_new(stories->items, story);
	}
	fclose(file);
}

/* The story's names, a space between. */
static void
write_names(struct saiga_strbuf *query, const struct stories *stories,
	struct saiga_slice text)
{
	struct saiga_lexicon *seen = saiga_lexicon_new();
	struct saiga_words words;
	struct saiga_word word;
	bool inside = false;
	unsigned n = 0;

	if (seen == NULL)
		leave("memory", "out of it");
	saiga_words_init(&words, text);
	while (n < NAMES_MAX && saiga_words_next(&words, &word)) {
		uint32_t before = saiga_lexicon_count(seen);
		bool on = inside && word.off >= 2 &&
			text.p[word.off - 1] == ' ' &&
			(text.p[word.off - 2] == ',' ||
				(text.p[word.off - 2] | 0x20) >= 'a');

		inside = word.small || (word.capital && on);
		if (!word.capital || !on || word.span > 1 ||
			saiga_lexicon_find(stories->small, word.term) !=
				SAIGA_NO_TERM)
			continue;
		saiga_lexicon_add(seen, word.term);
		if (saiga_lexicon_count(seen) == before)
			continue;
		saiga_strbuf_append(query, text.p + word.off, word.len);
		saiga_strbuf_byte(query, ' ');
		n++;
	}
	saiga_lexicon_free(seen);
}

/* The id of the story's translation: of bench/split, the file's name. */
static void
write_twin(char *out, size_t size, const char *id, const char *language)
{
	const char *dash = strstr(id, "-en-");

	if (dash == NULL)
		leave(id, "no story in English");
	snprintf(out, size, "/%.*s-%s-%s.txt", (int)(dash - id), id, language,
		dash + 4);
}

/* At which place the file with that ending is found, from 1; 0 if at none. */
static size_t
find_place(struct xc_database *db, const struct saiga_strbuf *query, bool exact,
	const char *ending)
{
	struct search_options options = { .max = 10, .plan.exact = exact };
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results;
	size_t i, n = strlen(ending), place = 0;

	if (search_run(&results, db, saiga_strbuf_view(query), &options,
		    &err) != SAIGA_OK)
		leave("search", err.msg);
	for (i = 0; i < results->n && place == 0; i++) {
		const struct saiga_article *a =
			&results->articles[i].stored.article;
		struct saiga_slice path = a->field[SAIGA_FIELD_PATH];

		if (path.len >= n &&
			memcmp(path.p + path.len - n, ending, n) == 0)
			place = i + 1;
	}
	search_results_free(results);
	return place;
}

static void
measure(struct xc_database *db, const struct stories *stories,
	const char *language, bool exact)
{
	size_t i, first = 0, found = 0, n = json_array_size(stories->items);

	for (i = 0; i < n; i++) {
		const json_t *story = json_array_get(stories->items, i);
		struct saiga_strbuf query = SAIGA_STRBUF_INIT(65536);
		char twin[4096];
		size_t place;

		write_twin(twin, sizeof(twin),
			json_string_value(json_object_get(story, "id")),
			language);
		write_names(&query, stories, text_of(story));
		saiga_strbuf_printf(&query, "lang:%s", language);
		place = find_place(db, &query, exact, twin);
		first += place == 1;
		found += place > 0;
		saiga_strbuf_dispose(&query);
	}
	printf("%s%s: of %zu stories %zu first, %zu among the first ten\n",
		language, exact ? ", names only as typed" : "", n, first,
		found);
}

int
main(int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct stories stories;
	struct xc_database *db;
	int i;

	if (argc < 4) {
		fputs("Usage: bench/twins INDEX ARTICLES.jsonl LANGUAGE...\n",
			stderr);
		return 2;
	}
	if (saiga_store_open(&db, argv[1], &err) != SAIGA_OK)
		leave("index", err.msg);
	read_stories(&stories, argv[2]);
	for (i = 3; i < argc; i++) {
		measure(db, &stories, argv[i], false);
		measure(db, &stories, argv[i], true);
	}
	json_decref(stories.items);
	saiga_lexicon_free(stories.small);
	xc_database_free(db);
	return 0;
}
