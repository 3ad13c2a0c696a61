/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of the index that look like a word of the query: patterns with stars,
 * and words within a few letters. */
#include "planner.h"

#include <string.h>

struct scan {
	struct planner *p;
	struct unit *unit;
	const struct query_node *node;
	struct saiga_typo typo;
	unsigned max; /* mistakes */
};

void
planner_scan(struct planner *p, struct saiga_slice field,
	struct saiga_slice beginning, planner_visit_fn visit, void *payload)
{
	char prefix[8 + SAIGA_TERM_MAX];
	uint32_t seen = 0;
	size_t len;
	struct xc_term_iter *it;
	struct xc_error xerr;
	bool more, other;

	beginning = saiga_utf8_cut(beginning, SAIGA_TERM_MAX);
	if (field.len > 0)
		memcpy(prefix, field.p, field.len);
	if (beginning.len > 0)
		memcpy(prefix + field.len, beginning.p, beginning.len);
	it = xc_database_terms(p->db, prefix, field.len + beginning.len, &xerr);
	if (it == NULL) {
		planner_failed(p, &xerr);
		return;
	}
	for (more = xc_term_iter_next(it, &xerr); more && p->status == SAIGA_OK;
		more = other ? xc_term_iter_skip_to(it, "[", 1, &xerr)
			     : xc_term_iter_next(it, &xerr)) {
		const char *term = xc_term_iter_term(it, &len);

		/* What begins with a capital letter is another field's: nearly
		 * half of the terms of an index, all side by side. */
		other = field.len == 0 && term[0] >= 'A' && term[0] <= 'Z';
		if (other || len <= field.len ||
			len - field.len > SAIGA_TERM_MAX)
			continue;
		if (++seen > PLAN_SCAN_MAX) {
			query_note(p->query,
				"the index has too many words to look at all "
				"of them: the first million was looked at");
			break;
		}
		if (!visit(payload,
			    saiga_slice_of(term + field.len, len - field.len)))
			break;
	}
	xc_term_iter_free(it);
	if (xerr.kind != XC_OK)
		planner_failed(p, &xerr);
}

void
planner_scan_like(struct planner *p, struct saiga_slice field,
	struct saiga_slice word, planner_visit_fn visit, void *payload)
{
	unsigned first = word.len == 0 ? 0 : (unsigned char)*word.p, i;

	if (first < 0x80) {
		planner_scan(p, field, saiga_slice(""), visit, payload);
		return;
	}
	/* The first byte of a letter stands for 64 letters or more, and an
	 * alphabet has no more than four such bytes, next to each other. */
	for (i = 0; i < 4; i++) {
		char byte = (char)((first & ~3u) | i);

		planner_scan(
			p, field, saiga_slice_of(&byte, 1), visit, payload);
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

	if (unit != NULL && p->status == SAIGA_OK)
		planner_scan(p, saiga_slice(query_field_prefix(node->field)),
			node->terms[0], visit_pattern, &scan);
}

static bool
visit_fuzzy(void *payload, struct saiga_slice word)
{
	struct scan *scan = payload;

	if (saiga_typo_distance(&scan->typo, word, scan->max) > scan->max)
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
	saiga_typo_init(&scan.typo, node->terms[0]);
	scan.max = saiga_typo_max(scan.typo.len);
	if (scan.max > 0)
		planner_scan_like(p,
			saiga_slice(query_field_prefix(node->field)),
			node->terms[0], visit_fuzzy, &scan);
}
