/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compacting and merging databases, with the caller's word on metadata. */
#include "objects.hh"

#include <vector>

namespace
{

/*
 * The caller's own key: libxapian hands it over as its table has it, with two
 * bytes of its own before it.
 */
xc_slice
own_key(const std::string &key)
{
	bool prefixed = key.compare(0, 2, "\0\xc0", 2) == 0;

	return prefixed ? xc_slice_of(key.data() + 2, key.size() - 2)
			: border::slice(key);
}

class compactor : public Xapian::Compactor
{
	const xc_compact_options &options_;

public:
	explicit compactor(const xc_compact_options &options)
	    : options_(options)
	{
	}

	void
	set_status(const std::string &table, const std::string &status) override
	{
		if (options_.status != nullptr)
			border::check_callback(
				options_.status(table.c_str(), status.c_str(),
					options_.ctx),
				"the compaction's status function");
	}

	std::string
	resolve_duplicate_metadata(const std::string &key, size_t n,
		const std::string values[]) override
	{
		border::filled merged;
		std::vector<xc_slice> slices(n);

		if (options_.merge == nullptr)
			return values[0];
		for (size_t i = 0; i < n; i++)
			slices[i] = border::slice(values[i]);
		border::check_callback(
			options_.merge(merged.out(), own_key(key),
				slices.data(), n, options_.ctx),
			"the function that merges metadata");
		return merged.str();
	}
};

const xc_compact_options defaults = XC_COMPACT_OPTIONS_INIT;

} // namespace

xc_error_kind
xc_database_compact(xc_database *db, const char *path,
	const xc_compact_options *options, xc_error *err)
{
	const xc_compact_options &o = options ? *options : defaults;

	return border::guard(err, [&] {
		compactor c(o);

		db->db.compact(path, o.flags, o.block_size, c);
	});
}
