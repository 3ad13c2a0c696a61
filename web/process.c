/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Begins the work of a process. */
#include "process.h"

#include "sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

void
process_prepare(void)
{
	int fd;

	/* A file that took one of these numbers would get what is printed. */
	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	/* Reads the file of the zone, which the sandbox hides. */
	tzset();
}

void
process_log(struct saiga_strbuf *line)
{
	if (line->len > 0)
		fprintf(stderr, "saiga.cgi: %s\n", saiga_strbuf_cstr(line));
	saiga_strbuf_reset(line);
}

bool
process_begin(
	struct service *service, const struct site *site, unsigned seconds)
{
	const char *folders[SITE_COLLECTIONS_MAX];
	struct sandbox sandbox = { folders, site->n, site->memory, seconds };
	struct saiga_error err = SAIGA_ERROR_INIT;
	size_t i;

	for (i = 0; i < site->n; i++)
		folders[i] = saiga_strbuf_cstr(&site->collections[i].path);
	if (service_init(service, site) == SAIGA_OK &&
		sandbox_enter(&sandbox, &err) == SAIGA_OK)
		return true;
	fprintf(stderr, "saiga.cgi: cannot start: %s\n", err.msg);
	return false;
}
