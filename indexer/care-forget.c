/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga forget */
#include "care.h"
#include "forget.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

static const char usage[] =
	"Usage: saiga forget [OPTION]... ID|PATH...\n"
	"Takes articles out of the index: one by its id, or all that are from "
	"a file\n"
	"or a folder.  They stay out, though their files are there, until\n"
	"'saiga index PATH' names them again.  The files themselves are left "
	"alone.\n"
	"\n"
	"  -d, --db=DIR   the index (default: $SAIGA_DB, or\n"
	"                 $XDG_DATA_HOME/saiga/default)\n"
	"  -h, --help     this help\n"
	"\n"
	"See saiga-care(1).\n";

static enum saiga_status
forget(const char *option, char *const *names, size_t n,
	struct saiga_error *err)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	uint64_t articles = 0;
	enum saiga_status status = saiga_store_path(&path, option, err);

	if (status == SAIGA_OK)
		status = index_forget(
			&articles, saiga_strbuf_cstr(&path), names, n, err);
	if (status == SAIGA_OK)
		printf("%" PRIu64 " article%s forgotten\n", articles,
			articles == 1 ? "" : "s");
	saiga_strbuf_dispose(&path);
	return status;
}

int
care_forget(int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	const char *option = NULL;
	enum saiga_status status;
	int code;

	if (!care_options(&option, &code, argc, argv, usage))
		return code;
	if (optind == argc)
		return care_error("name what is to be forgotten: an article's "
				  "id, a file or a folder");
	status = forget(option, argv + optind, (size_t)(argc - optind), &err);
	return status == SAIGA_OK ? CARE_DONE : care_failed(status, &err);
}
