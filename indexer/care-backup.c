/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga backup */
#include "care.h"
#include "copy.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

static const char usage[] =
	"Usage: saiga backup [OPTION]... DIR\n"
	"Copies the index to a new folder, also while it is written, and "
	"looks whether\n"
	"the copy is whole.\n"
	"\n"
	"  -d, --db=DIR   the index (default: $SAIGA_DB, or\n"
	"                 $XDG_DATA_HOME/saiga/default)\n"
	"  -f, --force    replace the index that the folder has\n"
	"  -h, --help     this help\n"
	"\n"
	"See saiga-care(1).\n";

static const struct option long_options[] = {
	{ "db", required_argument, NULL, 'd' },
	{ "force", no_argument, NULL, 'f' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static enum saiga_status
backup(const char *option, const char *to, bool force, struct saiga_error *err)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct saiga_sizes sizes;
	uint32_t articles = 0;
	enum saiga_status status = saiga_store_path(&path, option, err);

	if (status == SAIGA_OK)
		status = copy_backup(
			&articles, saiga_strbuf_cstr(&path), to, force, err);
	saiga_store_sizes(&sizes, to);
	if (status == SAIGA_OK)
		printf("%" PRIu32 " article%s, %s\n", articles,
			articles == 1 ? "" : "s", care_megabytes(sizes.all));
	saiga_strbuf_dispose(&path);
	return status;
}

int
care_backup(int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	const char *option = NULL;
	enum saiga_status status;
	bool force = false;
	int c;

	while ((c = getopt_long(argc, argv, "d:fh", long_options, NULL)) !=
		-1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return CARE_DONE;
		}
		if (c == 'f')
			force = true;
		else if (c == 'd')
			option = optarg;
		else
			return care_usage(argv);
	}
	if (optind + 1 != argc)
		return care_error("name the folder for the copy, and nothing "
				  "else, as in 'saiga backup /backup/news'");
	status = backup(option, argv[optind], force, &err);
	return status == SAIGA_OK ? CARE_DONE : care_failed(status, &err);
}
