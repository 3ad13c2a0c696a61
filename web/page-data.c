/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results for programs, as the command line prints them. */
#include "page.h"

#include "print.h"

static enum saiga_status
article_json(struct page *page)
{
	struct found_article found = { .stored = SAIGA_STORED_INIT };
	enum saiga_status status = page_load(&found, page);

	if (status == SAIGA_OK)
		status = print_json_article(
			page->out, &found, found.passages, found.n, NULL, true);
	else if (status == SAIGA_NOTFOUND)
		saiga_error_set(page->err, status, "%s",
			page_word(page, WORD_NO_ARTICLE));
	found_article_dispose(&found);
	return status;
}

enum saiga_status
page_data(struct page *page)
{
	bool csv = page->request->params.number[PARAM_FORMAT] == FORMAT_CSV;
	const struct print_style style = { false, 80 };
	struct search_results *r;
	struct search_options o;
	enum saiga_status status;

	page->type = csv ? "text/csv; charset=utf-8; header=present"
			 : "application/x-ndjson; charset=utf-8";
	if (!csv && page->request->params.text[PARAM_ARTICLE].len > 0)
		return article_json(page);
	status = page_find(&r, &o, page);
	if (status != SAIGA_OK)
		return status;
	status = (csv ? print_csv : print_json)(
		page->out, r, &o, &style, page->err);
	search_results_free(r);
	return status;
}
