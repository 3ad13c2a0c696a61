/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One pass of text/ over a text, then the sequences among what it found. */
#include "match.h"

#include <limits.h>
#include <stdlib.h>

/* A word of the text that some unit has. */
struct seen {
	uint32_t term, pos, span;
	size_t off, len;
};

struct matcher {
	const struct plan *plan;
	/* The units that have term t among their words: links[first[t]] to
	 * links[first[t + 1] - 1]. */
	uint32_t *first, *links;
	uint32_t *scratch;
	struct seen *seen;
	size_t n_seen, cap_seen;
	struct saiga_words words;
	uint64_t lengths[UCHAR_MAX + 1]; /* of terms, by their first byte */
};

void
hits_dispose(struct hits *hits)
{
	free(hits->items);
	hits->items = NULL;
	hits->n = hits->cap = 0;
}

/* Words of the unit that are looked for in texts. */
static size_t
count_words(const struct matcher *m, size_t unit)
{
	const struct unit *u = &m->plan->units[unit];

	return u->silent ? 0 : u->n_words;
}

/* Counts the links of each term, then lays them out one behind the other. */
static bool
link_terms(struct matcher *m)
{
	uint32_t n_terms = saiga_lexicon_count(m->plan->lexicon), t;
	size_t n_links = 0, u, i;

	m->first = calloc((size_t)n_terms + 2, sizeof(*m->first));
	if (m->first == NULL)
		return false;
	for (u = 0; u < m->plan->n_units; u++)
		for (i = 0; i < count_words(m, u); i++, n_links++)
			m->first[m->plan->units[u].words[i].term + 2]++;
	m->links = malloc((n_links + 1) * sizeof(*m->links));
	if (m->links == NULL)
		return false;
	for (t = 2; t < n_terms + 2; t++)
		m->first[t] += m->first[t - 1];
	for (u = 0; u < m->plan->n_units; u++)
		for (i = 0; i < count_words(m, u); i++)
			m->links[m->first[m->plan->units[u].words[i].term +
				1]++] = (uint32_t)u;
	return true;
}

/* What tells of most words of a text that they are none of the plan's: its
 * length, among those of terms with its first byte. */
static uint64_t
length_bit(struct saiga_slice term)
{
	return (uint64_t)1 << (term.len & 63);
}

static void
note_lengths(struct matcher *m)
{
	uint32_t t;

	for (t = 0; t < saiga_lexicon_count(m->plan->lexicon); t++) {
		struct saiga_slice term =
			saiga_lexicon_term(m->plan->lexicon, t);

		if (term.len > 0)
			m->lengths[(unsigned char)term.p[0]] |=
				length_bit(term);
	}
}

/* The word's number in the plan, or SAIGA_NO_TERM. */
static uint32_t
find_term(const struct matcher *m, struct saiga_slice term)
{
	if (term.len == 0 ||
		(m->lengths[(unsigned char)term.p[0]] & length_bit(term)) == 0)
		return SAIGA_NO_TERM;
	return saiga_lexicon_find(m->plan->lexicon, term);
}

struct matcher *
matcher_new(const struct plan *plan)
{
	struct matcher *m = calloc(1, sizeof(*m));

	if (m == NULL)
		return NULL;
	m->plan = plan;
	m->scratch = calloc(plan->n_units + 1, sizeof(*m->scratch));
	if (m->scratch == NULL || !link_terms(m)) {
		matcher_free(m);
		return NULL;
	}
	note_lengths(m);
	return m;
}

void
matcher_free(struct matcher *m)
{
	if (m == NULL)
		return;
	free(m->first);
	free(m->links);
	free(m->scratch);
	free(m->seen);
	free(m);
}

uint32_t *
matcher_scratch(struct matcher *m)
{
	return m->scratch;
}

static enum saiga_status
add_hit(struct hits *hits, uint32_t unit, const struct seen *from,
	const struct seen *to)
{
	enum saiga_status status = saiga_array_reserve(
		&hits->items, &hits->cap, hits->n + 1, sizeof(*hits->items));

	if (status != SAIGA_OK)
		return status;
	hits->items[hits->n].unit = unit;
	hits->items[hits->n].pos = from->pos;
	hits->items[hits->n].off = from->off;
	hits->items[hits->n].len = to->off + to->len - from->off;
	hits->n++;
	return SAIGA_OK;
}

/* Notes the words of the text that are in the plan, and the hits of single
 * words. */
static enum saiga_status
scan_words(struct matcher *m, struct hits *hits, struct saiga_slice text)
{
	enum saiga_status status = SAIGA_OK;
	struct saiga_word word;
	uint32_t i;

	m->n_seen = 0;
	saiga_words_init(&m->words, text);
	while (status == SAIGA_OK && saiga_words_next(&m->words, &word)) {
		uint32_t term = find_term(m, word.term);
		struct seen *seen;

		if (term == SAIGA_NO_TERM)
			continue;
		status = saiga_array_reserve(&m->seen, &m->cap_seen,
			m->n_seen + 1, sizeof(*m->seen));
		if (status != SAIGA_OK)
			break;
		seen = &m->seen[m->n_seen++];
		seen->term = term;
		seen->pos = word.pos;
		seen->span = word.span;
		seen->off = word.off;
		seen->len = word.len;
		for (i = m->first[term];
			i < m->first[term + 1] && status == SAIGA_OK; i++)
			status = add_hit(hits, m->links[i], seen, seen);
	}
	return status;
}

static int
compare_seen(const void *a, const void *b)
{
	const struct seen *x = a, *y = b;

	if (x->pos != y->pos)
		return x->pos < y->pos ? -1 : 1;
	return (x->term > y->term) - (x->term < y->term);
}

/* The term at the position, or NULL. */
static const struct seen *
find_seen(const struct matcher *m, uint32_t term, uint32_t pos)
{
	struct seen key = { .term = term, .pos = pos };

	return bsearch(
		&key, m->seen, m->n_seen, sizeof(*m->seen), compare_seen);
}

/* Where the sequence that begins at the word ends; NULL when it does not go
 * on there.  Of words that a gap reaches, the nearest counts. */
static const struct seen *
follow(const struct matcher *m, const struct sequence *sequence,
	const struct seen *at)
{
	size_t k;

	for (k = 1; k < sequence->n && at != NULL; k++) {
		const struct step *step = &sequence->steps[k];
		uint32_t pos = at->pos + at->span, gap = 0;

		do
			at = find_seen(m, step->term, pos + gap);
		while (at == NULL && gap++ < step->gap);
	}
	return at;
}

static enum saiga_status
scan_sequence(struct matcher *m, struct hits *hits, uint32_t unit,
	const struct sequence *sequence)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	for (i = 0; i < m->n_seen && status == SAIGA_OK; i++) {
		const struct seen *at = &m->seen[i], *end;

		if (sequence->n == 0 || at->term != sequence->steps[0].term)
			continue;
		end = follow(m, sequence, at);
		if (end != NULL)
			status = add_hit(hits, unit, at, end);
	}
	return status;
}

static int
compare_hits(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->off != y->off)
		return x->off < y->off ? -1 : 1;
	if (x->len != y->len)
		return x->len > y->len ? -1 : 1;
	return (x->unit > y->unit) - (x->unit < y->unit);
}

/* A joined word and its parts, or two ways to write one phrase, are found at
 * the same place: that is one hit. */
static void
drop_doubles(struct hits *hits)
{
	size_t i, n = 0;

	for (i = 0; i < hits->n; i++)
		if (n == 0 ||
			compare_hits(&hits->items[i], &hits->items[n - 1]) != 0)
			hits->items[n++] = hits->items[i];
	hits->n = n;
}

enum saiga_status
matcher_scan(struct hits *hits, uint32_t *words, struct matcher *m,
	struct saiga_slice text)
{
	const struct plan *plan = m->plan;
	enum saiga_status status;
	uint32_t u;
	size_t i;

	hits->n = 0;
	status = scan_words(m, hits, text);
	*words = m->words.pos;
	if (m->n_seen > 1)
		qsort(m->seen, m->n_seen, sizeof(*m->seen), compare_seen);
	for (u = 0; u < plan->n_units; u++)
		for (i = 0; !plan->units[u].silent &&
			i < plan->units[u].n_sequences;
			i++) {
			if (status != SAIGA_OK)
				return status;
			status = scan_sequence(
				m, hits, u, &plan->units[u].sequences[i]);
		}
	if (status == SAIGA_OK && hits->n > 1)
		qsort(hits->items, hits->n, sizeof(*hits->items), compare_hits);
	drop_doubles(hits);
	return status;
}
