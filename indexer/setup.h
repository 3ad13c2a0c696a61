/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a program does first that writes an index. */
#ifndef INDEXER_SETUP_H
#define INDEXER_SETUP_H

/*
 * Opens standard files that are closed, makes a disk quota or a closed pipe an
 * error of the call rather than the end of the process, and takes out of the
 * environment what changes how Xapian commits: batches are cut by the indexer.
 */
void setup_process(void);

#endif
