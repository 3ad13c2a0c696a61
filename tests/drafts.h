/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drafts of articles, as the tables of tests write them. */
#ifndef DRAFTS_H
#define DRAFTS_H

#include "reader.h"

/* Appends fields with their origins, paragraphs with a sign of their kind,
 * warnings; not the format. */
void draft_render(struct saiga_strbuf *out, const struct draft *draft);

/* What every draft keeps to: valid text without NUL, paragraphs in it one
 * behind the other and without white space around them. */
void draft_check(const struct draft *draft);

#endif
