/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The configuration file: lines "key = value", # before a remark, and
 * "[name]" before what belongs to one collection.
 */
#include "site.h"

#include <saiga/store.h>

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_FILE "/etc/saiga.conf"

enum key_type {
	KEY_TEXT,
	KEY_FILE,    /* its content */
	KEY_ALIASES, /* a file of aliases */
	KEY_NUMBER,
	KEY_FLAG,
	KEY_INDEX, /* one more index of a collection */
};

struct key {
	const char *name;
	enum key_type type;
	bool of_collection;
	size_t at; /* offset in struct site or struct site_collection */
	unsigned min, max;
};

/* clang-format off */
static const struct key keys[] = {
	{ "title", KEY_TEXT, false, offsetof(struct site, title), 0, 0 },
	{ "url", KEY_TEXT, false, offsetof(struct site, url), 0, 0 },
	{ "header", KEY_FILE, false, offsetof(struct site, header), 0, 0 },
	{ "footer", KEY_FILE, false, offsetof(struct site, footer), 0, 0 },
	{ "stylesheet", KEY_FILE, false, offsetof(struct site, style), 0, 0 },
	{ "aliases", KEY_ALIASES, false, 0, 0, 0 },
	{ "results", KEY_NUMBER, false, offsetof(struct site, results), 1, 100 },
	{ "seconds", KEY_NUMBER, false, offsetof(struct site, seconds), 1, 60 },
	{ "workers", KEY_NUMBER, false, offsetof(struct site, workers), 1, 64 },
	{ "memory", KEY_NUMBER, false, offsetof(struct site, memory), 128,
		65536 },
	{ "timeout", KEY_NUMBER, false, offsetof(struct site, timeout), 1, 60 },
	{ "programs", KEY_FLAG, false, offsetof(struct site, programs), 0, 0 },
	{ "paths", KEY_FLAG, false, offsetof(struct site, paths), 0, 0 },
	{ "title", KEY_TEXT, true, offsetof(struct site_collection, title), 0, 0 },
	{ "index", KEY_INDEX, true, offsetof(struct site_collection, names), 0, 0 },
};
/* clang-format on */

#define KEYS (sizeof(keys) / sizeof(*keys))

/* A line being read. */
struct reading {
	struct site *site;
	const char *path;
	unsigned line;
	struct saiga_error *err;
};

static enum saiga_status
read_file(struct saiga_strbuf *out, const char *path, struct saiga_error *err)
{
	char buffer[65536];
	ssize_t n = 0;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	saiga_strbuf_reset(out);
	out->max = SITE_FILE_MAX;
	while (fd >= 0 && (n = read(fd, buffer, sizeof(buffer))) != 0) {
		if (n < 0 && errno != EINTR)
			break;
		if (n > 0)
			saiga_strbuf_append(out, buffer, (size_t)n);
	}
	if (fd < 0 || n < 0) {
		saiga_error_set(err, SAIGA_IO, "%s: %s", path, strerror(errno));
		if (fd >= 0)
			close(fd);
		return SAIGA_IO;
	}
	close(fd);
	return saiga_strbuf_status(out, err);
}

static enum saiga_status
wrong(const struct reading *r, const char *what, struct saiga_slice value)
{
	return saiga_error_set(r->err, SAIGA_INVALID, "%s:%u: %s: %.*s",
		r->path, r->line, what, value.len > 80 ? 80 : (int)value.len,
		value.p);
}

static bool
read_number(unsigned *out, const struct key *key, struct saiga_slice value)
{
	unsigned n = 0;
	size_t i;

	if (value.len == 0 || value.len > 6)
		return false;
	for (i = 0; i < value.len; i++) {
		if (value.p[i] < '0' || value.p[i] > '9')
			return false;
		n = n * 10 + (unsigned)(value.p[i] - '0');
	}
	*out = n;
	return n >= key->min && n <= key->max;
}

static enum saiga_status
read_flag(bool *out, const struct reading *r, struct saiga_slice value)
{
	*out = saiga_slice_is(value, "yes");
	if (!*out && !saiga_slice_is(value, "no"))
		return wrong(r, "yes or no is expected", value);
	return SAIGA_OK;
}

/* Paths are used where they stand, and must not depend on where the server
 * happened to start the program. */
static enum saiga_status
read_path(struct saiga_strbuf *out, const struct reading *r,
	struct saiga_slice value)
{
	if (value.len == 0 || value.p[0] != '/')
		return wrong(r, "a path that begins with / is expected", value);
	saiga_strbuf_reset(out);
	out->max = 4096;
	saiga_strbuf_slice(out, value);
	return saiga_strbuf_status(out, r->err);
}

static enum saiga_status
read_named(void *at, const struct key *key, const struct reading *r,
	struct saiga_slice value)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(4096);
	enum saiga_status status = read_path(&path, r, value);

	if (status == SAIGA_OK && key->type == KEY_FILE)
		status = read_file(at, saiga_strbuf_cstr(&path), r->err);
	else if (status == SAIGA_OK) {
		aliases_free(r->site->aliases);
		status = aliases_read(
			&r->site->aliases, saiga_strbuf_cstr(&path), r->err);
	}
	saiga_strbuf_dispose(&path);
	return status;
}

/* A path, or the address of a server, beside those that are there. */
static enum saiga_status
read_index(struct saiga_strbuf *out, const struct reading *r,
	struct saiga_slice value)
{
	static const char scheme[] = "tcp://";
	bool server = value.len > strlen(scheme) &&
		memcmp(value.p, scheme, strlen(scheme)) == 0;

	if (!server && (value.len == 0 || value.p[0] != '/'))
		return wrong(r,
			"a path that begins with /, or tcp://HOST:PORT, is "
			"expected",
			value);
	saiga_strbuf_slice(out, value);
	saiga_strbuf_byte(out, '\n');
	return saiga_strbuf_status(out, r->err);
}

static enum saiga_status
read_key(const struct reading *r, struct saiga_slice name,
	struct saiga_slice value)
{
	bool inside = r->site->n > 0;
	const struct key *key = keys;
	char *owner = inside ? (char *)&r->site->collections[r->site->n - 1]
			     : (char *)r->site;
	void *at;

	while (key < keys + KEYS &&
		(key->of_collection != inside ||
			!saiga_slice_is(name, key->name)))
		key++;
	if (key == keys + KEYS)
		return wrong(r,
			inside ? "no key of a collection" : "no such key",
			name);
	at = owner + key->at;
	switch (key->type) {
	case KEY_TEXT:
		memcpy(at, &value, sizeof(value));
		return SAIGA_OK;
	case KEY_NUMBER:
		if (!read_number(at, key, value))
			return saiga_error_set(r->err, SAIGA_INVALID,
				"%s:%u: %s: a number from %u to %u is expected",
				r->path, r->line, key->name, key->min,
				key->max);
		return SAIGA_OK;
	case KEY_FLAG:
		return read_flag(at, r, value);
	case KEY_INDEX:
		return read_index(at, r, value);
	default:
		return read_named(at, key, r, value);
	}
}

static enum saiga_status
add_collection(
	struct site *site, struct saiga_slice name, struct saiga_error *err)
{
	struct site_collection *c;

	if (saiga_array_reserve(&site->collections, &site->cap, site->n + 1,
		    sizeof(*site->collections)) != SAIGA_OK)
		return saiga_error_nomem(err);
	c = &site->collections[site->n++];
	memset(c, 0, sizeof(*c));
	c->name = c->title = name;
	c->names.max = 65536;
	return SAIGA_OK;
}

/* The name must be one that an address can have: param.h. */
static enum saiga_status
read_section(const struct reading *r, struct saiga_slice line)
{
	static const char marks[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-_";
	struct saiga_slice name = saiga_slice_of(line.p + 1, line.len - 1);
	size_t i;

	if (name.len < 2 || name.len > 65 || name.p[name.len - 1] != ']')
		return wrong(r, "[name] is expected", line);
	name.len--;
	for (i = 0; i < name.len; i++)
		if (strchr(marks, name.p[i]) == NULL || name.p[i] == '\0')
			return wrong(r,
				"a name is letters, digits, - and _ only",
				line);
	for (i = 0; i < r->site->n; i++)
		if (saiga_slice_equal(name, r->site->collections[i].name))
			return wrong(r, "this name is there twice", line);
	if (r->site->n == SITE_COLLECTIONS_MAX)
		return wrong(r, "too many collections", line);
	return add_collection(r->site, name, r->err);
}

static enum saiga_status
read_lines(struct site *site, const char *path, struct saiga_error *err)
{
	struct saiga_slice rest = saiga_strbuf_view(&site->text), line;
	struct reading r = { site, path, 0, err };
	enum saiga_status status = SAIGA_OK;
	size_t i;

	while (status == SAIGA_OK && saiga_slice_line(&rest, &line)) {
		const char *equal;

		r.line++;
		line = saiga_slice_trim(line);
		if (line.len == 0 || line.p[0] == '#')
			continue;
		equal = memchr(line.p, '=', line.len);
		if (line.p[0] == '[')
			status = read_section(&r, line);
		else if (equal == NULL)
			status = wrong(&r, "key = value is expected", line);
		else
			status = read_key(&r,
				saiga_slice_trim(saiga_slice_of(
					line.p, (size_t)(equal - line.p))),
				saiga_slice_trim(saiga_slice_of(equal + 1,
					(size_t)(line.p + line.len - equal) -
						1)));
	}
	for (i = 0; i < site->n && status == SAIGA_OK; i++)
		if (site->collections[i].names.len == 0)
			status = saiga_error_set(err, SAIGA_INVALID,
				"%s: [%.*s] has no index", path,
				(int)site->collections[i].name.len,
				site->collections[i].name.p);
	return status;
}

/* The one collection of who has configured none. */
static enum saiga_status
add_default(struct site *site, struct saiga_error *err)
{
	enum saiga_status status =
		add_collection(site, saiga_slice("default"), err);

	if (status == SAIGA_OK)
		status = saiga_store_path(
			&site->collections[0].names, NULL, err);
	if (status == SAIGA_OK)
		site->collections[0].title = site->title;
	return status;
}

enum saiga_status
site_read(struct site **out, const char *path, struct saiga_error *err)
{
	struct site *site = calloc(1, sizeof(*site));
	enum saiga_status status = SAIGA_OK;

	*out = NULL;
	if (site == NULL)
		return saiga_error_nomem(err);
	site->title = saiga_slice("Saiga");
	site->results = 10;
	site->timeout = 2;
	site->seconds = 5;
	site->workers = 4;
	site->memory = 1024;
	if (path == NULL)
		path = getenv("SAIGA_CONFIG");
	if (path == NULL && access(DEFAULT_FILE, F_OK) == 0)
		path = DEFAULT_FILE;
	if (path != NULL)
		status = read_file(&site->text, path, err);
	if (status == SAIGA_OK && path != NULL)
		status = read_lines(site, path, err);
	if (status == SAIGA_OK && site->n == 0)
		status = add_default(site, err);
	if (status != SAIGA_OK) {
		site_free(site);
		return status;
	}
	*out = site;
	return SAIGA_OK;
}

void
site_free(struct site *site)
{
	size_t i;

	if (site == NULL)
		return;
	for (i = 0; i < site->n; i++)
		saiga_strbuf_dispose(&site->collections[i].names);
	free(site->collections);
	aliases_free(site->aliases);
	saiga_strbuf_dispose(&site->text);
	saiga_strbuf_dispose(&site->header);
	saiga_strbuf_dispose(&site->footer);
	saiga_strbuf_dispose(&site->style);
	free(site);
}

const struct site_collection *
site_find(const struct site *site, struct saiga_slice name)
{
	size_t i;

	for (i = 0; i < site->n; i++)
		if (name.len == 0 ||
			saiga_slice_equal(name, site->collections[i].name))
			return &site->collections[i];
	return NULL;
}
