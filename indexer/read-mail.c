/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads mails, files of many mails, and pages saved as MHTML, through gmime. */
#include "encoding.h"
#include "markup.h"
#include "reading.h"

#include <gmime/gmime.h>

#include <string.h>

#define PARTS_MAX 1000       /* of a mail that are looked at */
#define DEPTH_MAX 32         /* of parts within each other */
#define BOUNDARIES_MAX 20000 /* lines that may begin a part */
#define HEADERS_MAX 10000    /* lines of a header */
#define HEADER_BYTES_MAX 1000000

/* ---- parsing ------------------------------------------------------------- */

/* Whether the line goes on with a header: "Name: value", or white space. */
static bool
is_header_line(struct saiga_slice line)
{
	size_t n = 0;

	if (line.len > 0 && (line.p[0] == ' ' || line.p[0] == '\t'))
		return true;
	while (n < line.len && line.p[n] > ' ' && line.p[n] < 127 &&
		line.p[n] != ':')
		n++;
	return n > 0 && n < line.len && line.p[n] == ':';
}

/*
 * What would take gmime long, or much memory: many lines "--...", in each of
 * which it looks for the boundary of each part that is open; long headers.
 * Returns what is wrong, or NULL.
 */
static const char *
what_is_too_much(struct saiga_slice bytes)
{
	struct saiga_slice rest = bytes, line;
	size_t dashes = 0, headers = 0, header_bytes = 0;

	while (saiga_slice_line(&rest, &line)) {
		dashes += line.len > 1 && line.p[0] == '-' && line.p[1] == '-';
		if (is_header_line(line)) {
			headers++;
			header_bytes += line.len;
		} else
			headers = header_bytes = 0;
		if (dashes > BOUNDARIES_MAX)
			return "a mail of more parts than mails have";
		if (headers > HEADERS_MAX || header_bytes > HEADER_BYTES_MAX)
			return "a mail with a longer header than mails have";
	}
	return NULL;
}

/* A library prints nothing. */
static void
say_nothing(
	const char *domain, GLogLevelFlags level, const char *text, void *ctx)
{
	(void)domain;
	(void)level;
	(void)text;
	(void)ctx;
}

static enum saiga_status
parse(GMimeMessage **out, struct saiga_slice bytes, struct saiga_error *err)
{
	const char *wrong = what_is_too_much(bytes);
	GMimeStream *stream;
	GMimeParser *parser;

	if (bytes.len == 0)
		wrong = "no mail: no header";
	if (wrong != NULL)
		return saiga_error_set(err, SAIGA_FORMAT, "%s", wrong);
	g_mime_init();
	g_log_set_default_handler(say_nothing, NULL);
	stream = g_mime_stream_mem_new_with_buffer(bytes.p, bytes.len);
	parser = g_mime_parser_new_with_stream(stream);
	g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
	*out = g_mime_parser_construct_message(parser, NULL);
	g_object_unref(parser);
	g_object_unref(stream);
	return *out != NULL
		? SAIGA_OK
		: saiga_error_set(err, SAIGA_FORMAT, "no mail: no header");
}

/* ---- the header ---------------------------------------------------------- */

static void
set_line(struct draft *draft, enum saiga_field field, const char *value)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(1 << 20);

	saiga_utf8_repair(saiga_slice(value), &line);
	draft_set(draft, field, saiga_strbuf_view(&line), SAIGA_ORIGIN_MAIL);
	saiga_strbuf_dispose(&line);
}

static const char *
header_of(GMimeMessage *message, const char *name)
{
	return g_mime_object_get_header(GMIME_OBJECT(message), name);
}

/* "The Example Times <news.example.com>": RFC 2919, section 3. */
static void
set_list(struct draft *draft, GMimeMessage *message)
{
	const char *list = header_of(message, "List-Id");
	char *name, *open;

	if (list == NULL)
		return;
	name = g_mime_utils_header_decode_phrase(NULL, list);
	open = strrchr(name, '<');
	if (open != NULL) {
		*open = '\0';
		g_strdelimit(name, "\"", ' ');
		set_line(draft, SAIGA_FIELD_PUBLISHER, name);
	}
	g_free(name);
}

/* Who wrote it; of a newsletter, which one can unsubscribe from, its name is
 * the publisher's, else the domain is. */
static void
set_sender(struct draft *draft, GMimeMessage *message)
{
	InternetAddressList *from = g_mime_message_get_from(message);
	InternetAddress *first = from == NULL
		? NULL
		: internet_address_list_get_address(from, 0);
	const char *name, *address = NULL, *at;

	set_list(draft, message);
	if (first == NULL)
		return;
	name = internet_address_get_name(first);
	if (INTERNET_ADDRESS_IS_MAILBOX(first))
		address = internet_address_mailbox_get_addr(
			INTERNET_ADDRESS_MAILBOX(first));
	if (name != NULL && *name != '\0') {
		set_line(draft, SAIGA_FIELD_AUTHOR, name);
		if (header_of(message, "List-Unsubscribe") != NULL)
			set_line(draft, SAIGA_FIELD_PUBLISHER, name);
	} else if (address != NULL)
		set_line(draft, SAIGA_FIELD_AUTHOR, address);
	at = address == NULL ? NULL : strrchr(address, '@');
	if (at != NULL)
		set_line(draft, SAIGA_FIELD_PUBLISHER, at + 1);
}

/* "<https://example.com/x>": RFC 5064, section 2. */
static void
set_address(struct draft *draft, GMimeMessage *message)
{
	const char *value = header_of(message, "Archived-At");
	struct saiga_slice url;

	if (value == NULL)
		return;
	url = saiga_slice_trim(saiga_slice(value));
	if (url.len > 2 && url.p[0] == '<' && url.p[url.len - 1] == '>')
		url = saiga_slice_of(url.p + 1, url.len - 2);
	draft_set(draft, SAIGA_FIELD_URL, url, SAIGA_ORIGIN_MAIL);
}

static void
set_header(struct draft *draft, GMimeMessage *message)
{
	set_line(draft, SAIGA_FIELD_TITLE, g_mime_message_get_subject(message));
	set_line(draft, SAIGA_FIELD_DATE, header_of(message, "Date"));
	set_line(draft, SAIGA_FIELD_LANGUAGE,
		header_of(message, "Content-Language"));
	set_line(draft, SAIGA_FIELD_EXTERNAL_ID,
		g_mime_message_get_message_id(message));
	set_sender(draft, message);
	set_address(draft, message);
}

/* ---- parts --------------------------------------------------------------- */

/* The text parts found so far; borrowed from the message. */
struct found {
	GMimePart *plain, *html;
	unsigned parts;
};

static bool
is_attachment(GMimeObject *part)
{
	GMimeContentDisposition *how =
		g_mime_object_get_content_disposition(part);

	return how != NULL && g_mime_content_disposition_is_attachment(how);
}

/* Looks for the first part of plain text and of HTML, outermost first, the
 * mails that are forwarded in it too. */
static void
find_parts(struct found *found, GMimeObject *object, unsigned depth)
{
	GMimeContentType *type = g_mime_object_get_content_type(object);
	int i, n;

	if (depth > DEPTH_MAX || ++found->parts > PARTS_MAX ||
		is_attachment(object))
		return;
	if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *inner = g_mime_message_part_get_message(
			GMIME_MESSAGE_PART(object));

		if (inner != NULL && inner->mime_part != NULL)
			find_parts(found, inner->mime_part, depth + 1);
	} else if (GMIME_IS_MULTIPART(object)) {
		n = g_mime_multipart_get_count(GMIME_MULTIPART(object));
		for (i = 0; i < n && found->parts <= PARTS_MAX; i++)
			find_parts(found,
				g_mime_multipart_get_part(
					GMIME_MULTIPART(object), i),
				depth + 1);
	} else if (GMIME_IS_PART(object)) {
		if (found->html == NULL &&
			(g_mime_content_type_is_type(type, "text", "html") ||
				g_mime_content_type_is_type(
					type, "application", "xhtml+xml")))
			found->html = GMIME_PART(object);
		else if (found->plain == NULL &&
			g_mime_content_type_is_type(type, "text", "plain"))
			found->plain = GMIME_PART(object);
	}
}

/* Appends the part's bytes, without their transfer encoding. */
static void
append_part(GMimePart *part, struct saiga_strbuf *out)
{
	GMimeDataWrapper *content = g_mime_part_get_content(part);
	GMimeStream *stream;
	GByteArray *bytes;

	if (content == NULL)
		return;
	stream = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, stream);
	bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(stream));
	saiga_strbuf_append(out, bytes->data, bytes->len);
	g_object_unref(stream);
}

static struct saiga_slice
charset_of(GMimePart *part)
{
	return saiga_slice(g_mime_object_get_content_type_parameter(
		GMIME_OBJECT(part), "charset"));
}

/* Appends the part's text as UTF-8. */
static enum saiga_status
decode_part(GMimePart *part, struct saiga_strbuf *out, struct saiga_error *err)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(MAIL_MAX);
	char name[ENCODING_NAME_MAX];
	enum saiga_status status;
	size_t replaced = 0;

	append_part(part, &bytes);
	encoding_of_page(name, saiga_strbuf_view(&bytes), charset_of(part));
	status = encoding_convert(
		out, saiga_strbuf_view(&bytes), name, &replaced, err);
	saiga_strbuf_dispose(&bytes);
	return status;
}

/* ---- the readers --------------------------------------------------------- */

static enum saiga_status
read_parts(
	struct draft *draft, const struct found *found, struct saiga_error *err)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(3 * MAIL_MAX);
	GMimePart *part = found->html != NULL ? found->html : found->plain;
	enum saiga_status status = SAIGA_OK;

	if (found->parts > PARTS_MAX)
		draft_warn(draft, "more than %d parts: the rest is left out",
			PARTS_MAX);
	if (part == NULL)
		return SAIGA_OK;
	status = decode_part(part, &text, err);
	if (status == SAIGA_OK && part == found->html)
		status = html_read_fragment(
			draft, saiga_strbuf_view(&text), err);
	else if (status == SAIGA_OK &&
		markup_text(draft, saiga_strbuf_view(&text), MARKUP_ALONE) !=
			SAIGA_OK)
		status = saiga_error_nomem(err);
	saiga_strbuf_dispose(&text);
	return status;
}

enum saiga_status
read_mail(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err)
{
	struct found found = { .parts = 0 };
	GMimeMessage *message = NULL;
	enum saiga_status status = parse(&message, bytes, err);

	if (status != SAIGA_OK)
		return status;
	set_header(draft, message);
	if (message->mime_part != NULL)
		find_parts(&found, message->mime_part, 0);
	status = read_parts(draft, &found, err);
	g_object_unref(message);
	return status;
}

/* RFC 2557: the page is the first part of HTML, and tells its address. */
enum saiga_status
read_mhtml(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err)
{
	struct saiga_strbuf page = SAIGA_STRBUF_INIT(MAIL_MAX);
	struct found found = { .parts = 0 };
	GMimeMessage *message = NULL;
	enum saiga_status status = parse(&message, bytes, err);

	if (status != SAIGA_OK)
		return status;
	if (message->mime_part != NULL)
		find_parts(&found, message->mime_part, 0);
	if (found.html == NULL)
		status = saiga_error_set(
			err, SAIGA_FORMAT, "no page of HTML in it");
	else {
		const char *url = g_mime_object_get_header(
			GMIME_OBJECT(found.html), "Content-Location");
		struct html_context context = { charset_of(found.html),
			saiga_slice(url) };

		append_part(found.html, &page);
		status = html_read_page(
			draft, saiga_strbuf_view(&page), &context, err);
		draft_set(draft, SAIGA_FIELD_URL, context.url,
			SAIGA_ORIGIN_ARCHIVE);
		set_line(draft, SAIGA_FIELD_TITLE,
			g_mime_message_get_subject(message));
	}
	saiga_strbuf_dispose(&page);
	g_object_unref(message);
	return status;
}

/* ---- files of many mails ------------------------------------------------- */

static bool
begins(struct saiga_slice line, const char *with)
{
	size_t n = strlen(with);

	return line.len >= n && memcmp(line.p, with, n) == 0;
}

/* RFC 4155, and the variant that puts ">" before lines like the one between
 * two mails. */
static void
append_line(struct saiga_strbuf *mail, struct saiga_slice line)
{
	size_t quotes = 0;

	while (quotes < line.len && line.p[quotes] == '>')
		quotes++;
	if (quotes > 0 &&
		begins(saiga_slice_of(line.p + quotes, line.len - quotes),
			"From "))
		line = saiga_slice_of(line.p + 1, line.len - 1);
	saiga_strbuf_slice(mail, line);
	saiga_strbuf_byte(mail, '\n');
}

static enum saiga_status
hand_mail(struct reading *r, struct part *part, struct saiga_strbuf *mail)
{
	enum saiga_status status = SAIGA_OK;

	if (mail->len > 0 || mail->status != SAIGA_OK) {
		part->number++;
		status = mail->status == SAIGA_OK
			? reading_record(r, reader_for("a.eml"), part,
				  saiga_strbuf_view(mail))
			: reading_problem(r, part, SAIGA_FORMAT,
				  "longer than a mail is read");
	}
	saiga_strbuf_reset(mail);
	return status;
}

enum saiga_status
split_mbox(struct reading *r, struct source *source, struct saiga_error *err)
{
	struct saiga_strbuf mail = SAIGA_STRBUF_INIT(MAIL_MAX);
	struct part part = { .unit = "mail", .number = 0 };
	enum saiga_status status = SAIGA_OK;
	bool blank = true;

	(void)err; /* of the source: read_many tells it */
	while (status == SAIGA_OK && source_line(source)) {
		struct saiga_slice line = saiga_strbuf_view(&source->record);

		if (blank && begins(line, "From "))
			status = hand_mail(r, &part, &mail);
		else
			append_line(&mail, line);
		blank = saiga_slice_trim(line).len == 0;
	}
	if (status == SAIGA_OK)
		status = hand_mail(r, &part, &mail);
	saiga_strbuf_dispose(&mail);
	return status;
}

/* ---- what they begin with ------------------------------------------------ */

/* Whether the first line is a header's that mails begin with. */
static bool
is_header(struct saiga_slice head)
{
	static const char *const names[] = { "return-path:", "received:",
		"delivered-to:", "mime-version:", "message-id:", "x-mozilla-",
		"dkim-signature:", "from:", "arc-seal:" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (saiga_slice_is(
			    saiga_utf8_cut(head, strlen(names[i])), names[i]))
			return true;
	return false;
}

/* Whether one of the head's lines begins so. */
static bool
has_line(struct saiga_slice head, const char *with)
{
	struct saiga_slice line;

	while (saiga_slice_line(&head, &line) && line.len > 0)
		if (saiga_slice_is(saiga_utf8_cut(line, strlen(with)), with))
			return true;
	return false;
}

bool
is_mail(struct saiga_slice head)
{
	return is_header(head) && has_line(head, "from:") &&
		has_line(head, "date:") && has_line(head, "subject:");
}

bool
is_mhtml(struct saiga_slice head)
{
	return is_header(head) &&
		has_line(head, "content-type: multipart/related") &&
		(has_line(head, "snapshot-content-location:") ||
			has_line(head, "from: <saved by") ||
			has_line(head, "from: \"saved by") ||
			has_line(head, "x-mimeole:"));
}

bool
is_mbox(struct saiga_slice head)
{
	struct saiga_slice line, rest = head;

	return begins(head, "From ") && saiga_slice_line(&rest, &line) &&
		(has_line(rest, "from:") || has_line(rest, "date:"));
}
