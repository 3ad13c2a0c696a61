/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files could not be read, and why. */
#include <saiga/store.h>

#include <stdio.h>
#include <string.h>

#define KEY_FAILED "failed/"
#define KEY_SIZE (sizeof(KEY_FAILED) + SAIGA_ID_LEN)

static void
make_key(char key[KEY_SIZE], const char *path)
{
	char hash[SAIGA_ID_LEN + 1];

	saiga_id_make(saiga_slice(path), hash);
	snprintf(key, KEY_SIZE, KEY_FAILED "%s", hash);
}

/* The path, a NUL, which none has in it, and the reason. */
static void
append_value(struct saiga_strbuf *out, const char *path, const char *why)
{
	saiga_strbuf_append(out, path, strlen(path) + 1);
	saiga_strbuf_str(out, why);
}

enum saiga_status
saiga_failures_have(bool *have, const struct xc_database *db, const char *path,
	const char *why, struct saiga_error *err)
{
	struct saiga_strbuf value = SAIGA_STRBUF_INIT(SAIGA_FAILURE_MAX);
	struct xc_bytes old = XC_BYTES_INIT;
	struct xc_error xerr;
	char key[KEY_SIZE];

	make_key(key, path);
	if (why != NULL)
		append_value(&value, path, why);
	if (xc_database_metadata(&old, db, key, strlen(key), &xerr) != XC_OK) {
		saiga_strbuf_dispose(&value);
		return saiga_store_error(err, &xerr, "failures");
	}
	*have = old.len == value.len &&
		(old.len == 0 || memcmp(old.data, value.p, old.len) == 0);
	xc_bytes_dispose(&old);
	saiga_strbuf_dispose(&value);
	return SAIGA_OK;
}

enum saiga_status
saiga_failures_set(struct xc_writable *w, const char *path, const char *why,
	struct saiga_error *err)
{
	struct saiga_strbuf value = SAIGA_STRBUF_INIT(SAIGA_FAILURE_MAX);
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;
	char key[KEY_SIZE];

	make_key(key, path);
	if (why != NULL)
		append_value(&value, path, why);
	if (xc_writable_set_metadata(w, xc_slice_of(key, strlen(key)),
		    xc_slice_of(value.p, value.len), &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, "failures");
	saiga_strbuf_dispose(&value);
	return status;
}

/* Hands over the failure under the key. */
static enum saiga_status
hand_over(const struct xc_database *db, const char *key, size_t len,
	saiga_failure_fn fn, void *ctx, struct saiga_error *err)
{
	struct saiga_strbuf copy = SAIGA_STRBUF_INIT(SAIGA_FAILURE_MAX);
	struct xc_bytes value = XC_BYTES_INIT;
	struct xc_error xerr;
	size_t n;

	if (xc_database_metadata(&value, db, key, len, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "failures");
	saiga_strbuf_append(&copy, value.data, value.len);
	xc_bytes_dispose(&value);
	n = strlen(saiga_strbuf_cstr(&copy));
	if (n < copy.len)
		fn(copy.p, copy.p + n + 1, ctx);
	saiga_strbuf_dispose(&copy);
	return SAIGA_OK;
}

enum saiga_status
saiga_failures_each(const struct xc_database *db, saiga_failure_fn fn,
	void *ctx, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;
	struct xc_term_iter *it = xc_database_metadata_keys(
		db, KEY_FAILED, strlen(KEY_FAILED), &xerr);

	if (it == NULL)
		return saiga_store_error(err, &xerr, "failures");
	xerr.kind = XC_OK;
	while (status == SAIGA_OK && xc_term_iter_next(it, &xerr)) {
		size_t len;
		const char *key = xc_term_iter_term(it, &len);

		status = hand_over(db, key, len, fn, ctx, err);
	}
	if (status == SAIGA_OK && xerr.kind != XC_OK)
		status = saiga_store_error(err, &xerr, "failures");
	xc_term_iter_free(it);
	return status;
}
