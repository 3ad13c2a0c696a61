/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A query and a filter that narrows it: what a link of a facet asks for. */
#include "query.h"

#define NARROWED_MAX ((size_t)QUERY_BYTES_MAX * 8)

/* Whether another filter of the field would be an or with one there. */
static bool
has_field(const struct query_node *node, const struct query_field *field)
{
	size_t i;

	if (node->field == field)
		return true;
	for (i = 0; i < node->n; i++)
		if (has_field(node->children[i], field))
			return true;
	return false;
}

/* Whether the text is read as the query and the filter side by side. */
static enum saiga_status
is_side_by_side(bool *yes, struct saiga_slice text, struct saiga_slice query,
	struct saiga_slice filter, int64_t now, struct saiga_error *err)
{
	struct saiga_strbuf wanted = SAIGA_STRBUF_INIT(NARROWED_MAX);
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(NARROWED_MAX);
	struct query *both;
	enum saiga_status status = query_parse(&both, text, now, err);

	*yes = false;
	if (status != SAIGA_OK)
		return status;
	saiga_strbuf_slice(&wanted, query);
	saiga_strbuf_byte(&wanted, ' ');
	saiga_strbuf_slice(&wanted, filter);
	query_print(both, &got);
	*yes = both->root != NULL && both->root->type == QUERY_BAG &&
		saiga_slice_equal(
			saiga_strbuf_view(&wanted), saiga_strbuf_view(&got));
	status = saiga_strbuf_status(&wanted, err);
	if (status == SAIGA_OK)
		status = saiga_strbuf_status(&got, err);
	saiga_strbuf_dispose(&wanted);
	saiga_strbuf_dispose(&got);
	query_free(both);
	return status;
}

/* Appends both as they were typed if that does, else as they were read. */
static enum saiga_status
join(struct saiga_strbuf *out, const struct query *query,
	const struct query *filter, int64_t now, struct saiga_error *err)
{
	struct saiga_strbuf typed = SAIGA_STRBUF_INIT(NARROWED_MAX);
	struct saiga_strbuf first = SAIGA_STRBUF_INIT(NARROWED_MAX);
	struct saiga_strbuf second = SAIGA_STRBUF_INIT(NARROWED_MAX);
	enum saiga_status status;
	bool plain = false;

	query_print(query, &first);
	query_print(filter, &second);
	saiga_strbuf_slice(
		&typed, saiga_slice_trim(saiga_strbuf_view(&query->text)));
	saiga_strbuf_byte(&typed, ' ');
	saiga_strbuf_slice(
		&typed, saiga_slice_trim(saiga_strbuf_view(&filter->text)));
	status = saiga_strbuf_status(&typed, err);
	if (status == SAIGA_OK && !has_field(query->root, filter->root->field))
		status = is_side_by_side(&plain, saiga_strbuf_view(&typed),
			saiga_strbuf_view(&first), saiga_strbuf_view(&second),
			now, err);
	if (status == SAIGA_OK && plain)
		saiga_strbuf_slice(out, saiga_strbuf_view(&typed));
	else if (status == SAIGA_OK)
		saiga_strbuf_printf(out, "(%s) AND %s",
			saiga_strbuf_cstr(&first), saiga_strbuf_cstr(&second));
	saiga_strbuf_dispose(&typed);
	saiga_strbuf_dispose(&first);
	saiga_strbuf_dispose(&second);
	return status;
}

enum saiga_status
query_narrow(struct saiga_strbuf *out, const struct query *query,
	struct saiga_slice filter, int64_t now, struct saiga_error *err)
{
	struct query *narrower;
	enum saiga_status status = query_parse(&narrower, filter, now, err);

	if (status != SAIGA_OK)
		return status;
	if (query->root == NULL)
		saiga_strbuf_slice(out, filter);
	else if (narrower->root == NULL)
		saiga_strbuf_slice(out, saiga_strbuf_view(&query->text));
	else
		status = join(out, query, narrower, now, err);
	query_free(narrower);
	return status == SAIGA_OK ? saiga_strbuf_status(out, err) : status;
}
