/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run of the indexer: walk, read, write. */
#include "index.h"

#include "identity.h"
#include "language.h"
#include "reader.h"
#include "walk.h"
#include "writer.h"

#include <saiga/store.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* A byte more than is kept, so that a reader sees that there was more. */
#define READ_MAX (SAIGA_TEXT_MAX + 1)

struct run {
	const struct index_options *options;
	const struct index_events *events;
	struct index_counts *counts;
	struct index_counts all;
	struct writer *writer;
	struct language_guesser *guesser;
	struct draft draft;
	struct saiga_strbuf bytes; /* of the file being read */
	struct saiga_stored old;   /* what the index has under an id */
	struct saiga_error *err;   /* of the index, which ends the run */
	bool stopped;              /* as was asked for, between two files */
};

/* Whether the run is to end here; the walk then ends with SAIGA_IO. */
static bool
stops(struct run *run)
{
	run->stopped = run->options->stop != NULL && *run->options->stop;
	return run->stopped;
}

/* Reads a file to its end or to READ_MAX bytes; false with errno set. */
static bool
read_all(struct run *run, int fd)
{
	struct saiga_strbuf *out = &run->bytes;
	char buffer[65536];

	saiga_strbuf_reset(out);
	for (;;) {
		size_t want = READ_MAX - out->len;
		ssize_t n = read(fd, buffer,
			want < sizeof(buffer) ? want : sizeof(buffer));

		if (n < 0 && errno == EINTR && !stops(run))
			continue;
		if (n < 0)
			return false;
		if (n == 0)
			return true;
		saiga_strbuf_append(out, buffer, (size_t)n);
		if (out->len >= READ_MAX || out->status != SAIGA_OK)
			return true;
	}
}

/* Reads the file that is open, once more if it was written to meanwhile.
 * Returns why not, or NULL. */
static const char *
read_steady(struct run *run, int fd, struct stat *st)
{
	struct stat after;
	int tries;

	for (tries = 0; tries < 2; tries++) {
		if (lseek(fd, 0, SEEK_SET) != 0 || fstat(fd, st) != 0)
			return strerror(errno);
		if (!S_ISREG(st->st_mode))
			return "not a regular file";
		if (!read_all(run, fd) || fstat(fd, &after) != 0)
			return strerror(errno);
		if (after.st_size == st->st_size &&
			after.st_mtim.tv_sec == st->st_mtim.tv_sec &&
			after.st_mtim.tv_nsec == st->st_mtim.tv_nsec)
			return NULL;
	}
	return "it changes while it is read: index it again later";
}

/* Opens without waiting, as a FIFO or a device that took the file's place
 * would make us.  Returns why it was not read, or NULL. */
static const char *
read_file(struct run *run, const struct walk_file *file, struct stat *st)
{
	int flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC;
	const char *problem;
	int fd = openat(file->dirfd, file->name,
		file->named ? flags : flags | O_NOFOLLOW);

	if (fd < 0)
		return strerror(errno);
	problem = read_steady(run, fd, st);
	close(fd);
	return problem;
}

static void
tell(const struct run *run, const char *path, const char *text)
{
	run->events->message(path, text, run->events->ctx);
}

static void
tell_warnings(const struct run *run, const char *path)
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

/* From the file's bytes, which are read, to the index. */
static enum saiga_status
index_bytes(struct run *run, const struct reader *reader,
	const struct walk_file *file)
{
	struct saiga_slice bytes = saiga_strbuf_view(&run->bytes);
	struct draft *draft = &run->draft;
	struct saiga_article article;
	struct saiga_error err = SAIGA_ERROR_INIT;
	enum saiga_status status;
	char language[3];
	unsigned i;

	if (reader_run(reader, draft, bytes, &err) != SAIGA_OK) {
		run->counts->failed++;
		tell(run, file->path, err.msg);
		return err.status == SAIGA_NOMEM ? saiga_error_nomem(run->err)
						 : SAIGA_OK;
	}
	saiga_article_init(&article);
	article.text = saiga_strbuf_view(&draft->text);
	article.paragraphs = draft->paragraphs;
	article.modified = file->st.st_mtime;
	article.size = (uint64_t)file->st.st_size;
	saiga_hash(bytes, article.hash);
	if (draft->field[SAIGA_FIELD_LANGUAGE].len == 0 &&
		language_guess(run->guesser, article.text, language))
		draft_set(draft, SAIGA_FIELD_LANGUAGE, saiga_slice(language),
			SAIGA_ORIGIN_DETECTED);
	for (i = 0; i < SAIGA_FIELD_COUNT; i++) {
		article.field[i] = saiga_strbuf_view(&draft->field[i]);
		article.origin[i] = draft->origin[i];
	}
	article.field[SAIGA_FIELD_PATH] = saiga_slice(file->path);
	article.origin[SAIGA_FIELD_PATH] = SAIGA_ORIGIN_FILE;
	if (article.paragraphs.n == 0) {
		run->counts->failed++;
		tell(run, file->path, "holds no text");
		return SAIGA_OK;
	}
	status = put(run, &article, file->key);
	/* The paragraphs are the draft's. */
	saiga_passages_dispose(&article.passages);
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

static enum saiga_status
on_file(const struct walk_file *file, const char *problem, void *ctx)
{
	struct run *run = ctx;
	const struct reader *reader;
	struct walk_file opened;
	enum saiga_status status = SAIGA_OK;

	if (problem != NULL) {
		run->counts->failed++;
		tell(run, file->path, problem);
		return SAIGA_OK;
	}
	reader = choose_reader(file);
	if (!S_ISREG(file->st.st_mode) && file->named) {
		run->counts->failed++;
		tell(run, file->path, "not a regular file or a folder");
		return SAIGA_OK;
	}
	if (!S_ISREG(file->st.st_mode) || reader == NULL) {
		run->counts->skipped++;
		return SAIGA_OK;
	}
	run->counts->files++;
	opened = *file;
	problem = read_file(run, file, &opened.st);
	if (stops(run))
		return SAIGA_IO;
	if (problem != NULL && errno == ENOENT && !file->named)
		run->counts->skipped++; /* gone since its folder was read */
	else if (problem != NULL) {
		run->counts->failed++;
		tell(run, file->path, problem);
	} else {
		run->counts->bytes += run->bytes.len;
		status = index_bytes(run, reader, &opened);
	}
	run->events->progress(run->counts, &run->all, run->events->ctx);
	return status == SAIGA_OK && stops(run) ? SAIGA_IO : status;
}

/* Sums up what a walk will find. */
static enum saiga_status
on_count(const struct walk_file *file, const char *problem, void *ctx)
{
	struct run *run = ctx;
	uint64_t size = (uint64_t)file->st.st_size;

	if (problem == NULL && S_ISREG(file->st.st_mode) &&
		choose_reader(file) != NULL) {
		run->all.files++;
		run->all.bytes += size < READ_MAX ? size : READ_MAX;
	}
	return stops(run) ? SAIGA_IO : SAIGA_OK;
}

/* An article that standard input brings has no path: its content is what it
 * is known by. */
static enum saiga_status
index_stdin(struct run *run)
{
	struct walk_file file = { .path = "", .named = true };
	char id[SAIGA_ID_LEN + 1];

	if (!read_all(run, STDIN_FILENO))
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
	return index_bytes(run, reader_default(), &file);
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
	/* Stopped between two files: what is done is kept. */
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
		.bytes = SAIGA_STRBUF_INIT(READ_MAX),
		.old = SAIGA_STORED_INIT,
		.err = err,
	};
	enum saiga_status status = check_paths(options, err);

	memset(counts, 0, sizeof(*counts));
	if (status != SAIGA_OK)
		return status;
	draft_init(&run.draft);
	run.guesser = language_guesser_new();
	status = writer_open(&run.writer, options->db, err);
	if (status == SAIGA_OK)
		status = index_all(&run);
	saiga_stored_dispose(&run.old);
	saiga_strbuf_dispose(&run.bytes);
	draft_dispose(&run.draft);
	language_guesser_free(run.guesser);
	writer_free(run.writer);
	return status;
}
