/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a person asked, as a tree.  Nothing that is typed is an error: what
 * cannot be an operator is words, what is left open is closed.
 */
#ifndef SEARCHER_QUERY_H
#define SEARCHER_QUERY_H

#include <saiga/article.h>

/* Bounds on what one query can cost; beyond them it is read as far as they
 * go, and a note says so. */
#define QUERY_BYTES_MAX 65536u
#define QUERY_WORDS_MAX 1024u
#define QUERY_DEPTH_MAX 16u   /* brackets */
#define QUERY_PHRASE_MAX 64u  /* words */
#define QUERY_NEARS_MAX 16u
#define QUERY_RANGES_MAX 16u
#define QUERY_WILDCARDS_MAX 8u
#define QUERY_WILDCARD_LETTERS 3u /* before the star, at the least */
#define QUERY_NEAR_DEFAULT 10u    /* words */
#define QUERY_NEAR_MAX 50u

enum query_type {
	QUERY_WORD,   /* terms[0], and its forms unless exact */
	QUERY_JOINED, /* "covid-19": terms[0] the whole, the rest its parts */
	QUERY_PREFIX, /* "sanct*" */
	QUERY_PHRASE, /* children: WORD and JOINED, one behind the other */
	QUERY_NEAR,   /* children within distance words, in any order */
	QUERY_BAG,    /* children, any of them, more is better; their sign */
	QUERY_AND,
	QUERY_OR,
	QUERY_NOT,    /* the first without any of the others */
	QUERY_TERM,   /* terms[0], a filter's term with its prefix */
	QUERY_DATES,  /* published from first to last */
};

enum query_sign { QUERY_MAY, QUERY_MUST, QUERY_MUST_NOT };

struct query_node {
	enum query_type type;
	enum query_sign sign;       /* in a bag */
	enum saiga_field field;     /* SAIGA_FIELD_COUNT: the text */
	bool exact;                 /* as written: no other forms */
	struct saiga_slice *terms;  /* folded, without prefix */
	size_t n_terms, terms_cap;
	struct query_node **children;
	size_t n, cap;
	uint32_t distance;          /* NEAR */
	char first[9], last[9];     /* DATES: yyyymmdd */
	struct query_node *next;    /* all nodes of the query, for its end */
};

/* A parsed query; it owns its nodes and their bytes. */
struct query {
	struct query_node *root;    /* NULL when there is nothing to look for */
	struct query_node *nodes;
	struct saiga_lexicon *bytes;
	struct saiga_strbuf notes;  /* a line each: what was left out, and why */
	unsigned words, ranges, wildcards, nears;
};

/* Parses the text, any bytes; *out is the caller's.  Only NOMEM fails. */
SAIGA_CHECKED enum saiga_status query_parse(struct query **out,
	struct saiga_slice text, struct saiga_error *err);

void query_free(struct query *query);

/* Whether the node only says where an article is from: a field other than
 * the title, or brackets around nothing else. */
bool query_is_filter(const struct query_node *node);

/* Adds a line to the notes unless it is there. */
void query_note(struct query *query, const char *line);

#endif
