/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libxapian's query parser. */
#include "processors.hh"

struct xc_parser {
	Xapian::QueryParser parser;
};

namespace
{

/* A string that may be absent, as libxapian wants it. */
class optional_string
{
	std::string text_;
	bool there_;

public:
	explicit optional_string(const char *text)
	    : text_(text != nullptr ? text : ""), there_(text != nullptr)
	{
	}

	const std::string *
	get() const
	{
		return there_ ? &text_ : nullptr;
	}
};

} // namespace

xc_parser *
xc_parser_new(xc_error *err)
{
	return border::give(err, [] { return new xc_parser{}; });
}

void
xc_parser_free(xc_parser *parser)
{
	delete parser;
}

xc_error_kind
xc_parser_set_stemmer(xc_parser *parser, const xc_stem *stem, xc_error *err)
{
	return border::guard(err, [&] {
		parser->parser.set_stemmer(
			stem != nullptr ? stem->stem : Xapian::Stem());
	});
}

xc_error_kind
xc_parser_set_stemming_strategy(
	xc_parser *parser, xc_stem_strategy strategy, xc_error *err)
{
	return border::guard(err, [&] {
		parser->parser.set_stemming_strategy(
			static_cast<Xapian::QueryParser::stem_strategy>(
				strategy));
	});
}

xc_error_kind
xc_parser_set_stopper(
	xc_parser *parser, const xc_stopper *stopper, xc_error *err)
{
	return border::guard(err, [&] {
		parser->parser.set_stopper(
			stopper != nullptr ? stopper->stopper.get() : nullptr);
	});
}

xc_error_kind
xc_parser_set_default_op(xc_parser *parser, xc_op op, xc_error *err)
{
	return border::guard(err, [&] {
		parser->parser.set_default_op(
			static_cast<Xapian::Query::op>(op));
	});
}

xc_op
xc_parser_default_op(const xc_parser *parser)
{
	return static_cast<xc_op>(parser->parser.get_default_op());
}

xc_error_kind
xc_parser_set_database(xc_parser *parser, const xc_database *db, xc_error *err)
{
	return border::guard(err, [&] { parser->parser.set_database(db->db); });
}

xc_error_kind
xc_parser_set_max_expansion(xc_parser *parser, uint32_t max,
	xc_wildcard_limit limit, unsigned flags, xc_error *err)
{
	return border::guard(err,
		[&] { parser->parser.set_max_expansion(max, limit, flags); });
}

xc_error_kind
xc_parser_add_prefix(
	xc_parser *parser, const char *field, const char *prefix, xc_error *err)
{
	return border::guard(err,
		[&] { parser->parser.add_prefix(field, std::string(prefix)); });
}

xc_error_kind
xc_parser_add_boolean_prefix(xc_parser *parser, const char *field,
	const char *prefix, const char *grouping, xc_error *err)
{
	return border::guard(err, [&] {
		optional_string group(grouping);

		parser->parser.add_boolean_prefix(
			field, std::string(prefix), group.get());
	});
}

xc_error_kind
xc_parser_add_field(xc_parser *parser, const char *field,
	xc_field_processor *processor, xc_error *err)
{
	return border::guard(err, [&] {
		parser->parser.add_prefix(field, processor->processor.get());
	});
}

xc_error_kind
xc_parser_add_boolean_field(xc_parser *parser, const char *field,
	xc_field_processor *processor, const char *grouping, xc_error *err)
{
	return border::guard(err, [&] {
		optional_string group(grouping);

		parser->parser.add_boolean_prefix(
			field, processor->processor.get(), group.get());
	});
}

xc_error_kind
xc_parser_add_range(xc_parser *parser, xc_range_processor *processor,
	const char *grouping, xc_error *err)
{
	return border::guard(err, [&] {
		optional_string group(grouping);

		parser->parser.add_rangeprocessor(
			processor->processor.get(), group.get());
	});
}

xc_query *
xc_parser_parse(xc_parser *parser, const char *text, size_t len, unsigned flags,
	xc_error *err)
{
	return xc_parser_parse_prefixed(
		parser, xc_slice_of(text, len), flags, "", err);
}

xc_query *
xc_parser_parse_prefixed(xc_parser *parser, xc_slice text, unsigned flags,
	const char *prefix, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_query{ parser->parser.parse_query(
			border::bytes(text), flags, prefix) };
	});
}

xc_term_iter *
xc_parser_stop_list(const xc_parser *parser, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_term_iter(parser->parser.stoplist_begin());
	});
}

xc_term_iter *
xc_parser_unstem(
	const xc_parser *parser, const char *term, size_t len, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_term_iter(
			parser->parser.unstem_begin(border::bytes(term, len)));
	});
}

xc_error_kind
xc_parser_corrected(xc_bytes *out, const xc_parser *parser, xc_error *err)
{
	return border::get(out, err,
		[&] { return parser->parser.get_corrected_query_string(); });
}

xc_error_kind
xc_parser_describe(xc_bytes *out, const xc_parser *parser, xc_error *err)
{
	return border::get(
		out, err, [&] { return parser->parser.get_description(); });
}
