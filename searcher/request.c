/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command line of saiga search. */
#include "request.h"

#include "command.h"

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
	"\n" COMMAND_INDEX_USAGE
	"  -n, --max=N      at most N results (default: 10)\n"
	"  -o, --offset=N   without the first N\n"
	"  -s, --sort=HOW   relevance (default), date (newest first) or "
	"oldest\n"
	"  -r, --recent     newer articles a little higher\n"
	"      --deep       articles that have none of the words, too, if "
	"they\n"
	"                   are like the best\n"
	"      --no-feedback\n"
	"                   do not move up articles that are like the best\n"
	"  -e, --exact      words only as typed: no forms, no other spellings\n"
	"  -a, --aliases=FILE\n"
	"                   names that mean the same (default:\n"
	"                   ~/.config/saiga/aliases)\n"
	"  -x, --explain    how the query was read, all it was found as, and\n"
	"                   what each score is made of\n"
	"  -p, --passages   a flat list of passages, not articles\n"
	"      --facets[=N] count publishers, years, months, languages and\n"
	"                   authors of all articles found; N of each (10)\n"
	"      --timeline[=PERIOD]\n"
	"                   count articles a day, month, year, decade or "
	"century\n"
	"  -j, --json       a JSON object a line\n"
	"  -c, --csv        a table\n"
	"  -t, --trec       a TREC run\n"
	"      --queries=FILE with --trec: the queries of the file's lines, "
	"an\n"
	"                   id, a tab and the query each\n"
	"      --syntax=HOW full, as above, or plain: nothing but words, as in "
	"a\n"
	"                   headline (default: full, and plain for --queries)\n"
	"      --snippet=N  N characters of a passage, 40 to 2000 (default: "
	"240)\n"
	"      --color=WHEN auto (default), always or never\n"
	"  -h, --help       this help\n"
	"\n"
	"Exit status: 0 found, 1 nothing found, 2 error.  See saiga-search(1)\n"
	"for the output and saiga-query(7) for all of the query language.\n";

enum {
	OPTION_COLOR = 256,
	OPTION_QUERIES,
	OPTION_DEEP,
	OPTION_NO_FEEDBACK,
	OPTION_SYNTAX,
	OPTION_SNIPPET,
	OPTION_FACETS,
	OPTION_TIMELINE,
};

static const struct option long_options[] = {
	COMMAND_INDEX_OPTIONS,
	{ "max", required_argument, NULL, 'n' },
	{ "offset", required_argument, NULL, 'o' },
	{ "sort", required_argument, NULL, 's' },
	{ "recent", no_argument, NULL, 'r' },
	{ "exact", no_argument, NULL, 'e' },
	{ "aliases", required_argument, NULL, 'a' },
	{ "explain", no_argument, NULL, 'x' },
	{ "passages", no_argument, NULL, 'p' },
	{ "json", no_argument, NULL, 'j' },
	{ "csv", no_argument, NULL, 'c' },
	{ "trec", no_argument, NULL, 't' },
	{ "syntax", required_argument, NULL, OPTION_SYNTAX },
	{ "deep", no_argument, NULL, OPTION_DEEP },
	{ "no-feedback", no_argument, NULL, OPTION_NO_FEEDBACK },
	{ "queries", required_argument, NULL, OPTION_QUERIES },
	{ "snippet", required_argument, NULL, OPTION_SNIPPET },
	{ "facets", optional_argument, NULL, OPTION_FACETS },
	{ "timeline", optional_argument, NULL, OPTION_TIMELINE },
	{ "color", required_argument, NULL, OPTION_COLOR },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static bool
read_sort(struct request *r)
{
	static const char *const names[] = {
		[SORT_RELEVANCE] = "relevance",
		[SORT_DATE] = "date",
		[SORT_OLDEST] = "oldest",
	};
	unsigned i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(optarg, names[i]) == 0) {
			r->options.sort = (enum search_sort)i;
			return true;
		}
	command_error("--sort=%s: give relevance, date or oldest", optarg);
	return false;
}

/* The option's number, within bounds. */
static bool
read_number(uint32_t *out, const char *name, uint32_t least, uint32_t most)
{
	if (command_number(optarg, most, out) && *out >= least)
		return true;
	command_error("--%s=%s: give a number from %u to %u", name, optarg,
		least, most);
	return false;
}

static bool
read_facets(struct request *r)
{
	r->options.facets = FACETS_SHOWN;
	if (optarg == NULL ||
		(command_number(
			 optarg, FACETS_VALUES_MAX, &r->options.facets) &&
			r->options.facets > 0))
		return true;
	command_error("--facets=%s: give a number from 1 to %u", optarg,
		FACETS_VALUES_MAX);
	return false;
}

static bool
read_timeline(struct request *r)
{
	unsigned i;

	r->options.timeline = TIMELINE_AUTO;
	for (i = TIMELINE_DAY; optarg != NULL && i < TIMELINE_PERIODS; i++)
		if (strcmp(optarg,
			    timeline_period_name((enum timeline_period)i)) ==
			0) {
			r->options.timeline = (enum timeline_period)i;
			return true;
		}
	if (optarg != NULL)
		command_error("--timeline=%s: give day, month, year, decade "
			      "or century",
			optarg);
	return optarg == NULL;
}

/* The rest of the options: what is printed. */
static bool
read_output_option(struct request *r, int c, char *const *argv)
{
	switch (c) {
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
	case OPTION_SNIPPET:
		return read_number(&r->options.snippet, "snippet",
			SNIPPET_CHARS_MIN, SNIPPET_CHARS_MAX);
	case OPTION_FACETS:
		return read_facets(r);
	case OPTION_TIMELINE:
		return read_timeline(r);
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

/* Reads one option; false when it is wrong, which has been said.  First what
 * is searched for, and how. */
static bool
read_option(struct request *r, int c, char *const *argv)
{
	enum option_taken taken = command_index_option(&r->index, c);

	if (taken != OPTION_OTHER)
		return taken == OPTION_TAKEN;
	switch (c) {
	case 'n':
		return read_number(&r->options.max, "max", 1, SEARCH_LAST_MAX);
	case 'o':
		return read_number(
			&r->options.offset, "offset", 0, SEARCH_LAST_MAX);
	case 's':
		return read_sort(r);
	case 'r':
		r->options.recent = true;
		return true;
	case 'e':
		r->options.plan.exact = true;
		return true;
	case 'a':
		r->aliases = optarg;
		return true;
	case 'x':
		r->options.plan.explain = true;
		return true;
	case OPTION_SYNTAX:
		r->syntax = optarg;
		if (strcmp(optarg, "full") == 0 || strcmp(optarg, "plain") == 0)
			return true;
		command_error("--syntax=%s: give full or plain", optarg);
		return false;
	case OPTION_DEEP:
		r->options.feedback = FEEDBACK_DEEP;
		return true;
	case OPTION_NO_FEEDBACK:
		r->options.feedback = FEEDBACK_NONE;
		return true;
	case OPTION_QUERIES:
		r->queries = optarg;
		return true;
	default:
		return read_output_option(r, c, argv);
	}
}

/* False when there is no such form of output, which has been said. */
static bool
set_counts_only(struct request *r)
{
	if (r->print == print_trec || r->options.flat) {
		command_error("--facets and --timeline count articles: they "
			      "do not go with --trec and --passages");
		return false;
	}
	r->print = r->print == print_json ? print_counts_json
		: r->print == print_csv   ? print_counts_csv
					  : print_counts_text;
	r->options.offset = r->options.max = 0;
	return true;
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

bool
request_counts(const struct request *r)
{
	return r->options.facets > 0 || r->options.timeline != TIMELINE_NONE;
}

/* What follows from all the options together; false when they do not go
 * together, which has been said. */
static bool
end_options(struct request *r)
{
	/* The queries of a test collection are texts. */
	r->options.plain = r->syntax != NULL ? strcmp(r->syntax, "plain") == 0
					     : r->queries != NULL;
	if (request_counts(r) && !set_counts_only(r))
		return false;
	/* A run has no passages but in the flat list. */
	r->options.bare = r->print == print_trec && !r->options.flat;
	if (r->queries != NULL && r->print != print_trec) {
		command_error("--queries goes with --trec");
		return false;
	}
	if (r->queries != NULL && r->words < r->words_end) {
		command_error(
			"--queries=%s: give no words beside it", r->queries);
		return false;
	}
	if (r->queries == NULL && r->words == r->words_end) {
		command_error("nothing to search for: give words, as in 'saiga "
			      "search gas union'");
		return false;
	}
	return true;
}

int
request_read(struct request *r, int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	enum saiga_status status;
	int c;

	memset(r, 0, sizeof(*r));
	r->options.max = 10;
	r->options.suggest = true;
	r->options.now = command_now();
	r->print = print_text;
	print_style_init(&r->style, "auto");
	status = keep_minus_words(argc, argv, &err);
	if (status != SAIGA_OK)
		return command_failed(status, &err);
	while ((c = getopt_long(argc, argv, "d:n:o:s:rea:xpjcth", long_options,
			NULL)) != -1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		if (!read_option(r, c, argv))
			return EXIT_ERROR;
	}
	r->words = argv + optind;
	r->words_end = argv + argc;
	return end_options(r) ? REQUEST_READ : EXIT_ERROR;
}
