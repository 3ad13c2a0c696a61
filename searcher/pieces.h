/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A passage as pieces: between two of them a snippet may begin or end. */
#ifndef SEARCHER_PIECES_H
#define SEARCHER_PIECES_H

#include <saiga/article.h>

#define PIECE_CHARS 40u /* a longer word is cut to its clusters */

/* What stands between two white spaces, without them, or a grapheme cluster of
 * a long word, or of a script that has no spaces. */
struct piece {
	uint32_t off, end;       /* bytes in the passage */
	uint32_t from, to;       /* characters before it, and with it */
	uint32_t sentence;       /* the first piece of its sentence */
};

struct pieces {
	struct piece *items;
	size_t n, cap;
};

#define PIECES_INIT { NULL, 0, 0 }

/*
 * Replaces the pieces by those of the article's passage.  A paragraph's end is
 * a sentence's end, so that a heading is one.  Pieces do not overlap, and
 * begin and end between grapheme clusters.
 */
SAIGA_CHECKED enum saiga_status pieces_cut(struct pieces *out,
	const struct saiga_article *article, uint32_t passage);

void pieces_dispose(struct pieces *pieces);

#endif
