/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dates that addresses hold. */
#include "dates.h"

#include <stdio.h>
#include <string.h>

/* A path that is older than the web, or far ahead, is a number. */
#define YEAR_MIN 1990u
#define YEAR_MAX 2099u

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static unsigned
number_of(const char *p, size_t n)
{
	unsigned value = 0;

	while (n-- > 0)
		value = value * 10 + (unsigned)(*p++ - '0');
	return value;
}

/* The digits that the text begins with. */
static size_t
digits(const char *p, const char *end)
{
	size_t n = 0;

	while (p + n < end && is_digit(p[n]))
		n++;
	return n;
}

static bool
set_date(struct saiga_date *d, unsigned year, unsigned month, unsigned day)
{
	char text[16];
	struct saiga_date read;

	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 ||
		day > 31)
		return false;
	if (day > 0) {
		snprintf(
			text, sizeof(text), "%04u-%02u-%02u", year, month, day);
		if (saiga_date_parse(&read, saiga_slice(text)) != SAIGA_OK)
			return false;
	}
	*d = (struct saiga_date){ (int)year, month, day, "" };
	return true;
}

/* The month of a segment, in figures or letters; how many bytes in *n. */
static unsigned
month_of(const char *p, const char *end, size_t *n)
{
	size_t letters = 0;

	*n = digits(p, end);
	if (*n == 1 || *n == 2)
		return number_of(p, *n);
	while (p + letters < end && letters < 12 &&
		((p[letters] | 32) >= 'a' && (p[letters] | 32) <= 'z'))
		letters++;
	*n = letters;
	return *n < 3 ? 0 : date_month(saiga_slice_of(p, letters));
}

/* "2023/02/28", "2023-02-28", "2023/feb/28", "2023/0228" behind a year's four
 * digits; "2023/02" when nothing better is found. */
static bool
read_separated(struct saiga_date *d, const char *p, const char *end)
{
	unsigned year = number_of(p, 4), month;
	const char *q = p + 5;
	char sign = p[4];
	size_t n;

	if (digits(q, end) == 4 && sign == '/' &&
		set_date(d, year, number_of(q, 2), number_of(q + 2, 2)))
		return true;
	month = month_of(q, end, &n);
	if (month == 0)
		return false;
	q += n;
	if (q < end && *q == sign && (n = digits(q + 1, end)) >= 1 && n <= 2 &&
		set_date(d, year, month, number_of(q + 1, n)))
		return true;
	/* "/2023/02/" is a month, "-2023-02-" may be anything. */
	return sign == '/' && (q == end || *q == '/') &&
		set_date(d, year, month, 0);
}

/* The date that begins at p, before which no digit stands. */
static bool
read_at(struct saiga_date *d, const char *p, const char *end)
{
	size_t n = digits(p, end);
	unsigned first, second;

	if (n == 4 && p + 5 < end && strchr("/-_.", p[4]) != NULL)
		return read_separated(d, p, end);
	/* "20230228", or hours and minutes behind it; with seconds it is when
	 * an archive fetched the page. */
	if (n == 8 || n == 12)
		return set_date(d, number_of(p, 4), number_of(p + 4, 2),
			number_of(p + 6, 2));
	/* "28-02-2023": days first, as all write it who write it so. */
	if ((n == 1 || n == 2) && p + n + 1 < end &&
		strchr("/-_.", p[n]) != NULL) {
		const char *q = p + n + 1;
		size_t m = digits(q, end);

		first = number_of(p, n);
		second = m < 1 || m > 2 ? 0 : number_of(q, m);
		return second > 0 && q + m + 4 < end && q[m] == p[n] &&
			digits(q + m + 1, end) == 4 &&
			(second > 12 ? set_date(d, number_of(q + m + 1, 4),
					       first, second)
				     : set_date(d, number_of(q + m + 1, 4),
					       second, first)) &&
			first > 0;
	}
	return false;
}

bool
saiga_date_of_url(struct saiga_date *out, struct saiga_slice url)
{
	const char *p, *end;
	struct saiga_date found, none = { 0, 0, 0, "" };
	const char *scheme = url.len < 8 ? NULL : memchr(url.p, ':', 8);

	*out = none;
	if (url.len == 0 || url.len > 4096)
		return false;
	end = url.p + url.len;
	p = scheme != NULL && end - scheme > 3 ? scheme + 3 : url.p;
	/* The host has none. */
	while (p < end && *p != '/')
		p++;
	for (; p < end; p++) {
		if (!is_digit(*p) || is_digit(p[-1]) ||
			!read_at(&found, p, end))
			continue;
		if (found.day > 0) {
			*out = found;
			return true;
		}
		if (out->year == 0)
			*out = found;
	}
	return out->year > 0;
}
