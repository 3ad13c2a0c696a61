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
	"\n" COMMAND_INDEX_USAGE "  -h, --help     this help\n"
	"\n"
	"Exit status: 0 there are any, 1 there are none, 2 error.\n";

static const struct option long_options[] = {
	COMMAND_INDEX_OPTIONS,
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static enum saiga_status
complete(struct saiga_strbuf *out, struct saiga_shards *shards,
	struct saiga_slice query, struct saiga_error *err)
{
	struct completions completions;
	enum saiga_status status;
	size_t i;

	do
		status = suggest_completions(
			&completions, shards->db, query, err);
	while (saiga_shards_again(shards, status, err));
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
	struct index_options index = { .n = 0 };
	struct saiga_shards shards = SAIGA_SHARDS_INIT;
	enum saiga_status status;
	int c, code;

	while ((c = getopt_long(argc, argv, "d:h", long_options, NULL)) != -1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		switch (command_index_option(&index, c)) {
		case OPTION_TAKEN:
			break;
		case OPTION_WRONG:
			return EXIT_ERROR;
		case OPTION_OTHER:
			return command_usage("complete", argv);
		}
	}
	if (optind == argc)
		return command_error("nothing to complete: give the beginning "
				     "of a word");
	status = command_text(&query, argc - optind, argv + optind, &err);
	if (status == SAIGA_OK)
		status = command_open(&shards, &index, &err);
	if (status == SAIGA_OK)
		status = complete(
			&out, &shards, saiga_strbuf_view(&query), &err);
	code = status != SAIGA_OK
		? command_failed(status, &err)
		: command_output(&out, out.len > 0 ? EXIT_FOUND : EXIT_NOTHING);
	saiga_strbuf_dispose(&query);
	saiga_strbuf_dispose(&out);
	return command_close(&shards, code);
}
