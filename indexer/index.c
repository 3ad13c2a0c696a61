/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run of the indexer: walk, read, write. */
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

/* Bytes of a file that is one article: one more than the reader reads, so that
 * it sees that there was more. */
static size_t
read_max(const struct reader *reader)
{
	return reader->max + 1;
}

/* Messages on one file: a large one with nothing good in it would tell a line
 * for each of its own. */
#define TOLD_MAX 100

/* Whether the run is to end here; the walk then ends with SAIGA_IO. */
bool
run_stops(struct run *run)
{
	run->stopped = run->options->stop != NULL && *run->options->stop;
	return run->stopped;
}

/* Reads a file to its end or to max bytes; false with errno set. */
static bool
read_all(struct run *run, int fd, size_t max)
{
	struct saiga_strbuf *out = &run->bytes;
	char buffer[65536];

	saiga_strbuf_reset(out);
	out->max = max;
	for (;;) {
		size_t want = max - out->len;
		ssize_t n = read(fd, buffer,
			want < sizeof(buffer) ? want : sizeof(buffer));

		if (n < 0 && errno == EINTR && !run_stops(run))
			continue;
		if (n < 0)
			return false;
		if (n == 0)
			return true;
		saiga_strbuf_append(out, buffer, (size_t)n);
		if (out->len >= max || out->status != SAIGA_OK)
			return true;
	}
}

bool
run_changed(const struct stat *before, const struct stat *after)
{
	return after->st_size != before->st_size ||
		after->st_mtim.tv_sec != before->st_mtim.tv_sec ||
		after->st_mtim.tv_nsec != before->st_mtim.tv_nsec;
}

/* Reads the file that is open, once more if it was written to meanwhile.
 * Returns why not, or NULL. */
static const char *
read_steady(struct run *run, int fd, size_t max, struct stat *st)
{
	struct stat after;
	int tries;

	for (tries = 0; tries < 2; tries++) {
		if (lseek(fd, 0, SEEK_SET) != 0 || fstat(fd, st) != 0)
			return strerror(errno);
		if (!S_ISREG(st->st_mode))
			return "not a regular file";
		if (!read_all(run, fd, max) || fstat(fd, &after) != 0)
			return strerror(errno);
		if (!run_changed(st, &after))
			return NULL;
	}
	return RUN_CHANGES;
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
	char whole[600];

	if (run->line > 0) {
		if (run->told > TOLD_MAX)
			return;
		snprintf(whole, sizeof(whole), "line %" PRIu64 ": %s",
			run->line,
			run->told < TOLD_MAX
				? text
				: "and so on: no more of this file is told");
		run->told++;
		text = whole;
	}
	run->events->message(path, text, run->events->ctx);
}

/* Tells and counts a file, or a line of one, that is of no use. */
void
run_fail(struct run *run, const char *path, const char *text)
{
	*(run->line > 0 ? &run->counts->lines_failed : &run->counts->failed) +=
		1;
	tell(run, path, text);
}

static void
tell_warnings(struct run *run, const char *path)
{
	struct saiga_slice rest = saiga_strbuf_view(&run->draft.warnings);
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
	size_t i;

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
	if (is_known && memcmp(old->hash, article->hash, SAIGA_HASH_LEN) == 0 &&
		saiga_slice_equal(old->field[SAIGA_FIELD_PATH],
			article->field[SAIGA_FIELD_PATH])) {
		run->counts->unchanged++;
		return SAIGA_OK;
	}
	status = writer_put(&cut, run->writer, article, run->err);
	if (status != SAIGA_OK)
		return status;
	if (cut)
		draft_warn(&run->draft,
			"more different words than an article has: the rest "
			"cannot be searched");
	*(is_known ? &run->counts->updated : &run->counts->added) += 1;
	run->counts->passages += article->passages.n;
	for (i = 0; i < article->passages.n; i++)
		run->counts->words += article->passages.items[i].words;
	return SAIGA_OK;
}

/* Writes which of its file's articles the draft is into run->part; false when
 * there was one with its id.  No id begins with a space. */
static bool
is_first(struct run *run)
{
	struct saiga_slice id =
		saiga_strbuf_view(&run->draft.field[SAIGA_FIELD_EXTERNAL_ID]);
	uint32_t before = saiga_lexicon_count(run->seen);

	saiga_strbuf_reset(&run->part);
	if (run->line > 0 && id.len == 0)
		saiga_strbuf_printf(&run->part, "# %" PRIu64, run->line);
	if (run->line == 0 || id.len == 0)
		return true;
	saiga_strbuf_byte(&run->part, '#');
	saiga_strbuf_slice(&run->part, id);
	saiga_lexicon_add(run->seen, id);
	return saiga_lexicon_count(run->seen) > before;
}

/* Makes an article of the draft and puts it in. */
static enum saiga_status
index_draft(
	struct run *run, const struct walk_file *file, struct saiga_slice bytes)
{
	struct draft *draft = &run->draft;
	struct saiga_article article;
	enum saiga_status status;
	unsigned i;

	saiga_article_init(&article);
	article.text = saiga_strbuf_view(&draft->text);
	article.paragraphs = draft->paragraphs;
	article.part = saiga_strbuf_view(&run->part);
	article.modified = file->st.st_mtime;
	article.size = run->line > 0 ? bytes.len : (uint64_t)file->st.st_size;
	saiga_hash(bytes, article.hash);
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

/* From an article's bytes, which are read, to the index. */
enum saiga_status
run_index(struct run *run, const struct reader *reader,
	const struct walk_file *file, struct saiga_slice bytes)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	enum saiga_status status;

	if (reader_run(reader, &run->draft, bytes, &err) != SAIGA_OK) {
		run_fail(run, file->path, err.msg);
		return err.status == SAIGA_NOMEM ? saiga_error_nomem(run->err)
						 : SAIGA_OK;
	}
	/* An export may hold titles alone; a file that does is empty. */
	if (run->draft.paragraphs.n == 0 &&
		(reader->next == NULL ||
			run->draft.field[SAIGA_FIELD_TITLE].len == 0)) {
		run_fail(run, file->path, "holds no text");
		return SAIGA_OK;
	}
	if (!is_first(run)) {
		run_fail(run, file->path, "its id was on a line before");
		return SAIGA_OK;
	}
	status = index_draft(run, file, bytes);
	tell_warnings(run, file->path);
	return status;
}

/* The name of a note about a folder, not of an article. */
static bool
is_readme(const char *name)
{
	return saiga_slice_is(saiga_slice_of(name, strnlen(name, 6)), "readme");
}

static const struct reader *
choose_reader(const struct walk_file *file)
{
	const struct reader *reader = reader_for(file->name);

	if (file->named)
		return reader != NULL ? reader : reader_default();
	return is_readme(file->name) ? NULL : reader;
}

/* Opens the file and puts in what it holds. */
static enum saiga_status
index_file(struct run *run, const struct reader *reader,
	const struct walk_file *file)
{
	struct walk_file opened = *file;
	enum saiga_status status = SAIGA_OK;
	const char *problem = NULL;
	int fd = open_file(file);

	if (fd < 0 && errno == ENOENT && !file->named) {
		run->counts->skipped++; /* gone since its folder was read */
		return SAIGA_OK;
	}
	if (fd < 0)
		problem = strerror(errno);
	else if (reader->next == NULL)
		problem = read_steady(run, fd, read_max(reader), &opened.st);
	else if (fstat(fd, &opened.st) != 0)
		problem = strerror(errno);
	else if (!S_ISREG(opened.st.st_mode))
		problem = "not a regular file";
	if (run->stopped || problem != NULL) {
		if (!run->stopped)
			run_fail(run, file->path, problem);
	} else if (reader->next != NULL)
		status = run_many(run, reader, &opened, fd);
	else {
		run->counts->bytes += run->bytes.len;
		status = run_index(
			run, reader, &opened, saiga_strbuf_view(&run->bytes));
	}
	if (fd >= 0)
		close(fd);
	return status;
}

static enum saiga_status
on_file(const struct walk_file *file, const char *problem, void *ctx)
{
	struct run *run = ctx;
	const struct reader *reader;
	enum saiga_status status;

	if (problem != NULL) {
		run_fail(run, file->path, problem);
		return SAIGA_OK;
	}
	reader = choose_reader(file);
	if (!S_ISREG(file->st.st_mode) && file->named) {
		run_fail(run, file->path, "not a regular file or a folder");
		return SAIGA_OK;
	}
	if (!S_ISREG(file->st.st_mode) || reader == NULL) {
		run->counts->skipped++;
		return SAIGA_OK;
	}
	run->counts->files++;
	status = index_file(run, reader, file);
	run->events->progress(run->counts, &run->all, run->events->ctx);
	return status == SAIGA_OK && run_stops(run) ? SAIGA_IO : status;
}

/* Sums up what a walk will find. */
static enum saiga_status
on_count(const struct walk_file *file, const char *problem, void *ctx)
{
	struct run *run = ctx;
	const struct reader *reader =
		problem == NULL ? choose_reader(file) : NULL;
	uint64_t size = (uint64_t)file->st.st_size;

	if (reader != NULL && S_ISREG(file->st.st_mode)) {
		run->all.files++;
		run->all.bytes +=
			size < read_max(reader) || reader->next != NULL
			? size
			: read_max(reader);
	}
	return run_stops(run) ? SAIGA_IO : SAIGA_OK;
}

/* An article that standard input brings has no path: its content is what it
 * is known by. */
static enum saiga_status
index_stdin(struct run *run)
{
	struct walk_file file = { .path = "", .named = true };
	char id[SAIGA_ID_LEN + 1];

	if (!read_all(run, STDIN_FILENO, read_max(reader_default())))
		return run->stopped
			? SAIGA_IO
			: saiga_error_set(run->err, SAIGA_IO,
				  "standard input: %s", strerror(errno));
	saiga_id_make(saiga_strbuf_view(&run->bytes), id);
	file.key = id;
	file.st.st_mtime = time(NULL);
	file.st.st_size = (off_t)run->bytes.len;
	run->counts->files++;
	run->counts->bytes += run->bytes.len;
	return run_index(
		run, reader_default(), &file, saiga_strbuf_view(&run->bytes));
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

static enum saiga_status
index_all(struct run *run)
{
	enum saiga_status status = SAIGA_OK;

	if (run->options->count_first)
		status = walk_all(run, on_count, false);
	if (status == SAIGA_OK)
		status = walk_all(run, on_file, true);
	/* Stopped between two articles: what is done is kept. */
	if (status != SAIGA_OK && !run->stopped)
		return status;
	return writer_commit(run->writer, run->err);
}

enum saiga_status
index_run(struct index_counts *counts, const struct index_options *options,
	const struct index_events *events, struct saiga_error *err)
{
	struct run run = {
		.options = options,
		.events = events,
		.counts = counts,
		.bytes = SAIGA_STRBUF_INIT(0),
		.part = SAIGA_STRBUF_INIT(65536),
		.old = SAIGA_STORED_INIT,
		.err = err,
	};
	enum saiga_status status = check_paths(options, err);

	memset(counts, 0, sizeof(*counts));
	if (status != SAIGA_OK)
		return status;
	run.seen = saiga_lexicon_new();
	status = run.seen == NULL ? saiga_error_nomem(err)
				  : source_init(&run.source, err);
	draft_init(&run.draft);
	run.guesser = language_guesser_new();
	if (status == SAIGA_OK)
		status = writer_open(&run.writer, options->db, err);
	if (status == SAIGA_OK)
		status = index_all(&run);
	saiga_stored_dispose(&run.old);
	saiga_strbuf_dispose(&run.bytes);
	saiga_strbuf_dispose(&run.part);
	saiga_lexicon_free(run.seen);
	source_dispose(&run.source);
	draft_dispose(&run.draft);
	language_guesser_free(run.guesser);
	writer_free(run.writer);
	return status;
}
