/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Forgetting. */
#include "forget.h"

#include "remove.h"
#include "roots.h"
#include "writer.h"

#include <string.h>

struct forget {
	struct writer *writer;
	struct roots roots;
	uint64_t *articles;
	struct saiga_strbuf path;  /* that is forgotten */
	struct saiga_strbuf files; /* in it, each ended by a NUL */
	struct saiga_error *err;
};

/* ---- articles ------------------------------------------------------------ */

/* *found: the name is an article's id, and it is gone. */
static enum saiga_status
forget_id(struct forget *f, const char *id, bool *found)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	struct xc_writable *w;
	enum saiga_status status;
	uint32_t docid;

	*found = false;
	if (strlen(id) != SAIGA_ID_LEN)
		return SAIGA_OK;
	status = saiga_store_find(
		&docid, writer_database(f->writer), id, f->err);
	if (status != SAIGA_OK)
		return status == SAIGA_NOTFOUND ? SAIGA_OK : status;
	status = saiga_stored_fetch(
		&stored, writer_database(f->writer), docid, f->err);
	if (status == SAIGA_OK)
		status = writer_remove(found, f->writer, docid, NULL, f->err);
	if (status == SAIGA_OK)
		status = writer_begin(&w, f->writer, f->err);
	if (status == SAIGA_OK)
		status = saiga_forgotten_add(w, saiga_slice(id), f->err);
	/* What is known of its file is right no more. */
	if (status == SAIGA_OK)
		status = saiga_files_drop(
			w, stored.article.field[SAIGA_FIELD_PATH], f->err);
	*f->articles += *found;
	saiga_stored_dispose(&stored);
	return status;
}

/* ---- files and folders --------------------------------------------------- */

static enum saiga_status
keep_file(const struct saiga_file *file, void *ctx)
{
	struct forget *f = ctx;

	if (saiga_path_is_below(file->path, saiga_strbuf_view(&f->path)))
		saiga_strbuf_append(
			&f->files, file->path.p, file->path.len + 1);
	return f->files.status;
}

static enum saiga_status
remove_files(struct forget *f, struct xc_writable *w)
{
	enum saiga_status status = SAIGA_OK;
	size_t i = 0;

	while (i < f->files.len && status == SAIGA_OK) {
		struct saiga_slice path = saiga_slice(f->files.p + i);

		status = remove_articles(
			f->articles, f->writer, path, NULL, f->err);
		/* A full batch may have been committed meanwhile. */
		if (status == SAIGA_OK)
			status = writer_begin(&w, f->writer, f->err);
		if (status == SAIGA_OK)
			status = saiga_files_drop(w, path, f->err);
		i += path.len + 1;
	}
	return status;
}

/* Drops the roots that are the path or below it; *above: one that stays has
 * it. */
static enum saiga_status
drop_roots(struct forget *f, struct xc_writable *w, bool *above, bool *any)
{
	struct saiga_slice path = saiga_strbuf_view(&f->path);
	enum saiga_status status = SAIGA_OK;
	size_t i;

	*above = *any = false;
	for (i = 0; i < f->roots.n && status == SAIGA_OK; i++) {
		struct saiga_slice root = saiga_slice(f->roots.items[i].path);

		if (saiga_path_is_below(root, path)) {
			*any = true;
			status = saiga_roots_drop(w, root, f->err);
		} else if (saiga_path_is_below(path, root))
			*above = true;
	}
	return status;
}

/* Forgets f->path; *found: there was something. */
static enum saiga_status
forget_path(struct forget *f, bool *found)
{
	struct saiga_slice path = saiga_strbuf_view(&f->path);
	enum saiga_status status;
	struct xc_writable *w;
	bool above, any;

	saiga_strbuf_reset(&f->files);
	status = saiga_files_each(
		writer_database(f->writer), keep_file, f, f->err);
	if (status == SAIGA_OK)
		status = writer_begin(&w, f->writer, f->err);
	if (status == SAIGA_OK)
		status = drop_roots(f, w, &above, &any);
	*found = status == SAIGA_OK &&
		(any || f->files.len > 0 || (above && !walk_is_gone(path)));
	/* First of all, so that a run that dies here takes nothing in again. */
	if (status == SAIGA_OK && *found && above)
		status = saiga_forgotten_add(w, path, f->err);
	if (status == SAIGA_OK)
		status = remove_files(f, w);
	return status;
}

static enum saiga_status
forget_name(struct forget *f, const char *name)
{
	bool found;
	enum saiga_status status = forget_id(f, name, &found);

	if (status != SAIGA_OK || found)
		return status;
	status = walk_absolute(&f->path, name, f->err);
	if (status == SAIGA_OK)
		status = forget_path(f, &found);
	if (status == SAIGA_OK && !found)
		return saiga_error_set(f->err, SAIGA_NOTFOUND,
			"%s: the index has no article of that id, and nothing "
			"from such a file or folder: see 'saiga roots'",
			name);
	return status;
}

enum saiga_status
index_forget(uint64_t *articles, const char *db, char *const *names, size_t n,
	struct saiga_error *err)
{
	struct forget f = {
		.articles = articles,
		.path = SAIGA_STRBUF_INIT((size_t)1 << 20),
		.files = SAIGA_STRBUF_INIT((size_t)1 << 30),
		.err = err,
	};
	struct xc_database *there;
	enum saiga_status status = saiga_store_open(&there, db, err);
	size_t i;

	if (status != SAIGA_OK)
		return status;
	xc_database_free(there);
	status = writer_open(&f.writer, db, 0, err);
	if (status == SAIGA_OK)
		status = roots_read(&f.roots, writer_database(f.writer), err);
	for (i = 0; i < n && status == SAIGA_OK; i++)
		status = forget_name(&f, names[i]);
	if (status == SAIGA_OK)
		status = writer_commit(f.writer, err);
	roots_dispose(&f.roots);
	saiga_strbuf_dispose(&f.path);
	saiga_strbuf_dispose(&f.files);
	writer_free(f.writer);
	return status;
}
