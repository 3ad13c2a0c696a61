/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How much each part of a page is its article's body: words of paragraphs
 * speak for it, links and scraps against it, and the part with the greatest
 * sum is the body.  After J. Pasternack, D. Roth, Extracting article text from
 * the web with maximum subsequence segmentation, WWW 2009, 971-980, with the
 * page's tree instead of its sequence.
 */
#include "html-body.h"

#include <string.h>

#define NAMED_SHARE 4    /* of what is named as body, at least one part in */
#define NAMED_PIECE 10   /* of each of its pieces */
#define HEADING_LEAST 12 /* bytes of a title that is none by chance */
#define HEADING_MAX 4096
#define IDEOGRAPHS 0x2E80 /* from here on two characters are a word */

/* Counts words, and says whether the text ends as a sentence does. */
static uint32_t
count_words(struct saiga_slice text, bool *sentence)
{
	uint32_t words = 0, halves = 0;
	bool inside = false;
	size_t i = 0;

	while (i < text.len) {
		uint32_t c;
		size_t n = saiga_utf8_decode(text.p + i, text.len - i, &c);

		i += n;
		if (saiga_utf8_is_space(c)) {
			inside = false;
			continue;
		}
		/* Quotes and brackets may follow the end. */
		if (c == '.' || c == '!' || c == '?' || c == 0x2026 ||
			c == 0x3002 || c == 0x0964)
			*sentence = true;
		else if (c != '"' && c != '\'' && c != ')' && c != 0x201C &&
			c != 0x201D && c != 0x2019 && c != 0xBB && c != ']')
			*sentence = false;
		if (c >= IDEOGRAPHS)
			halves++;
		else if (!inside &&
			(c >= 0x80 || (c >= '0' && c <= '9') ||
				((c | 0x20) >= 'a' && (c | 0x20) <= 'z'))) {
			words++;
			inside = true;
		}
	}
	return words + (halves + 1) / 2;
}

uint32_t
html_words(struct saiga_slice text)
{
	bool sentence;

	return count_words(text, &sentence);
}

static void
count_text(struct html_part *parts, const struct html_doc *doc, uint32_t node,
	bool linked)
{
	struct html_part *part = &parts[node];
	struct html_part *owner = &parts[part->owner];

	part->words = count_words(html_value(doc, node), &owner->sentence);
	part->linked = linked ? part->words : 0;
	owner->own += part->words;
	owner->own_linked += part->linked;
}

bool
html_part_is_good(const struct html_part *part)
{
	uint32_t plain = part->own - part->own_linked;

	return 4 * part->own_linked <= 3 * part->own &&
		(plain >= 15 || (part->sentence && plain >= 4));
}

static float
score_own(const struct html_part *part, enum html_tag tag)
{
	uint32_t plain = part->own - part->own_linked;

	if (part->own == 0 || (tag >= HTML_H1 && tag <= HTML_H6))
		return 0;
	if (tag == HTML_TD || tag == HTML_TH)
		return (float)plain / 2 - (float)part->own_linked;
	if (html_part_is_good(part))
		return (float)plain * (tag == HTML_LI ? 0.5F : 1);
	return -2 - (float)part->own_linked;
}

void
html_count(struct html_part *parts, const struct html_doc *doc,
	const bool *dropped)
{
	uint32_t i, link_end = 0;

	memset(parts, 0, doc->n * sizeof(*parts));
	for (i = 1; i < doc->n;) {
		const struct html_node *node = &doc->nodes[i];

		if (dropped[i] || html_tag_is_hidden(node->tag)) {
			i = node->end;
			continue;
		}
		parts[i].owner = html_tag_is_block(node->tag)
			? i
			: parts[node->parent].owner;
		if (node->tag == HTML_A && node->end > link_end)
			link_end = node->end;
		if (node->tag == HTML_TEXT)
			count_text(parts, doc, i, i < link_end);
		i++;
	}
	for (i = (uint32_t)doc->n - 1; i > 0; i--) {
		struct html_part *part = &parts[i];
		struct html_part *parent = &parts[doc->nodes[i].parent];
		float own;

		own = score_own(part, doc->nodes[i].tag);
		part->score += own;
		part->good += own > 0 ? own : 0;
		parent->words += part->words;
		parent->linked += part->linked;
		parent->score += part->score;
		parent->good += part->good;
	}
}

/*
 * The node with the greatest score; of those that have the same, the one
 * furthest in.  Where links weigh more than text everywhere, the one furthest
 * in that has most of what speaks for a body.
 */
static uint32_t
greatest(const struct html_part *parts, const struct html_doc *doc,
	const bool *dropped)
{
	uint32_t i = 1, best = 0, most = 0;

	while (i < doc->n) {
		if (dropped[i] || html_tag_is_hidden(doc->nodes[i].tag)) {
			i = doc->nodes[i].end;
			continue;
		}
		if (html_tag_is_block(doc->nodes[i].tag)) {
			if (parts[i].score >= parts[best].score)
				best = i;
			if (2 * parts[i].good > parts[0].good)
				most = i;
		}
		i++;
	}
	return parts[best].score > 0 ? best : most;
}

/* Whether the page itself says that the node holds the body. */
static bool
is_named(const struct html_doc *doc, uint32_t node)
{
	return html_attr_has_word(doc, node, "itemprop", "articleBody") ||
		html_hint_of(doc, node) == HTML_HINT_GOOD;
}

/*
 * Where the page names parts as the body, and these have a good share of what
 * there is, what is around them is none.  The parts may be several: it is
 * what holds them all.
 */
static uint32_t
named(const struct html_part *parts, const struct html_doc *doc,
	const bool *dropped, uint32_t within)
{
	uint32_t i = within + 1, first = HTML_NONE, last = 0;
	float sum = 0;

	while (i < doc->nodes[within].end) {
		if (dropped[i] || html_tag_is_hidden(doc->nodes[i].tag)) {
			i = doc->nodes[i].end;
			continue;
		}
		if (!html_tag_is_block(doc->nodes[i].tag) ||
			NAMED_PIECE * parts[i].score < parts[within].score ||
			!is_named(doc, i)) {
			i++;
			continue;
		}
		sum += parts[i].score;
		first = first == HTML_NONE ? i : first;
		last = i;
		i = doc->nodes[i].end;
	}
	if (NAMED_SHARE * sum < parts[within].score || first == HTML_NONE)
		return within;
	for (i = first; doc->nodes[i].end < doc->nodes[last].end;)
		i = doc->nodes[i].parent;
	return i;
}

/* Whether the node has a heading, of the first three kinds, of these words. */
static bool
has_heading(const struct html_doc *doc, uint32_t node, struct saiga_slice title)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(HEADING_MAX);
	bool found = false;
	uint32_t i;

	for (i = node; i < doc->nodes[node].end && !found; i++) {
		enum html_tag tag = doc->nodes[i].tag;

		if (tag < HTML_H1 || tag > HTML_H3)
			continue;
		saiga_strbuf_reset(&line);
		html_append_text(doc, i, &line);
		found = line.len >= HEADING_LEAST && line.len <= title.len &&
			memcmp(line.p, title.p, line.len) == 0;
	}
	saiga_strbuf_dispose(&line);
	return found;
}

/* Of several articles one below the other, the one with the page's title;
 * `within` when there is no such. */
static uint32_t
titled(const struct html_part *parts, const struct html_doc *doc,
	const bool *dropped, uint32_t within, struct saiga_slice title)
{
	uint32_t i = within + 1, found = within;
	unsigned n = 0;

	while (i < doc->nodes[within].end) {
		if (!dropped[i] && doc->nodes[i].tag != HTML_ARTICLE) {
			i++;
			continue;
		}
		if (!dropped[i] && parts[i].score > 0) {
			n++;
			if (found == within && has_heading(doc, i, title))
				found = i;
		}
		i = doc->nodes[i].end;
	}
	return n > 1 ? found : within;
}

uint32_t
html_best(const struct html_part *parts, const struct html_doc *doc,
	const bool *dropped, struct saiga_slice title)
{
	uint32_t best = greatest(parts, doc, dropped);

	best = titled(parts, doc, dropped, best, title);
	return named(parts, doc, dropped, best);
}
