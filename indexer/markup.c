/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML or plain text, inside of other formats. */
#include "markup.h"

#include <string.h>

/* Elements of which one shows that a text is HTML.  One that ends with "</"
 * does, too. */
static const char *const telling[] = { "a", "b", "blockquote", "br", "div",
	"em", "h1", "h2", "h3", "i", "img", "li", "ol", "p", "span", "strong",
	"table", "ul" };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether behind a "<" stands an element's name. */
static bool
is_tag(struct saiga_slice at)
{
	size_t n = 0, i;

	if (at.len > 1 && at.p[0] == '/')
		return is_letter(at.p[1]);
	while (n < at.len && n < 12 &&
		(is_letter(at.p[n]) || (at.p[n] >= '1' && at.p[n] <= '6')))
		n++;
	if (n == at.len || strchr(" \t\r\n/>", at.p[n]) == NULL)
		return false;
	for (i = 0; i < sizeof(telling) / sizeof(*telling); i++)
		if (saiga_slice_is(saiga_slice_of(at.p, n), telling[i]))
			return true;
	return false;
}

/* Whether behind a "&" stands an entity: "amp;", "#8217;". */
static bool
is_entity(struct saiga_slice at)
{
	size_t n = 0;

	if (at.len > 0 && at.p[0] == '#')
		n++;
	while (n < at.len && n < 10 &&
		(is_letter(at.p[n]) || (at.p[n] >= '0' && at.p[n] <= '9')))
		n++;
	return n > 1 && n < at.len && at.p[n] == ';';
}

bool
markup_is(struct saiga_slice text)
{
	size_t i;

	for (i = 0; i + 1 < text.len; i++) {
		struct saiga_slice at =
			saiga_slice_of(text.p + i + 1, text.len - i - 1);

		if ((text.p[i] == '<' && is_tag(at)) ||
			(text.p[i] == '&' && is_entity(at)))
			return true;
	}
	return false;
}

void
markup_line(struct saiga_slice html, struct saiga_strbuf *out)
{
	struct html_doc *doc = NULL;

	if (html_parse(&doc, html, NULL) != SAIGA_OK)
		return;
	html_append_text(doc, 0, out);
	html_doc_free(doc);
}

enum saiga_status
markup_text(struct draft *draft, struct saiga_slice text, enum markup_kind kind)
{
	if (text.len > SAIGA_TEXT_MAX)
		draft_warn(draft, "longer than %zu MB: the rest is left out",
			SAIGA_TEXT_MAX >> 20);
	saiga_strbuf_slice(&draft->text, saiga_utf8_cut(text, SAIGA_TEXT_MAX));
	if (saiga_paragraphs_cut(&draft->paragraphs,
		    saiga_strbuf_view(&draft->text)) != SAIGA_OK)
		return SAIGA_NOMEM;
	if (kind == MARKUP_WHOLE)
		find_structure(draft);
	return SAIGA_OK;
}

enum saiga_status
markup_body(
	struct draft *draft, struct saiga_slice text, struct saiga_error *err)
{
	if (markup_is(text))
		return html_read_fragment(draft, text, err);
	return markup_text(draft, text, MARKUP_ALONE) == SAIGA_OK
		? SAIGA_OK
		: saiga_error_nomem(err);
}
