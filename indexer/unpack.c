/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compressed streams and archives, through libarchive. */
#include "unpack.h"

#include "reading.h"

#include <archive.h>
#include <archive_entry.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct unpack {
	struct archive *archive;
	struct source *from;
	struct unpack_limit *limit;
	char name[UNPACK_NAME_MAX + 1];
};

static la_ssize_t
on_read(struct archive *archive, void *ctx, const void **block)
{
	struct unpack *u = ctx;
	struct saiga_slice at = source_block(u->from);

	*block = at.p;
	if (at.len > 0 || u->from->err.status == SAIGA_OK)
		return (la_ssize_t)at.len;
	archive_set_error(archive, EIO, "%s", u->from->err.msg);
	return -1;
}

/* What libarchive says, as one of our own. */
static enum saiga_status
failed(const struct unpack *u, struct saiga_error *err)
{
	const char *text = archive_error_string(u->archive);

	/* What it stands in knows better. */
	if (u->from->err.status != SAIGA_OK)
		return saiga_error_set(
			err, u->from->err.status, "%s", u->from->err.msg);
	if (archive_errno(u->archive) == ENOMEM)
		return saiga_error_nomem(err);
	return saiga_error_set(err, SAIGA_FORMAT, "damaged: %s",
		text == NULL ? "cut off, or not what it begins as" : text);
}

/* Only what libarchive does by itself: it would run a program for others. */
static void
support(struct archive *a, enum unpack_kind kind)
{
	switch (kind) {
	case UNPACK_STREAM:
		archive_read_support_filter_gzip(a);
		archive_read_support_filter_bzip2(a);
		archive_read_support_filter_xz(a);
		archive_read_support_filter_zstd(a);
		archive_read_support_format_raw(a);
		break;
	case UNPACK_ZIP:
		archive_read_support_format_zip_streamable(a);
		break;
	case UNPACK_TAR:
		archive_read_support_format_tar(a);
		break;
	}
}

enum saiga_status
unpack_open(struct unpack **out, enum unpack_kind kind, struct source *from,
	struct unpack_limit *limit, struct saiga_error *err)
{
	struct unpack *u = calloc(1, sizeof(*u));
	enum saiga_status status = SAIGA_OK;

	*out = NULL;
	if (u == NULL)
		return saiga_error_nomem(err);
	u->from = from;
	u->limit = limit;
	u->archive = archive_read_new();
	if (u->archive == NULL)
		status = saiga_error_nomem(err);
	else {
		support(u->archive, kind);
		if (archive_read_open(u->archive, u, NULL, on_read, NULL) !=
			ARCHIVE_OK)
			status = failed(u, err);
	}
	if (status == SAIGA_OK)
		*out = u;
	else
		unpack_free(u);
	return status;
}

void
unpack_free(struct unpack *u)
{
	if (u == NULL)
		return;
	archive_read_free(u->archive);
	free(u);
}

/* A name of the archive's is only told, never opened. */
static void
take_name(struct unpack *u, struct archive_entry *entry)
{
	const char *name = archive_entry_pathname(entry);
	size_t len;

	if (name == NULL)
		name = archive_entry_pathname_utf8(entry);
	if (name == NULL)
		name = "";
	/* The end of it tells what it is. */
	len = strlen(name);
	if (len > UNPACK_NAME_MAX)
		name += len - UNPACK_NAME_MAX;
	strcpy(u->name, name);
}

enum saiga_status
unpack_next(struct unpack *u, const char **name, struct saiga_error *err)
{
	struct archive_entry *entry;
	int code;

	*name = NULL;
	for (;;) {
		code = archive_read_next_header(u->archive, &entry);
		if (code == ARCHIVE_EOF)
			return SAIGA_OK;
		if (code != ARCHIVE_OK && code != ARCHIVE_WARN)
			return failed(u, err);
		if (++u->limit->members > UNPACK_MEMBERS)
			return saiga_error_set(err, SAIGA_FORMAT,
				"more than %u files in it: the rest is left "
				"out",
				UNPACK_MEMBERS);
		/* The raw format says of what it holds that it is a file. */
		if (archive_entry_filetype(entry) == AE_IFREG &&
			archive_entry_hardlink(entry) == NULL)
			break;
	}
	take_name(u, entry);
	*name = u->name;
	return SAIGA_OK;
}

bool
unpack_is_over(const struct unpack_limit *limit)
{
	return limit->bytes > UNPACK_FREE + UNPACK_RATIO * limit->file->bytes;
}

static enum saiga_status
count(struct unpack_limit *limit, size_t len, struct saiga_error *err)
{
	limit->bytes += len;
	if (!unpack_is_over(limit))
		return SAIGA_OK;
	return saiga_error_set(err, SAIGA_FORMAT,
		"unpacks to more than %u times its size, as bombs do: the "
		"rest is left out",
		UNPACK_RATIO);
}

ssize_t
unpack_pull(void *ctx, char *p, size_t len, struct saiga_error *err)
{
	struct unpack *u = ctx;
	la_ssize_t n = archive_read_data(u->archive, p, len);

	if (n < 0) {
		failed(u, err);
		return -1;
	}
	if (n > 0 && count(u->limit, (size_t)n, err) != SAIGA_OK)
		return -1;
	return (ssize_t)n;
}

enum saiga_status
unpack_stream(struct reading *r, const char *name, struct source *source,
	const struct reader *fallback, struct saiga_error *err)
{
	struct source inner;
	struct unpack *u = NULL;
	const char *member;
	enum saiga_status status = source_init(&inner, err);

	if (status == SAIGA_OK)
		status = unpack_open(&u, UNPACK_STREAM, source, &r->limit, err);
	if (status == SAIGA_OK)
		status = unpack_next(u, &member, err);
	/* Without a filter it is no stream, but begins like one. */
	if (status == SAIGA_OK && archive_filter_count(u->archive) < 2)
		status = failed(u, err);
	if (status == SAIGA_OK) {
		source_wrap(&inner, unpack_pull, u);
		status = reading_source(r, name, &inner, fallback, err);
	}
	unpack_free(u);
	source_dispose(&inner);
	return status;
}
