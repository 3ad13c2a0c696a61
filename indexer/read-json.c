/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads an object of JSON that is an article. */
#include "json.h"
#include "markup.h"
#include "reader.h"
#include "source.h"

#include <jansson.h>

#include <string.h>

#define VALUES_MAX 1000000 /* in an object */

/* The first two digits of \uXXXX where it is half a pair: D8 to DB for the
 * first half, DC to DF for the second (RFC 8259, section 7). */
static char
half_of_pair(const char *p, size_t len)
{
	if (len < 6 || p[0] != '\\' || p[1] != 'u' ||
		(p[2] != 'd' && p[2] != 'D'))
		return 0;
	if (p[3] != '\0' && strchr("89abAB", p[3]) != NULL)
		return 1;
	return p[3] != '\0' && strchr("cdefCDEF", p[3]) != NULL ? 2 : 0;
}

/* Appends the line with U+FFFD for halves of pairs that stand alone, which
 * programs write for bytes they could not read, and jansson refuses. */
static void
mend_pairs(struct saiga_slice line, struct saiga_strbuf *out)
{
	size_t i = 0;

	while (i < line.len) {
		const char *p = line.p + i;
		const char *back = memchr(p, '\\', line.len - i);
		size_t n = back == NULL ? line.len - i : (size_t)(back - p);

		saiga_strbuf_append(out, p, n);
		i += n;
		p += n;
		n = line.len - i;
		if (n == 0)
			break;
		if (half_of_pair(p, n) == 0)
			n = n < 2 ? n : 2;
		else if (half_of_pair(p, n) == 1 &&
			half_of_pair(p + 6, n - 6) == 2)
			n = 12;
		else {
			saiga_strbuf_str(out, "\\ufffd");
			i += 6;
			continue;
		}
		saiga_strbuf_append(out, p, n);
		i += n;
	}
}

/* Whether the line has more values than an article's, for each of which
 * jansson takes some hundred bytes. */
static bool
has_many_values(struct saiga_slice line)
{
	bool in_string = false;
	size_t i, n = 0;

	for (i = 0; i < line.len && n <= VALUES_MAX; i++) {
		char c = line.p[i];

		if (in_string && c == '\\')
			i++;
		else if (c == '"')
			in_string = !in_string;
		else if (!in_string)
			n += c == ',' || c == '[' || c == '{';
	}
	return n > VALUES_MAX;
}

/* The value in an object that stands for it: WordPress's "rendered", a
 * person's or publisher's "name"; NULL when there is none. */
static const json_t *
main_value(const json_t *object)
{
	static const char *const keys[] = { "name", "rendered", "value",
		"#text", "$t", "text", "title" };
	const json_t *found = NULL;
	size_t i;

	for (i = 0; found == NULL && i < sizeof(keys) / sizeof(*keys); i++)
		found = json_object_get(object, keys[i]);
	return json_is_object(found) ? NULL : found;
}

/* Appends a string or a number, or a list of these; false when there is
 * something else in it. */
static bool
append_value(struct saiga_strbuf *out, const json_t *value, const char *between)
{
	bool good = true;
	size_t i;

	switch (json_typeof(value)) {
	case JSON_STRING:
		/* Takes NUL out. */
		saiga_utf8_repair(saiga_slice_of(json_string_value(value),
					  json_string_length(value)),
			out);
		return true;
	case JSON_INTEGER:
		saiga_strbuf_printf(out, "%" JSON_INTEGER_FORMAT,
			json_integer_value(value));
		return true;
	case JSON_REAL:
		saiga_strbuf_printf(out, "%.17g", json_real_value(value));
		return true;
	case JSON_NULL:
		return true;
	case JSON_ARRAY:
		for (i = 0; i < json_array_size(value) && good; i++) {
			const json_t *item = json_array_get(value, i);

			saiga_strbuf_str(out, i > 0 ? between : "");
			good = !json_is_array(item) &&
				append_value(out, item, between);
		}
		return good;
	case JSON_OBJECT:
		value = main_value(value);
		return value != NULL && !json_is_array(value) &&
			append_value(out, value, between);
	default:
		return false;
	}
}

/* What of the object is no field. */
struct parts {
	struct saiga_strbuf bytes[JSON_PARTS - JSON_TEXT];
	unsigned rank[JSON_PARTS];
	bool is_plain; /* the text has no HTML in it, whatever it looks like */
	bool nomem;
};

static struct saiga_strbuf *
part_bytes(struct parts *parts, unsigned part)
{
	return &parts->bytes[part - JSON_TEXT];
}

static void
parts_init(struct parts *parts)
{
	unsigned i;

	memset(parts, 0, sizeof(*parts));
	for (i = JSON_TEXT; i < JSON_PARTS; i++)
		part_bytes(parts, i)->max = 6 * SOURCE_RECORD_MAX + 2;
	for (i = 0; i < JSON_PARTS; i++)
		parts->rank[i] = UINT32_MAX;
}

static void
parts_dispose(struct parts *parts)
{
	unsigned i;

	for (i = JSON_TEXT; i < JSON_PARTS; i++)
		saiga_strbuf_dispose(part_bytes(parts, i));
}

/* A field's value is a line; a title from a page may have marks in it. */
static void
set_field(struct draft *draft, enum saiga_field field, struct saiga_slice value)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(3 * SOURCE_RECORD_MAX);

	if (field == SAIGA_FIELD_TITLE && markup_is(value)) {
		markup_line(value, &line);
		value = saiga_strbuf_view(&line);
	}
	draft_set(draft, field, value, SAIGA_ORIGIN_RECORD);
	saiga_strbuf_dispose(&line);
}

/* Takes the value for the part, if it is one and there was none better. */
static void
take_value(struct draft *draft, struct parts *parts, unsigned part,
	unsigned rank, struct saiga_slice key, const json_t *value)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(6 * SOURCE_RECORD_MAX);
	/* Names may have commas of their own: saiga_authors_next. */
	const char *between = part == SAIGA_FIELD_AUTHOR ? "; "
		: part < JSON_TEXT                       ? ", "
							 : "\n\n";

	if (rank >= parts->rank[part])
		return;
	/* Past its room comes only a list of numbers that are no text. */
	if (!append_value(&bytes, value, between) || bytes.status != SAIGA_OK) {
		parts->nomem |= bytes.status == SAIGA_NOMEM;
		saiga_strbuf_reset(&bytes);
		draft_warn(draft, "'%.*s' is neither text nor a number",
			(int)saiga_utf8_cut(key, 64).len, key.p);
	}
	if (saiga_slice_trim(saiga_strbuf_view(&bytes)).len > 0) {
		parts->rank[part] = rank;
		if (part < JSON_TEXT) {
			saiga_strbuf_reset(&draft->field[part]);
			set_field(draft, (enum saiga_field)part,
				saiga_strbuf_view(&bytes));
		} else {
			struct saiga_strbuf *out = part_bytes(parts, part);

			saiga_strbuf_reset(out);
			saiga_strbuf_slice(out, saiga_strbuf_view(&bytes));
			parts->nomem |= out->status != SAIGA_OK;
		}
		if (part == JSON_TEXT)
			parts->is_plain = saiga_slice_is(key, "text") ||
				saiga_slice_is(key, "content_text");
	}
	saiga_strbuf_dispose(&bytes);
}

/* The value at a path of names with dots; a name may have dots itself. */
static const json_t *
value_at(const json_t *object, const char *path)
{
	const json_t *found = json_object_get(object, path);
	const char *dot = path;

	while (found == NULL && (dot = strchr(dot, '.')) != NULL) {
		struct saiga_strbuf name = SAIGA_STRBUF_INIT(65536);

		saiga_strbuf_append(&name, path, (size_t)(dot - path));
		found = json_object_get(object, saiga_strbuf_cstr(&name));
		saiga_strbuf_dispose(&name);
		dot++;
		if (found != NULL)
			return value_at(found, dot);
	}
	return found;
}

static void
take_values(struct draft *draft, struct parts *parts, json_t *object)
{
	const struct json_map *map = draft->given.map;
	const char *key;
	json_t *value;
	size_t i;

	for (i = 0; map != NULL && i < map->n; i++) {
		const json_t *mapped = value_at(object, map->items[i].path);

		if (mapped != NULL)
			take_value(draft, parts, map->items[i].part, 0,
				saiga_slice(map->items[i].path), mapped);
	}
	json_object_foreach(object, key, value)
	{
		unsigned rank;
		unsigned part = json_part_by_name(saiga_slice(key), &rank);

		if (part < JSON_PARTS)
			take_value(draft, parts, part, rank + 1,
				saiga_slice(key), value);
	}
}

/* Puts the tail behind the text, an empty line between.  Its paragraphs are
 * searched, though they may look like the page's furniture, or recur: names,
 * keywords. */
static enum saiga_status
add_tail(struct draft *draft, struct saiga_slice tail)
{
	struct saiga_paragraphs paragraphs = SAIGA_PARAGRAPHS_INIT;
	enum saiga_status status;
	size_t at, i;

	saiga_strbuf_str(&draft->text, "\n\n");
	at = draft->text.len;
	if (at >= SAIGA_TEXT_MAX)
		return SAIGA_OK;
	saiga_strbuf_slice(
		&draft->text, saiga_utf8_cut(tail, SAIGA_TEXT_MAX - at));
	status = draft->text.status;
	if (status == SAIGA_OK)
		status = saiga_paragraphs_cut(&paragraphs,
			saiga_slice_of(
				draft->text.p + at, draft->text.len - at));
	for (i = 0; i < paragraphs.n && status == SAIGA_OK; i++) {
		struct saiga_paragraph p = paragraphs.items[i];

		p.off += at;
		p.kind = SAIGA_PARAGRAPH_TAIL;
		status = saiga_paragraphs_add(&draft->paragraphs, p);
	}
	saiga_paragraphs_dispose(&paragraphs);
	return status;
}

static enum saiga_status
set_body(struct draft *draft, struct parts *parts, struct saiga_error *err)
{
	struct saiga_slice text =
		saiga_strbuf_view(part_bytes(parts, JSON_TEXT));
	struct saiga_slice html =
		saiga_strbuf_view(part_bytes(parts, JSON_HTML));
	struct saiga_slice tail = saiga_slice_trim(
		saiga_strbuf_view(part_bytes(parts, JSON_TAIL)));
	enum saiga_status status = SAIGA_OK;

	if (parts->nomem)
		return saiga_error_nomem(err);
	if (text.len > 0 && !parts->is_plain && markup_is(text))
		status = html_read_fragment(draft, text, err);
	else if (text.len == 0 && html.len > 0)
		status = html_read_fragment(draft, html, err);
	/* A title of its own says that the text is the article alone. */
	else if (markup_text(draft, text,
			 draft->field[SAIGA_FIELD_TITLE].len > 0
				 ? MARKUP_ALONE
				 : MARKUP_WHOLE) != SAIGA_OK)
		return saiga_error_nomem(err);
	if (status == SAIGA_OK && tail.len > 0 &&
		add_tail(draft, tail) != SAIGA_OK)
		return saiga_error_nomem(err);
	return status;
}

static enum saiga_status
read_object(struct draft *draft, json_t *object, struct saiga_error *err)
{
	enum saiga_status status;
	struct parts parts;

	parts_init(&parts);
	take_values(draft, &parts, object);
	status = set_body(draft, &parts, err);
	parts_dispose(&parts);
	draft_set(draft, SAIGA_FIELD_PUBLISHER, draft->given.publisher,
		SAIGA_ORIGIN_FEED);
	draft_set(draft, SAIGA_FIELD_LANGUAGE, draft->given.language,
		SAIGA_ORIGIN_FEED);
	return status;
}

/* Parses what was mended; NULL with err set. */
static json_t *
parse(struct saiga_slice line, struct saiga_error *err)
{
	json_error_t error = { .text = "" };
	json_t *value = json_loadb(
		line.p, line.len, JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);

	if (value == NULL &&
		json_error_code(&error) == json_error_out_of_memory)
		saiga_error_nomem(err);
	else if (value == NULL)
		saiga_error_set(err, SAIGA_FORMAT, "no JSON: %s", error.text);
	return value;
}

enum saiga_status
read_json(struct draft *draft, struct saiga_slice line, struct saiga_error *err)
{
	struct saiga_strbuf mended = SAIGA_STRBUF_INIT(3 * SOURCE_RECORD_MAX);
	enum saiga_status status;
	json_t *object = NULL;

	if (has_many_values(line))
		return saiga_error_set(err, SAIGA_FORMAT,
			"more than %d values in one object", VALUES_MAX);
	mend_pairs(line, &mended);
	status = saiga_strbuf_status(&mended, err);
	if (status == SAIGA_OK) {
		object = parse(
			saiga_slice_of(saiga_strbuf_cstr(&mended), mended.len),
			err);
		status = object == NULL ? SAIGA_FORMAT : SAIGA_OK;
	}
	saiga_strbuf_dispose(&mended);
	if (object == NULL)
		return err == NULL ? status : err->status;
	if (json_is_object(object))
		status = read_object(draft, object, err);
	else
		status = saiga_error_set(
			err, SAIGA_FORMAT, "JSON, but not an object {...}");
	json_decref(object);
	return status;
}
