/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bylines and datelines: lines of a text that name its authors, its place and
 * its agency.  Pure; UTF-8. */
#ifndef INDEXER_BYLINE_H
#define INDEXER_BYLINE_H

#include <saiga/article.h>

/* Whether the line is one ("By Jane Doe and John Roe", "Автор: ..."); *names
 * is the part of it that saiga_authors_init takes, borrowed. */
bool byline_authors(struct saiga_slice line, struct saiga_slice *names);

/* Whether the line is nothing but names of persons: one to four words with
 * capital letters each.  *names is the line without what follows. */
bool byline_is_names(struct saiga_slice line, struct saiga_slice *names);

struct dateline {
	struct saiga_slice place;  /* "ASTANA" */
	struct saiga_slice agency; /* "Reuters"; empty if it names none */
	struct saiga_date date;    /* year 0: none, or a day of no year */
	size_t len;                /* bytes of all, the dash too */
};

/* Reads the dateline that the paragraph begins with: "ASTANA, Feb 28 (Reuters)
 * - ", "Астана. 28 февраля. INTERFAX.KZ - ". */
bool byline_dateline(struct dateline *out, struct saiga_slice paragraph);

struct draft;

/* Takes authors, the day and the agency from the first lines of the draft's
 * text, where the draft has none: for texts, mail and feeds. */
void byline_read_draft(struct draft *draft);

#endif
