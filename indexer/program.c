/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs another program. */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NO_PROGRAM 127 /* what a shell, too, ends with */

static void
limit(int resource, rlim_t value)
{
	struct rlimit limit = { value, value };

	setrlimit(resource, &limit);
}

/* Becomes the program; between fork and exec. */
static void
become(const struct program *program, int in, int out)
{
	int fd, null = open("/dev/null", O_RDWR);

	setpgid(0, 0);
	dup2(in, STDIN_FILENO);
	dup2(out, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	for (fd = STDERR_FILENO + 1; fd < 1024; fd++)
		close(fd);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	limit(RLIMIT_CPU, PROGRAM_SECONDS / 2);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_CORE, 0);
	setenv("LC_ALL", "C.UTF-8", 1);
	/* Last: from here on this process may get no memory. */
	limit(RLIMIT_AS, PROGRAM_MEMORY);
	execvp(program->argv[0], (char *const *)(uintptr_t)program->argv);
	_exit(NO_PROGRAM);
}

static int
milliseconds_left(const struct timespec *start)
{
	struct timespec now;
	long gone;

	clock_gettime(CLOCK_MONOTONIC, &now);
	gone = (now.tv_sec - start->tv_sec) * 1000 +
		(now.tv_nsec - start->tv_nsec) / 1000000;
	return gone >= PROGRAM_SECONDS * 1000L
		? 0
		: (int)(PROGRAM_SECONDS * 1000L - gone);
}

/* Reads until the end, or until there is no more room; false when the time
 * is over before. */
static bool
read_output(int fd, struct saiga_strbuf *out)
{
	struct timespec start;
	char buffer[16384];

	clock_gettime(CLOCK_MONOTONIC, &start);
	while (out->status == SAIGA_OK) {
		struct pollfd ready = { .fd = fd, .events = POLLIN };
		int n = poll(&ready, 1, milliseconds_left(&start));
		ssize_t got;

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		got = read(fd, buffer, sizeof(buffer));
		if (got <= 0)
			return got == 0;
		if ((size_t)got > out->max - out->len)
			got = (ssize_t)(out->max - out->len);
		if (got == 0)
			break;
		saiga_strbuf_append(out, buffer, (size_t)got);
	}
	return true;
}

/* Waits for what read_output left, which is then no longer wanted. */
static enum saiga_status
finish(const struct program *program, pid_t child, bool in_time, bool full,
	struct saiga_error *err)
{
	int status = 0;

	if (!in_time || full)
		kill(-child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	/* What it may have started itself. */
	kill(-child, SIGKILL);
	if (!in_time || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
		return saiga_error_set(err, SAIGA_FORMAT,
			"%s took longer than %d seconds", program->argv[0],
			PROGRAM_SECONDS / 2);
	if (WIFEXITED(status) && WEXITSTATUS(status) == NO_PROGRAM)
		return saiga_error_set(err, SAIGA_UNSUPPORTED,
			"needs %s: install the package %s", program->argv[0],
			program->package);
	if (full || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
		return SAIGA_OK;
	return saiga_error_set(
		err, SAIGA_FORMAT, "%s cannot read it", program->argv[0]);
}

static enum saiga_status
run(const struct program *program, int in, struct saiga_strbuf *out,
	struct saiga_error *err)
{
	int ends[2];
	bool in_time, full;
	pid_t child;

	if (pipe(ends) != 0)
		return saiga_error_set(
			err, SAIGA_IO, "pipe: %s", strerror(errno));
	child = fork();
	if (child == 0)
		become(program, in, ends[1]);
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return saiga_error_set(
			err, SAIGA_IO, "fork: %s", strerror(errno));
	}
	/* Whoever of the two comes first: it is a group to be killed. */
	setpgid(child, child);
	in_time = read_output(ends[0], out);
	full = out->len == out->max;
	close(ends[0]);
	return finish(program, child, in_time, full, err);
}

enum saiga_status
program_run(const struct program *program, struct saiga_slice bytes,
	struct saiga_strbuf *out, struct saiga_error *err)
{
	FILE *file = tmpfile();
	enum saiga_status status;

	if (file == NULL ||
		(bytes.len > 0 &&
			fwrite(bytes.p, 1, bytes.len, file) != bytes.len) ||
		fflush(file) != 0 || lseek(fileno(file), 0, SEEK_SET) != 0)
		status = saiga_error_set(
			err, SAIGA_IO, "a temporary file: %s", strerror(errno));
	else
		status = run(program, fileno(file), out, err);
	if (file != NULL)
		fclose(file);
	return status;
}
