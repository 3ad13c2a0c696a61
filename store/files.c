/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files of many articles are in the index whole. */
#include <saiga/store.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define KEY_FILES "files/"
#define KEY_SIZE (sizeof(KEY_FILES) + SAIGA_ID_LEN)

static void
make_key(char key[KEY_SIZE], struct saiga_slice path)
{
	char hash[SAIGA_ID_LEN + 1];

	saiga_id_make(path, hash);
	snprintf(key, KEY_SIZE, KEY_FILES "%s", hash);
}

/* Digits to the end; false when there is anything else. */
static bool
read_number(const char *p, size_t len, uint64_t *out)
{
	size_t i;

	*out = 0;
	for (i = 0; i < len && i < 18; i++) {
		if (p[i] < '0' || p[i] > '9')
			return false;
		*out = *out * 10 + (uint64_t)(p[i] - '0');
	}
	return i > 0 && i == len;
}

enum saiga_status
saiga_files_get(struct saiga_file *out, const struct xc_database *db,
	struct saiga_slice path, struct saiga_error *err)
{
	struct xc_bytes value = XC_BYTES_INIT;
	struct xc_error xerr;
	char key[KEY_SIZE];
	bool found;

	make_key(key, path);
	if (xc_database_metadata(&value, db, key, strlen(key), &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "files");
	found = value.len > SAIGA_HASH_LEN &&
		read_number(value.data + SAIGA_HASH_LEN,
			value.len - SAIGA_HASH_LEN, &out->articles);
	if (found)
		memcpy(out->hash, value.data, SAIGA_HASH_LEN);
	xc_bytes_dispose(&value);
	return found ? SAIGA_OK : SAIGA_NOTFOUND;
}

enum saiga_status
saiga_files_set(struct xc_writable *w, struct saiga_slice path,
	const struct saiga_file *file, struct saiga_error *err)
{
	char key[KEY_SIZE], value[SAIGA_HASH_LEN + 24];
	struct xc_error xerr;
	size_t n = 0;

	make_key(key, path);
	if (file != NULL) {
		memcpy(value, file->hash, SAIGA_HASH_LEN);
		n = SAIGA_HASH_LEN +
			(size_t)snprintf(value + SAIGA_HASH_LEN, 24, "%" PRIu64,
				file->articles);
	}
	if (xc_writable_set_metadata(w, xc_slice_of(key, strlen(key)),
		    xc_slice_of(value, n), &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "files");
	return SAIGA_OK;
}
