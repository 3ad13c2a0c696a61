/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds for pages. */
#include "html_properties.h"

#include "html.h"
#include "reader.h"

static const char *
tree_broken(const struct html_doc *doc)
{
	uint32_t i;

	if (doc->n == 0 || doc->n > HTML_NODES_MAX ||
		doc->nodes[0].end != doc->n)
		return "the root does not hold all nodes";
	for (i = 1; i < doc->n; i++) {
		const struct html_node *node = &doc->nodes[i];
		const struct html_node *parent = &doc->nodes[node->parent];

		if (node->parent >= i || node->end <= i ||
			node->end > parent->end)
			return "a node is not inside of its parent";
		if (node->off + node->len > doc->pool.len ||
			node->attrs + (size_t)node->n_attrs > doc->n_attrs)
			return "a node has what is not there";
		if (node->tag == HTML_TEXT && node->end != i + 1)
			return "a text has nodes inside";
	}
	return NULL;
}

static const char *
parse_broken(struct saiga_slice bytes)
{
	struct html_doc *doc;
	const char *broken;

	if (html_parse(&doc, bytes, NULL) != SAIGA_OK)
		return "a page cannot be parsed";
	broken = tree_broken(doc);
	html_doc_free(doc);
	return broken;
}

static const char *
text_broken(struct saiga_slice text)
{
	size_t i = 0;

	while (i < text.len) {
		uint32_t c;
		size_t n = saiga_utf8_decode(text.p + i, text.len - i, &c);

		if (c == SAIGA_REPLACEMENT && n < 3)
			return "the text is no UTF-8";
		if (c == 0 || (c != '\n' && saiga_utf8_is_control(c)))
			return "there are controls in the text";
		i += n;
	}
	return NULL;
}

static const char *
draft_broken(const struct draft *draft)
{
	size_t i, end = 0;

	if (draft->text.len > SAIGA_TEXT_MAX)
		return "the text is too long";
	for (i = 0; i < draft->paragraphs.n; i++) {
		const struct saiga_paragraph *p = &draft->paragraphs.items[i];
		struct saiga_slice text =
			saiga_slice_of(draft->text.p + p->off, p->len);

		if (p->len == 0 || p->off < end ||
			p->off + p->len > draft->text.len)
			return "a paragraph is not where it should be";
		if (saiga_slice_trim(text).len != p->len)
			return "a paragraph has white space around it";
		end = p->off + p->len;
	}
	return text_broken(saiga_strbuf_view(&draft->text));
}

const char *
html_properties_broken(struct saiga_slice bytes)
{
	static const struct html_context none = { SAIGA_SLICE_INIT,
		SAIGA_SLICE_INIT };
	const char *broken = parse_broken(bytes);
	struct draft draft;

	draft_init(&draft);
	if (html_read_page(&draft, bytes, &none, NULL) != SAIGA_OK)
		broken = "a page cannot be read";
	if (broken == NULL)
		broken = draft_broken(&draft);
	draft_reset(&draft);
	if (html_read_fragment(&draft, bytes, NULL) != SAIGA_OK)
		broken = "a fragment cannot be read";
	if (broken == NULL)
		broken = draft_broken(&draft);
	draft_dispose(&draft);
	return broken;
}
