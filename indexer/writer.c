/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writing side of the index: transactions, and what makes them durable. */
#include "writer.h"

#include "document.h"
#include "forms.h"

#include <saiga/store.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A batch is committed at either; small ones keep Xapian's table of changes,
 * a tree in memory, inside the caches. */
#define BATCH_BYTES ((size_t)8 << 20) /* of text */
#define BATCH_ARTICLES 1000u

struct writer {
	struct xc_writable *index;
	struct document_builder *builder;
	struct forms *forms;
	char *path;
	int dirfd;        /* of the index's folder */
	bool open;        /* a transaction is */
	size_t bytes;     /* of text in it */
	uint32_t articles;
};

/* Makes the folders above path. */
static enum saiga_status
make_parents(const char *path, struct saiga_error *err)
{
	struct saiga_strbuf part = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status = SAIGA_OK;
	const char *slash = path;

	while (status == SAIGA_OK && (slash = strchr(slash + 1, '/')) != NULL) {
		saiga_strbuf_reset(&part);
		saiga_strbuf_append(&part, path, (size_t)(slash - path));
		if (mkdir(saiga_strbuf_cstr(&part), 0777) != 0 &&
			errno != EEXIST)
			status = saiga_error_set(err, SAIGA_IO, "%s: %s",
				saiga_strbuf_cstr(&part), strerror(errno));
	}
	saiga_strbuf_dispose(&part);
	return status;
}

static enum saiga_status
begin(struct writer *writer, struct saiga_error *err)
{
	struct xc_error xerr;

	if (writer->open)
		return SAIGA_OK;
	if (xc_writable_begin_transaction(writer->index, true, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, writer->path);
	writer->open = true;
	return SAIGA_OK;
}

/* Xapian renames a file at each commit and leaves the folder unsynced: after
 * a power cut an acknowledged commit could be gone, or half of it. */
static enum saiga_status
sync_folder(struct writer *writer, struct saiga_error *err)
{
	if (fsync(writer->dirfd) != 0)
		return saiga_error_set(err, SAIGA_IO, "%s: %s", writer->path,
			strerror(errno));
	return SAIGA_OK;
}

enum saiga_status
writer_commit(struct writer *writer, struct saiga_error *err)
{
	enum saiga_status status;
	struct xc_error xerr;

	if (!writer->open)
		return SAIGA_OK;
	status = forms_write(writer->forms, writer->index, err);
	if (status != SAIGA_OK)
		return status;
	if (xc_writable_commit_transaction(writer->index, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, writer->path);
	writer->open = false;
	writer->bytes = 0;
	writer->articles = 0;
	return sync_folder(writer, err);
}

/* A new index says its version in a commit of its own; another must have
 * been written by this version. */
static enum saiga_status
check_version(struct writer *writer, struct saiga_error *err)
{
	struct xc_database *db = xc_writable_database(writer->index);
	struct xc_database_stats stats;
	enum saiga_status status;
	struct xc_error xerr;

	if (xc_database_get_stats(&stats, db, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, writer->path);
	if (stats.last_docid > 0 || saiga_store_created(db) != 0)
		return saiga_store_check_version(db, writer->path, err);
	status = begin(writer, err);
	if (status == SAIGA_OK)
		status = saiga_store_write_version(
			writer->index, time(NULL), err);
	if (status == SAIGA_OK)
		status = writer_commit(writer, err);
	return status;
}

static enum saiga_status
open_index(struct writer *writer, struct saiga_error *err)
{
	struct xc_error xerr;

	writer->index = xc_writable_open(writer->path,
		XC_DB_CREATE_OR_OPEN | XC_DB_BACKEND_GLASS, 0, &xerr);
	if (writer->index == NULL && xerr.kind == XC_DATABASE_LOCK_ERROR)
		return saiga_error_set(err, SAIGA_LOCKED,
			"%s: another saiga is writing this index: wait until "
			"it is done",
			writer->path);
	if (writer->index == NULL)
		return saiga_store_error(err, &xerr, writer->path);
	writer->dirfd = open(writer->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (writer->dirfd < 0)
		return saiga_error_set(err, SAIGA_IO, "%s: %s", writer->path,
			strerror(errno));
	return check_version(writer, err);
}

enum saiga_status
writer_open(struct writer **out, const char *path, struct saiga_error *err)
{
	struct writer *writer = calloc(1, sizeof(*writer));
	enum saiga_status status;

	*out = NULL;
	if (writer == NULL)
		return saiga_error_nomem(err);
	writer->dirfd = -1;
	writer->path = strdup(path);
	writer->builder = document_builder_new();
	if (writer->path == NULL || writer->builder == NULL)
		status = saiga_error_nomem(err);
	else
		status = forms_new(&writer->forms, err);
	if (status == SAIGA_OK)
		status = make_parents(path, err);
	if (status == SAIGA_OK)
		status = open_index(writer, err);
	if (status == SAIGA_OK)
		*out = writer;
	else
		writer_free(writer);
	return status;
}

void
writer_free(struct writer *writer)
{
	if (writer == NULL)
		return;
	xc_writable_free(writer->index);
	document_builder_free(writer->builder);
	forms_free(writer->forms);
	if (writer->dirfd >= 0)
		close(writer->dirfd);
	free(writer->path);
	free(writer);
}

const struct xc_database *
writer_database(struct writer *writer)
{
	return xc_writable_database(writer->index);
}

uint32_t
writer_uncommitted(const struct writer *writer)
{
	return writer->articles;
}

static enum saiga_status
note_forms(struct writer *writer, const struct saiga_article *article,
	struct saiga_error *err)
{
	struct saiga_slice language = article->field[SAIGA_FIELD_LANGUAGE];
	enum saiga_status status = SAIGA_OK;
	struct saiga_slice word;
	uint32_t i;

	for (i = 0; status == SAIGA_OK &&
		document_word(writer->builder, i, &word);
		i++)
		status = forms_note(writer->forms, language, word, err);
	return status;
}

enum saiga_status
writer_put(bool *cut, struct writer *writer, struct saiga_article *article,
	struct saiga_error *err)
{
	char term[SAIGA_ID_TERM_SIZE];
	enum saiga_status status = begin(writer, err);
	struct xc_document *doc = NULL;
	struct xc_error xerr;

	if (status == SAIGA_OK)
		status = document_build(
			&doc, cut, writer->builder, article, err);
	if (status == SAIGA_OK)
		status = note_forms(writer, article, err);
	if (status == SAIGA_OK) {
		saiga_store_id_term(term, article->id);
		if (xc_writable_replace_by_term(writer->index, term,
			    strlen(term), doc, &xerr) == 0)
			status = saiga_store_error(err, &xerr, writer->path);
	}
	xc_document_free(doc);
	if (status != SAIGA_OK)
		return status;
	writer->articles++;
	writer->bytes += article->text.len;
	if (writer->bytes >= BATCH_BYTES || writer->articles >= BATCH_ARTICLES)
		return writer_commit(writer, err);
	return SAIGA_OK;
}
