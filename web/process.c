/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Begins the work of a process. */
#include "process.h"

#include "sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
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

/* The folders that the service has to read; the array is the caller's. */
static const char **
list_folders(size_t *n, const struct service *service)
{
	const char **folders;
	size_t i, k, max = 0;

	for (i = 0; i < service->site->n; i++)
		max += service->indexes[i].n;
	folders = calloc(max + 1, sizeof(*folders));
	*n = 0;
	for (i = 0; folders != NULL && i < service->site->n; i++)
		for (k = 0; k < service->indexes[i].n; k++) {
			const struct saiga_shard *shard =
				&service->indexes[i].items[k];

			if (!saiga_shard_is_remote(shard))
				folders[(*n)++] = shard->name;
		}
	return folders;
}

bool
process_begin(
	struct service *service, const struct site *site, unsigned seconds)
{
	struct sandbox sandbox = { NULL, 0, site->memory, seconds };
	struct saiga_error err = SAIGA_ERROR_INIT;
	const char **folders = NULL;
	enum saiga_status status =
		service_init(service, site, seconds == 0, &err);

	if (status == SAIGA_OK) {
		folders = list_folders(&sandbox.n, service);
		sandbox.folders = folders;
		status = folders == NULL ? saiga_error_nomem(&err)
					 : sandbox_enter(&sandbox, &err);
	}
	free(folders);
	if (status == SAIGA_OK)
		return true;
	fprintf(stderr, "saiga.cgi: cannot start: %s\n", err.msg);
	return false;
}
