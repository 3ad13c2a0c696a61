/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statuses and messages. */
#include <saiga/status.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const texts[] = {
	[SAIGA_OK] = "no error",
	[SAIGA_NOMEM] = "out of memory",
	[SAIGA_INVALID] = "invalid call",
	[SAIGA_IO] = "input or output failed",
	[SAIGA_FORMAT] = "not in the format expected",
	[SAIGA_QUERY] = "query not understood",
	[SAIGA_NOTFOUND] = "not found",
	[SAIGA_LOCKED] = "in use by another program",
	[SAIGA_MODIFIED] = "changed while being read",
	[SAIGA_CORRUPT] = "damaged",
	[SAIGA_VERSION] = "of another version",
	[SAIGA_UNSUPPORTED] = "not supported",
	[SAIGA_UNREACHABLE] = "not reached",
	[SAIGA_INTERNAL] = "internal error",
};
_Static_assert(sizeof(texts) / sizeof(*texts) == SAIGA_STATUS_COUNT,
	"every status has its text");

/* Takes back the bytes of a character that the cut left without its end. */
static void
end_at_character(char *s)
{
	size_t len = strlen(s), start = len, whole;
	unsigned char lead;

	while (start > 0 && ((unsigned char)s[start - 1] & 0xc0) == 0x80)
		start--;
	if (start == 0)
		return;
	lead = (unsigned char)s[start - 1];
	whole = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
	if (len - start + 1 < whole)
		s[start - 1] = '\0';
}

enum saiga_status
saiga_error_set(struct saiga_error *err, enum saiga_status status,
	const char *format, ...)
{
	va_list args;
	int n;

	if (err == NULL)
		return status;
	err->status = status;
	va_start(args, format);
	n = vsnprintf(err->msg, sizeof(err->msg), format, args);
	va_end(args);
	if (n < 0)
		err->msg[0] = '\0';
	else if ((size_t)n >= sizeof(err->msg))
		end_at_character(err->msg);
	return status;
}

enum saiga_status
saiga_error_nomem(struct saiga_error *err)
{
	return saiga_error_set(err, SAIGA_NOMEM, "%s", texts[SAIGA_NOMEM]);
}

const char *
saiga_status_text(enum saiga_status status)
{
	if ((unsigned)status >= SAIGA_STATUS_COUNT)
		return texts[SAIGA_INTERNAL];
	return texts[status];
}
