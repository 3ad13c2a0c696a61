/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the values of an article in JSON are called. */
#include "json.h"

#include <string.h>

/* Beside the names in the table of fields.  JSON Feed 1.1, schema.org's
 * NewsArticle, WordPress's REST API, and what programs that save pages
 * write; the most telling first. */
static const struct {
	const char *name;
	unsigned part;
} names[] = {
	{ "text", JSON_TEXT },
	{ "body", JSON_TEXT },
	{ "content", JSON_TEXT },
	{ "article_text", JSON_TEXT },
	{ "articlebody", JSON_TEXT },
	{ "content_text", JSON_TEXT },
	{ "full_text", JSON_TEXT },
	{ "maintext", JSON_TEXT },
	{ "raw_text", JSON_TEXT },
	{ "description", JSON_TEXT },
	{ "summary", JSON_TEXT },
	{ "excerpt", JSON_TEXT },
	{ "html", JSON_HTML },
	{ "content_html", JSON_HTML },
	{ "body_html", JSON_HTML },
	{ "tail", JSON_TAIL },
	{ "id", SAIGA_FIELD_EXTERNAL_ID },
	{ "guid", SAIGA_FIELD_EXTERNAL_ID },
	{ "authors", SAIGA_FIELD_AUTHOR },
	{ "creator", SAIGA_FIELD_AUTHOR },
	{ "site_name", SAIGA_FIELD_PUBLISHER },
	{ "sitename", SAIGA_FIELD_PUBLISHER },
	{ "outlet", SAIGA_FIELD_PUBLISHER },
	{ "publication", SAIGA_FIELD_PUBLISHER },
	{ "date_publish", SAIGA_FIELD_DATE },
	{ "date_published", SAIGA_FIELD_DATE },
	{ "datepublished", SAIGA_FIELD_DATE },
	{ "pubdate", SAIGA_FIELD_DATE },
	{ "publication_date", SAIGA_FIELD_DATE },
	{ "publish_date", SAIGA_FIELD_DATE },
	{ "published_at", SAIGA_FIELD_DATE },
	{ "published_date", SAIGA_FIELD_DATE },
	{ "publishedat", SAIGA_FIELD_DATE },
	{ "date_modified", SAIGA_FIELD_MODIFIED },
	{ "datemodified", SAIGA_FIELD_MODIFIED },
	{ "updated_at", SAIGA_FIELD_MODIFIED },
	{ "updatedat", SAIGA_FIELD_MODIFIED },
	{ "keywords", SAIGA_FIELD_TAGS },
	{ "articlesection", SAIGA_FIELD_SECTION },
	{ "category", SAIGA_FIELD_SECTION },
	{ "canonical_url", SAIGA_FIELD_URL },
	{ "permalink", SAIGA_FIELD_URL },
	{ "inlanguage", SAIGA_FIELD_LANGUAGE },
};

unsigned
json_part_by_name(struct saiga_slice name, unsigned *rank)
{
	enum saiga_field field = saiga_field_by_name(name);
	unsigned i;

	*rank = 0;
	if (field != SAIGA_FIELD_COUNT)
		return field;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		*rank = i + 1;
		if (saiga_slice_is(name, names[i].name))
			return names[i].part;
	}
	return JSON_PARTS;
}

enum saiga_status
json_map_add(struct json_map *map, const char *text, struct saiga_error *err)
{
	const char *equal = strchr(text, '=');
	unsigned part = JSON_PARTS, rank;

	if (equal != NULL)
		part = json_part_by_name(
			saiga_slice_of(text, (size_t)(equal - text)), &rank);
	if (part == JSON_PARTS || equal[1] == '\0')
		return saiga_error_set(err, SAIGA_INVALID,
			"'%s' maps no field: write --map=FIELD=NAME, as in "
			"--map=text=story.body",
			text);
	if (map->n == JSON_MAP_MAX)
		return saiga_error_set(err, SAIGA_INVALID,
			"more than %d fields are mapped", JSON_MAP_MAX);
	map->items[map->n].part = part;
	map->items[map->n++].path = equal + 1;
	return SAIGA_OK;
}
