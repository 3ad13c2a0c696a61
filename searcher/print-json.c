/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results as JSON, one object a line; saiga-search(1) lists the keys. */
#include "also.h"
#include "print.h"

#include <jansson.h>

#include <stdlib.h>

#define DIGITS 6 /* of a score */
/* What was also found stands in every line: words of the query, and what each
 * was found as. */
#define ALSO_UNITS 16u
#define ALSO_WORDS 12u

/* A value that jansson could not make is NULL, and json_object_set_new then
 * fails: checked once, by the object's size. */
static void
set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		json_object_set_new(object, "", json_null());
}

/* A path may be any bytes; all else is UTF-8 already. */
static json_t *
json_text(struct saiga_slice text)
{
	struct saiga_strbuf repaired = SAIGA_STRBUF_INIT(PRINT_MAX);
	json_t *value;

	if (text.len == 0)
		return json_null();
	value = json_stringn(text.p, text.len);
	if (value != NULL)
		return value;
	saiga_utf8_repair(text, &repaired);
	value = json_stringn(repaired.p, repaired.len);
	saiga_strbuf_dispose(&repaired);
	return value;
}

static json_t *
json_range(size_t off, size_t len)
{
	return json_pack("[II]", (json_int_t)off, (json_int_t)len);
}

static json_t *
json_marks(const struct ranges *marks, size_t base)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < marks->n; i++)
		json_array_append_new(array,
			json_range(marks->items[i].off - base,
				marks->items[i].len));
	return array;
}

/* Marks and snippet count from the start of the passage's text. */
static json_t *
json_passage(const struct saiga_article *a, const struct found_passage *found)
{
	const struct saiga_passage *p = &a->passages.items[found->number];
	json_t *object = json_object();

	set(object, "number", json_integer((json_int_t)found->number + 1));
	set(object, "of", json_integer((json_int_t)a->passages.n));
	set(object, "paragraphs",
		json_pack("[ii]", (int)p->first_paragraph + 1,
			(int)p->last_paragraph + 1));
	set(object, "offset", json_integer((json_int_t)p->off));
	set(object, "length", json_integer((json_int_t)p->len));
	set(object, "score", json_real(found->score));
	set(object, "text", json_text(saiga_article_passage(a, found->number)));
	set(object, "marks", json_marks(&found->marks, p->off));
	set(object, "snippet",
		json_range(found->snippet.off < p->off
				? 0
				: found->snippet.off - p->off,
			found->snippet.len));
	return object;
}

static json_t *
json_unit(const struct plan *plan, const struct unit *unit,
	const struct also_words *list)
{
	static const char *const hows[] = {
		[WORD_TYPED] = "typed",
		[WORD_FORM] = "form",
		[WORD_NAME] = "name",
		[WORD_ALIAS] = "alias",
		[WORD_WILDCARD] = "wildcard",
		[WORD_FUZZY] = "fuzzy",
	};
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(PRINT_MAX);
	json_t *object = json_object(), *words = json_array();
	size_t i;

	also_print_typed(&text, unit);
	set(object, "typed", json_text(saiga_strbuf_view(&text)));
	saiga_strbuf_reset(&text);
	also_print_exact(&text, unit);
	set(object, "only_as_typed", json_text(saiga_strbuf_view(&text)));
	for (i = 0; i < list->n && i < ALSO_WORDS; i++) {
		json_t *word = json_object();

		saiga_strbuf_reset(&text);
		also_print(&text, plan, unit, &list->items[i]);
		set(word, "word", json_text(saiga_strbuf_view(&text)));
		set(word, "how", json_string(hows[list->items[i].how]));
		if (list->items[i].sequence == NULL)
			set(word, "articles",
				json_integer((json_int_t)list->items[i].df));
		json_array_append_new(words, word);
	}
	set(object, "words", words);
	saiga_strbuf_dispose(&text);
	return object;
}

/* What the query's words were found as, beside what was typed. */
static json_t *
json_also_found(const struct plan *plan)
{
	struct also_words list = ALSO_WORDS_INIT;
	json_t *array = json_array();
	size_t u;

	for (u = 0; u < plan->n_units && json_array_size(array) < ALSO_UNITS;
		u++) {
		if (also_found(&list, &plan->units[u]) != SAIGA_OK) {
			json_decref(array);
			array = NULL;
			break;
		}
		if (list.n > 0)
			json_array_append_new(
				array, json_unit(plan, &plan->units[u], &list));
	}
	also_words_dispose(&list);
	return array;
}

/* Appends JSON with the controls above ASCII, which a terminal obeys too,
 * escaped; they stand in strings only. */
static void
append_escaped(struct saiga_strbuf *out, struct saiga_slice json)
{
	size_t i = 0, n;

	for (; i < json.len; i += n) {
		uint32_t c;

		n = saiga_utf8_decode(json.p + i, json.len - i, &c);
		if (saiga_utf8_is_control(c))
			saiga_strbuf_printf(out, "\\u%04X", (unsigned)c);
		else
			saiga_strbuf_append(out, json.p + i, n);
	}
}

enum saiga_status
print_json_object(struct saiga_strbuf *out, json_t *object)
{
	char *line = object == NULL
		? NULL
		: json_dumps(
			  object, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS));

	json_decref(object);
	if (line == NULL)
		return SAIGA_NOMEM;
	append_escaped(out, saiga_slice(line));
	saiga_strbuf_byte(out, '\n');
	free(line);
	return out->status;
}

enum saiga_status
print_json_article(struct saiga_strbuf *out,
	const struct found_article *article,
	const struct found_passage *passages, size_t n, const struct plan *plan,
	bool whole)
{
	const struct saiga_article *a = &article->stored.article;
	json_t *object = json_object(), *list = json_array();
	unsigned f;
	size_t i;

	set(object, "id", json_string(a->id));
	for (f = 0; f < SAIGA_FIELD_COUNT; f++)
		set(object, saiga_fields[f].name, json_text(a->field[f]));
	set(object, "title_marks", json_marks(&article->title_marks, 0));
	set(object, "score", json_real(article->score));
	for (i = 0; i < n; i++)
		json_array_append_new(list, json_passage(a, &passages[i]));
	set(object, "passages", list);
	if (plan != NULL)
		set(object, "also_found", json_also_found(plan));
	if (whole)
		set(object, "text", json_text(a->text));
	if (json_object_get(object, "") != NULL || json_array_size(list) != n) {
		json_decref(object);
		object = NULL;
	}
	return print_json_object(out, object);
}

enum saiga_status
print_json(struct saiga_strbuf *out, const struct search_results *r,
	const struct search_options *options, const struct print_style *style,
	struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	(void)style;
	for (i = 0; !options->flat && i < r->n && status == SAIGA_OK; i++)
		status = print_json_article(out, &r->articles[i],
			r->articles[i].passages, r->articles[i].n, r->plan,
			false);
	for (i = 0; i < r->n_lines && status == SAIGA_OK; i++)
		status = print_json_article(out, r->lines[i].article,
			r->lines[i].passage, 1, r->plan, false);
	return status == SAIGA_OK ? status : saiga_error_nomem(err);
}
