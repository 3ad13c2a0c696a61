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
	"  -s, --sort=HOW   relevance (default), date (newest first) or "
	"oldest\n"
	"  -e, --exact      words only as typed: no forms, no other spellings\n"
	"  -a, --aliases=FILE\n"
	"                   names that mean the same (default:\n"
	"                   ~/.config/saiga/aliases)\n"
	"  -x, --explain    how the query was read, and all it was found as\n"
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
	"      --color=WHEN auto (default), always or never\n"
	"  -h, --help       this help\n"
	"\n"
	"Exit status: 0 found, 1 nothing found, 2 error.  See saiga-search(1)\n"
	"for the output and saiga-query(7) for all of the query language.\n";

enum { OPTION_COLOR = 256, OPTION_QUERIES, OPTION_FACETS, OPTION_TIMELINE };

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
	{ "queries", required_argument, NULL, OPTION_QUERIES },
	{ "facets", optional_argument, NULL, OPTION_FACETS },
	{ "timeline", optional_argument, NULL, OPTION_TIMELINE },
	{ "color", required_argument, NULL, OPTION_COLOR },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

#define QUERIES_MAX ((size_t)64 << 20) /* bytes of the file */

struct request {
	const char *db;
	const char *queries; /* a file, or NULL */
	const char *aliases;
	struct search_options options;
	print_fn print;
	struct print_style style;
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
		return read_sort(r);
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
	case OPTION_QUERIES:
		r->queries = optarg;
		return true;
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

/* The index and the list of aliases, open for one query or for many. */
struct session {
	const struct request *request;
	struct xc_database *db;
	struct aliases *aliases;
	struct search_options options;
};

static enum saiga_status
session_open(struct session *session, const struct request *request,
	struct saiga_error *err)
{
	enum saiga_status status;

	session->request = request;
	session->aliases = NULL;
	session->options = request->options;
	status = command_open(&session->db, NULL, request->db, err);
	if (status == SAIGA_OK)
		status = aliases_read(&session->aliases, request->aliases, err);
	session->options.plan.aliases = session->aliases;
	return status;
}

static void
session_close(struct session *session)
{
	aliases_free(session->aliases);
	xc_database_free(session->db);
}

/* Searches, and prints what was found to out. */
static enum saiga_status
find(struct saiga_strbuf *out, struct search_results **results,
	const struct session *session, struct saiga_slice text,
	struct saiga_error *err)
{
	enum saiga_status status =
		search_run(results, session->db, text, &session->options, err);

	if (status != SAIGA_OK)
		return status;
	return session->request->print(out, *results, &session->options,
		&session->request->style, err);
}

/* Counts are printed instead of the articles. */
static bool
counts_only(const struct request *r)
{
	return r->options.facets > 0 || r->options.timeline != TIMELINE_NONE;
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

static bool
is_any(const struct search_results *results, const struct request *r)
{
	if (counts_only(r))
		return results->total > 0;
	return results->n > 0 && (!r->options.flat || results->n_lines > 0);
}

static int
answer(const struct request *r, struct saiga_slice text)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(PRINT_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results = NULL;
	struct session session;
	enum saiga_status status = session_open(&session, r, &err);
	int code;

	if (status == SAIGA_OK)
		status = find(&out, &results, &session, text, &err);
	if (status != SAIGA_OK)
		code = command_failed(status, &err);
	else {
		code = command_output(
			&out, is_any(results, r) ? EXIT_FOUND : EXIT_NOTHING);
		if (results->query->root == NULL)
			command_error("the query has no words to look for");
		else if (code == EXIT_NOTHING && r->print != print_text &&
			r->print != print_counts_text &&
			results->suggestion.len > 0)
			command_error("did you mean: %s",
				saiga_strbuf_cstr(&results->suggestion));
	}
	search_results_free(results);
	session_close(&session);
	saiga_strbuf_dispose(&out);
	return code;
}

/* One line of --queries, "id<TAB>query"; *code becomes EXIT_FOUND with the
 * first query that finds anything. */
static enum saiga_status
answer_line(struct session *session, struct saiga_slice line, int *code,
	struct saiga_error *err)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(PRINT_MAX);
	struct search_results *results = NULL;
	const char *tab = line.len == 0 ? NULL : memchr(line.p, '\t', line.len);
	enum saiga_status status;

	if (tab == NULL ||
		!print_is_trec_id(
			saiga_slice_of(line.p, (size_t)(tab - line.p))))
		return saiga_error_set(err, SAIGA_INVALID,
			"--queries: a line is an id without spaces, a tab and "
			"a query: %.*s",
			line.len > 60 ? 60 : (int)line.len, line.p);
	session->options.query_id =
		saiga_slice_of(line.p, (size_t)(tab - line.p));
	line.len -= (size_t)(tab + 1 - line.p);
	line.p = tab + 1;
	command_limit_cpu();
	status = find(&out, &results, session, line, err);
	if (status == SAIGA_OK && is_any(results, session->request))
		*code = EXIT_FOUND;
	if (status == SAIGA_OK &&
		command_output(&out, EXIT_FOUND) == EXIT_ERROR)
		*code = EXIT_ERROR;
	search_results_free(results);
	saiga_strbuf_dispose(&out);
	return status;
}

/* The queries of a file in one process: a TREC run. */
static int
answer_file(const struct request *r)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(QUERIES_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct saiga_slice rest, line;
	struct session session;
	enum saiga_status status;
	int code = EXIT_NOTHING;

	if (r->print != print_trec)
		return command_error("--queries goes with --trec");
	status = session_open(&session, r, &err);
	if (status == SAIGA_OK)
		status = command_read(&text, r->queries, &err);
	rest = saiga_strbuf_view(&text);
	while (status == SAIGA_OK && code != EXIT_ERROR &&
		saiga_slice_line(&rest, &line))
		if (line.len > 0)
			status = answer_line(&session, line, &code, &err);
	if (status != SAIGA_OK)
		code = command_failed(status, &err);
	session_close(&session);
	saiga_strbuf_dispose(&text);
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
	if (counts_only(&r) && !set_counts_only(&r))
		return EXIT_ERROR;
	/* A run has no passages but in the flat list. */
	r.options.bare = r.print == print_trec && !r.options.flat;
	if (r.queries != NULL)
		return optind == argc ? answer_file(&r)
				      : command_error("--queries=%s: give no "
						      "words beside it",
						r.queries);
	if (optind == argc)
		return command_error("nothing to search for: give words, as "
				     "in 'saiga search gas union'");
	status = command_text(&text, argc - optind, argv + optind, &err);
	code = status != SAIGA_OK ? command_failed(status, &err)
				  : answer(&r, saiga_strbuf_view(&text));
	saiga_strbuf_dispose(&text);
	return code;
}
