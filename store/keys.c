/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Metadata by the beginning of its keys. */
#include <saiga/store.h>

#include <string.h>

#define ROUND 4096u /* keys dropped at once */

enum saiga_status
saiga_keys_each(const struct xc_database *db, const char *prefix,
	saiga_key_fn fn, void *ctx, struct saiga_error *err)
{
	struct xc_bytes value = XC_BYTES_INIT;
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_term_iter *it =
		xc_database_metadata_keys(db, prefix, strlen(prefix), &xerr);

	if (it == NULL)
		return saiga_store_error(err, &xerr, prefix);
	while (status == SAIGA_OK && xc_term_iter_next(it, &xerr)) {
		size_t len;
		const char *key = xc_term_iter_term(it, &len);

		if (xc_database_metadata(&value, db, key, len, &xerr) != XC_OK)
			break;
		status = fn(saiga_slice_of(key, len),
			saiga_slice_of(value.data, value.len), ctx, err);
	}
	xc_term_iter_free(it);
	xc_bytes_dispose(&value);
	if (status == SAIGA_OK && xerr.kind != XC_OK)
		status = saiga_store_error(err, &xerr, prefix);
	return status;
}

/* Gathers the next keys, since none may go while they are gone through. */
static enum saiga_status
drop_some(uint32_t *n, struct saiga_lexicon *keys, struct xc_writable *w,
	const char *prefix, struct saiga_error *err)
{
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_term_iter *it = xc_database_metadata_keys(
		xc_writable_database(w), prefix, strlen(prefix), &xerr);
	uint32_t i;

	saiga_lexicon_reset(keys);
	while (it != NULL && saiga_lexicon_count(keys) < ROUND &&
		xc_term_iter_next(it, &xerr)) {
		size_t len;
		const char *key = xc_term_iter_term(it, &len);

		if (saiga_lexicon_add(keys, saiga_slice_of(key, len)) ==
			SAIGA_NO_TERM) {
			xc_term_iter_free(it);
			return saiga_error_nomem(err);
		}
	}
	xc_term_iter_free(it);
	*n = saiga_lexicon_count(keys);
	for (i = 0; i < *n && xerr.kind == XC_OK; i++) {
		struct saiga_slice key = saiga_lexicon_term(keys, i);

		if (xc_writable_set_metadata(w, xc_slice_of(key.p, key.len),
			    xc_slice_of("", 0), &xerr) != XC_OK)
			break;
	}
	if (xerr.kind != XC_OK)
		return saiga_store_error(err, &xerr, prefix);
	return SAIGA_OK;
}

enum saiga_status
saiga_keys_drop(
	struct xc_writable *w, const char *prefix, struct saiga_error *err)
{
	struct saiga_lexicon *keys = saiga_lexicon_new();
	enum saiga_status status = SAIGA_OK;
	uint32_t n = 1;

	if (keys == NULL)
		return saiga_error_nomem(err);
	while (status == SAIGA_OK && n > 0)
		status = drop_some(&n, keys, w, prefix, err);
	saiga_lexicon_free(keys);
	return status;
}
