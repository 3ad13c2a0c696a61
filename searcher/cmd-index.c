/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands that programs of their own do, so that a search never loads
 * readers: saiga-index, saiga-extract, saiga-care. */
#include "command.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

/* Becomes the program argv[0]: beside this program, as in the folder it was
 * built in, or where it was installed.  Returns only when there is none. */
static void
become(char **argv)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);

	command_program(&path, argv[0]);
	execv(saiga_strbuf_cstr(&path), argv);
	command_error("%s: %s: is Saiga installed whole?",
		saiga_strbuf_cstr(&path), strerror(errno));
	saiga_strbuf_dispose(&path);
}

static volatile sig_atomic_t indexer;

/* Ctrl-C reaches the indexer by itself: what a terminal sends, the kernel
 * sends to both. */
static void
pass_on(int number, siginfo_t *info, void *context)
{
	(void)context;
	if (indexer > 0 && info->si_code <= 0)
		kill((pid_t)indexer, number);
}

static void
pass_signals_on(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction forward = { .sa_sigaction = pass_on,
		.sa_flags = SA_SIGINFO };
	struct sigaction before;
	size_t i;

	for (i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
		/* What nohup, or a shell behind &, has ignored stays so. */
		if (sigaction(numbers[i], NULL, &before) == 0 &&
			before.sa_handler != SIG_IGN)
			sigaction(numbers[i], &forward, NULL);
}

/*
 * Waits for the indexer.  On a damaged index or a full disk Xapian may end
 * its process by a signal: that is told in words, and nothing is lost that
 * was committed.
 */
static int
wait_for(const char *program, pid_t child)
{
	int status = 0;

	indexer = (sig_atomic_t)child;
	pass_signals_on();
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	/* Whoever read what it printed had enough. */
	if (WTERMSIG(status) == SIGPIPE)
		return EXIT_ERROR;
	return command_error("%s was ended by a signal (%s); what was "
			     "committed is kept: look at the disk, and run "
			     "'saiga check'",
		program, strsignal(WTERMSIG(status)));
}

static int
run_beside(char *program, char **argv)
{
	pid_t parent = getpid(), child;

	argv[0] = program;
	child = fork();
	if (child < 0)
		return command_error("%s: %s", program, strerror(errno));
	if (child > 0)
		return wait_for(program, child);
	/* An indexer whose caller was killed would go on and hold the lock. */
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && getppid() == parent)
		become(argv);
	_exit(EXIT_ERROR);
}

int
cmd_index(int argc, char **argv)
{
	static char name[] = "saiga-index";

	(void)argc;
	return run_beside(name, argv);
}

int
cmd_extract(int argc, char **argv)
{
	static char name[] = "saiga-extract";

	(void)argc;
	return run_beside(name, argv);
}

/* The command's name is saiga-care's first argument. */
int
cmd_care(int argc, char **argv)
{
	static char name[] = "saiga-care";
	char **all = calloc((size_t)argc + 2, sizeof(*all));
	int code;

	if (all == NULL)
		return command_error("out of memory");
	memcpy(all + 1, argv, (size_t)argc * sizeof(*all));
	code = run_beside(name, all);
	free(all);
	return code;
}
