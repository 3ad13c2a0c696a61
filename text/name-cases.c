/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a Cyrillic name in some case may be called in the nominative.  Guesses,
 * all that the ending allows: of Russian and Ukrainian the declensions of
 * names (N. Yu. Shvedova, ed., Russkaya grammatika, 1980, vol. 1, Nouns and
 * Adjectives), of Kazakh the stem.
 */
#include <saiga/text.h>

#include <string.h>

/* An ending, and what the nominative may have in its place. */
/* clang-format off */
static const struct {
	const char *ending, *nominative;
} cases[] = {
	{ "ого", "ий" },  /* Зеленского */
	{ "ому", "ий" },
	{ "им", "ий" },
	{ "ом", "" },     /* Лавровым, Байденом */
	{ "ым", "" },
	{ "ем", "" },
	{ "ем", "й" },    /* Сергеем */
	{ "ой", "а" },    /* Астаной */
	{ "ой", "ая" },   /* Тихановской */
	{ "ую", "ая" },
	{ "ове", "" },    /* Путінове */
	{ "ові", "" },    /* Путінові */
	{ "а", "" },      /* Токаева */
	{ "у", "" },
	{ "у", "а" },     /* Астану */
	{ "е", "" },
	{ "е", "а" },
	{ "ы", "а" },
	{ "и", "а" },
	{ "и", "ия" },    /* Мария, Марии */
	{ "я", "й" },     /* Сергея */
	{ "ю", "й" },
	{ "я", "ь" },     /* Игоря */
	{ "ю", "ь" },
};
/* clang-format on */

#define LEAST_LETTERS 3u /* that a name keeps */

static bool
is_cyrillic(struct saiga_slice word)
{
	return word.len > 1 &&
		((unsigned char)word.p[0] & 0xfc) == 0xd0; /* U+0400-04FF */
}

static void
add(struct saiga_name_cases *out, struct saiga_slice start,
	struct saiga_slice end)
{
	char *name = out->name[out->n];
	unsigned i;

	if (out->n == SAIGA_NAME_CASES || start.len + end.len >= SAIGA_TERM_MAX)
		return;
	memcpy(name, start.p, start.len);
	memcpy(name + start.len, end.p, end.len);
	out->len[out->n] = start.len + end.len;
	for (i = 0; i < out->n; i++)
		if (out->len[i] == out->len[out->n] &&
			memcmp(out->name[i], name, out->len[i]) == 0)
			return;
	out->n++;
}

void
saiga_name_cases(struct saiga_name_cases *out, struct saiga_slice word)
{
	char stem[SAIGA_TERM_MAX];
	size_t i, n;

	out->n = 0;
	if (!is_cyrillic(word))
		return;
	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct saiga_slice ending = saiga_slice(cases[i].ending);
		struct saiga_slice start = word;

		if (word.len < ending.len + 2 * LEAST_LETTERS ||
			memcmp(word.p + word.len - ending.len, ending.p,
				ending.len) != 0)
			continue;
		start.len -= ending.len;
		add(out, start, saiga_slice(cases[i].nominative));
	}
	n = saiga_stem_kazakh(word, stem);
	if (n >= 2 * LEAST_LETTERS && n < word.len &&
		memcmp(stem, word.p, n) == 0)
		add(out, saiga_slice_of(stem, n), saiga_slice(""));
}
