/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What can be asked of the page: one table of parameters, each with its type
 * and its limit.  A link is the parameters of a page, some of them changed.
 */
#ifndef WEB_PARAM_H
#define WEB_PARAM_H

#include <saiga/article.h>

#define PARAM_QUERY_MAX 2000u   /* bytes of what is searched for */
#define PARAM_STRING_MAX 16384u /* bytes of all parameters, as they come */
#define PARAM_RESULTS_MAX 1000u /* of one query that can be paged to */

enum param {
	PARAM_QUERY,
	PARAM_SORT,
	PARAM_EXACT,
	PARAM_FLAT,
	PARAM_NUMBER,     /* of results on a page; 0: as configured */
	PARAM_AT,         /* number of the page */
	PARAM_ARTICLE,    /* an article's id */
	PARAM_COLLECTION,
	PARAM_FORMAT,
	PARAM_LANGUAGE,   /* of the interface */
	PARAM_PAGE,
	PARAM_COUNT
};

enum param_type {
	PARAM_TEXT,   /* any text up to max bytes */
	PARAM_NAME,   /* letters, digits, - and _, up to max bytes */
	PARAM_ID,     /* an article's id */
	PARAM_UINT,   /* digits, from min to max */
	PARAM_CHOICE, /* one of a list of words; the first is the default */
};

/* Numbers of the words of the choices. */
enum param_format { FORMAT_HTML, FORMAT_JSON, FORMAT_CSV, FORMAT_ATOM };
enum param_language { LANGUAGE_ANY, LANGUAGE_EN, LANGUAGE_RU, LANGUAGE_KK };
enum param_page {
	PAGE_SEARCH, /* results, an article, or the start page */
	PAGE_STYLE,
	PAGE_SITE_STYLE,
	PAGE_ICON,
	PAGE_OPENSEARCH,
	PAGE_SUGGEST,
};

struct param_info {
	const char *name;
	enum param_type type;
	unsigned min, max;
	const char *const *words; /* of a choice, NULL behind the last */
};

extern const struct param_info params_table[PARAM_COUNT];

/* The values; numbers and choices are 0 where nothing was said.  The texts are
 * borrowed, so that a copy with some values changed is a link. */
struct params {
	struct saiga_slice text[PARAM_COUNT];
	unsigned number[PARAM_COUNT];
};

/*
 * Reads "name=value&..." as a browser sends it; bytes, which must be empty,
 * keeps the texts: UTF-8 without NUL.  Parameters that are not known are
 * passed over, and of several with one name the first counts.  QUERY, with a
 * message that names the parameter and what it takes, where a value is wrong.
 */
SAIGA_CHECKED enum saiga_status params_read(struct params *out,
	struct saiga_strbuf *bytes, struct saiga_slice string,
	struct saiga_error *err);

/* Appends "?name=value&..." of what is not as it is by default, escaped for
 * an attribute; "?" alone if there is nothing. */
void params_link(struct saiga_strbuf *out, const struct params *params);

#endif
