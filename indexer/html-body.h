/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The body of a page: which of its nodes belong to it, and as what text. */
#ifndef INDEXER_HTML_BODY_H
#define INDEXER_HTML_BODY_H

#include "html.h"
#include "reader.h"

/*
 * Appends the article's body to the draft's text and paragraphs.  whole: the
 * page is the body of an article already, with nothing around it.  NOMEM.
 */
SAIGA_CHECKED enum saiga_status html_body(
	struct draft *draft, const struct html_doc *doc, bool whole);

/*
 * Appends the text of the node as paragraphs, without the nodes, and what is
 * in them, that have dropped[i] set, and without lines of furniture.  Text
 * that is no heading is of that kind.  NOMEM.  html-render.c
 */
SAIGA_CHECKED enum saiga_status html_render(struct draft *draft,
	const struct html_doc *doc, uint32_t node, const bool *dropped,
	enum saiga_paragraph_kind kind);

/* Appends the longest body that the page's JSON-LD has, as it stands there:
 * html-jsonld.c. */
void html_data_body(const struct html_doc *doc, struct saiga_strbuf *out);

/* ---- names of parts: html-hints.c ---------------------------------------- */

/* In the order of what counts more. */
enum html_hint {
	HTML_HINT_NONE,
	HTML_HINT_GOOD, /* this is the body */
	HTML_HINT_SOCIAL, /* this is no body, unless something is quoted */
	HTML_HINT_WEAK, /* this is no body, unless it has much of the text */
	HTML_HINT_BAD,  /* the same, asked for first */
	HTML_HINT_COMMENT /* this is what readers wrote */
};

/* What the names tell that the page gives the element. */
enum html_hint html_hint_of(const struct html_doc *doc, uint32_t node);

/* Whether the page says that the element is not seen, or is a menu. */
bool html_is_unseen(const struct html_doc *doc, uint32_t node);

/* ---- parts and their scores: html-score.c -------------------------------- */

/* A node with all that is in it; its own text is what is in no block further
 * in, which html_part.owner tells. */
struct html_part {
	uint32_t owner;           /* the innermost block it is in, or itself */
	uint32_t words, linked;   /* of them in links */
	uint32_t own, own_linked; /* the same of its own text */
	bool sentence;            /* which ends as a sentence does */
	float score;              /* how much it is an article's body */
	float good;               /* of that, what speaks for it */
};

/* Fills a part for each node but what is dropped, and sums up. */
void html_count(struct html_part *parts, const struct html_doc *doc,
	const bool *dropped);

/* Whether its own text reads as a paragraph does. */
bool html_part_is_good(const struct html_part *part);

/* The node that holds the article with that title, which may be empty. */
uint32_t html_best(const struct html_part *parts, const struct html_doc *doc,
	const bool *dropped, struct saiga_slice title);

/* How many words the text has, as the scores count them. */
uint32_t html_words(struct saiga_slice text);

#endif
