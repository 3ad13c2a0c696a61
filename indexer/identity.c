/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ids that stay the same. */
#include "identity.h"

#include "walk.h"

#include <stdio.h>
#include <string.h>

#define KEY_URL "url:"
#define KEY_PATH "path:" /* below the folder that was named */
#define KEY_FILE "file:" /* the whole path */

struct choice {
	struct saiga_article *article;
	struct saiga_stored *known;
	const struct xc_database *db;
	struct saiga_error *err;
};

/* Whether the article takes the place of the one that has its id: it is from
 * the same file, or from a file that was moved, which its bytes or its
 * address tell.  Of the articles in one file only the term of the file tells
 * which is the same. */
static bool
is_same(const struct choice *c, bool by_address, bool by_file)
{
	const struct saiga_article *old = &c->known->article;
	struct saiga_slice path = old->field[SAIGA_FIELD_PATH];
	bool same_bytes =
		memcmp(old->hash, c->article->hash, SAIGA_HASH_LEN) == 0;

	if (saiga_slice_equal(path, c->article->field[SAIGA_FIELD_PATH]))
		return by_file || c->article->part.len == 0;
	return (by_address || same_bytes) && walk_is_gone(path);
}

bool
identity_nth(char id[SAIGA_ID_LEN + 1], const struct saiga_article *article,
	struct saiga_slice key, unsigned n)
{
	struct saiga_strbuf url = SAIGA_STRBUF_INIT(65536);
	struct saiga_strbuf whole = SAIGA_STRBUF_INIT((size_t)2 << 20);
	bool has_url;

	saiga_url_canonical(article->field[SAIGA_FIELD_URL], &url);
	has_url = url.len > 0;
	if (has_url && n == 0) {
		saiga_strbuf_str(&whole, KEY_URL);
		saiga_strbuf_slice(&whole, saiga_strbuf_view(&url));
	} else if (n == has_url) {
		saiga_strbuf_str(&whole, KEY_PATH);
		saiga_strbuf_slice(&whole, key);
		saiga_strbuf_slice(&whole, article->part);
	} else {
		saiga_strbuf_str(&whole, KEY_FILE);
		saiga_strbuf_slice(&whole, article->field[SAIGA_FIELD_PATH]);
		saiga_strbuf_slice(&whole, article->part);
	}
	saiga_id_make(saiga_strbuf_view(&whole), id);
	saiga_strbuf_dispose(&url);
	saiga_strbuf_dispose(&whole);
	return n < 2u + has_url;
}

/* Whether no other article has the id that ours has got; by_address: which its
 * address made. */
static enum saiga_status
try_id(struct choice *c, bool by_address, bool *is_free)
{
	enum saiga_status status;
	uint32_t docid;

	*is_free = false;
	status = saiga_store_find(&docid, c->db, c->article->id, c->err);
	if (status == SAIGA_NOTFOUND) {
		*is_free = true;
		return SAIGA_OK;
	}
	if (status == SAIGA_OK)
		status = saiga_stored_fetch(c->known, c->db, docid, c->err);
	if (status == SAIGA_OK)
		*is_free = is_same(c, by_address, false);
	/* A damaged record is mended by what takes its place. */
	if (status == SAIGA_CORRUPT && c->known->doc != NULL) {
		saiga_stored_dispose(c->known);
		*is_free = true;
		status = SAIGA_OK;
	}
	return status;
}

/* Fetches the first article that has the term of the key's hash, and gives
 * ours its id if it is the same. */
static enum saiga_status
try_term(struct choice *c, const char *prefix, struct saiga_slice key,
	bool *found)
{
	char hash[SAIGA_ID_LEN + 1], term[4 + SAIGA_ID_LEN];
	enum saiga_status status;
	uint32_t docid;

	*found = false;
	saiga_id_make(key, hash);
	snprintf(term, sizeof(term), "%s%s", prefix, hash);
	status = saiga_store_first(&docid, c->db, saiga_slice(term), c->err);
	if (status == SAIGA_NOTFOUND)
		return SAIGA_OK;
	if (status == SAIGA_OK)
		status = saiga_stored_fetch(c->known, c->db, docid, c->err);
	if (status == SAIGA_CORRUPT && c->known->doc != NULL) {
		saiga_stored_dispose(c->known);
		return SAIGA_OK;
	}
	if (status == SAIGA_OK &&
		is_same(c, false, strcmp(prefix, SAIGA_PREFIX_FILE) == 0)) {
		memcpy(c->article->id, c->known->article.id, SAIGA_ID_LEN + 1);
		*found = true;
	}
	return status;
}

/* The article that the index has from the same file, or else from one with
 * the same content that is gone: then it was moved. */
static enum saiga_status
try_file(struct choice *c, bool *found)
{
	struct saiga_slice path = c->article->field[SAIGA_FIELD_PATH];
	struct saiga_strbuf whole = SAIGA_STRBUF_INIT((size_t)2 << 20);
	struct saiga_slice hash =
		saiga_slice_of((const char *)c->article->hash, SAIGA_HASH_LEN);
	enum saiga_status status;

	*found = false;
	if (path.len == 0)
		return SAIGA_OK;
	saiga_strbuf_slice(&whole, path);
	saiga_strbuf_slice(&whole, c->article->part);
	status = try_term(
		c, SAIGA_PREFIX_FILE, saiga_strbuf_view(&whole), found);
	saiga_strbuf_dispose(&whole);
	if (status == SAIGA_OK && !*found)
		status = try_term(c, SAIGA_PREFIX_CONTENT, hash, found);
	return status;
}

enum saiga_status
identity_choose(struct saiga_article *article, struct saiga_stored *known,
	const struct xc_database *db, const char *key, struct saiga_error *err)
{
	struct choice c = { article, known, db, err };
	enum saiga_status status;
	bool is_free, has_url;
	char last[SAIGA_ID_LEN + 1];
	unsigned n;

	saiga_stored_dispose(known);
	/* It is the first of three choices if there is an address. */
	has_url = identity_nth(last, article, saiga_slice(key), 2);
	status = try_file(&c, &is_free);
	for (n = 0; status == SAIGA_OK && !is_free &&
		identity_nth(article->id, article, saiga_slice(key), n);
		n++)
		status = try_id(&c, has_url && n == 0, &is_free);
	return status;
}
