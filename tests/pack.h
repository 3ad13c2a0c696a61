/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Archives and compressed files, made by the tests themselves. */
#ifndef PACK_H
#define PACK_H

#include <saiga/strbuf.h>

struct archive;

/*
 * Begins an archive: "zip" or "tar", with "gz", "bz2", "xz", "zst" behind it
 * or ""; format "" is a compressed file of one member.  What it writes is
 * appended to out, which must outlive it.
 */
struct archive *pack_begin(
	const char *format, const char *filter, struct saiga_strbuf *out);
void pack_member(
	struct archive *archive, const char *name, struct saiga_slice content);
/* A member of so many bytes of one kind. */
void pack_bytes(
	struct archive *archive, const char *name, char byte, size_t n);
void pack_end(struct archive *archive);

#endif
