/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads Markdown through cmark: its text without the markup. */
#include "reader.h"

#include <cmark.h>

#include <string.h>

#define MARKDOWN_MAX ((size_t)1 << 20) /* bytes: cmark may need 200 for one */

/* A block of text in the making. */
struct block {
	struct draft *draft;
	size_t off;
	enum saiga_status status;
	bool html; /* there were blocks of it */
};

static void
end_block(struct block *block, enum saiga_paragraph_kind kind)
{
	if (block->status == SAIGA_OK)
		block->status =
			draft_end_block(block->draft, &block->off, kind);
}

/* "<br>", "<BR/>" and the like: it parts words, as other tags need not. */
static bool
is_line_break(const char *tag)
{
	return saiga_slice_is(saiga_slice_of(tag, strnlen(tag, 3)), "<br") &&
		strchr(" \t/>", tag[3]) != NULL;
}

/* Whether the tag begins an element whose content is no text. */
static bool
is_hidden_tag(struct saiga_slice tag)
{
	return saiga_slice_is(saiga_utf8_cut(tag, 7), "<script") ||
		saiga_slice_is(saiga_utf8_cut(tag, 6), "<style");
}

/* What ends markup; once one was looked for in vain, it is not again, so that
 * a text of nothing but "<" stays linear. */
enum markup { TAG, COMMENT, HIDDEN, MARKUP_KINDS };

/* Where the markup that begins at i ends: a tag, a comment, or an element
 * that hides its content; i when it is none. */
static size_t
markup_end(struct saiga_slice html, size_t i, bool missing[MARKUP_KINDS])
{
	static const char *const ends[] = { ">", "-->", "</" };
	struct saiga_slice rest = saiga_slice_of(html.p + i, html.len - i);
	enum markup kind = TAG;
	const char *found;

	if (saiga_slice_is(saiga_utf8_cut(rest, 4), "<!--"))
		kind = COMMENT;
	else if (is_hidden_tag(rest))
		kind = HIDDEN;
	/* cmark's literals end in a NUL. */
	found = missing[kind] ? NULL : strstr(rest.p + 1, ends[kind]);
	if (found == NULL) {
		missing[kind] = true;
		return i;
	}
	/* The tag that ends a hidden element is one of its own. */
	return i + (size_t)(found - rest.p) +
		(kind == HIDDEN ? 0 : strlen(ends[kind]));
}

/* A block of HTML: what stands between its tags. */
static void
append_html(struct saiga_strbuf *text, struct saiga_slice html)
{
	bool missing[MARKUP_KINDS] = { false };
	size_t i = 0, end;

	while (i < html.len) {
		end = html.p[i] == '<' ? markup_end(html, i, missing) : i;
		if (end > i)
			saiga_strbuf_byte(text, ' ');
		else
			saiga_strbuf_byte(text, html.p[end++]);
		i = end;
	}
}

static void
on_leaf(struct block *block, cmark_node *node, cmark_node_type type)
{
	struct saiga_strbuf *text = &block->draft->text;
	size_t before;

	switch (type) {
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		saiga_strbuf_str(text, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_SOFTBREAK:
		saiga_strbuf_byte(text, ' ');
		break;
	case CMARK_NODE_LINEBREAK:
		saiga_strbuf_byte(text, '\n');
		break;
	case CMARK_NODE_CODE_BLOCK:
		saiga_strbuf_str(text, cmark_node_get_literal(node));
		end_block(block, SAIGA_PARAGRAPH_TEXT);
		break;
	case CMARK_NODE_HTML_INLINE:
		if (is_line_break(cmark_node_get_literal(node)))
			saiga_strbuf_byte(text, '\n');
		break;
	case CMARK_NODE_HTML_BLOCK:
		before = block->draft->paragraphs.n;
		append_html(text, saiga_slice(cmark_node_get_literal(node)));
		end_block(block, SAIGA_PARAGRAPH_TEXT);
		block->html |= block->draft->paragraphs.n > before;
		break;
	default:
		/* Rules: no text. */
		break;
	}
}

static enum saiga_status
render(struct draft *draft, cmark_iter *iter)
{
	struct block block = { draft, 0, SAIGA_OK, false };
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);

		if (event == CMARK_EVENT_ENTER)
			on_leaf(&block, node, type);
		else if (type == CMARK_NODE_HEADING)
			end_block(&block, SAIGA_PARAGRAPH_HEADING);
		else if (type == CMARK_NODE_PARAGRAPH)
			end_block(&block, SAIGA_PARAGRAPH_TEXT);
	}
	find_heading(draft);
	if (block.html)
		draft_warn(draft, "HTML in it was read without its tags");
	return block.status;
}

enum saiga_status
read_markdown(
	struct draft *draft, struct saiga_slice text, struct saiga_error *err)
{
	enum saiga_status status;
	cmark_node *document;
	cmark_iter *iter;

	take_front_matter(draft, &text);
	if (text.len > MARKDOWN_MAX) {
		text = saiga_utf8_cut(text, MARKDOWN_MAX);
		draft_warn(draft,
			"longer than %zu MB of Markdown: the rest is left out",
			MARKDOWN_MAX >> 20);
	}
	/* cmark ends the process when memory runs out, and so does the
	 * indexer: what is committed stays. */
	document = cmark_parse_document(
		text.p == NULL ? "" : text.p, text.len, CMARK_OPT_DEFAULT);
	iter = cmark_iter_new(document);
	status = render(draft, iter);
	cmark_iter_free(iter);
	cmark_node_free(document);
	if (status != SAIGA_OK)
		return saiga_error_nomem(err);
	find_structure(draft);
	return SAIGA_OK;
}
