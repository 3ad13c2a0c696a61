/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pieces of an article that several pages show. */
#include "page.h"

#include "escape.h"

#include <string.h>

#define NAME_MAX_BYTES 160u /* of the first words of what has no title */

/* A code of two or three small letters, as the index has them; else the page
 * would claim a language that there is not. */
static bool
is_language(struct saiga_slice code)
{
	size_t i;

	for (i = 0; i < code.len; i++)
		if (code.p[i] < 'a' || code.p[i] > 'z')
			return false;
	return code.len == 2 || code.len == 3;
}

void
page_language(const struct page *page, const struct saiga_article *article)
{
	struct saiga_slice code = article->field[SAIGA_FIELD_LANGUAGE];

	page_put(page, " dir=\"auto\" lang=\"");
	if (is_language(code))
		escape_attribute(page->out, code);
	page_put(page, "\"");
}

void
page_name(const struct page *page, const struct saiga_article *article,
	const struct ranges *marks)
{
	bool made;
	struct saiga_slice name =
		saiga_article_name(article, NAME_MAX_BYTES, &made);
	struct range whole = { 0, name.len };

	page_put(page, made ? "<i>" : "");
	page_marked(page, name.p, whole, made ? NULL : marks, NULL);
	page_put(page, made ? " …</i>" : "");
}

const char *
page_origin(const struct page *page, enum saiga_origin origin)
{
	static const enum word words[SAIGA_ORIGIN_COUNT] = {
		[SAIGA_ORIGIN_HEADER] = WORD_HEADER,
		[SAIGA_ORIGIN_FRONT_MATTER] = WORD_FRONT_MATTER,
		[SAIGA_ORIGIN_FIRST_LINE] = WORD_FIRST_LINE,
		[SAIGA_ORIGIN_LAST_LINE] = WORD_LAST_LINE,
		[SAIGA_ORIGIN_HEADING] = WORD_HEADING,
		[SAIGA_ORIGIN_DETECTED] = WORD_DETECTED,
		[SAIGA_ORIGIN_FILE] = WORD_FILE,
		[SAIGA_ORIGIN_RECORD] = WORD_RECORD,
		[SAIGA_ORIGIN_JSON_LD] = WORD_PAGE_DATA,
		[SAIGA_ORIGIN_OPEN_GRAPH] = WORD_PAGE_HEAD,
		[SAIGA_ORIGIN_DUBLIN_CORE] = WORD_PAGE_HEAD,
		[SAIGA_ORIGIN_META] = WORD_PAGE_HEAD,
		[SAIGA_ORIGIN_MICRODATA] = WORD_PAGE_DATA,
		[SAIGA_ORIGIN_TIME] = WORD_PAGE_TIME,
		[SAIGA_ORIGIN_BYLINE] = WORD_BYLINE,
		[SAIGA_ORIGIN_DATELINE] = WORD_DATELINE,
		[SAIGA_ORIGIN_ADDRESS] = WORD_ADDRESS,
		[SAIGA_ORIGIN_CHANGE] = WORD_CHANGE,
		[SAIGA_ORIGIN_FEED] = WORD_FEED,
		[SAIGA_ORIGIN_MAIL] = WORD_MAIL,
		[SAIGA_ORIGIN_DOCUMENT] = WORD_DOCUMENT,
		[SAIGA_ORIGIN_ARCHIVE] = WORD_ARCHIVE,
	};

	_Static_assert(SAIGA_ORIGIN_ARCHIVE + 1 == SAIGA_ORIGIN_COUNT,
		"an origin has no words");
	if (origin == SAIGA_ORIGIN_NONE || origin >= SAIGA_ORIGIN_COUNT)
		return NULL;
	return page_word(page, words[origin]);
}

/* Whether the article itself says it, rather than someone having guessed. */
static bool
is_said(enum saiga_origin origin)
{
	switch (origin) {
	case SAIGA_ORIGIN_HEADER:
	case SAIGA_ORIGIN_FRONT_MATTER:
	case SAIGA_ORIGIN_RECORD:
	case SAIGA_ORIGIN_JSON_LD:
	case SAIGA_ORIGIN_OPEN_GRAPH:
	case SAIGA_ORIGIN_DUBLIN_CORE:
	case SAIGA_ORIGIN_META:
	case SAIGA_ORIGIN_MICRODATA:
	case SAIGA_ORIGIN_FEED:
	case SAIGA_ORIGIN_MAIL:
		return true;
	default:
		return false;
	}
}

static void
put_date(const struct page *page, const struct saiga_article *article,
	unsigned *n)
{
	struct saiga_slice date = article->field[SAIGA_FIELD_DATE];
	enum saiga_origin origin = article->origin[SAIGA_FIELD_DATE];
	/* A person reads the day; the time is in the attribute. */
	struct saiga_slice day =
		saiga_slice_of(date.p, date.len < 10 ? date.len : 10);

	if (date.len == 0)
		return;
	page_put(page, (*n)++ > 0 ? " · " : "");
	page_put(page, "<time datetime=\"");
	escape_attribute(page->out, date);
	page_put(page, "\">");
	escape_text(page->out, day);
	page_put(page, "</time>");
	if (!is_said(origin) && page_origin(page, origin) != NULL) {
		page_put(page, " <small>(");
		page_say(page, WORD_DATE_FROM);
		page_put(page, " ");
		page_put(page, page_origin(page, origin));
		page_put(page, ")</small>");
	}
}

/* A value between tags, if there is one; behind others, set apart from
 * them. */
static void
put_value(const struct page *page, struct saiga_slice value, const char *class,
	unsigned *n)
{
	if (value.len == 0)
		return;
	page_put(page, (*n)++ > 0 ? " · <span class=\"" : "<span class=\"");
	page_put(page, class);
	page_put(page, "\" dir=\"auto\">");
	escape_text(page->out, value);
	page_put(page, "</span>");
}

static void
put_original(const struct page *page, struct saiga_slice url, unsigned *n)
{
	struct saiga_strbuf canonical = SAIGA_STRBUF_INIT(PAGE_MAX);

	if (!escape_is_link(url))
		return;
	saiga_url_canonical(url, &canonical);
	page_put(page, (*n)++ > 0 ? " · " : "");
	page_put(page, "<a rel=\"noopener noreferrer\" href=\"");
	escape_attribute(page->out, url);
	page_put(page, "\">");
	page_say(page, WORD_ORIGINAL);
	page_put(page, ": ");
	escape_text(page->out, saiga_url_host(saiga_strbuf_view(&canonical)));
	page_put(page, "</a>");
	saiga_strbuf_dispose(&canonical);
}

void
page_source(const struct page *page, const struct saiga_article *article)
{
	unsigned n = 0;

	page_put(page, "<p class=\"source\">");
	put_value(page, article->field[SAIGA_FIELD_PUBLISHER], "publisher", &n);
	put_date(page, article, &n);
	put_value(page, article->field[SAIGA_FIELD_AUTHOR], "author", &n);
	put_value(page, article->field[SAIGA_FIELD_LANGUAGE], "code", &n);
	put_original(page, article->field[SAIGA_FIELD_URL], &n);
	page_put(page, "</p>\n");
}

void
page_line(const struct page *page, const struct saiga_article *article)
{
	struct params to = page_home(page);
	unsigned n = 0;

	to.text[PARAM_ARTICLE] = saiga_slice(article->id);
	page_put(page, "<li><a ");
	page_href(page, &to, NULL);
	page_language(page, article);
	page_put(page, ">");
	page_name(page, article, NULL);
	page_put(page, "</a>");
	if (article->field[SAIGA_FIELD_PUBLISHER].len > 0 ||
		article->field[SAIGA_FIELD_DATE].len > 0) {
		page_put(page, " <span class=\"source\">");
		put_value(page, article->field[SAIGA_FIELD_PUBLISHER],
			"publisher", &n);
		put_date(page, article, &n);
		page_put(page, "</span>");
	}
	page_put(page, "</li>\n");
}

/* The links before and behind a mark; they show only at the mark that the
 * address names. */
static void
put_hops(const struct page *page, const struct hops *hops)
{
	static const struct {
		const char *sign;
		enum word word;
		unsigned behind; /* the present one */
	} links[] = {
		{ "‹", WORD_PREVIOUS_HIT, 0 },
		{ "›", WORD_NEXT_HIT, 2 },
	};
	size_t i;

	page_put(page, "<span class=\"hops\">");
	for (i = 0; i < 2; i++) {
		unsigned to = hops->next + links[i].behind;

		/* From the last one back to the first, and the other way. */
		to = to <= 1 ? hops->total : to > hops->total + 1 ? 1 : to - 1;
		saiga_strbuf_printf(page->out,
			"<a href=\"#h%u\" title=\"%s\" aria-label=\"%s\">%s"
			"</a>",
			to, page_word(page, links[i].word),
			page_word(page, links[i].word), links[i].sign);
	}
	page_put(page, "</span>");
}

static void
put_mark(const struct page *page, struct saiga_slice text, struct hops *hops)
{
	if (hops == NULL || hops->next > hops->total) {
		page_put(page, "<mark>");
		escape_text(page->out, text);
		page_put(page, "</mark>");
		return;
	}
	saiga_strbuf_printf(page->out, "<mark id=\"h%u\">", hops->next);
	escape_text(page->out, text);
	put_hops(page, hops);
	page_put(page, "</mark>");
	hops->next++;
}

void
page_marked(const struct page *page, const char *base, struct range part,
	const struct ranges *marks, struct hops *hops)
{
	size_t at = part.off, end = part.off + part.len, i;

	if (part.len == 0)
		return;
	for (i = 0; marks != NULL && i < marks->n; i++) {
		size_t from = marks->items[i].off;
		size_t to = from + marks->items[i].len;

		from = from > at ? from : at;
		to = to < end ? to : end;
		if (from >= to)
			continue;
		escape_text(page->out, saiga_slice_of(base + at, from - at));
		put_mark(page, saiga_slice_of(base + from, to - from), hops);
		at = to;
	}
	escape_text(page->out, saiga_slice_of(base + at, end - at));
}

/* A fragment of a passage, a sign between its paragraphs. */
static void
put_fragment(const struct page *page, const struct saiga_article *a,
	const struct found_passage *passage, const struct fragment *fragment)
{
	const struct saiga_passage *whole = &a->passages.items[passage->number];
	uint32_t i;
	bool first = true;

	for (i = whole->first_paragraph; i <= whole->last_paragraph; i++) {
		struct range part = range_in_paragraph(
			fragment->range, &a->paragraphs.items[i]);

		if (part.len == 0)
			continue;
		page_put(page,
			first ? "" : " <span class=\"pilcrow\">¶</span> ");
		page_marked(page, a->text.p, part, &passage->marks, NULL);
		first = false;
	}
}

void
page_snippet(const struct page *page, const struct found_article *found,
	const struct found_passage *passage)
{
	size_t i;

	for (i = 0; i < passage->n_fragments; i++) {
		const struct fragment *f = &passage->fragments[i];
		bool last = i + 1 == passage->n_fragments;

		page_put(page, f->cut_before || i > 0 ? "… " : "");
		put_fragment(page, &found->stored.article, passage, f);
		page_put(page, !last ? " " : f->cut_after ? " …" : "");
	}
}
