/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads plain text. */
#include "reader.h"

enum saiga_status
read_text(struct draft *draft, struct saiga_slice text, struct saiga_error *err)
{
	enum saiga_status status;

	take_header(draft, &text);
	saiga_strbuf_slice(&draft->text, text);
	status = saiga_paragraphs_cut(
		&draft->paragraphs, saiga_strbuf_view(&draft->text));
	if (status != SAIGA_OK)
		return saiga_error_nomem(err);
	find_structure(draft);
	return SAIGA_OK;
}
