/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A small database and a search of it, for the tests of searching. */
#include "xc_search.h"

const char *const xs_texts[4] = {
	"ship ship ship harbour",
	"ship sea captain",
	"harbour master",
	"sea captain ship sea storm",
};

struct xc_enquire *xs_enquire;

static struct xc_writable *w;

static void
begin(void)
{
	struct xc_database *db;
	struct xc_document *doc;
	struct xc_query *query;
	char number[XC_SORTABLE_MAX];
	uint32_t n;

	w = xc_test_database("db", xs_texts, 4);
	db = xc_writable_database(w);
	for (n = 1; n <= 4; n++) {
		doc = SOME(xc_database_document(db, n, 0, &err));
		OK(xc_document_set_value(
			doc, 0, n % 2 == 0 ? "0" : "1", 1, &err));
		OK(xc_document_set_value(doc, 1, number,
			xc_sortable_serialise(number, 5.0 - n), &err));
		OK(xc_writable_replace_document(w, n, doc, &err));
		xc_document_free(doc);
	}
	OK(xc_writable_commit(w, &err));
	xs_enquire = SOME(xc_enquire_new(db, &err));
	query = SOME(xc_query_new_term(SIZED("ship"), 1, 0, &err));
	OK(xc_enquire_set_query(xs_enquire, query, 0, &err));
	xc_query_free(query);
}

static void
end(void)
{
	xc_enquire_free(xs_enquire);
	xc_writable_free(w);
}

void
xs_finds(const char *expected)
{
	struct xc_mset *mset =
		SOME(xc_enquire_match(xs_enquire, 0, 10, NULL, &err));
	char found[16] = "";
	uint32_t i;

	for (i = 0; i < xc_mset_size(mset); i++)
		found[i] = (char)('0' + xc_mset_docid(mset, i));
	ck_assert_str_eq(found, expected);
	ck_assert_uint_eq(xc_mset_docid(mset, i), 0);
	xc_mset_free(mset);
}

void
xs_search_for(struct xc_query *query)
{
	OK(xc_enquire_set_query(xs_enquire, query, 0, &err));
	xc_query_free(query);
}

TCase *
xs_case(Suite *suite, const char *name)
{
	TCase *tc = xc_test_case(suite, name);

	tcase_add_checked_fixture(tc, begin, end);
	return tc;
}
