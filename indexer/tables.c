/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables made of words, some at a time, so that memory is bounded. */
#include "tables.h"

#include "forms.h"
#include "names.h"

#include <stdlib.h>

#define WORDS_MAX 100000u /* noted and not written; a few dozen MB */

struct tables {
	struct forms *forms;
	struct names *names;
	struct xc_writable *index;
	uint32_t n; /* words noted and not written */
	bool once;
};

enum saiga_status
tables_new(struct tables **out, struct xc_writable *index, bool once,
	struct saiga_error *err)
{
	struct tables *tables = calloc(1, sizeof(*tables));
	enum saiga_status status;
	struct xc_database_stats stats;
	struct xc_error xerr;

	*out = NULL;
	if (tables == NULL)
		return saiga_error_nomem(err);
	tables->index = index;
	tables->once = once;
	status = forms_new(&tables->forms, err);
	if (status == SAIGA_OK)
		status = names_new(&tables->names, err);
	if (status == SAIGA_OK &&
		xc_database_get_stats(
			&stats, xc_writable_database(index), &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, "index");
	if (status == SAIGA_OK && !once && stats.doc_count > 0)
		names_set_index(tables->names, xc_writable_database(index));
	if (status == SAIGA_OK)
		*out = tables;
	else
		tables_free(tables);
	return status;
}

void
tables_free(struct tables *tables)
{
	if (tables == NULL)
		return;
	forms_free(tables->forms);
	names_free(tables->names);
	free(tables);
}

enum saiga_status
tables_note(
	const struct vocabulary_word *word, void *ctx, struct saiga_error *err)
{
	struct tables *tables = ctx;
	enum saiga_status status = forms_note(tables->forms, word, err);

	if (status == SAIGA_OK)
		status = names_note(tables->names, word, err);
	if (status == SAIGA_OK && ++tables->n >= WORDS_MAX)
		status = tables_write(tables, err);
	return status;
}

enum saiga_status
tables_write(struct tables *tables, struct saiga_error *err)
{
	enum saiga_status status =
		forms_write(tables->forms, tables->index, err);

	tables->n = 0;
	if (status == SAIGA_OK)
		status = names_write(tables->names, tables->index, err);
	if (status == SAIGA_OK && tables->once)
		names_forget(tables->names);
	return status;
}
