/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga-index: the program behind "saiga index". */
#include "index.h"
#include "json.h"
#include "progress.h"
#include "setup.h"
#include "stop.h"
#include "walk.h"
#include "watch.h"

#include <saiga/store.h>

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_DONE = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };

static const char usage[] =
	"Usage: saiga index [OPTION]... [PATH]...\n"
	"       saiga index [-d DIR] --failed\n"
	"       saiga index --list-formats\n"
	"Puts the articles in files and folders into the index, and brings it\n"
	"up to date with them; without a PATH, with all that were ever named.\n"
	"- is standard input.  Reads saved pages, feeds, mail, texts,\n"
	"documents, exports in JSON, and archives of these.\n"
	"\n"
	"  -d, --db=DIR          the index to write, made if need be "
	"(default:\n"
	"                        $SAIGA_DB, or $XDG_DATA_HOME/saiga/default)\n"
	"  -m, --map=FIELD=NAME  in JSON, the value of that name is the "
	"field:\n"
	"                        --map=text=story.body\n"
	"  -k, --keep            keep articles whose file is gone\n"
	"  -r, --retry           try files again that could not be read, "
	"though\n"
	"                        they have not changed\n"
	"  -s, --strict          exit with 2 when a file could not be read\n"
	"  -j, --jobs=N          build a new index with N processes "
	"(default: as many\n"
	"                        as there are processors, at most 8)\n"
	"      --shards=N        spread a new index over N databases in its "
	"folder\n"
	"                        (1 to 64); only --rebuild brings it up to "
	"date\n"
	"      --rebuild         build the index anew and then put it in the "
	"old\n"
	"                        one's place\n"
	"  -w, --watch           go on, and take in what changes as it "
	"changes\n"
	"      --wait            while another program writes the index, wait\n"
	"  -q, --quiet           no progress and no summary\n"
	"      --changesets=N    keep what the last N commits changed, for\n"
	"                        xapian-replicate (default: 0)\n"
	"      --failed          list the files that could not be read, and "
	"why\n"
	"      --list-formats    list what is read\n"
	"  -h, --help            this help\n"
	"  -V, --version         the version\n"
	"\n"
	"See saiga-index(1).\n";

enum {
	OPTION_FAILED = 256,
	OPTION_FORMATS,
	OPTION_WAIT,
	OPTION_CHANGESETS,
	OPTION_REBUILD,
	OPTION_SHARDS
};

static const struct option long_options[] = {
	{ "db", required_argument, NULL, 'd' },
	{ "map", required_argument, NULL, 'm' },
	{ "keep", no_argument, NULL, 'k' },
	{ "retry", no_argument, NULL, 'r' },
	{ "strict", no_argument, NULL, 's' },
	{ "failed", no_argument, NULL, OPTION_FAILED },
	{ "list-formats", no_argument, NULL, OPTION_FORMATS },
	{ "jobs", required_argument, NULL, 'j' },
	{ "rebuild", no_argument, NULL, OPTION_REBUILD },
	{ "shards", required_argument, NULL, OPTION_SHARDS },
	{ "watch", no_argument, NULL, 'w' },
	{ "wait", no_argument, NULL, OPTION_WAIT },
	{ "changesets", required_argument, NULL, OPTION_CHANGESETS },
	{ "quiet", no_argument, NULL, 'q' },
	{ "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },
	{ NULL, 0, NULL, 0 },
};

static volatile sig_atomic_t stop;

static void
on_signal(int number)
{
	(void)number;
	stop = 1;
}

/* Ctrl-C, or a terminal that goes, ends the run after the article in hand, a
 * second one at once. */
static void
catch_signals(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = on_signal,
		.sa_flags = (int)SA_RESETHAND };
	struct sigaction before;
	size_t i;

	/* What nohup, or a shell behind &, has ignored stays so. */
	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		if (sigaction(numbers[i], NULL, &before) == 0 &&
			before.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
}

struct request {
	const char *db;
	struct json_map map;
	struct saiga_strbuf map_text; /* the same, a line each */
	bool quiet, strict, failed, keep, retry, wait, watch, rebuild;
	unsigned jobs, shards; /* 0: not said */
	char *const *paths;
	size_t n_paths;
};

/*
 * A file that cannot be read does not make the run fail: it is told, and the
 * rest is there.  With --strict it does.
 */
static int
exit_code(const struct request *request, const struct index_counts *counts)
{
	bool failed = counts->failed + counts->failed_before +
			counts->parts_failed + counts->missing >
		0;
	uint64_t articles = counts->added + counts->updated + counts->unchanged;

	if (stop || (failed && request->strict))
		return EXIT_ERROR;
	return articles > 0 ? EXIT_DONE : EXIT_NOTHING;
}

/* One run, which *code is to end with; watch is NULL but with --watch, again
 * for a run that is not the first of it. */
static enum saiga_status
run_once(int *code, const struct request *request, struct watch *watch,
	bool again)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct index_counts counts = { 0 };
	struct progress progress;
	struct index_events events = { progress_message, progress_update,
		&progress, watch == NULL ? NULL : watch_place,
		watch == NULL ? NULL : watch_folder, watch };
	struct index_options options = {
		.paths = request->paths,
		.n_paths = request->n_paths,
		.again = again,
		.reading = { &request->map },
		.map = saiga_strbuf_cstr(&request->map_text),
		.keep = request->keep,
		.retry = request->retry,
		.rebuild = request->rebuild && !again,
		.jobs = request->jobs,
		.shards = request->shards,
		.wait = request->wait || request->watch,
		.stop = &stop,
	};
	enum saiga_status status;
	bool nothing;

	progress_init(&progress, request->quiet);
	options.count_first = progress.live;
	status = saiga_store_path(&path, request->db, &err);
	options.db = saiga_strbuf_cstr(&path);
	if (status == SAIGA_OK)
		status = index_run(&counts, &options, &events, &err);
	progress_end(&progress);
	nothing = !again && !stop && request->n_paths > 0 &&
		counts.removed + counts.files + counts.failed == 0;
	if (status != SAIGA_OK)
		saiga_warn("%s", err.msg);
	else if (nothing)
		saiga_warn("no files there that are read: see 'saiga index "
			   "--list-formats'");
	else if (!request->quiet &&
		!(again && counts.added + counts.updated + counts.removed == 0))
		progress_summary(&progress, &counts, options.db);
	if (stop && status == SAIGA_OK)
		saiga_warn("interrupted: the articles so far are kept");
	saiga_strbuf_dispose(&path);
	*code = status == SAIGA_OK ? exit_code(request, &counts) : EXIT_ERROR;
	return status;
}

/* Runs again whenever something changes, until it is told to stop. */
static int
run_on(const struct request *request)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct watch *watch;
	bool again = false;
	int code = EXIT_ERROR;
	enum saiga_status status = watch_new(&watch, &err);
	bool goes_on = status == SAIGA_OK;

	while (goes_on) {
		goes_on = run_once(&code, request, watch, again) == SAIGA_OK;
		fflush(stdout);
		again = true;
		if (goes_on)
			status = watch_wait(&goes_on, watch, &stop, &err);
	}
	watch_free(watch);
	if (status == SAIGA_OK)
		return code;
	saiga_warn("%s", err.msg);
	return EXIT_ERROR;
}

/* ---- what is only told --------------------------------------------------- */

static int
list_formats(void)
{
	size_t i;

	for (i = 0; i < readers_n; i++) {
		struct saiga_strbuf extensions = SAIGA_STRBUF_INIT(256);
		const char *p;

		for (p = readers[i].extensions; p[1] != '\0'; p++)
			saiga_strbuf_str(&extensions,
				*p == ' ' ? p == readers[i].extensions ? "."
								       : " ."
					  : (char[]){ *p, '\0' });
		printf("%-9s %-23s %s\n", readers[i].name,
			saiga_strbuf_cstr(&extensions), readers[i].what);
		saiga_strbuf_dispose(&extensions);
	}
	puts("\nEach of them may be compressed: .gz .bz2 .xz .zst");
	return EXIT_DONE;
}

struct failures {
	char **lines;
	size_t n, cap;
};

static enum saiga_status
keep_failure(const struct saiga_file *file, void *ctx)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT((size_t)8 << 20);
	struct failures *failures = ctx;

	if (file->why.len == 0 || walk_is_gone(file->path))
		return SAIGA_OK;
	saiga_utf8_printable(file->path, &line);
	saiga_strbuf_str(&line, ": ");
	saiga_utf8_printable(file->why, &line);
	if (line.status == SAIGA_OK &&
		saiga_array_reserve(&failures->lines, &failures->cap,
			failures->n + 1, sizeof(char *)) == SAIGA_OK)
		failures->lines[failures->n++] = line.p;
	else {
		saiga_strbuf_dispose(&line);
		return SAIGA_NOMEM;
	}
	return SAIGA_OK;
}

static int
compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Prints the lines in order, and frees them. */
static void
print_failures(struct failures *failures)
{
	size_t i;

	if (failures->n > 0)
		qsort(failures->lines, failures->n, sizeof(char *),
			compare_lines);
	for (i = 0; i < failures->n; i++) {
		puts(failures->lines[i]);
		free(failures->lines[i]);
	}
	free(failures->lines);
}

static int
list_failed(const char *option)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_database *db = NULL;
	struct failures failures = { .lines = NULL };
	enum saiga_status status = saiga_store_path(&path, option, &err);

	if (status == SAIGA_OK)
		status = saiga_store_open_spread(
			&db, saiga_strbuf_cstr(&path), false, &err);
	if (status == SAIGA_OK)
		status = saiga_files_each(db, keep_failure, &failures, &err);
	if (status == SAIGA_NOMEM)
		saiga_error_nomem(&err);
	if (status != SAIGA_OK)
		saiga_warn("%s", err.msg);
	print_failures(&failures);
	xc_database_free(db);
	saiga_strbuf_dispose(&path);
	if (status != SAIGA_OK)
		return EXIT_ERROR;
	return failures.n > 0 ? EXIT_DONE : EXIT_NOTHING;
}

/* ---- the command line ---------------------------------------------------- */

/* Xapian reads the variable at each commit; set_up_process has removed what
 * others may have set.  False when it is no number, which has been said. */
static bool
keep_changesets(const char *number)
{
	size_t n = strlen(number);

	if (n > 0 && n <= 4 && strspn(number, "0123456789") == n) {
		setenv("XAPIAN_MAX_CHANGESETS", number, 1);
		return true;
	}
	saiga_warn("--changesets: give a number from 0 to 9999");
	return false;
}

#define NUMBER_MAX 64 /* of processes, of shards */

/* Where an option is kept that has no value; NULL: it is none. */
static bool *
flag_of(struct request *request, int c)
{
	switch (c) {
	case 'k':
		return &request->keep;
	case 'r':
		return &request->retry;
	case 's':
		return &request->strict;
	case 'w':
		return &request->watch;
	case 'q':
		return &request->quiet;
	case OPTION_WAIT:
		return &request->wait;
	case OPTION_REBUILD:
		return &request->rebuild;
	case OPTION_FAILED:
		return &request->failed;
	default:
		return NULL;
	}
}

static bool
take_map(struct request *request)
{
	struct saiga_error err = SAIGA_ERROR_INIT;

	saiga_strbuf_printf(&request->map_text, "%s\n", optarg);
	if (json_map_add(&request->map, optarg, &err) == SAIGA_OK)
		return true;
	saiga_warn("%s", err.msg);
	return false;
}

static bool
take_number(unsigned *out, const char *option)
{
	char *end;
	unsigned long n = strtoul(optarg, &end, 10);

	*out = (unsigned)n;
	if (*optarg >= '0' && *optarg <= '9' && *end == '\0' && n > 0 &&
		n <= NUMBER_MAX)
		return true;
	saiga_warn("%s takes a number from 1 to %d", option, NUMBER_MAX);
	return false;
}

/* Takes an option; *code is what to end with, if it is not negative. */
static void
take_option(struct request *request, int c, char *const *argv, int *code)
{
	bool *flag = flag_of(request, c), taken = true;

	if (flag != NULL) {
		*flag = true;
		return;
	}
	switch (c) {
	case 'd':
		request->db = optarg;
		break;
	case 'm':
		taken = take_map(request);
		break;
	case 'j':
		taken = take_number(&request->jobs, "--jobs");
		break;
	case OPTION_SHARDS:
		taken = take_number(&request->shards, "--shards");
		break;
	case OPTION_CHANGESETS:
		taken = keep_changesets(optarg);
		break;
	case OPTION_FORMATS:
		*code = list_formats();
		break;
	case 'h':
		fputs(usage, stdout);
		*code = EXIT_DONE;
		break;
	case 'V':
		puts("saiga " PACKAGE_VERSION);
		*code = EXIT_DONE;
		break;
	default:
		saiga_warn_option("index", argv[optind - 1]);
		*code = EXIT_ERROR;
		break;
	}
	if (!taken)
		*code = EXIT_ERROR;
}

static int
run_arguments(int argc, char **argv)
{
	struct request request = { .map_text = SAIGA_STRBUF_INIT(65536) };
	int c, code = -1;

	/* What getopt_long says would show any bytes as they are. */
	opterr = 0;
	while (code < 0 &&
		(c = getopt_long(argc, argv, "d:j:m:krswqhV", long_options,
			 NULL)) != -1)
		take_option(&request, c, argv, &code);
	if (code >= 0)
		return code;
	request.paths = argv + optind;
	request.n_paths = (size_t)(argc - optind);
	if (request.failed && optind == argc)
		return list_failed(request.db);
	if (request.failed)
		saiga_warn("--failed takes no files");
	else if (request.watch && request.shards > 1)
		saiga_warn("--watch cannot keep shards up to date: only "
			   "--rebuild does");
	else if (request.watch)
		code = run_on(&request);
	else
		(void)!run_once(&code, &request, NULL, false);
	saiga_strbuf_dispose(&request.map_text);
	return code < 0 ? EXIT_ERROR : code;
}

/* What was printed is on its way, or the exit status says that it is not. */
int
main(int argc, char **argv)
{
	int code;

	setup_process();
	stop_init();
	catch_signals();
	code = run_arguments(argc, argv);
	if (code != EXIT_ERROR && (fflush(stdout) != 0 || ferror(stdout))) {
		saiga_warn("cannot write: %s", strerror(errno));
		return EXIT_ERROR;
	}
	return code;
}
