/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads documents that are XML in a zip archive: DOCX, ODT. */
#include "reader.h"
#include "unpack.h"
#include "xml.h"

#include <string.h>

/* What elements of the text mean, by their name without the prefix.  ECMA-376
 * part 1, section 17.3; OpenDocument 1.3, part 3, sections 5 and 6. */
enum meaning { PLAIN, PARAGRAPH, HEADING, RUN, TAB, BREAK, SPACES, SKIPPED };

struct meaning_of {
	const char *name;
	enum meaning meaning;
};

static const struct meaning_of docx_elements[] = {
	{ "p", PARAGRAPH },
	{ "t", RUN },
	{ "tab", TAB },
	{ "br", BREAK },
	{ "cr", BREAK },
	{ "del", SKIPPED },
	{ "moveFrom", SKIPPED },
	{ "Fallback", SKIPPED },
	{ NULL, PLAIN },
};

static const struct meaning_of odt_elements[] = {
	{ "p", PARAGRAPH },
	{ "h", HEADING },
	{ "tab", TAB },
	{ "line-break", BREAK },
	{ "s", SPACES },
	{ "tracked-changes", SKIPPED },
	{ "annotation", SKIPPED },
	{ "note-citation", SKIPPED },
	{ NULL, PLAIN },
};

/* Dublin Core and the like, in docProps/core.xml and meta.xml.  The day on
 * which a file was made is not that of a publication. */
static const struct {
	const char *name;
	enum saiga_field field;
} properties[] = {
	{ "title", SAIGA_FIELD_TITLE },
	{ "creator", SAIGA_FIELD_AUTHOR },
	{ "initial-creator", SAIGA_FIELD_AUTHOR },
	{ "publisher", SAIGA_FIELD_PUBLISHER },
	{ "language", SAIGA_FIELD_LANGUAGE },
};

static const struct format {
	const char *text, *properties; /* members of the archive */
	const struct meaning_of *elements;
	bool in_runs; /* text stands in runs alone */
} docx = { "word/document.xml", "docProps/core.xml", docx_elements, true },
  odt = { "content.xml", "meta.xml", odt_elements, false };

struct office {
	const struct format *format;
	struct draft *draft;
	struct saiga_strbuf value; /* of a property */
	size_t off;                /* where the paragraph begins */
	enum saiga_paragraph_kind kind;
	unsigned depth, skipped_at, paragraphs, runs;
	enum saiga_status status;
	bool stop, found;
};

static void
end_paragraph(struct office *o)
{
	if (o->status == SAIGA_OK)
		o->status = draft_end_block(o->draft, &o->off, o->kind);
	o->kind = SAIGA_PARAGRAPH_TEXT;
	o->stop = o->status != SAIGA_OK || o->draft->text.len > SAIGA_TEXT_MAX;
}

static enum meaning
meaning(const struct office *o, const char *name)
{
	const struct meaning_of *at = o->format->elements;

	while (at->name != NULL && strcmp(at->name, name) != 0)
		at++;
	return at->meaning;
}

/* "Heading1", "Title" of Word's styles. */
static bool
is_heading_style(const struct xml_element *element)
{
	struct saiga_slice style = xml_attribute(element, "val");

	return strcmp(element->name, "pStyle") == 0 &&
		(saiga_slice_is(saiga_utf8_cut(style, 7), "heading") ||
			saiga_slice_is(style, "title"));
}

static void
on_text_start(void *ctx, const struct xml_element *element)
{
	struct office *o = ctx;

	o->depth++;
	if (o->skipped_at > 0)
		return;
	switch (meaning(o, element->name)) {
	case HEADING:
	case PARAGRAPH:
		/* A note's paragraphs end the one they stand in. */
		end_paragraph(o);
		o->paragraphs++;
		if (meaning(o, element->name) == HEADING)
			o->kind = SAIGA_PARAGRAPH_HEADING;
		break;
	case RUN:
		o->runs++;
		break;
	case TAB:
	case SPACES:
		saiga_strbuf_byte(&o->draft->text, ' ');
		break;
	case BREAK:
		saiga_strbuf_byte(&o->draft->text, '\n');
		break;
	case SKIPPED:
		o->skipped_at = o->depth;
		break;
	case PLAIN:
		if (is_heading_style(element))
			o->kind = SAIGA_PARAGRAPH_HEADING;
		break;
	}
}

static void
on_text_end(void *ctx, const char *name)
{
	struct office *o = ctx;

	if (o->skipped_at == o->depth)
		o->skipped_at = 0;
	else if (o->skipped_at == 0)
		switch (meaning(o, name)) {
		case HEADING:
		case PARAGRAPH:
			end_paragraph(o);
			o->paragraphs -= o->paragraphs > 0;
			break;
		case RUN:
			o->runs -= o->runs > 0;
			break;
		default:
			break;
		}
	o->depth--;
}

static void
on_text(void *ctx, struct saiga_slice text)
{
	struct office *o = ctx;

	if (o->skipped_at == 0 &&
		(o->format->in_runs ? o->runs : o->paragraphs) > 0)
		saiga_strbuf_slice(&o->draft->text, text);
}

static void
on_property_start(void *ctx, const struct xml_element *element)
{
	struct office *o = ctx;

	(void)element;
	saiga_strbuf_reset(&o->value);
}

static void
on_property_end(void *ctx, const char *name)
{
	struct office *o = ctx;
	size_t i;

	for (i = 0; i < sizeof(properties) / sizeof(*properties); i++)
		if (strcmp(name, properties[i].name) == 0)
			draft_set(o->draft, properties[i].field,
				saiga_strbuf_view(&o->value),
				SAIGA_ORIGIN_DOCUMENT);
	saiga_strbuf_reset(&o->value);
}

static void
on_property_text(void *ctx, struct saiga_slice text)
{
	struct office *o = ctx;

	saiga_strbuf_slice(&o->value, text);
}

/* Reads the member of that name, if it is one of the two. */
static enum saiga_status
read_member(struct office *o, const char *name, struct source *source,
	struct saiga_error *err)
{
	const struct xml_events text = { on_text_start, on_text_end, on_text,
		&o->stop };
	const struct xml_events property = { on_property_start, on_property_end,
		on_property_text, NULL };
	char why[XML_WHY_SIZE] = "";
	enum saiga_status status = SAIGA_OK;

	if (strcmp(name, o->format->properties) == 0)
		status = xml_read(source, &property, o, why, err);
	else if (strcmp(name, o->format->text) == 0) {
		o->found = true;
		status = xml_read(source, &text, o, why, err);
		/* Of a file that is cut off. */
		end_paragraph(o);
	}
	if (status == SAIGA_OK && o->status != SAIGA_OK)
		return saiga_error_nomem(err);
	if (why[0] != '\0')
		draft_warn(o->draft, "damaged: %s", why);
	return status;
}

static enum saiga_status
read_members(struct office *o, struct unpack *u, struct saiga_error *err)
{
	struct source member;
	const char *name;
	enum saiga_status status = source_init(&member, err);

	while (status == SAIGA_OK) {
		status = unpack_next(u, &name, err);
		if (status != SAIGA_OK || name == NULL)
			break;
		source_wrap(&member, unpack_pull, u);
		status = read_member(o, name, &member, err);
	}
	source_dispose(&member);
	return status;
}

static enum saiga_status
read_office(const struct format *format, struct draft *draft,
	struct saiga_slice bytes, struct saiga_error *err)
{
	struct office o = { .format = format,
		.draft = draft,
		.value = SAIGA_STRBUF_INIT(65536) };
	struct source source;
	struct unpack_limit limit = { .file = &source };
	struct unpack *u = NULL;
	enum saiga_status status = source_init(&source, err);

	source_slice(&source, &bytes);
	if (status == SAIGA_OK)
		status = unpack_open(&u, UNPACK_ZIP, &source, &limit, err);
	if (status == SAIGA_OK)
		status = read_members(&o, u, err);
	if (status == SAIGA_OK && !o.found)
		status = saiga_error_set(
			err, SAIGA_FORMAT, "no %s in it", format->text);
	if (status == SAIGA_OK && draft->text.len > SAIGA_TEXT_MAX)
		draft_warn(draft, "longer than %zu MB: the rest is left out",
			SAIGA_TEXT_MAX >> 20);
	if (status == SAIGA_OK)
		find_heading(draft);
	unpack_free(u);
	source_dispose(&source);
	saiga_strbuf_dispose(&o.value);
	return status;
}

enum saiga_status
read_docx(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err)
{
	return read_office(&docx, draft, bytes, err);
}

enum saiga_status
read_odt(struct draft *draft, struct saiga_slice bytes, struct saiga_error *err)
{
	return read_office(&odt, draft, bytes, err);
}

/* ---- what they begin with ------------------------------------------------ */

/* Whether the archive's first member has that name, and begins so. */
static bool
first_member(struct saiga_slice head, const char *name, const char *content)
{
	size_t n = strlen(name), m = strlen(content);

	return is_zip(head) && head.len >= 30 + n + m &&
		memcmp(head.p + 30, name, n) == 0 &&
		memcmp(head.p + 30 + n, content, m) == 0;
}

bool
is_docx(struct saiga_slice head)
{
	size_t i;

	if (!first_member(head, "[Content_Types].xml", "") &&
		!first_member(head, "_rels/.rels", "") &&
		!first_member(head, "docProps/", ""))
		return false;
	for (i = 0; i + 5 < head.len; i++)
		if (memcmp(head.p + i, "word/", 5) == 0)
			return true;
	return false;
}

/* OpenDocument 1.3, part 2, section 3.3. */
bool
is_odt(struct saiga_slice head)
{
	return first_member(
		head, "mimetype", "application/vnd.oasis.opendocument.text");
}

/* EPUB 3.3, section 4.3. */
bool
is_epub(struct saiga_slice head)
{
	return first_member(head, "mimetype", "application/epub+zip");
}
