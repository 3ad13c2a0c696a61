/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles in JSON: what their values are called. */
#ifndef INDEXER_JSON_H
#define INDEXER_JSON_H

#include <saiga/article.h>

/* What of an article a value is, where it is none of its fields. */
enum json_part {
	JSON_TEXT = SAIGA_FIELD_COUNT, /* plain; of body and content, HTML too */
	JSON_TAIL,                     /* plain text behind it */
	JSON_HTML,
	JSON_PARTS
};

#define JSON_MAP_MAX 64

/* Names that a person gave: --map FIELD=NAME. */
struct json_map {
	struct {
		unsigned part;    /* an enum saiga_field or json_part */
		const char *path; /* "meta.author": names with dots; borrowed */
	} items[JSON_MAP_MAX];
	size_t n;
};

/* Adds "FIELD=NAME", borrowed; INVALID with a message when it is none. */
SAIGA_CHECKED enum saiga_status json_map_add(struct json_map *map,
	const char *text, struct saiga_error *err);

/* The field or part that a value of that name, in any case, is by itself;
 * JSON_PARTS when none.  Of two for one part that with the lower rank is
 * taken. */
unsigned json_part_by_name(struct saiga_slice name, unsigned *rank);

#endif
