/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga similar */
#include "command.h"
#include "print.h"
#include "similar.h"

#include <getopt.h>

static const char usage[] =
	"Usage: saiga similar [OPTION]... ID\n"
	"Finds articles like the one with that id: near-copies first, then "
	"those of\n"
	"the same story.\n"
	"\n" COMMAND_INDEX_USAGE
	"  -n, --max=N       at most N articles (default: 10)\n"
	"  -j, --json        a JSON object a line\n"
	"  -c, --csv         a table\n"
	"      --color=WHEN  auto (default), always or never\n"
	"  -h, --help        this help\n"
	"\n"
	"Exit status: 0 found, 1 nothing found or no such article, 2 error.\n"
	"See saiga-similar(1).\n";

enum { OPTION_COLOR = 256 };

static const struct option long_options[] = {
	COMMAND_INDEX_OPTIONS,
	{ "max", required_argument, NULL, 'n' },
	{ "json", no_argument, NULL, 'j' },
	{ "csv", no_argument, NULL, 'c' },
	{ "color", required_argument, NULL, OPTION_COLOR },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct request {
	struct index_options index;
	struct search_options options;
	print_fn print;
	struct print_style style;
};

/* Reads one option; false when it is wrong, which has been said. */
static bool
read_option(struct request *r, int c, char *const *argv)
{
	enum option_taken taken = command_index_option(&r->index, c);

	if (taken != OPTION_OTHER)
		return taken == OPTION_TAKEN;
	switch (c) {
	case 'n':
		if (command_number(optarg, SIMILAR_MAX, &r->options.max) &&
			r->options.max > 0)
			return true;
		command_error("--max=%s: give a number from 1 to %u", optarg,
			SIMILAR_MAX);
		return false;
	case 'j':
		r->print = print_json;
		return true;
	case 'c':
		r->print = print_csv;
		return true;
	case OPTION_COLOR:
		if (print_style_init(&r->style, optarg))
			return true;
		command_error("--color=%s: give auto, always or never", optarg);
		return false;
	default:
		command_usage("similar", argv);
		return false;
	}
}

static enum saiga_status
find(struct search_results **results, struct saiga_shards *shards,
	const char *id, struct search_options *options, struct saiga_error *err)
{
	enum saiga_status status;

	do {
		search_note_shards(options, shards);
		status = search_similar(results, shards->db, id, options, err);
	} while (saiga_shards_again(shards, status, err));
	return status;
}

/* Finds and prints. */
static int
answer_id(struct saiga_shards *shards, struct request *r, const char *id)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(PRINT_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results = NULL;
	enum saiga_status status =
		find(&results, shards, id, &r->options, &err);
	int code;

	if (status == SAIGA_NOTFOUND) {
		command_error("the index has no article %s", id);
		return EXIT_NOTHING;
	}
	if (status == SAIGA_OK)
		status = r->print(&out, results, &r->options, &r->style, &err);
	code = status != SAIGA_OK
		? command_failed(status, &err)
		: command_output(
			  &out, results->n > 0 ? EXIT_FOUND : EXIT_NOTHING);
	search_results_free(results);
	saiga_strbuf_dispose(&out);
	return code;
}

static int
answer(struct request *r, const char *text)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct saiga_shards shards;
	char id[SAIGA_ID_LEN + 1];
	enum saiga_status status;
	uint32_t passage;

	if (saiga_id_parse(saiga_slice(text), id, &passage) != SAIGA_OK)
		return command_error("'%s' is no id: one is 13 letters and "
				     "digits, as 'saiga search' prints it",
			text);
	status = command_open(&shards, &r->index, &err);
	return command_close(&shards,
		status == SAIGA_OK ? answer_id(&shards, r, id)
				   : command_failed(status, &err));
}

int
cmd_similar(int argc, char **argv)
{
	struct request r = { .options = { .max = 10 }, .print = print_text };
	int c;

	r.options.now = command_now();
	print_style_init(&r.style, "auto");
	while ((c = getopt_long(argc, argv, "d:n:jch", long_options, NULL)) !=
		-1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		if (!read_option(&r, c, argv))
			return EXIT_ERROR;
	}
	if (argc - optind != 1)
		return command_error("similar takes one id, as 'saiga search' "
				     "prints it");
	return answer(&r, argv[optind]);
}
