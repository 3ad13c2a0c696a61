/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Facets: which publishers, years, months, languages and authors the articles
 * found have, and how many have each.  Exact counts over all that match.
 */
#ifndef SEARCHER_FACETS_H
#define SEARCHER_FACETS_H

#include "counts.h"

#define FACETS_SHOWN 10u       /* values of a facet, unless told */
#define FACETS_VALUES_MAX 1000u

enum facet_kind {
	FACET_PUBLISHER,
	FACET_YEAR,
	FACET_MONTH,
	FACET_LANGUAGE,
	FACET_AUTHOR,
	FACETS
};

struct facet_value {
	struct saiga_slice text; /* as articles have it, the most of them;
	                            "2023-02"; "ru" */
	uint32_t articles;
	/* What finds exactly these: source:="The Example Times".  Empty for a
	 * name of signs alone that the query language cannot write. */
	struct saiga_strbuf filter;
};

struct facet {
	const char *name; /* "publisher", "year", ... */
	struct facet_value *values; /* most articles first; of equals the name
	                               by bytes, the later month or year */
	size_t n;
	size_t more;      /* values that are not among these */
	uint32_t unknown; /* articles without a value */
	const char *unknown_filter; /* what finds exactly these */
	uint32_t imprecise; /* months: articles of which only the year is
	                       known */
	struct saiga_lexicon *texts; /* private: the bytes of the values */
};

struct facets {
	struct facet items[FACETS];
};

/* The facets of what was counted, each with its max most frequent values;
 * *out is the caller's. */
SAIGA_CHECKED enum saiga_status facets_new(struct facets **out,
	const struct counts *counts, size_t max, struct saiga_error *err);

void facets_free(struct facets *facets);

/* Appends what finds the articles with the value; nothing for a name that the
 * query language cannot write. */
void facet_filter(struct saiga_strbuf *out, enum facet_kind kind,
	struct saiga_slice text);

#endif
