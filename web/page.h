/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every page is made of. */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "http.h"
#include "search.h"
#include "site.h"
#include "tongue.h"

#define PAGE_MAX ((size_t)64 << 20) /* bytes of one answer */

/* A page being written.  Text that is not the program's own goes through
 * escape.h; a name that ends in "raw" would be the exception, and only the
 * site's own header and footer are one. */
struct page {
	struct saiga_strbuf *out;
	const struct site *site;
	const struct site_collection *collection;
	const struct http_request *request;
	struct saiga_shards *shards;
	struct xc_database *db; /* of these; NULL on a page of an error */
	uint64_t started;         /* nanoseconds */
	unsigned code;            /* of HTTP; 200 unless a page sets it */
	const char *type;         /* likewise, HTML */
	struct saiga_error *err;
};

const char *page_word(const struct page *page, enum word word);
void page_say(const struct page *page, enum word word);

/* The program's own text, with the marks that it is made of. */
void page_put(const struct page *page, const char *html);

/* The parameters that stay from page to page: collection and language. */
struct params page_home(const struct page *page);

/* Those of this page, but for its number and form. */
struct params page_same(const struct page *page);

/* href="..." of the parameters, a fragment behind them, which may be NULL. */
void page_href(const struct page *page, const struct params *to,
	const char *fragment);

/* A link: the parameters, and a word. */
void page_link(
	const struct page *page, const struct params *to, enum word word);

/* One of several ways to see the same: a link that sets the parameter to the
 * value, or, where it has it, the word alone. */
void page_way(
	const struct page *page, enum param p, unsigned value, enum word word);

/* The top of a page, up to and with the search box; the title is any text,
 * and is followed by the site's. */
void page_begin(const struct page *page, struct saiga_slice title);
void page_end(const struct page *page);

/* lang="..." and dir="auto" for text of an article. */
void page_language(const struct page *page, const struct saiga_article *article);

/* The article's title with marks, which may be NULL, or its first words. */
void page_name(const struct page *page, const struct saiga_article *article,
	const struct ranges *marks);

/* Publisher, date, author, language and original address on a line. */
void page_source(const struct page *page, const struct saiga_article *article);

/* An item of a list: the article's name, a link to it, publisher and date. */
void page_line(const struct page *page, const struct saiga_article *article);

/* Where a value came from, in words; NULL where it goes without saying. */
const char *page_origin(const struct page *page, enum saiga_origin origin);

/* Text of the article with the marks in it; part is a range of the buffer
 * that base points to, marks may be NULL.  With hops, which counts them, each
 * of the first total marks has an id and links to the one before it and the
 * one behind it. */
struct hops {
	unsigned next, total;
};
void page_marked(const struct page *page, const char *base, struct range part,
	const struct ranges *marks, struct hops *hops);

/* What is shown of a passage in a list. */
void page_snippet(const struct page *page, const struct found_article *found,
	const struct found_passage *passage);

/* ---- pages, each a file page-NAME.c ------------------------------------- */

typedef enum saiga_status (*page_fn)(struct page *page);

enum saiga_status page_start(struct page *page);
enum saiga_status page_results(struct page *page);
enum saiga_status page_article(struct page *page);
enum saiga_status page_atom(struct page *page);
enum saiga_status page_data(struct page *page);
enum saiga_status page_opensearch(struct page *page);
enum saiga_status page_suggest(struct page *page);
enum saiga_status page_style(struct page *page);
enum saiga_status page_site_style(struct page *page);
enum saiga_status page_icon(struct page *page);

/* A page that says what went wrong, and nothing of where. */
void page_failure(struct page *page, enum saiga_status status,
	const struct saiga_error *err);

/* ---- what the pages of results share: find.c ---------------------------- */

/* Searches as the request asks; *options, which may be NULL, gets how.
 * QUERY where the page asked for lies beyond what can be paged to.  Paths are
 * taken out of the articles unless the site shows them. */
SAIGA_CHECKED enum saiga_status page_find(struct search_results **out,
	struct search_options *options, const struct page *page);

/* Finds the article that the request names, its marks set. */
SAIGA_CHECKED enum saiga_status page_load(
	struct found_article *found, const struct page *page);

#endif
