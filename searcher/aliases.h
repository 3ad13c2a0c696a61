/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A person's own list of what means the same: a file of lines such as
 *
 *	Republic of Kazakhstan = Kazakhstan = RK
 *
 * UTF-8, # before a remark.
 */
#ifndef SEARCHER_ALIASES_H
#define SEARCHER_ALIASES_H

#include <saiga/text.h>

#define ALIASES_BYTES_MAX ((size_t)1 << 20) /* of the file */
#define ALIAS_WORDS_MAX 8u                  /* of one side */
#define ALIAS_SIDES_MAX 32u                 /* of one line */

struct aliases;

/* Reads the lines; *out is the caller's.  INVALID, with the line's number,
 * for a line that is no alias. */
SAIGA_CHECKED enum saiga_status aliases_parse(
	struct aliases **out, struct saiga_slice text, struct saiga_error *err);

/*
 * Reads the file.  Where path is NULL, the person's own one:
 * $XDG_CONFIG_HOME/saiga/aliases, or $HOME/.config/saiga/aliases; *out is
 * NULL when there is none.
 */
SAIGA_CHECKED enum saiga_status aliases_read(
	struct aliases **out, const char *path, struct saiga_error *err);

void aliases_free(struct aliases *aliases);

/*
 * The next other side of a line that the words are a side of; words are
 * folded, by single spaces, and so is *side, borrowed.  *at is the caller's,
 * 0 to begin with; false when there is no more.
 */
bool aliases_next(const struct aliases *aliases, struct saiga_slice words,
	size_t *at, struct saiga_slice *side);

#endif
