/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The fuzzer of pages: any bytes are one.  check_html runs it over
 * tests/seeds/html/.
 */
#include "html_properties.h"

#include <stdio.h>
#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *broken = html_properties_broken(
		saiga_slice_of((const char *)data, size));

	if (broken == NULL)
		return 0;
	fprintf(stderr, "broken: %s\n", broken);
	abort();
}
