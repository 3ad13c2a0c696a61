/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the files below the folders that a person names. */
#ifndef INDEXER_WALK_H
#define INDEXER_WALK_H

#include <saiga/text.h>

#include <sys/stat.h>

/* A file to read, as the walk hands it over; borrowed for the call. */
struct walk_file {
	int dirfd;           /* the folder that holds it, or AT_FDCWD */
	const char *name;    /* in that folder */
	const char *path;    /* absolute; any bytes */
	const char *key;     /* relative to the folder that was named */
	struct stat st;
	bool named;          /* by the person, not found in a folder */
};

/* What to do with a file, or with something that could not be walked: then
 * problem says why and file holds the path alone.  Not SAIGA_OK ends the
 * walk. */
typedef enum saiga_status (*walk_fn)(const struct walk_file *file,
	const char *problem, void *ctx);

/* Remembers the folders it has seen, so that one named twice, or below
 * another, is walked once. */
struct walk;

/* NULL when out of memory. */
struct walk *walk_new(walk_fn fn, void *ctx);
void walk_free(struct walk *walk);

/*
 * Hands over the file at path, or all regular files below it, in the order
 * of their names' bytes.  A symbolic link is followed if it was named, else
 * left alone, and so are names that begin with a full stop.  Keys are below
 * root, an absolute path that path is, or is in; NULL: path.  NOTFOUND when
 * nothing is there; what cannot be reached is a problem like others.
 */
SAIGA_CHECKED enum saiga_status walk_path(struct walk *walk, const char *path,
	const char *root, struct saiga_error *err);

/* Called with each folder before it is read, by its absolute path. */
typedef enum saiga_status (*walk_folder_fn)(const char *path, void *ctx);
void walk_on_folder(struct walk *walk, walk_folder_fn fn, void *ctx);

/* The path from the root on, without symbolic links as far as it is there, and
 * without "." and ".."; it may not be there any more. */
SAIGA_CHECKED enum saiga_status walk_absolute(struct saiga_strbuf *out,
	const char *path, struct saiga_error *err);

/* Whether there is no file at the path any more; one that only cannot be
 * reached, on a disk that does not answer, may come back. */
bool walk_is_gone(struct saiga_slice path);

#endif
