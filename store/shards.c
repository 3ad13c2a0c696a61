/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several databases as one, and what to do when one does not answer. */
#include <saiga/store.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define SCHEME "tcp://"
#define METADATA_MAX ((size_t)64 << 20) /* bytes under one key */

static void
shard_close(struct saiga_shard *shard)
{
	xc_database_free(shard->db);
	shard->db = NULL;
}

static void
close_all(struct saiga_shards *shards)
{
	size_t i;

	for (i = 0; i < shards->n; i++)
		shard_close(&shards->items[i]);
	xc_database_free(shards->db);
	shards->db = NULL;
}

void
saiga_shards_dispose(struct saiga_shards *shards)
{
	size_t i;

	close_all(shards);
	for (i = 0; i < shards->n; i++) {
		free(shards->items[i].name);
		free(shards->items[i].host);
		free(shards->items[i].args);
	}
	free(shards->items);
	shards->items = NULL;
	shards->n = shards->cap = 0;
}

/* ---- naming -------------------------------------------------------------- */

enum saiga_status
saiga_shards_append(struct saiga_shard **out, struct saiga_shards *shards,
	struct saiga_slice name, struct saiga_error *err)
{
	struct saiga_shard *shard;

	if (shards->n == SAIGA_SHARDS_MAX)
		return saiga_error_set(err, SAIGA_INVALID,
			"more than %u indexes to search as one",
			SAIGA_SHARDS_MAX);
	if (saiga_array_reserve(&shards->items, &shards->cap, shards->n + 1,
		    sizeof(*shards->items)) != SAIGA_OK)
		return saiga_error_nomem(err);
	shard = &shards->items[shards->n];
	memset(shard, 0, sizeof(*shard));
	shard->name = strndup(name.p, name.len);
	if (shard->name == NULL)
		return saiga_error_nomem(err);
	shards->n++;
	*out = shard;
	return SAIGA_OK;
}

/* Reads what is behind the last colon; 0 when it is no port. */
static unsigned
read_port(struct saiga_slice text)
{
	unsigned port = 0;
	size_t i;

	for (i = 0; i < text.len && port <= 65535; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return 0;
		port = port * 10 + (unsigned)(text.p[i] - '0');
	}
	return port <= 65535 ? port : 0;
}

enum saiga_status
saiga_shards_add_server(struct saiga_shards *shards, struct saiga_slice address,
	struct saiga_error *err)
{
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(1024);
	size_t colon = address.len;
	struct saiga_shard *shard;
	enum saiga_status status;
	unsigned port;

	while (colon > 0 && address.p[colon - 1] != ':')
		colon--;
	port = read_port(
		saiga_slice_of(address.p + colon, address.len - colon));
	if (colon < 2 || port == 0)
		return saiga_error_set(err, SAIGA_INVALID,
			SCHEME "%.*s: host and port are expected, as in " SCHEME
			       "127.0.0.1:7000",
			address.len > 80 ? 80 : (int)address.len, address.p);
	saiga_strbuf_str(&name, SCHEME);
	saiga_strbuf_slice(&name, address);
	status = saiga_strbuf_status(&name, err);
	if (status == SAIGA_OK)
		status = saiga_shards_append(
			&shard, shards, saiga_strbuf_view(&name), err);
	saiga_strbuf_dispose(&name);
	if (status != SAIGA_OK)
		return status;
	shard->port = port;
	shard->host = strndup(address.p, colon - 1);
	return shard->host == NULL ? saiga_error_nomem(err) : SAIGA_OK;
}

/* Whether the folder has no database of its own but a stub. */
static bool
is_stub_folder(struct saiga_strbuf *stub, const char *path)
{
	struct stat st;

	saiga_strbuf_printf(stub, "%s/iamglass", path);
	if (stat(saiga_strbuf_cstr(stub), &st) == 0)
		return false;
	saiga_strbuf_reset(stub);
	saiga_strbuf_printf(stub, "%s/" SAIGA_STUB_NAME, path);
	return stat(saiga_strbuf_cstr(stub), &st) == 0 && S_ISREG(st.st_mode);
}

enum saiga_status
saiga_shards_add(
	struct saiga_shards *shards, const char *name, struct saiga_error *err)
{
	struct saiga_strbuf stub = SAIGA_STRBUF_INIT(65536);
	struct saiga_shard *shard;
	enum saiga_status status;
	struct stat st;

	if (strncmp(name, SCHEME, strlen(SCHEME)) == 0)
		return saiga_shards_add_server(
			shards, saiga_slice(name + strlen(SCHEME)), err);
	if (stat(name, &st) == 0 && !S_ISDIR(st.st_mode))
		return saiga_stub_read(shards, name, false, err);
	if (is_stub_folder(&stub, name))
		status = saiga_stub_read(
			shards, saiga_strbuf_cstr(&stub), true, err);
	else
		status = saiga_shards_append(
			&shard, shards, saiga_slice(name), err);
	saiga_strbuf_dispose(&stub);
	return status;
}

/* ---- opening ------------------------------------------------------------- */

bool
saiga_shard_is_remote(const struct saiga_shard *shard)
{
	return shard->host != NULL || shard->args != NULL;
}

/* A server may be gone for a while; what is wrong with an index itself stays
 * so. */
static bool
may_be_left_out(
	const struct saiga_shards *shards, const struct saiga_shard *shard)
{
	return saiga_shard_is_remote(shard) && !shards->strict;
}

static enum saiga_status
open_remote(struct saiga_shard *shard, const struct saiga_shards *shards,
	struct saiga_error *err)
{
	const struct xc_remote_options options = { shards->timeout_ms,
		shards->timeout_ms, 0 };
	struct xc_error xerr;

	shard->db = shard->host != NULL ? xc_database_open_tcp(shard->host,
						  shard->port, &options, &xerr)
					: xc_database_open_program(shard->name,
						  shard->args, &options, &xerr);
	if (shard->db == NULL)
		return saiga_store_error(err, &xerr, shard->name);
	return saiga_store_check_version(shard->db, shard->name, err);
}

static enum saiga_status
open_shard(struct saiga_shard *shard, const struct saiga_shards *shards,
	struct saiga_error *err)
{
	enum saiga_status status = saiga_shard_is_remote(shard)
		? open_remote(shard, shards, err)
		: shards->any_version
		? saiga_store_open_any(&shard->db, shard->name, err)
		: saiga_store_open(&shard->db, shard->name, err);

	if (status == SAIGA_OK)
		return status;
	shard_close(shard);
	if (!may_be_left_out(shards, shard) || status != SAIGA_UNREACHABLE)
		return status;
	shard->down = *err;
	return SAIGA_OK;
}

/* Puts the shards that are open together, where there are more than one. */
static enum saiga_status
join(struct saiga_shards *shards, struct saiga_error *err)
{
	struct saiga_error *last = NULL;
	struct xc_error xerr = XC_ERROR_INIT;
	size_t i;

	shards->db = xc_database_new(&xerr);
	for (i = 0; i < shards->n && xerr.kind == XC_OK; i++) {
		struct saiga_shard *shard = &shards->items[i];

		if (shard->db == NULL)
			last = &shard->down;
		else if (xc_database_add_shard(shards->db, shard->db, &xerr) ==
			XC_OK)
			shard_close(shard);
	}
	if (xerr.kind != XC_OK)
		return saiga_store_error(err, &xerr, "index");
	if (xc_database_shard(shards->db, 0) == shards->db) {
		*err = *last;
		return last->status;
	}
	/* An index that is spread may have been replaced between two of its
	 * shards; servers were asked just now. */
	for (i = 0; i < shards->n; i++)
		if (saiga_shard_is_remote(&shards->items[i]))
			return SAIGA_OK;
	return xc_database_reopen(NULL, shards->db, &xerr) == XC_OK
		? SAIGA_OK
		: saiga_store_error(err, &xerr, "index");
}

enum saiga_status
saiga_shards_open(struct saiga_shards *shards, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	close_all(shards);
	for (i = 0; i < shards->n && status == SAIGA_OK; i++)
		if (shards->items[i].down.status == SAIGA_OK)
			status = open_shard(&shards->items[i], shards, err);
	if (status != SAIGA_OK)
		close_all(shards);
	else if (shards->n == 1) {
		shards->db = shards->items[0].db;
		shards->items[0].db = NULL;
		status = shards->db == NULL ? shards->items[0].down.status
					    : SAIGA_OK;
		if (status != SAIGA_OK)
			*err = shards->items[0].down;
	} else
		status = join(shards, err);
	if (status != SAIGA_OK)
		close_all(shards);
	return status;
}

/* ---- an index that is spread --------------------------------------------- */

/* Adds the shards of the index at path, which stay none where the stub is
 * another's: a replica's, or one that a person wrote. */
static void
add_spread(struct saiga_shards *shards, const char *path)
{
	struct saiga_strbuf stub = SAIGA_STRBUF_INIT(65536);
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(65536);
	bool ours = is_stub_folder(&stub, path) &&
		saiga_stub_read(shards, saiga_strbuf_cstr(&stub), true, NULL) ==
			SAIGA_OK;
	size_t i;

	for (i = 0; i < shards->n && ours; i++) {
		saiga_strbuf_reset(&name);
		saiga_strbuf_printf(&name, "%s/%zu", path, i);
		ours = strcmp(saiga_strbuf_cstr(&name),
			       shards->items[i].name) == 0;
	}
	if (!ours)
		saiga_shards_dispose(shards);
	saiga_strbuf_dispose(&stub);
	saiga_strbuf_dispose(&name);
}

unsigned
saiga_store_spread(const char *path)
{
	struct saiga_shards shards = SAIGA_SHARDS_INIT;
	unsigned n;

	add_spread(&shards, path);
	n = (unsigned)shards.n;
	saiga_shards_dispose(&shards);
	return n;
}

enum saiga_status
saiga_store_check_single(const char *path, struct saiga_error *err)
{
	unsigned n = saiga_store_spread(path);

	if (n == 0)
		return SAIGA_OK;
	return saiga_error_set(err, SAIGA_UNSUPPORTED,
		"%s is spread over %u shards: 'saiga index --rebuild' brings "
		"it up to date, with --shards=1 it makes one of them, which "
		"every command takes",
		path, n);
}

enum saiga_status
saiga_store_open_spread(struct xc_database **out, const char *path,
	bool any_version, struct saiga_error *err)
{
	struct saiga_shards shards = SAIGA_SHARDS_INIT;
	struct saiga_shard *shard;
	enum saiga_status status = SAIGA_OK;

	add_spread(&shards, path);
	shards.any_version = any_version;
	if (shards.n == 0)
		status = saiga_shards_append(
			&shard, &shards, saiga_slice(path), err);
	if (status == SAIGA_OK)
		status = saiga_shards_open(&shards, err);
	*out = shards.db;
	shards.db = NULL;
	saiga_shards_dispose(&shards);
	return status;
}

/* ---- when one does not answer -------------------------------------------- */

/* Xapian's name of the shard, which its errors end with: remote-database.cc
 * and progclient.cc, tcpclient.cc of 1.4 (get_progcontext, get_tcpcontext). */
static bool
is_blamed(const struct saiga_shard *shard, const struct saiga_error *err)
{
	struct saiga_strbuf context = SAIGA_STRBUF_INIT(65536);
	bool found;

	if (shard->host != NULL)
		saiga_strbuf_printf(&context, "remote:tcp(%s:%u)", shard->host,
			shard->port);
	else
		saiga_strbuf_printf(&context, "remote:prog(%s %s", shard->name,
			shard->args);
	found = strstr(err->msg, saiga_strbuf_cstr(&context)) != NULL;
	saiga_strbuf_dispose(&context);
	return found;
}

/* All connections are made anew: on the others there may be answers that
 * nobody has read. */
bool
saiga_shards_again(struct saiga_shards *shards, enum saiga_status status,
	const struct saiga_error *err)
{
	struct saiga_error again = SAIGA_ERROR_INIT;
	size_t i, blamed = 0;

	if (status != SAIGA_UNREACHABLE || shards->strict || shards->fixed)
		return false;
	for (i = 0; i < shards->n; i++) {
		struct saiga_shard *shard = &shards->items[i];

		if (saiga_shard_is_remote(shard) &&
			shard->down.status == SAIGA_OK &&
			is_blamed(shard, err)) {
			shard->down = *err;
			blamed++;
		}
	}
	return blamed > 0 && saiga_shards_open(shards, &again) == SAIGA_OK;
}

size_t
saiga_shards_down(const struct saiga_shards *shards)
{
	size_t i, n = 0;

	for (i = 0; i < shards->n; i++)
		n += shards->items[i].down.status != SAIGA_OK;
	return n;
}

void
saiga_shards_report(struct saiga_strbuf *out, const struct saiga_shards *shards)
{
	size_t i;

	for (i = 0; i < shards->n; i++)
		if (shards->items[i].down.status != SAIGA_OK)
			saiga_strbuf_printf(out,
				"%s does not answer: its articles are "
				"missing\n",
				shards->items[i].name);
}

/* ---- metadata ------------------------------------------------------------ */

enum saiga_status
saiga_store_metadata(struct xc_bytes *out, const struct xc_database *db,
	struct saiga_slice key, saiga_merge_fn merge, struct saiga_error *err)
{
	struct saiga_strbuf merged = SAIGA_STRBUF_INIT(METADATA_MAX);
	struct xc_bytes other = XC_BYTES_INIT;
	const struct xc_database *shard = xc_database_shard(db, 0);
	enum xc_error_kind kind;
	struct xc_error xerr;
	size_t i;

	kind = xc_database_metadata(out, shard, key.p, key.len, &xerr);
	for (i = 1; kind == XC_OK && (shard = xc_database_shard(db, i)) != NULL;
		i++) {
		kind = xc_database_metadata(
			&other, shard, key.p, key.len, &xerr);
		if (kind != XC_OK || other.len == 0)
			continue;
		merge(&merged, saiga_slice_of(out->data, out->len),
			saiga_slice_of(other.data, other.len));
		if (merged.status != SAIGA_OK)
			break;
		kind = xc_bytes_set(out, merged.p, merged.len);
	}
	xc_bytes_dispose(&other);
	if (merged.status != SAIGA_OK || kind == XC_NO_MEMORY)
		saiga_error_nomem(err);
	else if (kind != XC_OK)
		saiga_store_error(err, &xerr, "index");
	saiga_strbuf_dispose(&merged);
	if (kind == XC_OK && merged.status == SAIGA_OK)
		return SAIGA_OK;
	return err == NULL ? SAIGA_INTERNAL : err->status;
}
