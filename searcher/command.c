/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands share. */
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define CPU_SECONDS 60
#define INPUT_MAX ((size_t)1 << 20) /* bytes of a query on standard input */

int
command_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	saiga_vwarn(format, args);
	va_end(args);
	return EXIT_ERROR;
}

int
command_failed(enum saiga_status status, const struct saiga_error *err)
{
	return command_error("%s",
		err->msg[0] != '\0' ? err->msg : saiga_status_text(status));
}

int
command_usage(const char *command, char *const *argv)
{
	saiga_warn_option(command, argv[optind - 1]);
	return EXIT_ERROR;
}

/* Appends what can be read from fd, but for what is beyond max bytes. */
static enum saiga_status
read_all(struct saiga_strbuf *out, int fd, const char *name, size_t max,
	struct saiga_error *err)
{
	char buffer[65536];
	ssize_t n;

	while (out->status == SAIGA_OK &&
		(n = read(fd, buffer, sizeof(buffer))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return saiga_error_set(
				err, SAIGA_IO, "%s: %s", name, strerror(errno));
		if (out->len < max)
			saiga_strbuf_append(out, buffer, (size_t)n);
	}
	return saiga_strbuf_status(out, err);
}

enum saiga_status
command_read(
	struct saiga_strbuf *out, const char *path, struct saiga_error *err)
{
	enum saiga_status status;
	int fd;

	if (strcmp(path, "-") == 0)
		return read_all(
			out, STDIN_FILENO, "standard input", SIZE_MAX, err);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	status = read_all(out, fd, path, SIZE_MAX, err);
	close(fd);
	if (out->status == SAIGA_INVALID)
		return saiga_error_set(err, SAIGA_INVALID,
			"%s: more than %zu MB", path, out->max >> 20);
	return status;
}

enum saiga_status
command_text(struct saiga_strbuf *out, int argc, char **argv,
	struct saiga_error *err)
{
	int i;

	if (argc == 1 && strcmp(argv[0], "-") == 0)
		/* A query that is too long is cut by the parser, which says
		 * so; there is no need to hold all of it. */
		return read_all(
			out, STDIN_FILENO, "standard input", INPUT_MAX, err);
	for (i = 0; i < argc; i++) {
		if (i > 0)
			saiga_strbuf_byte(out, ' ');
		saiga_strbuf_str(out, argv[i]);
	}
	return saiga_strbuf_status(out, err);
}

/* The folder of the program that runs, with the slash; empty if the system
 * does not tell. */
static void
own_folder(struct saiga_strbuf *out)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path));

	while (n > 0 && path[n - 1] != '/')
		n--;
	if (n > 0)
		saiga_strbuf_append(out, path, (size_t)n);
}

void
command_program(struct saiga_strbuf *path, const char *name)
{
	own_folder(path);
	saiga_strbuf_str(path, name);
	if (access(saiga_strbuf_cstr(path), X_OK) == 0)
		return;
	saiga_strbuf_reset(path);
	saiga_strbuf_printf(path, "%s/%s", PKGLIBEXECDIR, name);
}

int64_t
command_now(void)
{
	const char *fixed = getenv("SAIGA_NOW");
	char *end = NULL;
	long long now = fixed == NULL ? 0 : strtoll(fixed, &end, 10);

	if (end != NULL && end > fixed && *end == '\0')
		return (int64_t)now;
	return (int64_t)time(NULL);
}

void
command_limit_cpu(void)
{
	struct rusage used;
	struct rlimit limit;

	if (getrusage(RUSAGE_SELF, &used) != 0 ||
		getrlimit(RLIMIT_CPU, &limit) != 0)
		return;
	limit.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
		CPU_SECONDS;
	if (limit.rlim_max != RLIM_INFINITY && limit.rlim_cur > limit.rlim_max)
		limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_CPU, &limit);
}

bool
command_number(const char *text, uint32_t max, uint32_t *out)
{
	size_t i, n = strlen(text);

	*out = 0;
	if (n == 0 || n > 6)
		return false;
	for (i = 0; i < n; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*out = *out * 10 + (uint32_t)(text[i] - '0');
	}
	return *out <= max;
}

int
command_output(const struct saiga_strbuf *out, int code)
{
	if (out->len > 0)
		fwrite(out->p, 1, out->len, stdout);
	if (fflush(stdout) != 0 || ferror(stdout))
		return command_error("cannot write: %s", strerror(errno));
	return code;
}
