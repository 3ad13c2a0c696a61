/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga complete */
#include "command.h"
#include "complete.h"

#include <getopt.h>

static const char usage[] =
	"Usage: saiga complete [OPTION]... WORD...\n"
	"Prints how the last word of a query may go on: up to ten queries, a "
	"line\n"
	"each, by how many articles have the word.\n"
	"\n"
	"  -d, --db=DIR   the index (default: $SAIGA_DB, or\n"
	"                 $XDG_DATA_HOME/saiga/default)\n"
	"  -h, --help     this help\n"
	"\n"
	"Exit status: 0 there are any, 1 there are none, 2 error.\n";

static const struct option long_options[] = {
	{ "db", required_argument, NULL, 'd' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static enum saiga_status
complete(struct saiga_strbuf *out, struct xc_database *db,
	struct saiga_slice query, struct saiga_error *err)
{
	struct completions completions;
	enum saiga_status status =
		suggest_completions(&completions, db, query, err);
	size_t i;

	if (status != SAIGA_OK)
		return status;
	for (i = 0; i < completions.n; i++) {
		saiga_utf8_printable(
			saiga_strbuf_view(&completions.items[i].text), out);
		saiga_strbuf_byte(out, '\n');
	}
	completions_dispose(&completions);
	return saiga_strbuf_status(out, err);
}

int
cmd_complete(int argc, char **argv)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT((size_t)1 << 20);
	struct saiga_strbuf query = SAIGA_STRBUF_INIT((size_t)4 << 20);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_database *db = NULL;
	const char *option = NULL;
	enum saiga_status status;
	int c, code;

	while ((c = getopt_long(argc, argv, "d:h", long_options, NULL)) != -1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		if (c != 'd')
			return command_usage("complete", argv);
		option = optarg;
	}
	if (optind == argc)
		return command_error("nothing to complete: give the beginning "
				     "of a word");
	status = command_text(&query, argc - optind, argv + optind, &err);
	if (status == SAIGA_OK)
		status = command_open(&db, NULL, option, &err);
	if (status == SAIGA_OK)
		status = complete(&out, db, saiga_strbuf_view(&query), &err);
	code = status != SAIGA_OK
		? command_failed(status, &err)
		: command_output(&out, out.len > 0 ? EXIT_FOUND : EXIT_NOTHING);
	xc_database_free(db);
	saiga_strbuf_dispose(&query);
	saiga_strbuf_dispose(&out);
	return code;
}
