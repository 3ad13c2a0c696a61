/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paragraphs that recur. */
#include "recurring.h"

#include <saiga/store.h>

#include <string.h>

/* Headings recur in articles of a kind, and say what the part is about. */
static bool
is_text(const struct saiga_paragraph *p)
{
	return p->kind == SAIGA_PARAGRAPH_TEXT;
}

/* Writes the term of the host's paragraph. */
static void
make_term(char term[RECURRING_TERM], const char *prefix,
	struct saiga_slice host, struct saiga_slice text,
	struct saiga_strbuf *scratch)
{
	size_t i;

	saiga_strbuf_reset(scratch);
	saiga_strbuf_slice(scratch, host);
	saiga_strbuf_byte(scratch, '\n');
	for (i = 0; i < text.len; i++) {
		bool digit = text.p[i] >= '0' && text.p[i] <= '9';

		saiga_strbuf_byte(scratch, digit ? '0' : text.p[i]);
	}
	memcpy(term, prefix, strlen(prefix));
	saiga_id_make(saiga_strbuf_view(scratch), term + strlen(prefix));
}

/* Appends the article's host, or else its publisher. */
static void
append_host(struct saiga_strbuf *out, const struct saiga_article *a)
{
	struct saiga_strbuf url = SAIGA_STRBUF_INIT(65536);
	struct saiga_slice host;

	saiga_url_canonical(a->field[SAIGA_FIELD_URL], &url);
	host = saiga_url_host(saiga_strbuf_view(&url));
	saiga_strbuf_slice(
		out, host.len > 0 ? host : a->field[SAIGA_FIELD_PUBLISHER]);
	saiga_strbuf_dispose(&url);
}

static bool
is_edge(const struct recurring *r, size_t paragraph)
{
	unsigned i;

	for (i = 0; i < r->n; i++)
		if (r->edge[i].paragraph == paragraph)
			return true;
	return false;
}

/* Sets which paragraphs are near an end. */
static void
find_edges(struct recurring *out, const struct saiga_article *a)
{
	size_t i, left = RECURRING_TOP;

	for (i = 0; i < a->paragraphs.n && left > 0; i++)
		if (is_text(&a->paragraphs.items[i])) {
			out->edge[out->n++].paragraph = i;
			left--;
		}
	left = RECURRING_END;
	for (i = a->paragraphs.n; i > 0 && left > 0; i--)
		if (is_text(&a->paragraphs.items[i - 1]) &&
			!is_edge(out, i - 1)) {
			out->edge[out->n++].paragraph = i - 1;
			left--;
		}
}

/* The longest paragraph, one that is near no end before those that are. */
static size_t
find_story(const struct recurring *r, const struct saiga_article *a)
{
	size_t i, best = a->paragraphs.n, most = 0;
	bool best_edge = true;

	for (i = 0; i < a->paragraphs.n; i++) {
		const struct saiga_paragraph *p = &a->paragraphs.items[i];
		bool edge = is_edge(r, i);

		if (!is_text(p) || (edge && !best_edge) ||
			(edge == best_edge && p->len <= most))
			continue;
		best = i;
		most = p->len;
		best_edge = edge;
	}
	return best;
}

void
recurring_find(struct recurring *out, const struct saiga_article *a)
{
	struct saiga_strbuf host = SAIGA_STRBUF_INIT(65536);
	struct saiga_strbuf scratch = SAIGA_STRBUF_INIT(2 * SAIGA_RECORD_MAX);
	size_t story;
	unsigned i;

	memset(out, 0, sizeof(*out));
	append_host(&host, a);
	if (host.len > 0) {
		find_edges(out, a);
		for (i = 0; i < out->n; i++)
			make_term(out->edge[i].term, SAIGA_PREFIX_BLOCK,
				saiga_strbuf_view(&host),
				saiga_article_paragraph(
					a, out->edge[i].paragraph),
				&scratch);
		story = find_story(out, a);
		if (story < a->paragraphs.n)
			make_term(out->story, SAIGA_PREFIX_STORY,
				saiga_strbuf_view(&host),
				saiga_article_paragraph(a, story), &scratch);
	}
	saiga_strbuf_dispose(&scratch);
	saiga_strbuf_dispose(&host);
}

/* ---- counts -------------------------------------------------------------- */

static const struct recurring_count *
find_count(const struct recurring_counts *counts, const char *term)
{
	unsigned i;

	for (i = 0; i < counts->n; i++)
		if (strcmp(counts->items[i].term, term) == 0)
			return &counts->items[i];
	return NULL;
}

static bool
has_term(const struct recurring *r, const char *term)
{
	unsigned i;

	if (r == NULL)
		return false;
	for (i = 0; i < r->n; i++)
		if (strcmp(r->edge[i].term, term) == 0)
			return true;
	return strcmp(r->story, term) == 0;
}

static enum saiga_status
count_term(struct recurring_counts *out, const struct xc_database *db,
	const char *term, const struct recurring *old,
	const struct recurring *new, struct saiga_error *err)
{
	struct recurring_count *count = &out->items[out->n];
	struct xc_error xerr;

	if (term[0] == '\0' || find_count(out, term) != NULL)
		return SAIGA_OK;
	if (xc_database_term_freq(
		    &count->before, db, term, strlen(term), &xerr) != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	count->term = term;
	count->after = count->before + has_term(new, term) -
		(count->before > 0 && has_term(old, term));
	out->n++;
	return SAIGA_OK;
}

enum saiga_status
recurring_count(struct recurring_counts *out, const struct xc_database *db,
	const struct recurring *old, const struct recurring *new,
	struct saiga_error *err)
{
	const struct recurring *both[] = { old, new };
	enum saiga_status status = SAIGA_OK;
	unsigned i, n;

	out->n = 0;
	for (n = 0; n < 2; n++) {
		if (both[n] == NULL)
			continue;
		for (i = 0; i < both[n]->n && status == SAIGA_OK; i++)
			status = count_term(
				out, db, both[n]->edge[i].term, old, new, err);
		if (status == SAIGA_OK)
			status = count_term(
				out, db, both[n]->story, old, new, err);
	}
	return status;
}

uint32_t
recurring_least(const char *term)
{
	return strncmp(term, SAIGA_PREFIX_STORY, strlen(SAIGA_PREFIX_STORY)) ==
			0
		? RECURRING_COPIES
		: RECURRING_MANY;
}

static void
add_known(struct recurring_counts *out, const struct saiga_lexicon *terms,
	const char *term)
{
	bool known =
		saiga_lexicon_find(terms, saiga_slice(term)) != SAIGA_NO_TERM;
	uint32_t n = known ? recurring_least(term) : 0;

	if (term[0] != '\0' && find_count(out, term) == NULL)
		out->items[out->n++] = (struct recurring_count){ term, n, n };
}

void
recurring_known(struct recurring_counts *out, const struct saiga_lexicon *terms,
	const struct recurring *recurring)
{
	unsigned i;

	out->n = 0;
	for (i = 0; i < recurring->n; i++)
		add_known(out, terms, recurring->edge[i].term);
	add_known(out, terms, recurring->story);
}

bool
recurring_crosses(const struct recurring_count *count)
{
	uint32_t least = recurring_least(count->term);

	return (count->before >= least) != (count->after >= least);
}

bool
recurring_mark(struct saiga_article *a, const struct recurring *r,
	const struct recurring_counts *counts)
{
	const struct recurring_count *story = find_count(counts, r->story);
	bool copies = story != NULL && story->after >= RECURRING_COPIES;
	bool changed = false;
	unsigned i;

	for (i = 0; i < r->n; i++) {
		struct saiga_paragraph *p =
			&a->paragraphs.items[r->edge[i].paragraph];
		const struct recurring_count *count =
			find_count(counts, r->edge[i].term);
		bool recurs = !copies && count != NULL &&
			count->after >= RECURRING_MANY;

		changed |= p->recurs != recurs;
		p->recurs = recurs;
	}
	return changed;
}
