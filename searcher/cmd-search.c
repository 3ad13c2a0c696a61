/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga search */
#include "request.h"

#include <string.h>

#define QUERIES_MAX ((size_t)64 << 20) /* bytes of the file */

/* The index and the list of aliases, open for one query or for many. */
struct session {
	const struct request *request;
	struct saiga_shards shards;
	struct aliases *aliases;
	struct search_options options;
};

static enum saiga_status
session_open(struct session *session, const struct request *request,
	struct saiga_error *err)
{
	enum saiga_status status;

	session->request = request;
	session->aliases = NULL;
	session->options = request->options;
	status = command_open(&session->shards, &request->index, err);
	if (status == SAIGA_OK)
		status = aliases_read(&session->aliases, request->aliases, err);
	session->options.plan.aliases = session->aliases;
	return status;
}

static int
session_close(struct session *session, int code)
{
	aliases_free(session->aliases);
	return command_close(&session->shards, code);
}

/* Searches, and prints what was found to out. */
static enum saiga_status
find(struct saiga_strbuf *out, struct search_results **results,
	struct session *session, struct saiga_slice text,
	struct saiga_error *err)
{
	enum saiga_status status = search_shards(
		results, &session->shards, text, &session->options, err);

	if (status != SAIGA_OK)
		return status;
	return session->request->print(out, *results, &session->options,
		&session->request->style, err);
}

static bool
is_any(const struct search_results *results, const struct request *r)
{
	if (request_counts(r))
		return results->total > 0;
	return results->n > 0 && (!r->options.flat || results->n_lines > 0);
}

static int
answer(const struct request *r, struct saiga_slice text)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(PRINT_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct search_results *results = NULL;
	struct session session;
	enum saiga_status status = session_open(&session, r, &err);
	int code;

	if (status == SAIGA_OK)
		status = find(&out, &results, &session, text, &err);
	if (status != SAIGA_OK)
		code = command_failed(status, &err);
	else {
		code = command_output(
			&out, is_any(results, r) ? EXIT_FOUND : EXIT_NOTHING);
		if (results->query->root == NULL)
			command_error("the query has no words to look for");
		else if (code == EXIT_NOTHING && r->print != print_text &&
			r->print != print_counts_text &&
			results->suggestion.len > 0)
			command_error("did you mean: %s",
				saiga_strbuf_cstr(&results->suggestion));
	}
	search_results_free(results);
	code = session_close(&session, code);
	saiga_strbuf_dispose(&out);
	return code;
}

/* One line of --queries, "id<TAB>query"; *code becomes EXIT_FOUND with the
 * first query that finds anything. */
static enum saiga_status
answer_line(struct session *session, struct saiga_slice line, int *code,
	struct saiga_error *err)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(PRINT_MAX);
	struct search_results *results = NULL;
	const char *tab = line.len == 0 ? NULL : memchr(line.p, '\t', line.len);
	enum saiga_status status;

	if (tab == NULL ||
		!print_is_trec_id(
			saiga_slice_of(line.p, (size_t)(tab - line.p))))
		return saiga_error_set(err, SAIGA_INVALID,
			"--queries: a line is an id without spaces, a tab and "
			"a query: %.*s",
			line.len > 60 ? 60 : (int)line.len, line.p);
	session->options.query_id =
		saiga_slice_of(line.p, (size_t)(tab - line.p));
	line.len -= (size_t)(tab + 1 - line.p);
	line.p = tab + 1;
	command_limit_cpu();
	status = find(&out, &results, session, line, err);
	if (status == SAIGA_OK && is_any(results, session->request))
		*code = EXIT_FOUND;
	if (status == SAIGA_OK &&
		command_output(&out, EXIT_FOUND) == EXIT_ERROR)
		*code = EXIT_ERROR;
	search_results_free(results);
	saiga_strbuf_dispose(&out);
	return status;
}

/* The queries of a file in one process: a TREC run. */
static int
answer_file(const struct request *r)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(QUERIES_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct saiga_slice rest, line;
	struct session session;
	enum saiga_status status;
	int code = EXIT_NOTHING;

	status = session_open(&session, r, &err);
	if (status == SAIGA_OK)
		status = command_read(&text, r->queries, &err);
	rest = saiga_strbuf_view(&text);
	while (status == SAIGA_OK && code != EXIT_ERROR &&
		saiga_slice_line(&rest, &line))
		if (line.len > 0)
			status = answer_line(&session, line, &code, &err);
	if (status != SAIGA_OK)
		code = command_failed(status, &err);
	code = session_close(&session, code);
	saiga_strbuf_dispose(&text);
	return code;
}

int
cmd_search(int argc, char **argv)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT((size_t)4 << 20);
	struct saiga_error err = SAIGA_ERROR_INIT;
	enum saiga_status status;
	struct request r;
	int code = request_read(&r, argc, argv);

	if (code != REQUEST_READ)
		return code;
	if (r.queries != NULL)
		return answer_file(&r);
	status = command_text(
		&text, (int)(r.words_end - r.words), r.words, &err);
	code = status != SAIGA_OK ? command_failed(status, &err)
				  : answer(&r, saiga_strbuf_view(&text));
	saiga_strbuf_dispose(&text);
	return code;
}
