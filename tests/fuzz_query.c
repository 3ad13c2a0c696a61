/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fuzz target: any bytes are a query. */
#include "query.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct query *query;

	if (query_parse(&query, saiga_slice_of((const char *)data, size),
		    NULL) != SAIGA_OK)
		abort();
	query_free(query);
	return 0;
}
