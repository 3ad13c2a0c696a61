/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file of many articles, read piece by piece in bounded memory. */
#ifndef INDEXER_SOURCE_H
#define INDEXER_SOURCE_H

#include <saiga/article.h>

/* A record: 4 MB of text in which every letter of two bytes is an escape of
 * six, as programs write JSON, and some for its other values. */
#define SOURCE_RECORD_MAX (3 * SAIGA_TEXT_MAX + ((size_t)1 << 20))

#define SOURCE_BLOCK ((size_t)1 << 16)

struct source {
	struct saiga_strbuf record;   /* status INVALID: it was too long */
	uint64_t number;              /* of the record's line, from 1 */
	uint64_t bytes;               /* of the file, read so far */
	uint8_t hash[SAIGA_HASH_LEN]; /* of these, block by block */
	int error;                    /* errno of what ended it, or 0 */
	int fd;                       /* borrowed */
	size_t pos, len;              /* in the block */
	char *block; /* the hash so far, and behind it what is read */
};

/* NOMEM when there is no room for a block. */
SAIGA_CHECKED enum saiga_status source_init(
	struct source *source, struct saiga_error *err);
void source_dispose(struct source *source);

/* Begins with the file at its start; false with error set. */
bool source_open(struct source *source, int fd);

/* Reads what is left, for its hash. */
void source_skip(struct source *source);

/* Reads the next line into record, without its end (LF); false at the end of
 * the file, or when it cannot be read. */
bool source_line(struct source *source);

#endif
