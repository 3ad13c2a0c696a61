/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cuts a snippet: the few runs of a passage that together show most of the
 * query, and then as much around them as there is room for.  All runs are of
 * pieces, so that nothing is cut where it must not be.
 */
#include "passage.h"

/* What a window is worth is the sum of the weights of the units in it that no
 * other window has.  The rest decides between windows that show as much, and
 * is counted in the weight of the rarest unit there is: bench/README.md. */
#define REPEAT 0.01      /* of its own weight: a unit once more */
#define PHRASE 1.5       /* words asked for in a row */
#define ROW 0.2          /* of its own weight: behind the unit before it */
#define INSIDE 0.15      /* against a window that begins inside a sentence */
#define FIRST_INSIDE 0.9 /* the same for a snippet */
#define NEVER 1e6
#define NEVER 1e6
#define LENGTH 0.05   /* against a window as long as a snippet may be */
#define FRAGMENT 0.15 /* against each fragment but the first */
#define LEAD 3u       /* pieces before a hit inside a sentence */
#define SHOWN 0.3     /* of its weight: a unit that an earlier passage shows */

/* Pieces of the passage, both ends included. */
struct window {
	uint32_t first, last;
	double value;
};

struct choice {
	struct window windows[SNIPPET_FRAGMENTS_MAX];
	unsigned n;
	double value;
};

/* The work on one passage. */
struct snippet {
	struct finder *finder;
	const struct piece *pieces;
	uint32_t n_pieces;
	const struct spot *spots;
	size_t n_spots;
	uint32_t *seen; /* by unit: the number of the window, or TAKEN */
	uint32_t number;
	double rarest; /* the greatest weight of a unit */
	double inside; /* INSIDE, or so much that none does */
};

#define TAKEN UINT32_MAX

static uint32_t
length(const struct snippet *s, uint32_t first, uint32_t last)
{
	return s->pieces[last].to - s->pieces[first].from;
}

static bool
begins_sentence(const struct snippet *s, uint32_t piece)
{
	return s->pieces[piece].sentence == piece;
}

static bool
ends_sentence(const struct snippet *s, uint32_t piece)
{
	return piece + 1 == s->n_pieces || begins_sentence(s, piece + 1);
}

/* The last piece of the piece's sentence. */
static uint32_t
sentence_end(const struct snippet *s, uint32_t piece)
{
	while (!ends_sentence(s, piece))
		piece++;
	return piece;
}

static double
weight(const struct snippet *s, uint32_t unit)
{
	const struct finder *f = s->finder;

	return f->weights[unit] * (f->shown[unit] ? SHOWN : 1) *
		(f->plan->units[unit].n_sequences > 0 ? PHRASE : 1);
}

/* ---- hits to pieces ----------------------------------------------------- */

static enum saiga_status
find_spots(struct finder *finder)
{
	const struct pieces *pieces = &finder->pieces;
	struct spots *spots = &finder->spots;
	enum saiga_status status = saiga_array_reserve(&spots->items,
		&spots->cap, finder->hits.n + 1, sizeof(*spots->items));
	uint32_t first = 0;
	size_t i;

	spots->n = 0;
	for (i = 0; i < finder->hits.n && status == SAIGA_OK; i++) {
		const struct hit *hit = &finder->hits.items[i];
		struct spot *spot = &spots->items[spots->n];

		while (first + 1 < pieces->n &&
			pieces->items[first].end <= hit->off)
			first++;
		spot->unit = hit->unit;
		spot->pos = hit->pos;
		spot->first = spot->last = first;
		while (spot->last + 1 < pieces->n &&
			pieces->items[spot->last].end < hit->off + hit->len)
			spot->last++;
		spots->n++;
	}
	return status;
}

/* ---- the best window ---------------------------------------------------- */

/* What the spot adds to the window that is being filled. */
static double
gain(struct snippet *s, size_t i)
{
	const struct spot *spot = &s->spots[i];
	double own = weight(s, spot->unit), sum = 0;

	if (s->seen[spot->unit] == TAKEN)
		return 0;
	sum = s->seen[spot->unit] == s->number ? REPEAT * own : own;
	s->seen[spot->unit] = s->number;
	if (i > 0 && spot[-1].pos + 1 == spot->pos &&
		spot[-1].unit + 1 == spot->unit)
		sum += ROW * own;
	return sum;
}

/* Whether the window has pieces of one that was chosen. */
static bool
overlaps(const struct choice *choice, uint32_t first, uint32_t last)
{
	unsigned i;

	for (i = 0; i < choice->n; i++)
		if (first <= choice->windows[i].last &&
			last >= choice->windows[i].first)
			return true;
	return false;
}

/* Tries the windows that begin with the piece and end with a hit, spot i or
 * one behind it. */
static void
try_start(struct snippet *s, struct window *best, const struct choice *choice,
	uint32_t start, size_t i, uint32_t limit)
{
	double sum = begins_sentence(s, start) ? 0 : -s->inside * s->rarest;
	double per_char = LENGTH * s->rarest / s->finder->chars;
	uint32_t last = start;

	s->number++;
	for (; i < s->n_spots; i++) {
		const struct spot *spot = &s->spots[i];
		double value;

		if (length(s, start, spot->first) > limit)
			break;
		/* Words in a row may go on where a single one does not. */
		if (length(s, start, spot->last) > limit)
			continue;
		if (spot->last > last)
			last = spot->last;
		if (overlaps(choice, start, last))
			break;
		sum += gain(s, i);
		value = sum - per_char * length(s, start, last);
		if (value > best->value) {
			best->first = start;
			best->last = last;
			best->value = value;
		}
	}
}

/* The window of at most limit characters that adds most to the choice; false
 * if none adds anything. */
static bool
best_window(struct snippet *s, struct window *best, const struct choice *choice,
	uint32_t limit)
{
	uint32_t sentence = UINT32_MAX;
	size_t i;

	best->value = 0;
	for (i = 0; i < s->n_spots; i++) {
		uint32_t piece = s->spots[i].first;
		uint32_t start = s->pieces[piece].sentence, lead;

		if (s->seen[s->spots[i].unit] == TAKEN)
			continue;
		if (start != sentence)
			try_start(s, best, choice, start, i, limit);
		sentence = start;
		for (lead = 0; lead < LEAD && piece > start; lead++)
			piece--;
		if (piece > start)
			try_start(s, best, choice, piece, i, limit);
	}
	return best->value > 0;
}

/* ---- the choice of windows ---------------------------------------------- */

/* Marks the units of the window as shown. */
static void
take(struct snippet *s, const struct window *window)
{
	size_t i;

	for (i = 0; i < s->n_spots; i++)
		if (s->spots[i].first >= window->first &&
			s->spots[i].last <= window->last)
			s->seen[s->spots[i].unit] = TAKEN;
}

static void
forget(struct snippet *s)
{
	size_t i;

	for (i = 0; i < s->n_spots; i++)
		s->seen[s->spots[i].unit] = 0;
	s->number = 0;
}

/* Puts the window among the others, which are in the text's order. */
static void
insert(struct choice *choice, const struct window *window)
{
	unsigned i = choice->n++;

	for (; i > 0 && choice->windows[i - 1].first > window->first; i--)
		choice->windows[i] = choice->windows[i - 1];
	choice->windows[i] = *window;
}

/* Chooses windows one by one, each of the share of what room is left. */
static void
choose(struct snippet *s, struct choice *choice, const double *shares)
{
	uint32_t room = s->finder->chars;
	struct window window;
	unsigned n;

	forget(s);
	choice->n = 0;
	choice->value = 0;
	for (n = 0; n < SNIPPET_FRAGMENTS_MAX && shares[n] > 0; n++) {
		uint32_t limit = (uint32_t)(shares[n] * room);

		if (!best_window(s, &window, choice, limit))
			break;
		take(s, &window);
		insert(choice, &window);
		room -= length(s, window.first, window.last);
		choice->value += window.value;
		if (n > 0)
			choice->value -= FRAGMENT * s->rarest;
	}
	if (choice->n > 0 && !begins_sentence(s, choice->windows[0].first))
		choice->value -= FIRST_INSIDE * s->rarest;
}

/* One window, or several where that shows more. */
static void
choose_best(struct snippet *s, struct choice *best)
{
	static const double shares[][SNIPPET_FRAGMENTS_MAX] = {
		{ 1, 0, 0 },
		{ 0.67, 1, 0 },
		{ 0.5, 1, 0 },
		{ 0.5, 0.5, 1 },
		{ 0.33, 0.5, 1 },
	};
	struct choice choice;
	size_t i;

	best->n = 0;
	best->value = 0;
	for (i = 0; i < 2 * sizeof(shares) / sizeof(*shares); i++) {
		s->inside = i % 2 == 0 ? NEVER : INSIDE;
		choose(s, &choice, shares[i / 2]);
		if (i == 0 || choice.value > best->value)
			*best = choice;
	}
}

/* ---- room that is left -------------------------------------------------- */

/* Makes one window of two that meet, or that the room lasts to join. */
static void
join(const struct snippet *s, struct choice *c, uint32_t *room)
{
	unsigned i = 0, k;

	while (i + 1 < c->n) {
		struct window *a = &c->windows[i], *b = a + 1;
		uint32_t gap = s->pieces[b->first].from - s->pieces[a->last].to;

		if (gap > *room) {
			i++;
			continue;
		}
		*room -= gap;
		a->last = b->last;
		c->n--;
		for (k = i + 1; k < c->n; k++)
			c->windows[k] = c->windows[k + 1];
	}
}

/* Where the window may begin at the earliest, and end at the latest. */
static uint32_t
least(const struct choice *c, unsigned i)
{
	return i == 0 ? 0 : c->windows[i - 1].last + 1;
}

static uint32_t
most(const struct snippet *s, const struct choice *c, unsigned i)
{
	return (i + 1 == c->n ? s->n_pieces : c->windows[i + 1].first) - 1;
}

/* Moves the window's end to the piece if there is room. */
static bool
extend(const struct snippet *s, struct window *w, uint32_t last, uint32_t *room)
{
	uint32_t more = s->pieces[last].to - s->pieces[w->last].to;

	if (last <= w->last || more > *room)
		return false;
	*room -= more;
	w->last = last;
	return true;
}

static bool
extend_back(const struct snippet *s, struct window *w, uint32_t first,
	uint32_t *room)
{
	uint32_t more = s->pieces[w->first].from - s->pieces[first].from;

	if (first >= w->first || more > *room)
		return false;
	*room -= more;
	w->first = first;
	return true;
}

/* Completes the sentences that the windows are in. */
static void
complete(const struct snippet *s, struct choice *c, uint32_t *room)
{
	unsigned i;

	for (i = 0; i < c->n; i++) {
		struct window *w = &c->windows[i];
		uint32_t first = s->pieces[w->first].sentence;

		if (first >= least(c, i))
			extend_back(s, w, first, room);
	}
	join(s, c, room);
	for (i = 0; i < c->n; i++) {
		struct window *w = &c->windows[i];
		uint32_t last = sentence_end(s, w->last);

		if (last <= most(s, c, i))
			extend(s, w, last, room);
	}
}

/* Few words alone say little: takes in the sentences behind the windows while
 * there is room, and then those before. */
static void
widen(const struct snippet *s, struct choice *c, uint32_t *room)
{
	unsigned i;

	for (i = c->n; i-- > 0;) {
		struct window *w = &c->windows[i];

		while (ends_sentence(s, w->last) && w->last < most(s, c, i) &&
			extend(s, w, sentence_end(s, w->last + 1), room))
			;
	}
	for (i = c->n; i-- > 0;) {
		struct window *w = &c->windows[i];

		while (begins_sentence(s, w->first) && w->first > least(c, i) &&
			extend_back(
				s, w, s->pieces[w->first - 1].sentence, room))
			;
	}
}

/* What room is left goes to sentences that were cut, at their ends. */
static void
stretch(const struct snippet *s, struct choice *c, uint32_t *room)
{
	unsigned i;

	for (i = 0; i < c->n; i++) {
		struct window *w = &c->windows[i];

		while (!ends_sentence(s, w->last) && w->last < most(s, c, i) &&
			extend(s, w, w->last + 1, room))
			;
		while (!begins_sentence(s, w->first) &&
			w->first > least(c, i) &&
			extend_back(s, w, w->first - 1, room))
			;
	}
}

static void
fill(const struct snippet *s, struct choice *c)
{
	uint32_t room = s->finder->chars, used = 0;
	unsigned i;

	for (i = 0; i < c->n; i++)
		used += length(s, c->windows[i].first, c->windows[i].last);
	room -= used < room ? used : room;
	complete(s, c, &room);
	widen(s, c, &room);
	stretch(s, c, &room);
	join(s, c, &room);
}

/* ---- the fragments ------------------------------------------------------ */

static void
set_fragments(struct found_passage *passage, const struct snippet *s,
	const struct choice *c, size_t base)
{
	unsigned i;

	for (i = 0; i < c->n; i++) {
		const struct window *w = &c->windows[i];
		struct fragment *f = &passage->fragments[i];

		f->range.off = base + s->pieces[w->first].off;
		f->range.len = s->pieces[w->last].end - s->pieces[w->first].off;
		f->cut_before = !begins_sentence(s, w->first);
		f->cut_after = !ends_sentence(s, w->last);
	}
	passage->n_fragments = c->n;
}

/* Notes the units that the windows show. */
static void
set_shown(struct snippet *s, const struct choice *c)
{
	size_t i;
	unsigned k;

	for (k = 0; k < c->n; k++)
		for (i = 0; i < s->n_spots; i++)
			if (s->spots[i].first >= c->windows[k].first &&
				s->spots[i].last <= c->windows[k].last)
				s->finder->shown[s->spots[i].unit] = true;
}

enum saiga_status
snippet_cut(struct found_passage *passage, struct finder *finder,
	const struct saiga_article *article)
{
	struct snippet s = { .finder = finder };
	struct choice choice = { .n = 0 };
	enum saiga_status status =
		pieces_cut(&finder->pieces, article, passage->number);
	size_t i;

	passage->n_fragments = 0;
	if (status == SAIGA_OK)
		status = find_spots(finder);
	if (status != SAIGA_OK || finder->pieces.n == 0)
		return status;
	s.pieces = finder->pieces.items;
	s.n_pieces = (uint32_t)finder->pieces.n;
	s.spots = finder->spots.items;
	s.n_spots = finder->spots.n;
	s.seen = matcher_scratch(finder->matcher);
	for (i = 0; i < s.n_spots; i++)
		if (weight(&s, s.spots[i].unit) > s.rarest)
			s.rarest = weight(&s, s.spots[i].unit);
	if (s.n_spots > 0)
		choose_best(&s, &choice);
	forget(&s);
	/* Without a hit, or with one that is longer than a snippet. */
	if (choice.n == 0) {
		choice.n = 1;
		choice.windows[0].first = choice.windows[0].last =
			s.n_spots > 0 ? s.spots[0].first : 0;
	}
	fill(&s, &choice);
	set_shown(&s, &choice);
	set_fragments(passage, &s, &choice,
		article->passages.items[passage->number].off);
	return SAIGA_OK;
}
