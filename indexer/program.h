/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a program that turns a document into text: without a shell, in limits
 * of time and memory. */
#ifndef INDEXER_PROGRAM_H
#define INDEXER_PROGRAM_H

#include <saiga/strbuf.h>

#define PROGRAM_SECONDS 60 /* of the clock, and half as many of computing */
#define PROGRAM_MEMORY ((size_t)448 << 20)

struct program {
	const char *const *argv; /* found on the PATH; ends in NULL */
	const char *package;     /* of Debian's, that has it */
};

/*
 * Gives the program the bytes as standard input, a file, and appends what it
 * writes to out, up to out's room.  UNSUPPORTED when there is no such program,
 * naming the package; FORMAT when it fails or takes too long.
 */
SAIGA_CHECKED enum saiga_status program_run(const struct program *program,
	struct saiga_slice bytes, struct saiga_strbuf *out,
	struct saiga_error *err);

#endif
