/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Asks a page's tree. */
#include "html.h"

#include <saiga/text.h>

#include <string.h>

static struct saiga_slice
pooled(const struct html_doc *doc, size_t off, size_t len)
{
	return len == 0 ? saiga_slice_of(NULL, 0)
			: saiga_slice_of(doc->pool.p + off, len);
}

static const struct html_attr *
find_attr(const struct html_doc *doc, uint32_t node, const char *name)
{
	struct saiga_slice wanted = saiga_slice(name);
	const struct html_attr *attr;
	uint32_t i;

	if (doc->nodes[node].n_attrs == 0)
		return NULL;
	attr = doc->attrs + doc->nodes[node].attrs;
	for (i = 0; i < doc->nodes[node].n_attrs; i++)
		if (saiga_slice_equal(
			    pooled(doc, attr[i].name, attr[i].name_len),
			    wanted))
			return &attr[i];
	return NULL;
}

struct saiga_slice
html_attr(const struct html_doc *doc, uint32_t node, const char *name)
{
	const struct html_attr *attr = find_attr(doc, node, name);

	return attr == NULL ? saiga_slice_of(NULL, 0)
			    : pooled(doc, attr->value, attr->value_len);
}

bool
html_has_attr(const struct html_doc *doc, uint32_t node, const char *name)
{
	return find_attr(doc, node, name) != NULL;
}

struct saiga_slice
html_value(const struct html_doc *doc, uint32_t node)
{
	return pooled(doc, doc->nodes[node].off, doc->nodes[node].len);
}

uint32_t
html_find(const struct html_doc *doc, uint32_t within, uint32_t after,
	enum html_tag tag)
{
	uint32_t i;

	for (i = after + 1; i < doc->nodes[within].end; i++)
		if (doc->nodes[i].tag == tag)
			return i;
	return HTML_NONE;
}

bool
html_attr_has_word(const struct html_doc *doc, uint32_t node, const char *name,
	const char *word)
{
	struct saiga_slice rest = html_attr(doc, node, name);

	while (rest.len > 0) {
		size_t n = 0;

		while (n < rest.len && strchr(" \t\n\r\f", rest.p[n]) == NULL)
			n++;
		if (saiga_slice_is(saiga_slice_of(rest.p, n), word))
			return true;
		n += n < rest.len;
		rest.p += n;
		rest.len -= n;
	}
	return false;
}

/* Appends the text with its white space as single spaces; *space: one is due
 * before what comes. */
static void
append_words(struct saiga_strbuf *out, struct saiga_slice text, bool *space)
{
	size_t i = 0;

	while (i < text.len) {
		uint32_t c;
		size_t n = saiga_utf8_decode(text.p + i, text.len - i, &c);

		if (saiga_utf8_is_space(c))
			*space = true;
		else {
			if (*space && out->len > 0)
				saiga_strbuf_byte(out, ' ');
			saiga_strbuf_append(out, text.p + i, n);
			*space = false;
		}
		i += n;
	}
}

bool
html_block_ends(const struct html_doc *doc, uint32_t from, uint32_t at)
{
	uint32_t i = from;

	while (i > 0 && doc->nodes[i].end <= at) {
		if (html_tag_is_block(doc->nodes[i].tag))
			return true;
		i = doc->nodes[i].parent;
	}
	return false;
}

void
html_append_text(
	const struct html_doc *doc, uint32_t node, struct saiga_strbuf *out)
{
	uint32_t end = doc->nodes[node].end, i = node, last = HTML_NONE;
	bool space = out->len > 0;

	while (i < end) {
		enum html_tag tag = doc->nodes[i].tag;

		if (i != node && html_tag_is_hidden(tag)) {
			i = doc->nodes[i].end;
			continue;
		}
		if (tag == HTML_BR || html_tag_is_block(tag))
			space = true;
		else if (tag == HTML_TEXT) {
			space |= last != HTML_NONE &&
				html_block_ends(doc, last, i);
			append_words(out, html_value(doc, i), &space);
			last = i;
		}
		i++;
	}
}

struct saiga_slice
html_script(const struct html_doc *doc, uint32_t node)
{
	uint32_t text = html_find(doc, node, node, HTML_TEXT);

	return text == HTML_NONE ? saiga_slice_of(NULL, 0)
				 : html_value(doc, text);
}
