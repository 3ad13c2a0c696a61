/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a file gives while it is read, put into the index or told. */
#include "identity.h"
#include "language.h"
#include "run.h"
#include "writer.h"

#include <stdio.h>
#include <string.h>

/* Messages on one file: a large one with nothing good in it would tell a line
 * for each of its own. */
#define TOLD_MAX 100

#define CUT                                                                    \
	"more different words than an article has: the rest cannot be "        \
	"searched"

static void
tell(struct run *run, const char *path, const char *text)
{
	const struct saiga_strbuf *where = &run->reading.where;
	char whole[UNPACK_NAME_MAX + 600];

	if (run->reading.many) {
		if (run->told > TOLD_MAX)
			return;
		if (run->told++ == TOLD_MAX)
			text = "and so on: no more of this file is told";
		snprintf(whole, sizeof(whole), "%s: %s",
			saiga_strbuf_cstr(where), text);
		text = whole;
	}
	run->events->message(path, text, run->events->ctx);
}

/* Keeps the first reason why the file, or a part of it, was of no use. */
static void
keep_reason(struct run *run, const char *text)
{
	if (run->problems++ > 0)
		return;
	run->first_problem = run->reading.articles;
	if (run->reading.many) {
		saiga_strbuf_slice(
			&run->why, saiga_strbuf_view(&run->reading.where));
		saiga_strbuf_str(&run->why, ": ");
	}
	saiga_strbuf_str(&run->why, text);
}

void
run_fail(struct run *run, const char *path, const char *text)
{
	keep_reason(run, text);
	*(run->reading.many ? &run->counts->parts_failed
			    : &run->counts->failed) += 1;
	tell(run, path, text);
}

static void
tell_warnings(struct run *run, const char *path)
{
	struct saiga_slice rest =
		saiga_strbuf_view(&run->reading.draft.warnings);
	struct saiga_slice line;

	while (saiga_slice_line(&rest, &line)) {
		char text[512];

		if (line.len >= sizeof(text))
			line.len = sizeof(text) - 1;
		memcpy(text, line.p, line.len);
		text[line.len] = '\0';
		tell(run, path, text);
	}
}

/* Tells a spool where the article stands. */
static void
set_place(struct run *run, const char *key)
{
	struct spool_place place = { .ordinal = run->ordinal,
		.part = run->reading.articles,
		.key = (uint32_t)strlen(key) };

	writer_set_place(run->writer, &place);
}

static void
count(struct run *run, const struct saiga_article *article)
{
	size_t i;

	run->counts->passages += article->passages.n;
	for (i = 0; i < article->passages.n; i++)
		run->counts->words += article->passages.items[i].words;
}

void
run_built(const struct saiga_article *article, bool cut, void *ctx)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT((size_t)2 << 20);
	struct run *run = ctx;

	count(run, article);
	if (cut) {
		saiga_strbuf_slice(&path, article->field[SAIGA_FIELD_PATH]);
		saiga_strbuf_slice(&path, article->part);
		run->events->message(
			saiga_strbuf_cstr(&path), CUT, run->events->ctx);
	}
	saiga_strbuf_dispose(&path);
}

/* Puts the article in unless the index has it from the same bytes. */
static enum saiga_status
put(struct run *run, struct saiga_article *article, const char *key)
{
	enum saiga_status status = identity_choose(article, &run->old,
		writer_database(run->writer), key, run->err);
	const struct saiga_article *old = &run->old.article;
	bool is_known =
		run->old.doc != NULL && strcmp(old->id, article->id) == 0;
	bool cut;

	if (status != SAIGA_OK)
		return status;
	if (roots_forget(&run->roots, article->id)) {
		run->counts->forgotten++;
		return SAIGA_OK;
	}
	if (saiga_lexicon_add(run->present, saiga_slice(article->id)) ==
		SAIGA_NO_TERM)
		return saiga_error_nomem(run->err);
	run->articles++;
	/* The file that it was in, should it come back, is to be read again. */
	if (is_known &&
		!saiga_slice_equal(old->field[SAIGA_FIELD_PATH],
			article->field[SAIGA_FIELD_PATH])) {
		struct xc_writable *w;

		status = writer_begin(&w, run->writer, run->err);
		if (status == SAIGA_OK)
			status = saiga_files_drop(
				w, old->field[SAIGA_FIELD_PATH], run->err);
	}
	if (status != SAIGA_OK)
		return status;
	article->indexed = is_known ? old->indexed : time(NULL);
	if (is_known && !run->options->rebuild &&
		memcmp(old->hash, article->hash, SAIGA_HASH_LEN) == 0 &&
		saiga_slice_equal(old->field[SAIGA_FIELD_PATH],
			article->field[SAIGA_FIELD_PATH])) {
		run->counts->unchanged++;
		return SAIGA_OK;
	}
	set_place(run, key);
	status = writer_put(&cut, run->writer, article, run->err);
	if (status != SAIGA_OK)
		return status;
	if (cut)
		draft_warn(&run->reading.draft, CUT);
	*(is_known ? &run->counts->updated : &run->counts->added) += 1;
	count(run, article);
	return SAIGA_OK;
}

/* Makes an article of the draft and puts it in. */
static enum saiga_status
index_draft(
	struct run *run, const struct walk_file *file, struct saiga_slice bytes)
{
	struct draft *draft = &run->reading.draft;
	struct saiga_article article;
	enum saiga_status status;
	unsigned i;

	saiga_article_init(&article);
	article.text = saiga_strbuf_view(&draft->text);
	article.paragraphs = draft->paragraphs;
	article.part = saiga_strbuf_view(&run->reading.part);
	article.modified = file->st.st_mtime;
	article.size =
		run->reading.many ? bytes.len : (uint64_t)file->st.st_size;
	run_hash(run, bytes, article.hash);
	language_settle(run->guesser, draft);
	for (i = 0; i < SAIGA_FIELD_COUNT; i++) {
		article.field[i] = saiga_strbuf_view(&draft->field[i]);
		article.origin[i] = draft->origin[i];
	}
	article.field[SAIGA_FIELD_PATH] = saiga_slice(file->path);
	article.origin[SAIGA_FIELD_PATH] = SAIGA_ORIGIN_FILE;
	status = put(run, &article, file->key);
	/* The paragraphs are the draft's. */
	saiga_passages_dispose(&article.passages);
	return status;
}

static enum saiga_status
on_article(struct reading *reading, struct saiga_slice bytes, void *ctx)
{
	struct run *run = ctx;
	enum saiga_status status = index_draft(run, run->file, bytes);

	tell_warnings(run, run->file->path);
	run->counts->bytes = run->bytes_before + run->source.bytes;
	/* After a file of its own it is told anyway. */
	if (reading->many)
		run->events->progress(run->counts, &run->all, run->events->ctx);
	return status;
}

/* What is of no use is counted, and told unless it is only of a kind that is
 * none of ours. */
static void
on_problem(struct reading *reading, enum saiga_status status, const char *text,
	void *ctx)
{
	struct run *run = ctx;

	if (status == SAIGA_NOMEM)
		saiga_error_nomem(run->err);
	if (status != SAIGA_UNSUPPORTED) {
		run_fail(run, run->file->path, text);
		return;
	}
	run->counts->skipped += !reading->many;
	run->counts->parts_skipped += reading->many;
	run->counts->missing += *text != '\0';
	run->lacks_program |= *text != '\0';
	if (*text == '\0')
		return;
	keep_reason(run, text);
	tell(run, run->file->path, text);
}

static bool
on_stops(void *ctx)
{
	return run_stops(ctx);
}

void
run_events(struct reading_events *out, struct run *run)
{
	*out = (struct reading_events){ on_article, on_problem, on_stops, run };
}
