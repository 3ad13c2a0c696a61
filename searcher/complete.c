/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Completes a query from the words of the index. */
#include "complete.h"

#include "fields.h"

#include <string.h>

/* What is typed of the word. */
struct beginning {
	char term[4 + SAIGA_TERM_MAX]; /* with its field's prefix */
	size_t len, prefix;            /* bytes: all, of the prefix */
	size_t off;                    /* in the query */
	bool capital;
};

struct best {
	char word[SAIGA_TERM_MAX];
	size_t len;
	uint32_t articles;
};

struct bests {
	struct best items[COMPLETIONS_MAX];
	size_t n;
};

/* The prefix of the field that stands right before the word: its name, a
 * colon, and perhaps a sign or a quote. */
static const char *
field_prefix(struct saiga_slice query, size_t off)
{
	const struct query_field *field;
	size_t end = off, from;

	while (end > 0 && strchr("\"=~(", query.p[end - 1]) != NULL)
		end--;
	if (end == 0 || query.p[end - 1] != ':')
		return "";
	from = --end;
	while (from > 0 && (query.p[from - 1] | 0x20) >= 'a' &&
		(query.p[from - 1] | 0x20) <= 'z')
		from--;
	field = query_field_find(saiga_slice_of(query.p + from, end - from));
	if (field == NULL)
		return "";
	/* NULL: its values are no words. */
	return field->kind == FIELD_WORDS ? query_field_prefix(field) : NULL;
}

/* False when the query does not end with a word that can be completed. */
static bool
find_beginning(struct beginning *b, struct saiga_slice query)
{
	struct saiga_words words;
	struct saiga_word word;
	const char *prefix;
	size_t end = 0, len = 0;

	saiga_words_init(&words, query);
	while (saiga_words_next(&words, &word)) {
		end = word.off + word.len;
		if (word.span > 1 || end < query.len)
			continue;
		b->off = word.off;
		b->capital = word.capital;
		len = word.term.len;
		memcpy(b->term + 4, word.term.p, len);
	}
	if (len == 0 || end != query.len)
		return false;
	prefix = field_prefix(query, b->off);
	if (prefix == NULL)
		return false;
	b->prefix = strlen(prefix);
	b->len = b->prefix + len;
	memmove(b->term + b->prefix, b->term + 4, len);
	memcpy(b->term, prefix, b->prefix);
	return true;
}

/* Puts the word in its place; equals stay in the order they came. */
static void
insert(struct bests *bests, struct saiga_slice word, uint32_t articles)
{
	size_t i = bests->n;

	if (i == COMPLETIONS_MAX && bests->items[i - 1].articles >= articles)
		return;
	if (i < COMPLETIONS_MAX)
		bests->n++;
	else
		i--;
	for (; i > 0 && bests->items[i - 1].articles < articles; i--)
		bests->items[i] = bests->items[i - 1];
	memcpy(bests->items[i].word, word.p, word.len);
	bests->items[i].len = word.len;
	bests->items[i].articles = articles;
}

static enum saiga_status
scan(struct bests *bests, const struct beginning *b,
	const struct xc_database *db, struct saiga_error *err)
{
	struct xc_error xerr;
	struct xc_term_iter *it = xc_database_terms(db, b->term, b->len, &xerr);
	uint32_t seen = 0, articles;
	size_t len;

	if (it == NULL)
		return saiga_store_error(err, &xerr, "index");
	while (seen++ < COMPLETE_SCAN_MAX && xc_term_iter_next(it, &xerr)) {
		const char *term = xc_term_iter_term(it, &len);

		if (len - b->prefix > SAIGA_TERM_MAX)
			continue;
		if (xc_term_iter_freq(&articles, it, &xerr) != XC_OK)
			break;
		insert(bests, saiga_slice_of(term + b->prefix, len - b->prefix),
			articles);
	}
	xc_term_iter_free(it);
	return xerr.kind == XC_OK ? SAIGA_OK
				  : saiga_store_error(err, &xerr, "index");
}

static enum saiga_status
write_completions(struct completions *out, const struct bests *bests,
	const struct beginning *b, struct saiga_slice query)
{
	for (; out->n < bests->n; out->n++) {
		struct completion *c = &out->items[out->n];
		const struct best *best = &bests->items[out->n];

		c->text = (struct saiga_strbuf)SAIGA_STRBUF_INIT(
			COMPLETE_BYTES_MAX + 4 * SAIGA_TERM_MAX);
		c->articles = best->articles;
		saiga_strbuf_append(&c->text, query.p, b->off);
		saiga_utf8_capitalise(saiga_slice_of(best->word, best->len),
			b->capital, &c->text);
		if (c->text.status != SAIGA_OK) {
			out->n++;
			return c->text.status;
		}
	}
	return SAIGA_OK;
}

enum saiga_status
suggest_completions(struct completions *out, struct xc_database *db,
	struct saiga_slice query, struct saiga_error *err)
{
	enum saiga_status status;
	struct bests bests;
	struct beginning b;
	unsigned tries = 0;

	out->n = 0;
	if (query.len > COMPLETE_BYTES_MAX || !find_beginning(&b, query))
		return SAIGA_OK;
	do {
		bests.n = 0;
		status = scan(&bests, &b, db, err);
	} while (saiga_store_again(db, status, &tries));
	if (status == SAIGA_OK &&
		write_completions(out, &bests, &b, query) != SAIGA_OK) {
		completions_dispose(out);
		status = saiga_error_nomem(err);
	}
	return status;
}

void
completions_dispose(struct completions *completions)
{
	while (completions->n > 0)
		saiga_strbuf_dispose(
			&completions->items[--completions->n].text);
}
