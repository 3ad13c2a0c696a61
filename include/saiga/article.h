/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The article: what the indexer writes and the searcher reads.  The table of
 * its fields, the record that the index stores for it, its id, its date.
 * Knows no database: terms and records are bytes here.
 */
#ifndef SAIGA_ARTICLE_H
#define SAIGA_ARTICLE_H

#include <saiga/text.h>

/* ---- fields: article/fields.c ------------------------------------------- */

enum saiga_field {
	SAIGA_FIELD_TITLE,
	SAIGA_FIELD_AUTHOR,
	SAIGA_FIELD_PUBLISHER,
	SAIGA_FIELD_DATE,        /* publication; as saiga_date_format writes */
	SAIGA_FIELD_MODIFIED,    /* last change of the article; likewise */
	SAIGA_FIELD_URL,
	SAIGA_FIELD_LANGUAGE,    /* ISO 639-1, lower case */
	SAIGA_FIELD_SECTION,     /* of the publication: "World" */
	SAIGA_FIELD_TAGS,        /* a comma and a space between */
	SAIGA_FIELD_PATH,        /* of the file, absolute; bytes */
	SAIGA_FIELD_EXTERNAL_ID, /* the id that the article brought along */
	SAIGA_FIELD_FORMAT,      /* the reader that read it: "text" */
	SAIGA_FIELD_COUNT
};

/* Where a field's value came from. */
enum saiga_origin {
	SAIGA_ORIGIN_NONE,         /* there is no value */
	SAIGA_ORIGIN_HEADER,       /* a header line of the file */
	SAIGA_ORIGIN_FRONT_MATTER, /* YAML before a Markdown text */
	SAIGA_ORIGIN_FIRST_LINE,
	SAIGA_ORIGIN_LAST_LINE,
	SAIGA_ORIGIN_HEADING,      /* the first heading of a Markdown text */
	SAIGA_ORIGIN_DETECTED,     /* worked out from the text */
	SAIGA_ORIGIN_FILE,         /* the file's name or kind */
	SAIGA_ORIGIN_RECORD,       /* a value of the article's own object */
	SAIGA_ORIGIN_JSON_LD,      /* schema.org, in a script of the page */
	SAIGA_ORIGIN_OPEN_GRAPH,   /* og: and article: of the page's head */
	SAIGA_ORIGIN_DUBLIN_CORE,
	SAIGA_ORIGIN_META,         /* another meta element, a link, <html> */
	SAIGA_ORIGIN_MICRODATA,    /* schema.org, in attributes */
	SAIGA_ORIGIN_TIME,         /* a time element */
	SAIGA_ORIGIN_BYLINE,       /* a line near the title, as people read it */
	SAIGA_ORIGIN_DATELINE,     /* "ASTANA, Feb 28 (Reuters) -" */
	SAIGA_ORIGIN_ADDRESS,      /* read from the URL */
	SAIGA_ORIGIN_CHANGE,       /* a day of change, for want of the first */
	SAIGA_ORIGIN_FEED,         /* an item of a feed, or the feed itself */
	SAIGA_ORIGIN_MAIL,         /* a mail's header */
	SAIGA_ORIGIN_DOCUMENT,     /* what a document tells of itself */
	SAIGA_ORIGIN_ARCHIVE,      /* what keeps the page tells of it */
	SAIGA_ORIGIN_COUNT
};

enum saiga_slot {
	SAIGA_SLOT_DAY,       /* yyyymmdd, 00 where month or day is unknown */
	SAIGA_SLOT_PUBLISHER,
	SAIGA_SLOT_LANGUAGE,
	SAIGA_SLOT_INDEXED,   /* sortable number: seconds UTC, first indexed */
	SAIGA_SLOT_AUTHORS,   /* each once, a line feed between */
	SAIGA_SLOT_ID,        /* the article's: the order of equals */
	SAIGA_SLOT_VECTOR,    /* sortable number: the length of its vector */
	SAIGA_SLOT_PASSAGES,  /* sortable number: how many */
	SAIGA_SLOT_WORDS,     /* sortable number: how many in its passages */
	SAIGA_SLOT_NONE
};

/*
 * An article is a vector, too, of what it tells by each of its words, the
 * title's counted as often as the index has them: BM25's part of a count (k1
 * 1.2, b 0), which is what a word weighs there that an article has so often.
 */
static inline double
saiga_vector_weight(uint32_t count)
{
	return count / (count + 1.2);
}

/* One row says everything about a field. */
struct saiga_field_info {
	const char *name;        /* in JSON, and as a header of a file */
	const char *header;      /* another name it may have in a file, or NULL */
	const char *word_prefix; /* of its words' terms, or NULL */
	const char *term_prefix; /* of its whole value's term, or NULL */
	enum saiga_slot slot;
};

extern const struct saiga_field_info saiga_fields[SAIGA_FIELD_COUNT];

/* Prefixes of terms that belong to no single field; but for those with X, which
 * are ours, all of Omega's table. */
#define SAIGA_PREFIX_ID "Q"
#define SAIGA_PREFIX_FILE "XF"    /* hash of the path and part it is from */
#define SAIGA_PREFIX_HOLDER "XH"  /* hash of the path of a file of many */
#define SAIGA_PREFIX_CONTENT "XC" /* hash of the file's content */
#define SAIGA_PREFIX_EXTERNAL "XE" /* hash of the id it brought along */
#define SAIGA_PREFIX_HOST "H"
#define SAIGA_PREFIX_BLOCK "XB" /* hash of a paragraph near an end */
#define SAIGA_PREFIX_STORY "XL" /* hash of the longest one elsewhere */
#define SAIGA_PREFIX_DAY "D"   /* yyyymmdd */
#define SAIGA_PREFIX_MONTH "M" /* yyyymm */
#define SAIGA_PREFIX_YEAR "Y"  /* yyyy */

/* The field that a header line or a key of front matter names, ASCII letters
 * of either case; SAIGA_FIELD_COUNT when none does. */
enum saiga_field saiga_field_by_name(struct saiga_slice name);

/* "header", "first line" and so on; a static string. */
const char *saiga_origin_text(enum saiga_origin origin);

/* ---- dates: article/dates.c, article/date-*.c ---------------------------- */

/* A date as precise as it was given; month and day are 0 where unknown.
 * Where a time was given, time holds it as "T10:00:00Z" or with a zone. */
struct saiga_date {
	int year;            /* 1000 to 9999; 0: no date */
	unsigned month, day; /* 1 to 12, 1 to 31 */
	char time[24];
};

/* What 02/03/2023 means where it is written. */
enum saiga_date_order {
	SAIGA_DATE_ORDER_UNKNOWN, /* nothing */
	SAIGA_DATE_DAY_FIRST,
	SAIGA_DATE_MONTH_FIRST
};

/*
 * Reads a text that is a date: "2023", "2023-02", ISO 8601, RFC 2822, RFC 850,
 * asctime's, seconds of the epoch, figures in the order that their signs, their
 * size or the order tell, names of months in some fifty languages (CLDR), and
 * the order of words of these languages; words that are none of it may stand
 * before.  A time that is not understood is left out.  Two digits are a year
 * only where an order is known.  FORMAT when it is none of these or no day of
 * the calendar.
 */
SAIGA_CHECKED enum saiga_status saiga_date_read(struct saiga_date *out,
	struct saiga_slice text, enum saiga_date_order order);

/* The same with an unknown order. */
SAIGA_CHECKED enum saiga_status saiga_date_parse(
	struct saiga_date *out, struct saiga_slice text);

/*
 * Finds the next day in a text, of any length, and its time, and cuts *rest
 * behind it; false when there is none.  Months and years alone are no days.
 * Takes linear time.
 */
bool saiga_date_find(struct saiga_date *out, struct saiga_slice *rest,
	enum saiga_date_order order);

/*
 * Finds the date in an address: its path's "/2023/02/28/", "/2023/feb/28/",
 * "-20230228", "2023-02-28", or a parameter "date=2023-02-28"; a month
 * ("/2023/02/") where there is no day.  False when there is none.
 */
bool saiga_date_of_url(struct saiga_date *out, struct saiga_slice url);

/* Appends the date in ISO 8601: "2023-02", "2023-02-28T10:00:00+06:00". */
void saiga_date_format(const struct saiga_date *date, struct saiga_strbuf *out);

/* Writes yyyymmdd, with zeros for what is unknown. */
void saiga_date_day(const struct saiga_date *date, char day[9]);

/* ---- ranges of dates: article/ranges.c ----------------------------------- */

/*
 * Reads a range of days into its first and last day as yyyymmdd; an open end
 * gives "00000000" or "99999999".  A range is a day, month or year in any
 * form of saiga_date_parse without a time; "today", "yesterday"; "7d", "2w",
 * "3m", "1y" for as many days, weeks, months or years up to today; "this" or
 * "last" before "week" (from Monday), "month" or "year", with a space, - or _
 * between; or two of these with ".." between of which one may be missing, where "1m" as an end is where
 * that month begins.
 * today is the day that such words count from.  FORMAT when it is none.
 */
SAIGA_CHECKED enum saiga_status saiga_range_parse(struct saiga_slice text,
	const struct saiga_date *today, char first[9], char last[9]);

/* Appends the range so that saiga_range_parse gives the same:
 * "2023-02-01..2023-04-30", "2023", "..2022". */
void saiga_range_format(const char first[9], const char last[9],
	struct saiga_strbuf *out);

/* The day before, or behind, a day of the range as yyyymmdd, "00" and "99"
 * in it standing for the beginning and the end of a month or a year. */
void saiga_range_before(const char first[9], char last[9]);
void saiga_range_after(const char last[9], char first[9]);

/* The day at a time in seconds UTC, in the time zone of the process. */
void saiga_date_of(struct saiga_date *out, int64_t seconds);

/* When the first day begins and the last one ends, in seconds UTC, by the
 * time zone of the process; INT64_MIN and INT64_MAX for open ends. */
void saiga_range_seconds(const char first[9], const char last[9], int64_t *from,
	int64_t *to);

/* ---- ids: article/ids.c ------------------------------------------------- */

#define SAIGA_ID_LEN 13    /* base32 of 64 bits (RFC 4648, lower case) */
#define SAIGA_HASH_LEN 16  /* bytes of SHA-256 that tell contents apart */

/* The id of the article with that key ("url:..." or "path:..."): the first
 * 64 bits of the key's SHA-256. */
void saiga_id_make(struct saiga_slice key, char id[SAIGA_ID_LEN + 1]);

/*
 * Reads "ID" or "ID.N", letters of either case; *passage is N, counted from
 * 1, or 0 when absent.  INVALID when it is neither; id is then empty.
 */
SAIGA_CHECKED enum saiga_status saiga_id_parse(struct saiga_slice text,
	char id[SAIGA_ID_LEN + 1], uint32_t *passage);

/* The first SAIGA_HASH_LEN bytes of the content's SHA-256. */
void saiga_hash(struct saiga_slice content, uint8_t hash[SAIGA_HASH_LEN]);

/*
 * Appends what stays the same in all the addresses that people keep of one
 * page: scheme, "www.", default port, fragment, tracking parameters and a
 * last slash left out, the host in lower case.  Nothing when the URL is not
 * http or https.
 */
void saiga_url_canonical(struct saiga_slice url, struct saiga_strbuf *out);

/* The host of a canonical URL: its part before the first slash. */
struct saiga_slice saiga_url_host(struct saiga_slice canonical);

/* ---- whole values: article/whole.c --------------------------------------- */

/* The authors that one line names, cut off it one by one. */
struct saiga_authors {
	struct saiga_slice rest;
	bool by_semicolons; /* commas stand inside of names */
};

/* Begins with the line, which is borrowed: "By" in front is left out. */
void saiga_authors_init(struct saiga_authors *authors, struct saiga_slice line);

/*
 * Cuts the next author off; false at the end.  Authors stand between commas,
 * semicolons, "|", "&", "and", "и" and "және"; where there is a semicolon or a
 * bar, commas are of the names, and so is the only comma behind a single word
 * ("Smith, John") and one before "Jr", "Sr", "II", "III", "PhD" or "MD".
 */
bool saiga_authors_next(
	struct saiga_authors *authors, struct saiga_slice *author);

#define SAIGA_WHOLE_TERM_SIZE (3 + SAIGA_ID_LEN)
#define SAIGA_WHOLE_KEY_MAX ((size_t)65536) /* bytes; more are left out */

/*
 * What a publisher's or one author's whole name is known by: its folded words,
 * or its bytes where it has no words.  So names that differ in case, accents
 * and signs between words are one.  The words are written to the buffer in the
 * place of what it has; what is returned lives as long as it and the name.
 */
struct saiga_slice saiga_whole_key(
	struct saiga_strbuf *out, struct saiga_slice name);

/* Writes the term by which the name is found: the field's term prefix and an
 * id of the key. */
void saiga_whole_term(char term[SAIGA_WHOLE_TERM_SIZE],
	enum saiga_field field, struct saiga_slice name);

/* ---- the article and its record: article/record.c ----------------------- */

#define SAIGA_RECORD_VERSION 2

#define SAIGA_TEXT_MAX ((size_t)4 << 20)       /* bytes of text kept */
#define SAIGA_RECORD_MAX ((size_t)16 << 20)    /* bytes of a record */

/*
 * An article as a view: slices are borrowed from whoever read or decoded it,
 * the two lists belong to it.
 */
struct saiga_article {
	char id[SAIGA_ID_LEN + 1];
	struct saiga_slice field[SAIGA_FIELD_COUNT];
	enum saiga_origin origin[SAIGA_FIELD_COUNT];
	struct saiga_slice text; /* UTF-8 as it came, without NUL */
	struct saiga_paragraphs paragraphs;
	struct saiga_passages passages;
	int64_t modified;        /* the file's, seconds UTC */
	int64_t indexed;         /* first put into the index, seconds UTC */
	uint64_t size;           /* of the file, or its part, bytes */
	uint8_t hash[SAIGA_HASH_LEN]; /* of these bytes */
	/* Which of the file's articles it is, as "#ID"; empty where a file is
	 * one article. */
	struct saiga_slice part;
};

void saiga_article_init(struct saiga_article *article);
void saiga_article_dispose(struct saiga_article *article);

/* The text of a passage, of a paragraph; borrowed from the article's text. */
struct saiga_slice saiga_article_passage(
	const struct saiga_article *article, size_t i);
struct saiga_slice saiga_article_paragraph(
	const struct saiga_article *article, size_t i);

/*
 * What to call the article: its title, or else the first words of its text,
 * at most max bytes and ending with a word; *made tells which.  Borrowed.
 */
struct saiga_slice saiga_article_name(
	const struct saiga_article *article, size_t max, bool *made);

/* Appends the record that the index stores; its last bytes are a checksum. */
SAIGA_CHECKED enum saiga_status saiga_record_encode(
	const struct saiga_article *article, struct saiga_strbuf *out,
	struct saiga_error *err);

/*
 * Reads a record back.  The article's slices point into the record, which
 * must outlive it.  CORRUPT when the record is cut or its checksum differs,
 * VERSION when a newer program wrote it.
 */
SAIGA_CHECKED enum saiga_status saiga_record_decode(
	struct saiga_article *out, struct saiga_slice record,
	struct saiga_error *err);

#endif
