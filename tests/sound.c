/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An index of a few articles, and whether it is sound. */
#include "sound.h"

#include "index.h"
#include "places.h"
#include "testlib.h"

#include <sys/stat.h>

static void
on_message(const char *path, const char *text, void *ctx)
{
	(void)path;
	(void)text;
	(void)ctx;
}

static void
on_progress(const struct index_counts *done, const struct index_counts *all,
	void *ctx)
{
	(void)done;
	(void)all;
	(void)ctx;
}

void
sound_index(void)
{
	char folder[] = "articles", *paths[] = { folder };
	struct index_options options = {
		.db = "db", .paths = paths, .n_paths = 1
	};
	struct index_events events = { on_message, on_progress, NULL, NULL,
		NULL, NULL };
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct index_counts counts;

	ck_assert_msg(index_run(&counts, &options, &events, &err) == SAIGA_OK,
		"%s", err.msg);
}

void
sound_setup(void)
{
	test_folder_setup();
	ck_assert_int_eq(mkdir("articles", 0777), 0);
	place_file("articles/1.txt",
		"Title: Gas\nLanguage: en\nURL: https://example.org/1\n\n"
		"The gas of Wassilenko flows, it flowed, and the zebrawood "
		"stands.\n\nIt is dear.\n");
	place_file("articles/2.txt",
		"Title: Oil\nLanguage: en\nDate: 2023-02-28\n\n"
		"The oil that Tokayev sells is dear, too.\n");
	place_file("articles/3.txt",
		"Title: Coal\nLanguage: en\nSource: The Example Times\n\n"
		"Nobody wants coal, says Tokayev.\n");
	sound_index();
}

struct sound_told told;

static void
on_fault(const char *line, void *ctx)
{
	(void)ctx;
	saiga_strbuf_str(&told.lines, line);
	saiga_strbuf_byte(&told.lines, '\n');
}

enum saiga_status
sound_check(bool quick, bool repair)
{
	struct audit_options options = { "db", quick, repair, on_fault, NULL };

	saiga_strbuf_dispose(&told.lines);
	told.lines.max = 1 << 20;
	return audit_run(&told.counts, &options, NULL);
}

void
is_sound(bool quick)
{
	ck_assert_int_eq(sound_check(quick, false), SAIGA_OK);
	ck_assert_str_eq(saiga_strbuf_cstr(&told.lines), "");
	ck_assert_uint_eq(told.counts.faults, 0);
	ck_assert_uint_eq(told.counts.leftovers, 0);
}

void
sound_teardown(void)
{
	saiga_strbuf_dispose(&told.lines);
	test_folder_teardown();
}
