/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga-index: the program behind "saiga index". */
#include "index.h"
#include "progress.h"

#include <saiga/store.h>

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { EXIT_DONE = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };

static const char usage[] =
	"Usage: saiga index [OPTION]... PATH...\n"
	"Puts the articles in files and folders into the index; - is an\n"
	"article on standard input.  Reads plain text (.txt, .text), Markdown\n"
	"(.md, .markdown), JSON Lines with an article a line (.jsonl), and "
	"any\n"
	"file that is named itself.\n"
	"\n"
	"  -d, --db=DIR   the index to write, made if need be (default:\n"
	"                 $SAIGA_DB, or $XDG_DATA_HOME/saiga/default)\n"
	"  -q, --quiet    no progress and no summary\n"
	"  -h, --help     this help\n"
	"  -V, --version  the version\n"
	"\n"
	"See saiga-index(1).\n";

static const struct option long_options[] = {
	{ "db", required_argument, NULL, 'd' },
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

static void
print_error(const char *text)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(65536);

	saiga_utf8_printable(saiga_slice(text), &line);
	fprintf(stderr, "saiga: %s\n", saiga_strbuf_cstr(&line));
	saiga_strbuf_dispose(&line);
}

static int
bad_option(const char *argument)
{
	char text[512];

	snprintf(text, sizeof(text),
		"'%s' is no option of saiga index, or its value is missing: "
		"see 'saiga index --help'",
		argument);
	print_error(text);
	return EXIT_ERROR;
}

/* A closed descriptor 0 to 2 would be given to a table of the index, and
 * what is printed would be written into it. */
static void
open_standard_files(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= 2);
	if (fd > 2)
		close(fd);
}

/* Ctrl-C ends the run after the article in hand, a second one at once; a disk
 * quota or a closed pipe is an error of the call, not the end of the process.
 * Batches are cut by the indexer, not by Xapian's count of documents. */
static void
set_up_process(void)
{
	struct sigaction action = { .sa_handler = on_signal,
		.sa_flags = (int)SA_RESETHAND };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	unsetenv("XAPIAN_MAX_CHANGESETS");
	setenv("XAPIAN_FLUSH_THRESHOLD", "1000000000", 1);
}

static int
run(const char *db, char *const *paths, size_t n, bool quiet)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct index_counts counts = { 0 };
	struct progress progress;
	struct index_events events = { progress_message, progress_update,
		&progress };
	struct index_options options = {
		.paths = paths,
		.n_paths = n,
		.stop = &stop,
	};
	enum saiga_status status;
	bool nothing;

	progress_init(&progress, quiet);
	options.count_first = progress.live;
	status = saiga_store_path(&path, db, &err);
	options.db = saiga_strbuf_cstr(&path);
	if (status == SAIGA_OK)
		status = index_run(&counts, &options, &events, &err);
	progress_end(&progress);
	nothing = status == SAIGA_OK && !stop &&
		counts.files + counts.failed == 0;
	if (status != SAIGA_OK)
		print_error(err.msg);
	else if (nothing)
		print_error("no .txt, .md or .jsonl files there to index");
	else if (!quiet)
		progress_summary(&progress, &counts, options.db);
	if (stop && status == SAIGA_OK)
		print_error("interrupted: the articles so far are kept");
	saiga_strbuf_dispose(&path);
	if (nothing)
		return EXIT_NOTHING;
	return status != SAIGA_OK || counts.failed > 0 ||
			counts.parts_failed > 0 || stop
		? EXIT_ERROR
		: EXIT_DONE;
}

static int
run_arguments(int argc, char **argv)
{
	const char *db = NULL;
	bool quiet = false;
	int c;

	/* What getopt_long says would show any bytes as they are. */
	opterr = 0;
	while ((c = getopt_long(argc, argv, "d:qhV", long_options, NULL)) !=
		-1) {
		switch (c) {
		case 'd':
			db = optarg;
			break;
		case 'q':
			quiet = true;
			break;
		case 'h':
			fputs(usage, stdout);
			return EXIT_DONE;
		case 'V':
			puts("saiga " PACKAGE_VERSION);
			return EXIT_DONE;
		default:
			return bad_option(argv[optind - 1]);
		}
	}
	if (optind == argc) {
		print_error("nothing to index: name files or folders, as in "
			    "'saiga index ~/articles'");
		return EXIT_ERROR;
	}
	return run(db, argv + optind, (size_t)(argc - optind), quiet);
}

/* What was printed is on its way, or the exit status says that it is not. */
int
main(int argc, char **argv)
{
	int code;

	open_standard_files();
	set_up_process();
	code = run_arguments(argc, argv);
	if (code != EXIT_ERROR && (fflush(stdout) != 0 || ferror(stdout))) {
		fprintf(stderr, "saiga: cannot write: %s\n", strerror(errno));
		return EXIT_ERROR;
	}
	return code;
}
