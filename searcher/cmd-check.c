/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga check */
#include "command.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const char usage[] =
	"Usage: saiga check [OPTION]...\n"
	"Checks that the index is whole: its tables, and that every article "
	"is\n"
	"stored as it was written.\n"
	"\n"
	"  -d, --db=DIR   the index (default: $SAIGA_DB, or\n"
	"                 $XDG_DATA_HOME/saiga/default)\n"
	"  -h, --help     this help\n"
	"\n"
	"Exit status: 0 whole, 2 damaged or not to be opened.\n";

static const struct option long_options[] = {
	{ "db", required_argument, NULL, 'd' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

#define CHECK_MEMORY ((rlim_t)4 << 30) /* bytes */

#if defined(__SANITIZE_ADDRESS__) /* gcc */
#define SANITIZED
#elif defined(__has_feature) /* clang */
#if __has_feature(address_sanitizer)
#define SANITIZED
#endif
#endif

/* How a check ended; a child exits with it. */
enum outcome { WHOLE, DAMAGED, FAILED };

static void
limit_memory(void)
{
	/* AddressSanitizer takes terabytes of addresses for itself. */
#ifndef SANITIZED
	struct rlimit memory = { CHECK_MEMORY, CHECK_MEMORY };

	setrlimit(RLIMIT_AS, &memory);
#endif
}

/* Errors that say nothing about the tables, which were open a moment ago. */
static bool
is_failure(enum xc_error_kind kind)
{
	return kind == XC_NO_MEMORY || kind == XC_DATABASE_OPENING_ERROR ||
		kind == XC_DATABASE_LOCK_ERROR;
}

/* Signals that a fault of the program's raises, not somebody from outside. */
static bool
is_crash(int number)
{
	return number == SIGSEGV || number == SIGABRT || number == SIGBUS ||
		number == SIGFPE || number == SIGILL;
}

static enum outcome
check_in_child(const char *path)
{
	struct rlimit core = { 0, 0 };
	struct xc_bytes report = XC_BYTES_INIT;
	struct xc_error xerr;
	size_t faults = 0;

	limit_memory();
	setrlimit(RLIMIT_CORE, &core);
	/* The child has the writer's lock too: it must not outlive us. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (xc_database_check(&faults, &report, path, 0, &xerr) != XC_OK) {
		command_error("%s: %s", path, xerr.message);
		return is_failure(xerr.kind) ? FAILED : DAMAGED;
	}
	if (faults == 0)
		return WHOLE;
	command_error("%s: %s", path, report.data);
	return strstr(report.data, "Too many open files") != NULL ? FAILED
								  : DAMAGED;
}

/*
 * Xapian's check of a damaged index may crash or ask for all memory there
 * is, so that it runs in a child: where that crashes, the index is damaged.
 */
static enum outcome
check_tables(const char *path)
{
	int status = 0;
	pid_t child = fork();

	if (child < 0) {
		command_error("check: %s", strerror(errno));
		return FAILED;
	}
	if (child == 0)
		_exit(check_in_child(path));
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(status))
		return is_crash(WTERMSIG(status)) ? DAMAGED : FAILED;
	return (enum outcome)WEXITSTATUS(status);
}

/* Whether the article's term of its id leads back to it. */
static bool
is_found_by_id(const struct xc_database *db, const char *id, uint32_t docid)
{
	uint32_t found;

	return saiga_store_find(&found, db, id, NULL) == SAIGA_OK &&
		found == docid;
}

/* The passages lie one behind the other, and their words where the record
 * says. */
static bool
has_good_passages(const struct saiga_article *a)
{
	size_t i, end = 0;
	uint32_t pos = 0;

	for (i = 0; i < a->passages.n; i++) {
		const struct saiga_passage *p = &a->passages.items[i];

		if (p->off < end || p->pos < pos ||
			saiga_words_count(saiga_article_passage(a, i)) !=
				p->words)
			return false;
		end = p->off + p->len;
		pos = p->pos + p->words;
	}
	return true;
}

/* Reads every record; those that are bad are told. */
static enum outcome
check_records(const struct xc_database *db, uint32_t *articles)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_error xerr;
	/* The term of no bytes is in every document. */
	struct xc_posting_iter *it = xc_database_postings(db, "", 0, &xerr);
	enum outcome outcome = WHOLE;

	*articles = 0;
	while (it != NULL && xc_posting_iter_next(it, &xerr)) {
		uint32_t docid = xc_posting_iter_docid(it);
		const char *fault = NULL;

		++*articles;
		if (saiga_stored_fetch(&stored, db, docid, &err) != SAIGA_OK)
			fault = err.msg;
		else if (!is_found_by_id(db, stored.article.id, docid))
			fault = "its id does not lead to it";
		else if (!has_good_passages(&stored.article))
			fault = "its passages are not those of its text";
		if (fault == NULL)
			continue;
		outcome = DAMAGED;
		command_error("article %" PRIu32 " %s: %s", docid,
			stored.article.id, fault);
	}
	if (xerr.kind != XC_OK) {
		outcome = DAMAGED;
		command_error("index: %s", xerr.message);
	}
	xc_posting_iter_free(it);
	saiga_stored_dispose(&stored);
	return outcome;
}

static bool
is_writable(const char *path)
{
	struct saiga_strbuf lock = SAIGA_STRBUF_INIT(65536);
	bool writable;

	saiga_strbuf_printf(&lock, "%s/flintlock", path);
	writable = access(saiga_strbuf_cstr(&lock), W_OK) == 0;
	saiga_strbuf_dispose(&lock);
	return writable;
}

/* Holds the writer's lock meanwhile, if nobody else does: what is checked
 * while it changes looks damaged and is not. */
static int
check_locked(const char *path, struct xc_database *db)
{
	struct xc_error xerr;
	struct xc_writable *lock = xc_writable_open(
		path, XC_DB_OPEN | XC_DB_BACKEND_GLASS, 0, &xerr);
	enum outcome outcome;
	uint32_t articles = 0;

	/* One that may not be written can be checked all the same. */
	if (lock == NULL && xerr.kind == XC_DATABASE_LOCK_ERROR &&
		is_writable(path))
		return command_error("%s: it is being written: check it when "
				     "that is done",
			path);
	outcome = check_tables(path);
	if (outcome == WHOLE)
		outcome = check_records(db, &articles);
	xc_writable_free(lock);
	if (outcome == FAILED)
		return command_error("%s: it could not be checked", path);
	if (outcome == DAMAGED)
		return command_error("%s: the index is damaged: remove the "
				     "folder and index your files anew",
			path);
	printf("%" PRIu32 " article%s checked: the index is whole\n", articles,
		articles == 1 ? "" : "s");
	return EXIT_FOUND;
}

/* Each part by itself; what is on another machine is checked there. */
static int
check_shard(const struct saiga_shard *shard)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_database *db = NULL;
	enum saiga_status status;
	int code;

	if (saiga_shard_is_remote(shard))
		return command_error(
			"%s: check it on its own machine", shard->name);
	status = saiga_store_open(&db, shard->name, &err);
	code = status == SAIGA_OK ? check_locked(shard->name, db)
				  : command_failed(status, &err);
	xc_database_free(db);
	return code;
}

static int
check(const struct index_options *index)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct saiga_shards shards;
	enum saiga_status status = command_name(&shards, index, &err);
	int code =
		status == SAIGA_OK ? EXIT_FOUND : command_failed(status, &err);
	size_t i;

	for (i = 0; i < shards.n && status == SAIGA_OK; i++)
		if (check_shard(&shards.items[i]) != EXIT_FOUND)
			code = EXIT_ERROR;
	return command_close(&shards, code);
}

int
cmd_check(int argc, char **argv)
{
	struct index_options index = { .n = 0 };
	int c;

	while ((c = getopt_long(argc, argv, "d:h", long_options, NULL)) != -1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		if (command_index_option(&index, c) != OPTION_TAKEN)
			return command_usage("check", argv);
	}
	if (optind < argc)
		return command_error("check takes no arguments, only --db=DIR");
	return check(&index);
}
