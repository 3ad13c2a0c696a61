/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which encoding bytes are in, and from it to UTF-8. */
#include "encoding.h"

#include <saiga/text.h>

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>
#include <uchardet.h>

#define DECLARED_MAX 8192 /* bytes in which a page declares its encoding */
#define DETECT_MAX ((size_t)1 << 18) /* bytes that uchardet is shown */
#define BAD_SHARE 1000 /* of a page said to be UTF-8, one byte in so many */

/* Labels that pages write and iconv knows by another name, or by the same for
 * less: WHATWG's Encoding Standard, 4.2, Names and labels. */
static const struct {
	const char *label, *name;
} labels[] = {
	{ "ascii", "WINDOWS-1252" },
	{ "big5", "BIG5-HKSCS" },
	{ "euc-kr", "CP949" },
	{ "gb2312", "GB18030" },
	{ "gbk", "GB18030" },
	{ "iso-8859-1", "WINDOWS-1252" },
	{ "iso-8859-9", "WINDOWS-1254" },
	{ "iso8859-1", "WINDOWS-1252" },
	{ "ks_c_5601-1987", "CP949" },
	{ "latin1", "WINDOWS-1252" },
	{ "shift-jis", "CP932" },
	{ "shift_jis", "CP932" },
	{ "sjis", "CP932" },
	{ "tis-620", "CP874" },
	{ "us-ascii", "WINDOWS-1252" },
	{ "utf8", "UTF-8" },
	{ "win-1251", "WINDOWS-1251" },
	{ "x-cp1251", "WINDOWS-1251" },
	{ "x-gbk", "GB18030" },
	{ "x-mac-cyrillic", "MAC-CYRILLIC" },
	{ "x-sjis", "CP932" },
};

/* What UTF-16 begins with. */
static const struct {
	const char *mark;
	size_t len;
	const char *name;
} marks[] = {
	{ "\xff\xfe\0\0", 4, "UTF-32LE" },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
	{ "\xef\xbb\xbf", 3, "UTF-8" },
	/* No mark, but what a page begins with. */
	{ "<\0", 2, "UTF-16LE" },
	{ "\0<", 2, "UTF-16BE" },
};

enum saiga_status
encoding_convert(struct saiga_strbuf *out, struct saiga_slice bytes,
	const char *name, size_t *replaced, struct saiga_error *err)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char buffer[4096], *from = (char *)(uintptr_t)bytes.p;
	size_t left = bytes.len;
	size_t unit = strncmp(name, "UTF-16", 6) == 0 ? 2 : 1;

	if (cd == (iconv_t)-1)
		return saiga_error_set(err, SAIGA_UNSUPPORTED,
			"%s cannot be read here: convert it to UTF-8", name);
	while (left > 0 && out->status == SAIGA_OK) {
		char *to = buffer;
		size_t room = sizeof(buffer), step;
		size_t n = iconv(cd, &from, &left, &to, &room);

		saiga_strbuf_append(out, buffer, sizeof(buffer) - room);
		if (n != (size_t)-1 || errno == E2BIG)
			continue;
		/* Half a character: leave it out and go on. */
		saiga_utf8_append(out, SAIGA_REPLACEMENT);
		++*replaced;
		step = left < unit ? left : unit;
		from += step;
		left -= step;
	}
	iconv_close(cd);
	return out->status == SAIGA_NOMEM ? saiga_error_nomem(err) : SAIGA_OK;
}

/* Writes iconv's name of the label; false when it has none. */
static bool
name_of_label(char name[ENCODING_NAME_MAX], struct saiga_slice label)
{
	iconv_t cd;
	size_t i;

	label = saiga_slice_trim(label);
	if (label.len == 0 || label.len >= ENCODING_NAME_MAX)
		return false;
	for (i = 0; i < label.len; i++)
		if (label.p[i] <= ' ' || label.p[i] > '~' || label.p[i] == '/')
			return false;
	snprintf(name, ENCODING_NAME_MAX, "%.*s", (int)label.len, label.p);
	for (i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (saiga_slice_is(label, labels[i].label))
			snprintf(name, ENCODING_NAME_MAX, "%s", labels[i].name);
	/* A page whose declaration can be read is in none of these. */
	if (saiga_slice_is(saiga_slice_of(name, strnlen(name, 4)), "UTF-") &&
		!saiga_slice_is(saiga_slice(name), "UTF-7"))
		snprintf(name, ENCODING_NAME_MAX, "UTF-8");
	cd = iconv_open("UTF-8", name);
	if (cd == (iconv_t)-1)
		return false;
	iconv_close(cd);
	return true;
}

/* The value behind "charset=" or "encoding=" in the declaration. */
static struct saiga_slice
label_behind(struct saiga_slice text, const char *key)
{
	size_t n = strlen(key), i;

	for (i = 0; i + n < text.len; i++) {
		size_t from, to;

		if (!saiga_slice_is(saiga_slice_of(text.p + i, n), key))
			continue;
		from = i + n;
		while (from < text.len && strchr(" =\"'", text.p[from]) != NULL)
			from++;
		to = from;
		while (to < text.len && strchr(" \"';>/?", text.p[to]) == NULL)
			to++;
		return saiga_slice_of(text.p + from, to - from);
	}
	return saiga_slice_of(NULL, 0);
}

/* What the first meta element that has one, or the XML declaration, says. */
static bool
declared(char name[ENCODING_NAME_MAX], struct saiga_slice bytes)
{
	struct saiga_slice start = bytes;
	size_t i;

	if (start.len > DECLARED_MAX)
		start.len = DECLARED_MAX;
	for (i = 0; i + 5 < start.len; i++) {
		struct saiga_slice at =
			saiga_slice_of(start.p + i, start.len - i);
		bool is_xml = i == 0 &&
			saiga_slice_is(saiga_slice_of(at.p, 5), "<?xml");
		const char *end;

		if (!is_xml &&
			!saiga_slice_is(saiga_slice_of(at.p, 5), "<meta"))
			continue;
		end = memchr(at.p, '>', at.len);
		if (end != NULL)
			at.len = (size_t)(end - at.p);
		if (name_of_label(name,
			    label_behind(at, is_xml ? "encoding" : "charset")))
			return true;
	}
	return false;
}

static bool
detected(char name[ENCODING_NAME_MAX], struct saiga_slice bytes)
{
	uchardet_t detector = uchardet_new();
	bool found = false;

	if (detector == NULL)
		return false;
	if (bytes.len > DETECT_MAX)
		bytes.len = DETECT_MAX;
	if (uchardet_handle_data(detector, bytes.p, bytes.len) == 0) {
		uchardet_data_end(detector);
		found = name_of_label(
			name, saiga_slice(uchardet_get_charset(detector)));
	}
	uchardet_delete(detector);
	return found;
}

/* How many bytes are no UTF-8, and whether any are beyond ASCII; a character
 * cut by the end is none. */
static size_t
count_bad(struct saiga_slice bytes, bool *beyond_ascii)
{
	size_t i = 0, bad = 0;

	while (i < bytes.len) {
		uint32_t c;
		size_t n;

		if ((unsigned char)bytes.p[i] < 0x80) {
			i++;
			continue;
		}
		n = saiga_utf8_decode(bytes.p + i, bytes.len - i, &c);
		bad += c == SAIGA_REPLACEMENT && n < 3 && bytes.len - i > 3;
		*beyond_ascii = true;
		i += n;
	}
	return bad;
}

void
encoding_of_page(char name[ENCODING_NAME_MAX], struct saiga_slice bytes,
	struct saiga_slice charset)
{
	bool beyond_ascii = false, is_declared;
	size_t i, bad;

	for (i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (bytes.len >= marks[i].len &&
			memcmp(bytes.p, marks[i].mark, marks[i].len) == 0) {
			snprintf(name, ENCODING_NAME_MAX, "%s", marks[i].name);
			return;
		}
	bad = count_bad(bytes, &beyond_ascii);
	is_declared = name_of_label(name, charset) || declared(name, bytes);
	/* What is UTF-8 is so by no chance, whatever it declares; ASCII may
	 * be ISO-2022-JP, which is ASCII too. */
	if (bad == 0 && (beyond_ascii || !is_declared)) {
		snprintf(name, ENCODING_NAME_MAX, "UTF-8");
		return;
	}
	if (is_declared &&
		(strcmp(name, "UTF-8") != 0 || bad < bytes.len / BAD_SHARE))
		return;
	if (!detected(name, bytes) || strcmp(name, "UTF-8") == 0)
		snprintf(name, ENCODING_NAME_MAX, "%s",
			bad < bytes.len / BAD_SHARE ? "UTF-8" : "WINDOWS-1252");
}
