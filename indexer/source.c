/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks and lines of a file. */
#include "source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum saiga_status
source_init(struct source *source, struct saiga_error *err)
{
	memset(source, 0, sizeof(*source));
	source->record.max = SOURCE_RECORD_MAX;
	source->block = malloc(SAIGA_HASH_LEN + SOURCE_BLOCK);
	return source->block == NULL ? saiga_error_nomem(err) : SAIGA_OK;
}

void
source_dispose(struct source *source)
{
	saiga_strbuf_dispose(&source->record);
	free(source->block);
}

bool
source_open(struct source *source, int fd)
{
	source->fd = fd;
	source->number = source->bytes = 0;
	source->pos = source->len = 0;
	memset(source->hash, 0, sizeof(source->hash));
	source->error = lseek(fd, 0, SEEK_SET) == 0 ? 0 : errno;
	return source->error == 0;
}

/* Reads a whole block, but for the last one, so that the blocks, and with
 * them the hash, are the same each time. */
static bool
fill(struct source *source)
{
	char *data = source->block + SAIGA_HASH_LEN;

	source->pos = source->len = 0;
	while (source->len < SOURCE_BLOCK && source->error == 0) {
		ssize_t n = read(source->fd, data + source->len,
			SOURCE_BLOCK - source->len);

		if (n == 0)
			break;
		if (n > 0)
			source->len += (size_t)n;
		else if (errno != EINTR)
			source->error = errno;
	}
	if (source->len == 0 || source->error != 0)
		return false;
	source->bytes += source->len;
	memcpy(source->block, source->hash, SAIGA_HASH_LEN);
	saiga_hash(saiga_slice_of(source->block, SAIGA_HASH_LEN + source->len),
		source->hash);
	return true;
}

void
source_skip(struct source *source)
{
	while (fill(source))
		continue;
	source->pos = source->len = 0;
}

bool
source_line(struct source *source)
{
	const char *end = NULL;
	bool any = false;

	saiga_strbuf_reset(&source->record);
	while (end == NULL && (source->pos < source->len || fill(source))) {
		const char *p = source->block + SAIGA_HASH_LEN + source->pos;
		size_t n = source->len - source->pos;

		any = true;
		end = memchr(p, '\n', n);
		if (end != NULL)
			n = (size_t)(end - p);
		saiga_strbuf_append(&source->record, p, n);
		source->pos += n + (end != NULL);
	}
	source->number += any;
	return any && source->error == 0;
}
