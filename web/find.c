/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the request to what the searcher finds. */
#include "page.h"

#define FACET_VALUES 8u

static struct search_options
options_of(const struct page *page)
{
	const struct params *p = &page->request->params;
	bool html = p->number[PARAM_FORMAT] == FORMAT_HTML;
	struct search_options options = {
		.max = p->number[PARAM_NUMBER] != 0 ? p->number[PARAM_NUMBER]
						    : page->site->results,
		.sort = (enum search_sort)p->number[PARAM_SORT],
		.flat = p->number[PARAM_FLAT] != 0,
		.suggest = html,
		.now = page->request->now,
		.facets = html ? FACET_VALUES : 0,
		.timeline = html ? TIMELINE_AUTO : TIMELINE_NONE,
		.plan = { .exact = p->number[PARAM_EXACT] != 0,
			.aliases = page->site->aliases },
	};

	if (p->number[PARAM_AT] > 1)
		options.offset = (p->number[PARAM_AT] - 1) * options.max;
	return options;
}

/* Where files lie on the server is nobody's business. */
static void
hide_path(struct saiga_article *article, const struct page *page)
{
	const struct saiga_slice none = SAIGA_SLICE_INIT;

	if (!page->site->paths)
		article->field[SAIGA_FIELD_PATH] = none;
}

enum saiga_status
page_find(struct search_results **out, struct search_options *used,
	const struct page *page)
{
	struct search_options options = options_of(page);
	enum saiga_status status;
	size_t i;

	*out = NULL;
	search_note_shards(&options, page->shards);
	if (used != NULL)
		*used = options;
	if (options.offset >= PARAM_RESULTS_MAX)
		return saiga_error_set(page->err, SAIGA_QUERY,
			"\"at\" takes, with so many results a page, a number "
			"up to "
			"%u",
			(PARAM_RESULTS_MAX + options.max - 1) / options.max);
	status = search_run(out, page->db,
		page->request->params.text[PARAM_QUERY], &options, page->err);
	for (i = 0; status == SAIGA_OK && i < (*out)->n; i++)
		hide_path(&(*out)->articles[i].stored.article, page);
	return status;
}

enum saiga_status
page_load(struct found_article *found, const struct page *page)
{
	const struct params *p = &page->request->params;
	struct search_options options = options_of(page);
	char id[SAIGA_ID_LEN + 1];
	uint32_t passage;
	enum saiga_status status =
		saiga_id_parse(p->text[PARAM_ARTICLE], id, &passage);

	if (status == SAIGA_OK)
		status = search_load(found, page->db, id, p->text[PARAM_QUERY],
			&options, page->err);
	if (status == SAIGA_OK)
		hide_path(&found->stored.article, page);
	return status;
}
