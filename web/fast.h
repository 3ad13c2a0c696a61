/* SPDX-License-Identifier: GPL-2.0-or-later */
/* FastCGI: the only user of libfcgi. */
#ifndef WEB_FAST_H
#define WEB_FAST_H

#include "site.h"

/* Whether standard input is a socket that listens. */
bool fast_is_wanted(void);

/* Answers requests in as many processes as the site says, until a signal
 * ends it; the process's exit status. */
int fast_run(const struct site *site);

#endif
