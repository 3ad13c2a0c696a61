/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The binding: databases compacted, checked, stubs, several, or remote. */
#include "xc_test.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char *const harbour[] = {
	"there is a ship out there",
	"no ship came out",
	"the harbour is empty",
};

/* compaction and checks */

/* Two shards with the same key; their handles added to a new one. */
static struct xc_database *
two_shards(void)
{
	struct xc_writable *a = xc_test_database("a", harbour, 2);
	struct xc_writable *b = xc_test_database("b", harbour + 2, 1);
	struct xc_database *db = SOME(xc_database_new(&err)), *shard;
	const char *path;

	OK(xc_writable_set_metadata(
		a, xc_slice_str("forms"), xc_slice_str("ship"), &err));
	OK(xc_writable_set_metadata(
		b, xc_slice_str("forms"), xc_slice_str("ships"), &err));
	OK(xc_writable_set_metadata(
		b, xc_slice_str("alone"), xc_slice_str("one"), &err));
	OK(xc_writable_commit(a, &err));
	OK(xc_writable_commit(b, &err));
	xc_writable_free(a);
	xc_writable_free(b);
	for (path = "a"; path != NULL; path = *path == 'a' ? "b" : NULL) {
		shard = SOME(xc_database_open(path, 0, &err));
		OK(xc_database_add_shard(db, shard, &err));
		xc_database_free(shard);
	}
	return db;
}

/* Joins the values with a bar; fails if *ctx is 0, and counts it down. */
static int
join(struct xc_bytes *out, struct xc_slice key, const struct xc_slice *values,
	size_t n, void *ctx)
{
	int *left = ctx;
	char text[64] = "";
	size_t i;

	xc_test_bytes(key.data, key.len, "forms", 5);
	if ((*left)-- == 0)
		return 42;
	for (i = 0; i < n; i++) {
		strncat(text, values[i].data, values[i].len);
		strcat(text, i + 1 < n ? "|" : "");
	}
	return (int)xc_bytes_set(out, text, strlen(text));
}

static int
watch(const char *table, const char *status, void *ctx)
{
	(void)ctx;
	return strcmp(table, "docdata") == 0 && *status != '\0' ? -1 : 0;
}

START_TEST(several_databases_are_searched_as_one)
{
	struct xc_database *db = two_shards();
	struct xc_bytes value = XC_BYTES_INIT;
	struct xc_document *doc;

	ck_assert_uint_eq(xc_database_shard_count(db), 2);
	ck_assert_uint_eq(xc_test_count_in(db), 3);
	ck_assert_str_eq(xc_test_docids(SOME(
				 xc_database_postings(db, SIZED("is"), &err))),
		"1 2 ");
	doc = SOME(xc_database_document(db, 2, 0, &err));
	ck_assert_str_eq(xc_document_data(doc, NULL, &err), harbour[2]);
	ck_assert_uint_eq(xc_document_docid(doc), 1);
	OK(xc_database_metadata(&value, db, SIZED("forms"), &err));
	xc_test_holds(&value, "ship");
	OK(xc_database_metadata(&value, db, SIZED("alone"), &err));
	xc_test_holds(&value, "");
	OK(xc_database_metadata(
		&value, xc_database_shard(db, 1), SIZED("alone"), &err));
	xc_test_holds(&value, "one");
	ck_assert_uint_eq(xc_test_count_in(xc_database_shard(db, 0)), 2);
	ck_assert_ptr_null(xc_database_shard(db, 2));
	ck_assert_ptr_eq(xc_database_shard(xc_database_shard(db, 1), 0),
		xc_database_shard(db, 1));
	FAILS(XC_INVALID_ARGUMENT_ERROR, xc_database_add_shard(db, db, &err));
	xc_document_free(doc);
	xc_database_free(db);
}
END_TEST

/* Both shards are replaced, the second one by what cannot be opened. */
START_TEST(shards_are_reopened_all_or_none)
{
	struct xc_database *db = two_shards();
	bool changed;

	xc_writable_free(xc_test_database("fresh", harbour, 1));
	ck_assert_int_eq(rename("a", "old"), 0);
	ck_assert_int_eq(rename("b", "good"), 0);
	ck_assert_int_eq(rename("fresh", "a"), 0);
	ck_assert_int_eq(mkdir("b", 0777), 0);
	ck_assert_int_ne(xc_database_reopen(&changed, db, &err), XC_OK);
	ck_assert_uint_eq(xc_test_count_in(db), 3);
	ck_assert_int_eq(rmdir("b"), 0);
	ck_assert_int_eq(rename("good", "b"), 0);
	OK(xc_database_reopen(&changed, db, &err));
	ck_assert_uint_eq(xc_test_count_in(db), 2);
	xc_database_free(db);
}
END_TEST

START_TEST(compaction_merges_metadata_by_callback)
{
	struct xc_compact_options options = XC_COMPACT_OPTIONS_INIT;
	struct xc_database *db = two_shards(), *whole;
	struct xc_bytes value = XC_BYTES_INIT;
	int left = 1;

	options.merge = join;
	options.ctx = &left;
	OK(xc_database_compact(db, "whole", &options, &err));
	ck_assert_int_eq(left, 0);
	whole = SOME(xc_database_open("whole", XC_DB_BACKEND_GLASS, &err));
	OK(xc_database_metadata(&value, whole, SIZED("forms"), &err));
	xc_test_holds(&value, "ship|ships");
	OK(xc_database_metadata(&value, whole, SIZED("alone"), &err));
	xc_test_holds(&value, "one");
	ck_assert_uint_eq(xc_test_count_in(whole), 3);
	xc_database_free(whole);
	OK(xc_database_compact(db, "plain", NULL, &err));
	whole = SOME(xc_database_open("plain", 0, &err));
	OK(xc_database_metadata(&value, whole, SIZED("forms"), &err));
	xc_test_holds(&value, "ship");
	xc_database_free(whole);
	xc_database_free(db);
	xc_test_is_clean("whole");
}
END_TEST

START_TEST(a_compaction_whose_callback_fails_leaves_no_database)
{
	struct xc_compact_options options = XC_COMPACT_OPTIONS_INIT;
	struct xc_database *db = two_shards();
	int left = 0;

	options.merge = join;
	options.ctx = &left;
	FAILS(XC_CALLBACK_ERROR,
		xc_database_compact(db, "whole", &options, &err));
	ck_assert_ptr_nonnull(strstr(err.message, "42"));
	NONE(XC_DATABASE_NOT_FOUND_ERROR, xc_database_open("whole", 0, &err));
	options.merge = NULL;
	options.status = watch;
	FAILS(XC_CALLBACK_ERROR,
		xc_database_compact(db, "other", &options, &err));
	NONE(XC_DATABASE_NOT_FOUND_ERROR, xc_database_open("other", 0, &err));
	xc_database_free(db);
}
END_TEST

START_TEST(compaction_wants_its_changes_committed_and_its_own_folder)
{
	struct xc_writable *w = xc_test_database("db", harbour, 1);
	struct xc_database *db = SOME(xc_database_open("db", 0, &err));

	ck_assert_uint_eq(xc_test_add(w, "pending"), 2);
	FAILS(XC_INVALID_OPERATION_ERROR,
		xc_database_compact(
			xc_writable_database(w), "out", NULL, &err));
	FAILS(XC_INVALID_ARGUMENT_ERROR,
		xc_database_compact(db, "db", NULL, &err));
	xc_database_free(db);
	xc_writable_free(w);
}
END_TEST

START_TEST(a_single_file_opens_by_path_and_descriptor)
{
	struct xc_compact_options options = XC_COMPACT_OPTIONS_INIT;
	struct xc_database *db = two_shards();
	int fd;

	options.flags |= XC_COMPACT_SINGLE_FILE;
	OK(xc_database_compact(db, "file", &options, &err));
	xc_database_free(db);
	ck_assert_uint_eq(xc_test_count("file"), 3);
	fd = open("file", O_RDONLY);
	db = SOME(xc_database_open_fd(fd, XC_DB_BACKEND_GLASS, &err));
	ck_assert_uint_eq(xc_test_count_in(db), 3);
	xc_database_free(db);
	ck_assert_int_eq(fcntl(fd, F_GETFD), -1);
	fd = open("a/iamglass", O_WRONLY);
	NONE(XC_DATABASE_ERROR, xc_database_open_fd(fd, 0, &err));
	ck_assert_int_eq(fcntl(fd, F_GETFD), -1);
}
END_TEST

START_TEST(a_check_finds_damage)
{
	struct xc_writable *w = xc_test_database("db", harbour, 3);
	size_t faults;
	int fd;

	xc_writable_free(w);
	xc_test_is_clean("db");
	fd = open("db/postlist.glass", O_WRONLY);
	ck_assert_int_eq(pwrite(fd, "damage", 6, 5), 6);
	close(fd);
	if (xc_database_check(&faults, NULL, "db", 0, &err) == XC_OK)
		ck_assert_uint_gt(faults, 0);
	FAILS(XC_DATABASE_OPENING_ERROR,
		xc_database_check(&faults, NULL, "absent", 0, &err));
}
END_TEST

START_TEST(a_stub_names_databases)
{
	FILE *stub;
	struct xc_database *db;

	xc_writable_free(xc_test_database("a", harbour, 2));
	xc_writable_free(xc_test_database("b", harbour, 3));
	stub = fopen("stub", "w");
	fputs("auto a\nauto b\n", stub);
	fclose(stub);
	ck_assert_uint_eq(xc_test_count("stub"), 5);
	db = SOME(xc_database_open("stub", XC_DB_BACKEND_STUB, &err));
	ck_assert_uint_eq(xc_database_shard_count(db), 2);
	xc_database_free(db);
	NONE(XC_DATABASE_NOT_FOUND_ERROR,
		xc_database_open("stub", XC_DB_BACKEND_GLASS, &err));
}
END_TEST

/* remote databases */

static bool
has_program(const char *name)
{
	const char *path = getenv("PATH");
	char file[512];

	while (path != NULL && *path != '\0') {
		snprintf(file, sizeof(file), "%.*s/%s", (int)strcspn(path, ":"),
			path, name);
		if (access(file, X_OK) == 0)
			return true;
		path += strcspn(path, ":");
		path += *path == ':';
	}
	printf("# %s is not here: skipped\n", name);
	return false;
}

START_TEST(a_program_that_serves_nothing_is_a_network_error)
{
	static const struct xc_remote_options short_time = { 1, 1, 0 };

	NONE(XC_NETWORK_ERROR,
		xc_database_open_program("/bin/false", "", NULL, &err));
	NONE(XC_NETWORK_ERROR,
		xc_writable_open_program("/bin/false", "", NULL, &err));
	NONE(XC_NETWORK_ERROR,
		xc_database_open_tcp("127.0.0.1", 0, &short_time, &err));
	NONE(XC_NETWORK_ERROR,
		xc_writable_open_tcp("127.0.0.1", 0, &short_time, &err));
}
END_TEST

START_TEST(a_program_serves_a_database)
{
	struct xc_writable *w = xc_test_database("db", harbour, 3);
	struct xc_database *db;

	xc_writable_free(w);
	if (!has_program("xapian-progsrv"))
		return;
	db = SOME(xc_database_open_program("xapian-progsrv", "db", NULL, &err));
	ck_assert_str_eq(xc_test_docids(SOME(xc_database_postings(
				 db, SIZED("ship"), &err))),
		"1 2 ");
	xc_database_free(db);
	w = SOME(xc_writable_open_program(
		"xapian-progsrv", "--writable db", NULL, &err));
	ck_assert_uint_eq(xc_test_add(w, "kept"), 4);
	OK(xc_writable_commit(w, &err));
	ck_assert_uint_eq(xc_test_add(w, "discarded"), 5);
	xc_writable_free(w);
	ck_assert_uint_eq(xc_test_count("db"), 4);
	NONE(XC_DATABASE_NOT_FOUND_ERROR,
		xc_database_open_program(
			"xapian-progsrv", "absent", NULL, &err));
}
END_TEST

START_TEST(a_connection_that_breaks_makes_the_server_commit)
{
	struct xc_writable *w = xc_test_database("db", harbour, 1);
	pid_t child;

	xc_writable_free(w);
	if (!has_program("xapian-progsrv"))
		return;
	child = fork();
	if (child == 0) {
		w = SOME(xc_writable_open_program(
			"xapian-progsrv", "--writable db", NULL, &err));
		OK(xc_writable_begin_transaction(w, true, &err));
		ck_assert_uint_eq(xc_test_add(w, "pending"), 2);
		raise(SIGKILL);
	}
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
	w = SOME(
		xc_writable_open("db", XC_DB_OPEN | XC_DB_RETRY_LOCK, 0, &err));
	ck_assert_uint_eq(xc_test_count_in(xc_writable_database(w)), 2);
	xc_writable_free(w);
}
END_TEST

/* A port of loopback that was free a moment ago. */
static unsigned
free_port(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_eq(
		bind(fd, (struct sockaddr *)&address, sizeof(address)), 0);
	getsockname(fd, (struct sockaddr *)&address, &len);
	close(fd);
	return ntohs(address.sin_port);
}

START_TEST(a_port_serves_a_database)
{
	static const struct timespec pause = { 0, 20 * 1000 * 1000 };
	struct xc_writable *w = xc_test_database("db", harbour, 3);
	struct xc_database *db = NULL;
	unsigned port = free_port();
	char text[16];
	pid_t child;
	int tries;

	xc_writable_free(w);
	if (!has_program("xapian-tcpsrv"))
		return;
	snprintf(text, sizeof(text), "%u", port);
	child = fork();
	if (child == 0) {
		execlp("xapian-tcpsrv", "xapian-tcpsrv", "--quiet",
			"--one-shot", "--interface", "127.0.0.1", "--port",
			text, "db", (char *)NULL);
		_exit(127);
	}
	for (tries = 0; tries < 100 && db == NULL; tries++) {
		nanosleep(&pause, NULL);
		db = xc_database_open_tcp("127.0.0.1", port, NULL, &err);
	}
	db = SOME(db);
	ck_assert_uint_eq(xc_test_count_in(db), 3);
	OK(xc_database_keep_alive(db, &err));
	xc_database_free(db);
	kill(child, SIGTERM);
	ck_assert_int_eq(waitpid(child, NULL, 0), child);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("xapian-c-places");
	TCase *tc = xc_test_case(suite, "places");

	tcase_add_test(tc, several_databases_are_searched_as_one);
	tcase_add_test(tc, shards_are_reopened_all_or_none);
	tcase_add_test(tc, compaction_merges_metadata_by_callback);
	tcase_add_test(
		tc, a_compaction_whose_callback_fails_leaves_no_database);
	tcase_add_test(
		tc, compaction_wants_its_changes_committed_and_its_own_folder);
	tcase_add_test(tc, a_single_file_opens_by_path_and_descriptor);
	tcase_add_test(tc, a_check_finds_damage);
	tcase_add_test(tc, a_stub_names_databases);
	tc = xc_test_case(suite, "remote");
	tcase_add_test(tc, a_program_that_serves_nothing_is_a_network_error);
	tcase_add_test(tc, a_program_serves_a_database);
	tcase_add_test(tc, a_connection_that_breaks_makes_the_server_commit);
	tcase_add_test(tc, a_port_serves_a_database);
	return xc_test_run(suite);
}
