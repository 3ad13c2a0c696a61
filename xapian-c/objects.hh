/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is behind the opaque types.  libxapian's objects are plain members,
 * so that delete does all; those it counts references to are held counted,
 * so that a C caller may free in any order.
 */
#ifndef XAPIAN_C_OBJECTS_HH
#define XAPIAN_C_OBJECTS_HH

#include "border.hh"

#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

struct xc_database {
	Xapian::Database db;
	bool lent = false;   /* a writer's view: not to be closed or freed */
	bool remote = false; /* or one of its shards */
	/* What it was put together of; libxapian does not give it out. */
	std::vector<std::unique_ptr<xc_database>> shards{};
	/* The folder that it was opened from, as it was then; else no path. */
	std::string path{};
	int flags = 0;
	dev_t device = 0;
	ino_t inode = 0;
};

struct xc_writable {
	Xapian::WritableDatabase db;
	xc_database view;

	explicit xc_writable(const Xapian::WritableDatabase &opened)
	    : db(opened), view{ opened, true }
	{
	}
};

struct xc_document {
	Xapian::Document doc;
	std::string data; /* what xc_document_data lends */
};

namespace border
{

/*
 * An iterator that begins before its first item and fails for good.  item is
 * a copy of the current one, so that it can be lent and asked for without a
 * guard; failure is what made it stop, or XC_OK.
 */
template <typename I, typename V> struct cursor {
	I it;
	V item{};
	bool started = false;
	xc_error failure = XC_ERROR_INIT;

	explicit cursor(const I &begin) : it(begin)
	{
	}

	bool
	at_end() const
	{
		return it == I();
	}

	bool
	on_item() const
	{
		return started && !at_end() && failure.kind == XC_OK;
	}
};

} // namespace border

struct xc_term_iter : border::cursor<Xapian::TermIterator, std::string> {
	/* the document whose own terms these are, which libxapian's iterator
	 * does not keep alive; else NULL */
	std::unique_ptr<Xapian::Document> owner;

	using cursor::cursor;
};

struct xc_posting_iter : border::cursor<Xapian::PostingIterator, uint32_t> {
	using cursor::cursor;
};

struct xc_position_iter : border::cursor<Xapian::PositionIterator, uint32_t> {
	using cursor::cursor;
};

struct xc_value_iter : border::cursor<Xapian::ValueIterator, std::string> {
	using cursor::cursor;
};

struct xc_stem {
	Xapian::Stem stem;
};

struct xc_stopper {
	border::counted<Xapian::Stopper> stopper;
};

struct xc_query {
	Xapian::Query query;
};

struct xc_posting_source {
	border::counted<Xapian::PostingSource> source;
};

struct xc_weight {
	std::unique_ptr<Xapian::Weight> weight;
};

struct xc_key_maker {
	border::counted<Xapian::KeyMaker> maker;
};

struct xc_match_spy {
	border::counted<Xapian::MatchSpy> spy;
};

struct xc_rset {
	Xapian::RSet rset;
};

struct xc_mset {
	Xapian::MSet mset;
};

struct xc_eset {
	Xapian::ESet eset;
};

#endif
