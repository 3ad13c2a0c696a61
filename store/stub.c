/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stub files: which databases are one.  The form is Xapian's (its
 * documentation, "Database Stub Files" in Administrator's Guide), read here
 * because Xapian would run whatever program a line names.
 */
#include <saiga/store.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STUB_MAX ((size_t)65536) /* bytes of the file */

struct stub {
	struct saiga_shards *shards;
	const char *path;
	unsigned line;
	bool inside;
	struct saiga_error *err;
};

static enum saiga_status
wrong(const struct stub *stub, const char *what)
{
	return saiga_error_set(stub->err, SAIGA_INVALID, "%s:%u: %s",
		stub->path, stub->line, what);
}

static struct saiga_slice
cut_word(struct saiga_slice *rest)
{
	const char *space = memchr(rest->p, ' ', rest->len);
	struct saiga_slice word = *rest;

	if (space != NULL)
		word.len = (size_t)(space - rest->p);
	rest->p += word.len;
	rest->len -= word.len;
	while (rest->len > 0 && *rest->p == ' ') {
		rest->p++;
		rest->len--;
	}
	return word;
}

/* Whether it names a folder beside the stub, and nothing else. */
static bool
is_beside(struct saiga_slice path)
{
	return path.p[0] != '.' && memchr(path.p, '/', path.len) == NULL;
}

/* A path is taken from where the stub lies, as Xapian does. */
static enum saiga_status
add_folder(struct stub *stub, struct saiga_slice path)
{
	const char *slash = strrchr(stub->path, '/');
	struct saiga_strbuf full = SAIGA_STRBUF_INIT(STUB_MAX * 2);
	struct saiga_shard *shard;
	enum saiga_status status;

	if (path.len == 0)
		return wrong(stub, "a path is missing");
	if (stub->inside && !is_beside(path))
		return wrong(stub,
			"a stub inside a folder may name only folders beside "
			"it");
	if (path.p[0] != '/' && slash != NULL)
		saiga_strbuf_append(
			&full, stub->path, (size_t)(slash + 1 - stub->path));
	saiga_strbuf_slice(&full, path);
	status = saiga_strbuf_status(&full, stub->err);
	if (status == SAIGA_OK)
		status = saiga_shards_append(&shard, stub->shards,
			saiga_strbuf_view(&full), stub->err);
	saiga_strbuf_dispose(&full);
	return status;
}

static enum saiga_status
add_program(struct stub *stub, struct saiga_slice rest)
{
	struct saiga_slice program = cut_word(&rest);
	struct saiga_shard *shard;
	enum saiga_status status;

	if (program.len == 0)
		return wrong(stub, "a program is missing");
	if (!stub->shards->programs)
		return wrong(stub,
			"it names a program to run, which only the option "
			"--programs or the setting programs allows");
	status = saiga_shards_append(&shard, stub->shards, program, stub->err);
	if (status != SAIGA_OK)
		return status;
	shard->args = strndup(rest.p, rest.len);
	return shard->args == NULL ? saiga_error_nomem(stub->err) : SAIGA_OK;
}

static enum saiga_status
add_remote(struct stub *stub, struct saiga_slice rest)
{
	enum saiga_status status;

	if (stub->inside)
		return wrong(stub,
			"a stub inside a folder may name only folders beside "
			"it");
	if (rest.len > 0 && *rest.p == ':')
		return add_program(
			stub, saiga_slice_of(rest.p + 1, rest.len - 1));
	status = saiga_shards_add_server(stub->shards, rest, stub->err);
	return status == SAIGA_INVALID
		? wrong(stub, "HOST:PORT or :PROGRAM is expected")
		: status;
}

static enum saiga_status
read_line(struct stub *stub, struct saiga_slice line)
{
	struct saiga_slice type;

	while (line.len > 0 &&
		(line.p[line.len - 1] == '\r' || line.p[line.len - 1] == ' '))
		line.len--;
	if (line.len == 0 || *line.p == '#')
		return SAIGA_OK;
	if (memchr(line.p, '\0', line.len) != NULL)
		return wrong(stub, "it is no stub file");
	type = cut_word(&line);
	if (saiga_slice_is(type, "auto") || saiga_slice_is(type, "glass"))
		return add_folder(stub, line);
	if (saiga_slice_is(type, "remote"))
		return add_remote(stub, line);
	return wrong(stub,
		"neither an index nor a stub file: auto, glass or remote is "
		"expected");
}

/* Reads what is no more than a stub may have. */
static enum saiga_status
read_file(struct saiga_strbuf *out, const char *path, struct saiga_error *err)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	char buffer[4096];
	struct stat st;
	ssize_t n = -1;

	if (fd >= 0 && fstat(fd, &st) == 0 && !S_ISREG(st.st_mode))
		errno = EINVAL;
	else if (fd >= 0)
		while (out->status == SAIGA_OK &&
			(n = read(fd, buffer, sizeof(buffer))) > 0)
			saiga_strbuf_append(out, buffer, (size_t)n);
	if (n < 0)
		saiga_error_set(err, SAIGA_IO, "%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	if (n < 0)
		return SAIGA_IO;
	if (out->status == SAIGA_INVALID)
		return saiga_error_set(err, SAIGA_INVALID,
			"%s: it is no index, and too long for a stub file",
			path);
	return saiga_strbuf_status(out, err);
}

enum saiga_status
saiga_stub_read(struct saiga_shards *shards, const char *path, bool inside,
	struct saiga_error *err)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(STUB_MAX);
	struct stub stub = { shards, path, 0, inside, err };
	enum saiga_status status = read_file(&text, path, err);
	struct saiga_slice rest = saiga_strbuf_view(&text), line;
	size_t before = shards->n;

	while (status == SAIGA_OK && saiga_slice_line(&rest, &line)) {
		stub.line++;
		status = read_line(&stub, line);
	}
	if (status == SAIGA_OK && shards->n == before)
		status = saiga_error_set(
			err, SAIGA_INVALID, "%s: it names no index", path);
	saiga_strbuf_dispose(&text);
	return status;
}

enum saiga_status
saiga_stub_write(const char *path, unsigned n, struct saiga_error *err)
{
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(STUB_MAX);
	enum saiga_status status = SAIGA_OK;
	unsigned i;
	FILE *file;

	saiga_strbuf_printf(&name, "%s/" SAIGA_STUB_NAME, path);
	file = fopen(saiga_strbuf_cstr(&name), "we");
	for (i = 0; i < n && file != NULL; i++)
		fprintf(file, "auto %u\n", i);
	if (file == NULL || fflush(file) != 0)
		status = saiga_error_set(err, SAIGA_IO, "%s: %s",
			saiga_strbuf_cstr(&name), strerror(errno));
	if (file != NULL)
		fclose(file);
	saiga_strbuf_dispose(&name);
	return status;
}
