/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the index keeps of a name, a path most of the time: metadata under
 * "KIND/HASH-OF-NAME", since a name may be longer than a key. */
#ifndef STORE_KEPT_H
#define STORE_KEPT_H

#include <saiga/store.h>

#define KEPT_MAX ((size_t)1 << 20) /* bytes of a value */

/* Reads the value into *out, which is emptied; NOTFOUND without a message
 * when there is none. */
SAIGA_CHECKED enum saiga_status kept_get(struct saiga_strbuf *out,
	const struct xc_database *db, const char *kind, struct saiga_slice name,
	struct saiga_error *err);

/* Writes the value, or with an empty one removes it, in the transaction that
 * is open. */
SAIGA_CHECKED enum saiga_status kept_set(struct xc_writable *w,
	const char *kind, struct saiga_slice name, struct saiga_slice value,
	struct saiga_error *err);

/* Not SAIGA_OK ends it. */
typedef enum saiga_status (*kept_fn)(struct saiga_slice value, void *ctx);

/* Hands over each value of the kind, in no order of use. */
SAIGA_CHECKED enum saiga_status kept_each(const struct xc_database *db,
	const char *kind, kept_fn fn, void *ctx, struct saiga_error *err);

#endif
