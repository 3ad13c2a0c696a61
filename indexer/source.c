/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Blocks and lines of a stream. */
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
	source->fd = -1;
	source->block = malloc(SAIGA_HASH_LEN + SOURCE_BLOCK);
	return source->block == NULL ? saiga_error_nomem(err) : SAIGA_OK;
}

void
source_dispose(struct source *source)
{
	saiga_strbuf_dispose(&source->record);
	free(source->block);
}

static void
begin(struct source *source, int fd, pull_fn pull, void *ctx)
{
	source->fd = fd;
	source->pull = pull;
	source->ctx = ctx;
	source->number = source->bytes = 0;
	source->pos = source->len = 0;
	source->err.status = SAIGA_OK;
	memset(source->hash, 0, sizeof(source->hash));
}

static ssize_t
pull_fd(void *ctx, char *p, size_t len, struct saiga_error *err)
{
	const struct source *source = ctx;
	ssize_t n;

	do
		n = read(source->fd, p, len);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		saiga_error_set(err, SAIGA_IO, "%s", strerror(errno));
	return n;
}

/* Other processes may have the same open file, and move where it stands. */
static ssize_t
pull_file(void *ctx, char *p, size_t len, struct saiga_error *err)
{
	const struct source *source = ctx;
	off_t at = (off_t)(source->bytes + source->len);
	ssize_t n;

	do
		n = pread(source->fd, p, len, at);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		saiga_error_set(err, SAIGA_IO, "%s", strerror(errno));
	return n;
}

bool
source_open(struct source *source, int fd)
{
	begin(source, fd, pull_file, source);
	if (lseek(fd, 0, SEEK_SET) == 0)
		return true;
	saiga_error_set(&source->err, SAIGA_IO, "%s", strerror(errno));
	return false;
}

void
source_wrap(struct source *source, pull_fn pull, void *ctx)
{
	begin(source, -1, pull, ctx);
}

static ssize_t
pull_slice(void *ctx, char *p, size_t len, struct saiga_error *err)
{
	struct saiga_slice *rest = ctx;

	(void)err;
	if (len > rest->len)
		len = rest->len;
	if (len > 0) {
		memcpy(p, rest->p, len);
		rest->p += len;
		rest->len -= len;
	}
	return (ssize_t)len;
}

void
source_slice(struct source *source, struct saiga_slice *rest)
{
	source_wrap(source, pull_slice, rest);
}

void
source_stdin(struct source *source)
{
	begin(source, STDIN_FILENO, pull_fd, source);
}

/* Reads a whole block, but for the last one, so that the blocks, and with
 * them the hash, are the same each time. */
static bool
fill(struct source *source)
{
	char *data = source->block + SAIGA_HASH_LEN;

	source->pos = source->len = 0;
	while (source->len < SOURCE_BLOCK && source->err.status == SAIGA_OK) {
		ssize_t n = source->pull(source->ctx, data + source->len,
			SOURCE_BLOCK - source->len, &source->err);

		if (n == 0)
			break;
		if (n > 0)
			source->len += (size_t)n;
	}
	source->bytes += source->len;
	if (source->len > 0 && source->fd >= 0) {
		memcpy(source->block, source->hash, SAIGA_HASH_LEN);
		saiga_hash(saiga_slice_of(
				   source->block, SAIGA_HASH_LEN + source->len),
			source->hash);
	}
	return source->len > 0;
}

struct saiga_slice
source_head(struct source *source)
{
	if (source->pos == source->len)
		fill(source);
	return saiga_slice_of(source->block + SAIGA_HASH_LEN + source->pos,
		source->len - source->pos);
}

struct saiga_slice
source_block(struct source *source)
{
	struct saiga_slice found = source_head(source);

	source->pos = source->len;
	return found;
}

uint64_t
source_take(struct source *source, uint64_t len, struct saiga_strbuf *out)
{
	uint64_t taken = 0;

	while (taken < len) {
		struct saiga_slice at = source_head(source);

		if (at.len == 0)
			break;
		if (at.len > len - taken)
			at.len = (size_t)(len - taken);
		if (out != NULL)
			saiga_strbuf_slice(out, at);
		source->pos += at.len;
		taken += at.len;
	}
	return taken;
}

void
source_skip(struct source *source)
{
	while (source_block(source).len > 0)
		continue;
}

bool
source_line(struct source *source)
{
	const char *end = NULL;
	bool any = false;

	saiga_strbuf_reset(&source->record);
	while (end == NULL) {
		struct saiga_slice at = source_head(source);
		size_t n = at.len;

		if (n == 0)
			break;
		any = true;
		end = memchr(at.p, '\n', n);
		if (end != NULL)
			n = (size_t)(end - at.p);
		saiga_strbuf_append(&source->record, at.p, n);
		source->pos += n + (end != NULL);
	}
	source->number += any;
	return any && (end != NULL || source->err.status == SAIGA_OK);
}
