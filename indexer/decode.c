/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a text's bytes to UTF-8. */
#include "reader.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

/* A text of which one byte in so many is no UTF-8 is in another encoding, and
 * what can be read of it is rubbish. */
#define REPLACED_SHARE 10

/* So many bytes have one that is NUL, at least, in UTF-16: as ASCII's signs
 * and spaces between words are. */
#define UTF16_SHARE 40

static bool
begins_with(struct saiga_slice bytes, const char *mark, size_t len)
{
	return bytes.len >= len && memcmp(bytes.p, mark, len) == 0;
}

/* The kind of UTF-16 that the bytes are, or NULL.  Without a byte order mark
 * every space tells: half of it is NUL, always the same one. */
static const char *
utf16_charset(struct saiga_slice bytes)
{
	size_t nuls[2] = { 0, 0 }, n = bytes.len < 4096 ? bytes.len : 4096, i;

	if (begins_with(bytes, "\xff\xfe", 2) ||
		begins_with(bytes, "\xfe\xff", 2))
		return "UTF-16";
	for (i = 0; i < n; i++)
		nuls[i % 2] += bytes.p[i] == '\0';
	if (nuls[0] > 0 && nuls[1] > 0)
		return NULL;
	if (nuls[0] + nuls[1] <= n / UTF16_SHARE)
		return NULL;
	return nuls[0] > 0 ? "UTF-16BE" : "UTF-16LE";
}

/* Converts UTF-16 to UTF-8; *replaced is how often there was half a
 * character. */
static enum saiga_status
convert_utf16(const char *charset, struct saiga_slice bytes,
	struct saiga_strbuf *out, size_t *replaced, struct saiga_error *err)
{
	iconv_t cd = iconv_open("UTF-8", charset);
	char buffer[4096], *from = (char *)(uintptr_t)bytes.p;
	size_t left = bytes.len;

	if (cd == (iconv_t)-1)
		return saiga_error_set(err, SAIGA_UNSUPPORTED,
			"UTF-16 cannot be read here: convert it to UTF-8");
	while (left > 0) {
		char *to = buffer;
		size_t room = sizeof(buffer);
		size_t n = iconv(cd, &from, &left, &to, &room);

		saiga_strbuf_append(out, buffer, sizeof(buffer) - room);
		if (n != (size_t)-1 || errno == E2BIG)
			continue;
		/* Half a pair: leave it out and go on. */
		saiga_utf8_append(out, SAIGA_REPLACEMENT);
		++*replaced;
		from += left < 2 ? left : 2;
		left -= left < 2 ? left : 2;
	}
	iconv_close(cd);
	return saiga_strbuf_status(out, err);
}

static bool
has_nul(struct saiga_slice bytes)
{
	return bytes.len > 0 && memchr(bytes.p, '\0', bytes.len) != NULL;
}

static enum saiga_status
not_a_text(struct saiga_error *err)
{
	return saiga_error_set(
		err, SAIGA_FORMAT, "not a text: it holds NUL bytes");
}

enum saiga_status
reader_decode(struct draft *draft, struct saiga_slice bytes, struct saiga_strbuf *out,
	struct saiga_error *err)
{
	const char *utf16 = utf16_charset(bytes);
	enum saiga_status status;
	size_t replaced = 0;

	if (utf16 != NULL) {
		status = convert_utf16(utf16, bytes, out, &replaced, err);
		if (status == SAIGA_OK && has_nul(saiga_strbuf_view(out)))
			status = not_a_text(err);
		if (replaced > 0)
			draft_warn(draft,
				"pieces that are no UTF-16 were replaced "
				"(%zu): the file may be cut or damaged",
				replaced);
		return status;
	}
	if (has_nul(bytes))
		return not_a_text(err);
	if (begins_with(bytes, "\xef\xbb\xbf", 3)) {
		bytes.p += 3;
		bytes.len -= 3;
	}
	replaced = saiga_utf8_repair(bytes, out);
	if (replaced > bytes.len / REPLACED_SHARE)
		return saiga_error_set(err, SAIGA_FORMAT,
			"not UTF-8: if it is Russian from Windows, convert it "
			"with 'iconv -f CP1251 -t UTF-8'");
	if (replaced > 0)
		draft_warn(draft,
			"bytes that are no UTF-8 were replaced (%zu): if it "
			"is in another encoding, convert it with iconv",
			replaced);
	return saiga_strbuf_status(out, err);
}
