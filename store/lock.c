/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writer's lock. */
#include <saiga/store.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum saiga_status
saiga_store_lock_error(const char *path, struct saiga_error *err)
{
	struct saiga_strbuf file = SAIGA_STRBUF_INIT(65536);
	int why;

	saiga_strbuf_printf(&file, "%s/flintlock", path);
	why = access(saiga_strbuf_cstr(&file), W_OK) == 0 ? 0 : errno;
	saiga_strbuf_dispose(&file);
	if (why == EACCES || why == EPERM || why == EROFS)
		return saiga_error_set(err, SAIGA_IO,
			"%s: the index may not be written: %s", path,
			strerror(why));
	return saiga_error_set(err, SAIGA_LOCKED,
		"%s: another saiga is writing this index: wait until it is "
		"done",
		path);
}

enum saiga_status
saiga_store_lock(
	struct xc_writable **out, const char *path, struct saiga_error *err)
{
	struct xc_error xerr;

	*out = xc_writable_open(
		path, XC_DB_OPEN | XC_DB_BACKEND_GLASS, 0, &xerr);
	if (*out != NULL)
		return SAIGA_OK;
	return xerr.kind == XC_DATABASE_LOCK_ERROR
		? saiga_store_lock_error(path, err)
		: saiga_store_error(err, &xerr, path);
}
