/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run of the indexer, as index.c and many.c share it. */
#ifndef INDEXER_RUN_H
#define INDEXER_RUN_H

#include "index.h"
#include "json.h"
#include "reading.h"
#include "walk.h"

#include <saiga/store.h>

struct build;
struct writer;
struct language_guesser;

struct run {
	const struct index_options *options;
	const struct index_events *events;
	struct index_counts *counts;
	struct index_counts all;
	struct writer *writer;
	struct build *build;          /* or NULL: straight into the index */
	struct language_guesser *guesser;
	struct reading reading;
	struct source source;         /* the file that is read */
	const struct walk_file *file; /* likewise */
	uint64_t bytes_before;        /* counted before it */
	unsigned told;                /* messages on its parts */
	struct saiga_strbuf why;      /* the first reason that it failed */
	uint64_t problems;            /* reasons */
	uint64_t first_problem;       /* where the first stands in the file */
	struct saiga_stored old;      /* what the index has under an id */
	struct saiga_error *err;      /* of the index, which ends the run */
	uint64_t ordinal;             /* of the file, in the order of the walk */
	bool shared;                  /* other processes have a share in it */
	bool is_whole;                /* it is one of many, and all is in: */
	struct saiga_file whole;
	bool stopped;                 /* as was asked for, between two articles */
};

/* Whether the run is to end here; the walk then ends with SAIGA_IO. */
bool run_stops(struct run *run);

/* Puts in what is in the file that was opened, and notes if it fails. */
SAIGA_CHECKED enum saiga_status run_file(
	struct run *run, const struct walk_file *file, int fd);

#define RUN_CUT                                                                \
	"more different words than an article has: the rest cannot be searched"

/* Counts the passages of an article that was put in. */
void run_count(struct run *run, const struct saiga_article *article);

/* The same, and tells when words were left out; ctx is the struct run. */
void run_built(const struct saiga_article *article, bool cut, void *ctx);

/* Makes one text of the first reason and of how many there are. */
void run_reason(struct saiga_strbuf *out, const char *first, uint64_t problems);

/* Tells and counts a file, or a part of one, that is of no use. */
void run_fail(struct run *run, const char *path, const char *text);

/* The hash of an article's bytes and of how they are read. */
void run_hash(const struct run *run, struct saiga_slice bytes,
	uint8_t hash[SAIGA_HASH_LEN]);

/* Puts in what is in the file, whose source is open: many.c. */
SAIGA_CHECKED enum saiga_status run_read(struct run *run);

#endif
