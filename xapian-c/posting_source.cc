/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Posting sources: documents and weights that do not come from terms. */
#include "objects.hh"

namespace
{

/*
 * A source by callback.  The caller's seek is the one motion: next is a seek
 * past the current document.  There is no clone, for ctx could not tell the
 * clones apart.
 */
class callback_source : public Xapian::PostingSource
{
	xc_source_callbacks callbacks_;
	xc_source_bounds bounds_ = {};
	xc_source_item item_ = {};
	bool ended_ = false;

	void
	seek(Xapian::docid least)
	{
		item_ = {};
		border::check_callback(
			callbacks_.seek(&item_, least, callbacks_.ctx),
			"the posting source");
		ended_ = item_.docid == 0;
		if (!ended_ && item_.docid < least)
			throw Xapian::InvalidArgumentError(
				"the posting source went back");
	}

public:
	explicit callback_source(const xc_source_callbacks &callbacks)
	    : callbacks_(callbacks)
	{
	}

	void
	init(const Xapian::Database &db) override
	{
		xc_database lent{ db, true };

		item_ = {};
		ended_ = false;
		bounds_ = {};
		bounds_.docs = bounds_.max_docs = db.get_doccount();
		border::check_callback(
			callbacks_.init(&bounds_, &lent, callbacks_.ctx),
			"the posting source");
		set_maxweight(bounds_.max_weight);
	}

	void
	next(double) override
	{
		if (item_.docid == UINT32_MAX)
			ended_ = true;
		else
			seek(item_.docid + 1);
	}

	void
	skip_to(Xapian::docid docid, double) override
	{
		if (docid > item_.docid)
			seek(docid);
	}

	bool
	at_end() const override
	{
		return ended_;
	}

	Xapian::docid
	get_docid() const override
	{
		return item_.docid;
	}

	double
	get_weight() const override
	{
		return item_.weight;
	}

	Xapian::doccount
	get_termfreq_min() const override
	{
		return bounds_.min_docs;
	}

	Xapian::doccount
	get_termfreq_est() const override
	{
		return bounds_.docs;
	}

	Xapian::doccount
	get_termfreq_max() const override
	{
		return bounds_.max_docs;
	}
};

/* A new source of ours around a new T. */
template <typename T, typename... Args>
xc_posting_source *
make(xc_error *err, Args &&...args)
{
	return border::give(err, [&] {
		return new xc_posting_source{ border::make_counted<T>(
			std::forward<Args>(args)...) };
	});
}

Xapian::ValueMapPostingSource &
value_map(xc_posting_source *source)
{
	auto map = dynamic_cast<Xapian::ValueMapPostingSource *>(
		source->source.get());

	if (map == nullptr)
		throw Xapian::InvalidOperationError(
			"this posting source has no table");
	return *map;
}

} // namespace

xc_posting_source *
xc_posting_source_new_value_weight(uint32_t slot, xc_error *err)
{
	return make<Xapian::ValueWeightPostingSource>(err, slot);
}

xc_posting_source *
xc_posting_source_new_decreasing(
	uint32_t slot, uint32_t first, uint32_t last, xc_error *err)
{
	return make<Xapian::DecreasingValueWeightPostingSource>(
		err, slot, first, last);
}

xc_posting_source *
xc_posting_source_new_value_map(uint32_t slot, xc_error *err)
{
	return make<Xapian::ValueMapPostingSource>(err, slot);
}

xc_error_kind
xc_posting_source_add_mapping(xc_posting_source *source, const char *value,
	size_t len, double weight, xc_error *err)
{
	return border::guard(err, [&] {
		value_map(source).add_mapping(
			border::bytes(value, len), weight);
	});
}

xc_error_kind
xc_posting_source_set_default_weight(
	xc_posting_source *source, double weight, xc_error *err)
{
	return border::guard(
		err, [&] { value_map(source).set_default_weight(weight); });
}

xc_posting_source *
xc_posting_source_new_fixed_weight(double weight, xc_error *err)
{
	return make<Xapian::FixedWeightPostingSource>(err, weight);
}

xc_posting_source *
xc_posting_source_new_callback(
	const xc_source_callbacks *callbacks, xc_error *err)
{
	return make<callback_source>(err, *callbacks);
}

void
xc_posting_source_free(xc_posting_source *source)
{
	delete source;
}
