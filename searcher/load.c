/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One article by its id. */
#include "search.h"

enum saiga_status
search_load(struct found_article *found, struct xc_database *db, const char *id,
	struct saiga_slice query, const struct search_options *options,
	struct saiga_error *err)
{
	const struct found_article empty = { .stored = SAIGA_STORED_INIT };
	enum saiga_status status;
	unsigned tries = 0;
	uint32_t docid;

	do {
		found_article_dispose(found);
		*found = empty;
		status = saiga_store_find(&docid, db, id, err);
		if (status == SAIGA_OK)
			status = saiga_stored_fetch(
				&found->stored, db, docid, err);
		if (status == SAIGA_OK)
			status = search_article(found, db, query, options, err);
	} while (saiga_store_again(db, status, &tries));
	return status;
}
