/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may stand before a colon in a query. */
#ifndef SEARCHER_FIELDS_H
#define SEARCHER_FIELDS_H

#include <saiga/article.h>

enum query_field_kind {
	FIELD_WORDS,  /* the words of a field */
	FIELD_VALUE,  /* one of few values: lang:ru */
	FIELD_URL,
	FIELD_HOST,
	FIELD_DAYS,   /* a range of days of publication */
	FIELD_BEFORE, /* days earlier than all of it */
	FIELD_AFTER,  /* days later than all of it */
	FIELD_ADDED,  /* a range of days of indexing */
};

struct query_field {
	const char *name;
	enum query_field_kind kind;
	enum saiga_field of; /* of the article; SAIGA_FIELD_COUNT: none */
};

#define QUERY_FIELDS 15u

extern const struct query_field query_fields[QUERY_FIELDS];

/* The field of that name, ASCII letters of either case; NULL if there is
 * none. */
const struct query_field *query_field_find(struct saiga_slice name);

/* Whether words of the field are looked for as those of the text are, by all
 * their forms, and count in ranking: the text itself (NULL) and the title. */
bool query_field_is_text(const struct query_field *field);

/* The prefix of the terms of a field's words; "" for the text. */
const char *query_field_prefix(const struct query_field *field);

#endif
