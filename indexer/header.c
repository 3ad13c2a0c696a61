/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Header lines before a text: "Title: ...", "Источник: ...". */
#include "reader.h"

#include <string.h>

#define NAME_MAX 40   /* bytes: nobody's header is called longer */
#define OTHER_MAX 100 /* bytes of a value that we have no field for */

/* What the fields are called in Russian and Kazakh; their English names are
 * in the table of fields. */
static const struct {
	const char *name;
	enum saiga_field field;
} names[] = {
	{ "заголовок", SAIGA_FIELD_TITLE },
	{ "тақырып", SAIGA_FIELD_TITLE },
	{ "автор", SAIGA_FIELD_AUTHOR },
	{ "авторы", SAIGA_FIELD_AUTHOR },
	{ "источник", SAIGA_FIELD_PUBLISHER },
	{ "дереккөз", SAIGA_FIELD_PUBLISHER },
	{ "дереккөзі", SAIGA_FIELD_PUBLISHER },
	{ "дата", SAIGA_FIELD_DATE },
	{ "күні", SAIGA_FIELD_DATE },
	{ "изменено", SAIGA_FIELD_MODIFIED },
	{ "өзгертілген", SAIGA_FIELD_MODIFIED },
	{ "раздел", SAIGA_FIELD_SECTION },
	{ "рубрика", SAIGA_FIELD_SECTION },
	{ "айдар", SAIGA_FIELD_SECTION },
	{ "теги", SAIGA_FIELD_TAGS },
	{ "тегтер", SAIGA_FIELD_TAGS },
	{ "ссылка", SAIGA_FIELD_URL },
	{ "сілтеме", SAIGA_FIELD_URL },
	{ "язык", SAIGA_FIELD_LANGUAGE },
	{ "тілі", SAIGA_FIELD_LANGUAGE },
};

/* A header that we have no field for, such as "Section: World", as against a
 * sentence of the text that has a colon behind its first word. */
static bool
is_other(struct saiga_slice value)
{
	if (value.len > 0 && value.p[0] != ' ' && value.p[0] != '\t')
		return false;
	value = saiga_slice_trim(value);
	return value.len <= OTHER_MAX &&
		(value.len == 0 ||
			strchr(".!?", value.p[value.len - 1]) == NULL);
}

enum saiga_field
header_field(struct saiga_slice name)
{
	char term[SAIGA_TERM_MAX];
	struct saiga_slice folded =
		saiga_slice_of(term, saiga_fold_word(name, term));
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (saiga_slice_is(folded, names[i].name))
			return names[i].field;
	return saiga_field_by_name(name);
}

/* Cuts a line "Name: value" into its two; false when it is none. */
static bool
cut_header(struct saiga_slice line, struct saiga_slice *name,
	struct saiga_slice *value)
{
	const char *colon =
		line.len == 0 ? NULL : memchr(line.p, ':', line.len);
	size_t len;

	if (colon == NULL || (len = (size_t)(colon - line.p)) > NAME_MAX)
		return false;
	*name = saiga_slice_of(line.p, len);
	*value = saiga_slice_of(colon + 1, line.len - len - 1);
	return len > 0 && memchr(name->p, ' ', len) == NULL;
}

/*
 * The header is the lines at the start that name a field and its value; others
 * that look like headers are passed over.  It ends at a blank line or before
 * the first line that is none of it, so that no text is taken for a header.
 */
void
take_header(struct draft *draft, struct saiga_slice *text)
{
	struct saiga_slice rest = *text, line, name, value;
	bool first = true;

	while (saiga_slice_line(&rest, &line)) {
		enum saiga_field field;
		bool blank = saiga_slice_trim(line).len == 0;

		if (blank && first)
			continue;
		if (!blank && !cut_header(line, &name, &value))
			return;
		field = blank ? SAIGA_FIELD_COUNT : header_field(name);
		if (!blank && field == SAIGA_FIELD_COUNT &&
			(first || !is_other(value)))
			return;
		*text = rest;
		if (blank)
			return;
		if (field < SAIGA_FIELD_COUNT)
			draft_set(draft, field, value, SAIGA_ORIGIN_HEADER);
		first = false;
	}
}
