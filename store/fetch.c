/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From an id to the stored article. */
#include <saiga/store.h>

#include <stdio.h>

void
saiga_stored_dispose(struct saiga_stored *stored)
{
	saiga_article_dispose(&stored->article);
	xc_document_free(stored->doc);
	stored->doc = NULL;
}

enum saiga_status
saiga_stored_fetch(struct saiga_stored *out, const struct xc_database *db,
	uint32_t docid, struct saiga_error *err)
{
	struct saiga_error why = SAIGA_ERROR_INIT;
	enum saiga_status status;
	struct xc_error xerr;
	const char *data;
	size_t len;

	xc_document_free(out->doc);
	out->docid = docid;
	out->doc = xc_database_document(db, docid, 0, &xerr);
	if (out->doc == NULL)
		return saiga_store_error(err, &xerr, "stored article");
	data = xc_document_data(out->doc, &len, &xerr);
	if (data == NULL)
		return saiga_store_error(err, &xerr, "stored article");
	status = saiga_record_decode(
		&out->article, saiga_slice_of(data, len), &why);
	if (status == SAIGA_CORRUPT)
		return saiga_error_set(err, status,
			"document %u of the index: %s: run 'saiga check'",
			(unsigned)docid, why.msg);
	if (status != SAIGA_OK)
		return saiga_error_set(err, status, "%s", why.msg);
	return SAIGA_OK;
}

void
saiga_store_id_term(char term[SAIGA_ID_TERM_SIZE], const char *id)
{
	snprintf(term, SAIGA_ID_TERM_SIZE, SAIGA_PREFIX_ID "%s", id);
}

enum saiga_status
saiga_store_first(uint32_t *docid, const struct xc_database *db,
	struct saiga_slice term, struct saiga_error *err)
{
	struct xc_posting_iter *it;
	struct xc_error xerr;
	bool found;

	*docid = 0;
	it = xc_database_postings(db, term.p, term.len, &xerr);
	if (it == NULL)
		return saiga_store_error(err, &xerr, "index");
	found = xc_posting_iter_next(it, &xerr);
	if (found)
		*docid = xc_posting_iter_docid(it);
	xc_posting_iter_free(it);
	if (xerr.kind != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	return found ? SAIGA_OK : SAIGA_NOTFOUND;
}

enum saiga_status
saiga_store_find(uint32_t *docid, const struct xc_database *db, const char *id,
	struct saiga_error *err)
{
	char term[SAIGA_ID_TERM_SIZE];

	saiga_store_id_term(term, id);
	return saiga_store_first(docid, db, saiga_slice(term), err);
}
