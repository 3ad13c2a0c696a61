/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Documents: data, values, terms with positions; and numbers as values. */
#include "objects.hh"

#include <algorithm>
#include <cstring>

xc_document *
xc_document_new(xc_error *err)
{
	return border::give(err, [] { return new xc_document{}; });
}

void
xc_document_free(xc_document *doc)
{
	delete doc;
}

uint32_t
xc_document_docid(const xc_document *doc)
{
	return doc->doc.get_docid();
}

const char *
xc_document_data(xc_document *doc, size_t *len, xc_error *err)
{
	if (len != nullptr)
		*len = 0;
	return border::give(err, [&] {
		doc->data = doc->doc.get_data();
		if (len != nullptr)
			*len = doc->data.size();
		return doc->data.c_str();
	});
}

xc_error_kind
xc_document_set_data(
	xc_document *doc, const char *data, size_t len, xc_error *err)
{
	return border::guard(
		err, [&] { doc->doc.set_data(border::bytes(data, len)); });
}

xc_error_kind
xc_document_value(
	xc_bytes *out, const xc_document *doc, uint32_t slot, xc_error *err)
{
	return border::get(out, err, [&] { return doc->doc.get_value(slot); });
}

xc_error_kind
xc_document_set_value(xc_document *doc, uint32_t slot, const char *value,
	size_t len, xc_error *err)
{
	return border::guard(err,
		[&] { doc->doc.add_value(slot, border::bytes(value, len)); });
}

xc_error_kind
xc_document_clear_values(xc_document *doc, xc_error *err)
{
	return border::guard(err, [&] { doc->doc.clear_values(); });
}

/* One string serves all terms: it grows to the longest and stays. */
xc_error_kind
xc_document_add_postings(
	xc_document *doc, const xc_posting *postings, size_t n, xc_error *err)
{
	return border::guard(err, [&] {
		std::string term;

		for (const xc_posting *p = postings; p < postings + n; p++) {
			term.assign(p->term, p->term_len);
			doc->doc.add_term(term, p->wdf);
			for (size_t i = 0; i < p->n_positions; i++)
				doc->doc.add_posting(term, p->positions[i], 0);
		}
	});
}

xc_error_kind
xc_document_add_pairs(xc_document *doc, const xc_pair *pairs, size_t n,
	uint32_t wdf, xc_error *err)
{
	return border::guard(err, [&] {
		std::string term;

		for (const xc_pair *p = pairs; p < pairs + n; p++) {
			term.assign(p->term, p->term_len);
			doc->doc.add_posting(term, p->position, wdf);
		}
	});
}

xc_error_kind
xc_document_add_term(xc_document *doc, const char *term, size_t len,
	uint32_t wdf, xc_error *err)
{
	return border::guard(
		err, [&] { doc->doc.add_term(border::bytes(term, len), wdf); });
}

xc_error_kind
xc_document_remove_term(
	xc_document *doc, const char *term, size_t len, xc_error *err)
{
	return border::guard(
		err, [&] { doc->doc.remove_term(border::bytes(term, len)); });
}

xc_error_kind
xc_document_remove_postings(uint32_t *removed, xc_document *doc,
	const xc_removal *what, xc_error *err)
{
	uint32_t n;
	xc_error_kind kind = border::get(&n, err, [&] {
		return doc->doc.remove_postings(
			border::bytes(what->term, what->term_len), what->first,
			what->last, what->wdf);
	});

	if (removed != nullptr)
		*removed = n;
	return kind;
}

xc_error_kind
xc_document_clear_terms(xc_document *doc, xc_error *err)
{
	return border::guard(err, [&] { doc->doc.clear_terms(); });
}

xc_error_kind
xc_document_term_count(uint32_t *out, const xc_document *doc, xc_error *err)
{
	return border::get(out, err, [&] { return doc->doc.termlist_count(); });
}

xc_term_iter *
xc_document_terms(const xc_document *doc, xc_error *err)
{
	return border::give(err, [&] {
		auto it = std::make_unique<xc_term_iter>(
			doc->doc.termlist_begin());

		it->owner = std::make_unique<Xapian::Document>(doc->doc);
		return it.release();
	});
}

xc_error_kind
xc_document_value_count(uint32_t *out, const xc_document *doc, xc_error *err)
{
	return border::get(out, err, [&] { return doc->doc.values_count(); });
}

xc_value_iter *
xc_document_values(const xc_document *doc, xc_error *err)
{
	return border::give(err,
		[&] { return new xc_value_iter(doc->doc.values_begin()); });
}

xc_error_kind
xc_document_serialise(xc_bytes *out, const xc_document *doc, xc_error *err)
{
	return border::get(out, err, [&] { return doc->doc.serialise(); });
}

xc_document *
xc_document_unserialise(const char *data, size_t len, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_document{ Xapian::Document::unserialise(
						border::bytes(data, len)),
			{} };
	});
}

xc_error_kind
xc_document_describe(xc_bytes *out, const xc_document *doc, xc_error *err)
{
	return border::get(
		out, err, [&] { return doc->doc.get_description(); });
}

/* Nine bytes and less need no memory in a std::string: these two never
 * throw. */
size_t
xc_sortable_serialise(char *buf, double value)
{
	std::string bytes = Xapian::sortable_serialise(value);

	std::memcpy(buf, bytes.data(), bytes.size());
	return bytes.size();
}

double
xc_sortable_unserialise(const char *value, size_t len)
{
	return Xapian::sortable_unserialise(
		border::bytes(value, std::min(len, size_t(XC_SORTABLE_MAX))));
}
