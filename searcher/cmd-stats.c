/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga stats */
#include "command.h"
#include "stats.h"

#include <getopt.h>
#include <stdlib.h>

#define SHOWN 10u /* publishers */
#define NEWEST 3u /* articles */

static const char usage[] =
	"Usage: saiga stats [OPTION]...\n"
	"Tells what the index holds.\n"
	"\n"
	"  -d, --db=DIR   the index (default: $SAIGA_DB, or\n"
	"                 $XDG_DATA_HOME/saiga/default)\n"
	"  -j, --json     as a JSON object\n"
	"  -h, --help     this help\n";

static const struct option long_options[] = {
	{ "db", required_argument, NULL, 'd' },
	{ "json", no_argument, NULL, 'j' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static enum saiga_status
gather(struct stats *s, const char *path, struct xc_database *db,
	struct saiga_error *err)
{
	enum saiga_status status;
	struct xc_error xerr;

	s->path = saiga_slice(path);
	s->created = saiga_store_created(db);
	saiga_store_sizes(&s->sizes, path);
	if (xc_database_get_stats(&s->index, db, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, path);
	status = collection_read(&s->collection, db, SHOWN, err);
	if (status == SAIGA_OK)
		status = collection_sum(&s->totals, db, err);
	if (status == SAIGA_OK)
		status = collection_newest(&s->newest, db, NEWEST, err);
	return status;
}

static enum saiga_status
print_stats(struct saiga_strbuf *out, const char *path, struct xc_database *db,
	bool json, struct saiga_error *err)
{
	struct stats *s = calloc(1, sizeof(*s));
	enum saiga_status status;

	if (s == NULL)
		return saiga_error_nomem(err);
	status = gather(s, path, db, err);
	if (status == SAIGA_OK)
		status = (json ? print_stats_json : print_stats_text)(
			out, s, err);
	collection_newest_dispose(&s->newest);
	collection_dispose(&s->collection);
	free(s);
	return status;
}

int
cmd_stats(int argc, char **argv)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT((size_t)1 << 20);
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct saiga_error err = SAIGA_ERROR_INIT;
	const char *option = NULL;
	struct xc_database *db;
	enum saiga_status status;
	bool json = false;
	int c, code;

	while ((c = getopt_long(argc, argv, "d:jh", long_options, NULL)) !=
		-1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		if (c == 'j')
			json = true;
		else if (c == 'd')
			option = optarg;
		else
			return command_usage("stats", argv);
	}
	if (optind < argc)
		return command_error("stats takes no arguments, only options");
	status = command_open(&db, &path, option, &err);
	if (status == SAIGA_OK)
		status = print_stats(
			&out, saiga_strbuf_cstr(&path), db, json, &err);
	code = status == SAIGA_OK ? command_output(&out, EXIT_FOUND)
				  : command_failed(status, &err);
	xc_database_free(db);
	saiga_strbuf_dispose(&path);
	saiga_strbuf_dispose(&out);
	return code;
}
