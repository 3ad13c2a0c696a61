/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the processes of a build say to each other, over sockets that keep
 * messages apart. */
#ifndef INDEXER_MESSAGE_H
#define INDEXER_MESSAGE_H

#include "index.h"

#include <saiga/store.h>

enum message_kind {
	MESSAGE_JOB,      /* a file to read, a its path, b its key */
	MESSAGE_END,      /* there are no more */
	MESSAGE_READ,     /* all are read */
	MESSAGE_BUILD,    /* put in what was read; a as writer_build's terms */
	MESSAGE_TOLD,     /* what the run tells: a of which path, b what */
	MESSAGE_COUNTS,   /* what the worker has done so far */
	MESSAGE_DONE,     /* the oldest job; b why its file failed */
	MESSAGE_FINISHED, /* the worker; status, and b why it failed */
};

struct message {
	enum message_kind kind;
	enum saiga_status status;
	struct index_counts counts;
	uint64_t ordinal;        /* of the job's file */
	bool named;              /* as in struct walk_file */
	bool shared;             /* each worker reads it */
	uint64_t root;           /* whose names its JSON is read by */
	bool is_regular;         /* file is what is to be known of it: */
	struct saiga_file file;  /* but for path and why */
	bool whole;              /* as run->is_whole */
	uint64_t problems, first_problem; /* as in struct run */
	size_t a, b;             /* lengths; set by message_send */
};

struct messages {
	char *buffer; /* of the message received last */
	const char *a, *b; /* its strings, inside */
	int fd;            /* that came with it, the receiver's; or -1 */
};

/* *messages is to be disposed of, also after a failure. */
SAIGA_CHECKED enum saiga_status messages_init(
	struct messages *messages, struct saiga_error *err);
void messages_dispose(struct messages *messages);

/*
 * Sends the message with two strings, NULL being "", and, unless it is
 * negative, a descriptor.  With wait false, NOTFOUND when there is no room for
 * it now.
 */
SAIGA_CHECKED enum saiga_status message_send(int socket,
	struct message *message, const char *a, const char *b, int fd,
	bool wait, struct saiga_error *err);

/* Waits for a message; NOTFOUND when the other side is gone. */
SAIGA_CHECKED enum saiga_status message_receive(int socket,
	struct message *message, struct messages *messages,
	struct saiga_error *err);

#endif
