/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A compact copy of an index, for compact and for backup. */
#ifndef INDEXER_COPY_H
#define INDEXER_COPY_H

#include <saiga/store.h>

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
