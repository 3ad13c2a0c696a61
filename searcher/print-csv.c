/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results as CSV (RFC 4180), a row an article or a passage. */
#include "print.h"

#include <string.h>

/* A cell; quotes doubled.  One that a spreadsheet would take for a formula
 * gets an apostrophe in front, as spreadsheets themselves write it. */
void
print_csv_cell(struct saiga_strbuf *out, struct saiga_slice text)
{
	struct saiga_strbuf clean = SAIGA_STRBUF_INIT(PRINT_MAX);
	size_t i;

	saiga_utf8_printable(text, &clean);
	saiga_strbuf_str(out, ",\"");
	if (clean.len > 0 && strchr("=+-@", clean.p[0]) != NULL)
		saiga_strbuf_byte(out, '\'');
	for (i = 0; i < clean.len; i++) {
		if (clean.p[i] == '"')
			saiga_strbuf_byte(out, '"');
		saiga_strbuf_byte(out, clean.p[i]);
	}
	saiga_strbuf_byte(out, '"');
	if (clean.status != SAIGA_OK)
		out->status = clean.status;
	saiga_strbuf_dispose(&clean);
}

/* The fragments, an ellipsis where text is left out. */
static void
print_snippet(struct saiga_strbuf *out, const struct saiga_article *a,
	const struct found_passage *passage)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(PRINT_MAX);
	size_t i, n = passage == NULL ? 0 : passage->n_fragments;

	for (i = 0; i < n; i++) {
		const struct fragment *f = &passage->fragments[i];

		if (i > 0 || f->cut_before)
			saiga_strbuf_str(&text, i > 0 ? " … " : "… ");
		saiga_strbuf_append(
			&text, a->text.p + f->range.off, f->range.len);
		if (i + 1 == n && f->cut_after)
			saiga_strbuf_str(&text, " …");
	}
	print_csv_cell(out, saiga_strbuf_view(&text));
	if (text.status != SAIGA_OK)
		out->status = text.status;
	saiga_strbuf_dispose(&text);
}

static void
print_row(struct saiga_strbuf *out, size_t rank,
	const struct found_article *article,
	const struct found_passage *passage, double score)
{
	const struct saiga_article *a = &article->stored.article;
	static const enum saiga_field fields[] = { SAIGA_FIELD_TITLE,
		SAIGA_FIELD_PUBLISHER, SAIGA_FIELD_AUTHOR, SAIGA_FIELD_DATE,
		SAIGA_FIELD_LANGUAGE, SAIGA_FIELD_URL, SAIGA_FIELD_PATH };
	uint32_t number = passage == NULL ? 0 : passage->number + 1;
	size_t i;

	saiga_strbuf_printf(out, "%zu,%s,%u,%.6g", rank, a->id, number, score);
	for (i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		print_csv_cell(out, a->field[fields[i]]);
	print_snippet(out, a, passage);
	saiga_strbuf_str(out, "\r\n");
}

enum saiga_status
print_csv(struct saiga_strbuf *out, const struct search_results *r,
	const struct search_options *options, const struct print_style *style,
	struct saiga_error *err)
{
	size_t i;

	(void)style;
	saiga_strbuf_str(out,
		"rank,id,passage,score,title,publisher,author,"
		"date,language,url,path,snippet\r\n");
	for (i = 0; !options->flat && i < r->n; i++)
		print_row(out, options->offset + i + 1, &r->articles[i],
			r->articles[i].n > 0 ? r->articles[i].passages : NULL,
			r->articles[i].score);
	for (i = 0; i < r->n_lines; i++)
		print_row(out, options->offset + i + 1, r->lines[i].article,
			r->lines[i].passage, r->lines[i].passage->score);
	return saiga_strbuf_status(out, err);
}
