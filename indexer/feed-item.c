/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Items of feeds. */
#include "feed.h"
#include "markup.h"

#include <libxml/uri.h>

#include <string.h>

void
feed_item_init(struct feed_item *item)
{
	unsigned i;

	memset(item, 0, sizeof(*item));
	for (i = 0; i < FEED_VALUES; i++)
		item->value[i].max = FEED_VALUE_MAX;
}

void
feed_item_reset(struct feed_item *item)
{
	unsigned i;

	for (i = 0; i < FEED_VALUES; i++)
		saiga_strbuf_reset(&item->value[i]);
}

void
feed_item_dispose(struct feed_item *item)
{
	unsigned i;

	for (i = 0; i < FEED_VALUES; i++)
		saiga_strbuf_dispose(&item->value[i]);
}

static struct saiga_slice
value_of(const struct feed_item *item, enum feed_value value)
{
	return saiga_slice_trim(saiga_strbuf_view(&item->value[value]));
}

struct saiga_slice
feed_item_id(const struct feed_item *item)
{
	static const enum feed_value order[] = { FEED_ID, FEED_LINK,
		FEED_TITLE };
	struct saiga_slice id = SAIGA_SLICE_INIT;
	size_t i;

	for (i = 0; id.len == 0 && i < sizeof(order) / sizeof(*order); i++)
		id = value_of(item, order[i]);
	return id;
}

/* Sets a field from the item, or else from the feed, without HTML's marks. */
static void
set_line(struct draft *draft, enum saiga_field field, struct saiga_slice value)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(FEED_VALUE_MAX);

	if (markup_is(value)) {
		markup_line(value, &line);
		value = saiga_strbuf_view(&line);
	}
	draft_set(draft, field, value, SAIGA_ORIGIN_FEED);
	saiga_strbuf_dispose(&line);
}

static bool
is_web(struct saiga_slice url)
{
	return saiga_slice_is(saiga_utf8_cut(url, 7), "http://") ||
		saiga_slice_is(saiga_utf8_cut(url, 8), "https://");
}

/* A link may be relative to the feed's own; an id may be the link. */
static void
set_url(struct draft *draft, const struct feed_item *item,
	const struct feed_item *feed)
{
	struct saiga_slice link = value_of(item, FEED_LINK);
	struct saiga_slice id = value_of(item, FEED_ID);
	const struct saiga_strbuf *base = &feed->value[FEED_LINK];
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(8192);
	xmlChar *whole;

	if (link.len == 0 && is_web(id))
		link = id;
	if (link.len == 0 || is_web(link)) {
		draft_set(draft, SAIGA_FIELD_URL, link, SAIGA_ORIGIN_FEED);
		return;
	}
	if (item->value[FEED_BASE].len > 0)
		base = &item->value[FEED_BASE];
	else if (feed->value[FEED_BASE].len > 0)
		base = &feed->value[FEED_BASE];
	saiga_strbuf_slice(&name, link);
	if (base->len > 0 && name.status == SAIGA_OK) {
		whole = xmlBuildURI((const xmlChar *)saiga_strbuf_cstr(&name),
			(const xmlChar *)saiga_strbuf_cstr(base));
		draft_set(draft, SAIGA_FIELD_URL,
			saiga_slice((const char *)whole), SAIGA_ORIGIN_FEED);
		xmlFree(whole);
	}
	saiga_strbuf_dispose(&name);
}

/* "mail@example.com (Jane Doe)": RSS 2.0, author. */
static void
set_author(struct draft *draft, struct saiga_slice author)
{
	const char *open =
		author.len == 0 ? NULL : memchr(author.p, '(', author.len);

	if (open != NULL && author.p[author.len - 1] == ')' &&
		memchr(author.p, '@', (size_t)(open - author.p)) != NULL)
		author = saiga_slice_of(open + 1,
			(size_t)(author.p + author.len - 1 - (open + 1)));
	set_line(draft, SAIGA_FIELD_AUTHOR, author);
}

static void
set_fields(struct draft *draft, const struct feed_item *item,
	const struct feed_item *feed)
{
	struct saiga_slice date = value_of(item, FEED_DATE);

	set_line(draft, SAIGA_FIELD_TITLE, value_of(item, FEED_TITLE));
	set_author(draft, value_of(item, FEED_AUTHOR));
	set_author(draft, value_of(feed, FEED_AUTHOR));
	set_line(draft, SAIGA_FIELD_PUBLISHER, value_of(item, FEED_PUBLISHER));
	set_line(draft, SAIGA_FIELD_PUBLISHER, value_of(feed, FEED_PUBLISHER));
	set_line(draft, SAIGA_FIELD_PUBLISHER, value_of(feed, FEED_TITLE));
	set_url(draft, item, feed);
	draft_set(draft, SAIGA_FIELD_DATE,
		date.len > 0 ? date : value_of(item, FEED_UPDATED),
		SAIGA_ORIGIN_FEED);
	draft_set(draft, SAIGA_FIELD_MODIFIED, value_of(item, FEED_UPDATED),
		SAIGA_ORIGIN_FEED);
	set_line(draft, SAIGA_FIELD_TAGS, value_of(item, FEED_TAGS));
	draft_set(draft, SAIGA_FIELD_LANGUAGE, value_of(item, FEED_LANGUAGE),
		SAIGA_ORIGIN_FEED);
	draft_set(draft, SAIGA_FIELD_LANGUAGE, value_of(feed, FEED_LANGUAGE),
		SAIGA_ORIGIN_FEED);
	draft_set(draft, SAIGA_FIELD_EXTERNAL_ID, value_of(item, FEED_ID),
		SAIGA_ORIGIN_FEED);
}

enum saiga_status
feed_item_read(struct draft *draft, const struct feed_item *item,
	const struct feed_item *feed, struct saiga_error *err)
{
	static const enum feed_value order[] = { FEED_ENCODED, FEED_CONTENT,
		FEED_SUMMARY };
	struct saiga_slice body = SAIGA_SLICE_INIT;
	size_t i;

	set_fields(draft, item, feed);
	for (i = 0; i < sizeof(order) / sizeof(*order) && body.len == 0; i++)
		body = value_of(item, order[i]);
	for (i = 0; i < FEED_VALUES; i++)
		if (item->value[i].status == SAIGA_INVALID)
			draft_warn(draft,
				"longer than %zu MB: the rest is left out",
				FEED_VALUE_MAX >> 20);
	return markup_body(draft, body, err);
}
