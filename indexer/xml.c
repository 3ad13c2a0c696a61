/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML as a stream. */
#include "xml.h"

#include "encoding.h"

#include <saiga/text.h>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <stdio.h>
#include <string.h>

/* libxml2 compares each attribute of a tag with all before it. */
#define ATTRIBUTES_MAX 2000

#define OPTIONS                                                                \
	(XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |             \
		XML_PARSE_NOWARNING)

struct xml {
	const struct xml_events *events;
	void *ctx;
	xmlParserCtxtPtr parser;
	size_t depth;
	bool closed;
	xmlEntity entity; /* the last one, lent to libxml2 */
	xmlChar entity_text[8];
};

/* Attributes come in fives: name, prefix, URI, value's begin and end. */
struct saiga_slice
xml_attribute(const struct xml_element *element, const char *name)
{
	const xmlChar *const *at = element->attributes;
	int i;

	for (i = 0; i < element->n; i++, at += 5)
		if (saiga_slice_is(saiga_slice((const char *)at[0]), name))
			return saiga_slice_of(
				(const char *)at[3], (size_t)(at[4] - at[3]));
	return saiga_slice("");
}

static bool
stops(const struct xml *xml)
{
	return xml->events->stop != NULL && *xml->events->stop;
}

/* ---- what libxml2 calls -------------------------------------------------- */

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri, int n_spaces, const xmlChar **spaces, int n,
	int n_default, const xmlChar **attributes)
{
	struct xml *xml = ctx;
	struct xml_element element = { (const char *)name, (const char *)prefix,
		(const char *)uri, attributes, n };

	(void)n_spaces;
	(void)spaces;
	(void)n_default;
	xml->depth++;
	if (!stops(xml))
		xml->events->start(xml->ctx, &element);
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri)
{
	struct xml *xml = ctx;

	(void)prefix;
	(void)uri;
	if (stops(xml))
		return;
	xml->events->end(xml->ctx, (const char *)name);
	xml->depth--;
	xml->closed = xml->depth == 0;
	if (stops(xml))
		xmlStopParser(xml->parser);
}

static void
on_text(void *ctx, const xmlChar *p, int len)
{
	struct xml *xml = ctx;

	if (len > 0 && !stops(xml))
		xml->events->text(
			xml->ctx, saiga_slice_of((const char *)p, (size_t)len));
}

/* HTML's entities, which feeds use without declaring them; none of the
 * file's own, so that none can grow. */
static xmlEntityPtr
on_entity(void *ctx, const xmlChar *name)
{
	struct xml *xml = ctx;
	const htmlEntityDesc *known = htmlEntityLookup(name);
	xmlEntityPtr entity = xmlGetPredefinedEntity(name);
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(8);

	if (entity != NULL || known == NULL)
		return entity;
	saiga_utf8_append(&text, known->value);
	memset(&xml->entity, 0, sizeof(xml->entity));
	memset(xml->entity_text, 0, sizeof(xml->entity_text));
	memcpy(xml->entity_text, saiga_strbuf_cstr(&text), text.len);
	xml->entity.type = XML_ENTITY_DECL;
	xml->entity.name = name;
	xml->entity.content = xml->entity_text;
	xml->entity.length = (int)text.len;
	xml->entity.etype = XML_INTERNAL_PREDEFINED_ENTITY;
	saiga_strbuf_dispose(&text);
	return &xml->entity;
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
new_parser(struct xml *xml, struct saiga_slice head)
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
		xmlCreatePushParserCtxt(&handler, xml, NULL, 0, NULL);

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

/* What was wrong with what was read. */
static void
judge(const struct xml *xml, const struct source *source,
	char why[XML_WHY_SIZE])
{
	const xmlError *last = xmlCtxtGetLastError(xml->parser);

	why[0] = '\0';
	if (xml->closed)
		return;
	if (source->bytes == 0)
		snprintf(why, XML_WHY_SIZE, "there is nothing in it");
	else if (last == NULL || last->message == NULL)
		snprintf(why, XML_WHY_SIZE, "it ends early");
	else
		snprintf(why, XML_WHY_SIZE, "line %d: %.*s", last->line,
			(int)strcspn(last->message, "\n"), last->message);
}

static enum saiga_status
parse(struct xml *xml, struct source *source, struct saiga_error *err)
{
	struct saiga_slice block;
	unsigned equals = 0;

	while (!stops(xml) && (block = source_block(source)).len > 0) {
		if (has_many_attributes(block, &equals))
			return saiga_error_set(err, SAIGA_FORMAT,
				"an element with more than %u attributes",
				ATTRIBUTES_MAX);
		xmlParseChunk(xml->parser, block.p, (int)block.len, 0);
	}
	if (!stops(xml))
		xmlParseChunk(xml->parser, NULL, 0, 1);
	if (source->err.status != SAIGA_OK)
		return saiga_error_set(
			err, source->err.status, "%s", source->err.msg);
	return xml->parser->errNo == XML_ERR_NO_MEMORY ? saiga_error_nomem(err)
						       : SAIGA_OK;
}

enum saiga_status
xml_read(struct source *source, const struct xml_events *events, void *ctx,
	char why[XML_WHY_SIZE], struct saiga_error *err)
{
	struct xml xml = { .events = events, .ctx = ctx };
	enum saiga_status status;

	why[0] = '\0';
	xml.parser = new_parser(&xml, source_head(source));
	if (xml.parser == NULL)
		return saiga_error_nomem(err);
	status = parse(&xml, source, err);
	judge(&xml, source, why);
	/* libxml2 makes one for entities that are declared, and forgets it. */
	if (xml.parser->myDoc != NULL)
		xmlFreeDoc(xml.parser->myDoc);
	xml.parser->myDoc = NULL;
	xmlFreeParserCtxt(xml.parser);
	return status;
}
