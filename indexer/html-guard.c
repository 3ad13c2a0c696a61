/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is given to libxml2, piece by piece, so that no page costs it more than
 * time in proportion: its cost for a tag grows with the square of the tag's
 * attributes, and for an end tag with the number of open elements.  And what
 * it would lose the rest of a page for is mended: a comment, or a quote, that
 * nothing ends.
 */
#include "html-guard.h"

#include <string.h>

void
html_guard_init(struct html_guard *guard, struct saiga_slice text)
{
	size_t i;

	memset(guard, 0, sizeof(*guard));
	guard->text = text;
	for (i = text.len; i > 0; i--) {
		char c = text.p[i - 1];

		if (c == '>' && guard->last_end == 0)
			guard->last_end = i;
		else if (c == '"' && guard->last_double == 0)
			guard->last_double = i;
		else if (c == '\'' && guard->last_single == 0)
			guard->last_single = i;
		if (guard->last_end > 0 && guard->last_double > 0 &&
			guard->last_single > 0)
			break;
	}
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool
is_letter(char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Behind the value that begins at i; 0 when its quote is never ended. */
static size_t
value_end(const struct html_guard *guard, size_t i)
{
	struct saiga_slice text = guard->text;
	char quote = i < text.len ? text.p[i] : '\0';

	if (quote == '"' || quote == '\'') {
		const char *end;

		if (i + 1 >= (quote == '"' ? guard->last_double
					   : guard->last_single))
			return 0;
		end = memchr(text.p + i + 1, quote, text.len - i - 1);
		return (size_t)(end - text.p) + 1;
	}
	while (i < text.len && !is_blank(text.p[i]) && text.p[i] != '>')
		i++;
	return i;
}

/* Finds where the tag that begins at `from` ends, as libxml2 cuts it; *kept is
 * how much of it is good.  0 when it does not end. */
static size_t
tag_end(const struct html_guard *guard, size_t from, size_t *kept)
{
	struct saiga_slice text = guard->text;
	size_t i = from + 1;
	unsigned attrs = 0;

	if (from >= guard->last_end)
		return 0;
	while (i < text.len && !is_blank(text.p[i]) && text.p[i] != '>')
		i++;
	*kept = i;
	while (i < text.len && text.p[i] != '>') {
		size_t end;

		while (i < text.len && is_blank(text.p[i]))
			i++;
		if (i >= text.len || text.p[i] == '>')
			break;
		while (i < text.len && !is_blank(text.p[i]) &&
			text.p[i] != '>' && text.p[i] != '=')
			i++;
		while (i < text.len && is_blank(text.p[i]))
			i++;
		if (i < text.len && text.p[i] == '=') {
			i++;
			while (i < text.len && is_blank(text.p[i]))
				i++;
			end = value_end(guard, i);
			if (end == 0)
				break;
			i = end;
		}
		if (++attrs <= HTML_ATTRS_MAX)
			*kept = i;
	}
	while (i < text.len && text.p[i] != '>')
		i++;
	if (i >= text.len)
		return 0;
	if (attrs <= HTML_ATTRS_MAX && *kept + 2 >= i)
		*kept = i;
	return i + 1;
}

/* Where the element's own end tag begins, or the text's end. */
static size_t
raw_end(struct saiga_slice text, size_t i, const char *name)
{
	size_t n = strlen(name);

	while (i < text.len) {
		const char *found = memchr(text.p + i, '<', text.len - i);

		if (found == NULL)
			break;
		i = (size_t)(found - text.p);
		if (text.len - i > n + 2 && text.p[i + 1] == '/' &&
			saiga_slice_is(saiga_slice_of(text.p + i + 2, n), name))
			return i;
		i++;
	}
	return text.len;
}

/* Passes over a comment; over its mark alone when nothing ends it. */
static void
skip_comment(struct html_guard *guard)
{
	struct saiga_slice text = guard->text;
	size_t at = guard->at + 4; /* "<!-->" is whole */

	while (!guard->no_comment_end && at < text.len) {
		const char *found = memchr(text.p + at, '>', text.len - at);

		if (found == NULL)
			break;
		at = (size_t)(found - text.p) + 1;
		if (found[-1] == '-' && found[-2] == '-') {
			guard->at = at;
			return;
		}
	}
	guard->no_comment_end = true;
	guard->at += 4;
}

static bool
begins(const struct html_guard *guard, const char *word)
{
	size_t n = strlen(word);

	return guard->text.len - guard->at >= n &&
		saiga_slice_is(
			saiga_slice_of(guard->text.p + guard->at, n), word);
}

/* Whether the tag says that a script is data: type="application/ld+json". */
static bool
has_json(struct saiga_slice tag)
{
	size_t i;

	for (i = 0; i + 4 <= tag.len; i++)
		if (saiga_slice_is(saiga_slice_of(tag.p + i, 4), "json"))
			return true;
	return false;
}

/* Takes or skips a script or style whose tag ends at end. */
static bool
take_raw(struct html_guard *guard, const char *name, size_t end,
	struct saiga_slice *piece)
{
	struct saiga_slice tag =
		saiga_slice_of(guard->text.p + guard->at, end - guard->at);
	size_t raw = raw_end(guard->text, end, name);
	const char *close;

	*piece = saiga_slice_of(tag.p, raw - guard->at);
	guard->at = raw;
	if (strcmp(name, "script") == 0 && has_json(tag))
		return true;
	/* The end tag goes too. */
	close = raw < guard->text.len
		? memchr(guard->text.p + raw, '>', guard->text.len - raw)
		: NULL;
	guard->at = close == NULL ? guard->text.len
				  : (size_t)(close - guard->text.p) + 1;
	return false;
}

/* Takes the start tag; false when it is left out. */
static bool
take_tag(struct html_guard *guard, bool deep, struct saiga_slice *piece)
{
	struct saiga_slice text = guard->text, name;
	size_t from = guard->at, kept, end = tag_end(guard, from, &kept);

	if (end == 0) {
		guard->lost = true;
		guard->at = text.len;
		return false;
	}
	name = saiga_slice_of(text.p + from + 1, 0);
	while (is_letter(name.p[name.len]))
		name.len++;
	if (saiga_slice_is(name, "script"))
		return take_raw(guard, "script", end, piece);
	if (saiga_slice_is(name, "style"))
		return take_raw(guard, "style", end, piece);
	guard->at = end;
	guard->close = kept + 1 < end && !deep;
	*piece = deep ? saiga_slice(" ")
		      : saiga_slice_of(text.p + from,
				(guard->close ? kept : end) - from);
	return true;
}

bool
html_guard_next(struct html_guard *guard, bool deep, struct saiga_slice *piece)
{
	struct saiga_slice text = guard->text;

	if (guard->close) {
		guard->close = false;
		*piece = saiga_slice(">");
		return true;
	}
	while (guard->at < text.len) {
		size_t from = guard->at, n;
		const char *next;

		if (begins(guard, "<!--")) {
			skip_comment(guard);
			continue;
		}
		if (text.p[from] == '<' && from + 1 < text.len &&
			is_letter(text.p[from + 1])) {
			if (take_tag(guard, deep, piece))
				return true;
			continue;
		}
		n = text.len - from - 1;
		next = n == 0 ? NULL : memchr(text.p + from + 1, '<', n);
		if (next != NULL)
			n = (size_t)(next - text.p) - from - 1;
		if (n + 1 > HTML_GUARD_PIECE)
			n = HTML_GUARD_PIECE - 1;
		*piece = saiga_slice_of(text.p + from, n + 1);
		guard->at += n + 1;
		return true;
	}
	return false;
}
