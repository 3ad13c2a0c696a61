/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results as a TREC run, for programs that score rankings. */
#include "print.h"

/* "qid Q0 docid rank score tag"; the query is the only one, and so 1. */
enum saiga_status
print_trec(struct saiga_strbuf *out, const struct search_results *r,
	const struct search_options *options, const struct print_style *style,
	struct saiga_error *err)
{
	size_t i;

	(void)style;
	for (i = 0; !options->flat && i < r->n; i++)
		saiga_strbuf_printf(out, "1 Q0 %s %zu %.6f saiga\n",
			r->articles[i].stored.article.id,
			options->offset + i + 1, r->articles[i].score);
	for (i = 0; i < r->n_lines; i++)
		saiga_strbuf_printf(out, "1 Q0 %s.%u %zu %.6f saiga\n",
			r->lines[i].article->stored.article.id,
			r->lines[i].passage->number + 1,
			options->offset + i + 1, r->lines[i].passage->score);
	return saiga_strbuf_status(out, err);
}
