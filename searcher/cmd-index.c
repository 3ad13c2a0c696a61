/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga index: starts saiga-index, so that a search never loads readers. */
#include "command.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PROGRAM "saiga-index"

/* The folder of the program that runs, with the slash; empty if the system
 * does not tell. */
static void
own_folder(struct saiga_strbuf *out)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	while (n > 0 && path[n - 1] != '/')
		n--;
	if (n > 0)
		saiga_strbuf_append(out, path, (size_t)n);
}

/* Beside this program, as in the folder it was built in, or where it was
 * installed. */
int
cmd_index(int argc, char **argv)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);

	(void)argc;
	own_folder(&path);
	saiga_strbuf_str(&path, PROGRAM);
	if (access(saiga_strbuf_cstr(&path), X_OK) == 0)
		execv(saiga_strbuf_cstr(&path), argv);
	execv(PKGLIBEXECDIR "/" PROGRAM, argv);
	saiga_strbuf_dispose(&path);
	return command_error("%s: %s: is Saiga installed whole?",
		PKGLIBEXECDIR "/" PROGRAM, strerror(errno));
}
