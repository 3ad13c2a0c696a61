/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga stats */
#include "command.h"
#include "stats.h"

#include <getopt.h>
#include <stdlib.h>

#define SHOWN 10u /* publishers */
#define NEWEST 3u /* articles */

static const char usage[] =
	"Usage: saiga stats [OPTION]...\n"
	"Tells what the index holds.\n"
	"\n" COMMAND_INDEX_USAGE "  -j, --json        as a JSON object\n"
	"  -h, --help        this help\n";

static const struct option long_options[] = {
	COMMAND_INDEX_OPTIONS,
	{ "json", no_argument, NULL, 'j' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static enum saiga_status
gather(struct stats *s, const struct saiga_shards *shards,
	struct saiga_error *err)
{
	struct xc_database *db = shards->db;
	enum saiga_status status;
	struct xc_error xerr;
	size_t i;

	s->shards = shards;
	s->created = saiga_store_created(db);
	for (i = 0; i < shards->n; i++)
		if (!saiga_shard_is_remote(&shards->items[i]))
			saiga_store_sizes_add(&s->sizes, shards->items[i].name);
	if (xc_database_get_stats(&s->index, db, &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	status = collection_read(&s->collection, db, SHOWN, err);
	if (status == SAIGA_OK)
		status = collection_sum(&s->totals, db, err);
	if (status == SAIGA_OK)
		status = collection_newest(&s->newest, db, NEWEST, err);
	return status;
}

static enum saiga_status
print_stats(struct saiga_strbuf *out, const struct saiga_shards *shards,
	bool json, struct saiga_error *err)
{
	struct stats *s = calloc(1, sizeof(*s));
	enum saiga_status status;

	if (s == NULL)
		return saiga_error_nomem(err);
	status = gather(s, shards, err);
	if (status == SAIGA_OK)
		status = (json ? print_stats_json : print_stats_text)(
			out, s, err);
	collection_newest_dispose(&s->newest);
	collection_dispose(&s->collection);
	free(s);
	return status;
}

static enum saiga_status
tell(struct saiga_strbuf *out, struct saiga_shards *shards, bool json,
	struct saiga_error *err)
{
	enum saiga_status status;

	do {
		saiga_strbuf_reset(out);
		status = print_stats(out, shards, json, err);
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
	bool json = false;
	int c, code;

	while ((c = getopt_long(argc, argv, "d:jh", long_options, NULL)) !=
		-1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return EXIT_FOUND;
		}
		if (c == 'j') {
			json = true;
			continue;
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
		return command_error("stats takes no arguments, only options");
	status = command_open(&shards, &index, &err);
	if (status == SAIGA_OK)
		status = tell(&out, &shards, json, &err);
	code = status == SAIGA_OK ? command_output(&out, EXIT_FOUND)
				  : command_failed(status, &err);
	saiga_strbuf_dispose(&out);
	return command_close(&shards, code);
}
