/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Looks words up in the lists of stop words.  A word belongs in a list when
 * it only holds a sentence together, or asks.  What denies or opposes (not,
 * without, against) is in none: it is what a query may hang on.  Nor is what
 * is as often a name or a noun in news: us is the U.S., may a month, Italian
 * stato the State, French or gold, Portuguese são a saint's city.  "who" and
 * "it" are in: folded, they cannot be told from WHO and IT, but in nearly
 * every article they are the pronouns, so that they find nothing.
 */
#include <saiga/text.h>

#include "stopwords.h"

#include <string.h>

static const struct text_stopwords *
list_of(struct saiga_slice language)
{
	const struct text_stopwords *list;

	for (list = text_stopwords_latin; list->language != NULL; list++)
		if (saiga_slice_is(language, list->language))
			return list;
	for (list = text_stopwords_cyrillic; list->language != NULL; list++)
		if (saiga_slice_is(language, list->language))
			return list;
	return NULL;
}

bool
saiga_has_stopwords(struct saiga_slice language)
{
	return list_of(language) != NULL;
}

bool
saiga_is_stopword(struct saiga_slice language, struct saiga_slice word)
{
	const struct text_stopwords *list = list_of(language);
	size_t from = 0, to = list == NULL ? 0 : list->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = saiga_slice_compare(
			word, saiga_slice(list->words[middle]));

		if (order == 0)
			return true;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return false;
}
