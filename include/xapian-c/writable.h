/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases to write.  Included by <xapian-c.h>, which says the conventions. */
#ifndef XAPIAN_C_WRITABLE_H
#define XAPIAN_C_WRITABLE_H

#include <xapian-c/base.h>
#include <xapian-c/database.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Opens a database for writing, the only writer there can be; flags are enum
 * xc_db_flag, block_size (bytes, a power of 2 from 2048 to 65536, 0 for 8192)
 * counts when it is created.  With XC_DB_BACKEND_INMEMORY path is "" and
 * there are no transactions: for tests.  A child that is forked and does not
 * exec keeps the lock.  Expected: XC_DATABASE_LOCK_ERROR,
 * XC_DATABASE_NOT_FOUND_ERROR with XC_DB_OPEN, XC_DATABASE_CREATE_ERROR,
 * XC_DATABASE_OPENING_ERROR, XC_DATABASE_VERSION_ERROR.
 */
XC_CHECKED struct xc_writable *xc_writable_open(const char *path, int flags,
	int block_size, struct xc_error *err);

/*
 * Opens for writing what xapian-tcpsrv --writable serves; options NULL means
 * no time limit but 10 seconds to connect.  When a connection breaks, the
 * server COMMITS what it has got, inside a transaction too.  See
 * xc_database_open_tcp.
 */
XC_CHECKED struct xc_writable *xc_writable_open_tcp(const char *host,
	unsigned port, const struct xc_remote_options *options,
	struct xc_error *err);

/* Opens for writing what a program serves; options NULL means no time
 * limit.  See xc_database_open_program. */
XC_CHECKED struct xc_writable *xc_writable_open_program(const char *program,
	const char *args, const struct xc_remote_options *options,
	struct xc_error *err);

/*
 * The writer's database to read, uncommitted changes included; lent as long
 * as w lives.  Iterators over it do not survive a change.
 */
struct xc_database *xc_writable_database(struct xc_writable *w);

/*
 * Closes the database and frees w.  What was not committed is DISCARDED
 * (libxapian's own destructor would commit it and hide any failure), also
 * inside a transaction.  Whatever was made from w and still lives gets
 * XC_DATABASE_CLOSED_ERROR.
 */
void xc_writable_free(struct xc_writable *w);

/*
 * Makes the changes durable and visible to readers.  On failure it is not
 * known whether they will be there: free w, open anew and make changes that
 * can be repeated.  Happens by itself after every 10,000 changed documents,
 * or XAPIAN_FLUSH_THRESHOLD of the environment, outside transactions.  After
 * the rename that commits, libxapian does not sync the folder: who promises
 * durability to others calls fsync on it before saying so.  Expected:
 * XC_DATABASE_ERROR (disk full, I/O), XC_INVALID_OPERATION_ERROR inside a
 * transaction.
 */
XC_CHECKED enum xc_error_kind xc_writable_commit(
	struct xc_writable *w, struct xc_error *err);

/* Drops every change since the last commit, and any transaction; w can be
 * used on, except after XC_NO_MEMORY or XC_DATABASE_ERROR, which want a new
 * one.  Expected: XC_UNIMPLEMENTED_ERROR in memory. */
XC_CHECKED enum xc_error_kind xc_writable_discard(
	struct xc_writable *w, struct xc_error *err);

/*
 * Begins a transaction: the changes in it are committed together or not at
 * all.  flushed commits what is pending first and the transaction when it
 * ends; without it the transaction joins the pending changes, and cancelling
 * it drops those as well.  Transactions do not nest:
 * XC_INVALID_OPERATION_ERROR.
 */
XC_CHECKED enum xc_error_kind xc_writable_begin_transaction(
	struct xc_writable *w, bool flushed, struct xc_error *err);

/* Ends the transaction and, if it was flushed, commits; failures as for
 * xc_writable_commit. */
XC_CHECKED enum xc_error_kind xc_writable_commit_transaction(
	struct xc_writable *w, struct xc_error *err);

/* Ends the transaction and drops its changes. */
XC_CHECKED enum xc_error_kind xc_writable_cancel_transaction(
	struct xc_writable *w, struct xc_error *err);

/*
 * Adds the document under a new id and returns that; 0 on failure.  Any
 * failure drops ALL changes since the last commit, and later commits will
 * say XC_OK: test terms with xc_term_fits, and keep the batch until it is
 * committed.  The document may be changed and added again.  Expected:
 * XC_INVALID_ARGUMENT_ERROR (a term too long), XC_UNIMPLEMENTED_ERROR (data
 * over about 100 MB).
 */
XC_CHECKED uint32_t xc_writable_add_document(struct xc_writable *w,
	const struct xc_document *doc, struct xc_error *err);

/* Puts the document in the place of docid, or adds it under that id.
 * Failures as for xc_writable_add_document.  Keep ids dense: some tools need
 * memory by the greatest. */
XC_CHECKED enum xc_error_kind xc_writable_replace_document(
	struct xc_writable *w, uint32_t docid, const struct xc_document *doc,
	struct xc_error *err);

/*
 * Puts the document in the place of all documents that have the term, under
 * the least of their ids, or adds it; returns the id, 0 on failure.  The term
 * is a unique id of the caller's and has to be in the document too.  Failures
 * as for xc_writable_add_document; XC_INVALID_ARGUMENT_ERROR also for the
 * empty term.
 */
XC_CHECKED uint32_t xc_writable_replace_by_term(struct xc_writable *w,
	const char *term, size_t len, const struct xc_document *doc,
	struct xc_error *err);

/* Deletes one document.  Expected: XC_DOC_NOT_FOUND_ERROR, after which the
 * pending changes still stand. */
XC_CHECKED enum xc_error_kind xc_writable_delete_document(
	struct xc_writable *w, uint32_t docid, struct xc_error *err);

/* Deletes all documents that have the term, be there none or many.
 * Expected: XC_INVALID_ARGUMENT_ERROR for the empty term. */
XC_CHECKED enum xc_error_kind xc_writable_delete_by_term(
	struct xc_writable *w, const char *term, size_t len,
	struct xc_error *err);

/* Adds freq to the word's count in the spelling table.  A word over about
 * 240 bytes fails the commit, with all that is pending. */
XC_CHECKED enum xc_error_kind xc_writable_add_spelling(struct xc_writable *w,
	const char *word, size_t len, uint32_t freq, struct xc_error *err);

/* Takes freq from the word's count, down to none, which removes it. */
XC_CHECKED enum xc_error_kind xc_writable_remove_spelling(
	struct xc_writable *w, const char *word, size_t len, uint32_t freq,
	struct xc_error *err);

/* Makes synonym one of the term's synonyms, if it is not.  A term over about
 * 240 bytes fails the commit, with all that is pending. */
XC_CHECKED enum xc_error_kind xc_writable_add_synonym(struct xc_writable *w,
	struct xc_slice term, struct xc_slice synonym, struct xc_error *err);

/* Takes synonym from the term's synonyms, if it is one. */
XC_CHECKED enum xc_error_kind xc_writable_remove_synonym(
	struct xc_writable *w, struct xc_slice term, struct xc_slice synonym,
	struct xc_error *err);

/* Takes all synonyms from the term. */
XC_CHECKED enum xc_error_kind xc_writable_clear_synonyms(
	struct xc_writable *w, const char *term, size_t len,
	struct xc_error *err);

/*
 * Sets the metadata under the key; an empty value removes it.  Committed with
 * the documents.  Expected: XC_INVALID_ARGUMENT_ERROR for a key that is empty
 * or over about 240 bytes.
 */
XC_CHECKED enum xc_error_kind xc_writable_set_metadata(
	struct xc_writable *w, struct xc_slice key, struct xc_slice value,
	struct xc_error *err);

#ifdef __cplusplus
}
#endif

#endif
