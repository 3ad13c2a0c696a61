/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of fields. */
#include <saiga/article.h>

/* clang-format off */
const struct saiga_field_info saiga_fields[SAIGA_FIELD_COUNT] = {
	[SAIGA_FIELD_TITLE] = { "title", "headline", "S", NULL,
		SAIGA_SLOT_NONE },
	[SAIGA_FIELD_AUTHOR] = { "author", "byline", "A", "XA",
		SAIGA_SLOT_AUTHORS },
	[SAIGA_FIELD_PUBLISHER] = { "publisher", "source", "P", "XP",
		SAIGA_SLOT_PUBLISHER },
	[SAIGA_FIELD_DATE] = { "date", "published", NULL, NULL,
		SAIGA_SLOT_DAY },
	[SAIGA_FIELD_MODIFIED] = { "modified", "updated", NULL, NULL,
		SAIGA_SLOT_NONE },
	[SAIGA_FIELD_URL] = { "url", "link", NULL, "U",
		SAIGA_SLOT_NONE },
	[SAIGA_FIELD_LANGUAGE] = { "language", "lang", NULL, "L",
		SAIGA_SLOT_LANGUAGE },
	[SAIGA_FIELD_SECTION] = { "section", "rubric", "XS", NULL,
		SAIGA_SLOT_NONE },
	[SAIGA_FIELD_TAGS] = { "tags", "keywords", "K", NULL,
		SAIGA_SLOT_NONE },
	[SAIGA_FIELD_PATH] = { "path", NULL, NULL, NULL,
		SAIGA_SLOT_NONE },
	[SAIGA_FIELD_EXTERNAL_ID] = { "external_id", NULL, NULL, NULL,
		SAIGA_SLOT_NONE },
	[SAIGA_FIELD_FORMAT] = { "format", NULL, NULL, "T",
		SAIGA_SLOT_NONE },
};
/* clang-format on */

/* clang-format off */
static const char *const origins[] = {
	[SAIGA_ORIGIN_NONE] = "nowhere",
	[SAIGA_ORIGIN_HEADER] = "header",
	[SAIGA_ORIGIN_FRONT_MATTER] = "front matter",
	[SAIGA_ORIGIN_FIRST_LINE] = "first line",
	[SAIGA_ORIGIN_LAST_LINE] = "last line",
	[SAIGA_ORIGIN_HEADING] = "heading",
	[SAIGA_ORIGIN_DETECTED] = "detected",
	[SAIGA_ORIGIN_FILE] = "file",
	[SAIGA_ORIGIN_RECORD] = "JSON",
	[SAIGA_ORIGIN_JSON_LD] = "json-ld",
	[SAIGA_ORIGIN_OPEN_GRAPH] = "open graph",
	[SAIGA_ORIGIN_DUBLIN_CORE] = "dublin core",
	[SAIGA_ORIGIN_META] = "meta",
	[SAIGA_ORIGIN_MICRODATA] = "microdata",
	[SAIGA_ORIGIN_TIME] = "time element",
	[SAIGA_ORIGIN_BYLINE] = "byline",
	[SAIGA_ORIGIN_DATELINE] = "dateline",
	[SAIGA_ORIGIN_ADDRESS] = "address",
	[SAIGA_ORIGIN_CHANGE] = "last change",
	[SAIGA_ORIGIN_FEED] = "feed",
	[SAIGA_ORIGIN_MAIL] = "mail header",
	[SAIGA_ORIGIN_DOCUMENT] = "document",
	[SAIGA_ORIGIN_ARCHIVE] = "archive",
};
/* clang-format on */
_Static_assert(sizeof(origins) / sizeof(*origins) == SAIGA_ORIGIN_COUNT,
	"every origin has its text");

enum saiga_field
saiga_field_by_name(struct saiga_slice name)
{
	unsigned i;

	for (i = 0; i < SAIGA_FIELD_COUNT; i++) {
		const struct saiga_field_info *f = &saiga_fields[i];

		/* A path or a format is the file's own, not the writer's. */
		if (f->header != NULL &&
			(saiga_slice_is(name, f->name) ||
				saiga_slice_is(name, f->header)))
			break;
	}
	return (enum saiga_field)i;
}

const char *
saiga_origin_text(enum saiga_origin origin)
{
	if ((unsigned)origin >= SAIGA_ORIGIN_COUNT)
		return origins[SAIGA_ORIGIN_NONE];
	return origins[origin];
}
