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
void
print_json_set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		json_object_set_new(object, "", json_null());
}

/* A path may be any bytes; all else is UTF-8 already. */
struct json_t *
print_json_value(struct saiga_slice text)
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
json_pair(size_t first, size_t second)
{
	return json_pack("[II]", (json_int_t)first, (json_int_t)second);
}

/* The marks that lie in the range, and parts of those that it cuts, counted
 * from its start. */
static json_t *
json_marks(const struct ranges *marks, struct range range)
{
	json_t *array = json_array();
	size_t i, end = range.off + range.len;

	for (i = 0; i < marks->n; i++) {
		size_t from = marks->items[i].off;
		size_t to = from + marks->items[i].len;

		from = from < range.off ? range.off : from;
		to = to > end ? end : to;
		if (from < to)
			json_array_append_new(
				array, json_pair(from - range.off, to - from));
	}
	return array;
}

/* What a score is made of; left out where nobody asked. */
static void
set_parts(json_t *object, const struct score_parts *parts)
{
	json_t *list = parts->n > 0 ? json_object() : NULL;
	size_t i;

	for (i = 0; i < parts->n; i++)
		print_json_set(list, parts->items[i].name,
			json_real(parts->items[i].value));
	if (parts->n > 0)
		print_json_set(object, "score_parts", list);
}

/* Marks and snippet count from the start of the passage's text. */
/* The fragments, each with its place in the passage's text and its marks. */
static json_t *
json_snippet(const struct saiga_article *a, const struct found_passage *found)
{
	size_t base = a->passages.items[found->number].off, i;
	json_t *array = json_array();

	for (i = 0; i < found->n_fragments; i++) {
		const struct fragment *f = &found->fragments[i];
		json_t *object = json_object();

		print_json_set(object, "offset",
			json_integer((json_int_t)(f->range.off - base)));
		print_json_set(object, "length",
			json_integer((json_int_t)f->range.len));
		print_json_set(object, "text",
			print_json_value(saiga_slice_of(
				a->text.p + f->range.off, f->range.len)));
		print_json_set(
			object, "marks", json_marks(&found->marks, f->range));
		print_json_set(
			object, "cut_before", json_boolean(f->cut_before));
		print_json_set(object, "cut_after", json_boolean(f->cut_after));
		json_array_append_new(array, object);
	}
	return array;
}

/* Marks and fragments count from the start of the passage's text. */
static json_t *
json_passage(const struct saiga_article *a, const struct found_passage *found)
{
	const struct saiga_passage *p = &a->passages.items[found->number];
	json_t *object = json_object();

	print_json_set(
		object, "number", json_integer((json_int_t)found->number + 1));
	print_json_set(object, "of", json_integer((json_int_t)a->passages.n));
	print_json_set(object, "paragraphs",
		json_pack("[ii]", (int)p->first_paragraph + 1,
			(int)p->last_paragraph + 1));
	print_json_set(object, "offset", json_integer((json_int_t)p->off));
	print_json_set(object, "length", json_integer((json_int_t)p->len));
	print_json_set(object, "score", json_real(found->score));
	set_parts(object, &found->parts);
	print_json_set(object, "text",
		print_json_value(saiga_article_passage(a, found->number)));
	print_json_set(object, "marks",
		json_marks(&found->marks, (struct range){ p->off, p->len }));
	print_json_set(object, "snippet", json_snippet(a, found));
	return object;
}

/* Which of the article's passages have hits, and how many. */
static json_t *
json_hits(const struct found_article *article)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < article->n; i++)
		if (article->passages[i].marks.n > 0)
			json_array_append_new(array,
				json_pair(article->passages[i].number + 1,
					article->passages[i].marks.n));
	return array;
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
	print_json_set(
		object, "typed", print_json_value(saiga_strbuf_view(&text)));
	saiga_strbuf_reset(&text);
	also_print_exact(&text, unit);
	print_json_set(object, "only_as_typed",
		print_json_value(saiga_strbuf_view(&text)));
	for (i = 0; i < list->n && i < ALSO_WORDS; i++) {
		json_t *word = json_object();

		saiga_strbuf_reset(&text);
		also_print(&text, plan, unit, &list->items[i]);
		print_json_set(word, "word",
			print_json_value(saiga_strbuf_view(&text)));
		print_json_set(
			word, "how", json_string(hows[list->items[i].how]));
		if (list->items[i].sequence == NULL)
			print_json_set(word, "articles",
				json_integer((json_int_t)list->items[i].df));
		json_array_append_new(words, word);
	}
	print_json_set(object, "words", words);
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

	print_json_set(object, "id", json_string(a->id));
	for (f = 0; f < SAIGA_FIELD_COUNT; f++)
		print_json_set(object, saiga_fields[f].name,
			print_json_value(a->field[f]));
	print_json_set(object, "title_marks",
		json_marks(&article->title_marks,
			(struct range){ 0, a->field[SAIGA_FIELD_TITLE].len }));
	print_json_set(object, "score", json_real(article->score));
	set_parts(object, &article->parts);
	for (i = 0; i < n; i++)
		json_array_append_new(list, json_passage(a, &passages[i]));
	print_json_set(object, "passages", list);
	if (plan != NULL && plan->missing > 0)
		print_json_set(object, "missing_shards",
			json_integer((json_int_t)plan->missing));
	if (plan != NULL)
		print_json_set(object, "also_found", json_also_found(plan));
	else
		print_json_set(object, "hits", json_hits(article));
	if (whole)
		print_json_set(object, "text", print_json_value(a->text));
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
