/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values taken whole: names as such, and the authors that one line names. */
#include <saiga/article.h>

#include <stdio.h>
#include <string.h>

/* Whether the text begins with the word, ASCII letters of either case, and
 * something else behind it. */
static bool
begins_with(struct saiga_slice text, const char *word)
{
	size_t n = strlen(word);

	return text.len > n && saiga_slice_is(saiga_slice_of(text.p, n), word);
}

static bool
has_byte(struct saiga_slice text, char c)
{
	return text.len > 0 && memchr(text.p, c, text.len) != NULL;
}

static bool
is_single_word(struct saiga_slice text)
{
	return text.len > 0 && !has_byte(text, ' ');
}

/* "Smith, John": the line's only comma, behind a single word. */
static bool
is_inverted(struct saiga_slice line)
{
	const char *comma =
		line.len == 0 ? NULL : memchr(line.p, ',', line.len);
	struct saiga_slice first, last;

	if (comma == NULL)
		return false;
	first = saiga_slice_of(line.p, (size_t)(comma - line.p));
	last = saiga_slice_of(comma + 1, line.len - first.len - 1);
	return is_single_word(saiga_slice_trim(first)) && !has_byte(last, ',');
}

void
saiga_authors_init(struct saiga_authors *authors, struct saiga_slice line)
{
	line = saiga_slice_trim(line);
	if (begins_with(line, "by "))
		line = saiga_slice_trim(
			saiga_slice_of(line.p + 3, line.len - 3));
	authors->rest = line;
	authors->by_semicolons =
		has_byte(line, ';') || has_byte(line, '|') || is_inverted(line);
}

/* How many bytes of the text are a word between two names. */
static size_t
and_word(struct saiga_slice text)
{
	static const char *const words[] = { " and ", " & ", " и ", " және " };
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		/* The space behind may be the next one's in front. */
		if (begins_with(text, words[i]))
			return strlen(words[i]) - 1;
	return 0;
}

/* "Jr." and the like, which belong to the name before them. */
static bool
is_suffix(struct saiga_slice text)
{
	static const char *const suffixes[] = { "jr", "sr", "ii", "iii", "iv",
		"phd", "md" };
	char letters[4];
	size_t i, n = 0;
	bool known = false;

	text = saiga_slice_trim(text);
	for (i = 0; i < text.len && strchr(" ,;|", text.p[i]) == NULL; i++) {
		if (text.p[i] == '.')
			continue;
		if (n == sizeof(letters))
			return false;
		letters[n++] = text.p[i];
	}
	text = saiga_slice_of(text.p + i, text.len - i);
	for (i = 0; i < sizeof(suffixes) / sizeof(*suffixes); i++)
		known |=
			saiga_slice_is(saiga_slice_of(letters, n), suffixes[i]);
	/* "Md Rahman" is a name. */
	return known &&
		(text.len == 0 || text.p[0] != ' ' || and_word(text) > 0);
}

/* How many bytes of the text are a sign or a word between two names. */
static size_t
separator(const struct saiga_authors *authors, struct saiga_slice text)
{
	switch (text.p[0]) {
	case ';':
	case '|':
		return 1;
	case ',':
		return !authors->by_semicolons &&
			!is_suffix(saiga_slice_of(text.p + 1, text.len - 1));
	case ' ':
		return and_word(text);
	default:
		return 0;
	}
}

/* Commas at the ends are no part of a name. */
static struct saiga_slice
trim_commas(struct saiga_slice name)
{
	name = saiga_slice_trim(name);
	while (name.len > 0 && (name.p[0] == ',' || name.p[0] == ' '))
		name = saiga_slice_of(name.p + 1, name.len - 1);
	while (name.len > 0 &&
		(name.p[name.len - 1] == ',' || name.p[name.len - 1] == ' '))
		name.len--;
	return name;
}

bool
saiga_authors_next(struct saiga_authors *authors, struct saiga_slice *author)
{
	while (authors->rest.len > 0) {
		struct saiga_slice rest = authors->rest;
		size_t i = 0, n = 0;

		while (i < rest.len &&
			(n = separator(authors,
				 saiga_slice_of(rest.p + i, rest.len - i))) ==
				0)
			i++;
		*author = trim_commas(saiga_slice_of(rest.p, i));
		authors->rest =
			saiga_slice_of(rest.p + i + n, rest.len - i - n);
		/* "A, and B": a name does not begin with the word. */
		if (begins_with(*author, "and "))
			*author = saiga_slice_trim(
				saiga_slice_of(author->p + 4, author->len - 4));
		if (author->len > 0 && !saiga_slice_is(*author, "and"))
			return true;
	}
	return false;
}

struct saiga_slice
saiga_whole_key(struct saiga_strbuf *out, struct saiga_slice name)
{
	struct saiga_words words;
	struct saiga_word word;

	name = saiga_slice_trim(name);
	saiga_strbuf_reset(out);
	saiga_words_init(&words, name);
	while (saiga_words_next(&words, &word)) {
		/* The whole of a joined word is its parts once more. */
		if (word.span > 1)
			continue;
		saiga_strbuf_str(out, out->len > 0 ? " " : "");
		saiga_strbuf_slice(out, word.term);
	}
	return out->len > 0 ? saiga_strbuf_view(out) : name;
}

void
saiga_whole_term(char term[SAIGA_WHOLE_TERM_SIZE], enum saiga_field field,
	struct saiga_slice name)
{
	struct saiga_strbuf words = SAIGA_STRBUF_INIT(SAIGA_WHOLE_KEY_MAX);
	char id[SAIGA_ID_LEN + 1];

	saiga_id_make(saiga_whole_key(&words, name), id);
	snprintf(term, SAIGA_WHOLE_TERM_SIZE, "%s%s",
		saiga_fields[field].term_prefix, id);
	saiga_strbuf_dispose(&words);
}
