/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an index takes on the disk. */
#include <saiga/store.h>

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

static const char *const names[SAIGA_TABLES] = { "position", "postlist",
	"docdata", "termlist" };

const char *
saiga_table_name(unsigned table)
{
	return names[table];
}

static void
add_file(struct saiga_sizes *out, const char *name, uint64_t size)
{
	size_t i, n;

	out->all += size;
	for (i = 0; i < SAIGA_TABLES; i++) {
		n = strlen(names[i]);
		if (strncmp(name, names[i], n) == 0 &&
			strcmp(name + n, ".glass") == 0)
			out->table[i] += size;
	}
}

void
saiga_store_sizes_add(struct saiga_sizes *out, const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	struct stat st;

	if (dir == NULL)
		return;
	while ((entry = readdir(dir)) != NULL)
		if (fstatat(dirfd(dir), entry->d_name, &st,
			    AT_SYMLINK_NOFOLLOW) == 0 &&
			S_ISREG(st.st_mode))
			add_file(out, entry->d_name, (uint64_t)st.st_size);
	closedir(dir);
}

void
saiga_store_sizes(struct saiga_sizes *out, const char *path)
{
	memset(out, 0, sizeof(*out));
	saiga_store_sizes_add(out, path);
}
