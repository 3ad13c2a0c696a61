/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries: their trees as text, ones at random, and what holds for any. */
#include "queries.h"

#include <stdio.h>
#include <string.h>

#define RENDERED_MAX ((size_t)1 << 24)

/* ---- a query's tree as text --------------------------------------------- */

static void render(struct saiga_strbuf *out, const struct query_node *node);

static void
render_children(
	struct saiga_strbuf *out, const struct query_node *node, const char *op)
{
	size_t i;

	saiga_strbuf_printf(out, "%s(", op);
	for (i = 0; i < node->n; i++) {
		saiga_strbuf_str(out, i > 0 ? " " : "");
		render(out, node->children[i]);
	}
	saiga_strbuf_byte(out, ')');
}

/* A word, a joined one, or the pieces of a pattern. */
static void
render_word(struct saiga_strbuf *out, const struct query_node *node)
{
	bool joined = node->type == QUERY_JOINED;
	bool pattern = node->type == QUERY_WILDCARD;
	size_t i;

	saiga_strbuf_str(out, joined ? "{" : "");
	for (i = 0; i < node->n_terms; i++) {
		if (i > 0)
			saiga_strbuf_byte(out, pattern ? '*' : ' ');
		saiga_strbuf_slice(out, node->terms[i]);
	}
	saiga_strbuf_str(out, joined ? "}" : "");
}

/* Whether the words are exact goes without saying, and is told where they are
 * not. */
static void
render_phrase(struct saiga_strbuf *out, const struct query_node *node)
{
	size_t i;
	uint32_t k;

	saiga_strbuf_byte(out, '"');
	for (i = 0; i < node->n; i++) {
		const struct query_node *word = node->children[i];

		saiga_strbuf_str(out, i > 0 ? " " : "");
		for (k = 0; k < word->gap; k++)
			saiga_strbuf_byte(out, '*');
		saiga_strbuf_str(out, word->gap > 0 ? " " : "");
		saiga_strbuf_str(out, word->exact ? "" : "!");
		if (word->field != node->field || word->sign != QUERY_MAY)
			saiga_strbuf_str(out, "!!");
		render_word(out, word);
	}
	saiga_strbuf_byte(out, '"');
}

static void
render_leaf(struct saiga_strbuf *out, const struct query_node *node)
{
	const char *field = node->field == NULL ? "" : node->field->name;

	switch (node->type) {
	case QUERY_TERM:
	case QUERY_HOST:
		saiga_strbuf_printf(
			out, "%s=%s", field, node->exact ? "=" : "");
		/* The term of a whole name is a hash of it. */
		saiga_strbuf_slice(
			out, node->exact ? node->raw : node->terms[0]);
		return;
	case QUERY_DATES:
	case QUERY_ADDED:
		saiga_strbuf_printf(
			out, "%s=%s..%s", field, node->first, node->last);
		return;
	case QUERY_UNKNOWN:
		saiga_strbuf_printf(out, "%s=unknown", field);
		return;
	default:
		saiga_strbuf_printf(out, "%s%s", field, *field == 0 ? "" : ":");
	}
	if (node->type == QUERY_PHRASE) {
		render_phrase(out, node);
		return;
	}
	if (node->type == QUERY_FUZZY)
		saiga_strbuf_byte(out, '~');
	else if (node->exact && node->type != QUERY_WILDCARD)
		saiga_strbuf_byte(out, '=');
	render_word(out, node);
}

static void
render(struct saiga_strbuf *out, const struct query_node *node)
{
	static const char *const signs[] = { "", "+", "-" };
	static const char *const operators[] = {
		[QUERY_BAG] = "",
		[QUERY_AND] = "and",
		[QUERY_OR] = "or",
		[QUERY_NOT] = "not",
	};
	char near[32];

	saiga_strbuf_str(out, signs[node->sign]);
	if (node->group != NULL)
		saiga_strbuf_printf(out, "%s::", node->group->name);
	switch (node->type) {
	case QUERY_BAG:
	case QUERY_AND:
	case QUERY_OR:
	case QUERY_NOT:
		render_children(out, node, operators[node->type]);
		break;
	case QUERY_NEAR:
	case QUERY_ADJ:
		snprintf(near, sizeof(near), "%s/%u",
			node->type == QUERY_ADJ ? "adj" : "near",
			node->distance);
		render_children(out, node, near);
		break;
	default:
		render_leaf(out, node);
	}
}

void
queries_render(struct saiga_strbuf *out, const struct query *query)
{
	struct saiga_slice rest = saiga_strbuf_view(&query->notes), line;

	if (query->root == NULL)
		saiga_strbuf_str(out, "nothing");
	else
		render(out, query->root);
	while (saiga_slice_line(&rest, &line)) {
		saiga_strbuf_str(out, " | ");
		saiga_strbuf_slice(out, line);
	}
}

/* ---- what holds for any ------------------------------------------------- */

/* A query as it was read. */
struct reading {
	struct saiga_strbuf tree, printed, notes;
};

static enum saiga_status
read_query(struct reading *out, struct saiga_slice text)
{
	const struct saiga_strbuf empty = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct query *query;
	enum saiga_status status = query_parse(&query, text, QUERIES_NOW, NULL);

	out->tree = out->printed = out->notes = empty;
	if (status != SAIGA_OK)
		return status;
	saiga_strbuf_slice(&out->notes, saiga_strbuf_view(&query->notes));
	saiga_strbuf_reset(&query->notes);
	queries_render(&out->tree, query);
	query_print(query, &out->printed);
	query_free(query);
	return status;
}

static void
reading_dispose(struct reading *reading)
{
	saiga_strbuf_dispose(&reading->tree);
	saiga_strbuf_dispose(&reading->printed);
	saiga_strbuf_dispose(&reading->notes);
}

static bool
is_same(const struct saiga_strbuf *a, const struct saiga_strbuf *b)
{
	return saiga_slice_equal(saiga_strbuf_view(a), saiga_strbuf_view(b));
}

/* Whether each note of b is one of a's. */
static bool
notes_no_more(const struct saiga_strbuf *a, const struct saiga_strbuf *b)
{
	struct saiga_slice rest = saiga_strbuf_view(b), line;

	while (saiga_slice_line(&rest, &line)) {
		struct saiga_slice old = saiga_strbuf_view(a), note;
		bool found = false;

		while (!found && saiga_slice_line(&old, &note))
			found = saiga_slice_equal(note, line);
		if (!found)
			return false;
	}
	return true;
}

/* A query that fills its bounds may print as more than fits: a NEAR that was
 * read as AND needs brackets that it had not. */
static bool
is_too_much(const struct reading *first, const struct reading *again)
{
	return first->printed.len > QUERY_BYTES_MAX ||
		strstr(saiga_strbuf_cstr(&again->notes), "too deep") != NULL;
}

const char *
queries_broken(struct saiga_slice text, struct saiga_strbuf *detail)
{
	const char *broken = NULL;
	struct reading first, again;

	if (read_query(&first, text) != SAIGA_OK)
		return "any bytes are a query";
	if (read_query(&again, saiga_strbuf_view(&first.printed)) != SAIGA_OK)
		broken = "what is printed is a query";
	else if (is_too_much(&first, &again))
		broken = NULL;
	else if (!is_same(&first.tree, &again.tree))
		broken = "what is printed is read as the same tree";
	else if (!is_same(&first.printed, &again.printed))
		broken = "what is printed prints as itself";
	else if (!notes_no_more(&first.notes, &again.notes))
		broken = "what is printed has no notes of its own";
	if (broken != NULL && detail != NULL) {
		saiga_strbuf_printf(detail,
			"\n   tree: %s\nprinted: %s\n   tree: %s\nprinted: %s\n"
			"  notes: %s",
			saiga_strbuf_cstr(&first.tree),
			saiga_strbuf_cstr(&first.printed),
			saiga_strbuf_cstr(&again.tree),
			saiga_strbuf_cstr(&again.printed),
			saiga_strbuf_cstr(&again.notes));
	}
	reading_dispose(&first);
	reading_dispose(&again);
	return broken;
}

/* ---- queries at random -------------------------------------------------- */

static const char *const pieces[] = { "AND ", "OR ", "NOT ", "NEAR ", "NEAR/3 ",
	"ADJ ", "ADJ/2 ", "(", ")", "( ", ") ", "\"", "\" ", "\"bank * rose\" ",
	"+", "-", "=", "~", "* ", "*", " ", "title:", "source:", "publisher:",
	"author:", "lang:", "date:", "before:", "after:", "added:", "url:",
	"host:", "site:", "type:", "title:(", "lang:(", "2021", "2021..2022 ",
	"..", "today ", "7d ", "last-week ", "\"last month\" ", "unknown ",
	"2021-02 ", "bank ", "sanctions ", "sanc", "sanc*s ", "~bnak ",
	"e-mail ", "7 500 ", "7,500 ", "U.S. ", "19 ", "COVID-19 ", "tulip ",
	"rose ", "the ", "山水 ", "указ ", "“", "”", "« ", " »", "\xff", "\xd0",
	"\xc2\xa0", "http://", "a/b ", ":", "/", "en ", "en_ru", "’s ",
	"copper plates", "example.com " };

uint32_t
queries_random(uint32_t *seed, uint32_t below)
{
	*seed = *seed * 1664525 + 1013904223;
	return (uint32_t)(((uint64_t)*seed * below) >> 32);
}

void
queries_mix(struct saiga_strbuf *out, uint32_t *seed, uint32_t n)
{
	saiga_strbuf_reset(out);
	for (n = queries_random(seed, n + 1); n > 0; n--)
		saiga_strbuf_str(out,
			pieces[queries_random(
				seed, sizeof(pieces) / sizeof(*pieces))]);
}

void
queries_garble(struct saiga_strbuf *out, uint32_t *seed, uint32_t n)
{
	saiga_strbuf_reset(out);
	for (n = queries_random(seed, n + 1); n > 0; n--)
		saiga_strbuf_byte(out, (char)queries_random(seed, 256));
}
