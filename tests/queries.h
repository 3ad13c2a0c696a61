/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries: their trees as text, ones at random, and what holds for any. */
#ifndef QUERIES_H
#define QUERIES_H

#include "query.h"

#define QUERIES_NOW 1710331200 /* Wednesday, 13 March 2024, 12:00 UTC */

/* Appends the query's tree as tests/data/queries.test explains it, and its
 * notes, each behind a bar. */
void queries_render(struct saiga_strbuf *out, const struct query *query);

/*
 * The first property that does not hold for this query, in words; NULL when
 * all hold.  A static string; *detail, unless it is NULL, gets what was
 * printed and how it was read.
 */
const char *queries_broken(
	struct saiga_slice text, struct saiga_strbuf *detail);

/* Replaces *out by a query of at most n pieces of the language, or n bytes of
 * any kind; *seed goes on. */
void queries_mix(struct saiga_strbuf *out, uint32_t *seed, uint32_t n);
void queries_garble(struct saiga_strbuf *out, uint32_t *seed, uint32_t n);

/* A number below the bound. */
uint32_t queries_random(uint32_t *seed, uint32_t below);

/* The fuzzer's entry: aborts when a property is broken. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
