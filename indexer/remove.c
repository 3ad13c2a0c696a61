/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is gone. */
#include "remove.h"

#include <saiga/store.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct docids {
	uint32_t *items;
	size_t n, cap;
};

/* Adds the documents with the term of the path's hash. */
static enum saiga_status
find(struct docids *out, const struct xc_database *db, const char *prefix,
	struct saiga_slice path, struct saiga_error *err)
{
	char hash[SAIGA_ID_LEN + 1], term[4 + SAIGA_ID_LEN];
	enum saiga_status status = SAIGA_OK;
	struct xc_posting_iter *it;
	struct xc_error xerr;

	saiga_id_make(path, hash);
	snprintf(term, sizeof(term), "%s%s", prefix, hash);
	it = xc_database_postings(db, term, strlen(term), &xerr);
	if (it == NULL)
		return saiga_store_error(err, &xerr, "index");
	while (status == SAIGA_OK && xc_posting_iter_next(it, &xerr)) {
		if (saiga_array_reserve(&out->items, &out->cap, out->n + 1,
			    sizeof(*out->items)) != SAIGA_OK)
			status = saiga_error_nomem(err);
		else
			out->items[out->n++] = xc_posting_iter_docid(it);
	}
	xc_posting_iter_free(it);
	if (status == SAIGA_OK && xerr.kind != XC_OK)
		status = saiga_store_error(err, &xerr, "index");
	return status;
}

enum saiga_status
remove_articles(uint64_t *n, struct writer *writer, struct saiga_slice path,
	const struct saiga_lexicon *except, struct saiga_error *err)
{
	const struct xc_database *db = writer_database(writer);
	struct docids found = { NULL, 0, 0 };
	enum saiga_status status =
		find(&found, db, SAIGA_PREFIX_FILE, path, err);
	size_t i;

	if (status == SAIGA_OK)
		status = find(&found, db, SAIGA_PREFIX_HOLDER, path, err);
	for (i = 0; i < found.n && status == SAIGA_OK; i++) {
		bool removed;

		status = writer_remove(
			&removed, writer, found.items[i], except, err);
		*n += removed;
	}
	free(found.items);
	return status;
}

/* Paths, one after another, each ended by a NUL. */
struct gone {
	const struct roots *roots;
	struct saiga_strbuf paths;
	uint64_t *doubts; /* files, by the place's number */
};

/* Whether a file that was named itself is gone, rather than its disk. */
static bool
is_removed(struct saiga_slice path)
{
	while (path.len > 0 && path.p[path.len - 1] != '/')
		path.len--;
	return path.len <= 1 || !walk_is_gone(path);
}

/* Keeps the path of a file that is gone. */
static enum saiga_status
look(const struct saiga_file *file, void *ctx)
{
	struct gone *gone = ctx;
	const struct place *place = roots_place(gone->roots, file->path);

	if (place == NULL || !walk_is_gone(file->path))
		return SAIGA_OK;
	if (place->met == 0 &&
		!(saiga_slice_equal(file->path, saiga_slice(place->path)) &&
			is_removed(file->path))) {
		gone->doubts[place - gone->roots->places]++;
		return SAIGA_OK;
	}
	/* In the table a NUL is behind each path. */
	saiga_strbuf_append(&gone->paths, file->path.p, file->path.len + 1);
	return gone->paths.status;
}

static enum saiga_status
remove_file(uint64_t *n, struct writer *writer, struct saiga_slice path,
	struct saiga_error *err)
{
	enum saiga_status status = remove_articles(n, writer, path, NULL, err);
	struct xc_writable *w;

	if (status == SAIGA_OK)
		status = writer_begin(&w, writer, err);
	if (status == SAIGA_OK)
		status = saiga_files_drop(w, path, err);
	if (status == SAIGA_OK)
		status = saiga_roots_drop(w, path, err);
	return status;
}

enum saiga_status
remove_gone(uint64_t *n, struct writer *writer, const struct roots *roots,
	remove_doubt_fn fn, void *ctx, struct saiga_error *err)
{
	struct gone gone = { .roots = roots,
		.paths = SAIGA_STRBUF_INIT((size_t)1 << 30) };
	enum saiga_status status;
	size_t i;

	if (roots->n_places == 0)
		return SAIGA_OK;
	gone.doubts = calloc(roots->n_places, sizeof(*gone.doubts));
	if (gone.doubts == NULL)
		return saiga_error_nomem(err);
	status = saiga_files_each(writer_database(writer), look, &gone, err);
	if (status == SAIGA_NOMEM)
		status = saiga_error_nomem(err);
	for (i = 0; i < gone.paths.len && status == SAIGA_OK;) {
		struct saiga_slice path = saiga_slice(gone.paths.p + i);

		status = remove_file(n, writer, path, err);
		i += path.len + 1;
	}
	for (i = 0; i < roots->n_places && status == SAIGA_OK; i++)
		if (gone.doubts[i] > 0)
			fn(roots->places[i].path, gone.doubts[i], ctx);
	saiga_strbuf_dispose(&gone.paths);
	free(gone.doubts);
	return status;
}
