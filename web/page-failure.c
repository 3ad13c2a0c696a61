/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What went wrong, for who asked; the log tells where. */
#include "page.h"

#include "escape.h"

static const struct failure {
	enum saiga_status status;
	unsigned code;
	enum word title;
	bool told; /* the message says what to do about it, and no more */
} failures[] = {
	{ SAIGA_QUERY, 400, WORD_BAD_REQUEST, true },
	{ SAIGA_NOTFOUND, 404, WORD_NOT_FOUND, true },
	{ SAIGA_UNSUPPORTED, 405, WORD_NOT_ALLOWED, false },
	{ SAIGA_MODIFIED, 503, WORD_BUSY, false },
	{ SAIGA_LOCKED, 503, WORD_BUSY, false },
	{ SAIGA_IO, 503, WORD_BROKEN, false }, /* perhaps it is being made */
	{ SAIGA_UNREACHABLE, 503, WORD_BROKEN, false },
	{ SAIGA_INTERNAL, 500, WORD_BROKEN, false }, /* and all others */
};

void
page_failure(struct page *page, enum saiga_status status,
	const struct saiga_error *err)
{
	const struct failure *f = failures;

	while (f->status != status && f->status != SAIGA_INTERNAL)
		f++;
	page->code = f->code;
	page_begin(page, saiga_slice(page_word(page, f->title)));
	page_put(page, "<h1>");
	page_say(page, f->title);
	page_put(page, "</h1>\n<p>");
	if (f->told)
		escape_text(page->out, saiga_slice(err->msg));
	else if (f->code == 503)
		page_say(page, WORD_TRY_AGAIN);
	page_put(page, "</p>\n");
	page_end(page);
}
