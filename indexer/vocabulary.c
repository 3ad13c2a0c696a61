/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Counts words.  An entry is a word, a NUL, a letter, and the language that it
 * was counted in or the way that it was written; sorted by their bytes, the
 * entries of a word stand together.
 */
#include "vocabulary.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define LANGUAGE 'l'
#define WRITTEN 'w'

/* A term, what it was made of, and what stands between. */
#define ENTRY_MAX (2 * SAIGA_TERM_MAX + 256)

struct count {
	uint32_t capital, small;
};

struct vocabulary {
	struct saiga_lexicon *entries;
	struct count *counts; /* by the entry's number */
	size_t cap, bytes;
};

struct vocabulary *
vocabulary_new(void)
{
	struct vocabulary *v = calloc(1, sizeof(*v));

	if (v == NULL)
		return NULL;
	v->entries = saiga_lexicon_new();
	if (v->entries == NULL) {
		free(v);
		return NULL;
	}
	return v;
}

void
vocabulary_free(struct vocabulary *v)
{
	if (v == NULL)
		return;
	saiga_lexicon_free(v->entries);
	free(v->counts);
	free(v);
}

size_t
vocabulary_size(const struct vocabulary *v)
{
	/* An entry's place in the lexicon, its slots, and its count. */
	return v->bytes + saiga_lexicon_count(v->entries) * (size_t)40;
}

static void
forget(struct vocabulary *v)
{
	saiga_lexicon_reset(v->entries);
	v->bytes = 0;
}

static enum saiga_status
count_entry(struct vocabulary *v, char letter, struct saiga_slice what,
	const struct document_word *word, struct saiga_error *err)
{
	uint32_t before = saiga_lexicon_count(v->entries), number;
	char entry[ENTRY_MAX];
	size_t len = word->term.len;

	if (len + 2 + what.len > sizeof(entry))
		return SAIGA_OK;
	memcpy(entry, word->term.p, len);
	entry[len++] = '\0';
	entry[len++] = letter;
	if (what.len > 0)
		memcpy(entry + len, what.p, what.len);
	len += what.len;
	number = saiga_lexicon_add(v->entries, saiga_slice_of(entry, len));
	if (number == SAIGA_NO_TERM ||
		saiga_array_reserve(&v->counts, &v->cap, (size_t)number + 1,
			sizeof(*v->counts)) != SAIGA_OK)
		return saiga_error_nomem(err);
	if (number == before) {
		v->counts[number] = (struct count){ 0, 0 };
		v->bytes += len;
	}
	if (letter == LANGUAGE) {
		v->counts[number].capital += word->capital;
		v->counts[number].small += word->small;
	}
	return SAIGA_OK;
}

/* Whether folding took away accents or hyphens, which may change keys. */
static bool
is_written_otherwise(struct saiga_slice written)
{
	size_t i = 0;

	while (i < written.len && (unsigned char)written.p[i] < 0x80 &&
		written.p[i] != '-')
		i++;
	return i < written.len && memchr(written.p, '\0', written.len) == NULL;
}

enum saiga_status
vocabulary_note(struct vocabulary *v, struct saiga_slice language,
	const struct document_word *word, struct saiga_error *err)
{
	enum saiga_status status;

	if (word->term.len == 0 ||
		memchr(word->term.p, '\0', word->term.len) != NULL)
		return SAIGA_OK;
	if (language.len > 2)
		language.len = 0;
	status = count_entry(v, LANGUAGE, language, word, err);
	if (status == SAIGA_OK && word->capital &&
		is_written_otherwise(word->written))
		status = count_entry(v, WRITTEN, word->written, word, err);
	return status;
}

enum saiga_status
vocabulary_note_article(struct vocabulary *v,
	const struct saiga_article *article,
	const struct document_builder *builder, struct saiga_error *err)
{
	struct saiga_slice language = article->field[SAIGA_FIELD_LANGUAGE];
	enum saiga_status status = SAIGA_OK;
	struct document_word word;
	uint32_t i;

	for (i = 0; status == SAIGA_OK && document_word(builder, i, &word); i++)
		status = vocabulary_note(v, language, &word, err);
	return status;
}

/* ---- entries to words ---------------------------------------------------- */

/* Puts the entries of a word together. */
struct gatherer {
	struct saiga_strbuf word, languages, written;
	struct count count;
	bool open; /* there is a word */
	vocabulary_fn fn;
	void *ctx;
	struct saiga_error *err;
};

static void
gatherer_init(struct gatherer *g, vocabulary_fn fn, void *ctx,
	struct saiga_error *err)
{
	const struct saiga_strbuf empty = SAIGA_STRBUF_INIT((size_t)1 << 20);

	g->word = g->languages = g->written = empty;
	g->open = false;
	g->fn = fn;
	g->ctx = ctx;
	g->err = err;
}

static enum saiga_status
hand_over(struct gatherer *g)
{
	struct vocabulary_word word = {
		.word = saiga_strbuf_view(&g->word),
		.capital = g->count.capital,
		.small = g->count.small,
		.languages = saiga_strbuf_view(&g->languages),
		.written = saiga_strbuf_view(&g->written),
	};
	enum saiga_status status;

	if (!g->open)
		return SAIGA_OK;
	g->open = false;
	status = saiga_strbuf_status(&g->word, g->err);
	/* More ways to write it than anybody has are as good as these. */
	return status == SAIGA_OK ? g->fn(&word, g->ctx, g->err) : status;
}

/* Whether the item, of which sorted files may each have one, is the list's
 * last. */
static bool
ends_with(const struct saiga_strbuf *list, struct saiga_slice item)
{
	size_t from = list->len - item.len - 1;

	return list->len > item.len &&
		memcmp(list->p + from, item.p, item.len) == 0 &&
		(from == 0 || list->p[from - 1] == '\0');
}

static enum saiga_status
gather(struct gatherer *g, struct saiga_slice entry, const struct count *count)
{
	const char *nul = memchr(entry.p, '\0', entry.len);
	struct saiga_slice word, what;
	struct saiga_strbuf *list;
	enum saiga_status status = SAIGA_OK;

	if (nul == NULL || nul + 1 == entry.p + entry.len)
		return SAIGA_OK;
	word = saiga_slice_of(entry.p, (size_t)(nul - entry.p));
	what = saiga_slice_of(nul + 2, entry.len - word.len - 2);
	if (!g->open || !saiga_slice_equal(word, saiga_strbuf_view(&g->word))) {
		status = hand_over(g);
		saiga_strbuf_reset(&g->word);
		saiga_strbuf_reset(&g->languages);
		saiga_strbuf_reset(&g->written);
		saiga_strbuf_slice(&g->word, word);
		g->count = (struct count){ 0, 0 };
		g->open = true;
	}
	g->count.capital += count->capital;
	g->count.small += count->small;
	list = nul[1] == LANGUAGE ? &g->languages : &g->written;
	if (what.len > 0 && list->len + what.len < list->max &&
		!ends_with(list, what)) {
		saiga_strbuf_slice(list, what);
		saiga_strbuf_byte(list, '\0');
	}
	return status;
}

/* Ends with the last word. */
static enum saiga_status
gatherer_end(struct gatherer *g, enum saiga_status status)
{
	if (status == SAIGA_OK)
		status = hand_over(g);
	saiga_strbuf_dispose(&g->word);
	saiga_strbuf_dispose(&g->languages);
	saiga_strbuf_dispose(&g->written);
	return status;
}

bool
vocabulary_next(struct saiga_slice *list, struct saiga_slice *item)
{
	const char *nul =
		list->len == 0 ? NULL : memchr(list->p, '\0', list->len);

	if (nul == NULL)
		return false;
	*item = saiga_slice_of(list->p, (size_t)(nul - list->p));
	list->p += item->len + 1;
	list->len -= item->len + 1;
	return true;
}

/* ---- a vocabulary's own entries, sorted ---------------------------------- */

struct sorted {
	struct saiga_slice entry;
	const struct count *count;
};

static int
compare_sorted(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;

	return saiga_slice_compare(x->entry, y->entry);
}

/* The entries in order; the caller frees them.  NULL when out of memory. */
static struct sorted *
sort(const struct vocabulary *v)
{
	uint32_t n = saiga_lexicon_count(v->entries), i;
	struct sorted *all = malloc(((size_t)n + 1) * sizeof(*all));

	for (i = 0; all != NULL && i < n; i++) {
		all[i].entry = saiga_lexicon_term(v->entries, i);
		all[i].count = &v->counts[i];
	}
	if (all != NULL)
		qsort(all, n, sizeof(*all), compare_sorted);
	return all;
}

enum saiga_status
vocabulary_each(struct vocabulary *v, vocabulary_fn fn, void *ctx,
	struct saiga_error *err)
{
	uint32_t n = saiga_lexicon_count(v->entries), i;
	struct sorted *all = sort(v);
	enum saiga_status status = SAIGA_OK;
	struct gatherer g;

	if (all == NULL)
		return saiga_error_nomem(err);
	gatherer_init(&g, fn, ctx, err);
	for (i = 0; i < n && status == SAIGA_OK; i++)
		status = gather(&g, all[i].entry, all[i].count);
	status = gatherer_end(&g, status);
	free(all);
	forget(v);
	return status;
}

enum saiga_status
vocabulary_write(struct vocabulary *v, FILE *file, struct saiga_error *err)
{
	uint32_t n = saiga_lexicon_count(v->entries), i;
	struct sorted *all = sort(v);

	if (all == NULL)
		return saiga_error_nomem(err);
	for (i = 0; i < n; i++) {
		uint32_t len = (uint32_t)all[i].entry.len;

		fwrite(&len, sizeof(len), 1, file);
		fwrite(all[i].count, sizeof(*all[i].count), 1, file);
		fwrite(all[i].entry.p, 1, len, file);
	}
	free(all);
	forget(v);
	if (fflush(file) != 0 || ferror(file))
		return saiga_error_set(
			err, SAIGA_IO, "words: %s", strerror(errno));
	return SAIGA_OK;
}

/* ---- merging ------------------------------------------------------------- */

/* A file, and the entry at which it stands. */
struct stream {
	FILE *file;
	uint32_t len;
	struct count count;
	char entry[ENTRY_MAX];
};

/* Reads the next entry; false at the end. */
static bool
read_entry(struct stream *s)
{
	return fread(&s->len, sizeof(s->len), 1, s->file) == 1 &&
		fread(&s->count, sizeof(s->count), 1, s->file) == 1 &&
		s->len <= sizeof(s->entry) &&
		fread(s->entry, 1, s->len, s->file) == s->len;
}

static bool
is_before(const struct stream *a, const struct stream *b)
{
	return saiga_slice_compare(saiga_slice_of(a->entry, a->len),
		       saiga_slice_of(b->entry, b->len)) < 0;
}

/* Moves the stream at place i down to where it belongs in the heap. */
static void
sink(struct stream **heap, size_t n, size_t i)
{
	for (;;) {
		size_t least = i, child;
		struct stream *moved;

		for (child = 2 * i + 1; child <= 2 * i + 2 && child < n;
			child++)
			if (is_before(heap[child], heap[least]))
				least = child;
		if (least == i)
			return;
		moved = heap[i];
		heap[i] = heap[least];
		heap[least] = moved;
		i = least;
	}
}

/* Hands over the entries of all streams. */
static enum saiga_status
merge(struct stream **heap, size_t n, struct gatherer *g)
{
	enum saiga_status status = SAIGA_OK;
	size_t i;

	for (i = n / 2; i > 0; i--)
		sink(heap, n, i - 1);
	while (n > 0 && status == SAIGA_OK) {
		struct stream *s = heap[0];

		status = gather(g, saiga_slice_of(s->entry, s->len), &s->count);
		if (!read_entry(s))
			heap[0] = heap[--n];
		sink(heap, n, 0);
	}
	return status;
}

enum saiga_status
vocabulary_merge(FILE *const *files, size_t n, vocabulary_fn fn, void *ctx,
	struct saiga_error *err)
{
	struct stream *streams = calloc(n + 1, sizeof(*streams));
	struct stream **heap = calloc(n + 1, sizeof(*heap));
	enum saiga_status status = SAIGA_OK;
	struct gatherer g;
	size_t i, m = 0;

	if (streams == NULL || heap == NULL)
		status = saiga_error_nomem(err);
	for (i = 0; i < n && status == SAIGA_OK; i++) {
		streams[i].file = files[i];
		if (read_entry(&streams[i]))
			heap[m++] = &streams[i];
	}
	gatherer_init(&g, fn, ctx, err);
	if (status == SAIGA_OK)
		status = merge(heap, m, &g);
	status = gatherer_end(&g, status);
	for (i = 0; i < n && status == SAIGA_OK; i++)
		if (ferror(files[i]))
			status = saiga_error_set(err, SAIGA_IO,
				"words: they cannot be read again");
	free(streams);
	free(heap);
	return status;
}
