/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of the query language: how a query is read and printed. */
#include "queries.h"
#include "testlib.h"

#include <stdlib.h>
#include <time.h>

#define RENDERED_MAX ((size_t)1 << 20)

static struct test_table queries;

START_TEST(query_is_read_as)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(RENDERED_MAX);
	struct query *query;

	ck_assert_int_eq(
		query_parse(&query, queries.rows[_i].input, QUERIES_NOW, NULL),
		SAIGA_OK);
	queries_render(&got, query);
	query_free(query);
	test_row_gives(&queries, _i, &got);
}
END_TEST

/* ---- what holds for any query ------------------------------------------- */

static void
hold(struct saiga_slice query)
{
	struct saiga_strbuf detail = SAIGA_STRBUF_INIT(RENDERED_MAX * 16);
	struct saiga_strbuf escaped = SAIGA_STRBUF_INIT(RENDERED_MAX * 16);
	const char *broken = queries_broken(query, &detail);

	if (broken == NULL)
		return;
	test_escape(query, &escaped);
	ck_abort_msg("not true that %s: %s%s", broken,
		saiga_strbuf_cstr(&escaped), saiga_strbuf_cstr(&detail));
}

START_TEST(properties_hold_for_every_row)
{
	hold(queries.rows[_i].input);
}
END_TEST

static const char *const seeds[] = {
	"tests/seeds/query/dates",
	"tests/seeds/query/deep",
	"tests/seeds/query/fields",
	"tests/seeds/query/gaps",
	"tests/seeds/query/groups",
	"tests/seeds/query/hosts",
	"tests/seeds/query/near",
	"tests/seeds/query/odd",
	"tests/seeds/query/operators",
	"tests/seeds/query/patterns",
	"tests/seeds/query/words",
};

START_TEST(properties_hold_for_seeds)
{
	struct saiga_strbuf seed = SAIGA_STRBUF_INIT(RENDERED_MAX);

	test_read_source(seeds[_i], &seed);
	ck_assert_uint_gt(seed.len, 0);
	hold(saiga_strbuf_view(&seed));
	ck_assert_int_eq(
		LLVMFuzzerTestOneInput((const uint8_t *)seed.p, seed.len), 0);
	saiga_strbuf_dispose(&seed);
}
END_TEST

START_TEST(properties_hold_for_mixtures)
{
	struct saiga_strbuf query = SAIGA_STRBUF_INIT(4096);
	uint32_t seed = (uint32_t)_i * 7919 + 1, i;

	for (i = 0; i < 5000; i++) {
		if (_i % 4 == 3)
			queries_garble(&query, &seed, 60);
		else
			queries_mix(&query, &seed, _i % 4 == 2 ? 40 : 10);
		hold(saiga_strbuf_view(&query));
	}
	saiga_strbuf_dispose(&query);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("query");
	TCase *tc;
	int result;

	/* What "today" is must not hang on where the tests run. */
	setenv("TZ", "UTC0", 1);
	tzset();
	test_table_read(&queries, "queries");
	tc = test_case(suite, "rows");
	tcase_add_loop_test(tc, query_is_read_as, 0, (int)queries.n);
	tc = test_case(suite, "properties");
	tcase_add_loop_test(
		tc, properties_hold_for_every_row, 0, (int)queries.n);
	tcase_add_loop_test(tc, properties_hold_for_seeds, 0, COUNT(seeds));
	tcase_add_loop_test(tc, properties_hold_for_mixtures, 0, 8);
	result = test_run(suite);
	test_table_dispose(&queries);
	return result;
}
