/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From files to a whole index: workers, their spools, one merge, a swap. */
#include "build.h"

#include "carry.h"
#include "mend.h"
#include "recurring.h"
#include "spool.h"
#include "stop.h"
#include "tables.h"
#include "workers.h"
#include "writer.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define JOBS_MAX 8u /* processes, where none are asked for */

struct names_list {
	char **items;
	size_t n, cap;
};

struct build {
	struct run *run;
	struct writer *lock;        /* the index as it is */
	struct saiga_strbuf folder; /* beside it */
	struct workers *workers;
	unsigned jobs;              /* how many */
	struct saiga_lexicon *seen; /* paths, where one may come twice */
	struct names_list databases, words, terms, orders;
};

/* How many processes are worth their while. */
static unsigned
count_jobs(const struct index_options *options)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (options->jobs > 0)
		return options->jobs;
	return processors < 1           ? 1
		: processors > JOBS_MAX ? JOBS_MAX
					: (unsigned)processors;
}

/* A merge has many files open. */
static void
raise_limit(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return;
	limit.rlim_cur = limit.rlim_max > 4096 ? 4096 : limit.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
}

enum saiga_status
build_begin(struct build **out, struct run *run, struct saiga_error *err)
{
	struct build *build = calloc(1, sizeof(*build));
	struct saiga_strbuf own = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status;
	struct writer *spool;
	const char *folder;

	*out = build;
	if (build == NULL)
		return saiga_error_nomem(err);
	build->run = run;
	build->jobs = count_jobs(run->options);
	build->folder.max = 65536;
	build->seen = saiga_lexicon_new();
	if (build->seen == NULL)
		return saiga_error_nomem(err);
	raise_limit();
	status = saiga_store_beside(&build->folder, run->options->db, err);
	folder = saiga_strbuf_cstr(&build->folder);
	if (status == SAIGA_OK)
		status = saiga_store_clear(folder, err);
	if (status == SAIGA_OK && mkdir(folder, 0777) != 0)
		status = saiga_error_set(
			err, SAIGA_IO, "%s: %s", folder, strerror(errno));
	if (status == SAIGA_OK)
		status = workers_start(
			&build->workers, run, folder, build->jobs, err);
	saiga_strbuf_printf(&own, "%s/own", folder);
	if (status == SAIGA_OK)
		status = writer_open_spool(&spool, saiga_strbuf_cstr(&own),
			run->options->db, run->shards, err);
	saiga_strbuf_dispose(&own);
	if (status == SAIGA_OK) {
		build->lock = run->writer;
		run->writer = spool;
	}
	return status;
}

enum saiga_status
build_read(struct build *build, const struct walk_file *file, int fd,
	uint64_t ordinal, struct saiga_error *err)
{
	struct saiga_slice path = saiga_slice(file->path);

	/* The walk looks into a folder once, but a file that was named may
	 * have been found in one, too. */
	if (saiga_lexicon_find(build->seen, path) != SAIGA_NO_TERM)
		return SAIGA_OK;
	if (saiga_lexicon_add(build->seen, path) == SAIGA_NO_TERM)
		return saiga_error_nomem(err);
	return workers_read(build->workers, file, fd, ordinal, err);
}

/* ---- what the spools hold ------------------------------------------------ */

static enum saiga_status
add_name(struct names_list *list, const char *folder, const char *name,
	struct saiga_error *err)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);

	saiga_strbuf_printf(&path, "%s/%s", folder, name);
	if (path.status != SAIGA_OK ||
		saiga_array_reserve(&list->items, &list->cap, list->n + 1,
			sizeof(*list->items)) != SAIGA_OK) {
		saiga_strbuf_dispose(&path);
		return saiga_error_nomem(err);
	}
	list->items[list->n++] = path.p;
	return SAIGA_OK;
}

static void
empty_names(struct names_list *list)
{
	while (list->n > 0)
		free(list->items[--list->n]);
}

static void
free_names(struct names_list *list)
{
	empty_names(list);
	free(list->items);
}

static void
forget_lists(struct build *build)
{
	empty_names(&build->databases);
	empty_names(&build->words);
	empty_names(&build->terms);
	empty_names(&build->orders);
}

/* Gathers the parts of one spool; the databases, of one shard. */
static enum saiga_status
list_spool(struct build *build, const char *folder, unsigned shard,
	struct saiga_error *err)
{
	DIR *dir = opendir(folder);
	enum saiga_status status = SAIGA_OK;
	struct dirent *entry;

	if (dir == NULL)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", folder, strerror(errno));
	while (status == SAIGA_OK && (entry = readdir(dir)) != NULL) {
		const char *name = entry->d_name;

		if (spool_is_database(name, shard))
			status = add_name(&build->databases, folder, name, err);
		else if (strcmp(name, SPOOL_ORDER) == 0)
			status = add_name(&build->orders, folder, name, err);
		else if (strncmp(name, SPOOL_TERMS, strlen(SPOOL_TERMS)) == 0)
			status = add_name(&build->terms, folder, name, err);
		else if (strncmp(name, SPOOL_WORDS, strlen(SPOOL_WORDS)) == 0)
			status = add_name(&build->words, folder, name, err);
	}
	closedir(dir);
	return status;
}

static int
compare_names(const void *a, const void *b)
{
	const char *x = *(char *const *)a, *y = *(char *const *)b;
	size_t n = strlen(x), m = strlen(y);

	/* By number. */
	return n == m ? strcmp(x, y) : (n > m) - (n < m);
}

static enum saiga_status
list_spools(struct build *build, unsigned shard, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	unsigned i;

	forget_lists(build);
	for (i = 0; i <= build->jobs && status == SAIGA_OK; i++) {
		struct saiga_strbuf folder = SAIGA_STRBUF_INIT(65536);

		saiga_strbuf_slice(&folder, saiga_strbuf_view(&build->folder));
		if (i < build->jobs)
			saiga_strbuf_printf(&folder, "/%u", i);
		else
			saiga_strbuf_str(&folder, "/own");
		status = list_spool(
			build, saiga_strbuf_cstr(&folder), shard, err);
		saiga_strbuf_dispose(&folder);
	}
	if (build->databases.n > 0)
		qsort(build->databases.items, build->databases.n,
			sizeof(char *), compare_names);
	return status;
}

/* ---- one index ----------------------------------------------------------- */

/* Hands over what is in the files of vocabulary_write. */
static enum saiga_status
merge_files(const struct names_list *names, vocabulary_fn fn, void *ctx,
	struct saiga_error *err)
{
	FILE **files = calloc(names->n + 1, sizeof(*files));
	enum saiga_status status = SAIGA_OK;
	size_t i;

	if (files == NULL)
		return saiga_error_nomem(err);
	for (i = 0; i < names->n && status == SAIGA_OK; i++) {
		files[i] = fopen(names->items[i], "re");
		if (files[i] == NULL)
			status = saiga_error_set(err, SAIGA_IO, "%s: %s",
				names->items[i], strerror(errno));
	}
	if (status == SAIGA_OK)
		status = vocabulary_merge(files, names->n, fn, ctx, err);
	for (i = 0; i < names->n; i++)
		if (files[i] != NULL)
			fclose(files[i]);
	free(files);
	return status;
}

/* Writes a term of recurring.h that makes a difference. */
static enum saiga_status
note_term(
	const struct vocabulary_word *word, void *ctx, struct saiga_error *err)
{
	char term[RECURRING_TERM + 1];

	(void)err;
	if (word->word.len >= sizeof(term))
		return SAIGA_OK;
	memcpy(term, word->word.p, word->word.len);
	term[word->word.len] = '\0';
	if (word->small >= recurring_least(term))
		fprintf(ctx, "%s\n", term);
	return SAIGA_OK;
}

/* Writes which terms recur in what all have read to the file at path. */
static enum saiga_status
write_terms(struct build *build, const char *path, struct saiga_error *err)
{
	enum saiga_status status = list_spools(build, 0, err);
	FILE *file = fopen(path, "we");

	if (status == SAIGA_OK && file != NULL)
		status = merge_files(&build->terms, note_term, file, err);
	if (status == SAIGA_OK &&
		(file == NULL || fflush(file) != 0 || ferror(file)))
		status = saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	if (file != NULL)
		fclose(file);
	return status;
}

static enum saiga_status
fill_tables(struct build *build, struct xc_writable *w, struct saiga_error *err)
{
	struct tables *tables;
	enum saiga_status status = tables_new(&tables, w, true, err);

	if (status == SAIGA_OK)
		status = merge_files(&build->words, tables_note, tables, err);
	if (status == SAIGA_OK)
		status = tables_write(tables, err);
	tables_free(tables);
	return status;
}

/* Fills a database that holds no articles: what the index tells of itself,
 * and, for the first shard, the tables of all. */
static enum saiga_status
write_tables(struct build *build, const char *path, unsigned shard,
	struct saiga_error *err)
{
	int64_t created = saiga_store_created(writer_database(build->lock));
	struct xc_error xerr;
	struct xc_writable *w = xc_writable_open(path,
		XC_DB_CREATE | XC_DB_BACKEND_GLASS | XC_DB_NO_SYNC, 0, &xerr);
	enum saiga_status status;

	if (w == NULL)
		return saiga_store_error(err, &xerr, path);
	status = saiga_store_write_version(
		w, created > 0 ? created : time(NULL), err);
	if (status == SAIGA_OK && shard == 0)
		status = fill_tables(build, w, err);
	if (status == SAIGA_OK && xc_writable_commit(w, &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, path);
	xc_writable_free(w);
	stop_step();
	return status;
}

/* Merges a shard, which may be all there is, into the folder at path. */
static enum saiga_status
merge_shard(struct build *build, const char *path, unsigned shard,
	struct saiga_error *err)
{
	const char *folder = saiga_strbuf_cstr(&build->folder);
	enum saiga_status status = list_spools(build, shard, err);

	if (status == SAIGA_OK)
		status = add_name(&build->databases, folder, "tables", err);
	if (status == SAIGA_OK)
		status = write_tables(build,
			build->databases.items[build->databases.n - 1], shard,
			err);
	if (status == SAIGA_OK)
		status = spool_merge(
			build->databases.items, build->databases.n, path, err);
	return status;
}

/* Merges all shards into folders in the one at path, which are one by the stub
 * beside them. */
static enum saiga_status
merge_shards(struct build *build, const char *path, struct saiga_error *err)
{
	struct saiga_strbuf shard = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status = SAIGA_OK;
	unsigned i;

	if (mkdir(path, 0777) != 0)
		status = saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	for (i = 0; i < build->run->shards && status == SAIGA_OK; i++) {
		saiga_strbuf_reset(&shard);
		saiga_strbuf_printf(&shard, "%s/%u", path, i);
		status = merge_shard(build, saiga_strbuf_cstr(&shard), i, err);
	}
	saiga_strbuf_dispose(&shard);
	return status == SAIGA_OK ? saiga_stub_write(path, i, err) : status;
}

/* Makes the index at path of all that there is. */
static enum saiga_status
put_together(struct build *build, const char *path, struct saiga_error *err)
{
	struct saiga_strbuf stub = SAIGA_STRBUF_INIT(65536);
	bool spread = build->run->shards > 1;
	enum saiga_status status = spread ? merge_shards(build, path, err)
					  : merge_shard(build, path, 0, err);

	saiga_strbuf_printf(&stub, "%s/" SAIGA_STUB_NAME, path);
	if (status == SAIGA_OK)
		status = mend_index(spread ? saiga_strbuf_cstr(&stub) : path,
			build->orders.items, build->orders.n, err);
	saiga_strbuf_dispose(&stub);
	return status;
}

/* ---- what a rebuild keeps ------------------------------------------------ */

/* Adds the ids of the articles that were read. */
static enum saiga_status
add_ids(struct saiga_lexicon *ids, const char *path, struct saiga_error *err)
{
	FILE *file = fopen(path, "re");
	enum saiga_status status = SAIGA_OK;
	struct spool_place place;

	if (file == NULL)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	while (status == SAIGA_OK && fread(&place, sizeof(place), 1, file) == 1)
		if (saiga_lexicon_add(ids, saiga_slice(place.id)) ==
			SAIGA_NO_TERM)
			status = saiga_error_nomem(err);
	if (status == SAIGA_OK && ferror(file))
		status = saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	fclose(file);
	return status;
}

/* Takes over what the files do not give any more. */
static enum saiga_status
keep_articles(struct build *build, struct saiga_error *err)
{
	struct saiga_lexicon *ids = saiga_lexicon_new();
	enum saiga_status status = list_spools(build, 0, err);
	size_t i;

	if (ids == NULL)
		status = saiga_error_nomem(err);
	for (i = 0; i < build->orders.n && status == SAIGA_OK; i++)
		status = add_ids(ids, build->orders.items[i], err);
	if (status == SAIGA_OK)
		status = carry_articles(build->run, ids, err);
	if (status == SAIGA_OK)
		status = carry_entries(build->run, build->seen, err);
	saiga_lexicon_free(ids);
	return status;
}

/* ---- the end ------------------------------------------------------------- */

/* Has all put in what they read. */
static enum saiga_status
fill_spools(struct build *build, struct saiga_error *err)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct writer *own = build->run->writer;
	enum saiga_status status = build->run->options->rebuild
		? keep_articles(build, err)
		: SAIGA_OK;
	const char *terms;

	if (status == SAIGA_OK)
		status = writer_commit(own, err);
	saiga_strbuf_slice(&path, saiga_strbuf_view(&build->folder));
	saiga_strbuf_str(&path, "/recurring.tmp");
	terms = saiga_strbuf_cstr(&path);
	if (status == SAIGA_OK)
		status = write_terms(build, terms, err);
	if (status == SAIGA_OK)
		status = workers_build(build->workers, terms, err);
	if (status == SAIGA_OK)
		status = writer_build(own, terms, run_built, build->run, err);
	saiga_strbuf_dispose(&path);
	return status;
}

enum saiga_status
build_finish(struct build *build, struct saiga_error *err)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status = workers_wait(build->workers, err);

	saiga_strbuf_slice(&path, saiga_strbuf_view(&build->folder));
	saiga_strbuf_str(&path, "/index");
	if (status == SAIGA_OK && build->run->stopped &&
		build->run->options->rebuild)
		status = saiga_error_set(
			err, SAIGA_IO, "interrupted: the index is as it was");
	if (status == SAIGA_OK)
		status = fill_spools(build, err);
	if (status == SAIGA_OK)
		status = put_together(build, saiga_strbuf_cstr(&path), err);
	if (status == SAIGA_OK)
		status = saiga_store_swap(
			saiga_strbuf_cstr(&path), build->run->options->db, err);
	stop_step();
	saiga_strbuf_dispose(&path);
	return status;
}

void
build_free(struct build *build)
{
	if (build == NULL)
		return;
	workers_free(build->workers);
	if (build->lock != NULL) {
		writer_free(build->run->writer);
		build->run->writer = build->lock;
	}
	if (build->folder.len > 0)
		(void)!saiga_store_clear(
			saiga_strbuf_cstr(&build->folder), NULL);
	saiga_lexicon_free(build->seen);
	free_names(&build->databases);
	free_names(&build->words);
	free_names(&build->terms);
	free_names(&build->orders);
	saiga_strbuf_dispose(&build->folder);
	free(build);
}
