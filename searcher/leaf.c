/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The leaves of a query: words, phrases, filters, dates. */
#include "parser.h"

#include <string.h>

static bool
count_word(struct parser *p)
{
	if (++p->query->words <= QUERY_WORDS_MAX)
		return true;
	query_note(p->query,
		"the query has more than 1024 words: those "
		"beyond were left out");
	return false;
}

/*
 * The words of the text as children of a phrase: single ones, and joined ones
 * with the whole as their first term.  The parts of a joined word come before
 * it, so that they are gathered as single words first.
 */
static struct query_node *
parse_words(struct parser *p, struct saiga_slice text, enum saiga_field field,
	bool exact)
{
	struct query_node *phrase = parser_node(p, QUERY_PHRASE);
	struct saiga_words words;
	struct saiga_word word;

	saiga_words_init(&words, text);
	while (phrase != NULL && phrase->n < QUERY_PHRASE_MAX &&
		saiga_words_next(&words, &word)) {
		struct query_node *node;

		if (!count_word(p))
			break;
		node = parser_node(p, QUERY_WORD);
		if (node == NULL)
			break;
		node->field = field;
		node->exact = exact;
		parser_term(p, node, word.term);
		if (word.span > 1)
			parser_join(p, phrase, node, word.span);
		parser_child(p, phrase, node);
	}
	if (phrase != NULL && phrase->n == QUERY_PHRASE_MAX)
		query_note(p->query,
			"a phrase has more than 64 words: those "
			"beyond were left out");
	if (phrase != NULL) {
		phrase->field = field;
		phrase->exact = exact;
	}
	return parser_simplify(phrase);
}

/* "date:2023-02..2023-04", or without the field when it is sure to be one;
 * false when it is no range.  *out is NULL where there are too many. */
static bool
parse_dates(struct parser *p, struct saiga_slice text, struct query_node **out)
{
	char first[9], last[9];

	*out = NULL;
	if (saiga_date_range(text, first, last) != SAIGA_OK)
		return false;
	if (strcmp(first, last) > 0)
		query_note(p->query,
			"a range of dates ends before it begins: "
			"nothing lies in it");
	if (++p->query->ranges > QUERY_RANGES_MAX) {
		query_note(p->query,
			"more than 16 ranges of dates: those "
			"beyond were left out");
		return true;
	}
	*out = parser_node(p, QUERY_DATES);
	if (*out != NULL) {
		memcpy((*out)->first, first, sizeof(first));
		memcpy((*out)->last, last, sizeof(last));
		(*out)->field = SAIGA_FIELD_DATE;
	}
	return true;
}

/* A filter by a term that holds the whole value: language, format, address.
 * NULL when there is no value. */
static struct query_node *
parse_filter(struct parser *p, enum saiga_field field, struct saiga_slice value)
{
	struct saiga_strbuf term = SAIGA_STRBUF_INIT(65536);
	struct saiga_strbuf url = SAIGA_STRBUF_INIT(65536);
	struct query_node *node = NULL;
	char folded[SAIGA_TERM_MAX], hash[SAIGA_ID_LEN + 1];
	const char *prefix = saiga_fields[field].term_prefix;

	saiga_strbuf_str(&term, prefix);
	/* "en-US" is English. */
	if (field == SAIGA_FIELD_LANGUAGE && value.len > 2 &&
		(value.p[2] == '-' || value.p[2] == '_'))
		value.len = 2;
	if (field == SAIGA_FIELD_LANGUAGE && value.len != 2)
		query_note(p->query,
			"lang: takes a code of two letters, as "
			"in lang:ru");
	if (field == SAIGA_FIELD_URL) {
		saiga_url_canonical(value, &url);
		saiga_id_make(saiga_strbuf_view(&url), hash);
		if (url.len > 0)
			saiga_strbuf_str(&term, hash);
		else
			query_note(p->query,
				"an address begins with http:// "
				"or https://: what does not was "
				"left out");
	} else
		saiga_strbuf_append(
			&term, folded, saiga_fold_word(value, folded));
	if (term.len > strlen(prefix) && count_word(p))
		node = parser_node(p, QUERY_TERM);
	if (node != NULL) {
		node->field = field;
		parser_term(p, node, saiga_strbuf_view(&term));
	}
	saiga_strbuf_dispose(&url);
	saiga_strbuf_dispose(&term);
	return node;
}

static size_t
count_letters(struct saiga_slice term)
{
	size_t i = 0, n = 0;
	uint32_t c;

	for (; i < term.len; n++)
		i += saiga_utf8_decode(term.p + i, term.len - i, &c);
	return n;
}

/* "sanct*": the last word is a beginning. */
static struct query_node *
mark_prefix(struct parser *p, struct query_node *node)
{
	if (node == NULL || p->nomem)
		return node;
	/* Of a joined word, the whole: "multi-vect*" begins "multivector". */
	if (node->type != QUERY_WORD && node->type != QUERY_JOINED) {
		query_note(p->query,
			"a * stands behind a single word only: "
			"it was left out");
		return node;
	}
	if (count_letters(parser_term_bytes(p, node, 0)) <
		QUERY_WILDCARD_LETTERS)
		query_note(p->query,
			"a word before * needs at least three "
			"letters: the * was left out");
	else if (++p->query->wildcards > QUERY_WILDCARDS_MAX)
		query_note(p->query,
			"more than 8 words with *: it was left "
			"out from those beyond");
	else {
		node->type = QUERY_PREFIX;
		node->n_terms = 1;
	}
	return node;
}

/* "2023..2024" without a field is no word that anyone looks for. */
static bool
is_bare_range(const struct token *t)
{
	size_t i;

	for (i = 0; i + 1 < t->text.len; i++)
		if (t->text.p[i] == '.' && t->text.p[i + 1] == '.')
			return t->type == TOKEN_CHUNK && t->text.len >= 6 &&
				t->field == SAIGA_FIELD_COUNT;
	return false;
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
	if (saiga_field_by_query(name) < SAIGA_FIELD_COUNT && rest.len == 0)
		query_note(p->query,
			"a field takes its word right behind the "
			"colon, as in date:2023");
	else if (rest.len > 0 && rest.p[0] != '/')
		query_note(p->query,
			"there are the fields title: source: "
			"author: lang: date: url: type:, another "
			"was read as words");
}

struct query_node *
parser_leaf(struct parser *p)
{
	struct token t = p->token;
	struct query_node *node;

	if (t.unclosed)
		query_note(p->query,
			"a quote is not closed: its words were "
			"read one by one");
	if (t.field == SAIGA_FIELD_COUNT)
		note_field(p, &t);

	if ((t.field == SAIGA_FIELD_DATE || is_bare_range(&t)) &&
		parse_dates(p, t.text, &node))
		return node;
	if (t.field == SAIGA_FIELD_DATE)
		query_note(p->query,
			"a date was not understood: write it "
			"as date:2023, date:2023-02 or "
			"date:2023-02..2023-04");
	if (t.field < SAIGA_FIELD_COUNT &&
		saiga_fields[t.field].term_prefix != NULL)
		return parse_filter(p, t.field, t.text);
	if (t.field < SAIGA_FIELD_COUNT &&
		saiga_fields[t.field].word_prefix == NULL)
		t.field = SAIGA_FIELD_COUNT;
	node = parse_words(
		p, t.text, t.field, t.exact || t.type == TOKEN_QUOTED);
	return t.star ? mark_prefix(p, node) : node;
}
