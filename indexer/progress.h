/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a run shows: progress on a terminal, messages, a summary. */
#ifndef INDEXER_PROGRESS_H
#define INDEXER_PROGRESS_H

#include "index.h"

#include <stdbool.h>
#include <time.h>

struct progress {
	bool live;   /* a line on standard error that is written over */
	bool shown;  /* that line is there */
	struct timespec start, last;
};

/* Progress is live when standard error is a terminal and quiet is not set. */
void progress_init(struct progress *progress, bool quiet);

/* Callbacks for struct index_events; ctx is the struct progress. */
void progress_message(const char *path, const char *text, void *ctx);
void progress_update(const struct index_counts *done,
	const struct index_counts *all, void *ctx);

/* Wipes the line. */
void progress_end(struct progress *progress);

/* One or two lines on standard output. */
void progress_summary(const struct progress *progress,
	const struct index_counts *counts, const char *db);

#endif
