/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of a page that libxml2 is given: html-guard.c. */
#ifndef INDEXER_HTML_GUARD_H
#define INDEXER_HTML_GUARD_H

#include "html.h"

struct html_guard {
	struct saiga_slice text; /* borrowed */
	size_t at;
	/* Behind the last ">" and the last quotes. */
	size_t last_end, last_double, last_single;
	bool no_comment_end; /* there is none from here on */
	bool close;          /* a tag was cut, and is to be ended */
	bool lost;           /* the text ends inside a tag */
};

void html_guard_init(struct html_guard *guard, struct saiga_slice text);

/*
 * The next piece, whole tags or text, at most HTML_GUARD_PIECE bytes but for
 * a single tag or script; false at the end.  Comments, styles and scripts but
 * for data are left out, and, where the page is nested too deep, start tags.
 */
#define HTML_GUARD_PIECE 4096
bool html_guard_next(
	struct html_guard *guard, bool deep, struct saiga_slice *piece);

#endif
