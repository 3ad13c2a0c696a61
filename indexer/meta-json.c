/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON-LD in a page: its schema.org description (schema.org/Article; JSON-LD
 * 1.1, W3C, section 7 on HTML). */
#include "meta.h"

#include <jansson.h>

#include <string.h>

#define JSON_LD "application/ld+json"
#define DEPTH_MAX 12u     /* objects in each other */
#define OBJECTS_MAX 2000u /* looked at in all */
#define AUTHORS_MAX 50u
#define TEXT_MAX 4000u /* bytes of a value that is no article */

struct reading {
	struct page_meta *meta;
	json_t *root;
	unsigned objects;
};

/* How well an object of the type tells of the page's article; 0: not at all.
 * What ends in "Article" or "Posting" is one. */
static unsigned
type_rank(struct saiga_slice type)
{
	static const struct {
		const char *end;
		unsigned rank;
	} types[] = {
		{ "Article", META_JSON_LD },
		{ "BlogPosting", META_JSON_LD },
		{ "SocialMediaPosting", META_JSON_LD },
		{ "DiscussionForumPosting", META_JSON_LD },
		{ "Report", META_JSON_LD },
		{ "Recipe", META_JSON_LD + 1 },
		{ "Review", META_JSON_LD + 2 },
		{ "CreativeWork", META_JSON_LD + 2 },
		{ "PodcastEpisode", META_JSON_LD + 2 },
		{ "VideoObject", META_JSON_LD + 4 },
		{ "WebPage", META_JSON_LD + 3 },
		{ "ItemPage", META_JSON_LD + 3 },
		{ "AboutPage", META_JSON_LD + 3 },
		{ "QAPage", META_JSON_LD + 3 },
	};
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(*types); i++) {
		size_t n = strlen(types[i].end);

		if (type.len >= n &&
			saiga_slice_is(saiga_slice_of(type.p + type.len - n, n),
				types[i].end))
			return types[i].rank;
	}
	return 0;
}

static struct saiga_slice
text_of(const json_t *value)
{
	return json_is_string(value) ? saiga_slice_of(json_string_value(value),
					       json_string_length(value))
				     : saiga_slice_of(NULL, 0);
}

/* The best rank of its types; 0 when it is none of ours. */
static unsigned
object_rank(const json_t *object)
{
	const json_t *type = json_object_get(object, "@type");
	unsigned best = 0;
	size_t i, n = json_is_array(type) ? json_array_size(type) : 1;

	for (i = 0; i < n; i++) {
		unsigned rank = type_rank(text_of(
			json_is_array(type) ? json_array_get(type, i) : type));

		if (rank > 0 && (best == 0 || rank < best))
			best = rank;
	}
	return best;
}

/* Takes markup and entities out of a value, which many programs leave in. */
static void
offer_text(struct reading *r, enum saiga_field field, struct saiga_slice value,
	unsigned rank)
{
	struct saiga_strbuf *line = &r->meta->scratch;
	struct html_doc *doc = NULL;
	struct saiga_error err = SAIGA_ERROR_INIT;

	if (value.len == 0 || value.len > TEXT_MAX)
		return;
	saiga_strbuf_reset(line);
	if ((memchr(value.p, '&', value.len) != NULL ||
		    memchr(value.p, '<', value.len) != NULL) &&
		html_parse(&doc, value, &err) == SAIGA_OK)
		html_append_text(doc, 0, line);
	else
		saiga_utf8_repair(value, line);
	html_doc_free(doc);
	meta_offer(r->meta, field, saiga_strbuf_view(line),
		SAIGA_ORIGIN_JSON_LD, rank);
}

/* The object of a graph that another one names by its "@id". */
static const json_t *
find_id(struct reading *r, struct saiga_slice id)
{
	const json_t *list = json_object_get(r->root, "@graph");
	size_t i;

	if (json_is_array(r->root))
		list = r->root;
	for (i = 0; i < json_array_size(list) && i < OBJECTS_MAX; i++) {
		const json_t *object = json_array_get(list, i);

		if (r->objects++ > OBJECTS_MAX)
			return NULL;
		if (saiga_slice_equal(
			    text_of(json_object_get(object, "@id")), id) &&
			json_object_get(object, "name") != NULL)
			return object;
	}
	return NULL;
}

/* A person, an organisation, a term: its name, or each one's of a list. */
static void
offer_names(struct reading *r, enum saiga_field field, const json_t *value,
	unsigned rank)
{
	const json_t *name;
	struct saiga_slice id;
	size_t i;

	if (json_is_array(value)) {
		for (i = 0; i < json_array_size(value) && i < AUTHORS_MAX; i++)
			if (!json_is_array(json_array_get(value, i)))
				offer_names(r, field, json_array_get(value, i),
					rank);
		return;
	}
	if (json_is_object(value)) {
		name = json_object_get(value, "name");
		id = text_of(json_object_get(value, "@id"));
		if (name == NULL && id.len > 0)
			name = json_object_get(find_id(r, id), "name");
		if (json_is_array(name))
			name = json_array_get(name, 0);
		value = name;
	}
	offer_text(r, field, text_of(value), rank);
}

/* An address, or an object that has it as its "@id" or "url". */
static void
offer_url(struct reading *r, const json_t *value, unsigned rank)
{
	if (json_is_object(value)) {
		const json_t *id = json_object_get(value, "@id");

		value = id != NULL ? id : json_object_get(value, "url");
	}
	offer_text(r, SAIGA_FIELD_URL, text_of(value), rank);
}

static void
read_article(struct reading *r, const json_t *object, unsigned rank)
{
	static const struct {
		const char *key;
		enum saiga_field field;
		unsigned rank;
	} names[] = {
		{ "headline", SAIGA_FIELD_TITLE, 0 },
		{ "name", SAIGA_FIELD_TITLE, 1 },
		{ "datePublished", SAIGA_FIELD_DATE, 0 },
		{ "uploadDate", SAIGA_FIELD_DATE, 1 },
		{ "dateCreated", SAIGA_FIELD_DATE, 2 },
		{ "dateModified", SAIGA_FIELD_MODIFIED, 0 },
		{ "author", SAIGA_FIELD_AUTHOR, 0 },
		{ "creator", SAIGA_FIELD_AUTHOR, 1 },
		{ "publisher", SAIGA_FIELD_PUBLISHER, 0 },
		{ "articleSection", SAIGA_FIELD_SECTION, 0 },
		{ "keywords", SAIGA_FIELD_TAGS, 0 },
		{ "inLanguage", SAIGA_FIELD_LANGUAGE, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		offer_names(r, names[i].field,
			json_object_get(object, names[i].key),
			rank + names[i].rank);
	offer_url(r, json_object_get(object, "mainEntityOfPage"), rank);
	offer_url(r, json_object_get(object, "url"), rank + 1);
}

/* The articles of the description; not those that it only lists. */
static void
read_value(struct reading *r, const json_t *value, unsigned depth)
{
	static const char *const inside[] = { "@graph", "mainEntity",
		"mainEntityOfPage" };
	unsigned rank;
	size_t i;

	if (depth > DEPTH_MAX || r->objects++ > OBJECTS_MAX)
		return;
	for (i = 0; i < json_array_size(value); i++)
		read_value(r, json_array_get(value, i), depth + 1);
	if (!json_is_object(value))
		return;
	rank = object_rank(value);
	if (rank > 0)
		read_article(r, value, rank + (depth > 3));
	for (i = 0; i < 3; i++)
		read_value(r, json_object_get(value, inside[i]), depth + 1);
}

/* Copies JSON as people break it: line ends and tabs inside of strings,
 * commas before a bracket, comments of HTML and CDATA around it, a semicolon
 * behind it. */
static void
mend(struct saiga_slice text, struct saiga_strbuf *out)
{
	bool quoted = false;
	size_t i, j, start = 0;

	while (start < text.len && text.p[start] != '{' && text.p[start] != '[')
		start++;
	while (text.len > start && text.p[text.len - 1] != '}' &&
		text.p[text.len - 1] != ']')
		text.len--;
	for (i = start; i < text.len; i++) {
		char c = text.p[i];

		if (quoted && c == '\\' && i + 1 < text.len) {
			saiga_strbuf_append(out, text.p + i++, 2);
			continue;
		}
		if (c == '"')
			quoted = !quoted;
		if (!quoted && c == ',') {
			for (j = i + 1; j < text.len &&
				strchr(" \t\r\n", text.p[j]) != NULL;
				j++)
				;
			if (j == text.len || text.p[j] == '}' ||
				text.p[j] == ']')
				continue;
		}
		saiga_strbuf_byte(out, (unsigned char)c < 0x20 ? ' ' : c);
	}
}

/* Where it cannot be read even so: the day alone, if a key names it. */
static void
read_broken(struct page_meta *meta, struct saiga_slice text)
{
	static const struct {
		const char *key;
		enum saiga_field field;
	} names[] = {
		{ "\"datePublished\"", SAIGA_FIELD_DATE },
		{ "\"dateModified\"", SAIGA_FIELD_MODIFIED },
	};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		size_t n = strlen(names[i].key), at = 0, end;

		while (at + n < text.len &&
			memcmp(text.p + at, names[i].key, n) != 0)
			at++;
		at += n;
		while (at < text.len &&
			strchr(" :\t\r\n\"", text.p[at]) != NULL)
			at++;
		for (end = at; end < text.len && text.p[end] != '"'; end++)
			;
		if (end < text.len)
			meta_offer(meta, names[i].field,
				saiga_slice_of(text.p + at, end - at),
				SAIGA_ORIGIN_JSON_LD, META_JSON_LD + 5);
	}
}

static void
read_script(struct page_meta *meta, struct saiga_slice text)
{
	struct saiga_strbuf mended = SAIGA_STRBUF_INIT(HTML_BYTES_MAX);
	struct reading r = { meta, NULL, 0 };

	if (text.len == 0)
		return;
	r.root = json_loadb(text.p, text.len, JSON_ALLOW_NUL, NULL);
	if (r.root == NULL) {
		mend(text, &mended);
		r.root = json_loadb(saiga_strbuf_cstr(&mended), mended.len,
			JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK, NULL);
	}
	if (r.root != NULL)
		read_value(&r, r.root, 0);
	else
		read_broken(meta, text);
	json_decref(r.root);
	saiga_strbuf_dispose(&mended);
}

void
meta_read_json(struct page_meta *meta)
{
	uint32_t i = 0;

	while ((i = html_find(meta->doc, 0, i, HTML_SCRIPT)) != HTML_NONE) {
		struct saiga_slice type = html_attr(meta->doc, i, "type");

		if (type.len >= sizeof(JSON_LD) - 1 &&
			saiga_slice_is(
				saiga_slice_of(type.p, sizeof(JSON_LD) - 1),
				JSON_LD))
			read_script(meta, html_script(meta->doc, i));
	}
}
