/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every part of the binding needs: errors, bytes, versions and limits.
 * Included by <xapian-c.h>, which says the conventions. */
#ifndef XAPIAN_C_BASE_H
#define XAPIAN_C_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define XC_CHECKED __attribute__((warn_unused_result))
#else
#define XC_CHECKED
#endif

struct xc_database;
struct xc_writable;
struct xc_document;
struct xc_term_iter;
struct xc_posting_iter;
struct xc_position_iter;
struct xc_value_iter;
struct xc_stem;
struct xc_stopper;
struct xc_term_generator;
struct xc_query;
struct xc_posting_source;
struct xc_parser;
struct xc_range_processor;
struct xc_field_processor;
struct xc_enquire;
struct xc_weight;
struct xc_key_maker;
struct xc_match_spy;
struct xc_rset;
struct xc_mset;
struct xc_eset;

/* What went wrong: libxapian's own classes of error, in the order of its
 * header, then what is not an error of libxapian's. */
enum xc_error_kind {
	XC_OK,
	XC_ASSERTION_ERROR,
	XC_INVALID_ARGUMENT_ERROR,
	XC_INVALID_OPERATION_ERROR,
	XC_UNIMPLEMENTED_ERROR,
	XC_DATABASE_ERROR,
	XC_DATABASE_CORRUPT_ERROR,
	XC_DATABASE_CREATE_ERROR,
	XC_DATABASE_LOCK_ERROR,
	XC_DATABASE_MODIFIED_ERROR,
	XC_DATABASE_OPENING_ERROR,
	XC_DATABASE_VERSION_ERROR,
	XC_DOC_NOT_FOUND_ERROR,
	XC_FEATURE_UNAVAILABLE_ERROR,
	XC_INTERNAL_ERROR,
	XC_NETWORK_ERROR,
	XC_NETWORK_TIMEOUT_ERROR,
	XC_QUERY_PARSER_ERROR,
	XC_SERIALISATION_ERROR,
	XC_RANGE_ERROR,
	XC_WILDCARD_ERROR,
	XC_DATABASE_NOT_FOUND_ERROR,
	XC_DATABASE_CLOSED_ERROR,
	XC_NO_MEMORY,          /* std::bad_alloc */
	XC_CALLBACK_ERROR,     /* a function of the caller's returned not 0 */
	XC_STD_EXCEPTION,      /* any other std::exception */
	XC_UNKNOWN_EXCEPTION,  /* anything else that was thrown */
	XC_ERROR_KIND_COUNT
};

#define XC_ERROR_MESSAGE_MAX 256

/* An error, in the caller's own storage.  The message says what happened in
 * English and may quote terms, paths and hosts; it is cut to fit at the end
 * of a UTF-8 character and never holds the kind's name. */
struct xc_error {
	enum xc_error_kind kind;
	char message[XC_ERROR_MESSAGE_MAX];
};

#define XC_ERROR_INIT { XC_OK, "" }

/* The name libxapian gives to the class, such as "DatabaseLockError", or ours
 * for the rest ("OK", "NoMemory", ...); a static string, never NULL. */
const char *xc_error_kind_name(enum xc_error_kind kind);

/* The kind with that name; XC_UNKNOWN_EXCEPTION if there is none. */
enum xc_error_kind xc_error_kind_from_name(const char *name);

/* Bytes lent for the length of a call. */
struct xc_slice {
	const char *data;
	size_t len;
};

/* The slice of len bytes at data. */
static inline struct xc_slice
xc_slice_of(const char *data, size_t len)
{
	struct xc_slice slice = { data, len };

	return slice;
}

/* The slice of a terminated string. */
static inline struct xc_slice
xc_slice_str(const char *s)
{
	return xc_slice_of(s, strlen(s));
}

/*
 * Bytes that the holder owns.  Begin with XC_BYTES_INIT.  A call that fills
 * one frees what it held before, so the same one can be used in a loop; on
 * success data is never NULL and data[len] is a NUL; on failure it is
 * { NULL, 0 }.
 */
struct xc_bytes {
	char *data;
	size_t len;
};

#define XC_BYTES_INIT { NULL, 0 }

/* Makes out a copy of len bytes at data: how callbacks hand bytes back. */
XC_CHECKED enum xc_error_kind xc_bytes_set(
	struct xc_bytes *out, const char *data, size_t len);

/* Frees the bytes and leaves XC_BYTES_INIT. */
void xc_bytes_dispose(struct xc_bytes *bytes);

/* The version of the libxapian that runs, such as "1.4.22"; static. */
const char *xc_xapian_version(void);

/* A term's greatest length in bytes, where a NUL counts as two. */
#define XC_TERM_MAX 245

/* No value slot: to switch collapsing off. */
#define XC_NO_SLOT UINT32_MAX

/*
 * True if a local database can store the term: not empty and at most
 * XC_TERM_MAX bytes.  Ask before adding a document: a term that does not fit
 * fails only then (or, for NULs, at the commit), and takes every change since
 * the last commit with it.
 */
bool xc_term_fits(const char *term, size_t len);

/* How to open; combine an action, a backend and options with |. */
enum xc_db_flag {
	XC_DB_CREATE_OR_OPEN = 0x00,      /* writable: the default */
	XC_DB_CREATE_OR_OVERWRITE = 0x01,
	XC_DB_CREATE = 0x02,
	XC_DB_OPEN = 0x03,
	XC_DB_NO_SYNC = 0x04,      /* survives a crash, not a power cut */
	XC_DB_FULL_SYNC = 0x08,
	XC_DB_DANGEROUS = 0x10,    /* in place: any crash destroys it */
	XC_DB_NO_TERMLIST = 0x20,  /* no term lists: smaller, no updates */
	XC_DB_RETRY_LOCK = 0x40,   /* wait for another writer to finish */
	XC_DB_BACKEND_GLASS = 0x100,
	XC_DB_BACKEND_STUB = 0x300,
	XC_DB_BACKEND_INMEMORY = 0x400
};

/* What xc_database_check does and reports. */
enum xc_check_flag {
	XC_CHECK_SHORT_TREE = 1,
	XC_CHECK_FULL_TREE = 2,
	XC_CHECK_SHOW_FREELIST = 4,
	XC_CHECK_SHOW_STATS = 8
};

/* What xc_database_compact does; one level and options, combined with |. */
enum xc_compact_flag {
	XC_COMPACT_STANDARD = 0,   /* does not split items needlessly */
	XC_COMPACT_FULL = 1,       /* splits them where that saves room */
	XC_COMPACT_FULLER = 2,     /* for a database never changed again */
	XC_COMPACT_NO_RENUMBER = 4,
	XC_COMPACT_MULTIPASS = 8,  /* faster for more than three shards */
	XC_COMPACT_SINGLE_FILE = 16
};

/* For xc_database_document: do not look whether the document is there. */
enum xc_doc_flag {
	XC_DOC_ASSUME_VALID = 1
};

#ifdef __cplusplus
}
#endif

#endif
