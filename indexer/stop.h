/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For tests of what a killed run leaves. */
#ifndef INDEXER_STOP_H
#define INDEXER_STOP_H

/* Shares the count with the processes that will be forked. */
void stop_init(void);

/* Counts a step that is durable, or is one of a build; where the environment's
 * SAIGA_STOP_AFTER_COMMIT is the count, kills this process and, in a worker,
 * the one that started it. */
void stop_step(void);

#endif
