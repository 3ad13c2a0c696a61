/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which day a page was published on, where its sources differ. */
#include "meta.h"

#include <string.h>

/* Hours that clocks are from UTC where newspapers are: New Zealand in summer,
 * Hawaii. */
#define EAST_MAX 13u
#define WEST_MAX 10u

/* Days since some day: enough to tell what lies how far apart. */
static long
day_number(const struct saiga_date *date)
{
	long year = date->year, month = (long)date->month;

	/* Days of the proleptic Gregorian calendar, March being the year's
	 * first month: E. G. Richards, Explanatory Supplement to the
	 * Astronomical Almanac, 3rd ed., section 15.11.3. */
	if (month < 3) {
		month += 12;
		year--;
	}
	return 365 * year + year / 4 - year / 100 + year / 400 +
		(153 * (month - 3) + 2) / 5 + (long)date->day;
}

/* Whether the time is no local one: of UTC, or of no zone, which programs
 * mean UTC by as often as not. */
static bool
is_universal(const struct saiga_date *date)
{
	size_t n = strlen(date->time);

	return n == 9 || (n == 10 && date->time[9] == 'Z') ||
		(n > 10 && strcmp(date->time + 9, "+00:00") == 0);
}

/*
 * Whether the day may be the same moment's where the page is from: the next
 * day in the east, or the day before in the west.
 */
static bool
is_local_day(const struct saiga_date *moment, const struct saiga_date *day)
{
	long apart = day_number(day) - day_number(moment);
	unsigned hour;

	if (!is_universal(moment) || day->day == 0)
		return false;
	hour = (unsigned)(moment->time[1] - '0') * 10 +
		(unsigned)(moment->time[2] - '0');
	return (apart == 1 && hour >= 24 - EAST_MAX) ||
		(apart == -1 && hour < WEST_MAX);
}

/* Whether one is the other with its month where the day belongs, as programs
 * write that were made in another country. */
static bool
is_swapped(const struct saiga_date *a, const struct saiga_date *b)
{
	return a->year == b->year && a->month == b->day && a->day == b->month &&
		a->day != b->day;
}

static void
replace_day(struct page_meta *meta, const struct saiga_date *day,
	enum saiga_origin origin)
{
	struct meta_best *best = &meta->best[SAIGA_FIELD_DATE];

	saiga_strbuf_reset(&best->value);
	saiga_date_format(day, &best->value);
	best->origin = origin;
}

/*
 * What is declared counts, but for three cases.  Figures may stand in an order
 * that the day shown puts right.  Its moment may be told in UTC
 * where the page shows its readers the day of their clocks: theirs is the day
 * to cite.  And an address is made when a page first appears, while programs
 * declare days on which it appeared again: an earlier day in the address, but
 * for the evening before, is the first one.
 */
static void
settle_declared(struct page_meta *meta, const struct saiga_date *address)
{
	struct meta_best *best = &meta->best[SAIGA_FIELD_DATE];
	struct saiga_date declared;

	if (best->rank >= META_TIME ||
		saiga_date_parse(&declared, saiga_strbuf_view(&best->value)) !=
			SAIGA_OK ||
		declared.day == 0)
		return;
	if (address->day > 0 &&
		(is_local_day(&declared, address) ||
			day_number(address) + 1 < day_number(&declared)))
		replace_day(meta, address, SAIGA_ORIGIN_ADDRESS);
	else if (is_local_day(&declared, &meta->shown) ||
		is_swapped(&declared, &meta->shown))
		replace_day(meta, &meta->shown, SAIGA_ORIGIN_BYLINE);
}

void
meta_settle_day(struct page_meta *meta)
{
	struct saiga_slice url =
		saiga_strbuf_view(&meta->best[SAIGA_FIELD_URL].value);
	struct meta_best *changed = &meta->best[SAIGA_FIELD_MODIFIED];
	struct saiga_date address;

	if (!saiga_date_of_url(&address, meta->url))
		saiga_date_of_url(&address, url);
	if (!meta_offer_date(meta, SAIGA_FIELD_DATE, &address,
		    SAIGA_ORIGIN_ADDRESS,
		    address.day > 0 ? META_ADDRESS : META_CHANGE + 1))
		address.day = 0;
	settle_declared(meta, &address);
	meta_offer(meta, SAIGA_FIELD_DATE, saiga_strbuf_view(&changed->value),
		SAIGA_ORIGIN_CHANGE, META_CHANGE);
}
