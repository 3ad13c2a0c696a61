/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of files: what was made of each, and how it was then. */
#include "kept.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define KIND "files"

/* The hash, then numbers in digits, the path and the reason, each up to a
 * NUL, which no path has in it. */
static void
encode(struct saiga_strbuf *out, const struct saiga_file *f)
{
	saiga_strbuf_append(out, f->hash, SAIGA_HASH_LEN);
	saiga_strbuf_printf(out, "%" PRIu64 " %" PRId64 " %" PRId64 " %" PRIu64,
		f->size, f->modified, f->changed, f->articles);
	saiga_strbuf_byte(out, '\0');
	saiga_strbuf_slice(out, f->path);
	saiga_strbuf_byte(out, '\0');
	saiga_strbuf_slice(out, f->why);
}

/* Cuts what is before the next NUL off. */
static bool
take(struct saiga_slice *rest, struct saiga_slice *out)
{
	const char *end = rest->len == 0 ? NULL : memchr(rest->p, 0, rest->len);

	if (end == NULL)
		return false;
	*out = saiga_slice_of(rest->p, (size_t)(end - rest->p));
	rest->p += out->len + 1;
	rest->len -= out->len + 1;
	return true;
}

/* False for what is no entry: a damaged one counts as none. */
static bool
decode(struct saiga_file *f, struct saiga_slice value)
{
	struct saiga_slice numbers;

	if (value.len <= SAIGA_HASH_LEN)
		return false;
	memcpy(f->hash, value.p, SAIGA_HASH_LEN);
	value.p += SAIGA_HASH_LEN;
	value.len -= SAIGA_HASH_LEN;
	if (!take(&value, &numbers) || !take(&value, &f->path))
		return false;
	f->why = value;
	return sscanf(numbers.p, "%" SCNu64 " %" SCNd64 " %" SCNd64 " %" SCNu64,
		       &f->size, &f->modified, &f->changed, &f->articles) == 4;
}

enum saiga_status
saiga_files_get(struct saiga_file *out, struct saiga_strbuf *scratch,
	const struct xc_database *db, struct saiga_slice path,
	struct saiga_error *err)
{
	enum saiga_status status = kept_get(scratch, db, KIND, path, err);

	if (status == SAIGA_OK &&
		(!decode(out, saiga_strbuf_view(scratch)) ||
			!saiga_slice_equal(out->path, path)))
		status = SAIGA_NOTFOUND;
	return status;
}

enum saiga_status
saiga_files_set(struct xc_writable *w, const struct saiga_file *file,
	struct saiga_error *err)
{
	struct saiga_strbuf value = SAIGA_STRBUF_INIT(KEPT_MAX);
	enum saiga_status status;

	encode(&value, file);
	status = saiga_strbuf_status(&value, err);
	if (status == SAIGA_OK)
		status = kept_set(
			w, KIND, file->path, saiga_strbuf_view(&value), err);
	saiga_strbuf_dispose(&value);
	return status;
}

enum saiga_status
saiga_files_drop(
	struct xc_writable *w, struct saiga_slice path, struct saiga_error *err)
{
	return kept_set(w, KIND, path, saiga_slice(""), err);
}

struct each {
	saiga_file_fn fn;
	void *ctx;
};

static enum saiga_status
hand_over(struct saiga_slice value, void *ctx)
{
	const struct each *each = ctx;
	struct saiga_file file;

	return decode(&file, value) ? each->fn(&file, each->ctx) : SAIGA_OK;
}

enum saiga_status
saiga_files_each(const struct xc_database *db, saiga_file_fn fn, void *ctx,
	struct saiga_error *err)
{
	struct each each = { fn, ctx };

	return kept_each(db, KIND, hand_over, &each, err);
}
