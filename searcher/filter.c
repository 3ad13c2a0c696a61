/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The leaves of a query that narrow what is found: values, hosts, dates. */
#include "parser.h"

#include <string.h>

bool
parser_is_bare_range(const struct token *token)
{
	size_t i;

	if (token->type != TOKEN_CHUNK || token->text.len < 6 ||
		token->field != NULL || token->exact || token->fuzzy)
		return false;
	for (i = 0; i + 1 < token->text.len; i++)
		if (token->text.p[i] == '.' && token->text.p[i + 1] == '.')
			return true;
	return false;
}

/* "date:unknown"; of a name, "unknown" in quotes is a word like any. */
static bool
is_unknown(const struct token *t)
{
	switch (t->field == NULL ? FIELD_BEFORE : t->field->kind) {
	case FIELD_WORDS:
		return saiga_fields[t->field->of].slot != SAIGA_SLOT_NONE &&
			t->type == TOKEN_CHUNK && !t->exact &&
			saiga_slice_is(t->text, "unknown");
	case FIELD_VALUE:
		return saiga_fields[t->field->of].slot != SAIGA_SLOT_NONE &&
			saiga_slice_is(t->text, "unknown");
	case FIELD_DAYS:
		return saiga_slice_is(t->text, "unknown");
	default:
		return false;
	}
}

bool
parser_is_filter(const struct token *t)
{
	return parser_is_bare_range(t) || is_unknown(t) ||
		(t->field != NULL &&
			(t->field->kind != FIELD_WORDS ||
				(t->exact && !query_field_is_text(t->field))));
}

static struct query_node *
unknown(struct parser *p, const struct query_field *field)
{
	struct query_node *node = parser_node(p, QUERY_UNKNOWN);

	if (node != NULL)
		node->field = field;
	return node;
}

/* "date:2023-02..2023-04", "after:yesterday". */
static struct query_node *
parse_dates(struct parser *p, const struct token *t, bool *words)
{
	const struct query_field *field = t->field;
	struct query_node *node;
	char first[9], last[9];

	*words = false;
	if (field == NULL)
		field = query_field_find(saiga_slice("date"));
	if (saiga_range_parse(t->text, &p->today, first, last) != SAIGA_OK) {
		*words = true;
		if (t->field != NULL)
			query_note(p->query,
				"a date was not understood: write it as "
				"date:2023, date:2023-02, "
				"date:2023-02..2023-04, date:7d or "
				"date:last-week");
		return NULL;
	}
	if (strcmp(first, last) > 0)
		query_note(p->query,
			"a range of dates ends before it begins: "
			"nothing lies in it");
	if (++p->query->ranges > QUERY_RANGES_MAX) {
		query_note(p->query,
			"more than 16 ranges of dates: those "
			"beyond were left out");
		return NULL;
	}
	node = parser_node(
		p, field->kind == FIELD_ADDED ? QUERY_ADDED : QUERY_DATES);
	if (node != NULL) {
		memcpy(node->first, first, sizeof(first));
		memcpy(node->last, last, sizeof(last));
		node->field = field;
	}
	return node;
}

/* "https://www.reuters.com/world" and "reuters.com" are one host. */
static void
append_host(struct saiga_strbuf *out, struct saiga_slice value)
{
	struct saiga_strbuf url = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX + 64u);
	struct saiga_strbuf canonical = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 4u);

	if (value.len < 8 || memcmp(value.p, "http", 4) != 0)
		saiga_strbuf_str(&url, "http://");
	saiga_strbuf_slice(&url, value);
	saiga_url_canonical(saiga_strbuf_view(&url), &canonical);
	saiga_strbuf_slice(out,
		saiga_utf8_cut(saiga_url_host(saiga_strbuf_view(&canonical)),
			SAIGA_TERM_MAX));
	saiga_strbuf_dispose(&url);
	saiga_strbuf_dispose(&canonical);
}

/* Appends the hash that the index knows the address by. */
static void
append_url(struct parser *p, struct saiga_strbuf *out, struct saiga_slice value)
{
	struct saiga_strbuf url = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX * 4u);
	char hash[SAIGA_ID_LEN + 1];

	saiga_url_canonical(value, &url);
	saiga_id_make(saiga_strbuf_view(&url), hash);
	if (url.len > 0)
		saiga_strbuf_str(out, hash);
	else
		query_note(p->query,
			"an address begins with http:// or https://: what "
			"does not was left out");
	saiga_strbuf_dispose(&url);
}

static void
append_value(struct parser *p, struct saiga_strbuf *out, const struct token *t)
{
	struct saiga_slice value = t->text;
	char folded[SAIGA_TERM_MAX];

	if (t->field->of == SAIGA_FIELD_LANGUAGE) {
		/* "en-US" is English. */
		if (value.len > 2 && (value.p[2] == '-' || value.p[2] == '_'))
			value.len = 2;
		if (value.len != 2)
			query_note(p->query,
				"lang: takes a code of two letters, as in "
				"lang:ru");
	}
	saiga_strbuf_append(out, folded, saiga_fold_word(value, folded));
}

/* A filter by a term that holds the whole value.  NULL when there is none. */
static struct query_node *
parse_value(struct parser *p, const struct token *t)
{
	struct saiga_strbuf term = SAIGA_STRBUF_INIT(QUERY_BYTES_MAX);
	struct query_node *node = NULL;
	size_t prefix;

	if (t->field->kind != FIELD_HOST)
		saiga_strbuf_str(&term, saiga_fields[t->field->of].term_prefix);
	prefix = term.len;
	if (t->field->kind == FIELD_HOST)
		append_host(&term, t->text);
	else if (t->field->kind == FIELD_URL)
		append_url(p, &term, t->text);
	else
		append_value(p, &term, t);
	if (term.len > prefix && parser_count_word(p))
		node = parser_node(p,
			t->field->kind == FIELD_HOST ? QUERY_HOST : QUERY_TERM);
	if (node != NULL) {
		node->field = t->field;
		node->raw = t->text;
		parser_term(p, node, saiga_strbuf_view(&term));
	}
	saiga_strbuf_dispose(&term);
	return node;
}

/* source:="The Example Times": the whole name. */
static struct query_node *
parse_whole(struct parser *p, const struct token *t)
{
	char term[SAIGA_WHOLE_TERM_SIZE];
	struct query_node *node = NULL;

	if (saiga_slice_trim(t->text).len > 0 && parser_count_word(p))
		node = parser_node(p, QUERY_TERM);
	if (node == NULL)
		return NULL;
	node->field = t->field;
	node->exact = true;
	node->raw = t->text;
	saiga_whole_term(term, t->field->of, t->text);
	parser_term(p, node, saiga_slice(term));
	return node;
}

struct query_node *
parser_filter(struct parser *p, const struct token *t, bool *words)
{
	*words = false;
	if (is_unknown(t))
		return unknown(p, t->field);
	switch (t->field == NULL ? FIELD_DAYS : t->field->kind) {
	case FIELD_WORDS:
		return parse_whole(p, t);
	case FIELD_DAYS:
	case FIELD_BEFORE:
	case FIELD_AFTER:
	case FIELD_ADDED:
		return parse_dates(p, t, words);
	default:
		return parse_value(p, t);
	}
}
