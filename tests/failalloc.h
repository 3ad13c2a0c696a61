/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes C++ run out of memory at a chosen moment. */
#ifndef FAILALLOC_H
#define FAILALLOC_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* From now on the nth operator new (from 1) throws std::bad_alloc; sticky:
 * and all after it. */
void failalloc_begin(long nth, bool sticky);

/* Ends that; true if one has thrown. */
bool failalloc_end(void);

#ifdef __cplusplus
}
#endif

#endif
