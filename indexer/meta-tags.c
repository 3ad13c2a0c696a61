/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The meta and link elements of a page. */
#include "meta.h"

#include <string.h>

#define KEY_MAX 63u

/*
 * Names of meta elements, in small letters: The Open Graph protocol (ogp.me),
 * DCMI Metadata Terms as RFC 5013 and "Expressing Dublin Core in HTML" write
 * them, Highwire Press tags as Google Scholar documents them (citation_*),
 * and what publishing systems and those who count readers ask for.
 */
static const struct {
	const char *key;
	enum saiga_field field;
	unsigned rank;
} keys[] = {
	{ "article:published_time", SAIGA_FIELD_DATE, META_OPEN_GRAPH },
	{ "article:published", SAIGA_FIELD_DATE, META_OPEN_GRAPH + 1 },
	{ "og:article:published_time", SAIGA_FIELD_DATE, META_OPEN_GRAPH + 1 },
	{ "og:published_time", SAIGA_FIELD_DATE, META_OPEN_GRAPH + 1 },
	{ "og:pubdate", SAIGA_FIELD_DATE, META_OPEN_GRAPH + 1 },
	{ "article:modified_time", SAIGA_FIELD_MODIFIED, META_OPEN_GRAPH },
	{ "og:updated_time", SAIGA_FIELD_MODIFIED, META_OPEN_GRAPH + 1 },
	{ "og:title", SAIGA_FIELD_TITLE, META_OPEN_GRAPH },
	{ "og:site_name", SAIGA_FIELD_PUBLISHER, META_JSON_LD - 1 },
	{ "og:url", SAIGA_FIELD_URL, META_OPEN_GRAPH },
	{ "og:locale", SAIGA_FIELD_LANGUAGE, META_OPEN_GRAPH },
	{ "article:author", SAIGA_FIELD_AUTHOR, META_OPEN_GRAPH },
	{ "og:author", SAIGA_FIELD_AUTHOR, META_OPEN_GRAPH + 1 },
	{ "article:section", SAIGA_FIELD_SECTION, META_OPEN_GRAPH },
	{ "article:tag", SAIGA_FIELD_TAGS, META_OPEN_GRAPH },
	{ "dc.date.issued", SAIGA_FIELD_DATE, META_DUBLIN_CORE },
	{ "dcterms.issued", SAIGA_FIELD_DATE, META_DUBLIN_CORE },
	{ "dc.date.created", SAIGA_FIELD_DATE, META_DUBLIN_CORE + 1 },
	{ "dcterms.created", SAIGA_FIELD_DATE, META_DUBLIN_CORE + 1 },
	{ "dc.created", SAIGA_FIELD_DATE, META_DUBLIN_CORE + 1 },
	{ "dc.date", SAIGA_FIELD_DATE, META_DUBLIN_CORE + 2 },
	{ "dcterms.date", SAIGA_FIELD_DATE, META_DUBLIN_CORE + 2 },
	{ "dcterms.modified", SAIGA_FIELD_MODIFIED, META_DUBLIN_CORE },
	{ "dc.date.modified", SAIGA_FIELD_MODIFIED, META_DUBLIN_CORE },
	{ "dc.title", SAIGA_FIELD_TITLE, META_DUBLIN_CORE },
	{ "dcterms.title", SAIGA_FIELD_TITLE, META_DUBLIN_CORE },
	{ "dc.creator", SAIGA_FIELD_AUTHOR, META_DUBLIN_CORE },
	{ "dcterms.creator", SAIGA_FIELD_AUTHOR, META_DUBLIN_CORE },
	{ "dc.publisher", SAIGA_FIELD_PUBLISHER, META_DUBLIN_CORE },
	{ "dcterms.publisher", SAIGA_FIELD_PUBLISHER, META_DUBLIN_CORE },
	{ "dc.language", SAIGA_FIELD_LANGUAGE, META_DUBLIN_CORE },
	{ "dcterms.language", SAIGA_FIELD_LANGUAGE, META_DUBLIN_CORE },
	{ "dc.subject", SAIGA_FIELD_TAGS, META_DUBLIN_CORE },
	{ "dcterms.subject", SAIGA_FIELD_TAGS, META_DUBLIN_CORE },
	{ "citation_publication_date", SAIGA_FIELD_DATE, META_TAG },
	{ "citation_online_date", SAIGA_FIELD_DATE, META_TAG },
	{ "citation_date", SAIGA_FIELD_DATE, META_TAG },
	{ "citation_title", SAIGA_FIELD_TITLE, META_TAG },
	{ "citation_author", SAIGA_FIELD_AUTHOR, META_TAG },
	{ "date", SAIGA_FIELD_DATE, META_TAG + 2 },
	{ "last-modified", SAIGA_FIELD_MODIFIED, META_TAG + 2 },
	{ "twitter:title", SAIGA_FIELD_TITLE, META_TAG + 1 },
	{ "sailthru.title", SAIGA_FIELD_TITLE, META_TAG },
	{ "parsely-title", SAIGA_FIELD_TITLE, META_TAG },
	{ "author", SAIGA_FIELD_AUTHOR, META_TAG },
	{ "byl", SAIGA_FIELD_AUTHOR, META_TAG + 1 },
	{ "parsely-author", SAIGA_FIELD_AUTHOR, META_TAG + 1 },
	{ "sailthru.author", SAIGA_FIELD_AUTHOR, META_TAG + 1 },
	{ "cxenseparse:author", SAIGA_FIELD_AUTHOR, META_TAG + 1 },
	{ "publisher", SAIGA_FIELD_PUBLISHER, META_TAG + 1 },
	{ "application-name", SAIGA_FIELD_PUBLISHER, META_TAG + 2 },
	{ "apple-mobile-web-app-title", SAIGA_FIELD_PUBLISHER, META_TAG + 3 },
	{ "content-language", SAIGA_FIELD_LANGUAGE, META_TAG },
	{ "language", SAIGA_FIELD_LANGUAGE, META_TAG + 1 },
	{ "parsely-section", SAIGA_FIELD_SECTION, META_TAG },
	{ "section", SAIGA_FIELD_SECTION, META_TAG },
	{ "news_keywords", SAIGA_FIELD_TAGS, META_TAG },
	{ "keywords", SAIGA_FIELD_TAGS, META_TAG + 1 },
	{ "parsely-tags", SAIGA_FIELD_TAGS, META_TAG + 1 },
};

static enum saiga_origin
origin_of(unsigned rank)
{
	if (rank < META_DUBLIN_CORE)
		return SAIGA_ORIGIN_OPEN_GRAPH;
	return rank < META_TAG ? SAIGA_ORIGIN_DUBLIN_CORE : SAIGA_ORIGIN_META;
}

/* Copies the key in small letters; Dublin Core's have full stops inside,
 * whatever the page has ("DC:date", "dc-date"). */
static bool
fold_key(struct saiga_slice key, char out[KEY_MAX + 1])
{
	bool dc =
		key.len > 2 && (key.p[0] | 32) == 'd' && (key.p[1] | 32) == 'c';
	size_t i;

	if (key.len == 0 || key.len > KEY_MAX)
		return false;
	for (i = 0; i < key.len; i++) {
		char c = key.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c | 32);
		out[i] = dc && (c == ':' || c == '-' || c == '_') ? '.' : c;
	}
	out[i] = '\0';
	return true;
}

static bool
has_any(const char *key, const char *const *parts, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (strstr(key, parts[i]) != NULL)
			return true;
	return false;
}

/* The field of a name that is not listed, but says what it is: "pub_date",
 * "cXenseParse:publishTime", "last_updated_date"; dates only. */
static enum saiga_field
field_by_words(const char *key)
{
	static const char *const not [] = { "expir", "event", "birth", "valid",
		"verif", "start", "enddate", "end_", "url", "archive", "build",
		"crawl", "image", "video:release" };
	static const char *const changed[] = { "modif", "updat", "revis",
		"changed" };
	static const char *const published[] = { "publi", "pubdate", "pub_date",
		"pub-date", "pubtime", "issued", "issue_date", "issue-date",
		"released", "release_date", "posted", "upload", "created",
		"articledate", "article_date", "article-date", "date_original",
		"sailthru.date", "displaydate", "display_date", "datecreat" };

	if (has_any(key, not, sizeof(not ) / sizeof(*not )))
		return SAIGA_FIELD_COUNT;
	if (has_any(key, changed, sizeof(changed) / sizeof(*changed)))
		return SAIGA_FIELD_MODIFIED;
	if (has_any(key, published, sizeof(published) / sizeof(*published)))
		return SAIGA_FIELD_DATE;
	return SAIGA_FIELD_COUNT;
}

static void
read_key(struct page_meta *meta, struct saiga_slice name,
	struct saiga_slice value)
{
	char key[KEY_MAX + 1];
	enum saiga_field field;
	size_t i;

	if (!fold_key(name, key))
		return;
	for (i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strcmp(key, keys[i].key) == 0) {
			meta_offer(meta, keys[i].field, value,
				origin_of(keys[i].rank), keys[i].rank);
			return;
		}
	field = field_by_words(key);
	if (field != SAIGA_FIELD_COUNT)
		meta_offer(meta, field, value, SAIGA_ORIGIN_META, META_TAG + 1);
}

static void
read_meta(struct page_meta *meta, uint32_t i)
{
	static const char *const names[] = { "property", "name", "http-equiv" };
	struct saiga_slice value = html_attr(meta->doc, i, "content");
	size_t n;

	for (n = 0; n < sizeof(names) / sizeof(*names) && value.len > 0; n++)
		read_key(meta, html_attr(meta->doc, i, names[n]), value);
}

void
meta_read_tags(struct page_meta *meta)
{
	const struct html_doc *doc = meta->doc;
	uint32_t i;

	for (i = 1; i < doc->n; i++) {
		enum html_tag tag = doc->nodes[i].tag;

		if (tag == HTML_META)
			read_meta(meta, i);
		else if (tag == HTML_LINK &&
			html_attr_has_word(doc, i, "rel", "canonical"))
			meta_offer(meta, SAIGA_FIELD_URL,
				html_attr(doc, i, "href"), SAIGA_ORIGIN_META,
				META_JSON_LD - 1);
		else if (tag == HTML_HTML) {
			meta_offer(meta, SAIGA_FIELD_LANGUAGE,
				html_attr(doc, i, "lang"), SAIGA_ORIGIN_META,
				META_JSON_LD - 1);
			meta_offer(meta, SAIGA_FIELD_LANGUAGE,
				html_attr(doc, i, "xml:lang"),
				SAIGA_ORIGIN_META, META_JSON_LD - 1);
		}
	}
}
