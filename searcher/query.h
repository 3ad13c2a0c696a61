/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a person asked, as a tree.  Nothing that is typed is an error: what
 * cannot be an operator is words, what is left open is closed.
 */
#ifndef SEARCHER_QUERY_H
#define SEARCHER_QUERY_H

#include "fields.h"

/* Bounds on what one query can cost; beyond them it is read as far as they
 * go, and a note says so. */
#define QUERY_BYTES_MAX 65536u
#define QUERY_WORDS_MAX 1024u
#define QUERY_DEPTH_MAX 16u   /* brackets */
#define QUERY_PHRASE_MAX 64u  /* words */
#define QUERY_GAPS_MAX 8u     /* stars in a phrase */
#define QUERY_NEARS_MAX 16u
#define QUERY_RANGES_MAX 16u
#define QUERY_WILDCARDS_MAX 8u
#define QUERY_WILDCARD_LETTERS 3u /* beside the stars, at the least */
#define QUERY_WILDCARD_FIRST 2u   /* before the first star */
#define QUERY_FUZZY_MAX 4u
#define QUERY_NEAR_DEFAULT 10u    /* words */
#define QUERY_NEAR_MAX 50u

enum query_type {
	QUERY_WORD,     /* terms[0], and its forms unless exact */
	QUERY_JOINED,   /* "covid-19": terms[0] the whole, the rest its parts */
	QUERY_WILDCARD, /* "sanct*", "in*side": what stands around the stars */
	QUERY_FUZZY,    /* "~word": terms[0], and words like it */
	QUERY_PHRASE,   /* children: WORD and JOINED, one behind the other */
	QUERY_NEAR,     /* children within distance words, in any order */
	QUERY_ADJ,      /* and in this order */
	QUERY_BAG,      /* children, any of them, more is better; their sign */
	QUERY_AND,
	QUERY_OR,
	QUERY_NOT,      /* the first without any of the others */
	QUERY_TERM,     /* terms[0], a filter's term with its prefix; exact:
	                   a name as a whole */
	QUERY_HOST,     /* terms[0], or a host below it */
	QUERY_DATES,    /* published from first to last, before or after them */
	QUERY_UNKNOWN,  /* no value of the field */
	QUERY_ADDED,    /* indexed from first to last */
};

enum query_sign { QUERY_MAY, QUERY_MUST, QUERY_MUST_NOT };

struct query_node {
	enum query_type type;
	enum query_sign sign;            /* in a bag */
	const struct query_field *field; /* of a leaf; NULL: the text */
	const struct query_field *group; /* before the brackets, or NULL */
	bool exact;                 /* as written: no other forms */
	uint32_t gap;               /* in a phrase: stars before it */
	struct saiga_slice raw;     /* as typed, in the query's text */
	struct saiga_slice *terms;  /* folded, without prefix */
	size_t n_terms, terms_cap;
	struct query_node **children;
	size_t n, cap;
	const struct query_node *whole; /* the joined word it is a part of */
	uint32_t distance;          /* NEAR, ADJ */
	char first[9], last[9];     /* DATES, ADDED: yyyymmdd */
	struct query_node *next;    /* of all nodes of the query */
};

/* A parsed query; it owns its nodes and their bytes. */
struct query {
	struct query_node *root;    /* NULL when there is nothing to look for */
	struct query_node *nodes, *last; /* all of them, as they were read */
	struct saiga_strbuf text;   /* what was typed, as far as it was read */
	struct saiga_lexicon *bytes;
	struct saiga_strbuf notes;  /* a line each: what was left out, and why */
	unsigned words, ranges, wildcards, fuzzies, nears;
};

/* Parses the text, any bytes; now is the time in seconds UTC that "today"
 * counts from.  *out is the caller's.  Only NOMEM fails. */
SAIGA_CHECKED enum saiga_status query_parse(struct query **out,
	struct saiga_slice text, int64_t now, struct saiga_error *err);

/* The same for a text that was not written as a query, such as a headline:
 * all of it is words, any of which may be there. */
SAIGA_CHECKED enum saiga_status query_parse_plain(struct query **out,
	struct saiga_slice text, struct saiga_error *err);

void query_free(struct query *query);

/* Appends the query as it was read, in the query language: read again, it
 * gives the same tree.  Words stand as they were typed. */
void query_print(const struct query *query, struct saiga_strbuf *out);

/* Appends one node likewise. */
void query_print_node(const struct query_node *node, struct saiga_strbuf *out);

/*
 * Appends a query that finds what the query and the filter, one value of a
 * field, both do: one behind the other as they were typed, or with AND where
 * they would be read otherwise, as beside OR or another filter of the field.
 */
SAIGA_CHECKED enum saiga_status query_narrow(struct saiga_strbuf *out,
	const struct query *query, struct saiga_slice filter, int64_t now,
	struct saiga_error *err);

/* Whether the node's word was typed with a capital letter. */
bool query_is_capital(const struct query_node *node);

/* Whether the folded word has a digit: such words have no other forms. */
bool query_has_digit(struct saiga_slice term);

/* Whether the node only says where an article is from: a field other than
 * the title, or brackets around nothing else. */
bool query_is_filter(const struct query_node *node);

/* Adds a line to the notes unless it is there. */
void query_note(struct query *query, const char *line);

#endif
