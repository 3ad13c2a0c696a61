/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Landlock (landlock(7)), seccomp (seccomp(2)), limits (setrlimit(2)). */
#define _GNU_SOURCE
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FILES_MAX 64u      /* beside those of the indexes */
#define INDEX_FILES_MAX 8u /* of one */

/* The sanitizers' own work needs files, calls and memory that ours does not:
 * with them there is no sandbox. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define IS_SANITIZED 1
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0
#endif

/* What answering takes: reading an index again and again as it changes, the
 * clock, memory, signals, and FastCGI's connections.  Seen by strace with
 * glibc 2.36, Xapian 1.4.22 and libfcgi 2.4.2. */
static const int calls[] = {
	SCMP_SYS(accept),
	SCMP_SYS(accept4),
	SCMP_SYS(access),
	SCMP_SYS(brk),
	SCMP_SYS(clock_gettime),
	SCMP_SYS(clock_nanosleep),
	SCMP_SYS(close),
	SCMP_SYS(exit),
	SCMP_SYS(exit_group),
	SCMP_SYS(faccessat),
	SCMP_SYS(faccessat2),
	SCMP_SYS(fadvise64),
	SCMP_SYS(fcntl),
	SCMP_SYS(fstat),
	SCMP_SYS(futex),
	SCMP_SYS(getpeername),
	SCMP_SYS(getpid),
	SCMP_SYS(getrandom),
	SCMP_SYS(getsockname),
	SCMP_SYS(gettid),
	SCMP_SYS(gettimeofday),
	SCMP_SYS(lseek),
	SCMP_SYS(madvise),
	SCMP_SYS(mremap),
	SCMP_SYS(munmap),
	SCMP_SYS(nanosleep),
	SCMP_SYS(newfstatat),
	SCMP_SYS(poll),
	SCMP_SYS(ppoll),
	SCMP_SYS(pread64),
	SCMP_SYS(pselect6),
	SCMP_SYS(read),
	SCMP_SYS(restart_syscall),
	SCMP_SYS(rt_sigaction),
	SCMP_SYS(rt_sigprocmask),
	SCMP_SYS(rt_sigreturn),
	SCMP_SYS(select),
	SCMP_SYS(setitimer),
	SCMP_SYS(shutdown),
	SCMP_SYS(stat),
	SCMP_SYS(statx),
	SCMP_SYS(tgkill),
	SCMP_SYS(time),
	SCMP_SYS(write),
	SCMP_SYS(writev),
};

/* Memory that can be run is for the loader, which is done. */
static int
allow_with_care(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp not_run =
		SCMP_A2(SCMP_CMP_MASKED_EQ, 4 /* PROT_EXEC */, 0);
	const struct scmp_arg_cmp read_only = SCMP_A2(SCMP_CMP_MASKED_EQ,
		O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND, O_RDONLY);
	const struct scmp_arg_cmp old_read_only = SCMP_A1(SCMP_CMP_MASKED_EQ,
		O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND, O_RDONLY);
	int code;

	code = seccomp_rule_add_array(
		filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, &not_run);
	if (code == 0)
		code = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW,
			SCMP_SYS(mprotect), 1, &not_run);
	if (code == 0)
		code = seccomp_rule_add_array(filter, SCMP_ACT_ALLOW,
			SCMP_SYS(openat), 1, &read_only);
	/* Newer systems have no open but openat. */
	if (code == 0)
		seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, SCMP_SYS(open),
			1, &old_read_only);
	return code;
}

static enum saiga_status
filter_calls(struct saiga_error *err)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int code = filter == NULL ? -ENOMEM : 0;
	size_t i;

	/* A call that this machine does not have needs no leave. */
	for (i = 0; code == 0 && i < sizeof(calls) / sizeof(*calls); i++)
		seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
	if (code == 0)
		code = allow_with_care(filter);
	if (code == 0)
		code = seccomp_load(filter);
	seccomp_release(filter);
	if (code != 0)
		return saiga_error_set(
			err, SAIGA_IO, "seccomp: %s", strerror(-code));
	return SAIGA_OK;
}

/* One folder below which files may be read; one that is not there is left
 * out, and cannot be read when it comes. */
static void
allow_folder(int rules, const char *path)
{
	struct landlock_path_beneath_attr beneath = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE |
			LANDLOCK_ACCESS_FS_READ_DIR,
		.parent_fd = open(path, O_PATH | O_CLOEXEC),
	};

	if (beneath.parent_fd < 0)
		return;
	syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH,
		&beneath, 0);
	close(beneath.parent_fd);
}

static void
limit_paths(const struct sandbox *sandbox)
{
	/* All that the first version of Landlock knows. */
	const struct landlock_ruleset_attr all = {
		.handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1,
	};
	int rules =
		(int)syscall(SYS_landlock_create_ruleset, &all, sizeof(all), 0);
	size_t i;

	if (rules < 0)
		return;
	for (i = 0; i < sandbox->n; i++)
		allow_folder(rules, sandbox->folders[i]);
	syscall(SYS_landlock_restrict_self, rules, 0);
	close(rules);
}

static void
limit(__rlimit_resource_t what, rlim_t value)
{
	struct rlimit now;

	if (getrlimit(what, &now) != 0)
		return;
	if (now.rlim_max == RLIM_INFINITY || now.rlim_max > value)
		now.rlim_max = value;
	now.rlim_cur = now.rlim_max;
	setrlimit(what, &now);
}

enum saiga_status
sandbox_enter(const struct sandbox *sandbox, struct saiga_error *err)
{
	if (IS_SANITIZED)
		return SAIGA_OK;
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_NOFILE, FILES_MAX + sandbox->n * INDEX_FILES_MAX);
	if (sandbox->seconds > 0)
		limit(RLIMIT_CPU, sandbox->seconds);
	if (sandbox->memory > 0)
		limit(RLIMIT_AS, (rlim_t)sandbox->memory << 20);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return saiga_error_set(
			err, SAIGA_IO, "no_new_privs: %s", strerror(errno));
	limit_paths(sandbox);
	return filter_calls(err);
}
