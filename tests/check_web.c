/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of the search page's parts: escapes, parameters, languages, the
 * configuration file, validators. */
#include "testlib.h"

#include "escape.h"
#include "filters.h"
#include "late.h"
#include "http.h"
#include "site.h"
#include "tongue.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define OUT_MAX ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct test_table escapes, filters, languages, params, sites;

/* ---- escapes ------------------------------------------------------------ */

static const struct {
	const char *name;
	void (*escape)(struct saiga_strbuf *out, struct saiga_slice text);
} contexts[] = {
	{ "text", escape_text },
	{ "attribute", escape_attribute },
	{ "url", escape_url },
	{ "json", escape_json },
};

START_TEST(text_is_escaped_by_context)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_slice input = escapes.rows[_i].input;
	const char *space = memchr(input.p, ' ', input.len);
	struct saiga_slice name, text;
	size_t i, len;

	ck_assert_ptr_nonnull(space);
	len = (size_t)(space - input.p);
	name = saiga_slice_of(input.p, len);
	text = saiga_slice_of(space + 1, input.len - len - 1);
	saiga_strbuf_slice(&got, name);
	saiga_strbuf_str(&got, ": ");
	for (i = 0; i < 4; i++)
		if (saiga_slice_is(name, contexts[i].name))
			contexts[i].escape(&got, text);
	if (saiga_slice_is(name, "link"))
		saiga_strbuf_str(&got, escape_is_link(text) ? "yes" : "no");
	test_row_gives(&escapes, _i, &got);
}
END_TEST

/* Whatever the bytes, nothing of them can end the place they stand in. */
START_TEST(no_bytes_leave_their_context)
{
	static const char *const never[] = { "<>\"'", "<>\"'\n\t", "<>\"' &\n",
		"<\n" };
	static const char *const bits[] = { "<", ">", "\"", "'", "&", "&#60;",
		"\\", "\xff", "\xc0\xbc", "\xe2\x80\xae", "script", "=", "\n",
		"\x01", "й", "`", "javascript:", "--", "]]>", "/*" };
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_strbuf out = SAIGA_STRBUF_INIT(OUT_MAX);
	int round, n;

	srand(1);
	for (round = 0; round < 20000; round++) {
		saiga_strbuf_reset(&text);
		saiga_strbuf_reset(&out);
		for (n = rand() % 12; n > 0; n--)
			saiga_strbuf_str(&text, bits[rand() % COUNT(bits)]);
		contexts[_i].escape(&out, saiga_strbuf_view(&text));
		ck_assert_ptr_null(strpbrk(saiga_strbuf_cstr(&out), never[_i]));
	}
	saiga_strbuf_dispose(&text);
	saiga_strbuf_dispose(&out);
}
END_TEST

/* ---- requests ----------------------------------------------------------- */

START_TEST(parameters_are_read)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(0);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct params p;

	if (params_read(&p, &bytes, params.rows[_i].input, &err) == SAIGA_OK)
		params_link(&got, &p);
	else
		saiga_strbuf_str(&got, err.msg);
	saiga_strbuf_dispose(&bytes);
	test_row_gives(&params, _i, &got);
}
END_TEST

START_TEST(too_much_is_refused)
{
	struct saiga_strbuf string = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(0);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct params p;
	size_t i;

	saiga_strbuf_str(&string, "q=");
	for (i = 0; i < PARAM_QUERY_MAX; i++)
		saiga_strbuf_byte(&string, 'a');
	ck_assert_int_eq(
		params_read(&p, &bytes, saiga_strbuf_view(&string), &err),
		SAIGA_OK);
	ck_assert_uint_eq(p.text[PARAM_QUERY].len, PARAM_QUERY_MAX);
	saiga_strbuf_byte(&string, 'a');
	saiga_strbuf_dispose(&bytes);
	ck_assert_int_eq(
		params_read(&p, &bytes, saiga_strbuf_view(&string), &err),
		SAIGA_QUERY);
	ck_assert_ptr_nonnull(strstr(err.msg, "\"q\""));
	saiga_strbuf_reset(&string);
	for (i = 0; i <= PARAM_STRING_MAX; i++)
		saiga_strbuf_byte(&string, '&');
	saiga_strbuf_dispose(&bytes);
	ck_assert_int_eq(
		params_read(&p, &bytes, saiga_strbuf_view(&string), &err),
		SAIGA_QUERY);
	saiga_strbuf_dispose(&bytes);
	saiga_strbuf_dispose(&string);
}
END_TEST

START_TEST(a_language_is_chosen)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);

	saiga_strbuf_str(&got,
		params_table[PARAM_LANGUAGE]
			.words[http_language(languages.rows[_i].input.p)]);
	test_row_gives(&languages, _i, &got);
}
END_TEST

static const struct {
	const char *environment[5];
	const char *base;
} bases[] = {
	{ { "HTTP_HOST=a.org", "REQUEST_URI=/s?q=a", NULL }, "http://a.org/s" },
	{ { "HTTP_HOST=a.org:80", "SCRIPT_NAME=/cgi/s", "HTTPS=on", NULL },
		"https://a.org:80/cgi/s" },
	{ { "HTTP_HOST=[::1]:80", "HTTPS=off", NULL }, "http://[::1]:80/" },
	{ { "HTTP_HOST=a.org", "REQUEST_URI=http://b.org/", NULL },
		"http://a.org/" },
	{ { "HTTP_HOST=a.org/\"x", NULL }, "" },
	{ { "HTTP_HOST=a.org\r\nX: y", NULL }, "" },
	{ { "HTTP_HOST=", NULL }, "" },
	{ { "HTTP_HOST=a.org", "REQUEST_URI=/\"><b>", NULL }, "" },
	{ { "HTTP_HOST=user@a.org", NULL }, "" },
	{ { NULL }, "" },
};

/* From headers, which anybody can write, to links of the page's own. */
START_TEST(the_own_address_is_found)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct http_request request;
	char *environment[5];

	memcpy(environment, bases[_i].environment, sizeof(environment));
	ck_assert_int_eq(
		http_request_read(&request, environment, &err), SAIGA_OK);
	ck_assert_str_eq(saiga_strbuf_cstr(&request.base), bases[_i].base);
	http_request_dispose(&request);
}
END_TEST

static const char *const methods[] = { "POST", "PUT", "get", "", "TRACE",
	"GET / HTTP/1.1", "HEADER" };

START_TEST(only_reading_is_allowed)
{
	char method[64];
	char *environment[] = { method, NULL };
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct http_request request;

	snprintf(method, sizeof(method), "REQUEST_METHOD=%s", methods[_i]);
	ck_assert_int_eq(http_request_read(&request, environment, &err),
		SAIGA_UNSUPPORTED);
	http_request_dispose(&request);
}
END_TEST

static const char *const seeds[] = { "article", "kazakh", "language", "odd",
	"plain" };

START_TEST(the_fuzzer_passes_its_seeds)
{
	struct saiga_strbuf seed = SAIGA_STRBUF_INIT(OUT_MAX);
	char path[64];
	int round;

	snprintf(path, sizeof(path), "tests/seeds/request/%s", seeds[_i]);
	test_read_source(path, &seed);
	ck_assert_uint_gt(seed.len, 0);
	LLVMFuzzerTestOneInput((const uint8_t *)seed.p, seed.len);
	srand(1);
	for (round = 0; round < 5000; round++) {
		seed.p[(size_t)rand() % seed.len] =
			"%&=+;q,\xff\n0"[rand() % 10];
		LLVMFuzzerTestOneInput((const uint8_t *)seed.p, seed.len);
	}
	saiga_strbuf_dispose(&seed);
}
END_TEST

/* ---- words of the interface --------------------------------------------- */

/* They stand in pages as they are: none may have what means something
 * there. */
START_TEST(every_word_is_there_in_every_language)
{
	enum param_language language;
	unsigned i;

	for (language = LANGUAGE_EN; language <= LANGUAGE_KK; language++) {
		for (i = 0; i < WORD_COUNT; i++) {
			const char *word = tongue(language, (enum word)i);

			ck_assert_ptr_nonnull(word);
			ck_assert_uint_gt(strlen(word), 0);
			ck_assert_ptr_null(strpbrk(word, "<>&\"'%"));
		}
		ck_assert_ptr_nonnull(tongue_name(language));
	}
}
END_TEST

/* ---- the configuration file --------------------------------------------- */

static void
render_site(struct saiga_strbuf *out, const struct site *site)
{
	size_t i;

	saiga_strbuf_slice(out, site->title);
	saiga_strbuf_printf(out, " %u %u %u %u %s", site->results,
		site->seconds, site->workers, site->memory,
		site->paths ? "yes" : "no");
	for (i = 0; i < site->n; i++) {
		const struct site_collection *c = &site->collections[i];

		struct saiga_slice rest = saiga_strbuf_view(&c->names), line;

		saiga_strbuf_printf(out, "; %.*s \"%.*s\"", (int)c->name.len,
			c->name.p, (int)c->title.len, c->title.p);
		while (saiga_slice_line(&rest, &line))
			saiga_strbuf_printf(
				out, " %.*s", (int)line.len, line.p);
	}
}

static void
write_file(const char *name, struct saiga_slice text)
{
	FILE *file = fopen(name, "wb");

	ck_assert_ptr_nonnull(file);
	ck_assert_uint_eq(fwrite(text.p, 1, text.len, file), text.len);
	ck_assert_int_eq(fclose(file), 0);
}

START_TEST(a_site_is_read)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct site *site;

	write_file("FILE", sites.rows[_i].input);
	if (site_read(&site, "FILE", &err) == SAIGA_OK)
		render_site(&got, site);
	else
		saiga_strbuf_str(&got, err.msg);
	site_free(site);
	test_row_gives(&sites, _i, &got);
}
END_TEST

START_TEST(files_of_a_site_are_read_once)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct site *site;

	write_file("header.html", SLICE("<p>Ours</p>"));
	write_file("aliases", SLICE("RK = Kazakhstan\n"));
	saiga_strbuf_printf(&text,
		"header = %s/header.html\naliases = %s/aliases\n"
		"[a]\nindex = /a\n",
		test_folder(), test_folder());
	write_file("site.conf", saiga_strbuf_view(&text));
	ck_assert_int_eq(site_read(&site, "site.conf", &err), SAIGA_OK);
	ck_assert_str_eq(saiga_strbuf_cstr(&site->header), "<p>Ours</p>");
	ck_assert_ptr_nonnull(site->aliases);
	ck_assert_ptr_nonnull(site_find(site, saiga_slice("a")));
	ck_assert_ptr_eq(site_find(site, saiga_slice("")), site->collections);
	ck_assert_ptr_null(site_find(site, saiga_slice("A")));
	site_free(site);
	saiga_strbuf_dispose(&text);
}
END_TEST

/* ---- filters ------------------------------------------------------------ */

/* Each filter with the query that is left without it, then without all. */
START_TEST(filters_are_taken_off)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct filters list;
	struct query *query;
	size_t i;

	ck_assert_int_eq(
		query_parse(&query, filters.rows[_i].input, 0, &err), SAIGA_OK);
	filters_find(&list, query);
	for (i = 0; i < list.n; i++) {
		query_print_node(list.items[i].node, &got);
		saiga_strbuf_str(&got, " <");
		filters_without(&got, query, &list, i, 1);
		saiga_strbuf_str(&got, "> ");
	}
	saiga_strbuf_byte(&got, '<');
	filters_without(&got, query, &list, 0, list.n);
	saiga_strbuf_byte(&got, '>');
	query_free(query);
	test_row_gives(&filters, _i, &got);
}
END_TEST

/* ---- the limit on time -------------------------------------------------- */

static const struct {
	int request;
	const char *begins;
	size_t begins_len;
} lates[] = {
	{ 0, "Status: 503 ", 12 },
	/* A record of FastCGI: version, STDOUT, request 258. */
	{ 258, "\1\6\1\2", 4 },
};

/* Reads all that comes out of the other end. */
static void
read_end(int fd, struct saiga_strbuf *out)
{
	char buffer[1024];
	ssize_t n;

	while ((n = read(fd, buffer, sizeof(buffer))) > 0)
		saiga_strbuf_append(out, buffer, (size_t)n);
}

START_TEST(who_is_late_says_so_and_ends)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	int ends[2], status;
	pid_t child;

	ck_assert_int_eq(pipe(ends), 0);
	child = fork();
	if (child == 0) {
		close(ends[0]);
		close(STDERR_FILENO);
		late_arm(ends[1], lates[_i].request, 1);
		for (;;)
			pause();
	}
	close(ends[1]);
	read_end(ends[0], &got);
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	ck_assert_uint_gt(got.len, 100);
	ck_assert_mem_eq(got.p, lates[_i].begins, lates[_i].begins_len);
	/* END_REQUEST: 0 and REQUEST_COMPLETE. */
	if (lates[_i].request != 0)
		ck_assert_mem_eq(got.p + got.len - 16,
			"\1\3\1\2\0\10\0\0\0\0\0\0\0\0\0\0", 16);
	close(ends[0]);
	saiga_strbuf_dispose(&got);
}
END_TEST

START_TEST(who_is_in_time_is_left_alone)
{
	late_arm(-1, 0, 1);
	late_disarm();
	ck_assert_int_eq(poll(NULL, 0, 1200), 0);
}
END_TEST

static void
add_cases(Suite *suite)
{
	TCase *tc = test_case(suite, "escapes");

	tcase_add_loop_test(tc, text_is_escaped_by_context, 0, (int)escapes.n);
	tcase_add_loop_test(
		tc, no_bytes_leave_their_context, 0, COUNT(contexts));
	tc = test_case(suite, "requests");
	tcase_add_loop_test(tc, parameters_are_read, 0, (int)params.n);
	tcase_add_test(tc, too_much_is_refused);
	tcase_add_loop_test(tc, a_language_is_chosen, 0, (int)languages.n);
	tcase_add_loop_test(tc, the_own_address_is_found, 0, COUNT(bases));
	tcase_add_loop_test(tc, only_reading_is_allowed, 0, COUNT(methods));
	tcase_add_loop_test(tc, the_fuzzer_passes_its_seeds, 0, COUNT(seeds));
	tc = test_case(suite, "words");
	tcase_add_test(tc, every_word_is_there_in_every_language);
	tc = test_case(suite, "filters");
	tcase_add_loop_test(tc, filters_are_taken_off, 0, (int)filters.n);
	tc = test_case(suite, "late");
	tcase_add_loop_test(tc, who_is_late_says_so_and_ends, 0, COUNT(lates));
	tcase_add_test(tc, who_is_in_time_is_left_alone);
	tc = test_case(suite, "site");
	tcase_add_checked_fixture(tc, test_folder_setup, test_folder_teardown);
	tcase_add_loop_test(tc, a_site_is_read, 0, (int)sites.n);
	tcase_add_test(tc, files_of_a_site_are_read_once);
}

int
main(void)
{
	Suite *suite = suite_create("web");
	int result;

	test_table_read(&escapes, "escapes");
	test_table_read(&filters, "filters");
	test_table_read(&params, "params");
	test_table_read(&languages, "languages");
	test_table_read(&sites, "sites");
	add_cases(suite);
	result = test_run(suite);
	test_table_dispose(&escapes);
	test_table_dispose(&filters);
	test_table_dispose(&params);
	test_table_dispose(&languages);
	test_table_dispose(&sites);
	return result;
}
