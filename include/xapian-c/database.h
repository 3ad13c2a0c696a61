/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases to read, to check and to compact.  Included by <xapian-c.h>, which
 * says the conventions. */
#ifndef XAPIAN_C_DATABASE_H
#define XAPIAN_C_DATABASE_H

#include <xapian-c/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Opens a database to read, as it is at this moment: a folder, a single-file
 * database, or a stub file, which names others and may tell libxapian to run
 * programs.  With XC_DB_BACKEND_GLASS in flags only a folder or single file
 * of that backend is taken: use it for any path you did not write yourself.
 * Expected: XC_DATABASE_NOT_FOUND_ERROR, XC_DATABASE_OPENING_ERROR,
 * XC_DATABASE_VERSION_ERROR.
 */
XC_CHECKED struct xc_database *xc_database_open(
	const char *path, int flags, struct xc_error *err);

/* Opens a single-file database that begins at the descriptor's offset.  The
 * descriptor is taken over, also on failure.  Expected:
 * XC_DATABASE_OPENING_ERROR. */
XC_CHECKED struct xc_database *xc_database_open_fd(
	int fd, int flags, struct xc_error *err);

/* How to reach a remote database.  Times are in milliseconds, 0 for no
 * limit; flags are enum xc_db_flag and count for writing only. */
struct xc_remote_options {
	unsigned timeout_ms;
	unsigned connect_timeout_ms;  /* not for programs */
	int flags;
};

#define XC_REMOTE_OPTIONS_INIT { 10000, 10000, 0 }

/*
 * Opens the database that xapian-tcpsrv serves at host and port.  options
 * NULL means XC_REMOTE_OPTIONS_INIT.  The protocol has no password: whoever
 * reaches the port reads everything.  Ignores SIGPIPE in the whole process
 * from then on.  Expected: XC_NETWORK_ERROR, XC_NETWORK_TIMEOUT_ERROR.
 */
XC_CHECKED struct xc_database *xc_database_open_tcp(const char *host,
	unsigned port, const struct xc_remote_options *options,
	struct xc_error *err);

/*
 * Opens the database that a program serves on its standard input and output,
 * mostly xapian-progsrv, or ssh to a host that runs it.  args is one string,
 * cut at spaces; no shell reads it.  options as for xc_database_open_tcp.
 * Expected: XC_NETWORK_ERROR, also when the program cannot be run.
 */
XC_CHECKED struct xc_database *xc_database_open_program(const char *program,
	const char *args, const struct xc_remote_options *options,
	struct xc_error *err);

/* A database of no shards, to which xc_database_add_shard adds. */
XC_CHECKED struct xc_database *xc_database_new(struct xc_error *err);

/*
 * Adds all shards of other to db, to be searched as one.  Of n shards, shard
 * s (from 0) has its document d as (d - 1) * n + s + 1 in the whole, so ids
 * change with every shard added.  Objects already made from db do not see it.
 */
XC_CHECKED enum xc_error_kind xc_database_add_shard(struct xc_database *db,
	const struct xc_database *other, struct xc_error *err);

/* Whether it was opened as a remote one, or has such a shard: it cannot take
 * callbacks then.  False for one that a stub file names. */
bool xc_database_is_remote(const struct xc_database *db);

/* The number of shards. */
size_t xc_database_shard_count(const struct xc_database *db);

/*
 * The i-th (from 0) of the databases that xc_database_add_shard put together,
 * to ask it alone for its metadata, say; reopened with db, and lent for as
 * long as db lives and grows no further.  Of a database that was opened, also
 * of one by a stub file, itself for 0.  NULL beyond the last.
 */
const struct xc_database *xc_database_shard(
	const struct xc_database *db, size_t i);

/*
 * Moves to the newest commit; *changed, which may be NULL, says whether there
 * was one.  To do before each search and after XC_DATABASE_MODIFIED_ERROR:
 * a reader sees its own commit and keeps the one before readable, so two
 * commits later any call may fail.  Where another database's folder took the
 * place of the one that was opened, it is opened; if that fails, db stays as it
 * was.  Iterators and documents made before
 * belong to the old commit.
 */
XC_CHECKED enum xc_error_kind xc_database_reopen(
	bool *changed, struct xc_database *db, struct xc_error *err);

/*
 * Closes the files, also under whatever was made from db; later calls give
 * XC_DATABASE_CLOSED_ERROR.  xc_database_free does this too when nothing else
 * holds the database.  XC_INVALID_OPERATION_ERROR for a writer's view.
 */
XC_CHECKED enum xc_error_kind xc_database_close(
	struct xc_database *db, struct xc_error *err);

/* Frees db; does nothing to the view that xc_writable_database lends. */
void xc_database_free(struct xc_database *db);

/* Figures of a whole database. */
struct xc_database_stats {
	uint32_t doc_count;
	uint32_t last_docid;        /* the greatest ever used, 0 if none */
	uint64_t total_length;      /* terms in all documents */
	double average_length;      /* terms in a document */
	uint32_t min_length;        /* a lower bound on documents not empty */
	uint32_t max_length;        /* an upper bound */
	bool has_positions;
};

/* Writes the figures into out. */
XC_CHECKED enum xc_error_kind xc_database_get_stats(
	struct xc_database_stats *out, const struct xc_database *db,
	struct xc_error *err);

/* The identity of the database: 36 characters of a UUID, one per shard with a
 * ':' between.  Compacting makes a new one. */
XC_CHECKED enum xc_error_kind xc_database_uuid(struct xc_bytes *out,
	const struct xc_database *db, struct xc_error *err);

/* The revision, which grows with each commit.  One local shard only, else
 * XC_INVALID_OPERATION_ERROR. */
XC_CHECKED enum xc_error_kind xc_database_revision(uint64_t *out,
	const struct xc_database *db, struct xc_error *err);

/* Whether some process has any shard open for writing, at this moment. */
XC_CHECKED enum xc_error_kind xc_database_locked(
	bool *out, const struct xc_database *db, struct xc_error *err);

/* Tells remote servers that we are still here, against their time limit. */
XC_CHECKED enum xc_error_kind xc_database_keep_alive(
	struct xc_database *db, struct xc_error *err);

/* The document with that id; flags are 0 or XC_DOC_ASSUME_VALID.  Data,
 * values and terms are read when asked for.  Expected:
 * XC_DOC_NOT_FOUND_ERROR, XC_INVALID_ARGUMENT_ERROR for id 0. */
XC_CHECKED struct xc_document *xc_database_document(
	const struct xc_database *db, uint32_t docid, unsigned flags,
	struct xc_error *err);

/* The document's length in terms.  Expected: XC_DOC_NOT_FOUND_ERROR. */
XC_CHECKED enum xc_error_kind xc_database_doc_length(uint32_t *out,
	const struct xc_database *db, uint32_t docid, struct xc_error *err);

/* The number of different terms in the document.  Expected:
 * XC_DOC_NOT_FOUND_ERROR. */
XC_CHECKED enum xc_error_kind xc_database_unique_terms(uint32_t *out,
	const struct xc_database *db, uint32_t docid, struct xc_error *err);

/* True if any document has the term. */
XC_CHECKED enum xc_error_kind xc_database_term_exists(bool *out,
	const struct xc_database *db, const char *term, size_t len,
	struct xc_error *err);

/* The number of documents with the term; all, for the empty term. */
XC_CHECKED enum xc_error_kind xc_database_term_freq(uint32_t *out,
	const struct xc_database *db, const char *term, size_t len,
	struct xc_error *err);

/* How often the term occurs in all documents: the sum of its wdf. */
XC_CHECKED enum xc_error_kind xc_database_collection_freq(uint32_t *out,
	const struct xc_database *db, const char *term, size_t len,
	struct xc_error *err);

/* A bound above the term's wdf in any document. */
XC_CHECKED enum xc_error_kind xc_database_wdf_bound(uint32_t *out,
	const struct xc_database *db, const char *term, size_t len,
	struct xc_error *err);

/* The number of documents with a value in the slot. */
XC_CHECKED enum xc_error_kind xc_database_value_freq(uint32_t *out,
	const struct xc_database *db, uint32_t slot, struct xc_error *err);

/* A bound below the slot's values, perhaps not tight; empty if it has none. */
XC_CHECKED enum xc_error_kind xc_database_value_lower_bound(
	struct xc_bytes *out, const struct xc_database *db, uint32_t slot,
	struct xc_error *err);

/* A bound above the slot's values, perhaps not tight; empty if it has none. */
XC_CHECKED enum xc_error_kind xc_database_value_upper_bound(
	struct xc_bytes *out, const struct xc_database *db, uint32_t slot,
	struct xc_error *err);

/* The documents with the term, by id, with wdf and positions; all documents
 * for the empty term. */
XC_CHECKED struct xc_posting_iter *xc_database_postings(
	const struct xc_database *db, const char *term, size_t len,
	struct xc_error *err);

/* The terms of one document, in byte order, with wdf and positions.
 * Expected: XC_DOC_NOT_FOUND_ERROR, XC_FEATURE_UNAVAILABLE_ERROR without
 * term lists. */
XC_CHECKED struct xc_term_iter *xc_database_doc_terms(
	const struct xc_database *db, uint32_t docid, struct xc_error *err);

/* The positions of the term in one document; none if it does not have the
 * term.  Expected: XC_INVALID_ARGUMENT_ERROR for the empty term. */
XC_CHECKED struct xc_position_iter *xc_database_positions(
	const struct xc_database *db, uint32_t docid, const char *term,
	size_t len, struct xc_error *err);

/* All terms that begin with the prefix, in byte order, with how many
 * documents have each. */
XC_CHECKED struct xc_term_iter *xc_database_terms(
	const struct xc_database *db, const char *prefix, size_t len,
	struct xc_error *err);

/* The documents with a value in the slot, by id, with the value. */
XC_CHECKED struct xc_value_iter *xc_database_values(
	const struct xc_database *db, uint32_t slot, struct xc_error *err);

/*
 * The metadata under the key; empty if there is none.  Of several shards only
 * the first is asked: ask each, by xc_database_shard.  Expected:
 * XC_INVALID_ARGUMENT_ERROR for the empty key.
 */
XC_CHECKED enum xc_error_kind xc_database_metadata(struct xc_bytes *out,
	const struct xc_database *db, const char *key, size_t len,
	struct xc_error *err);

/* The metadata keys that begin with the prefix, in byte order; of several
 * shards only the first one's. */
XC_CHECKED struct xc_term_iter *xc_database_metadata_keys(
	const struct xc_database *db, const char *prefix, size_t len,
	struct xc_error *err);

/*
 * The word of the spelling table nearest to word, within max_distance edits
 * (2 is usual), the more frequent of equals; empty if none is near or word is
 * in the table itself.  UTF-8.  Not served by remote shards.
 */
XC_CHECKED enum xc_error_kind xc_database_suggest(struct xc_bytes *out,
	const struct xc_database *db, struct xc_slice word,
	unsigned max_distance, struct xc_error *err);

/* All words of the spelling table, with their frequencies. */
XC_CHECKED struct xc_term_iter *xc_database_spellings(
	const struct xc_database *db, struct xc_error *err);

/* The synonyms of a term.  Not served by remote shards. */
XC_CHECKED struct xc_term_iter *xc_database_synonyms(
	const struct xc_database *db, const char *term, size_t len,
	struct xc_error *err);

/* The terms that have synonyms and begin with the prefix. */
XC_CHECKED struct xc_term_iter *xc_database_synonym_keys(
	const struct xc_database *db, const char *prefix, size_t len,
	struct xc_error *err);

/*
 * Checks the database, or one table of it, at path and puts the number of
 * faults into *faults; report, which may be NULL, gets a text about them.
 * flags are enum xc_check_flag.  There are no checksums, so damage can pass;
 * and a damaged database can crash the check, so run it in a child process
 * where that matters.  Expected: XC_DATABASE_OPENING_ERROR, also where there
 * is nothing.
 */
XC_CHECKED enum xc_error_kind xc_database_check(size_t *faults,
	struct xc_bytes *report, const char *path, int flags,
	struct xc_error *err);

/* Progress of a compaction: the table, and an empty status when it begins,
 * then one text or more.  Returns not 0 to stop with XC_CALLBACK_ERROR. */
typedef int (*xc_compact_status_fn)(
	const char *table, const char *status, void *ctx);

/*
 * Merges the metadata that n shards (two or more) have under one key: sets
 * out with xc_bytes_set, or leaves it empty to drop the key.  May be called
 * more than once for a key with XC_COMPACT_MULTIPASS, so what it makes must
 * be fit to be merged again.  Returns not 0 to stop with XC_CALLBACK_ERROR.
 */
typedef int (*xc_compact_merge_fn)(struct xc_bytes *out, struct xc_slice key,
	const struct xc_slice *values, size_t n, void *ctx);

struct xc_compact_options {
	unsigned flags;               /* enum xc_compact_flag */
	int block_size;               /* bytes, a power of 2; 0 for 8192 */
	xc_compact_status_fn status;  /* NULL: silent */
	xc_compact_merge_fn merge;    /* NULL: the first shard's stands */
	void *ctx;                    /* for both callbacks */
};

#define XC_COMPACT_OPTIONS_INIT { XC_COMPACT_FULL, 0, NULL, NULL, NULL }

/*
 * Writes all shards of db as one compact database to path, a folder that is
 * made if absent, or a file with XC_COMPACT_SINGLE_FILE.  Document ids are
 * renumbered unless XC_COMPACT_NO_RENUMBER, which needs shards whose ids do
 * not overlap.  Uncommitted changes are an error, and what others commit
 * meanwhile may fail it.  A folder that a failure leaves behind does not open
 * as a database; libxapian leaks memory then.  options NULL means
 * XC_COMPACT_OPTIONS_INIT.  Expected: XC_INVALID_OPERATION_ERROR,
 * XC_INVALID_ARGUMENT_ERROR, XC_DATABASE_ERROR, XC_CALLBACK_ERROR.
 */
XC_CHECKED enum xc_error_kind xc_database_compact(struct xc_database *db,
	const char *path, const struct xc_compact_options *options,
	struct xc_error *err);

/* A description for logs and tests; its form may change. */
XC_CHECKED enum xc_error_kind xc_database_describe(struct xc_bytes *out,
	const struct xc_database *db, struct xc_error *err);

#ifdef __cplusplus
}
#endif

#endif
