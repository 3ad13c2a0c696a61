/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lists of word forms and of names, against the articles. */
#ifndef INDEXER_EXPECTED_H
#define INDEXER_EXPECTED_H

#include "document.h"

/* A line about a fault; n of them are not told. */
struct expected_faults {
	void (*tell)(const char *what, void *ctx);
	void *ctx;
	uint64_t faults;    /* words that stand wrong, or do not stand at all */
	uint64_t leftovers; /* words that no article has any more: no fault */
};

/* What the articles give, gathered into the metadata of a database. */
struct expected;

/* into is borrowed: a writer's database, in an open transaction, without such
 * lists; NULL: a database of its own, in a folder for temporary files. */
SAIGA_CHECKED enum saiga_status expected_new(struct expected **out,
	struct xc_writable *into, struct saiga_error *err);
void expected_free(struct expected *expected);

/* Notes the words of the article, which the builder has built last. */
SAIGA_CHECKED enum saiga_status expected_note(struct expected *expected,
	const struct document_builder *builder,
	const struct saiga_article *article, struct saiga_error *err);

/* Writes what was noted, and no more is. */
SAIGA_CHECKED enum saiga_status expected_write(
	struct expected *expected, struct saiga_error *err);

/*
 * Looks at the lists of the index: that each can be read and each form stands
 * under its own stem; and, with what was written to expected, which may be
 * NULL, that no word of an article is missing.
 */
SAIGA_CHECKED enum saiga_status expected_check(struct expected_faults *faults,
	const struct xc_database *db, const struct expected *expected,
	struct saiga_error *err);

#endif
