/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Roots and places. */
#include "roots.h"

#include <saiga/store.h>

#include <stdlib.h>
#include <string.h>

/* ---- by path ------------------------------------------------------------- */

/* Goes on to the folder above; false where there is none. */
static bool
go_up(struct saiga_slice *path)
{
	size_t n = path->len;

	while (n > 0 && path->p[n - 1] != '/')
		n--;
	if (n == 0 || path->len == 1)
		return false;
	path->len = n == 1 ? 1 : n - 1;
	return true;
}

/* What there is at the path; NULL: nothing. */
static struct named *
find_named(const struct roots *roots, struct saiga_slice path)
{
	uint32_t number = roots->paths == NULL
		? SAIGA_NO_TERM
		: saiga_lexicon_find(roots->paths, path);

	return number == SAIGA_NO_TERM ? NULL : &roots->named[number];
}

/* The same, made if need be; NULL when out of memory.  Lent until the next
 * one is made. */
static struct named *
make_named(struct roots *roots, struct saiga_slice path)
{
	uint32_t n, number;

	if (roots->paths == NULL)
		roots->paths = saiga_lexicon_new();
	if (roots->paths == NULL)
		return NULL;
	n = saiga_lexicon_count(roots->paths);
	number = saiga_lexicon_add(roots->paths, path);
	if (number == SAIGA_NO_TERM ||
		saiga_array_reserve(&roots->named, &roots->cap_named,
			(size_t)number + 1, sizeof(*roots->named)) != SAIGA_OK)
		return NULL;
	if (number == n)
		roots->named[number] = (struct named){ .root = 0 };
	return &roots->named[number];
}

/* Notes where the root with that number, from 0, is. */
static enum saiga_status
note_root(struct roots *roots, size_t number)
{
	struct saiga_slice path = saiga_slice(roots->items[number].path);
	struct named *named = make_named(roots, path);

	if (named == NULL)
		return SAIGA_NOMEM;
	named->root = number + 1;
	while (go_up(&path)) {
		named = make_named(roots, path);
		if (named == NULL)
			return SAIGA_NOMEM;
		/* Then those above it are known to be, too. */
		if (named->above)
			break;
		named->above = true;
	}
	return SAIGA_OK;
}

/* ---- what the index keeps ------------------------------------------------ */

static void
root_dispose(struct root *root)
{
	free(root->path);
	free(root->map_text);
	free(root->map_copy);
}

/* Gives the root names for JSON; what is none, in a damaged index, is passed
 * over. */
static enum saiga_status
set_map(struct root *root, struct saiga_slice text)
{
	char *line, *rest;

	free(root->map_text);
	free(root->map_copy);
	root->map.n = 0;
	root->map_text = strndup(text.p, text.len);
	root->map_copy = strndup(text.p, text.len);
	if (root->map_text == NULL || root->map_copy == NULL)
		return SAIGA_NOMEM;
	for (line = strtok_r(root->map_copy, "\n", &rest); line != NULL;
		line = strtok_r(NULL, "\n", &rest))
		if (json_map_add(&root->map, line, NULL) != SAIGA_OK)
			continue;
	return SAIGA_OK;
}

static enum saiga_status
add_root(const struct saiga_root *given, void *ctx)
{
	struct roots *roots = ctx;
	struct root *root;

	if (saiga_array_reserve(&roots->items, &roots->cap, roots->n + 1,
		    sizeof(*root)) != SAIGA_OK)
		return SAIGA_NOMEM;
	root = &roots->items[roots->n];
	memset(root, 0, sizeof(*root));
	root->path = strndup(given->path.p, given->path.len);
	if (root->path == NULL || set_map(root, given->map) != SAIGA_OK) {
		root_dispose(root);
		return SAIGA_NOMEM;
	}
	roots->n++;
	return SAIGA_OK;
}

static enum saiga_status
add_forgotten(struct saiga_slice name, void *ctx)
{
	struct roots *roots = ctx;
	struct named *named = make_named(roots, name);
	char *copy = strndup(name.p, name.len);

	if (named == NULL || copy == NULL ||
		saiga_array_reserve(&roots->forgotten, &roots->cap_forgotten,
			roots->n_forgotten + 1,
			sizeof(*roots->forgotten)) != SAIGA_OK) {
		free(copy);
		return SAIGA_NOMEM;
	}
	roots->forgotten[roots->n_forgotten++] =
		(struct forgotten){ copy, false };
	named->forgotten = roots->n_forgotten;
	return SAIGA_OK;
}

/* A root below another comes before it, so that its files are read as its
 * own. */
static int
compare_roots(const void *a, const void *b)
{
	const struct root *x = a, *y = b;

	return strcmp(y->path, x->path);
}

enum saiga_status
roots_read(struct roots *roots, const struct xc_database *db,
	struct saiga_error *err)
{
	enum saiga_status status = saiga_roots_each(db, add_root, roots, err);
	size_t i;

	if (status == SAIGA_OK)
		status = saiga_forgotten_each(db, add_forgotten, roots, err);
	if (roots->n > 1)
		qsort(roots->items, roots->n, sizeof(*roots->items),
			compare_roots);
	for (i = 0; i < roots->n && status == SAIGA_OK; i++)
		status = note_root(roots, i);
	return status == SAIGA_NOMEM ? saiga_error_nomem(err) : status;
}

void
roots_dispose(struct roots *roots)
{
	while (roots->n > 0)
		root_dispose(&roots->items[--roots->n]);
	while (roots->n_places > 0)
		free(roots->places[--roots->n_places].path);
	while (roots->n_forgotten > 0)
		free(roots->forgotten[--roots->n_forgotten].name);
	free(roots->items);
	free(roots->places);
	free(roots->forgotten);
	saiga_lexicon_free(roots->paths);
	free(roots->named);
}

/* ---- what a run is told to look through ---------------------------------- */

static bool
is_below(const char *path, const char *folder)
{
	return saiga_path_is_below(saiga_slice(path), saiga_slice(folder));
}

/* The deepest root that the path is in; roots->n: none. */
static size_t
find_root(const struct roots *roots, const char *path)
{
	struct saiga_slice at = saiga_slice(path);
	const struct named *named;

	do {
		named = find_named(roots, at);
		if (named != NULL && named->root > 0 &&
			!roots->items[named->root - 1].dropped)
			return named->root - 1;
	} while (go_up(&at));
	return roots->n;
}

/* Makes a root of the path, which takes in those below it that are read with
 * the same names. */
static enum saiga_status
new_root(struct roots *roots, const char *path, const char *map)
{
	struct saiga_root given = { saiga_slice(path), saiga_slice(map) };
	const struct named *named = find_named(roots, given.path);
	enum saiga_status status;
	size_t i;

	for (i = 0; named != NULL && named->above && i < roots->n; i++)
		if (is_below(roots->items[i].path, path) &&
			strcmp(roots->items[i].map_text, map) == 0)
			roots->items[i].dropped = true;
	status = add_root(&given, roots);
	if (status != SAIGA_OK)
		return status;
	roots->items[roots->n - 1].is_new = true;
	return note_root(roots, roots->n - 1);
}

static enum saiga_status
add_place(struct roots *roots, const char *path, size_t root)
{
	struct named *named = make_named(roots, saiga_slice(path));
	struct place *place;

	if (named == NULL ||
		saiga_array_reserve(&roots->places, &roots->cap_places,
			roots->n_places + 1, sizeof(*place)) != SAIGA_OK)
		return SAIGA_NOMEM;
	place = &roots->places[roots->n_places];
	place->root = root;
	place->met = 0;
	place->path = strdup(path);
	if (place->path == NULL)
		return SAIGA_NOMEM;
	roots->n_places++;
	if (named->place == 0)
		named->place = roots->n_places;
	return SAIGA_OK;
}

/* Finds or makes the root of the path. */
static enum saiga_status
settle_root(
	struct roots *roots, const char *path, const char *map, size_t *root)
{
	struct root *r;

	*root = find_root(roots, path);
	r = *root == roots->n ? NULL : &roots->items[*root];
	if (r == NULL ||
		(*map != '\0' && strcmp(r->map_text, map) != 0 &&
			strcmp(r->path, path) != 0)) {
		*root = roots->n;
		return new_root(roots, path, map);
	}
	if (*map == '\0' || strcmp(r->map_text, map) == 0)
		return SAIGA_OK;
	r->is_new = r->map_is_new = true;
	return set_map(r, saiga_slice(map));
}

enum saiga_status
roots_name(struct roots *roots, const char *path, const char *map,
	struct saiga_error *err)
{
	struct saiga_strbuf whole = SAIGA_STRBUF_INIT((size_t)1 << 20);
	enum saiga_status status = walk_absolute(&whole, path, err);
	const char *absolute = saiga_strbuf_cstr(&whole);
	struct saiga_slice at = saiga_slice(absolute);
	const struct named *named;
	size_t root;

	if (status == SAIGA_OK)
		status = settle_root(roots, absolute, map, &root);
	if (status == SAIGA_OK)
		status = add_place(roots, absolute, root);
	if (status == SAIGA_OK)
		do {
			named = find_named(roots, at);
			if (named != NULL && named->forgotten > 0)
				roots->forgotten[named->forgotten - 1].back =
					true;
		} while (go_up(&at));
	saiga_strbuf_dispose(&whole);
	return status == SAIGA_NOMEM ? saiga_error_nomem(err) : status;
}

enum saiga_status
roots_name_all(struct roots *roots, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	while (roots->n_places > 0) {
		char *path = roots->places[--roots->n_places].path;

		find_named(roots, saiga_slice(path))->place = 0;
		free(path);
	}
	for (i = 0; i < roots->n && status == SAIGA_OK; i++)
		if (!roots->items[i].dropped)
			status = add_place(roots, roots->items[i].path, i);
	return status == SAIGA_NOMEM ? saiga_error_nomem(err) : status;
}

/* ---- what of it is kept -------------------------------------------------- */

static bool
anything_new(const struct roots *roots)
{
	size_t i;

	for (i = 0; i < roots->n; i++)
		if (roots->items[i].is_new || roots->items[i].dropped)
			return true;
	for (i = 0; i < roots->n_forgotten; i++)
		if (roots->forgotten[i].back)
			return true;
	return false;
}

enum saiga_status
roots_write(const struct roots *roots, struct writer *writer, bool all,
	struct saiga_error *err)
{
	enum saiga_status status;
	struct xc_writable *w;
	size_t i;

	if (!all && !anything_new(roots))
		return SAIGA_OK;
	status = writer_begin(&w, writer, err);
	for (i = 0; i < roots->n && status == SAIGA_OK; i++) {
		const struct root *r = &roots->items[i];
		struct saiga_root kept = { saiga_slice(r->path),
			saiga_slice(r->map_text) };

		if (r->dropped)
			status = saiga_roots_drop(w, kept.path, err);
		else if (all || r->is_new)
			status = saiga_roots_set(w, &kept, err);
	}
	for (i = 0; i < roots->n_forgotten && status == SAIGA_OK; i++) {
		struct saiga_slice name = saiga_slice(roots->forgotten[i].name);

		if (roots->forgotten[i].back)
			status = saiga_forgotten_drop(w, name, err);
		else if (all)
			status = saiga_forgotten_add(w, name, err);
	}
	return status;
}

bool
roots_forget(const struct roots *roots, const char *name)
{
	struct saiga_slice at = saiga_slice(name);
	const struct named *named;

	do {
		named = find_named(roots, at);
		if (named != NULL && named->forgotten > 0 &&
			!roots->forgotten[named->forgotten - 1].back)
			return true;
	} while (go_up(&at));
	return false;
}

const struct place *
roots_place(const struct roots *roots, struct saiga_slice path)
{
	const struct named *named;
	size_t first = 0;

	do {
		named = find_named(roots, path);
		if (named != NULL && named->place > 0 &&
			(first == 0 || named->place < first))
			first = named->place;
	} while (go_up(&path));
	return first == 0 ? NULL : &roots->places[first - 1];
}
