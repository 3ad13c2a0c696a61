/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The record of an article: there and back, and what is no record. */
#include "testlib.h"

#include <saiga/article.h>

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define CHECKSUM_LEN 4

/* A title, a question, and a paragraph. */
#define TEXT "Газ\n\nWhy now?\n\nThey agreed on Tuesday in Astana, and left."

/* ---- articles ----------------------------------------------------------- */

static void
make_empty(struct saiga_article *a)
{
	saiga_article_init(a);
	memset(a->id, 'a', SAIGA_ID_LEN);
}

static void
make_small(struct saiga_article *a)
{
	make_empty(a);
	saiga_id_make(SLICE("url:nur.kz/a"), a->id);
	a->text = SLICE(TEXT);
	a->field[SAIGA_FIELD_TITLE] = SLICE("Газ");
	a->origin[SAIGA_FIELD_TITLE] = SAIGA_ORIGIN_FIRST_LINE;
	ck_assert_int_eq(
		saiga_paragraphs_cut(&a->paragraphs, a->text), SAIGA_OK);
	a->paragraphs.items[0].kind = SAIGA_PARAGRAPH_TITLE;
	ck_assert_int_eq(
		saiga_passages_cut(&a->passages, a->text, &a->paragraphs, 5),
		SAIGA_OK);
	saiga_hash(a->text, a->hash);
}

/* Every field there is, bytes of every kind, numbers at their limits. */
static void
make_full(struct saiga_article *a)
{
	static const struct saiga_slice values[SAIGA_FIELD_COUNT] = {
		{ "Łódź", 7 },
		{ "\0", 1 },
		{ "\"O'Brien\"", 9 },
		{ "2023-02-28T10:00:00+06:00", 25 },
		{ "https://nur.kz/a?b=c", 20 },
		{ "kk", 2 },
		{ "/a/\xcf\xf0\xe8\xe2\xe5\xf2.txt", 13 }, /* no UTF-8 */
		{ "\xff\xfe\n\0x", 5 },
		{ "text", 4 },
	};
	unsigned i;

	make_small(a);
	for (i = 0; i < SAIGA_FIELD_COUNT; i++) {
		a->field[i] = values[i];
		a->origin[i] =
			(enum saiga_origin)(i % (SAIGA_ORIGIN_COUNT - 1) + 1);
	}
	a->paragraphs.items[1].kind = SAIGA_PARAGRAPH_FURNITURE;
	a->modified = INT64_MIN;
	a->indexed = INT64_MAX;
	a->size = UINT64_MAX;
}

/* Before 1970, a second before and after each step in a number's length. */
static void
make_old(struct saiga_article *a)
{
	make_small(a);
	a->modified = -1;
	a->indexed = 63;
	a->size = 128;
	a->passages.items[0].pos = UINT32_MAX;
}

static void (*const makers[])(struct saiga_article *) = {
	make_empty,
	make_small,
	make_full,
	make_old,
};

static void
encode(void (*make)(struct saiga_article *), struct saiga_strbuf *out)
{
	struct saiga_article a;

	make(&a);
	ck_assert_int_eq(saiga_record_encode(&a, out, NULL), SAIGA_OK);
	saiga_article_dispose(&a);
}

static void
same_places(const struct saiga_article *a, const struct saiga_article *b)
{
	size_t i;

	ck_assert_uint_eq(a->paragraphs.n, b->paragraphs.n);
	for (i = 0; i < a->paragraphs.n; i++) {
		const struct saiga_paragraph *p = &a->paragraphs.items[i];
		const struct saiga_paragraph *q = &b->paragraphs.items[i];

		ck_assert(p->off == q->off && p->len == q->len &&
			p->kind == q->kind && p->apart == q->apart);
		ck_assert(saiga_slice_equal(saiga_article_paragraph(a, i),
			saiga_article_paragraph(b, i)));
	}
	ck_assert_uint_eq(a->passages.n, b->passages.n);
	for (i = 0; i < a->passages.n; i++) {
		const struct saiga_passage *p = &a->passages.items[i];
		const struct saiga_passage *q = &b->passages.items[i];

		ck_assert(p->off == q->off && p->len == q->len &&
			p->first_paragraph == q->first_paragraph &&
			p->last_paragraph == q->last_paragraph &&
			p->pos == q->pos && p->words == q->words);
		ck_assert(saiga_slice_equal(saiga_article_passage(a, i),
			saiga_article_passage(b, i)));
	}
}

START_TEST(what_is_encoded_is_decoded)
{
	struct saiga_strbuf record = SAIGA_STRBUF_INIT(SAIGA_RECORD_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct saiga_article a, b;
	unsigned i;

	makers[_i](&a);
	saiga_article_init(&b);
	ck_assert_int_eq(saiga_record_encode(&a, &record, &err), SAIGA_OK);
	ck_assert_int_eq(
		saiga_record_decode(&b, saiga_strbuf_view(&record), &err),
		SAIGA_OK);
	ck_assert_str_eq(b.id, a.id);
	for (i = 0; i < SAIGA_FIELD_COUNT; i++) {
		ck_assert(saiga_slice_equal(b.field[i], a.field[i]));
		ck_assert_int_eq(b.origin[i], a.origin[i]);
	}
	ck_assert(saiga_slice_equal(b.text, a.text));
	same_places(&a, &b);
	ck_assert_int_eq(b.modified, a.modified);
	ck_assert_int_eq(b.indexed, a.indexed);
	ck_assert_uint_eq(b.size, a.size);
	ck_assert_mem_eq(b.hash, a.hash, SAIGA_HASH_LEN);
	saiga_article_dispose(&a);
	saiga_article_dispose(&b);
	saiga_strbuf_dispose(&record);
}
END_TEST

START_TEST(an_article_may_be_decoded_over_another)
{
	struct saiga_strbuf full = SAIGA_STRBUF_INIT(SAIGA_RECORD_MAX);
	struct saiga_strbuf empty = SAIGA_STRBUF_INIT(SAIGA_RECORD_MAX);
	struct saiga_article a;
	int i;

	encode(make_full, &full);
	encode(make_empty, &empty);
	saiga_article_init(&a);
	for (i = 0; i < 3; i++) {
		ck_assert_int_eq(
			saiga_record_decode(&a, saiga_strbuf_view(&full), NULL),
			SAIGA_OK);
		ck_assert_uint_eq(a.paragraphs.n, 3);
		ck_assert_int_eq(saiga_record_decode(
					 &a, saiga_strbuf_view(&empty), NULL),
			SAIGA_OK);
		ck_assert_uint_eq(a.paragraphs.n + a.passages.n, 0);
		ck_assert_uint_eq(a.field[SAIGA_FIELD_TITLE].len, 0);
		ck_assert_uint_eq(a.text.len, 0);
	}
	saiga_article_dispose(&a);
	saiga_strbuf_dispose(&full);
	saiga_strbuf_dispose(&empty);
}
END_TEST

START_TEST(a_record_over_the_maximum_is_refused)
{
	struct saiga_strbuf record = SAIGA_STRBUF_INIT(100);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct saiga_article a;

	make_full(&a);
	ck_assert_int_eq(saiga_record_encode(&a, &record, &err), SAIGA_INVALID);
	ck_assert_int_eq(err.status, SAIGA_INVALID);
	saiga_article_dispose(&a);
	saiga_strbuf_dispose(&record);
}
END_TEST

/* ---- no records --------------------------------------------------------- */

/* Decodes bytes that end where their memory ends, so that the sanitizer and
 * valgrind see a read behind them. */
static enum saiga_status
decode(struct saiga_slice bytes)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct saiga_article a;
	enum saiga_status status;
	char *exact = malloc(bytes.len + (bytes.len == 0));

	ck_assert_ptr_nonnull(exact);
	memcpy(exact, bytes.p, bytes.len);
	saiga_article_init(&a);
	status =
		saiga_record_decode(&a, saiga_slice_of(exact, bytes.len), &err);
	ck_assert_int_eq(err.status, status);
	ck_assert_int_eq(err.msg[0] != '\0', status != SAIGA_OK);
	saiga_article_dispose(&a);
	free(exact);
	return status;
}

START_TEST(a_flipped_bit_is_found)
{
	struct saiga_strbuf record = SAIGA_STRBUF_INIT(SAIGA_RECORD_MAX);
	size_t bit;

	encode(makers[_i], &record);
	ck_assert_int_eq(decode(saiga_strbuf_view(&record)), SAIGA_OK);
	for (bit = 0; bit < record.len * 8; bit++) {
		enum saiga_status status;

		record.p[bit / 8] = (char)(record.p[bit / 8] ^ 1 << bit % 8);
		status = decode(saiga_strbuf_view(&record));
		/* The version is in the third byte. */
		ck_assert_msg(status == SAIGA_CORRUPT ||
				(status == SAIGA_VERSION && bit / 8 == 2),
			"bit %zu: %s", bit, saiga_status_text(status));
		record.p[bit / 8] = (char)(record.p[bit / 8] ^ 1 << bit % 8);
	}
	ck_assert_int_eq(decode(saiga_strbuf_view(&record)), SAIGA_OK);
	saiga_strbuf_dispose(&record);
}
END_TEST

START_TEST(a_cut_record_is_found)
{
	struct saiga_strbuf record = SAIGA_STRBUF_INIT(SAIGA_RECORD_MAX);
	size_t len;

	encode(makers[_i], &record);
	for (len = 0; len < record.len; len++)
		ck_assert_int_eq(
			decode(saiga_slice_of(record.p, len)), SAIGA_CORRUPT);
	saiga_strbuf_byte(&record, '\0');
	ck_assert_int_eq(decode(saiga_strbuf_view(&record)), SAIGA_CORRUPT);
	saiga_strbuf_dispose(&record);
}
END_TEST

/* Puts the checksum right, as a program that writes nonsense would. */
static void
sign(struct saiga_strbuf *record)
{
	struct saiga_slice body =
		saiga_slice_of(record->p, record->len - CHECKSUM_LEN);
	unsigned long crc = crc32_z(0, (const Bytef *)body.p, body.len);
	unsigned i;

	for (i = 0; i < CHECKSUM_LEN; i++)
		record->p[body.len + i] = (char)(crc >> (8 * i));
}

START_TEST(a_version_that_is_not_ours_is_refused)
{
	struct saiga_strbuf record = SAIGA_STRBUF_INIT(SAIGA_RECORD_MAX);
	int version;

	encode(make_small, &record);
	for (version = 0; version < 256; version++) {
		record.p[2] = (char)version;
		sign(&record);
		if (version == SAIGA_RECORD_VERSION)
			ck_assert_int_eq(
				decode(saiga_strbuf_view(&record)), SAIGA_OK);
		else if (version > SAIGA_RECORD_VERSION)
			ck_assert_int_eq(decode(saiga_strbuf_view(&record)),
				SAIGA_VERSION);
		else
			ck_assert_int_ne(
				decode(saiga_strbuf_view(&record)), SAIGA_OK);
	}
	saiga_strbuf_dispose(&record);
}
END_TEST

static uint64_t
random_next(uint64_t *state)
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 0x2545f4914f6cdd1du >> 16;
}

/* Whatever decodes must lie inside the record. */
static void
decode_signed(struct saiga_strbuf *record)
{
	struct saiga_article a;
	enum saiga_status status;
	size_t i;

	sign(record);
	status = decode(saiga_strbuf_view(record));
	ck_assert(status == SAIGA_OK || status == SAIGA_CORRUPT);
	if (status != SAIGA_OK)
		return;
	saiga_article_init(&a);
	ck_assert_int_eq(
		saiga_record_decode(&a, saiga_strbuf_view(record), NULL),
		SAIGA_OK);
	for (i = 0; i < a.paragraphs.n; i++)
		ck_assert_uint_le(
			a.paragraphs.items[i].off + a.paragraphs.items[i].len,
			a.text.len);
	for (i = 0; i < a.passages.n; i++) {
		ck_assert_uint_le(
			a.passages.items[i].off + a.passages.items[i].len,
			a.text.len);
		ck_assert_uint_le(a.passages.items[i].first_paragraph,
			a.passages.items[i].last_paragraph);
		ck_assert_uint_lt(
			a.passages.items[i].last_paragraph, a.paragraphs.n);
	}
	for (i = 0; i < SAIGA_FIELD_COUNT; i++)
		ck_assert_int_lt(a.origin[i], SAIGA_ORIGIN_COUNT);
	saiga_article_dispose(&a);
}

START_TEST(random_bytes_with_a_checksum_do_no_harm)
{
	struct saiga_strbuf record = SAIGA_STRBUF_INIT(SAIGA_RECORD_MAX);
	uint64_t state = 20230228;
	unsigned i, n;

	for (i = 0; i < 3000; i++) {
		saiga_strbuf_reset(&record);
		saiga_strbuf_append(&record, "SG\x01", 3);
		n = (unsigned)(random_next(&state) % 200);
		/* Small numbers get further than large ones. */
		for (; n > 0; n--)
			saiga_strbuf_byte(&record,
				(char)(i % 2 == 0 ? random_next(&state)
						  : random_next(&state) % 10));
		saiga_strbuf_append(&record, "csum", CHECKSUM_LEN);
		decode_signed(&record);
	}
	saiga_strbuf_dispose(&record);
}
END_TEST

START_TEST(a_changed_byte_with_a_checksum_does_no_harm)
{
	static const unsigned char bytes[] = { 0, 1, 2, 3, 9, 0x0a, 0x7f, 0x80,
		0xff };
	struct saiga_strbuf record = SAIGA_STRBUF_INIT(SAIGA_RECORD_MAX);
	size_t at, i;
	char was;

	encode(makers[_i], &record);
	for (at = 3; at + CHECKSUM_LEN < record.len; at++) {
		was = record.p[at];
		for (i = 0; i < sizeof(bytes); i++) {
			record.p[at] = (char)bytes[i];
			decode_signed(&record);
		}
		record.p[at] = was;
	}
	saiga_strbuf_dispose(&record);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("record");
	TCase *tc = test_case(suite, "record");

	tcase_add_loop_test(tc, what_is_encoded_is_decoded, 0, COUNT(makers));
	tcase_add_test(tc, an_article_may_be_decoded_over_another);
	tcase_add_test(tc, a_record_over_the_maximum_is_refused);
	tc = test_case(suite, "damage");
	tcase_add_loop_test(tc, a_flipped_bit_is_found, 0, COUNT(makers));
	tcase_add_loop_test(tc, a_cut_record_is_found, 0, COUNT(makers));
	tcase_add_test(tc, a_version_that_is_not_ours_is_refused);
	tcase_add_test(tc, random_bytes_with_a_checksum_do_no_harm);
	tcase_add_loop_test(tc, a_changed_byte_with_a_checksum_does_no_harm, 0,
		COUNT(makers));
	return test_run(suite);
}
