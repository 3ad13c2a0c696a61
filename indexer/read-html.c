/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads a page of HTML: its encoding, its metadata, its body. */
#include "encoding.h"
#include "html-body.h"
#include "page-meta.h"
#include "reader.h"

#include <string.h>

/* Decodes and parses the bytes of a page. */
static enum saiga_status
parse_page(struct html_doc **doc, struct draft *draft, struct saiga_slice bytes,
	struct saiga_slice charset, struct saiga_error *err)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(3 * HTML_BYTES_MAX);
	char name[ENCODING_NAME_MAX];
	size_t replaced = 0;
	enum saiga_status status;

	encoding_of_page(name, bytes, charset);
	status = encoding_convert(&text, bytes, name, &replaced, err);
	if (replaced > 0)
		draft_warn(draft, "pieces that are no %s were replaced (%zu)",
			name, replaced);
	if (status == SAIGA_OK)
		status = html_parse(doc, saiga_strbuf_view(&text), err);
	saiga_strbuf_dispose(&text);
	return status;
}

enum saiga_status
html_read_page(struct draft *draft, struct saiga_slice bytes,
	const struct html_context *context, struct saiga_error *err)
{
	struct html_doc *doc = NULL;
	enum saiga_status status;

	if (bytes.len > HTML_BYTES_MAX)
		bytes.len = HTML_BYTES_MAX;
	status = parse_page(&doc, draft, bytes, context->charset, err);
	if (status != SAIGA_OK)
		return status;
	saiga_page_meta(doc,
		context->url.len > 0 ? context->url
				     : saiga_page_saved_from(bytes),
		draft);
	status = html_body(draft, doc, false);
	if (doc->cut)
		draft_warn(draft, "more than a page has: the rest is left out");
	html_doc_free(doc);
	return status == SAIGA_OK ? SAIGA_OK : saiga_error_nomem(err);
}

enum saiga_status
html_read_fragment(
	struct draft *draft, struct saiga_slice text, struct saiga_error *err)
{
	struct html_doc *doc = NULL;
	enum saiga_status status =
		html_parse(&doc, saiga_utf8_cut(text, HTML_BYTES_MAX), err);

	if (status != SAIGA_OK)
		return status;
	status = html_body(draft, doc, true);
	html_doc_free(doc);
	return status == SAIGA_OK ? SAIGA_OK : saiga_error_nomem(err);
}

/* Behind white space, a byte order mark, comments and an XML declaration. */
bool
is_html(struct saiga_slice head)
{
	size_t i = 0;

	while (i < head.len) {
		struct saiga_slice at =
			saiga_slice_of(head.p + i, head.len - i);
		bool comment = saiga_slice_is(saiga_utf8_cut(at, 4), "<!--");
		const char *end;

		if (strchr(" \t\r\n\xef\xbb\xbf", *at.p) != NULL) {
			i++;
			continue;
		}
		if (saiga_slice_is(saiga_utf8_cut(at, 14), "<!doctype html") ||
			saiga_slice_is(saiga_utf8_cut(at, 5), "<html"))
			return true;
		if (!comment && !saiga_slice_is(saiga_utf8_cut(at, 5), "<?xml"))
			return false;
		end = memchr(at.p, '>', at.len);
		while (comment && end != NULL &&
			(end - at.p < 6 || end[-1] != '-' || end[-2] != '-'))
			end = memchr(end + 1, '>',
				(size_t)(at.p + at.len - end - 1));
		if (end == NULL)
			return false;
		i += (size_t)(end - at.p) + 1;
	}
	return false;
}

enum saiga_status
read_html(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err)
{
	const struct html_context context = { draft->given.charset,
		draft->given.address };

	return html_read_page(draft, bytes, &context, err);
}
