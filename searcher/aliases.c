/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the list of aliases, and looks words up in it. */
#include "aliases.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One side of a line; the sides of a line lie next to each other. */
struct side {
	uint32_t words; /* number in the lexicon */
	uint32_t line;
};

struct aliases {
	struct saiga_lexicon *lexicon;
	struct side *sides;
	size_t n, cap;
};

void
aliases_free(struct aliases *aliases)
{
	if (aliases == NULL)
		return;
	saiga_lexicon_free(aliases->lexicon);
	free(aliases->sides);
	free(aliases);
}

/* Folds the words of a side; a joined word stands as its parts.  False when
 * there are none, or too many. */
static bool
fold_side(struct saiga_strbuf *out, struct saiga_slice text)
{
	struct saiga_words words;
	struct saiga_word word;
	unsigned n = 0;

	saiga_words_init(&words, text);
	while (saiga_words_next(&words, &word)) {
		if (word.span > 1)
			continue;
		if (n++ > 0)
			saiga_strbuf_byte(out, ' ');
		saiga_strbuf_slice(out, word.term);
	}
	return n > 0 && n <= ALIAS_WORDS_MAX;
}

static enum saiga_status
add_side(struct aliases *a, struct saiga_slice text, uint32_t line,
	struct saiga_error *err)
{
	struct saiga_strbuf folded = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status = SAIGA_OK;
	struct side side = { .line = line };

	if (!fold_side(&folded, text))
		status = saiga_error_set(err, SAIGA_INVALID,
			"line %u: each side of a = has one to %u "
			"words",
			line, ALIAS_WORDS_MAX);
	else {
		side.words = saiga_lexicon_add(
			a->lexicon, saiga_strbuf_view(&folded));
		if (folded.status != SAIGA_OK || side.words == SAIGA_NO_TERM ||
			saiga_array_reserve(&a->sides, &a->cap, a->n + 1,
				sizeof(side)) != SAIGA_OK)
			status = saiga_error_nomem(err);
		else
			a->sides[a->n++] = side;
	}
	saiga_strbuf_dispose(&folded);
	return status;
}

static enum saiga_status
add_line(struct aliases *a, struct saiga_slice line, uint32_t number,
	struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	size_t i, from = 0, before = a->n;

	for (i = 0; i <= line.len && status == SAIGA_OK; i++)
		if (i == line.len || line.p[i] == '=') {
			status = add_side(a,
				saiga_slice_of(line.p + from, i - from), number,
				err);
			from = i + 1;
		}
	if (status == SAIGA_OK &&
		(a->n < before + 2 || a->n > before + ALIAS_SIDES_MAX))
		status = saiga_error_set(err, SAIGA_INVALID,
			"line %u: write 2 to %u names of one thing "
			"with = between, as in RK = Kazakhstan",
			number, ALIAS_SIDES_MAX);
	return status;
}

enum saiga_status
aliases_parse(
	struct aliases **out, struct saiga_slice text, struct saiga_error *err)
{
	struct aliases *a = calloc(1, sizeof(*a));
	enum saiga_status status = SAIGA_OK;
	struct saiga_slice line;
	uint32_t number = 0;

	*out = NULL;
	if (a == NULL)
		return saiga_error_nomem(err);
	a->lexicon = saiga_lexicon_new();
	if (a->lexicon == NULL)
		status = saiga_error_nomem(err);
	while (status == SAIGA_OK && saiga_slice_line(&text, &line)) {
		const char *remark =
			line.len == 0 ? NULL : memchr(line.p, '#', line.len);

		number++;
		if (remark != NULL)
			line.len = (size_t)(remark - line.p);
		line = saiga_slice_trim(line);
		if (line.len > 0)
			status = add_line(a, line, number, err);
	}
	if (status != SAIGA_OK) {
		aliases_free(a);
		return status;
	}
	*out = a;
	return SAIGA_OK;
}

/* Where the person's own list is; empty when the environment does not say. */
static void
own_path(struct saiga_strbuf *path)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	const char *home = getenv("HOME");

	if (config != NULL && *config != '\0')
		saiga_strbuf_printf(path, "%s/saiga/aliases", config);
	else if (home != NULL && *home != '\0')
		saiga_strbuf_printf(path, "%s/.config/saiga/aliases", home);
}

static enum saiga_status
read_file(struct saiga_strbuf *text, const char *path, bool *missing,
	struct saiga_error *err)
{
	FILE *file = fopen(path, "re");
	char buffer[8192];
	size_t n;
	int failed;

	*missing = file == NULL && (errno == ENOENT || errno == ENOTDIR);
	if (file == NULL)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	while (text->status == SAIGA_OK &&
		(n = fread(buffer, 1, sizeof(buffer), file)) > 0)
		saiga_strbuf_append(text, buffer, n);
	failed = ferror(file) ? errno : 0;
	fclose(file);
	if (failed != 0)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(failed));
	if (text->status == SAIGA_INVALID)
		return saiga_error_set(err, SAIGA_INVALID,
			"%s: a list of aliases has at most 1 MB", path);
	return saiga_strbuf_status(text, err);
}

/* Says of what is wrong which file it is in. */
static enum saiga_status
parse_file(struct aliases **out, struct saiga_slice text, const char *path,
	struct saiga_error *err)
{
	struct saiga_error inner = SAIGA_ERROR_INIT;
	enum saiga_status status = aliases_parse(out, text, &inner);

	return status == SAIGA_OK
		? status
		: saiga_error_set(err, status, "%s: %s", path, inner.msg);
}

enum saiga_status
aliases_read(struct aliases **out, const char *path, struct saiga_error *err)
{
	struct saiga_strbuf own = SAIGA_STRBUF_INIT(65536);
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(ALIASES_BYTES_MAX);
	enum saiga_status status = SAIGA_OK;
	bool missing = false;

	*out = NULL;
	if (path == NULL) {
		own_path(&own);
		path = own.len > 0 ? saiga_strbuf_cstr(&own) : NULL;
	}
	if (path != NULL)
		status = read_file(&text, path, &missing, err);
	if (path != NULL && status == SAIGA_OK)
		status = parse_file(out, saiga_strbuf_view(&text), path, err);
	else if (missing && own.len > 0)
		status = SAIGA_OK;
	saiga_strbuf_dispose(&own);
	saiga_strbuf_dispose(&text);
	return status;
}

bool
aliases_next(const struct aliases *a, struct saiga_slice words, size_t *at,
	struct saiga_slice *side)
{
	uint32_t number = saiga_lexicon_find(a->lexicon, words);
	size_t i, k;

	if (number == SAIGA_NO_TERM)
		return false;
	for (i = *at; i < a->n; i++) {
		if (a->sides[i].words == number)
			continue;
		/* Whether the line has the words on another side. */
		for (k = i; k > 0 && a->sides[k - 1].line == a->sides[i].line;
			k--)
			;
		for (; k < a->n && a->sides[k].line == a->sides[i].line; k++)
			if (a->sides[k].words == number) {
				*at = i + 1;
				*side = saiga_lexicon_term(
					a->lexicon, a->sides[i].words);
				return true;
			}
	}
	return false;
}
