/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an index holds, and what came into it last. */
#include "collection.h"

#include <stdlib.h>
#include <string.h>

#define NAME_MAX ((size_t)65536) /* bytes */

/* ---- dates --------------------------------------------------------------- */

/* Writes the first or the last term with the prefix and the beginning, less
 * the prefix, into term, which holds the beginning; leaves it if there is
 * none. */
static enum xc_error_kind
edge_term(char term[9], const char *prefix, bool last,
	const struct xc_database *db, struct xc_error *xerr)
{
	size_t skip = strlen(prefix), n = strlen(term), len;
	struct xc_term_iter *it;
	char start[16];

	memcpy(start, prefix, skip);
	memcpy(start + skip, term, n);
	it = xc_database_terms(db, start, skip + n, xerr);
	if (it == NULL)
		return xerr->kind;
	while (xc_term_iter_next(it, xerr)) {
		const char *found = xc_term_iter_term(it, &len);

		if (len <= skip || len - skip > 8)
			continue;
		memcpy(term, found + skip, len - skip);
		term[len - skip] = '\0';
		if (!last)
			break;
	}
	xc_term_iter_free(it);
	return xerr->kind;
}

/* The earliest or the latest date: a year, its month, its day, as far as any
 * article has them. */
static enum xc_error_kind
edge_date(char date[11], bool last, const struct xc_database *db,
	struct xc_error *xerr)
{
	char term[9] = "";

	if (edge_term(term, SAIGA_PREFIX_YEAR, last, db, xerr) != XC_OK ||
		edge_term(term, SAIGA_PREFIX_MONTH, last, db, xerr) != XC_OK ||
		edge_term(term, SAIGA_PREFIX_DAY, last, db, xerr) != XC_OK)
		return xerr->kind;
	memset(date, 0, 11);
	memcpy(date, term, strlen(term) < 4 ? strlen(term) : 4);
	if (strlen(term) >= 6) {
		date[4] = '-';
		memcpy(date + 5, term + 4, 2);
	}
	if (strlen(term) == 8) {
		date[7] = '-';
		memcpy(date + 8, term + 6, 2);
	}
	return XC_OK;
}

/* ---- publishers, languages ----------------------------------------------- */

static int
compare_values(const void *a, const void *b)
{
	const struct collection_value *x = a, *y = b;

	if (x->articles != y->articles)
		return x->articles > y->articles ? -1 : 1;
	return saiga_slice_compare(
		saiga_strbuf_view(&x->name), saiga_strbuf_view(&y->name));
}

static void
cut_list(struct collection_list *list, size_t max)
{
	while (list->n > max) {
		saiga_strbuf_dispose(&list->items[--list->n].name);
		list->more++;
	}
}

/* All values of the field by their terms, whose bytes are the names for now. */
static enum saiga_status
read_terms(struct collection_list *list, const char *prefix,
	const struct xc_database *db, struct saiga_error *err)
{
	size_t skip = strlen(prefix), len, cap = 0;
	struct xc_error xerr;
	struct xc_term_iter *it = xc_database_terms(db, prefix, skip, &xerr);
	enum saiga_status status = SAIGA_OK;

	if (it == NULL)
		return saiga_store_error(err, &xerr, "index");
	while (status == SAIGA_OK && xc_term_iter_next(it, &xerr)) {
		const char *term = xc_term_iter_term(it, &len);
		struct collection_value *item;

		status = saiga_array_reserve(
			&list->items, &cap, list->n + 1, sizeof(*list->items));
		if (status != SAIGA_OK)
			break;
		item = &list->items[list->n++];
		item->name = (struct saiga_strbuf)SAIGA_STRBUF_INIT(NAME_MAX);
		saiga_strbuf_append(&item->name, term + skip, len - skip);
		status = item->name.status;
		if (xc_term_iter_freq(&item->articles, it, &xerr) != XC_OK)
			break;
	}
	xc_term_iter_free(it);
	if (status != SAIGA_OK)
		return saiga_error_nomem(err);
	return xerr.kind == XC_OK ? SAIGA_OK
				  : saiga_store_error(err, &xerr, "index");
}

/* The publisher's name for the term's hash: as its first article has it. */
static enum saiga_status
name_publisher(struct collection_value *value, const struct xc_database *db,
	struct saiga_error *err)
{
	struct saiga_strbuf term = SAIGA_STRBUF_INIT(256);
	struct xc_bytes name = XC_BYTES_INIT;
	struct xc_document *doc = NULL;
	struct xc_error xerr = XC_ERROR_INIT;
	enum saiga_status status;
	uint32_t docid = 0;

	saiga_strbuf_str(
		&term, saiga_fields[SAIGA_FIELD_PUBLISHER].term_prefix);
	saiga_strbuf_slice(&term, saiga_strbuf_view(&value->name));
	status = saiga_store_first(&docid, db, saiga_strbuf_view(&term), err);
	saiga_strbuf_reset(&value->name);
	if (status == SAIGA_OK) {
		doc = xc_database_document(db, docid, 0, &xerr);
		if (doc == NULL ||
			xc_document_value(&name, doc, SAIGA_SLOT_PUBLISHER,
				&xerr) != XC_OK)
			status = saiga_store_error(err, &xerr, "index");
	}
	if (status == SAIGA_OK)
		saiga_strbuf_append(&value->name, name.data, name.len);
	xc_bytes_dispose(&name);
	xc_document_free(doc);
	saiga_strbuf_dispose(&term);
	return status;
}

static enum saiga_status
read_publishers(struct collection_list *list, const struct xc_database *db,
	size_t max, struct saiga_error *err)
{
	enum saiga_status status = read_terms(
		list, saiga_fields[SAIGA_FIELD_PUBLISHER].term_prefix, db, err);
	size_t i;

	if (status != SAIGA_OK || list->n == 0)
		return status;
	qsort(list->items, list->n, sizeof(*list->items), compare_values);
	cut_list(list, max);
	for (i = 0; i < list->n && status == SAIGA_OK; i++)
		status = name_publisher(&list->items[i], db, err);
	qsort(list->items, list->n, sizeof(*list->items), compare_values);
	return status;
}

static enum saiga_status
read_languages(struct collection_list *list, const struct xc_database *db,
	struct saiga_error *err)
{
	enum saiga_status status = read_terms(
		list, saiga_fields[SAIGA_FIELD_LANGUAGE].term_prefix, db, err);

	if (status == SAIGA_OK && list->n > 0)
		qsort(list->items, list->n, sizeof(*list->items),
			compare_values);
	return status;
}

static enum saiga_status
read_once(struct collection *out, const struct xc_database *db, size_t max,
	struct saiga_error *err)
{
	struct xc_database_stats stats;
	struct xc_error xerr;
	enum saiga_status status;

	if (xc_database_get_stats(&stats, db, &xerr) != XC_OK ||
		xc_database_value_freq(
			&out->dated, db, SAIGA_SLOT_DAY, &xerr) != XC_OK ||
		edge_date(out->first, false, db, &xerr) != XC_OK ||
		edge_date(out->last, true, db, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	out->articles = stats.doc_count;
	status = read_publishers(&out->publishers, db, max, err);
	if (status == SAIGA_OK)
		status = read_languages(&out->languages, db, err);
	return status;
}

enum saiga_status
collection_read(struct collection *out, struct xc_database *db, size_t max,
	struct saiga_error *err)
{
	enum saiga_status status;
	unsigned tries = 0;

	memset(out, 0, sizeof(*out));
	do {
		collection_dispose(out);
		status = read_once(out, db, max, err);
	} while (saiga_store_again(db, status, &tries));
	return status;
}

void
collection_dispose(struct collection *collection)
{
	cut_list(&collection->publishers, 0);
	cut_list(&collection->languages, 0);
	free(collection->publishers.items);
	free(collection->languages.items);
	memset(collection, 0, sizeof(*collection));
}

/* ---- sums ---------------------------------------------------------------- */

static enum saiga_status
sum_slot(uint64_t *sum, const struct xc_database *db, enum saiga_slot slot,
	struct saiga_error *err)
{
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_value_iter *it = xc_database_values(db, slot, &xerr);

	*sum = 0;
	while (it != NULL && xc_value_iter_next(it, &xerr)) {
		size_t len;
		const char *value = xc_value_iter_value(it, &len);
		double n = xc_sortable_unserialise(value, len);

		/* A damaged one may be any number, or none. */
		if (n > 0 && n < UINT32_MAX)
			*sum += (uint64_t)n;
	}
	xc_value_iter_free(it);
	return xerr.kind == XC_OK ? SAIGA_OK
				  : saiga_store_error(err, &xerr, "index");
}

enum saiga_status
collection_sum(struct collection_totals *out, struct xc_database *db,
	struct saiga_error *err)
{
	enum saiga_status status;
	unsigned tries = 0;

	do {
		status = sum_slot(&out->passages, db, SAIGA_SLOT_PASSAGES, err);
		if (status == SAIGA_OK)
			status = sum_slot(
				&out->words, db, SAIGA_SLOT_WORDS, err);
	} while (saiga_store_again(db, status, &tries));
	return status;
}

/* ---- what came last ------------------------------------------------------ */

static struct xc_mset *
find_newest(const struct xc_database *db, uint32_t max, struct xc_error *xerr)
{
	struct xc_enquire *enquire = xc_enquire_new(db, xerr);
	struct xc_query *all = NULL;
	struct xc_mset *mset = NULL;

	if (enquire != NULL)
		all = xc_query_new_match_all(xerr);
	/* Of one second, the later document is the later one. */
	if (all != NULL &&
		xc_enquire_set_query(enquire, all, 0, xerr) == XC_OK &&
		xc_enquire_set_docid_order(
			enquire, XC_DOCID_DESCENDING, xerr) == XC_OK &&
		xc_enquire_sort_by_value(enquire, XC_SORT_ONLY,
			SAIGA_SLOT_INDEXED, true, xerr) == XC_OK)
		mset = xc_enquire_match(enquire, 0, max, NULL, xerr);
	xc_query_free(all);
	xc_enquire_free(enquire);
	return mset;
}

static enum saiga_status
newest_once(struct collection_newest *out, const struct xc_database *db,
	size_t max, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;
	struct xc_mset *mset = find_newest(db, (uint32_t)max, &xerr);
	uint32_t i;

	if (mset == NULL)
		return saiga_store_error(err, &xerr, "index");
	for (i = 0; i < xc_mset_size(mset) && status == SAIGA_OK; i++) {
		memset(&out->items[out->n], 0, sizeof(out->items[out->n]));
		status = saiga_stored_fetch(
			&out->items[out->n++], db, xc_mset_docid(mset, i), err);
	}
	xc_mset_free(mset);
	return status;
}

enum saiga_status
collection_newest(struct collection_newest *out, struct xc_database *db,
	size_t max, struct saiga_error *err)
{
	enum saiga_status status;
	unsigned tries = 0;

	max = max < COLLECTION_NEWEST_MAX ? max : COLLECTION_NEWEST_MAX;
	out->n = 0;
	do {
		collection_newest_dispose(out);
		status = newest_once(out, db, max, err);
	} while (saiga_store_again(db, status, &tries));
	return status;
}

void
collection_newest_dispose(struct collection_newest *newest)
{
	while (newest->n > 0)
		saiga_stored_dispose(&newest->items[--newest->n]);
}
