/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cuts JSON of any size into its articles: lines, the objects that follow
 * each other, the items of an array, or of one inside of an object ("items"
 * of a JSON Feed, "response.results" of an API).
 */
#include "reading.h"

#include <jansson.h>

#include <stdio.h>
#include <string.h>

#define OBJECTS_MAX 4 /* within each other, around an array of articles */

/* ---- lines --------------------------------------------------------------- */

static enum saiga_status
too_long(struct reading *r, const struct part *part)
{
	char text[64];

	snprintf(text, sizeof(text), "longer than %zu MB",
		SOURCE_RECORD_MAX >> 20);
	return reading_problem(r, part, SAIGA_FORMAT, text);
}

/* The record that was cut off. */
static enum saiga_status
hand_record(struct reading *r, const struct reader *reader,
	const struct part *part, const struct saiga_strbuf *record)
{
	struct saiga_slice bytes = saiga_slice_trim(saiga_strbuf_view(record));

	if (record->status == SAIGA_NOMEM)
		return reading_problem(r, part, SAIGA_NOMEM, "no memory");
	if (record->status != SAIGA_OK)
		return too_long(r, part);
	return bytes.len == 0 ? SAIGA_OK
			      : reading_record(r, reader, part, bytes);
}

enum saiga_status
split_json_lines(
	struct reading *r, struct source *source, struct saiga_error *err)
{
	const struct reader *reader = reader_for("a.jsonl");
	enum saiga_status status = SAIGA_OK;

	(void)err; /* of the source: read_many tells it */
	while (status == SAIGA_OK && source_line(source)) {
		struct part part = { .unit = "line", .number = source->number };

		status = hand_record(r, reader, &part, &source->record);
	}
	return status;
}

/* ---- values -------------------------------------------------------------- */

struct cutter {
	struct reading *reading;
	const struct reader *reader;
	struct source *source;
	struct saiga_strbuf head; /* what was taken around the array so far */
	uint64_t items;
};

/* The next byte that is no white space, without taking it; -1 at the end. */
static int
peek(struct cutter *c)
{
	struct saiga_slice at;
	size_t i;

	while ((at = source_head(c->source)).len > 0) {
		for (i = 0; i < at.len; i++)
			if (strchr(" \t\r\n", at.p[i]) == NULL ||
				at.p[i] == '\0')
				break;
		source_take(c->source, i, NULL);
		if (i < at.len)
			return (unsigned char)at.p[i];
	}
	return -1;
}

/* Where in the bytes the value goes on: behind how many strings' quotes,
 * brackets and braces. */
struct place {
	size_t depth;
	bool in_string, escaped, any;
};

/* Goes on over the bytes; how many of them belong to the value.  *whole: it
 * ends with the last of these. */
static size_t
scan(struct place *at, struct saiga_slice bytes, bool *whole)
{
	size_t i;

	*whole = false;
	for (i = 0; i < bytes.len && !*whole; i++) {
		char c = bytes.p[i];

		if (at->escaped)
			at->escaped = false;
		else if (at->in_string && c == '\\')
			at->escaped = true;
		else if (c == '"') {
			at->in_string = !at->in_string;
			*whole = !at->in_string && at->depth == 0;
		} else if (at->in_string)
			continue;
		else if (c == '[' || c == '{')
			at->depth++;
		else if ((c == ']' || c == '}') && at->depth > 0)
			*whole = --at->depth == 0;
		else if (at->depth == 0 && at->any &&
			strchr(",]} \t\r\n", c) != NULL) {
			/* Behind a number, true, false or null. */
			*whole = true;
			return i;
		}
		at->any = true;
	}
	return i;
}

/* Takes the next value; false when the source ends in it. */
static bool
take_value(struct cutter *c, struct saiga_strbuf *out)
{
	struct place place = { .depth = 0 };
	bool whole = false;

	peek(c);
	while (!whole) {
		struct saiga_slice at = source_head(c->source);

		if (at.len == 0)
			return place.any && place.depth == 0 &&
				!place.in_string;
		source_take(c->source, scan(&place, at, &whole), out);
	}
	return true;
}

static enum saiga_status
cut_off(const struct cutter *c, struct saiga_error *err)
{
	return saiga_error_set(err, SAIGA_FORMAT,
		"no JSON: it ends, or is wrong, after %llu bytes",
		(unsigned long long)(c->source->bytes -
			(c->source->len - c->source->pos)));
}

static enum saiga_status
take_item(struct cutter *c, struct saiga_error *err)
{
	struct saiga_strbuf *record = &c->source->record;
	struct part part = { .unit = "item", .number = ++c->items };

	saiga_strbuf_reset(record);
	if (!take_value(c, record) && record->status == SAIGA_OK)
		return cut_off(c, err);
	return hand_record(c->reading, c->reader, &part, record);
}

/* ---- arrays and objects -------------------------------------------------- */

/* Behind its "[": the items that are left. */
static enum saiga_status
take_array(struct cutter *c, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;

	while (status == SAIGA_OK) {
		int next = peek(c);

		if (next == ']' || next == ',') {
			source_take(c->source, 1, NULL);
			if (next == ']')
				break;
		} else if (next == -1 || next == '}')
			status = cut_off(c, err);
		else
			status = take_item(c, err);
	}
	return status;
}

static bool
is_one_of(struct saiga_slice name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (saiga_slice_is(name, *list))
			return true;
	return false;
}

/* What arrays of articles are called, and the objects around them. */
static const char *const arrays[] = { "items", "articles", "entries", "posts",
	"results", "docs", "documents", "stories", "news", "data", "hits",
	"records", "rows", "entry", NULL };
static const char *const objects[] = { "response", "data", "result", "results",
	"hits", "feed", "channel", "query", NULL };

static struct saiga_slice
unquoted(const struct saiga_strbuf *b, size_t from)
{
	struct saiga_slice name = saiga_slice_of(b->p + from, b->len - from);

	return name.len < 2 ? name : saiga_slice_of(name.p + 1, name.len - 2);
}

static void
set_given(struct saiga_strbuf *out, struct saiga_slice *slice,
	const json_t *value)
{
	saiga_strbuf_reset(out);
	if (json_is_string(value))
		saiga_utf8_repair(saiga_slice_of(json_string_value(value),
					  json_string_length(value)),
			out);
	*slice = saiga_strbuf_view(out);
}

/* The items of the array that begins, with what the object around it, so far
 * as it goes, says of them: JSON Feed 1.1. */
static enum saiga_status
take_items(struct cutter *c, unsigned depth, struct saiga_error *err)
{
	struct saiga_strbuf title = SAIGA_STRBUF_INIT(4096);
	struct saiga_strbuf language = SAIGA_STRBUF_INIT(4096);
	struct given *given = &c->reading->draft.given;
	enum saiga_status status;
	json_t *head;

	saiga_strbuf_str(&c->head, "null");
	while (depth-- > 0)
		saiga_strbuf_byte(&c->head, '}');
	head = json_loadb(saiga_strbuf_cstr(&c->head), c->head.len, 0, NULL);
	if (strstr(saiga_strbuf_cstr(&c->head), "jsonfeed.org") != NULL) {
		c->reading->rolls = true;
		set_given(&title, &given->publisher,
			json_object_get(head, "title"));
		set_given(&language, &given->language,
			json_object_get(head, "language"));
	}
	json_decref(head);
	source_take(c->source, 1, NULL);
	status = take_array(c, err);
	given->publisher = given->language = saiga_slice("");
	saiga_strbuf_dispose(&title);
	saiga_strbuf_dispose(&language);
	return status;
}

/* Whether behind the "[", which is next, an object begins. */
static bool
array_of_objects(struct cutter *c)
{
	struct saiga_slice at = source_head(c->source);
	size_t i = 1;

	while (i < at.len && strchr(" \t\r\n", at.p[i]) != NULL)
		i++;
	return i < at.len && at.p[i] == '{';
}

/* An object, taken into head value by value until an array of articles
 * begins: *found. */
static enum saiga_status
take_object(
	struct cutter *c, unsigned depth, bool *found, struct saiga_error *err)
{
	int next;

	source_take(c->source, 1, &c->head); /* "{" */
	while ((next = peek(c)) != '}') {
		size_t from = c->head.len;
		struct saiga_slice name;

		if (next == ',')
			source_take(c->source, 1, &c->head);
		from = c->head.len;
		if (peek(c) != '"' || !take_value(c, &c->head) ||
			peek(c) != ':')
			return cut_off(c, err);
		name = unquoted(&c->head, from);
		next = peek(c);
		source_take(c->source, 1, &c->head); /* ":" */
		next = peek(c);
		if (next == '[' && is_one_of(name, arrays) &&
			array_of_objects(c)) {
			*found = true;
			return take_items(c, depth + 1, err);
		}
		if (next == '{' && depth < OBJECTS_MAX &&
			is_one_of(name, objects)) {
			enum saiga_status status =
				take_object(c, depth + 1, found, err);

			if (status != SAIGA_OK || *found)
				return status;
		} else if (!take_value(c, &c->head))
			return cut_off(c, err);
	}
	source_take(c->source, 1, &c->head);
	return SAIGA_OK;
}

static enum saiga_status
take_top(struct cutter *c, int next, struct saiga_error *err)
{
	struct part part = { .unit = "item" };
	enum saiga_status status;
	bool found = false;

	if (next == '[') {
		source_take(c->source, 1, NULL);
		return take_array(c, err);
	}
	if (next != '{')
		return saiga_error_set(
			err, SAIGA_FORMAT, "no JSON that holds articles");
	saiga_strbuf_reset(&c->head);
	status = take_object(c, 0, &found, err);
	/* One too long is no longer taken apart. */
	if (c->head.status != SAIGA_OK || (status == SAIGA_OK && !found)) {
		part.number = ++c->items;
		return hand_record(c->reading, c->reader, &part, &c->head);
	}
	/* What stands behind the array tells nothing of its items. */
	if (found)
		source_skip(c->source);
	return status;
}

enum saiga_status
split_json(struct reading *r, struct source *source, struct saiga_error *err)
{
	struct cutter c = { r, reader_for("a.json"), source,
		SAIGA_STRBUF_INIT(SOURCE_RECORD_MAX), 0 };
	struct saiga_slice head = source_head(source);
	enum saiga_status status = SAIGA_OK;
	int next;

	if (head.len >= 3 && memcmp(head.p, "\xef\xbb\xbf", 3) == 0)
		source_take(source, 3, NULL);
	while (status == SAIGA_OK && (next = peek(&c)) != -1)
		status = take_top(&c, next, err);
	saiga_strbuf_dispose(&c.head);
	return status;
}
