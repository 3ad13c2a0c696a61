/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drafts of articles, as the tables of tests write them. */
#include "drafts.h"

#include "testlib.h"

static void
render_fields(struct saiga_strbuf *out, const struct draft *draft)
{
	unsigned f;

	for (f = 0; f < SAIGA_FIELD_COUNT; f++) {
		/* That is known from the row. */
		if (draft->field[f].len == 0 || f == SAIGA_FIELD_FORMAT)
			continue;
		saiga_strbuf_printf(out, "%s=", saiga_fields[f].name);
		saiga_strbuf_slice(out, saiga_strbuf_view(&draft->field[f]));
		saiga_strbuf_printf(
			out, " (%s); ", saiga_origin_text(draft->origin[f]));
	}
}

static void
render_paragraph(struct saiga_strbuf *out, const struct draft *draft,
	const struct saiga_paragraph *p)
{
	static const char *const signs[SAIGA_PARAGRAPH_KINDS][2] = {
		[SAIGA_PARAGRAPH_TEXT] = { "", "" },
		[SAIGA_PARAGRAPH_HEADING] = { "#", "" },
		[SAIGA_PARAGRAPH_TITLE] = { "(", ")" },
		[SAIGA_PARAGRAPH_SOURCE] = { "@", "" },
		[SAIGA_PARAGRAPH_FURNITURE] = { "~", "" },
		[SAIGA_PARAGRAPH_TAIL] = { "+", "" },
	};

	saiga_strbuf_str(out, signs[p->kind][0]);
	saiga_strbuf_append(out, draft->text.p + p->off, p->len);
	saiga_strbuf_str(out, signs[p->kind][1]);
}

void
draft_render(struct saiga_strbuf *out, const struct draft *draft)
{
	struct saiga_slice rest = saiga_strbuf_view(&draft->warnings), line;
	size_t i;

	render_fields(out, draft);
	for (i = 0; i < draft->paragraphs.n; i++) {
		saiga_strbuf_str(out, i > 0 ? " / " : "");
		render_paragraph(out, draft, &draft->paragraphs.items[i]);
	}
	if (i == 0)
		saiga_strbuf_str(out, "nothing");
	while (saiga_slice_line(&rest, &line)) {
		saiga_strbuf_str(out, " ! ");
		saiga_strbuf_slice(out, line);
	}
}

void
draft_check(const struct draft *draft)
{
	struct saiga_strbuf copy = SAIGA_STRBUF_INIT(3 * SAIGA_TEXT_MAX);
	size_t i, end = 0;
	bool good = true;

	ck_assert_uint_eq(
		saiga_utf8_repair(saiga_strbuf_view(&draft->text), &copy), 0);
	saiga_strbuf_dispose(&copy);
	for (i = 0; i < draft->paragraphs.n; i++) {
		const struct saiga_paragraph *p = &draft->paragraphs.items[i];
		struct saiga_slice text =
			saiga_slice_of(draft->text.p + p->off, p->len);

		good = good && p->len > 0 && p->off >= end &&
			p->off + p->len <= draft->text.len &&
			saiga_slice_trim(text).len == p->len;
		end = p->off + p->len;
	}
	ck_assert(good);
}
