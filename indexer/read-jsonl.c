/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a line of JSON Lines: an object that is an article. */
#include "reader.h"
#include "source.h"

#include <jansson.h>

#include <string.h>

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
	default:
		return false;
	}
}

/* What the object tells beside its fields. */
struct texts {
	struct saiga_strbuf text, tail;
	bool nomem;
};

static void
take_value(struct draft *draft, struct texts *texts, struct saiga_slice key,
	const json_t *value)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(3 * SOURCE_RECORD_MAX);
	enum saiga_field field = saiga_field_by_name(key);
	struct saiga_strbuf *out = &line;
	const char *between;
	bool is_text = true;

	if (saiga_slice_is(key, "text") && texts->text.len == 0)
		out = &texts->text;
	else if (saiga_slice_is(key, "tail") && texts->tail.len == 0)
		out = &texts->tail;
	else if (saiga_slice_is(key, "id"))
		field = SAIGA_FIELD_EXTERNAL_ID;
	else
		is_text = false;
	if (!is_text && field == SAIGA_FIELD_COUNT)
		return;
	/* Names may have commas of their own: saiga_authors_next. */
	between = field == SAIGA_FIELD_AUTHOR ? "; " : ", ";
	is_text = append_value(out, value, out == &line ? between : "\n\n");
	texts->nomem |= out->status == SAIGA_NOMEM;
	/* Past its room comes only a list of numbers that are no text. */
	if (!is_text || out->status != SAIGA_OK) {
		saiga_strbuf_reset(out);
		draft_warn(draft, "'%.*s' is neither text nor a number",
			(int)saiga_utf8_cut(key, 64).len, key.p);
	}
	if (out == &line && field != SAIGA_FIELD_COUNT)
		draft_set(draft, field, saiga_strbuf_view(&line),
			SAIGA_ORIGIN_RECORD);
	saiga_strbuf_dispose(&line);
}

/* The text and its tail, an empty line between. */
static enum saiga_status
set_text(struct draft *draft, struct texts *texts)
{
	bool has_tail =
		saiga_slice_trim(saiga_strbuf_view(&texts->tail)).len > 0;
	struct saiga_slice whole;

	if (has_tail) {
		saiga_strbuf_str(&texts->text, "\n\n");
		saiga_strbuf_slice(
			&texts->text, saiga_strbuf_view(&texts->tail));
	}
	if (texts->nomem || texts->text.status != SAIGA_OK)
		return SAIGA_NOMEM;
	whole = saiga_strbuf_view(&texts->text);
	if (whole.len > SAIGA_TEXT_MAX)
		draft_warn(draft, "longer than %zu MB: the rest is left out",
			SAIGA_TEXT_MAX >> 20);
	saiga_strbuf_slice(&draft->text, saiga_utf8_cut(whole, SAIGA_TEXT_MAX));
	if (saiga_paragraphs_cut(&draft->paragraphs,
		    saiga_strbuf_view(&draft->text)) != SAIGA_OK)
		return SAIGA_NOMEM;
	/* A title of its own says that the text is the article alone; a tail
	 * is to be searched, though it may look like the page's furniture. */
	if (draft->field[SAIGA_FIELD_TITLE].len > 0)
		return SAIGA_OK;
	if (has_tail)
		find_title(draft);
	else
		find_structure(draft);
	return SAIGA_OK;
}

static enum saiga_status
read_object(struct draft *draft, json_t *object)
{
	struct texts texts = { SAIGA_STRBUF_INIT(6 * SOURCE_RECORD_MAX + 2),
		SAIGA_STRBUF_INIT(3 * SOURCE_RECORD_MAX), false };
	enum saiga_status status;
	const char *key;
	json_t *value;

	json_object_foreach(object, key, value)
		take_value(draft, &texts, saiga_slice(key), value);
	status = set_text(draft, &texts);
	saiga_strbuf_dispose(&texts.text);
	saiga_strbuf_dispose(&texts.tail);
	return status;
}

enum saiga_status
read_jsonl(
	struct draft *draft, struct saiga_slice line, struct saiga_error *err)
{
	struct saiga_strbuf mended = SAIGA_STRBUF_INIT(3 * SOURCE_RECORD_MAX);
	enum saiga_status status;
	json_error_t error = { .text = "" };
	json_t *object;

	mend_pairs(line, &mended);
	status = saiga_strbuf_status(&mended, err);
	if (status != SAIGA_OK) {
		saiga_strbuf_dispose(&mended);
		return status;
	}
	object = json_loadb(saiga_strbuf_cstr(&mended), mended.len,
		JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);
	saiga_strbuf_dispose(&mended);
	if (object == NULL &&
		json_error_code(&error) == json_error_out_of_memory)
		return saiga_error_nomem(err);
	if (object == NULL)
		return saiga_error_set(
			err, SAIGA_FORMAT, "no JSON: %s", error.text);
	if (json_is_object(object)) {
		status = read_object(draft, object);
		if (status != SAIGA_OK)
			saiga_error_nomem(err);
	} else
		status = saiga_error_set(
			err, SAIGA_FORMAT, "JSON, but not an object {...}");
	json_decref(object);
	return status;
}
