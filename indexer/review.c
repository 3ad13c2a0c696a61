/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles written anew. */
#include "review.h"

#include "recurring.h"

enum saiga_status
review_write(struct xc_writable *index, struct document_builder *builder,
	uint32_t docid, struct saiga_article *article, struct saiga_error *err)
{
	struct xc_document *doc = NULL;
	struct xc_error xerr;
	bool cut;
	enum saiga_status status =
		document_build(&doc, &cut, builder, article, err);

	if (status == SAIGA_OK &&
		xc_writable_replace_document(index, docid, doc, &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, "index");
	xc_document_free(doc);
	return status;
}

enum saiga_status
review_marks(struct xc_writable *index, struct document_builder *builder,
	struct vocabulary *words, uint32_t docid, struct saiga_error *err)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	const struct xc_database *db = xc_writable_database(index);
	struct recurring_counts counts;
	struct recurring recurring;
	enum saiga_status status = saiga_stored_fetch(&stored, db, docid, err);

	if (status == SAIGA_OK) {
		recurring_find(&recurring, &stored.article);
		status = recurring_count(
			&counts, db, &recurring, &recurring, err);
	}
	if (status == SAIGA_OK &&
		recurring_mark(&stored.article, &recurring, &counts)) {
		status = review_write(
			index, builder, docid, &stored.article, err);
		if (status == SAIGA_OK)
			status = vocabulary_note_article(
				words, &stored.article, builder, err);
	}
	saiga_stored_dispose(&stored);
	return status;
}
