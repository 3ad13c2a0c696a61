/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The response of a process that is out of time, made beforehand: a handler
 * of signals can do little more than write. */
#include "late.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

static const char text[] =
	"Status: 503 Service Unavailable\r\n"
	"Content-Type: text/plain; charset=utf-8\r\n"
	"Cache-Control: no-store\r\n"
	"Retry-After: 5\r\n"
	"\r\n"
	"The search took too long. Ask for less.\n"
	"Поиск занял слишком много времени. Упростите запрос.\n"
	"Іздеу тым ұзаққа созылды. Сұрауды жеңілдетіңіз.\n";

static struct {
	volatile sig_atomic_t fd;
	unsigned char bytes[sizeof(text) + 64];
	volatile size_t len;
} response;

static void
on_alarm(int number)
{
	static const char log[] = "saiga.cgi: an answer took too long\n";
	ssize_t ignored = 0;

	(void)number;
	if (response.fd >= 0)
		ignored = write((int)response.fd, response.bytes, response.len);
	ignored = write(STDERR_FILENO, log, sizeof(log) - 1);
	(void)ignored;
	_exit(1);
}

/* A record's head, as the FastCGI specification 1.0 has it (8): version,
 * type, number of the request, length of content and of padding. */
static size_t
put_head(unsigned char *to, unsigned type, int request, size_t len)
{
	to[0] = 1;
	to[1] = (unsigned char)type;
	to[2] = (unsigned char)(request >> 8);
	to[3] = (unsigned char)request;
	to[4] = (unsigned char)(len >> 8);
	to[5] = (unsigned char)len;
	to[6] = to[7] = 0;
	return 8;
}

static void
make_response(int request)
{
	enum { STDOUT_RECORD = 6, END_RECORD = 3 };
	unsigned char *to = response.bytes;
	size_t len = sizeof(text) - 1;

	if (request == 0) {
		memcpy(to, text, len);
		response.len = len;
		return;
	}
	to += put_head(to, STDOUT_RECORD, request, len);
	memcpy(to, text, len);
	to += len;
	to += put_head(to, STDOUT_RECORD, request, 0);
	to += put_head(to, END_RECORD, request, 8);
	/* Status 0, REQUEST_COMPLETE. */
	memset(to, 0, 8);
	response.len = (size_t)(to + 8 - response.bytes);
}

static void
set_timer(unsigned seconds)
{
	const struct itimerval timer = { .it_value = { (time_t)seconds, 0 } };

	setitimer(ITIMER_REAL, &timer, NULL);
}

void
late_arm(int fd, int request, unsigned seconds)
{
	struct sigaction action = { .sa_handler = on_alarm };

	response.fd = fd;
	make_response(request);
	sigaction(SIGALRM, &action, NULL);
	set_timer(seconds);
}

void
late_disarm(void)
{
	set_timer(0);
}
