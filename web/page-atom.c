/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any query as a feed (RFC 4287). */
#include "page.h"

#include "escape.h"

#include <stdio.h>
#include <time.h>

/* The page's own address, or what stands for it where it is not known. */
static void
put_base(const struct page *page)
{
	escape_attribute(page->out,
		page->site->url.len > 0
			? page->site->url
			: saiga_strbuf_view(&page->request->base));
}

/* A time as RFC 3339 has it; a feed must have one, whatever is known. */
static void
put_time(const struct page *page, int64_t seconds)
{
	char text[32] = "1970-01-01T00:00:00Z";
	time_t t = (time_t)seconds;
	struct tm tm;

	if (gmtime_r(&t, &tm) != NULL)
		strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	page_put(page, text);
}

/* The day of publication, where the whole day is known. */
static void
put_published(const struct page *page, const struct saiga_article *a)
{
	struct saiga_date date;
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(64);

	if (saiga_date_parse(&date, a->field[SAIGA_FIELD_DATE]) != SAIGA_OK ||
		date.day == 0)
		return;
	saiga_strbuf_printf(&text,
		"<published>%04d-%02u-%02uT00:00:00Z"
		"</published>\n",
		date.year, date.month, date.day);
	saiga_strbuf_slice(page->out, saiga_strbuf_view(&text));
	saiga_strbuf_dispose(&text);
}

/* Our own page of the article, and the original as what it is about. */
static void
put_links(const struct page *page, const struct saiga_article *a)
{
	struct params to = page_home(page);

	to.text[PARAM_ARTICLE] = saiga_slice(a->id);
	page_put(page, "<link rel=\"alternate\" type=\"text/html\" href=\"");
	put_base(page);
	params_link(page->out, &to);
	page_put(page, "\"/>\n");
	if (!escape_is_link(a->field[SAIGA_FIELD_URL]))
		return;
	page_put(page, "<link rel=\"via\" href=\"");
	escape_attribute(page->out, a->field[SAIGA_FIELD_URL]);
	page_put(page, "\"/>\n");
}

static void
put_entry(const struct page *page, const struct found_article *found)
{
	const struct saiga_article *a = &found->stored.article;
	bool made;

	saiga_strbuf_printf(
		page->out, "<entry>\n<id>urn:saiga:%s</id>\n<title>", a->id);
	escape_text(page->out, saiga_article_name(a, 120, &made));
	page_put(page, "</title>\n<updated>");
	put_time(page, a->indexed);
	page_put(page, "</updated>\n");
	put_published(page, a);
	if (a->field[SAIGA_FIELD_AUTHOR].len > 0 ||
		a->field[SAIGA_FIELD_PUBLISHER].len > 0) {
		page_put(page, "<author><name>");
		escape_text(page->out,
			a->field[SAIGA_FIELD_AUTHOR].len > 0
				? a->field[SAIGA_FIELD_AUTHOR]
				: a->field[SAIGA_FIELD_PUBLISHER]);
		page_put(page, "</name></author>\n");
	}
	put_links(page, a);
	if (found->n > 0) {
		page_put(page, "<summary type=\"html\">");
		/* HTML inside of XML: escaped once more. */
		struct saiga_strbuf html = SAIGA_STRBUF_INIT(PAGE_MAX);
		struct page inner = *page;

		inner.out = &html;
		page_snippet(&inner, found, &found->passages[0]);
		escape_text(page->out, saiga_strbuf_view(&html));
		if (html.status != SAIGA_OK)
			page->out->status = html.status;
		saiga_strbuf_dispose(&html);
		page_put(page, "</summary>\n");
	}
	page_put(page, "</entry>\n");
}

static void
put_feed(const struct page *page, const struct search_results *r)
{
	struct params same = page->request->params;
	int64_t updated = 0;
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->articles[i].stored.article.indexed > updated)
			updated = r->articles[i].stored.article.indexed;
	page_put(page,
		"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
		"<feed xmlns=\"http://www.w3.org/2005/Atom\">\n<id>");
	put_base(page);
	params_link(page->out, &same);
	page_put(page, "</id>\n<title>");
	escape_text(page->out, page->request->params.text[PARAM_QUERY]);
	page_put(page, " · ");
	escape_text(page->out, page->site->title);
	page_put(page, "</title>\n<updated>");
	put_time(page, updated);
	page_put(page, "</updated>\n<author><name>");
	escape_text(page->out, page->site->title);
	page_put(page,
		"</name></author>\n<link rel=\"self\" "
		"type=\"application/atom+xml\" href=\"");
	put_base(page);
	params_link(page->out, &same);
	same.number[PARAM_FORMAT] = FORMAT_HTML;
	page_put(page,
		"\"/>\n<link rel=\"alternate\" type=\"text/html\" "
		"href=\"");
	put_base(page);
	params_link(page->out, &same);
	page_put(page, "\"/>\n");
	for (i = 0; i < r->n; i++)
		put_entry(page, &r->articles[i]);
	page_put(page, "</feed>\n");
}

enum saiga_status
page_atom(struct page *page)
{
	struct search_results *r;
	struct http_request newest = *page->request;
	struct page own = *page;
	enum saiga_status status;

	/* A reader of feeds wants what is new, as articles. */
	newest.params.number[PARAM_SORT] = SORT_DATE;
	newest.params.number[PARAM_FLAT] = 0;
	own.request = &newest;
	status = page_find(&r, NULL, &own);
	if (status != SAIGA_OK)
		return status;
	page->type = "application/atom+xml; charset=utf-8";
	put_feed(page, r);
	search_results_free(r);
	return SAIGA_OK;
}
