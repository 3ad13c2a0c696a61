/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga check */
#include "command.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const char usage[] =
	"Usage: saiga check [OPTION]...\n"
	"Checks that the index is whole: its tables, and that every article is\n"
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
#define ADVICE "remove the folder and index your files anew"

/* What a child that checks ends with. */
enum { CHILD_WHOLE = 0, CHILD_DAMAGED = 1, CHILD_FAILED = 2 };

static void
limit_memory(void)
{
	/* AddressSanitizer takes terabytes of addresses for itself. */
#ifndef __SANITIZE_ADDRESS__
	struct rlimit memory = { CHECK_MEMORY, CHECK_MEMORY };

	setrlimit(RLIMIT_AS, &memory);
#endif
}

static int
check_tables(const char *path)
{
	struct rlimit core = { 0, 0 };
	struct xc_bytes report = XC_BYTES_INIT;
	struct xc_error xerr;
	size_t faults = 0;

	limit_memory();
	setrlimit(RLIMIT_CORE, &core);
	if (xc_database_check(&faults, &report, path, 0, &xerr) != XC_OK) {
		command_error("%s: %s", path, xerr.message);
		return CHILD_FAILED;
	}
	if (faults > 0)
		fwrite(report.data, 1, report.len, stderr);
	return faults > 0 ? CHILD_DAMAGED : CHILD_WHOLE;
}

/*
 * Xapian's check of a damaged index may crash or ask for all memory there
 * is, so that it runs in a child: whatever ends that, is the answer.
 */
static bool
tables_are_whole(const char *path)
{
	int status = 0;
	pid_t child = fork();

	if (child < 0) {
		command_error("check: %s", strerror(errno));
		return false;
	}
	if (child == 0)
		_exit(check_tables(path));
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFEXITED(status) && WEXITSTATUS(status) == CHILD_WHOLE)
		return true;
	command_error("%s: the index is damaged: " ADVICE, path);
	return false;
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

/* Reads every record; returns how many are bad. */
static uint32_t
check_records(const struct xc_database *db, uint32_t *articles)
{
	struct saiga_stored stored = SAIGA_STORED_INIT;
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_error xerr;
	/* The term of no bytes is in every document. */
	struct xc_posting_iter *it = xc_database_postings(db, "", 0, &xerr);
	uint32_t bad = 0;

	*articles = 0;
	saiga_article_init(&stored.article);
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
		bad++;
		command_error("article %" PRIu32 " %s: %s", docid,
			stored.article.id, fault);
	}
	if (xerr.kind != XC_OK) {
		bad++;
		command_error("index: %s", xerr.message);
	}
	xc_posting_iter_free(it);
	saiga_stored_dispose(&stored);
	return bad;
}

static int
check(const char *option)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct xc_database *db;
	uint32_t articles, bad;
	enum saiga_status status = command_open(&db, &path, option, &err);
	int code = EXIT_ERROR;

	if (status != SAIGA_OK)
		command_failed(status, &err);
	else if (tables_are_whole(saiga_strbuf_cstr(&path))) {
		bad = check_records(db, &articles);
		if (bad > 0)
			command_error("%s: %" PRIu32 " of %" PRIu32
				      " articles are damaged: " ADVICE,
				saiga_strbuf_cstr(&path), bad, articles);
		else {
			printf("%" PRIu32 " article%s checked: the index is "
			       "whole\n",
				articles, articles == 1 ? "" : "s");
			code = EXIT_FOUND;
		}
	}
	xc_database_free(db);
	saiga_strbuf_dispose(&path);
	return code;
}

int
cmd_check(int argc, char **argv)
{
	const char *option = NULL;
	int c;

	while ((c = getopt_long(argc, argv, "d:h", long_options, NULL)) != -1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		if (c != 'd')
			return command_usage("check");
		option = optarg;
	}
	if (optind < argc)
		return command_error("check takes no arguments, only --db=DIR");
	return check(option);
}
