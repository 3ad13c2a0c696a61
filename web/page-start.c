/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the collection holds, and how to ask it. */
#include "page.h"

#include "escape.h"

#include <string.h>

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
		page_put(page, "<div><dt><a ");
		page_href(page, &to, NULL);
		page_put(page, "><code>");
		escape_text(page->out, to.text[PARAM_QUERY]);
		page_put(page, "</code></a></dt><dd>");
		page_say(page, rows[i].word);
		page_put(page, "</dd></div>\n");
	}
	page_put(page, "</dl></section>\n");
}

enum saiga_status
page_start(struct page *page)
{
	struct xc_database_stats stats;
	struct xc_error xerr;

	if (xc_database_get_stats(&stats, page->db, &xerr) != XC_OK)
		return saiga_store_error(page->err, &xerr, "index");
	page_begin(page, saiga_slice(NULL));
	page_put(page, "<h1>");
	escape_text(page->out, page->collection->title);
	page_put(page, "</h1>\n<p class=\"counts\">");
	saiga_strbuf_printf(page->out, "%s: <b>%u</b></p>\n",
		page_word(page, WORD_ARTICLES), stats.doc_count);
	put_help(page);
	page_end(page);
	return SAIGA_OK;
}
