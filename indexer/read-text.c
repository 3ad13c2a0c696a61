/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads plain text. */
#include "byline.h"
#include "reader.h"

static bool
is_html(struct saiga_slice text)
{
	return saiga_slice_is(saiga_utf8_cut(text, 14), "<!doctype html") ||
		saiga_slice_is(saiga_utf8_cut(text, 5), "<html");
}

enum saiga_status
read_text(struct draft *draft, struct saiga_slice text, struct saiga_error *err)
{
	enum saiga_status status;

	if (is_html(saiga_slice_trim(text)))
		return saiga_error_set(err, SAIGA_FORMAT,
			"a page of HTML: only plain text and Markdown are "
			"read so far");
	take_header(draft, &text);
	saiga_strbuf_slice(&draft->text, text);
	status = saiga_paragraphs_cut(
		&draft->paragraphs, saiga_strbuf_view(&draft->text));
	if (status != SAIGA_OK)
		return saiga_error_nomem(err);
	find_structure(draft);
	byline_read_draft(draft);
	return SAIGA_OK;
}
