/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells what a unit was found as. */
#include "also.h"

#include <stdlib.h>

void
also_words_dispose(struct also_words *list)
{
	free(list->items);
	list->items = NULL;
	list->n = list->cap = 0;
}

static int
compare_words(const void *a, const void *b)
{
	const struct also_word *x = a, *y = b;
	bool x_name = x->how == WORD_NAME, y_name = y->how == WORD_NAME;

	if (x_name != y_name)
		return x_name ? -1 : 1;
	if (x->df != y->df)
		return x->df > y->df ? -1 : 1;
	/* Equal ones in the order they were found: by address. */
	return x->word != y->word
		? (x->word < y->word ? -1 : 1)
		: (x->sequence > y->sequence) - (x->sequence < y->sequence);
}

static enum saiga_status
add(struct also_words *list, const struct also_word *word)
{
	enum saiga_status status = SAIGA_OK;

	if (word->how == WORD_TYPED || word->df == 0)
		return SAIGA_OK;
	status = saiga_array_reserve(
		&list->items, &list->cap, list->n + 1, sizeof(*list->items));
	if (status == SAIGA_OK)
		list->items[list->n++] = *word;
	return status;
}

enum saiga_status
also_found(struct also_words *list, const struct unit *unit)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	list->n = 0;
	for (i = 0; i < unit->n_words && status == SAIGA_OK; i++) {
		const struct unit_word *word = &unit->words[i];
		struct also_word item = { word, NULL, word->df, word->how };

		status = add(list, &item);
	}
	for (i = 0; i < unit->n_sequences && status == SAIGA_OK; i++) {
		const struct sequence *s = &unit->sequences[i];
		struct also_word item = { NULL, s, s->df, s->how };

		status = add(list, &item);
	}
	if (list->n > 1)
		qsort(list->items, list->n, sizeof(*list->items),
			compare_words);
	return status;
}

void
also_print_typed(struct saiga_strbuf *out, const struct unit *unit)
{
	const struct query_node *node = unit->node;

	if (node->n > 0) {
		query_print_node(node, out);
		return;
	}
	if (unit->typed.len > 0) {
		saiga_strbuf_slice(out, unit->typed);
		return;
	}
	if (node->field != NULL)
		saiga_strbuf_printf(out, "%s:", node->field->name);
	saiga_strbuf_str(out, node->type == QUERY_FUZZY ? "~" : "");
	saiga_strbuf_slice(out, node->raw);
}

void
also_print(struct saiga_strbuf *out, const struct plan *plan,
	const struct unit *unit, const struct also_word *word)
{
	size_t i;

	if (word->word != NULL)
		saiga_utf8_capitalise(
			saiga_lexicon_term(plan->lexicon, word->word->term),
			word->how == WORD_NAME || query_is_capital(unit->node),
			out);
	saiga_strbuf_str(out, word->sequence != NULL ? "\"" : "");
	for (i = 0; word->sequence != NULL && i < word->sequence->n; i++) {
		saiga_strbuf_str(out, i > 0 ? " " : "");
		saiga_strbuf_slice(out,
			saiga_lexicon_term(
				plan->lexicon, word->sequence->steps[i].term));
	}
	saiga_strbuf_str(out, word->sequence != NULL ? "\"" : "");
}

void
also_print_exact(struct saiga_strbuf *out, const struct unit *unit)
{
	const struct query_node *node = unit->node;

	if (unit->typed.len > 0) {
		saiga_strbuf_byte(out, '"');
		saiga_strbuf_slice(out, unit->typed);
		saiga_strbuf_byte(out, '"');
		return;
	}
	if (node->type != QUERY_WORD && node->type != QUERY_JOINED)
		return;
	if (node->field != NULL)
		saiga_strbuf_printf(out, "%s:", node->field->name);
	saiga_strbuf_byte(out, '=');
	saiga_strbuf_slice(out, node->raw);
}
