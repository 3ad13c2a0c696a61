/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Xapian's own check, from which a damaged table keeps nothing safe. */
#ifndef INDEXER_XAPIAN_CHECK_H
#define INDEXER_XAPIAN_CHECK_H

#include <saiga/store.h>

/*
 * Checks the tables of the index at path.  OK when they are whole, CORRUPT
 * with the reason when they are not: when the check finds a fault, crashes, or
 * asks for more memory or time than a whole index of that size does.  Anything
 * else: they could not be looked at.
 */
SAIGA_CHECKED enum saiga_status xapian_check(
	const char *path, struct saiga_error *err);

#endif
