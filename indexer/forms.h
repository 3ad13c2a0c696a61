/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collects words for the table of word forms. */
#ifndef INDEXER_FORMS_H
#define INDEXER_FORMS_H

#include "vocabulary.h"

#include <saiga/store.h>

struct forms;

SAIGA_CHECKED enum saiga_status forms_new(
	struct forms **out, struct saiga_error *err);
void forms_free(struct forms *forms);

/* Notes the word in each of its languages. */
SAIGA_CHECKED enum saiga_status forms_note(struct forms *forms,
	const struct vocabulary_word *word, struct saiga_error *err);

/* Writes the words noted since the last time into the table, inside the
 * transaction that is open. */
SAIGA_CHECKED enum saiga_status forms_write(struct forms *forms,
	struct xc_writable *w, struct saiga_error *err);

#endif
