/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run of the indexer, as index.c, take.c and known.c share it. */
#ifndef INDEXER_RUN_H
#define INDEXER_RUN_H

#include "index.h"
#include "reading.h"
#include "roots.h"
#include "walk.h"

#include <saiga/store.h>

#include <time.h>

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
	unsigned shards;              /* that it makes */
	struct language_guesser *guesser;
	struct reading reading;
	struct source source;         /* the file that is read */
	const struct walk_file *file; /* likewise */
	uint64_t bytes_before;        /* counted before it */
	unsigned told;                /* messages on its parts */
	struct timespec file_begun;   /* when it was opened */
	struct saiga_file known;      /* what the index knows of it */
	struct saiga_strbuf known_bytes;
	bool is_known, same_bytes;
	bool lacks_program;           /* that would read it */
	struct saiga_lexicon *present; /* ids of its articles... */
	uint64_t articles;            /* ...and how many */
	struct roots roots;
	struct place *place;          /* that is walked */
	bool map_is_new;              /* there */
	struct reading_options reading_options;
	struct saiga_strbuf why;      /* the first reason that it failed */
	uint64_t problems;            /* reasons */
	uint64_t first_problem;       /* where the first stands in the file */
	struct saiga_stored old;      /* what the index has under an id */
	struct saiga_error *err;      /* of the index, which ends the run */
	uint64_t ordinal;             /* of the file, in the order of the walk */
	struct saiga_file entry;      /* what is to be known of it; without why */
	bool is_regular;              /* and there is one */
	bool is_whole;                /* all that it has is in, and stays in it */
	struct saiga_lexicon *whole;  /* paths of such files, for a build */
	bool stopped;                 /* as was asked for, between two articles */
};

/* Whether the run is to end here; the walk then ends with SAIGA_IO. */
bool run_stops(struct run *run);

/* What is done with what is read: take.c. */
void run_events(struct reading_events *out, struct run *run);

/* Puts in what is in the file that was opened, and sets the run's entry. */
SAIGA_CHECKED enum saiga_status run_file(
	struct run *run, const struct walk_file *file, int fd);

/* Counts the passages of an article that was put in, and tells when words of it
 * were left out, cut; ctx is the struct run. */
void run_built(const struct saiga_article *article, bool cut, void *ctx);

/* Tells and counts a file, or a part of one, that is of no use. */
void run_fail(struct run *run, const char *path, const char *text);

/* The hash of an article's bytes and of how they are read. */
void run_hash(const struct run *run, struct saiga_slice bytes,
	uint8_t hash[SAIGA_HASH_LEN]);

/* ---- what the index knows of a file: known.c ----------------------------- */

/* Sets what the index knows of the file; *as_before: it need not be opened,
 * and was counted. */
SAIGA_CHECKED enum saiga_status known_look(
	bool *as_before, struct run *run, const struct walk_file *file);

/* Puts in what is in the file, whose source is open. */
SAIGA_CHECKED enum saiga_status run_read(struct run *run);

/* Sets the run's entry. */
void known_entry(struct run *run, const struct walk_file *file);

/* Writes the entry, with the first reason why the file or parts of it failed,
 * and how many there are. */
SAIGA_CHECKED enum saiga_status known_note(struct writer *writer,
	const struct saiga_file *entry, const char *first, uint64_t problems,
	struct saiga_error *err);

/* Whether that would say nothing new. */
bool known_is_noted(const struct run *run);

#endif
