/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads EPUB: the pages of a book in the order of its spine. */
#include "encoding.h"
#include "html.h"
#include "reader.h"
#include "unpack.h"
#include "xml.h"

#include <stdlib.h>
#include <string.h>

#define PAGES_MAX 2000
#define ENTRIES_MAX 20000              /* of the manifest and the spine */
#define PAGES_BYTES ((size_t)48 << 20) /* of all pages */

struct page {
	char *name; /* in the archive */
	struct saiga_strbuf bytes;
	char *id; /* in the package's manifest */
};

/* An entry of the manifest or the spine: EPUB 3.3, section 5.6 and 5.7. */
struct book {
	struct draft *draft;
	struct page *pages;
	size_t n, cap, left; /* left: bytes that may still be kept */
	struct saiga_strbuf package, folder, value;
	size_t *order;
	size_t n_order, cap_order, entries;
	enum saiga_status status;
};

static void
book_dispose(struct book *book)
{
	size_t i;

	for (i = 0; i < book->n; i++) {
		free(book->pages[i].name);
		free(book->pages[i].id);
		saiga_strbuf_dispose(&book->pages[i].bytes);
	}
	free(book->pages);
	free(book->order);
	saiga_strbuf_dispose(&book->package);
	saiga_strbuf_dispose(&book->folder);
	saiga_strbuf_dispose(&book->value);
}

static bool
ends_with(struct saiga_slice name, const char *end)
{
	size_t n = strlen(end);

	return name.len > n &&
		saiga_slice_is(saiga_slice_of(name.p + name.len - n, n), end);
}

/* ---- the members --------------------------------------------------------- */

static enum saiga_status
keep_page(struct book *book, const char *name, struct source *source,
	struct saiga_error *err)
{
	struct page *page;

	if (book->n == PAGES_MAX || book->left == 0) {
		draft_warn(book->draft, "more pages than are read of a book");
		return SAIGA_OK;
	}
	if (saiga_array_reserve(&book->pages, &book->cap, book->n + 1,
		    sizeof(*page)) != SAIGA_OK)
		return saiga_error_nomem(err);
	page = &book->pages[book->n++];
	memset(page, 0, sizeof(*page));
	page->name = strdup(name);
	page->bytes.max = book->left;
	source_take(source, book->left, &page->bytes);
	book->left -= page->bytes.len;
	return page->name == NULL || page->bytes.status != SAIGA_OK
		? saiga_error_nomem(err)
		: SAIGA_OK;
}

static enum saiga_status
take_member(struct book *book, const char *name, struct source *source,
	struct saiga_error *err)
{
	struct saiga_slice slice = saiga_slice(name);
	const char *slash = strrchr(name, '/');
	enum saiga_status status = SAIGA_OK;

	if (ends_with(slice, ".opf") && book->package.len == 0) {
		source_take(source, book->package.max, &book->package);
		saiga_strbuf_append(&book->folder, name,
			slash == NULL ? 0 : (size_t)(slash + 1 - name));
	} else if (ends_with(slice, ".xhtml") || ends_with(slice, ".html") ||
		ends_with(slice, ".htm"))
		status = keep_page(book, name, source, err);
	if (status == SAIGA_OK && source->err.status != SAIGA_OK)
		status = saiga_error_set(
			err, source->err.status, "%s", source->err.msg);
	return status;
}

static enum saiga_status
take_members(struct book *book, struct unpack *u, struct saiga_error *err)
{
	struct source member;
	const char *name;
	enum saiga_status status = source_init(&member, err);

	while (status == SAIGA_OK) {
		status = unpack_next(u, &name, err);
		if (status != SAIGA_OK || name == NULL)
			break;
		source_wrap(&member, unpack_pull, u);
		status = take_member(book, name, &member, err);
	}
	source_dispose(&member);
	return status;
}

/* ---- the package --------------------------------------------------------- */

/* "%20" and the like: RFC 3986, section 2.1. */
static void
append_decoded(struct saiga_strbuf *out, struct saiga_slice href)
{
	size_t i;

	for (i = 0; i < href.len && href.p[i] != '#'; i++) {
		char hex[3] = "", *end = hex;

		if (href.p[i] == '%' && i + 2 < href.len) {
			memcpy(hex, href.p + i + 1, 2);
			hex[2] = '\0';
			saiga_strbuf_byte(out, (char)strtol(hex, &end, 16));
		}
		if (end == hex + 2)
			i += 2;
		else
			saiga_strbuf_byte(out, href.p[i]);
	}
}

static void
take_manifest_item(struct book *book, const struct xml_element *element)
{
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(65536);
	struct saiga_slice id = xml_attribute(element, "id");
	size_t i;

	saiga_strbuf_slice(&name, saiga_strbuf_view(&book->folder));
	append_decoded(&name, xml_attribute(element, "href"));
	for (i = 0; i < book->n; i++)
		if (book->pages[i].id == NULL && id.len > 0 &&
			strcmp(book->pages[i].name, saiga_strbuf_cstr(&name)) ==
				0) {
			book->pages[i].id = strndup(id.p, id.len);
			break;
		}
	saiga_strbuf_dispose(&name);
}

static void
take_spine_item(struct book *book, const struct xml_element *element)
{
	struct saiga_slice id = xml_attribute(element, "idref");
	size_t i;

	if (saiga_slice_is(xml_attribute(element, "linear"), "no"))
		return;
	for (i = 0; i < book->n; i++) {
		if (book->pages[i].id == NULL ||
			!saiga_slice_equal(saiga_slice(book->pages[i].id), id))
			continue;
		if (saiga_array_reserve(&book->order, &book->cap_order,
			    book->n_order + 1,
			    sizeof(*book->order)) == SAIGA_OK)
			book->order[book->n_order++] = i;
		else
			book->status = SAIGA_NOMEM;
		break;
	}
}

static void
on_start(void *ctx, const struct xml_element *element)
{
	struct book *book = ctx;

	saiga_strbuf_reset(&book->value);
	if (strncmp(element->name, "item", 4) == 0 &&
		++book->entries > ENTRIES_MAX)
		return;
	if (strcmp(element->name, "item") == 0)
		take_manifest_item(book, element);
	else if (strcmp(element->name, "itemref") == 0)
		take_spine_item(book, element);
}

static void
on_end(void *ctx, const char *name)
{
	static const struct {
		const char *name;
		enum saiga_field field;
	} properties[] = {
		{ "title", SAIGA_FIELD_TITLE },
		{ "creator", SAIGA_FIELD_AUTHOR },
		{ "publisher", SAIGA_FIELD_PUBLISHER },
		{ "date", SAIGA_FIELD_DATE },
		{ "language", SAIGA_FIELD_LANGUAGE },
		{ "identifier", SAIGA_FIELD_EXTERNAL_ID },
	};
	struct book *book = ctx;
	size_t i;

	for (i = 0; i < sizeof(properties) / sizeof(*properties); i++)
		if (strcmp(name, properties[i].name) == 0)
			draft_set(book->draft, properties[i].field,
				saiga_strbuf_view(&book->value),
				SAIGA_ORIGIN_DOCUMENT);
	saiga_strbuf_reset(&book->value);
}

static void
on_text(void *ctx, struct saiga_slice text)
{
	struct book *book = ctx;

	saiga_strbuf_slice(&book->value, text);
}

static enum saiga_status
read_package(struct book *book, struct saiga_error *err)
{
	const struct xml_events events = { on_start, on_end, on_text, NULL };
	struct saiga_slice rest = saiga_strbuf_view(&book->package);
	char why[XML_WHY_SIZE];
	struct source source;
	enum saiga_status status = source_init(&source, err);

	if (status == SAIGA_OK) {
		source_slice(&source, &rest);
		status = xml_read(&source, &events, book, why, err);
	}
	if (status == SAIGA_OK && book->status != SAIGA_OK)
		status = saiga_error_nomem(err);
	if (status == SAIGA_OK && why[0] != '\0')
		draft_warn(book->draft, "damaged: %s", why);
	source_dispose(&source);
	return status;
}

/* ---- the text ------------------------------------------------------------ */

static enum saiga_status
read_page(struct book *book, const struct page *page, struct saiga_error *err)
{
	struct saiga_slice bytes = saiga_strbuf_view(&page->bytes);
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(3 * PAGES_BYTES);
	char name[ENCODING_NAME_MAX];
	size_t replaced = 0;
	enum saiga_status status;

	encoding_of_page(name, bytes, saiga_slice(""));
	status = encoding_convert(&text, bytes, name, &replaced, err);
	if (status == SAIGA_OK)
		status = html_read_fragment(
			book->draft, saiga_strbuf_view(&text), err);
	saiga_strbuf_dispose(&text);
	return status;
}

/* The pages of the spine; without one, all as they came. */
static enum saiga_status
read_pages(struct book *book, struct saiga_error *err)
{
	size_t n = book->n_order > 0 ? book->n_order : book->n, i;
	enum saiga_status status = SAIGA_OK;

	for (i = 0; i < n && status == SAIGA_OK; i++) {
		if (book->draft->text.len >= SAIGA_TEXT_MAX) {
			draft_warn(book->draft,
				"longer than %zu MB: the rest is left out",
				SAIGA_TEXT_MAX >> 20);
			break;
		}
		status = read_page(book,
			&book->pages[book->n_order > 0 ? book->order[i] : i],
			err);
	}
	return status;
}

enum saiga_status
read_epub(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err)
{
	struct book book = { .draft = draft,
		.left = PAGES_BYTES,
		.package = SAIGA_STRBUF_INIT((size_t)4 << 20),
		.folder = SAIGA_STRBUF_INIT(65536),
		.value = SAIGA_STRBUF_INIT(65536) };
	struct source source;
	struct unpack_limit limit = { .file = &source };
	struct unpack *u = NULL;
	enum saiga_status status = source_init(&source, err);

	source_slice(&source, &bytes);
	if (status == SAIGA_OK)
		status = unpack_open(&u, UNPACK_ZIP, &source, &limit, err);
	if (status == SAIGA_OK)
		status = take_members(&book, u, err);
	if (status == SAIGA_OK)
		status = read_package(&book, err);
	if (status == SAIGA_OK)
		status = read_pages(&book, err);
	unpack_free(u);
	source_dispose(&source);
	book_dispose(&book);
	return status;
}
