/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What may be a field's value, and which of two is the better one. */
#include "meta.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define VALUE_MAX 2000u /* bytes: a longer one is a text */
#define AUTHOR_MAX 200u
#define YEAR_MIN 1990  /* the web is not older */
#define LIST_MAX 4000u /* bytes of all authors, of all tags */

static bool
begins_with(struct saiga_slice s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n && saiga_slice_is(saiga_slice_of(s.p, n), prefix);
}

static bool
is_address(struct saiga_slice s)
{
	return begins_with(s, "http://") || begins_with(s, "https://");
}

/* Tomorrow, since it may be that already where the page is from. */
static bool
is_future(const struct saiga_date *date)
{
	struct saiga_date last;
	char day[9], latest[9];

	saiga_date_of(&last, (int64_t)time(NULL) + 86400);
	saiga_date_day(date, day);
	saiga_date_day(&last, latest);
	return strcmp(day, latest) > 0;
}

bool
meta_is_possible(const struct saiga_date *date)
{
	return date->year >= YEAR_MIN && !is_future(date);
}

bool
meta_offer_date(struct page_meta *meta, enum saiga_field field,
	const struct saiga_date *date, enum saiga_origin origin, unsigned rank)
{
	struct meta_best *best = &meta->best[field];

	if (!meta_is_possible(date))
		return false;
	if (rank < best->rank) {
		saiga_strbuf_reset(&best->value);
		saiga_date_format(date, &best->value);
		best->origin = origin;
		best->rank = rank;
	}
	return true;
}

/* Names, not addresses of pages, accounts or mail; nor the login of whoever
 * runs the site. */
static bool
is_author(struct saiga_slice value)
{
	static const char *const nobody[] = { "admin", "administrator", "root",
		"webmaster", "editor", "unknown", "null", "undefined", "none",
		"n/a", "anonymous", "author", "staff", "no author" };
	size_t i;

	if (value.len > AUTHOR_MAX || is_address(value) ||
		memchr(value.p, '@', value.len) != NULL ||
		(memchr(value.p, '/', value.len) != NULL &&
			memchr(value.p, ' ', value.len) == NULL) ||
		value.p[value.len - 1] == ':')
		return false;
	for (i = 0; i < sizeof(nobody) / sizeof(*nobody); i++)
		if (saiga_slice_is(value, nobody[i]))
			return false;
	return true;
}

static bool
is_language(struct saiga_slice value)
{
	return value.len >= 2 &&
		((value.p[0] | 32) >= 'a' && (value.p[0] | 32) <= 'z') &&
		((value.p[1] | 32) >= 'a' && (value.p[1] | 32) <= 'z') &&
		(value.len == 2 || value.p[2] == '-' || value.p[2] == '_');
}

/* Whether the list has the value already, between its separators; or the value
 * is nothing. */
static bool
has_value(struct saiga_slice list, struct saiga_slice value)
{
	size_t i;

	for (i = 0; i + value.len <= list.len; i++) {
		size_t end = i + value.len;

		if (memcmp(list.p + i, value.p, value.len) == 0 &&
			(i == 0 || list.p[i - 1] == ' ') &&
			(end == list.len || list.p[end] == ',' ||
				list.p[end] == ';'))
			return true;
	}
	return value.len == 0;
}

/* Authors stand between semicolons, since names may have commas. */
static void
add_value(struct saiga_strbuf *list, enum saiga_field field,
	struct saiga_slice value)
{
	if (list->len + value.len > LIST_MAX ||
		has_value(saiga_strbuf_view(list), value))
		return;
	if (list->len > 0)
		saiga_strbuf_str(
			list, field == SAIGA_FIELD_AUTHOR ? "; " : ", ");
	saiga_strbuf_slice(list, value);
}

/* A list of tags comes in one value or in many. */
static void
add_tags(struct saiga_strbuf *list, struct saiga_slice value)
{
	while (value.len > 0) {
		size_t n = 0;

		while (n < value.len && value.p[n] != ',' && value.p[n] != ';')
			n++;
		add_value(list, SAIGA_FIELD_TAGS,
			saiga_slice_trim(saiga_slice_of(value.p, n)));
		n += n < value.len;
		value = saiga_slice_of(value.p + n, value.len - n);
	}
}

static bool
can_be(enum saiga_field field, struct saiga_slice value)
{
	switch (field) {
	case SAIGA_FIELD_AUTHOR:
		return is_author(value);
	case SAIGA_FIELD_URL:
		return is_address(value);
	case SAIGA_FIELD_LANGUAGE:
		return is_language(value);
	case SAIGA_FIELD_SECTION:
	case SAIGA_FIELD_PUBLISHER:
		return !is_address(value);
	default:
		return true;
	}
}

bool
meta_offer(struct page_meta *meta, enum saiga_field field,
	struct saiga_slice value, enum saiga_origin origin, unsigned rank)
{
	struct meta_best *best = &meta->best[field];
	struct saiga_date date;

	value = saiga_slice_trim(value);
	if (value.len == 0 || value.len > VALUE_MAX)
		return false;
	if (field == SAIGA_FIELD_DATE || field == SAIGA_FIELD_MODIFIED)
		return saiga_date_read(&date, value, meta->order) == SAIGA_OK &&
			meta_offer_date(meta, field, &date, origin, rank);
	if (!can_be(field, value))
		return false;
	if (rank > best->rank)
		return true;
	if (rank < best->rank)
		saiga_strbuf_reset(&best->value);
	if (field == SAIGA_FIELD_TAGS)
		add_tags(&best->value, value);
	/* Bylines of other articles are on the page, too. */
	else if (rank < best->rank ||
		(field == SAIGA_FIELD_AUTHOR && rank < META_BYLINE))
		add_value(&best->value, field, value);
	best->origin = origin;
	best->rank = rank;
	return true;
}

/* Writes the last label of the address's host, in small letters. */
static void
top_domain(struct saiga_slice url, char out[16])
{
	struct saiga_strbuf canonical = SAIGA_STRBUF_INIT(65536);
	struct saiga_slice host;
	size_t n = 0;

	saiga_url_canonical(url, &canonical);
	host = saiga_url_host(saiga_strbuf_view(&canonical));
	while (n < host.len && n < 10 && host.p[host.len - 1 - n] != '.')
		n++;
	snprintf(
		out, 16, " %.*s ", (int)n, n == 0 ? "" : host.p + host.len - n);
	saiga_strbuf_dispose(&canonical);
}

/*
 * Months come first in American English (CLDR 41: en-US dateFormats, M/d/y;
 * en-001 and all other locales with slashes, d/M/y).  English of no country
 * is American where its address has none either.
 */
enum saiga_date_order
meta_date_order(struct saiga_slice language, struct saiga_slice url)
{
	static const char generic[] =
		" com org net edu gov mil info biz us news tv io me co ";
	char domain[16];

	top_domain(url, domain);
	if (language.len >= 5 && begins_with(language, "en"))
		return saiga_slice_is(saiga_slice_of(language.p + 3, 2), "us")
			? SAIGA_DATE_MONTH_FIRST
			: SAIGA_DATE_DAY_FIRST;
	if (language.len >= 2 && !begins_with(language, "en"))
		return SAIGA_DATE_DAY_FIRST;
	if (domain[1] == ' ')
		return SAIGA_DATE_ORDER_UNKNOWN;
	if (strstr(generic, domain) == NULL)
		return SAIGA_DATE_DAY_FIRST;
	return language.len >= 2 ? SAIGA_DATE_MONTH_FIRST
				 : SAIGA_DATE_ORDER_UNKNOWN;
}
