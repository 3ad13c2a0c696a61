/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga check */
#include "care.h"
#include "audit.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>

static const char usage[] =
	"Usage: saiga check [OPTION]...\n"
	"Checks that the index is as it was written: its tables, each "
	"article, and\n"
	"the lists of words.\n"
	"\n"
	"  -d, --db=DIR   the index (default: $SAIGA_DB, or\n"
	"                 $XDG_DATA_HOME/saiga/default)\n"
	"  -q, --quick    do not work out each article's words anew\n"
	"  -r, --repair   mend what can be\n"
	"  -h, --help     this help\n"
	"\n"
	"Exit status: 0 sound, or all is mended; 1 there are faults; 2 it "
	"cannot be\n"
	"looked at.\n"
	"See saiga-care(1).\n";

static const struct option long_options[] = {
	{ "db", required_argument, NULL, 'd' },
	{ "quick", no_argument, NULL, 'q' },
	{ "repair", no_argument, NULL, 'r' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static void
on_fault(const char *line, void *ctx)
{
	struct saiga_strbuf safe = SAIGA_STRBUF_INIT(1 << 18);

	(void)ctx;
	saiga_utf8_printable(saiga_slice(line), &safe);
	puts(saiga_strbuf_cstr(&safe));
	saiga_strbuf_dispose(&safe);
}

static const char *
plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

static void
print_summary(
	const struct audit_counts *counts, const struct audit_options *options)
{
	/* Behind a damaged table there is nothing to be looked at. */
	if (counts->articles > 0 || counts->faults == 0)
		printf("%" PRIu32 " article%s checked%s: ", counts->articles,
			plural(counts->articles),
			options->quick ? " quickly" : "");
	if (counts->faults == 0)
		puts("the index is sound");
	else
		printf("%" PRIu64 " fault%s\n", counts->faults,
			plural(counts->faults));
	if (counts->leftovers > 0)
		printf("%" PRIu64 " word%s of forms and names are in no "
		       "article any more, which does no harm: 'saiga check "
		       "--repair' drops them\n",
			counts->leftovers, plural(counts->leftovers));
	if (!options->repair)
		return;
	if (counts->mended + counts->removed > 0)
		printf("%" PRIu32 " article%s written anew, %" PRIu32
		       " removed\n",
			counts->mended, plural(counts->mended),
			counts->removed);
	if (counts->renewed)
		puts("the lists of words were written anew");
	if (counts->left > 0)
		printf("%" PRIu64 " fault%s left\n", counts->left,
			plural(counts->left));
	else if (counts->faults > 0)
		puts("the index is sound now");
}

static int
check(const char *option, struct audit_options *options)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct audit_counts counts;
	enum saiga_status status = saiga_store_path(&path, option, &err);

	options->path = saiga_strbuf_cstr(&path);
	if (status == SAIGA_OK)
		status = audit_run(&counts, options, &err);
	if (status == SAIGA_OK)
		print_summary(&counts, options);
	else
		care_failed(status, &err);
	saiga_strbuf_dispose(&path);
	if (status != SAIGA_OK)
		return CARE_ERROR;
	return counts.left > 0 ? CARE_FAULTS : CARE_DONE;
}

int
care_check(int argc, char **argv)
{
	struct audit_options options = { .tell = on_fault };
	const char *option = NULL;
	int c;

	while ((c = getopt_long(argc, argv, "d:qrh", long_options, NULL)) !=
		-1) {
		switch (c) {
		case 'h':
			fputs(usage, stdout);
			return CARE_DONE;
		case 'd':
			option = optarg;
			break;
		case 'q':
			options.quick = true;
			break;
		case 'r':
			options.repair = true;
			break;
		default:
			return care_usage(argv);
		}
	}
	if (options.quick && options.repair)
		return care_error("--quick finds too little to repair by");
	if (optind < argc)
		return care_error("check takes no arguments, only options");
	return check(option, &options);
}
