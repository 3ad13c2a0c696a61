/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bytes: a slice borrows them, a strbuf owns and grows them up to a limit
 * that every user has to name, and an array grows by doubling.
 */
#ifndef SAIGA_STRBUF_H
#define SAIGA_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <saiga/status.h>

/* len bytes at p, borrowed, not terminated, NUL allowed; p may be NULL when
 * len is 0. */
struct saiga_slice {
	const char *p;
	size_t len;
};

#define SAIGA_SLICE_INIT { NULL, 0 }

/* The slice over a terminated string; NULL gives the empty slice. */
struct saiga_slice saiga_slice(const char *s);

/* The slice over len bytes at p. */
struct saiga_slice saiga_slice_of(const char *p, size_t len);

bool saiga_slice_equal(struct saiga_slice a, struct saiga_slice b);

/* Equal to the terminated string s, ASCII letters of both folded. */
bool saiga_slice_is(struct saiga_slice a, const char *s);

/* Orders by bytes, as memcmp does, the shorter first where one is a prefix
 * of the other. */
int saiga_slice_compare(struct saiga_slice a, struct saiga_slice b);

/* The slice without ASCII white space at its two ends. */
struct saiga_slice saiga_slice_trim(struct saiga_slice a);

/* Cuts the next line off *rest, without its end (LF, CRLF or a lone CR);
 * false when nothing is left. */
bool saiga_slice_line(struct saiga_slice *rest, struct saiga_slice *line);

/*
 * A growing string.  p always ends in a NUL that len does not count, except
 * that p is NULL while nothing was ever appended.  An append that would pass
 * max bytes or finds no memory leaves the buffer as it is and sets status,
 * after which every append does nothing: append freely, ask the status once.
 */
struct saiga_strbuf {
	char *p;
	size_t len;
	size_t cap;
	size_t max;
	enum saiga_status status; /* OK, NOMEM, or INVALID past max */
};

#define SAIGA_STRBUF_INIT(max) { NULL, 0, 0, (max), SAIGA_OK }

void saiga_strbuf_append(struct saiga_strbuf *b, const void *p, size_t len);
void saiga_strbuf_slice(struct saiga_strbuf *b, struct saiga_slice s);
void saiga_strbuf_str(struct saiga_strbuf *b, const char *s);
void saiga_strbuf_byte(struct saiga_strbuf *b, char c);
void saiga_strbuf_printf(struct saiga_strbuf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void saiga_strbuf_vprintf(struct saiga_strbuf *b, const char *format,
	va_list args) __attribute__((format(printf, 2, 0)));

/* Cuts the content down to its first len bytes; does nothing where it has no
 * more. */
void saiga_strbuf_cut(struct saiga_strbuf *b, size_t len);

/* Empties the buffer and its status; keeps the memory. */
void saiga_strbuf_reset(struct saiga_strbuf *b);

/* The content, borrowed until the next change. */
struct saiga_slice saiga_strbuf_view(const struct saiga_strbuf *b);

/* The content as a terminated string, "" when empty; borrowed likewise. */
const char *saiga_strbuf_cstr(const struct saiga_strbuf *b);

/* Reports a failed append through err; OK otherwise. */
SAIGA_CHECKED enum saiga_status saiga_strbuf_status(
	const struct saiga_strbuf *b, struct saiga_error *err);

void saiga_strbuf_dispose(struct saiga_strbuf *b);

/*
 * Makes room for need items of size bytes in the heap array *items, which
 * holds *cap; doubles, so that appending one by one is linear.  On failure
 * the array stays as it was.
 */
SAIGA_CHECKED enum saiga_status saiga_array_reserve(
	void *items, size_t *cap, size_t need, size_t size);

#endif
