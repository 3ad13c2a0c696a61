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

#define SAIGA_FORMAT_VERSION 4

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
 * VERSION when this program cannot read it.
 */
SAIGA_CHECKED enum saiga_status saiga_store_open(struct xc_database **out,
	const char *path, struct saiga_error *err);

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
 * path, and removes that.  Durable when it returns OK; at each moment before,
 * one of both is at path, where the file system can exchange names.  The caller holds the lock of the index at path, if
 * there is one, and then of the new one.  Who reads the old one reads on until
 * xc_database_reopen.
 */
SAIGA_CHECKED enum saiga_status saiga_store_swap(const char *fresh,
	const char *path, struct saiga_error *err);

/* ---- records: store/fetch.c --------------------------------------------- */

/* An article as it is stored; its slices live as long as the document. */
struct saiga_stored {
	struct xc_document *doc;
	struct saiga_article article;
};

#define SAIGA_STORED_INIT { .doc = NULL }

/* Fetches and decodes the document's record.  *out is disposed of first, so
 * that one can serve a loop. */
SAIGA_CHECKED enum saiga_status saiga_stored_fetch(struct saiga_stored *out,
	const struct xc_database *db, uint32_t docid,
	struct saiga_error *err);

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

/* ---- files of many articles: store/files.c ------------------------------ */

/*
 * A file whose articles are all in the index, kept as metadata under
 * "files/HASH-OF-PATH": while it has the same bytes it need not be read.
 */
struct saiga_file {
	uint8_t hash[SAIGA_HASH_LEN]; /* of its bytes, as indexer/source.c has */
	uint64_t articles;
};

/* NOTFOUND without a message when the index does not have the file whole. */
SAIGA_CHECKED enum saiga_status saiga_files_get(struct saiga_file *out,
	const struct xc_database *db, struct saiga_slice path,
	struct saiga_error *err);

/* Writes the entry, or with NULL removes it, in the transaction that is
 * open. */
SAIGA_CHECKED enum saiga_status saiga_files_set(struct xc_writable *w,
	struct saiga_slice path, const struct saiga_file *file,
	struct saiga_error *err);

/* ---- files that could not be read: store/failures.c ---------------------- */

#define SAIGA_FAILURE_MAX ((size_t)65536) /* bytes of a path and a reason */

/* Whether the index has this reason for the path, or with NULL none; kept as
 * metadata under "failed/HASH-OF-PATH". */
SAIGA_CHECKED enum saiga_status saiga_failures_have(bool *have,
	const struct xc_database *db, const char *path, const char *why,
	struct saiga_error *err);

/* Notes why the file could not be read, or with NULL that it could, in the
 * transaction that is open. */
SAIGA_CHECKED enum saiga_status saiga_failures_set(struct xc_writable *w,
	const char *path, const char *why, struct saiga_error *err);

typedef void (*saiga_failure_fn)(const char *path, const char *why, void *ctx);

/* Hands over all of them, in no order of use. */
SAIGA_CHECKED enum saiga_status saiga_failures_each(
	const struct xc_database *db, saiga_failure_fn fn, void *ctx,
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

unsigned saiga_names_level(uint32_t articles);

/* Adds an entry to the end of a list. */
void saiga_names_append(
	struct saiga_strbuf *list, const struct saiga_name *name);

/* Cuts the next entry off the list; what is none is passed over. */
bool saiga_names_next(struct saiga_slice *list, struct saiga_name *name);

/* Writes the union of two lists into *out, with the higher levels. */
void saiga_names_merge(struct saiga_strbuf *out, struct saiga_slice a,
	struct saiga_slice b);

#endif
