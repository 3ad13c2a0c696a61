/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A name is what articles write with a capital letter inside a sentence, most
 * of the time.  A word's counts go on from the levels that the index has.
 */
#include "names.h"

#include "lists.h"

#include <stdlib.h>

struct count {
	uint32_t capital, small; /* articles */
};

struct names {
	struct saiga_lexicon *words;
	struct count *counts; /* by the word's number */
	size_t cap;
	struct lists *batch;
	const struct xc_database *index; /* NULL while there is none */
	struct saiga_strbuf key;
};

static void
append_name(
	struct saiga_strbuf *list, struct saiga_slice word, const void *payload)
{
	const struct names *names = payload;
	const struct count *count =
		&names->counts[saiga_lexicon_find(names->words, word)];
	struct saiga_name name = {
		.word = word,
		.capital = saiga_names_level(count->capital),
		.small = saiga_names_level(count->small),
	};

	saiga_names_append(list, &name);
}

static const struct list_kind name_lists = { append_name, saiga_names_merge };

enum saiga_status
names_new(struct names **out, struct saiga_error *err)
{
	struct names *names = calloc(1, sizeof(*names));

	*out = NULL;
	if (names == NULL)
		return saiga_error_nomem(err);
	names->key.max = 1024;
	names->words = saiga_lexicon_new();
	names->batch = lists_new(&name_lists, names);
	if (names->words == NULL || names->batch == NULL) {
		names_free(names);
		return saiga_error_nomem(err);
	}
	*out = names;
	return SAIGA_OK;
}

void
names_free(struct names *names)
{
	if (names == NULL)
		return;
	saiga_lexicon_free(names->words);
	lists_free(names->batch);
	free(names->counts);
	saiga_strbuf_dispose(&names->key);
	free(names);
}

/* Puts the word under each of the keys. */
static enum saiga_status
add_under(struct names *names, struct saiga_slice word,
	const struct saiga_name_keys *keys, bool guessed,
	struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	unsigned i;

	for (i = 0; i < keys->n && status == SAIGA_OK; i++) {
		if (guessed && keys->key[i][0] == SAIGA_NAME_LOOSE)
			continue;
		saiga_names_key(&names->key, keys->key[i], guessed);
		status = lists_add(names->batch, saiga_strbuf_view(&names->key),
			word, err);
	}
	return status;
}

/* Puts the word under each key of the way it is written. */
static enum saiga_status
add_keys(struct names *names, struct saiga_slice word,
	struct saiga_slice written, struct saiga_error *err)
{
	struct saiga_name_keys keys;

	saiga_names_keys(&keys, written, word);
	return add_under(names, word, &keys, false, err);
}

/* Puts the word under the keys of what it may be in the nominative, which no
 * article needs to have. */
static enum saiga_status
add_cases(struct names *names, struct saiga_slice word, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	struct saiga_name_cases cases;
	struct saiga_name_keys keys;
	unsigned i;

	saiga_name_cases(&cases, word);
	for (i = 0; i < cases.n && status == SAIGA_OK; i++) {
		saiga_name_keys(
			&keys, saiga_slice_of(cases.name[i], cases.len[i]));
		status = add_under(names, word, &keys, true, err);
	}
	return status;
}

void
names_set_index(struct names *names, const struct xc_database *index)
{
	names->index = index;
}

/* The least number of articles that has the level. */
static uint32_t
least(unsigned level)
{
	return level == 0 ? 0 : (uint32_t)1 << (level - 1);
}

/* Sets the counts of a word that comes for the first time in this run. */
static enum saiga_status
begin_count(struct names *names, uint32_t number, struct saiga_slice word,
	struct saiga_error *err)
{
	struct xc_bytes list = XC_BYTES_INIT;
	struct saiga_name_keys keys;
	struct saiga_slice rest;
	struct saiga_name name;
	struct xc_error xerr;

	names->counts[number] = (struct count){ 0, 0 };
	if (names->index == NULL)
		return SAIGA_OK;
	saiga_name_keys(&keys, word);
	if (keys.n == 0)
		return SAIGA_OK;
	saiga_names_key(&names->key, keys.key[0], false);
	if (xc_database_metadata(&list, names->index, names->key.p,
		    names->key.len, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "names");
	rest = saiga_slice_of(list.data, list.len);
	while (saiga_names_next(&rest, &name))
		if (saiga_slice_equal(name.word, word)) {
			names->counts[number].capital = least(name.capital);
			names->counts[number].small = least(name.small);
		}
	xc_bytes_dispose(&list);
	return SAIGA_OK;
}

/* Counts the word; whether one of its levels rose. */
static bool
count_word(struct names *names, uint32_t number,
	const struct vocabulary_word *word)
{
	struct count *count = &names->counts[number];
	struct count before = *count;

	count->capital += word->capital;
	count->small += word->small;
	return saiga_names_level(count->capital) !=
		saiga_names_level(before.capital) ||
		saiga_names_level(count->small) !=
		saiga_names_level(before.small);
}

enum saiga_status
names_note(struct names *names, const struct vocabulary_word *word,
	struct saiga_error *err)
{
	uint32_t before = saiga_lexicon_count(names->words), number;
	struct saiga_slice rest = word->written, written;
	enum saiga_status status = SAIGA_OK;

	if (word->capital == 0 && word->small == 0)
		return SAIGA_OK;
	number = saiga_lexicon_add(names->words, word->word);
	if (number == SAIGA_NO_TERM ||
		saiga_array_reserve(&names->counts, &names->cap,
			(size_t)number + 1, sizeof(*names->counts)) != SAIGA_OK)
		return saiga_error_nomem(err);
	if (number == before)
		status = begin_count(names, number, word->word, err);
	if (status != SAIGA_OK)
		return status;
	if (count_word(names, number, word) &&
		names->counts[number].capital > 0) {
		status = add_keys(names, word->word, word->word, err);
		if (status == SAIGA_OK)
			status = add_cases(names, word->word, err);
	}
	while (status == SAIGA_OK && vocabulary_next(&rest, &written))
		status = add_keys(names, word->word, written, err);
	return status;
}

enum saiga_status
names_write(struct names *names, struct xc_writable *w, struct saiga_error *err)
{
	return lists_write(names->batch, w, err);
}

void
names_forget(struct names *names)
{
	saiga_lexicon_reset(names->words);
}
