/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How many typing mistakes lie between two words. */
#include <saiga/text.h>

#include <string.h>

#define SLOTS SAIGA_TYPO_SLOTS
#define PREFIX_CHARS 8u /* few words of a vocabulary begin with more */

/* Decodes the character at p as saiga_utf8_decode does, the commonest kinds
 * in place: this runs over whole vocabularies. */
static inline size_t
decode(const char *p, size_t len, uint32_t *c)
{
	unsigned char a = (unsigned char)p[0], b;

	if (a < 0x80) {
		*c = a;
		return 1;
	}
	if (a >= 0xc2 && a < 0xe0 && len > 1) {
		b = (unsigned char)p[1];
		if ((b & 0xc0) == 0x80) {
			*c = (a & 0x1fu) << 6 | (b & 0x3fu);
			return 2;
		}
	}
	return saiga_utf8_decode(p, len, c);
}

/* The slot of the character, or the free one where it belongs: there are more
 * slots than characters of a word. */
static inline unsigned
slot_of(const struct saiga_typo *typo, uint32_t c)
{
	unsigned i = c % SLOTS;

	while (typo->at[i] != 0 && typo->chars[i] != c)
		i = (i + 1) % SLOTS;
	return i;
}

void
saiga_typo_init(struct saiga_typo *typo, struct saiga_slice word)
{
	size_t i = 0;

	memset(typo, 0, sizeof(*typo));
	while (i < word.len && typo->len < SAIGA_WORD_CHARS) {
		unsigned slot;
		uint32_t c;

		i += decode(word.p + i, word.len - i, &c);
		slot = slot_of(typo, c);
		typo->chars[slot] = c;
		typo->at[slot] |= UINT64_C(1) << typo->len++;
	}
}

/* The state of Hyyro's algorithm: a column of the table of distances, as the
 * differences between its rows, one bit each. */
struct column {
	uint64_t up, down; /* where a row is one more, one less, than above */
	uint64_t diagonal; /* where it is what stands above and to the left */
	uint64_t before;   /* where the character before the last one is */
	unsigned last;     /* the distance in the last row */
};

/* Moves to the next column, whose character is at these rows. */
static inline void
step(struct column *c, uint64_t at, unsigned rows)
{
	uint64_t swapped = ((~c->diagonal & at) << 1) & c->before;
	uint64_t more, less;

	c->diagonal = (((at & c->up) + c->up) ^ c->up) | at | c->down | swapped;
	more = c->down | ~(c->diagonal | c->up);
	less = c->diagonal & c->up;
	c->last += (unsigned)(more >> (rows - 1) & 1);
	c->last -= (unsigned)(less >> (rows - 1) & 1);
	more = more << 1 | 1;
	c->up = less << 1 | ~(c->diagonal | more);
	c->down = c->diagonal & more;
	c->before = at;
}

unsigned
saiga_typo_distance(
	const struct saiga_typo *typo, struct saiga_slice other, unsigned max)
{
	struct column column = { UINT64_MAX, 0, 0, 0, typo->len };
	size_t i = 0, n = 0;

	if (max > SAIGA_WORD_CHARS)
		max = SAIGA_WORD_CHARS;
	/* It has no more characters than bytes. */
	if (other.len + max < typo->len)
		return max + 1;
	while (i < other.len && n < SAIGA_WORD_CHARS) {
		uint32_t c;

		i += decode(other.p + i, other.len - i, &c);
		if (++n > typo->len + max)
			return max + 1;
		if (typo->len == 0)
			continue;
		step(&column, typo->at[slot_of(typo, c)], typo->len);
		/* Each character left takes away one at most. */
		if (column.last > max + (other.len - i))
			return max + 1;
	}
	if (typo->len == 0)
		column.last = (unsigned)n;
	return column.last > max ? max + 1 : column.last;
}

/* The least of the distances in the column of the nth character. */
static unsigned
least(const struct column *c, unsigned n, unsigned rows)
{
	unsigned best = n, row;

	for (row = 0; row < rows; row++) {
		n += (unsigned)(c->up >> row & 1);
		n -= (unsigned)(c->down >> row & 1);
		best = n < best ? n : best;
	}
	return best;
}

size_t
saiga_typo_prefix(
	const struct saiga_typo *typo, struct saiga_slice other, unsigned max)
{
	struct column column = { UINT64_MAX, 0, 0, 0, typo->len };
	unsigned n = 0;
	size_t i = 0;

	while (typo->len > 0 && i < other.len && n < PREFIX_CHARS) {
		uint32_t c;

		i += decode(other.p + i, other.len - i, &c);
		step(&column, typo->at[slot_of(typo, c)], typo->len);
		if (++n > max && least(&column, n, typo->len) > max)
			return i;
	}
	return 0;
}

unsigned
saiga_edit_distance(struct saiga_slice a, struct saiga_slice b, unsigned max)
{
	struct saiga_typo typo;

	saiga_typo_init(&typo, a);
	return saiga_typo_distance(&typo, b, max);
}

unsigned
saiga_typo_max(size_t chars)
{
	return chars < 4 ? 0 : chars < 8 ? 1 : 2;
}
