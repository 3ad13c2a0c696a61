/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Xapian's check of a damaged index may crash, or ask for all memory or time
 * there is, so it runs in a child: where that ends so, the index is damaged.
 */
#include "xapian-check.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define CHECK_MEMORY ((rlim_t)4 << 30)  /* bytes */
#define CHECK_SECONDS ((rlim_t)60)      /* of computing, at least */
#define CHECK_BYTES ((uint64_t)1 << 20) /* a second; 90 MB was measured */

#if defined(__SANITIZE_ADDRESS__) /* gcc */
#define SANITIZED
#elif defined(__has_feature) /* clang */
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

/* How a check ended; the child exits with it. */
enum outcome { WHOLE, DAMAGED, FAILED };

static void
limit_child(const char *path)
{
	struct saiga_sizes sizes;
	struct rlimit limit = { 0, 0 };

	setrlimit(RLIMIT_CORE, &limit);
	saiga_store_sizes(&sizes, path);
	limit.rlim_cur = limit.rlim_max =
		CHECK_SECONDS + (rlim_t)(sizes.all / CHECK_BYTES);
	setrlimit(RLIMIT_CPU, &limit);
	/* AddressSanitizer takes terabytes of addresses for itself. */
#ifndef SANITIZED
	limit.rlim_cur = limit.rlim_max = CHECK_MEMORY;
	setrlimit(RLIMIT_AS, &limit);
#endif
	/* It has the writer's lock, too: it must not outlive us. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
}

/* Errors that say nothing about the tables, which were open a moment ago. */
static bool
is_failure(enum xc_error_kind kind)
{
	return kind == XC_NO_MEMORY || kind == XC_DATABASE_OPENING_ERROR ||
		kind == XC_DATABASE_LOCK_ERROR;
}

/* Signals that a fault of the program's or a limit raises, not somebody from
 * outside. */
static bool
is_crash(int number)
{
	return number == SIGSEGV || number == SIGABRT || number == SIGBUS ||
		number == SIGFPE || number == SIGILL || number == SIGXCPU;
}

/* The first line of the report that tells of a fault: no table's name, and not
 * that one is whole. */
static struct saiga_slice
find_reason(const struct xc_bytes *report)
{
	struct saiga_slice rest = saiga_slice_of(report->data, report->len);
	struct saiga_slice line;

	while (saiga_slice_line(&rest, &line))
		if (line.len > 2 && line.p[line.len - 1] != ':' &&
			memcmp(line.p + line.len - 2, "OK", 2) != 0)
			return line;
	return saiga_slice_of(report->data, 0);
}

/* Writes the reason for the parent. */
static enum outcome
check_in_child(const char *path, int out)
{
	struct xc_bytes report = XC_BYTES_INIT;
	struct xc_error xerr;
	struct saiga_slice reason;
	enum outcome outcome = WHOLE;
	size_t faults = 0;

	limit_child(path);
	if (xc_database_check(&faults, &report, path, 0, &xerr) != XC_OK) {
		outcome = is_failure(xerr.kind) ? FAILED : DAMAGED;
		reason = saiga_slice(xerr.message);
	} else if (faults > 0) {
		outcome = strstr(report.data, "Too many open files") != NULL
			? FAILED
			: DAMAGED;
		reason = find_reason(&report);
	}
	/* Where it cannot be written, the status says it, too. */
	if (outcome != WHOLE && write(out, reason.p, reason.len) < 0)
		return outcome;
	return outcome;
}

/* What the child wrote, as much as fits. */
static void
read_reason(char reason[SAIGA_ERROR_MAX], int in)
{
	size_t len = 0;
	ssize_t n;

	while (len < SAIGA_ERROR_MAX - 1 &&
		(n = read(in, reason + len, SAIGA_ERROR_MAX - 1 - len)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		len += (size_t)n;
	}
	reason[len] = '\0';
}

static enum saiga_status
judge(int status, const char *reason, struct saiga_error *err)
{
	if (WIFSIGNALED(status))
		return saiga_error_set(err,
			is_crash(WTERMSIG(status)) ? SAIGA_CORRUPT
						   : SAIGA_INTERNAL,
			"Xapian's check was ended by a signal (%s)",
			strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) == WHOLE)
		return SAIGA_OK;
	return saiga_error_set(err,
		WEXITSTATUS(status) == DAMAGED ? SAIGA_CORRUPT : SAIGA_IO,
		"Xapian's check: %s",
		*reason != '\0' ? reason : "its tables are damaged");
}

enum saiga_status
xapian_check(const char *path, struct saiga_error *err)
{
	char reason[SAIGA_ERROR_MAX];
	int status = 0, ends[2];
	pid_t child;

	if (pipe(ends) != 0)
		return saiga_error_set(
			err, SAIGA_IO, "check: %s", strerror(errno));
	child = fork();
	if (child == 0) {
		close(ends[0]);
		_exit(check_in_child(path, ends[1]));
	}
	close(ends[1]);
	if (child < 0) {
		close(ends[0]);
		return saiga_error_set(
			err, SAIGA_IO, "check: %s", strerror(errno));
	}
	read_reason(reason, ends[0]);
	close(ends[0]);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return judge(status, reason, err);
}
