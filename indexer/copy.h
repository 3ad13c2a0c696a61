/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A compact copy of an index, for compact and for backup. */
#ifndef INDEXER_COPY_H
#define INDEXER_COPY_H

#include <saiga/store.h>

/* Writes what db has to the folder, which is made if need be.  MODIFIED when a
 * writer went ahead meanwhile; the folder is then to be cleared. */
SAIGA_CHECKED enum saiga_status copy_write(
	const char *folder, struct xc_database *db, struct saiga_error *err);

/* Whether the copy is whole: Xapian's tables, the versions, and as many
 * articles as db has. */
SAIGA_CHECKED enum saiga_status copy_verify(const char *folder,
	const struct xc_database *db, uint32_t *articles,
	struct saiga_error *err);

/*
 * Compacts the index at path: readers go on, with the old one until they
 * reopen.  CORRUPT for one whose tables are damaged.  Where it fails, the index
 * is as it was.
 */
SAIGA_CHECKED enum saiga_status copy_compact(
	const char *path, struct saiga_error *err);

/*
 * Copies the index at path, whoever writes it, into the folder to, and says
 * how many articles it has.  INVALID when there is something at to that is not
 * an empty folder, or with force no index either; the index that was there is
 * replaced when the copy is whole, and not before.  INVALID for a folder in the
 * index itself, too, and CORRUPT as above.
 */
SAIGA_CHECKED enum saiga_status copy_backup(uint32_t *articles,
	const char *path, const char *to, bool force, struct saiga_error *err);

#endif
