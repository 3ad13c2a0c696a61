/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks folders by descriptors, so that a name is looked up only once. */
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MAX_DEPTH 256 /* folders: one descriptor each stays open */
#define MAX_PATH ((size_t)1 << 20)

struct walk {
	walk_fn fn;
	void *ctx;
	struct saiga_lexicon *seen; /* folders, by device and inode */
	struct saiga_strbuf path;
	size_t root_len;          /* bytes of path before the key */
	walk_folder_fn on_folder; /* or NULL */
	void *folder_ctx;
};

struct walk *
walk_new(walk_fn fn, void *ctx)
{
	struct walk *walk = calloc(1, sizeof(*walk));

	if (walk == NULL)
		return NULL;
	walk->fn = fn;
	walk->ctx = ctx;
	walk->path.max = MAX_PATH;
	walk->seen = saiga_lexicon_new();
	if (walk->seen == NULL) {
		free(walk);
		return NULL;
	}
	return walk;
}

void
walk_free(struct walk *walk)
{
	if (walk == NULL)
		return;
	saiga_lexicon_free(walk->seen);
	saiga_strbuf_dispose(&walk->path);
	free(walk);
}

void
walk_on_folder(struct walk *walk, walk_folder_fn fn, void *ctx)
{
	walk->on_folder = fn;
	walk->folder_ctx = ctx;
}

bool
walk_is_gone(struct saiga_slice path)
{
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(MAX_PATH);
	bool gone;

	saiga_strbuf_slice(&name, path);
	gone = access(saiga_strbuf_cstr(&name), F_OK) != 0 &&
		(errno == ENOENT || errno == ENOTDIR);
	saiga_strbuf_dispose(&name);
	return gone;
}

static void
drop_word(struct saiga_strbuf *out)
{
	size_t len = out->len;

	while (len > 0 && out->p[len - 1] != '/')
		len--;
	saiga_strbuf_cut(out, len > 0 ? len - 1 : 0);
}

/* Puts the words of a path behind out, without "." and "..". */
static void
append_words(struct saiga_strbuf *out, const char *p)
{
	while (*p != '\0') {
		size_t n = strcspn(p, "/");

		if (n == 2 && memcmp(p, "..", 2) == 0)
			drop_word(out);
		else if (n > 0 && !(n == 1 && *p == '.')) {
			if (out->len == 0 || out->p[out->len - 1] != '/')
				saiga_strbuf_byte(out, '/');
			saiga_strbuf_append(out, p, n);
		}
		p += n + (p[n] == '/');
	}
	if (out->len == 0)
		saiga_strbuf_byte(out, '/');
}

enum saiga_status
walk_absolute(
	struct saiga_strbuf *out, const char *path, struct saiga_error *err)
{
	char *real = realpath(path, NULL), *copy = strdup(path);
	size_t end = strlen(path);

	saiga_strbuf_reset(out);
	if (copy == NULL) {
		free(real);
		return saiga_error_nomem(err);
	}
	while (real == NULL && end > 0) {
		while (end > 0 && path[end - 1] != '/')
			end--;
		while (end > 1 && path[end - 1] == '/')
			end--;
		copy[end] = '\0';
		if (end < PATH_MAX)
			real = realpath(end == 0 ? "." : copy, NULL);
		if (end == 1 && *path == '/')
			break;
	}
	saiga_strbuf_str(out, real == NULL ? "/" : real);
	append_words(out, path + end);
	free(real);
	free(copy);
	return saiga_strbuf_status(out, err);
}

static enum saiga_status
hand_over(struct walk *walk, int dirfd, const char *name, const struct stat *st)
{
	const char *path = saiga_strbuf_cstr(&walk->path);
	struct walk_file file = {
		.dirfd = dirfd,
		.name = name,
		.path = path,
		.key = path + walk->root_len,
		.st = *st,
		.named = dirfd == AT_FDCWD,
	};

	return walk->fn(&file, NULL, walk->ctx);
}

static enum saiga_status
report(struct walk *walk, const char *problem)
{
	struct walk_file file = { .path = saiga_strbuf_cstr(&walk->path) };

	return walk->fn(&file, problem, walk->ctx);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

struct names {
	char **items;
	size_t n, cap;
};

static void
names_dispose(struct names *names)
{
	while (names->n > 0)
		free(names->items[--names->n]);
	free(names->items);
}

/* The names in a folder, sorted. */
static enum saiga_status
names_read(struct names *names, DIR *dir)
{
	struct dirent *entry;

	while (errno = 0, (entry = readdir(dir)) != NULL) {
		char *name;

		if (entry->d_name[0] == '.')
			continue;
		if (saiga_array_reserve(&names->items, &names->cap,
			    names->n + 1, sizeof(name)) != SAIGA_OK ||
			(name = strdup(entry->d_name)) == NULL)
			return SAIGA_NOMEM;
		names->items[names->n++] = name;
	}
	if (errno != 0)
		return SAIGA_IO;
	if (names->n > 1)
		qsort(names->items, names->n, sizeof(*names->items),
			compare_names);
	return SAIGA_OK;
}

/* Notes the folder; *is_new: it is met for the first time.  NOMEM. */
static enum saiga_status
note_folder(bool *is_new, struct walk *walk, const struct stat *st)
{
	struct saiga_slice key;
	uint64_t id[2] = { st->st_dev, st->st_ino };
	uint32_t before = saiga_lexicon_count(walk->seen);

	key = saiga_slice_of((const char *)id, sizeof(id));
	if (saiga_lexicon_add(walk->seen, key) == SAIGA_NO_TERM)
		return SAIGA_NOMEM;
	*is_new = saiga_lexicon_count(walk->seen) > before;
	return SAIGA_OK;
}

static enum saiga_status walk_folder(struct walk *walk, int fd, unsigned depth);

static enum saiga_status
walk_entry(struct walk *walk, int dirfd, const char *name, unsigned depth)
{
	struct stat st;
	bool is_new;
	int fd;

	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
		return report(walk, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return hand_over(walk, dirfd, name, &st);
	if (note_folder(&is_new, walk, &st) != SAIGA_OK)
		return SAIGA_NOMEM;
	if (!is_new)
		return SAIGA_OK;
	if (depth >= MAX_DEPTH)
		return report(walk, "folders lie too deep in each other");
	fd = openat(
		dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return report(walk, strerror(errno));
	return walk_folder(walk, fd, depth + 1);
}

/* Walks the folder that path names and fd, which it closes, has open. */
static enum saiga_status
walk_folder(struct walk *walk, int fd, unsigned depth)
{
	struct names names = { NULL, 0, 0 };
	size_t len = walk->path.len, i;
	DIR *dir = fdopendir(fd);
	enum saiga_status status = SAIGA_OK;

	if (dir == NULL) {
		close(fd);
		return report(walk, strerror(errno));
	}
	if (walk->on_folder != NULL)
		status = walk->on_folder(
			saiga_strbuf_cstr(&walk->path), walk->folder_ctx);
	if (status == SAIGA_OK)
		status = names_read(&names, dir);
	if (status == SAIGA_IO)
		status = report(walk, strerror(errno));
	for (i = 0; i < names.n && status == SAIGA_OK; i++) {
		if (len > 0 && walk->path.p[len - 1] != '/')
			saiga_strbuf_byte(&walk->path, '/');
		saiga_strbuf_str(&walk->path, names.items[i]);
		status = saiga_strbuf_status(&walk->path, NULL);
		if (status == SAIGA_OK)
			status = walk_entry(
				walk, dirfd(dir), names.items[i], depth);
		walk->path.len = len;
		walk->path.p[len] = '\0';
	}
	names_dispose(&names);
	closedir(dir);
	return status;
}

/* Puts the absolute path into walk->path, and where the key begins: behind a
 * folder that was named, or the folder of a file that was. */
static enum saiga_status
set_root(struct walk *walk, const char *path, const char *root, bool folder,
	struct saiga_error *err)
{
	char *absolute = realpath(path, NULL);
	const char *slash;

	if (absolute == NULL)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	saiga_strbuf_reset(&walk->path);
	saiga_strbuf_str(&walk->path, absolute);
	if (root == NULL)
		root = absolute;
	slash = strrchr(absolute, '/');
	if (folder || strcmp(root, absolute) != 0)
		walk->root_len = strlen(root) + (strcmp(root, "/") != 0);
	else
		walk->root_len = (size_t)(slash + 1 - absolute);
	free(absolute);
	return saiga_strbuf_status(&walk->path, err);
}

/* One of many paths that cannot be reached must not keep the others. */
static enum saiga_status
not_reached(struct walk *walk, const char *path, struct saiga_error *err)
{
	int why = errno;

	if (why == ENOENT || why == ENOTDIR)
		return saiga_error_set(
			err, SAIGA_NOTFOUND, "%s: %s", path, strerror(why));
	saiga_strbuf_reset(&walk->path);
	saiga_strbuf_str(&walk->path, path);
	return report(walk, strerror(why));
}

enum saiga_status
walk_path(struct walk *walk, const char *path, const char *root,
	struct saiga_error *err)
{
	enum saiga_status status;
	bool is_new = false;
	struct stat st;
	int fd;

	if (stat(path, &st) != 0)
		return not_reached(walk, path, err);
	status = set_root(walk, path, root, S_ISDIR(st.st_mode), err);
	if (status != SAIGA_OK)
		return status;
	if (!S_ISDIR(st.st_mode))
		status = hand_over(walk, AT_FDCWD, path, &st);
	else
		status = note_folder(&is_new, walk, &st);
	if (is_new && status == SAIGA_OK) {
		fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		status = fd < 0 ? report(walk, strerror(errno))
				: walk_folder(walk, fd, 1);
	}
	if (status == SAIGA_NOMEM)
		return saiga_error_nomem(err);
	return status;
}
