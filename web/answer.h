/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the environment of a request to the bytes of its response. */
#ifndef WEB_ANSWER_H
#define WEB_ANSWER_H

#include "site.h"

#include <saiga/store.h>

/* A site and its indexes, opened when first asked for. */
struct service {
	const struct site *site;
	struct saiga_shards *indexes; /* as many as collections */
	int64_t begun;                /* seconds UTC */
	bool worn;                /* an index could not be opened or read: a
				   * process that starts anew may do better */
};

/* Finds what the indexes are, and opens those that have to be reached over
 * the network, for in the sandbox that is too late; all, if it opens: a process
 * that waits long for a request could not reach an index that took the place
 * of another meanwhile. */
SAIGA_CHECKED enum saiga_status service_init(struct service *service,
	const struct site *site, bool opens, struct saiga_error *err);
void service_dispose(struct service *service);

/*
 * Appends the whole response, as CGI has it: headers, an empty line, and the
 * body, unless the request is for the headers alone.  Never fails: what goes
 * wrong is a page, and a line of the log, which is appended without an end of
 * line.
 */
void answer(struct saiga_strbuf *out, struct saiga_strbuf *log,
	struct service *service, char *const *environment);

#endif
