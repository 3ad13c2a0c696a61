/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run of the indexer: walk, read, write. */
#include "build.h"
#include "language.h"
#include "remove.h"
#include "run.h"
#include "writer.h"

#include <saiga/store.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define STDIN_MAX ((size_t)64 << 20) /* bytes; the rest is not read */

bool
run_stops(struct run *run)
{
	run->stopped = run->options->stop != NULL && *run->options->stop;
	return run->stopped;
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
begin_file(struct run *run)
{
	run->reading.many = false;
	run->told = 0;
	run->problems = 0;
	run->lacks_program = run->same_bytes = false;
	run->is_whole = run->is_regular = false;
	saiga_lexicon_reset(run->present);
	run->articles = 0;
	saiga_strbuf_reset(&run->why);
	run->bytes_before = run->counts->bytes;
}

enum saiga_status
run_file(struct run *run, const struct walk_file *file, int fd)
{
	struct walk_file opened = *file;
	enum saiga_status status = SAIGA_OK;

	begin_file(run);
	clock_gettime(CLOCK_REALTIME, &run->file_begun);
	run->file = &opened;
	if (fstat(fd, &opened.st) != 0)
		run_fail(run, file->path, strerror(errno));
	else if (!S_ISREG(opened.st.st_mode))
		run_fail(run, file->path, "not a regular file");
	else if (!source_open(&run->source, fd))
		run_fail(run, file->path, run->source.err.msg);
	else {
		run->is_regular = true;
		status = run_read(run);
		known_entry(run, &opened);
	}
	return status;
}

/* Puts in what is in the file, and notes what is known of it now. */
static enum saiga_status
read_here(struct run *run, const struct walk_file *file, int fd)
{
	enum saiga_status status = run_file(run, file, fd);

	if (status != SAIGA_OK || run->stopped || !run->is_regular ||
		known_is_noted(run))
		return status;
	return known_note(run->writer, &run->entry,
		saiga_strbuf_cstr(&run->why), run->problems, run->err);
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
	if (fd < 0) {
		run_fail(run, file->path, strerror(errno));
		return SAIGA_OK;
	}
	run->ordinal++;
	status = run->build != NULL
		? build_read(run->build, file, fd, run->ordinal, run->err)
		: read_here(run, file, fd);
	close(fd);
	return status;
}

static enum saiga_status
on_file(const struct walk_file *file, const char *problem, void *ctx)
{
	struct run *run = ctx;
	enum saiga_status status = SAIGA_OK;
	bool as_before;

	run->place->met++;
	begin_file(run);
	if (problem == NULL && !S_ISREG(file->st.st_mode) && file->named)
		problem = "not a regular file or a folder";
	if (problem != NULL) {
		run_fail(run, file->path, problem);
		return SAIGA_OK;
	}
	if (!S_ISREG(file->st.st_mode) || !is_wanted(file)) {
		run->counts->skipped++;
		return SAIGA_OK;
	}
	if (roots_forget(&run->roots, file->path)) {
		run->counts->forgotten++;
		return SAIGA_OK;
	}
	run->counts->files++;
	as_before = false;
	if (run->build == NULL)
		status = known_look(&as_before, run, file);
	if (status == SAIGA_OK && !as_before)
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
	run->reading_options = run->options->reading;
	run->is_known = false;
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

/* Walks a place; a root that is gone is told of when it is seen what of it
 * the index has. */
static enum saiga_status
walk_place(struct run *run, struct walk *walk, struct place *place)
{
	const struct root *root = &run->roots.items[place->root];
	enum saiga_status status;

	run->place = place;
	run->map_is_new = root->map_is_new;
	run->reading_options.map = &root->map;
	place->met = 0;
	if (run->events->place != NULL &&
		run->events->place(place->path, run->events->watch_ctx) !=
			SAIGA_OK)
		return saiga_error_nomem(run->err);
	status = walk_path(walk, place->path, root->path, run->err);
	return status == SAIGA_NOTFOUND ? SAIGA_OK : status;
}

static enum saiga_status
walk_all(struct run *run, walk_fn fn)
{
	struct walk *walk = walk_new(fn, run);
	enum saiga_status status = SAIGA_OK;
	size_t i;

	if (walk == NULL)
		return saiga_error_nomem(run->err);
	walk_on_folder(walk, run->events->folder, run->events->watch_ctx);
	for (i = 0; i < run->roots.n_places && status == SAIGA_OK; i++)
		status = walk_place(run, walk, &run->roots.places[i]);
	walk_free(walk);
	return status;
}

/* What is named, or was; all of it where the index is built anew. */
static enum saiga_status
find_places(struct run *run)
{
	const struct index_options *options = run->options;
	enum saiga_status status = SAIGA_OK;
	size_t i;

	if (options->n_paths == 0 && run->roots.n == 0)
		return saiga_error_set(run->err, SAIGA_NOTFOUND,
			"nothing to index: name files or folders, as in 'saiga "
			"index ~/articles'");
	for (i = 0; i < options->n_paths && status == SAIGA_OK; i++)
		if (strcmp(options->paths[i], "-") != 0)
			status = roots_name(&run->roots, options->paths[i],
				options->map == NULL ? "" : options->map,
				run->err);
	if (status == SAIGA_OK && (options->n_paths == 0 || options->rebuild))
		status = roots_name_all(&run->roots, run->err);
	return status;
}

/* A path that is not there is the person's mistake, and so is none at all
 * where there is no index: none is made. */
static enum saiga_status
check_paths(const struct index_options *options, struct saiga_error *err)
{
	enum saiga_status status;
	struct xc_database *db;
	struct stat st;
	size_t i;

	if (options->n_paths == 0) {
		status = saiga_store_open(&db, options->db, err);
		xc_database_free(db);
		return options->rebuild &&
				(status == SAIGA_VERSION ||
					status == SAIGA_UNSUPPORTED ||
					status == SAIGA_CORRUPT)
			? SAIGA_OK
			: status;
	}
	for (i = 0; i < options->n_paths && !options->again; i++)
		if (strcmp(options->paths[i], "-") != 0 &&
			stat(options->paths[i], &st) != 0)
			return saiga_error_set(err, SAIGA_NOTFOUND, "%s: %s",
				options->paths[i], strerror(errno));
	return SAIGA_OK;
}

static void
on_doubt(const char *place, uint64_t files, void *ctx)
{
	struct run *run = ctx;
	char text[256];

	snprintf(text, sizeof(text),
		"is gone, or empty: what the index has of its %" PRIu64
		" file%s stays; 'saiga forget' takes it out",
		files, files == 1 ? "" : "s");
	run->events->message(place, text, run->events->ctx);
}

/* Whether an index is to be built, and not only added to. */
static enum saiga_status
choose_build(struct run *run, bool *builds)
{
	unsigned spread = saiga_store_spread(run->options->db);
	struct xc_database_stats stats;
	struct xc_error xerr;
	enum saiga_status status = SAIGA_OK;

	if (xc_database_get_stats(
		    &stats, writer_database(run->writer), &xerr) != XC_OK)
		return saiga_store_error(run->err, &xerr, run->options->db);
	*builds = run->options->rebuild || stats.last_docid == 0;
	run->shards = run->options->shards > 0 ? run->options->shards
		: spread > 0                   ? spread
					       : 1;
	if (run->shards > 1 && !*builds)
		return saiga_error_set(run->err, SAIGA_INVALID,
			"%s has articles already: 'saiga index --rebuild "
			"--shards=%u' spreads them",
			run->options->db, run->shards);
	if (*builds || run->options->count_first)
		status = walk_all(run, on_count);
	*builds = run->options->rebuild ||
		(*builds &&
			(run->options->jobs > 0 || run->shards > 1 ||
				run->all.bytes >= BUILD_BYTES));
	if (!run->options->count_first)
		memset(&run->all, 0, sizeof(run->all));
	return status;
}

/* Begins a build.  The index as it is learns what was named, for a run that
 * goes on where this one is killed, unless an older program wrote it. */
static enum saiga_status
begin_build(struct run *run)
{
	enum saiga_status status = SAIGA_OK;

	if (!run->options->rebuild)
		status = roots_write(&run->roots, run->writer, false, run->err);
	if (status == SAIGA_OK && !run->options->rebuild)
		status = writer_commit(run->writer, run->err);
	if (status == SAIGA_OK)
		status = build_begin(&run->build, run, run->err);
	return status;
}

static enum saiga_status
index_all(struct run *run)
{
	enum saiga_status status = find_places(run);
	bool builds = false;
	size_t i;

	if (status == SAIGA_OK)
		status = choose_build(run, &builds);
	if (status == SAIGA_OK && builds)
		status = begin_build(run);
	if (status == SAIGA_OK)
		status =
			roots_write(&run->roots, run->writer, builds, run->err);
	if (status == SAIGA_OK)
		status = walk_all(run, on_file);
	for (i = 0; i < run->options->n_paths && status == SAIGA_OK; i++)
		if (strcmp(run->options->paths[i], "-") == 0 &&
			!run->options->again)
			status = index_stdin(run);
	if (status == SAIGA_OK && !builds && !run->options->keep)
		status = remove_gone(&run->counts->removed, run->writer,
			&run->roots, on_doubt, run, run->err);
	/* Stopped between two articles: what is done is kept. */
	if (status != SAIGA_OK && !run->stopped)
		return status;
	return run->build != NULL ? build_finish(run->build, run->err)
				  : writer_commit(run->writer, run->err);
}

/* How the index is opened. */
static unsigned
flags_of(const struct index_options *options)
{
	return (options->wait ? WRITER_WAIT : 0u) |
		(options->rebuild ? WRITER_TO_REPLACE : 0u);
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
		.why = SAIGA_STRBUF_INIT(SAIGA_WHY_MAX),
		.known_bytes = SAIGA_STRBUF_INIT((size_t)2 << 20),
		.err = err,
	};
	struct reading_events on;
	enum saiga_status status = check_paths(options, err);

	memset(counts, 0, sizeof(*counts));
	run_events(&on, &run);
	if (status != SAIGA_OK)
		return status;
	run.present = saiga_lexicon_new();
	run.whole = saiga_lexicon_new();
	status = run.present == NULL || run.whole == NULL
		? saiga_error_nomem(err)
		: reading_init(&run.reading, &on, &run.reading_options, err);
	if (status == SAIGA_OK)
		status = source_init(&run.source, err);
	run.guesser = language_guesser_new();
	if (status == SAIGA_OK)
		status = writer_open(
			&run.writer, options->db, flags_of(options), err);
	if (status == SAIGA_OK)
		status = roots_read(
			&run.roots, writer_database(run.writer), err);
	if (status == SAIGA_OK)
		status = index_all(&run);
	if (status == SAIGA_CORRUPT && options->rebuild)
		saiga_error_set(err, status,
			"%s: the index is too damaged to take over what it "
			"has: move it away, and name to 'saiga index' all that "
			"it was made of",
			options->db);
	build_free(run.build);
	saiga_stored_dispose(&run.old);
	saiga_strbuf_dispose(&run.why);
	saiga_strbuf_dispose(&run.known_bytes);
	saiga_lexicon_free(run.present);
	saiga_lexicon_free(run.whole);
	roots_dispose(&run.roots);
	source_dispose(&run.source);
	reading_dispose(&run.reading);
	language_guesser_free(run.guesser);
	writer_free(run.writer);
	return status;
}
