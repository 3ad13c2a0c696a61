/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the collection holds, and how to ask it. */
#include "page.h"

#include "collection.h"
#include "escape.h"

#define PUBLISHERS_SHOWN 12u
#define NEWEST_SHOWN 10u

/* Examples are links: who clicks one sees what it does. */
static void
put_help(const struct page *page)
{
	static const struct {
		const char *query;
		enum word word;
	} rows[] = {
		{ "gas union", WORD_HELP_ANY },
		{ "\"gas union\"", WORD_HELP_QUOTE },
		{ "=union", WORD_HELP_EXACT },
		{ "gas +union", WORD_HELP_MUST },
		{ "gas -union", WORD_HELP_NOT },
		{ "gas NEAR/5 union", WORD_HELP_NEAR },
		{ "sanct*", WORD_HELP_STAR },
		{ "title:gas", WORD_HELP_TITLE },
		{ "source:\"The Example Times\"", WORD_HELP_SOURCE },
		{ "date:2023-02..2023-04", WORD_HELP_DATES },
		{ "date:7d", WORD_HELP_DAYS },
	};
	struct params to = page_home(page);
	size_t i;

	page_put(page, "<section class=\"help\"><h2>");
	page_say(page, WORD_HELP);
	page_put(page, "</h2>\n<dl>\n");
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		to.text[PARAM_QUERY] = saiga_slice(rows[i].query);
		page_put(page, "<dt><a ");
		page_href(page, &to, NULL);
		page_put(page, "><code>");
		escape_text(page->out, to.text[PARAM_QUERY]);
		page_put(page, "</code></a></dt><dd>");
		page_say(page, rows[i].word);
		page_put(page, "</dd>\n");
	}
	page_put(page, "</dl></section>\n");
}

/* A row of the table of figures: the label, then what the caller puts. */
static void
begin_row(const struct page *page, enum word label)
{
	page_put(page, "<dt>");
	page_say(page, label);
	page_put(page, "</dt><dd>");
}

/* Values with their numbers, each a link to all its articles. */
static void
put_list(const struct page *page, enum word label,
	const struct collection_list *list, enum facet_kind kind)
{
	struct saiga_strbuf filter = SAIGA_STRBUF_INIT(65536);
	struct params to = page_home(page);
	size_t i;

	if (list->n == 0)
		return;
	begin_row(page, label);
	saiga_strbuf_printf(page->out, "<b>%zu</b><ul class=\"values\">",
		list->n + list->more);
	for (i = 0; i < list->n; i++) {
		saiga_strbuf_reset(&filter);
		facet_filter(
			&filter, kind, saiga_strbuf_view(&list->items[i].name));
		to.text[PARAM_QUERY] = saiga_strbuf_view(&filter);
		page_put(page, "<li><a ");
		page_href(page, &to, NULL);
		page_put(page, "><bdi>");
		escape_text(page->out, saiga_strbuf_view(&list->items[i].name));
		saiga_strbuf_printf(page->out,
			"</bdi></a> <small>%u</small></li>",
			list->items[i].articles);
	}
	if (list->more > 0)
		saiga_strbuf_printf(page->out, "<li>… +%zu</li>", list->more);
	page_put(page, "</ul></dd>\n");
	saiga_strbuf_dispose(&filter);
}

static void
put_overview(const struct page *page, const struct collection *c)
{
	page_put(page, "<section class=\"overview\"><h1>");
	escape_text(page->out, page->collection->title);
	page_put(page, "</h1>\n<dl>\n");
	begin_row(page, WORD_ARTICLES);
	saiga_strbuf_printf(page->out, "<b>%u</b></dd>\n", c->articles);
	if (c->dated > 0) {
		begin_row(page, WORD_PERIOD);
		saiga_strbuf_printf(page->out,
			"<time>%s</time> – <time>%s</time></dd>\n", c->first,
			c->last);
	}
	put_list(page, WORD_LANGUAGES, &c->languages, FACET_LANGUAGE);
	put_list(page, WORD_PUBLISHERS, &c->publishers, FACET_PUBLISHER);
	page_put(page, "</dl></section>\n");
}

static void
put_newest(const struct page *page, const struct collection_newest *newest)
{
	size_t i;

	if (newest->n == 0)
		return;
	page_put(page, "<section class=\"newest\"><h2>");
	page_say(page, WORD_LATEST);
	page_put(page, "</h2>\n<ul>\n");
	for (i = 0; i < newest->n; i++)
		page_line(page, &newest->items[i].article);
	page_put(page, "</ul></section>\n");
}

enum saiga_status
page_start(struct page *page)
{
	struct collection_newest newest = { .n = 0 };
	struct collection c;
	enum saiga_status status =
		collection_read(&c, page->db, PUBLISHERS_SHOWN, page->err);

	if (status == SAIGA_OK)
		status = collection_newest(
			&newest, page->db, NEWEST_SHOWN, page->err);
	if (status == SAIGA_OK) {
		page_begin(page, saiga_slice(NULL));
		put_overview(page, &c);
		page_put(page, "<div class=\"split even\">\n");
		put_newest(page, &newest);
		put_help(page);
		page_put(page, "</div>\n");
		page_end(page);
	}
	collection_newest_dispose(&newest);
	collection_dispose(&c);
	return status;
}
