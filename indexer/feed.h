/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An item of a feed, from its values to a draft. */
#ifndef INDEXER_FEED_H
#define INDEXER_FEED_H

#include "reader.h"

enum feed_value {
	FEED_NONE,
	FEED_TITLE,
	FEED_LINK,
	FEED_ID,
	FEED_DATE,
	FEED_UPDATED,
	FEED_AUTHOR,
	FEED_PUBLISHER,
	FEED_LANGUAGE,
	FEED_TAGS,    /* a comma between */
	FEED_SUMMARY,
	FEED_CONTENT,
	FEED_BASE,    /* what links are relative to */
	FEED_ENCODED, /* the whole text, where a summary is beside it */
	FEED_VALUES
};

#define FEED_VALUE_MAX (2 * SAIGA_TEXT_MAX)

/* The feed's own values are those that its items have not. */
struct feed_item {
	struct saiga_strbuf value[FEED_VALUES];
};

void feed_item_init(struct feed_item *item);
void feed_item_reset(struct feed_item *item);
void feed_item_dispose(struct feed_item *item);

/* Fills a draft that was reset: text, fields. */
SAIGA_CHECKED enum saiga_status feed_item_read(struct draft *draft,
	const struct feed_item *item, const struct feed_item *feed,
	struct saiga_error *err);

/* What tells the item apart in its feed: its id, or else its link or title. */
struct saiga_slice feed_item_id(const struct feed_item *item);

#endif
