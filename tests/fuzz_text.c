/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The fuzzer of text/: any bytes, and the properties must hold.  check_text
 * runs it over tests/seeds/text/.
 */
#include "text_properties.h"

#include <stdio.h>
#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *broken = text_properties_broken(
		saiga_slice_of((const char *)data, size));

	if (broken == NULL)
		return 0;
	fprintf(stderr, "broken: %s\n", broken);
	abort();
}
