/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A stream of bytes, read piece by piece in bounded memory: a file, or what
 * is packed in one. */
#ifndef INDEXER_SOURCE_H
#define INDEXER_SOURCE_H

#include <saiga/article.h>

#include <sys/types.h>

/* A record: 4 MB of text in which every letter of two bytes is an escape of
 * six, as programs write JSON, and some for its other values. */
#define SOURCE_RECORD_MAX (3 * SAIGA_TEXT_MAX + ((size_t)1 << 20))

#define SOURCE_BLOCK ((size_t)1 << 16)

/* Reads up to len bytes; 0 at the end, -1 after setting err. */
typedef ssize_t (*pull_fn)(
	void *ctx, char *p, size_t len, struct saiga_error *err);

struct source {
	struct saiga_strbuf record;   /* status INVALID: it was too long */
	uint64_t number;              /* of the record's line, from 1 */
	uint64_t bytes;               /* read so far */
	uint8_t hash[SAIGA_HASH_LEN]; /* of a file's bytes, block by block */
	struct saiga_error err;       /* what ended it before its end */
	int fd;                       /* borrowed; -1: no file */
	pull_fn pull;
	void *ctx;
	size_t pos, len;              /* in the block */
	char *block; /* the hash so far, and behind it what is read */
};

/* NOMEM when there is no room for a block. */
SAIGA_CHECKED enum saiga_status source_init(
	struct source *source, struct saiga_error *err);
void source_dispose(struct source *source);

/* Begins with the file at its start; false with err set. */
bool source_open(struct source *source, int fd);

/* Begins with what pull gives; no hash is made of it. */
void source_wrap(struct source *source, pull_fn pull, void *ctx);

/* Begins with the bytes, which are cut off *rest as they are read. */
void source_slice(struct source *source, struct saiga_slice *rest);

/* Begins with standard input, wherever it stands. */
void source_stdin(struct source *source);

/* What the source begins with, one block at most, without taking it; right
 * behind source_open or source_wrap.  Borrowed until the next read. */
struct saiga_slice source_head(struct source *source);

/* Takes the bytes that are at hand, some at least; empty at the end or after
 * an error.  Borrowed until the next read. */
struct saiga_slice source_block(struct source *source);

/* Takes exactly len bytes, or what there is before the end or an error;
 * appends them to *out, which may be NULL. */
uint64_t source_take(
	struct source *source, uint64_t len, struct saiga_strbuf *out);

/* Reads what is left, for its hash. */
void source_skip(struct source *source);

/* Reads the next line into record, without its end (LF); false at the end of
 * the file, or when it cannot be read. */
bool source_line(struct source *source);

#endif
