/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Usage: tests/dump_index INDEX
 *
 * Prints an index so that two can be compared: a line an article, with its id,
 * file, fields, marks and a hash of its terms and their positions; a line for
 * each word list and note.  Times of the run and docids are left out.
 */
#include <saiga/store.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static uint64_t
hash(uint64_t h, const void *p, size_t len)
{
	const unsigned char *bytes = p;

	/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
	while (len-- > 0)
		h = (h ^ *bytes++) * 1099511628211u;
	return h;
}

static uint64_t
hash_positions(uint64_t h, const struct xc_database *db, uint32_t docid,
	const char *term, size_t len)
{
	struct xc_position_iter *it =
		xc_database_positions(db, docid, term, len, NULL);

	while (it != NULL && xc_position_iter_next(it, NULL)) {
		uint32_t pos = xc_position_iter_position(it);

		h = hash(h, &pos, sizeof(pos));
	}
	xc_position_iter_free(it);
	return h;
}

static uint64_t
hash_terms(const struct xc_database *db, uint32_t docid,
	const struct xc_document *doc)
{
	struct xc_term_iter *it = xc_document_terms(doc, NULL);
	uint64_t h = 14695981039346656037u;

	while (it != NULL && xc_term_iter_next(it, NULL)) {
		uint32_t wdf = 0;
		size_t len;
		const char *term = xc_term_iter_term(it, &len);

		(void)!xc_term_iter_wdf(&wdf, it, NULL);
		h = hash(hash(h, term, len), &wdf, sizeof(wdf));
		h = hash_positions(h, db, docid, term, len);
	}
	xc_term_iter_free(it);
	return h;
}

static int
print_article(const struct xc_database *db, uint32_t docid)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct saiga_stored stored = SAIGA_STORED_INIT;
	const struct saiga_article *a = &stored.article;
	size_t i;

	if (saiga_stored_fetch(&stored, db, docid, &err) != SAIGA_OK) {
		fprintf(stderr, "dump_index: %u: %s\n", docid, err.msg);
		return 1;
	}
	printf("article %s part %.*s terms %016" PRIx64 " text %016" PRIx64,
		a->id, (int)a->part.len, a->part.p,
		hash_terms(db, docid, stored.doc),
		hash(0, a->text.p, a->text.len));
	for (i = 0; i < SAIGA_FIELD_COUNT; i++)
		printf(" %.*s", (int)a->field[i].len, a->field[i].p);
	for (i = 0; i < a->paragraphs.n; i++)
		if (a->paragraphs.items[i].recurs)
			printf(" recurs %zu", i);
	putchar('\n');
	saiga_stored_dispose(&stored);
	return 0;
}

static void
print_metadata(const struct xc_database *db, const char *prefix)
{
	struct xc_term_iter *it =
		xc_database_metadata_keys(db, prefix, strlen(prefix), NULL);

	while (it != NULL && xc_term_iter_next(it, NULL)) {
		struct xc_bytes value = XC_BYTES_INIT;
		size_t len;
		const char *key = xc_term_iter_term(it, &len);

		(void)!xc_database_metadata(&value, db, key, len, NULL);
		printf("%.*s: %016" PRIx64 "\n", (int)len, key,
			hash(0, value.data, value.len));
		xc_bytes_dispose(&value);
	}
	xc_term_iter_free(it);
}

int
main(int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_database *db = NULL;
	struct xc_posting_iter *it;
	int failed = 0;

	if (argc != 2 ||
		saiga_store_open_spread(&db, argv[1], false, &err) !=
			SAIGA_OK) {
		fprintf(stderr, "dump_index: %s\n", err.msg);
		return 2;
	}
	it = xc_database_postings(db, "", 0, NULL);
	while (it != NULL && xc_posting_iter_next(it, NULL))
		failed |= print_article(db, xc_posting_iter_docid(it));
	xc_posting_iter_free(it);
	print_metadata(db, "f");
	print_metadata(db, "names/");
	xc_database_free(db);
	return failed;
}
