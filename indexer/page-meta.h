/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a page tells of itself: title, publisher, dates, authors. */
#ifndef INDEXER_PAGE_META_H
#define INDEXER_PAGE_META_H

#include "html.h"

struct draft;

/* Sets the fields that the page declares and the draft has not; url is where
 * it was fetched from, or empty. */
void saiga_page_meta(const struct html_doc *doc, struct saiga_slice url,
	struct draft *draft);

/* Where a page was saved from, as browsers and their helpers note it in a
 * comment near its beginning; empty when they do not.  Borrowed. */
struct saiga_slice saiga_page_saved_from(struct saiga_slice bytes);

#endif
