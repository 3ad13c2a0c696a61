/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of the index that look like a word of the query: patterns with stars,
 * and words within a few letters. */
#include "planner.h"

#include <string.h>

struct scan {
	struct planner *p;
	struct unit *unit;
	const struct query_node *node;
	struct planner_like like;
};

/* Which words are gone over. */
struct scanned {
	struct saiga_slice field, beginning;
	const struct planner_like *like; /* or NULL */
};

/* Moves on from the term, in one step over what is of no use. */
static bool
move_on(struct xc_term_iter *it, const struct scanned *s,
	struct saiga_slice term, struct xc_error *xerr)
{
	char next[8 + SAIGA_TERM_MAX];
	size_t n = 0;

	/* What begins with a capital letter is another field's: nearly half
	 * of the terms of an index, all side by side. */
	if (s->field.len == 0 && term.p[0] >= 'A' && term.p[0] <= 'Z')
		return xc_term_iter_skip_to(it, "[", 1, xerr);
	if (s->like != NULL && term.len <= sizeof(next))
		n = saiga_typo_prefix(&s->like->typo,
			saiga_slice_of(
				term.p + s->field.len, term.len - s->field.len),
			s->like->max);
	n += n > 0 ? s->field.len : 0;
	if (n == 0 || (unsigned char)term.p[n - 1] == 0xff)
		return xc_term_iter_next(it, xerr);
	memcpy(next, term.p, n);
	next[n - 1]++;
	return xc_term_iter_skip_to(it, next, n, xerr);
}

/* Whether the term is a word of what is gone over. */
static bool
is_word(const struct scanned *s, struct saiga_slice term)
{
	return term.len > s->field.len &&
		term.len - s->field.len <= SAIGA_TERM_MAX &&
		(s->field.len > 0 || term.p[0] < 'A' || term.p[0] > 'Z');
}

static void
go_over(struct planner *p, const struct scanned *s, planner_visit_fn visit,
	void *payload)
{
	struct saiga_slice begin = saiga_utf8_cut(s->beginning, SAIGA_TERM_MAX);
	char prefix[8 + SAIGA_TERM_MAX];
	struct xc_term_iter *it;
	struct saiga_slice term;
	struct xc_error xerr;
	uint32_t seen = 0;
	bool more;

	if (s->field.len > 0)
		memcpy(prefix, s->field.p, s->field.len);
	if (begin.len > 0)
		memcpy(prefix + s->field.len, begin.p, begin.len);
	it = xc_database_terms(p->db, prefix, s->field.len + begin.len, &xerr);
	if (it == NULL) {
		planner_failed(p, &xerr);
		return;
	}
	for (more = xc_term_iter_next(it, &xerr); more && p->status == SAIGA_OK;
		more = move_on(it, s, term, &xerr)) {
		term.p = xc_term_iter_term(it, &term.len);
		if (!is_word(s, term))
			continue;
		if (++seen > PLAN_SCAN_MAX) {
			query_note(p->query,
				"the index has too many words to look at all "
				"of them: the first million was looked at");
			break;
		}
		if (!visit(payload,
			    saiga_slice_of(term.p + s->field.len,
				    term.len - s->field.len)))
			break;
	}
	xc_term_iter_free(it);
	if (xerr.kind != XC_OK)
		planner_failed(p, &xerr);
}

void
planner_like_init(struct planner_like *like, struct saiga_slice word)
{
	like->word = word;
	saiga_typo_init(&like->typo, word);
	like->max = saiga_typo_max(like->typo.len);
}

void
planner_scan_like(struct planner *p, struct saiga_slice field,
	const struct planner_like *like, planner_visit_fn visit, void *payload)
{
	struct saiga_slice word = like->word;
	unsigned first = word.len == 0 ? 0 : (unsigned char)*word.p, i;
	struct scanned s = { .field = field, .like = like };

	if (first < 0x80) {
		go_over(p, &s, visit, payload);
		return;
	}
	/* The first byte of a letter stands for 64 letters or more, and an
	 * alphabet has no more than four such bytes, next to each other. */
	for (i = 0; i < 4; i++) {
		char byte = (char)((first & ~3u) | i);

		s.beginning = saiga_slice_of(&byte, 1);
		go_over(p, &s, visit, payload);
	}
}

static bool
ends_in(struct saiga_slice word, struct saiga_slice end)
{
	return word.len >= end.len &&
		memcmp(word.p + word.len - end.len, end.p, end.len) == 0;
}

/* Where the piece stands in the text from an offset on; len if nowhere. */
static size_t
find_piece(struct saiga_slice text, size_t from, struct saiga_slice piece)
{
	for (; from + piece.len <= text.len; from++)
		if (memcmp(text.p + from, piece.p, piece.len) == 0)
			return from;
	return text.len + 1;
}

/* Whether the word has the pieces between its stars in their order; the first
 * one it is known to begin with. */
static bool
fits(const struct query_node *node, struct saiga_slice word)
{
	struct saiga_slice last = node->terms[node->n_terms - 1];
	size_t i, at = node->terms[0].len;

	if (word.len < at + last.len || !ends_in(word, last))
		return false;
	word.len -= last.len;
	for (i = 1; i + 1 < node->n_terms; i++) {
		at = find_piece(word, at, node->terms[i]);
		if (at > word.len)
			return false;
		at += node->terms[i].len;
	}
	return true;
}

static bool
visit_pattern(void *payload, struct saiga_slice word)
{
	struct scan *scan = payload;

	if (!fits(scan->node, word))
		return true;
	if (planner_is_full(scan->unit, WORD_WILDCARD)) {
		query_note(scan->p->query,
			"a word with * stands for more than 200 words: the "
			"first 200 by alphabet were taken");
		return false;
	}
	planner_add_word(scan->p, scan->unit, word, WORD_WILDCARD);
	return true;
}

void
planner_add_wildcard(
	struct planner *p, struct unit *unit, const struct query_node *node)
{
	struct scan scan = { .p = p, .unit = unit, .node = node };
	struct scanned s = {
		.field = saiga_slice(query_field_prefix(node->field)),
		.beginning = node->terms[0],
	};

	if (unit != NULL && p->status == SAIGA_OK)
		go_over(p, &s, visit_pattern, &scan);
}

static bool
visit_fuzzy(void *payload, struct saiga_slice word)
{
	struct scan *scan = payload;

	if (saiga_typo_distance(&scan->like.typo, word, scan->like.max) >
		scan->like.max)
		return true;
	if (planner_is_full(scan->unit, WORD_FUZZY)) {
		query_note(scan->p->query,
			"a word with ~ stands for more than 64 words: the "
			"first 64 by alphabet were taken");
		return false;
	}
	planner_add_word(scan->p, scan->unit, word, WORD_FUZZY);
	return true;
}

void
planner_add_fuzzy(
	struct planner *p, struct unit *unit, const struct query_node *node)
{
	struct scan scan = { .p = p, .unit = unit, .node = node };

	if (unit == NULL || p->status != SAIGA_OK)
		return;
	planner_add_word(p, unit, node->terms[0], WORD_TYPED);
	planner_like_init(&scan.like, node->terms[0]);
	if (scan.like.max > 0)
		planner_scan_like(p,
			saiga_slice(query_field_prefix(node->field)),
			&scan.like, visit_fuzzy, &scan);
}
