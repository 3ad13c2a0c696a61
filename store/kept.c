/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values by kind and name. */
#include "kept.h"

#include <stdio.h>
#include <string.h>

#define KEY_SIZE (16 + SAIGA_ID_LEN)

static void
make_key(char key[KEY_SIZE], const char *kind, struct saiga_slice name)
{
	char hash[SAIGA_ID_LEN + 1];

	saiga_id_make(name, hash);
	snprintf(key, KEY_SIZE, "%s/%s", kind, hash);
}

static enum saiga_status
get(struct saiga_strbuf *out, const struct xc_database *db, const char *key,
	size_t len, struct saiga_error *err)
{
	struct xc_bytes value = XC_BYTES_INIT;
	struct xc_error xerr;

	saiga_strbuf_reset(out);
	if (xc_database_metadata(&value, db, key, len, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	saiga_strbuf_append(out, value.data, value.len);
	xc_bytes_dispose(&value);
	if (out->status != SAIGA_OK)
		return saiga_strbuf_status(out, err);
	return out->len > 0 ? SAIGA_OK : SAIGA_NOTFOUND;
}

enum saiga_status
kept_get(struct saiga_strbuf *out, const struct xc_database *db,
	const char *kind, struct saiga_slice name, struct saiga_error *err)
{
	char key[KEY_SIZE];

	make_key(key, kind, name);
	return get(out, db, key, strlen(key), err);
}

enum saiga_status
kept_set(struct xc_writable *w, const char *kind, struct saiga_slice name,
	struct saiga_slice value, struct saiga_error *err)
{
	struct xc_error xerr;
	char key[KEY_SIZE];

	make_key(key, kind, name);
	if (xc_writable_set_metadata(w, xc_slice_of(key, strlen(key)),
		    xc_slice_of(value.p, value.len), &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	return SAIGA_OK;
}

enum saiga_status
kept_each(const struct xc_database *db, const char *kind, kept_fn fn, void *ctx,
	struct saiga_error *err)
{
	struct saiga_strbuf value = SAIGA_STRBUF_INIT(KEPT_MAX);
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;
	char prefix[16];
	struct xc_term_iter *it;

	snprintf(prefix, sizeof(prefix), "%s/", kind);
	it = xc_database_metadata_keys(db, prefix, strlen(prefix), &xerr);
	if (it == NULL)
		return saiga_store_error(err, &xerr, "index");
	xerr.kind = XC_OK;
	while (status == SAIGA_OK && xc_term_iter_next(it, &xerr)) {
		size_t len;
		const char *key = xc_term_iter_term(it, &len);

		status = get(&value, db, key, len, err);
		if (status == SAIGA_OK)
			status = fn(saiga_strbuf_view(&value), ctx);
		else if (status == SAIGA_NOTFOUND)
			status = SAIGA_OK;
	}
	if (status == SAIGA_OK && xerr.kind != XC_OK)
		status = saiga_store_error(err, &xerr, "index");
	xc_term_iter_free(it);
	saiga_strbuf_dispose(&value);
	return status;
}
