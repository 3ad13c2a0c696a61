/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files and folders that a person named, and what they took out again. */
#include "kept.h"

#include <string.h>

#define ROOTS "roots"
#define FORGOTTEN "forgotten"

bool
saiga_path_is_below(struct saiga_slice path, struct saiga_slice folder)
{
	if (folder.len > 0 && folder.p[folder.len - 1] == '/')
		folder.len--;
	return path.len >= folder.len &&
		(folder.len == 0 ||
			memcmp(path.p, folder.p, folder.len) == 0) &&
		(path.len == folder.len || path.p[folder.len] == '/');
}

enum saiga_status
saiga_roots_set(struct xc_writable *w, const struct saiga_root *root,
	struct saiga_error *err)
{
	struct saiga_strbuf value = SAIGA_STRBUF_INIT(KEPT_MAX);
	enum saiga_status status;

	saiga_strbuf_slice(&value, root->path);
	saiga_strbuf_byte(&value, '\0');
	saiga_strbuf_slice(&value, root->map);
	status = saiga_strbuf_status(&value, err);
	if (status == SAIGA_OK)
		status = kept_set(
			w, ROOTS, root->path, saiga_strbuf_view(&value), err);
	saiga_strbuf_dispose(&value);
	return status;
}

enum saiga_status
saiga_roots_drop(
	struct xc_writable *w, struct saiga_slice path, struct saiga_error *err)
{
	return kept_set(w, ROOTS, path, saiga_slice(""), err);
}

struct each {
	saiga_root_fn root;
	saiga_forgotten_fn forgotten;
	void *ctx;
};

static enum saiga_status
give_root(struct saiga_slice value, void *ctx)
{
	const struct each *each = ctx;
	const char *end = memchr(value.p, 0, value.len);
	struct saiga_root root;

	if (end == NULL)
		return SAIGA_OK;
	root.path = saiga_slice_of(value.p, (size_t)(end - value.p));
	root.map = saiga_slice_of(end + 1, value.len - root.path.len - 1);
	return each->root(&root, each->ctx);
}

enum saiga_status
saiga_roots_each(const struct xc_database *db, saiga_root_fn fn, void *ctx,
	struct saiga_error *err)
{
	struct each each = { .root = fn, .ctx = ctx };

	return kept_each(db, ROOTS, give_root, &each, err);
}

enum saiga_status
saiga_forgotten_add(
	struct xc_writable *w, struct saiga_slice name, struct saiga_error *err)
{
	return kept_set(w, FORGOTTEN, name, name, err);
}

enum saiga_status
saiga_forgotten_drop(
	struct xc_writable *w, struct saiga_slice name, struct saiga_error *err)
{
	return kept_set(w, FORGOTTEN, name, saiga_slice(""), err);
}

static enum saiga_status
give_forgotten(struct saiga_slice value, void *ctx)
{
	const struct each *each = ctx;

	return each->forgotten(value, each->ctx);
}

enum saiga_status
saiga_forgotten_each(const struct xc_database *db, saiga_forgotten_fn fn,
	void *ctx, struct saiga_error *err)
{
	struct each each = { .forgotten = fn, .ctx = ctx };

	return kept_each(db, FORGOTTEN, give_forgotten, &each, err);
}
