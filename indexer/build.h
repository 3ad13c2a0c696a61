/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An index built from nothing by several processes, beside the one that is
 * there, whose place it takes at the end. */
#ifndef INDEXER_BUILD_H
#define INDEXER_BUILD_H

#include "run.h"

#define BUILD_BYTES ((uint64_t)4 << 20) /* of files; less goes in straight */

struct build;

/* Starts the workers.  From here on the run's writer is a spool of this
 * process, for what it reads itself; the one that it was is kept for its lock,
 * until build_free.  *out is the caller's, also after a failure. */
SAIGA_CHECKED enum saiga_status build_begin(
	struct build **out, struct run *run, struct saiga_error *err);

/* Has a worker, or all, read a file that was opened, the ordinal-th of the walk;
 * fd is the caller's. */
SAIGA_CHECKED enum saiga_status build_read(struct build *build,
	const struct walk_file *file, int fd, uint64_t ordinal,
	struct saiga_error *err);

/* Makes one index of what was read, and puts it in the place of the old
 * one. */
SAIGA_CHECKED enum saiga_status build_finish(
	struct build *build, struct saiga_error *err);

/* Ends the workers; what is not finished is removed. */
void build_free(struct build *build);

#endif
