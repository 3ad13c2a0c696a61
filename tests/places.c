/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files, folders and rights for the tests of the indexer. */
#include "places.h"

#include "testlib.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void
place_file(const char *path, const char *content)
{
	FILE *file = fopen(path, "wb");

	ck_assert_msg(file != NULL, "%s", path);
	ck_assert_int_ge(fputs(content, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

void
place_all(const char *list)
{
	while (*list != '\0') {
		size_t n = strcspn(list, " ");
		char name[256], *arrow;

		ck_assert_uint_lt(n, sizeof(name));
		memcpy(name, list, n);
		name[n] = '\0';
		arrow = strstr(name, "->");
		if (arrow != NULL) {
			*arrow = '\0';
			ck_assert_int_eq(symlink(arrow + 2, name), 0);
		} else if (name[n - 1] == '/')
			ck_assert_int_eq(mkdir(name, 0777), 0);
		else if (name[n - 1] == '|') {
			name[n - 1] = '\0';
			ck_assert_int_eq(mkfifo(name, 0666), 0);
		} else
			place_file(name, "A text.\n");
		list += n + (list[n] == ' ');
	}
}

void
place_nobody(void)
{
	if (geteuid() != 0)
		return;
	ck_assert_int_eq(chown(test_folder(), 65534, 65534), 0);
	ck_assert_int_eq(seteuid(65534), 0);
}

void
place_oneself(void)
{
	if (getuid() != geteuid())
		ck_assert_int_eq(seteuid(getuid()), 0);
}
