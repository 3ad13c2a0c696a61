/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of word forms, kept in step with the articles. */
#include "forms.h"

#include <stdlib.h>
#include <string.h>

#define LIST_MAX ((size_t)1 << 20) /* bytes of words that share a stem */

/* A word under the key of its forms; both by number. */
struct pair {
	uint32_t key, word;
};

struct forms {
	struct saiga_stemmers *stemmers;
	struct saiga_lexicon *known;        /* "en/word": written in this run */
	struct saiga_lexicon *keys, *words; /* of the batch */
	struct pair *pairs;
	size_t n, cap;
	struct saiga_strbuf key;
};

enum saiga_status
forms_new(struct forms **out, struct saiga_error *err)
{
	struct forms *forms = calloc(1, sizeof(*forms));

	*out = NULL;
	if (forms == NULL)
		return saiga_error_nomem(err);
	forms->key.max = 1024;
	forms->known = saiga_lexicon_new();
	forms->keys = saiga_lexicon_new();
	forms->words = saiga_lexicon_new();
	if (forms->known == NULL || forms->keys == NULL ||
		forms->words == NULL ||
		saiga_stemmers_new(&forms->stemmers, err) != SAIGA_OK) {
		forms_free(forms);
		return saiga_error_nomem(err);
	}
	*out = forms;
	return SAIGA_OK;
}

void
forms_free(struct forms *forms)
{
	if (forms == NULL)
		return;
	saiga_stemmers_free(forms->stemmers);
	saiga_lexicon_free(forms->known);
	saiga_lexicon_free(forms->keys);
	saiga_lexicon_free(forms->words);
	free(forms->pairs);
	saiga_strbuf_dispose(&forms->key);
	free(forms);
}

/* Whether the word of that language comes for the first time in this run. */
static bool
is_new(struct forms *forms, struct saiga_slice language,
	struct saiga_slice word)
{
	char buffer[4 + SAIGA_TERM_MAX];
	uint32_t before = saiga_lexicon_count(forms->known);

	if (language.len > 2 || word.len > SAIGA_TERM_MAX)
		return false;
	memcpy(buffer, language.p, language.len);
	buffer[language.len] = '/';
	memcpy(buffer + language.len + 1, word.p, word.len);
	saiga_lexicon_add(forms->known,
		saiga_slice_of(buffer, language.len + 1 + word.len));
	return saiga_lexicon_count(forms->known) > before;
}

enum saiga_status
forms_note(struct forms *forms, struct saiga_slice language,
	struct saiga_slice word, struct saiga_error *err)
{
	struct pair pair;
	enum saiga_status status;

	if (word.len == 0 || language.len == 0 ||
		!is_new(forms, language, word))
		return SAIGA_OK;
	status = saiga_forms_key(
		&forms->key, forms->stemmers, language, word, err);
	if (status != SAIGA_OK || forms->key.len == 0)
		return status;
	pair.key =
		saiga_lexicon_add(forms->keys, saiga_strbuf_view(&forms->key));
	pair.word = saiga_lexicon_add(forms->words, word);
	if (pair.key == SAIGA_NO_TERM || pair.word == SAIGA_NO_TERM ||
		saiga_array_reserve(&forms->pairs, &forms->cap, forms->n + 1,
			sizeof(pair)) != SAIGA_OK)
		return saiga_error_nomem(err);
	forms->pairs[forms->n++] = pair;
	return SAIGA_OK;
}

static int
compare_pairs(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return (x->key > y->key) - (x->key < y->key);
}

static int
compare_slices(const void *a, const void *b)
{
	const struct saiga_slice *x = a, *y = b;

	return saiga_slice_compare(*x, *y);
}

/* Writes the union of the words and those the index has under the key. */
static enum saiga_status
write_group(struct xc_writable *w, struct saiga_slice key,
	struct saiga_slice *words, size_t n, struct saiga_error *err)
{
	struct saiga_strbuf list = SAIGA_STRBUF_INIT(LIST_MAX);
	struct saiga_strbuf merged = SAIGA_STRBUF_INIT(LIST_MAX);
	struct xc_bytes old = XC_BYTES_INIT;
	enum saiga_status status;
	struct xc_error xerr;
	size_t i;

	qsort(words, n, sizeof(*words), compare_slices);
	for (i = 0; i < n; i++) {
		if (i > 0)
			saiga_strbuf_byte(&list, ' ');
		saiga_strbuf_slice(&list, words[i]);
	}
	if (xc_database_metadata(&old, xc_writable_database(w), key.p, key.len,
		    &xerr) != XC_OK) {
		status = saiga_store_error(err, &xerr, "word forms");
		goto out;
	}
	saiga_forms_merge(&merged, saiga_slice_of(old.data, old.len),
		saiga_strbuf_view(&list));
	/* A list too long to keep helps nobody: the one that is there stays. */
	if (merged.status == SAIGA_INVALID || list.status == SAIGA_INVALID) {
		status = SAIGA_OK;
		goto out;
	}
	status = saiga_strbuf_status(&merged, err);
	/* A union of the same length is the list that is there. */
	if (status == SAIGA_OK && merged.len != old.len &&
		xc_writable_set_metadata(w, xc_slice_of(key.p, key.len),
			xc_slice_of(merged.p, merged.len), &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, "word forms");
out:
	xc_bytes_dispose(&old);
	saiga_strbuf_dispose(&list);
	saiga_strbuf_dispose(&merged);
	return status;
}

enum saiga_status
forms_write(struct forms *forms, struct xc_writable *w, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	struct saiga_slice *words;
	size_t i = 0;

	if (forms->n == 0)
		return SAIGA_OK;
	words = malloc(forms->n * sizeof(*words));
	if (words == NULL)
		return saiga_error_nomem(err);
	qsort(forms->pairs, forms->n, sizeof(*forms->pairs), compare_pairs);
	while (i < forms->n && status == SAIGA_OK) {
		uint32_t key = forms->pairs[i].key;
		size_t n = 0;

		for (; i < forms->n && forms->pairs[i].key == key; i++)
			words[n++] = saiga_lexicon_term(
				forms->words, forms->pairs[i].word);
		status = write_group(
			w, saiga_lexicon_term(forms->keys, key), words, n, err);
	}
	free(words);
	forms->n = 0;
	saiga_lexicon_reset(forms->keys);
	saiga_lexicon_reset(forms->words);
	return status;
}
