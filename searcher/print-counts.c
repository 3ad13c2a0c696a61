/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Facets and timelines: as text, a JSON object, CSV. */
#include "print.h"

#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INDENT 2u
#define COUNT_WIDTH 8u     /* columns of a number */
#define BAR "\xe2\x96\x88" /* U+2588, a full block */

/* ---- text ---------------------------------------------------------------- */

/* A line "   123  source:...", the filter to type. */
static void
print_row(struct saiga_strbuf *out, const struct print_style *style,
	uint32_t articles, struct saiga_slice text)
{
	struct wrap wrap;

	saiga_strbuf_printf(
		out, "%*s%*u", (int)INDENT, "", (int)COUNT_WIDTH, articles);
	wrap_init(&wrap, out, style, INDENT + COUNT_WIDTH + 2,
		INDENT + COUNT_WIDTH);
	wrap_text(&wrap, saiga_slice(" "), 0, NULL);
	wrap_text(&wrap, text, 0, NULL);
	wrap_end(&wrap);
}

static void
print_facet(struct saiga_strbuf *out, const struct print_style *style,
	const struct facet *facet)
{
	char line[64];
	size_t i;

	saiga_strbuf_byte(out, '\n');
	snprintf(line, sizeof(line), "%zu %s%s", facet->n + facet->more,
		facet->name, facet->n + facet->more == 1 ? "" : "s");
	print_face(out, style, FACE_BOLD, saiga_slice(line));
	if (facet->more > 0)
		saiga_strbuf_printf(out, ", %zu shown", facet->n);
	saiga_strbuf_byte(out, '\n');
	for (i = 0; i < facet->n; i++) {
		const struct facet_value *value = &facet->values[i];

		print_row(out, style, value->articles,
			value->filter.len > 0
				? saiga_strbuf_view(&value->filter)
				: value->text);
	}
	if (facet->imprecise > 0)
		print_row(out, style, facet->imprecise,
			saiga_slice("of which only the year is known"));
	if (facet->unknown > 0)
		print_row(out, style, facet->unknown,
			saiga_slice(facet->unknown_filter));
}

static void
print_bar(struct saiga_strbuf *out, const struct timeline *t,
	const struct timeline_bar *bar, unsigned room)
{
	/* Any article shows. */
	uint64_t n = ((uint64_t)bar->articles * room + t->highest - 1) /
		(t->highest > 0 ? t->highest : 1);

	saiga_strbuf_printf(out, "%*s%-10s %*u", (int)INDENT, "", bar->label,
		(int)COUNT_WIDTH, bar->articles);
	saiga_strbuf_str(out, n > 0 ? " " : "");
	for (; n > 0; n--)
		saiga_strbuf_str(out, BAR);
	saiga_strbuf_byte(out, '\n');
}

static void
print_timeline(struct saiga_strbuf *out, const struct print_style *style,
	const struct timeline *t)
{
	unsigned used = INDENT + 10 + 1 + COUNT_WIDTH + 1;
	unsigned room = style->width > used + 5 ? style->width - used : 5;
	char line[64];
	size_t i;

	snprintf(line, sizeof(line), "articles a %s",
		timeline_period_name(t->period));
	saiga_strbuf_byte(out, '\n');
	print_face(out, style, FACE_BOLD, saiga_slice(line));
	saiga_strbuf_byte(out, '\n');
	for (i = 0; i < t->n; i++)
		print_bar(out, t, &t->bars[i], room);
	if (t->imprecise > 0)
		print_row(out, style, t->imprecise,
			saiga_slice("whose date is not known so precisely"));
	if (t->undated > 0)
		print_row(out, style, t->undated, saiga_slice("date:unknown"));
}

enum saiga_status
print_counts_text(struct saiga_strbuf *out, const struct search_results *r,
	const struct search_options *options, const struct print_style *style,
	struct saiga_error *err)
{
	/* There are no articles: it is what stands above them. */
	enum saiga_status status = print_text(out, r, options, style, err);
	unsigned i;

	if (status != SAIGA_OK || r->total == 0)
		return status;
	for (i = 0; r->facets != NULL && i < FACETS; i++)
		print_facet(out, style, &r->facets->items[i]);
	if (r->timeline != NULL)
		print_timeline(out, style, r->timeline);
	return saiga_strbuf_status(out, err);
}

/* ---- JSON ---------------------------------------------------------------- */

static json_t *
json_value(
	struct saiga_slice text, uint32_t articles, struct saiga_slice filter)
{
	return json_pack("{s:s%, s:I, s:o}", "value", text.p, text.len,
		"articles", (json_int_t)articles, "filter",
		filter.len == 0 ? json_null()
				: json_stringn(filter.p, filter.len));
}

/* NULL when memory runs out, here and below. */
static json_t *
json_facet(const struct facet *facet)
{
	json_t *values = json_array();
	size_t i;

	for (i = 0; i < facet->n; i++)
		if (json_array_append_new(values,
			    json_value(facet->values[i].text,
				    facet->values[i].articles,
				    saiga_strbuf_view(
					    &facet->values[i].filter))) != 0) {
			json_decref(values);
			return NULL;
		}
	return json_pack("{s:o, s:I, s:I, s:s, s:I}", "values", values, "more",
		(json_int_t)facet->more, "unknown", (json_int_t)facet->unknown,
		"unknown_filter", facet->unknown_filter, "imprecise",
		(json_int_t)facet->imprecise);
}

static json_t *
json_timeline(const struct timeline *t)
{
	json_t *bars = json_array();
	char filter[32];
	size_t i;

	for (i = 0; i < t->n; i++) {
		snprintf(filter, sizeof(filter), "date:%s", t->bars[i].label);
		if (json_array_append_new(bars,
			    json_value(saiga_slice(t->bars[i].label),
				    t->bars[i].articles,
				    saiga_slice(filter))) != 0) {
			json_decref(bars);
			return NULL;
		}
	}
	return json_pack("{s:s, s:o, s:I, s:s, s:I}", "period",
		timeline_period_name(t->period), "bars", bars, "unknown",
		(json_int_t)t->undated, "unknown_filter", "date:unknown",
		"imprecise", (json_int_t)t->imprecise);
}

enum saiga_status
print_counts_json(struct saiga_strbuf *out, const struct search_results *r,
	const struct search_options *options, const struct print_style *style,
	struct saiga_error *err)
{
	json_t *object = json_pack("{s:I}", "articles", (json_int_t)r->total);
	json_t *facets = r->facets == NULL ? NULL : json_object();
	int bad = object == NULL;
	unsigned i;

	if (options->plan.missing > 0)
		bad |= json_object_set_new(object, "missing_shards",
			json_integer((json_int_t)options->plan.missing));
	(void)style;
	for (i = 0; r->facets != NULL && i < FACETS; i++)
		bad |= json_object_set_new(facets, r->facets->items[i].name,
			json_facet(&r->facets->items[i]));
	if (r->facets != NULL)
		bad |= json_object_set_new(object, "facets", facets);
	if (r->timeline != NULL)
		bad |= json_object_set_new(
			object, "timeline", json_timeline(r->timeline));
	if (bad) {
		json_decref(object);
		object = NULL;
	}
	if (print_json_object(out, object) != SAIGA_OK)
		return saiga_error_nomem(err);
	return SAIGA_OK;
}

/* ---- CSV ----------------------------------------------------------------- */

static void
csv_row(struct saiga_strbuf *out, const char *what, struct saiga_slice value,
	uint32_t articles, struct saiga_slice filter)
{
	saiga_strbuf_str(out, what);
	print_csv_cell(out, value);
	saiga_strbuf_printf(out, ",%u", articles);
	print_csv_cell(out, filter);
	saiga_strbuf_str(out, "\r\n");
}

static void
csv_facet(struct saiga_strbuf *out, const struct facet *facet)
{
	size_t i;

	for (i = 0; i < facet->n; i++)
		csv_row(out, facet->name, facet->values[i].text,
			facet->values[i].articles,
			saiga_strbuf_view(&facet->values[i].filter));
	if (facet->imprecise > 0)
		csv_row(out, facet->name, saiga_slice(""), facet->imprecise,
			saiga_slice(""));
	if (facet->unknown > 0)
		csv_row(out, facet->name, saiga_slice(""), facet->unknown,
			saiga_slice(facet->unknown_filter));
}

enum saiga_status
print_counts_csv(struct saiga_strbuf *out, const struct search_results *r,
	const struct search_options *options, const struct print_style *style,
	struct saiga_error *err)
{
	const struct timeline *t = r->timeline;
	char filter[32];
	size_t i;

	(void)options;
	(void)style;
	saiga_strbuf_str(out, "count,value,articles,filter\r\n");
	for (i = 0; r->facets != NULL && i < FACETS; i++)
		csv_facet(out, &r->facets->items[i]);
	for (i = 0; t != NULL && i < t->n; i++) {
		snprintf(filter, sizeof(filter), "date:%s", t->bars[i].label);
		csv_row(out, "timeline", saiga_slice(t->bars[i].label),
			t->bars[i].articles, saiga_slice(filter));
	}
	if (t != NULL && t->imprecise > 0)
		csv_row(out, "timeline", saiga_slice(""), t->imprecise,
			saiga_slice(""));
	if (t != NULL && t->undated > 0)
		csv_row(out, "timeline", saiga_slice(""), t->undated,
			saiga_slice("date:unknown"));
	return saiga_strbuf_status(out, err);
}
