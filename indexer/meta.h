/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside the reading of a page's metadata: what was offered for each field,
 * and who offers it. */
#ifndef INDEXER_META_H
#define INDEXER_META_H

#include "html.h"
#include "reader.h"

/* How far a source is trusted; the lowest that offers a value wins, and the
 * first of equals.  Ranks between two of these are for shades of one. */
enum meta_rank {
	META_JSON_LD = 10,
	META_OPEN_GRAPH = 20,
	META_DUBLIN_CORE = 30,
	META_TAG = 40,
	META_MICRODATA = 50,
	META_TIME = 60,
	META_BYLINE = 70,
	META_ADDRESS = 80,
	META_TEXT = 90, /* anything of the page that looks like it */
	META_CHANGE = 100, /* for want of better: when it was last changed */
	META_NOTHING = 1000
};

struct meta_best {
	struct saiga_strbuf value;
	enum saiga_origin origin;
	unsigned rank;
};

struct page_meta {
	const struct html_doc *doc;
	struct saiga_slice url; /* where the page was fetched from */
	enum saiga_date_order order;
	struct meta_best best[SAIGA_FIELD_COUNT];
	struct saiga_strbuf scratch;
	uint32_t title; /* the node of its headline, or HTML_NONE */
	struct saiga_date shown; /* the day that the page shows its readers */
};

/* Takes the value, UTF-8, if it can be the field's and the rank is lower than
 * what was offered before; of authors and tags, all of one rank.  Says whether
 * it could be. */
bool meta_offer(struct page_meta *meta, enum saiga_field field,
	struct saiga_slice value, enum saiga_origin origin, unsigned rank);

/* Whether a page of the web can be from that day. */
bool meta_is_possible(const struct saiga_date *date);

/* A date that is read already; false when it is not possible. */
bool meta_offer_date(struct page_meta *meta, enum saiga_field field,
	const struct saiga_date *date, enum saiga_origin origin, unsigned rank);

/* Goes over the meta and link elements: meta-tags.c. */
void meta_read_tags(struct page_meta *meta);

/* Reads scripts of type application/ld+json: meta-json.c. */
void meta_read_json(struct page_meta *meta);

/* Reads attributes of schema.org's microdata, time elements, and the lines
 * that name authors and days: meta-page.c, meta-dates.c. */
void meta_read_page(struct page_meta *meta);
void meta_read_dates(struct page_meta *meta);

/* Settles the day of publication between what is declared, what is shown and
 * what the address has: meta-days.c. */
void meta_settle_day(struct page_meta *meta);

/* The order of days and months on a page of that language ("en-GB") and
 * address; either may be empty: meta-values.c. */
enum saiga_date_order meta_date_order(
	struct saiga_slice language, struct saiga_slice url);

#endif
