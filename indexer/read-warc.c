/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads WARC files (ISO 28500:2017): the pages that were fetched. */
#include "reading.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define HEADER_LINES 1000 /* of a record, or of an HTTP response */
#define VALUE_MAX 8192

/* What of its headers is asked for. */
struct record {
	struct saiga_strbuf type, id, url, media;
	uint64_t length;
	bool has_length;
	bool lost; /* there was something else before a record */
	/* of the HTTP response in it */
	struct saiga_strbuf http_media, encoding, transfer;
	int code;
};

static void
record_each(struct record *record, void (*fn)(struct saiga_strbuf *))
{
	fn(&record->type);
	fn(&record->id);
	fn(&record->url);
	fn(&record->media);
	fn(&record->http_media);
	fn(&record->encoding);
	fn(&record->transfer);
}

static void
limit(struct saiga_strbuf *b)
{
	b->max = VALUE_MAX;
}

/* ---- header lines -------------------------------------------------------- */

/* Cuts "Name: value" into its two. */
static bool
cut(struct saiga_slice line, struct saiga_slice *name,
	struct saiga_slice *value)
{
	const char *colon =
		line.len == 0 ? NULL : memchr(line.p, ':', line.len);

	if (colon == NULL)
		return false;
	*name = saiga_slice_of(line.p, (size_t)(colon - line.p));
	*value = saiga_slice_trim(saiga_slice_of(
		colon + 1, (size_t)(line.p + line.len - colon - 1)));
	return true;
}

static void
keep(struct saiga_strbuf *out, struct saiga_slice value)
{
	saiga_strbuf_reset(out);
	if (value.len >= 2 && value.p[0] == '<' &&
		value.p[value.len - 1] == '>')
		value = saiga_slice_of(value.p + 1, value.len - 2);
	saiga_strbuf_slice(out, value);
}

static void
take_warc_line(struct record *record, struct saiga_slice line)
{
	struct saiga_slice name, value;

	if (!cut(line, &name, &value))
		return;
	if (saiga_slice_is(name, "WARC-Type"))
		keep(&record->type, value);
	else if (saiga_slice_is(name, "WARC-Record-ID"))
		keep(&record->id, value);
	else if (saiga_slice_is(name, "WARC-Target-URI"))
		keep(&record->url, value);
	else if (saiga_slice_is(name, "Content-Type"))
		keep(&record->media, value);
	else if (saiga_slice_is(name, "Content-Length") && value.len > 0 &&
		value.len < 19 && isdigit((unsigned char)value.p[0])) {
		record->length = strtoull(value.p, NULL, 10);
		record->has_length = true;
	}
}

static void
take_http_line(struct record *record, struct saiga_slice line)
{
	struct saiga_slice name, value;

	if (!cut(line, &name, &value))
		return;
	if (saiga_slice_is(name, "Content-Type"))
		keep(&record->http_media, value);
	else if (saiga_slice_is(name, "Content-Encoding"))
		keep(&record->encoding, value);
	else if (saiga_slice_is(name, "Transfer-Encoding"))
		keep(&record->transfer, value);
}

static bool
begins_record(struct saiga_slice line)
{
	return line.len > 5 && memcmp(line.p, "WARC/", 5) == 0;
}

/* Reads a record's header from its first line on.  *more: there is one. */
static enum saiga_status
read_header(struct record *record, struct source *source, bool *more,
	struct saiga_error *err)
{
	unsigned lines = 0;

	record_each(record, saiga_strbuf_reset);
	record->has_length = false;
	/* Blank lines stand behind a record, and in a damaged file anything. */
	while ((*more = source_line(source)) &&
		!begins_record(saiga_strbuf_view(&source->record)))
		record->lost |=
			saiga_slice_trim(saiga_strbuf_view(&source->record))
				.len > 0;
	if (!*more)
		return SAIGA_OK;
	while (source_line(source) && lines++ < HEADER_LINES) {
		struct saiga_slice line =
			saiga_slice_trim(saiga_strbuf_view(&source->record));

		if (line.len == 0)
			return record->has_length
				? SAIGA_OK
				: saiga_error_set(err, SAIGA_FORMAT,
					  "damaged: a record without a length");
		take_warc_line(record, line);
	}
	return saiga_error_set(
		err, SAIGA_FORMAT, "damaged: it ends in a record's header");
}

/* ---- HTTP ---------------------------------------------------------------- */

/* Takes the response's header off; RFC 9112, section 2.1. */
static bool
take_http_header(struct record *record, struct saiga_slice *block)
{
	struct saiga_slice line;
	const char *space;
	unsigned n = 0;

	if (!saiga_slice_line(block, &line) || line.len < 12 ||
		memcmp(line.p, "HTTP/", 5) != 0)
		return false;
	space = memchr(line.p, ' ', line.len);
	record->code = space == NULL ? 0 : atoi(space);
	while (n++ < HEADER_LINES && saiga_slice_line(block, &line)) {
		if (line.len == 0)
			break;
		take_http_line(record, line);
	}
	return true;
}

/* Puts chunks together: RFC 9112, section 7.1.  What was put together already
 * while the header still says otherwise stays as it is. */
static void
join_chunks(struct saiga_slice body, struct saiga_strbuf *out)
{
	struct saiga_slice rest = body, line;

	while (saiga_slice_line(&rest, &line)) {
		char *end;
		unsigned long long n;

		if (line.len == 0)
			continue;
		/* The line's end stands behind it: no digit. */
		n = isxdigit((unsigned char)*line.p)
			? strtoull(line.p, &end, 16)
			: 0;
		if (n == 0)
			break;
		if (n > rest.len)
			n = rest.len;
		saiga_strbuf_append(out, rest.p, (size_t)n);
		rest.p += n;
		rest.len -= (size_t)n;
	}
	if (out->len == 0)
		saiga_strbuf_slice(out, body);
}

/* ---- records ------------------------------------------------------------- */

/* The name of a file of that media type that is read; NULL for others. */
static const char *
name_of_media(struct saiga_slice media)
{
	static const struct {
		const char *media, *name;
	} names[] = {
		{ "text/html", "a.html" },
		{ "application/xhtml+xml", "a.html" },
		{ "application/pdf", "a.pdf" },
		{ "application/rss+xml", "a.rss" },
		{ "application/atom+xml", "a.atom" },
		{ "application/feed+json", "a.json" },
	};
	size_t i, n = 0;

	while (n < media.len && media.p[n] != ';' && media.p[n] != ' ')
		n++;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (saiga_slice_is(saiga_slice_of(media.p, n), names[i].media))
			return names[i].name;
	return NULL;
}

/* "text/html; charset=utf-8" */
static struct saiga_slice
charset_of(struct saiga_slice media)
{
	size_t i;

	for (i = 0; i + 8 < media.len; i++)
		if (saiga_slice_is(
			    saiga_slice_of(media.p + i, 8), "charset=")) {
			struct saiga_slice found = saiga_slice_of(
				media.p + i + 8, media.len - i - 8);
			size_t n = 0;

			if (found.p[0] == '"' || found.p[0] == '\'') {
				found.p++;
				found.len--;
			}
			while (n < found.len &&
				strchr(";\"' ", found.p[n]) == NULL)
				n++;
			found.len = n;
			return found;
		}
	return saiga_slice("");
}

/* Reads the body of a page, or of another file. */
static enum saiga_status
read_body(struct reading *r, const struct record *record,
	const struct part *part, struct saiga_slice media,
	struct saiga_slice body)
{
	struct given *given = &r->draft.given;
	struct source source;
	struct saiga_error err = SAIGA_ERROR_INIT;
	enum saiga_status status = source_init(&source, &err);
	const char *name = name_of_media(media);

	if (status == SAIGA_OK && name != NULL && body.len > 0) {
		given->address = saiga_strbuf_view(&record->url);
		given->charset = charset_of(media);
		source_slice(&source, &body);
		status = reading_part(r, part, name, &source);
		given->address = given->charset = saiga_slice("");
	} else if (status == SAIGA_OK)
		status = reading_problem(r, part, SAIGA_UNSUPPORTED, "");
	source_dispose(&source);
	return status;
}

static enum saiga_status
read_response(struct reading *r, struct record *record, const struct part *part,
	struct saiga_slice block)
{
	struct saiga_strbuf joined = SAIGA_STRBUF_INIT(READING_BLOCK_MAX);
	struct saiga_slice body = block;
	enum saiga_status status;

	if (!take_http_header(record, &body))
		return reading_problem(
			r, part, SAIGA_FORMAT, "no response of HTTP");
	if (record->code != 200)
		return reading_problem(r, part, SAIGA_UNSUPPORTED, "");
	if (saiga_slice_is(saiga_strbuf_view(&record->transfer), "chunked")) {
		join_chunks(body, &joined);
		body = saiga_strbuf_view(&joined);
	}
	/* gzip is seen by how the body begins. */
	if (saiga_slice_is(saiga_strbuf_view(&record->encoding), "br"))
		status = reading_problem(r, part, SAIGA_UNSUPPORTED,
			"compressed by brotli, which is not read");
	else
		status = read_body(r, record, part,
			saiga_strbuf_view(&record->http_media), body);
	saiga_strbuf_dispose(&joined);
	return status;
}

static bool
is_kind(const struct saiga_strbuf *value, const char *kind)
{
	return saiga_slice_is(
		saiga_utf8_cut(saiga_strbuf_view(value), strlen(kind)), kind);
}

/* Reads what is in the record at hand. */
static enum saiga_status
read_record(struct reading *r, struct record *record, struct source *source,
	struct saiga_strbuf *block, uint64_t number)
{
	struct part part = { .id = saiga_strbuf_view(&record->id),
		.unit = "record",
		.number = number };
	bool is_response = is_kind(&record->type, "response") &&
		is_kind(&record->media, "application/http");
	bool is_wanted = is_response || is_kind(&record->type, "resource");
	uint64_t length = record->length, taken, want = length;

	saiga_strbuf_reset(block);
	if (!is_wanted)
		want = 0;
	else if (want > READING_BLOCK_MAX)
		want = READING_BLOCK_MAX;
	taken = source_take(source, want, block);
	taken += source_take(source, length - taken, NULL);
	if (taken < length)
		return reading_problem(r, &part, SAIGA_FORMAT,
			"damaged: it ends before the length that it tells");
	if (block->status == SAIGA_NOMEM)
		return reading_problem(r, &part, SAIGA_NOMEM, "out of memory");
	if (!is_wanted)
		return SAIGA_OK;
	return is_response
		? read_response(r, record, &part, saiga_strbuf_view(block))
		: read_body(r, record, &part, saiga_strbuf_view(&record->media),
			  saiga_strbuf_view(block));
}

enum saiga_status
split_warc(struct reading *r, struct source *source, struct saiga_error *err)
{
	struct saiga_strbuf block = SAIGA_STRBUF_INIT(READING_BLOCK_MAX);
	struct record record;
	enum saiga_status status;
	uint64_t number = 0;
	bool more;

	memset(&record, 0, sizeof(record));
	record_each(&record, limit);
	do {
		status = read_header(&record, source, &more, err);
		if (status == SAIGA_OK && more)
			status = read_record(
				r, &record, source, &block, ++number);
	} while (status == SAIGA_OK && more);
	if (status == SAIGA_OK && number == 0)
		status = saiga_error_set(
			err, SAIGA_FORMAT, "damaged: no record of WARC in it");
	if (status == SAIGA_OK && record.lost)
		status = saiga_error_set(err, SAIGA_FORMAT,
			"damaged: records do not end where they say; those "
			"found were read");
	record_each(&record, saiga_strbuf_dispose);
	saiga_strbuf_dispose(&block);
	return status;
}

bool
is_warc(struct saiga_slice head)
{
	return begins_record(head);
}
