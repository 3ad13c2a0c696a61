/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The lists of word forms and of names, as the articles have them. */
#include "expected.h"

#include "tables.h"

#include <saiga/store.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LIST_MAX ((size_t)1 << 20)   /* bytes of a list, as lists.c has it */
#define WORDS_MAX ((size_t)32 << 20) /* bytes of words that are gathered */

struct expected {
	struct vocabulary *words;
	struct tables *tables;
	struct xc_writable *into;
	struct xc_writable *own; /* or NULL: into is somebody's */
	char *folder;            /* of own */
};

/* ---- what the articles give ---------------------------------------------- */

static enum saiga_status
make_own(struct expected *e, struct saiga_error *err)
{
	struct saiga_strbuf folder = SAIGA_STRBUF_INIT(65536);
	const char *tmp = getenv("TMPDIR");
	struct xc_error xerr;

	saiga_strbuf_printf(&folder, "%s/saiga-XXXXXX",
		tmp != NULL && *tmp != '\0' ? tmp : "/tmp");
	if (saiga_strbuf_status(&folder, err) != SAIGA_OK ||
		mkdtemp(folder.p) == NULL) {
		saiga_strbuf_dispose(&folder);
		return saiga_error_set(err, SAIGA_IO,
			"folder for temporary files: %s", strerror(errno));
	}
	e->folder = folder.p;
	e->own = e->into = xc_writable_open(e->folder,
		XC_DB_CREATE_OR_OVERWRITE | XC_DB_BACKEND_GLASS | XC_DB_NO_SYNC,
		0, &xerr);
	if (e->own == NULL)
		return saiga_store_error(err, &xerr, e->folder);
	return SAIGA_OK;
}

enum saiga_status
expected_new(struct expected **out, struct xc_writable *into,
	struct saiga_error *err)
{
	struct expected *e = calloc(1, sizeof(*e));
	enum saiga_status status;

	*out = NULL;
	if (e == NULL)
		return saiga_error_nomem(err);
	e->into = into;
	e->words = vocabulary_new();
	status = e->words == NULL ? saiga_error_nomem(err) : SAIGA_OK;
	if (status == SAIGA_OK && into == NULL)
		status = make_own(e, err);
	if (status == SAIGA_OK)
		status = tables_new(&e->tables, e->into, false, err);
	if (status == SAIGA_OK)
		*out = e;
	else
		expected_free(e);
	return status;
}

void
expected_free(struct expected *e)
{
	if (e == NULL)
		return;
	tables_free(e->tables);
	vocabulary_free(e->words);
	xc_writable_free(e->own);
	/* It is ours, and empty but for Xapian's files. */
	if (e->folder != NULL)
		(void)!saiga_store_clear(e->folder, NULL);
	free(e->folder);
	free(e);
}

enum saiga_status
expected_write(struct expected *e, struct saiga_error *err)
{
	enum saiga_status status =
		vocabulary_each(e->words, tables_note, e->tables, err);

	return status == SAIGA_OK ? tables_write(e->tables, err) : status;
}

enum saiga_status
expected_note(struct expected *e, const struct document_builder *builder,
	const struct saiga_article *article, struct saiga_error *err)
{
	enum saiga_status status =
		vocabulary_note_article(e->words, article, builder, err);

	if (status == SAIGA_OK && vocabulary_size(e->words) >= WORDS_MAX)
		status = expected_write(e, err);
	return status;
}

/* ---- what the index has -------------------------------------------------- */

struct lists_check {
	struct expected_faults *faults;
	const struct xc_database *db;
	struct saiga_stemmers *stemmers;
	struct saiga_strbuf key, scratch;
};

static bool
is_names(struct saiga_slice key)
{
	return saiga_slice_is(saiga_slice_of(key.p, strlen(SAIGA_KEY_NAMES)),
		SAIGA_KEY_NAMES);
}

/* Cuts the next word off the list. */
static bool
next_word(struct saiga_slice *list, struct saiga_slice *word, bool names)
{
	struct saiga_name name;

	if (!names)
		return saiga_forms_next(list, word);
	if (!saiga_names_next(list, &name))
		return false;
	*word = name.word;
	return true;
}

static void
tell(struct lists_check *c, struct saiga_slice key, struct saiga_slice word,
	const char *what)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(65536);

	c->faults->faults++;
	saiga_strbuf_slice(&line, key);
	saiga_strbuf_str(&line, ": ");
	if (word.len > 0) {
		saiga_strbuf_byte(&line, '\'');
		saiga_strbuf_slice(&line, word);
		saiga_strbuf_str(&line, "' ");
	}
	saiga_strbuf_str(&line, what);
	c->faults->tell(saiga_strbuf_cstr(&line), c->faults->ctx);
	saiga_strbuf_dispose(&line);
}

/* Whether the key is the one that the word has in the key's language. */
static enum saiga_status
is_own_key(bool *own, struct lists_check *c, struct saiga_slice key,
	struct saiga_slice word, struct saiga_error *err)
{
	size_t skip = strlen(SAIGA_KEY_FORMS);
	struct saiga_slice language =
		saiga_slice_of(key.p + skip, key.len < skip + 2 ? 0 : 2);
	enum saiga_status status =
		saiga_forms_key(&c->key, c->stemmers, language, word, err);

	*own = saiga_slice_equal(saiga_strbuf_view(&c->key), key);
	return status;
}

/* A word of a list: a form under a stem that is not its own is a fault; one
 * that no article has is only left over, since it finds nothing. */
static enum saiga_status
check_word(struct lists_check *c, struct saiga_slice key,
	struct saiga_slice word, struct saiga_error *err)
{
	enum saiga_status status;
	struct xc_error xerr;
	bool own = true, there;

	if (!is_names(key)) {
		status = is_own_key(&own, c, key, word, err);
		if (status != SAIGA_OK)
			return status;
	}
	if (!own) {
		tell(c, key, word, "is no form of it");
		return SAIGA_OK;
	}
	if (xc_database_term_exists(&there, c->db, word.p, word.len, &xerr) !=
		XC_OK)
		return saiga_store_error(err, &xerr, "index");
	c->faults->leftovers += !there;
	return SAIGA_OK;
}

/* One list of the index.  It must be written as it would be merged with
 * another, in order and without what is no word. */
static enum saiga_status
check_list(struct saiga_slice key, struct saiga_slice list, void *ctx,
	struct saiga_error *err)
{
	struct lists_check *c = ctx;
	struct saiga_slice word, before = { NULL, 0 }, rest = list;
	bool names = is_names(key), ordered = true;
	enum saiga_status status = SAIGA_OK;

	(names ? saiga_names_merge : saiga_forms_merge)(
		&c->scratch, list, saiga_slice_of(list.p, 0));
	while (status == SAIGA_OK && next_word(&rest, &word, names)) {
		ordered &= before.p == NULL ||
			saiga_slice_compare(before, word) < 0;
		before = word;
		status = check_word(c, key, word, err);
	}
	if (status == SAIGA_OK &&
		(!ordered ||
			!saiga_slice_equal(
				saiga_strbuf_view(&c->scratch), list)))
		tell(c, key, saiga_slice_of(NULL, 0), "is no list of words");
	return status;
}

/* One list that the articles give: the index has each of its words. */
static enum saiga_status
check_expected(struct saiga_slice key, struct saiga_slice list, void *ctx,
	struct saiga_error *err)
{
	struct lists_check *c = ctx;
	struct xc_bytes has = XC_BYTES_INIT;
	struct saiga_slice word, there = { NULL, 0 }, rest;
	bool names = is_names(key), more;
	struct xc_error xerr;

	if (xc_database_metadata(&has, c->db, key.p, key.len, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	rest = saiga_slice_of(has.data, has.len);
	more = next_word(&rest, &there, names);
	/* Nothing is added to a list that would grow too long. */
	while (has.len < LIST_MAX / 2 && next_word(&list, &word, names)) {
		while (more && saiga_slice_compare(there, word) < 0)
			more = next_word(&rest, &there, names);
		if (!more || !saiga_slice_equal(there, word))
			tell(c, key, word, "is missing");
	}
	xc_bytes_dispose(&has);
	return SAIGA_OK;
}

enum saiga_status
expected_check(struct expected_faults *faults, const struct xc_database *db,
	const struct expected *expected, struct saiga_error *err)
{
	static const char *const prefixes[] = { SAIGA_KEY_FORMS,
		SAIGA_KEY_NAMES };
	struct lists_check c = {
		.faults = faults,
		.db = db,
		.key = SAIGA_STRBUF_INIT(1024),
		.scratch = SAIGA_STRBUF_INIT(LIST_MAX * 2),
	};
	enum saiga_status status = saiga_stemmers_new(&c.stemmers, err);
	size_t i;

	for (i = 0; i < 2 && status == SAIGA_OK; i++) {
		status = saiga_keys_each(db, prefixes[i], check_list, &c, err);
		if (status == SAIGA_OK && expected != NULL)
			status = saiga_keys_each(
				xc_writable_database(expected->into),
				prefixes[i], check_expected, &c, err);
	}
	saiga_stemmers_free(c.stemmers);
	saiga_strbuf_dispose(&c.key);
	saiga_strbuf_dispose(&c.scratch);
	return status;
}
