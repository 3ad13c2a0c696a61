/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the command line of saiga search asks for. */
#ifndef SEARCHER_REQUEST_H
#define SEARCHER_REQUEST_H

#include "command.h"
#include "print.h"

struct request {
	struct index_options index;
	const char *queries; /* a file, or NULL */
	const char *aliases;
	const char *syntax; /* full, plain, or NULL when none was given */
	char **words, **words_end; /* of the query */
	struct search_options options;
	print_fn print;
	struct print_style style;
};

#define REQUEST_READ (-1)

/* Reads the command line, whose words are lent: REQUEST_READ, or the exit
 * status when there is no more to do, which has been said. */
int request_read(struct request *r, int argc, char **argv);

/* Whether it asks for counts in place of articles. */
bool request_counts(const struct request *r);

#endif
