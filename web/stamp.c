/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Validators of pages. */
#include "stamp.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* When the first thing that the page depends on last changed: the index, or
 * the day.  Nothing while that is so fresh that another commit may fall into
 * the same second. */
static void
make_modified(struct stamp *stamp, const struct page *page)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(8192);
	time_t changed, now = (time_t)page->request->now;
	const struct saiga_shards *shards = page->shards;
	bool known = true;
	struct stat st;
	struct tm tm;
	size_t i;

	if (localtime_r(&now, &tm) == NULL)
		return;
	tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
	tm.tm_isdst = -1;
	changed = mktime(&tm);
	for (i = 0; i < shards->n && known; i++) {
		saiga_strbuf_reset(&path);
		saiga_strbuf_printf(
			&path, "%s/iamglass", shards->items[i].name);
		known = stat(saiga_strbuf_cstr(&path), &st) == 0;
		if (known && st.st_mtime > changed)
			changed = st.st_mtime;
	}
	if (known && changed + 2 < now && gmtime_r(&changed, &tm) != NULL)
		strftime(stamp->modified, sizeof(stamp->modified),
			"%a, %d %b %Y %H:%M:%S GMT", &tm);
	saiga_strbuf_dispose(&path);
}

/* Which commits the index is at. */
static enum saiga_status
write_revisions(struct saiga_strbuf *out, const struct xc_database *db,
	struct saiga_error *err)
{
	const struct xc_database *shard;
	struct xc_bytes uuid = XC_BYTES_INIT;
	struct xc_error xerr = XC_ERROR_INIT;
	uint64_t revision;
	size_t i;

	for (i = 0; (shard = xc_database_shard(db, i)) != NULL; i++) {
		if (xc_database_uuid(&uuid, shard, &xerr) != XC_OK ||
			xc_database_revision(&revision, shard, &xerr) != XC_OK)
			break;
		saiga_strbuf_append(out, uuid.data, uuid.len);
		saiga_strbuf_printf(
			out, " %llu ", (unsigned long long)revision);
	}
	xc_bytes_dispose(&uuid);
	return xerr.kind == XC_OK ? SAIGA_OK
				  : saiga_store_error(err, &xerr, "index");
}

enum saiga_status
stamp_make(struct stamp *stamp, const struct page *page)
{
	struct saiga_strbuf from = SAIGA_STRBUF_INIT(SITE_FILE_MAX * 5);
	uint8_t hash[SAIGA_HASH_LEN];
	struct saiga_date day;
	enum saiga_status status;
	size_t i;

	/* What another machine's index is at, Xapian does not tell. */
	if (xc_database_is_remote(page->db))
		return SAIGA_OK;
	status = write_revisions(&from, page->db, page->err);
	if (status != SAIGA_OK) {
		saiga_strbuf_dispose(&from);
		return status;
	}
	saiga_date_of(&day, page->request->now);
	saiga_strbuf_printf(&from, "%s %d-%u-%u %d ", PACKAGE_VERSION, day.year,
		day.month, day.day, (int)page->request->language);
	saiga_strbuf_slice(&from, saiga_strbuf_view(&page->site->text));
	saiga_strbuf_slice(&from, saiga_strbuf_view(&page->site->header));
	saiga_strbuf_slice(&from, saiga_strbuf_view(&page->site->footer));
	saiga_hash(saiga_strbuf_view(&from), hash);
	stamp->tag[0] = '"';
	for (i = 0; i < 8; i++)
		snprintf(stamp->tag + 1 + 2 * i, 4, "%02x\"", hash[i]);
	make_modified(stamp, page);
	saiga_strbuf_dispose(&from);
	return SAIGA_OK;
}

bool
stamp_is_known(const struct stamp *stamp, const struct http_request *request)
{
	if (request->if_none_match != NULL)
		return stamp->tag[0] != '\0' &&
			strstr(request->if_none_match, stamp->tag) != NULL;
	return request->if_modified_since != NULL &&
		stamp->modified[0] != '\0' &&
		strcmp(request->if_modified_since, stamp->modified) == 0;
}

void
stamp_print(struct saiga_strbuf *out, const struct stamp *stamp)
{
	if (stamp == NULL) {
		saiga_strbuf_str(out, "Cache-Control: no-store\r\n");
		return;
	}
	if (stamp->age > 0)
		saiga_strbuf_printf(
			out, "Cache-Control: max-age=%u\r\n", stamp->age);
	else
		saiga_strbuf_str(out, "Cache-Control: no-cache\r\n");
	/* Weak: the time that a search took differs. */
	if (stamp->tag[0] != '\0')
		saiga_strbuf_printf(out, "ETag: W/%s\r\n", stamp->tag);
	if (stamp->modified[0] != '\0')
		saiga_strbuf_printf(
			out, "Last-Modified: %s\r\n", stamp->modified);
}
