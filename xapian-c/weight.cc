/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Weighting schemes, by name and parameters. */
#include "objects.hh"

#include <cstring>

namespace
{

const size_t max_params = 6;

/* A scheme: how many parameters it takes, their defaults, how it is made. */
struct scheme {
	const char *name;
	size_t n;
	double defaults[max_params];
	Xapian::Weight *(*make)(const double *p);
};

template <typename T>
Xapian::Weight *
with_none(const double *)
{
	return new T();
}

template <typename T>
Xapian::Weight *
with_one(const double *p)
{
	return new T(p[0]);
}

Xapian::Weight *
bm25(const double *p)
{
	return new Xapian::BM25Weight(p[0], p[1], p[2], p[3], p[4]);
}

Xapian::Weight *
bm25_plus(const double *p)
{
	return new Xapian::BM25PlusWeight(p[0], p[1], p[2], p[3], p[4], p[5]);
}

Xapian::Weight *
pl2_plus(const double *p)
{
	return new Xapian::PL2PlusWeight(p[0], p[1]);
}

Xapian::Weight *
lm(const double *p)
{
	int smoothing = p[1] >= 1 && p[1] <= 5 ? static_cast<int>(p[1]) : 0;

	if (smoothing == 0 || smoothing != p[1])
		throw Xapian::InvalidArgumentError(
			"smoothing is a whole number from 1 to 5");
	return new Xapian::LMWeight(p[0],
		static_cast<Xapian::Weight::type_smoothing>(smoothing), p[2],
		p[3]);
}

/* The names are Omega's; later versions of libxapian have them too. */
const scheme schemes[] = {
	{ "bb2", 1, { 1 }, with_one<Xapian::BB2Weight> },
	{ "bm25", 5, { 1, 0, 1, 0.5, 0.5 }, bm25 },
	{ "bm25+", 6, { 1, 0, 1, 0.5, 0.5, 1 }, bm25_plus },
	{ "bool", 0, {}, with_none<Xapian::BoolWeight> },
	{ "coord", 0, {}, with_none<Xapian::CoordWeight> },
	{ "dlh", 0, {}, with_none<Xapian::DLHWeight> },
	{ "dph", 0, {}, with_none<Xapian::DPHWeight> },
	{ "ifb2", 1, { 1 }, with_one<Xapian::IfB2Weight> },
	{ "ineb2", 1, { 1 }, with_one<Xapian::IneB2Weight> },
	{ "inl2", 1, { 1 }, with_one<Xapian::InL2Weight> },
	{ "lm", 4, { 0, 1, -1, -1 }, lm },
	{ "pl2", 1, { 1 }, with_one<Xapian::PL2Weight> },
	{ "pl2+", 2, { 1, 0.8 }, pl2_plus },
	{ "tfidf", 0, {}, with_none<Xapian::TfIdfWeight> },
	{ "trad", 1, { 1 }, with_one<Xapian::TradWeight> },
};

const scheme &
find(const char *name)
{
	for (const scheme &s : schemes)
		if (std::strcmp(s.name, name) == 0)
			return s;
	throw Xapian::InvalidArgumentError(
		std::string("no weighting scheme ") + name);
}

Xapian::Weight *
make(const char *name, const double *params, size_t n)
{
	const scheme &s = find(name);
	double p[max_params];

	if (n > s.n)
		throw Xapian::InvalidArgumentError(
			std::string("too many parameters for ") + name);
	for (size_t i = 0; i < max_params; i++)
		p[i] = i < n ? params[i] : s.defaults[i];
	return s.make(p);
}

/* A new weight of ours that owns made. */
xc_weight *
own(Xapian::Weight *made)
{
	std::unique_ptr<Xapian::Weight> weight(made);

	return new xc_weight{ std::move(weight) };
}

} // namespace

xc_weight *
xc_weight_new(const char *name, const double *params, size_t n, xc_error *err)
{
	return border::give(err, [&] { return own(make(name, params, n)); });
}

xc_weight *
xc_weight_new_tfidf(const char *normalizations, xc_error *err)
{
	return border::give(err,
		[&] { return own(new Xapian::TfIdfWeight(normalizations)); });
}

void
xc_weight_free(xc_weight *weight)
{
	delete weight;
}

xc_error_kind
xc_weight_name(xc_bytes *out, const xc_weight *weight, xc_error *err)
{
	return border::get(out, err, [&] { return weight->weight->name(); });
}
