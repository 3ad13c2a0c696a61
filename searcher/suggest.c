/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds better words for those that the index does not have. */
#include "suggest.h"

#include "lexer.h"
#include "planner.h"

#include <stdlib.h>
#include <string.h>

/* The best word so far for one of the query's. */
struct better {
	struct planner *p;
	struct planner_like like;
	uint32_t needed;         /* articles that it must at least be in */
	const struct unit *unit; /* what the word was looked for as, or NULL */
	uint32_t df;
	unsigned mistakes;
	char word[SAIGA_TERM_MAX];
	size_t len;
	bool name;
};

/* A place in the query's text, and what it is replaced by. */
struct change {
	struct saiga_slice at;
	struct saiga_strbuf by;
};

struct changes {
	struct change items[SUGGEST_WORDS_MAX];
	size_t n;
	unsigned tried; /* words that better ones were looked for */
};

/* A word with a mistake less may be in a tenth of the articles. */
static bool
is_better(const struct better *b, uint32_t df, unsigned mistakes)
{
	uint64_t weight = df, best = b->df;

	for (; mistakes < b->mistakes; mistakes++)
		weight *= 10;
	for (; mistakes > b->mistakes; mistakes--)
		best *= 10;
	return df >= b->needed && weight > best;
}

/* Whether the word was looked for anyway. */
static bool
is_found(const struct better *b, struct saiga_slice word)
{
	uint32_t number = saiga_lexicon_find(b->p->plan->lexicon, word);
	size_t i;

	for (i = 0; b->unit != NULL && i < b->unit->n_words; i++)
		if (b->unit->words[i].term == number)
			return true;
	return false;
}

static void
propose(struct better *b, struct saiga_slice word, unsigned mistakes, bool name)
{
	uint32_t df = planner_term_freq(b->p, word);

	if (!is_better(b, df, mistakes) || is_found(b, word))
		return;
	memcpy(b->word, word.p, word.len);
	b->len = word.len;
	b->df = df;
	b->mistakes = mistakes;
	b->name = name;
}

static bool
visit(void *payload, struct saiga_slice word)
{
	struct better *b = payload;
	unsigned mistakes =
		saiga_typo_distance(&b->like.typo, word, b->like.max);

	if (mistakes > 0 && mistakes <= b->like.max)
		propose(b, word, mistakes, false);
	return b->p->status == SAIGA_OK;
}

/* Names that only the looser key joins: what is left of a name when its
 * vowels are taken for unsure. */
static void
propose_names(struct better *b, const struct query_node *node)
{
	struct saiga_strbuf key = SAIGA_STRBUF_INIT(256);
	struct xc_bytes list = XC_BYTES_INIT;
	struct saiga_name_keys keys;
	unsigned i;

	saiga_name_keys(&keys, node->raw);
	for (i = 0; i < keys.n && b->p->status == SAIGA_OK; i++) {
		struct saiga_slice rest;
		struct saiga_name name;

		if (keys.key[i][0] != SAIGA_NAME_LOOSE)
			continue;
		saiga_names_key(&key, keys.key[i], false);
		if (!planner_fetch(b->p, &list, saiga_strbuf_view(&key),
			    saiga_names_add))
			continue;
		rest = saiga_slice_of(list.data, list.len);
		while (saiga_names_next(&rest, &name))
			if (name.is_name &&
				!saiga_slice_equal(name.word, node->terms[0]))
				propose(b, name.word, 2, true);
	}
	xc_bytes_dispose(&list);
	saiga_strbuf_dispose(&key);
}

/* Words of the index that are like the node's. */
static void
propose_words(struct better *b, const struct query_node *node)
{
	planner_like_init(&b->like, node->terms[0]);
	b->mistakes = b->like.max + 1;
	if (b->like.max == 0)
		return;
	propose_names(b, node);
	planner_scan_like(b->p, saiga_slice(""), &b->like, visit, b);
}

/* Where the chunk that begins at from has its words: behind signs and the name
 * of a field, which are typed on the right keyboard. */
static size_t
skip_field(struct saiga_slice text, size_t from, size_t to)
{
	size_t i;

	while (from < to && strchr("+-=", text.p[from]) != NULL)
		from++;
	for (i = from; i < to && text.p[i] != ':'; i++)
		;
	if (i < to &&
		query_field_find(saiga_slice_of(text.p + from, i - from)) !=
			NULL)
		from = i + 1;
	return from;
}

/* The chunk of the query that the word was typed in. */
static struct saiga_slice
chunk_around(const struct query *query, struct saiga_slice word)
{
	struct saiga_slice text = saiga_strbuf_view(&query->text);
	size_t from = (size_t)(word.p - text.p), to = from + word.len;
	uint32_t c;
	size_t n;

	while (from > 0) {
		n = from - 1;
		while (n > 0 && (text.p[n] & 0xc0) == 0x80)
			n--;
		saiga_utf8_decode(text.p + n, text.len - n, &c);
		if (lexer_ends_chunk(c))
			break;
		from = n;
	}
	from = skip_field(text, from, (size_t)(word.p - text.p));
	while (to < text.len) {
		n = saiga_utf8_decode(text.p + to, text.len - to, &c);
		if (lexer_ends_chunk(c))
			break;
		to += n;
	}
	return saiga_slice_of(text.p + from, to - from);
}

/* Whether the index has every word of the text. */
static bool
is_known(struct planner *p, struct saiga_slice text)
{
	struct saiga_words words;
	struct saiga_word word;
	bool any = false;

	saiga_words_init(&words, text);
	while (saiga_words_next(&words, &word)) {
		if (word.span == 1 && planner_term_freq(p, word.term) == 0)
			return false;
		any = true;
	}
	return any;
}

/* What the keys type on another layout, if the index knows it. */
static bool
retype(struct planner *p, struct change *change, struct saiga_slice chunk)
{
	unsigned i, n = saiga_layouts_count();

	if (chunk.len > SAIGA_TERM_MAX)
		return false;
	for (i = 0; i < n; i++) {
		saiga_strbuf_reset(&change->by);
		if (saiga_layout_retype(&change->by, chunk, i) &&
			is_known(p, saiga_strbuf_view(&change->by))) {
			change->at = chunk;
			return true;
		}
	}
	saiga_strbuf_reset(&change->by);
	return false;
}

/* The unit that the word was looked for in; NULL if in none. */
static const struct unit *
unit_of(const struct plan *plan, const struct query_node *node)
{
	uint32_t number = saiga_lexicon_find(plan->lexicon, node->terms[0]);
	size_t u, i;

	for (u = 0; u < plan->n_units && number != SAIGA_NO_TERM; u++)
		for (i = 0; i < plan->units[u].n_words; i++)
			if (plan->units[u].words[i].term == number &&
				plan->units[u].words[i].how == WORD_TYPED)
				return &plan->units[u];
	return NULL;
}

/* Whether the joined word that the word is a part of was found. */
static bool
is_whole_found(const struct plan *plan, const struct query_node *node)
{
	const struct unit *unit =
		node->whole == NULL ? NULL : unit_of(plan, node->whole);

	return unit != NULL && unit->df > 0;
}

static bool
may_be_wrong(const struct query_node *node)
{
	return (node->type == QUERY_WORD || node->type == QUERY_JOINED) &&
		query_field_is_text(node->field) &&
		!query_has_digit(node->terms[0]);
}

static void
improve(struct planner *p, struct changes *changes,
	const struct query_node *node)
{
	struct change *change = &changes->items[changes->n];
	uint32_t df = planner_term_freq(p, node->terms[0]), found = df;
	struct better b = { .p = p, .unit = unit_of(p->plan, node) };

	if (df > SUGGEST_RARE || planner_is_stop(p, node) ||
		is_whole_found(p->plan, node))
		return;
	if (b.unit != NULL && b.unit->df > df)
		found = b.unit->df;
	b.needed = found * SUGGEST_TIMES + 1;
	changes->tried++;
	change->by = (struct saiga_strbuf)SAIGA_STRBUF_INIT(4096);
	/* A comma may be a letter there, or a comma. */
	if (found == 0 &&
		(retype(p, change, chunk_around(p->query, node->raw)) ||
			retype(p, change, node->raw))) {
		changes->n++;
		return;
	}
	if (node->type == QUERY_WORD)
		propose_words(&b, node);
	if (b.len == 0) {
		saiga_strbuf_dispose(&change->by);
		return;
	}
	change->at = node->raw;
	saiga_utf8_capitalise(saiga_slice_of(b.word, b.len),
		b.name || query_is_capital(node), &change->by);
	changes->n++;
}

static int
compare_changes(const void *a, const void *b)
{
	const struct change *x = a, *y = b;

	return (x->at.p > y->at.p) - (x->at.p < y->at.p);
}

/* The query's text with the changes made; one that lies in another, as where
 * two words are of one chunk, is passed over. */
static void
rewrite(struct saiga_strbuf *out, const struct query *query,
	struct changes *changes)
{
	struct saiga_slice text = saiga_strbuf_view(&query->text);
	const char *at = text.p, *end = text.p + text.len;
	size_t i;

	qsort(changes->items, changes->n, sizeof(*changes->items),
		compare_changes);
	for (i = 0; i < changes->n; i++) {
		const struct change *c = &changes->items[i];

		if (c->at.p < at)
			continue;
		saiga_strbuf_append(out, at, (size_t)(c->at.p - at));
		saiga_strbuf_slice(out, saiga_strbuf_view(&c->by));
		at = c->at.p + c->at.len;
	}
	saiga_strbuf_append(out, at, (size_t)(end - at));
}

enum saiga_status
suggest_query(struct saiga_strbuf *out, struct query *query, struct plan *plan,
	const struct xc_database *db, struct saiga_error *err)
{
	struct planner p = {
		.plan = plan,
		.query = query,
		.db = db,
		.err = err,
	};
	struct changes changes = { .n = 0 };
	const struct query_node *node;
	size_t i;

	planner_find_languages(&p);
	planner_find_stops(&p);
	for (node = query->nodes; node != NULL && p.status == SAIGA_OK &&
		changes.tried < SUGGEST_WORDS_MAX;
		node = node->next)
		if (may_be_wrong(node))
			improve(&p, &changes, node);
	if (changes.n > 0 && p.status == SAIGA_OK)
		rewrite(out, query, &changes);
	for (i = 0; i < changes.n; i++)
		saiga_strbuf_dispose(&changes.items[i].by);
	return p.status;
}
