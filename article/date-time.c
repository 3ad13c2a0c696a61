/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Times of day as they stand behind dates. */
#include "dates.h"

#include <stdio.h>
#include <string.h>

struct clock {
	unsigned hour, minute, second;
	char zone[8];
};

/* "at", "um" and the like, or commas and dashes, between day and time; true
 * where a word says that a time follows. */
static bool
skip_between(struct saiga_slice *rest)
{
	static const char words[] = " at t um ob ab в у о om kl klo alle ore "
				    "ora a as o u saat сағат сағ ";
	bool said = false;
	unsigned i;

	for (i = 0; i < 3; i++) {
		struct saiga_slice left = *rest;
		struct date_token token = date_token_next(&left);
		bool skip = token.kind == DATE_SIGN &&
			(token.s.len > 1 || strchr(",;|-.", *token.s.p));

		if (!skip &&
			(token.kind != DATE_WORD ||
				!date_is_word(token.s, words)))
			break;
		said |= !skip;
		*rest = left;
	}
	return said;
}

/* "am", "p.m."; noon and midnight are 12. */
static bool
take_half(struct saiga_slice *rest, struct clock *clock)
{
	struct saiga_slice left = *rest;
	struct date_token token = date_token_next(&left);
	char sign;

	if (token.kind != DATE_WORD)
		return false;
	if (date_is_word(token.s, " a p ")) {
		if (!date_take_sign(&left, ".", &sign) ||
			!date_take_word(&left, " m "))
			return false;
		date_take_sign(&left, ".", &sign);
	} else if (!date_is_word(token.s, " am pm "))
		return false;
	if (clock->hour == 0 || clock->hour > 12)
		return false;
	clock->hour %= 12;
	if (*token.s.p == 'p' || *token.s.p == 'P')
		clock->hour += 12;
	*rest = left;
	return true;
}

static bool
put_zone(struct clock *clock, char sign, unsigned hours, unsigned minutes)
{
	if (hours > 14 || minutes > 59)
		return false;
	snprintf(clock->zone, sizeof(clock->zone), "%c%02u:%02u", sign,
		hours % 100, minutes % 100);
	return true;
}

/* "+06:00", "+0600", "+06", "-5". */
static bool
take_offset(struct saiga_slice *rest, struct clock *clock)
{
	struct saiga_slice left = *rest, before;
	unsigned hours, minutes = 0;
	char sign, colon;

	if (!date_take_sign(&left, "+-", &sign))
		return false;
	if (date_take_number(&left, 4, 4, &hours)) {
		minutes = hours % 100;
		hours /= 100;
	} else if (!date_take_number(&left, 1, 2, &hours))
		return false;
	else {
		before = left;
		if (!date_take_sign(&left, ":", &colon) ||
			!date_take_number(&left, 2, 2, &minutes)) {
			if (left.p != before.p)
				return false;
			minutes = 0;
		}
	}
	if (!put_zone(clock, sign, hours, minutes))
		return false;
	*rest = left;
	return true;
}

/* "Z", "GMT", "GMT+0100", "EST", an offset; what is none is left. */
static void
take_zone(struct saiga_slice *rest, struct clock *clock)
{
	struct saiga_slice left = *rest;
	struct date_token token = date_token_next(&left);
	int minutes;
	char sign;

	if (token.kind == DATE_SIGN && saiga_slice_is(token.s, "("))
		token = date_token_next(&left);
	if (token.kind != DATE_WORD || !date_zone(token.s, &minutes)) {
		take_offset(rest, clock);
		return;
	}
	*rest = left;
	if (minutes == 0 && take_offset(rest, clock))
		return;
	sign = minutes < 0 ? '-' : '+';
	if (minutes == 0)
		strcpy(clock->zone, "Z");
	else
		put_zone(clock, sign,
			(unsigned)(minutes < 0 ? -minutes : minutes) / 60,
			(unsigned)(minutes < 0 ? -minutes : minutes) % 60);
}

/* "10:30", "10:30:15.123", "10h30", "10.30 Uhr". */
static bool
take_clock(struct saiga_slice *rest, struct clock *clock, bool said)
{
	static const char hours[] = " uhr h ч мин klo ";
	struct saiga_slice left = *rest;
	unsigned fraction;
	bool dotted = false;
	char sign;

	if (!date_take_number(&left, 1, 2, &clock->hour))
		return false;
	if (date_take_sign(&left, ":.", &sign))
		dotted = sign == '.';
	else if (!date_take_word(&left, " h u t ч "))
		return false;
	if (!date_take_number(&left, 2, 2, &clock->minute))
		return false;
	*rest = left;
	if (date_take_sign(&left, ":", &sign) &&
		date_take_number(&left, 2, 2, &clock->second)) {
		*rest = left;
		if (date_take_sign(&left, ".,", &sign) &&
			date_take_number(&left, 1, 12, &fraction))
			*rest = left;
	}
	/* "10.30" alone may be half of another date. */
	return date_take_word(rest, hours) || !dotted || said;
}

/* "1000", "100000" behind the T of ISO 8601's basic format. */
static bool
take_basic(struct saiga_slice *rest, struct clock *clock)
{
	struct saiga_slice left = *rest;
	unsigned n;

	if (!date_take_word(&left, " t "))
		return false;
	if (date_take_number(&left, 6, 6, &n)) {
		clock->second = n % 100;
		n /= 100;
	} else if (!date_take_number(&left, 4, 4, &n))
		return false;
	clock->hour = n / 100;
	clock->minute = n % 100;
	*rest = left;
	return true;
}

bool
date_take_time(struct saiga_slice *rest, char time[24])
{
	struct saiga_slice left = *rest;
	struct clock clock = { 0, 0, 0, "" };
	const struct clock none = clock;
	bool said;

	if (!take_basic(&left, &clock)) {
		clock = none;
		said = skip_between(&left);
		if (!take_clock(&left, &clock, said))
			return false;
	}
	take_half(&left, &clock);
	if (clock.hour > 24 || clock.minute > 59 || clock.second > 60)
		return false;
	take_zone(&left, &clock);
	snprintf(time, 24, "T%02u:%02u:%02u%s", clock.hour % 100,
		clock.minute % 100, clock.second % 100, clock.zone);
	*rest = left;
	return true;
}
