/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The frame around every page. */
#include "page.h"

#include "escape.h"

#include <string.h>

const char *
page_word(const struct page *page, enum word word)
{
	return tongue(page->request->language, word);
}

void
page_say(const struct page *page, enum word word)
{
	saiga_strbuf_str(page->out, page_word(page, word));
}

void
page_put(const struct page *page, const char *html)
{
	saiga_strbuf_str(page->out, html);
}

struct params
page_home(const struct page *page)
{
	const struct params *own = &page->request->params;
	struct params home = { .number = { 0 } };

	home.text[PARAM_COLLECTION] = own->text[PARAM_COLLECTION];
	home.number[PARAM_LANGUAGE] = own->number[PARAM_LANGUAGE];
	return home;
}

struct params
page_same(const struct page *page)
{
	struct params same = page->request->params;

	same.number[PARAM_AT] = 0;
	same.number[PARAM_FORMAT] = FORMAT_HTML;
	same.number[PARAM_PAGE] = PAGE_SEARCH;
	return same;
}

void
page_href(
	const struct page *page, const struct params *to, const char *fragment)
{
	page_put(page, "href=\"");
	params_link(page->out, to);
	if (fragment != NULL)
		page_put(page, fragment);
	page_put(page, "\"");
}

void
page_link(const struct page *page, const struct params *to, enum word word)
{
	page_put(page, "<a ");
	page_href(page, to, NULL);
	page_put(page, ">");
	page_say(page, word);
	page_put(page, "</a>");
}

void
page_way(const struct page *page, enum param p, unsigned value, enum word word)
{
	struct params to = page_same(page);

	if (to.number[p] == value) {
		page_put(page, "<span aria-current=\"true\">");
		page_say(page, word);
		page_put(page, "</span> ");
		return;
	}
	to.number[p] = value;
	page_link(page, &to, word);
	page_put(page, " ");
}

/* <link rel="..." type="..." href="...">, the type being the rest of rel. */
static void
put_resource(const struct page *page, const char *rel, struct params to)
{
	page_put(page, "<link rel=");
	page_put(page, rel);
	page_put(page, " ");
	page_href(page, &to, NULL);
	page_put(page, ">\n");
}

static void
put_head(const struct page *page, struct saiga_slice title)
{
	const struct params *own = &page->request->params;
	struct params to = { .number = { 0 } };

	page_put(page, "<!DOCTYPE html>\n<html lang=\"");
	page_put(page,
		params_table[PARAM_LANGUAGE].words[page->request->language]);
	page_put(page,
		"\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n"
		"<meta name=\"color-scheme\" content=\"light dark\">\n"
		"<title>");
	escape_text(page->out, title);
	page_put(page, title.len > 0 ? " · " : "");
	escape_text(page->out, page->site->title);
	page_put(page, "</title>\n");
	to.number[PARAM_PAGE] = PAGE_STYLE;
	put_resource(page, "stylesheet", to);
	if (page->site->style.len > 0) {
		to.number[PARAM_PAGE] = PAGE_SITE_STYLE;
		put_resource(page, "stylesheet", to);
	}
	to.number[PARAM_PAGE] = PAGE_ICON;
	put_resource(page, "icon type=\"image/svg+xml\"", to);
	to = page_home(page);
	to.number[PARAM_PAGE] = PAGE_OPENSEARCH;
	put_resource(page,
		"search type=\"application/opensearchdescription+xml\"", to);
	if (own->text[PARAM_QUERY].len > 0 && page->code == 200) {
		to = page_same(page);
		to.text[PARAM_ARTICLE] = saiga_slice(NULL);
		to.number[PARAM_FORMAT] = FORMAT_ATOM;
		put_resource(
			page, "alternate type=\"application/atom+xml\"", to);
	}
	page_put(page, "</head>\n");
}

static void
put_hidden(const struct page *page, enum param p)
{
	const struct params *own = &page->request->params;
	const struct param_info *info = &params_table[p];

	if (own->number[p] == 0 && own->text[p].len == 0)
		return;
	page_put(page, "<input type=\"hidden\" name=\"");
	page_put(page, info->name);
	page_put(page, "\" value=\"");
	if (info->type == PARAM_UINT)
		saiga_strbuf_printf(page->out, "%u", own->number[p]);
	else if (info->type == PARAM_CHOICE)
		page_put(page, info->words[own->number[p]]);
	else
		escape_attribute(page->out, own->text[p]);
	page_put(page, "\">");
}

/* Which of several collections to search. */
static void
put_collections(const struct page *page)
{
	size_t i;

	if (page->site->n < 2)
		return;
	page_put(page, "<select name=\"c\" aria-label=\"");
	page_say(page, WORD_COLLECTION);
	page_put(page, "\">");
	for (i = 0; i < page->site->n; i++) {
		const struct site_collection *c = &page->site->collections[i];

		page_put(page, "<option value=\"");
		escape_attribute(page->out, c->name);
		page_put(page, c == page->collection ? "\" selected>" : "\">");
		escape_text(page->out, c->title);
		page_put(page, "</option>");
	}
	page_put(page, "</select>");
}

static void
put_search_box(const struct page *page)
{
	static const enum param kept[] = { PARAM_SORT, PARAM_EXACT, PARAM_FLAT,
		PARAM_NUMBER, PARAM_LANGUAGE };
	size_t i;

	page_put(page,
		"<form role=\"search\" method=\"get\">"
		"<label class=\"away\" for=\"q\">");
	page_say(page, WORD_SEARCH_LABEL);
	saiga_strbuf_printf(page->out,
		"</label><input id=\"q\" name=\"q\" type=\"search\" "
		"dir=\"auto\" maxlength=\"%u\" autocomplete=\"off\" "
		"spellcheck=\"false\" autocapitalize=\"none\"",
		PARAM_QUERY_MAX);
	/* Whoever comes to the start page comes to type. */
	if (page->request->params.text[PARAM_QUERY].len == 0 &&
		page->request->params.text[PARAM_ARTICLE].len == 0)
		page_put(page, " autofocus");
	page_put(page, " value=\"");
	escape_attribute(page->out, page->request->params.text[PARAM_QUERY]);
	page_put(page, "\">");
	put_collections(page);
	if (page->site->n < 2)
		put_hidden(page, PARAM_COLLECTION);
	for (i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		put_hidden(page, kept[i]);
	page_put(page, "<button>");
	page_say(page, WORD_SEARCH);
	page_put(page, "</button></form>\n");
}

/* The languages of the interface; the one in use is not a link. */
static void
put_languages(const struct page *page)
{
	struct params to = page->request->params;
	unsigned i;

	page_put(page, "<nav class=\"tongues\" aria-label=\"");
	page_say(page, WORD_LANGUAGE_CHOICE);
	page_put(page, "\">");
	for (i = LANGUAGE_EN; i <= LANGUAGE_KK; i++) {
		const char *code = params_table[PARAM_LANGUAGE].words[i];
		const char *name = tongue_name((enum param_language)i);

		to.number[PARAM_LANGUAGE] = i;
		if (i == page->request->language) {
			saiga_strbuf_printf(page->out,
				"<span aria-current=\"true\" lang=\"%s\">%s"
				"</span> ",
				code, name);
		} else {
			saiga_strbuf_printf(page->out,
				"<a lang=\"%s\" hreflang=\"%s\" ", code, code);
			page_href(page, &to, NULL);
			saiga_strbuf_printf(page->out, ">%s</a> ", name);
		}
	}
	page_put(page, "</nav>\n");
}

void
page_begin(const struct page *page, struct saiga_slice title)
{
	struct params home = page_home(page);

	put_head(page, title);
	page_put(page, "<body>\n<a class=\"skip\" href=\"#main\">");
	page_say(page, WORD_SKIP);
	page_put(page, "</a>\n<header class=\"top\">\n");
	saiga_strbuf_slice(page->out, saiga_strbuf_view(&page->site->header));
	page_put(page, "<a class=\"home\" ");
	page_href(page, &home, NULL);
	page_put(page, ">");
	escape_text(page->out,
		page->collection != NULL ? page->collection->title
					 : page->site->title);
	page_put(page, "</a>\n");
	put_search_box(page);
	put_languages(page);
	page_put(page, "</header>\n<main id=\"main\">\n");
}

void
page_end(const struct page *page)
{
	page_put(page, "</main>\n");
	if (page->site->footer.len > 0) {
		page_put(page, "<footer>\n");
		saiga_strbuf_slice(
			page->out, saiga_strbuf_view(&page->site->footer));
		page_put(page, "</footer>\n");
	}
	page_put(page, "</body>\n</html>\n");
}
