/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a page tells of itself. */
#include "page-meta.h"

#include "reader.h"

void
saiga_page_meta(
	const struct html_doc *doc, struct saiga_slice url, struct draft *draft)
{
	struct saiga_strbuf title = SAIGA_STRBUF_INIT(65536);
	uint32_t i = 0;

	(void)url;
	while ((i = html_find(doc, 0, i, HTML_META)) != HTML_NONE)
		if (html_attr_has_word(doc, i, "property", "og:title"))
			draft_set(draft, SAIGA_FIELD_TITLE,
				html_attr(doc, i, "content"),
				SAIGA_ORIGIN_HEADER);
	i = html_find(doc, 0, 0, HTML_TITLE);
	if (i != HTML_NONE)
		html_append_text(doc, i, &title);
	draft_set(draft, SAIGA_FIELD_TITLE, saiga_strbuf_view(&title),
		SAIGA_ORIGIN_HEADER);
	saiga_strbuf_dispose(&title);
}
