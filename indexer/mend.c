/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ids that several articles have, put right in the merged index.  An id prefers
 * the article that is first in the order of the walk, and each article has its
 * order of choices: what comes out is the same whichever article is looked at
 * first (Gale and Shapley, College Admissions and the Stability of Marriage,
 * 1962).
 */
#include "mend.h"

#include "identity.h"
#include "review.h"
#include "spool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BATCH_ARTICLES 1000u

struct mend {
	struct xc_writable *index;
	struct document_builder *builder;
	char *const *orders; /* files */
	size_t n_orders;
	struct spool_place *places; /* sorted by file; read when needed */
	size_t n_places, places_cap;
	uint32_t *moving; /* articles that are to have another id */
	size_t n_moving, moving_cap;
	uint32_t changed; /* articles since the last commit */
	struct saiga_error *err;
};

/* Commits now and then, which bounds memory. */
static enum saiga_status
count_change(struct mend *mend)
{
	struct xc_error xerr;

	if (++mend->changed < BATCH_ARTICLES)
		return SAIGA_OK;
	mend->changed = 0;
	return xc_writable_commit(mend->index, &xerr) == XC_OK
		? SAIGA_OK
		: saiga_store_error(mend->err, &xerr, "new index");
}

/* ---- the order of the walk ----------------------------------------------- */

static int
compare_files(const void *a, const void *b)
{
	const struct spool_place *x = a, *y = b;

	return strcmp(x->file, y->file);
}

static enum saiga_status
read_order(struct mend *mend, const char *path)
{
	FILE *file = fopen(path, "re");
	enum saiga_status status = SAIGA_OK;
	struct spool_place place;

	if (file == NULL)
		return saiga_error_set(
			mend->err, SAIGA_IO, "%s: %s", path, strerror(errno));
	while (status == SAIGA_OK &&
		fread(&place, sizeof(place), 1, file) == 1) {
		if (saiga_array_reserve(&mend->places, &mend->places_cap,
			    mend->n_places + 1, sizeof(place)) != SAIGA_OK)
			status = saiga_error_nomem(mend->err);
		else
			mend->places[mend->n_places++] = place;
	}
	if (status == SAIGA_OK && ferror(file))
		status = saiga_error_set(
			mend->err, SAIGA_IO, "%s: %s", path, strerror(errno));
	fclose(file);
	return status;
}

static enum saiga_status
read_orders(struct mend *mend)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	for (i = 0; i < mend->n_orders && status == SAIGA_OK; i++)
		status = read_order(mend, mend->orders[i]);
	if (mend->n_places > 0)
		qsort(mend->places, mend->n_places, sizeof(*mend->places),
			compare_files);
	return status;
}

/* Where the article stands; one that is not known stands first. */
static struct spool_place
place_of(const struct mend *mend, const struct saiga_article *article)
{
	struct spool_place key = { .ordinal = 0 }, *found = NULL;

	spool_file(key.file, article);
	if (mend->n_places > 0)
		found = bsearch(&key, mend->places, mend->n_places, sizeof(key),
			compare_files);
	return found == NULL ? key : *found;
}

static bool
is_before(const struct spool_place *a, const struct spool_place *b)
{
	return a->ordinal == b->ordinal ? a->part < b->part
					: a->ordinal < b->ordinal;
}

/* ---- ids ----------------------------------------------------------------- */

static enum saiga_status
push(struct mend *mend, uint32_t docid)
{
	if (saiga_array_reserve(&mend->moving, &mend->moving_cap,
		    mend->n_moving + 1, sizeof(docid)) != SAIGA_OK)
		return saiga_error_nomem(mend->err);
	mend->moving[mend->n_moving++] = docid;
	return SAIGA_OK;
}

static enum saiga_status
place_of_document(
	const struct mend *mend, uint32_t docid, struct spool_place *place)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	enum saiga_status status = saiga_stored_fetch(
		&stored, xc_writable_database(mend->index), docid, mend->err);

	if (status == SAIGA_OK)
		*place = place_of(mend, &stored.article);
	saiga_stored_dispose(&stored);
	return status;
}

/* Of the articles that have the term all are to move but the first. */
static enum saiga_status
push_all_but_first(struct mend *mend, struct saiga_slice term)
{
	struct xc_posting_iter *it;
	struct xc_error xerr;
	struct spool_place first = { .ordinal = 0 }, place;
	enum saiga_status status = SAIGA_OK;
	uint32_t keeps = 0;

	it = xc_database_postings(
		xc_writable_database(mend->index), term.p, term.len, &xerr);
	if (it == NULL)
		return saiga_store_error(mend->err, &xerr, "new index");
	while (status == SAIGA_OK && xc_posting_iter_next(it, &xerr)) {
		uint32_t docid = xc_posting_iter_docid(it);

		status = place_of_document(mend, docid, &place);
		if (status != SAIGA_OK)
			break;
		if (keeps == 0 || is_before(&place, &first)) {
			if (keeps != 0)
				status = push(mend, keeps);
			keeps = docid;
			first = place;
		} else
			status = push(mend, docid);
	}
	if (status == SAIGA_OK && xerr.kind != XC_OK)
		status = saiga_store_error(mend->err, &xerr, "new index");
	xc_posting_iter_free(it);
	return status;
}

/* Gives the article the id, if none before it in the walk has it; one behind
 * it is to move. */
static enum saiga_status
try_id(struct mend *mend, uint32_t docid, struct saiga_article *article,
	const struct spool_place *place, const char *id, bool last, bool *taken)
{
	struct spool_place other;
	uint32_t holder;
	enum saiga_status status = saiga_store_find(
		&holder, xc_writable_database(mend->index), id, mend->err);

	*taken = status == SAIGA_NOTFOUND || last;
	if (status == SAIGA_OK && !last) {
		status = place_of_document(mend, holder, &other);
		if (status != SAIGA_OK || !is_before(place, &other))
			return status;
		*taken = true;
		status = push(mend, holder);
	} else if (status == SAIGA_NOTFOUND)
		status = SAIGA_OK;
	if (status != SAIGA_OK)
		return status;
	memcpy(article->id, id, SAIGA_ID_LEN + 1);
	status = review_write(
		mend->index, mend->builder, docid, article, mend->err);
	return status == SAIGA_OK ? count_change(mend) : status;
}

/* Gives an article whose id another one keeps the next that it may have. */
static enum saiga_status
move(struct mend *mend, uint32_t docid)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	struct saiga_article *article = &stored.article;
	struct spool_place place = { .ordinal = 0 };
	char id[SAIGA_ID_LEN + 1], next[SAIGA_ID_LEN + 1];
	struct saiga_slice key;
	bool taken = false;
	unsigned n = 0, i;
	enum saiga_status status = saiga_stored_fetch(
		&stored, xc_writable_database(mend->index), docid, mend->err);

	if (status == SAIGA_OK) {
		place = place_of(mend, article);
		key = article->field[SAIGA_FIELD_PATH];
		if (place.key <= key.len)
			key = saiga_slice_of(
				key.p + key.len - place.key, place.key);
		for (i = 0; identity_nth(id, article, key, i); i++)
			if (strcmp(id, article->id) == 0)
				n = i + 1;
		while (status == SAIGA_OK && !taken &&
			identity_nth(id, article, key, n))
			status = try_id(mend, docid, article, &place, id,
				!identity_nth(next, article, key, ++n), &taken);
	}
	saiga_stored_dispose(&stored);
	return status;
}

/* What to do with each term of a prefix that as many articles have. */
static enum saiga_status
each_term(struct mend *mend, const char *prefix, uint32_t least,
	enum saiga_status (*fn)(struct mend *, struct saiga_slice))
{
	const struct xc_database *db = xc_writable_database(mend->index);
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;
	struct xc_term_iter *it =
		xc_database_terms(db, prefix, strlen(prefix), &xerr);

	if (it == NULL)
		return saiga_store_error(mend->err, &xerr, "new index");
	while (status == SAIGA_OK && xc_term_iter_next(it, &xerr)) {
		struct saiga_slice term;
		uint32_t freq;

		term.p = xc_term_iter_term(it, &term.len);
		if (xc_term_iter_freq(&freq, it, &xerr) == XC_OK &&
			freq >= least)
			status = fn(mend, term);
	}
	if (status == SAIGA_OK && xerr.kind != XC_OK)
		status = saiga_store_error(mend->err, &xerr, "new index");
	xc_term_iter_free(it);
	return status;
}

static enum saiga_status
push_shared_id(struct mend *mend, struct saiga_slice term)
{
	/* A prefix of more letters is another one. */
	if (term.len != strlen(SAIGA_PREFIX_ID) + SAIGA_ID_LEN)
		return SAIGA_OK;
	if (mend->places == NULL) {
		enum saiga_status status = read_orders(mend);

		if (status != SAIGA_OK)
			return status;
	}
	return push_all_but_first(mend, term);
}

static enum saiga_status
mend_ids(struct mend *mend)
{
	enum saiga_status status =
		each_term(mend, SAIGA_PREFIX_ID, 2, push_shared_id);

	while (status == SAIGA_OK && mend->n_moving > 0)
		status = move(mend, mend->moving[--mend->n_moving]);
	return status;
}

enum saiga_status
mend_index(const char *path, char *const *orders, size_t n,
	struct saiga_error *err)
{
	struct mend mend = { .orders = orders, .n_orders = n, .err = err };
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;

	mend.builder = document_builder_new();
	if (mend.builder == NULL)
		return saiga_error_nomem(err);
	/* The swap syncs it.  Xapian may tell by itself what this is, as it was
	 * made just now. */
	mend.index =
		xc_writable_open(path, XC_DB_OPEN | XC_DB_NO_SYNC, 0, &xerr);
	if (mend.index == NULL)
		status = saiga_store_error(err, &xerr, path);
	if (status == SAIGA_OK)
		status = mend_ids(&mend);
	if (status == SAIGA_OK &&
		xc_writable_commit(mend.index, &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, path);
	xc_writable_free(mend.index);
	document_builder_free(mend.builder);
	free(mend.places);
	free(mend.moving);
	return status;
}
