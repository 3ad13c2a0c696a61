/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A request, as CGI (RFC 3875) and FastCGI hand it over: the environment. */
#ifndef WEB_HTTP_H
#define WEB_HTTP_H

#include "param.h"

struct http_request {
	bool head;                    /* HEAD, else GET */
	struct params params;
	enum param_language language; /* chosen, or the browser's; never ANY */
	struct saiga_strbuf bytes;    /* of the texts of params */
	struct saiga_strbuf base;     /* the page's own address; or empty */
	const char *if_none_match;    /* borrowed from the environment */
	const char *if_modified_since;
	int64_t now;                  /* seconds UTC */
};

#define HTTP_REQUEST_INIT { .head = false }

/* The value of the variable in an environment, or NULL. */
const char *http_variable(char *const *environment, const char *name);

/*
 * Reads the request; *out is to be disposed of also where it fails.
 * UNSUPPORTED for any method but GET and HEAD, QUERY for a parameter that is
 * wrong; the language is set all the same, for the page that says so.
 */
SAIGA_CHECKED enum saiga_status http_request_read(struct http_request *out,
	char *const *environment, struct saiga_error *err);

void http_request_dispose(struct http_request *request);

/* The language of the interface that suits an Accept-Language header (RFC
 * 9110, 12.5.4), English where none does; header may be NULL. */
enum param_language http_language(const char *header);

#endif
