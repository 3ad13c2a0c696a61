/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as newspapers, mail and programs write them. */
#include <saiga/article.h>

#include <stdio.h>
#include <string.h>

/* The months, folded, by their first letters: enough to tell them apart in
 * any case and abbreviation.  English, Russian, Kazakh. */
/* clang-format off */
static const char *const months[][3] = {
	{ "jan", "янв", "қаң" }, { "feb", "фев", "ақп" },
	{ "mar", "мар", "нау" }, { "apr", "апр", "сәу" },
	{ "may", "мая", "мам" }, { "jun", "июн", "мау" },
	{ "jul", "июл", "шіл" }, { "aug", "авг", "там" },
	{ "sep", "сент", "қыр" }, { "oct", "окт", "қаз" },
	{ "nov", "ноя", "қар" }, { "dec", "дек", "жел" },
};
/* clang-format on */

static unsigned
month_by_name(struct saiga_slice term)
{
	size_t i, j;

	if (saiga_slice_is(term, "май"))
		return 5;
	/* Not by its first letters: Saturday in Kazakh begins with them. */
	if (saiga_slice_is(term, "сен"))
		return 9;
	for (i = 0; i < 12; i++)
		for (j = 0; j < 3; j++) {
			struct saiga_slice name = saiga_slice(months[i][j]);

			if (term.len >= name.len &&
				memcmp(term.p, name.p, name.len) == 0)
				return (unsigned)i + 1;
		}
	return 0;
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

/* Cuts n digits off *s into *value. */
static bool
take_digits(struct saiga_slice *s, size_t n, unsigned *value)
{
	size_t i;

	*value = 0;
	if (s->len < n)
		return false;
	for (i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		*value = *value * 10 + (unsigned)(s->p[i] - '0');
	}
	s->p += n;
	s->len -= n;
	return true;
}

static bool
take_byte(struct saiga_slice *s, char c)
{
	if (s->len == 0 || *s->p != c)
		return false;
	s->p++;
	s->len--;
	return true;
}

/* "Z", "+0600", "+06:00", "+06", "GMT"; nothing is a time of unknown zone. */
static bool
take_zone(struct saiga_slice *s, char *out, size_t size)
{
	unsigned hours, minutes = 0;
	char sign;

	out[0] = '\0';
	if (saiga_slice_is(*s, "Z") || saiga_slice_is(*s, "GMT") ||
		saiga_slice_is(*s, "UT") || saiga_slice_is(*s, "UTC")) {
		s->len = 0;
		snprintf(out, size, "Z");
		return true;
	}
	if (s->len == 0)
		return true;
	sign = *s->p;
	if ((sign != '+' && sign != '-') || !take_byte(s, sign) ||
		!take_digits(s, 2, &hours))
		return false;
	if (s->len > 0) {
		take_byte(s, ':');
		if (!take_digits(s, 2, &minutes))
			return false;
	}
	if (hours > 14 || minutes > 59)
		return false;
	snprintf(out, size, "%c%02u:%02u", sign, hours, minutes);
	return s->len == 0;
}

/* "10:00", "10:00:00.123 +0600": into ISO 8601 with seconds. */
static bool
read_time(struct saiga_slice s, char time[24])
{
	unsigned hour, minute, second = 0;
	char zone[8];

	if ((!take_digits(&s, 2, &hour) && !take_digits(&s, 1, &hour)) ||
		!take_byte(&s, ':') || !take_digits(&s, 2, &minute))
		return false;
	if (take_byte(&s, ':') && !take_digits(&s, 2, &second))
		return false;
	if (take_byte(&s, '.'))
		while (s.len > 0 && *s.p >= '0' && *s.p <= '9')
			take_byte(&s, *s.p);
	s = saiga_slice_trim(s);
	if (hour > 24 || minute > 59 || second > 60 ||
		!take_zone(&s, zone, sizeof(zone)))
		return false;
	snprintf(time, 24, "T%02u:%02u:%02u%s", hour, minute, second, zone);
	return true;
}

/* A time that is not understood ("10:30 AM", a zone by its letters) is left
 * out: the day is known all the same.  False when it does not even begin as
 * a time. */
static bool
read_any_time(struct saiga_slice s, char time[24])
{
	s = saiga_slice_trim(s);
	if (s.len == 0 || *s.p < '0' || *s.p > '9')
		return false;
	if (!read_time(s, time))
		time[0] = '\0';
	return true;
}

/* "2023", "2023-02", "2023-02-28", each with "T" or a space and a time behind
 * the day; "2023/02/28" too. */
static bool
read_iso(struct saiga_slice s, struct saiga_date *d)
{
	unsigned year;
	char separator;

	if (!take_digits(&s, 4, &year))
		return false;
	d->year = (int)year;
	if (s.len == 0)
		return true;
	separator = *s.p;
	if (separator != '-' && separator != '/' && separator != '.')
		return false;
	if (!take_byte(&s, separator) || !take_digits(&s, 2, &d->month) ||
		d->month == 0)
		return false;
	if (s.len == 0)
		return true;
	if (!take_byte(&s, separator) || !take_digits(&s, 2, &d->day) ||
		d->day == 0)
		return false;
	if (s.len == 0)
		return true;
	return (take_byte(&s, 'T') || take_byte(&s, 't') ||
		       take_byte(&s, ' ')) &&
		read_any_time(s, d->time);
}

/* "28.02.2023", "28.2.2023": the order of all who write full stops. */
static bool
read_dotted(struct saiga_slice s, struct saiga_date *d)
{
	unsigned year;

	if (!take_digits(&s, 2, &d->day) && !take_digits(&s, 1, &d->day))
		return false;
	if (!take_byte(&s, '.') ||
		(!take_digits(&s, 2, &d->month) &&
			!take_digits(&s, 1, &d->month)) ||
		!take_byte(&s, '.') || !take_digits(&s, 4, &year))
		return false;
	d->year = (int)year;
	s = saiga_slice_trim(s);
	take_byte(&s, ',');
	s = saiga_slice_trim(s);
	return d->day > 0 && d->month > 0 &&
		(s.len == 0 || read_any_time(s, d->time));
}

/* One word of a date in words; false when it cannot be part of one. */
static bool
take_word(const struct saiga_word *word, struct saiga_date *d)
{
	struct saiga_slice digits = word->term;
	unsigned n = 0;

	if (d->month == 0 && (n = month_by_name(word->term)) > 0) {
		d->month = n;
		return true;
	}
	if (digits.len == 4 && d->year == 0 && take_digits(&digits, 4, &n)) {
		d->year = (int)n;
		return true;
	}
	if (d->day == 0 &&
		take_digits(&digits,
			digits.len > 1 && digits.p[1] >= '0' &&
					digits.p[1] <= '9'
				? 2
				: 1,
			&n)) {
		d->day = n;
		return n > 0 && !take_digits(&digits, 1, &n);
	}
	/* Weekdays, "of", "года" and the like stand before, not between. */
	return d->month == 0 || d->year > 0;
}

/* "28 February 2023", "February 28, 2023", "Tue, 28 Feb 2023 10:00:00 +0600",
 * "28 февраля 2023 года". */
static bool
read_words(struct saiga_slice s, struct saiga_date *d)
{
	const char *colon = s.len == 0 ? NULL : memchr(s.p, ':', s.len);
	struct saiga_slice day = s;
	struct saiga_words words;
	struct saiga_word word;

	if (colon != NULL) {
		/* The time begins with the one or two digits before it. */
		while (colon > s.p && colon[-1] >= '0' && colon[-1] <= '9')
			colon--;
		day.len = (size_t)(colon - s.p);
		if (!read_any_time(
			    saiga_slice_of(colon, s.len - day.len), d->time))
			return false;
	}
	saiga_words_init(&words, day);
	while (saiga_words_next(&words, &word))
		if (word.span == 1 && !take_word(&word, d))
			return false;
	return d->year > 0 && d->month > 0;
}

enum saiga_status
saiga_date_parse(struct saiga_date *out, struct saiga_slice text)
{
	static bool (*const forms[])(
		struct saiga_slice, struct saiga_date *) = {
		read_iso,
		read_dotted,
		read_words,
	};
	const struct saiga_date none = { 0, 0, 0, "" };
	size_t i;

	text = saiga_slice_trim(text);
	for (i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		*out = none;
		if (text.len <= 64 && forms[i](text, out) &&
			is_calendar_date(out))
			return SAIGA_OK;
	}
	*out = none;
	return SAIGA_FORMAT;
}

void
saiga_date_format(const struct saiga_date *date, struct saiga_strbuf *out)
{
	if (date->year == 0)
		return;
	saiga_strbuf_printf(out, "%04d", date->year);
	if (date->month == 0)
		return;
	saiga_strbuf_printf(out, "-%02u", date->month);
	if (date->day > 0)
		saiga_strbuf_printf(out, "-%02u%s", date->day, date->time);
}

void
saiga_date_day(const struct saiga_date *date, char day[9])
{
	snprintf(day, 9, "%04u%02u%02u", (unsigned)date->year % 10000,
		date->month % 100, date->day % 100);
}
