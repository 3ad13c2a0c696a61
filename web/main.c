/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga.cgi: the search page, as CGI or, started with a socket on standard
 * input, as FastCGI. */
#include "answer.h"
#include "fast.h"
#include "late.h"
#include "process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BODY_MAX 65536 /* bytes of a request that are read and dropped */

extern char **environ;

static const char usage[] =
	"Usage: saiga.cgi\n"
	"Answers a request as a web server hands it over: CGI, or FastCGI "
	"when\n"
	"standard input is a socket that listens.  See saiga.cgi(8) and\n"
	"saiga.conf(5); 'saiga serve' starts the page on this machine.\n";

/* Takes what a client has sent along, up to a limit: a server whose socket is
 * closed with bytes unread (Apache's mod_cgid) drops the response. */
static void
take_body(void)
{
	const char *length = getenv("CONTENT_LENGTH");
	long left = length == NULL ? 0 : strtol(length, NULL, 10);
	char bytes[4096];
	ssize_t got = 1;

	if (left > BODY_MAX)
		left = BODY_MAX;
	for (; left > 0 && got > 0; left -= got)
		got = read(STDIN_FILENO, bytes,
			left < (long)sizeof bytes ? (size_t)left
						  : sizeof bytes);
}

/* One request in the environment, its response on standard output. */
static int
run_cgi(const struct site *site)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(PROCESS_OUT_MAX);
	struct saiga_strbuf log = SAIGA_STRBUF_INIT(PROCESS_LOG_MAX);
	struct service service;
	int code = EXIT_SUCCESS;

	late_arm(STDOUT_FILENO, 0, site->seconds);
	if (!process_begin(&service, site, site->seconds + 1))
		return EXIT_FAILURE;
	take_body();
	answer(&out, &log, &service, environ);
	process_log(&log);
	late_arm(-1, 0, PROCESS_SEND_SECONDS);
	if (out.status != SAIGA_OK ||
		fwrite(out.p, 1, out.len, stdout) != out.len ||
		fflush(stdout) != 0)
		code = EXIT_FAILURE;
	late_disarm();
	service_dispose(&service);
	saiga_strbuf_dispose(&out);
	saiga_strbuf_dispose(&log);
	return code;
}

int
main(int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct site *site;
	int code;

	if (argc > 1) {
		int help = strcmp(argv[1], "--help") == 0;
		int version = strcmp(argv[1], "--version") == 0;

		if (version)
			puts("saiga.cgi " PACKAGE_VERSION);
		else
			fputs(usage, help ? stdout : stderr);
		return help || version ? EXIT_SUCCESS : 2;
	}
	process_prepare();
	if (site_read(&site, NULL, &err) != SAIGA_OK) {
		fprintf(stderr, "saiga.cgi: %s\n", err.msg);
		if (fast_is_wanted())
			return EXIT_FAILURE;
		fputs("Status: 500 Internal Server Error\r\n"
		      "Content-Type: text/plain\r\n\r\n"
		      "The search page is not configured.\n",
			stdout);
		return EXIT_FAILURE;
	}
	code = fast_is_wanted() ? fast_run(site) : run_cgi(site);
	site_free(site);
	return code;
}
