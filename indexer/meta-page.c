/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the visible page tells: microdata (html.spec.whatwg.org, 5), its
 * headline, its byline. */
#include "byline.h"
#include "meta.h"

#include <string.h>

#define BYLINE_MAX 160u   /* bytes */
#define HEADLINES_MAX 50u /* looked at */
#define TITLE_MAX 2000u   /* bytes */
#define NODES_MAX 400u    /* in an element that is a value, not a page */
#define LEVELS_MAX 64u    /* around a value */

/* schema.org's names of properties, in microdata. */
static const struct {
	const char *name;
	enum saiga_field field;
	unsigned rank;
} properties[] = {
	{ "headline", SAIGA_FIELD_TITLE, META_MICRODATA },
	{ "datePublished", SAIGA_FIELD_DATE, META_MICRODATA },
	{ "dateCreated", SAIGA_FIELD_DATE, META_MICRODATA + 1 },
	{ "uploadDate", SAIGA_FIELD_DATE, META_MICRODATA + 1 },
	{ "dateModified", SAIGA_FIELD_MODIFIED, META_MICRODATA },
	{ "author", SAIGA_FIELD_AUTHOR, META_MICRODATA },
	{ "creator", SAIGA_FIELD_AUTHOR, META_MICRODATA + 1 },
	{ "publisher", SAIGA_FIELD_PUBLISHER, META_MICRODATA },
	{ "articleSection", SAIGA_FIELD_SECTION, META_MICRODATA },
	{ "keywords", SAIGA_FIELD_TAGS, META_MICRODATA },
	{ "inLanguage", SAIGA_FIELD_LANGUAGE, META_MICRODATA },
};

/* Whether the property is of a comment, an event, a person: of the nearest
 * item around it that is no article. */
static bool
is_of_other_item(const struct html_doc *doc, uint32_t node)
{
	static const char *const others[] = { "Comment", "UserComments",
		"Event", "Person", "Organization", "ImageObject", "Product",
		"Offer", "ListItem", "AggregateRating" };
	struct saiga_slice type;
	unsigned level = 0;
	size_t i;

	do
		node = doc->nodes[node].parent;
	while (node > 0 && !html_has_attr(doc, node, "itemscope") &&
		level++ < LEVELS_MAX);
	type = html_attr(doc, node, "itemtype");
	for (i = 0; i < sizeof(others) / sizeof(*others); i++) {
		size_t n = strlen(others[i]);

		if (type.len >= n &&
			saiga_slice_is(saiga_slice_of(type.p + type.len - n, n),
				others[i]))
			return true;
	}
	return false;
}

/* The part of an item that is its name, or the item. */
static uint32_t
name_of(const struct html_doc *doc, uint32_t item)
{
	uint32_t i;

	for (i = item + 1; i < doc->nodes[item].end && i < item + NODES_MAX;
		i++)
		if (html_attr_has_word(doc, i, "itemprop", "name"))
			return i;
	return item;
}

/* The text of a small element; borrowed until the next call. */
static struct saiga_slice
text_of(struct page_meta *meta, uint32_t node)
{
	saiga_strbuf_reset(&meta->scratch);
	if (meta->doc->nodes[node].end - node <= NODES_MAX)
		html_append_text(meta->doc, node, &meta->scratch);
	return saiga_strbuf_view(&meta->scratch);
}

/* A property's value as section 5.2.4 of the HTML standard has it, but that
 * any element may have "content". */
static struct saiga_slice
property_value(struct page_meta *meta, uint32_t node)
{
	struct saiga_slice value = html_attr(meta->doc, node, "content");

	if (value.len == 0)
		value = html_attr(meta->doc, node, "datetime");
	return value.len > 0 ? value : text_of(meta, node);
}

static void
read_property(struct page_meta *meta, uint32_t node)
{
	const struct html_doc *doc = meta->doc;
	size_t i;

	for (i = 0; i < sizeof(properties) / sizeof(*properties); i++)
		if (html_attr_has_word(
			    doc, node, "itemprop", properties[i].name) &&
			!is_of_other_item(doc, node))
			meta_offer(meta, properties[i].field,
				property_value(meta,
					html_has_attr(doc, node, "itemscope")
						? name_of(doc, node)
						: node),
				SAIGA_ORIGIN_MICRODATA, properties[i].rank);
}

/* A line that says itself that it names authors, or an element that does. */
static void
read_byline(struct page_meta *meta, uint32_t node)
{
	const struct html_doc *doc = meta->doc;
	struct saiga_slice line, names;
	bool named = html_attr_has_word(doc, node, "rel", "author") ||
		html_attr_has_word(doc, node, "class", "author") ||
		html_attr_has_word(doc, node, "class", "author-name") ||
		html_attr_has_word(doc, node, "class", "byline") ||
		html_attr_has_word(doc, node, "class", "byline__name");

	if (!named)
		return;
	line = text_of(meta, node);
	if (line.len > BYLINE_MAX)
		return;
	if (byline_authors(line, &names) || byline_is_names(line, &names))
		meta_offer(meta, SAIGA_FIELD_AUTHOR, names, SAIGA_ORIGIN_BYLINE,
			META_BYLINE);
}

static bool
contains(struct saiga_slice whole, struct saiga_slice part)
{
	size_t i;

	for (i = 0; part.len > 0 && i + part.len <= whole.len; i++)
		if (memcmp(whole.p + i, part.p, part.len) == 0)
			return true;
	return false;
}

/* The heading that is, or is part of, what the head calls the page; *sure is
 * false where there is none, and it is the first one of the page. */
static uint32_t
find_headline(struct page_meta *meta, struct saiga_slice title, bool *sure)
{
	struct saiga_slice known =
		saiga_strbuf_view(&meta->best[SAIGA_FIELD_TITLE].value);
	uint32_t first = html_find(meta->doc, 0, 0, HTML_H1), i = first;
	unsigned n;

	*sure = false;
	for (n = 0; n < HEADLINES_MAX && i != HTML_NONE; n++) {
		struct saiga_slice heading = text_of(meta, i);

		*sure = heading.len >= 8 && heading.len < TITLE_MAX &&
			(contains(title, heading) || contains(heading, known) ||
				contains(known, heading));
		if (*sure)
			return i;
		i = html_find(meta->doc, 0, i, HTML_H1);
	}
	return first;
}

static void
read_headline(struct page_meta *meta)
{
	struct saiga_strbuf title = SAIGA_STRBUF_INIT(TITLE_MAX);
	uint32_t i = html_find(meta->doc, 0, 0, HTML_TITLE);
	bool sure;

	if (i != HTML_NONE)
		html_append_text(meta->doc, i, &title);
	meta->title = find_headline(meta, saiga_strbuf_view(&title), &sure);
	if (meta->title != HTML_NONE)
		meta_offer(meta, SAIGA_FIELD_TITLE, text_of(meta, meta->title),
			SAIGA_ORIGIN_HEADING,
			sure ? META_BYLINE : META_TEXT + 1);
	meta_offer(meta, SAIGA_FIELD_TITLE, saiga_strbuf_view(&title),
		SAIGA_ORIGIN_META, META_TEXT);
	saiga_strbuf_dispose(&title);
}

void
meta_read_page(struct page_meta *meta)
{
	uint32_t i;

	read_headline(meta);
	for (i = 1; i < meta->doc->n; i++) {
		if (meta->doc->nodes[i].n_attrs == 0)
			continue;
		if (html_has_attr(meta->doc, i, "itemprop"))
			read_property(meta, i);
		read_byline(meta, i);
	}
}
