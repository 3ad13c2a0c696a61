/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * FastCGI.  One process keeps the others running and answers nothing; each of
 * them answers one request after the other, and ends after some thousand, so
 * that no leak can grow, or when an index could not be read: it is in a
 * sandbox made for the folders as they were when it began.
 */
#include "fast.h"

#include "late.h"
#include "process.h"

#include <fcgiapp.h>

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define REQUESTS_MAX 10000u /* of one process */
#define WORKERS_MAX 64u

bool
fast_is_wanted(void)
{
	return !FCGX_IsCGI();
}

static void
answer_one(struct service *service, FCGX_Request *request)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(PROCESS_OUT_MAX);
	struct saiga_strbuf log = SAIGA_STRBUF_INIT(PROCESS_LOG_MAX);

	late_arm(request->ipcFd, request->requestId, service->site->seconds);
	answer(&out, &log, service, request->envp);
	process_log(&log);
	late_arm(-1, 0, PROCESS_SEND_SECONDS);
	if (out.status == SAIGA_OK)
		FCGX_PutStr(out.p, (int)out.len, request->out);
	FCGX_Finish_r(request);
	late_disarm();
	saiga_strbuf_dispose(&out);
	saiga_strbuf_dispose(&log);
}

static int
work(const struct site *site)
{
	struct service service;
	FCGX_Request request;
	unsigned n;

	if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0)
		return EXIT_FAILURE;
	if (!process_begin(&service, site, 0))
		return EXIT_FAILURE;
	for (n = 0; n < REQUESTS_MAX && !service.worn; n++) {
		if (FCGX_Accept_r(&request) != 0)
			return EXIT_FAILURE;
		answer_one(&service, &request);
	}
	service_dispose(&service);
	return EXIT_SUCCESS;
}

static volatile sig_atomic_t stopped;
static volatile pid_t workers[WORKERS_MAX];

/* The end of a worker wakes who waits for one. */
static void
on_stop(int number)
{
	size_t i;

	stopped = number;
	for (i = 0; i < WORKERS_MAX; i++)
		if (workers[i] > 0)
			kill(workers[i], SIGTERM);
}

static pid_t
start(const struct site *site)
{
	pid_t parent = getpid(), child = fork();

	if (child != 0)
		return child;
	signal(SIGTERM, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	/* The kernel ends it when the one that keeps it running is gone. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	_exit(getppid() != parent ? EXIT_FAILURE : work(site));
}

/* Starts what is missing, then waits for one to end. */
static void
keep_running(const struct site *site)
{
	const struct timespec pause = { 0, 20000000 };
	unsigned i;
	pid_t ended;

	for (i = 0; i < site->workers; i++)
		if (workers[i] <= 0)
			workers[i] = start(site);
	ended = waitpid(-1, NULL, 0);
	for (i = 0; i < site->workers; i++)
		if (workers[i] == ended)
			workers[i] = 0;
	/* One that cannot even begin is not to be begun at full speed. */
	nanosleep(&pause, NULL);
}

int
fast_run(const struct site *site)
{
	struct sigaction stop = { .sa_handler = on_stop };

	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGINT, &stop, NULL);
	while (!stopped)
		keep_running(site);
	on_stop(SIGTERM);
	while (waitpid(-1, NULL, 0) > 0 || errno == EINTR)
		;
	return EXIT_SUCCESS;
}
