/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The folder that an index is in, or is to be made in. */
#ifndef INDEXER_FOLDER_H
#define INDEXER_FOLDER_H

#include <saiga/store.h>

/* Makes the folders above path. */
SAIGA_CHECKED enum saiga_status folder_make_parents(
	const char *path, struct saiga_error *err);

/* Makes durable the name of a new index, and of the folders made for it. */
SAIGA_CHECKED enum saiga_status folder_sync_parents(
	const char *path, struct saiga_error *err);

/* What is at the path: an index, nothing or an empty folder that can become
 * one; *flags, of enum xc_db_flag, say how to open it.  INVALID for something
 * of the person's that is not to be written into. */
SAIGA_CHECKED enum saiga_status folder_look_at(
	const char *path, int *flags, struct saiga_error *err);

#endif
