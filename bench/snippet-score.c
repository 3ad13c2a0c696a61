/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/snippet-score ARTICLES.jsonl QUERIES.tsv RUN...: what snippets are
 * worth.  A run has a line a snippet: the query's number, the article's id,
 * the snippet; all runs are of the same articles.  Prints for each:
 *
 * shown: of the different words of a query that the article's text has, how
 * many the snippet has, the mean over snippets.  A word is ASCII letters and
 * digits in small letters, and all beyond ASCII but general punctuation (U+2000
 * to U+206F) and Latin-1's signs, and is known by Porter's stem (Snowball's
 * english); one letter is none, nor are Snowball's stop words of English.
 * any: the same, stop words too.
 * begins: the share of snippets that begin where a sentence does: in the
 * text, white space aside, stands before it nothing, a line's end, or white
 * space after one of . ! ? … and quotes or brackets that close.
 * characters: the mean of their numbers, without the signs of what is left
 * out.
 */
#include <saiga/text.h>

#include <xapian-c.h>

#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUERY_WORDS 64
#define ELLIPSIS "…"
#define PROBE 50 /* characters that find a snippet in its text */

static _Noreturn void
leave(const char *what, const char *why)
{
	fprintf(stderr, "bench/snippet-score: %s: %s\n", what, why);
	exit(2);
}

static struct xc_stem *stem;

/* ---- words -------------------------------------------------------------- */

/* Those of Snowball's english list (snowballstem.org) that are not made of
 * two words. */
static const char *const stop_words[] = { "a", "about", "above", "after",
	"again", "against", "all", "am", "an", "and", "any", "are", "as", "at",
	"be", "because", "been", "before", "being", "below", "between", "both",
	"but", "by", "cannot", "could", "did", "do", "does", "doing", "down",
	"during", "each", "few", "for", "from", "further", "had", "has", "have",
	"having", "he", "her", "here", "hers", "herself", "him", "himself",
	"his", "how", "i", "if", "in", "into", "is", "it", "its", "itself",
	"me", "more", "most", "my", "myself", "no", "nor", "not", "of", "off",
	"on", "once", "only", "or", "other", "ought", "our", "ours",
	"ourselves", "out", "over", "own", "same", "she", "should", "so",
	"some", "such", "than", "that", "the", "their", "theirs", "them",
	"themselves", "then", "there", "these", "they", "this", "those",
	"through", "to", "too", "under", "until", "up", "very", "was", "we",
	"were", "what", "when", "where", "which", "while", "who", "whom", "why",
	"with", "would", "you", "your", "yours", "yourself", "yourselves" };

static bool
is_stop(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof(stop_words) / sizeof(*stop_words); i++)
		if (strcmp(word, stop_words[i]) == 0)
			return true;
	return false;
}

/* Bytes of a word's character at p; 0 for what parts words. */
static size_t
word_char(const char *p)
{
	uint32_t c;
	size_t n = saiga_utf8_decode(p, strlen(p), &c);

	if (c < 0x80)
		return isalnum((int)c) ? 1 : 0;
	return c < 0xc0 || (c >= 0x2000 && c < 0x2070) ? 0 : n;
}

/* The stem of the next word, in out, stop words left out if asked for; NULL at
 * the end. */
static const char *
next_word(const char *p, struct xc_bytes *out, bool stopping)
{
	char word[256];
	struct xc_error xerr;

	do {
		size_t n = 0, len;

		while (*p != '\0' && word_char(p) == 0) {
			uint32_t c;

			p += saiga_utf8_decode(p, strlen(p), &c);
		}
		if (*p == '\0')
			return NULL;
		for (; *p != '\0' && (len = word_char(p)) > 0; p += len)
			if (n + len < sizeof(word)) {
				memcpy(word + n, p, len);
				n += len;
			}
		word[n] = '\0';
		for (len = 0; len < n; len++)
			if (word[len] >= 'A' && word[len] <= 'Z')
				word[len] = (char)(word[len] + 'a' - 'A');
	} while (word[0] == '\0' || word[1] == '\0' ||
		(stopping && is_stop(word)));
	if (xc_stem_word(out, stem, word, strlen(word), &xerr) != XC_OK)
		leave("stem", xerr.message);
	return p;
}

struct words {
	char items[QUERY_WORDS][256];
	size_t n;
	uint64_t present; /* in the article, as bits */
};

static size_t
find_word(const struct words *words, const struct xc_bytes *word)
{
	size_t i;

	for (i = 0; i < words->n; i++)
		if (strlen(words->items[i]) == word->len &&
			memcmp(words->items[i], word->data, word->len) == 0)
			break;
	return i;
}

static void
read_words(struct words *words, const char *text, bool stopping)
{
	struct xc_bytes word = XC_BYTES_INIT;

	words->n = 0;
	while (words->n < QUERY_WORDS &&
		(text = next_word(text, &word, stopping)) != NULL)
		if (find_word(words, &word) == words->n) {
			snprintf(words->items[words->n],
				sizeof(words->items[0]), "%.*s", (int)word.len,
				word.data);
			words->n++;
		}
	xc_bytes_dispose(&word);
}

/* Which of the words the text has, as bits. */
static uint64_t
words_in(const struct words *words, const char *text)
{
	struct xc_bytes word = XC_BYTES_INIT;
	uint64_t bits = 0;

	while ((text = next_word(text, &word, false)) != NULL) {
		size_t i = find_word(words, &word);

		if (i < words->n)
			bits |= (uint64_t)1 << i;
	}
	xc_bytes_dispose(&word);
	return bits;
}

static unsigned
count(uint64_t bits)
{
	unsigned n = 0;

	for (; bits != 0; bits &= bits - 1)
		n++;
	return n;
}

/* Of the words that the article has, the share that the snippet has. */
static double
share(const struct words *words, const char *snippet)
{
	if (words->present == 0)
		return 1;
	return (double)count(words_in(words, snippet) & words->present) /
		count(words->present);
}

/* ---- where a snippet begins --------------------------------------------- */

static const char *
skip_space(const char *p)
{
	uint32_t c;
	size_t n;

	for (; *p != '\0'; p += n) {
		n = saiga_utf8_decode(p, strlen(p), &c);
		if (!saiga_utf8_is_space(c))
			break;
	}
	return p;
}

/* The snippet without the sign at its start. */
static const char *
skip_sign(const char *p)
{
	p = skip_space(p);
	if (strncmp(p, ELLIPSIS, strlen(ELLIPSIS)) == 0)
		p = skip_space(p + strlen(ELLIPSIS));
	return p;
}

/* Whether the text at p goes on as the snippet, white space aside, for so many
 * characters or to the snippet's end. */
static bool
goes_as(const char *p, const char *snippet)
{
	unsigned n;

	for (n = 0; n < PROBE; n++) {
		p = skip_space(p);
		snippet = skip_space(snippet);
		if (*snippet == '\0' ||
			strncmp(snippet, ELLIPSIS, strlen(ELLIPSIS)) == 0)
			return true;
		if (*p++ != *snippet++)
			return false;
	}
	return true;
}

static bool
begins_sentence(const char *text, const char *at)
{
	static const char *const closing[] = { "\"", "'", ")", "]", "”", "’",
		"»" };
	static const char *const ending[] = { ".", "!", "?", "…" };
	const char *p = at;
	size_t i, n;
	bool again = true;

	while (p > text && strchr(" \t\r\n", p[-1]) != NULL)
		if (*--p == '\n')
			return true;
	if (p == text)
		return true;
	if (p == at)
		return false;
	while (again)
		for (again = false, i = 0;
			i < sizeof(closing) / sizeof(*closing); i++) {
			n = strlen(closing[i]);
			if (p >= text + n &&
				memcmp(p - n, closing[i], n) == 0) {
				p -= n;
				again = true;
			}
		}
	for (i = 0; i < sizeof(ending) / sizeof(*ending); i++) {
		n = strlen(ending[i]);
		if (p >= text + n && memcmp(p - n, ending[i], n) == 0)
			return true;
	}
	return false;
}

/* Whether one of the places where the snippet stands begins a sentence; a
 * snippet that stands nowhere leaves the program. */
static bool
is_begun(const char *text, const char *snippet, const char *id)
{
	const char *start = skip_sign(snippet), *p = text;
	bool found = false;

	if (*start == '\0')
		return false;
	for (; (p = strchr(p, *start)) != NULL; p++)
		if (goes_as(p, start)) {
			found = true;
			if (begins_sentence(text, p))
				return true;
		}
	if (!found)
		fprintf(stderr, "bench/snippet-score: not in %s: %s\n", id,
			start);
	return false;
}

static size_t
characters(const char *snippet)
{
	size_t n = 0, len = strlen(ELLIPSIS);
	const char *p;

	snippet = skip_space(snippet);
	for (p = snippet; *p != '\0'; p++) {
		if (strncmp(p, ELLIPSIS, len) == 0) {
			/* With the spaces around it. */
			p += len - 1;
			n -= n > 0 && p[(ptrdiff_t)-len] == ' ';
			if (p[1] == ' ')
				p++;
			continue;
		}
		n += ((unsigned char)*p & 0xc0) != 0x80;
	}
	return n;
}

/* ---- runs --------------------------------------------------------------- */

struct run {
	const char *name;
	FILE *file;
	char *line;
	size_t cap, n;
	double shown, any, begun, chars;
};

/* The line's next column, terminated; *line goes on. */
static char *
column(char **line)
{
	char *start = *line, *end = start + strcspn(start, "\t\n");

	*line = *end == '\0' ? end : end + 1;
	*end = '\0';
	return start;
}

static json_t *
read_texts(const char *path)
{
	FILE *file = fopen(path, "r");
	json_t *texts = json_object(), *article;
	json_error_t jerr;

	if (file == NULL)
		leave(path, strerror(errno));
	while ((article = json_loadf(file, JSON_DISABLE_EOF_CHECK, &jerr)) !=
		NULL) {
		const char *id =
			json_string_value(json_object_get(article, "id"));

		if (id != NULL)
			json_object_set(
				texts, id, json_object_get(article, "text"));
		json_decref(article);
	}
	fclose(file);
	return texts;
}

static json_t *
read_queries(const char *path)
{
	FILE *file = fopen(path, "r");
	json_t *queries = json_object();
	char *line = NULL, *rest;
	size_t cap = 0;

	if (file == NULL)
		leave(path, strerror(errno));
	while (getline(&line, &cap, file) >= 0) {
		char *number;

		rest = line;
		number = column(&rest);
		json_object_set_new(
			queries, number, json_string(column(&rest)));
	}
	free(line);
	fclose(file);
	return queries;
}

/* One snippet of each run, all of one article for one query. */
static bool
score_line(struct run *runs, int n, const json_t *texts, const json_t *queries)
{
	const char *text = NULL, *query = NULL;
	struct words words = { .n = 0 }, any = { .n = 0 };
	char pair[512] = "";
	int i;

	for (i = 0; i < n; i++) {
		struct run *run = &runs[i];
		char *number, *id, own[512], *rest;

		if (getline(&run->line, &run->cap, run->file) < 0) {
			if (i > 0)
				leave(run->name, "has too few lines");
			return false;
		}
		rest = run->line;
		number = column(&rest);
		id = column(&rest);
		snprintf(own, sizeof(own), "%s %s", number, id);
		if (i == 0) {
			memcpy(pair, own, sizeof(pair));
			text = json_string_value(json_object_get(texts, id));
			query = json_string_value(
				json_object_get(queries, number));
			if (text == NULL || query == NULL)
				leave(pair, "is not known");
			read_words(&words, query, true);
			words.present = words_in(&words, text);
			read_words(&any, query, false);
			any.present = words_in(&any, text);
		} else if (strcmp(pair, own) != 0)
			leave(run->name, "has other articles");
		rest = column(&rest);
		run->n++;
		run->shown += share(&words, rest);
		run->any += share(&any, rest);
		run->begun += is_begun(text, rest, id);
		run->chars += (double)characters(rest);
	}
	return true;
}

int
main(int argc, char **argv)
{
	struct run *runs;
	json_t *texts, *queries;
	struct xc_error xerr;
	int n = argc - 3, i;

	if (n < 1) {
		fputs("Usage: bench/snippet-score ARTICLES.jsonl QUERIES.tsv "
		      "RUN...\n",
			stderr);
		return 2;
	}
	stem = xc_stem_new("english", &xerr);
	runs = calloc((size_t)n, sizeof(*runs));
	if (stem == NULL || runs == NULL)
		leave("memory", "out of it");
	texts = read_texts(argv[1]);
	queries = read_queries(argv[2]);
	for (i = 0; i < n; i++) {
		const char *slash = strrchr(argv[i + 3], '/');

		runs[i].name = slash == NULL ? argv[i + 3] : slash + 1;
		runs[i].file = fopen(argv[i + 3], "r");
		if (runs[i].file == NULL)
			leave(argv[i + 3], strerror(errno));
	}
	while (score_line(runs, n, texts, queries))
		;
	printf("%-16s %8s %8s %8s %8s %10s\n", "", "snippets", "shown", "any",
		"begins", "characters");
	for (i = 0; i < n; i++) {
		double all = (double)runs[i].n;

		printf("%-16s %8zu %8.4f %8.4f %8.4f %10.1f\n", runs[i].name,
			runs[i].n, runs[i].shown / all, runs[i].any / all,
			runs[i].begun / all, runs[i].chars / all);
		fclose(runs[i].file);
		free(runs[i].line);
	}
	free(runs);
	json_decref(texts);
	json_decref(queries);
	xc_stem_free(stem);
	return 0;
}
