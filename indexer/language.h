/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tells the language of a text, by libexttextcat. */
#ifndef INDEXER_LANGUAGE_H
#define INDEXER_LANGUAGE_H

#include <saiga/strbuf.h>

struct language_guesser;

/* Reads the fingerprints from libexttextcat's folder of data.  NULL when
 * they are not there: then no language is told. */
struct language_guesser *language_guesser_new(void);
void language_guesser_free(struct language_guesser *guesser);

/* Writes the text's language (ISO 639-1) to out, and returns false when it
 * is too short to tell.  guesser may be NULL. */
bool language_guess(struct language_guesser *guesser,
	struct saiga_slice text, char out[3]);

struct draft;

/* Sets the draft's language where none is declared, or where a page declares
 * one that its text is clearly not in. */
void language_settle(struct language_guesser *guesser, struct draft *draft);

#endif
