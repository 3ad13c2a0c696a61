/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a page's text to its tree.  libxml2 is used through SAX and fed in
 * chunks: its own trees lose what is nested deeper than 256 or longer than
 * 10 MB, and take thirty times the memory.
 */
#include "html-guard.h"

#include <saiga/text.h>

#include <libxml/HTMLparser.h>

#include <stdlib.h>
#include <string.h>

#define CHUNK 2048 /* bytes given to libxml2 between two looks at the depth */
#define DEPTH_MAX 1000u /* open elements, and no more are begun */

struct builder {
	struct html_doc *doc;
	htmlParserCtxtPtr parser;
	uint32_t open;   /* the innermost open element */
	uint32_t depth;  /* open elements */
	uint32_t script; /* the open script or style, or HTML_NONE */
	bool keep;       /* its content */
	bool nomem;
};

static void
stop(struct builder *builder)
{
	builder->doc->cut = true;
	xmlStopParser(builder->parser);
}

/* Adds a node to the open element; HTML_NONE when there is no room. */
static uint32_t
add_node(struct builder *builder, enum html_tag tag)
{
	struct html_doc *doc = builder->doc;
	struct html_node *node;

	if (doc->n >= HTML_NODES_MAX) {
		stop(builder);
		return HTML_NONE;
	}
	if (saiga_array_reserve(&doc->nodes, &doc->cap, doc->n + 1,
		    sizeof(*doc->nodes)) != SAIGA_OK) {
		builder->nomem = true;
		xmlStopParser(builder->parser);
		return HTML_NONE;
	}
	node = &doc->nodes[doc->n];
	memset(node, 0, sizeof(*node));
	node->tag = tag;
	node->parent = builder->open;
	node->end = (uint32_t)doc->n + 1;
	node->attrs = (uint32_t)doc->n_attrs;
	node->off = doc->pool.len;
	return (uint32_t)doc->n++;
}

/*
 * Appends the text without controls.  Those of C1 are what pages mean that
 * write windows-1252 as &#147;: WHATWG's HTML, 13.2.5.80, numeric character
 * reference end state, has them as these characters.
 */
static void
append_clean(struct saiga_strbuf *out, const char *p, size_t len)
{
	static const uint16_t c1[32] = { 0x20AC, 0, 0x201A, 0x0192, 0x201E,
		0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
		0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013,
		0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
		0x0178 };
	size_t i = 0, from = 0, n;
	uint32_t c;

	for (; i < len; i += n) {
		n = saiga_utf8_decode(p + i, len - i, &c);
		if (c >= 0x20 && c < 0x7F)
			continue;
		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		if (c == SAIGA_REPLACEMENT || saiga_utf8_is_control(c) ||
			c == 0xFEFF) {
			saiga_strbuf_append(out, p + from, i - from);
			from = i + n;
			if (c >= 0x80 && c < 0xA0 && c1[c - 0x80] != 0)
				saiga_utf8_append(out, c1[c - 0x80]);
			else if (c == SAIGA_REPLACEMENT)
				saiga_utf8_append(out, c);
		}
	}
	saiga_strbuf_append(out, p + from, len - from);
}

static void
add_attr(struct builder *builder, const xmlChar *name, const xmlChar *value)
{
	struct html_doc *doc = builder->doc;
	struct html_attr *attr;
	const char *text = value == NULL ? "" : (const char *)value;
	struct saiga_slice cut;

	if (saiga_array_reserve(&doc->attrs, &doc->cap_attrs, doc->n_attrs + 1,
		    sizeof(*doc->attrs)) != SAIGA_OK) {
		builder->nomem = true;
		return;
	}
	attr = &doc->attrs[doc->n_attrs++];
	attr->name = doc->pool.len;
	append_clean(&doc->pool, (const char *)name,
		strnlen((const char *)name, SAIGA_TERM_MAX));
	attr->name_len = doc->pool.len - attr->name;
	attr->value = doc->pool.len;
	/* Pictures as text would fill the memory. */
	cut = strncmp(text, "data:", 5) == 0
		? saiga_slice("data:")
		: saiga_utf8_cut(saiga_slice(text), HTML_VALUE_MAX);
	append_clean(&doc->pool, cut.p, cut.len);
	attr->value_len = doc->pool.len - attr->value;
}

/* Whether a script's content is data that tells of the page. */
static bool
is_json(const struct html_doc *doc, uint32_t node)
{
	struct saiga_slice type = html_attr(doc, node, "type");
	size_t i;

	for (i = 0; i + 4 <= type.len; i++)
		if (saiga_slice_is(saiga_slice_of(type.p + i, 4), "json"))
			return true;
	return false;
}

static void
on_start(void *ctx, const xmlChar *name, const xmlChar **attrs)
{
	struct builder *builder = ctx;
	struct html_doc *doc = builder->doc;
	struct saiga_slice text = saiga_slice((const char *)name);
	uint32_t node, n;

	node = add_node(builder, html_tag_by_name(text));
	if (node == HTML_NONE)
		return;
	text = saiga_utf8_cut(text, SAIGA_TERM_MAX);
	append_clean(&doc->pool, text.p, text.len);
	doc->nodes[node].len = doc->pool.len - doc->nodes[node].off;
	for (n = 0; attrs != NULL && attrs[0] != NULL && n < HTML_ATTRS_MAX;
		n++, attrs += 2)
		add_attr(builder, attrs[0], attrs[1]);
	doc->nodes[node].n_attrs =
		(uint32_t)doc->n_attrs - doc->nodes[node].attrs;
	builder->open = node;
	builder->depth++;
	if (builder->script == HTML_NONE &&
		(doc->nodes[node].tag == HTML_SCRIPT ||
			doc->nodes[node].tag == HTML_STYLE)) {
		builder->script = node;
		builder->keep = is_json(doc, node);
	}
}

/* libxml2 ends what it began, innermost first. */
static void
on_end(void *ctx, const xmlChar *name)
{
	struct builder *builder = ctx;
	struct html_node *node = &builder->doc->nodes[builder->open];

	(void)name;
	if (builder->open == 0)
		return;
	if (builder->open == builder->script)
		builder->script = HTML_NONE;
	node->end = (uint32_t)builder->doc->n;
	builder->open = node->parent;
	builder->depth--;
}

static void
on_text(void *ctx, const xmlChar *text, int len)
{
	struct builder *builder = ctx;
	struct html_doc *doc = builder->doc;
	uint32_t last = (uint32_t)doc->n - 1;

	if (builder->script != HTML_NONE && !builder->keep)
		return;
	/* A text comes in pieces; its node is the last as long as no element
	 * was begun, and is in the open one unless one has ended. */
	if (doc->nodes[last].tag != HTML_TEXT ||
		doc->nodes[last].parent != builder->open)
		last = add_node(builder, HTML_TEXT);
	if (last == HTML_NONE)
		return;
	append_clean(&doc->pool, (const char *)text, (size_t)len);
	doc->nodes[last].len = doc->pool.len - doc->nodes[last].off;
}

static enum saiga_status
feed(struct builder *builder, struct saiga_slice text)
{
	htmlParserCtxtPtr parser = builder->parser;
	struct saiga_strbuf chunk = SAIGA_STRBUF_INIT(2 * text.len + CHUNK);
	struct html_guard guard;
	struct saiga_slice piece;

	html_guard_init(&guard, text);
	while (parser->disableSAX == 0 &&
		html_guard_next(&guard, builder->depth > DEPTH_MAX, &piece)) {
		saiga_strbuf_slice(&chunk, piece);
		if (chunk.len < CHUNK)
			continue;
		htmlParseChunk(parser, chunk.p, (int)chunk.len, 0);
		saiga_strbuf_reset(&chunk);
	}
	if (parser->disableSAX == 0)
		htmlParseChunk(
			parser, saiga_strbuf_cstr(&chunk), (int)chunk.len, 1);
	builder->doc->cut |= guard.lost;
	builder->nomem |= chunk.status == SAIGA_NOMEM;
	saiga_strbuf_dispose(&chunk);
	return builder->nomem ? SAIGA_NOMEM : SAIGA_OK;
}

static struct html_doc *
new_doc(void)
{
	struct html_doc *doc = calloc(1, sizeof(*doc));

	if (doc == NULL)
		return NULL;
	if (saiga_array_reserve(&doc->nodes, &doc->cap, 256,
		    sizeof(*doc->nodes)) != SAIGA_OK) {
		free(doc);
		return NULL;
	}
	memset(doc->nodes, 0, sizeof(*doc->nodes));
	doc->nodes[0].tag = HTML_OTHER;
	doc->n = 1;
	doc->pool.max = 4 * HTML_BYTES_MAX;
	return doc;
}

enum saiga_status
html_parse(
	struct html_doc **out, struct saiga_slice text, struct saiga_error *err)
{
	htmlSAXHandler sax = { .startElement = on_start,
		.endElement = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text };
	struct builder builder = { .script = HTML_NONE };
	enum saiga_status status = SAIGA_NOMEM;
	uint32_t i;

	*out = NULL;
	builder.doc = new_doc();
	builder.parser = htmlCreatePushParserCtxt(
		&sax, &builder, "", 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (builder.doc != NULL && builder.parser != NULL) {
		htmlCtxtUseOptions(builder.parser,
			HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
				HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
				HTML_PARSE_IGNORE_ENC);
		status = feed(&builder, text);
		if (builder.doc->pool.status == SAIGA_NOMEM)
			status = SAIGA_NOMEM;
	}
	if (builder.parser != NULL)
		htmlFreeParserCtxt(builder.parser);
	if (status != SAIGA_OK) {
		html_doc_free(builder.doc);
		return saiga_error_nomem(err);
	}
	/* What no tag ended ends with the page. */
	for (i = builder.open;; i = builder.doc->nodes[i].parent) {
		builder.doc->nodes[i].end = (uint32_t)builder.doc->n;
		if (i == 0)
			break;
	}
	*out = builder.doc;
	return SAIGA_OK;
}

void
html_doc_free(struct html_doc *doc)
{
	if (doc == NULL)
		return;
	free(doc->nodes);
	free(doc->attrs);
	saiga_strbuf_dispose(&doc->pool);
	free(doc);
}
