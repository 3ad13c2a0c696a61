/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is packed in a source, through libarchive: as streams, with limits. */
#ifndef INDEXER_UNPACK_H
#define INDEXER_UNPACK_H

#include "source.h"

/* What is given out of one file: more than RATIO times its bytes and FREE
 * more is a bomb, and so are more members. */
#define UNPACK_RATIO 200u
#define UNPACK_FREE ((uint64_t)64 << 20)
#define UNPACK_MEMBERS 1000000u
#define UNPACK_NAME_MAX 1024 /* bytes of a member's name */

/* Kept over all that is unpacked out of one file. */
struct unpack_limit {
	const struct source *file; /* whose bytes are counted */
	uint64_t bytes;            /* unpacked so far */
	unsigned members;
};

/* Whether no more is unpacked of that file. */
bool unpack_is_over(const struct unpack_limit *limit);

enum unpack_kind { UNPACK_STREAM, UNPACK_ZIP, UNPACK_TAR };

struct unpack;

/* Begins with what is packed in the source; unpack_free frees *out.  FORMAT
 * when it is not of that kind. */
SAIGA_CHECKED enum saiga_status unpack_open(struct unpack **out,
	enum unpack_kind kind, struct source *from, struct unpack_limit *limit,
	struct saiga_error *err);
void unpack_free(struct unpack *unpack);

/* Goes to the next regular file and sets its name, any bytes, borrowed until
 * the next call; NULL at the end. */
SAIGA_CHECKED enum saiga_status unpack_next(
	struct unpack *unpack, const char **name, struct saiga_error *err);

/* For source_wrap: the bytes of the file at hand; ctx is the unpack. */
ssize_t unpack_pull(void *ctx, char *p, size_t len, struct saiga_error *err);

struct reader;
struct reading;

/* Reads what is compressed in the source. */
SAIGA_CHECKED enum saiga_status unpack_stream(struct reading *reading,
	const char *name, struct source *source, const struct reader *fallback,
	struct saiga_error *err);

#endif
