/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the environment to a request. */
#include "http.h"

#include "escape.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BASE_MAX 2048u  /* bytes of the page's own address */
#define ACCEPT_MAX 512u /* bytes of Accept-Language that are looked at */

const char *
http_variable(char *const *environment, const char *name)
{
	size_t n = strlen(name);

	for (; *environment != NULL; environment++)
		if (strncmp(*environment, name, n) == 0 &&
			(*environment)[n] == '=')
			return *environment + n + 1;
	return NULL;
}

/* The weight behind ";q=" in thousandths; 1000 where none is given. */
static unsigned
weight(const char *range, size_t len)
{
	const char *q = memchr(range, ';', len), *end = range + len;
	unsigned n = 0, unit = 1000;

	if (q == NULL)
		return 1000;
	while (q < end && *q != '=')
		q++;
	for (q++; q < end && unit > 0; q++) {
		if (*q >= '0' && *q <= '9') {
			n += (unsigned)(*q - '0') * unit;
			unit /= 10;
		} else if (*q != '.' && *q != ' ')
			break;
	}
	return n;
}

enum param_language
http_language(const char *header)
{
	const struct param_info *info = &params_table[PARAM_LANGUAGE];
	const char *end = header == NULL ? NULL : header + strlen(header);
	enum param_language best = LANGUAGE_EN;
	unsigned most = 0, i;

	if (header != NULL && end - header > (ptrdiff_t)ACCEPT_MAX)
		end = header + ACCEPT_MAX;
	while (header != NULL && header < end) {
		const char *comma = memchr(header, ',', (size_t)(end - header));
		size_t len = (size_t)((comma == NULL ? end : comma) - header);
		unsigned w = weight(header, len);

		while (len > 0 && *header == ' ') {
			header++;
			len--;
		}
		for (i = LANGUAGE_EN; info->words[i] != NULL; i++)
			if (w > most && len >= 2 &&
				saiga_slice_is(saiga_slice_of(header, 2),
					info->words[i]) &&
				(len == 2 || strchr("-; ", header[2]))) {
				best = (enum param_language)i;
				most = w;
			}
		header += len + (comma != NULL);
	}
	return best;
}

/* Letters, digits and what else a host and its port are written with. */
static bool
is_host(const char *host)
{
	static const char marks[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789.-_:[]";

	return *host != '\0' && host[strspn(host, marks)] == '\0';
}

/* The address that the browser asked, without its parameters; nothing where
 * it is not fit to be written into a page. */
static void
read_base(struct http_request *out, char *const *environment)
{
	const char *host = http_variable(environment, "HTTP_HOST");
	const char *https = http_variable(environment, "HTTPS");
	const char *path = http_variable(environment, "REQUEST_URI");
	bool secure =
		https != NULL && *https != '\0' && strcmp(https, "off") != 0;

	if (path == NULL || path[0] != '/')
		path = http_variable(environment, "SCRIPT_NAME");
	if (host == NULL || !is_host(host))
		return;
	saiga_strbuf_printf(
		&out->base, "%s://%s", secure ? "https" : "http", host);
	if (path == NULL || path[0] != '/')
		path = "/";
	saiga_strbuf_append(&out->base, path, strcspn(path, "?#"));
	if (out->base.status != SAIGA_OK ||
		!escape_is_link(saiga_strbuf_view(&out->base)))
		saiga_strbuf_reset(&out->base);
}

/* $SAIGA_NOW, for tests, else the clock. */
static int64_t
read_now(void)
{
	const char *fixed = getenv("SAIGA_NOW");

	return fixed != NULL ? (int64_t)strtoll(fixed, NULL, 10)
			     : (int64_t)time(NULL);
}

enum saiga_status
http_request_read(struct http_request *out, char *const *environment,
	struct saiga_error *err)
{
	const char *method = http_variable(environment, "REQUEST_METHOD");
	const char *string = http_variable(environment, "QUERY_STRING");
	enum saiga_status status;

	memset(out, 0, sizeof(*out));
	out->base.max = BASE_MAX;
	out->now = read_now();
	out->language = http_language(
		http_variable(environment, "HTTP_ACCEPT_LANGUAGE"));
	out->if_none_match = http_variable(environment, "HTTP_IF_NONE_MATCH");
	out->if_modified_since =
		http_variable(environment, "HTTP_IF_MODIFIED_SINCE");
	read_base(out, environment);
	out->head = method != NULL && strcmp(method, "HEAD") == 0;
	if (!out->head && method != NULL && strcmp(method, "GET") != 0)
		return saiga_error_set(
			err, SAIGA_UNSUPPORTED, "only GET and HEAD");
	status = params_read(
		&out->params, &out->bytes, saiga_slice(string), err);
	if (out->params.number[PARAM_LANGUAGE] != LANGUAGE_ANY)
		out->language =
			(enum param_language)out->params.number[PARAM_LANGUAGE];
	return status;
}

void
http_request_dispose(struct http_request *request)
{
	saiga_strbuf_dispose(&request->bytes);
	saiga_strbuf_dispose(&request->base);
}
