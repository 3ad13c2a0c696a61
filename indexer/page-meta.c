/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a page tells of itself: asks all sources, keeps the most trusted. */
#include "page-meta.h"

#include "meta.h"

#include <string.h>

#define VALUE_MAX 8192u /* bytes of a field */
#define SAVED_MAX 4096u /* bytes of a page where such a comment may stand */

/* The language that the page declares first, with its country. */
static struct saiga_slice
declared_language(const struct html_doc *doc)
{
	uint32_t i = html_find(doc, 0, 0, HTML_HTML);
	struct saiga_slice language = { NULL, 0 };

	if (i != HTML_NONE)
		language = html_attr(doc, i, "lang");
	if (language.len >= 2)
		return language;
	for (i = 0; (i = html_find(doc, 0, i, HTML_META)) != HTML_NONE;)
		if (html_attr_has_word(doc, i, "property", "og:locale"))
			return html_attr(doc, i, "content");
	return language;
}

/* The text behind the mark, up to white space or the comment's end. */
static struct saiga_slice
behind(struct saiga_slice text, const char *mark)
{
	size_t n = strlen(mark), i, end;

	for (i = 0; i + n < text.len; i++) {
		if (memcmp(text.p + i, mark, n) != 0)
			continue;
		i += n;
		for (end = i;
			end < text.len && (unsigned char)text.p[end] > ' ' &&
			strchr("<>\"'", text.p[end]) == NULL;
			end++)
			;
		return saiga_slice_of(text.p + i, end - i);
	}
	return saiga_slice_of(NULL, 0);
}

struct saiga_slice
saiga_page_saved_from(struct saiga_slice bytes)
{
	struct saiga_slice url;

	if (bytes.len > SAVED_MAX)
		bytes.len = SAVED_MAX;
	/* "<!-- saved from url=(0022)https://a.example/oil -->": the mark of
	 * the web, which Internet Explorer began with and Chrome goes on. */
	url = behind(bytes, "<!-- saved from url=(");
	while (url.len > 0 && *url.p >= '0' && *url.p <= '9')
		url = saiga_slice_of(url.p + 1, url.len - 1);
	if (url.len > 1 && *url.p == ')')
		return saiga_slice_of(url.p + 1, url.len - 1);
	/* SingleFile's comment has a line "url: https://a.example/oil". */
	url = behind(bytes, "Page saved with SingleFile");
	if (url.p == NULL)
		return url;
	return behind(
		saiga_slice_of(url.p, bytes.len - (size_t)(url.p - bytes.p)),
		"url: ");
}

/* A canonical address that is the site's front page is a mistake of its
 * makers where the page's own address has a path. */
static void
read_url(struct page_meta *meta)
{
	struct saiga_strbuf found = SAIGA_STRBUF_INIT(VALUE_MAX);
	struct saiga_strbuf own = SAIGA_STRBUF_INIT(VALUE_MAX);
	struct meta_best *best = &meta->best[SAIGA_FIELD_URL];
	struct saiga_slice view;

	saiga_url_canonical(saiga_strbuf_view(&best->value), &found);
	saiga_url_canonical(meta->url, &own);
	view = saiga_strbuf_view(&found);
	if (own.len > 0 && saiga_url_host(view).len == view.len) {
		saiga_strbuf_reset(&best->value);
		best->rank = META_NOTHING;
	}
	meta_offer(meta, SAIGA_FIELD_URL, meta->url, SAIGA_ORIGIN_ARCHIVE,
		META_ADDRESS);
	saiga_strbuf_dispose(&found);
	saiga_strbuf_dispose(&own);
}

/* The host, for want of a publisher. */
static void
read_host(struct page_meta *meta)
{
	struct saiga_strbuf canonical = SAIGA_STRBUF_INIT(VALUE_MAX);

	saiga_url_canonical(
		saiga_strbuf_view(&meta->best[SAIGA_FIELD_URL].value),
		&canonical);
	meta_offer(meta, SAIGA_FIELD_PUBLISHER,
		saiga_url_host(saiga_strbuf_view(&canonical)),
		SAIGA_ORIGIN_ADDRESS, META_ADDRESS);
	saiga_strbuf_dispose(&canonical);
}

/* Writes the letters of the text's words, folded, and nothing between. */
static void
squeeze(struct saiga_slice text, struct saiga_strbuf *out)
{
	struct saiga_words words;
	struct saiga_word word;

	saiga_words_init(&words, text);
	while (saiga_words_next(&words, &word))
		if (word.span == 1)
			saiga_strbuf_slice(out, word.term);
}

static bool
begins_with(struct saiga_slice text, struct saiga_slice beginning)
{
	return beginning.len >= 3 && text.len >= beginning.len &&
		memcmp(text.p, beginning.p, beginning.len) == 0;
}

/* Whether the text is the name of who published the page, or of its host, or
 * one of them begins with the other: "The Times", "Times Online". */
static bool
is_publisher(struct page_meta *meta, struct saiga_slice text)
{
	struct saiga_strbuf host = SAIGA_STRBUF_INIT(VALUE_MAX);
	struct saiga_strbuf a = SAIGA_STRBUF_INIT(VALUE_MAX);
	struct saiga_strbuf b = SAIGA_STRBUF_INIT(VALUE_MAX);
	struct saiga_strbuf c = SAIGA_STRBUF_INIT(VALUE_MAX);
	struct saiga_slice x, y, z;
	bool is;

	saiga_url_canonical(
		saiga_strbuf_view(&meta->best[SAIGA_FIELD_URL].value), &host);
	squeeze(text, &a);
	squeeze(saiga_strbuf_view(&meta->best[SAIGA_FIELD_PUBLISHER].value),
		&b);
	squeeze(saiga_url_host(saiga_strbuf_view(&host)), &c);
	x = saiga_strbuf_view(&a);
	y = saiga_strbuf_view(&b);
	z = saiga_strbuf_view(&c);
	is = begins_with(x, y) || begins_with(y, x) || begins_with(z, x);
	saiga_strbuf_dispose(&host);
	saiga_strbuf_dispose(&a);
	saiga_strbuf_dispose(&b);
	saiga_strbuf_dispose(&c);
	return is;
}

/* "Headline | The Times" is a headline where the publisher is The Times. */
static void
trim_title(struct page_meta *meta)
{
	static const char *const between[] = { " | ", " - ", " – ", " — ",
		" :: ", " » ", " · ", " • ", "｜", " / " };
	struct saiga_strbuf *title = &meta->best[SAIGA_FIELD_TITLE].value;
	size_t i, k, n = 0;

	for (i = title->len; i > 0 && n == 0; i--)
		for (k = 0; k < sizeof(between) / sizeof(*between); k++) {
			size_t len = strlen(between[k]);

			if (i + len < title->len &&
				memcmp(title->p + i, between[k], len) == 0)
				n = len;
		}
	if (n == 0)
		return;
	i++;
	if (!is_publisher(
		    meta, saiga_slice_of(title->p + i + n, title->len - i - n)))
		return;
	title->len = i;
	title->p[i] = '\0';
}

static void
set_fields(const struct page_meta *meta, struct draft *draft)
{
	unsigned f;

	for (f = 0; f < SAIGA_FIELD_COUNT; f++)
		draft_set(draft, (enum saiga_field)f,
			saiga_strbuf_view(&meta->best[f].value),
			meta->best[f].origin);
}

void
saiga_page_meta(
	const struct html_doc *doc, struct saiga_slice url, struct draft *draft)
{
	struct page_meta meta = { .doc = doc,
		.url = url,
		.scratch = SAIGA_STRBUF_INIT(VALUE_MAX),
		.title = HTML_NONE };
	unsigned f;

	if (url.len == 0)
		meta.url = saiga_strbuf_view(&draft->field[SAIGA_FIELD_URL]);
	for (f = 0; f < SAIGA_FIELD_COUNT; f++) {
		meta.best[f].value.max = VALUE_MAX;
		meta.best[f].rank = META_NOTHING;
	}
	meta.order = meta_date_order(declared_language(doc), meta.url);
	meta_read_json(&meta);
	meta_read_tags(&meta);
	meta_read_page(&meta);
	meta_read_dates(&meta);
	read_url(&meta);
	read_host(&meta);
	meta_settle_day(&meta);
	trim_title(&meta);
	set_fields(&meta, draft);
	for (f = 0; f < SAIGA_FIELD_COUNT; f++)
		saiga_strbuf_dispose(&meta.best[f].value);
	saiga_strbuf_dispose(&meta.scratch);
}
