/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files and folders a run looks through: what was named now, or else
 * ever; and what it is to leave out. */
#ifndef INDEXER_ROOTS_H
#define INDEXER_ROOTS_H

#include "json.h"
#include "walk.h"
#include "writer.h"

/* A file or folder that the index is of. */
struct root {
	char *path;          /* absolute, without symbolic links */
	char *map_text;      /* "FIELD=NAME\n" each, as it is kept */
	struct json_map map; /* borrows from a copy of it */
	char *map_copy;
	bool is_new;         /* to be kept */
	bool map_is_new;     /* what was read with another is read again */
	bool dropped;        /* a folder above it was named */
};

/* What a run walks: a root, or a part of one. */
struct place {
	char *path;
	size_t root;  /* its number */
	uint64_t met; /* entries that the walk found in it */
};

/* What was taken out. */
struct forgotten {
	char *name;
	bool back; /* it was named again */
};

/* What there is at a path; numbers from 1, 0: none. */
struct named {
	size_t root;      /* the last one */
	size_t place;     /* the first one */
	size_t forgotten;
	bool above;       /* a root is below it */
};

struct roots {
	struct root *items;
	size_t n, cap;
	struct place *places;
	size_t n_places, cap_places;
	struct forgotten *forgotten;
	size_t n_forgotten, cap_forgotten;
	/* By path: a person may name files one by one, a hundred thousand. */
	struct saiga_lexicon *paths;
	struct named *named; /* by the path's number */
	size_t cap_named;
};

/* Reads what the index keeps. */
SAIGA_CHECKED enum saiga_status roots_read(struct roots *roots,
	const struct xc_database *db, struct saiga_error *err);
void roots_dispose(struct roots *roots);

/* Names a file or folder: it is in a root, or becomes one, and is a place of
 * the run.  map is the text of --map options, "" for those it had.  What was
 * forgotten of it comes back.  It may not be there any more. */
SAIGA_CHECKED enum saiga_status roots_name(struct roots *roots,
	const char *path, const char *map, struct saiga_error *err);

/* All roots are the places of the run. */
SAIGA_CHECKED enum saiga_status roots_name_all(
	struct roots *roots, struct saiga_error *err);

/* Writes what is new into the index, or all. */
SAIGA_CHECKED enum saiga_status roots_write(const struct roots *roots,
	struct writer *writer, bool all, struct saiga_error *err);

/* Whether the path, or an article's id, was taken out and is to stay out. */
bool roots_forget(const struct roots *roots, const char *name);

/* The place that the path is in; NULL: none of this run. */
const struct place *roots_place(
	const struct roots *roots, struct saiga_slice path);

#endif
