/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga stats */
#include "collection.h"
#include "command.h"

#include <dirent.h>
#include <fcntl.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define SHOWN 10u /* publishers */
#define NEWEST 3u /* articles */

static const char usage[] =
	"Usage: saiga stats [OPTION]...\n"
	"Tells what the index holds.\n"
	"\n" COMMAND_INDEX_USAGE "  -h, --help     this help\n";

static const struct option long_options[] = {
	COMMAND_INDEX_OPTIONS,
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

/* "en 9, ru 5". */
static void
print_languages(struct saiga_strbuf *out, const struct collection_list *list)
{
	size_t i;

	for (i = 0; i < list->n; i++) {
		saiga_strbuf_str(out, i == 0 ? "languages   " : ", ");
		saiga_utf8_printable(
			saiga_strbuf_view(&list->items[i].name), out);
		saiga_strbuf_printf(out, " %" PRIu32, list->items[i].articles);
	}
	saiga_strbuf_str(out, list->n > 0 ? "\n" : "");
}

static void
print_publishers(struct saiga_strbuf *out, const struct collection_list *list)
{
	size_t i;

	if (list->n > 0)
		saiga_strbuf_printf(
			out, "publishers  %zu\n", list->n + list->more);
	for (i = 0; i < list->n; i++) {
		saiga_strbuf_printf(out, "publisher   %" PRIu32 " ",
			list->items[i].articles);
		saiga_utf8_printable(
			saiga_strbuf_view(&list->items[i].name), out);
		saiga_strbuf_byte(out, '\n');
	}
}

static void
print_newest(struct saiga_strbuf *out, const struct collection_newest *newest)
{
	size_t i;
	bool made;

	for (i = 0; i < newest->n; i++) {
		const struct saiga_article *a = &newest->items[i].article;

		saiga_strbuf_printf(out, "newest      %s ", a->id);
		saiga_utf8_printable(saiga_article_name(a, 64, &made), out);
		saiga_strbuf_byte(out, '\n');
	}
}

/* What the index holds, and since when. */
static enum saiga_status
print_collection(struct saiga_strbuf *out, struct xc_database *db,
	struct saiga_error *err)
{
	struct collection_newest *newest = malloc(sizeof(*newest));
	struct collection c;
	enum saiga_status status;

	if (newest == NULL)
		return saiga_error_nomem(err);
	newest->n = 0;
	status = collection_read(&c, db, SHOWN, err);
	if (status == SAIGA_OK)
		status = collection_newest(newest, db, NEWEST, err);
	if (status == SAIGA_OK) {
		if (c.dated > 0)
			saiga_strbuf_printf(out,
				"dated       %" PRIu32 ", %s to %s\n", c.dated,
				c.first, c.last);
		print_languages(out, &c.languages);
		print_publishers(out, &c.publishers);
		print_newest(out, newest);
	}
	collection_newest_dispose(newest);
	collection_dispose(&c);
	free(newest);
	return status;
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

/* Where it is: a line each folder, server or program. */
static void
print_places(struct saiga_strbuf *out, const struct saiga_shards *shards)
{
	size_t i;

	for (i = 0; i < shards->n; i++) {
		saiga_strbuf_str(out, "index       ");
		saiga_utf8_printable(saiga_slice(shards->items[i].name), out);
		saiga_strbuf_byte(out, '\n');
	}
}

/* Of what lies on this machine. */
static void
print_size(struct saiga_strbuf *out, const struct saiga_shards *shards)
{
	uint64_t bytes = 0;
	size_t i;

	for (i = 0; i < shards->n; i++)
		if (!saiga_shard_is_remote(&shards->items[i]))
			bytes += folder_size(shards->items[i].name);
	if (bytes > 0)
		saiga_strbuf_printf(
			out, "size        %.1f MB\n", (double)bytes / 1e6);
}

static enum saiga_status
print_stats(struct saiga_strbuf *out, const struct saiga_shards *shards,
	struct saiga_error *err)
{
	struct xc_database_stats stats;
	enum saiga_status status;
	struct xc_error xerr;

	if (xc_database_get_stats(&stats, shards->db, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	print_places(out, shards);
	saiga_strbuf_printf(out, "articles    %" PRIu32 "\n", stats.doc_count);
	saiga_strbuf_printf(out, "terms       %" PRIu64 ", %.0f an article\n",
		stats.total_length, stats.average_length);
	status = print_collection(out, shards->db, err);
	if (status != SAIGA_OK)
		return status;
	print_size(out, shards);
	print_time(out, saiga_store_created(shards->db));
	return saiga_strbuf_status(out, err);
}

static enum saiga_status
tell(struct saiga_strbuf *out, struct saiga_shards *shards,
	struct saiga_error *err)
{
	enum saiga_status status;

	do {
		saiga_strbuf_reset(out);
		status = print_stats(out, shards, err);
	} while (saiga_shards_again(shards, status, err));
	return status;
}

int
cmd_stats(int argc, char **argv)
{
	struct saiga_strbuf out = SAIGA_STRBUF_INIT((size_t)1 << 20);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct index_options index = { .n = 0 };
	struct saiga_shards shards;
	enum saiga_status status;
	int c, code;

	while ((c = getopt_long(argc, argv, "d:h", long_options, NULL)) != -1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		switch (command_index_option(&index, c)) {
		case OPTION_TAKEN:
			break;
		case OPTION_WRONG:
			return EXIT_ERROR;
		case OPTION_OTHER:
			return command_usage("stats", argv);
		}
	}
	if (optind < argc)
		return command_error("stats takes no arguments, only --db=DIR");
	status = command_open(&shards, &index, &err);
	if (status == SAIGA_OK)
		status = tell(&out, &shards, &err);
	code = status == SAIGA_OK ? command_output(&out, EXIT_FOUND)
				  : command_failed(status, &err);
	saiga_strbuf_dispose(&out);
	return command_close(&shards, code);
}
