/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pages of HTML and XHTML: from bytes to a tree, from the tree to an
 * article's body.  All of it works on bytes alone: no file, no network.
 */
#ifndef INDEXER_HTML_H
#define INDEXER_HTML_H

#include <saiga/strbuf.h>

/* ---- the tree: html-parse.c, html-tree.c --------------------------------- */

#define HTML_BYTES_MAX ((size_t)16 << 20) /* of a page; the rest is left out */
#define HTML_NODES_MAX 1000000u           /* likewise */
#define HTML_ATTRS_MAX 200u               /* of an element, likewise */
#define HTML_VALUE_MAX ((size_t)64 << 10) /* bytes of an attribute's value */

/* Elements that anything here asks for; X(enumerator, name), by name. */
#define HTML_TAGS(X)                                                           \
	X(A, "a") X(ABBR, "abbr") X(ADDRESS, "address") X(AMP_AD, "amp-ad")    \
	X(ARTICLE, "article") X(ASIDE, "aside") X(AUDIO, "audio")              \
	X(B, "b") X(BASE, "base") X(BIG, "big") X(BLOCKQUOTE, "blockquote")    \
	X(BODY, "body") X(BR, "br") X(BUTTON, "button") X(CANVAS, "canvas")    \
	X(CAPTION, "caption") X(CENTER, "center") X(CITE, "cite")              \
	X(CODE, "code") X(DD, "dd") X(DEL, "del") X(DETAILS, "details")        \
	X(DIALOG, "dialog") X(DIV, "div") X(DL, "dl") X(DT, "dt") X(EM, "em")  \
	X(EMBED, "embed") X(FIELDSET, "fieldset") X(FIGCAPTION, "figcaption")  \
	X(FIGURE, "figure") X(FONT, "font") X(FOOTER, "footer")                \
	X(FORM, "form") X(FRAME, "frame") X(H1, "h1") X(H2, "h2")              \
	X(H3, "h3") X(H4, "h4") X(H5, "h5") X(H6, "h6") X(HEAD, "head")        \
	X(HEADER, "header") X(HR, "hr") X(HTML, "html") X(I, "i")              \
	X(IFRAME, "iframe") X(IMG, "img") X(INPUT, "input") X(INS, "ins")      \
	X(LABEL, "label") X(LEGEND, "legend") X(LI, "li") X(LINK, "link")      \
	X(MAIN, "main") X(MARK, "mark") X(MENU, "menu") X(META, "meta")        \
	X(NAV, "nav") X(NOSCRIPT, "noscript") X(OBJECT, "object")              \
	X(OL, "ol") X(OPTION, "option") X(P, "p") X(PICTURE, "picture")        \
	X(PRE, "pre") X(Q, "q") X(S, "s") X(SCRIPT, "script")                  \
	X(SECTION, "section") X(SELECT, "select") X(SMALL, "small")            \
	X(SOURCE, "source") X(SPAN, "span") X(STRONG, "strong")                \
	X(STYLE, "style") X(SUB, "sub") X(SUMMARY, "summary") X(SUP, "sup")    \
	X(SVG, "svg") X(TABLE, "table") X(TBODY, "tbody") X(TD, "td")          \
	X(TEMPLATE, "template") X(TEXTAREA, "textarea") X(TFOOT, "tfoot")      \
	X(TH, "th") X(THEAD, "thead") X(TIME, "time") X(TITLE, "title")        \
	X(TR, "tr") X(U, "u") X(UL, "ul") X(VIDEO, "video")

enum html_tag {
	HTML_TEXT,  /* no element, but text between tags */
	HTML_OTHER, /* an element that has no enumerator */
#define HTML_TAG(name, text) HTML_##name,
	HTML_TAGS(HTML_TAG)
#undef HTML_TAG
	HTML_TAG_COUNT
};

/*
 * Nodes stand in the order of the page, so that what is inside of node i are
 * the nodes i + 1 to end - 1, the next one beside or above it is end, and no
 * walk needs recursion.  Node 0 is the root, HTML_OTHER without attributes.
 * A script has its content as text only where its type is some JSON.
 */
struct html_node {
	enum html_tag tag;
	uint32_t parent;     /* of the root: 0 */
	uint32_t end;
	uint32_t attrs;      /* the first of its attributes */
	uint32_t n_attrs;
	size_t off, len;     /* a text's bytes; an element's name */
};

struct html_attr {
	size_t name, name_len; /* small letters */
	size_t value, value_len;
};

struct html_doc {
	struct html_node *nodes;
	size_t n, cap;
	struct html_attr *attrs;
	size_t n_attrs, cap_attrs;
	struct saiga_strbuf pool; /* valid UTF-8; NUL and controls left out */
	bool cut;                 /* some of the page was left out */
};

#define HTML_NONE UINT32_MAX

/*
 * Parses a page given as UTF-8 (what is none is replaced) through libxml2's
 * HTML parser; html_doc_free frees *out, which is NULL after an error.  NOMEM.
 * Time and memory are linear in the bytes.
 */
SAIGA_CHECKED enum saiga_status html_parse(struct html_doc **out,
	struct saiga_slice text, struct saiga_error *err);
void html_doc_free(struct html_doc *doc);

/* The attribute's value by its name in small letters, empty when it has none:
 * borrowed from the tree, as every slice below. */
struct saiga_slice html_attr(
	const struct html_doc *doc, uint32_t node, const char *name);
bool html_has_attr(const struct html_doc *doc, uint32_t node, const char *name);

/* The element's name in small letters; the text of a text. */
struct saiga_slice html_value(const struct html_doc *doc, uint32_t node);

/* The next node inside of `within` behind `after` (`within` itself to begin
 * with) that has the tag; HTML_NONE when there is none. */
uint32_t html_find(const struct html_doc *doc, uint32_t within, uint32_t after,
	enum html_tag tag);

/* Whether one of the words in the attribute's value, between spaces, is the
 * word, ASCII letters of either case: class, rel, itemprop. */
bool html_attr_has_word(const struct html_doc *doc, uint32_t node,
	const char *name, const char *word);

/*
 * Appends what a person sees of the node as one line: white space as single
 * spaces, one between blocks too; nothing of scripts, styles, templates.
 */
void html_append_text(
	const struct html_doc *doc, uint32_t node, struct saiga_strbuf *out);

/* Whether a block that the node `from` is in ends at the node `at` or before,
 * which is behind it.  Over a whole walk from text to text this is linear. */
bool html_block_ends(const struct html_doc *doc, uint32_t from, uint32_t at);

/* A text with a script's own content, as it stands: JSON-LD. */
struct saiga_slice html_script(const struct html_doc *doc, uint32_t node);

/* ---- kinds of elements: html-tags.c -------------------------------------- */

/* By a name in small letters; HTML_OTHER when it is not listed. */
enum html_tag html_tag_by_name(struct saiga_slice name);

/* Whether a line ends before and behind it. */
bool html_tag_is_block(enum html_tag tag);

/* Whether nothing of it is text that people see. */
bool html_tag_is_hidden(enum html_tag tag);

/* ---- pages: read-html.c -------------------------------------------------- */

struct draft;

/* What is known of a page from outside; empty slices where nothing is. */
struct html_context {
	struct saiga_slice charset; /* of a header: HTTP's, MIME's */
	struct saiga_slice url;     /* where the page was fetched from */
};

/*
 * Reads a page's bytes, in any encoding, into the draft: metadata, text and
 * paragraphs, without the page's furniture.  Fields that the draft has stay.
 * Sets no format.  NOMEM; FORMAT where the bytes are no text.
 */
SAIGA_CHECKED enum saiga_status html_read_page(struct draft *draft,
	struct saiga_slice bytes, const struct html_context *context,
	struct saiga_error *err);

/*
 * The same for a piece of HTML, UTF-8, that is an article's body already: an
 * item of a feed, a JSON value, a mail.  Takes no metadata, and leaves out
 * only what is clearly none of it; appends to text and paragraphs.
 */
SAIGA_CHECKED enum saiga_status html_read_fragment(struct draft *draft,
	struct saiga_slice text, struct saiga_error *err);

#endif
