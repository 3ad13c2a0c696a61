/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga: finds the passage and names the source. */
#include "command.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static const struct {
	const char *name;
	command_fn run;
	const char *what;
	bool is_short; /* never computes for a minute */
} commands[] = {
	{ "index", cmd_index, "put files and folders into the index", false },
	{ "search", cmd_search, "find articles and passages", true },
	{ "show", cmd_show, "print an article, its passages numbered", true },
	{ "similar", cmd_similar, "find articles like one", true },
	{ "complete", cmd_complete, "how a query's last word may go on", true },
	{ "serve", cmd_serve, "the search page, on this machine", false },
	{ "stats", cmd_stats, "what the index holds", true },
	{ "extract", cmd_extract, "print what is read of a file", false },
	{ "roots", cmd_care, "which folders the index is of", true },
	{ "forget", cmd_care, "take articles out of the index", false },
	{ "check", cmd_care, "whether the index is sound; mend it", false },
	{ "compact", cmd_care, "make the index smaller", false },
	{ "backup", cmd_care, "copy the index, while it is written too",
		false },
	{ "dump", cmd_care, "print all that is in the index", false },
};

static void
print_help(FILE *out)
{
	size_t i;

	fputs("Usage: saiga COMMAND [OPTION]... [ARGUMENT]...\n"
	      "Finds the passage and names the source.\n\n",
		out);
	for (i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		fprintf(out, "  %-8s %s\n", commands[i].name, commands[i].what);
	fputs("  help     this, or with a command's name what that takes\n"
	      "\n"
	      "Begin with 'saiga index FOLDER', then 'saiga search WORDS'.\n"
	      "See saiga(1).\n",
		out);
}

static bool
is_version(const char *argument)
{
	return strcmp(argument, "--version") == 0 ||
		strcmp(argument, "-V") == 0;
}

static int
version(void)
{
	puts("saiga " PACKAGE_VERSION);
	return EXIT_FOUND;
}

/* A damaged table can make Xapian read in circles. */
static void
on_cpu_limit(int number)
{
	static const char text[] = "saiga: it took a minute of computing: the "
				   "index may be damaged: run 'saiga check'\n";

	/* There is nobody to tell when this fails, too. */
	ssize_t ignored = write(STDERR_FILENO, text, sizeof(text) - 1);

	(void)number;
	(void)ignored;
	_exit(EXIT_ERROR);
}

static void
limit_cpu(void)
{
	signal(SIGXCPU, on_cpu_limit);
	command_limit_cpu();
}

static int
run(const char *name, int argc, char **argv)
{
	size_t i;

	if (argc == 2 && is_version(argv[1]))
		return version();
	for (i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (strcmp(name, commands[i].name) == 0) {
			if (commands[i].is_short)
				limit_cpu();
			return commands[i].run(argc, argv);
		}
	return command_error(
		"there is no command '%s': see 'saiga help'", name);
}

/* "help search" is "search --help". */
static int
help(int argc, char **argv)
{
	static char option[] = "--help", search[] = "search";
	char *arguments[] = { argc > 1 ? argv[1] : NULL, option, NULL };

	if (argc == 1) {
		print_help(stdout);
		return EXIT_FOUND;
	}
	/* The language of queries is told by the command that takes them. */
	if (strcmp(argv[1], "query") == 0)
		arguments[0] = search;
	return run(arguments[0], 2, arguments);
}

static int
run_arguments(int argc, char **argv)
{
	/* What getopt_long says would show any bytes as they are. */
	opterr = 0;
	if (argc < 2) {
		print_help(stderr);
		return EXIT_ERROR;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
		strcmp(argv[1], "help") == 0)
		return help(argc - 1, argv + 1);
	if (is_version(argv[1]))
		return version();
	return run(argv[1], argc - 1, argv + 1);
}

/* What was printed is on its way, or the exit status says that it is not. */
int
main(int argc, char **argv)
{
	int code = run_arguments(argc, argv);

	if (code != EXIT_ERROR && (fflush(stdout) != 0 || ferror(stdout)))
		return command_error("cannot write: %s", strerror(errno));
	return code;
}
