/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checksums over terms and positions. */
#include "sums.h"

#include <stdlib.h>
#include <string.h>

#define POSITIONS 1024 /* read at once */

/* FNV-1a, of the Fowler/Noll/Vo hash's page (64 bits). */
static uint64_t
hash_term(const char *term, size_t len)
{
	uint64_t h = 0xcbf29ce484222325u;
	size_t i;

	for (i = 0; i < len; i++)
		h = (h ^ (unsigned char)term[i]) * 0x100000001b3u;
	return h;
}

/* The mixing step of splitmix64 (Steele, Lea, Flood: Fast Splittable
 * Pseudorandom Number Generators, 2014). */
static uint64_t
mix(uint64_t h, uint64_t with)
{
	h += with + 0x9e3779b97f4a7c15u;
	h = (h ^ (h >> 30)) * 0xbf58476d1ce4e5b9u;
	h = (h ^ (h >> 27)) * 0x94d049bb133111ebu;
	return h ^ (h >> 31);
}

/* Mixes in the positions, and frees their iterator, which may be NULL. */
static enum xc_error_kind
mix_positions(uint64_t *h, struct xc_position_iter *it, struct xc_error *xerr)
{
	uint32_t positions[POSITIONS];
	size_t n = POSITIONS, i;

	if (it == NULL)
		return xerr->kind;
	while (n == POSITIONS) {
		if (xc_position_iter_read(&n, positions, POSITIONS, it, xerr) !=
			XC_OK)
			break;
		for (i = 0; i < n; i++)
			*h = mix(*h, positions[i]);
	}
	xc_position_iter_free(it);
	return xerr->kind;
}

static enum xc_error_kind
add_posting(struct sum *sum, uint64_t term, const struct xc_posting_iter *it,
	struct xc_error *xerr)
{
	uint32_t wdf;
	uint64_t h;

	if (xc_posting_iter_wdf(&wdf, it, xerr) != XC_OK)
		return xerr->kind;
	h = mix(term, wdf);
	sum->n++;
	sum->terms += h;
	if (mix_positions(&h, xc_posting_iter_positions(it, xerr), xerr) ==
		XC_OK)
		sum->places += h;
	return xerr->kind;
}

static enum xc_error_kind
add_term(struct sums *sums, const struct xc_database *db, const char *term,
	size_t len, struct xc_error *xerr)
{
	struct xc_posting_iter *it = xc_database_postings(db, term, len, xerr);
	uint64_t h = hash_term(term, len);

	if (it == NULL)
		return xerr->kind;
	while (xc_posting_iter_next(it, xerr)) {
		uint32_t docid = xc_posting_iter_docid(it);

		if (docid == 0 || docid > sums->n) {
			xerr->kind = XC_DATABASE_CORRUPT_ERROR;
			strcpy(xerr->message, "a posting of no document");
		} else
			add_posting(&sums->items[docid - 1], h, it, xerr);
		if (xerr->kind != XC_OK)
			break;
	}
	xc_posting_iter_free(it);
	return xerr->kind;
}

enum saiga_status
sums_read(
	struct sums *out, const struct xc_database *db, struct saiga_error *err)
{
	struct xc_database_stats stats;
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_term_iter *it;

	memset(out, 0, sizeof(*out));
	if (xc_database_get_stats(&stats, db, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	/* Articles come and go, but the numbers are given out one by one. */
	if (stats.last_docid / 64 > stats.doc_count + 100000)
		return saiga_error_set(err, SAIGA_CORRUPT,
			"the index has a document of the number %u, and only "
			"%u documents",
			(unsigned)stats.last_docid, (unsigned)stats.doc_count);
	out->items = calloc((size_t)stats.last_docid + 1, sizeof(*out->items));
	if (out->items == NULL)
		return saiga_error_nomem(err);
	out->n = stats.last_docid;
	it = xc_database_terms(db, "", 0, &xerr);
	while (it != NULL && xc_term_iter_next(it, &xerr)) {
		size_t len;
		const char *term = xc_term_iter_term(it, &len);

		if (add_term(out, db, term, len, &xerr) != XC_OK)
			break;
	}
	xc_term_iter_free(it);
	if (xerr.kind != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	return SAIGA_OK;
}

void
sums_dispose(struct sums *sums)
{
	free(sums->items);
	memset(sums, 0, sizeof(*sums));
}

struct sum
sums_of(const struct sums *sums, uint32_t docid)
{
	struct sum none = { 0, 0, 0 };

	return docid > 0 && docid <= sums->n ? sums->items[docid - 1] : none;
}

enum saiga_status
sum_document(struct sum *out, const struct xc_document *doc, bool places,
	struct saiga_error *err)
{
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_term_iter *it = xc_document_terms(doc, &xerr);

	memset(out, 0, sizeof(*out));
	while (it != NULL && xc_term_iter_next(it, &xerr)) {
		uint32_t wdf;
		uint64_t h;
		size_t len;
		const char *term = xc_term_iter_term(it, &len);

		if (xc_term_iter_wdf(&wdf, it, &xerr) != XC_OK)
			break;
		h = mix(hash_term(term, len), wdf);
		out->n++;
		out->terms += h;
		if (!places)
			continue;
		if (mix_positions(&h, xc_term_iter_positions(it, &xerr),
			    &xerr) != XC_OK)
			break;
		out->places += h;
	}
	xc_term_iter_free(it);
	if (xerr.kind != XC_OK)
		return saiga_store_error(err, &xerr, "document");
	return SAIGA_OK;
}
