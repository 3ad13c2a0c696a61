/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Readers: from a file's bytes to an article, or to many.  A format is one
 * file read-NAME.c and one row of the table in readers.c.
 */
#ifndef INDEXER_READER_H
#define INDEXER_READER_H

#include <saiga/article.h>

struct json_map;

/* What is known of an article from outside; borrowed. */
struct given {
	struct saiga_slice charset; /* of a header: HTTP's, MIME's */
	struct saiga_slice address; /* where it was fetched from */
	struct saiga_slice publisher, language; /* of the feed it is in */
	const struct json_map *map; /* what its values are called, or NULL */
};

/* An article in the making; it owns the bytes its fields are made of. */
struct draft {
	struct given given; /* stays through a reset */
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

/* Reads an article's bytes, as the reader's `is_text` tells, into the draft. */
typedef enum saiga_status (*read_fn)(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);

struct reading;
struct source;

/*
 * Cuts the source into articles and hands them over by the calls of
 * reading.h.  Returns what these return when the run is over, or else what is
 * wrong with the source, in err.
 */
typedef enum saiga_status (*split_fn)(struct reading *reading,
	struct source *source, struct saiga_error *err);

/* One row says everything about a format; it has read or split, or both:
 * then split hands records to read. */
struct reader {
	const char *name;       /* shown, and found by type:NAME */
	const char *what;       /* what people call it */
	const char *extensions; /* " txt text " */
	/* Whether a file that begins so is surely one, whatever it is called;
	 * or NULL. */
	bool (*is)(struct saiga_slice head);
	read_fn read;
	split_fn split;
	size_t max;   /* bytes of an article: the rest is left out */
	bool is_text; /* read gets valid UTF-8, not the bytes as they came */
	bool is_zip;  /* one of many formats that are a zip archive */
};

/* The readers, in the order in which files are looked at. */
extern const struct reader readers[];
extern const size_t readers_n;

/* The reader for a file of that name, without looking at .gz and the like at
 * its end; or NULL. */
const struct reader *reader_for(const char *name);

/* The reader for a file that begins so, or NULL. */
const struct reader *reader_by_head(struct saiga_slice head);

/* The reader for text of no known kind: standard input, a named file. */
const struct reader *reader_default(void);

/* Whether a file is compressed, by how it begins: gzip, bzip2, xz, zstd. */
bool reader_is_packed(struct saiga_slice head);

/* Reads an article's bytes with the reader; FORMAT when they are no text. */
SAIGA_CHECKED enum saiga_status reader_run(const struct reader *reader,
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);

/* Appends the bytes as valid UTF-8 without NUL: decode.c.  FORMAT when they
 * are no text in UTF-8 or UTF-16. */
SAIGA_CHECKED enum saiga_status reader_decode(struct draft *draft,
	struct saiga_slice bytes, struct saiga_strbuf *out,
	struct saiga_error *err);

/* ---- the readers, one a file read-NAME.c --------------------------------- */

enum saiga_status read_text(
	struct draft *draft, struct saiga_slice text, struct saiga_error *err);
enum saiga_status read_markdown(
	struct draft *draft, struct saiga_slice text, struct saiga_error *err);

enum saiga_status read_html(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);

bool is_html(struct saiga_slice head);

enum saiga_status split_feed(struct reading *reading, struct source *source,
	struct saiga_error *err);
bool is_feed(struct saiga_slice head);

#define MAIL_MAX ((size_t)32 << 20) /* bytes of a mail, attachments too */
enum saiga_status read_mail(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);
enum saiga_status read_mhtml(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);
enum saiga_status split_mbox(struct reading *reading, struct source *source,
	struct saiga_error *err);
bool is_mail(struct saiga_slice head);
bool is_mhtml(struct saiga_slice head);
bool is_mbox(struct saiga_slice head);

enum saiga_status split_warc(struct reading *reading, struct source *source,
	struct saiga_error *err);
bool is_warc(struct saiga_slice head);

enum saiga_status read_pdf(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);
enum saiga_status read_rtf(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);
enum saiga_status read_docx(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);
enum saiga_status read_odt(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);
enum saiga_status read_epub(
	struct draft *draft, struct saiga_slice bytes, struct saiga_error *err);
bool is_pdf(struct saiga_slice head);
bool is_rtf(struct saiga_slice head);
bool is_docx(struct saiga_slice head);
bool is_odt(struct saiga_slice head);
bool is_epub(struct saiga_slice head);

enum saiga_status split_zip(struct reading *reading, struct source *source,
	struct saiga_error *err);
enum saiga_status split_tar(struct reading *reading, struct source *source,
	struct saiga_error *err);
bool is_zip(struct saiga_slice head);
bool is_tar(struct saiga_slice head);

/* An object of JSON; lines, or the items of an array, that are objects. */
enum saiga_status read_json(
	struct draft *draft, struct saiga_slice text, struct saiga_error *err);
enum saiga_status split_json_lines(struct reading *reading,
	struct source *source, struct saiga_error *err);
enum saiga_status split_json(struct reading *reading, struct source *source,
	struct saiga_error *err);

/* ---- what readers share -------------------------------------------------- */

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

/* A heading at the very start is the title, unless there is another. */
void find_heading(struct draft *draft);

#endif
