/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What browsers ask for by themselves: the style, the icon, how to search from
 * the bar of addresses (OpenSearch 1.1 and its suggestions extension). */
#include "page.h"

#include "complete.h"
#include "escape.h"

static const char style[] =
#include "style.inc"
	;

static const char icon[] =
	"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">"
	"<rect width=\"32\" height=\"32\" rx=\"6\" fill=\"#1d5b52\"/>"
	"<path d=\"M9 4c-1 5 1 8 3 11M23 4c1 5-1 8-3 11\" fill=\"none\" "
	"stroke=\"#f3d9a4\" stroke-width=\"3\" stroke-linecap=\"round\"/>"
	"<path d=\"M10 14c2-2 10-2 12 0l-2 8c0 4-2 6-4 6s-4-2-4-6z\" "
	"fill=\"#fff\"/></svg>\n";

enum saiga_status
page_style(struct page *page)
{
	page->type = "text/css; charset=utf-8";
	page_put(page, style);
	return SAIGA_OK;
}

enum saiga_status
page_site_style(struct page *page)
{
	page->type = "text/css; charset=utf-8";
	saiga_strbuf_slice(page->out, saiga_strbuf_view(&page->site->style));
	return SAIGA_OK;
}

enum saiga_status
page_icon(struct page *page)
{
	page->type = "image/svg+xml";
	page_put(page, icon);
	return SAIGA_OK;
}

/* A template of an address: the parameters, and where the words go. */
static void
put_template(const struct page *page, const char *type, enum param_page which)
{
	struct params to = page_home(page);

	to.number[PARAM_PAGE] = which;
	page_put(page, "<Url type=\"");
	page_put(page, type);
	page_put(page, "\" template=\"");
	escape_attribute(page->out,
		page->site->url.len > 0
			? page->site->url
			: saiga_strbuf_view(&page->request->base));
	params_link(page->out, &to);
	page_put(page,
		to.number[PARAM_PAGE] != 0 || to.number[PARAM_LANGUAGE] != 0 ||
				to.text[PARAM_COLLECTION].len > 0
			? "&amp;q={searchTerms}\"/>\n"
			: "q={searchTerms}\"/>\n");
}

enum saiga_status
page_opensearch(struct page *page)
{
	if (page->site->url.len == 0 && page->request->base.len == 0)
		return saiga_error_set(page->err, SAIGA_NOTFOUND, "opensearch");
	page->type = "application/opensearchdescription+xml; charset=utf-8";
	page_put(page,
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<OpenSearchDescription "
		"xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n<ShortName>");
	/* At most 16 characters, by the specification. */
	escape_text(page->out, saiga_utf8_cut(page->site->title, 16));
	page_put(page, "</ShortName>\n<Description>");
	escape_text(page->out, page->site->title);
	page_put(page,
		"</Description>\n"
		"<InputEncoding>UTF-8</InputEncoding>\n");
	put_template(page, "text/html", PAGE_SEARCH);
	put_template(page, "application/x-suggestions+json", PAGE_SUGGEST);
	page_put(page, "</OpenSearchDescription>\n");
	return SAIGA_OK;
}

/* ["query", ["completion", ...]] */
enum saiga_status
page_suggest(struct page *page)
{
	struct saiga_slice query = page->request->params.text[PARAM_QUERY];
	struct completions list;
	enum saiga_status status =
		suggest_completions(&list, page->db, query, page->err);
	size_t i;

	if (status != SAIGA_OK)
		return status;
	page->type = "application/x-suggestions+json; charset=utf-8";
	page_put(page, "[\"");
	escape_json(page->out, query);
	page_put(page, "\",[");
	for (i = 0; i < list.n; i++) {
		page_put(page, i > 0 ? ",\"" : "\"");
		escape_json(page->out, saiga_strbuf_view(&list.items[i].text));
		page_put(page, "\"");
	}
	page_put(page, "]]\n");
	completions_dispose(&list);
	return SAIGA_OK;
}
