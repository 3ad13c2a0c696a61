/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One answer of the search page as saiga.cgi gives it, but outside of the
 * sandbox, where valgrind cannot work. */
#include "answer.h"

#include <stdio.h>
#include <stdlib.h>

extern char **environ;

int
main(void)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT((size_t)1 << 26);
	struct saiga_strbuf log = SAIGA_STRBUF_INIT(65536);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct service service = { .indexes = NULL };
	struct site *site;
	int code = EXIT_FAILURE;

	if (site_read(&site, NULL, &err) == SAIGA_OK &&
		service_init(&service, site, false, &err) == SAIGA_OK) {
		answer(&out, &log, &service, environ);
		fwrite(out.p, 1, out.len, stdout);
		code = EXIT_SUCCESS;
		service_dispose(&service);
	}
	site_free(site);
	saiga_strbuf_dispose(&out);
	saiga_strbuf_dispose(&log);
	return code;
}
