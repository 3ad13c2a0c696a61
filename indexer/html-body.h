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
 * in them, that have dropped[i] set.  NOMEM.  html-render.c
 */
SAIGA_CHECKED enum saiga_status html_render(struct draft *draft,
	const struct html_doc *doc, uint32_t node, const bool *dropped);

#endif
