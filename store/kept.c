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

enum saiga_status
kept_get(struct saiga_strbuf *out, const struct xc_database *db,
	const char *kind, struct saiga_slice name, struct saiga_error *err)
{
	struct xc_bytes value = XC_BYTES_INIT;
	struct xc_error xerr;
	char key[KEY_SIZE];

	make_key(key, kind, name);
	saiga_strbuf_reset(out);
	if (xc_database_metadata(&value, db, key, strlen(key), &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	saiga_strbuf_append(out, value.data, value.len);
	xc_bytes_dispose(&value);
	if (out->status != SAIGA_OK)
		return saiga_strbuf_status(out, err);
	return out->len > 0 ? SAIGA_OK : SAIGA_NOTFOUND;
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

struct each {
	kept_fn fn;
	void *ctx;
};

static enum saiga_status
hand_over(struct saiga_slice key, struct saiga_slice value, void *ctx,
	struct saiga_error *err)
{
	const struct each *each = ctx;

	(void)key;
	(void)err;
	return each->fn(value, each->ctx);
}

enum saiga_status
kept_each(const struct xc_database *db, const char *kind, kept_fn fn, void *ctx,
	struct saiga_error *err)
{
	struct each each = { fn, ctx };
	char prefix[16];

	snprintf(prefix, sizeof(prefix), "%s/", kind);
	return saiga_keys_each(db, prefix, hand_over, &each, err);
}
