/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stored articles, put into the index that is built. */
#include "carry.h"

#include "remove.h"
#include "writer.h"

#include <inttypes.h>
#include <stdio.h>

/* Whether an update would have left the article in the index, though its file
 * does not give it. */
static bool
stays(const struct run *run, const struct saiga_article *a)
{
	struct saiga_slice path = a->field[SAIGA_FIELD_PATH];
	const struct place *place = roots_place(&run->roots, path);

	if (roots_forget(&run->roots, a->id))
		return false;
	if (path.len == 0 || place == NULL || place->met == 0)
		return true;
	if (walk_is_gone(path))
		return run->options->keep;
	return run->options->keep ||
		saiga_lexicon_find(run->whole, path) == SAIGA_NO_TERM;
}

/* Puts it behind all that was read, as the last to choose an id. */
static enum saiga_status
carry(struct run *run, struct saiga_article *a)
{
	const struct spool_place last = { .ordinal = UINT64_MAX };
	bool cut;

	writer_set_place(run->writer, &last);
	run->counts->unchanged++;
	return writer_put(&cut, run->writer, a, run->err);
}

enum saiga_status
carry_articles(struct run *run, const struct saiga_lexicon *ids,
	struct saiga_error *err)
{
	const struct xc_database *db = writer_database(run->writer);
	struct saiga_stored stored = SAIGA_STORED_INIT;
	enum saiga_status status = SAIGA_OK;
	struct xc_posting_iter *it;
	uint64_t lost = 0;
	struct xc_error xerr;
	char text[128];

	saiga_article_init(&stored.article);
	it = xc_database_postings(db, "", 0, &xerr);
	if (it == NULL)
		return saiga_store_error(err, &xerr, "index");
	while (status == SAIGA_OK && xc_posting_iter_next(it, &xerr)) {
		status = saiga_stored_fetch(
			&stored, db, xc_posting_iter_docid(it), err);
		if (status == SAIGA_CORRUPT || status == SAIGA_VERSION) {
			lost++;
			status = SAIGA_OK;
		} else if (status == SAIGA_OK &&
			saiga_lexicon_find(
				ids, saiga_slice(stored.article.id)) ==
				SAIGA_NO_TERM &&
			stays(run, &stored.article))
			status = carry(run, &stored.article);
	}
	xc_posting_iter_free(it);
	saiga_stored_dispose(&stored);
	if (status == SAIGA_OK && xerr.kind != XC_OK)
		status = saiga_store_error(err, &xerr, "index");
	snprintf(text, sizeof(text),
		"%" PRIu64
		" of the articles that it stores cannot be read, and "
		"are left behind",
		lost);
	if (lost > 0)
		run->events->message(run->options->db, text, run->events->ctx);
	return status;
}
