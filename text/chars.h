/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kind of thing a character is to a word; shared inside text/. */
#ifndef TEXT_CHARS_H
#define TEXT_CHARS_H

#include <stdbool.h>
#include <stdint.h>

enum text_class {
	TEXT_OTHER,
	TEXT_LETTER,
	TEXT_DIGIT,
	TEXT_MARK,      /* combines with the letter before it */
	TEXT_IDEOGRAPH, /* a letter of a script written without spaces */
	TEXT_IGNORED    /* soft hyphen, zero width: as if it were not there */
};

enum text_class text_classify(uint32_t c);

bool text_is_upper(uint32_t c);
bool text_is_lower(uint32_t c);

/* The apostrophes that people and word processors put inside words. */
bool text_is_apostrophe(uint32_t c);

/* Quotes and brackets that close, or open, as UAX #29 sees them (a straight
 * quote does both). */
bool text_is_close(uint32_t c);
bool text_is_open(uint32_t c);

#endif
