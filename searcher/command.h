/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands of saiga: one file cmd-NAME.c and one row in main.c each. */
#ifndef SEARCHER_COMMAND_H
#define SEARCHER_COMMAND_H

#include <saiga/store.h>

#include <stdio.h>

enum { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };

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

/* Opens the index that the option, or what stands for it, names; the path is
 * appended to *path, which may be NULL. */
SAIGA_CHECKED enum saiga_status command_open(struct xc_database **out,
	struct saiga_strbuf *path, const char *option,
	struct saiga_error *err);

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

#endif
