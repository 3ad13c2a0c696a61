/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Death at a given step. */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "stop.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

static struct shared {
	atomic_long left; /* steps to the end */
	pid_t first;      /* who called stop_init */
} * shared;

void
stop_init(void)
{
	const char *value = getenv("SAIGA_STOP_AFTER_COMMIT");
	void *memory;

	if (value == NULL || shared != NULL)
		return;
	memory = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (memory == MAP_FAILED)
		return;
	shared = memory;
	atomic_init(&shared->left, strtol(value, NULL, 10));
	shared->first = getpid();
}

void
stop_step(void)
{
	if (shared == NULL || atomic_fetch_sub(&shared->left, 1) != 1)
		return;
	kill(shared->first, SIGKILL);
	kill(getpid(), SIGKILL);
}
