/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The fuzzer of requests: any bytes are a query string and an Accept-Language
 * header, and a link made of what was read is read as the same.  check_web
 * runs it over tests/seeds/request/.
 */
#include "http.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINK_MAX (PARAM_STRING_MAX * 12u)

/* The link without the escapes of an attribute, and without its "?". */
static void
unescape(struct saiga_strbuf *link)
{
	size_t i, n = 0;

	for (i = 1; i < link->len; i++) {
		link->p[n++] = link->p[i];
		if (strncmp(link->p + i, "&amp;", 5) == 0)
			i += 4;
	}
	link->len = n;
}

static const char *
broken(struct saiga_slice string)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(0);
	struct saiga_strbuf again = SAIGA_STRBUF_INIT(0);
	struct saiga_strbuf link = SAIGA_STRBUF_INIT(LINK_MAX);
	struct saiga_strbuf second = SAIGA_STRBUF_INIT(LINK_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	const char *why = NULL;
	struct params params;
	enum saiga_status status = params_read(&params, &bytes, string, &err);

	if (status == SAIGA_OK) {
		params_link(&link, &params);
		saiga_strbuf_slice(&second, saiga_strbuf_view(&link));
		unescape(&second);
		if (link.status != SAIGA_OK ||
			params_read(&params, &again, saiga_strbuf_view(&second),
				&err) != SAIGA_OK)
			why = "its link is read";
		saiga_strbuf_reset(&second);
		params_link(&second, &params);
		if (!saiga_slice_equal(saiga_strbuf_view(&link),
			    saiga_strbuf_view(&second)))
			why = "its link is read as the same";
		if (strpbrk(saiga_strbuf_cstr(&link), "<>\"' \n") != NULL)
			why = "its link keeps to an attribute";
	} else if (err.msg[0] == '\0')
		why = "it is said what is wrong";
	saiga_strbuf_dispose(&bytes);
	saiga_strbuf_dispose(&again);
	saiga_strbuf_dispose(&link);
	saiga_strbuf_dispose(&second);
	return why;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct saiga_slice string = saiga_slice_of((const char *)data, size);
	const char *why = broken(string);
	char *header = malloc(size + 1);

	if (header == NULL)
		return 0;
	if (size > 0)
		memcpy(header, data, size);
	header[size] = '\0';
	if (http_language(header) == LANGUAGE_ANY)
		why = "a language is chosen";
	free(header);
	if (why == NULL)
		return 0;
	fprintf(stderr, "not true that %s\n", why);
	abort();
}
