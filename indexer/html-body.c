/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the article in a page. */
#include "html-body.h"

#include <stdlib.h>

enum saiga_status
html_body(struct draft *draft, const struct html_doc *doc, bool whole)
{
	bool *dropped = calloc(doc->n, sizeof(*dropped));
	enum saiga_status status;

	(void)whole;
	if (dropped == NULL)
		return SAIGA_NOMEM;
	status = html_render(draft, doc, 0, dropped);
	free(dropped);
	return status;
}
