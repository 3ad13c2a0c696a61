/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * bench/processes QUERIES [--- NAME COMMAND [ARGUMENT]...]...: what a query
 * costs from the start of a process to its end, with what it prints read.
 * QUERIES has tab-separated forms of a query on a line; {1}, {2} ... inside an
 * argument stand for them.  The commands take turns, query by query.  Prints a
 * line each: the name, milliseconds of wall time and of CPU.  A command that
 * exits with more than 1 ends it all.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FORMS_MAX 8
#define ARGUMENTS_MAX 64
#define ARGUMENT_BYTES 16384

static _Noreturn void
leave(const char *what, const char *why)
{
	fprintf(stderr, "bench/processes: %s: %s\n", what, why);
	exit(2);
}

static double
wall_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* CPU of the processes that were waited for. */
static double
cpu_ms(void)
{
	struct rusage used;

	if (getrusage(RUSAGE_CHILDREN, &used) != 0)
		leave("getrusage", strerror(errno));
	return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
		(double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

/* The argument with the query's forms in their places. */
static void
fill(char *out, const char *argument, char *const *forms)
{
	size_t len = 0, n;
	int form;

	for (; *argument != '\0'; argument++) {
		form = argument[0] == '{' && argument[1] > '0' &&
				argument[1] <= '0' + FORMS_MAX &&
				argument[2] == '}'
			? argument[1] - '1'
			: -1;
		n = form < 0 ? 1 : strlen(forms[form]);
		if (len + n >= ARGUMENT_BYTES)
			leave(argument, "too long");
		memcpy(out + len, form < 0 ? argument : forms[form], n);
		len += n;
		argument += form < 0 ? 0 : 2;
	}
	out[len] = '\0';
}

/* Runs it, and reads what it prints. */
static void
run(char **argv)
{
	static char buffer[65536];
	double start = wall_ms(), cpu = cpu_ms();
	int ends[2], status;
	pid_t pid;

	if (pipe(ends) != 0 || (pid = fork()) < 0)
		leave(argv[0], strerror(errno));
	if (pid == 0) {
		dup2(ends[1], STDOUT_FILENO);
		close(ends[0]);
		close(ends[1]);
		execvp(argv[1], argv + 1);
		_exit(127);
	}
	close(ends[1]);
	while (read(ends[0], buffer, sizeof(buffer)) > 0)
		;
	if (waitpid(pid, &status, 0) != pid)
		leave(argv[0], strerror(errno));
	printf("%s %.3f %.3f\n", argv[0], wall_ms() - start, cpu_ms() - cpu);
	close(ends[0]);
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
		leave(argv[0], "failed");
}

/* Each command, from its name on up to the next "---", with the query. */
static void
run_all(char **argv, char *const *forms)
{
	static char bytes[ARGUMENTS_MAX][ARGUMENT_BYTES];
	char *filled[ARGUMENTS_MAX + 1];
	size_t n;

	while (*argv != NULL) {
		for (n = 0; *argv != NULL && strcmp(*argv, "---") != 0;
			argv++) {
			if (n == ARGUMENTS_MAX)
				leave(*argv, "too many arguments");
			fill(bytes[n], *argv, forms);
			filled[n] = bytes[n];
			n++;
		}
		filled[n] = NULL;
		if (n > 1)
			run(filled);
		argv += *argv != NULL;
	}
}

int
main(int argc, char **argv)
{
	char empty[] = "", *line = NULL, *next, *forms[FORMS_MAX];
	size_t cap = 0, i;
	FILE *file;

	if (argc < 5 || strcmp(argv[2], "---") != 0) {
		fputs("Usage: bench/processes QUERIES "
		      "[--- NAME COMMAND [ARGUMENT]...]...\n",
			stderr);
		return 2;
	}
	file = fopen(argv[1], "r");
	if (file == NULL)
		leave(argv[1], strerror(errno));
	setvbuf(stdout, NULL, _IOLBF, 0);
	while (getline(&line, &cap, file) > 0) {
		line[strcspn(line, "\n")] = '\0';
		for (i = 0, next = line; i < FORMS_MAX; i++) {
			forms[i] = next;
			next += strcspn(next, "\t");
			if (*next == '\t')
				*next++ = '\0';
			else
				next = empty;
		}
		run_all(argv + 3, forms);
	}
	free(line);
	fclose(file);
	return 0;
}
