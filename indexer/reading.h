/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a file to its articles: chooses the reader, unpacks what is packed,
 * and hands each article over, or tells why not.  What indexes and what only
 * prints both read this way.
 */
#ifndef INDEXER_READING_H
#define INDEXER_READING_H

#include "reader.h"
#include "source.h"
#include "unpack.h"

#define READING_ARCHIVES 2u /* an archive in an archive */
#define READING_LAYERS 4u   /* compressed streams within each other */
#define READING_BLOCK_MAX ((size_t)64 << 20) /* bytes of a file in memory */

struct reading;

struct reading_events {
	/* An article: reading->draft, of these bytes. */
	enum saiga_status (*article)(struct reading *reading,
		struct saiga_slice bytes, void *ctx);
	/* The file, or the part of it at hand, is of no use: UNSUPPORTED when
	 * it is of a kind that is not read here, text then being "" where
	 * that is not worth a word. */
	void (*problem)(struct reading *reading, enum saiga_status status,
		const char *text, void *ctx);
	/* Asked before each part; may be NULL. */
	bool (*stops)(void *ctx);
	void *ctx;
};

/* What all files of a run are read with. */
struct reading_options {
	const struct json_map *map; /* or NULL */
};

struct reading {
	const struct reading_events *events;
	const struct reading_options *options;
	struct draft draft;
	/* Which of the file's articles is at hand: "#ID", as in struct
	 * saiga_article, and for people: "line 3", "a.zip: b.html".  Both
	 * empty where a file is one article. */
	struct saiga_strbuf part, where;
	/* Not OK: the run is over, as an event or stops() said. */
	enum saiga_status over;
	struct saiga_lexicon *seen;  /* the parts so far */
	struct saiga_strbuf bytes;   /* of an article that is read whole */
	struct unpack_limit limit;
	unsigned archives, layers;   /* that are open */
	bool many;                   /* what is at hand is a part of a file */
	bool rolls;                  /* in a feed: its articles come and go */
	/* Of the file's articles and problems each so many-th is handed over,
	 * from the number share on; the others are some other process's. */
	uint64_t share, shares;
	uint64_t articles;           /* of the file, so far */
};

SAIGA_CHECKED enum saiga_status reading_init(struct reading *reading,
	const struct reading_events *events,
	const struct reading_options *options, struct saiga_error *err);
void reading_dispose(struct reading *reading);

/*
 * Reads a file of that name.  Problems go to the events; not OK is what
 * ended the run.  Without a reader for it, fallback is used, which may be
 * NULL.
 */
SAIGA_CHECKED enum saiga_status reading_file(struct reading *reading,
	const char *name, struct source *file, const struct reader *fallback);

/* ---- for readers that split a file into articles ------------------------- */

/* One of the file's articles. */
struct part {
	struct saiga_slice id; /* none other in the file has it; where empty,
				  the article's external id, or number */
	const char *unit;      /* what number counts: "line" */
	uint64_t number;       /* from 1 */
};

/*
 * Each returns OK unless the run is over; the reader then returns at once.
 *
 * Reads the bytes with the reader and hands the article over.
 */
SAIGA_CHECKED enum saiga_status reading_record(struct reading *reading,
	const struct reader *reader, const struct part *part,
	struct saiga_slice bytes);

/* Hands over reading->draft, which the caller has reset and filled from the
 * bytes. */
SAIGA_CHECKED enum saiga_status reading_draft(struct reading *reading,
	const struct reader *reader, const struct part *part,
	struct saiga_slice bytes);

/* Tells that a part is of no use. */
SAIGA_CHECKED enum saiga_status reading_problem(struct reading *reading,
	const struct part *part, enum saiga_status status, const char *text);

/* Reads a part that is a file of its own, of that name, whatever it is. */
SAIGA_CHECKED enum saiga_status reading_part(struct reading *reading,
	const struct part *part, const char *name, struct source *source);

/* Reads a file that is packed in the one at hand. */
SAIGA_CHECKED enum saiga_status reading_member(
	struct reading *reading, const char *name, struct source *member);

/* Reads a source, whatever it is; not OK also when it is of no use. */
SAIGA_CHECKED enum saiga_status reading_source(struct reading *reading,
	const char *name, struct source *source, const struct reader *fallback,
	struct saiga_error *err);

#endif
