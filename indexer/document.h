/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From an article to the document that Xapian indexes. */
#ifndef INDEXER_DOCUMENT_H
#define INDEXER_DOCUMENT_H

#include <saiga/article.h>
#include <xapian-c.h>

/* Counts the words of one article after another in the same memory. */
struct document_builder;

/* NULL when out of memory. */
struct document_builder *document_builder_new(void);
void document_builder_free(struct document_builder *builder);

/*
 * Cuts the article's passages, counts its words, and makes the document with
 * terms, values and record; *out is the caller's.  The article needs all but
 * its passages.  *cut tells whether words were left out, for there were more
 * different ones than an article of people's has.
 */
SAIGA_CHECKED enum saiga_status document_build(struct xc_document **out,
	bool *cut, struct document_builder *builder,
	struct saiga_article *article, struct saiga_error *err);

/* How an article has one of its words. */
struct document_word {
	struct saiga_slice term;
	struct saiga_slice written; /* where capital: as it stands there */
	bool capital; /* begins with a capital letter inside a sentence */
	bool small;   /* begins with a small letter */
};

/* The different words of the passages and the title of the article built
 * last: the i-th, false when there are no more; some are terms of fields and
 * come back empty.  Borrowed until the next build, and from the article. */
bool document_word(const struct document_builder *builder, uint32_t i,
	struct document_word *word);

/* Adds what filters, sorts and counts: document-filters.c.  scratch is used
 * for strings. */
SAIGA_CHECKED enum saiga_status document_add_filters(struct xc_document *doc,
	const struct saiga_article *article, struct saiga_strbuf *scratch,
	struct saiga_error *err);

#endif
