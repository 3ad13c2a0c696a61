/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the process does once, whichever way requests come to it. */
#ifndef WEB_PROCESS_H
#define WEB_PROCESS_H

#include "answer.h"

#define PROCESS_OUT_MAX ((size_t)65 << 20) /* bytes of a response */
#define PROCESS_LOG_MAX 65536u             /* bytes of a line of the log */
#define PROCESS_SEND_SECONDS 60u           /* to take a response */

/* Before anything else: signals, the time zone, descriptors 0 to 2. */
void process_prepare(void);

/* Sets up the service and goes into the sandbox; seconds of computing, 0 for
 * one that answers many requests.  False, which has been logged, if that
 * fails. */
bool process_begin(struct service *service, const struct site *site,
	unsigned seconds);

/* Writes the line to standard error, unless it is empty. */
void process_log(struct saiga_strbuf *line);

#endif
