/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether one document of an index is as it was made. */
#ifndef INDEXER_INSPECT_H
#define INDEXER_INSPECT_H

#include "document.h"
#include "sums.h"

enum fault {
	FAULT_NONE,
	FAULT_RECORD,   /* its record is lost, or not its own: remove it */
	FAULT_DOCUMENT, /* what is made of the record: write it anew */
	FAULT_POSTINGS  /* the lists of documents by words: build all anew */
};

struct inspection {
	const struct xc_database *db;
	struct document_builder *builder;
	const struct sums *sums; /* NULL: documents are not built anew */
	struct saiga_stored stored;
	struct saiga_strbuf scratch, what; /* what: the fault, for a person */
};

/* db and sums are borrowed. */
SAIGA_CHECKED enum saiga_status inspection_init(struct inspection *out,
	const struct xc_database *db, const struct sums *sums,
	struct saiga_error *err);
void inspection_dispose(struct inspection *inspection);

/*
 * Looks at a document.  With sums it builds it anew, and where that was done
 * inspection->builder has its words.  Fails only where nothing can be said of
 * the document; a record that cannot be read is a fault of it.
 */
SAIGA_CHECKED enum saiga_status inspect(enum fault *fault,
	struct inspection *inspection, uint32_t docid,
	struct saiga_error *err);

/* Builds the document from the record of stored, its paragraphs marked as the
 * index now counts them; *changed: they had other marks. */
SAIGA_CHECKED enum saiga_status inspect_build(struct xc_document **out,
	bool *changed, struct document_builder *builder,
	struct saiga_stored *stored, const struct xc_database *db,
	struct saiga_error *err);

#endif
