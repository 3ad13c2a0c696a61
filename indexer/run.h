/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run of the indexer, as index.c and many.c share it. */
#ifndef INDEXER_RUN_H
#define INDEXER_RUN_H

#include "index.h"
#include "reader.h"
#include "source.h"
#include "walk.h"

#include <saiga/store.h>

struct writer;
struct language_guesser;

struct run {
	const struct index_options *options;
	const struct index_events *events;
	struct index_counts *counts;
	struct index_counts all;
	struct writer *writer;
	struct language_guesser *guesser;
	struct draft draft;
	struct saiga_strbuf bytes;  /* of the file being read */
	struct source source;       /* the file of many being read */
	struct saiga_lexicon *seen; /* parts of that */
	struct saiga_strbuf part;   /* of the article in hand */
	uint64_t line;              /* that article's; 0: a file of its own */
	unsigned told;              /* messages on the file */
	struct saiga_stored old;    /* what the index has under an id */
	struct saiga_error *err;    /* of the index, which ends the run */
	bool stopped;               /* as was asked for, between two articles */
};

#define RUN_CHANGES "it changes while it is read: index it again later"

/* Whether the run is to end here; the walk then ends with SAIGA_IO. */
bool run_stops(struct run *run);

/* Tells and counts a file, or a line of one, that is of no use. */
void run_fail(struct run *run, const char *path, const char *text);

/* Whether the file was written to between the two. */
bool run_changed(const struct stat *before, const struct stat *after);

/* From an article's bytes, which are read, to the index. */
SAIGA_CHECKED enum saiga_status run_index(struct run *run,
	const struct reader *reader, const struct walk_file *file,
	struct saiga_slice bytes);

/* Puts in what is in a file of many articles, which is open: many.c. */
SAIGA_CHECKED enum saiga_status run_many(struct run *run,
	const struct reader *reader, const struct walk_file *file, int fd);

#endif
