/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A timeline: how many of the articles found each day, month, year has. */
#ifndef SEARCHER_TIMELINE_H
#define SEARCHER_TIMELINE_H

#include "counts.h"

#define TIMELINE_BARS 60u       /* when the period is chosen by the span */
#define TIMELINE_BARS_MAX 3660u /* when it is asked for */

enum timeline_period {
	TIMELINE_NONE,
	TIMELINE_AUTO, /* the shortest that has no more than TIMELINE_BARS */
	TIMELINE_DAY,
	TIMELINE_MONTH,
	TIMELINE_YEAR,
	TIMELINE_DECADE,
	TIMELINE_CENTURY,
	TIMELINE_PERIODS
};

struct timeline_bar {
	char label[16]; /* "2023-02-28", "2023-02", "2023", "1990..1999";
	                   behind "date:" what finds exactly these */
	uint32_t articles;
};

struct timeline {
	/* Longer than was asked for where that had been more than
	 * TIMELINE_BARS_MAX bars; never NONE or AUTO. */
	enum timeline_period period;
	struct timeline_bar *bars; /* the earliest first, with those of none */
	size_t n;
	uint32_t highest;   /* articles of the highest bar */
	uint32_t undated;   /* articles without a date: date:unknown */
	uint32_t imprecise; /* of which no such period is known */
};

/* "day", "month" and so on; NULL for NONE and AUTO. */
const char *timeline_period_name(enum timeline_period period);

/* The timeline of the days that were counted; *out is the caller's. */
SAIGA_CHECKED enum saiga_status timeline_new(struct timeline **out,
	const struct counts *counts, enum timeline_period period,
	struct saiga_error *err);

void timeline_free(struct timeline *timeline);

#endif
