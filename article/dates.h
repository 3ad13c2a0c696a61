/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inside the reading of dates: tokens, names, times. */
#ifndef ARTICLE_DATES_H
#define ARTICLE_DATES_H

#include <saiga/article.h>

/* ---- date-tokens.c ------------------------------------------------------- */

#define DATE_SPACES_MAX 32u /* of white space between two tokens */

enum date_kind {
	DATE_END,
	DATE_NUMBER, /* digits */
	DATE_WORD,   /* letters */
	DATE_SIGN    /* one character that is none of these */
};

struct date_token {
	enum date_kind kind;
	struct saiga_slice s;
	unsigned value; /* a number's; at most 9 digits of it */
	bool spaced;    /* white space, or the text's start, before it */
};

/* Cuts the next token off *rest. */
struct date_token date_token_next(struct saiga_slice *rest);

/* Cuts the next token off *rest if it is the sign, a number of so many digits,
 * or a word of the list ("| of de |", folded); else leaves *rest. */
bool date_take_sign(struct saiga_slice *rest, const char *signs, char *sign);
bool date_take_number(struct saiga_slice *rest, size_t min, size_t max,
	unsigned *value);
bool date_take_word(struct saiga_slice *rest, const char *list);

/* ---- date-names.c -------------------------------------------------------- */

#define DATE_WORD_MAX 60u /* bytes: no word of a date is longer */

/* The month, 1 to 12, that the word names in any language, or 0. */
unsigned date_month(struct saiga_slice word);

/* Whether the word, folded, is in a list with spaces around each. */
bool date_is_word(struct saiga_slice word, const char *list);

/* Minutes east of UTC of a zone's name. */
bool date_zone(struct saiga_slice word, int *minutes);

/* ---- date-time.c --------------------------------------------------------- */

/*
 * Cuts a time of day off *rest, in all its forms ("T10:00:00.1+06:00",
 * "at 10:30 p.m. EST", "10.30 Uhr", "10h30"), and writes it as ISO 8601 has
 * it; false, and *rest as it was, when there is none.
 */
bool date_take_time(struct saiga_slice *rest, char time[24]);

/* ---- date-forms.c -------------------------------------------------------- */

/* Reads the date that the text begins with, and its time; returns how many
 * bytes it takes, 0 for none.  Only whole days are dates, unless vague. */
size_t date_match(struct saiga_date *out, struct saiga_slice text,
	enum saiga_date_order order, bool vague);

#endif
