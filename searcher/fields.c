/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of the query's fields. */
#include "fields.h"

/* clang-format off */
const struct query_field query_fields[QUERY_FIELDS] = {
	{ "title", FIELD_WORDS, SAIGA_FIELD_TITLE },
	{ "author", FIELD_WORDS, SAIGA_FIELD_AUTHOR },
	{ "source", FIELD_WORDS, SAIGA_FIELD_PUBLISHER },
	{ "publisher", FIELD_WORDS, SAIGA_FIELD_PUBLISHER },
	{ "section", FIELD_WORDS, SAIGA_FIELD_SECTION },
	{ "tag", FIELD_WORDS, SAIGA_FIELD_TAGS },
	{ "lang", FIELD_VALUE, SAIGA_FIELD_LANGUAGE },
	{ "type", FIELD_VALUE, SAIGA_FIELD_FORMAT },
	{ "url", FIELD_URL, SAIGA_FIELD_URL },
	{ "host", FIELD_HOST, SAIGA_FIELD_URL },
	{ "site", FIELD_HOST, SAIGA_FIELD_URL },
	{ "date", FIELD_DAYS, SAIGA_FIELD_DATE },
	{ "before", FIELD_BEFORE, SAIGA_FIELD_DATE },
	{ "after", FIELD_AFTER, SAIGA_FIELD_DATE },
	{ "added", FIELD_ADDED, SAIGA_FIELD_COUNT },
};
/* clang-format on */

const struct query_field *
query_field_find(struct saiga_slice name)
{
	const struct query_field *f = query_fields, *first = query_fields;

	while (f < query_fields + QUERY_FIELDS &&
		!saiga_slice_is(name, f->name))
		f++;
	if (f == query_fields + QUERY_FIELDS)
		return NULL;
	/* "site" is another name of "host": the first row stands for both. */
	while (first->kind != f->kind || first->of != f->of)
		first++;
	return first;
}

bool
query_field_is_text(const struct query_field *field)
{
	return field == NULL || field->of == SAIGA_FIELD_TITLE;
}

const char *
query_field_prefix(const struct query_field *field)
{
	return field == NULL ? "" : saiga_fields[field->of].word_prefix;
}
