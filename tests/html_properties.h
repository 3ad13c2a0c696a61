/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds for a page that is read, whatever its bytes are; asked by
 * check_html and by the fuzzer. */
#ifndef HTML_PROPERTIES_H
#define HTML_PROPERTIES_H

#include <saiga/strbuf.h>

/* Reads the bytes as a page and as a fragment; the first property that does
 * not hold, in words, NULL when all hold.  A static string. */
const char *html_properties_broken(struct saiga_slice bytes);

/* The fuzzer's entry: aborts when a property is broken. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
