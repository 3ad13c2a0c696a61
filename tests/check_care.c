/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Damaged indexes: what saiga check says of them, and what it mends. */
#include "sound.h"
#include "testlib.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- damages ------------------------------------------------------------- */

/* The index, and its first document. */
struct victim {
	struct xc_writable *w;
	struct xc_document *doc;
};

static void
put_back(struct victim *v)
{
	ck_assert_int_eq(
		xc_writable_replace_document(v->w, 1, v->doc, NULL), XC_OK);
}

static void
flip_a_byte(struct victim *v)
{
	char copy[4096];
	size_t n;
	const char *data = xc_document_data(v->doc, &n, NULL);

	ck_assert_uint_lt(n, sizeof(copy));
	memcpy(copy, data, n);
	copy[n / 2] ^= 4;
	ck_assert_int_eq(xc_document_set_data(v->doc, copy, n, NULL), XC_OK);
	put_back(v);
}

static void
take_another_record(struct victim *v)
{
	struct xc_document *other =
		xc_database_document(xc_writable_database(v->w), 2, 0, NULL);
	size_t n;
	const char *data = xc_document_data(other, &n, NULL);

	ck_assert_int_eq(xc_document_set_data(v->doc, data, n, NULL), XC_OK);
	xc_document_free(other);
	put_back(v);
}

static void
cut_the_record(struct victim *v)
{
	ck_assert_int_eq(xc_document_set_data(v->doc, "SG", 2, NULL), XC_OK);
	put_back(v);
}

static void
add_a_copy(struct victim *v)
{
	ck_assert_uint_ne(xc_writable_add_document(v->w, v->doc, NULL), 0);
}

static void
remove_term(struct victim *v, const char *term)
{
	ck_assert_int_eq(
		xc_document_remove_term(v->doc, term, strlen(term), NULL),
		XC_OK);
	put_back(v);
}

static void
lose_a_word(struct victim *v)
{
	remove_term(v, "gas");
}

/* The first term with the prefix of ids. */
static void
lose_the_id(struct victim *v)
{
	struct xc_term_iter *it = xc_document_terms(v->doc, NULL);
	char term[64];
	size_t n;

	ck_assert(xc_term_iter_skip_to(it, "Q", 1, NULL));
	snprintf(term, sizeof(term), "%s", xc_term_iter_term(it, &n));
	xc_term_iter_free(it);
	remove_term(v, term);
}

static void
add_a_word(struct victim *v)
{
	ck_assert_int_eq(
		xc_document_add_term(v->doc, "zoo", 3, 1, NULL), XC_OK);
	put_back(v);
}

static void
count_a_word_twice(struct victim *v)
{
	ck_assert_int_eq(
		xc_document_add_term(v->doc, "dear", 4, 1, NULL), XC_OK);
	put_back(v);
}

static void
move_a_word(struct victim *v)
{
	struct xc_posting posting = { "dear", 4, (uint32_t[]){ 9000 }, 1, 0 };

	ck_assert_int_eq(
		xc_document_add_postings(v->doc, &posting, 1, NULL), XC_OK);
	put_back(v);
}

static void
set_value(struct victim *v, uint32_t slot, const char *value)
{
	ck_assert_int_eq(
		xc_document_set_value(v->doc, slot, value, strlen(value), NULL),
		XC_OK);
	put_back(v);
}

static void
change_the_language(struct victim *v)
{
	set_value(v, SAIGA_SLOT_LANGUAGE, "ru");
}

static void
change_the_vector(struct victim *v)
{
	set_value(v, SAIGA_SLOT_VECTOR, "x");
}

static void
change_the_id_value(struct victim *v)
{
	set_value(v, SAIGA_SLOT_ID, "aaaaaaaaaaaaa");
}

/* The record as it is after a change of the article; the rest stays. */
static void
change_article(struct victim *v, void (*change)(struct saiga_article *))
{
	struct saiga_strbuf record = SAIGA_STRBUF_INIT(1 << 16);
	struct saiga_article a;
	size_t n;
	const char *data = xc_document_data(v->doc, &n, NULL);

	saiga_article_init(&a);
	ck_assert_int_eq(saiga_record_decode(&a, saiga_slice_of(data, n), NULL),
		SAIGA_OK);
	change(&a);
	ck_assert_int_eq(saiga_record_encode(&a, &record, NULL), SAIGA_OK);
	ck_assert_int_eq(
		xc_document_set_data(v->doc, record.p, record.len, NULL),
		XC_OK);
	saiga_article_dispose(&a);
	saiga_strbuf_dispose(&record);
	put_back(v);
}

static void
count_wrongly(struct saiga_article *a)
{
	a->passages.items[0].words--;
}

static void
change_the_passages(struct victim *v)
{
	change_article(v, count_wrongly);
}

static void
mark_the_last(struct saiga_article *a)
{
	a->paragraphs.items[a->paragraphs.n - 1].recurs = true;
}

/* As if it were made with a mark that no count gives. */
static void
mark_a_paragraph(struct victim *v)
{
	struct document_builder *builder = document_builder_new();
	struct saiga_article a;
	size_t n;
	const char *data;
	bool cut;

	change_article(v, mark_the_last);
	data = xc_document_data(v->doc, &n, NULL);
	saiga_article_init(&a);
	ck_assert_int_eq(saiga_record_decode(&a, saiga_slice_of(data, n), NULL),
		SAIGA_OK);
	/* What the index has of its words, from its own record. */
	{
		struct xc_document *doc;

		ck_assert_int_eq(document_build(&doc, &cut, builder, &a, NULL),
			SAIGA_OK);
		saiga_article_dispose(&a);
		xc_document_free(v->doc);
		v->doc = doc;
	}
	put_back(v);
	document_builder_free(builder);
}

static void
set_metadata(struct victim *v, const char *key, const char *value)
{
	ck_assert_int_eq(xc_writable_set_metadata(v->w, xc_slice_str(key),
				 xc_slice_str(value), NULL),
		XC_OK);
}

static void
add_a_form(struct victim *v)
{
	set_metadata(v, "forms/en/flow", "coal flowed flows");
}

static void
lose_a_form(struct victim *v)
{
	set_metadata(v, "forms/en/flow", "flowed");
}

static void
lose_a_stem(struct victim *v)
{
	set_metadata(v, "forms/en/flow", "");
}

static void
disorder_forms(struct victim *v)
{
	set_metadata(v, "forms/en/flow", "flows flowed");
}

static void
spoil_forms(struct victim *v)
{
	set_metadata(v, "forms/en/flow", "flowed flows Qid");
}

/* Which key a name has is the rules' matter: the first one goes. */
static void
lose_a_name(struct victim *v)
{
	struct xc_term_iter *it = xc_database_metadata_keys(
		xc_writable_database(v->w), "names/", 6, NULL);
	char key[256];

	ck_assert(xc_term_iter_next(it, NULL));
	snprintf(key, sizeof(key), "%s", xc_term_iter_term(it, NULL));
	xc_term_iter_free(it);
	set_metadata(v, key, "");
}

static void
add_no_name(struct victim *v)
{
	set_metadata(v, "names/zzz", "word");
}

static const struct {
	void (*damage)(struct victim *v);
	const char *says; /* in the first line */
	uint32_t removed; /* by --repair, of four at most */
	bool quickly;     /* found with --quick, too */
} damages[] = {
	{ flip_a_byte, "document 1: its record cannot be read", 1, true },
	{ cut_the_record, "document 1: its record cannot be read", 1, true },
	{ take_another_record, "its record is another article's", 1, true },
	{ add_a_copy, "document 4: another document has its id, too", 1, true },
	{ lose_a_word, "it lacks the term 'gas'", 0, false },
	{ lose_the_id, "it lacks the term 'Q", 0, true },
	{ add_a_word, "a term that its record has not, 'zoo'", 0, false },
	{ count_a_word_twice, "has it the term 'dear'", 0, false },
	{ move_a_word, "other positions than in its text", 0, false },
	{ change_the_language, "a value that is not its record's", 0, true },
	{ change_the_vector, "a value that is not its record's", 0, false },
	{ change_the_id_value, "a value that is not its record's", 0, true },
	{ change_the_passages, "passages are not those of its text", 0, true },
	{ mark_a_paragraph, "marked as recurring", 0, false },
	{ add_a_form, "forms/en/flow: 'coal' is no form of it", 0, true },
	{ lose_a_form, "forms/en/flow: 'flows' is missing", 0, false },
	{ lose_a_stem, "forms/en/flow: 'flowed' is missing", 0, false },
	{ disorder_forms, "forms/en/flow: is no list of words", 0, true },
	{ spoil_forms, "forms/en/flow: is no list of words", 0, true },
	{ lose_a_name, "' is missing", 0, false },
	{ add_no_name, "names/zzz: is no list of words", 0, true },
};

static void
do_damage(void (*damage)(struct victim *v))
{
	struct victim v;

	ck_assert_int_eq(
		saiga_store_lock(&v.w, "db", XC_DB_OPEN, NULL), SAIGA_OK);
	v.doc = xc_database_document(xc_writable_database(v.w), 1, 0, NULL);
	ck_assert_ptr_nonnull(v.doc);
	damage(&v);
	ck_assert_int_eq(xc_writable_commit(v.w, NULL), XC_OK);
	xc_document_free(v.doc);
	xc_writable_free(v.w);
}

START_TEST(damage_is_found_and_mended)
{
	do_damage(damages[_i].damage);
	ck_assert_int_eq(sound_check(true, false), SAIGA_OK);
	ck_assert_int_eq(told.counts.left > 0, damages[_i].quickly);
	ck_assert_int_eq(sound_check(false, false), SAIGA_OK);
	ck_assert_msg(strstr(saiga_strbuf_cstr(&told.lines),
			      damages[_i].says) != NULL,
		"%s", saiga_strbuf_cstr(&told.lines));
	ck_assert_uint_gt(told.counts.left, 0);
	ck_assert_int_eq(sound_check(false, true), SAIGA_OK);
	ck_assert_uint_gt(told.counts.faults, 0);
	ck_assert_uint_eq(told.counts.left, 0);
	ck_assert_uint_eq(told.counts.removed, damages[_i].removed);
	is_sound(false);
	/* What was removed is read again. */
	sound_index();
	is_sound(false);
	ck_assert_uint_eq(told.counts.articles, SOUND_ARTICLES);
}
END_TEST

static void
leave_words_over(struct victim *v)
{
	set_metadata(v, "forms/en/zebra", "zebra zebras");
}

START_TEST(words_left_over_are_no_fault)
{
	do_damage(leave_words_over);
	ck_assert_int_eq(sound_check(false, false), SAIGA_OK);
	ck_assert_uint_eq(told.counts.faults, 0);
	ck_assert_uint_eq(told.counts.leftovers, 2);
	ck_assert_int_eq(sound_check(false, true), SAIGA_OK);
	ck_assert_uint_eq(told.counts.leftovers, 0);
	is_sound(false);
}
END_TEST

START_TEST(whole_index_is_sound)
{
	is_sound(true);
	is_sound(false);
	ck_assert_int_eq(sound_check(false, true), SAIGA_OK);
	ck_assert_uint_eq(told.counts.mended + told.counts.removed, 0);
	ck_assert(!told.counts.renewed);
	ck_assert_uint_eq(told.counts.articles, SOUND_ARTICLES);
}
END_TEST

/* ---- damaged files ------------------------------------------------------- */

/* Changes the first place where the bytes stand in the file. */
static void
change_bytes(const char *path, const char *from, const char *to)
{
	struct saiga_strbuf all = SAIGA_STRBUF_INIT((size_t)1 << 24);
	size_t n = strlen(from), i = 0, got;
	char buffer[4096];
	FILE *file = fopen(path, "r+b");

	while ((got = fread(buffer, 1, sizeof(buffer), file)) > 0)
		saiga_strbuf_append(&all, buffer, got);
	while (i + n < all.len && memcmp(all.p + i, from, n) != 0)
		i++;
	ck_assert_uint_lt(i + n, all.len);
	fseek(file, (long)i, SEEK_SET);
	fwrite(to, 1, n, file);
	fclose(file);
	saiga_strbuf_dispose(&all);
}

START_TEST(lists_by_words_are_compared)
{
	/* Xapian's check does not see it. */
	change_bytes("db/postlist.glass", "zebrawood", "zebrawooe");
	ck_assert_int_eq(sound_check(false, false), SAIGA_OK);
	ck_assert_msg(
		strstr(saiga_strbuf_cstr(&told.lines),
			"the lists of articles by words do not have it") !=
			NULL,
		"%s", saiga_strbuf_cstr(&told.lines));
	ck_assert_int_eq(sound_check(false, true), SAIGA_OK);
	ck_assert_uint_gt(told.counts.left, 0);
}
END_TEST

#define GONE (-1)

static const struct {
	const char *file;
	off_t size;
} cuts[] = {
	{ "db/postlist.glass", 8192 },
	{ "db/docdata.glass", 100 },
	{ "db/position.glass", 0 },
	{ "db/postlist.glass", GONE },
	{ "db/termlist.glass", GONE },
	{ "db/iamglass", 10 },
	{ "db/iamglass", 0 },
};

START_TEST(cut_table_is_damage)
{
	enum saiga_status status;

	if (cuts[_i].size == GONE)
		ck_assert_int_eq(unlink(cuts[_i].file), 0);
	else
		ck_assert_int_eq(truncate(cuts[_i].file, cuts[_i].size), 0);
	status = sound_check(false, false);
	ck_assert_int_eq(status, SAIGA_OK);
	ck_assert_uint_gt(told.counts.left, 0);
	ck_assert_msg(strstr(saiga_strbuf_cstr(&told.lines),
			      "cannot be opened: move it away") != NULL,
		"%s", saiga_strbuf_cstr(&told.lines));
	ck_assert_int_eq(sound_check(false, true), SAIGA_OK);
	ck_assert_uint_gt(told.counts.left, 0);
}
END_TEST

START_TEST(what_is_no_index_cannot_be_looked_at)
{
	struct xc_writable *w;

	ck_assert_int_eq(
		saiga_store_lock(&w, "db", XC_DB_OPEN, NULL), SAIGA_OK);
	ck_assert_int_eq(sound_check(false, false), SAIGA_LOCKED);
	xc_writable_free(w);
	ck_assert_int_eq(rename("db", "elsewhere"), 0);
	ck_assert_int_eq(sound_check(false, false), SAIGA_NOTFOUND);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("care");
	TCase *tc = test_case(suite, "check");

	tcase_add_checked_fixture(tc, sound_setup, sound_teardown);
	tcase_add_test(tc, whole_index_is_sound);
	tcase_add_loop_test(tc, damage_is_found_and_mended, 0, COUNT(damages));
	tcase_add_test(tc, words_left_over_are_no_fault);
	tcase_add_test(tc, lists_by_words_are_compared);
	tcase_add_loop_test(tc, cut_table_is_damage, 0, COUNT(cuts));
	tcase_add_test(tc, what_is_no_index_cannot_be_looked_at);
	return test_run(suite);
}
