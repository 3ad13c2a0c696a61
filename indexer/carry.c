/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stored articles, put into the index that is built. */
#include "carry.h"

#include "writer.h"

#include <inttypes.h>
#include <stdio.h>

/* Whether the article is still wanted: what a file that was read whole does not
 * give any more is not.  One whose file is gone is: the next run decides. */
static bool
stays(const struct run *run, const struct saiga_article *a)
{
	return !roots_forget(&run->roots, a->id) &&
		(run->options->keep ||
			saiga_lexicon_find(run->whole,
				a->field[SAIGA_FIELD_PATH]) == SAIGA_NO_TERM);
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

struct carry_files {
	struct run *run;
	const struct saiga_lexicon *seen;
};

static enum saiga_status
carry_file(const struct saiga_file *file, void *ctx)
{
	const struct carry_files *c = ctx;
	struct xc_writable *w;
	enum saiga_status status;

	if (saiga_lexicon_find(c->seen, file->path) != SAIGA_NO_TERM)
		return SAIGA_OK;
	status = writer_begin(&w, c->run->writer, c->run->err);
	return status == SAIGA_OK ? saiga_files_set(w, file, c->run->err)
				  : status;
}

enum saiga_status
carry_entries(struct run *run, const struct saiga_lexicon *seen,
	struct saiga_error *err)
{
	struct carry_files c = { run, seen };

	return saiga_files_each(
		writer_database(run->writer), carry_file, &c, err);
}
