/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The only way for what is not the program's own text to get onto a page:
 * each function is named by where its output may stand.  All take any bytes;
 * what is no UTF-8 comes out as U+FFFD, what steers a terminal or turns the
 * writing direction (saiga_utf8_is_control) as a space.
 */
#ifndef WEB_ESCAPE_H
#define WEB_ESCAPE_H

#include <saiga/text.h>

/* Between tags of HTML or XML. */
void escape_text(struct saiga_strbuf *out, struct saiga_slice text);

/* Between the double quotes of an attribute, HTML or XML: line ends and tabs
 * are spaces, too. */
void escape_attribute(struct saiga_strbuf *out, struct saiga_slice text);

/* A value in the query of a URL (RFC 3986, 2.3: all but the unreserved is
 * percent-encoded), fit for an attribute as it is; bytes stay as they are. */
void escape_url(struct saiga_strbuf *out, struct saiga_slice text);

/* Between the double quotes of a JSON string (RFC 8259, 7). */
void escape_json(struct saiga_strbuf *out, struct saiga_slice text);

/* Whether the address may be linked to: http or https, a host, and nothing in
 * it that belongs into no URL. */
bool escape_is_link(struct saiga_slice url);

#endif
