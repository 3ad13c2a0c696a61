/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compares a document with what its record makes. */
#include "inspect.h"

#include "recurring.h"

#include <string.h>

#define WHAT_MAX ((size_t)65536)

enum saiga_status
inspection_init(struct inspection *out, const struct xc_database *db,
	const struct sums *sums, struct saiga_error *err)
{
	memset(out, 0, sizeof(*out));
	out->db = db;
	out->sums = sums;
	out->scratch.max = (size_t)2 << 20; /* a path and a part */
	out->what.max = WHAT_MAX;
	out->builder = document_builder_new();
	return out->builder == NULL ? saiga_error_nomem(err) : SAIGA_OK;
}

void
inspection_dispose(struct inspection *inspection)
{
	document_builder_free(inspection->builder);
	saiga_stored_dispose(&inspection->stored);
	saiga_strbuf_dispose(&inspection->scratch);
	saiga_strbuf_dispose(&inspection->what);
}

static enum fault
tell(struct inspection *in, enum fault fault, const char *what)
{
	saiga_strbuf_reset(&in->what);
	saiga_strbuf_str(&in->what, what);
	return fault;
}

static enum fault
tell_term(struct inspection *in, const char *what, struct saiga_slice term)
{
	tell(in, FAULT_DOCUMENT, what);
	saiga_strbuf_str(&in->what, " '");
	saiga_strbuf_slice(&in->what, term);
	saiga_strbuf_byte(&in->what, '\'');
	return FAULT_DOCUMENT;
}

/* ---- terms and values ---------------------------------------------------- */

/* Two iterators that go along each other by terms, or by slots. */
struct pair {
	struct xc_term_iter *has, *should;
	bool more_has, more_should;
	struct xc_error xerr;
};

static struct saiga_slice
term_of(const struct xc_term_iter *it)
{
	size_t len;
	const char *term = xc_term_iter_term(it, &len);

	return saiga_slice_of(term, len);
}

static enum fault
compare_wdf(struct inspection *in, struct pair *pair)
{
	uint32_t has, should;

	if (xc_term_iter_wdf(&has, pair->has, &pair->xerr) != XC_OK ||
		xc_term_iter_wdf(&should, pair->should, &pair->xerr) != XC_OK ||
		has == should)
		return FAULT_NONE;
	return tell_term(in,
		"it counts otherwise than its text has it the "
		"term",
		term_of(pair->has));
}

/* Terms and their counts; part: what should be there is not all of it. */
static enum fault
walk_terms(struct inspection *in, struct pair *pair, bool part)
{
	enum fault fault = FAULT_NONE;

	pair->more_has = xc_term_iter_next(pair->has, &pair->xerr);
	pair->more_should = xc_term_iter_next(pair->should, &pair->xerr);
	while (fault == FAULT_NONE && pair->xerr.kind == XC_OK &&
		(pair->more_has || pair->more_should)) {
		int order = !pair->more_has ? 1
			: !pair->more_should
			? -1
			: saiga_slice_compare(
				  term_of(pair->has), term_of(pair->should));

		if (order > 0)
			fault = tell_term(
				in, "it lacks the term", term_of(pair->should));
		else if (order == 0)
			fault = compare_wdf(in, pair);
		else if (!part)
			fault = tell_term(in,
				"it has a term that its record "
				"has not,",
				term_of(pair->has));
		if (order <= 0)
			pair->more_has =
				xc_term_iter_next(pair->has, &pair->xerr);
		if (order >= 0)
			pair->more_should =
				xc_term_iter_next(pair->should, &pair->xerr);
	}
	return fault;
}

static enum saiga_status
compare_terms(enum fault *fault, struct inspection *in,
	const struct xc_document *should, bool part, struct saiga_error *err)
{
	struct pair pair = { .xerr = XC_ERROR_INIT };

	pair.has = xc_document_terms(in->stored.doc, &pair.xerr);
	if (pair.has != NULL)
		pair.should = xc_document_terms(should, &pair.xerr);
	if (pair.should != NULL)
		*fault = walk_terms(in, &pair, part);
	xc_term_iter_free(pair.has);
	xc_term_iter_free(pair.should);
	if (pair.xerr.kind != XC_OK)
		return saiga_store_error(err, &pair.xerr, "terms");
	return SAIGA_OK;
}

/* The values that should be there are; there are few slots. */
static enum saiga_status
compare_values(enum fault *fault, struct inspection *in,
	const struct xc_document *should, bool part, struct saiga_error *err)
{
	struct xc_bytes a = XC_BYTES_INIT, b = XC_BYTES_INIT;
	struct xc_error xerr = XC_ERROR_INIT;
	uint32_t slot;

	for (slot = 0; slot < SAIGA_SLOT_NONE && *fault == FAULT_NONE; slot++) {
		if (xc_document_value(&a, in->stored.doc, slot, &xerr) !=
				XC_OK ||
			xc_document_value(&b, should, slot, &xerr) != XC_OK)
			break;
		if (part && b.len == 0)
			continue;
		if (a.len != b.len || memcmp(a.data, b.data, a.len) != 0)
			*fault = tell(in, FAULT_DOCUMENT,
				"it has a value that is not its record's");
	}
	xc_bytes_dispose(&a);
	xc_bytes_dispose(&b);
	if (xerr.kind != XC_OK)
		return saiga_store_error(err, &xerr, "values");
	return SAIGA_OK;
}

/* ---- identity ------------------------------------------------------------ */

static bool
has_id_value(const struct inspection *in)
{
	struct xc_bytes value = XC_BYTES_INIT;
	bool same = xc_document_value(&value, in->stored.doc, SAIGA_SLOT_ID,
			    NULL) == XC_OK &&
		saiga_slice_equal(saiga_slice_of(value.data, value.len),
			saiga_slice(in->stored.article.id));

	xc_bytes_dispose(&value);
	return same;
}

/* Its record's id leads to it, or to nothing while the document bears it. */
static enum saiga_status
check_id(enum fault *fault, struct inspection *in, uint32_t docid,
	struct saiga_error *err)
{
	uint32_t found = 0;
	enum saiga_status status =
		saiga_store_find(&found, in->db, in->stored.article.id, err);

	if (status != SAIGA_OK && status != SAIGA_NOTFOUND)
		return status;
	if (!has_id_value(in) && found != docid)
		*fault = tell(
			in, FAULT_RECORD, "its record is another article's");
	else if (found != 0 && found != docid)
		*fault = tell(
			in, FAULT_RECORD, "another document has its id, too");
	return SAIGA_OK;
}

/* ---- the whole document -------------------------------------------------- */

/* The passages lie one behind the other, and their words where the record
 * says. */
static bool
has_good_passages(const struct saiga_article *a)
{
	size_t i, end = 0;
	uint32_t pos = 0;

	for (i = 0; i < a->passages.n; i++) {
		const struct saiga_passage *p = &a->passages.items[i];

		if (p->off < end || p->pos < pos ||
			saiga_words_count(saiga_article_passage(a, i)) !=
				p->words)
			return false;
		end = p->off + p->len;
		pos = p->pos + p->words;
	}
	return true;
}

/* Without building it: what filters, sorts and counts, and the passages. */
static enum saiga_status
check_quickly(enum fault *fault, struct inspection *in, struct saiga_error *err)
{
	enum saiga_status status;
	struct xc_document *doc;
	struct xc_error xerr;

	if (!has_good_passages(&in->stored.article)) {
		*fault = tell(in, FAULT_DOCUMENT,
			"its passages are not those of its text");
		return SAIGA_OK;
	}
	doc = xc_document_new(&xerr);
	if (doc == NULL)
		return saiga_store_error(err, &xerr, "document");
	status = document_add_filters(
		doc, &in->stored.article, &in->scratch, err);
	if (status == SAIGA_OK)
		status = compare_terms(fault, in, doc, true, err);
	if (status == SAIGA_OK && *fault == FAULT_NONE)
		status = compare_values(fault, in, doc, true, err);
	xc_document_free(doc);
	return status;
}

enum saiga_status
inspect_build(struct xc_document **out, bool *changed,
	struct document_builder *builder, struct saiga_stored *stored,
	const struct xc_database *db, struct saiga_error *err)
{
	struct recurring recurring;
	struct recurring_counts counts;
	enum saiga_status status;
	bool cut;

	*out = NULL;
	recurring_find(&recurring, &stored->article);
	status = recurring_count(&counts, db, &recurring, &recurring, err);
	if (status != SAIGA_OK)
		return status;
	*changed = recurring_mark(&stored->article, &recurring, &counts);
	return document_build(out, &cut, builder, &stored->article, err);
}

static bool
is_same_passage(const struct saiga_passage *a, const struct saiga_passage *b)
{
	return a->off == b->off && a->len == b->len &&
		a->first_paragraph == b->first_paragraph &&
		a->last_paragraph == b->last_paragraph && a->pos == b->pos &&
		a->words == b->words;
}

/* Whether the passages that were cut anew are those of the record, which the
 * decoding has found to be one otherwise. */
static bool
has_same_passages(
	const struct saiga_passages *has, const struct saiga_passages *should)
{
	size_t i;

	for (i = 0; i < has->n && i < should->n; i++)
		if (!is_same_passage(&has->items[i], &should->items[i]))
			return false;
	return has->n == should->n;
}

/* Where the document's own list of terms and the posting lists disagree,
 * Xapian can neither replace nor delete it rightly. */
static enum saiga_status
check_lists(enum fault *fault, struct inspection *in, uint32_t docid,
	struct saiga_error *err)
{
	struct sum has = sums_of(in->sums, docid), own;
	enum saiga_status status =
		sum_document(&own, in->stored.doc, false, err);

	if (status == SAIGA_OK && (has.n != own.n || has.terms != own.terms))
		*fault = tell(in, FAULT_POSTINGS,
			"the lists of articles by words do not have it as its "
			"own list of words has");
	return status;
}

/* The positions, as both lists have the terms. */
static enum saiga_status
compare_places(enum fault *fault, struct inspection *in, uint32_t docid,
	const struct xc_document *built, struct saiga_error *err)
{
	struct sum has = sums_of(in->sums, docid), should;
	enum saiga_status status = sum_document(&should, built, true, err);

	if (status == SAIGA_OK && has.places != should.places)
		*fault = tell(in, FAULT_DOCUMENT,
			"its words have other positions than in its text");
	return status;
}

static enum saiga_status
compare_built(enum fault *fault, struct inspection *in, uint32_t docid,
	const struct xc_document *built, struct saiga_error *err)
{
	enum saiga_status status = compare_terms(fault, in, built, false, err);

	if (status == SAIGA_OK && *fault == FAULT_NONE)
		status = compare_values(fault, in, built, false, err);
	if (status == SAIGA_OK && *fault == FAULT_NONE)
		status = compare_places(fault, in, docid, built, err);
	return status;
}

static enum saiga_status
check_built(enum fault *fault, struct inspection *in, uint32_t docid,
	struct saiga_error *err)
{
	struct saiga_passages stored = in->stored.article.passages;
	struct xc_document *built;
	enum saiga_status status;
	bool changed;

	in->stored.article.passages =
		(struct saiga_passages)SAIGA_PASSAGES_INIT;
	status = inspect_build(
		&built, &changed, in->builder, &in->stored, in->db, err);
	/* Other marks mean other terms, mostly. */
	if (status == SAIGA_OK && changed)
		*fault = tell(in, FAULT_DOCUMENT,
			"paragraphs are marked as recurring that do not, or "
			"not marked that do");
	else if (status == SAIGA_OK)
		status = compare_built(fault, in, docid, built, err);
	if (status == SAIGA_OK && *fault == FAULT_NONE &&
		!has_same_passages(&stored, &in->stored.article.passages))
		*fault = tell(in, FAULT_DOCUMENT,
			"its passages are not those of its text");
	saiga_passages_dispose(&stored);
	xc_document_free(built);
	return status;
}

enum saiga_status
inspect(enum fault *fault, struct inspection *in, uint32_t docid,
	struct saiga_error *err)
{
	struct saiga_error why = SAIGA_ERROR_INIT;
	enum saiga_status status =
		saiga_stored_fetch(&in->stored, in->db, docid, &why);

	*fault = FAULT_NONE;
	/* What cannot be read just now is not removed for that. */
	if (status != SAIGA_OK && status != SAIGA_CORRUPT &&
		status != SAIGA_VERSION && status != SAIGA_NOTFOUND)
		return saiga_error_set(err, status, "%s", why.msg);
	if (in->stored.doc == NULL) {
		*fault = tell(in, FAULT_POSTINGS, "it cannot be opened");
		return SAIGA_OK;
	}
	if (in->sums != NULL) {
		enum saiga_status lists = check_lists(fault, in, docid, err);

		if (lists != SAIGA_OK || *fault != FAULT_NONE)
			return lists;
	}
	if (status != SAIGA_OK) {
		*fault = tell(in, FAULT_RECORD, "its record cannot be read");
		return SAIGA_OK;
	}
	status = check_id(fault, in, docid, err);
	if (status == SAIGA_OK && *fault == FAULT_NONE)
		status = in->sums == NULL ? check_quickly(fault, in, err)
					  : check_built(fault, in, docid, err);
	return status;
}
