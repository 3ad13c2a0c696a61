/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lists of stop words; shared inside text/. */
#ifndef TEXT_STOPWORDS_H
#define TEXT_STOPWORDS_H

#include <stddef.h>

struct text_stopwords {
	const char *language; /* ISO 639-1; NULL behind the last list */
	const char *const *words;
	size_t n;
};

extern const struct text_stopwords text_stopwords_cyrillic[];
extern const struct text_stopwords text_stopwords_latin[];

#endif
