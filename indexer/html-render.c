/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From nodes to paragraphs of text. */
#include "html-body.h"

#define BETWEEN 4 /* bytes at most from word to word, from block to block */

struct render {
	struct draft *draft;
	const struct html_doc *doc;
	const bool *dropped;
	size_t off; /* of the paragraph in the making */
	enum saiga_paragraph_kind text_kind; /* of what is no heading */
	enum saiga_paragraph_kind kind;
	enum saiga_status status;
	uint32_t last;    /* the text before */
	bool full;        /* there is more than an article may have */
	uint32_t heading; /* where the heading ends */
	uint32_t pre;     /* where preformatted text ends */
	bool space;       /* one is due */
	unsigned breaks;
};

static void
end_block(struct render *render)
{
	struct saiga_strbuf *text = &render->draft->text;
	struct saiga_slice block =
		saiga_slice_of(text->len == 0 ? NULL : text->p + render->off,
			text->len - render->off);

	if (render->status == SAIGA_OK && !is_furniture_line(block))
		render->status = draft_end_block(
			render->draft, &render->off, render->kind);
	saiga_strbuf_cut(text, render->off);
	render->space = false;
	render->breaks = 0;
}

static bool
is_heading(enum html_tag tag)
{
	return tag >= HTML_H1 && tag <= HTML_H6;
}

/* A cell that is no more than a word or a number of its row, as against one
 * that a page is laid out with. */
static bool
is_cell(const struct html_doc *doc, uint32_t node)
{
	uint32_t i;

	if (doc->nodes[node].tag != HTML_TD && doc->nodes[node].tag != HTML_TH)
		return false;
	for (i = node + 1; i < doc->nodes[node].end; i++)
		if (html_tag_is_block(doc->nodes[i].tag))
			return false;
	return true;
}

static void
append_text(struct render *render, struct saiga_slice text, bool pre)
{
	struct saiga_strbuf *out = &render->draft->text;
	size_t i = 0;

	while (i < text.len) {
		uint32_t c;
		size_t n = saiga_utf8_decode(text.p + i, text.len - i, &c);

		if (pre && c == '\n' && !render->full) {
			saiga_strbuf_byte(out, '\n');
			render->space = false;
		} else if (saiga_utf8_is_space(c))
			render->space = true;
		else if (out->len + n + BETWEEN > SAIGA_TEXT_MAX)
			render->full = true;
		else {
			if (render->breaks > 1)
				end_block(render);
			if (out->len > render->off) {
				if (render->breaks == 1)
					saiga_strbuf_byte(out, '\n');
				else if (render->space)
					saiga_strbuf_byte(out, ' ');
			}
			render->breaks = 0;
			render->space = false;
			saiga_strbuf_append(out, text.p + i, n);
		}
		i += n;
	}
}

/* Whether a paragraph has ended between the last text and the node at. */
static bool
has_ended(const struct render *render, uint32_t at)
{
	const struct html_node *nodes = render->doc->nodes;
	uint32_t i = render->last;

	for (; i > 0 && nodes[i].end <= at; i = nodes[i].parent)
		if (html_tag_is_block(nodes[i].tag) && !is_cell(render->doc, i))
			return true;
	return false;
}

static void
add_text(struct render *render, uint32_t node)
{
	if (has_ended(render, node))
		end_block(render);
	append_text(render, html_value(render->doc, node), node < render->pre);
	render->kind = node < render->heading ? SAIGA_PARAGRAPH_HEADING
					      : render->text_kind;
	render->last = node;
}

static void
begin_element(struct render *render, uint32_t node)
{
	enum html_tag tag = render->doc->nodes[node].tag;

	if (tag == HTML_BR) {
		render->breaks++;
		return;
	}
	if (is_cell(render->doc, node)) {
		if (render->draft->text.len > render->off)
			saiga_strbuf_str(&render->draft->text, " |");
		render->space = true;
		return;
	}
	if (!html_tag_is_block(tag))
		return;
	end_block(render);
	if (is_heading(tag))
		render->heading = render->doc->nodes[node].end;
	if (tag == HTML_PRE)
		render->pre = render->doc->nodes[node].end;
}

enum saiga_status
html_render(struct draft *draft, const struct html_doc *doc, uint32_t node,
	const bool *dropped, enum saiga_paragraph_kind kind)
{
	struct render render = { .draft = draft,
		.doc = doc,
		.dropped = dropped,
		.off = draft->text.len,
		.text_kind = kind,
		.kind = kind };
	uint32_t i = node;

	while (i < doc->nodes[node].end) {
		if (dropped[i] || html_tag_is_hidden(doc->nodes[i].tag)) {
			if (html_tag_is_block(doc->nodes[i].tag))
				end_block(&render);
			i = doc->nodes[i].end;
			continue;
		}
		if (doc->nodes[i].tag == HTML_TEXT)
			add_text(&render, i);
		else
			begin_element(&render, i);
		i++;
	}
	end_block(&render);
	if (render.full)
		draft_warn(draft, "longer than %zu MB: the rest is left out",
			SAIGA_TEXT_MAX >> 20);
	return render.status;
}
