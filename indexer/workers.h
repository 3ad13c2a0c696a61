/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Processes that read files, each into a spool of its own. */
#ifndef INDEXER_WORKERS_H
#define INDEXER_WORKERS_H

#include "run.h"

struct workers;

/*
 * Starts n workers with what the run has; their spools are the folders 0, 1,
 * ... in folder.  What they tell goes to the run's events, what they count to
 * its counts, and what they could not read to its writer.
 */
SAIGA_CHECKED enum saiga_status workers_start(struct workers **out,
	struct run *run, const char *folder, unsigned n,
	struct saiga_error *err);

/* Hands over a file that was opened; a large one to all of them, as it may
 * hold many articles, of which each puts in its share. */
SAIGA_CHECKED enum saiga_status workers_read(struct workers *workers,
	const struct walk_file *file, int fd, uint64_t ordinal,
	struct saiga_error *err);

/* Waits until all is read. */
SAIGA_CHECKED enum saiga_status workers_wait(
	struct workers *workers, struct saiga_error *err);

/* Has them put in what they read, as writer_build does, and waits until their
 * spools are finished. */
SAIGA_CHECKED enum saiga_status workers_build(struct workers *workers,
	const char *terms, struct saiga_error *err);

/* Ends those that are there, and waits for them. */
void workers_free(struct workers *workers);

#endif
