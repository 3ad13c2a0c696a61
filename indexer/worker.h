/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The inside of a worker of workers.h. */
#ifndef INDEXER_WORKER_H
#define INDEXER_WORKER_H

#include "run.h"

/* Does what comes over the socket, then ends the process.  The run is a copy
 * of the one that starts it; number is one of n. */
_Noreturn void worker_run(struct run *run, int socket, const char *folder,
	unsigned number, unsigned n);

#endif
