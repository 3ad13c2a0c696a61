/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases to read: opening, figures, lists, metadata, spelling, synonyms. */
#include "objects.hh"

#include <sstream>

#include <sys/stat.h>

namespace
{

/* A new iterator of ours over one of libxapian's, which begin makes. */
template <typename T, typename F>
T *
iterate(xc_error *err, F begin)
{
	return border::give(err, [&] { return new T(begin()); });
}

/* Another handle of the same database, for a list of shards. */
std::unique_ptr<xc_database>
handle_of(const xc_database &db)
{
	return std::unique_ptr<xc_database>(new xc_database{ db.db, true,
		db.remote, {}, db.path, db.flags, db.device, db.inode });
}

/* Whether the path leads to another folder than the one that was opened, or
 * that of a shard does. */
bool
was_replaced(const xc_database &db)
{
	struct stat st;

	for (const auto &shard : db.shards)
		if (was_replaced(*shard))
			return true;
	return !db.path.empty() && stat(db.path.c_str(), &st) == 0 &&
		S_ISDIR(st.st_mode) &&
		(st.st_dev != db.device || st.st_ino != db.inode);
}

/* Opens the path; anew where another folder took its place meanwhile, for
 * some of the tables could be of either. */
xc_database
open_path(const std::string &path, int flags)
{
	for (int tries = 0;; tries++) {
		struct stat st = {};
		xc_database opened{};

		if (stat(path.c_str(), &st) == 0 && S_ISDIR(st.st_mode))
			opened.path = path;
		opened.flags = flags;
		opened.device = st.st_dev;
		opened.inode = st.st_ino;
		try {
			opened.db = Xapian::Database(path, flags);
			if (!was_replaced(opened) || tries == 10)
				return opened;
		} catch (const Xapian::DatabaseError &) {
			if (!was_replaced(opened) || tries == 10)
				throw;
		}
	}
}

/* Opens again what was replaced. */
void
open_again(xc_database &db)
{
	bool lent = db.lent;

	if (db.shards.empty()) {
		db = open_path(std::string(db.path), db.flags);
		db.lent = lent;
		return;
	}
	/* Until all are there, what is open stays: half of the shards would be
	 * an answer that nothing shows to be half.  A folder that holds them
	 * all may be replaced between two of them. */
	for (int tries = 0; tries < 10; tries++) {
		Xapian::Database all;

		for (const auto &shard : db.shards) {
			if (was_replaced(*shard))
				open_again(*shard);
			all.add_database(shard->db);
		}
		db.db = all;
		if (!was_replaced(db))
			return;
	}
}

const xc_remote_options default_remote = XC_REMOTE_OPTIONS_INIT;

} // namespace

xc_database *
xc_database_open(const char *path, int flags, xc_error *err)
{
	return border::give(
		err, [&] { return new xc_database(open_path(path, flags)); });
}

xc_database *
xc_database_open_fd(int fd, int flags, xc_error *err)
{
	return border::give(err,
		[&] { return new xc_database{ Xapian::Database(fd, flags) }; });
}

xc_database *
xc_database_open_tcp(const char *host, unsigned port,
	const xc_remote_options *options, xc_error *err)
{
	const xc_remote_options &o = options ? *options : default_remote;

	return border::give(err, [&] {
		return new xc_database{ Xapian::Remote::open(host, port,
						o.timeout_ms,
						o.connect_timeout_ms),
			false, true };
	});
}

xc_database *
xc_database_open_program(const char *program, const char *args,
	const xc_remote_options *options, xc_error *err)
{
	const xc_remote_options &o = options ? *options : default_remote;

	return border::give(err, [&] {
		return new xc_database{
			Xapian::Remote::open(std::string(program),
				std::string(args), o.timeout_ms),
			false, true
		};
	});
}

xc_database *
xc_database_new(xc_error *err)
{
	return border::give(err, [] { return new xc_database{}; });
}

xc_error_kind
xc_database_add_shard(xc_database *db, const xc_database *other, xc_error *err)
{
	return border::guard(err, [&] {
		std::vector<std::unique_ptr<xc_database>> added;

		if (db->shards.empty() && db->db.size() > 0)
			added.push_back(handle_of(*db));
		if (other->shards.empty())
			added.push_back(handle_of(*other));
		for (const auto &shard : other->shards)
			added.push_back(handle_of(*shard));
		db->shards.reserve(db->shards.size() + added.size());
		db->db.add_database(other->db);
		db->remote |= other->remote;
		db->path.clear();
		for (auto &shard : added)
			db->shards.push_back(std::move(shard));
	});
}

bool
xc_database_is_remote(const xc_database *db)
{
	return db->remote;
}

const xc_database *
xc_database_shard(const xc_database *db, size_t i)
{
	if (db->shards.empty())
		return i == 0 ? db : nullptr;
	return i < db->shards.size() ? db->shards[i].get() : nullptr;
}

size_t
xc_database_shard_count(const xc_database *db)
{
	return db->db.size();
}

xc_error_kind
xc_database_reopen(bool *changed, xc_database *db, xc_error *err)
{
	bool moved;
	xc_error_kind kind = border::get(&moved, err, [&] {
		bool newer = false;

		/* libxapian's own looks at the path, too, but takes a database
		 * of the same revision for the one that it has. */
		if (!was_replaced(*db)) {
			try {
				newer = db->db.reopen();
			} catch (const Xapian::DatabaseError &) {
				if (!was_replaced(*db))
					throw;
			}
		}
		if (!was_replaced(*db))
			return newer;
		open_again(*db);
		return true;
	});

	if (changed != nullptr)
		*changed = moved;
	return kind;
}

xc_error_kind
xc_database_close(xc_database *db, xc_error *err)
{
	return border::guard(err, [&] {
		if (db->lent)
			throw Xapian::InvalidOperationError(
				"a writer's view is closed with the writer");
		db->path.clear();
		db->db.close();
	});
}

void
xc_database_free(xc_database *db)
{
	if (db != nullptr && !db->lent)
		delete db;
}

xc_error_kind
xc_database_get_stats(
	xc_database_stats *out, const xc_database *database, xc_error *err)
{
	const Xapian::Database &db = database->db;

	return border::get(out, err, [&] {
		xc_database_stats s = {};

		s.doc_count = db.get_doccount();
		s.last_docid = db.get_lastdocid();
		s.total_length = db.get_total_length();
		s.average_length = db.get_average_length();
		s.min_length = db.get_doclength_lower_bound();
		s.max_length = db.get_doclength_upper_bound();
		s.has_positions = db.has_positions();
		return s;
	});
}

xc_error_kind
xc_database_uuid(xc_bytes *out, const xc_database *db, xc_error *err)
{
	return border::get(out, err, [&] { return db->db.get_uuid(); });
}

xc_error_kind
xc_database_revision(uint64_t *out, const xc_database *db, xc_error *err)
{
	return border::get(out, err, [&] { return db->db.get_revision(); });
}

xc_error_kind
xc_database_locked(bool *out, const xc_database *db, xc_error *err)
{
	return border::get(out, err, [&] { return db->db.locked(); });
}

xc_error_kind
xc_database_keep_alive(xc_database *db, xc_error *err)
{
	return border::guard(err, [&] { db->db.keep_alive(); });
}

xc_document *
xc_database_document(
	const xc_database *db, uint32_t docid, unsigned flags, xc_error *err)
{
	return border::give(err, [&] {
		return new xc_document{ db->db.get_document(docid, flags), {} };
	});
}

xc_error_kind
xc_database_doc_length(
	uint32_t *out, const xc_database *db, uint32_t docid, xc_error *err)
{
	return border::get(
		out, err, [&] { return db->db.get_doclength(docid); });
}

xc_error_kind
xc_database_unique_terms(
	uint32_t *out, const xc_database *db, uint32_t docid, xc_error *err)
{
	return border::get(
		out, err, [&] { return db->db.get_unique_terms(docid); });
}

xc_error_kind
xc_database_term_exists(bool *out, const xc_database *db, const char *term,
	size_t len, xc_error *err)
{
	return border::get(out, err,
		[&] { return db->db.term_exists(border::bytes(term, len)); });
}

xc_error_kind
xc_database_term_freq(uint32_t *out, const xc_database *db, const char *term,
	size_t len, xc_error *err)
{
	return border::get(out, err,
		[&] { return db->db.get_termfreq(border::bytes(term, len)); });
}

xc_error_kind
xc_database_collection_freq(uint32_t *out, const xc_database *db,
	const char *term, size_t len, xc_error *err)
{
	return border::get(out, err, [&] {
		return db->db.get_collection_freq(border::bytes(term, len));
	});
}

xc_error_kind
xc_database_wdf_bound(uint32_t *out, const xc_database *db, const char *term,
	size_t len, xc_error *err)
{
	return border::get(out, err, [&] {
		return db->db.get_wdf_upper_bound(border::bytes(term, len));
	});
}

xc_error_kind
xc_database_value_freq(
	uint32_t *out, const xc_database *db, uint32_t slot, xc_error *err)
{
	return border::get(
		out, err, [&] { return db->db.get_value_freq(slot); });
}

xc_error_kind
xc_database_value_lower_bound(
	xc_bytes *out, const xc_database *db, uint32_t slot, xc_error *err)
{
	return border::get(
		out, err, [&] { return db->db.get_value_lower_bound(slot); });
}

xc_error_kind
xc_database_value_upper_bound(
	xc_bytes *out, const xc_database *db, uint32_t slot, xc_error *err)
{
	return border::get(
		out, err, [&] { return db->db.get_value_upper_bound(slot); });
}

xc_posting_iter *
xc_database_postings(
	const xc_database *db, const char *term, size_t len, xc_error *err)
{
	return iterate<xc_posting_iter>(err, [&] {
		return db->db.postlist_begin(border::bytes(term, len));
	});
}

xc_term_iter *
xc_database_doc_terms(const xc_database *db, uint32_t docid, xc_error *err)
{
	return iterate<xc_term_iter>(
		err, [&] { return db->db.termlist_begin(docid); });
}

xc_position_iter *
xc_database_positions(const xc_database *db, uint32_t docid, const char *term,
	size_t len, xc_error *err)
{
	return iterate<xc_position_iter>(err, [&] {
		return db->db.positionlist_begin(
			docid, border::bytes(term, len));
	});
}

xc_term_iter *
xc_database_terms(
	const xc_database *db, const char *prefix, size_t len, xc_error *err)
{
	return iterate<xc_term_iter>(err, [&] {
		return db->db.allterms_begin(border::bytes(prefix, len));
	});
}

xc_value_iter *
xc_database_values(const xc_database *db, uint32_t slot, xc_error *err)
{
	return iterate<xc_value_iter>(
		err, [&] { return db->db.valuestream_begin(slot); });
}

xc_error_kind
xc_database_metadata(xc_bytes *out, const xc_database *db, const char *key,
	size_t len, xc_error *err)
{
	return border::get(out, err,
		[&] { return db->db.get_metadata(border::bytes(key, len)); });
}

xc_term_iter *
xc_database_metadata_keys(
	const xc_database *db, const char *prefix, size_t len, xc_error *err)
{
	return iterate<xc_term_iter>(err, [&] {
		return db->db.metadata_keys_begin(border::bytes(prefix, len));
	});
}

xc_error_kind
xc_database_suggest(xc_bytes *out, const xc_database *db, xc_slice word,
	unsigned max_distance, xc_error *err)
{
	return border::get(out, err, [&] {
		return db->db.get_spelling_suggestion(
			border::bytes(word), max_distance);
	});
}

xc_term_iter *
xc_database_spellings(const xc_database *db, xc_error *err)
{
	return iterate<xc_term_iter>(
		err, [&] { return db->db.spellings_begin(); });
}

xc_term_iter *
xc_database_synonyms(
	const xc_database *db, const char *term, size_t len, xc_error *err)
{
	return iterate<xc_term_iter>(err, [&] {
		return db->db.synonyms_begin(border::bytes(term, len));
	});
}

xc_term_iter *
xc_database_synonym_keys(
	const xc_database *db, const char *prefix, size_t len, xc_error *err)
{
	return iterate<xc_term_iter>(err, [&] {
		return db->db.synonym_keys_begin(border::bytes(prefix, len));
	});
}

xc_error_kind
xc_database_check(size_t *faults, xc_bytes *report, const char *path, int flags,
	xc_error *err)
{
	*faults = 0;
	if (report != nullptr)
		xc_bytes_dispose(report);
	return border::guard(err, [&] {
		std::ostringstream text;
		size_t n = Xapian::Database::check(
			path, flags, report != nullptr ? &text : nullptr);

		if (report != nullptr)
			border::put(report, text.str());
		*faults = n;
	});
}

xc_error_kind
xc_database_describe(xc_bytes *out, const xc_database *db, xc_error *err)
{
	return border::get(out, err, [&] { return db->db.get_description(); });
}
