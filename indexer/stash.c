/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file of articles: a struct, the paragraphs, and the bytes of all that the
 * struct points to. */
#include "stash.h"

#include <errno.h>
#include <string.h>

#define SLICES (SAIGA_FIELD_COUNT + 2u)

struct stashed {
	struct saiga_article article; /* its pointers are of no use */
	size_t bytes;                 /* of the strings */
};

static enum saiga_status
fail(struct saiga_error *err)
{
	return saiga_error_set(err, SAIGA_IO, "articles laid aside: %s",
		errno != 0 ? strerror(errno) : "the file is cut");
}

/* All strings of an article, in the order in which they are written. */
static void
list_slices(struct saiga_article *article, struct saiga_slice *out[SLICES])
{
	unsigned i;

	for (i = 0; i < SAIGA_FIELD_COUNT; i++)
		out[i] = &article->field[i];
	out[i++] = &article->text;
	out[i] = &article->part;
}

enum saiga_status
stash_put(FILE *file, const struct saiga_article *article,
	struct saiga_error *err)
{
	struct stashed stashed;
	struct saiga_slice *slices[SLICES];
	size_t n = article->paragraphs.n;
	unsigned i;

	memset(&stashed, 0, sizeof(stashed));
	stashed.article = *article;
	list_slices(&stashed.article, slices);
	for (i = 0; i < SLICES; i++)
		stashed.bytes += slices[i]->len;
	errno = 0;
	fwrite(&stashed, sizeof(stashed), 1, file);
	if (n > 0)
		fwrite(article->paragraphs.items,
			sizeof(*article->paragraphs.items), n, file);
	for (i = 0; i < SLICES; i++)
		if (slices[i]->len > 0)
			fwrite(slices[i]->p, 1, slices[i]->len, file);
	return ferror(file) ? fail(err) : SAIGA_OK;
}

enum saiga_status
stash_get(FILE *file, struct saiga_article *article, struct saiga_strbuf *bytes,
	struct saiga_error *err)
{
	struct saiga_paragraphs paragraphs = article->paragraphs;
	struct saiga_passages passages = article->passages;
	struct saiga_slice *slices[SLICES];
	struct stashed stashed;
	const char *p;
	unsigned i;

	errno = 0;
	if (fread(&stashed, sizeof(stashed), 1, file) != 1)
		return ferror(file) ? fail(err) : SAIGA_NOTFOUND;
	paragraphs.n = stashed.article.paragraphs.n;
	*article = stashed.article;
	article->paragraphs = paragraphs;
	article->passages = passages;
	saiga_strbuf_reset(bytes);
	if (saiga_array_reserve(&article->paragraphs.items,
		    &article->paragraphs.cap, paragraphs.n + 1,
		    sizeof(*paragraphs.items)) != SAIGA_OK ||
		saiga_array_reserve(&bytes->p, &bytes->cap, stashed.bytes + 1,
			1) != SAIGA_OK)
		return saiga_error_nomem(err);
	if (fread(article->paragraphs.items, sizeof(*paragraphs.items),
		    paragraphs.n, file) != paragraphs.n ||
		fread(bytes->p, 1, stashed.bytes, file) != stashed.bytes)
		return fail(err);
	p = bytes->p;
	list_slices(article, slices);
	for (i = 0; i < SLICES; i++) {
		slices[i]->p = p;
		p += slices[i]->len;
	}
	return SAIGA_OK;
}
