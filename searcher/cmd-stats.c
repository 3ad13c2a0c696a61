/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga stats */
#include "command.h"

#include <dirent.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define PUBLISHERS_SHOWN 10u

static const char usage[] =
	"Usage: saiga stats [OPTION]...\n"
	"Tells what the index holds.\n"
	"\n"
	"  -d, --db=DIR   the index (default: $SAIGA_DB, or\n"
	"                 $XDG_DATA_HOME/saiga/default)\n"
	"  -h, --help     this help\n";

static const struct option long_options[] = {
	{ "db", required_argument, NULL, 'd' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

/* Bytes of the files in the index's folder. */
static uint64_t
folder_size(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	struct stat st;
	uint64_t sum = 0;

	if (dir == NULL)
		return 0;
	while ((entry = readdir(dir)) != NULL)
		if (fstatat(dirfd(dir), entry->d_name, &st,
			    AT_SYMLINK_NOFOLLOW) == 0 &&
			S_ISREG(st.st_mode))
			sum += (uint64_t)st.st_size;
	closedir(dir);
	return sum;
}

/* "20230228" as "2023-02-28", less where less is known. */
static void
print_day(struct saiga_strbuf *out, const struct xc_bytes *day)
{
	if (day->len != 8)
		return;
	saiga_strbuf_append(out, day->data, 4);
	if (memcmp(day->data + 4, "00", 2) != 0)
		saiga_strbuf_printf(out, "-%.2s", day->data + 4);
	if (memcmp(day->data + 6, "00", 2) != 0)
		saiga_strbuf_printf(out, "-%.2s", day->data + 6);
}

static enum xc_error_kind
print_dates(struct saiga_strbuf *out, const struct xc_database *db,
	struct xc_error *xerr)
{
	struct xc_bytes first = XC_BYTES_INIT, last = XC_BYTES_INIT;
	uint32_t dated = 0;

	if (xc_database_value_freq(&dated, db, SAIGA_SLOT_DAY, xerr) == XC_OK &&
		dated > 0 &&
		xc_database_value_lower_bound(
			&first, db, SAIGA_SLOT_DAY, xerr) == XC_OK &&
		xc_database_value_upper_bound(
			&last, db, SAIGA_SLOT_DAY, xerr) == XC_OK) {
		saiga_strbuf_printf(out, "dated       %" PRIu32 ", ", dated);
		print_day(out, &first);
		saiga_strbuf_str(out, " to ");
		print_day(out, &last);
		saiga_strbuf_byte(out, '\n');
	}
	xc_bytes_dispose(&first);
	xc_bytes_dispose(&last);
	return xerr->kind;
}

/* "en 9, ru 5": the languages by their terms. */
static enum xc_error_kind
print_languages(struct saiga_strbuf *out, const struct xc_database *db,
	struct xc_error *xerr)
{
	const char *prefix = saiga_fields[SAIGA_FIELD_LANGUAGE].term_prefix;
	size_t skip = strlen(prefix), len, n = 0;
	struct xc_term_iter *it = xc_database_terms(db, prefix, skip, xerr);
	uint32_t freq;

	if (it == NULL)
		return xerr->kind;
	while (xc_term_iter_next(it, xerr)) {
		const char *term = xc_term_iter_term(it, &len);

		if (xc_term_iter_freq(&freq, it, xerr) != XC_OK)
			break;
		saiga_strbuf_str(out, n++ == 0 ? "languages   " : ", ");
		saiga_utf8_printable(
			saiga_slice_of(term + skip, len - skip), out);
		saiga_strbuf_printf(out, " %" PRIu32, freq);
	}
	if (n > 0)
		saiga_strbuf_byte(out, '\n');
	xc_term_iter_free(it);
	return xerr->kind;
}

/* Counts the publishers of all articles. */
static enum xc_error_kind
count_publishers(struct xc_match_spy *spy, const struct xc_database *db,
	uint32_t n_articles, struct xc_error *xerr)
{
	struct xc_match_options options = XC_MATCH_OPTIONS_INIT;
	struct xc_enquire *enquire = xc_enquire_new(db, xerr);
	struct xc_query *all = NULL;
	struct xc_mset *mset = NULL;

	options.check_at_least = n_articles;
	if (enquire != NULL)
		all = xc_query_new_match_all(xerr);
	if (all != NULL &&
		xc_enquire_set_query(enquire, all, 0, xerr) == XC_OK &&
		xc_enquire_add_spy(enquire, spy, xerr) == XC_OK)
		mset = xc_enquire_match(enquire, 0, 0, &options, xerr);
	xc_mset_free(mset);
	xc_query_free(all);
	xc_enquire_free(enquire);
	return xerr->kind;
}

static enum xc_error_kind
print_publishers(struct saiga_strbuf *out, const struct xc_database *db,
	uint32_t n_articles, struct xc_error *xerr)
{
	struct xc_match_spy *spy =
		xc_match_spy_new_value_count(SAIGA_SLOT_PUBLISHER, xerr);
	struct xc_term_iter *it = NULL;
	uint32_t freq;
	size_t len;

	if (spy != NULL && count_publishers(spy, db, n_articles, xerr) == XC_OK)
		it = xc_match_spy_top_values(spy, PUBLISHERS_SHOWN, xerr);
	while (it != NULL && xc_term_iter_next(it, xerr)) {
		const char *name = xc_term_iter_term(it, &len);

		if (len == 0 || xc_term_iter_freq(&freq, it, xerr) != XC_OK)
			continue;
		saiga_strbuf_printf(out, "publisher   %" PRIu32 " ", freq);
		saiga_utf8_printable(saiga_slice_of(name, len), out);
		saiga_strbuf_byte(out, '\n');
	}
	xc_term_iter_free(it);
	xc_match_spy_free(spy);
	return xerr->kind;
}

static void
print_time(struct saiga_strbuf *out, int64_t seconds)
{
	char text[32];
	time_t t = (time_t)seconds;
	struct tm tm;

	if (seconds == 0 || gmtime_r(&t, &tm) == NULL)
		return;
	strftime(text, sizeof(text), "%Y-%m-%d %H:%M:%S UTC", &tm);
	saiga_strbuf_printf(out, "made        %s\n", text);
}

static enum saiga_status
print_stats(struct saiga_strbuf *out, const char *path,
	const struct xc_database *db, struct saiga_error *err)
{
	struct xc_database_stats stats;
	struct xc_error xerr;

	if (xc_database_get_stats(&stats, db, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, path);
	saiga_strbuf_str(out, "index       ");
	saiga_utf8_printable(saiga_slice(path), out);
	saiga_strbuf_printf(
		out, "\narticles    %" PRIu32 "\n", stats.doc_count);
	saiga_strbuf_printf(out, "terms       %" PRIu64 ", %.0f an article\n",
		stats.total_length, stats.average_length);
	if (print_dates(out, db, &xerr) != XC_OK ||
		print_languages(out, db, &xerr) != XC_OK ||
		print_publishers(out, db, stats.doc_count, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, path);
	saiga_strbuf_printf(
		out, "size        %.1f MB\n", (double)folder_size(path) / 1e6);
	print_time(out, saiga_store_created(db));
	return saiga_strbuf_status(out, err);
}

int
cmd_stats(int argc, char **argv)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT((size_t)1 << 20);
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct saiga_error err = SAIGA_ERROR_INIT;
	const char *option = NULL;
	struct xc_database *db;
	enum saiga_status status;
	int c, code;

	while ((c = getopt_long(argc, argv, "d:h", long_options, NULL)) != -1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		if (c != 'd')
			return command_usage("stats", argv);
		option = optarg;
	}
	if (optind < argc)
		return command_error("stats takes no arguments, only --db=DIR");
	status = command_open(&db, &path, option, &err);
	if (status == SAIGA_OK)
		status = print_stats(&out, saiga_strbuf_cstr(&path), db, &err);
	code = status == SAIGA_OK ? command_output(&out, EXIT_FOUND)
				  : command_failed(status, &err);
	xc_database_free(db);
	saiga_strbuf_dispose(&path);
	saiga_strbuf_dispose(&out);
	return code;
}
