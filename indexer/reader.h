/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Readers: from a file's bytes to an article, or to many.  A format is one
 * file read-NAME.c and one row of the table in readers.c.
 */
#ifndef INDEXER_READER_H
#define INDEXER_READER_H

#include <saiga/article.h>

/* An article in the making; it owns the bytes its fields are made of. */
struct draft {
	struct saiga_strbuf field[SAIGA_FIELD_COUNT];
	enum saiga_origin origin[SAIGA_FIELD_COUNT];
	struct saiga_strbuf text; /* valid UTF-8 without NUL */
	struct saiga_paragraphs paragraphs;
	struct saiga_strbuf warnings; /* a line each: what was cut or odd */
};

void draft_init(struct draft *draft);
void draft_reset(struct draft *draft);
void draft_dispose(struct draft *draft);

/* Sets the field unless it has a value, trimmed and on one line; a date is
 * put into ISO 8601, a language into ISO 639-1, and one that cannot be read
 * becomes a warning. */
void draft_set(struct draft *draft, enum saiga_field field,
	struct saiga_slice value, enum saiga_origin origin);

/* Makes a paragraph of what was appended to the text from *off on, if there is
 * any, and moves *off behind it.  NOMEM. */
SAIGA_CHECKED enum saiga_status draft_end_block(
	struct draft *draft, size_t *off, enum saiga_paragraph_kind kind);

/* Adds a line to the warnings. */
void draft_warn(struct draft *draft, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Whether an allocation failed on the way. */
SAIGA_CHECKED enum saiga_status draft_status(
	const struct draft *draft, struct saiga_error *err);

/* Reads an article, given as valid UTF-8 unless the reader is raw, into the
 * draft. */
typedef enum saiga_status (*read_fn)(
	struct draft *draft, struct saiga_slice text, struct saiga_error *err);

struct source;

/* Reads the bytes of a file's next article into source->record: source.h. */
typedef bool (*next_fn)(struct source *source);

struct reader {
	const char *name;       /* shown, and found by type:NAME */
	const char *extensions; /* " txt text " */
	read_fn read; /* the article's bytes: the whole file's, or next's */
	next_fn next; /* NULL: a file is one article */
	bool raw;     /* read gets the bytes as they are, in any encoding */
	size_t max;   /* bytes of a file or a piece that are read at most */
};

/* The reader for a file of that name, or NULL. */
const struct reader *reader_for(const char *name);

/* The reader for text of no known kind: standard input, a named file. */
const struct reader *reader_default(void);

/* Reads an article's bytes with the reader; FORMAT when they are no text. */
SAIGA_CHECKED enum saiga_status reader_run(const struct reader *reader,
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);

/* The readers. */
enum saiga_status read_text(
	struct draft *draft, struct saiga_slice text, struct saiga_error *err);
enum saiga_status read_markdown(
	struct draft *draft, struct saiga_slice text, struct saiga_error *err);

enum saiga_status read_html(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);
enum saiga_status read_jsonl(
	struct draft *draft, struct saiga_slice text, struct saiga_error *err);

/* The field that a header's name stands for, in any of the languages;
 * SAIGA_FIELD_COUNT when it is none's: header.c. */
enum saiga_field header_field(struct saiga_slice name);

/* Takes header lines ("Title: ...") off the text's start: header.c. */
void take_header(struct draft *draft, struct saiga_slice *text);

/* Takes YAML front matter off the text's start: front-matter.c. */
void take_front_matter(struct draft *draft, struct saiga_slice *text);

/*
 * Gives the paragraphs of the draft the kinds that the text shows by itself:
 * title, source line, furniture: structure.c.
 */
void find_structure(struct draft *draft);

/* Whether the paragraph is one that pages have beside an article: "Read also:
 * ...", "Subscribe to our newsletter". */
bool is_furniture_line(struct saiga_slice line);

/* The title alone; there is a paragraph. */
void find_title(struct draft *draft);

#endif
