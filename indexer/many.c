/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file, read into the index; one of many articles is noted when it is in it
 * whole, so that it need not be read again. */
#include "run.h"
#include "writer.h"

#include <inttypes.h>
#include <string.h>

/* What else decides what is made of the same bytes. */
static void
hash_options(const struct run *run, uint8_t hash[SAIGA_HASH_LEN])
{
	const struct json_map *map = run->options->reading.map;
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT((size_t)1 << 20);
	size_t i;

	if (map == NULL || map->n == 0)
		return;
	saiga_strbuf_append(&bytes, hash, SAIGA_HASH_LEN);
	for (i = 0; i < map->n; i++)
		saiga_strbuf_printf(&bytes, "%u=%s\n", map->items[i].part,
			map->items[i].path);
	saiga_hash(saiga_strbuf_view(&bytes), hash);
	saiga_strbuf_dispose(&bytes);
}

void
run_hash(const struct run *run, struct saiga_slice bytes,
	uint8_t hash[SAIGA_HASH_LEN])
{
	struct saiga_slice format = saiga_strbuf_view(
		&run->reading.draft.field[SAIGA_FIELD_FORMAT]);

	saiga_hash(bytes, hash);
	if (saiga_slice_is(saiga_utf8_cut(format, 4), "json"))
		hash_options(run, hash);
}

/* The hash of what was read of the file. */
static void
file_hash(const struct run *run, uint8_t hash[SAIGA_HASH_LEN])
{
	memcpy(hash, run->source.hash, SAIGA_HASH_LEN);
	hash_options(run, hash);
}

static bool
is_of_many(struct run *run)
{
	struct saiga_slice head = source_head(&run->source);
	const struct reader *reader = reading_choose(run->file->name, head);

	return run->source.fd >= 0 &&
		(reader_is_packed(head) ||
			(reader != NULL && reader->split != NULL));
}

/* Whether the index has the file, which has the same bytes. */
static enum saiga_status
is_whole(struct run *run, bool *whole)
{
	struct saiga_file known;
	uint8_t hash[SAIGA_HASH_LEN];
	enum saiga_status status =
		saiga_files_get(&known, writer_database(run->writer),
			saiga_slice(run->file->path), run->err);

	*whole = false;
	if (status != SAIGA_OK || run->options->rebuild)
		return status == SAIGA_NOTFOUND ? SAIGA_OK : status;
	source_skip(&run->source);
	file_hash(run, hash);
	*whole = run->source.err.status == SAIGA_OK &&
		memcmp(hash, known.hash, SAIGA_HASH_LEN) == 0;
	if (*whole) {
		run->counts->unchanged += known.articles;
		run->counts->bytes += run->source.bytes;
	} else
		source_open(&run->source, run->source.fd);
	return SAIGA_OK;
}

static enum saiga_status
read_file(struct run *run)
{
	enum saiga_status status = reading_file(&run->reading, run->file->name,
		&run->source, run->file->named ? reader_default() : NULL);

	run->counts->bytes = run->bytes_before + run->source.bytes;
	return status;
}

/*
 * A file of many articles.  Those that are not in it any more stay in the
 * index, as the articles of files do that are gone.  It is noted as whole
 * when there was nothing wrong with it, in the same batch as its last
 * article or a later one: a run that dies before reads it again.
 */
static enum saiga_status
read_many(struct run *run)
{
	struct index_counts before = *run->counts;
	const struct index_counts *now = run->counts;
	enum saiga_status status;
	bool is_known;

	status = is_whole(run, &is_known);
	if (status != SAIGA_OK || is_known)
		return status;
	status = read_file(run);
	if (status != SAIGA_OK || now->failed > before.failed ||
		now->parts_failed > before.parts_failed ||
		now->missing > before.missing)
		return status;
	file_hash(run, run->whole.hash);
	run->whole.articles = now->added + now->updated + now->unchanged -
		before.added - before.updated - before.unchanged;
	run->is_whole = true;
	/* Who shared it out notes it when all have done their share. */
	if (run->shared)
		return SAIGA_OK;
	return writer_note_file(run->writer, saiga_slice(run->file->path),
		&run->whole, run->err);
}

enum saiga_status
run_read(struct run *run)
{
	return is_of_many(run) ? read_many(run) : read_file(run);
}

/* ---- counting ------------------------------------------------------------ */

void
run_reason(struct saiga_strbuf *out, const char *first, uint64_t problems)
{
	saiga_strbuf_str(out, first);
	if (problems > 1)
		saiga_strbuf_printf(
			out, "; and %" PRIu64 " more", problems - 1);
}

void
run_count(struct run *run, const struct saiga_article *article)
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

	run_count(run, article);
	if (cut) {
		saiga_strbuf_slice(&path, article->field[SAIGA_FIELD_PATH]);
		saiga_strbuf_slice(&path, article->part);
		run->events->message(
			saiga_strbuf_cstr(&path), RUN_CUT, run->events->ctx);
	}
	saiga_strbuf_dispose(&path);
}
