/* SPDX-License-Identifier: GPL-2.0-or-later */
/* By what a browser knows that a page is as it was (RFC 9110, 8.8 and 13). */
#ifndef WEB_STAMP_H
#define WEB_STAMP_H

#include "page.h"

struct stamp {
	char tag[24];      /* with its quotes; empty: none */
	char modified[32]; /* an HTTP date, or empty */
	unsigned age;      /* seconds that the page may be kept unasked */
};

#define STAMP_INIT { "", "", 0 }

/* Makes the stamp of a page of the index as it is open: from the index's
 * uuid and revision, the day (a query may ask for "today"), the language, the
 * configuration and the program. */
SAIGA_CHECKED enum saiga_status stamp_make(
	struct stamp *stamp, const struct page *page);

/* Whether the request says that it has just this page. */
bool stamp_is_known(const struct stamp *stamp, const struct http_request *request);

/* Appends the headers; NULL: of what must not be kept. */
void stamp_print(struct saiga_strbuf *out, const struct stamp *stamp);

#endif
