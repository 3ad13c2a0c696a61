/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the query parser is given to understand ranges and fields. */
#include "processors.hh"

namespace
{

/* The query that a callback gives away, or another where it gives none. */
class given_query
{
	xc_query *query_ = nullptr;

public:
	given_query() = default;
	given_query(const given_query &) = delete;
	given_query &operator=(const given_query &) = delete;
	~given_query()
	{
		delete query_;
	}

	xc_query **
	out()
	{
		return &query_;
	}

	Xapian::Query
	or_else(const Xapian::Query &other) const
	{
		return query_ != nullptr ? query_->query : other;
	}
};

class callback_range : public Xapian::RangeProcessor
{
	xc_range_fn fn_;
	void *ctx_;

public:
	callback_range(xc_range_fn fn, void *ctx) : fn_(fn), ctx_(ctx)
	{
	}

	Xapian::Query
	operator()(const std::string &begin, const std::string &end) override
	{
		given_query query;

		border::check_callback(fn_(query.out(), border::slice(begin),
					       border::slice(end), ctx_),
			"the range processor");
		return query.or_else(Xapian::Query(Xapian::Query::OP_INVALID));
	}
};

class callback_field : public Xapian::FieldProcessor
{
	xc_field_fn fn_;
	void *ctx_;

public:
	callback_field(xc_field_fn fn, void *ctx) : fn_(fn), ctx_(ctx)
	{
	}

	Xapian::Query
	operator()(const std::string &text) override
	{
		given_query query;

		border::check_callback(
			fn_(query.out(), text.data(), text.size(), ctx_),
			"the field processor");
		return query.or_else(Xapian::Query::MatchNothing);
	}
};

/* A new processor of ours around a new T. */
template <typename T, typename... Args>
xc_range_processor *
make(xc_error *err, Args &&...args)
{
	return border::give(err, [&] {
		return new xc_range_processor{ border::make_counted<T>(
			std::forward<Args>(args)...) };
	});
}

} // namespace

xc_range_processor *
xc_range_processor_new(
	uint32_t slot, const char *mark, unsigned flags, xc_error *err)
{
	return make<Xapian::RangeProcessor>(err, slot, mark, flags);
}

xc_range_processor *
xc_range_processor_new_date(uint32_t slot, const char *mark, unsigned flags,
	int epoch_year, xc_error *err)
{
	return make<Xapian::DateRangeProcessor>(
		err, slot, mark, flags, epoch_year);
}

xc_range_processor *
xc_range_processor_new_number(
	uint32_t slot, const char *mark, unsigned flags, xc_error *err)
{
	return make<Xapian::NumberRangeProcessor>(err, slot, mark, flags);
}

xc_range_processor *
xc_range_processor_new_callback(xc_range_fn fn, void *ctx, xc_error *err)
{
	return make<callback_range>(err, fn, ctx);
}

void
xc_range_processor_free(xc_range_processor *processor)
{
	delete processor;
}

xc_field_processor *
xc_field_processor_new(xc_field_fn fn, void *ctx, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_field_processor{
			border::make_counted<callback_field>(fn, ctx)
		};
	});
}

void
xc_field_processor_free(xc_field_processor *processor)
{
	delete processor;
}
