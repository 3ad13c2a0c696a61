/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results as a TREC run, for programs that score rankings. */
#include "print.h"

bool
print_is_trec_id(struct saiga_slice id)
{
	size_t i;
	uint32_t c;

	for (i = 0; i < id.len;) {
		i += saiga_utf8_decode(id.p + i, id.len - i, &c);
		if (saiga_utf8_is_space(c) || saiga_utf8_is_control(c))
			return false;
	}
	return id.len > 0;
}

/* The id that the article brought along, if it can stand in a run; else
 * ours. */
static struct saiga_slice
id_of(const struct found_article *article)
{
	const struct saiga_article *a = &article->stored.article;
	struct saiga_slice id = a->field[SAIGA_FIELD_EXTERNAL_ID];

	return print_is_trec_id(id) ? id : saiga_slice(a->id);
}

/* "qid Q0 docid ". */
static void
begin_line(struct saiga_strbuf *out, const struct search_options *options,
	const struct found_article *article)
{
	if (options->query_id.len > 0)
		saiga_strbuf_slice(out, options->query_id);
	else
		saiga_strbuf_byte(out, '1');
	saiga_strbuf_str(out, " Q0 ");
	saiga_strbuf_slice(out, id_of(article));
}

/* "qid Q0 docid rank score tag". */
enum saiga_status
print_trec(struct saiga_strbuf *out, const struct search_results *r,
	const struct search_options *options, const struct print_style *style,
	struct saiga_error *err)
{
	size_t i;

	(void)style;
	for (i = 0; !options->flat && i < r->n; i++) {
		begin_line(out, options, &r->articles[i]);
		saiga_strbuf_printf(out, " %zu %.6f saiga\n",
			options->offset + i + 1, r->articles[i].score);
	}
	for (i = 0; i < r->n_lines; i++) {
		begin_line(out, options, r->lines[i].article);
		saiga_strbuf_printf(out, ".%u %zu %.6f saiga\n",
			r->lines[i].passage->number + 1,
			options->offset + i + 1, r->lines[i].passage->score);
	}
	return saiga_strbuf_status(out, err);
}
