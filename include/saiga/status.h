/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a call says that it failed: a status named by whose fault it is, and a
 * message in the caller's own storage.  Knows nothing of any other module.
 */
#ifndef SAIGA_STATUS_H
#define SAIGA_STATUS_H

enum saiga_status {
	SAIGA_OK,
	SAIGA_NOMEM,       /* memory ran out */
	SAIGA_INVALID,     /* the caller broke the contract */
	SAIGA_IO,          /* the system refused: file, disk, pipe */
	SAIGA_FORMAT,      /* bytes from outside are not what they claim */
	SAIGA_QUERY,       /* what the person asked cannot be answered */
	SAIGA_NOTFOUND,    /* there is no such thing */
	SAIGA_LOCKED,      /* another writer has the index */
	SAIGA_MODIFIED,    /* the index changed while being read: try again */
	SAIGA_CORRUPT,     /* the index is damaged */
	SAIGA_VERSION,     /* the index was written by another version */
	SAIGA_UNSUPPORTED, /* not something this build can do */
	SAIGA_UNREACHABLE, /* another machine does not answer */
	SAIGA_INTERNAL,    /* a fault of ours */
	SAIGA_STATUS_COUNT
};

#define SAIGA_ERROR_MAX 248

/*
 * What went wrong, for a person.  The caller owns it and passes it as the
 * last parameter; NULL means that the message is not wanted.  The message is
 * UTF-8 or, where it quotes a file's name, whatever bytes the name holds; it
 * ends without a full stop or a newline.
 */
struct saiga_error {
	enum saiga_status status;
	char msg[SAIGA_ERROR_MAX];
};

#define SAIGA_ERROR_INIT { SAIGA_OK, "" }

#define SAIGA_CHECKED __attribute__((warn_unused_result))

/*
 * Writes the message, cut to SAIGA_ERROR_MAX - 1 bytes at a character's end,
 * and returns status, so that `return saiga_error_set(...)` reports and
 * leaves.  err may be NULL.
 */
enum saiga_status saiga_error_set(struct saiga_error *err,
	enum saiga_status status, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Reports that memory ran out; returns SAIGA_NOMEM.  err may be NULL. */
enum saiga_status saiga_error_nomem(struct saiga_error *err);

/* The status in a few words of English; a static string, never NULL. */
const char *saiga_status_text(enum saiga_status status);

#endif
