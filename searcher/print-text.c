/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results for people. */
#include "also.h"
#include "print.h"

#include <stdio.h>

#define INDENT 4u
#define PASSAGE_INDENT 10u
#define ALSO_LINES 3u /* of what was also found, unless all is asked for */
#define ALSO_SHOWN 6u /* words in such a line */

/* Whether what stands for the title is all of the text. */
static bool
is_whole(const struct found_article *found, struct saiga_slice name)
{
	struct saiga_slice text = saiga_slice_trim(found->stored.article.text);

	return name.p + name.len == text.p + text.len;
}

void
print_name(struct saiga_strbuf *out, const struct print_style *style,
	const struct found_article *found, unsigned indent)
{
	bool made;
	struct saiga_slice name =
		saiga_article_name(&found->stored.article, 120, &made);
	struct wrap wrap;

	wrap_init(&wrap, out, style, indent, indent);
	wrap_face(&wrap, made ? FACE_DIM : FACE_BOLD);
	if (made)
		wrap_text(&wrap, saiga_slice("(no title) "), 0, NULL);
	wrap_text(&wrap, name, 0, made ? NULL : &found->title_marks);
	if (made && name.len > 0 && !is_whole(found, name))
		wrap_text(&wrap, saiga_slice("…"), 0, NULL);
	wrap_end(&wrap);
}

static void
print_notes(struct saiga_strbuf *out, const struct search_results *results)
{
	struct saiga_slice rest = saiga_strbuf_view(&results->query->notes);
	struct saiga_slice line;

	while (saiga_slice_line(&rest, &line)) {
		saiga_strbuf_str(out, "Note: ");
		saiga_strbuf_slice(out, line);
		saiga_strbuf_str(out, ".\n");
	}
}

/* A line of its own, wrapped, of what was found besides the typed words. */
static void
print_line(struct saiga_strbuf *out, const struct print_style *style,
	struct saiga_slice line)
{
	struct wrap wrap;

	wrap_init(&wrap, out, style, 2, 0);
	wrap_face(&wrap, FACE_DIM);
	wrap_text(&wrap, line, 0, NULL);
	wrap_end(&wrap);
}

/* "Tokaev 41, Токаев 88", at most max of them. */
static void
append_also(struct saiga_strbuf *line, const struct plan *plan,
	const struct unit *unit, const struct also_words *list, size_t max)
{
	size_t i, shown = list->n > max + 1 ? max : list->n;

	for (i = 0; i < shown; i++) {
		saiga_strbuf_str(line, i > 0 ? ", " : "");
		also_print(line, plan, unit, &list->items[i]);
		/* Nobody has counted where words stand in a row. */
		if (list->items[i].sequence == NULL)
			saiga_strbuf_printf(line, " %u", list->items[i].df);
	}
	if (shown < list->n)
		saiga_strbuf_printf(line, " and %zu more", list->n - shown);
}

static enum saiga_status
print_unit(struct saiga_strbuf *out, const struct print_style *style,
	const struct plan *plan, const struct unit *unit,
	const struct also_words *list, bool all)
{
	bool pattern = unit->node->type == QUERY_WILDCARD ||
		unit->node->type == QUERY_FUZZY;
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(PRINT_MAX);
	enum saiga_status status;

	if (pattern) {
		also_print_typed(&line, unit);
		saiga_strbuf_str(&line, " found: ");
	} else
		saiga_strbuf_str(&line, "Also found: ");
	append_also(&line, plan, unit, list, all ? SIZE_MAX - 1 : ALSO_SHOWN);
	if (unit->node->type == QUERY_WORD ||
		unit->node->type == QUERY_JOINED) {
		saiga_strbuf_str(&line, "; only as typed: ");
		also_print_exact(&line, unit);
	}
	status = line.status;
	if (status == SAIGA_OK)
		print_line(out, style, saiga_strbuf_view(&line));
	saiga_strbuf_dispose(&line);
	return status;
}

/* Names tell the most: their lines come first, and forms of words have what
 * is left of the few lines. */
static enum saiga_status
print_also(struct saiga_strbuf *out, const struct search_results *r,
	const struct search_options *options, const struct print_style *style)
{
	struct also_words list = ALSO_WORDS_INIT;
	enum saiga_status status = SAIGA_OK;
	unsigned lines = 0, more = 0, pass;
	size_t u;

	for (pass = 0; pass < 2; pass++)
		for (u = 0; r->plan != NULL && u < r->plan->n_units &&
			status == SAIGA_OK;
			u++) {
			const struct unit *unit = &r->plan->units[u];
			bool first;

			status = also_found(&list, unit);
			first = list.n > 0 && list.items[0].how == WORD_NAME;
			if (list.n == 0 || first != (pass == 0))
				continue;
			if (lines++ < ALSO_LINES || options->plan.explain)
				status = print_unit(out, style, r->plan, unit,
					&list, options->plan.explain);
			else
				more++;
		}
	also_words_dispose(&list);
	if (status == SAIGA_OK && more > 0) {
		char line[96];

		snprintf(line, sizeof(line),
			"Also found: other forms of %u more word%s, which "
			"--explain lists",
			more, more == 1 ? "" : "s");
		print_line(out, style, saiga_slice(line));
	}
	return status;
}

/* What --explain tells of how the query was read. */
static void
print_reading(struct saiga_strbuf *out, const struct search_results *r,
	const struct print_style *style)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(PRINT_MAX);

	saiga_strbuf_str(&line, "Read as: ");
	if (r->query->root == NULL)
		saiga_strbuf_str(&line, "(nothing)");
	query_print(r->query, &line);
	print_line(out, style, saiga_strbuf_view(&line));
	saiga_strbuf_reset(&line);
	if (r->plan != NULL && r->plan->stopped.len > 0) {
		saiga_strbuf_str(&line, "Not counted in ranking: ");
		saiga_strbuf_slice(&line, saiga_strbuf_view(&r->plan->stopped));
		print_line(out, style, saiga_strbuf_view(&line));
	}
	saiga_strbuf_dispose(&line);
}

static void
print_suggestion(struct saiga_strbuf *out, const struct search_results *r,
	const struct print_style *style)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(PRINT_MAX);

	if (r->suggestion.len == 0)
		return;
	saiga_strbuf_str(&line, "Did you mean: ");
	saiga_strbuf_slice(&line, saiga_strbuf_view(&r->suggestion));
	print_line(out, style, saiga_strbuf_view(&line));
	saiga_strbuf_dispose(&line);
}

static void
print_counts(struct saiga_strbuf *out, const struct search_results *r,
	const struct search_options *options)
{
	size_t shown = options->flat ? r->n_lines : r->n;

	saiga_strbuf_printf(out, "%s%u article%s",
		r->total_is_exact ? "" : "about ", r->total,
		r->total == 1 ? "" : "s");
	/* How many passages there are nobody has counted. */
	if (shown > 0 &&
		(options->flat || options->offset > 0 || shown < r->total))
		saiga_strbuf_printf(out, ", %s%u to %zu shown",
			options->flat ? "passages " : "", options->offset + 1,
			options->offset + shown);
	saiga_strbuf_byte(out, '\n');
}

/* The file's name with the folder it is in: one name may be in several. */
static struct saiga_slice
base_name(struct saiga_slice path)
{
	size_t i = path.len;
	unsigned slashes = 0;

	if (path.len == 0)
		return path;
	while (i > 0 && (path.p[i - 1] != '/' || ++slashes < 2))
		i--;
	return saiga_slice_of(path.p + i, path.len - i);
}

/* Who, when, where, and what to call it by. */
static void
print_source(struct saiga_strbuf *out, const struct print_style *style,
	const struct saiga_article *a)
{
	struct saiga_slice url = a->field[SAIGA_FIELD_URL];
	const struct saiga_slice parts[] = {
		a->field[SAIGA_FIELD_PUBLISHER],
		a->field[SAIGA_FIELD_DATE],
		url.len > 0 ? url : base_name(a->field[SAIGA_FIELD_PATH]),
		saiga_slice(a->id),
	};
	struct wrap wrap;
	size_t i, n = 0;

	saiga_strbuf_printf(out, "%*s", (int)INDENT, "");
	wrap_init(&wrap, out, style, INDENT, INDENT);
	for (i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		if (parts[i].len == 0)
			continue;
		if (n++ > 0)
			wrap_text(&wrap, saiga_slice(" · "), 0, NULL);
		wrap_text(&wrap, parts[i], 0, NULL);
	}
	wrap_end(&wrap);
}

/* A fragment, a sign between its paragraphs. */
static void
print_fragment(struct wrap *wrap, const struct saiga_article *a,
	const struct found_passage *found, const struct fragment *fragment)
{
	const struct saiga_passage *passage = &a->passages.items[found->number];
	uint32_t i;
	bool first = true;

	for (i = passage->first_paragraph; i <= passage->last_paragraph; i++) {
		struct range part = range_in_paragraph(
			fragment->range, &a->paragraphs.items[i]);

		if (part.len == 0)
			continue;
		if (!first)
			wrap_text(wrap, saiga_slice(" ¶ "), 0, NULL);
		wrap_text(wrap, saiga_slice_of(a->text.p + part.off, part.len),
			part.off, &found->marks);
		first = false;
	}
}

static void
print_snippet(struct wrap *wrap, const struct saiga_article *a,
	const struct found_passage *found)
{
	size_t i;

	for (i = 0; i < found->n_fragments; i++) {
		const struct fragment *f = &found->fragments[i];

		if (f->cut_before || i > 0)
			wrap_text(wrap, saiga_slice("… "), 0, NULL);
		print_fragment(wrap, a, found, f);
		if (f->cut_after && i + 1 == found->n_fragments)
			wrap_text(wrap, saiga_slice(" …"), 0, NULL);
		else if (i + 1 < found->n_fragments)
			wrap_text(wrap, saiga_slice(" "), 0, NULL);
	}
}

/* What a score is made of, a line each. */
static void
print_parts(struct saiga_strbuf *out, const struct print_style *style,
	const struct score_parts *parts, double score, unsigned indent)
{
	size_t i;

	if (parts->n == 0)
		return;
	saiga_strbuf_printf(out, "%*sscore %.4f\n", (int)indent, "", score);
	for (i = 0; i < parts->n; i++) {
		saiga_strbuf_printf(out, "%*s%10.4f  ", (int)indent, "",
			parts->items[i].value);
		print_face(out, style, FACE_DIM,
			saiga_slice(parts->items[i].name));
		saiga_strbuf_byte(out, '\n');
	}
}

static void
print_passage(struct saiga_strbuf *out, const struct print_style *style,
	const struct found_article *article,
	const struct found_passage *passage)
{
	const struct saiga_article *a = &article->stored.article;
	char number[32];
	struct wrap wrap;
	int n = snprintf(number, sizeof(number), "%u/%zu", passage->number + 1,
		a->passages.n);

	saiga_strbuf_printf(out, "%*s", (int)INDENT, "");
	print_face(out, style, FACE_DIM, saiga_slice(number));
	wrap_init(&wrap, out, style, PASSAGE_INDENT, INDENT + (unsigned)n);
	/* A number too wide for its column is followed by a space all the
	 * same. */
	if (wrap.column >= PASSAGE_INDENT) {
		saiga_strbuf_byte(out, ' ');
		wrap.column = PASSAGE_INDENT;
	}
	print_snippet(&wrap, a, passage);
	wrap_end(&wrap);
	print_parts(
		out, style, &passage->parts, passage->score, PASSAGE_INDENT);
}

static void
print_heading(struct saiga_strbuf *out, const struct print_style *style,
	size_t rank, const struct found_article *article)
{
	saiga_strbuf_printf(out, "\n%3zu ", rank);
	print_name(out, style, article, INDENT);
	print_source(out, style, &article->stored.article);
	print_parts(out, style, &article->parts, article->score, INDENT);
}

enum saiga_status
print_text(struct saiga_strbuf *out, const struct search_results *r,
	const struct search_options *options, const struct print_style *style,
	struct saiga_error *err)
{
	enum saiga_status status;
	size_t i, j;

	print_notes(out, r);
	if (options->plan.explain)
		print_reading(out, r, style);
	print_suggestion(out, r, style);
	status = print_also(out, r, options, style);
	if (status != SAIGA_OK)
		return saiga_error_nomem(err);
	print_counts(out, r, options);
	for (i = 0; !options->flat && i < r->n; i++) {
		const struct found_article *article = &r->articles[i];

		print_heading(out, style, options->offset + i + 1, article);
		for (j = 0; j < article->n; j++)
			print_passage(
				out, style, article, &article->passages[j]);
	}
	for (i = 0; i < r->n_lines; i++) {
		const struct found_line *line = &r->lines[i];

		print_heading(
			out, style, options->offset + i + 1, line->article);
		print_passage(out, style, line->article, line->passage);
	}
	return saiga_strbuf_status(out, err);
}
