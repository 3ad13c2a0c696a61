/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a search found: matches, and terms to expand it with. */
#include "objects.hh"

namespace
{

/* The i-th match; libxapian itself does not check. */
Xapian::MSetIterator
match_at(const xc_mset *mset, uint32_t i)
{
	if (i >= mset->mset.size())
		throw Xapian::RangeError("no such match");
	return mset->mset[i];
}

Xapian::ESetIterator
term_at(const xc_eset *eset, uint32_t i)
{
	if (i >= eset->eset.size())
		throw Xapian::RangeError("no such term");
	return eset->eset[i];
}

const xc_snippet_options plain_snippet = XC_SNIPPET_OPTIONS_INIT;

} // namespace

void
xc_mset_free(xc_mset *mset)
{
	delete mset;
}

uint32_t
xc_mset_size(const xc_mset *mset)
{
	return mset->mset.size();
}

uint32_t
xc_mset_docid(const xc_mset *mset, uint32_t i)
{
	return i < mset->mset.size() ? *mset->mset[i] : 0;
}

xc_error_kind
xc_mset_match(xc_match *out, const xc_mset *mset, uint32_t i, xc_error *err)
{
	return border::get(out, err, [&] {
		Xapian::MSetIterator it = match_at(mset, i);
		xc_match m = {};

		m.docid = *it;
		m.rank = it.get_rank();
		m.weight = it.get_weight();
		m.percent = it.get_percent();
		m.collapse_count = it.get_collapse_count();
		return m;
	});
}

xc_document *
xc_mset_document(const xc_mset *mset, uint32_t i, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_document{ match_at(mset, i).get_document(), {} };
	});
}

xc_error_kind
xc_mset_fetch(const xc_mset *mset, xc_error *err)
{
	return border::guard(err, [&] {
		if (mset->mset.get_firstitem() == 0)
			mset->mset.fetch();
	});
}

xc_error_kind
xc_mset_collapse_key(
	xc_bytes *out, const xc_mset *mset, uint32_t i, xc_error *err)
{
	return border::get(
		out, err, [&] { return match_at(mset, i).get_collapse_key(); });
}

xc_error_kind
xc_mset_sort_key(xc_bytes *out, const xc_mset *mset, uint32_t i, xc_error *err)
{
	return border::get(
		out, err, [&] { return match_at(mset, i).get_sort_key(); });
}

void
xc_mset_get_stats(xc_mset_stats *out, const xc_mset *mset)
{
	const Xapian::MSet &m = mset->mset;

	out->first = m.get_firstitem();
	out->matches_lower = m.get_matches_lower_bound();
	out->matches_estimated = m.get_matches_estimated();
	out->matches_upper = m.get_matches_upper_bound();
	out->uncollapsed_lower = m.get_uncollapsed_matches_lower_bound();
	out->uncollapsed_estimated = m.get_uncollapsed_matches_estimated();
	out->uncollapsed_upper = m.get_uncollapsed_matches_upper_bound();
	out->max_possible = m.get_max_possible();
	out->max_attained = m.get_max_attained();
}

xc_error_kind
xc_mset_percent(int *out, const xc_mset *mset, double weight, xc_error *err)
{
	return border::get(out, err,
		[&] { return mset->mset.convert_to_percent(weight); });
}

xc_error_kind
xc_mset_term_freq(uint32_t *out, const xc_mset *mset, const char *term,
	size_t len, xc_error *err)
{
	return border::get(out, err, [&] {
		return mset->mset.get_termfreq(border::bytes(term, len));
	});
}

xc_error_kind
xc_mset_term_weight(double *out, const xc_mset *mset, const char *term,
	size_t len, xc_error *err)
{
	return border::get(out, err, [&] {
		return mset->mset.get_termweight(border::bytes(term, len));
	});
}

xc_error_kind
xc_mset_snippet(xc_bytes *out, const xc_mset *mset, xc_slice text,
	const xc_snippet_options *options, xc_error *err)
{
	const xc_snippet_options &o = options ? *options : plain_snippet;

	return border::get(out, err, [&] {
		if (*o.hi_start == '\0' && *o.hi_end == '\0')
			throw Xapian::InvalidArgumentError(
				"a snippet without marks is not escaped");
		return mset->mset.snippet(border::bytes(text), o.length,
			o.stem != nullptr ? o.stem->stem : Xapian::Stem(),
			o.flags, o.hi_start, o.hi_end, o.omit);
	});
}

xc_error_kind
xc_mset_describe(xc_bytes *out, const xc_mset *mset, xc_error *err)
{
	return border::get(
		out, err, [&] { return mset->mset.get_description(); });
}

void
xc_eset_free(xc_eset *eset)
{
	delete eset;
}

uint32_t
xc_eset_size(const xc_eset *eset)
{
	return eset->eset.size();
}

uint32_t
xc_eset_bound(const xc_eset *eset)
{
	return eset->eset.get_ebound();
}

xc_error_kind
xc_eset_term(xc_bytes *out, const xc_eset *eset, uint32_t i, xc_error *err)
{
	return border::get(out, err, [&] { return *term_at(eset, i); });
}

double
xc_eset_weight(const xc_eset *eset, uint32_t i)
{
	return i < eset->eset.size() ? eset->eset[i].get_weight() : 0;
}

xc_error_kind
xc_eset_describe(xc_bytes *out, const xc_eset *eset, xc_error *err)
{
	return border::get(
		out, err, [&] { return eset->eset.get_description(); });
}
