/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands share that look after an index. */
#include "care.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>

int
care_error(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	saiga_vwarn(format, args);
	va_end(args);
	return CARE_ERROR;
}

int
care_failed(enum saiga_status status, const struct saiga_error *err)
{
	return care_error("%s",
		err->msg[0] != '\0' ? err->msg : saiga_status_text(status));
}

int
care_usage(char *const *argv)
{
	saiga_warn_option(argv[0], argv[optind - 1]);
	return CARE_ERROR;
}

enum saiga_status
care_open(struct xc_database **out, struct saiga_strbuf *path,
	const char *option, struct saiga_error *err)
{
	enum saiga_status status = saiga_store_path(path, option, err);

	*out = NULL;
	if (status == SAIGA_OK)
		status = saiga_store_open_spread(
			out, saiga_strbuf_cstr(path), false, err);
	return status;
}

const char *
care_megabytes(uint64_t bytes)
{
	static char text[2][32];
	static unsigned turn;

	turn = !turn;
	snprintf(
		text[turn], sizeof(text[turn]), "%.1f MB", (double)bytes / 1e6);
	return text[turn];
}

bool
care_options(
	const char **db, int *code, int argc, char **argv, const char *usage)
{
	static const struct option options[] = {
		{ "db", required_argument, NULL, 'd' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "d:h", options, NULL)) == 'd')
		*db = optarg;
	if (c == -1)
		return true;
	*code = c == 'h' ? CARE_DONE : care_usage(argv);
	if (c == 'h')
		fputs(usage, stdout);
	return false;
}
