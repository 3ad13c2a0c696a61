/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the files in archives: zip and tar. */
#include "reading.h"

#include <string.h>

/* PKWARE, APPNOTE.TXT 6.3, sections 4.3.7 and 4.3.16: a file, or an archive
 * without any. */
bool
is_zip(struct saiga_slice head)
{
	return head.len >= 4 &&
		(memcmp(head.p, "PK\3\4", 4) == 0 ||
			memcmp(head.p, "PK\5\6", 4) == 0);
}

/* POSIX.1-2017, pax, "ustar Interchange Format": magic. */
bool
is_tar(struct saiga_slice head)
{
	return head.len >= 512 && memcmp(head.p + 257, "ustar", 5) == 0;
}

/* Whether nobody wants to hear of it: what programs put beside files. */
static bool
is_hidden(const char *name)
{
	const char *base = strrchr(name, '/');

	base = base == NULL ? name : base + 1;
	return *base == '.' || *base == '\0' ||
		strncmp(name, "__MACOSX/", 9) == 0;
}

static enum saiga_status
read_members(struct reading *r, struct unpack *u, struct saiga_error *err)
{
	struct source member;
	const char *name;
	enum saiga_status status = source_init(&member, err);

	while (status == SAIGA_OK) {
		status = unpack_next(u, &name, err);
		if (status != SAIGA_OK || name == NULL)
			break;
		if (is_hidden(name))
			continue;
		source_wrap(&member, unpack_pull, u);
		status = reading_member(r, name, &member);
		/* A bomb is not gone on with; what else is wrong with one
		 * does not keep the next ones from being read. */
		if (status == SAIGA_OK && unpack_is_over(&r->limit))
			break;
	}
	source_dispose(&member);
	return status;
}

static enum saiga_status
split_archive(struct reading *r, enum unpack_kind kind, struct source *source,
	struct saiga_error *err)
{
	struct unpack *u = NULL;
	enum saiga_status status;

	if (r->archives >= READING_ARCHIVES)
		return saiga_error_set(err, SAIGA_FORMAT,
			"an archive in an archive in an archive is not read");
	r->archives++;
	status = unpack_open(&u, kind, source, &r->limit, err);
	if (status == SAIGA_OK)
		status = read_members(r, u, err);
	unpack_free(u);
	r->archives--;
	return status;
}

enum saiga_status
split_zip(struct reading *r, struct source *source, struct saiga_error *err)
{
	return split_archive(r, UNPACK_ZIP, source, err);
}

enum saiga_status
split_tar(struct reading *r, struct source *source, struct saiga_error *err)
{
	return split_archive(r, UNPACK_TAR, source, err);
}
