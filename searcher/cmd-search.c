/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga search */
#include "command.h"
#include "print.h"

#include <ctype.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
	"Usage: saiga search [OPTION]... WORD...\n"
	"Finds articles and their best passages; - reads the query from\n"
	"standard input.\n"
	"\n"
	"  word word        any of them, more is better; forms of a word too\n"
	"  \"some words\"     just so, one behind the other\n"
	"  +word -word      must be there, must not\n"
	"  AND OR NOT ( )   in capitals\n"
	"  word NEAR/5 word within five words of each other; ADJ/5: in order\n"
	"  sanct* in*side   all words that fit\n"
	"  =word ~word      only as typed; with typing mistakes\n"
	"  title:word source:name author:name lang:ru host:bbc.com\n"
	"  date:2023-02..2023-04 date:7d after:2023 added:today\n"
	"\n"
	"  -d, --db=DIR     the index (default: $SAIGA_DB, or\n"
	"                   $XDG_DATA_HOME/saiga/default)\n"
	"  -n, --max=N      at most N results (default: 10)\n"
	"  -o, --offset=N   without the first N\n"
	"  -s, --sort=HOW   relevance (default) or date, newest first\n"
	"  -e, --exact      words only as typed: no forms, no other spellings\n"
	"  -a, --aliases=FILE\n"
	"                   names that mean the same (default:\n"
	"                   ~/.config/saiga/aliases)\n"
	"  -x, --explain    how the query was read, and all it was found as\n"
	"  -p, --passages   a flat list of passages, not articles\n"
	"  -j, --json       a JSON object a line\n"
	"  -c, --csv        a table\n"
	"  -t, --trec       a TREC run\n"
	"      --color=WHEN auto (default), always or never\n"
	"  -h, --help       this help\n"
	"\n"
	"Exit status: 0 found, 1 nothing found, 2 error.  See saiga-search(1)\n"
	"for the output and saiga-query(7) for all of the query language.\n";

enum { OPTION_COLOR = 256 };

static const struct option long_options[] = {
	{ "db", required_argument, NULL, 'd' },
	{ "max", required_argument, NULL, 'n' },
	{ "offset", required_argument, NULL, 'o' },
	{ "sort", required_argument, NULL, 's' },
	{ "exact", no_argument, NULL, 'e' },
	{ "aliases", required_argument, NULL, 'a' },
	{ "explain", no_argument, NULL, 'x' },
	{ "passages", no_argument, NULL, 'p' },
	{ "json", no_argument, NULL, 'j' },
	{ "csv", no_argument, NULL, 'c' },
	{ "trec", no_argument, NULL, 't' },
	{ "color", required_argument, NULL, OPTION_COLOR },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct request {
	const char *db;
	const char *aliases;
	struct search_options options;
	print_fn print;
	struct print_style style;
};

/* Reads one option; false when it is wrong, which has been said. */
static bool
read_option(struct request *r, int c, char *const *argv)
{
	switch (c) {
	case 'd':
		r->db = optarg;
		return true;
	case 'n':
		if (command_number(optarg, SEARCH_LAST_MAX, &r->options.max) &&
			r->options.max > 0)
			return true;
		command_error("--max=%s: give a number from 1 to %u", optarg,
			SEARCH_LAST_MAX);
		return false;
	case 'o':
		if (command_number(optarg, SEARCH_LAST_MAX, &r->options.offset))
			return true;
		command_error("--offset=%s: give a number up to %u", optarg,
			SEARCH_LAST_MAX);
		return false;
	case 's':
		r->options.sort = strcmp(optarg, "date") == 0 ? SORT_DATE
							      : SORT_RELEVANCE;
		if (r->options.sort == SORT_DATE ||
			strcmp(optarg, "relevance") == 0)
			return true;
		command_error("--sort=%s: give relevance or date", optarg);
		return false;
	case 'e':
		r->options.plan.exact = true;
		return true;
	case 'a':
		r->aliases = optarg;
		return true;
	case 'x':
		r->options.explain = true;
		return true;
	case 'p':
		r->options.flat = true;
		return true;
	case 'j':
		r->print = print_json;
		return true;
	case 'c':
	case 't':
		r->print = c == 'c' ? print_csv : print_trec;
		r->options.suggest = false;
		return true;
	case OPTION_COLOR:
		if (print_style_init(&r->style, optarg))
			return true;
		command_error("--color=%s: give auto, always or never", optarg);
		return false;
	default:
		command_usage("search", argv);
		return false;
	}
}

/* Searches, and prints what was found to out. */
static enum saiga_status
find(struct saiga_strbuf *out, struct search_results **results,
	const struct request *r, struct saiga_slice text,
	struct saiga_error *err)
{
	struct search_options options = r->options;
	struct aliases *aliases = NULL;
	struct xc_database *db;
	enum saiga_status status = command_open(&db, NULL, r->db, err);

	if (status == SAIGA_OK)
		status = aliases_read(&aliases, r->aliases, err);
	options.plan.aliases = aliases;
	if (status == SAIGA_OK)
		status = search_run(results, db, text, &options, err);
	if (status == SAIGA_OK)
		status = r->print(out, *results, &options, &r->style, err);
	aliases_free(aliases);
	xc_database_free(db);
	return status;
}

static int
answer(const struct request *r, struct saiga_slice text)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(PRINT_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results = NULL;
	enum saiga_status status = find(&out, &results, r, text, &err);
	int code;

	if (status != SAIGA_OK)
		code = command_failed(status, &err);
	else {
		code = command_output(&out,
			results->n > 0 &&
					(!r->options.flat ||
						results->n_lines > 0)
				? EXIT_FOUND
				: EXIT_NOTHING);
		if (results->query->root == NULL)
			command_error("the query has no words to look for");
		else if (code == EXIT_NOTHING && r->print != print_text &&
			results->suggestion.len > 0)
			command_error("did you mean: %s",
				saiga_strbuf_cstr(&results->suggestion));
	}
	search_results_free(results);
	saiga_strbuf_dispose(&out);
	return code;
}

/* "-drones" asks for articles without drones: one dash and several letters,
 * where "-n5" and "-d/tmp/x" are options with their values. */
static bool
is_minus_word(const char *argument)
{
	unsigned char second;

	if (argument[0] != '-' || argument[1] == '-' || argument[1] == '\0')
		return false;
	second = (unsigned char)argument[2];
	return second >= 0x80 || isalpha(second);
}

/*
 * A space in front of such words keeps them from getopt_long, and means
 * nothing to a query.  The copies are for the program's life.
 */
static enum saiga_status
keep_minus_words(int argc, char **argv, struct saiga_error *err)
{
	int i;

	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		size_t n = strlen(argv[i]);
		char *kept;

		if (!is_minus_word(argv[i]))
			continue;
		kept = malloc(n + 2);
		if (kept == NULL)
			return saiga_error_nomem(err);
		kept[0] = ' ';
		memcpy(kept + 1, argv[i], n + 1);
		argv[i] = kept;
	}
	return SAIGA_OK;
}

int
cmd_search(int argc, char **argv)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT((size_t)4 << 20);
	struct request r = {
		.options = { .max = 10, .suggest = true },
		.print = print_text,
	};
	struct saiga_error err = SAIGA_ERROR_INIT;
	enum saiga_status status;
	int c, code;

	r.options.now = command_now();
	print_style_init(&r.style, "auto");
	status = keep_minus_words(argc, argv, &err);
	if (status != SAIGA_OK)
		return command_failed(status, &err);
	while ((c = getopt_long(argc, argv, "d:n:o:s:ea:xpjcth", long_options,
			NULL)) != -1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		if (!read_option(&r, c, argv))
			return EXIT_ERROR;
	}
	if (optind == argc)
		return command_error("nothing to search for: give words, as "
				     "in 'saiga search gas union'");
	status = command_text(&text, argc - optind, argv + optind, &err);
	code = status != SAIGA_OK ? command_failed(status, &err)
				  : answer(&r, saiga_strbuf_view(&text));
	saiga_strbuf_dispose(&text);
	return code;
}
