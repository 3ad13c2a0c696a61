/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes anew what a check has found wrong: documents from their records, the
 * lists of words from the documents. */
#include "audit.h"

#include "expected.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define BATCH 1000u /* documents in a commit */

struct repair {
	struct xc_writable *w;
	const struct xc_database *db; /* what w holds */
	struct document_builder *builder;
	struct saiga_stored stored;
	struct audit_counts *counts;
	int dirfd;
};

static enum saiga_status
repair_begin(struct repair *r, struct xc_writable *w, const char *path,
	struct saiga_error *err)
{
	struct xc_error xerr;

	memset(r, 0, sizeof(*r));
	r->w = w;
	r->db = xc_writable_database(w);
	r->dirfd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (r->dirfd < 0)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	r->builder = document_builder_new();
	if (r->builder == NULL)
		return saiga_error_nomem(err);
	if (xc_writable_begin_transaction(w, true, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, path);
	return SAIGA_OK;
}

static void
repair_end(struct repair *r)
{
	document_builder_free(r->builder);
	saiga_stored_dispose(&r->stored);
	if (r->dirfd >= 0)
		close(r->dirfd);
}

/* ---- documents ----------------------------------------------------------- */

static enum saiga_status
write_anew(struct repair *r, uint32_t docid, struct saiga_error *err)
{
	struct xc_document *doc;
	struct xc_error xerr;
	bool changed;
	enum saiga_status status =
		saiga_stored_fetch(&r->stored, r->db, docid, err);

	if (status == SAIGA_OK)
		status = inspect_build(
			&doc, &changed, r->builder, &r->stored, r->db, err);
	if (status != SAIGA_OK)
		return status;
	if (xc_writable_replace_document(r->w, docid, doc, &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, "repair");
	xc_document_free(doc);
	r->counts->mended++;
	return status;
}

static enum saiga_status
do_job(struct repair *r, const struct audit_job *job, struct saiga_error *err)
{
	struct xc_error xerr;

	if (job->fault == FAULT_DOCUMENT)
		return write_anew(r, job->docid, err);
	if (job->fault != FAULT_RECORD)
		return SAIGA_OK;
	if (xc_writable_delete_document(r->w, job->docid, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "repair");
	r->counts->removed++;
	return SAIGA_OK;
}

static enum saiga_status
commit_and_go_on(struct repair *r, struct saiga_error *err)
{
	enum saiga_status status = saiga_store_commit(r->w, r->dirfd, err);
	struct xc_error xerr;

	if (status == SAIGA_OK &&
		xc_writable_begin_transaction(r->w, true, &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, "repair");
	return status;
}

enum saiga_status
repair_documents(struct audit_counts *counts, struct xc_writable *w,
	const char *path, const struct audit_jobs *jobs,
	struct saiga_error *err)
{
	struct repair r;
	enum saiga_status status = repair_begin(&r, w, path, err);
	uint32_t removed = counts->removed;
	size_t i;

	r.counts = counts;
	for (i = 0; i < jobs->n && status == SAIGA_OK; i++) {
		status = do_job(&r, &jobs->items[i], err);
		if (status == SAIGA_OK && (i + 1) % BATCH == 0)
			status = commit_and_go_on(&r, err);
	}
	/* Of an article without a record nobody knows the file: whichever it
	 * is, the next run reads it again. */
	if (status == SAIGA_OK && counts->removed > removed)
		status = saiga_keys_drop(w, SAIGA_KEY_FILES, err);
	if (status == SAIGA_OK)
		status = saiga_store_commit(w, r.dirfd, err);
	repair_end(&r);
	return status;
}

/* ---- lists --------------------------------------------------------------- */

/* All documents' words into the lists. */
static enum saiga_status
gather(struct repair *r, struct expected *expected, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_posting_iter *it = xc_database_postings(r->db, "", 0, &xerr);

	while (it != NULL && status == SAIGA_OK &&
		xc_posting_iter_next(it, &xerr)) {
		struct saiga_article *a = &r->stored.article;
		struct xc_document *doc;
		bool cut;

		status = saiga_stored_fetch(
			&r->stored, r->db, xc_posting_iter_docid(it), err);
		if (status == SAIGA_OK)
			status = document_build(&doc, &cut, r->builder, a, err);
		if (status != SAIGA_OK)
			break;
		xc_document_free(doc);
		status = expected_note(expected, r->builder, a, err);
	}
	xc_posting_iter_free(it);
	if (status == SAIGA_OK && xerr.kind != XC_OK)
		status = saiga_store_error(err, &xerr, "repair");
	return status == SAIGA_OK ? expected_write(expected, err) : status;
}

enum saiga_status
repair_lists(struct xc_writable *w, const char *path, struct saiga_error *err)
{
	struct expected *expected = NULL;
	struct repair r;
	enum saiga_status status = repair_begin(&r, w, path, err);

	if (status == SAIGA_OK)
		status = saiga_keys_drop(w, SAIGA_KEY_FORMS, err);
	if (status == SAIGA_OK)
		status = saiga_keys_drop(w, SAIGA_KEY_NAMES, err);
	if (status == SAIGA_OK)
		status = expected_new(&expected, w, err);
	if (status == SAIGA_OK)
		status = gather(&r, expected, err);
	if (status == SAIGA_OK)
		status = saiga_store_commit(w, r.dirfd, err);
	expected_free(expected);
	repair_end(&r);
	return status;
}
