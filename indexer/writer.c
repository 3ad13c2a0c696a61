/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writing side of the index: transactions, and what makes them durable. */
#include "writer.h"

#include "document.h"
#include "folder.h"
#include "recurring.h"
#include "review.h"
#include "stop.h"
#include "tables.h"

#include <saiga/store.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A batch is committed at either; small ones keep Xapian's table of changes,
 * a tree in memory, inside the caches. */
#define BATCH_BYTES ((size_t)8 << 20) /* of text */
#define BATCH_ARTICLES 1000u

struct writer {
	struct xc_writable *index;
	struct spool *spool;     /* or this, and what the index holds */
	struct xc_database *old; /* likewise, of one that is spread */
	struct spool_place place;
	struct document_builder *builder;
	struct vocabulary *words; /* of the batch */
	struct tables *tables;
	char *path;
	int dirfd;               /* of the index's folder */
	bool open;               /* a transaction is */
	size_t bytes;            /* of text in it */
	uint32_t articles, most; /* in it, and when it is committed */
};

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

enum saiga_status
writer_commit(struct writer *writer, struct saiga_error *err)
{
	enum saiga_status status;

	if (writer->spool != NULL)
		return spool_stashed(writer->spool, err);
	if (!writer->open)
		return SAIGA_OK;
	status = vocabulary_each(
		writer->words, tables_note, writer->tables, err);
	if (status == SAIGA_OK)
		status = tables_write(writer->tables, err);
	if (status != SAIGA_OK)
		return status;
	status = saiga_store_commit(writer->index, writer->dirfd, err);
	if (status != SAIGA_OK)
		return status;
	writer->open = false;
	writer->bytes = 0;
	writer->articles = 0;
	stop_step();
	return SAIGA_OK;
}

/* A new index says its version in a commit of its own; another must have
 * been written by this version. */
static enum saiga_status
check_version(struct writer *writer, bool any_version, struct saiga_error *err)
{
	struct xc_database *db = xc_writable_database(writer->index);
	struct xc_database_stats stats;
	enum saiga_status status;
	struct xc_error xerr;

	if (xc_database_get_stats(&stats, db, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, writer->path);
	if (stats.last_docid > 0 || saiga_store_created(db) != 0)
		return any_version
			? SAIGA_OK
			: saiga_store_check_version(db, writer->path, err);
	status = begin(writer, err);
	if (status == SAIGA_OK)
		status = saiga_store_write_version(
			writer->index, time(NULL), err);
	if (status == SAIGA_OK)
		status = writer_commit(writer, err);
	if (status == SAIGA_OK)
		status = folder_sync_parents(writer->path, err);
	return status;
}

/* Removes what a build or a copy that was killed left beside the index. */
static void
clear_beside(const char *path)
{
	struct saiga_strbuf beside = SAIGA_STRBUF_INIT(65536);

	if (saiga_store_beside(&beside, path, NULL) == SAIGA_OK)
		(void)!saiga_store_clear(saiga_strbuf_cstr(&beside), NULL);
	saiga_strbuf_dispose(&beside);
}

/* The lock of an index that is spread is its first shard's. */
static enum saiga_status
open_spread(struct writer *writer, unsigned flags, struct saiga_error *err)
{
	struct saiga_strbuf first = SAIGA_STRBUF_INIT(65536);
	int how = XC_DB_OPEN |
		((flags & WRITER_WAIT) != 0 ? XC_DB_RETRY_LOCK : 0);
	enum saiga_status status;

	saiga_strbuf_printf(&first, "%s/0", writer->path);
	status = saiga_store_lock(
		&writer->index, saiga_strbuf_cstr(&first), how, err);
	saiga_strbuf_dispose(&first);
	if (status != SAIGA_OK)
		return status;
	clear_beside(writer->path);
	return saiga_store_open_spread(&writer->old, writer->path, true, err);
}

static enum saiga_status
open_index(struct writer *writer, unsigned flags, struct saiga_error *err)
{
	int how;
	enum saiga_status status = saiga_store_check_single(writer->path, err);

	if (status != SAIGA_OK)
		return (flags & WRITER_TO_REPLACE) != 0
			? open_spread(writer, flags, err)
			: status;
	status = folder_look_at(writer->path, &how, err);
	if (status != SAIGA_OK)
		return status;
	if ((flags & WRITER_WAIT) != 0)
		how |= XC_DB_RETRY_LOCK;
	status = saiga_store_lock(&writer->index, writer->path, how, err);
	if (status != SAIGA_OK)
		return status;
	clear_beside(writer->path);
	writer->dirfd = open(writer->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (writer->dirfd < 0)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", writer->path, strerror(errno));
	status = tables_new(&writer->tables, writer->index, false, err);
	return status == SAIGA_OK
		? check_version(writer, (flags & WRITER_TO_REPLACE) != 0, err)
		: status;
}

/* Of a batch; the environment's SAIGA_BATCH is for tests that need many. */
static uint32_t
batch_articles(void)
{
	const char *text = getenv("SAIGA_BATCH");
	long n = text == NULL ? 0 : strtol(text, NULL, 10);

	return n > 0 && n < (long)BATCH_ARTICLES ? (uint32_t)n : BATCH_ARTICLES;
}

/* A writer of no index yet; NULL when out of memory. */
static struct writer *
new_writer(const char *path)
{
	struct writer *writer = calloc(1, sizeof(*writer));

	if (writer == NULL)
		return NULL;
	writer->dirfd = -1;
	writer->most = batch_articles();
	writer->path = strdup(path);
	writer->builder = document_builder_new();
	writer->words = vocabulary_new();
	if (writer->path != NULL && writer->builder != NULL &&
		writer->words != NULL)
		return writer;
	writer_free(writer);
	return NULL;
}

enum saiga_status
writer_open(struct writer **out, const char *path, unsigned flags,
	struct saiga_error *err)
{
	struct writer *writer = new_writer(path);
	enum saiga_status status;

	*out = NULL;
	if (writer == NULL)
		return saiga_error_nomem(err);
	status = folder_make_parents(path, err);
	if (status == SAIGA_OK)
		status = open_index(writer, flags, err);
	if (status == SAIGA_OK)
		*out = writer;
	else
		writer_free(writer);
	return status;
}

enum saiga_status
writer_open_spool(struct writer **out, const char *folder, const char *path,
	unsigned shards, struct saiga_error *err)
{
	struct writer *writer = new_writer(path);
	enum saiga_status status;

	*out = NULL;
	if (writer == NULL)
		return saiga_error_nomem(err);
	status = spool_new(&writer->spool, folder, shards, err);
	if (status == SAIGA_OK)
		status = saiga_store_open_spread(&writer->old, path, true, err);
	if (status == SAIGA_OK)
		*out = writer;
	else
		writer_free(writer);
	return status;
}

void
writer_set_place(struct writer *writer, const struct spool_place *place)
{
	writer->place = *place;
}

void
writer_free(struct writer *writer)
{
	if (writer == NULL)
		return;
	tables_free(writer->tables);
	xc_writable_free(writer->index);
	spool_free(writer->spool);
	xc_database_free(writer->old);
	document_builder_free(writer->builder);
	vocabulary_free(writer->words);
	if (writer->dirfd >= 0)
		close(writer->dirfd);
	free(writer->path);
	free(writer);
}

const struct xc_database *
writer_database(struct writer *writer)
{
	return writer->old != NULL ? writer->old
				   : xc_writable_database(writer->index);
}

/* Reviews the articles with the term: as many as make a difference, no more,
 * since it was just crossed. */
static enum saiga_status
review_all(struct writer *writer, const char *term, struct saiga_error *err)
{
	uint32_t docids[RECURRING_MANY + 1];
	enum saiga_status status = SAIGA_OK;
	struct xc_posting_iter *it;
	struct xc_error xerr;
	size_t n = 0, i;

	it = xc_database_postings(
		writer_database(writer), term, strlen(term), &xerr);
	if (it == NULL)
		return saiga_store_error(err, &xerr, writer->path);
	while (n < sizeof(docids) / sizeof(*docids) &&
		xc_posting_iter_next(it, &xerr))
		docids[n++] = xc_posting_iter_docid(it);
	xc_posting_iter_free(it);
	if (xerr.kind != XC_OK)
		return saiga_store_error(err, &xerr, writer->path);
	for (i = 0; i < n && status == SAIGA_OK; i++)
		status = review_marks(writer->index, writer->builder,
			writer->words, docids[i], err);
	return status;
}

/* Fetches the article that is to be replaced, if there is one, and its
 * terms. */
static enum saiga_status
find_old(struct writer *writer, const char *id, struct saiga_stored *stored,
	struct recurring *old, struct saiga_error *err)
{
	const struct xc_database *db = writer_database(writer);
	uint32_t docid;
	enum saiga_status status = saiga_store_find(&docid, db, id, err);

	memset(old, 0, sizeof(*old));
	if (status == SAIGA_NOTFOUND)
		return SAIGA_OK;
	if (status == SAIGA_OK)
		status = saiga_stored_fetch(stored, db, docid, err);
	if (status == SAIGA_OK)
		recurring_find(old, &stored->article);
	return status;
}

/* Builds the article's document and puts it into the index. */
static enum saiga_status
replace(bool *cut, struct writer *writer, struct saiga_article *article,
	struct saiga_error *err)
{
	char term[SAIGA_ID_TERM_SIZE];
	struct xc_document *doc = NULL;
	struct xc_error xerr;
	enum saiga_status status =
		document_build(&doc, cut, writer->builder, article, err);

	if (status == SAIGA_OK)
		status = vocabulary_note_article(
			writer->words, article, writer->builder, err);
	if (status == SAIGA_OK) {
		saiga_store_id_term(term, article->id);
		if (xc_writable_replace_by_term(
			    writer->index, term, strlen(term), doc, &xerr) == 0)
			status = saiga_store_error(err, &xerr, writer->path);
	}
	xc_document_free(doc);
	return status;
}

static enum saiga_status
review_crossed(struct writer *writer, const struct recurring_counts *counts,
	struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	unsigned i;

	for (i = 0; i < counts->n && status == SAIGA_OK; i++)
		if (recurring_crosses(&counts->items[i]))
			status = review_all(writer, counts->items[i].term, err);
	return status;
}

/* Counts an article of so many bytes into the batch, and commits it when it is
 * full. */
static enum saiga_status
count(struct writer *writer, size_t bytes, struct saiga_error *err)
{
	writer->articles++;
	writer->bytes += bytes;
	if (writer->bytes >= BATCH_BYTES || writer->articles >= writer->most)
		return writer_commit(writer, err);
	return SAIGA_OK;
}

/* Reads the lines of a file. */
static enum saiga_status
read_terms(
	struct saiga_lexicon *terms, const char *path, struct saiga_error *err)
{
	FILE *file = fopen(path, "re");
	enum saiga_status status = SAIGA_OK;
	char line[RECURRING_TERM + 2];

	if (file == NULL)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	while (status == SAIGA_OK && fgets(line, sizeof(line), file) != NULL)
		if (saiga_lexicon_add(
			    terms, saiga_slice_of(line, strcspn(line, "\n"))) ==
			SAIGA_NO_TERM)
			status = saiga_error_nomem(err);
	if (status == SAIGA_OK && ferror(file))
		status = saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	fclose(file);
	return status;
}

enum saiga_status
writer_build(struct writer *writer, const char *path, spool_fn fn, void *ctx,
	struct saiga_error *err)
{
	struct saiga_lexicon *terms = saiga_lexicon_new();
	enum saiga_status status = terms == NULL ? saiga_error_nomem(err)
						 : read_terms(terms, path, err);

	if (status == SAIGA_OK)
		status = spool_build(
			writer->spool, terms, writer->builder, fn, ctx, err);
	saiga_lexicon_free(terms);
	return status;
}

enum saiga_status
writer_put(bool *cut, struct writer *writer, struct saiga_article *article,
	struct saiga_error *err)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	struct recurring_counts counts = { .n = 0 };
	struct recurring old, new;
	enum saiga_status status;

	if (writer->spool != NULL) {
		*cut = false;
		return spool_stash(writer->spool, article, &writer->place, err);
	}
	status = begin(writer, err);
	if (status == SAIGA_OK)
		status = find_old(writer, article->id, &stored, &old, err);
	if (status == SAIGA_OK) {
		recurring_find(&new, article);
		status = recurring_count(
			&counts, writer_database(writer), &old, &new, err);
	}
	if (status == SAIGA_OK) {
		recurring_mark(article, &new, &counts);
		status = replace(cut, writer, article, err);
	}
	if (status == SAIGA_OK)
		status = review_crossed(writer, &counts, err);
	saiga_stored_dispose(&stored);
	return status == SAIGA_OK ? count(writer, article->text.len, err)
				  : status;
}

enum saiga_status
writer_remove(bool *removed, struct writer *writer, uint32_t docid,
	const struct saiga_lexicon *except, struct saiga_error *err)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	struct recurring_counts counts = { .n = 0 };
	const struct xc_database *db = writer_database(writer);
	struct recurring old = { .n = 0 };
	struct xc_error xerr;
	enum saiga_status status = begin(writer, err);

	*removed = false;
	if (status == SAIGA_OK)
		status = saiga_stored_fetch(&stored, db, docid, err);
	/* A damaged record is of nobody: it goes. */
	if (status == SAIGA_CORRUPT && stored.doc != NULL) {
		saiga_article_init(&stored.article);
		status = SAIGA_OK;
	}
	*removed = status == SAIGA_OK &&
		(except == NULL ||
			saiga_lexicon_find(
				except, saiga_slice(stored.article.id)) ==
				SAIGA_NO_TERM);
	if (*removed) {
		recurring_find(&old, &stored.article);
		status = recurring_count(&counts, db, &old, NULL, err);
	}
	if (*removed && status == SAIGA_OK &&
		xc_writable_delete_document(writer->index, docid, &xerr) !=
			XC_OK)
		status = saiga_store_error(err, &xerr, writer->path);
	if (status == SAIGA_OK)
		status = review_crossed(writer, &counts, err);
	saiga_stored_dispose(&stored);
	return status == SAIGA_OK && *removed ? count(writer, 0, err) : status;
}

enum saiga_status
writer_begin(
	struct xc_writable **w, struct writer *writer, struct saiga_error *err)
{
	*w = NULL;
	if (writer->spool != NULL) {
		*w = spool_index(writer->spool, err);
		return *w == NULL ? SAIGA_IO : SAIGA_OK;
	}
	*w = writer->index;
	return begin(writer, err);
}
