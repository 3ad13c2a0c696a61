/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys for sorting, match spies and relevance sets. */
#include "objects.hh"

namespace
{

class callback_key_maker : public Xapian::KeyMaker
{
	xc_key_fn fn_;
	void *ctx_;

public:
	callback_key_maker(xc_key_fn fn, void *ctx) : fn_(fn), ctx_(ctx)
	{
	}

	std::string
	operator()(const Xapian::Document &doc) const override
	{
		xc_document lent{ doc, {} };
		border::filled key;

		border::check_callback(
			fn_(key.out(), &lent, ctx_), "the key maker");
		return key.str();
	}
};

class callback_spy : public Xapian::MatchSpy
{
	xc_spy_fn fn_;
	void *ctx_;

public:
	callback_spy(xc_spy_fn fn, void *ctx) : fn_(fn), ctx_(ctx)
	{
	}

	void
	operator()(const Xapian::Document &doc, double weight) override
	{
		xc_document lent{ doc, {} };

		border::check_callback(
			fn_(&lent, weight, ctx_), "the match spy");
	}
};

/* The counting spy that this is, or NULL. */
const Xapian::ValueCountMatchSpy *
counting(const xc_match_spy *spy)
{
	return dynamic_cast<const Xapian::ValueCountMatchSpy *>(spy->spy.get());
}

const Xapian::ValueCountMatchSpy &
must_count(const xc_match_spy *spy)
{
	const Xapian::ValueCountMatchSpy *counts = counting(spy);

	if (counts == nullptr)
		throw Xapian::InvalidOperationError(
			"this match spy counts no values");
	return *counts;
}

} // namespace

xc_key_maker *
xc_key_maker_new(xc_error *err)
{
	return border::give(err, [] {
		return new xc_key_maker{
			border::make_counted<Xapian::MultiValueKeyMaker>()
		};
	});
}

xc_key_maker *
xc_key_maker_new_callback(xc_key_fn fn, void *ctx, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_key_maker{
			border::make_counted<callback_key_maker>(fn, ctx)
		};
	});
}

xc_error_kind
xc_key_maker_add_value(xc_key_maker *maker, uint32_t slot, bool reverse,
	xc_slice missing, xc_error *err)
{
	return border::guard(err, [&] {
		auto values = dynamic_cast<Xapian::MultiValueKeyMaker *>(
			maker->maker.get());

		if (values == nullptr)
			throw Xapian::InvalidOperationError(
				"this key maker takes no values");
		values->add_value(slot, reverse, border::bytes(missing));
	});
}

xc_error_kind
xc_key_maker_key(xc_bytes *out, const xc_key_maker *maker,
	const xc_document *doc, xc_error *err)
{
	return border::get(out, err, [&] { return (*maker->maker)(doc->doc); });
}

void
xc_key_maker_free(xc_key_maker *maker)
{
	delete maker;
}

xc_match_spy *
xc_match_spy_new_value_count(uint32_t slot, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_match_spy{
			border::make_counted<Xapian::ValueCountMatchSpy>(slot)
		};
	});
}

xc_match_spy *
xc_match_spy_new_callback(xc_spy_fn fn, void *ctx, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_match_spy{ border::make_counted<callback_spy>(
			fn, ctx) };
	});
}

void
xc_match_spy_free(xc_match_spy *spy)
{
	delete spy;
}

size_t
xc_match_spy_total(const xc_match_spy *spy)
{
	const Xapian::ValueCountMatchSpy *counts = counting(spy);

	return counts != nullptr ? counts->get_total() : 0;
}

xc_term_iter *
xc_match_spy_values(const xc_match_spy *spy, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_term_iter(must_count(spy).values_begin());
	});
}

xc_term_iter *
xc_match_spy_top_values(const xc_match_spy *spy, size_t max, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_term_iter(must_count(spy).top_values_begin(max));
	});
}

xc_rset *
xc_rset_new(xc_error *err)
{
	return border::give(err, [] { return new xc_rset{}; });
}

void
xc_rset_free(xc_rset *rset)
{
	delete rset;
}

xc_error_kind
xc_rset_add(xc_rset *rset, uint32_t docid, xc_error *err)
{
	return border::guard(err, [&] { rset->rset.add_document(docid); });
}

xc_error_kind
xc_rset_remove(xc_rset *rset, uint32_t docid, xc_error *err)
{
	return border::guard(err, [&] { rset->rset.remove_document(docid); });
}

bool
xc_rset_contains(const xc_rset *rset, uint32_t docid)
{
	return rset->rset.contains(docid);
}

uint32_t
xc_rset_size(const xc_rset *rset)
{
	return rset->rset.size();
}

xc_error_kind
xc_rset_describe(xc_bytes *out, const xc_rset *rset, xc_error *err)
{
	return border::get(
		out, err, [&] { return rset->rset.get_description(); });
}
