/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Copies of an index that is read and written meanwhile. */
#include "copy.h"
#include "places.h"
#include "sound.h"
#include "testlib.h"
#include "xapian-check.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

START_TEST(compacted_index_is_read_on)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	struct xc_database *db;

	saiga_article_init(&stored.article);
	ck_assert_int_eq(saiga_store_open(&db, "db", NULL), SAIGA_OK);
	ck_assert_int_eq(copy_compact("db", NULL), SAIGA_OK);
	ck_assert_int_eq(saiga_stored_fetch(&stored, db, 3, NULL), SAIGA_OK);
	saiga_stored_dispose(&stored);
	xc_database_free(db);
	is_sound(false);
	ck_assert_int_ne(access("db.saiga-new", F_OK), 0);
	sound_index();
	is_sound(false);
	ck_assert_uint_eq(told.counts.articles, SOUND_ARTICLES);
}
END_TEST

/* Writes a commit after the other, each with one word more in metadata and in
 * a document, until it is killed. */
static void
write_on(void)
{
	int dirfd = open("db", O_RDONLY | O_DIRECTORY);
	struct xc_writable *w;
	unsigned i;

	if (saiga_store_lock(&w, "db", XC_DB_OPEN, NULL) != SAIGA_OK)
		_exit(1);
	for (i = 0;; i++) {
		char word[32];
		struct xc_document *doc = xc_database_document(
			xc_writable_database(w), 1, 0, NULL);

		snprintf(word, sizeof(word), "w%u", i);
		if (doc == NULL ||
			xc_writable_begin_transaction(w, true, NULL) != XC_OK ||
			xc_document_set_value(
				doc, 99, word, strlen(word), NULL) != XC_OK ||
			xc_writable_replace_document(w, 1, doc, NULL) !=
				XC_OK ||
			xc_writable_set_metadata(w, xc_slice_str("commit"),
				xc_slice_str(word), NULL) != XC_OK ||
			saiga_store_commit(w, dirfd, NULL) != SAIGA_OK)
			_exit(1);
		xc_document_free(doc);
	}
}

/* The value and the metadata of the copy are of one commit. */
static void
is_one_state(struct xc_bytes *last)
{
	struct xc_bytes value = XC_BYTES_INIT, metadata = XC_BYTES_INIT;
	struct xc_document *doc;
	struct xc_database *db;

	ck_assert_int_eq(saiga_store_open(&db, "copy", NULL), SAIGA_OK);
	doc = xc_database_document(db, 1, 0, NULL);
	ck_assert_ptr_nonnull(doc);
	ck_assert_int_eq(xc_document_value(&value, doc, 99, NULL), XC_OK);
	ck_assert_int_eq(
		xc_database_metadata(&metadata, db, "commit", 6, NULL), XC_OK);
	ck_assert_str_eq(value.data, metadata.data);
	if (last->data == NULL || strcmp(last->data, value.data) != 0)
		ck_assert_int_eq(
			xc_bytes_set(last, value.data, value.len), XC_OK);
	xc_bytes_dispose(&value);
	xc_bytes_dispose(&metadata);
	xc_document_free(doc);
	xc_database_free(db);
}

START_TEST(backup_is_one_state)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_bytes last = XC_BYTES_INIT;
	char first[32];
	uint32_t articles;
	pid_t writer = fork();
	unsigned i;
	int status;

	ck_assert_int_ge(writer, 0);
	if (writer == 0)
		write_on();
	for (i = 0; i < 20; i++) {
		ck_assert_msg(copy_backup(&articles, "db", "copy", i > 0,
				      &err) == SAIGA_OK,
			"%s", err.msg);
		ck_assert_uint_eq(articles, SOUND_ARTICLES);
		is_one_state(&last);
		if (i == 0)
			snprintf(first, sizeof(first), "%s", last.data);
	}
	/* It did write meanwhile. */
	ck_assert_str_ne(first, last.data);
	ck_assert_int_eq(kill(writer, SIGKILL), 0);
	ck_assert_int_eq(waitpid(writer, &status, 0), writer);
	ck_assert(WIFSIGNALED(status));
	xc_bytes_dispose(&last);
}
END_TEST

static const struct {
	const char *place, *to;
	bool force;
	enum saiga_status status;
} places[] = {
	{ "", "copy", false, SAIGA_OK },
	{ "", "copy/", true, SAIGA_OK },
	{ "", "a/copy", false, SAIGA_IO },
	{ "", "db/copy", false, SAIGA_INVALID },
	{ "db/copy/", "./db/none/../copy", true, SAIGA_INVALID },
	{ "copy/", "copy", false, SAIGA_OK },
	{ "copy/ copy/file", "copy", true, SAIGA_INVALID },
	{ "copy", "copy", true, SAIGA_INVALID },
	{ "copy.saiga-new/ copy.saiga-new/file", "copy", true, SAIGA_INVALID },
	{ "copy.saiga-new/ copy.saiga-new/docdata.glass", "copy", false,
		SAIGA_OK },
	{ "", "db", false, SAIGA_INVALID },
	{ "", "db", true, SAIGA_INVALID },
	{ "copy->db", "copy", true, SAIGA_INVALID },
};

START_TEST(backup_takes_its_place)
{
	uint32_t articles;

	place_all(places[_i].place);
	ck_assert_int_eq(copy_backup(&articles, "db", places[_i].to,
				 places[_i].force, NULL),
		places[_i].status);
	is_sound(true);
	if (places[_i].status != SAIGA_OK)
		return;
	ck_assert_int_ne(access("copy.saiga-new", F_OK), 0);
	ck_assert_int_eq(copy_backup(&articles, "db", "copy", false, NULL),
		SAIGA_INVALID);
	ck_assert_int_eq(
		copy_backup(&articles, "db", "copy", true, NULL), SAIGA_OK);
	ck_assert_int_eq(rename("db", "old"), 0);
	ck_assert_int_eq(rename("copy", "db"), 0);
	is_sound(false);
	ck_assert_uint_eq(told.counts.articles, SOUND_ARTICLES);
}
END_TEST

/* Turns over the bits of a byte; turned twice it is as it was. */
static void
turn_byte(const char *path, off_t at)
{
	int fd = open(path, O_RDWR);
	unsigned char byte;

	ck_assert_int_eq(pread(fd, &byte, 1, at), 1);
	byte ^= 0xff;
	ck_assert_int_eq(pwrite(fd, &byte, 1, at), 1);
	close(fd);
}

START_TEST(what_is_damaged_is_not_copied)
{
	unsigned damaged = 0;
	uint32_t articles;
	off_t at;

	for (at = 8192 - 4; at > 8192 - 400; at -= 13) {
		turn_byte("db/position.glass", at);
		if (xapian_check("db", NULL) == SAIGA_CORRUPT) {
			damaged++;
			ck_assert_int_ne(copy_compact("db", NULL), SAIGA_OK);
			ck_assert_int_ne(copy_backup(&articles, "db", "copy",
						 true, NULL),
				SAIGA_OK);
		}
		turn_byte("db/position.glass", at);
	}
	ck_assert_uint_gt(damaged, 0);
	is_sound(false);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("copy");
	TCase *tc = test_case(suite, "copy");

	tcase_add_checked_fixture(tc, sound_setup, sound_teardown);
	tcase_add_test(tc, compacted_index_is_read_on);
	tcase_add_test(tc, backup_is_one_state);
	tcase_add_test(tc, what_is_damaged_is_not_copied);
	tcase_add_loop_test(tc, backup_takes_its_place, 0, COUNT(places));
	return test_run(suite);
}
