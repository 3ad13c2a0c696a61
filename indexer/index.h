/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts files and folders into an index: what saiga-index does. */
#ifndef INDEXER_INDEX_H
#define INDEXER_INDEX_H

#include "reading.h"

#include <signal.h>

struct index_counts {
	uint64_t files;      /* read, or tried */
	uint64_t bytes;      /* of these */
	uint64_t added, updated, unchanged; /* articles */
	uint64_t skipped;    /* files of kinds that no reader is for */
	uint64_t failed;     /* files that could not be read or are no text */
	uint64_t failed_before; /* the same, and not changed since */
	uint64_t removed;    /* articles that are in no file any more */
	uint64_t forgotten;  /* files and articles that were taken out */
	uint64_t parts_skipped, parts_failed; /* of files of many articles */
	uint64_t missing;    /* of those skipped: for want of a program */
	uint64_t words, passages; /* of articles added or updated */
};

/* What a run tells while it works.  Paths are any bytes. */
struct index_events {
	/* The path could not be read, or something in it was odd. */
	void (*message)(const char *path, const char *text, void *ctx);
	/* After each article.  all is the sum of all files to read, or 0 when
	 * it was not asked for. */
	void (*progress)(const struct index_counts *done,
		const struct index_counts *all, void *ctx);
	void *ctx;
	/* For who wants to watch them, or NULL: before what was named is looked
	 * for, there or not, by its absolute path; before a folder is read. */
	enum saiga_status (*place)(const char *path, void *ctx);
	enum saiga_status (*folder)(const char *path, void *ctx);
	void *watch_ctx; /* of both */
};

struct index_options {
	const char *db;
	char *const *paths; /* "-" is standard input; none: all that were ever
	                       named */
	size_t n_paths;
	struct reading_options reading; /* of standard input */
	const char *map;    /* names in JSON, "FIELD=NAME\n" each; "" for those
	                       that were given with a path before */
	bool again;         /* the same paths as in the run before: one may be
	                       gone, and standard input was read */
	bool keep;          /* articles whose file is gone */
	bool wait;          /* while another program writes the index */
	bool retry;         /* files that failed and are as they were */
	bool rebuild;       /* anew, with the ids that the index has */
	unsigned jobs;      /* processes to build with; 0: as many as fit */
	unsigned shards;    /* to build; 0: as many as the index has */
	bool count_first;   /* walk once before, so that progress knows all */
	/* Set: the article in hand is put in, and the run ends; or NULL. */
	const volatile sig_atomic_t *stop;
};

/*
 * Indexes the paths, which the index keeps, and commits.  A file, or a part of
 * one, that cannot be read is told, counted and left behind; the first failure
 * of the index itself ends the run, and what was committed before stays.
 * NOTFOUND when a path is not there, or nothing was ever named; LOCKED, VERSION
 * and UNSUPPORTED as writer_open has them, INVALID for shards of an index that
 * has articles already.
 */
SAIGA_CHECKED enum saiga_status index_run(struct index_counts *counts,
	const struct index_options *options, const struct index_events *events,
	struct saiga_error *err);

#endif
