/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ranges of days, in figures and in words.  A day is yyyymmdd with "00" where
 * the month or the day is not known: as a first day "20230000" takes in what
 * is dated 2023 alone, and as a last one 99 stands for the end of a month or
 * a year, so that days compare as strings.
 */
#include <saiga/article.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define UNITS_MAX 9999u /* of "9999d" */

/* Noon, which no change of the clocks moves to another day. */
static struct tm
tm_of(const struct saiga_date *date)
{
	struct tm tm = { .tm_hour = 12, .tm_isdst = -1 };

	tm.tm_year = date->year - 1900;
	tm.tm_mon = (int)date->month - 1;
	tm.tm_mday = (int)date->day;
	return tm;
}

static struct saiga_date
date_of(struct tm tm)
{
	struct saiga_date date = { 0, 0, 0, "" };

	mktime(&tm); /* the 32nd becomes the 1st */
	date.year = tm.tm_year + 1900;
	date.month = (unsigned)tm.tm_mon + 1;
	date.day = (unsigned)tm.tm_mday;
	return date;
}

void
saiga_date_of(struct saiga_date *out, int64_t seconds)
{
	const struct saiga_date none = { 0, 0, 0, "" };
	time_t t = (time_t)seconds;
	struct tm tm;

	*out = none;
	if (localtime_r(&t, &tm) != NULL) {
		out->year = tm.tm_year + 1900;
		out->month = (unsigned)tm.tm_mon + 1;
		out->day = (unsigned)tm.tm_mday;
	}
}

/* The date so many years, months and days on; a month that is too short for
 * the day ends it. */
static struct saiga_date
move(const struct saiga_date *date, int years, int months, int days)
{
	struct saiga_date first = *date, moved;
	struct tm tm;

	first.day = 1;
	tm = tm_of(&first);
	tm.tm_year += years;
	tm.tm_mon += months;
	moved = date_of(tm);
	first = moved;
	tm = tm_of(&moved);
	tm.tm_mday = (int)date->day;
	moved = date_of(tm);
	if (moved.month != first.month) {
		tm = tm_of(&moved);
		tm.tm_mday = 0;
		moved = date_of(tm);
	}
	if (days != 0) {
		tm = tm_of(&moved);
		tm.tm_mday += days;
		moved = date_of(tm);
	}
	return moved;
}

static bool
read_day(struct saiga_slice s, const struct saiga_date *today,
	struct saiga_date *from, struct saiga_date *to)
{
	bool yesterday = saiga_slice_is(s, "yesterday");

	if (!yesterday && !saiga_slice_is(s, "today"))
		return false;
	*from = *to = move(today, 0, 0, yesterday ? -1 : 0);
	return true;
}

/* "7d", "2w", "3m", "1y": as many up to today. */
static bool
read_count(struct saiga_slice s, const struct saiga_date *today,
	struct saiga_date *from, struct saiga_date *to)
{
	unsigned n = 0;
	size_t i = 0;
	int count;

	for (; i < s.len && s.p[i] >= '0' && s.p[i] <= '9' && i < 4; i++)
		n = n * 10 + (unsigned)(s.p[i] - '0');
	if (i == 0 || i + 1 != s.len || n == 0 || n > UNITS_MAX)
		return false;
	count = -(int)n;
	switch (s.p[i] | 0x20) {
	case 'd':
		*from = move(today, 0, 0, count + 1);
		break;
	case 'w':
		*from = move(today, 0, 0, 7 * count + 1);
		break;
	case 'm':
		*from = move(today, 0, count, 1);
		break;
	case 'y':
		*from = move(today, count, 0, 1);
		break;
	default:
		return false;
	}
	*to = *today;
	return true;
}

static struct saiga_date
monday_of(const struct saiga_date *date)
{
	struct tm tm = tm_of(date);

	mktime(&tm);
	return move(date, 0, 0, -((tm.tm_wday + 6) % 7));
}

/* "this month", "last-week": the second word, or nothing. */
static struct saiga_slice
after_word(struct saiga_slice s, const char *word)
{
	size_t n = strlen(word);

	if (s.len <= n || !saiga_slice_is(saiga_slice_of(s.p, n), word) ||
		strchr(" -_", s.p[n]) == NULL)
		return saiga_slice_of(NULL, 0);
	return saiga_slice_trim(saiga_slice_of(s.p + n + 1, s.len - n - 1));
}

static bool
read_calendar(struct saiga_slice s, const struct saiga_date *today,
	struct saiga_date *from, struct saiga_date *to)
{
	struct saiga_slice unit = after_word(s, "this");
	int back = 0;

	if (unit.len == 0) {
		unit = after_word(s, "last");
		back = -1;
	}
	if (saiga_slice_is(unit, "week")) {
		*from = monday_of(today);
		*from = move(from, 0, 0, 7 * back);
		*to = move(from, 0, 0, 6);
		return true;
	}
	*from = *today;
	from->day = 0;
	if (saiga_slice_is(unit, "month")) {
		from->day = 1;
		*from = move(from, 0, back, 0);
		from->day = 0;
	} else if (saiga_slice_is(unit, "year")) {
		from->year += back;
		from->month = 0;
	} else
		return false;
	*to = *from;
	return true;
}

/* One end of a range, itself a range of days: a month has a first and a last
 * one. */
static bool
read_end(struct saiga_slice s, const struct saiga_date *today,
	struct saiga_date *from, struct saiga_date *to)
{
	s = saiga_slice_trim(s);
	if (read_day(s, today, from, to) || read_count(s, today, from, to) ||
		read_calendar(s, today, from, to))
		return from->year >= 1000 && to->year <= 9999;
	if (saiga_date_parse(from, s) != SAIGA_OK || from->time[0] != '\0')
		return false;
	*to = *from;
	return true;
}

static void
write_last(struct saiga_date *date, char last[9])
{
	date->month = date->month == 0 ? 99 : date->month;
	date->day = date->day == 0 ? 99 : date->day;
	saiga_date_day(date, last);
}

enum saiga_status
saiga_range_parse(struct saiga_slice text, const struct saiga_date *today,
	char first[9], char last[9])
{
	struct saiga_slice from = text, to = text;
	struct saiga_date begin, end, unused;
	size_t i;

	for (i = 0; i + 1 < text.len; i++)
		if (text.p[i] == '.' && text.p[i + 1] == '.') {
			from = saiga_slice_of(text.p, i);
			to = saiga_slice_of(text.p + i + 2, text.len - i - 2);
			break;
		}
	if (from.len + to.len == 0)
		return SAIGA_FORMAT;
	memcpy(first, "00000000", 9);
	memcpy(last, "99999999", 9);
	if (from.len > 0) {
		if (!read_end(from, today, &begin, &unused))
			return SAIGA_FORMAT;
		saiga_date_day(&begin, first);
	}
	if (to.len > 0) {
		if (!read_end(to, today, &unused, &end))
			return SAIGA_FORMAT;
		/* "3m..1m" ends where the last month begins. */
		if (to.p != text.p &&
			read_count(saiga_slice_trim(to), today, &unused, &end))
			end = move(&unused, 0, 0, -1);
		write_last(&end, last);
	}
	return SAIGA_OK;
}

/* "2023", "2023-02", "2023-02-28": no more of the day than it says. */
static void
format_day(const char day[9], struct saiga_strbuf *out)
{
	static const size_t ends[] = { 4, 6, 8 };
	size_t i, at = 0;

	for (i = 0; i < 3; i++) {
		if (i > 0 &&
			(memcmp(day + at, "00", 2) == 0 ||
				memcmp(day + at, "99", 2) == 0))
			return;
		if (i > 0)
			saiga_strbuf_byte(out, '-');
		saiga_strbuf_append(out, day + at, ends[i] - at);
		at = ends[i];
	}
}

void
saiga_range_format(
	const char first[9], const char last[9], struct saiga_strbuf *out)
{
	struct saiga_strbuf to = SAIGA_STRBUF_INIT(16);
	size_t before = out->len;

	if (strcmp(first, "00000000") != 0)
		format_day(first, out);
	if (strcmp(last, "99999999") != 0)
		format_day(last, &to);
	/* A month's first and last day look the same: one will do. */
	if (!saiga_slice_equal(saiga_strbuf_view(&to),
		    saiga_slice_of(out->p == NULL ? NULL : out->p + before,
			    out->len - before))) {
		saiga_strbuf_str(out, "..");
		saiga_strbuf_slice(out, saiga_strbuf_view(&to));
	}
	saiga_strbuf_dispose(&to);
}

/* The first day that an end of a range means: "20230000" is 1 January. */
static struct saiga_date
first_day(const char day[9])
{
	struct saiga_date date = { 0, 0, 0, "" };

	sscanf(day, "%4d%2u%2u", &date.year, &date.month, &date.day);
	date.month = date.month == 0 ? 1 : date.month;
	date.day = date.day == 0 ? 1 : date.day;
	return date;
}

/* The day behind the last one: 99 is the end of a month or a year. */
static struct saiga_date
next_day(const char day[9])
{
	struct saiga_date date = { 0, 0, 0, "" };

	sscanf(day, "%4d%2u%2u", &date.year, &date.month, &date.day);
	if (date.month != 99 && date.day != 99)
		return move(&date, 0, 0, 1);
	if (date.month == 99) {
		date.year++;
		date.month = 1;
		date.day = 1;
		return date;
	}
	date.day = 1;
	return move(&date, 0, 1, 0);
}

void
saiga_range_before(const char first[9], char last[9])
{
	struct saiga_date date = first_day(first);

	date = move(&date, 0, 0, -1);
	if (date.year < 0)
		memcpy(last, "00000000", 9);
	else
		saiga_date_day(&date, last);
}

void
saiga_range_after(const char last[9], char first[9])
{
	struct saiga_date date = next_day(last);

	/* Behind a month comes what is dated by the next month alone, too. */
	if (memcmp(last + 4, "99", 2) == 0)
		date.month = date.day = 0;
	else if (memcmp(last + 6, "99", 2) == 0)
		date.day = 0;
	if (date.year > 9999)
		memcpy(first, "99999999", 9);
	else
		saiga_date_day(&date, first);
}

void
saiga_range_seconds(
	const char first[9], const char last[9], int64_t *from, int64_t *to)
{
	struct saiga_date date;
	struct tm tm;

	*from = INT64_MIN;
	*to = INT64_MAX;
	if (strcmp(first, "00000000") != 0) {
		date = first_day(first);
		tm = tm_of(&date);
		tm.tm_hour = 0;
		*from = (int64_t)mktime(&tm);
	}
	if (strcmp(last, "99999999") != 0) {
		date = next_day(last);
		tm = tm_of(&date);
		tm.tm_hour = 0;
		*to = (int64_t)mktime(&tm) - 1;
	}
}
