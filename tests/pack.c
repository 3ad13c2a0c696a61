/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Archives, through libarchive's writer. */
#include "pack.h"

#include "testlib.h"

#include <archive.h>
#include <archive_entry.h>

#include <string.h>

static la_ssize_t
on_write(struct archive *archive, void *ctx, const void *p, size_t len)
{
	struct saiga_strbuf *out = ctx;

	(void)archive;
	saiga_strbuf_append(out, p, len);
	ck_assert_int_eq(out->status, SAIGA_OK);
	return (la_ssize_t)len;
}

struct archive *
pack_begin(const char *format, const char *filter, struct saiga_strbuf *out)
{
	static const struct {
		const char *name;
		int (*add)(struct archive *);
	} filters[] = {
		{ "gz", archive_write_add_filter_gzip },
		{ "bz2", archive_write_add_filter_bzip2 },
		{ "xz", archive_write_add_filter_xz },
		{ "zst", archive_write_add_filter_zstd },
	};
	struct archive *archive = archive_write_new();
	size_t i;

	ck_assert_ptr_nonnull(archive);
	if (strcmp(format, "zip") == 0)
		archive_write_set_format_zip(archive);
	else if (strcmp(format, "tar") == 0)
		archive_write_set_format_pax_restricted(archive);
	else
		archive_write_set_format_raw(archive);
	for (i = 0; i < sizeof(filters) / sizeof(*filters); i++)
		if (strcmp(filter, filters[i].name) == 0)
			ck_assert_int_eq(filters[i].add(archive), ARCHIVE_OK);
	/* No padding to a tape's blocks. */
	archive_write_set_bytes_in_last_block(archive, 1);
	ck_assert_int_eq(archive_write_open(archive, out, NULL, on_write, NULL),
		ARCHIVE_OK);
	return archive;
}

static void
begin_member(struct archive *archive, const char *name, size_t size)
{
	struct archive_entry *entry = archive_entry_new();

	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)size);
	ck_assert_int_eq(archive_write_header(archive, entry), ARCHIVE_OK);
	archive_entry_free(entry);
}

void
pack_member(
	struct archive *archive, const char *name, struct saiga_slice content)
{
	begin_member(archive, name, content.len);
	if (content.len > 0)
		ck_assert_int_eq(
			archive_write_data(archive, content.p, content.len),
			(la_ssize_t)content.len);
}

void
pack_bytes(struct archive *archive, const char *name, char byte, size_t n)
{
	char block[65536];

	memset(block, byte, sizeof(block));
	begin_member(archive, name, n);
	while (n > 0) {
		size_t some = n < sizeof(block) ? n : sizeof(block);

		ck_assert_int_eq(archive_write_data(archive, block, some),
			(la_ssize_t)some);
		n -= some;
	}
}

void
pack_end(struct archive *archive)
{
	ck_assert_int_eq(archive_write_close(archive), ARCHIVE_OK);
	archive_write_free(archive);
}
