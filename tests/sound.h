/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An index of a few articles, and whether it is sound. */
#ifndef SOUND_H
#define SOUND_H

#include "audit.h"

#define SOUND_ARTICLES 3u

/* A checked fixture: the index "db" of the folder "articles", in the test's
 * folder. */
void sound_setup(void);
void sound_teardown(void);

/* Indexes the folder again. */
void sound_index(void);

/* What the last check said. */
extern struct sound_told {
	struct saiga_strbuf lines;
	struct audit_counts counts;
} told;

enum saiga_status sound_check(bool quick, bool repair);

/* It has no fault, and nothing left over. */
void is_sound(bool quick);

#endif
