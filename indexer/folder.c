/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where an index is made. */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Syncs a folder, so that the names in it outlast a power cut. */
static enum saiga_status
sync_folder(const char *path, struct saiga_error *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool failed = fd < 0 || fsync(fd) != 0;
	enum saiga_status status = failed
		? saiga_error_set(
			  err, SAIGA_IO, "%s: %s", path, strerror(errno))
		: SAIGA_OK;

	if (fd >= 0)
		close(fd);
	return status;
}

/* Does something with each folder above path, from the first one on. */
static enum saiga_status
each_parent(const char *path,
	enum saiga_status (*fn)(const char *, struct saiga_error *),
	struct saiga_error *err)
{
	struct saiga_strbuf part = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status = SAIGA_OK;
	const char *slash = path;

	while (status == SAIGA_OK && (slash = strchr(slash + 1, '/')) != NULL) {
		saiga_strbuf_reset(&part);
		saiga_strbuf_append(&part, path, (size_t)(slash - path));
		status = fn(saiga_strbuf_cstr(&part), err);
	}
	saiga_strbuf_dispose(&part);
	return status;
}

static enum saiga_status
make_folder(const char *path, struct saiga_error *err)
{
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	return SAIGA_OK;
}

enum saiga_status
folder_make_parents(const char *path, struct saiga_error *err)
{
	return each_parent(path, make_folder, err);
}

enum saiga_status
folder_sync_parents(const char *path, struct saiga_error *err)
{
	enum saiga_status status =
		*path == '/' ? SAIGA_OK : sync_folder(".", err);

	return status == SAIGA_OK ? each_parent(path, sync_folder, err)
				  : status;
}

/* What Xapian leaves of an index that was not made to its end. */
static bool
is_leftover(const char *name)
{
	const char *dot = strrchr(name, '.');

	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
		strcmp(name, "flintlock") == 0 ||
		(dot != NULL &&
			(strcmp(dot, ".glass") == 0 ||
				strcmp(dot, ".tmp") == 0));
}

/* A folder without anything that an index would not overwrite. */
static bool
is_free_folder(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	bool is_free = dir != NULL;

	while (is_free && (entry = readdir(dir)) != NULL)
		is_free = is_leftover(entry->d_name);
	if (dir != NULL)
		closedir(dir);
	return is_free;
}

enum saiga_status
folder_look_at(const char *path, int *flags, struct saiga_error *err)
{
	struct saiga_strbuf file = SAIGA_STRBUF_INIT(65536);
	struct stat st;
	bool there = stat(path, &st) == 0, is_index;

	saiga_strbuf_printf(&file, "%s/iamglass", path);
	is_index =
		stat(saiga_strbuf_cstr(&file), &st) == 0 && S_ISREG(st.st_mode);
	saiga_strbuf_dispose(&file);
	*flags = XC_DB_BACKEND_GLASS |
		(is_index ? XC_DB_OPEN : XC_DB_CREATE_OR_OVERWRITE);
	if (!there || is_index || is_free_folder(path))
		return SAIGA_OK;
	return saiga_error_set(err, SAIGA_INVALID,
		"%s is there and is no index: name a folder for the index "
		"alone",
		path);
}
