/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From bytes in any encoding to UTF-8. */
#ifndef INDEXER_ENCODING_H
#define INDEXER_ENCODING_H

#include <saiga/strbuf.h>

/*
 * Appends the bytes, in the encoding that iconv knows by that name, as UTF-8;
 * *replaced counts the pieces that were none and became U+FFFD.  UNSUPPORTED
 * when iconv does not know it.
 */
SAIGA_CHECKED enum saiga_status encoding_convert(struct saiga_strbuf *out,
	struct saiga_slice bytes, const char *name, size_t *replaced,
	struct saiga_error *err);

/*
 * The encoding of a page, as a name for iconv: by its byte order mark, else
 * UTF-8 if it is valid, else what the header's charset (or empty) declares,
 * else a meta element or XML declaration, else what uchardet takes it for,
 * else windows-1252.  Labels are those of the WHATWG's Encoding Standard, so
 * that iso-8859-1 means windows-1252.  Writes into name.
 */
#define ENCODING_NAME_MAX 40
void encoding_of_page(char name[ENCODING_NAME_MAX], struct saiga_slice bytes,
	struct saiga_slice charset);

#endif
