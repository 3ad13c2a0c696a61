/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gathers words by key, and merges them with what the index has. */
#include "lists.h"

#include <stdlib.h>

#define LIST_MAX ((size_t)1 << 20) /* bytes of words under one key */

/* A word under a key; both by number. */
struct pair {
	uint32_t key, word;
};

struct lists {
	const struct list_kind *kind;
	const void *payload;
	struct saiga_lexicon *keys, *words;
	struct pair *pairs;
	size_t n, cap;
};

struct lists *
lists_new(const struct list_kind *kind, const void *payload)
{
	struct lists *lists = calloc(1, sizeof(*lists));

	if (lists == NULL)
		return NULL;
	lists->kind = kind;
	lists->payload = payload;
	lists->keys = saiga_lexicon_new();
	lists->words = saiga_lexicon_new();
	if (lists->keys == NULL || lists->words == NULL) {
		lists_free(lists);
		return NULL;
	}
	return lists;
}

void
lists_free(struct lists *lists)
{
	if (lists == NULL)
		return;
	saiga_lexicon_free(lists->keys);
	saiga_lexicon_free(lists->words);
	free(lists->pairs);
	free(lists);
}

enum saiga_status
lists_add(struct lists *lists, struct saiga_slice key, struct saiga_slice word,
	struct saiga_error *err)
{
	struct pair pair;

	pair.key = saiga_lexicon_add(lists->keys, key);
	pair.word = saiga_lexicon_add(lists->words, word);
	if (pair.key == SAIGA_NO_TERM || pair.word == SAIGA_NO_TERM ||
		saiga_array_reserve(&lists->pairs, &lists->cap, lists->n + 1,
			sizeof(pair)) != SAIGA_OK)
		return saiga_error_nomem(err);
	lists->pairs[lists->n++] = pair;
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

/* The words' entries, sorted, each once. */
static void
make_list(const struct lists *lists, struct saiga_strbuf *list,
	struct saiga_slice *words, size_t n)
{
	size_t i;

	qsort(words, n, sizeof(*words), compare_slices);
	for (i = 0; i < n; i++)
		if (i == 0 || !saiga_slice_equal(words[i], words[i - 1]))
			lists->kind->append(list, words[i], lists->payload);
}

/* Writes the union of the words and those the index has under the key. */
static enum saiga_status
write_list(const struct lists *lists, struct xc_writable *w,
	struct saiga_slice key, struct saiga_slice *words, size_t n,
	struct saiga_error *err)
{
	struct saiga_strbuf list = SAIGA_STRBUF_INIT(LIST_MAX);
	struct saiga_strbuf merged = SAIGA_STRBUF_INIT(LIST_MAX);
	struct xc_bytes old = XC_BYTES_INIT;
	enum saiga_status status;
	struct xc_error xerr;

	make_list(lists, &list, words, n);
	if (xc_database_metadata(&old, xc_writable_database(w), key.p, key.len,
		    &xerr) != XC_OK) {
		status = saiga_store_error(err, &xerr, "lists of words");
		goto out;
	}
	lists->kind->merge(&merged, saiga_slice_of(old.data, old.len),
		saiga_strbuf_view(&list));
	/* A list too long to keep helps nobody: the one that is there stays. */
	if (merged.status == SAIGA_INVALID || list.status == SAIGA_INVALID) {
		status = SAIGA_OK;
		goto out;
	}
	status = saiga_strbuf_status(&merged, err);
	if (status == SAIGA_OK &&
		!saiga_slice_equal(saiga_strbuf_view(&merged),
			saiga_slice_of(old.data, old.len)) &&
		xc_writable_set_metadata(w, xc_slice_of(key.p, key.len),
			xc_slice_of(merged.p, merged.len), &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, "lists of words");
out:
	xc_bytes_dispose(&old);
	saiga_strbuf_dispose(&list);
	saiga_strbuf_dispose(&merged);
	return status;
}

/* A key, and its number before the keys were sorted. */
struct ranked {
	struct saiga_slice key;
	uint32_t number;
};

static int
compare_ranked(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	return saiga_slice_compare(x->key, y->key);
}

/* Sorts the keys by their bytes, as the index has them, and the pairs by the
 * keys' ranks, which take the place of their numbers.  NULL when out of
 * memory; else the caller's. */
static struct ranked *
rank(struct lists *lists)
{
	uint32_t n = saiga_lexicon_count(lists->keys), i;
	struct ranked *keys = malloc(((size_t)n + 1) * sizeof(*keys));
	uint32_t *ranks = malloc(((size_t)n + 1) * sizeof(*ranks));
	size_t k;

	if (keys == NULL || ranks == NULL) {
		free(keys);
		free(ranks);
		return NULL;
	}
	for (i = 0; i < n; i++)
		keys[i] = (struct ranked){ saiga_lexicon_term(lists->keys, i),
			i };
	qsort(keys, n, sizeof(*keys), compare_ranked);
	for (i = 0; i < n; i++)
		ranks[keys[i].number] = i;
	for (k = 0; k < lists->n; k++)
		lists->pairs[k].key = ranks[lists->pairs[k].key];
	qsort(lists->pairs, lists->n, sizeof(*lists->pairs), compare_pairs);
	free(ranks);
	return keys;
}

enum saiga_status
lists_write(struct lists *lists, struct xc_writable *w, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	struct saiga_slice *words;
	struct ranked *keys;
	size_t i = 0;

	if (lists->n == 0)
		return SAIGA_OK;
	words = malloc(lists->n * sizeof(*words));
	keys = words == NULL ? NULL : rank(lists);
	if (keys == NULL) {
		free(words);
		return saiga_error_nomem(err);
	}
	while (i < lists->n && status == SAIGA_OK) {
		uint32_t key = lists->pairs[i].key;
		size_t n = 0;

		for (; i < lists->n && lists->pairs[i].key == key; i++)
			words[n++] = saiga_lexicon_term(
				lists->words, lists->pairs[i].word);
		status = write_list(lists, w, keys[key].key, words, n, err);
	}
	free(words);
	free(keys);
	lists->n = 0;
	saiga_lexicon_reset(lists->keys);
	saiga_lexicon_reset(lists->words);
	return status;
}
