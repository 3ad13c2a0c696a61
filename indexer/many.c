/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of many articles: an article is a line or another piece of one. */
#include "run.h"
#include "writer.h"

#include <stdio.h>
#include <string.h>

/* The record that the source has read. */
static enum saiga_status
index_record(struct run *run, const struct reader *reader,
	const struct walk_file *file)
{
	struct saiga_slice bytes =
		saiga_slice_trim(saiga_strbuf_view(&run->source.record));
	char text[64];

	run->line = run->source.number;
	if (run->source.record.status == SAIGA_NOMEM)
		return saiga_error_nomem(run->err);
	if (run->source.record.status != SAIGA_OK) {
		snprintf(text, sizeof(text), "longer than %zu MB",
			SOURCE_RECORD_MAX >> 20);
		run_fail(run, file->path, text);
		return SAIGA_OK;
	}
	return bytes.len == 0 ? SAIGA_OK : run_index(run, reader, file, bytes);
}

/* Whether the index has the file that is open, which has the same bytes. */
static enum saiga_status
is_whole(struct run *run, const struct walk_file *file, int fd, bool *whole)
{
	struct saiga_file known;
	enum saiga_status status =
		saiga_files_get(&known, writer_database(run->writer),
			saiga_slice(file->path), run->err);

	*whole = false;
	if (status == SAIGA_NOTFOUND)
		return SAIGA_OK;
	if (status != SAIGA_OK || !source_open(&run->source, fd))
		return status;
	source_skip(&run->source);
	*whole = run->source.error == 0 &&
		memcmp(run->source.hash, known.hash, SAIGA_HASH_LEN) == 0;
	if (*whole) {
		run->counts->unchanged += known.articles;
		run->counts->bytes += run->source.bytes;
	}
	return SAIGA_OK;
}

static enum saiga_status
index_records(struct run *run, const struct reader *reader,
	const struct walk_file *file, int fd)
{
	uint64_t bytes = run->counts->bytes;
	enum saiga_status status = SAIGA_OK;

	saiga_lexicon_reset(run->seen);
	run->told = 0;
	source_open(&run->source, fd);
	while (status == SAIGA_OK && !run_stops(run) &&
		reader->next(&run->source)) {
		status = index_record(run, reader, file);
		run->counts->bytes = bytes + run->source.bytes;
		run->events->progress(run->counts, &run->all, run->events->ctx);
	}
	run->line = 0;
	return status;
}

/*
 * A file of many articles.  Those that are not in it any more stay in the
 * index, as the articles of files do that are gone.  It is noted as whole
 * when there was nothing wrong with it, in the same batch as its last
 * article or a later one: a run that dies before reads it again.
 */
enum saiga_status
run_many(struct run *run, const struct reader *reader,
	const struct walk_file *file, int fd)
{
	struct index_counts before = *run->counts;
	const struct index_counts *now = run->counts;
	struct saiga_file whole;
	enum saiga_status status;
	bool is_known;
	struct stat st;

	status = is_whole(run, file, fd, &is_known);
	if (status != SAIGA_OK || is_known)
		return status;
	status = index_records(run, reader, file, fd);
	if (status != SAIGA_OK || run->stopped)
		return status;
	if (run->source.error != 0)
		run_fail(run, file->path, strerror(run->source.error));
	else if (fstat(fd, &st) != 0 || run_changed(&file->st, &st))
		run_fail(run, file->path, RUN_CHANGES);
	if (now->failed > before.failed ||
		now->lines_failed > before.lines_failed)
		return SAIGA_OK;
	memcpy(whole.hash, run->source.hash, SAIGA_HASH_LEN);
	whole.articles = now->added + now->updated + now->unchanged -
		before.added - before.updated - before.unchanged;
	return writer_note_file(
		run->writer, saiga_slice(file->path), &whole, run->err);
}
