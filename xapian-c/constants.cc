/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Our constants and types are libxapian's: a version of it where one is not
 * does not compile here.
 */
#include "border.hh"

namespace
{

template <typename A, typename B>
constexpr bool
same(A ours, B theirs)
{
	return static_cast<long long>(ours) == static_cast<long long>(theirs);
}

static_assert(sizeof(Xapian::docid) == sizeof(uint32_t), "docid");
static_assert(sizeof(Xapian::termcount) == sizeof(uint32_t), "termcount");
static_assert(sizeof(Xapian::termpos) == sizeof(uint32_t), "termpos");
static_assert(sizeof(Xapian::valueno) == sizeof(uint32_t), "valueno");
static_assert(sizeof(Xapian::totallength) <= sizeof(uint64_t), "total");
static_assert(sizeof(Xapian::rev) <= sizeof(uint64_t), "rev");
static_assert(same(XC_NO_SLOT, Xapian::BAD_VALUENO), "no slot");

/* flags of databases */
static_assert(same(XC_DB_CREATE_OR_OPEN, Xapian::DB_CREATE_OR_OPEN));
static_assert(same(XC_DB_CREATE_OR_OVERWRITE, Xapian::DB_CREATE_OR_OVERWRITE));
static_assert(same(XC_DB_CREATE, Xapian::DB_CREATE));
static_assert(same(XC_DB_OPEN, Xapian::DB_OPEN));
static_assert(same(XC_DB_NO_SYNC, Xapian::DB_NO_SYNC));
static_assert(same(XC_DB_FULL_SYNC, Xapian::DB_FULL_SYNC));
static_assert(same(XC_DB_DANGEROUS, Xapian::DB_DANGEROUS));
static_assert(same(XC_DB_NO_TERMLIST, Xapian::DB_NO_TERMLIST));
static_assert(same(XC_DB_RETRY_LOCK, Xapian::DB_RETRY_LOCK));
static_assert(same(XC_DB_BACKEND_GLASS, Xapian::DB_BACKEND_GLASS));
static_assert(same(XC_DB_BACKEND_STUB, Xapian::DB_BACKEND_STUB));
static_assert(same(XC_DB_BACKEND_INMEMORY, Xapian::DB_BACKEND_INMEMORY));
static_assert(same(XC_CHECK_SHORT_TREE, Xapian::DBCHECK_SHORT_TREE));
static_assert(same(XC_CHECK_FULL_TREE, Xapian::DBCHECK_FULL_TREE));
static_assert(same(XC_CHECK_SHOW_FREELIST, Xapian::DBCHECK_SHOW_FREELIST));
static_assert(same(XC_CHECK_SHOW_STATS, Xapian::DBCHECK_SHOW_STATS));
static_assert(same(XC_COMPACT_STANDARD, Xapian::Compactor::STANDARD));
static_assert(same(XC_COMPACT_FULL, Xapian::Compactor::FULL));
static_assert(same(XC_COMPACT_FULLER, Xapian::Compactor::FULLER));
static_assert(same(XC_COMPACT_NO_RENUMBER, Xapian::DBCOMPACT_NO_RENUMBER));
static_assert(same(XC_COMPACT_MULTIPASS, Xapian::DBCOMPACT_MULTIPASS));
static_assert(same(XC_COMPACT_SINGLE_FILE, Xapian::DBCOMPACT_SINGLE_FILE));
static_assert(same(XC_DOC_ASSUME_VALID, Xapian::DOC_ASSUME_VALID));

/* text to terms */
using Generator = Xapian::TermGenerator;
static_assert(same(XC_STEM_NONE, Generator::STEM_NONE));
static_assert(same(XC_STEM_SOME, Generator::STEM_SOME));
static_assert(same(XC_STEM_ALL, Generator::STEM_ALL));
static_assert(same(XC_STEM_ALL_Z, Generator::STEM_ALL_Z));
static_assert(same(XC_STEM_SOME_FULL_POS, Generator::STEM_SOME_FULL_POS));
static_assert(same(XC_STOP_NONE, Generator::STOP_NONE));
static_assert(same(XC_STOP_ALL, Generator::STOP_ALL));
static_assert(same(XC_STOP_STEMMED, Generator::STOP_STEMMED));
static_assert(same(XC_TERM_GENERATOR_SPELLING, Generator::FLAG_SPELLING));
static_assert(same(XC_TERM_GENERATOR_CJK_NGRAM, Generator::FLAG_CJK_NGRAM));

/* operators */
using Query = Xapian::Query;
static_assert(same(XC_OP_AND, Query::OP_AND));
static_assert(same(XC_OP_OR, Query::OP_OR));
static_assert(same(XC_OP_AND_NOT, Query::OP_AND_NOT));
static_assert(same(XC_OP_XOR, Query::OP_XOR));
static_assert(same(XC_OP_AND_MAYBE, Query::OP_AND_MAYBE));
static_assert(same(XC_OP_FILTER, Query::OP_FILTER));
static_assert(same(XC_OP_NEAR, Query::OP_NEAR));
static_assert(same(XC_OP_PHRASE, Query::OP_PHRASE));
static_assert(same(XC_OP_VALUE_RANGE, Query::OP_VALUE_RANGE));
static_assert(same(XC_OP_SCALE_WEIGHT, Query::OP_SCALE_WEIGHT));
static_assert(same(XC_OP_ELITE_SET, Query::OP_ELITE_SET));
static_assert(same(XC_OP_VALUE_GE, Query::OP_VALUE_GE));
static_assert(same(XC_OP_VALUE_LE, Query::OP_VALUE_LE));
static_assert(same(XC_OP_SYNONYM, Query::OP_SYNONYM));
static_assert(same(XC_OP_MAX, Query::OP_MAX));
static_assert(same(XC_OP_WILDCARD, Query::OP_WILDCARD));
static_assert(same(XC_OP_INVALID, Query::OP_INVALID));
static_assert(same(XC_LEAF_TERM, Query::LEAF_TERM));
static_assert(same(XC_LEAF_POSTING_SOURCE, Query::LEAF_POSTING_SOURCE));
static_assert(same(XC_LEAF_MATCH_ALL, Query::LEAF_MATCH_ALL));
static_assert(same(XC_LEAF_MATCH_NOTHING, Query::LEAF_MATCH_NOTHING));
static_assert(same(XC_WILDCARD_LIMIT_ERROR, Query::WILDCARD_LIMIT_ERROR));
static_assert(same(XC_WILDCARD_LIMIT_FIRST, Query::WILDCARD_LIMIT_FIRST));
static_assert(same(
	XC_WILDCARD_LIMIT_MOST_FREQUENT, Query::WILDCARD_LIMIT_MOST_FREQUENT));

/* the query parser */
using Parser = Xapian::QueryParser;
static_assert(same(XC_STEM_NONE, Parser::STEM_NONE));
static_assert(same(XC_STEM_SOME, Parser::STEM_SOME));
static_assert(same(XC_STEM_ALL, Parser::STEM_ALL));
static_assert(same(XC_STEM_ALL_Z, Parser::STEM_ALL_Z));
static_assert(same(XC_STEM_SOME_FULL_POS, Parser::STEM_SOME_FULL_POS));
static_assert(same(XC_PARSER_BOOLEAN, Parser::FLAG_BOOLEAN));
static_assert(same(XC_PARSER_PHRASE, Parser::FLAG_PHRASE));
static_assert(same(XC_PARSER_LOVEHATE, Parser::FLAG_LOVEHATE));
static_assert(same(XC_PARSER_BOOLEAN_ANY_CASE, Parser::FLAG_BOOLEAN_ANY_CASE));
static_assert(same(XC_PARSER_WILDCARD, Parser::FLAG_WILDCARD));
static_assert(same(XC_PARSER_PURE_NOT, Parser::FLAG_PURE_NOT));
static_assert(same(XC_PARSER_PARTIAL, Parser::FLAG_PARTIAL));
static_assert(
	same(XC_PARSER_SPELLING_CORRECTION, Parser::FLAG_SPELLING_CORRECTION));
static_assert(same(XC_PARSER_SYNONYM, Parser::FLAG_SYNONYM));
static_assert(same(XC_PARSER_AUTO_SYNONYMS, Parser::FLAG_AUTO_SYNONYMS));
static_assert(same(XC_PARSER_AUTO_MULTIWORD_SYNONYMS,
	Parser::FLAG_AUTO_MULTIWORD_SYNONYMS));
static_assert(same(XC_PARSER_CJK_NGRAM, Parser::FLAG_CJK_NGRAM));
static_assert(same(XC_PARSER_ACCUMULATE, Parser::FLAG_ACCUMULATE));
static_assert(same(XC_PARSER_NO_POSITIONS, Parser::FLAG_NO_POSITIONS));
static_assert(same(XC_PARSER_DEFAULT, Parser::FLAG_DEFAULT));
static_assert(same(XC_RANGE_SUFFIX, Xapian::RP_SUFFIX));
static_assert(same(XC_RANGE_REPEATED, Xapian::RP_REPEATED));
static_assert(same(XC_RANGE_DATE_PREFER_MDY, Xapian::RP_DATE_PREFER_MDY));

/* searches */
using Enquire = Xapian::Enquire;
static_assert(same(XC_DOCID_ASCENDING, Enquire::ASCENDING));
static_assert(same(XC_DOCID_DESCENDING, Enquire::DESCENDING));
static_assert(same(XC_DOCID_DONT_CARE, Enquire::DONT_CARE));
static_assert(
	same(XC_EXPAND_INCLUDE_QUERY_TERMS, Enquire::INCLUDE_QUERY_TERMS));
static_assert(same(XC_EXPAND_EXACT_TERM_FREQ, Enquire::USE_EXACT_TERMFREQ));
static_assert(same(
	XC_SNIPPET_BACKGROUND_MODEL, Xapian::MSet::SNIPPET_BACKGROUND_MODEL));
static_assert(same(XC_SNIPPET_EXHAUSTIVE, Xapian::MSet::SNIPPET_EXHAUSTIVE));
static_assert(same(XC_SNIPPET_EMPTY_WITHOUT_MATCH,
	Xapian::MSet::SNIPPET_EMPTY_WITHOUT_MATCH));
static_assert(same(XC_SNIPPET_CJK_NGRAM, Xapian::MSet::SNIPPET_CJK_NGRAM));

} // namespace
