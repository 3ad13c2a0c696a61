/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The index on disk: where it lies, what it says of itself, and what in it
 * is neither an article's term nor its record.  The layer between article
 * and xapian-c on one side, indexer and searcher on the other.
 */
#ifndef SAIGA_STORE_H
#define SAIGA_STORE_H

#include <xapian-c.h>

#include <saiga/article.h>

#define SAIGA_FORMAT_VERSION 5

/* ---- opening: store/open.c ---------------------------------------------- */

/* Reports an error of the binding as ours, what in front of it; what is the
 * index's path or any other words a person needs to know the place. */
enum saiga_status saiga_store_error(struct saiga_error *err,
	const struct xc_error *from, const char *what);

/*
 * Appends the path of the index: option if it is not NULL, else what the
 * environment's SAIGA_DB names, else $XDG_DATA_HOME/saiga/default, else the
 * same below $HOME/.local/share.  INVALID when none of these is set.
 */
SAIGA_CHECKED enum saiga_status saiga_store_path(struct saiga_strbuf *out,
	const char *option, struct saiga_error *err);

/*
 * Opens the index at path for reading; *out is the caller's, freed with
 * xc_database_free.  Only a folder written by Xapian is opened: a file there
 * could name programs to run.  NOTFOUND with what to do when there is none,
 * VERSION when this program cannot read it, UNSUPPORTED when it is spread over
 * shards.
 */
SAIGA_CHECKED enum saiga_status saiga_store_open(struct xc_database **out,
	const char *path, struct saiga_error *err);

/* The same, whichever version of Saiga wrote it. */
SAIGA_CHECKED enum saiga_status saiga_store_open_any(struct xc_database **out,
	const char *path, struct saiga_error *err);

/* ---- several as one: store/shards.c, store/stub.c ------------------------ */

#define SAIGA_STUB_NAME "XAPIANDB" /* of a stub in a folder */
#define SAIGA_SHARDS_MAX 256u
#define SAIGA_TIMEOUT_MS 5000u

/*
 * A part of an index, as it was named: a folder; a server, xapian-tcpsrv; or
 * a program, as xapian-progsrv, that serves on its standard input and output.
 */
struct saiga_shard {
	char *name;              /* folder, "tcp://host:port", program */
	char *host, *args;       /* of a server, of a program; or NULL */
	unsigned port;
	struct xc_database *db;  /* NULL: not open */
	struct saiga_error down; /* why it is left out; OK: it is not */
};

/* The shards that are searched as one database, and how. */
struct saiga_shards {
	struct saiga_shard *items;
	size_t n, cap;
	struct xc_database *db; /* all that are open; NULL before */
	unsigned timeout_ms;    /* to reach a shard, and for each answer */
	bool strict;            /* fail rather than do without a shard */
	bool programs;          /* stubs may name programs */
	bool fixed;             /* nothing can be opened any more: a sandbox */
	bool any_version;       /* whichever wrote the folders */
};

#define SAIGA_SHARDS_INIT { .timeout_ms = SAIGA_TIMEOUT_MS }

/*
 * Adds what the name names: a folder that Xapian wrote; tcp://HOST:PORT; a
 * stub file, whose shards are added; or a folder with a stub in it, as 'saiga
 * index --shards' makes.  A stub can lead to other machines and, with
 * ->programs, run what it says: name comes from a command line or a
 * configuration, never from a request.  Nothing is opened but stubs.
 * NOTFOUND, INVALID with file and line.
 */
SAIGA_CHECKED enum saiga_status saiga_shards_add(struct saiga_shards *shards,
	const char *name, struct saiga_error *err);

/*
 * Opens all shards and joins them: ->db, whose parts xc_database_shard gives.
 * A server or program that does not answer is left out, unless that leaves
 * none, or shards->strict.  What saiga_store_open fails with is a failure.
 */
SAIGA_CHECKED enum saiga_status saiga_shards_open(
	struct saiga_shards *shards, struct saiga_error *err);

/*
 * Whether an answer that ended with status and err is to be begun anew,
 * without the shard that stopped answering: ->db is another one then.
 */
bool saiga_shards_again(struct saiga_shards *shards, enum saiga_status status,
	const struct saiga_error *err);

/* Whether it is on another machine, or behind a program. */
bool saiga_shard_is_remote(const struct saiga_shard *shard);

/* How many shards are left out. */
size_t saiga_shards_down(const struct saiga_shards *shards);

/* Appends which are left out, and why, a line each. */
void saiga_shards_report(
	struct saiga_strbuf *out, const struct saiga_shards *shards);

/* Closes and forgets all. */
void saiga_shards_dispose(struct saiga_shards *shards);

/* Reads a stub file (Xapian's own form, a shard a line: "auto PATH", "glass
 * PATH", "remote HOST:PORT", "remote :PROGRAM ARGS"); inside: one that lies in
 * a folder, and may name only folders beside it. */
SAIGA_CHECKED enum saiga_status saiga_stub_read(struct saiga_shards *shards,
	const char *path, bool inside, struct saiga_error *err);

/* Writes the stub into the folder at path, which makes one index of the
 * folders 0 to n - 1 in it. */
SAIGA_CHECKED enum saiga_status saiga_stub_write(
	const char *path, unsigned n, struct saiga_error *err);

/* Over how many shards the index at path is spread, as saiga_stub_write has
 * it; 0: it is none of these. */
unsigned saiga_store_spread(const char *path);

/* UNSUPPORTED, with what to do, for such an index. */
SAIGA_CHECKED enum saiga_status saiga_store_check_single(
	const char *path, struct saiga_error *err);

/* As saiga_store_open, and saiga_store_open_any, but also an index that is
 * spread: the metadata is that of its first shard, which has all of it. */
SAIGA_CHECKED enum saiga_status saiga_store_open_spread(
	struct xc_database **out, const char *path, bool any_version,
	struct saiga_error *err);

/* Adds an empty shard of that name, of which a copy is made. */
SAIGA_CHECKED enum saiga_status saiga_shards_append(struct saiga_shard **out,
	struct saiga_shards *shards, struct saiga_slice name,
	struct saiga_error *err);

/* Adds the server at host:port. */
SAIGA_CHECKED enum saiga_status saiga_shards_add_server(
	struct saiga_shards *shards, struct saiga_slice address,
	struct saiga_error *err);

/* Writes the union of two values into *out, which is emptied. */
typedef void (*saiga_merge_fn)(
	struct saiga_strbuf *out, struct saiga_slice a, struct saiga_slice b);

/* Sets *out to what the shards of the database have under the key, merged; empty
 * when none has it. */
SAIGA_CHECKED enum saiga_status saiga_store_metadata(struct xc_bytes *out,
	const struct xc_database *db, struct saiga_slice key,
	saiga_merge_fn merge, struct saiga_error *err);

#define SAIGA_STORE_TRIES 10 /* for a whole answer between two commits */

/*
 * Whether an answer that ended with this status is to be begun anew: a writer
 * has committed twice meanwhile, and the blocks that were being read are
 * gone.  Waits a little and reopens.  Xapian says now and then that an index
 * is corrupt when it is only that: what stays so after three tries is damage.
 * *tries is the caller's count, 0 to begin with.
 */
bool saiga_store_again(struct xc_database *db, enum saiga_status status,
	unsigned *tries);

/* Compares what the index says of its format and analyser with what this
 * program knows; VERSION with what to do. */
SAIGA_CHECKED enum saiga_status saiga_store_check_version(
	const struct xc_database *db, const char *path,
	struct saiga_error *err);

/* Writes the versions and the time into a new index, in the transaction that
 * is open. */
SAIGA_CHECKED enum saiga_status saiga_store_write_version(
	struct xc_writable *w, int64_t now, struct saiga_error *err);

/* Seconds UTC when the index was made; 0 when it does not say. */
int64_t saiga_store_created(const struct xc_database *db);

/* ---- a new index in the place of another: store/swap.c ------------------- */

/* Behind the name of a folder: an index that is being made there. */
#define SAIGA_STORE_BESIDE ".saiga-new"

/* Appends where to make an index that is to take the place of the one at
 * path, which is there: beside it, on the same file system. */
SAIGA_CHECKED enum saiga_status saiga_store_beside(struct saiga_strbuf *out,
	const char *path, struct saiga_error *err);

/*
 * Removes what a run that was killed left at a path of saiga_store_beside.
 * Only the index's lock, held, makes that safe.  INVALID when there is a file
 * that neither Xapian nor a build makes: it stays.
 */
SAIGA_CHECKED enum saiga_status saiga_store_clear(
	const char *path, struct saiga_error *err);

/*
 * Puts the index at fresh, which nobody has open, into the place of the one at
 * path, and removes that; either may be spread over shards.  Durable when it
 * returns OK; at each moment before, one of both is at path, where the file
 * system can exchange names.  The caller holds the lock of the index at path (of
 * its first shard), if there is one, and then of the new one.  Whoever reads the
 * old one reads on until xc_database_reopen.
 */
SAIGA_CHECKED enum saiga_status saiga_store_swap(const char *fresh,
	const char *path, struct saiga_error *err);

/* ---- locks: store/lock.c, store/hold.c ----------------------------------- */

/*
 * Opens an index for writing, the only writer there can be; *out is the
 * caller's, freed with xc_writable_free.  flags: XC_DB_OPEN or another way to
 * open it, with XC_DB_RETRY_LOCK to wait for another writer.  Else LOCKED, with
 * who that is, when there is one; IO when it may not be written.
 */
SAIGA_CHECKED enum saiga_status saiga_store_lock(struct xc_writable **out,
	const char *path, int flags, struct saiga_error *err);

/*
 * Keeps every writer from committing until *fd is closed, and waits for the
 * commit that is under way; a writer's reading and analysing go on.  For one
 * state of the index to be read whole.  Where the file system has no such
 * locks it keeps nobody from anything: saiga_store_again still has to be asked.
 */
SAIGA_CHECKED enum saiga_status saiga_store_hold(
	int *fd, const char *path, struct saiga_error *err);

/*
 * Ends the transaction that is open, and commits it, while nobody holds the
 * index; dirfd is its folder.  It is on the disk when this returns OK; after a
 * failure it is not known whether it is.
 */
SAIGA_CHECKED enum saiga_status saiga_store_commit(struct xc_writable *w,
	int dirfd, struct saiga_error *err);

/* ---- on the disk: store/sizes.c ----------------------------------------- */

#define SAIGA_TABLES 4

struct saiga_sizes {
	uint64_t all;                 /* bytes of the files in the folder */
	uint64_t table[SAIGA_TABLES]; /* of the tables that matter */
};

/* "position" and so on, which is also what xapian-check(1) calls it. */
const char *saiga_table_name(unsigned table);

/* Zeros where the folder cannot be read. */
void saiga_store_sizes(struct saiga_sizes *out, const char *path);

/* Adds those of another folder. */
void saiga_store_sizes_add(struct saiga_sizes *out, const char *path);

/* ---- metadata by its keys: store/keys.c ---------------------------------- */

#define SAIGA_KEY_FILES "files/"
#define SAIGA_KEY_FORMS "forms/"
#define SAIGA_KEY_NAMES "names/"

/* Not SAIGA_OK ends it, with *err set. */
typedef enum saiga_status (*saiga_key_fn)(struct saiga_slice key,
	struct saiga_slice value, void *ctx, struct saiga_error *err);

/* Hands over each key that begins so, in the order of bytes. */
SAIGA_CHECKED enum saiga_status saiga_keys_each(const struct xc_database *db,
	const char *prefix, saiga_key_fn fn, void *ctx,
	struct saiga_error *err);

/* Removes them all, in the transaction that is open. */
SAIGA_CHECKED enum saiga_status saiga_keys_drop(struct xc_writable *w,
	const char *prefix, struct saiga_error *err);

/* ---- records: store/fetch.c --------------------------------------------- */

/* An article as it is stored; its slices live as long as the document. */
struct saiga_stored {
	struct xc_document *doc;
	uint32_t docid; /* in all shards; the document itself has its own's */
	struct saiga_article article;
};

#define SAIGA_STORED_INIT { .doc = NULL }

/* Fetches and decodes the document's record.  *out is disposed of first, so
 * that one can serve a loop. */
SAIGA_CHECKED enum saiga_status saiga_stored_fetch(struct saiga_stored *out,
	const struct xc_database *db, uint32_t docid,
	struct saiga_error *err);

/* Frees the document; the article's slices are gone with it. */
void saiga_stored_dispose(struct saiga_stored *stored);

/* Writes the term that the article with that id is found by. */
#define SAIGA_ID_TERM_SIZE (sizeof(SAIGA_PREFIX_ID) + SAIGA_ID_LEN)
void saiga_store_id_term(char term[SAIGA_ID_TERM_SIZE], const char *id);

/* The first document with the term; NOTFOUND without a message when the index
 * has none. */
SAIGA_CHECKED enum saiga_status saiga_store_first(uint32_t *docid,
	const struct xc_database *db, struct saiga_slice term,
	struct saiga_error *err);

/* The document of the article with that id; NOTFOUND without a message when
 * the index has none. */
SAIGA_CHECKED enum saiga_status saiga_store_find(uint32_t *docid,
	const struct xc_database *db, const char *id,
	struct saiga_error *err);

/* ---- the table of files: store/files.c ---------------------------------- */

/*
 * A file that was read, or tried, and how it was then: while its size and its
 * times are the same it need not be opened, while its bytes are the same not
 * be parsed.  Kept as metadata under "files/HASH-OF-PATH".
 */
struct saiga_file {
	struct saiga_slice path;      /* absolute; any bytes but NUL */
	uint64_t size;                /* bytes */
	int64_t modified, changed;    /* nanoseconds UTC since 1970, of st_mtim
	                                 and st_ctim; 0: not to be relied on */
	uint8_t hash[SAIGA_HASH_LEN]; /* of its bytes and of how they are read,
	                                 as indexer/known.c has it */
	uint64_t articles;            /* in it; some may be another file's now */
	struct saiga_slice why;       /* it could not be read, or a part of it;
	                                 empty: it is in the index whole */
};

#define SAIGA_WHY_MAX ((size_t)65536) /* bytes of a reason */

/* *out borrows from *scratch; NOTFOUND without a message when there is no
 * entry. */
SAIGA_CHECKED enum saiga_status saiga_files_get(struct saiga_file *out,
	struct saiga_strbuf *scratch, const struct xc_database *db,
	struct saiga_slice path, struct saiga_error *err);

/* Writes the file's entry, in the transaction that is open. */
SAIGA_CHECKED enum saiga_status saiga_files_set(struct xc_writable *w,
	const struct saiga_file *file, struct saiga_error *err);

/* Removes it, in the transaction that is open. */
SAIGA_CHECKED enum saiga_status saiga_files_drop(struct xc_writable *w,
	struct saiga_slice path, struct saiga_error *err);

/* Not SAIGA_OK ends it; the file is borrowed. */
typedef enum saiga_status (*saiga_file_fn)(
	const struct saiga_file *file, void *ctx);

/* Hands over all of them, in no order of use. */
SAIGA_CHECKED enum saiga_status saiga_files_each(const struct xc_database *db,
	saiga_file_fn fn, void *ctx, struct saiga_error *err);

/* ---- what the index is of: store/roots.c -------------------------------- */

/* A file or folder that was named to be indexed, and is looked through by
 * each run. */
struct saiga_root {
	struct saiga_slice path; /* absolute, without symbolic links */
	struct saiga_slice map;  /* names in JSON, "FIELD=NAME\n" each */
};

/* Whether the path is the folder or in it; both absolute. */
bool saiga_path_is_below(struct saiga_slice path, struct saiga_slice folder);

/* Each of these writes in the transaction that is open. */
SAIGA_CHECKED enum saiga_status saiga_roots_set(struct xc_writable *w,
	const struct saiga_root *root, struct saiga_error *err);
SAIGA_CHECKED enum saiga_status saiga_roots_drop(struct xc_writable *w,
	struct saiga_slice path, struct saiga_error *err);

/* Not SAIGA_OK ends it; the root is borrowed. */
typedef enum saiga_status (*saiga_root_fn)(
	const struct saiga_root *root, void *ctx);
SAIGA_CHECKED enum saiga_status saiga_roots_each(const struct xc_database *db,
	saiga_root_fn fn, void *ctx, struct saiga_error *err);

/* What was taken out and is not to come back by itself: the path of a file or
 * folder, or an article's id. */
SAIGA_CHECKED enum saiga_status saiga_forgotten_add(struct xc_writable *w,
	struct saiga_slice name, struct saiga_error *err);
SAIGA_CHECKED enum saiga_status saiga_forgotten_drop(struct xc_writable *w,
	struct saiga_slice name, struct saiga_error *err);

/* Not SAIGA_OK ends it; the name is borrowed. */
typedef enum saiga_status (*saiga_forgotten_fn)(
	struct saiga_slice name, void *ctx);
SAIGA_CHECKED enum saiga_status saiga_forgotten_each(
	const struct xc_database *db, saiga_forgotten_fn fn, void *ctx,
	struct saiga_error *err);

/* ---- word forms: store/forms.c ------------------------------------------ */

/*
 * The words of the index that have one stem in one language, kept as the
 * database's metadata under "forms/LANGUAGE/STEM": the words as the index has
 * them, sorted by bytes, a space between.
 */

/* Stemmers by language, made as they are asked for. */
struct saiga_stemmers;

SAIGA_CHECKED enum saiga_status saiga_stemmers_new(
	struct saiga_stemmers **out, struct saiga_error *err);
void saiga_stemmers_free(struct saiga_stemmers *stemmers);

/*
 * Writes the key under which the forms of a folded word are kept into *key,
 * which is left empty when the language has no stemmer, or writes in another
 * script than the word's, or the word has a digit.
 */
SAIGA_CHECKED enum saiga_status saiga_forms_key(struct saiga_strbuf *key,
	struct saiga_stemmers *stemmers, struct saiga_slice language,
	struct saiga_slice word, struct saiga_error *err);

/* Cuts the next word off the list; passes over what cannot be one: nothing,
 * more than SAIGA_TERM_MAX bytes, a term with a prefix. */
bool saiga_forms_next(struct saiga_slice *list, struct saiga_slice *word);

/* Writes the union of two lists into *out. */
void saiga_forms_merge(struct saiga_strbuf *out, struct saiga_slice a,
	struct saiga_slice b);

/* ---- names: store/names.c ----------------------------------------------- */

/*
 * The words of the index that were seen as names, kept as metadata under
 * "names/KEY" for each of their name keys (saiga_name_keys), sorted by bytes.
 */
struct saiga_name {
	struct saiga_slice word; /* as the index has it; borrowed */
	/* Levels: 1 + the binary logarithm of how many articles have it
	 * capitalised inside a sentence, and in small letters; 0: none. */
	unsigned capital, small;
	bool is_name; /* capitalised in most of them */
};

/*
 * The keys of a name as it is written: those of saiga_name_keys and, for one
 * with hyphens, the keys of its parts put together.  folded is the same word
 * as the index has it.
 */
void saiga_names_keys(struct saiga_name_keys *out, struct saiga_slice written,
	struct saiga_slice folded);

/* Writes the metadata's key for a name key; guessed: for that of a nominative
 * that was guessed of a word in another case, under which the word is kept
 * apart, "names/<KEY". */
void saiga_names_key(
	struct saiga_strbuf *key, const char *name_key, bool guessed);

/* The level of so many articles. */
unsigned saiga_names_level(uint32_t articles);

/* Adds an entry to the end of a list. */
void saiga_names_append(
	struct saiga_strbuf *list, const struct saiga_name *name);

/* Cuts the next entry off the list; what is none is passed over. */
bool saiga_names_next(struct saiga_slice *list, struct saiga_name *name);

/* Writes the union of two lists into *out, with the higher levels. */
void saiga_names_merge(struct saiga_strbuf *out, struct saiga_slice a,
	struct saiga_slice b);

/* The same for lists of different articles, as two shards have: the levels are
 * about those of the sums. */
void saiga_names_add(struct saiga_strbuf *out, struct saiga_slice a,
	struct saiga_slice b);

#endif
