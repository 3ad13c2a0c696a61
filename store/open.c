/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding and opening the index, and what it says of itself. */
#include <saiga/store.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define KEY_FORMAT "saiga.format"
#define KEY_ANALYSER "saiga.analyser"
#define KEY_CREATED "saiga.created"

static const enum saiga_status statuses[XC_ERROR_KIND_COUNT] = {
	[XC_OK] = SAIGA_OK,
	[XC_ASSERTION_ERROR] = SAIGA_INTERNAL,
	[XC_INVALID_ARGUMENT_ERROR] = SAIGA_INVALID,
	[XC_INVALID_OPERATION_ERROR] = SAIGA_INVALID,
	[XC_UNIMPLEMENTED_ERROR] = SAIGA_UNSUPPORTED,
	[XC_DATABASE_ERROR] = SAIGA_IO,
	[XC_DATABASE_CORRUPT_ERROR] = SAIGA_CORRUPT,
	[XC_DATABASE_CREATE_ERROR] = SAIGA_IO,
	[XC_DATABASE_LOCK_ERROR] = SAIGA_LOCKED,
	[XC_DATABASE_MODIFIED_ERROR] = SAIGA_MODIFIED,
	[XC_DATABASE_OPENING_ERROR] = SAIGA_IO,
	[XC_DATABASE_VERSION_ERROR] = SAIGA_VERSION,
	[XC_DOC_NOT_FOUND_ERROR] = SAIGA_NOTFOUND,
	[XC_FEATURE_UNAVAILABLE_ERROR] = SAIGA_UNSUPPORTED,
	[XC_INTERNAL_ERROR] = SAIGA_INTERNAL,
	[XC_NETWORK_ERROR] = SAIGA_UNREACHABLE,
	[XC_NETWORK_TIMEOUT_ERROR] = SAIGA_UNREACHABLE,
	[XC_QUERY_PARSER_ERROR] = SAIGA_QUERY,
	[XC_SERIALISATION_ERROR] = SAIGA_CORRUPT,
	[XC_RANGE_ERROR] = SAIGA_INVALID,
	[XC_WILDCARD_ERROR] = SAIGA_QUERY,
	[XC_DATABASE_NOT_FOUND_ERROR] = SAIGA_NOTFOUND,
	[XC_DATABASE_CLOSED_ERROR] = SAIGA_INVALID,
	[XC_NO_MEMORY] = SAIGA_NOMEM,
	[XC_CALLBACK_ERROR] = SAIGA_INTERNAL,
	[XC_STD_EXCEPTION] = SAIGA_INTERNAL,
	[XC_UNKNOWN_EXCEPTION] = SAIGA_INTERNAL,
};

static bool
has_end(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

/* Damage that Xapian does not call so: a table that was cut, a record that was
 * deflated, a table that is gone (glass_table.cc, compression_stream.cc of
 * 1.4). */
static bool
is_damage(const struct xc_error *e)
{
	if (e->kind == XC_DATABASE_OPENING_ERROR)
		return strstr(e->message, ".glass ") != NULL &&
			has_end(e->message, strerror(ENOENT));
	return e->kind == XC_DATABASE_ERROR &&
		(strncmp(e->message, "EOF reading", 11) == 0 ||
			strncmp(e->message, "inflate failed", 14) == 0);
}

enum saiga_status
saiga_store_error(
	struct saiga_error *err, const struct xc_error *from, const char *what)
{
	enum saiga_status status = (unsigned)from->kind < XC_ERROR_KIND_COUNT
		? statuses[from->kind]
		: SAIGA_INTERNAL;

	if (is_damage(from))
		status = SAIGA_CORRUPT;
	if (status == SAIGA_CORRUPT)
		return saiga_error_set(err, status,
			"%s: the index is damaged (%s): run 'saiga check'",
			what, from->message);
	if (status == SAIGA_MODIFIED)
		return saiga_error_set(err, status,
			"%s: the index changes faster than it can be read: "
			"try again",
			what);
	if (from->message[0] == '\0')
		return saiga_error_set(
			err, status, "%s: %s", what, saiga_status_text(status));
	return saiga_error_set(err, status, "%s: %s", what, from->message);
}

enum saiga_status
saiga_store_path(
	struct saiga_strbuf *out, const char *option, struct saiga_error *err)
{
	const char *named = option != NULL ? option : getenv("SAIGA_DB");
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (named != NULL && *named != '\0')
		saiga_strbuf_str(out, named);
	else if (data != NULL && *data == '/')
		saiga_strbuf_printf(out, "%s/saiga/default", data);
	else if (home != NULL && *home != '\0')
		saiga_strbuf_printf(out, "%s/.local/share/saiga/default", home);
	else
		return saiga_error_set(err, SAIGA_INVALID,
			"no index named: give --db=DIR or set SAIGA_DB");
	return saiga_strbuf_status(out, err);
}

/* A folder that holds a Xapian database; anything else gets its reason. */
static enum saiga_status
check_folder(const char *path, struct saiga_error *err)
{
	struct saiga_strbuf file = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status = SAIGA_OK;
	struct stat st;

	saiga_strbuf_printf(&file, "%s/iamglass", path);
	if (stat(path, &st) != 0)
		status = saiga_error_set(err,
			errno == ENOENT ? SAIGA_NOTFOUND : SAIGA_IO,
			errno == ENOENT ? "no index at %s yet: make one with "
					  "'saiga index FOLDER'"
					: "%s: the index cannot be reached",
			path);
	else if (S_ISDIR(st.st_mode) && access(path, R_OK | X_OK) != 0)
		status = saiga_error_set(err, SAIGA_IO,
			"%s: the index may not be read: %s", path,
			strerror(errno));
	else if (saiga_store_spread(path) > 0)
		status = saiga_store_check_single(path, err);
	else if (!S_ISDIR(st.st_mode) ||
		stat(saiga_strbuf_cstr(&file), &st) != 0 ||
		!S_ISREG(st.st_mode))
		status = saiga_error_set(err, SAIGA_NOTFOUND,
			"%s is not an index: name the folder that 'saiga "
			"index' wrote",
			path);
	saiga_strbuf_dispose(&file);
	return status;
}

enum saiga_status
saiga_store_open_any(
	struct xc_database **out, const char *path, struct saiga_error *err)
{
	enum saiga_status status = check_folder(path, err);
	struct xc_error xerr;

	*out = NULL;
	if (status != SAIGA_OK)
		return status;
	*out = xc_database_open(path, XC_DB_BACKEND_GLASS, &xerr);
	return *out == NULL ? saiga_store_error(err, &xerr, path) : SAIGA_OK;
}

enum saiga_status
saiga_store_open(
	struct xc_database **out, const char *path, struct saiga_error *err)
{
	enum saiga_status status = saiga_store_open_any(out, path, err);
	unsigned tries = 0;

	if (status != SAIGA_OK)
		return status;
	/* A writer may have committed twice since it was opened. */
	do
		status = saiga_store_check_version(*out, path, err);
	while (saiga_store_again(*out, status, &tries));
	if (status != SAIGA_OK) {
		xc_database_free(*out);
		*out = NULL;
	}
	return status;
}

bool
saiga_store_again(
	struct xc_database *db, enum saiga_status status, unsigned *tries)
{
	const struct timespec pause = { 0, 10000000 };
	bool changed;

	if (++*tries >= SAIGA_STORE_TRIES ||
		(status != SAIGA_MODIFIED &&
			(status != SAIGA_CORRUPT || *tries > 3)))
		return false;
	nanosleep(&pause, NULL);
	return xc_database_reopen(&changed, db, NULL) == XC_OK;
}

/* A number kept under a key; 0 when there is none. */
static enum saiga_status
metadata_number(int64_t *out, const struct xc_database *db, const char *key,
	struct saiga_error *err)
{
	struct xc_bytes value = XC_BYTES_INIT;
	struct xc_error xerr;

	*out = 0;
	if (xc_database_metadata(&value, db, key, strlen(key), &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	*out = strtoll(value.data, NULL, 10);
	xc_bytes_dispose(&value);
	return SAIGA_OK;
}

static bool
is_empty(const struct xc_database *db)
{
	struct xc_database_stats stats;

	return xc_database_get_stats(&stats, db, NULL) == XC_OK &&
		stats.last_docid == 0;
}

enum saiga_status
saiga_store_check_version(
	const struct xc_database *db, const char *path, struct saiga_error *err)
{
	int64_t format, analyser;
	enum saiga_status status =
		metadata_number(&format, db, KEY_FORMAT, err);

	if (status == SAIGA_OK)
		status = metadata_number(&analyser, db, KEY_ANALYSER, err);
	if (status != SAIGA_OK)
		return status;
	if (format == 0 && is_empty(db))
		return saiga_error_set(err, SAIGA_NOTFOUND,
			"nothing is in the index %s yet: run 'saiga index'",
			path);
	if (format == 0)
		return saiga_error_set(err, SAIGA_VERSION,
			"%s is a Xapian database, but not one of Saiga's",
			path);
	if (format > SAIGA_FORMAT_VERSION || analyser > SAIGA_ANALYSER_VERSION)
		return saiga_error_set(err, SAIGA_VERSION,
			"%s was written by a newer saiga: upgrade this one",
			path);
	if (format < SAIGA_FORMAT_VERSION || analyser < SAIGA_ANALYSER_VERSION)
		return saiga_error_set(err, SAIGA_VERSION,
			"%s was written by an older saiga: run 'saiga index "
			"--rebuild' with the folders that it is made of",
			path);
	return SAIGA_OK;
}

static enum xc_error_kind
write_number(struct xc_writable *w, const char *key, int64_t n,
	struct xc_error *xerr)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%lld", (long long)n);
	return xc_writable_set_metadata(
		w, xc_slice_str(key), xc_slice_str(digits), xerr);
}

enum saiga_status
saiga_store_write_version(
	struct xc_writable *w, int64_t now, struct saiga_error *err)
{
	struct xc_error xerr;

	if (write_number(w, KEY_FORMAT, SAIGA_FORMAT_VERSION, &xerr) != XC_OK ||
		write_number(w, KEY_ANALYSER, SAIGA_ANALYSER_VERSION, &xerr) !=
			XC_OK ||
		write_number(w, KEY_CREATED, now, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "new index");
	return SAIGA_OK;
}

int64_t
saiga_store_created(const struct xc_database *db)
{
	int64_t created;

	if (metadata_number(&created, db, KEY_CREATED, NULL) != SAIGA_OK)
		return 0;
	return created;
}
