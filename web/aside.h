/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands beside the results: when they were published, and by whom. */
#ifndef WEB_ASIDE_H
#define WEB_ASIDE_H

#include "page.h"

/* The facets and the timeline of what was found, each value a link that
 * narrows the query down to it. */
SAIGA_CHECKED enum saiga_status aside_put(
	const struct page *page, const struct search_results *results);

/* Whether there is anything to narrow down by, or a course over time. */
bool aside_has_any(const struct search_results *r);

#endif
