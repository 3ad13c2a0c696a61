/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The fuzzer of the query language: any bytes are a query, and what is printed
 * of it is read as the same.  check_query runs it over tests/seeds/query/.
 */
#include "queries.h"

#include <stdio.h>
#include <stdlib.h>

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct saiga_strbuf detail = SAIGA_STRBUF_INIT((size_t)1 << 24);
	const char *broken = queries_broken(
		saiga_slice_of((const char *)data, size), &detail);

	if (broken == NULL)
		return 0;
	fprintf(stderr, "broken: %s%s\n", broken, saiga_strbuf_cstr(&detail));
	abort();
}
