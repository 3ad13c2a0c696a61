/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Word forms: the stemmers, and the lists of words that share a stem. */
#include <saiga/store.h>

#include <stdlib.h>
#include <string.h>

/* The first and last letter of a script, and its languages among those that
 * Xapian stems (ISO 639-1), and Kazakh, which text/ does. */
/* clang-format off */
static const struct script {
	uint32_t first, last;
	const char *languages;
} scripts[] = {
	{ 'a', 0x24f,
		"ca da de en es eu fi fr ga hu id it kk lt nb nl nn no pt ro "
		"sv tr " },
	{ 0x400, 0x52f, "kk ru " },
	{ 0x530, 0x58f, "hy " },
	{ 0x600, 0x6ff, "ar " },
	{ 0x900, 0x97f, "ne " },
	{ 0xb80, 0xbff, "ta " },
};
/* clang-format on */

#define MAX_STEMMERS 32

struct stemmer {
	char language[4];
	struct xc_stem *stem;
};

struct saiga_stemmers {
	struct stemmer items[MAX_STEMMERS];
	unsigned n;
	struct xc_bytes stem; /* of the last word */
};

enum saiga_status
saiga_stemmers_new(struct saiga_stemmers **out, struct saiga_error *err)
{
	*out = calloc(1, sizeof(**out));
	return *out == NULL ? saiga_error_nomem(err) : SAIGA_OK;
}

void
saiga_stemmers_free(struct saiga_stemmers *stemmers)
{
	unsigned i;

	if (stemmers == NULL)
		return;
	for (i = 0; i < stemmers->n; i++)
		xc_stem_free(stemmers->items[i].stem);
	xc_bytes_dispose(&stemmers->stem);
	free(stemmers);
}

static bool
is_listed(const char *languages, struct saiga_slice language)
{
	for (; language.len == 2 && *languages != '\0'; languages += 3)
		if (memcmp(languages, language.p, 2) == 0)
			return true;
	return false;
}

/* Whether the language has a stemmer, and the word is in its script. */
static bool
is_stemmed(struct saiga_slice language, struct saiga_slice word)
{
	uint32_t c;
	size_t i;

	if (word.len == 0)
		return false;
	saiga_utf8_decode(word.p, word.len, &c);
	for (i = 0; i < sizeof(scripts) / sizeof(*scripts); i++)
		if (c >= scripts[i].first && c <= scripts[i].last &&
			is_listed(scripts[i].languages, language))
			return true;
	return false;
}

static bool
has_digit(struct saiga_slice word)
{
	size_t i;

	for (i = 0; i < word.len; i++)
		if (word.p[i] >= '0' && word.p[i] <= '9')
			return true;
	return false;
}

/* The language's stemmer; NULL with *err set on failure. */
static struct xc_stem *
find_stemmer(struct saiga_stemmers *stemmers, struct saiga_slice language,
	struct saiga_error *err)
{
	struct stemmer *item;
	struct xc_error xerr;
	unsigned i;

	for (i = 0; i < stemmers->n; i++)
		if (saiga_slice_is(language, stemmers->items[i].language))
			return stemmers->items[i].stem;
	if (stemmers->n == MAX_STEMMERS) {
		saiga_error_set(err, SAIGA_INTERNAL, "too many stemmers");
		return NULL;
	}
	item = &stemmers->items[stemmers->n];
	memcpy(item->language, language.p, 2);
	item->language[2] = '\0';
	item->stem = xc_stem_new(item->language, &xerr);
	if (item->stem == NULL)
		saiga_store_error(err, &xerr, "stemmer");
	else
		stemmers->n++;
	return item->stem;
}

/*
 * Snowball's Russian stemmer takes -ов and -ев for endings, so that the stem of
 * Токаев is тока, and that of Токаева токаев: without these two letters, and
 * where three are left, a name's cases (and остров, острова) meet.
 */
static size_t
without_ov(const char *stem, size_t len)
{
	const size_t letter = 2; /* bytes, of Cyrillic */

	if (len >= 5 * letter &&
		(memcmp(stem + len - 2 * letter, "ов", 2 * letter) == 0 ||
			memcmp(stem + len - 2 * letter, "ев", 2 * letter) == 0))
		return len - 2 * letter;
	return len;
}

static void
write_key(struct saiga_strbuf *key, struct saiga_slice language,
	const char *stem, size_t len)
{
	saiga_strbuf_str(key, SAIGA_KEY_FORMS);
	saiga_strbuf_slice(key, language);
	saiga_strbuf_byte(key, '/');
	saiga_strbuf_append(key, stem, len);
}

enum saiga_status
saiga_forms_key(struct saiga_strbuf *key, struct saiga_stemmers *stemmers,
	struct saiga_slice language, struct saiga_slice word,
	struct saiga_error *err)
{
	char kazakh[SAIGA_TERM_MAX];
	struct xc_stem *stem;
	struct xc_error xerr;
	size_t len;

	saiga_strbuf_reset(key);
	if (!is_stemmed(language, word) || has_digit(word))
		return SAIGA_OK;
	if (saiga_slice_is(language, "kk")) {
		len = saiga_stem_kazakh(word, kazakh);
		write_key(key, language, kazakh, len);
		return saiga_strbuf_status(key, err);
	}
	stem = find_stemmer(stemmers, language, err);
	if (stem == NULL)
		return err == NULL ? SAIGA_INTERNAL : err->status;
	if (xc_stem_word(&stemmers->stem, stem, word.p, word.len, &xerr) !=
		XC_OK)
		return saiga_store_error(err, &xerr, "stemmer");
	len = stemmers->stem.len;
	if (saiga_slice_is(language, "ru"))
		len = without_ov(stemmers->stem.data, len);
	write_key(key, language, stemmers->stem.data, len);
	return saiga_strbuf_status(key, err);
}

/* Cuts what stands before the next space off the list. */
static bool
next_item(struct saiga_slice *list, struct saiga_slice *word)
{
	const char *space;

	if (list->len == 0)
		return false;
	space = memchr(list->p, ' ', list->len);
	word->p = list->p;
	word->len = space == NULL ? list->len : (size_t)(space - list->p);
	list->p += word->len;
	list->len -= word->len;
	if (list->len > 0) {
		list->p++;
		list->len--;
	}
	return true;
}

bool
saiga_forms_next(struct saiga_slice *list, struct saiga_slice *word)
{
	/* What is none may stand there in a damaged index. */
	while (next_item(list, word))
		if (word->len > 0 && word->len <= SAIGA_TERM_MAX &&
			(*word->p < 'A' || *word->p > 'Z'))
			return true;
	return false;
}

void
saiga_forms_merge(
	struct saiga_strbuf *out, struct saiga_slice a, struct saiga_slice b)
{
	struct saiga_slice x, y;
	bool has_x = saiga_forms_next(&a, &x), has_y = saiga_forms_next(&b, &y);

	saiga_strbuf_reset(out);
	while (has_x || has_y) {
		int order = !has_x ? 1
			: !has_y   ? -1
				   : saiga_slice_compare(x, y);

		if (out->len > 0)
			saiga_strbuf_byte(out, ' ');
		saiga_strbuf_slice(out, order <= 0 ? x : y);
		if (order <= 0)
			has_x = saiga_forms_next(&a, &x);
		if (order >= 0)
			has_y = saiga_forms_next(&b, &y);
	}
}
