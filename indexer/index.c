/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run of the indexer: walk, read, write. */
#include "build.h"
#include "identity.h"
#include "language.h"
#include "run.h"
#include "writer.h"

#include <saiga/store.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Messages on one file: a large one with nothing good in it would tell a line
 * for each of its own. */
#define TOLD_MAX 100

#define STDIN_MAX ((size_t)64 << 20) /* bytes; the rest is not read */

/* Whether the run is to end here; the walk then ends with SAIGA_IO. */
bool
run_stops(struct run *run)
{
	run->stopped = run->options->stop != NULL && *run->options->stop;
	return run->stopped;
}

/* Opens without waiting, as a FIFO or a device that took the file's place
 * would make us. */
static int
open_file(const struct walk_file *file)
{
	int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC;

	return openat(file->dirfd, file->name,
		file->named ? flags : flags | O_NOFOLLOW);
}

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

/* Notes the file's failure for --failed, or that it has none any more. */
static enum saiga_status
note_failure(struct run *run, const char *path)
{
	struct saiga_strbuf why = SAIGA_STRBUF_INIT(SAIGA_FAILURE_MAX / 2);
	enum saiga_status status;

	if (*path == '\0' || run->stopped || run->shared)
		return SAIGA_OK;
	if (run->problems > 0)
		run_reason(&why, saiga_strbuf_cstr(&run->why), run->problems);
	status = writer_note_failure(run->writer, path,
		run->problems == 0 ? NULL : saiga_strbuf_cstr(&why), run->err);
	saiga_strbuf_dispose(&why);
	return status;
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
	/* A file of many that it was in is not in the index whole any more. */
	if (is_known &&
		!saiga_slice_equal(old->field[SAIGA_FIELD_PATH],
			article->field[SAIGA_FIELD_PATH]))
		status = writer_note_file(run->writer,
			old->field[SAIGA_FIELD_PATH], NULL, run->err);
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
		draft_warn(&run->reading.draft, RUN_CUT);
	*(is_known ? &run->counts->updated : &run->counts->added) += 1;
	run_count(run, article);
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

/* The name of a note about a folder, not of an article. */
static bool
is_readme(const char *name)
{
	return saiga_slice_is(saiga_slice_of(name, strnlen(name, 6)), "readme");
}

/* Whether a file that was found in a folder is looked into. */
static bool
is_wanted(const struct walk_file *file)
{
	return file->named ||
		(!is_readme(file->name) && reader_for(file->name) != NULL);
}

static void
begin_file(struct run *run)
{
	run->reading.many = false;
	run->told = 0;
	run->problems = 0;
	run->is_whole = false;
	saiga_strbuf_reset(&run->why);
	run->bytes_before = run->counts->bytes;
}

enum saiga_status
run_file(struct run *run, const struct walk_file *file, int fd)
{
	struct walk_file opened = *file;
	enum saiga_status status = SAIGA_OK;

	begin_file(run);
	run->file = &opened;
	if (fstat(fd, &opened.st) != 0)
		run_fail(run, file->path, strerror(errno));
	else if (!S_ISREG(opened.st.st_mode))
		run_fail(run, file->path, "not a regular file");
	else if (!source_open(&run->source, fd))
		run_fail(run, file->path, run->source.err.msg);
	else
		status = run_read(run);
	return status == SAIGA_OK ? note_failure(run, file->path) : status;
}

/* Tells and notes what keeps a file from being read at all. */
static enum saiga_status
fail_file(struct run *run, const struct walk_file *file, const char *problem)
{
	begin_file(run);
	run_fail(run, file->path, problem);
	return note_failure(run, file->path);
}

/* Opens the file and puts in what it holds, or has a worker do it. */
static enum saiga_status
index_file(struct run *run, const struct walk_file *file)
{
	enum saiga_status status;
	int fd = open_file(file);

	if (fd < 0 && errno == ENOENT && !file->named) {
		run->counts->skipped++; /* gone since its folder was read */
		return SAIGA_OK;
	}
	if (fd < 0)
		return fail_file(run, file, strerror(errno));
	run->ordinal++;
	status = run->build != NULL
		? build_read(run->build, file, fd, run->ordinal, run->err)
		: run_file(run, file, fd);
	close(fd);
	return status;
}

static enum saiga_status
on_file(const struct walk_file *file, const char *problem, void *ctx)
{
	struct run *run = ctx;
	enum saiga_status status;

	if (problem == NULL && !S_ISREG(file->st.st_mode) && file->named)
		problem = "not a regular file or a folder";
	if (problem != NULL)
		return fail_file(run, file, problem);
	if (!S_ISREG(file->st.st_mode) || !is_wanted(file)) {
		run->counts->skipped++;
		return SAIGA_OK;
	}
	run->counts->files++;
	status = index_file(run, file);
	run->events->progress(run->counts, &run->all, run->events->ctx);
	return status == SAIGA_OK && run_stops(run) ? SAIGA_IO : status;
}

/* Sums up what a walk will find. */
static enum saiga_status
on_count(const struct walk_file *file, const char *problem, void *ctx)
{
	struct run *run = ctx;

	if (problem == NULL && S_ISREG(file->st.st_mode) && is_wanted(file)) {
		run->all.files++;
		run->all.bytes += (uint64_t)file->st.st_size;
	}
	return run_stops(run) ? SAIGA_IO : SAIGA_OK;
}

/* Standard input has no path: its content is what it is known by. */
static enum saiga_status
index_stdin(struct run *run)
{
	struct walk_file file = { .path = "", .name = "", .named = true };
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(STDIN_MAX);
	struct saiga_slice rest;
	char id[SAIGA_ID_LEN + 1];
	enum saiga_status status;

	begin_file(run);
	source_stdin(&run->source);
	source_take(&run->source, STDIN_MAX, &bytes);
	status = saiga_strbuf_status(&bytes, run->err);
	if (status == SAIGA_OK && run->source.err.status != SAIGA_OK)
		status = saiga_error_set(run->err, SAIGA_IO,
			"standard input: %s", run->source.err.msg);
	if (status == SAIGA_OK && run_stops(run))
		status = SAIGA_IO;
	if (status == SAIGA_OK) {
		rest = saiga_strbuf_view(&bytes);
		saiga_id_make(rest, id);
		file.key = id;
		file.st.st_mtime = time(NULL);
		file.st.st_size = (off_t)bytes.len;
		run->counts->files++;
		run->file = &file;
		source_slice(&run->source, &rest);
		status = run_read(run);
	}
	saiga_strbuf_dispose(&bytes);
	return status;
}

static enum saiga_status
walk_all(struct run *run, walk_fn fn, bool with_stdin)
{
	struct walk *walk = walk_new(fn, run);
	enum saiga_status status = SAIGA_OK;
	size_t i;

	if (walk == NULL)
		return saiga_error_nomem(run->err);
	for (i = 0; i < run->options->n_paths && status == SAIGA_OK; i++) {
		const char *path = run->options->paths[i];

		if (strcmp(path, "-") != 0)
			status = walk_path(walk, path, run->err);
		else if (with_stdin)
			status = index_stdin(run);
	}
	walk_free(walk);
	return status;
}

/* A path that is not there is the person's mistake: nothing is written. */
static enum saiga_status
check_paths(const struct index_options *options, struct saiga_error *err)
{
	struct stat st;
	size_t i;

	for (i = 0; i < options->n_paths; i++)
		if (strcmp(options->paths[i], "-") != 0 &&
			stat(options->paths[i], &st) != 0)
			return saiga_error_set(err, SAIGA_NOTFOUND, "%s: %s",
				options->paths[i], strerror(errno));
	return SAIGA_OK;
}

/* Whether an index is to be built, and not only added to. */
static enum saiga_status
choose_build(struct run *run, bool *builds)
{
	struct xc_database_stats stats;
	struct xc_error xerr;
	enum saiga_status status = SAIGA_OK;

	if (xc_database_get_stats(
		    &stats, writer_database(run->writer), &xerr) != XC_OK)
		return saiga_store_error(run->err, &xerr, run->options->db);
	*builds = run->options->rebuild || stats.last_docid == 0;
	if (*builds || run->options->count_first)
		status = walk_all(run, on_count, false);
	*builds = run->options->rebuild ||
		(*builds &&
			(run->options->jobs > 0 ||
				run->all.bytes >= BUILD_BYTES));
	if (!run->options->count_first)
		memset(&run->all, 0, sizeof(run->all));
	return status;
}

static enum saiga_status
index_all(struct run *run)
{
	bool builds = false;
	enum saiga_status status = choose_build(run, &builds);

	if (status == SAIGA_OK && builds)
		status = build_begin(&run->build, run, run->err);
	if (status == SAIGA_OK)
		status = walk_all(run, on_file, true);
	/* Stopped between two articles: what is done is kept. */
	if (status != SAIGA_OK && !run->stopped)
		return status;
	return run->build != NULL ? build_finish(run->build, run->err)
				  : writer_commit(run->writer, run->err);
}

enum saiga_status
index_run(struct index_counts *counts, const struct index_options *options,
	const struct index_events *events, struct saiga_error *err)
{
	struct run run = {
		.options = options,
		.events = events,
		.counts = counts,
		.old = SAIGA_STORED_INIT,
		.why = SAIGA_STRBUF_INIT(SAIGA_FAILURE_MAX / 2),
		.err = err,
	};
	const struct reading_events on = { on_article, on_problem, on_stops,
		&run };
	enum saiga_status status = check_paths(options, err);

	memset(counts, 0, sizeof(*counts));
	if (status != SAIGA_OK)
		return status;
	status = reading_init(&run.reading, &on, &options->reading, err);
	if (status == SAIGA_OK)
		status = source_init(&run.source, err);
	run.guesser = language_guesser_new();
	if (status == SAIGA_OK)
		status = writer_open(
			&run.writer, options->db, options->rebuild, err);
	if (status == SAIGA_OK)
		status = index_all(&run);
	build_free(run.build);
	saiga_stored_dispose(&run.old);
	saiga_strbuf_dispose(&run.why);
	source_dispose(&run.source);
	reading_dispose(&run.reading);
	language_guesser_free(run.guesser);
	writer_free(run.writer);
	return status;
}
