/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is told of a query: how it was read, and what else could be asked. */
#ifndef WEB_TOLD_H
#define WEB_TOLD_H

#include "page.h"

/* Notes, a better query, the filters as chips, and what words were also found
 * as.  Only NOMEM fails. */
SAIGA_CHECKED enum saiga_status told(
	const struct page *page, const struct search_results *results);

/* That nothing was found, and what to loosen. */
void told_nothing(
	const struct page *page, const struct search_results *results);

#endif
