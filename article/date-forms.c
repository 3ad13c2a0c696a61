/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The forms of dates.  A form reads what stands at *rest, and leaves *rest
 * behind it; the caller tells whether it is a day of the calendar. */
#include "dates.h"

#include <string.h>

/* What is known when a form is tried. */
struct attempt {
	struct saiga_date *date;
	enum saiga_date_order order;
	bool vague; /* a year or a month is enough */
};

typedef bool (*form_fn)(struct attempt *a, struct saiga_slice *rest);

static bool
set_day(struct attempt *a, unsigned year, unsigned month, unsigned day)
{
	a->date->year = (int)year;
	a->date->month = month;
	a->date->day = day;
	return month > 0 && day > 0;
}

/* POSIX, strptime, %y: 69 to 99 are of the last century. */
static unsigned
whole_year(unsigned year)
{
	return year + (year < 69 ? 2000 : 1900);
}

static bool
is_attached(struct saiga_slice rest)
{
	return !date_token_next(&rest).spaced;
}

/* "2023-02-28", "2023/2/28", "2023. 2. 28.". */
static bool
read_year_first(struct attempt *a, struct saiga_slice *rest)
{
	unsigned year, month, day;
	char sign, again;

	return date_take_number(rest, 4, 4, &year) && is_attached(*rest) &&
		date_take_sign(rest, "-/.", &sign) &&
		date_take_number(rest, 1, 2, &month) && is_attached(*rest) &&
		date_take_sign(rest, "-/.", &again) && again == sign &&
		date_take_number(rest, 1, 2, &day) &&
		set_day(a, year, month, day);
}

/* "2023-02", "2023". */
static bool
read_year(struct attempt *a, struct saiga_slice *rest)
{
	struct saiga_slice left;
	unsigned year, month;
	char sign;

	if (!a->vague || !date_take_number(rest, 4, 4, &year))
		return false;
	a->date->year = (int)year;
	left = *rest;
	if (!date_take_sign(&left, "-/.", &sign) ||
		!date_take_number(&left, 2, 2, &month))
		return true;
	a->date->month = month;
	*rest = left;
	return month > 0;
}

/* Which of the two is the month; full stops always stand behind the day. */
static bool
set_by_order(struct attempt *a, unsigned first, unsigned second, unsigned year,
	char sign)
{
	if (first > 12 && second <= 12)
		return set_day(a, year, second, first);
	if (second > 12 && first <= 12)
		return set_day(a, year, first, second);
	if (sign == '.' || a->order == SAIGA_DATE_DAY_FIRST || first == second)
		return set_day(a, year, second, first);
	return a->order == SAIGA_DATE_MONTH_FIRST &&
		set_day(a, year, first, second);
}

/* "28.02.2023", "28/02/2023", "02/28/2023", and with the year's last two
 * digits where an order is known. */
static bool
read_year_last(struct attempt *a, struct saiga_slice *rest)
{
	struct saiga_slice start = *rest;
	unsigned first, second, year;
	char sign, again;

	if (!date_take_number(rest, 1, 2, &first) || !is_attached(*rest) ||
		!date_take_sign(rest, ".-/", &sign) ||
		!date_take_number(rest, 1, 2, &second) || !is_attached(*rest) ||
		!date_take_sign(rest, ".-/", &again) || again != sign)
		return false;
	if (date_take_number(rest, 4, 4, &year))
		return set_by_order(a, first, second, year, sign);
	/* "1.2.10" is a version, or the number of a chapter. */
	return a->order != SAIGA_DATE_ORDER_UNKNOWN && sign != '-' &&
		rest->p == start.p + 6 && date_take_number(rest, 2, 2, &year) &&
		rest->p == start.p + 8 &&
		set_by_order(a, first, second, whole_year(year), sign);
}

/* "20230228" and the times of ISO 8601's basic format. */
static bool
read_basic(struct attempt *a, struct saiga_slice *rest)
{
	unsigned n;

	return a->vague && date_take_number(rest, 8, 8, &n) && n >= 19000000 &&
		n < 21000000 && set_day(a, n / 10000, n / 100 % 100, n % 100);
}

static bool
take_month(struct saiga_slice *rest, unsigned *month)
{
	struct saiga_slice left = *rest;
	struct date_token token = date_token_next(&left);
	char dot;

	if (token.kind != DATE_WORD || (*month = date_month(token.s)) == 0)
		return false;
	date_take_sign(&left, ".", &dot);
	*rest = left;
	return true;
}

/* "th", "er", "º", "-го" behind a day, a full stop. */
static void
skip_ordinal(struct saiga_slice *rest)
{
	static const char ordinals[] =
		" th st nd rd er e o a го е ое ого ға ші шы да де ; ";
	struct saiga_slice left = *rest;
	char sign;

	if (date_take_sign(&left, ".", &sign)) {
		*rest = left;
		return;
	}
	if (!is_attached(left))
		return;
	date_take_sign(&left, "-", &sign);
	if (is_attached(left) && date_take_word(&left, ordinals))
		*rest = left;
}

/* Signs and little words between a day, a month and a year. */
static void
skip_between(struct saiga_slice *rest)
{
	static const char words[] = " of de del di do da the ano anno ";
	char sign;

	date_take_sign(rest, ",-/", &sign);
	if (date_take_word(rest, words))
		date_take_word(rest, words);
}

/* "28 February 2023", "28th of February, 2023", "28-Feb-2023", "28. Februar
 * 2023", "28 de febrero de 2023", "28 февраля 2023". */
static bool
read_day_month(struct attempt *a, struct saiga_slice *rest)
{
	unsigned day, month, year;

	if (!date_take_number(rest, 1, 2, &day))
		return false;
	skip_ordinal(rest);
	skip_between(rest);
	if (!take_month(rest, &month))
		return false;
	skip_between(rest);
	if (date_take_number(rest, 4, 4, &year))
		return set_day(a, year, month, day);
	/* RFC 850: "28-Feb-23"; RFC 822: "28 Feb 23 10:00:00 +0000". */
	if (!date_take_number(rest, 2, 2, &year))
		return false;
	if (rest->p[-3] != '-') {
		struct saiga_slice left = *rest;

		if (!date_take_time(&left, a->date->time))
			return false;
	}
	return set_day(a, whole_year(year), month, day);
}

/* "February 28, 2023", "Feb 28 10:00:00 +0000 2023", "February 2023". */
static bool
read_month_day(struct attempt *a, struct saiga_slice *rest)
{
	struct saiga_slice left;
	unsigned month, day, year;

	if (!take_month(rest, &month))
		return false;
	left = *rest;
	skip_between(rest);
	if (a->vague && date_take_number(rest, 4, 4, &year)) {
		a->date->year = (int)year;
		a->date->month = month;
		return true;
	}
	*rest = left;
	date_take_sign(rest, "-/", &(char){ 0 });
	if (!date_take_number(rest, 1, 2, &day))
		return false;
	skip_ordinal(rest);
	skip_between(rest);
	left = *rest;
	if (!date_take_number(rest, 4, 4, &year) &&
		(!date_take_time(rest, a->date->time) ||
			!date_take_number(rest, 4, 4, &year))) {
		*rest = left;
		return false;
	}
	return set_day(a, year, month, day);
}

/* "2023 жылғы 28 ақпан", "2023. február 28.", "2023 m. vasario 28 d.",
 * "2023. gada 28. februāris". */
static bool
read_year_month(struct attempt *a, struct saiga_slice *rest)
{
	static const char years[] = " жылғы жылдың жылы жыл жылгы жылдын ж г "
				    "год года gada gads m yil yili ";
	unsigned year, month, day;
	char sign;

	if (!date_take_number(rest, 4, 4, &year))
		return false;
	date_take_sign(rest, ".-/", &sign);
	date_take_word(rest, years);
	date_take_sign(rest, ".", &sign);
	if (date_take_number(rest, 1, 2, &day)) {
		skip_ordinal(rest);
		return take_month(rest, &month) && set_day(a, year, month, day);
	}
	if (!take_month(rest, &month))
		return false;
	date_take_sign(rest, "-/", &sign);
	return date_take_number(rest, 1, 2, &day) &&
		set_day(a, year, month, day);
}

/* Cuts a word off that begins with one of the characters, which is all of it
 * that is taken. */
static bool
take_beginning(struct saiga_slice *rest, const char *characters)
{
	struct saiga_slice left = *rest;
	struct date_token token = date_token_next(&left);
	size_t i;

	for (i = 0; characters[i] != '\0' && token.s.len >= 3; i += 3)
		if (memcmp(token.s.p, characters + i, 3) == 0) {
			rest->len -= (size_t)(token.s.p + 3 - rest->p);
			rest->p = token.s.p + 3;
			return true;
		}
	return false;
}

/* "2023年2月28日", "2023년 2월 28일". */
static bool
read_east_asian(struct attempt *a, struct saiga_slice *rest)
{
	unsigned year, month, day;

	return date_take_number(rest, 4, 4, &year) &&
		take_beginning(rest, "年년") &&
		date_take_number(rest, 1, 2, &month) &&
		take_beginning(rest, "月월") &&
		date_take_number(rest, 1, 2, &day) &&
		take_beginning(rest, "日일") && set_day(a, year, month, day);
}

static unsigned
days_in_month(int year, unsigned month)
{
	static const unsigned char days[] = { 31, 28, 31, 30, 31, 30, 31, 31,
		30, 31, 30, 31 };

	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return days[month - 1];
}

static bool
is_calendar_date(const struct saiga_date *d)
{
	if (d->year < 1000 || d->year > 9999 || d->month > 12)
		return false;
	if (d->month == 0)
		return d->day == 0;
	return d->day <= days_in_month(d->year, d->month);
}

/* Nothing that would make a number or a word longer may follow; nor, behind a
 * month or a year, what a day would. */
static bool
ends_well(struct saiga_slice rest, bool is_day)
{
	struct date_token token = date_token_next(&rest);

	if (token.kind == DATE_END || token.spaced)
		return true;
	if (token.kind == DATE_NUMBER)
		return false;
	if (token.kind == DATE_WORD)
		/* A time that was not understood may; so may any letters of
		 * scripts that write no spaces. */
		return (unsigned char)*token.s.p >= 0x80 ||
			(saiga_slice_is(token.s, "t") &&
				date_token_next(&rest).kind == DATE_NUMBER);
	if (*token.s.p == '\0' || strchr("/-_.:", *token.s.p) == NULL)
		return *token.s.p != '\0';
	token = date_token_next(&rest);
	return is_day && (token.spaced || token.kind == DATE_END);
}

size_t
date_match(struct saiga_date *out, struct saiga_slice text,
	enum saiga_date_order order, bool vague)
{
	static const form_fn forms[] = { read_east_asian, read_year_first,
		read_year_last, read_day_month, read_month_day, read_year_month,
		read_basic, read_year };
	const struct saiga_date none = { 0, 0, 0, "" };
	struct attempt a = { out, order, vague };
	size_t i;

	for (i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		struct saiga_slice rest = text;

		*out = none;
		if (!forms[i](&a, &rest) || !is_calendar_date(out))
			continue;
		if ((out->day > 0 && out->time[0] == '\0' &&
			    date_take_time(&rest, out->time)) ||
			ends_well(rest, out->day > 0))
			return (size_t)(rest.p - text.p);
	}
	*out = none;
	return 0;
}
