/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ids, content hashes, and the addresses that ids are made from. */
#include <saiga/article.h>

#include <nettle/sha2.h>

#include <string.h>

static void
digest(struct saiga_slice content, uint8_t out[SHA256_DIGEST_SIZE])
{
	struct sha256_ctx sha;

	sha256_init(&sha);
	sha256_update(&sha, content.len, (const uint8_t *)content.p);
	sha256_digest(&sha, SHA256_DIGEST_SIZE, out);
}

static const char base32[] = "abcdefghijklmnopqrstuvwxyz234567";

void
saiga_id_make(struct saiga_slice key, char id[SAIGA_ID_LEN + 1])
{
	uint8_t sha[SHA256_DIGEST_SIZE];
	uint64_t bits = 0;
	unsigned i;

	digest(key, sha);
	for (i = 0; i < 8; i++)
		bits = bits << 8 | sha[i];
	/* Twelve times five bits, and the last four. */
	for (i = 0; i < SAIGA_ID_LEN - 1; i++)
		id[i] = base32[bits >> (59 - 5 * i) & 31];
	id[i++] = base32[(bits & 15) << 1];
	id[i] = '\0';
}

static bool
read_id(struct saiga_slice text, char id[SAIGA_ID_LEN + 1], uint32_t *passage)
{
	size_t i;

	if (text.len < SAIGA_ID_LEN)
		return false;
	for (i = 0; i < SAIGA_ID_LEN; i++) {
		char c = text.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c == '\0' || strchr(base32, c) == NULL)
			return false;
		id[i] = c;
	}
	id[i] = '\0';
	if (i == text.len)
		return true;
	if (text.p[i++] != '.' || i == text.len || text.len - i > 7)
		return false;
	for (; i < text.len; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
		*passage = *passage * 10 + (uint32_t)(text.p[i] - '0');
	}
	return *passage > 0;
}

enum saiga_status
saiga_id_parse(
	struct saiga_slice text, char id[SAIGA_ID_LEN + 1], uint32_t *passage)
{
	*passage = 0;
	if (read_id(text, id, passage))
		return SAIGA_OK;
	*passage = 0;
	id[0] = '\0';
	return SAIGA_INVALID;
}

void
saiga_hash(struct saiga_slice content, uint8_t hash[SAIGA_HASH_LEN])
{
	uint8_t sha[SHA256_DIGEST_SIZE];

	digest(content, sha);
	memcpy(hash, sha, SAIGA_HASH_LEN);
}

static bool
skip(struct saiga_slice *s, const char *prefix)
{
	size_t n = strlen(prefix);

	if (s->len < n || !saiga_slice_is(saiga_slice_of(s->p, n), prefix))
		return false;
	s->p += n;
	s->len -= n;
	return true;
}

/* Cuts what stands before the first of the marks off *s; the mark stays. */
static struct saiga_slice
take_until(struct saiga_slice *s, const char *marks)
{
	struct saiga_slice head = { s->p, 0 };

	while (s->len > 0 && (*s->p == '\0' || strchr(marks, *s->p) == NULL)) {
		s->p++;
		s->len--;
		head.len++;
	}
	return head;
}

/* Parameters that say how a reader came to a page, not which page it is. */
static bool
is_tracking(struct saiga_slice parameter)
{
	static const char *const names[] = { "fbclid", "gclid", "yclid",
		"igshid", "mc_cid", "mc_eid", "_ga" };
	struct saiga_slice name = take_until(&parameter, "=");
	size_t i;

	if (skip(&(struct saiga_slice){ name.p, name.len }, "utm_"))
		return true;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (saiga_slice_is(name, names[i]))
			return true;
	return false;
}

static void
append_parameters(struct saiga_slice query, struct saiga_strbuf *out)
{
	char mark = '?';

	while (query.len > 0) {
		struct saiga_slice parameter;

		query.p++;
		query.len--;
		parameter = take_until(&query, "&");
		if (parameter.len == 0 || is_tracking(parameter))
			continue;
		saiga_strbuf_byte(out, mark);
		saiga_strbuf_slice(out, parameter);
		mark = '&';
	}
}

void
saiga_url_canonical(struct saiga_slice url, struct saiga_strbuf *out)
{
	struct saiga_slice host, path;
	bool secure = false;
	size_t i;

	url = saiga_slice_trim(url);
	if (!skip(&url, "http://") && !(secure = skip(&url, "https://")))
		return;
	skip(&url, "www.");
	host = take_until(&url, "/?#");
	if (host.len > 4 && !secure &&
		memcmp(host.p + host.len - 3, ":80", 3) == 0)
		host.len -= 3;
	else if (host.len > 4 && secure &&
		memcmp(host.p + host.len - 4, ":443", 4) == 0)
		host.len -= 4;
	for (i = 0; i < host.len; i++) {
		char c = host.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		saiga_strbuf_byte(out, c);
	}
	path = take_until(&url, "?#");
	while (path.len > 0 && path.p[path.len - 1] == '/')
		path.len--;
	saiga_strbuf_slice(out, path);
	append_parameters(take_until(&url, "#"), out);
}

struct saiga_slice
saiga_url_host(struct saiga_slice canonical)
{
	struct saiga_slice host = take_until(&canonical, "/?");

	return take_until(&host, ":");
}
