/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which index a command reads: the options that say so, and opening it. */
#include "command.h"

#include <getopt.h>

#define TIMEOUT_MAX 600u /* seconds */

enum option_taken
command_index_option(struct index_options *o, int c)
{
	uint32_t seconds;

	switch (c) {
	case 'd':
		if (o->n == SAIGA_SHARDS_MAX) {
			command_error("--db: more than %u indexes to search "
				      "as one",
				SAIGA_SHARDS_MAX);
			return OPTION_WRONG;
		}
		o->names[o->n++] = optarg;
		return OPTION_TAKEN;
	case OPTION_TIMEOUT:
		if (!command_number(optarg, TIMEOUT_MAX, &seconds) ||
			seconds == 0) {
			command_error("--timeout=%s: give seconds from 1 to %u",
				optarg, TIMEOUT_MAX);
			return OPTION_WRONG;
		}
		o->timeout_ms = seconds * 1000;
		return OPTION_TAKEN;
	case OPTION_STRICT:
		o->strict = true;
		return OPTION_TAKEN;
	case OPTION_PROGRAMS:
		o->programs = true;
		return OPTION_TAKEN;
	default:
		return OPTION_OTHER;
	}
}

enum saiga_status
command_name(struct saiga_shards *out, const struct index_options *o,
	struct saiga_error *err)
{
	const struct saiga_shards none = SAIGA_SHARDS_INIT;
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	enum saiga_status status = SAIGA_OK;
	size_t i;

	*out = none;
	if (o->timeout_ms > 0)
		out->timeout_ms = o->timeout_ms;
	out->strict = o->strict;
	out->programs = o->programs;
	for (i = 0; i < o->n && status == SAIGA_OK; i++)
		status = saiga_shards_add(out, o->names[i], err);
	if (o->n == 0) {
		status = saiga_store_path(&path, NULL, err);
		if (status == SAIGA_OK)
			status = saiga_shards_add(
				out, saiga_strbuf_cstr(&path), err);
	}
	saiga_strbuf_dispose(&path);
	return status;
}

enum saiga_status
command_open(struct saiga_shards *out, const struct index_options *o,
	struct saiga_error *err)
{
	enum saiga_status status = command_name(out, o, err);

	return status == SAIGA_OK ? saiga_shards_open(out, err) : status;
}

int
command_close(struct saiga_shards *shards, int code)
{
	struct saiga_strbuf report = SAIGA_STRBUF_INIT((size_t)1 << 20);
	struct saiga_slice rest, line;

	saiga_shards_report(&report, shards);
	rest = saiga_strbuf_view(&report);
	while (code != EXIT_ERROR && saiga_slice_line(&rest, &line)) {
		command_error("%.*s", (int)line.len, line.p);
		code = EXIT_PARTIAL;
	}
	saiga_strbuf_dispose(&report);
	saiga_shards_dispose(shards);
	return code;
}
