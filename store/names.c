/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lists of names that share a key.  An entry is the word, a colon, and a
 * digit each for how many articles have it capitalised inside a sentence, and
 * how many in small letters: the binary logarithm, so that an entry is written
 * anew but a few times however large an index grows.
 */
#include <saiga/store.h>

#include <string.h>

static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";

/* Cuts the part before the next hyphen off the rest. */
static struct saiga_slice
next_part(struct saiga_slice *rest)
{
	const char *hyphen = memchr(rest->p, '-', rest->len);
	struct saiga_slice part = *rest;

	if (hyphen != NULL)
		part.len = (size_t)(hyphen - rest->p);
	rest->p += part.len + (hyphen != NULL);
	rest->len -= part.len + (hyphen != NULL);
	return part;
}

/* The first key of a kind; NULL if there is none. */
static const char *
first_of(const struct saiga_name_keys *keys, bool sound)
{
	unsigned i;

	for (i = 0; i < keys->n; i++)
		if (keys->key[i][0] != SAIGA_NAME_LOOSE &&
			(keys->key[i][0] == SAIGA_NAME_SOUND) == sound)
			return keys->key[i] + sound;
	return NULL;
}

/* Adds the parts' keys of a kind as one; nothing where a part has none. */
static void
add_joined(struct saiga_name_keys *out, struct saiga_slice written, bool sound)
{
	char joined[SAIGA_NAME_KEY_SIZE];
	struct saiga_name_keys keys;
	size_t len = 0;

	if (sound)
		joined[len++] = SAIGA_NAME_SOUND;
	while (written.len > 0) {
		const char *key;
		size_t n;

		saiga_name_keys(&keys, next_part(&written));
		key = first_of(&keys, sound);
		n = key == NULL ? 0 : strlen(key);
		if (n == 0 || len + n + 2 > sizeof(joined))
			return;
		memcpy(joined + len, key, n);
		len += n;
		if (written.len > 0)
			joined[len++] = '-';
	}
	joined[len] = '\0';
	if (out->n < SAIGA_NAME_KEYS)
		memcpy(out->key[out->n++], joined, len + 1);
}

void
saiga_names_keys(struct saiga_name_keys *out, struct saiga_slice written,
	struct saiga_slice folded)
{
	bool joined =
		written.len > 0 && memchr(written.p, '-', written.len) != NULL;

	saiga_name_keys(out, joined ? folded : written);
	if (!joined)
		return;
	add_joined(out, written, false);
	add_joined(out, written, true);
}

void
saiga_names_key(struct saiga_strbuf *key, const char *name_key, bool guessed)
{
	saiga_strbuf_reset(key);
	saiga_strbuf_str(key, guessed ? SAIGA_KEY_NAMES "<" : SAIGA_KEY_NAMES);
	saiga_strbuf_str(key, name_key);
}

unsigned
saiga_names_level(uint32_t articles)
{
	unsigned level = 0;

	for (; articles > 0; articles >>= 1)
		level++;
	return level;
}

void
saiga_names_append(struct saiga_strbuf *list, const struct saiga_name *name)
{
	if (list->len > 0)
		saiga_strbuf_byte(list, ' ');
	saiga_strbuf_slice(list, name->word);
	saiga_strbuf_byte(list, ':');
	saiga_strbuf_byte(list, digits[name->capital % 36]);
	saiga_strbuf_byte(list, digits[name->small % 36]);
}

static unsigned
level_of(char digit)
{
	const char *at = digit == '\0' ? NULL : strchr(digits, digit);

	return at == NULL ? 0 : (unsigned)(at - digits);
}

bool
saiga_names_next(struct saiga_slice *list, struct saiga_name *name)
{
	struct saiga_slice entry;

	do
		if (!saiga_forms_next(list, &entry))
			return false;
	while (entry.len < 4 || entry.p[entry.len - 3] != ':');
	name->word = saiga_slice_of(entry.p, entry.len - 3);
	name->capital = level_of(entry.p[entry.len - 2]);
	name->small = level_of(entry.p[entry.len - 1]);
	name->is_name = name->capital > name->small;
	return true;
}

static unsigned
higher(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

/* A level stands for 1.5 times the fewest articles that it can mean; of two
 * such numbers the sum has the higher one's level but where they are equal. */
static unsigned
sum(unsigned a, unsigned b)
{
	return higher(a, b) + (a == b && a > 0);
}

static void
merge(struct saiga_strbuf *out, struct saiga_slice a, struct saiga_slice b,
	unsigned (*level)(unsigned, unsigned))
{
	struct saiga_name x, y;
	bool has_x = saiga_names_next(&a, &x), has_y = saiga_names_next(&b, &y);

	saiga_strbuf_reset(out);
	while (has_x || has_y) {
		int order = !has_x ? 1
			: !has_y   ? -1
				   : saiga_slice_compare(x.word, y.word);
		struct saiga_name name = order <= 0 ? x : y;

		if (order == 0) {
			name.capital = level(x.capital, y.capital);
			name.small = level(x.small, y.small);
		}
		saiga_names_append(out, &name);
		if (order <= 0)
			has_x = saiga_names_next(&a, &x);
		if (order >= 0)
			has_y = saiga_names_next(&b, &y);
	}
}

void
saiga_names_merge(
	struct saiga_strbuf *out, struct saiga_slice a, struct saiga_slice b)
{
	merge(out, a, b, higher);
}

void
saiga_names_add(
	struct saiga_strbuf *out, struct saiga_slice a, struct saiga_slice b)
{
	merge(out, a, b, sum);
}
