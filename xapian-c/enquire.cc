/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searches. */
#include "objects.hh"

struct xc_enquire {
	Xapian::Enquire enquire;
};

namespace
{

class callback_match_decider : public Xapian::MatchDecider
{
	const xc_match_options &options_;

public:
	explicit callback_match_decider(const xc_match_options &options)
	    : options_(options)
	{
	}

	bool
	operator()(const Xapian::Document &doc) const override
	{
		xc_document lent{ doc, {} };
		bool keep = false;

		border::check_callback(
			options_.decide(&keep, &lent, options_.ctx),
			"the match decider");
		return keep;
	}
};

class callback_expand_decider : public Xapian::ExpandDecider
{
	const xc_expand_options &options_;

public:
	explicit callback_expand_decider(const xc_expand_options &options)
	    : options_(options)
	{
	}

	bool
	operator()(const std::string &term) const override
	{
		bool keep = false;

		border::check_callback(options_.decide(&keep, term.data(),
					       term.size(), options_.ctx),
			"the expand decider");
		return keep;
	}
};

const xc_match_options plain_match = XC_MATCH_OPTIONS_INIT;
const xc_expand_options plain_expand = XC_EXPAND_OPTIONS_INIT;

} // namespace

xc_enquire *
xc_enquire_new(const xc_database *db, xc_error *err)
{
	return border::give(
		err, [&] { return new xc_enquire{ Xapian::Enquire(db->db) }; });
}

void
xc_enquire_free(xc_enquire *enquire)
{
	delete enquire;
}

xc_error_kind
xc_enquire_set_query(xc_enquire *enquire, const xc_query *query,
	uint32_t length, xc_error *err)
{
	return border::guard(
		err, [&] { enquire->enquire.set_query(query->query, length); });
}

xc_query *
xc_enquire_query(const xc_enquire *enquire, xc_error *err)
{
	return border::give(err,
		[&] { return new xc_query{ enquire->enquire.get_query() }; });
}

xc_error_kind
xc_enquire_set_weight(
	xc_enquire *enquire, const xc_weight *weight, xc_error *err)
{
	return border::guard(err, [&] {
		enquire->enquire.set_weighting_scheme(*weight->weight);
	});
}

xc_error_kind
xc_enquire_set_expansion_scheme(
	xc_enquire *enquire, const char *name, double k, xc_error *err)
{
	return border::guard(
		err, [&] { enquire->enquire.set_expansion_scheme(name, k); });
}

xc_error_kind
xc_enquire_set_collapse(
	xc_enquire *enquire, uint32_t slot, uint32_t max, xc_error *err)
{
	return border::guard(
		err, [&] { enquire->enquire.set_collapse_key(slot, max); });
}

xc_error_kind
xc_enquire_set_docid_order(
	xc_enquire *enquire, xc_docid_order order, xc_error *err)
{
	return border::guard(err, [&] {
		enquire->enquire.set_docid_order(
			static_cast<Xapian::Enquire::docid_order>(order));
	});
}

xc_error_kind
xc_enquire_set_cutoff(
	xc_enquire *enquire, int percent, double weight, xc_error *err)
{
	return border::guard(
		err, [&] { enquire->enquire.set_cutoff(percent, weight); });
}

xc_error_kind
xc_enquire_sort_by_relevance(xc_enquire *enquire, xc_error *err)
{
	return border::guard(
		err, [&] { enquire->enquire.set_sort_by_relevance(); });
}

xc_error_kind
xc_enquire_sort_by_value(xc_enquire *enquire, xc_sort sort, uint32_t slot,
	bool reverse, xc_error *err)
{
	Xapian::Enquire &e = enquire->enquire;

	return border::guard(err, [&] {
		if (sort == XC_SORT_ONLY)
			e.set_sort_by_value(slot, reverse);
		else if (sort == XC_SORT_THEN_RELEVANCE)
			e.set_sort_by_value_then_relevance(slot, reverse);
		else
			e.set_sort_by_relevance_then_value(slot, reverse);
	});
}

xc_error_kind
xc_enquire_sort_by_key(xc_enquire *enquire, xc_sort sort, xc_key_maker *maker,
	bool reverse, xc_error *err)
{
	Xapian::Enquire &e = enquire->enquire;
	Xapian::KeyMaker *m = maker->maker.get();

	return border::guard(err, [&] {
		if (sort == XC_SORT_ONLY)
			e.set_sort_by_key(m, reverse);
		else if (sort == XC_SORT_THEN_RELEVANCE)
			e.set_sort_by_key_then_relevance(m, reverse);
		else
			e.set_sort_by_relevance_then_key(m, reverse);
	});
}

xc_error_kind
xc_enquire_set_time_limit(xc_enquire *enquire, double seconds, xc_error *err)
{
	return border::guard(
		err, [&] { enquire->enquire.set_time_limit(seconds); });
}

xc_error_kind
xc_enquire_add_spy(xc_enquire *enquire, xc_match_spy *spy, xc_error *err)
{
	return border::guard(
		err, [&] { enquire->enquire.add_matchspy(spy->spy.get()); });
}

xc_error_kind
xc_enquire_clear_spies(xc_enquire *enquire, xc_error *err)
{
	return border::guard(err, [&] { enquire->enquire.clear_matchspies(); });
}

xc_mset *
xc_enquire_match(const xc_enquire *enquire, uint32_t first, uint32_t max,
	const xc_match_options *options, xc_error *err)
{
	const xc_match_options &o = options ? *options : plain_match;

	return border::give(err, [&] {
		callback_match_decider decider(o);

		return new xc_mset{ enquire->enquire.get_mset(first, max,
			o.check_at_least, o.rset ? &o.rset->rset : nullptr,
			o.decide ? &decider : nullptr) };
	});
}

xc_eset *
xc_enquire_expand(const xc_enquire *enquire, uint32_t max, const xc_rset *rset,
	const xc_expand_options *options, xc_error *err)
{
	const xc_expand_options &o = options ? *options : plain_expand;

	return border::give(err, [&] {
		callback_expand_decider decider(o);

		return new xc_eset{ enquire->enquire.get_eset(max, rset->rset,
			static_cast<int>(o.flags),
			o.decide ? &decider : nullptr, o.min_weight) };
	});
}

xc_term_iter *
xc_enquire_matching_terms(
	const xc_enquire *enquire, uint32_t docid, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_term_iter(
			enquire->enquire.get_matching_terms_begin(docid));
	});
}

xc_error_kind
xc_enquire_describe(xc_bytes *out, const xc_enquire *enquire, xc_error *err)
{
	return border::get(
		out, err, [&] { return enquire->enquire.get_description(); });
}
