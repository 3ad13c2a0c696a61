/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds for text/ whatever the text is; asked by check_text and by the
 * fuzzer. */
#ifndef TEXT_PROPERTIES_H
#define TEXT_PROPERTIES_H

#include <saiga/text.h>

/* The first property that does not hold for this text, in words; NULL when
 * all hold.  A static string. */
const char *text_properties_broken(struct saiga_slice text);

/* The fuzzer's entry: aborts when a property is broken. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
