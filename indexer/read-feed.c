/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0. */
#include "feed.h"
#include "reading.h"
#include "xml.h"

#include <inttypes.h>
#include <string.h>

/* What elements are of: a feed's own vocabulary, or a module's. */
enum vocabulary { FEED, DUBLIN_CORE, CONTENT, OTHER };

/* RSS 2.0.11; RDF Site Summary 1.0; RFC 4287, section 4; Dublin Core 1.1. */
static const struct {
	enum vocabulary of;
	const char *name;
	enum feed_value value;
} elements[] = {
	{ FEED, "title", FEED_TITLE },
	{ FEED, "link", FEED_LINK },
	{ FEED, "guid", FEED_ID },
	{ FEED, "id", FEED_ID },
	{ FEED, "pubdate", FEED_DATE },
	{ FEED, "published", FEED_DATE },
	{ FEED, "issued", FEED_DATE },
	{ FEED, "created", FEED_DATE },
	{ FEED, "updated", FEED_UPDATED },
	{ FEED, "modified", FEED_UPDATED },
	{ FEED, "author", FEED_AUTHOR },
	{ FEED, "source", FEED_PUBLISHER },
	{ FEED, "language", FEED_LANGUAGE },
	{ FEED, "category", FEED_TAGS },
	{ FEED, "description", FEED_SUMMARY },
	{ FEED, "summary", FEED_SUMMARY },
	{ FEED, "content", FEED_CONTENT },
	{ DUBLIN_CORE, "title", FEED_TITLE },
	{ DUBLIN_CORE, "identifier", FEED_ID },
	{ DUBLIN_CORE, "date", FEED_DATE },
	{ DUBLIN_CORE, "creator", FEED_AUTHOR },
	{ DUBLIN_CORE, "publisher", FEED_PUBLISHER },
	{ DUBLIN_CORE, "language", FEED_LANGUAGE },
	{ DUBLIN_CORE, "subject", FEED_TAGS },
	{ CONTENT, "encoded", FEED_ENCODED },
};

struct feed {
	struct reading *reading;
	const struct reader *reader;
	struct feed_item own, item;
	struct saiga_strbuf record; /* the item's values, for its hash */
	uint64_t items;
	unsigned depth;            /* of the element at hand, from 1 */
	unsigned item_at, head_at; /* depth of the item, of what holds the
	                              feed's own values; 0: not in one */
	unsigned value_at;         /* depth of the element of the value; 0 */
	enum feed_value value;
	bool markup; /* elements in the value are HTML's */
	bool is_feed, stop;
};

/* ---- elements ------------------------------------------------------------ */

static enum vocabulary
vocabulary_of(const struct xml_element *element)
{
	const char *prefix = element->prefix, *uri = element->uri;
	static const struct {
		const char *begins;
		enum vocabulary of;
	} uris[] = {
		{ "http://www.w3.org/2005/Atom", FEED },
		{ "https://www.w3.org/2005/Atom", FEED },
		{ "http://purl.org/atom/", FEED },
		{ "http://purl.org/rss/1.0/modules/content", CONTENT },
		{ "http://purl.org/rss/1.0/modules/", OTHER },
		{ "http://purl.org/rss/", FEED },
		{ "http://purl.org/net/rss", FEED },
		{ "http://my.netscape.com/", FEED },
		{ "http://channel.netscape.com/", FEED },
		{ "http://backend.userland.com/", FEED },
		{ "http://purl.org/dc/", DUBLIN_CORE },
		{ "http://www.w3.org/1999/02/22-rdf-syntax-ns", FEED },
	};
	size_t i;

	for (i = 0; uri != NULL && i < sizeof(uris) / sizeof(*uris); i++)
		if (strncmp(uri, uris[i].begins, strlen(uris[i].begins)) == 0)
			return uris[i].of;
	if (prefix == NULL)
		return FEED;
	if (saiga_slice_is(saiga_slice(prefix), "dc"))
		return DUBLIN_CORE;
	return saiga_slice_is(saiga_slice(prefix), "content") ? CONTENT : OTHER;
}

static bool
is_name(const char *name, const char *other)
{
	return saiga_slice_is(saiga_slice(name), other);
}

static enum feed_value
value_by_name(enum vocabulary of, const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(elements) / sizeof(*elements); i++)
		if (elements[i].of == of && is_name(name, elements[i].name))
			return elements[i].value;
	return FEED_NONE;
}

/* The values that are being filled, or NULL. */
static struct feed_item *
values_at_hand(struct feed *feed)
{
	if (feed->item_at > 0)
		return &feed->item;
	return feed->head_at > 0 ? &feed->own : NULL;
}

/* Atom's link is an attribute, and there may be others beside that of the
 * page: RFC 4287, section 4.2.7. */
static void
take_link(struct feed *feed, const struct xml_element *element)
{
	struct saiga_strbuf *out = &values_at_hand(feed)->value[FEED_LINK];
	struct saiga_slice href = xml_attribute(element, "href");
	struct saiga_slice rel = xml_attribute(element, "rel");
	struct saiga_slice type = xml_attribute(element, "type");

	if (href.len == 0 || out->len > 0 ||
		(rel.len > 0 && !saiga_slice_is(rel, "alternate")))
		return;
	if (type.len == 0 || saiga_slice_is(type, "text/html") ||
		saiga_slice_is(type, "application/xhtml+xml"))
		saiga_strbuf_slice(out, href);
}

static void
begin_value(struct feed *feed, enum feed_value value,
	const struct xml_element *element)
{
	struct feed_item *item = values_at_hand(feed);
	struct saiga_slice type = xml_attribute(element, "type");

	if (value == FEED_LINK)
		take_link(feed, element);
	if (item->value[value].len > 0) {
		/* Of several authors or tags each is named. */
		if (value != FEED_AUTHOR && value != FEED_TAGS)
			return;
		saiga_strbuf_str(&item->value[value],
			value == FEED_AUTHOR ? "; " : ", ");
	}
	/* Atom's is an attribute: RFC 4287, section 4.2.2. */
	if (value == FEED_TAGS)
		saiga_strbuf_slice(
			&item->value[value], xml_attribute(element, "term"));
	feed->value = value;
	feed->value_at = feed->depth;
	feed->markup = saiga_slice_is(type, "xhtml");
}

static void
escape(struct saiga_strbuf *out, struct saiga_slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		if (text.p[i] == '<')
			saiga_strbuf_str(out, "&lt;");
		else if (text.p[i] == '&')
			saiga_strbuf_str(out, "&amp;");
		else
			saiga_strbuf_byte(out, text.p[i]);
	}
}

/* An element inside of a value: Atom's person, or HTML that nobody escaped. */
static void
inner_tag(struct feed *feed, const char *before, const char *name)
{
	struct saiga_strbuf *out = &values_at_hand(feed)->value[feed->value];

	if (feed->value < FEED_SUMMARY && feed->value != FEED_TITLE)
		return;
	saiga_strbuf_str(out, before);
	saiga_strbuf_str(out, name);
	saiga_strbuf_byte(out, '>');
}

/* Whether the text inside of a value is the value's: of a person the name, of
 * a source the title. */
static bool
is_value_text(const struct feed *feed, const char *name)
{
	if (feed->value == FEED_AUTHOR)
		return is_name(name, "name");
	if (feed->value == FEED_PUBLISHER)
		return is_name(name, "title");
	return true;
}

/* ---- what is read -------------------------------------------------------- */

static void
begin_item(struct feed *feed, const struct xml_element *element)
{
	feed->item_at = feed->depth;
	feed->is_feed = true;
	feed_item_reset(&feed->item);
	saiga_strbuf_slice(
		&feed->item.value[FEED_BASE], xml_attribute(element, "base"));
	/* RSS 1.0: what it is about is its id. */
	saiga_strbuf_slice(
		&feed->item.value[FEED_ID], xml_attribute(element, "about"));
}

static void
begin_head(struct feed *feed, const struct xml_element *element)
{
	feed->head_at = feed->depth;
	feed->is_feed = true;
	feed_item_reset(&feed->own);
	saiga_strbuf_slice(
		&feed->own.value[FEED_BASE], xml_attribute(element, "base"));
	saiga_strbuf_slice(&feed->own.value[FEED_LANGUAGE],
		xml_attribute(element, "lang"));
}

static void
begin_inside(struct feed *feed, const char *name)
{
	/* What is said of the person but not the name. */
	if (feed->value_at == feed->depth - 1 && !is_value_text(feed, name))
		feed->value = FEED_NONE;
	else
		inner_tag(feed, "<", name);
}

static void
on_start(void *ctx, const struct xml_element *element)
{
	struct feed *feed = ctx;
	enum vocabulary of = vocabulary_of(element);
	const char *name = element->name;
	bool outside = feed->item_at == 0 && of == FEED;
	enum feed_value value = value_by_name(of, name);

	feed->depth++;
	if (feed->value_at > 0)
		begin_inside(feed, name);
	else if (outside && (is_name(name, "item") || is_name(name, "entry")))
		begin_item(feed, element);
	else if (outside && (is_name(name, "channel") || is_name(name, "feed")))
		begin_head(feed, element);
	else if (value != FEED_NONE && values_at_hand(feed) != NULL &&
		feed->depth ==
			1 + (feed->item_at > 0 ? feed->item_at : feed->head_at))
		begin_value(feed, value, element);
	else
		feed->is_feed |= is_name(name, "rss") || is_name(name, "rdf");
}

static void
end_item(struct feed *feed)
{
	struct draft *draft = &feed->reading->draft;
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct part part = { .id = feed_item_id(&feed->item),
		.unit = "item",
		.number = ++feed->items };
	enum saiga_status status;
	unsigned i;

	saiga_strbuf_reset(&feed->record);
	for (i = 0; i < FEED_VALUES; i++) {
		saiga_strbuf_byte(&feed->record, (char)('0' + i));
		saiga_strbuf_slice(
			&feed->record, saiga_strbuf_view(&feed->item.value[i]));
	}
	draft_reset(draft);
	status = feed_item_read(draft, &feed->item, &feed->own, &err);
	status = status == SAIGA_OK
		? reading_draft(feed->reading, feed->reader, &part,
			  saiga_strbuf_view(&feed->record))
		: reading_problem(feed->reading, &part, status, err.msg);
	feed->stop = status != SAIGA_OK;
}

static void
on_end(void *ctx, const char *name)
{
	struct feed *feed = ctx;

	if (feed->value_at == feed->depth)
		feed->value_at = 0;
	else if (feed->value_at > 0 && feed->value != FEED_NONE)
		inner_tag(feed, "</", name);
	if (feed->item_at == feed->depth) {
		end_item(feed);
		feed->item_at = 0;
	} else if (feed->head_at == feed->depth)
		feed->head_at = 0;
	feed->depth--;
}

static void
on_text(void *ctx, struct saiga_slice text)
{
	struct feed *feed = ctx;
	struct saiga_strbuf *out;

	if (feed->value_at == 0 || feed->value == FEED_NONE)
		return;
	out = &values_at_hand(feed)->value[feed->value];
	if (feed->markup)
		escape(out, text);
	else
		saiga_strbuf_slice(out, text);
}

static enum saiga_status
parse(struct feed *feed, struct source *source, struct saiga_error *err)
{
	const struct xml_events events = { on_start, on_end, on_text,
		&feed->stop };
	char why[XML_WHY_SIZE];
	enum saiga_status status = xml_read(source, &events, feed, why, err);

	if (feed->stop)
		return feed->reading->over;
	if (status != SAIGA_OK)
		return status;
	if (why[0] != '\0')
		return saiga_error_set(err, SAIGA_FORMAT,
			"damaged: %s; %" PRIu64 " items were read", why,
			feed->items);
	return feed->is_feed ? SAIGA_OK
			     : saiga_error_set(err, SAIGA_UNSUPPORTED,
				       "XML, but not a feed");
}

enum saiga_status
split_feed(struct reading *r, struct source *source, struct saiga_error *err)
{
	struct feed feed = { .reading = r, .reader = reader_for("a.rss") };
	enum saiga_status status;

	r->rolls = true;
	feed_item_init(&feed.own);
	feed_item_init(&feed.item);
	feed.record.max = (FEED_VALUE_MAX + 1) * FEED_VALUES;
	status = parse(&feed, source, err);
	feed_item_dispose(&feed.own);
	feed_item_dispose(&feed.item);
	saiga_strbuf_dispose(&feed.record);
	return status;
}

/* An element that feeds begin with, in what may be XML. */
bool
is_feed(struct saiga_slice head)
{
	static const char *const roots[] = { "<rss", "<feed", "<rdf:rdf",
		"<channel", "<atom:feed" };
	struct saiga_slice text = saiga_slice_trim(head);
	size_t i, k;

	if (text.len > 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0)
		text.p += 3;
	if (text.len < 4 || *text.p != '<')
		return false;
	for (i = 0; i < head.len && i < 4096; i++) {
		struct saiga_slice at =
			saiga_slice_of(head.p + i, head.len - i);

		if (*at.p != '<')
			continue;
		for (k = 0; k < sizeof(roots) / sizeof(*roots); k++) {
			size_t n = strlen(roots[k]);

			if (at.len > n &&
				saiga_slice_is(
					saiga_slice_of(at.p, n), roots[k]) &&
				strchr(" \t\r\n>", at.p[n]) != NULL)
				return true;
		}
	}
	return false;
}
