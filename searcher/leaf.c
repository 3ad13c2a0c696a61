/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The leaves of a query that are words: single ones, phrases, patterns. */
#include "parser.h"

#include <string.h>

bool
parser_count_word(struct parser *p)
{
	if (++p->query->words <= QUERY_WORDS_MAX)
		return true;
	query_note(p->query,
		"the query has more than 1024 words: those "
		"beyond were left out");
	return false;
}

bool
query_has_digit(struct saiga_slice term)
{
	size_t i;

	for (i = 0; i < term.len; i++)
		if (term.p[i] >= '0' && term.p[i] <= '9')
			return true;
	return false;
}

/* Stars between two words of a phrase. */
static uint32_t
count_stars(struct saiga_slice between)
{
	uint32_t n = 0;
	size_t i;

	for (i = 0; i < between.len; i++)
		n += between.p[i] == '*';
	return n;
}

/* The node of one word of the text, or NULL.  What has no other forms is
 * exact however it was typed. */
static struct query_node *
word_node(struct parser *p, struct saiga_slice text,
	const struct saiga_word *word, const struct token *token)
{
	struct query_node *node = parser_node(p, QUERY_WORD);

	if (node == NULL)
		return NULL;
	node->field = token->field;
	node->exact = token->exact || token->type == TOKEN_QUOTED ||
		query_has_digit(word->term);
	if (!query_field_is_text(token->field))
		node->exact = false;
	node->raw = saiga_slice_of(text.p + word->off, word->len);
	parser_term(p, node, word->term);
	return node;
}

/* Several words stand for themselves alone. */
static struct query_node *
end_phrase(struct parser *p, struct query_node *phrase,
	const struct query_field *field)
{
	size_t i;

	if (phrase == NULL)
		return NULL;
	if (phrase->n == QUERY_PHRASE_MAX)
		query_note(p->query,
			"a phrase has more than 64 words: those "
			"beyond were left out");
	phrase->field = field;
	phrase->exact = true;
	for (i = 0; phrase->n > 1 && i < phrase->n; i++)
		phrase->children[i]->exact = true;
	if (phrase->n > 0)
		phrase->children[0]->gap = 0;
	return parser_simplify(phrase);
}

/*
 * The words of the token as children of a phrase: single ones, and joined
 * ones with the whole as their first term.  The parts of a joined word come
 * before it, so that they are gathered as single words first.
 */
static struct query_node *
parse_words(struct parser *p, const struct token *token)
{
	struct query_node *phrase = parser_node(p, QUERY_PHRASE);
	bool quoted = token->type == TOKEN_QUOTED;
	struct saiga_slice text = token->text;
	struct saiga_words words;
	struct saiga_word word;
	uint32_t gaps = 0;
	size_t end = 0;

	saiga_words_init(&words, text);
	while (phrase != NULL && phrase->n < QUERY_PHRASE_MAX &&
		saiga_words_next(&words, &word)) {
		struct query_node *node;

		if (!parser_count_word(p))
			break;
		node = word_node(p, text, &word, token);
		if (node == NULL)
			break;
		if (word.span > 1) {
			if (phrase->n >= word.span)
				node->gap =
					phrase->children[phrase->n - word.span]
						->gap;
			parser_join(p, phrase, node, word.span);
		} else if (quoted && word.off > end) {
			node->gap = count_stars(
				saiga_slice_of(text.p + end, word.off - end));
			gaps += node->gap;
			if (gaps > QUERY_GAPS_MAX) {
				query_note(p->query,
					"more than 8 stars in a phrase: those "
					"beyond were left out");
				node->gap = 0;
			}
		}
		end = word.off + word.len;
		parser_child(p, phrase, node);
	}
	return end_phrase(p, phrase, token->field);
}

/* The only word of a piece between stars, a joined one whole, folded into
 * term; false when there is anything else. */
static bool
fold_piece(struct saiga_slice piece, char term[SAIGA_TERM_MAX], size_t *len)
{
	struct saiga_words words;
	struct saiga_word word;
	size_t first = 0, last = 0;
	uint32_t end = 0;

	*len = 0;
	saiga_words_init(&words, piece);
	while (saiga_words_next(&words, &word)) {
		first = last == 0 ? word.off : first;
		last = word.off + word.len;
		if (word.pos > 0 && word.span == 1 && word.pos >= end &&
			end == 1)
			end = 0; /* a second word, unless a whole follows */
		if (word.pos == 0)
			end = word.span;
		memcpy(term, word.term.p, word.term.len);
		*len = word.term.len;
	}
	return first == 0 && last == piece.len &&
		saiga_words_count(piece) == end;
}

/* Adds the folded pieces of "in*side" to the node, first and last ones even
 * when they are empty; returns how many letters they have, 0 when some piece
 * is no single word. */
static size_t
add_pieces(struct parser *p, struct query_node *node, struct saiga_slice text)
{
	char term[SAIGA_TERM_MAX];
	size_t letters = 0, len, i = 0, end;

	for (;; i = end + 1) {
		struct saiga_slice piece;

		for (end = i; end < text.len && text.p[end] != '*'; end++)
			;
		piece = saiga_slice_of(text.p + i, end - i);
		if (!fold_piece(piece, term, &len))
			return 0;
		if (len > 0 || i == 0 || end == text.len)
			parser_term(p, node, saiga_slice_of(term, len));
		letters += saiga_utf8_count(saiga_slice_of(term, len));
		if (end == text.len)
			return letters;
	}
}

/* The chunk, which has a star, without what is no part of a pattern at its
 * ends: "'sanct*'," */
static struct saiga_slice
trim_pattern(struct saiga_slice text)
{
	size_t first = 0, last = text.len, begin = 0;
	struct saiga_words words;
	struct saiga_word word;
	bool any = false;

	while (text.p[first] != '*')
		first++;
	while (text.p[last - 1] != '*')
		last--;
	saiga_words_init(&words, text);
	for (; saiga_words_next(&words, &word); any = true) {
		if (!any && word.off < first)
			begin = word.off;
		if (word.off + word.len > last)
			last = word.off + word.len;
	}
	return saiga_slice_of(text.p + begin, last - begin);
}

/* "sanct*", "in*side"; NULL where it is read as plain words. */
static struct query_node *
parse_wildcard(struct parser *p, const struct token *token)
{
	struct query_node *node = parser_node(p, QUERY_WILDCARD);
	size_t letters;

	if (node == NULL)
		return NULL;
	node->raw = trim_pattern(token->text);
	node->field = token->field;
	node->exact = query_field_is_text(token->field);
	letters = add_pieces(p, node, node->raw);
	if (p->nomem)
		return NULL;
	if (letters == 0 || node->n_terms < 2)
		query_note(p->query,
			"a * stands in or behind a single word only: "
			"it was left out");
	else if (letters < QUERY_WILDCARD_LETTERS ||
		saiga_utf8_count(parser_term_bytes(p, node, 0)) <
			QUERY_WILDCARD_FIRST)
		query_note(p->query,
			"a word with * needs at least three letters, two of "
			"them before the *: it was left out");
	else if (++p->query->wildcards > QUERY_WILDCARDS_MAX)
		query_note(p->query,
			"more than 8 words with *: it was left "
			"out from those beyond");
	else
		return parser_count_word(p) ? node : NULL;
	return NULL;
}

/* "~word": a single word of the text or the title. */
static struct query_node *
mark_fuzzy(struct parser *p, struct query_node *node)
{
	if (node == NULL || p->nomem)
		return node;
	if (node->type != QUERY_WORD || !query_field_is_text(node->field) ||
		query_has_digit(parser_term_bytes(p, node, 0)))
		query_note(p->query,
			"a ~ stands before a single word of the text or the "
			"title: it was left out");
	else if (++p->query->fuzzies > QUERY_FUZZY_MAX)
		query_note(p->query,
			"more than 4 words with ~: it was left out from those "
			"beyond");
	else {
		node->type = QUERY_FUZZY;
		node->exact = true;
	}
	return node;
}

/* "sourc:reuters", "date: 2023": words, though a field may have been meant. */
static void
note_field(struct parser *p, const struct token *t)
{
	const char *colon =
		t->text.len == 0 ? NULL : memchr(t->text.p, ':', t->text.len);
	struct saiga_slice name, rest;
	size_t i;

	if (colon == NULL || t->type != TOKEN_CHUNK || colon == t->text.p)
		return;
	name = saiga_slice_of(t->text.p, (size_t)(colon - t->text.p));
	rest = saiga_slice_of(colon + 1, t->text.len - name.len - 1);
	for (i = 0; i < name.len; i++)
		if ((name.p[i] | 0x20) < 'a' || (name.p[i] | 0x20) > 'z')
			return;
	if (query_field_find(name) != NULL && rest.len == 0)
		query_note(p->query,
			"a field takes its word right behind the "
			"colon, as in date:2023");
	else if (rest.len > 0 && rest.p[0] != '/')
		query_note(p->query,
			"there are the fields title: source: author: lang: "
			"date: before: after: added: url: host: type:, another "
			"was read as words");
}

struct query_node *
parser_leaf(struct parser *p)
{
	struct token t = p->token;
	struct query_node *node;
	bool words = true;

	if (t.unclosed)
		query_note(p->query,
			"a quote is not closed: its words were "
			"read one by one");
	if (!p->lexer.plain && t.field == NULL &&
		(p->field == NULL || p->field->kind == FIELD_WORDS))
		note_field(p, &t);
	if (t.field == NULL)
		t.field = p->field;
	/* What is no date is what it would be without the field. */
	while (!p->lexer.plain && parser_is_filter(&t)) {
		node = parser_filter(p, &t, &words);
		if (!words)
			return node;
		if (t.field == NULL)
			break;
		t.field = t.field == p->field ? p->base : p->field;
	}
	if (t.star && t.type == TOKEN_CHUNK) {
		node = parse_wildcard(p, &t);
		if (node != NULL)
			return node;
	}
	node = parse_words(p, &t);
	return t.fuzzy ? mark_fuzzy(p, node) : node;
}
