/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Numbers terms: open addressing with linear probing.  A slot is eight bytes,
 * a piece of the hash beside the number, so that eight probes share a cache
 * line and a term's bytes are touched only when the hash agrees.
 */
#include <saiga/text.h>

#include <stdlib.h>
#include <string.h>

struct slot {
	uint32_t hash;
	uint32_t number; /* counted from 1; 0 is a free slot */
};

struct entry {
	uint32_t off, len;
};

struct saiga_lexicon {
	struct slot *slots;
	size_t n_slots; /* a power of two */
	struct entry *entries;
	size_t n, cap;
	struct saiga_strbuf bytes;
};

#define FIRST_SLOTS 64u

struct saiga_lexicon *
saiga_lexicon_new(void)
{
	struct saiga_lexicon *lexicon = calloc(1, sizeof(*lexicon));

	if (lexicon == NULL)
		return NULL;
	lexicon->bytes.max = UINT32_MAX;
	lexicon->n_slots = FIRST_SLOTS;
	lexicon->slots = calloc(FIRST_SLOTS, sizeof(*lexicon->slots));
	if (lexicon->slots == NULL) {
		free(lexicon);
		return NULL;
	}
	return lexicon;
}

void
saiga_lexicon_free(struct saiga_lexicon *lexicon)
{
	if (lexicon == NULL)
		return;
	saiga_strbuf_dispose(&lexicon->bytes);
	free(lexicon->entries);
	free(lexicon->slots);
	free(lexicon);
}

void
saiga_lexicon_reset(struct saiga_lexicon *lexicon)
{
	/* One long text must not make every short one after it wipe as much:
	 * the table shrinks again by halves. */
	if (lexicon->n_slots > FIRST_SLOTS && lexicon->n < lexicon->n_slots / 8)
		lexicon->n_slots /= 2;
	memset(lexicon->slots, 0, lexicon->n_slots * sizeof(*lexicon->slots));
	lexicon->n = 0;
	saiga_strbuf_reset(&lexicon->bytes);
}

static uint64_t
mix(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* Folds the halves of 128-bit products (the step of wyhash by Wang Yi), eight
 * bytes at a time.  The seed is the lexicon's own address, so that nobody can
 * write an article whose words all meet in one slot. */
static uint32_t
hash_term(const struct saiga_lexicon *lexicon, struct saiga_slice term)
{
	const uint64_t odd = 0x9e3779b97f4a7c15u;
	const uint64_t seed = mix((uint64_t)(uintptr_t)lexicon ^ odd, odd);
	uint64_t h = seed ^ term.len, block;
	size_t i;

	for (i = 0; i + 8 <= term.len; i += 8) {
		memcpy(&block, term.p + i, 8);
		h = mix(h ^ odd, block ^ seed);
	}
	block = 0;
	if (i < term.len)
		memcpy(&block, term.p + i, term.len - i);
	h = mix(h ^ odd, block ^ seed);
	return (uint32_t)(h >> 32) ^ (uint32_t)h;
}

struct saiga_slice
saiga_lexicon_term(const struct saiga_lexicon *lexicon, uint32_t number)
{
	const struct entry *e = &lexicon->entries[number];

	return saiga_slice_of(lexicon->bytes.p + e->off, e->len);
}

/* The slot that holds the term, or the free one where it belongs. */
static struct slot *
probe(const struct saiga_lexicon *lexicon, struct saiga_slice term,
	uint32_t hash)
{
	size_t mask = lexicon->n_slots - 1, i = hash & mask;

	for (;; i = (i + 1) & mask) {
		struct slot *slot = &lexicon->slots[i];

		if (slot->number == 0)
			return slot;
		if (slot->hash == hash &&
			saiga_slice_equal(term,
				saiga_lexicon_term(lexicon, slot->number - 1)))
			return slot;
	}
}

static bool
grow(struct saiga_lexicon *lexicon)
{
	size_t n_slots = lexicon->n_slots * 2, mask = n_slots - 1, i, at;
	struct slot *slots = calloc(n_slots, sizeof(*slots));

	if (slots == NULL)
		return false;
	for (i = 0; i < lexicon->n_slots; i++) {
		if (lexicon->slots[i].number == 0)
			continue;
		at = lexicon->slots[i].hash & mask;
		while (slots[at].number != 0)
			at = (at + 1) & mask;
		slots[at] = lexicon->slots[i];
	}
	free(lexicon->slots);
	lexicon->slots = slots;
	lexicon->n_slots = n_slots;
	return true;
}

uint32_t
saiga_lexicon_find(const struct saiga_lexicon *lexicon, struct saiga_slice term)
{
	const struct slot *slot =
		probe(lexicon, term, hash_term(lexicon, term));

	return slot->number == 0 ? SAIGA_NO_TERM : slot->number - 1;
}

uint32_t
saiga_lexicon_add(struct saiga_lexicon *lexicon, struct saiga_slice term)
{
	uint32_t hash = hash_term(lexicon, term);
	struct slot *slot = probe(lexicon, term, hash);
	struct entry entry;

	if (slot->number != 0)
		return slot->number - 1;
	if (lexicon->n >= lexicon->n_slots / 2) {
		if (!grow(lexicon))
			return SAIGA_NO_TERM;
		slot = probe(lexicon, term, hash);
	}
	if (saiga_array_reserve(&lexicon->entries, &lexicon->cap,
		    lexicon->n + 1, sizeof(entry)) != SAIGA_OK)
		return SAIGA_NO_TERM;
	entry.off = (uint32_t)lexicon->bytes.len;
	entry.len = (uint32_t)term.len;
	saiga_strbuf_slice(&lexicon->bytes, term);
	if (lexicon->bytes.status != SAIGA_OK)
		return SAIGA_NO_TERM;
	lexicon->entries[lexicon->n++] = entry;
	slot->hash = hash;
	slot->number = (uint32_t)lexicon->n;
	return slot->number - 1;
}

uint32_t
saiga_lexicon_count(const struct saiga_lexicon *lexicon)
{
	return (uint32_t)lexicon->n;
}
