/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an index holds, as text and as a JSON object. */
#include "print.h"
#include "stats.h"

#include <jansson.h>

#include <inttypes.h>
#include <string.h>
#include <time.h>

/* ---- text ---------------------------------------------------------------- */

/* "en 9, ru 5". */
static void
print_languages(struct saiga_strbuf *out, const struct collection_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		saiga_strbuf_str(out, i == 0 ? "languages   " : ", ");
		saiga_utf8_printable(
			saiga_strbuf_view(&list->items[i].name), out);
		saiga_strbuf_printf(out, " %" PRIu32, list->items[i].articles);
	}
	saiga_strbuf_str(out, list->n > 0 ? "\n" : "");
}

static void
print_publishers(struct saiga_strbuf *out, const struct collection_list *list)
{
	size_t i;

	if (list->n > 0)
		saiga_strbuf_printf(
			out, "publishers  %zu\n", list->n + list->more);
	for (i = 0; i < list->n; i++) {
		saiga_strbuf_printf(out, "publisher   %" PRIu32 " ",
			list->items[i].articles);
		saiga_utf8_printable(
			saiga_strbuf_view(&list->items[i].name), out);
		saiga_strbuf_byte(out, '\n');
	}
}

static void
print_newest(struct saiga_strbuf *out, const struct collection_newest *newest)
{
	size_t i;
	bool made;

	for (i = 0; i < newest->n; i++) {
		const struct saiga_article *a = &newest->items[i].article;

		saiga_strbuf_printf(out, "newest      %s ", a->id);
		saiga_utf8_printable(saiga_article_name(a, 64, &made), out);
		saiga_strbuf_byte(out, '\n');
	}
}

/* "395.1 MB: position 244.0, postlist 85.2, docdata 43.9, termlist 22.0". */
static void
print_sizes(struct saiga_strbuf *out, const struct saiga_sizes *sizes)
{
	unsigned i;

	saiga_strbuf_printf(
		out, "size        %.1f MB", (double)sizes->all / 1e6);
	for (i = 0; i < SAIGA_TABLES; i++)
		saiga_strbuf_printf(out, "%s %s %.1f", i == 0 ? ":" : ",",
			saiga_table_name(i), (double)sizes->table[i] / 1e6);
	saiga_strbuf_byte(out, '\n');
}

#define TIME_SIZE 32

/* Writes the time as "2026-11-23T10:00:00Z"; false where there is none. */
static bool
format_time(char text[TIME_SIZE], int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;

	return seconds != 0 && gmtime_r(&t, &tm) != NULL &&
		strftime(text, TIME_SIZE, "%Y-%m-%dT%H:%M:%SZ", &tm) > 0;
}

/* Where it is: a line each folder, server or program. */
static void
print_places(struct saiga_strbuf *out, const struct saiga_shards *shards)
{
	size_t i;

	for (i = 0; i < shards->n; i++) {
		saiga_strbuf_str(out, "index       ");
		saiga_utf8_printable(saiga_slice(shards->items[i].name), out);
		saiga_strbuf_byte(out, '\n');
	}
}

enum saiga_status
print_stats_text(struct saiga_strbuf *out, const struct stats *s,
	struct saiga_error *err)
{
	char time[TIME_SIZE];

	print_places(out, s->shards);
	saiga_strbuf_printf(out,
		"articles    %" PRIu32 "\npassages    %" PRIu64
		"\nwords       %" PRIu64 "\n",
		s->index.doc_count, s->totals.passages, s->totals.words);
	saiga_strbuf_printf(out, "terms       %" PRIu64 ", %.0f an article\n",
		s->index.total_length, s->index.average_length);
	if (s->collection.dated > 0)
		saiga_strbuf_printf(out, "dated       %" PRIu32 ", %s to %s\n",
			s->collection.dated, s->collection.first,
			s->collection.last);
	print_languages(out, &s->collection.languages);
	print_publishers(out, &s->collection.publishers);
	print_newest(out, &s->newest);
	print_sizes(out, &s->sizes);
	if (format_time(time, s->created))
		saiga_strbuf_printf(
			out, "made        %.10s %.8s UTC\n", time, time + 11);
	saiga_strbuf_printf(out, "format      %d, analyser %d\n",
		SAIGA_FORMAT_VERSION, SAIGA_ANALYSER_VERSION);
	return saiga_strbuf_status(out, err);
}

/* ---- JSON ---------------------------------------------------------------- */

static json_t *
json_number(uint64_t n)
{
	return json_integer((json_int_t)n);
}

/* [{"language":"en","articles":9}, ...], most articles first. */
static json_t *
json_list(const struct collection_list *list, const char *key)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < list->n; i++) {
		json_t *object = json_object();

		print_json_set(object, key,
			print_json_value(
				saiga_strbuf_view(&list->items[i].name)));
		print_json_set(object, "articles",
			json_number(list->items[i].articles));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
json_newest(const struct collection_newest *newest)
{
	json_t *array = json_array();
	size_t i;
	bool made;

	for (i = 0; i < newest->n; i++) {
		const struct saiga_article *a = &newest->items[i].article;
		json_t *object = json_object();

		print_json_set(
			object, "id", print_json_value(saiga_slice(a->id)));
		print_json_set(object, "name",
			print_json_value(saiga_article_name(a, 64, &made)));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
json_sizes(const struct saiga_sizes *sizes)
{
	json_t *object = json_object();
	unsigned i;

	print_json_set(object, "all", json_number(sizes->all));
	for (i = 0; i < SAIGA_TABLES; i++)
		print_json_set(object, saiga_table_name(i),
			json_number(sizes->table[i]));
	return object;
}

/* A string, or where there are several an array of them. */
static json_t *
json_places(const struct saiga_shards *shards)
{
	json_t *array = json_array();
	size_t i;

	if (shards->n == 1) {
		json_decref(array);
		return print_json_value(saiga_slice(shards->items[0].name));
	}
	for (i = 0; i < shards->n; i++)
		json_array_append_new(array,
			print_json_value(saiga_slice(shards->items[i].name)));
	return array;
}

enum saiga_status
print_stats_json(struct saiga_strbuf *out, const struct stats *s,
	struct saiga_error *err)
{
	const struct collection *c = &s->collection;
	json_t *object = json_object();
	char time[TIME_SIZE];

	print_json_set(object, "index", json_places(s->shards));
	print_json_set(object, "articles", json_number(s->index.doc_count));
	print_json_set(object, "passages", json_number(s->totals.passages));
	print_json_set(object, "words", json_number(s->totals.words));
	print_json_set(object, "terms", json_number(s->index.total_length));
	print_json_set(object, "dated", json_number(c->dated));
	print_json_set(
		object, "first", print_json_value(saiga_slice(c->first)));
	print_json_set(object, "last", print_json_value(saiga_slice(c->last)));
	print_json_set(
		object, "languages", json_list(&c->languages, "language"));
	print_json_set(object, "publishers",
		json_number(c->publishers.n + c->publishers.more));
	print_json_set(object, "biggest_publishers",
		json_list(&c->publishers, "publisher"));
	print_json_set(object, "newest", json_newest(&s->newest));
	print_json_set(object, "bytes", json_sizes(&s->sizes));
	print_json_set(object, "made",
		format_time(time, s->created) ? json_string(time)
					      : json_null());
	print_json_set(object, "format", json_number(SAIGA_FORMAT_VERSION));
	print_json_set(object, "analyser", json_number(SAIGA_ANALYSER_VERSION));
	return print_json_object(out, object) == SAIGA_OK
		? SAIGA_OK
		: saiga_error_nomem(err);
}
