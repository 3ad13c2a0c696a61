/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What of an article filters, sorts and counts: terms without positions, and
 * values. */
#include "document.h"
#include "recurring.h"

#include <saiga/store.h>

#include <string.h>

#define AUTHORS_MAX 64u /* of an article, that can be counted one by one */

/* A term that only filters: it has no position and weighs nothing. */
static enum xc_error_kind
add_filter(struct xc_document *doc, const char *prefix,
	struct saiga_slice value, struct xc_error *xerr)
{
	char term[4 + SAIGA_TERM_MAX];
	size_t n = strlen(prefix);

	value = saiga_utf8_cut(value, SAIGA_TERM_MAX);
	if (value.len == 0)
		return XC_OK;
	memcpy(term, prefix, n);
	memcpy(term + n, value.p, value.len);
	return xc_document_add_term(doc, term, n + value.len, 0, xerr);
}

static enum xc_error_kind
add_date(struct xc_document *doc, const struct saiga_article *a,
	struct xc_error *xerr)
{
	struct saiga_date date;
	char day[9];

	if (saiga_date_parse(&date, a->field[SAIGA_FIELD_DATE]) != SAIGA_OK)
		return XC_OK;
	saiga_date_day(&date, day);
	if (xc_document_set_value(doc, SAIGA_SLOT_DAY, day, 8, xerr) != XC_OK)
		return xerr->kind;
	if (date.day > 0 &&
		add_filter(doc, SAIGA_PREFIX_DAY, saiga_slice(day), xerr) !=
			XC_OK)
		return xerr->kind;
	if (date.month > 0 &&
		add_filter(doc, SAIGA_PREFIX_MONTH, saiga_slice_of(day, 6),
			xerr) != XC_OK)
		return xerr->kind;
	return add_filter(doc, SAIGA_PREFIX_YEAR, saiga_slice_of(day, 4), xerr);
}

static enum xc_error_kind
add_url(struct saiga_strbuf *scratch, struct xc_document *doc,
	const struct saiga_article *a, struct xc_error *xerr)
{
	char hash[SAIGA_ID_LEN + 1];
	struct saiga_slice canonical;

	saiga_strbuf_reset(scratch);
	saiga_url_canonical(a->field[SAIGA_FIELD_URL], scratch);
	canonical = saiga_strbuf_view(scratch);
	if (canonical.len == 0)
		return XC_OK;
	saiga_id_make(canonical, hash);
	if (add_filter(doc, saiga_fields[SAIGA_FIELD_URL].term_prefix,
		    saiga_slice(hash), xerr) != XC_OK)
		return xerr->kind;
	return add_filter(
		doc, SAIGA_PREFIX_HOST, saiga_url_host(canonical), xerr);
}

static enum xc_error_kind
add_file(struct saiga_strbuf *scratch, struct xc_document *doc,
	const struct saiga_article *a, struct xc_error *xerr)
{
	char hash[SAIGA_ID_LEN + 1];

	if (a->field[SAIGA_FIELD_EXTERNAL_ID].len > 0) {
		saiga_id_make(a->field[SAIGA_FIELD_EXTERNAL_ID], hash);
		if (add_filter(doc, SAIGA_PREFIX_EXTERNAL, saiga_slice(hash),
			    xerr) != XC_OK)
			return xerr->kind;
	}
	if (a->field[SAIGA_FIELD_PATH].len == 0)
		return XC_OK;
	if (a->part.len > 0) {
		saiga_id_make(a->field[SAIGA_FIELD_PATH], hash);
		if (add_filter(doc, SAIGA_PREFIX_HOLDER, saiga_slice(hash),
			    xerr) != XC_OK)
			return xerr->kind;
	}
	saiga_strbuf_reset(scratch);
	saiga_strbuf_slice(scratch, a->field[SAIGA_FIELD_PATH]);
	saiga_strbuf_slice(scratch, a->part);
	saiga_id_make(saiga_strbuf_view(scratch), hash);
	if (add_filter(doc, SAIGA_PREFIX_FILE, saiga_slice(hash), xerr) !=
		XC_OK)
		return xerr->kind;
	saiga_id_make(
		saiga_slice_of((const char *)a->hash, SAIGA_HASH_LEN), hash);
	return add_filter(doc, SAIGA_PREFIX_CONTENT, saiga_slice(hash), xerr);
}

/* What tells how often its first and last paragraphs stand elsewhere. */
static enum xc_error_kind
add_blocks(struct xc_document *doc, const struct saiga_article *a,
	struct xc_error *xerr)
{
	struct recurring recurring;
	unsigned i;

	recurring_find(&recurring, a);
	for (i = 0; i < recurring.n; i++)
		if (add_filter(doc, "", saiga_slice(recurring.edge[i].term),
			    xerr) != XC_OK)
			return xerr->kind;
	return add_filter(doc, "", saiga_slice(recurring.story), xerr);
}

/* A term and a value for each author, so that they are counted one by one. */
static enum xc_error_kind
add_authors(struct saiga_strbuf *scratch, struct xc_document *doc,
	struct saiga_slice line, struct xc_error *xerr)
{
	char terms[AUTHORS_MAX][SAIGA_WHOLE_TERM_SIZE];
	struct saiga_authors authors;
	struct saiga_slice author;
	size_t n = 0, i;

	saiga_strbuf_reset(scratch);
	saiga_authors_init(&authors, line);
	while (n < AUTHORS_MAX && saiga_authors_next(&authors, &author)) {
		saiga_whole_term(terms[n], SAIGA_FIELD_AUTHOR, author);
		for (i = 0; strcmp(terms[i], terms[n]) != 0; i++)
			;
		if (i < n)
			continue;
		if (xc_document_add_term(
			    doc, terms[n], strlen(terms[n]), 0, xerr) != XC_OK)
			return xerr->kind;
		saiga_strbuf_str(scratch, n++ > 0 ? "\n" : "");
		saiga_strbuf_slice(scratch, author);
	}
	if (n == 0)
		return XC_OK;
	return xc_document_set_value(
		doc, SAIGA_SLOT_AUTHORS, scratch->p, scratch->len, xerr);
}

static enum xc_error_kind
set_number(struct xc_document *doc, enum saiga_slot slot, double n,
	struct xc_error *xerr)
{
	char value[XC_SORTABLE_MAX];

	return xc_document_set_value(
		doc, slot, value, xc_sortable_serialise(value, n), xerr);
}

/* When it came, and how much it is. */
static enum xc_error_kind
add_numbers(struct xc_document *doc, const struct saiga_article *a,
	struct xc_error *xerr)
{
	uint64_t words = 0;
	size_t i;

	for (i = 0; i < a->passages.n; i++)
		words += a->passages.items[i].words;
	if (set_number(doc, SAIGA_SLOT_INDEXED, (double)a->indexed, xerr) !=
			XC_OK ||
		set_number(doc, SAIGA_SLOT_PASSAGES, (double)a->passages.n,
			xerr) != XC_OK)
		return xerr->kind;
	return set_number(doc, SAIGA_SLOT_WORDS, (double)words, xerr);
}

/* The publisher's whole name: source:="The Example Times". */
static enum xc_error_kind
add_publisher(
	struct xc_document *doc, struct saiga_slice name, struct xc_error *xerr)
{
	char term[SAIGA_WHOLE_TERM_SIZE];

	if (name.len == 0)
		return XC_OK;
	saiga_whole_term(term, SAIGA_FIELD_PUBLISHER, name);
	return xc_document_add_term(doc, term, strlen(term), 0, xerr);
}

enum saiga_status
document_add_filters(struct xc_document *doc, const struct saiga_article *a,
	struct saiga_strbuf *scratch, struct saiga_error *err)
{
	static const enum saiga_field whole[] = { SAIGA_FIELD_LANGUAGE,
		SAIGA_FIELD_FORMAT };
	static const enum saiga_field valued[] = { SAIGA_FIELD_PUBLISHER,
		SAIGA_FIELD_LANGUAGE };
	struct xc_error xerr = XC_ERROR_INIT;
	size_t i;

	if (add_filter(doc, SAIGA_PREFIX_ID, saiga_slice(a->id), &xerr) !=
			XC_OK ||
		add_numbers(doc, a, &xerr) != XC_OK ||
		xc_document_set_value(doc, SAIGA_SLOT_ID, a->id, strlen(a->id),
			&xerr) != XC_OK ||
		add_date(doc, a, &xerr) != XC_OK ||
		add_url(scratch, doc, a, &xerr) != XC_OK ||
		add_publisher(doc, a->field[SAIGA_FIELD_PUBLISHER], &xerr) !=
			XC_OK ||
		add_authors(scratch, doc, a->field[SAIGA_FIELD_AUTHOR],
			&xerr) != XC_OK ||
		add_file(scratch, doc, a, &xerr) != XC_OK ||
		add_blocks(doc, a, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "document");
	for (i = 0; i < sizeof(whole) / sizeof(*whole); i++)
		if (add_filter(doc, saiga_fields[whole[i]].term_prefix,
			    a->field[whole[i]], &xerr) != XC_OK)
			return saiga_store_error(err, &xerr, "document");
	for (i = 0; i < sizeof(valued) / sizeof(*valued); i++) {
		struct saiga_slice value = a->field[valued[i]];

		if (value.len > 0 &&
			xc_document_set_value(doc, saiga_fields[valued[i]].slot,
				value.p, value.len, &xerr) != XC_OK)
			return saiga_store_error(err, &xerr, "document");
	}
	return SAIGA_OK;
}
