/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Slices, growing strings and growing arrays. */
#include <saiga/strbuf.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct saiga_slice
saiga_slice(const char *s)
{
	return saiga_slice_of(s, s == NULL ? 0 : strlen(s));
}

struct saiga_slice
saiga_slice_of(const char *p, size_t len)
{
	struct saiga_slice slice = { p, len };

	return slice;
}

bool
saiga_slice_equal(struct saiga_slice a, struct saiga_slice b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

static char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
saiga_slice_is(struct saiga_slice a, const char *s)
{
	size_t i;

	for (i = 0; i < a.len && s[i] != '\0'; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(s[i]))
			return false;
	return i == a.len && s[i] == '\0';
}

int
saiga_slice_compare(struct saiga_slice a, struct saiga_slice b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int order = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (order != 0)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct saiga_slice
saiga_slice_trim(struct saiga_slice a)
{
	while (a.len > 0 && is_space(a.p[0])) {
		a.p++;
		a.len--;
	}
	while (a.len > 0 && is_space(a.p[a.len - 1]))
		a.len--;
	return a;
}

bool
saiga_slice_line(struct saiga_slice *rest, struct saiga_slice *line)
{
	size_t n = 0;

	if (rest->len == 0)
		return false;
	while (n < rest->len && rest->p[n] != '\n' && rest->p[n] != '\r')
		n++;
	*line = saiga_slice_of(rest->p, n);
	if (n + 1 < rest->len && rest->p[n] == '\r' && rest->p[n + 1] == '\n')
		n++;
	if (n < rest->len)
		n++;
	rest->p += n;
	rest->len -= n;
	return true;
}

enum saiga_status
saiga_array_reserve(void *items, size_t *cap, size_t need, size_t size)
{
	size_t grown = *cap == 0 ? 16 : *cap;
	void *old, *p;

	if (need <= *cap)
		return SAIGA_OK;
	while (grown < need) {
		if (grown > SIZE_MAX / 2)
			return SAIGA_NOMEM;
		grown *= 2;
	}
	if (grown > SIZE_MAX / size)
		return SAIGA_NOMEM;
	/* The array's own type is the caller's: its pointer goes by memcpy. */
	memcpy(&old, items, sizeof(old));
	p = realloc(old, grown * size);
	if (p == NULL)
		return SAIGA_NOMEM;
	memcpy(items, &p, sizeof(p));
	*cap = grown;
	return SAIGA_OK;
}

/* Room for len more bytes and the NUL. */
static bool
reserve(struct saiga_strbuf *b, size_t len)
{
	if (b->status != SAIGA_OK)
		return false;
	if (len > b->max || b->len > b->max - len)
		b->status = SAIGA_INVALID;
	else
		b->status = saiga_array_reserve(
			&b->p, &b->cap, b->len + len + 1, 1);
	return b->status == SAIGA_OK;
}

void
saiga_strbuf_append(struct saiga_strbuf *b, const void *p, size_t len)
{
	if (!reserve(b, len))
		return;
	if (len > 0)
		memcpy(b->p + b->len, p, len);
	b->len += len;
	b->p[b->len] = '\0';
}

void
saiga_strbuf_slice(struct saiga_strbuf *b, struct saiga_slice s)
{
	saiga_strbuf_append(b, s.p, s.len);
}

void
saiga_strbuf_str(struct saiga_strbuf *b, const char *s)
{
	saiga_strbuf_append(b, s, strlen(s));
}

void
saiga_strbuf_byte(struct saiga_strbuf *b, char c)
{
	saiga_strbuf_append(b, &c, 1);
}

void
saiga_strbuf_vprintf(struct saiga_strbuf *b, const char *format, va_list args)
{
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (n < 0 || !reserve(b, (size_t)n))
		return;
	vsnprintf(b->p + b->len, (size_t)n + 1, format, args);
	b->len += (size_t)n;
}

void
saiga_strbuf_printf(struct saiga_strbuf *b, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	saiga_strbuf_vprintf(b, format, args);
	va_end(args);
}

void
saiga_strbuf_cut(struct saiga_strbuf *b, size_t len)
{
	if (len >= b->len)
		return;
	b->len = len;
	b->p[len] = '\0';
}

void
saiga_strbuf_reset(struct saiga_strbuf *b)
{
	b->len = 0;
	b->status = SAIGA_OK;
	if (b->p != NULL)
		b->p[0] = '\0';
}

struct saiga_slice
saiga_strbuf_view(const struct saiga_strbuf *b)
{
	return saiga_slice_of(b->p, b->len);
}

const char *
saiga_strbuf_cstr(const struct saiga_strbuf *b)
{
	return b->p == NULL ? "" : b->p;
}

enum saiga_status
saiga_strbuf_status(const struct saiga_strbuf *b, struct saiga_error *err)
{
	if (b->status == SAIGA_NOMEM)
		return saiga_error_nomem(err);
	if (b->status != SAIGA_OK)
		return saiga_error_set(err, b->status,
			"more than %zu bytes where no more are allowed",
			b->max);
	return SAIGA_OK;
}

void
saiga_strbuf_dispose(struct saiga_strbuf *b)
{
	free(b->p);
	b->p = NULL;
	b->len = b->cap = 0;
}
