/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Small databases and their levels.  Xapian sorts a batch in a tree in memory,
 * which is fast while it fits the caches, and merging is linear; so a batch is
 * a database, and each SPOOL_MANY of a level become one of the next.
 */
#include "spool.h"

#include "recurring.h"
#include "stash.h"
#include "stop.h"
#include "vocabulary.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BATCH_BYTES ((size_t)1 << 20) /* of text */
#define BATCH_ARTICLES 1000u
#define WORDS_BYTES ((size_t)24 << 20) /* of memory */
#define SPOOL_MANY 64u                 /* a database takes six descriptors */

struct small {
	unsigned number, level;
};

struct spool {
	char *folder;
	unsigned shard;    /* that is filled */
	struct small *dbs; /* of it, closed; of falling levels */
	size_t n, cap;
	unsigned next; /* number of a database */
	struct xc_writable *open;
	size_t bytes; /* of text in it */
	uint32_t articles;
	struct vocabulary *words, *terms;
	unsigned spilled; /* files of either */
	FILE *order;
	unsigned shards;
	FILE *stash[]; /* of each shard, so that one is filled at a time */
};

/* Makes a file of the spool; removed is one that goes when it is closed. */
static FILE *
make_file(const struct spool *spool, const char *name, bool removed,
	struct saiga_error *err)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	FILE *file;

	saiga_strbuf_printf(&path, "%s/%s", spool->folder, name);
	file = fopen(saiga_strbuf_cstr(&path), "w+e");
	if (file == NULL)
		saiga_error_set(err, SAIGA_IO, "%s: %s",
			saiga_strbuf_cstr(&path), strerror(errno));
	else if (removed)
		remove(saiga_strbuf_cstr(&path));
	saiga_strbuf_dispose(&path);
	return file;
}

/* SHARD-NUMBER */
static void
name_database(
	const struct spool *spool, struct saiga_strbuf *out, unsigned number)
{
	saiga_strbuf_reset(out);
	saiga_strbuf_printf(
		out, "%s/%u-%u", spool->folder, spool->shard, number);
}

bool
spool_is_database(const char *name, unsigned shard)
{
	char *end;

	return *name >= '0' && *name <= '9' &&
		strtoul(name, &end, 10) == shard && *end == '-';
}

static enum saiga_status
make_stashes(struct spool *spool, struct saiga_error *err)
{
	unsigned i;

	for (i = 0; i < spool->shards; i++) {
		spool->stash[i] = make_file(spool, "stash.tmp", true, err);
		if (spool->stash[i] == NULL)
			return SAIGA_IO;
	}
	return SAIGA_OK;
}

enum saiga_status
spool_new(struct spool **out, const char *folder, unsigned shards,
	struct saiga_error *err)
{
	struct spool *spool =
		calloc(1, sizeof(*spool) + shards * sizeof(*spool->stash));
	enum saiga_status status = SAIGA_OK;

	*out = NULL;
	if (spool == NULL)
		return saiga_error_nomem(err);
	spool->shards = shards;
	spool->folder = strdup(folder);
	spool->words = vocabulary_new();
	spool->terms = vocabulary_new();
	if (spool->folder == NULL || spool->words == NULL ||
		spool->terms == NULL)
		status = saiga_error_nomem(err);
	else if (mkdir(folder, 0777) != 0)
		status = saiga_error_set(
			err, SAIGA_IO, "%s: %s", folder, strerror(errno));
	else if ((spool->order = make_file(spool, SPOOL_ORDER, false, err)) ==
		NULL)
		status = SAIGA_IO;
	else
		status = make_stashes(spool, err);
	if (status == SAIGA_OK)
		*out = spool;
	else
		spool_free(spool);
	return status;
}

void
spool_free(struct spool *spool)
{
	unsigned i;

	if (spool == NULL)
		return;
	xc_writable_free(spool->open);
	vocabulary_free(spool->words);
	vocabulary_free(spool->terms);
	if (spool->order != NULL)
		fclose(spool->order);
	for (i = 0; i < spool->shards; i++)
		if (spool->stash[i] != NULL)
			fclose(spool->stash[i]);
	free(spool->dbs);
	free(spool->folder);
	free(spool);
}

/* ---- merging ------------------------------------------------------------- */

static enum saiga_status
compact(char *const *paths, size_t n, const char *path, struct saiga_error *err)
{
	struct xc_error xerr;
	struct xc_database *all = xc_database_new(&xerr);
	bool ok = all != NULL;
	size_t i;

	for (i = 0; i < n && ok; i++) {
		struct xc_database *db =
			xc_database_open(paths[i], XC_DB_BACKEND_GLASS, &xerr);

		ok = db != NULL &&
			xc_database_add_shard(all, db, &xerr) == XC_OK;
		xc_database_free(db);
	}
	ok = ok && xc_database_compact(all, path, NULL, &xerr) == XC_OK;
	xc_database_free(all);
	if (!ok)
		return saiga_store_error(err, &xerr, path);
	stop_step();
	return SAIGA_OK;
}

static enum saiga_status
compact_away(
	char *const *paths, size_t n, const char *path, struct saiga_error *err)
{
	enum saiga_status status = compact(paths, n, path, err);
	size_t i;

	for (i = 0; i < n && status == SAIGA_OK; i++)
		status = saiga_store_clear(paths[i], err);
	return status;
}

enum saiga_status
spool_merge(
	char *const *paths, size_t n, const char *path, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	char **between;
	size_t groups = (n + SPOOL_MANY - 1) / SPOOL_MANY, i, made = 0;

	if (n <= 2 * SPOOL_MANY)
		return compact_away(paths, n, path, err);
	between = calloc(groups, sizeof(*between));
	if (between == NULL)
		return saiga_error_nomem(err);
	for (i = 0; i < groups && status == SAIGA_OK; i++) {
		struct saiga_strbuf name = SAIGA_STRBUF_INIT(65536);
		size_t first = i * SPOOL_MANY;

		saiga_strbuf_printf(&name, "%s-%zu", path, i);
		saiga_strbuf_cstr(&name);
		between[made++] = name.p;
		status = compact_away(paths + first,
			n - first < SPOOL_MANY ? n - first : SPOOL_MANY,
			between[i], err);
	}
	if (status == SAIGA_OK)
		status = spool_merge(between, groups, path, err);
	while (made > 0)
		free(between[--made]);
	free(between);
	return status;
}

/* Merges the last databases, which are of one level, into one of the next. */
static enum saiga_status
rise(struct spool *spool, struct saiga_error *err)
{
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(65536);
	struct small *first = &spool->dbs[spool->n - SPOOL_MANY];
	char *paths[SPOOL_MANY] = { NULL };
	enum saiga_status status = SAIGA_OK;
	unsigned i;

	for (i = 0; i < SPOOL_MANY && status == SAIGA_OK; i++) {
		name_database(spool, &name, first[i].number);
		paths[i] = strdup(saiga_strbuf_cstr(&name));
		if (paths[i] == NULL)
			status = saiga_error_nomem(err);
	}
	name_database(spool, &name, spool->next);
	if (status == SAIGA_OK)
		status = compact_away(
			paths, SPOOL_MANY, saiga_strbuf_cstr(&name), err);
	first->number = spool->next++;
	first->level++;
	spool->n -= SPOOL_MANY - 1;
	for (i = 0; i < SPOOL_MANY; i++)
		free(paths[i]);
	saiga_strbuf_dispose(&name);
	return status;
}

/* ---- filling ------------------------------------------------------------- */

static enum saiga_status
close_small(struct spool *spool, struct saiga_error *err)
{
	struct small small = { spool->next, 0 };
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;

	if (spool->open == NULL)
		return SAIGA_OK;
	if (xc_writable_commit(spool->open, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, spool->folder);
	xc_writable_free(spool->open);
	spool->open = NULL;
	spool->next++;
	spool->bytes = 0;
	spool->articles = 0;
	stop_step();
	if (saiga_array_reserve(&spool->dbs, &spool->cap, spool->n + 1,
		    sizeof(small)) != SAIGA_OK)
		return saiga_error_nomem(err);
	spool->dbs[spool->n++] = small;
	while (status == SAIGA_OK && spool->n >= SPOOL_MANY &&
		spool->dbs[spool->n - SPOOL_MANY].level ==
			spool->dbs[spool->n - 1].level)
		status = rise(spool, err);
	return status;
}

/* Writes a vocabulary into a file of that kind. */
static enum saiga_status
spill(struct spool *spool, struct vocabulary *vocabulary, const char *kind,
	struct saiga_error *err)
{
	enum saiga_status status;
	char name[64];
	FILE *file;

	snprintf(name, sizeof(name), "%s%u.tmp", kind, spool->spilled++);
	file = make_file(spool, name, false, err);
	if (file == NULL)
		return SAIGA_IO;
	status = vocabulary_write(vocabulary, file, err);
	fclose(file);
	return status;
}

struct xc_writable *
spool_index(struct spool *spool, struct saiga_error *err)
{
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(65536);
	struct xc_error xerr;

	if (spool->open == NULL) {
		name_database(spool, &name, spool->next);
		spool->open = xc_writable_open(saiga_strbuf_cstr(&name),
			XC_DB_CREATE | XC_DB_BACKEND_GLASS | XC_DB_NO_SYNC, 0,
			&xerr);
		if (spool->open == NULL)
			saiga_store_error(err, &xerr, spool->folder);
		saiga_strbuf_dispose(&name);
	}
	return spool->open;
}

void
spool_file(char hash[SAIGA_ID_LEN + 1], const struct saiga_article *article)
{
	struct saiga_strbuf file = SAIGA_STRBUF_INIT((size_t)2 << 20);

	saiga_strbuf_slice(&file, article->field[SAIGA_FIELD_PATH]);
	saiga_strbuf_slice(&file, article->part);
	saiga_id_make(saiga_strbuf_view(&file), hash);
	saiga_strbuf_dispose(&file);
}

/* Puts an article in that was built just now. */
static enum saiga_status
add(struct spool *spool, const struct xc_document *doc,
	const struct saiga_article *article,
	const struct document_builder *builder, struct saiga_error *err)
{
	struct xc_writable *index = spool_index(spool, err);
	enum saiga_status status;
	struct xc_error xerr;

	if (index == NULL)
		return SAIGA_IO;
	if (xc_writable_add_document(index, doc, &xerr) == 0)
		return saiga_store_error(err, &xerr, spool->folder);
	status = vocabulary_note_article(spool->words, article, builder, err);
	if (status == SAIGA_OK && vocabulary_size(spool->words) >= WORDS_BYTES)
		status = spill(spool, spool->words, SPOOL_WORDS, err);
	spool->bytes += article->text.len;
	if (status == SAIGA_OK &&
		(++spool->articles >= BATCH_ARTICLES ||
			spool->bytes >= BATCH_BYTES))
		status = close_small(spool, err);
	return status;
}

/* ---- what recurs --------------------------------------------------------- */

/* Counts a term, as a word that is in one article more. */
static enum saiga_status
count_term(struct spool *spool, const char *term, struct saiga_error *err)
{
	struct document_word word = { .term = saiga_slice(term),
		.small = true };

	return vocabulary_note(spool->terms, saiga_slice(""), &word, err);
}

static enum saiga_status
count_terms(struct spool *spool, const struct saiga_article *article,
	struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	struct recurring recurring;
	unsigned i, k;

	recurring_find(&recurring, article);
	for (i = 0; i < recurring.n && status == SAIGA_OK; i++) {
		for (k = 0; k < i; k++)
			if (strcmp(recurring.edge[k].term,
				    recurring.edge[i].term) == 0)
				break;
		if (k == i)
			status = count_term(spool, recurring.edge[i].term, err);
	}
	if (status == SAIGA_OK && recurring.story[0] != '\0')
		status = count_term(spool, recurring.story, err);
	return status;
}

/* Notes where the article stands. */
static enum saiga_status
note_place(struct spool *spool, const struct saiga_article *article,
	struct spool_place *place, struct saiga_error *err)
{
	memcpy(place->id, article->id, sizeof(place->id));
	spool_file(place->file, article);
	if (fwrite(place, sizeof(*place), 1, spool->order) != 1 ||
		fflush(spool->order) != 0)
		return saiga_error_set(err, SAIGA_IO, "%s: %s", spool->folder,
			strerror(errno));
	return SAIGA_OK;
}

/* By the id's FNV-1a of 32 bits (Fowler, Noll, Vo;
 * http://www.isthe.com/chongo/tech/comp/fnv/). */
static unsigned
choose_shard(const struct spool *spool, const char *id)
{
	uint32_t hash = 0x811c9dc5;

	for (; *id != '\0'; id++)
		hash = (hash ^ (uint8_t)*id) * 0x01000193;
	return hash % spool->shards;
}

enum saiga_status
spool_stash(struct spool *spool, const struct saiga_article *article,
	struct spool_place *place, struct saiga_error *err)
{
	enum saiga_status status = stash_put(
		spool->stash[choose_shard(spool, article->id)], article, err);

	if (status == SAIGA_OK)
		status = note_place(spool, article, place, err);
	if (status == SAIGA_OK)
		status = count_terms(spool, article, err);
	if (status == SAIGA_OK && vocabulary_size(spool->terms) >= WORDS_BYTES)
		status = spill(spool, spool->terms, SPOOL_TERMS, err);
	return status;
}

enum saiga_status
spool_stashed(struct spool *spool, struct saiga_error *err)
{
	unsigned i;

	for (i = 0; i < spool->shards; i++) {
		if (fflush(spool->stash[i]) != 0)
			return saiga_error_set(err, SAIGA_IO, "%s: %s",
				spool->folder, strerror(errno));
		rewind(spool->stash[i]);
	}
	return spill(spool, spool->terms, SPOOL_TERMS, err);
}

/* To whom it is told what was put in. */
struct told {
	spool_fn fn;
	void *ctx;
};

static enum saiga_status
build(struct spool *spool, struct saiga_article *article,
	const struct saiga_lexicon *terms, struct document_builder *builder,
	bool *cut, struct saiga_error *err)
{
	struct xc_document *doc = NULL;
	struct recurring recurring;
	struct recurring_counts counts;
	enum saiga_status status;

	recurring_find(&recurring, article);
	recurring_known(&counts, terms, &recurring);
	recurring_mark(article, &recurring, &counts);
	status = document_build(&doc, cut, builder, article, err);
	if (status == SAIGA_OK)
		status = add(spool, doc, article, builder, err);
	xc_document_free(doc);
	return status;
}

/* Puts in what was laid aside for the shard, and ends its row. */
static enum saiga_status
build_shard(struct spool *spool, const struct saiga_lexicon *terms,
	struct document_builder *builder, const struct told *told,
	struct saiga_error *err)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(SIZE_MAX);
	FILE *stash = spool->stash[spool->shard];
	struct saiga_article article;
	enum saiga_status status;
	bool cut;

	saiga_article_init(&article);
	while ((status = stash_get(stash, &article, &bytes, err)) == SAIGA_OK) {
		status = build(spool, &article, terms, builder, &cut, err);
		if (status != SAIGA_OK)
			break;
		told->fn(&article, cut, told->ctx);
	}
	saiga_article_dispose(&article);
	saiga_strbuf_dispose(&bytes);
	if (status == SAIGA_NOTFOUND)
		status = close_small(spool, err);
	spool->n = 0;
	return status;
}

enum saiga_status
spool_build(struct spool *spool, const struct saiga_lexicon *terms,
	struct document_builder *builder, spool_fn fn, void *ctx,
	struct saiga_error *err)
{
	const struct told told = { fn, ctx };
	enum saiga_status status = SAIGA_OK;

	for (spool->shard = 0; spool->shard < spool->shards; spool->shard++) {
		status = build_shard(spool, terms, builder, &told, err);
		if (status != SAIGA_OK)
			return status;
	}
	return spill(spool, spool->words, SPOOL_WORDS, err);
}
