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
	enum saiga_status status = html_parse(&doc, text, err);

	if (status != SAIGA_OK)
		return status;
	status = html_body(draft, doc, true);
	html_doc_free(doc);
	return status == SAIGA_OK ? SAIGA_OK : saiga_error_nomem(err);
}

enum saiga_status
read_html(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err)
{
	static const struct html_context none = { SAIGA_SLICE_INIT,
		SAIGA_SLICE_INIT };

	return html_read_page(draft, bytes, &none, err);
}
