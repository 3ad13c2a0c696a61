/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dates as newspapers, mail and programs write them. */
#include "dates.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define TEXT_MAX 72u /* bytes of a text that is a date */
#define WORDS_MAX 6u /* words and signs before it */

/* Seconds of the epoch, or thousandths of them, as programs write times: ten
 * digits from 2001 to 2286. */
static bool
read_epoch(struct saiga_date *out, struct saiga_slice text)
{
	int64_t seconds = 0;
	struct tm tm;
	time_t time;
	size_t i;

	if (text.len != 10 && text.len != 13)
		return false;
	for (i = 0; i < text.len; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
		if (i < 10)
			seconds = seconds * 10 + (text.p[i] - '0');
	}
	time = (time_t)seconds;
	if (*text.p == '0' || gmtime_r(&time, &tm) == NULL)
		return false;
	out->year = tm.tm_year + 1900;
	out->month = (unsigned)tm.tm_mon + 1;
	out->day = (unsigned)tm.tm_mday;
	snprintf(out->time, sizeof(out->time), "T%02u:%02u:%02uZ",
		(unsigned)tm.tm_hour % 24, (unsigned)tm.tm_min % 60,
		(unsigned)tm.tm_sec % 61);
	return true;
}

/* Cuts off *rest what may stand before a date: a word, a sign, or a time,
 * which goes into time. */
static bool
skip_before(struct saiga_slice *rest, char time[24])
{
	struct saiga_slice left = *rest;
	struct date_token token = date_token_next(&left);

	if (token.kind == DATE_NUMBER)
		return date_take_time(rest, time);
	if (token.kind == DATE_END ||
		(token.kind == DATE_WORD && date_month(token.s) > 0) ||
		(token.kind == DATE_SIGN && strchr("+-/.", *token.s.p) != NULL))
		return false;
	*rest = left;
	return true;
}

enum saiga_status
saiga_date_read(struct saiga_date *out, struct saiga_slice text,
	enum saiga_date_order order)
{
	const struct saiga_date none = { 0, 0, 0, "" };
	char time[24] = "";
	unsigned i;

	text = saiga_slice_trim(text);
	*out = none;
	if (text.len > TEXT_MAX)
		return SAIGA_FORMAT;
	if (read_epoch(out, text))
		return SAIGA_OK;
	for (i = 0; i <= WORDS_MAX; i++) {
		if (date_match(out, text, order, true) > 0 &&
			(i == 0 || out->month > 0)) {
			if (out->day > 0 && out->time[0] == '\0')
				memcpy(out->time, time, sizeof(time));
			return SAIGA_OK;
		}
		if (!skip_before(&text, time))
			break;
	}
	*out = none;
	return SAIGA_FORMAT;
}

enum saiga_status
saiga_date_parse(struct saiga_date *out, struct saiga_slice text)
{
	return saiga_date_read(out, text, SAIGA_DATE_ORDER_UNKNOWN);
}

/* Whether the token is the end of something longer, as of "1.2." is the last
 * number. */
static bool
is_glued(const struct date_token *token, const struct date_token *before)
{
	return !token->spaced &&
		(before->kind == DATE_NUMBER ||
			(before->kind == DATE_SIGN &&
				strchr("./-_+", *before->s.p) != NULL) ||
			(before->kind == DATE_WORD && before->s.len == 1));
}

/* Whether a date may begin with the token. */
static bool
may_begin(const struct date_token *token, struct saiga_slice rest)
{
	struct date_token next = date_token_next(&rest);

	if (token->kind == DATE_NUMBER)
		return token->s.len <= 4;
	if (token->kind != DATE_WORD || token->s.len > DATE_WORD_MAX)
		return false;
	if (next.kind == DATE_SIGN && saiga_slice_is(next.s, "."))
		next = date_token_next(&rest);
	return next.kind == DATE_NUMBER && next.s.len <= 2;
}

bool
saiga_date_find(struct saiga_date *out, struct saiga_slice *rest,
	enum saiga_date_order order)
{
	struct date_token before = { .kind = DATE_END, .spaced = true };

	while (rest->len > 0) {
		struct date_token token = date_token_next(rest);
		size_t n;

		if (may_begin(&token, *rest) && !is_glued(&token, &before)) {
			struct saiga_slice text = saiga_slice_of(
				token.s.p, token.s.len + rest->len);

			n = date_match(out, text, order, false);
			if (n > 0) {
				*rest = saiga_slice_of(
					text.p + n, text.len - n);
				return true;
			}
		}
		before = token;
	}
	return false;
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
