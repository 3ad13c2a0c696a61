/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Puts a new index in the place of another, while that is read. */
#define _GNU_SOURCE /* renameat2 */
#include <saiga/store.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define LOCK_NAME "flintlock" /* Xapian's lock */
#define ASIDE ".saiga-old"    /* behind the name of an index, for a moment */
#define CLEAR_DEPTH 4u        /* folders below each other that we make */
#define CLEAR_TRIES 10u

static enum saiga_status
fail(struct saiga_error *err, const char *path)
{
	return saiga_error_set(err, SAIGA_IO, "%s: %s", path, strerror(errno));
}

enum saiga_status
saiga_store_beside(
	struct saiga_strbuf *out, const char *path, struct saiga_error *err)
{
	char *whole = realpath(path, NULL);

	if (whole == NULL)
		return fail(err, path);
	saiga_strbuf_str(out, whole);
	saiga_strbuf_str(out, SAIGA_STORE_BESIDE);
	free(whole);
	return saiga_strbuf_status(out, err);
}

/* ---- what is on the disk ------------------------------------------------- */

static enum saiga_status
sync_at(int dirfd, const char *name, int flags, struct saiga_error *err)
{
	int fd = openat(dirfd, name, flags | O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	bool failed = fd < 0 || fsync(fd) != 0;
	enum saiga_status status = failed ? fail(err, name) : SAIGA_OK;

	if (fd >= 0)
		close(fd);
	return status;
}

static enum saiga_status
sync_parent(const char *path, struct saiga_error *err)
{
	struct saiga_strbuf parent = SAIGA_STRBUF_INIT(65536);
	const char *slash = strrchr(path, '/');
	enum saiga_status status;

	if (slash == NULL)
		return sync_at(AT_FDCWD, ".", O_DIRECTORY, err);
	saiga_strbuf_append(&parent, path, (size_t)(slash - path) + 1);
	status =
		sync_at(AT_FDCWD, saiga_strbuf_cstr(&parent), O_DIRECTORY, err);
	saiga_strbuf_dispose(&parent);
	return status;
}

static bool
is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Syncs the folder's files, and the folder. */
static enum saiga_status
sync_folder(const char *path, struct saiga_error *err)
{
	DIR *dir = opendir(path);
	enum saiga_status status = SAIGA_OK;
	struct dirent *entry;

	if (dir == NULL)
		return fail(err, path);
	while (status == SAIGA_OK && (entry = readdir(dir)) != NULL)
		if (!is_dots(entry->d_name))
			status = sync_at(dirfd(dir), entry->d_name, 0, err);
	if (status == SAIGA_OK && fsync(dirfd(dir)) != 0)
		status = fail(err, path);
	closedir(dir);
	return status;
}

/* Does it with each shard of the index, then with the folder itself, as
 * shards stands for the number of them. */
static enum saiga_status
each_folder(const char *path, unsigned shards,
	enum saiga_status (*fn)(const char *, struct saiga_error *),
	struct saiga_error *err)
{
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status = SAIGA_OK;
	unsigned i;

	for (i = 0; i < shards && status == SAIGA_OK; i++) {
		saiga_strbuf_reset(&name);
		saiga_strbuf_printf(&name, "%s/%u", path, i);
		status = fn(saiga_strbuf_cstr(&name), err);
	}
	saiga_strbuf_dispose(&name);
	return status == SAIGA_OK ? fn(path, err) : status;
}

/* ---- clearing ------------------------------------------------------------ */

static bool
ends_with(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n >= m && strcmp(name + n - m, end) == 0;
}

/* The name of a file that Xapian or a build makes. */
static bool
is_ours(const char *name)
{
	return strcmp(name, "iamglass") == 0 || strcmp(name, LOCK_NAME) == 0 ||
		strcmp(name, SAIGA_STUB_NAME) == 0 ||
		ends_with(name, ".glass") || ends_with(name, ".tmp");
}

/* Empties the folder of what is ours, whole folders too. */
static void
clear_below(int parent, const char *name, unsigned depth)
{
	int fd = openat(
		parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (dir == NULL) {
		if (fd >= 0)
			close(fd);
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (is_dots(entry->d_name))
			continue;
		if (is_ours(entry->d_name))
			unlinkat(fd, entry->d_name, 0);
		else if (depth > 0)
			clear_below(fd, entry->d_name, depth - 1);
	}
	closedir(dir);
	unlinkat(parent, name, AT_REMOVEDIR);
}

/* Folders in an index that are not its shards may be the person's. */
static enum saiga_status
clear_folder(const char *path, struct saiga_error *err)
{
	(void)err;
	clear_below(AT_FDCWD, path, 0);
	return SAIGA_OK;
}

enum saiga_status
saiga_store_clear(const char *path, struct saiga_error *err)
{
	const struct timespec pause = { 0, 20000000 };
	struct stat st;
	unsigned i;

	/* Processes of a build that was killed may be dying yet. */
	for (i = 0; i < CLEAR_TRIES; i++) {
		if (i > 0)
			nanosleep(&pause, NULL);
		clear_below(AT_FDCWD, path, CLEAR_DEPTH);
		if (lstat(path, &st) != 0 && errno == ENOENT)
			return SAIGA_OK;
	}
	return saiga_error_set(err, SAIGA_INVALID,
		"%s is in the way of the new index, with something in it that "
		"is not Saiga's: move it away",
		path);
}

/* ---- the swap ------------------------------------------------------------ */

/* Appends the lock's file. */
static void
name_lock(struct saiga_strbuf *out, const char *path)
{
	saiga_strbuf_printf(out, "%s%s/" LOCK_NAME, path,
		saiga_store_spread(path) > 0 ? "/0" : "");
}

/* The lock's file goes along: the lock that is held goes on, and who waits
 * for it waits for the new index. */
static enum saiga_status
take_lock_along(const char *fresh, const char *path, struct saiga_error *err)
{
	struct saiga_strbuf from = SAIGA_STRBUF_INIT(65536);
	struct saiga_strbuf to = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status = SAIGA_OK;

	name_lock(&from, path);
	name_lock(&to, fresh);
	unlink(saiga_strbuf_cstr(&to));
	/* EPERM: there are no hard links here. */
	if (link(saiga_strbuf_cstr(&from), saiga_strbuf_cstr(&to)) != 0 &&
		errno != ENOENT && errno != EPERM)
		status = fail(err, saiga_strbuf_cstr(&from));
	saiga_strbuf_dispose(&from);
	saiga_strbuf_dispose(&to);
	return status;
}

/* Two renames, where the file system cannot exchange; between them there is
 * no index, and after a power cut it is at PATH.saiga-old. */
static bool
exchange_slowly(const char *fresh, const char *path)
{
	struct saiga_strbuf old = SAIGA_STRBUF_INIT(65536);
	bool done = false;

	saiga_strbuf_printf(&old, "%s" ASIDE, path);
	/* A run that was killed behind the second one left it there. */
	clear_below(AT_FDCWD, saiga_strbuf_cstr(&old), CLEAR_DEPTH);
	if (rename(path, saiga_strbuf_cstr(&old)) == 0) {
		done = rename(fresh, path) == 0;
		if (!done)
			(void)rename(saiga_strbuf_cstr(&old), path);
		else
			(void)rename(saiga_strbuf_cstr(&old), fresh);
	}
	saiga_strbuf_dispose(&old);
	return done;
}

/* After it the old index, if there is one, is at fresh. */
static bool
exchange(const char *fresh, const char *path)
{
	if (renameat2(AT_FDCWD, fresh, AT_FDCWD, path, RENAME_EXCHANGE) == 0)
		return true;
	if (errno == ENOENT)
		return rename(fresh, path) == 0;
	return (errno == EINVAL || errno == ENOSYS) &&
		exchange_slowly(fresh, path);
}

enum saiga_status
saiga_store_swap(const char *fresh, const char *path, struct saiga_error *err)
{
	char *whole = realpath(path, NULL);
	unsigned shards = saiga_store_spread(path);
	struct stat st;
	enum saiga_status status = SAIGA_OK;

	if (whole != NULL)
		path = whole;
	/* Who may read the old one may read the new one. */
	if (stat(path, &st) == 0 && chmod(fresh, st.st_mode & 07777) != 0)
		status = fail(err, fresh);
	if (status == SAIGA_OK)
		status = take_lock_along(fresh, path, err);
	if (status == SAIGA_OK)
		status = each_folder(
			fresh, saiga_store_spread(fresh), sync_folder, err);
	if (status == SAIGA_OK && !exchange(fresh, path))
		status = fail(err, path);
	if (status == SAIGA_OK)
		status = sync_parent(path, err);
	if (status == SAIGA_OK)
		status = sync_parent(fresh, err);
	if (status == SAIGA_OK)
		status = each_folder(fresh, shards, clear_folder, err);
	free(whole);
	return status;
}
