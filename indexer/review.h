/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Articles that are in the index, written anew. */
#ifndef INDEXER_REVIEW_H
#define INDEXER_REVIEW_H

#include "document.h"
#include "vocabulary.h"

#include <saiga/store.h>

/* Marks the paragraphs of the article anew, by what the index counts now, and
 * writes it if that changes anything; its words, some of which no article may
 * have had before, are then noted. */
SAIGA_CHECKED enum saiga_status review_marks(struct xc_writable *index,
	struct document_builder *builder, struct vocabulary *words,
	uint32_t docid, struct saiga_error *err);

/* Writes the stored article, which was changed, in its old place. */
SAIGA_CHECKED enum saiga_status review_write(struct xc_writable *index,
	struct document_builder *builder, uint32_t docid,
	struct saiga_article *article, struct saiga_error *err);

#endif
