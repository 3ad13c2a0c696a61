/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Copies that take the place of an index, or stand beside it. */
#define _GNU_SOURCE /* flock */
#include "copy.h"

#include "walk.h"
#include "xapian-check.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Of damaged tables a copy may look whole.  An index that may not be written
 * cannot be checked, and is copied all the same. */
static enum saiga_status
refuse_damaged(const char *path, struct saiga_error *err)
{
	struct saiga_error why = SAIGA_ERROR_INIT;

	if (xapian_check(path, &why) != SAIGA_CORRUPT)
		return SAIGA_OK;
	return saiga_error_set(err, SAIGA_CORRUPT,
		"%s: the index is damaged (%s): run 'saiga check'", path,
		why.msg);
}

/* Writes what db has to the folder, which is made if need be.  MODIFIED when a
 * writer went ahead meanwhile; the folder is then to be cleared. */
static enum saiga_status
write_copy(const char *folder, struct xc_database *db, struct saiga_error *err)
{
	/* Numbers of documents stay as they are: whoever noted one finds it. */
	struct xc_compact_options options = {
		.flags = XC_COMPACT_FULL | XC_COMPACT_NO_RENUMBER,
	};
	struct xc_error xerr;

	if (xc_database_compact(db, folder, &options, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, folder);
	return SAIGA_OK;
}

/* Whether the copy is whole: Xapian's tables, the versions, and as many
 * articles as db has. */
static enum saiga_status
verify(const char *folder, const struct xc_database *db, uint32_t *articles,
	struct saiga_error *err)
{
	struct xc_database_stats has, should;
	struct xc_database *copy = NULL;
	struct xc_error xerr;
	enum saiga_status status = xapian_check(folder, err);

	if (status == SAIGA_OK)
		status = saiga_store_open(&copy, folder, err);
	if (status != SAIGA_OK)
		return status;
	if (xc_database_get_stats(&has, copy, &xerr) != XC_OK ||
		xc_database_get_stats(&should, db, &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, folder);
	else if (has.doc_count != should.doc_count ||
		has.total_length != should.total_length)
		status = saiga_error_set(err, SAIGA_CORRUPT,
			"%s: the copy is not whole: run 'saiga check' on the "
			"index",
			folder);
	else
		*articles = has.doc_count;
	xc_database_free(copy);
	return status;
}

/* ---- compact ------------------------------------------------------------- */

static enum saiga_status
compact_locked(const char *path, const char *fresh, struct saiga_error *err)
{
	struct xc_database *db;
	uint32_t articles;
	enum saiga_status status = saiga_store_open(&db, path, err);

	if (status == SAIGA_OK)
		status = refuse_damaged(path, err);
	if (status == SAIGA_OK)
		status = saiga_store_clear(fresh, err);
	if (status == SAIGA_OK) {
		status = write_copy(fresh, db, err);
		if (status == SAIGA_OK)
			status = verify(fresh, db, &articles, err);
		if (status == SAIGA_OK)
			status = saiga_store_swap(fresh, path, err);
		else
			(void)!saiga_store_clear(fresh, NULL);
	}
	xc_database_free(db);
	return status;
}

enum saiga_status
copy_compact(const char *path, struct saiga_error *err)
{
	struct saiga_strbuf fresh = SAIGA_STRBUF_INIT(65536);
	struct xc_writable *lock = NULL;
	struct xc_database *db;
	/* Says what is there, if it is no index. */
	enum saiga_status status = saiga_store_open(&db, path, err);

	xc_database_free(db);
	if (status == SAIGA_OK)
		status = saiga_store_lock(&lock, path, XC_DB_OPEN, err);
	if (status == SAIGA_OK)
		status = saiga_store_beside(&fresh, path, err);
	if (status == SAIGA_OK)
		status = compact_locked(path, saiga_strbuf_cstr(&fresh), err);
	xc_writable_free(lock);
	saiga_strbuf_dispose(&fresh);
	return status;
}

/* ---- backup -------------------------------------------------------------- */

/* Makes the folder for the copy anew, and keeps other backups off it by a lock
 * on *fd. */
static enum saiga_status
claim(int *fd, const char *fresh, struct saiga_error *err)
{
	enum saiga_status status;

	*fd = open(fresh, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd >= 0 && flock(*fd, LOCK_EX | LOCK_NB) != 0 &&
		errno == EWOULDBLOCK)
		return saiga_error_set(err, SAIGA_LOCKED,
			"%s: another saiga backup is writing it", fresh);
	status = saiga_store_clear(fresh, err);
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
	if (status != SAIGA_OK)
		return status;
	if (mkdir(fresh, 0777) == 0)
		*fd = open(fresh, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0 || flock(*fd, LOCK_EX | LOCK_NB) != 0)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", fresh, strerror(errno));
	return SAIGA_OK;
}

/* Opens the index and copies one state of it: a writer waits meanwhile with
 * its next commit. */
static enum saiga_status
write_held(int *fd, struct xc_database **db, const char *fresh,
	const char *path, struct saiga_error *err)
{
	unsigned tries = 0;
	int held;
	enum saiga_status status;

	/* Opening says better what is wrong with the path. */
	if (saiga_store_hold(&held, path, NULL) != SAIGA_OK)
		held = -1;
	status = saiga_store_open(db, path, err);
	if (status == SAIGA_OK)
		do {
			if (*fd >= 0)
				close(*fd);
			status = claim(fd, fresh, err);
			if (status != SAIGA_OK)
				break;
			status = refuse_damaged(path, err);
			if (status == SAIGA_OK)
				status = write_copy(fresh, *db, err);
		} while (saiga_store_again(*db, status, &tries));
	if (held >= 0)
		close(held);
	return status;
}

static bool
is_empty_folder(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	unsigned n = 0;

	if (dir == NULL)
		return false;
	while ((entry = readdir(dir)) != NULL)
		n++;
	closedir(dir);
	return n <= 2; /* . and .. */
}

/* A copy in the index would go with it when it is swapped. */
static enum saiga_status
refuse_inside(const char *path, const char *to, struct saiga_error *err)
{
	struct saiga_strbuf index = SAIGA_STRBUF_INIT(65536);
	struct saiga_strbuf copy = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status = walk_absolute(&index, path, err);

	if (status == SAIGA_OK)
		status = walk_absolute(&copy, to, err);
	if (status == SAIGA_OK &&
		saiga_path_is_below(
			saiga_strbuf_view(&copy), saiga_strbuf_view(&index)))
		status = saiga_error_set(err, SAIGA_INVALID,
			"%s is the index itself, or in it: name another folder",
			to);
	saiga_strbuf_dispose(&index);
	saiga_strbuf_dispose(&copy);
	return status;
}

/* What is at the place of the copy: nothing, an empty folder, or with force an
 * index, whose lock is taken. */
static enum saiga_status
look_at(struct xc_writable **lock, const char *to, bool force,
	struct saiga_error *err)
{
	struct saiga_strbuf file = SAIGA_STRBUF_INIT(65536);
	struct stat there;
	bool is_index;

	if (stat(to, &there) != 0 || is_empty_folder(to))
		return SAIGA_OK;
	saiga_strbuf_printf(&file, "%s/iamglass", to);
	is_index = access(saiga_strbuf_cstr(&file), F_OK) == 0;
	saiga_strbuf_dispose(&file);
	if (!is_index)
		return saiga_error_set(err, SAIGA_INVALID,
			"%s is there and is no index: name a folder for the "
			"copy alone",
			to);
	if (!force)
		return saiga_error_set(err, SAIGA_INVALID,
			"%s has an index already: --force replaces it", to);
	return saiga_store_lock(lock, to, XC_DB_OPEN, err);
}

static enum saiga_status
backup_to(uint32_t *articles, const char *path, const char *to,
	struct saiga_error *err)
{
	struct saiga_strbuf fresh = SAIGA_STRBUF_INIT(65536);
	struct xc_database *db = NULL;
	enum saiga_status status;
	int fd = -1;

	saiga_strbuf_printf(&fresh, "%s" SAIGA_STORE_BESIDE, to);
	status = write_held(&fd, &db, saiga_strbuf_cstr(&fresh), path, err);
	if (status == SAIGA_OK)
		status = verify(saiga_strbuf_cstr(&fresh), db, articles, err);
	if (status == SAIGA_OK)
		status = saiga_store_swap(saiga_strbuf_cstr(&fresh), to, err);
	else if (fd >= 0)
		(void)!saiga_store_clear(saiga_strbuf_cstr(&fresh), NULL);
	if (fd >= 0)
		close(fd);
	xc_database_free(db);
	saiga_strbuf_dispose(&fresh);
	return status;
}

enum saiga_status
copy_backup(uint32_t *articles, const char *path, const char *to, bool force,
	struct saiga_error *err)
{
	struct saiga_strbuf bare = SAIGA_STRBUF_INIT(65536);
	struct xc_writable *lock = NULL;
	size_t n = strlen(to);
	enum saiga_status status;

	while (n > 1 && to[n - 1] == '/')
		n--;
	saiga_strbuf_append(&bare, to, n);
	to = saiga_strbuf_cstr(&bare);
	status = refuse_inside(path, to, err);
	if (status == SAIGA_OK)
		status = look_at(&lock, to, force, err);
	if (status == SAIGA_OK)
		status = backup_to(articles, path, to, err);
	xc_writable_free(lock);
	saiga_strbuf_dispose(&bare);
	return status;
}
