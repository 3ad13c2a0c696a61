/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In the sandbox, what answering does not need is refused.  Each test runs in
 * a process of its own, as libcheck does it. */
#define _GNU_SOURCE
#include "testlib.h"

#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

static void
write_file(const char *name)
{
	FILE *file = fopen(name, "w");

	ck_assert_ptr_nonnull(file);
	fputs("rows", file);
	ck_assert_int_eq(fclose(file), 0);
}

/* Before and behind all tests, outside of the sandbox. */
static void
setup(void)
{
	test_folder_setup();
	ck_assert_int_eq(mkdir("index", 0700), 0);
	write_file("index/table");
	write_file("outside");
}

static void
enter(void)
{
	const char *folders[] = { "index" };
	const struct sandbox sandbox = { folders, 1, 0, 0 };
	struct saiga_error err = SAIGA_ERROR_INIT;

	ck_assert_int_eq(sandbox_enter(&sandbox, &err), SAIGA_OK);
}

/* Whether the last call was refused, rather than failed by chance. */
static bool
refused(int result)
{
	return result < 0 && (errno == EPERM || errno == EACCES);
}

START_TEST(the_index_can_be_opened_again_and_again)
{
	char text[8] = "";
	int i, fd;

	enter();
	for (i = 0; i < 100; i++) {
		fd = open("index/table", O_RDONLY | O_CLOEXEC);
		ck_assert_int_ge(fd, 0);
		ck_assert_int_eq(pread(fd, text, 4, 0), 4);
		ck_assert_str_eq(text, "rows");
		ck_assert_int_eq(close(fd), 0);
	}
}
END_TEST

static bool
try_outside(void)
{
	return refused(open("outside", O_RDONLY));
}

static bool
try_passwd(void)
{
	return refused(open("/etc/passwd", O_RDONLY));
}

static bool
try_dots(void)
{
	return refused(open("index/../outside", O_RDONLY));
}

static bool
try_write(void)
{
	return refused(open("index/table", O_RDWR));
}

static bool
try_create(void)
{
	return refused(open("index/new", O_CREAT | O_WRONLY, 0600));
}

static bool
try_truncate(void)
{
	return refused(open("index/table", O_RDONLY | O_TRUNC));
}

static bool
try_unlink(void)
{
	return refused(unlink("index/table"));
}

static bool
try_rename(void)
{
	return refused(rename("index/table", "index/other"));
}

static bool
try_mkdir(void)
{
	return refused(mkdir("index/folder", 0700));
}

static bool
try_inet(void)
{
	return refused(socket(AF_INET, SOCK_STREAM, 0));
}

static bool
try_unix(void)
{
	return refused(socket(AF_UNIX, SOCK_STREAM, 0));
}

static bool
try_exec(void)
{
	char name[] = "true";
	char *arguments[] = { name, NULL };

	return refused(execv("/bin/true", arguments));
}

static bool
try_fork(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(0);
	return refused(child);
}

static bool
try_kill(void)
{
	return refused(kill(getppid(), 0));
}

static bool
try_run_memory(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED &&
		refused(-1);
}

static bool (*const attempts[])(void) = {
	try_outside,
	try_passwd,
	try_dots,
	try_write,
	try_create,
	try_truncate,
	try_unlink,
	try_rename,
	try_mkdir,
	try_inet,
	try_unix,
	try_exec,
	try_fork,
	try_kill,
	try_run_memory,
};

START_TEST(what_is_not_needed_is_refused)
{
	enter();
	ck_assert_msg(attempts[_i](), "attempt %d was let through", _i);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("sandbox");
	TCase *tc = test_case(suite, "sandbox");

	if (TEST_SANITIZED) {
		srunner_free(srunner_create(suite));
		puts("sanitizers cannot work in the sandbox");
		return 77;
	}
	tcase_add_unchecked_fixture(tc, setup, test_folder_teardown);
	tcase_add_test(tc, the_index_can_be_opened_again_and_again);
	tcase_add_loop_test(
		tc, what_is_not_needed_is_refused, 0, COUNT(attempts));
	return test_run(suite);
}
