/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the values that a search has counted to facets. */
#include "facets.h"

#include <stdlib.h>
#include <string.h>

#define FILTER_MAX ((size_t)65536) /* bytes */

/* What a facet is made of. */
static const struct {
	const char *name, *field; /* field: in the query */
	enum count count;
	const char *unknown;
} kinds[FACETS] = {
	[FACET_PUBLISHER] = { "publisher", "source", COUNT_PUBLISHERS,
		"source:unknown" },
	[FACET_YEAR] = { "year", "date", COUNT_DAYS, "date:unknown" },
	[FACET_MONTH] = { "month", "date", COUNT_DAYS, "date:unknown" },
	[FACET_LANGUAGE] = { "language", "lang", COUNT_LANGUAGES,
		"lang:unknown" },
	[FACET_AUTHOR] = { "author", "author", COUNT_AUTHORS,
		"author:unknown" },
};

/* A value being counted; spellings of one name are one value. */
struct tally_item {
	uint32_t text;     /* number of the spelling that most articles have */
	uint32_t best;     /* how many */
	uint32_t articles; /* with any spelling */
};

struct tally {
	enum facet_kind kind;
	struct saiga_lexicon *keys; /* by which the items are numbered */
	struct tally_item *items;
	size_t cap;
	struct saiga_strbuf key; /* of a name; kept for the next one */
	struct facet *facet;
};

/* A facet has the value as the text, and all with the same key are one. */
static enum saiga_status
add(struct tally *t, struct saiga_slice key, struct saiga_slice text,
	uint32_t articles)
{
	uint32_t before = saiga_lexicon_count(t->keys);
	uint32_t number = saiga_lexicon_add(t->keys, key);
	struct tally_item *item;

	if (number == SAIGA_NO_TERM ||
		saiga_array_reserve(&t->items, &t->cap, number + (size_t)1,
			sizeof(*t->items)) != SAIGA_OK)
		return SAIGA_NOMEM;
	item = &t->items[number];
	if (number == before)
		memset(item, 0, sizeof(*item));
	item->articles += articles;
	if (articles > item->best) {
		item->best = articles;
		item->text = saiga_lexicon_add(t->facet->texts, text);
		if (item->text == SAIGA_NO_TERM)
			return SAIGA_NOMEM;
	}
	return SAIGA_OK;
}

static enum saiga_status
add_name(struct tally *t, struct saiga_slice name, uint32_t articles)
{
	struct saiga_slice key = saiga_whole_key(&t->key, name);

	return t->key.status == SAIGA_NOMEM ? SAIGA_NOMEM
					    : add(t, key, name, articles);
}

static enum saiga_status
add_month(struct tally *t, struct saiga_slice day, uint32_t articles)
{
	char text[8];

	if (day.len != 8)
		return SAIGA_OK;
	if (memcmp(day.p + 4, "00", 2) == 0) {
		t->facet->imprecise += articles;
		return SAIGA_OK;
	}
	memcpy(text, day.p, 4);
	text[4] = '-';
	memcpy(text + 5, day.p + 4, 2);
	return add(
		t, saiga_slice_of(text, 7), saiga_slice_of(text, 7), articles);
}

static enum saiga_status
visit(void *payload, struct saiga_slice value, uint32_t articles)
{
	enum saiga_status status = SAIGA_OK;
	struct tally *t = payload;
	struct saiga_slice line;

	switch (t->kind) {
	case FACET_PUBLISHER:
		return add_name(t, value, articles);
	case FACET_AUTHOR:
		while (status == SAIGA_OK && saiga_slice_line(&value, &line))
			status = add_name(t, line, articles);
		return status;
	case FACET_YEAR:
		value.len = value.len > 4 ? 4 : value.len;
		return add(t, value, value, articles);
	case FACET_MONTH:
		return add_month(t, value, articles);
	default:
		return add(t, value, value, articles);
	}
}

/* The bytes of the quote that the text begins with, or of a space; 0: of
 * neither. */
static size_t
quote(struct saiga_slice text)
{
	static const char *const quotes[] = { " ", "\"", "«", "»", "“", "”",
		"„" };
	size_t i, n;

	for (i = 0; i < sizeof(quotes) / sizeof(*quotes); i++) {
		n = strlen(quotes[i]);
		if (n <= text.len && memcmp(text.p, quotes[i], n) == 0)
			return n;
	}
	return 0;
}

/* A name in quotes; those that it has itself are spaces, which its term does
 * not tell apart from them. */
static void
print_name_filter(struct saiga_strbuf *out, struct saiga_slice name)
{
	bool any = false, space = false;
	size_t i = 0, n;

	saiga_strbuf_str(out, "=\"");
	while (i < name.len) {
		n = quote(saiga_slice_of(name.p + i, name.len - i));
		if (n > 0)
			space = any;
		else {
			saiga_strbuf_str(out, space ? " " : "");
			saiga_strbuf_byte(out, name.p[i]);
			any = true;
			space = false;
			n = 1;
		}
		i += n;
	}
	saiga_strbuf_byte(out, '"');
	if (!any)
		saiga_strbuf_reset(out);
}

void
facet_filter(
	struct saiga_strbuf *out, enum facet_kind kind, struct saiga_slice text)
{
	saiga_strbuf_str(out, kinds[kind].field);
	saiga_strbuf_byte(out, ':');
	if (kind == FACET_PUBLISHER || kind == FACET_AUTHOR)
		print_name_filter(out, text);
	else
		saiga_strbuf_slice(out, text);
}

static int
compare_names(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return saiga_slice_compare(x->text, y->text);
}

static int
compare_times(const void *a, const void *b)
{
	const struct facet_value *x = a, *y = b;

	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return saiga_slice_compare(y->text, x->text);
}

/* The tally's values, the most frequent first, as the facet's. */
static enum saiga_status
take_values(struct tally *t, size_t max)
{
	struct facet *facet = t->facet;
	size_t i, n = saiga_lexicon_count(t->keys);
	enum saiga_status status = SAIGA_OK;

	if (n == 0)
		return SAIGA_OK;
	facet->values = calloc(n, sizeof(*facet->values));
	if (facet->values == NULL)
		return SAIGA_NOMEM;
	for (i = 0; i < n; i++) {
		facet->values[i].text =
			saiga_lexicon_term(facet->texts, t->items[i].text);
		facet->values[i].articles = t->items[i].articles;
	}
	qsort(facet->values, n, sizeof(*facet->values),
		t->kind == FACET_YEAR || t->kind == FACET_MONTH
			? compare_times
			: compare_names);
	facet->n = n < max ? n : max;
	facet->more = n - facet->n;
	for (i = 0; i < facet->n && status == SAIGA_OK; i++) {
		struct saiga_strbuf *filter = &facet->values[i].filter;

		filter->max = FILTER_MAX;
		facet_filter(filter, t->kind, facet->values[i].text);
		status = filter->status;
	}
	return status;
}

static enum saiga_status
make_facet(struct facet *facet, enum facet_kind kind,
	const struct counts *counts, size_t max, struct saiga_error *err)
{
	struct tally tally = {
		.kind = kind,
		.keys = saiga_lexicon_new(),
		.key = SAIGA_STRBUF_INIT(SAIGA_WHOLE_KEY_MAX),
		.facet = facet,
	};
	enum saiga_status status = SAIGA_NOMEM;

	facet->name = kinds[kind].name;
	facet->unknown_filter = kinds[kind].unknown;
	facet->texts = saiga_lexicon_new();
	if (tally.keys != NULL && facet->texts != NULL) {
		status = counts_each(counts, kinds[kind].count, visit, &tally,
			&facet->unknown, err);
		if (status == SAIGA_OK)
			status = take_values(&tally, max);
	}
	saiga_lexicon_free(tally.keys);
	saiga_strbuf_dispose(&tally.key);
	free(tally.items);
	return status == SAIGA_NOMEM ? saiga_error_nomem(err) : status;
}

enum saiga_status
facets_new(struct facets **out, const struct counts *counts, size_t max,
	struct saiga_error *err)
{
	struct facets *facets = calloc(1, sizeof(*facets));
	enum saiga_status status =
		facets == NULL ? saiga_error_nomem(err) : SAIGA_OK;
	unsigned i;

	for (i = 0; i < FACETS && status == SAIGA_OK; i++)
		status = make_facet(&facets->items[i], (enum facet_kind)i,
			counts, max, err);
	if (status != SAIGA_OK) {
		facets_free(facets);
		facets = NULL;
	}
	*out = facets;
	return status;
}

void
facets_free(struct facets *facets)
{
	unsigned i;
	size_t k;

	if (facets == NULL)
		return;
	for (i = 0; i < FACETS; i++) {
		struct facet *facet = &facets->items[i];

		for (k = 0; k < facet->n; k++)
			saiga_strbuf_dispose(&facet->values[k].filter);
		free(facet->values);
		saiga_lexicon_free(facet->texts);
	}
	free(facets);
}
