/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A C binding of libxapian, the search engine library: databases, documents,
 * queries and matches, for any C program.  It adds no policy of its own; what
 * a term is and which fields there are is its caller's affair.
 *
 * Conventions, which the comments below do not repeat:
 *
 * Errors.  Nothing is thrown across this border.  A call that can fail
 * returns XC_OK or the kind of error, or a pointer that is NULL on failure,
 * or a document id that is 0 on failure, and takes a struct xc_error last,
 * which may be NULL.  The call always sets it: to XC_OK and "" when all went
 * well.  On failure whatever would have been handed out is NULL, 0 or empty.
 * Any call may give XC_NO_MEMORY; any that reads a database may give
 * XC_DATABASE_MODIFIED_ERROR (call xc_database_reopen and start the answer
 * again), XC_DATABASE_CORRUPT_ERROR, XC_DATABASE_ERROR,
 * XC_DATABASE_CLOSED_ERROR and, for a remote one, XC_NETWORK_ERROR and
 * XC_NETWORK_TIMEOUT_ERROR.  Comments name the other kinds to expect.
 *
 * Ownership.  A pointer that _new, _open, _copy and the like return is the
 * caller's, to be freed with the type's _free, which takes NULL.  Objects
 * that are given to others are shared with them, so that they may be freed
 * in any order; what is only lent says so.  A const char * that is returned
 * is lent, ends in a NUL beyond its length, and says until when it lives.
 *
 * Bytes.  A term, a value, a key or a document's data is any bytes, NUL
 * included, given as pointer and length, or as a struct xc_slice where a call
 * takes several; the pointer may be NULL when the length is 0.  Paths, hosts,
 * languages, fields, prefixes and names of schemes are terminated strings.
 * What libxapian itself cuts into words (xc_term_generator, xc_parser, the
 * snippet) is UTF-8.  Positions and lengths of documents count terms.
 *
 * Threads.  Objects made from one another share counts without locks: use
 * them from one thread.  Objects that have nothing in common are independent.
 */
#ifndef XAPIAN_C_H
#define XAPIAN_C_H

#include <xapian-c/base.h>
#include <xapian-c/database.h>
#include <xapian-c/writable.h>
#include <xapian-c/iterator.h>
#include <xapian-c/document.h>
#include <xapian-c/stem.h>
#include <xapian-c/term_generator.h>
#include <xapian-c/query.h>
#include <xapian-c/parser.h>
#include <xapian-c/rank.h>
#include <xapian-c/enquire.h>
#include <xapian-c/mset.h>

#endif
