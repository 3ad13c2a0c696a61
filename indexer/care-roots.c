/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga roots */
#include "care.h"
#include "roots.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
	"Usage: saiga roots [OPTION]...\n"
	"Lists the files and folders that 'saiga index' looks through, each "
	"with the\n"
	"names that its JSON is read by, and what was forgotten of them.\n"
	"\n"
	"  -d, --db=DIR   the index (default: $SAIGA_DB, or\n"
	"                 $XDG_DATA_HOME/saiga/default)\n"
	"  -h, --help     this help\n"
	"\n"
	"See saiga-care(1).\n";

static int
compare_paths(const void *a, const void *b)
{
	return strcmp(
		((const struct root *)a)->path, ((const struct root *)b)->path);
}

static int
compare_names(const void *a, const void *b)
{
	return strcmp(((const struct forgotten *)a)->name,
		((const struct forgotten *)b)->name);
}

static void
print_line(const char *before, const char *name, const char *after)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT((size_t)8 << 20);

	saiga_utf8_printable(saiga_slice(name), &line);
	printf("%s%s%s\n", before, saiga_strbuf_cstr(&line), after);
	saiga_strbuf_dispose(&line);
}

static void
print_root(const struct root *root)
{
	bool gone = walk_is_gone(saiga_slice(root->path));
	struct saiga_slice rest = saiga_slice(root->map_text), line;
	struct saiga_strbuf map = SAIGA_STRBUF_INIT(65536);

	print_line("", root->path, gone ? "  (is not there)" : "");
	while (saiga_slice_line(&rest, &line)) {
		saiga_strbuf_reset(&map);
		saiga_strbuf_slice(&map, line);
		print_line("    --map=", saiga_strbuf_cstr(&map), "");
	}
	saiga_strbuf_dispose(&map);
}

static enum saiga_status
list(const char *option, bool *any, struct saiga_error *err)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct roots roots = { .n = 0 };
	struct xc_database *db;
	enum saiga_status status = care_open(&db, &path, option, err);
	size_t i;

	if (status == SAIGA_OK)
		status = roots_read(&roots, db, err);
	if (roots.n > 1)
		qsort(roots.items, roots.n, sizeof(*roots.items),
			compare_paths);
	if (roots.n_forgotten > 1)
		qsort(roots.forgotten, roots.n_forgotten,
			sizeof(*roots.forgotten), compare_names);
	for (i = 0; i < roots.n && status == SAIGA_OK; i++)
		print_root(&roots.items[i]);
	for (i = 0; i < roots.n_forgotten && status == SAIGA_OK; i++)
		print_line("forgotten: ", roots.forgotten[i].name, "");
	*any = roots.n > 0;
	roots_dispose(&roots);
	xc_database_free(db);
	saiga_strbuf_dispose(&path);
	return status;
}

int
care_roots(int argc, char **argv)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	const char *option = NULL;
	enum saiga_status status;
	bool any;
	int code;

	if (!care_options(&option, &code, argc, argv, usage))
		return code;
	if (optind < argc)
		return care_error("roots takes no arguments, only --db=DIR");
	status = list(option, &any, &err);
	if (status != SAIGA_OK)
		return care_failed(status, &err);
	return any ? CARE_DONE : CARE_FAULTS;
}
