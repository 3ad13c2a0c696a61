/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the index knows of a file: one whose size and times are as they were is
 * not opened, one whose bytes are is not parsed.  The entry is written behind
 * the file's articles, in the batch of the last one or a later one: a run that
 * dies before reads the file again.
 */
#include "remove.h"
#include "run.h"
#include "writer.h"

#include <inttypes.h>
#include <string.h>

/* A file that was changed so shortly before it was read may be changed again
 * without its times telling (seconds; FAT counts in two). */
#define RACY 2

/* What else decides what is made of the same bytes. */
static void
hash_options(const struct run *run, uint8_t hash[SAIGA_HASH_LEN])
{
	const struct json_map *map = run->reading.options->map;
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

static int64_t
nanoseconds(const struct timespec *t)
{
	return (int64_t)t->tv_sec * 1000000000 + t->tv_nsec;
}

/* ---- before it is read --------------------------------------------------- */

/* Counts the file as what it was the last time. */
static void
count_again(struct run *run)
{
	run->counts->unchanged += run->known.articles;
	run->counts->failed_before += run->known.why.len > 0;
}

static bool
is_retried(const struct run *run)
{
	return run->known.why.len > 0 && run->options->retry;
}

enum saiga_status
known_look(bool *as_before, struct run *run, const struct walk_file *file)
{
	const struct saiga_file *known = &run->known;
	enum saiga_status status = saiga_files_get(&run->known,
		&run->known_bytes, writer_database(run->writer),
		saiga_slice(file->path), run->err);

	*as_before = false;
	run->is_known = status == SAIGA_OK;
	if (status != SAIGA_OK)
		return status == SAIGA_NOTFOUND ? SAIGA_OK : status;
	*as_before = !is_retried(run) && !run->map_is_new &&
		known->size == (uint64_t)file->st.st_size &&
		known->modified == nanoseconds(&file->st.st_mtim) &&
		known->changed == nanoseconds(&file->st.st_ctim);
	if (*as_before) {
		count_again(run);
		run->counts->bytes += known->size;
	}
	return SAIGA_OK;
}

/* Whether the file has the bytes that the index knows. */
static bool
has_same_bytes(struct run *run)
{
	uint8_t hash[SAIGA_HASH_LEN];

	if (!run->is_known || run->known.changed == 0 || is_retried(run) ||
		run->source.fd < 0)
		return false;
	source_skip(&run->source);
	file_hash(run, hash);
	if (run->source.err.status == SAIGA_OK &&
		memcmp(hash, run->known.hash, SAIGA_HASH_LEN) == 0)
		return true;
	source_open(&run->source, run->source.fd);
	return false;
}

/* ---- when it was read ---------------------------------------------------- */

void
known_entry(struct run *run, const struct walk_file *file)
{
	struct saiga_file *now = &run->entry;
	int64_t begun = nanoseconds(&run->file_begun);

	*now = (struct saiga_file){
		.path = saiga_slice(file->path),
		.size = (uint64_t)file->st.st_size,
		.modified = nanoseconds(&file->st.st_mtim),
		.changed = nanoseconds(&file->st.st_ctim),
		.articles =
			run->same_bytes ? run->known.articles : run->articles,
	};
	if (now->modified > begun - RACY * 1000000000LL ||
		now->changed > begun - RACY * 1000000000LL)
		now->modified = 0;
	/* A program may be there the next time. */
	if (run->lacks_program)
		now->modified = now->changed = 0;
	file_hash(run, now->hash);
}

/* Makes one text of the first reason and of how many there are. */
static void
append_reasons(struct saiga_strbuf *out, const char *first, uint64_t problems)
{
	if (problems > 0)
		saiga_strbuf_str(out, first);
	if (problems > 1)
		saiga_strbuf_printf(
			out, "; and %" PRIu64 " more", problems - 1);
}

bool
known_is_noted(const struct run *run)
{
	const struct saiga_file *a = &run->known, *b = &run->entry;
	struct saiga_strbuf why = SAIGA_STRBUF_INIT(SAIGA_WHY_MAX);
	bool same;

	append_reasons(&why, saiga_strbuf_cstr(&run->why), run->problems);
	same = run->is_known && a->size == b->size &&
		a->modified == b->modified && a->changed == b->changed &&
		a->articles == b->articles &&
		memcmp(a->hash, b->hash, SAIGA_HASH_LEN) == 0 &&
		saiga_slice_equal(a->why, saiga_strbuf_view(&why));
	saiga_strbuf_dispose(&why);
	return same;
}

enum saiga_status
known_note(struct writer *writer, const struct saiga_file *entry,
	const char *first, uint64_t problems, struct saiga_error *err)
{
	struct saiga_strbuf why = SAIGA_STRBUF_INIT(SAIGA_WHY_MAX);
	struct saiga_file now = *entry;
	enum saiga_status status;
	struct xc_writable *w;

	append_reasons(&why, first, problems);
	now.why = saiga_strbuf_view(&why);
	status = writer_begin(&w, writer, err);
	if (status == SAIGA_OK)
		status = saiga_files_set(w, &now, err);
	saiga_strbuf_dispose(&why);
	return status;
}

/*
 * Reads the file, and removes articles that it had and has no more, when it
 * was read to its end without a fault: what cannot be read now was perhaps
 * only half written.  Items leave feeds by and by, and stay.
 */
enum saiga_status
run_read(struct run *run)
{
	uint64_t skipped = run->counts->skipped;
	enum saiga_status status;

	run->same_bytes = has_same_bytes(run);
	if (run->same_bytes) {
		/* As it was said the last time, with how many there were. */
		saiga_strbuf_slice(&run->why, run->known.why);
		run->problems = run->known.why.len > 0;
		count_again(run);
		run->counts->bytes = run->bytes_before + run->source.bytes;
		return SAIGA_OK;
	}
	status = reading_file(&run->reading, run->file->name, &run->source,
		run->file->named ? reader_default() : NULL);
	run->counts->bytes = run->bytes_before + run->source.bytes;
	run->is_whole = status == SAIGA_OK && run->problems == 0 &&
		!run->reading.rolls && run->counts->skipped == skipped;
	if (!run->is_whole || !run->is_known || run->options->keep)
		return status;
	return remove_articles(&run->counts->removed, run->writer,
		saiga_slice(run->file->path), run->present, run->err);
}
