/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga: finds the passage and names the source. */
#include "command.h"

#include <errno.h>
#include <string.h>

static const struct {
	const char *name;
	command_fn run;
	const char *what;
} commands[] = {
	{ "index", cmd_index, "put files and folders into the index" },
	{ "search", cmd_search, "find articles and passages" },
	{ "show", cmd_show, "print an article, its passages numbered" },
	{ "stats", cmd_stats, "what the index holds" },
	{ "check", cmd_check, "whether the index is whole" },
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

/* What getopt_long prints begins with argv[0]. */
static int
run(const char *name, int argc, char **argv)
{
	static char program[] = "saiga";
	size_t i;

	argv[0] = program;
	if (argc == 2 && is_version(argv[1]))
		return version();
	for (i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (strcmp(name, commands[i].name) == 0)
			return commands[i].run(argc, argv);
	return command_error(
		"there is no command '%s': see 'saiga help'", name);
}

/* "help search" is "search --help". */
static int
help(int argc, char **argv)
{
	static char option[] = "--help", search[] = "search";
	char *arguments[] = { argc > 1 ? argv[1] : NULL, option, NULL };

	/* The language of queries is what most look for. */
	if (argc > 1 && strcmp(argv[1], "query") == 0)
		return cmd_search(2, (arguments[0] = search, arguments));
	if (argc > 1)
		return run(argv[1], 2, arguments);
	print_help(stdout);
	return EXIT_FOUND;
}

static int
run_arguments(int argc, char **argv)
{
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
