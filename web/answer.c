/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Chooses the page, and writes the headers of what it gave. */
#include "answer.h"

#include "page.h"
#include "stamp.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HEADERS_MAX 4096u
#define RETRY_SECONDS 30 /* that an index without all its parts serves */

/* No script, no frame, nothing from elsewhere, no word of where a reader came
 * from: W3C Content Security Policy Level 3, Fetch (nosniff), Referrer
 * Policy. */
static const char always[] =
	"Content-Security-Policy: default-src 'none'; style-src 'self'; "
	"img-src 'self'; form-action 'self'; base-uri 'none'; "
	"frame-ancestors 'none'\r\n"
	"X-Content-Type-Options: nosniff\r\n"
	"Referrer-Policy: no-referrer\r\n"
	"Cross-Origin-Opener-Policy: same-origin\r\n"
	"Cross-Origin-Resource-Policy: same-origin\r\n"
	"Vary: Accept-Language\r\n";

static enum saiga_status
add_names(struct saiga_shards *shards, struct saiga_slice names,
	struct saiga_error *err)
{
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status = SAIGA_OK;
	struct saiga_slice line;

	while (status == SAIGA_OK && saiga_slice_line(&names, &line)) {
		saiga_strbuf_reset(&name);
		saiga_strbuf_slice(&name, line);
		status = saiga_strbuf_status(&name, err);
		if (status == SAIGA_OK)
			status = saiga_shards_add(
				shards, saiga_strbuf_cstr(&name), err);
	}
	saiga_strbuf_dispose(&name);
	return status;
}

static enum saiga_status
init_index(struct saiga_shards *shards, const struct site *site,
	const struct site_collection *collection, bool opens,
	struct saiga_error *err)
{
	const struct saiga_shards none = SAIGA_SHARDS_INIT;
	struct saiga_error down = SAIGA_ERROR_INIT;
	enum saiga_status status;
	size_t i;

	*shards = none;
	shards->timeout_ms = site->timeout * 1000;
	shards->programs = site->programs;
	status = add_names(shards, saiga_strbuf_view(&collection->names), err);
	for (i = 0; i < shards->n && status == SAIGA_OK; i++)
		shards->fixed |= saiga_shard_is_remote(&shards->items[i]);
	/* If none can be reached, whoever asks is told. */
	if (status == SAIGA_OK && (opens || shards->fixed))
		(void)!saiga_shards_open(shards, &down);
	return status;
}

enum saiga_status
service_init(struct service *service, const struct site *site, bool opens,
	struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	service->site = site;
	service->worn = false;
	service->begun = (int64_t)time(NULL);
	service->indexes = calloc(site->n, sizeof(*service->indexes));
	if (service->indexes == NULL)
		return saiga_error_nomem(err);
	for (i = 0; i < site->n && status == SAIGA_OK; i++)
		status = init_index(&service->indexes[i], site,
			&site->collections[i], opens, err);
	return status;
}

void
service_dispose(struct service *service)
{
	size_t i;

	for (i = 0; service->indexes != NULL && i < service->site->n; i++)
		saiga_shards_dispose(&service->indexes[i]);
	free(service->indexes);
	service->indexes = NULL;
}

/* The collection's index as it is now.  That there is none is our fault, not
 * that of who asks. */
static enum saiga_status
open_index(struct page *page, struct service *service)
{
	struct saiga_shards *shards = &service->indexes[page->collection -
		service->site->collections];
	struct xc_error xerr;
	enum saiga_status status = SAIGA_OK;

	if (shards->db == NULL)
		status = saiga_shards_open(shards, page->err);
	else if (xc_database_reopen(NULL, shards->db, &xerr) == XC_OK)
		status = SAIGA_OK;
	else if (xerr.kind == XC_DATABASE_OPENING_ERROR)
		/* Another index took its place, which the sandbox does not
		 * know: what is open answers, the next process has the new
		 * one. */
		service->worn = true;
	else
		status = saiga_store_error(page->err, &xerr, "reopen");
	page->shards = shards;
	page->db = shards->db;
	/* A new process may reach what this one could not. */
	if (saiga_shards_down(shards) > 0 &&
		page->request->now > service->begun + RETRY_SECONDS)
		service->worn = true;
	return status == SAIGA_OK ? status : SAIGA_IO;
}

static const struct route {
	enum param_page page;
	page_fn run;
	bool is_static; /* needs no index, and stays the same */
} routes[] = {
	{ PAGE_STYLE, page_style, true },
	{ PAGE_SITE_STYLE, page_site_style, true },
	{ PAGE_ICON, page_icon, true },
	{ PAGE_OPENSEARCH, page_opensearch, true },
	{ PAGE_SUGGEST, page_suggest, false },
	{ PAGE_SEARCH, NULL, false },
};

static const struct route *
route_of(const struct http_request *request)
{
	const struct route *r = routes;

	while (r->page != PAGE_SEARCH &&
		r->page != request->params.number[PARAM_PAGE])
		r++;
	return r;
}

/* Results, an article or the start page, in the form that is asked for. */
static page_fn
page_of(const struct params *p)
{
	bool article = p->text[PARAM_ARTICLE].len > 0;

	switch (p->number[PARAM_FORMAT]) {
	case FORMAT_JSON:
	case FORMAT_CSV:
		return page_data;
	case FORMAT_ATOM:
		return page_atom;
	default:
		if (article)
			return page_article;
		return p->text[PARAM_QUERY].len > 0 ? page_results : page_start;
	}
}

/* The whole page, begun anew where a commit ran over it. */
static enum saiga_status
run(struct page *page, page_fn fn)
{
	enum saiga_status status;
	unsigned tries = 0;

	do {
		saiga_strbuf_reset(page->out);
		status = fn(page);
		if (status == SAIGA_OK)
			status = saiga_strbuf_status(page->out, page->err);
	} while (page->db != NULL &&
		saiga_store_again(page->db, status, &tries));
	return status;
}

/* Fills the page, unless the browser has it as it is: then its code is
 * 304. */
static enum saiga_status
answer_page(struct page *page, struct service *service, struct stamp *stamp)
{
	const struct http_request *request = page->request;
	const struct route *route = route_of(request);
	enum saiga_status status;

	page->collection =
		site_find(page->site, request->params.text[PARAM_COLLECTION]);
	if (page->collection == NULL)
		return saiga_error_set(page->err, SAIGA_NOTFOUND, "%s",
			page_word(page, WORD_NO_COLLECTION));
	if (route->is_static) {
		stamp->age = 86400;
		return run(page, route->run);
	}
	status = open_index(page, service);
	if (status == SAIGA_OK)
		status = stamp_make(stamp, page);
	if (status != SAIGA_OK) {
		service->worn = true;
		return status;
	}
	if (stamp_is_known(stamp, request)) {
		page->code = 304;
		return SAIGA_OK;
	}
	return run(page,
		route->run != NULL ? route->run : page_of(&request->params));
}

static const char *
reason(unsigned code)
{
	switch (code) {
	case 200:
		return "OK";
	case 304:
		return "Not Modified";
	case 400:
		return "Bad Request";
	case 404:
		return "Not Found";
	case 405:
		return "Method Not Allowed";
	case 503:
		return "Service Unavailable";
	default:
		return "Internal Server Error";
	}
}

static void
put_headers(struct saiga_strbuf *out, const struct page *page,
	const struct stamp *stamp)
{
	saiga_strbuf_printf(
		out, "Status: %u %s\r\n", page->code, reason(page->code));
	if (page->code != 304)
		saiga_strbuf_printf(out,
			"Content-Type: %s\r\nContent-Length: %zu\r\n",
			page->type, page->out->len);
	saiga_strbuf_str(out, always);
	if (page->code == 405)
		saiga_strbuf_str(out, "Allow: GET, HEAD\r\n");
	if (page->code == 503)
		saiga_strbuf_str(out, "Retry-After: 5\r\n");
	stamp_print(out, page->code < 400 ? stamp : NULL);
	saiga_strbuf_str(out, "\r\n");
}

static void
put_log(struct saiga_strbuf *log, enum saiga_status status,
	const struct saiga_error *err)
{
	saiga_utf8_printable(
		saiga_slice(err->msg[0] != '\0' ? err->msg
						: saiga_status_text(status)),
		log);
}

static uint64_t
nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

void
answer(struct saiga_strbuf *out, struct saiga_strbuf *log,
	struct service *service, char *const *environment)
{
	struct saiga_strbuf body = SAIGA_STRBUF_INIT(PAGE_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct http_request request;
	struct stamp stamp = STAMP_INIT;
	struct page page = {
		.out = &body,
		.site = service->site,
		.request = &request,
		.started = nanoseconds(),
		.code = 200,
		.type = "text/html; charset=utf-8",
		.err = &err,
	};
	enum saiga_status status =
		http_request_read(&request, environment, &err);

	if (status == SAIGA_OK)
		status = answer_page(&page, service, &stamp);
	if (status != SAIGA_OK) {
		saiga_strbuf_reset(&body);
		page.type = "text/html; charset=utf-8";
		page_failure(&page, status, &err);
		/* Of what was asked wrongly the server's log has a line. */
		if (page.code >= 500) {
			put_log(log, status, &err);
			service->worn = true;
		}
	}
	put_headers(out, &page, &stamp);
	if (!request.head && page.code != 304)
		saiga_strbuf_slice(out, saiga_strbuf_view(&body));
	http_request_dispose(&request);
	saiga_strbuf_dispose(&body);
}
