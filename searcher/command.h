/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands of saiga: one file cmd-NAME.c and one row in main.c each. */
#ifndef SEARCHER_COMMAND_H
#define SEARCHER_COMMAND_H

#include <saiga/store.h>

#include <stdio.h>

enum { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2, EXIT_PARTIAL = 3 };

/* A command gets its own arguments, argv[0] being "saiga", and returns the
 * exit status. */
typedef int (*command_fn)(int argc, char **argv);

int cmd_care(int argc, char **argv);
int cmd_complete(int argc, char **argv);
int cmd_extract(int argc, char **argv);
int cmd_index(int argc, char **argv);
int cmd_search(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_similar(int argc, char **argv);
int cmd_stats(int argc, char **argv);

/* ---- what commands share: command.c ------------------------------------- */

/* Prints "saiga: " and the message on standard error, controls taken out;
 * returns EXIT_ERROR. */
int command_error(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

/* The same for an error, or for the status where there is no message. */
int command_failed(enum saiga_status status, const struct saiga_error *err);

/* Says that getopt_long, which main keeps silent, did not take the argument
 * before the next one; returns EXIT_ERROR. */
int command_usage(const char *command, char *const *argv);

/* Appends the file's content; "-" is standard input. */
SAIGA_CHECKED enum saiga_status command_read(struct saiga_strbuf *out,
	const char *path, struct saiga_error *err);

/* Joins the arguments with spaces; "-" alone is standard input. */
SAIGA_CHECKED enum saiga_status command_text(struct saiga_strbuf *out,
	int argc, char **argv, struct saiga_error *err);

/* Writes the path of another program of ours: beside this one, as in the
 * folder it was built in, or where it was installed. */
void command_program(struct saiga_strbuf *path, const char *name);

/* The time in seconds UTC: $SAIGA_NOW where it is set to a number, for tests,
 * else the clock's. */
int64_t command_now(void);

/* A minute of computing from now on raises SIGXCPU. */
void command_limit_cpu(void);

/* Reads a number of at most six digits, no greater than max. */
bool command_number(const char *text, uint32_t max, uint32_t *out);

/* Writes the output to standard output; returns code, or EXIT_ERROR when it
 * could not be written. */
int command_output(const struct saiga_strbuf *out, int code);

/* ---- the index that a command reads: command-index.c -------------------- */

/* What the command line says of it. */
struct index_options {
	const char *names[SAIGA_SHARDS_MAX]; /* of --db */
	size_t n;
	unsigned timeout_ms; /* 0: the default */
	bool strict, programs;
};

enum {
	OPTION_TIMEOUT = 1000,
	OPTION_STRICT,
	OPTION_PROGRAMS,
};

/* Rows for getopt_long. */
#define COMMAND_INDEX_OPTIONS \
	{ "db", required_argument, NULL, 'd' }, \
	{ "timeout", required_argument, NULL, OPTION_TIMEOUT }, \
	{ "strict", no_argument, NULL, OPTION_STRICT }, \
	{ "programs", no_argument, NULL, OPTION_PROGRAMS }

/* What --help says of them. */
#define COMMAND_INDEX_USAGE \
	"  -d, --db=INDEX    the index (default: $SAIGA_DB, or\n" \
	"                    $XDG_DATA_HOME/saiga/default): a folder, a stub\n" \
	"                    file, or tcp://HOST:PORT; several are searched\n" \
	"                    as one, see saiga(1)\n" \
	"      --timeout=N   wait N seconds for a server (default: 5)\n" \
	"      --strict      fail when one does not answer\n" \
	"      --programs    run the programs that a stub file names\n"

enum option_taken { OPTION_TAKEN, OPTION_WRONG, OPTION_OTHER };

/* Takes one of these options, optarg its value; what is wrong has been
 * said. */
enum option_taken command_index_option(struct index_options *o, int c);

/* Finds which folders, servers and programs the index is, without opening
 * them; *out is to be closed in any case. */
SAIGA_CHECKED enum saiga_status command_name(struct saiga_shards *out,
	const struct index_options *o, struct saiga_error *err);

/* The same, and opens them. */
SAIGA_CHECKED enum saiga_status command_open(struct saiga_shards *out,
	const struct index_options *o, struct saiga_error *err);

/* Says what was missing and closes; returns code, or EXIT_PARTIAL when
 * something was. */
int command_close(struct saiga_shards *shards, int code);

#endif
