/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts inside of other formats: with HTML in them, or plain. */
#ifndef INDEXER_MARKUP_H
#define INDEXER_MARKUP_H

#include "html.h"
#include "reader.h"

/* Whether the text has elements or entities of HTML in it. */
bool markup_is(struct saiga_slice text);

/* Appends what a person sees of a piece of HTML, as one line. */
void markup_line(struct saiga_slice html, struct saiga_strbuf *out);

/* What a plain text is: an article alone, or one that may have its title and
 * the page's furniture, too. */
enum markup_kind { MARKUP_ALONE, MARKUP_WHOLE };

/* Makes the plain text, UTF-8, the draft's; NOMEM. */
SAIGA_CHECKED enum saiga_status markup_text(
	struct draft *draft, struct saiga_slice text, enum markup_kind kind);

/* Makes the text the draft's body: as HTML if it is that, else as plain
 * text, an article alone. */
SAIGA_CHECKED enum saiga_status markup_body(struct draft *draft,
	struct saiga_slice text, struct saiga_error *err);

#endif
