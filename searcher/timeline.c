/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the days that a search has counted to a timeline. */
#include "timeline.h"

#include <stdio.h>
#include <stdlib.h>

/* A day as it is stored. */
struct day {
	int64_t year;
	unsigned month, day; /* 0: unknown */
	uint32_t articles;
};

struct days {
	struct day *items; /* the earliest first */
	size_t n, cap;
	uint32_t none; /* articles with a value that is no day */
};

const char *
timeline_period_name(enum timeline_period period)
{
	static const char *const names[TIMELINE_PERIODS] = {
		[TIMELINE_DAY] = "day",
		[TIMELINE_MONTH] = "month",
		[TIMELINE_YEAR] = "year",
		[TIMELINE_DECADE] = "decade",
		[TIMELINE_CENTURY] = "century",
	};

	return (unsigned)period < TIMELINE_PERIODS ? names[period] : NULL;
}

/*
 * The days since 1 March of the year 0 of the calendar that is counted
 * backwards from ours, and back: Howard Hinnant's days_from_civil and
 * civil_from_days (https://howardhinnant.github.io/date_algorithms.html).
 * Years from 1.
 */
static int64_t
day_number(const struct day *d)
{
	int64_t y = d->month <= 2 ? d->year - 1 : d->year;
	int64_t of_era = y % 400;
	int64_t of_year =
		(153 * ((int64_t)d->month + (d->month > 2 ? -3 : 9)) + 2) / 5 +
		(int64_t)d->day - 1;

	return y / 400 * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
		of_year;
}

static struct day
numbered_day(int64_t number)
{
	int64_t era = number / 146097, in_era = number % 146097;
	int64_t of_era =
		(in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) /
		365;
	int64_t of_year = in_era - (365 * of_era + of_era / 4 - of_era / 100);
	int64_t shifted = (5 * of_year + 2) / 153;
	struct day d = { .year = of_era + era * 400 };

	d.day = (unsigned)(of_year - (153 * shifted + 2) / 5 + 1);
	d.month = (unsigned)(shifted < 10 ? shifted + 3 : shifted - 9);
	d.year += d.month <= 2;
	return d;
}

/* The number of the period that the day is in. */
static int64_t
period_of(const struct day *d, enum timeline_period period)
{
	switch (period) {
	case TIMELINE_DAY:
		return day_number(d);
	case TIMELINE_MONTH:
		return d->year * 12 + (int64_t)d->month - 1;
	case TIMELINE_DECADE:
		return d->year / 10;
	case TIMELINE_CENTURY:
		return d->year / 100;
	default:
		return d->year;
	}
}

static void
print_label(
	struct timeline_bar *bar, int64_t number, enum timeline_period period)
{
	int y = (int)number, step = period == TIMELINE_DECADE ? 10 : 100;
	struct day d;

	switch (period) {
	case TIMELINE_DAY:
		d = numbered_day(number);
		snprintf(bar->label, sizeof(bar->label), "%04d-%02u-%02u",
			(int)d.year % 10000, d.month % 100, d.day % 100);
		break;
	case TIMELINE_MONTH:
		snprintf(bar->label, sizeof(bar->label), "%04d-%02d",
			y / 12 % 10000, y % 12 + 1);
		break;
	case TIMELINE_YEAR:
		snprintf(bar->label, sizeof(bar->label), "%04d", y % 10000);
		break;
	default:
		snprintf(bar->label, sizeof(bar->label), "%04d..%04d",
			y * step % 10000, (y * step + step - 1) % 10000);
	}
}

static bool
is_precise(const struct day *d, enum timeline_period period)
{
	return period > TIMELINE_MONTH ||
		(d->month > 0 && (period == TIMELINE_MONTH || d->day > 0));
}

static enum saiga_status
visit(void *payload, struct saiga_slice value, uint32_t articles)
{
	struct days *days = payload;
	unsigned n = 0;
	struct day *d;
	size_t i;

	for (i = 0; i < value.len && value.p[i] >= '0' && value.p[i] <= '9' &&
		i < 8;
		i++)
		n = n * 10 + (unsigned)(value.p[i] - '0');
	/* A damaged index may have anything. */
	if (value.len != 8 || i != 8 || n < 10000 || n / 100 % 100 > 12 ||
		n % 100 > 31) {
		days->none += articles;
		return SAIGA_OK;
	}
	if (saiga_array_reserve(&days->items, &days->cap, days->n + 1,
		    sizeof(*days->items)) != SAIGA_OK)
		return SAIGA_NOMEM;
	d = &days->items[days->n++];
	d->year = n / 10000;
	d->month = n / 100 % 100;
	d->day = n % 100;
	d->articles = articles;
	return SAIGA_OK;
}

/* The first and the last period of those that are known, and how many that
 * is; 0 when none is. */
static size_t
span(const struct days *days, enum timeline_period period, int64_t *first)
{
	int64_t last = 0;
	bool any = false;
	size_t i;

	for (i = 0; i < days->n; i++) {
		if (!is_precise(&days->items[i], period))
			continue;
		last = period_of(&days->items[i], period);
		*first = any ? *first : last;
		any = true;
	}
	return any ? (size_t)(last - *first) + 1 : 0;
}

static bool
any_is_precise(const struct days *days, enum timeline_period period)
{
	size_t i;

	for (i = 0; i < days->n; i++)
		if (is_precise(&days->items[i], period))
			return true;
	return days->n == 0;
}

/* The shortest period with no more bars than fit; of its own choice none that
 * no article is known by. */
static enum timeline_period
choose(const struct days *days, enum timeline_period asked)
{
	bool own = asked == TIMELINE_AUTO;
	enum timeline_period period = own ? TIMELINE_DAY : asked;
	size_t max = own ? TIMELINE_BARS : TIMELINE_BARS_MAX;
	int64_t first;

	while (period < TIMELINE_CENTURY &&
		(span(days, period, &first) > max ||
			(own && !any_is_precise(days, period))))
		period++;
	return period;
}

static enum saiga_status
draw(struct timeline *t, const struct days *days, enum timeline_period asked)
{
	int64_t first = 0;
	size_t i;

	t->period = choose(days, asked);
	t->undated += days->none;
	t->n = span(days, t->period, &first);
	t->bars = calloc(t->n + 1, sizeof(*t->bars));
	if (t->bars == NULL)
		return SAIGA_NOMEM;
	for (i = 0; i < t->n; i++)
		print_label(&t->bars[i], first + (int64_t)i, t->period);
	for (i = 0; i < days->n; i++) {
		const struct day *d = &days->items[i];
		struct timeline_bar *bar;

		if (!is_precise(d, t->period)) {
			t->imprecise += d->articles;
			continue;
		}
		bar = &t->bars[period_of(d, t->period) - first];
		bar->articles += d->articles;
		if (bar->articles > t->highest)
			t->highest = bar->articles;
	}
	return SAIGA_OK;
}

enum saiga_status
timeline_new(struct timeline **out, const struct counts *counts,
	enum timeline_period period, struct saiga_error *err)
{
	struct timeline *timeline = calloc(1, sizeof(*timeline));
	struct days days = { NULL, 0, 0, 0 };
	enum saiga_status status =
		timeline == NULL ? saiga_error_nomem(err) : SAIGA_OK;

	if (status == SAIGA_OK)
		status = counts_each(counts, COUNT_DAYS, visit, &days,
			&timeline->undated, err);
	if (status == SAIGA_OK && draw(timeline, &days, period) != SAIGA_OK)
		status = saiga_error_nomem(err);
	free(days.items);
	if (status != SAIGA_OK) {
		timeline_free(timeline);
		timeline = NULL;
	}
	*out = timeline;
	return status;
}

void
timeline_free(struct timeline *timeline)
{
	if (timeline == NULL)
		return;
	free(timeline->bars);
	free(timeline);
}
