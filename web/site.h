/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the configuration file says: saiga.conf(5). */
#ifndef WEB_SITE_H
#define WEB_SITE_H

#include "aliases.h"

#define SITE_COLLECTIONS_MAX 64u
#define SITE_FILE_MAX ((size_t)1 << 20) /* bytes of any file it names */

/* An index that is served under a name. */
struct site_collection {
	struct saiga_slice name, title;
	struct saiga_strbuf names; /* of its indexes, a line each */
};

struct site {
	struct saiga_strbuf text;       /* the file; slices point into it */
	struct saiga_slice title;       /* of all pages */
	struct saiga_slice url;         /* the page's own address, or empty */
	struct saiga_strbuf header, footer, style; /* the site's own */
	struct aliases *aliases;        /* or NULL */
	unsigned results;               /* on a page */
	unsigned seconds;               /* for one answer */
	unsigned workers;               /* processes, as FastCGI */
	unsigned memory;                /* megabytes of a process */
	bool paths;                     /* files' paths are shown */
	unsigned timeout;               /* seconds, for a server of an index */
	bool programs;                  /* stub files may name programs */
	struct site_collection *collections; /* at least one */
	size_t n, cap;
};

/*
 * Reads the file at path and the files it names; NULL stands for $SAIGA_CONFIG
 * or else /etc/saiga.conf, and where there is neither, for one collection: the
 * index that saiga_store_path finds.  *out is the caller's.  INVALID with file
 * and line for what is wrong, IO for what cannot be read.
 */
SAIGA_CHECKED enum saiga_status site_read(
	struct site **out, const char *path, struct saiga_error *err);

void site_free(struct site *site);

/* The collection of that name, or the first if name is empty; NULL if there
 * is none. */
const struct site_collection *site_find(
	const struct site *site, struct saiga_slice name);

#endif
