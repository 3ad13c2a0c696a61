/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a file to its articles. */
#include "reading.h"

#include "unpack.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#define SEEN "its id was there before in this file"
#define CHANGES "it changes while it is read: index it again later"

enum saiga_status
reading_init(struct reading *r, const struct reading_events *events,
	const struct reading_options *options, struct saiga_error *err)
{
	memset(r, 0, sizeof(*r));
	r->events = events;
	r->options = options;
	draft_init(&r->draft);
	r->part.max = r->where.max = 65536;
	r->seen = saiga_lexicon_new();
	return r->seen == NULL ? saiga_error_nomem(err) : SAIGA_OK;
}

void
reading_dispose(struct reading *r)
{
	draft_dispose(&r->draft);
	saiga_strbuf_dispose(&r->part);
	saiga_strbuf_dispose(&r->where);
	saiga_strbuf_dispose(&r->bytes);
	saiga_lexicon_free(r->seen);
}

/* The reader for a file's bytes that begin so: by its name, unless they are
 * surely of another kind.  NULL when neither tells. */
static const struct reader *
choose(const char *name, struct saiga_slice head)
{
	const struct reader *named = reader_for(name);
	const struct reader *sure = reader_by_head(head);

	/* A page may look like a feed, and a zip archive be a document. */
	if (named != NULL && named->is != NULL &&
		(named->is(head) || (named->is_zip && is_zip(head))) &&
		(sure == NULL || !sure->is_zip))
		return named;
	return sure != NULL ? sure : named;
}

/* ---- the part at hand ---------------------------------------------------- */

static void
cut_back(struct saiga_strbuf *b, size_t len)
{
	b->status = b->status == SAIGA_INVALID ? SAIGA_OK : b->status;
	if (b->len > len) {
		b->len = len;
		b->p[len] = '\0';
	}
}

/* What cut_back takes off again. */
struct mark {
	size_t part, where;
	bool many;
};

static struct mark
enter(struct reading *r)
{
	struct mark mark = { r->part.len, r->where.len, r->many };

	if (r->where.len > 0)
		saiga_strbuf_str(&r->where, ": ");
	r->many = true;
	return mark;
}

static void
leave(struct reading *r, struct mark mark)
{
	cut_back(&r->part, mark.part);
	cut_back(&r->where, mark.where);
	r->many = mark.many;
}

static struct mark
enter_part(struct reading *r, const struct part *part)
{
	struct mark mark = enter(r);

	saiga_strbuf_printf(&r->where, "%s %" PRIu64, part->unit, part->number);
	return mark;
}

/* Writes which of its file's articles the draft is; false when there was one
 * with its id.  No id begins with a space. */
static bool
name_part(struct reading *r, const struct part *part)
{
	struct saiga_slice id = part->id;
	uint32_t before = saiga_lexicon_count(r->seen);

	if (id.len == 0)
		id = saiga_strbuf_view(
			&r->draft.field[SAIGA_FIELD_EXTERNAL_ID]);
	saiga_strbuf_byte(&r->part, '#');
	if (id.len == 0) {
		saiga_strbuf_printf(&r->part, " %" PRIu64, part->number);
		return true;
	}
	saiga_strbuf_slice(&r->part, id);
	saiga_lexicon_add(r->seen, saiga_strbuf_view(&r->part));
	return saiga_lexicon_count(r->seen) > before;
}

/* ---- articles ------------------------------------------------------------ */

/* Whether the next article or problem is to be handed over. */
static bool
takes(struct reading *r)
{
	uint64_t number = r->articles++;

	return r->shares <= 1 || (r->many ? number % r->shares : 0) == r->share;
}

static void
tell(struct reading *r, enum saiga_status status, const char *text)
{
	if (status == SAIGA_NOMEM)
		r->over = SAIGA_NOMEM;
	if (!takes(r))
		return;
	r->events->problem(r, status, text, r->events->ctx);
}

/* An export may hold titles alone; a file that does is empty. */
static bool
is_empty(const struct reading *r)
{
	return r->draft.paragraphs.n == 0 &&
		(!r->many || r->draft.field[SAIGA_FIELD_TITLE].len == 0);
}

static enum saiga_status
hand_over(struct reading *r, struct saiga_slice bytes)
{
	draft_set(&r->draft, SAIGA_FIELD_URL, r->draft.given.address,
		SAIGA_ORIGIN_ARCHIVE);
	if (is_empty(r))
		tell(r, SAIGA_FORMAT, "holds no text");
	else if (takes(r))
		r->over = r->events->article(r, bytes, r->events->ctx);
	return r->over;
}

static bool
stops(struct reading *r)
{
	if (r->over == SAIGA_OK && r->events->stops != NULL &&
		r->events->stops(r->events->ctx))
		r->over = SAIGA_IO;
	return r->over != SAIGA_OK;
}

/* The draft, in the part that was entered. */
static enum saiga_status
hand_over_part(
	struct reading *r, const struct part *part, struct saiga_slice bytes)
{
	if (is_empty(r) || name_part(r, part))
		return hand_over(r, bytes);
	tell(r, SAIGA_FORMAT, SEEN);
	return r->over;
}

enum saiga_status
reading_record(struct reading *r, const struct reader *reader,
	const struct part *part, struct saiga_slice bytes)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct mark mark;

	if (stops(r))
		return r->over;
	mark = enter_part(r, part);
	if (reader_run(reader, &r->draft, bytes, &err) == SAIGA_OK)
		hand_over_part(r, part, bytes);
	else
		tell(r, err.status, err.msg);
	leave(r, mark);
	return r->over;
}

enum saiga_status
reading_draft(struct reading *r, const struct reader *reader,
	const struct part *part, struct saiga_slice bytes)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct mark mark;

	if (stops(r))
		return r->over;
	mark = enter_part(r, part);
	draft_set(&r->draft, SAIGA_FIELD_FORMAT, saiga_slice(reader->name),
		SAIGA_ORIGIN_FILE);
	if (draft_status(&r->draft, &err) == SAIGA_OK)
		hand_over_part(r, part, bytes);
	else
		tell(r, err.status, err.msg);
	leave(r, mark);
	return r->over;
}

enum saiga_status
reading_problem(struct reading *r, const struct part *part,
	enum saiga_status status, const char *text)
{
	struct mark mark = enter_part(r, part);

	tell(r, status, text);
	leave(r, mark);
	return r->over;
}

/* ---- files --------------------------------------------------------------- */

static bool
was_changed(const struct source *file, const struct stat *before)
{
	struct stat now;

	return file->fd >= 0 && fstat(file->fd, &now) == 0 &&
		(now.st_size != before->st_size ||
			now.st_mtim.tv_sec != before->st_mtim.tv_sec ||
			now.st_mtim.tv_nsec != before->st_mtim.tv_nsec);
}

/* Reads what the reader takes of a file, and a byte more, so that it sees
 * that there was more; once more if it was written to meanwhile. */
static enum saiga_status
read_whole(struct reading *r, const struct reader *reader,
	struct source *source, struct saiga_error *err)
{
	struct stat before = { .st_size = 0 };
	unsigned tries = 0;

	r->bytes.max = reader->max + 1;
	for (;;) {
		if (source->fd >= 0 && fstat(source->fd, &before) != 0)
			before.st_size = -1;
		saiga_strbuf_reset(&r->bytes);
		source_take(source, reader->max + 1, &r->bytes);
		if (source->err.status != SAIGA_OK)
			return saiga_error_set(
				err, source->err.status, "%s", source->err.msg);
		if (!was_changed(source, &before))
			return saiga_strbuf_status(&r->bytes, err);
		if (tries++ > 0 || !source_open(source, source->fd))
			return saiga_error_set(err, SAIGA_IO, CHANGES);
	}
}

static enum saiga_status
read_one(struct reading *r, const struct reader *reader, struct source *source,
	struct saiga_error *err)
{
	enum saiga_status status = read_whole(r, reader, source, err);

	if (status == SAIGA_OK)
		status = reader_run(
			reader, &r->draft, saiga_strbuf_view(&r->bytes), err);
	return status == SAIGA_OK ? hand_over(r, saiga_strbuf_view(&r->bytes))
				  : status;
}

static enum saiga_status
read_many(struct reading *r, const struct reader *reader, struct source *source,
	struct saiga_error *err)
{
	struct stat before = { .st_size = 0 };
	enum saiga_status status;

	if (source->fd >= 0 && fstat(source->fd, &before) != 0)
		before.st_size = -1;
	status = reader->split(r, source, err);
	if (status != SAIGA_OK)
		return status;
	/* What is left belongs to its hash. */
	source_skip(source);
	if (source->err.status != SAIGA_OK)
		return saiga_error_set(
			err, source->err.status, "%s", source->err.msg);
	return was_changed(source, &before)
		? saiga_error_set(err, SAIGA_IO, CHANGES)
		: SAIGA_OK;
}

enum saiga_status
reading_source(struct reading *r, const char *name, struct source *source,
	const struct reader *fallback, struct saiga_error *err)
{
	struct saiga_slice head = source_head(source);
	const struct reader *reader;

	if (head.len == 0 && source->err.status != SAIGA_OK)
		return saiga_error_set(
			err, source->err.status, "%s", source->err.msg);
	if (reader_is_packed(head)) {
		enum saiga_status status;

		if (r->layers >= READING_LAYERS)
			return saiga_error_set(err, SAIGA_FORMAT,
				"compressed more than %u times",
				READING_LAYERS);
		r->layers++;
		status = unpack_stream(r, name, source, fallback, err);
		r->layers--;
		return status;
	}
	reader = choose(name, head);
	reader = reader != NULL ? reader : fallback;
	if (reader == NULL)
		return saiga_error_set(err, SAIGA_UNSUPPORTED, "%s", "");
	return reader->split != NULL ? read_many(r, reader, source, err)
				     : read_one(r, reader, source, err);
}

enum saiga_status
reading_file(struct reading *r, const char *name, struct source *file,
	const struct reader *fallback)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	enum saiga_status status;

	saiga_lexicon_reset(r->seen);
	saiga_strbuf_reset(&r->part);
	saiga_strbuf_reset(&r->where);
	r->draft.given.map = r->options->map;
	r->over = SAIGA_OK;
	r->limit = (struct unpack_limit){ .file = file };
	r->archives = r->layers = 0;
	r->many = r->rolls = false;
	r->articles = 0;
	status = reading_source(r, name, file, fallback, &err);
	if (status != SAIGA_OK && r->over == SAIGA_OK)
		tell(r, status, err.msg);
	return r->over;
}

/* Reads what was entered, if none other of the file has its id. */
static void
read_inside(struct reading *r, struct saiga_slice id, const char *name,
	struct source *source)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	uint32_t before = saiga_lexicon_count(r->seen);
	enum saiga_status status;

	saiga_strbuf_byte(&r->part, '#');
	saiga_strbuf_slice(&r->part, id);
	saiga_lexicon_add(r->seen, saiga_strbuf_view(&r->part));
	if (saiga_lexicon_count(r->seen) == before)
		status = saiga_error_set(&err, SAIGA_FORMAT, SEEN);
	else
		status = reading_source(r, name, source, NULL, &err);
	if (status != SAIGA_OK && r->over == SAIGA_OK)
		tell(r, status, err.msg);
}

enum saiga_status
reading_part(struct reading *r, const struct part *part, const char *name,
	struct source *source)
{
	struct mark mark;

	if (stops(r))
		return r->over;
	mark = enter_part(r, part);
	read_inside(r, part->id, name, source);
	leave(r, mark);
	return r->over;
}

enum saiga_status
reading_member(struct reading *r, const char *name, struct source *member)
{
	struct mark mark;

	if (stops(r))
		return r->over;
	mark = enter(r);
	saiga_strbuf_str(&r->where, name);
	read_inside(r, saiga_slice(name), name, member);
	leave(r, mark);
	return r->over;
}
