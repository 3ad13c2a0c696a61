/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What programs say on standard error. */
#include <saiga/text.h>

#include <stdarg.h>
#include <stdio.h>

#define WARNING_MAX ((size_t)1 << 20)

void
saiga_vwarn(const char *format, va_list args)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(WARNING_MAX);
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(3 * WARNING_MAX);

	saiga_strbuf_vprintf(&text, format, args);
	saiga_utf8_printable(saiga_strbuf_view(&text), &line);
	fprintf(stderr, "saiga: %s\n", saiga_strbuf_cstr(&line));
	saiga_strbuf_dispose(&line);
	saiga_strbuf_dispose(&text);
}

void
saiga_warn(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	saiga_vwarn(format, args);
	va_end(args);
}

void
saiga_warn_option(const char *command, const char *argument)
{
	saiga_warn("'%s' is no option of saiga %s, or its value is missing: "
		   "see 'saiga %s --help'",
		argument, command, command);
}
