/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether two words are one name: by the keys that they share. */
#include <saiga/text.h>

#include "romanise.h"

#include <string.h>

#define NEAR_SOUNDS 6u /* that near names have at the least */

static bool
is_kind(const char *key, char kind)
{
	bool marked = *key == SAIGA_NAME_SOUND || *key == SAIGA_NAME_LOOSE;

	return kind == 'a' ? !marked : *key == kind;
}

/* Whether the words share a key of the kind; 'a' is for strict. */
static bool
share(const struct saiga_name_keys *a, const struct saiga_name_keys *b,
	char kind)
{
	unsigned i, k;

	for (i = 0; i < a->n; i++) {
		if (!is_kind(a->key[i], kind))
			continue;
		for (k = 0; k < b->n; k++)
			if (strcmp(a->key[i], b->key[k]) == 0)
				return true;
	}
	return false;
}

/* Vowels that one ear hears for the other, unstressed. */
static bool
is_near_vowel(char a, char b)
{
	static const char pairs[][2] = { { 'e', 'i' }, { 'a', 'e' } };
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if ((pairs[i][0] == a && pairs[i][1] == b) ||
			(pairs[i][0] == b && pairs[i][1] == a))
			return true;
	return false;
}

/* Whether the keys differ inside by one such vowel, or by an i that only one
 * has; at the end that makes another word. */
static bool
is_near_key(const char *a, const char *b)
{
	size_t n_a = strlen(a), n_b = strlen(b), i = 0;

	if (n_a < NEAR_SOUNDS || n_b < NEAR_SOUNDS)
		return false;
	if (n_a > n_b)
		return is_near_key(b, a);
	while (i < n_a && a[i] == b[i])
		i++;
	if (n_a == n_b)
		return i + 1 < n_a && is_near_vowel(a[i], b[i]) &&
			strcmp(a + i + 1, b + i + 1) == 0;
	return n_b == n_a + 1 && i < n_a && b[i] == 'i' &&
		strcmp(a + i, b + i + 1) == 0;
}

bool
saiga_names_near(
	const struct saiga_name_keys *a, const struct saiga_name_keys *b)
{
	unsigned i, k;

	if (!share(a, b, SAIGA_NAME_LOOSE))
		return false;
	for (i = 0; i < a->n; i++)
		for (k = 0; k < b->n; k++)
			if (is_kind(a->key[i], 'a') &&
				is_kind(b->key[k], 'a') &&
				is_near_key(a->key[i], b->key[k]))
				return true;
	return false;
}

bool
saiga_name_same_script(struct saiga_slice a, struct saiga_slice b)
{
	struct name_word x, y;

	return name_word_read(&x, a) && name_word_read(&y, b) &&
		x.script == y.script;
}

bool
saiga_names_join(struct saiga_slice a, struct saiga_slice b)
{
	struct saiga_name_keys x, y;

	saiga_name_keys(&x, a);
	saiga_name_keys(&y, b);
	return share(&x, &y, 'a') || saiga_names_near(&x, &y) ||
		(share(&x, &y, SAIGA_NAME_SOUND) &&
			!saiga_name_same_script(a, b));
}

bool
saiga_names_alike(struct saiga_slice a, struct saiga_slice b)
{
	struct saiga_name_keys x, y;

	saiga_name_keys(&x, a);
	saiga_name_keys(&y, b);
	return share(&x, &y, SAIGA_NAME_LOOSE);
}
