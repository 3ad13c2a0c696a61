/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Collects the words of a batch for the table of word forms. */
#ifndef INDEXER_FORMS_H
#define INDEXER_FORMS_H

#include <saiga/store.h>

struct forms;

SAIGA_CHECKED enum saiga_status forms_new(
	struct forms **out, struct saiga_error *err);
void forms_free(struct forms *forms);

/* Notes a word of an article in that language. */
SAIGA_CHECKED enum saiga_status forms_note(struct forms *forms,
	struct saiga_slice language, struct saiga_slice word,
	struct saiga_error *err);

/* Writes the words noted since the last time into the table, inside the
 * transaction that is open. */
SAIGA_CHECKED enum saiga_status forms_write(struct forms *forms,
	struct xc_writable *w, struct saiga_error *err);

#endif
