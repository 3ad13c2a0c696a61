/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queries: made from terms, from one another, taken apart again. */
#include "objects.hh"

#include <vector>

namespace
{

Xapian::Query::op
native(xc_op op)
{
	return static_cast<Xapian::Query::op>(op);
}

/* A new query of ours of one of libxapian's, which make makes. */
template <typename F>
xc_query *
build(xc_error *err, F make)
{
	return border::give(err, [&] { return new xc_query{ make() }; });
}

const xc_wildcard_options any_expansion = XC_WILDCARD_OPTIONS_INIT;

} // namespace

xc_query *
xc_query_new_term(const char *term, size_t len, uint32_t wqf, uint32_t position,
	xc_error *err)
{
	return build(err, [&] {
		return Xapian::Query(border::bytes(term, len), wqf, position);
	});
}

xc_query *
xc_query_new_match_all(xc_error *err)
{
	return build(err, [] { return Xapian::Query::MatchAll; });
}

xc_query *
xc_query_new_match_nothing(xc_error *err)
{
	return build(err, [] { return Xapian::Query::MatchNothing; });
}

xc_query *
xc_query_new_combined(xc_op op, const xc_query *const *queries, size_t n,
	uint32_t param, xc_error *err)
{
	return build(err, [&] {
		std::vector<const Xapian::Query *> subqueries(n);

		for (size_t i = 0; i < n; i++)
			subqueries[i] = &queries[i]->query;
		return Xapian::Query(native(op), subqueries.begin(),
			subqueries.end(), param);
	});
}

xc_query *
xc_query_new_combined_terms(xc_op op, const xc_slice *terms, size_t n,
	uint32_t param, xc_error *err)
{
	return build(err, [&] {
		std::vector<std::string> subqueries;

		subqueries.reserve(n);
		for (const xc_slice *term = terms; term < terms + n; term++)
			subqueries.push_back(border::bytes(*term));
		return Xapian::Query(native(op), subqueries.begin(),
			subqueries.end(), param);
	});
}

xc_query *
xc_query_new_scaled(const xc_query *query, double factor, xc_error *err)
{
	return build(err, [&] { return Xapian::Query(factor, query->query); });
}

xc_query *
xc_query_new_value_range(
	uint32_t slot, xc_slice low, xc_slice high, xc_error *err)
{
	return build(err, [&] {
		return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot,
			border::bytes(low), border::bytes(high));
	});
}

xc_query *
xc_query_new_value_ge(uint32_t slot, const char *low, size_t len, xc_error *err)
{
	return build(err, [&] {
		return Xapian::Query(Xapian::Query::OP_VALUE_GE, slot,
			border::bytes(low, len));
	});
}

xc_query *
xc_query_new_value_le(
	uint32_t slot, const char *high, size_t len, xc_error *err)
{
	return build(err, [&] {
		return Xapian::Query(Xapian::Query::OP_VALUE_LE, slot,
			border::bytes(high, len));
	});
}

xc_query *
xc_query_new_wildcard(const char *prefix, size_t len,
	const xc_wildcard_options *options, xc_error *err)
{
	const xc_wildcard_options &o = options ? *options : any_expansion;

	return build(err, [&] {
		return Xapian::Query(Xapian::Query::OP_WILDCARD,
			border::bytes(prefix, len), o.max_expansion, o.limit,
			native(o.combiner));
	});
}

xc_query *
xc_query_new_source(xc_posting_source *source, xc_error *err)
{
	return build(err, [&] { return Xapian::Query(source->source.get()); });
}

xc_query *
xc_query_copy(const xc_query *query, xc_error *err)
{
	return build(err, [&] { return query->query; });
}

void
xc_query_free(xc_query *query)
{
	delete query;
}

xc_op
xc_query_type(const xc_query *query)
{
	return static_cast<xc_op>(query->query.get_type());
}

size_t
xc_query_subquery_count(const xc_query *query)
{
	return query->query.get_num_subqueries();
}

xc_query *
xc_query_subquery(const xc_query *query, size_t i, xc_error *err)
{
	return build(err, [&] {
		if (i >= query->query.get_num_subqueries())
			throw Xapian::RangeError("no such subquery");
		return query->query.get_subquery(i);
	});
}

uint32_t
xc_query_length(const xc_query *query)
{
	return query->query.get_length();
}

bool
xc_query_is_empty(const xc_query *query)
{
	return query->query.empty();
}

xc_term_iter *
xc_query_terms(const xc_query *query, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_term_iter(query->query.get_terms_begin());
	});
}

xc_term_iter *
xc_query_unique_terms(const xc_query *query, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_term_iter(query->query.get_unique_terms_begin());
	});
}

xc_error_kind
xc_query_serialise(xc_bytes *out, const xc_query *query, xc_error *err)
{
	return border::get(out, err, [&] { return query->query.serialise(); });
}

xc_query *
xc_query_unserialise(const char *data, size_t len, xc_error *err)
{
	return build(err, [&] {
		return Xapian::Query::unserialise(border::bytes(data, len));
	});
}

xc_error_kind
xc_query_describe(xc_bytes *out, const xc_query *query, xc_error *err)
{
	return border::get(
		out, err, [&] { return query->query.get_description(); });
}
