/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga compact */
#include "care.h"
#include "copy.h"

#include <getopt.h>
#include <stdio.h>

static const char usage[] =
	"Usage: saiga compact [OPTION]...\n"
	"Writes the index anew without its free room.  It can be searched "
	"meanwhile.\n"
	"\n"
	"  -d, --db=DIR   the index (default: $SAIGA_DB, or\n"
	"                 $XDG_DATA_HOME/saiga/default)\n"
	"  -h, --help     this help\n"
	"\n"
	"See saiga-care(1).\n";

static enum saiga_status
compact(const char *option, struct saiga_error *err)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct saiga_sizes before, after;
	enum saiga_status status = saiga_store_path(&path, option, err);

	saiga_store_sizes(&before, saiga_strbuf_cstr(&path));
	if (status == SAIGA_OK)
		status = copy_compact(saiga_strbuf_cstr(&path), err);
	saiga_store_sizes(&after, saiga_strbuf_cstr(&path));
	if (status == SAIGA_OK)
		printf("%s before, %s after\n", care_megabytes(before.all),
			care_megabytes(after.all));
	saiga_strbuf_dispose(&path);
	return status;
}

int
care_compact(int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	const char *option = NULL;
	enum saiga_status status;
	int code;

	if (!care_options(&option, &code, argc, argv, usage))
		return code;
	if (optind < argc)
		return care_error("compact takes no arguments, only --db=DIR");
	status = compact(option, &err);
	return status == SAIGA_OK ? CARE_DONE : care_failed(status, &err);
}
