/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reads feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0.  libxml2's SAX side
 * in its recovering mode: no tree, no entities but HTML's, nothing fetched.
 */
#include "encoding.h"
#include "feed.h"
#include "reading.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <inttypes.h>
#include <string.h>

/* libxml2 compares each attribute of a tag with all before it. */
#define ATTRIBUTES_MAX 2000

#define OPTIONS                                                                \
	(XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |             \
		XML_PARSE_NOWARNING)

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
	{ FEED, "description", FEED_SUMMARY },
	{ FEED, "summary", FEED_SUMMARY },
	{ FEED, "content", FEED_CONTENT },
	{ DUBLIN_CORE, "title", FEED_TITLE },
	{ DUBLIN_CORE, "identifier", FEED_ID },
	{ DUBLIN_CORE, "date", FEED_DATE },
	{ DUBLIN_CORE, "creator", FEED_AUTHOR },
	{ DUBLIN_CORE, "publisher", FEED_PUBLISHER },
	{ DUBLIN_CORE, "language", FEED_LANGUAGE },
	{ CONTENT, "encoded", FEED_ENCODED },
};

struct feed {
	struct reading *reading;
	const struct reader *reader;
	xmlParserCtxtPtr parser;
	xmlEntity entity;       /* the last one, lent to libxml2 */
	xmlChar entity_text[8];
	struct feed_item own, item;
	struct saiga_strbuf record; /* the item's values, for its hash */
	uint64_t items;
	unsigned depth;         /* of the element at hand, from 1 */
	unsigned item_at, head_at; /* depth of the item, of what holds the
				      feed's own values; 0: not in one */
	unsigned value_at;      /* depth of the element of the value; 0 */
	enum feed_value value;
	bool markup;            /* elements in the value are HTML's */
	bool is_feed, closed;
	enum saiga_status status; /* not OK: the run is over */
};

/* ---- elements ------------------------------------------------------------ */

static enum vocabulary
vocabulary_of(const xmlChar *prefix, const xmlChar *uri)
{
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
		if (strncmp((const char *)uri, uris[i].begins,
			    strlen(uris[i].begins)) == 0)
			return uris[i].of;
	if (prefix == NULL)
		return FEED;
	if (saiga_slice_is(saiga_slice((const char *)prefix), "dc"))
		return DUBLIN_CORE;
	return saiga_slice_is(saiga_slice((const char *)prefix), "content")
		? CONTENT
		: OTHER;
}

static bool
is_name(const xmlChar *name, const char *other)
{
	return saiga_slice_is(saiga_slice((const char *)name), other);
}

static enum feed_value
value_by_name(enum vocabulary of, const xmlChar *name)
{
	size_t i;

	for (i = 0; i < sizeof(elements) / sizeof(*elements); i++)
		if (elements[i].of == of && is_name(name, elements[i].name))
			return elements[i].value;
	return FEED_NONE;
}

/* Attributes come in fives: name, prefix, URI, value's begin and end. */
static struct saiga_slice
attribute(const xmlChar **attributes, int n, const char *name)
{
	int i;

	for (i = 0; i < n; i++, attributes += 5)
		if (is_name(attributes[0], name))
			return saiga_slice_of((const char *)attributes[3],
				(size_t)(attributes[4] - attributes[3]));
	return saiga_slice("");
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
take_link(struct feed *feed, const xmlChar **attributes, int n)
{
	struct saiga_strbuf *out = &values_at_hand(feed)->value[FEED_LINK];
	struct saiga_slice href = attribute(attributes, n, "href");
	struct saiga_slice rel = attribute(attributes, n, "rel");
	struct saiga_slice type = attribute(attributes, n, "type");

	if (href.len == 0 || out->len > 0 ||
		(rel.len > 0 && !saiga_slice_is(rel, "alternate")))
		return;
	if (type.len == 0 || saiga_slice_is(type, "text/html") ||
		saiga_slice_is(type, "application/xhtml+xml"))
		saiga_strbuf_slice(out, href);
}

static void
begin_value(struct feed *feed, enum feed_value value,
	const xmlChar **attributes, int n)
{
	struct feed_item *item = values_at_hand(feed);
	struct saiga_slice type = attribute(attributes, n, "type");

	if (value == FEED_LINK)
		take_link(feed, attributes, n);
	if (item->value[value].len > 0) {
		/* Of several authors each is named. */
		if (value != FEED_AUTHOR)
			return;
		saiga_strbuf_str(&item->value[value], "; ");
	}
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
inner_tag(struct feed *feed, const char *before, const xmlChar *name)
{
	struct saiga_strbuf *out = &values_at_hand(feed)->value[feed->value];

	if (feed->value < FEED_SUMMARY && feed->value != FEED_TITLE)
		return;
	saiga_strbuf_str(out, before);
	saiga_strbuf_str(out, (const char *)name);
	saiga_strbuf_byte(out, '>');
}

/* Whether the text inside of a value is the value's: of a person the name, of
 * a source the title. */
static bool
is_value_text(const struct feed *feed, const xmlChar *name)
{
	if (feed->value == FEED_AUTHOR)
		return is_name(name, "name");
	if (feed->value == FEED_PUBLISHER)
		return is_name(name, "title");
	return true;
}

/* ---- what libxml2 calls -------------------------------------------------- */

static void
begin_item(struct feed *feed, const xmlChar **attributes, int n)
{
	feed->item_at = feed->depth;
	feed->is_feed = true;
	feed_item_reset(&feed->item);
	/* RSS 1.0: what it is about is its id. */
	saiga_strbuf_slice(&feed->item.value[FEED_ID],
		attribute(attributes, n, "about"));
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n,
	int n_default, const xmlChar **attributes)
{
	struct feed *feed = ctx;
	enum vocabulary of = vocabulary_of(prefix, uri);
	enum feed_value value;

	(void)n_spaces;
	(void)spaces;
	(void)n_default;
	feed->depth++;
	if (feed->status != SAIGA_OK)
		return;
	if (feed->value_at > 0) {
		/* What is said of the person but not the name. */
		if (feed->value_at == feed->depth - 1 &&
			!is_value_text(feed, name))
			feed->value = FEED_NONE;
		else
			inner_tag(feed, "<", name);
		return;
	}
	if (feed->item_at == 0 && of == FEED &&
		(is_name(name, "item") || is_name(name, "entry"))) {
		begin_item(feed, attributes, n);
		return;
	}
	if (feed->item_at == 0 && of == FEED &&
		(is_name(name, "channel") || is_name(name, "feed"))) {
		feed->head_at = feed->depth;
		feed->is_feed = true;
		saiga_strbuf_slice(&feed->own.value[FEED_LANGUAGE],
			attribute(attributes, n, "lang"));
		return;
	}
	value = value_by_name(of, name);
	if (value != FEED_NONE &&
		feed->depth ==
			1 + (feed->item_at > 0 ? feed->item_at : feed->head_at) &&
		values_at_hand(feed) != NULL)
		begin_value(feed, value, attributes, n);
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
		saiga_strbuf_slice(&feed->record,
			saiga_strbuf_view(&feed->item.value[i]));
	}
	draft_reset(draft);
	status = feed_item_read(draft, &feed->item, &feed->own, &err);
	feed->status = status == SAIGA_OK
		? reading_draft(feed->reading, feed->reader, &part,
			  saiga_strbuf_view(&feed->record))
		: reading_problem(feed->reading, &part, status, err.msg);
	if (feed->status != SAIGA_OK)
		xmlStopParser(feed->parser);
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri)
{
	struct feed *feed = ctx;

	(void)prefix;
	(void)uri;
	if (feed->status != SAIGA_OK)
		return;
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
	feed->closed = feed->depth == 0;
}

static void
on_text(void *ctx, const xmlChar *p, int len)
{
	struct feed *feed = ctx;
	struct saiga_slice text =
		saiga_slice_of((const char *)p, len < 0 ? 0 : (size_t)len);
	struct saiga_strbuf *out;

	if (feed->value_at == 0 || feed->value == FEED_NONE)
		return;
	out = &values_at_hand(feed)->value[feed->value];
	if (feed->markup)
		escape(out, text);
	else
		saiga_strbuf_slice(out, text);
}

/* HTML's entities, which feeds use without declaring them; none of the
 * feed's own, so that none can grow. */
static xmlEntityPtr
on_entity(void *ctx, const xmlChar *name)
{
	struct feed *feed = ctx;
	const htmlEntityDesc *known = htmlEntityLookup(name);
	xmlEntityPtr entity = xmlGetPredefinedEntity(name);
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(8);

	if (entity != NULL || known == NULL)
		return entity;
	saiga_utf8_append(&text, known->value);
	memset(&feed->entity, 0, sizeof(feed->entity));
	memset(feed->entity_text, 0, sizeof(feed->entity_text));
	memcpy(feed->entity_text, saiga_strbuf_cstr(&text), text.len);
	saiga_strbuf_dispose(&text);
	feed->entity.type = XML_ENTITY_DECL;
	feed->entity.name = name;
	feed->entity.content = feed->entity_text;
	feed->entity.length = (int)strlen((const char *)feed->entity_text);
	feed->entity.etype = XML_INTERNAL_PREDEFINED_ENTITY;
	return &feed->entity;
}

/* ---- the stream ---------------------------------------------------------- */

/* Whether a tag so far has more attributes than libxml2 compares in time. */
static bool
has_many_attributes(struct saiga_slice bytes, unsigned *equals)
{
	size_t i;

	for (i = 0; i < bytes.len && *equals <= ATTRIBUTES_MAX; i++) {
		if (bytes.p[i] == '<' || bytes.p[i] == '>')
			*equals = 0;
		else if (bytes.p[i] == '=')
			++*equals;
	}
	return *equals > ATTRIBUTES_MAX;
}

static xmlParserCtxtPtr
new_parser(struct feed *feed, struct saiga_slice head)
{
	xmlSAXHandler handler = {
		.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.cdataBlock = on_text,
		.ignorableWhitespace = on_text,
		.getEntity = on_entity,
	};
	char name[ENCODING_NAME_MAX];
	bool is_ascii = true;
	size_t i;
	xmlParserCtxtPtr parser =
		xmlCreatePushParserCtxt(&handler, feed, NULL, 0, NULL);

	if (parser == NULL)
		return NULL;
	xmlCtxtUseOptions(parser, OPTIONS);
	for (i = 0; i < head.len; i++)
		is_ascii = is_ascii && (head.p[i] & 0x80) == 0;
	encoding_of_page(name, head, saiga_slice(""));
	if (is_ascii && strncmp(name, "UTF-16", 6) != 0)
		return parser;
	xmlCtxtUseOptions(parser, OPTIONS | XML_PARSE_IGNORE_ENC);
	xmlSwitchToEncoding(parser, xmlFindCharEncodingHandler(name));
	return parser;
}

static enum saiga_status
parse(struct feed *feed, struct source *source, struct saiga_error *err)
{
	struct saiga_slice block;
	unsigned equals = 0;

	while (feed->status == SAIGA_OK &&
		(block = source_block(source)).len > 0) {
		if (has_many_attributes(block, &equals))
			return saiga_error_set(err, SAIGA_FORMAT,
				"an element with more than %u attributes",
				ATTRIBUTES_MAX);
		xmlParseChunk(feed->parser, block.p, (int)block.len, 0);
	}
	if (feed->status == SAIGA_OK)
		xmlParseChunk(feed->parser, NULL, 0, 1);
	return feed->status;
}

/* What was wrong with what is read, if anything was. */
static enum saiga_status
judge(const struct feed *feed, struct saiga_error *err)
{
	const xmlError *last = xmlCtxtGetLastError(feed->parser);
	char why[128] = "it ends early";

	if (last != NULL && last->code == XML_ERR_NO_MEMORY)
		return saiga_error_nomem(err);
	if (last != NULL && last->message != NULL)
		snprintf(why, sizeof(why), "line %d: %.*s", last->line,
			(int)strcspn(last->message, "\n"), last->message);
	if (!feed->is_feed && feed->closed)
		return saiga_error_set(
			err, SAIGA_UNSUPPORTED, "XML, but not a feed");
	if (feed->closed)
		return SAIGA_OK;
	return saiga_error_set(err, SAIGA_FORMAT,
		"damaged: %s; %" PRIu64 " items were read", why, feed->items);
}

enum saiga_status
split_feed(struct reading *r, struct source *source, struct saiga_error *err)
{
	struct feed feed = { .reading = r, .reader = reader_for("a.rss") };
	enum saiga_status status;

	feed_item_init(&feed.own);
	feed_item_init(&feed.item);
	feed.record.max = (FEED_VALUE_MAX + 1) * FEED_VALUES;
	feed.parser = new_parser(&feed, source_head(source));
	if (feed.parser == NULL)
		status = saiga_error_nomem(err);
	else {
		status = parse(&feed, source, err);
		if (status == SAIGA_OK)
			status = judge(&feed, err);
		xmlFreeParserCtxt(feed.parser);
	}
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
				saiga_slice_is(saiga_slice_of(at.p, n),
					roots[k]) &&
				strchr(" \t\r\n>", at.p[n]) != NULL)
				return true;
		}
	}
	return false;
}
