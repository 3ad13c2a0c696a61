/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stemmers and stop words. */
#include "objects.hh"

namespace
{

class callback_stem : public Xapian::StemImplementation
{
	xc_stem_fn fn_;
	void *ctx_;

public:
	callback_stem(xc_stem_fn fn, void *ctx) : fn_(fn), ctx_(ctx)
	{
	}

	std::string
	operator()(const std::string &word) override
	{
		border::filled stem;

		border::check_callback(
			fn_(stem.out(), word.data(), word.size(), ctx_),
			"the stemmer");
		return stem.str();
	}

	std::string
	get_description() const override
	{
		return "callback";
	}
};

class callback_stopper : public Xapian::Stopper
{
	xc_stop_fn fn_;
	void *ctx_;

public:
	callback_stopper(xc_stop_fn fn, void *ctx) : fn_(fn), ctx_(ctx)
	{
	}

	bool
	operator()(const std::string &term) const override
	{
		bool stop = false;

		border::check_callback(
			fn_(&stop, term.data(), term.size(), ctx_),
			"the stopper");
		return stop;
	}
};

} // namespace

xc_stem *
xc_stem_new(const char *language, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_stem{ Xapian::Stem(std::string(language)) };
	});
}

xc_stem *
xc_stem_new_callback(xc_stem_fn fn, void *ctx, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_stem{ Xapian::Stem(new callback_stem(fn, ctx)) };
	});
}

void
xc_stem_free(xc_stem *stem)
{
	delete stem;
}

xc_error_kind
xc_stem_word(xc_bytes *out, const xc_stem *stem, const char *word, size_t len,
	xc_error *err)
{
	return border::get(
		out, err, [&] { return stem->stem(border::bytes(word, len)); });
}

xc_error_kind
xc_stem_languages(xc_bytes *out, xc_error *err)
{
	return border::get(out, err,
		[] { return Xapian::Stem::get_available_languages(); });
}

xc_error_kind
xc_stem_describe(xc_bytes *out, const xc_stem *stem, xc_error *err)
{
	return border::get(
		out, err, [&] { return stem->stem.get_description(); });
}

xc_stopper *
xc_stopper_new(const xc_slice *words, size_t n, xc_error *err)
{
	return border::give(err, [&] {
		auto list = border::make_counted<Xapian::SimpleStopper>();

		for (const xc_slice *word = words; word < words + n; word++)
			list->add(border::bytes(*word));
		return new xc_stopper{ list };
	});
}

xc_stopper *
xc_stopper_new_callback(xc_stop_fn fn, void *ctx, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_stopper{ border::make_counted<callback_stopper>(
			fn, ctx) };
	});
}

xc_error_kind
xc_stopper_add(xc_stopper *stopper, const char *word, size_t len, xc_error *err)
{
	return border::guard(err, [&] {
		auto list = dynamic_cast<Xapian::SimpleStopper *>(
			stopper->stopper.get());

		if (list == nullptr)
			throw Xapian::InvalidOperationError(
				"this stopper is no list of words");
		list->add(border::bytes(word, len));
	});
}

xc_error_kind
xc_stopper_stops(bool *out, const xc_stopper *stopper, const char *term,
	size_t len, xc_error *err)
{
	return border::get(out, err,
		[&] { return (*stopper->stopper)(border::bytes(term, len)); });
}

void
xc_stopper_free(xc_stopper *stopper)
{
	delete stopper;
}
