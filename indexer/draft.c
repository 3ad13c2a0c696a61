/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The article in the making. */
#include "reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define FIELD_MAX 4096 /* bytes: more is not what the field is called for */
#define WARNED_MAX 64  /* bytes of a value that a warning quotes */

void
draft_init(struct draft *draft)
{
	unsigned i;

	memset(draft, 0, sizeof(*draft));
	for (i = 0; i < SAIGA_FIELD_COUNT; i++)
		draft->field[i].max = FIELD_MAX;
	/* Repair can make three bytes of one. */
	draft->text.max = 3 * SAIGA_TEXT_MAX;
	draft->warnings.max = 65536;
}

void
draft_reset(struct draft *draft)
{
	unsigned i;

	for (i = 0; i < SAIGA_FIELD_COUNT; i++) {
		saiga_strbuf_reset(&draft->field[i]);
		draft->origin[i] = SAIGA_ORIGIN_NONE;
	}
	saiga_strbuf_reset(&draft->text);
	saiga_strbuf_reset(&draft->warnings);
	draft->paragraphs.n = 0;
}

void
draft_dispose(struct draft *draft)
{
	unsigned i;

	for (i = 0; i < SAIGA_FIELD_COUNT; i++)
		saiga_strbuf_dispose(&draft->field[i]);
	saiga_strbuf_dispose(&draft->text);
	saiga_strbuf_dispose(&draft->warnings);
	saiga_paragraphs_dispose(&draft->paragraphs);
}

void
draft_warn(struct draft *draft, const char *format, ...)
{
	char line[512];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	saiga_strbuf_str(&draft->warnings, line);
	saiga_strbuf_byte(&draft->warnings, '\n');
}

/* Appends the value with white space and controls as single spaces. */
static void
append_line(struct saiga_strbuf *out, struct saiga_slice value)
{
	size_t i = 0;
	bool space = false;

	while (i < value.len) {
		uint32_t c;
		size_t n = saiga_utf8_decode(value.p + i, value.len - i, &c);

		if (saiga_utf8_is_space(c) || saiga_utf8_is_control(c)) {
			space = out->len > 0;
		} else {
			if (space)
				saiga_strbuf_byte(out, ' ');
			saiga_strbuf_append(out, value.p + i, n);
			space = false;
		}
		i += n;
	}
}

static void
set_date(struct draft *draft, enum saiga_field field, struct saiga_slice value)
{
	struct saiga_date date;

	if (saiga_date_parse(&date, value) == SAIGA_OK)
		saiga_date_format(&date, &draft->field[field]);
	else {
		value = saiga_utf8_cut(value, WARNED_MAX);
		draft_warn(draft,
			"date '%.*s' not understood: write it as 2023-02-28",
			(int)value.len, value.p);
	}
}

/* "en-US" is English; the name of a language is no code of one. */
static void
set_language(struct draft *draft, struct saiga_slice value)
{
	char language[SAIGA_TERM_MAX];
	struct saiga_slice code = value;

	if (value.len > 2 && (value.p[2] == '-' || value.p[2] == '_'))
		code.len = 2;
	code = saiga_slice_of(language, saiga_fold_word(code, language));
	if (code.len == 2 && language[0] >= 'a' && language[0] <= 'z' &&
		language[1] >= 'a' && language[1] <= 'z') {
		saiga_strbuf_slice(&draft->field[SAIGA_FIELD_LANGUAGE], code);
		return;
	}
	value = saiga_utf8_cut(value, WARNED_MAX);
	draft_warn(draft,
		"language '%.*s' not understood: write it as en, ru or kk",
		(int)value.len, value.p);
}

void
draft_set(struct draft *draft, enum saiga_field field, struct saiga_slice value,
	enum saiga_origin origin)
{
	struct saiga_strbuf *out = &draft->field[field];

	value = saiga_slice_trim(value);
	if (value.len == 0 || out->len > 0)
		return;
	if (field == SAIGA_FIELD_DATE || field == SAIGA_FIELD_MODIFIED)
		set_date(draft, field, value);
	else if (field == SAIGA_FIELD_LANGUAGE)
		set_language(draft, value);
	else
		append_line(out, saiga_utf8_cut(value, FIELD_MAX));
	if (out->len > 0)
		draft->origin[field] = origin;
}

enum saiga_status
draft_end_block(
	struct draft *draft, size_t *off, enum saiga_paragraph_kind kind)
{
	struct saiga_strbuf *text = &draft->text;
	struct saiga_slice written;
	struct saiga_paragraph p = { .kind = kind, .apart = true };
	enum saiga_status status;

	if (text->len == *off)
		return SAIGA_OK;
	written = saiga_slice_trim(
		saiga_slice_of(text->p + *off, text->len - *off));
	if (written.len == 0)
		return SAIGA_OK;
	p.off = (size_t)(written.p - text->p);
	p.len = written.len;
	status = saiga_paragraphs_add(&draft->paragraphs, p);
	saiga_strbuf_str(text, "\n\n");
	*off = text->len;
	return status;
}

enum saiga_status
draft_status(const struct draft *draft, struct saiga_error *err)
{
	enum saiga_status status = saiga_strbuf_status(&draft->text, err);
	unsigned i;

	for (i = 0; i < SAIGA_FIELD_COUNT && status == SAIGA_OK; i++)
		status = saiga_strbuf_status(&draft->field[i], err);
	return status;
}
