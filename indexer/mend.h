/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What processes that did not know of each other left to do. */
#ifndef INDEXER_MEND_H
#define INDEXER_MEND_H

#include <saiga/store.h>

/*
 * Makes the articles of the index at path, or of all that a stub file there
 * names, what a run without workers would have made them; nobody else has it
 * open.  Of those that have one id the first in the order of the walk keeps it,
 * and each other one takes its next choice, as identity_choose does.  orders are
 * the paths of the spools' files of struct spool_place, n of them.
 */
SAIGA_CHECKED enum saiga_status mend_index(const char *path,
	char *const *orders, size_t n, struct saiga_error *err);

#endif
