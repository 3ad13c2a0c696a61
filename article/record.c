/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The stored record of an article.  Its layout, in order:
 *
 *	"SG", the version (a byte)
 *	the id, 13 bytes
 *	per field with a value: its number + 1, its origin, its bytes; then 0
 *	modified, indexed (zigzag), size; the content's hash, 16 bytes
 *	the paragraphs: their count; per one kind * 2 + apart, the gap from the
 *	    end of the one before, the length
 *	the passages: their count; per one the gap from the start of the one
 *	    before, the length, first paragraph, how many more, pos, words
 *	the text
 *	a checksum: the CRC-32 of all before it, the low byte first (it is read
 *	    with every result, and SHA-256 took a quarter of a search)
 *
 * Numbers are variable-length: seven bits a byte, the low ones first, the
 * high bit set on all but the last (LEB128).  Bytes are their count and they
 * themselves.
 */
#include <saiga/article.h>

#include <string.h>
#include <zlib.h>

#define MAGIC "SG"
#define MAGIC_LEN 2
#define CHECKSUM_LEN 4

/* As in ISO/IEC 3309 and zlib. */
static void
make_checksum(struct saiga_slice record, uint8_t out[CHECKSUM_LEN])
{
	unsigned long crc = crc32_z(0, (const Bytef *)record.p, record.len);
	unsigned i;

	for (i = 0; i < CHECKSUM_LEN; i++)
		out[i] = (uint8_t)(crc >> (8 * i));
}

void
saiga_article_init(struct saiga_article *article)
{
	memset(article, 0, sizeof(*article));
}

void
saiga_article_dispose(struct saiga_article *article)
{
	saiga_paragraphs_dispose(&article->paragraphs);
	saiga_passages_dispose(&article->passages);
}

struct saiga_slice
saiga_article_passage(const struct saiga_article *article, size_t i)
{
	const struct saiga_passage *p = &article->passages.items[i];

	return saiga_slice_of(article->text.p + p->off, p->len);
}

struct saiga_slice
saiga_article_paragraph(const struct saiga_article *article, size_t i)
{
	const struct saiga_paragraph *p = &article->paragraphs.items[i];

	return saiga_slice_of(article->text.p + p->off, p->len);
}

struct saiga_slice
saiga_article_name(const struct saiga_article *article, size_t max, bool *made)
{
	struct saiga_slice text = article->text, cut;
	size_t end;

	*made = article->field[SAIGA_FIELD_TITLE].len == 0;
	if (!*made)
		return article->field[SAIGA_FIELD_TITLE];
	if (article->passages.n > 0)
		text = saiga_article_passage(article, 0);
	text = saiga_slice_trim(text);
	if (text.len == 0)
		return article->field[SAIGA_FIELD_PATH];
	saiga_slice_line(&(struct saiga_slice){ text.p, text.len }, &cut);
	if (cut.len <= max)
		return cut;
	cut = saiga_utf8_cut(cut, max);
	end = cut.len;
	while (end > max / 2 && cut.p[end] != ' ')
		end--;
	/* Chinese has no spaces, nor has an address: any character then. */
	if (cut.p[end] == ' ')
		cut.len = end;
	return saiga_slice_trim(cut);
}

/* ---- writing ------------------------------------------------------------ */

static void
put_number(struct saiga_strbuf *b, uint64_t n)
{
	while (n >= 0x80) {
		saiga_strbuf_byte(b, (char)(n | 0x80));
		n >>= 7;
	}
	saiga_strbuf_byte(b, (char)n);
}

static void
put_signed(struct saiga_strbuf *b, int64_t n)
{
	put_number(b, (uint64_t)n << 1 ^ (uint64_t)(n >> 63));
}

static void
put_bytes(struct saiga_strbuf *b, struct saiga_slice s)
{
	put_number(b, s.len);
	saiga_strbuf_slice(b, s);
}

static void
put_fields(struct saiga_strbuf *b, const struct saiga_article *a)
{
	unsigned i;

	for (i = 0; i < SAIGA_FIELD_COUNT; i++) {
		if (a->field[i].len == 0)
			continue;
		put_number(b, i + 1);
		put_number(b, a->origin[i]);
		put_bytes(b, a->field[i]);
	}
	put_number(b, 0);
}

static void
put_paragraphs(struct saiga_strbuf *b, const struct saiga_paragraphs *list)
{
	size_t i, end = 0;

	put_number(b, list->n);
	for (i = 0; i < list->n; i++) {
		const struct saiga_paragraph *p = &list->items[i];

		put_number(b, (uint64_t)p->kind * 2 + p->apart);
		put_number(b, p->off - end);
		put_number(b, p->len);
		end = p->off + p->len;
	}
}

static void
put_passages(struct saiga_strbuf *b, const struct saiga_passages *list)
{
	size_t i, start = 0;

	put_number(b, list->n);
	for (i = 0; i < list->n; i++) {
		const struct saiga_passage *p = &list->items[i];

		put_number(b, p->off - start);
		put_number(b, p->len);
		put_number(b, p->first_paragraph);
		put_number(b, p->last_paragraph - p->first_paragraph);
		put_number(b, p->pos);
		put_number(b, p->words);
		start = p->off;
	}
}

enum saiga_status
saiga_record_encode(const struct saiga_article *a, struct saiga_strbuf *out,
	struct saiga_error *err)
{
	uint8_t checksum[CHECKSUM_LEN];

	saiga_strbuf_reset(out);
	saiga_strbuf_append(out, MAGIC, MAGIC_LEN);
	saiga_strbuf_byte(out, SAIGA_RECORD_VERSION);
	saiga_strbuf_append(out, a->id, SAIGA_ID_LEN);
	put_fields(out, a);
	put_signed(out, a->modified);
	put_signed(out, a->indexed);
	put_number(out, a->size);
	saiga_strbuf_append(out, a->hash, SAIGA_HASH_LEN);
	put_paragraphs(out, &a->paragraphs);
	put_passages(out, &a->passages);
	put_bytes(out, a->text);
	make_checksum(saiga_strbuf_view(out), checksum);
	saiga_strbuf_append(out, checksum, CHECKSUM_LEN);
	return saiga_strbuf_status(out, err);
}

/* ---- reading ------------------------------------------------------------ */

/* What is left of a record; bad once something did not fit. */
struct cursor {
	const char *p;
	size_t left;
	bool bad;
};

static uint64_t
take_number(struct cursor *c)
{
	uint64_t n = 0;
	unsigned shift;

	for (shift = 0; shift < 64 && c->left > 0; shift += 7) {
		unsigned char byte = (unsigned char)*c->p++;

		c->left--;
		n |= (uint64_t)(byte & 0x7f) << shift;
		if ((byte & 0x80) == 0)
			return n;
	}
	c->bad = true;
	return 0;
}

/* A number that the caller has a limit for. */
static uint64_t
take_up_to(struct cursor *c, uint64_t max)
{
	uint64_t n = take_number(c);

	if (n <= max)
		return n;
	c->bad = true;
	return 0;
}

static int64_t
take_signed(struct cursor *c)
{
	uint64_t n = take_number(c);

	return (int64_t)(n >> 1 ^ (~(n & 1) + 1));
}

static struct saiga_slice
take_raw(struct cursor *c, size_t len)
{
	struct saiga_slice s = { c->p, len };

	if (len > c->left) {
		c->bad = true;
		return saiga_slice_of(c->p, 0);
	}
	c->p += len;
	c->left -= len;
	return s;
}

static struct saiga_slice
take_bytes(struct cursor *c)
{
	return take_raw(c, take_up_to(c, c->left));
}

static void
take_fields(struct cursor *c, struct saiga_article *a)
{
	uint64_t number;

	while ((number = take_up_to(c, SAIGA_FIELD_COUNT)) > 0 && !c->bad) {
		a->origin[number - 1] = (enum saiga_origin)take_up_to(
			c, SAIGA_ORIGIN_COUNT - 1);
		a->field[number - 1] = take_bytes(c);
	}
}

static enum saiga_status
take_paragraphs(struct cursor *c, struct saiga_paragraphs *list)
{
	/* Three bytes each at least, so that a wrong count costs nothing. */
	uint64_t n = take_up_to(c, c->left / 3);
	enum saiga_status status = SAIGA_OK;
	size_t end = 0;

	list->n = 0;
	for (; n > 0 && !c->bad && status == SAIGA_OK; n--) {
		uint64_t kind = take_up_to(c, SAIGA_PARAGRAPH_KINDS * 2 - 1);
		struct saiga_paragraph p = {
			.kind = (enum saiga_paragraph_kind)(kind >> 1),
			.apart = kind & 1,
		};

		p.off = end + take_up_to(c, SAIGA_RECORD_MAX);
		p.len = take_up_to(c, SAIGA_RECORD_MAX);
		end = p.off + p.len;
		status = saiga_paragraphs_add(list, p);
	}
	return status;
}

static enum saiga_status
take_passages(struct cursor *c, struct saiga_passages *list)
{
	uint64_t n = take_up_to(c, c->left / 6);
	enum saiga_status status = SAIGA_OK;
	size_t start = 0;

	list->n = 0;
	for (; n > 0 && !c->bad && status == SAIGA_OK; n--) {
		struct saiga_passage p;

		p.off = start + take_up_to(c, SAIGA_RECORD_MAX);
		p.len = take_up_to(c, SAIGA_RECORD_MAX);
		p.first_paragraph = (uint32_t)take_up_to(c, SAIGA_RECORD_MAX);
		p.last_paragraph = p.first_paragraph +
			(uint32_t)take_up_to(c, SAIGA_RECORD_MAX);
		p.pos = (uint32_t)take_up_to(c, UINT32_MAX);
		p.words = (uint32_t)take_up_to(c, SAIGA_RECORD_MAX);
		start = p.off;
		status = saiga_passages_add(list, p);
	}
	return status;
}

/* Every range lies inside the text it is of. */
static bool
is_consistent(const struct saiga_article *a)
{
	size_t i;

	for (i = 0; i < a->paragraphs.n; i++) {
		const struct saiga_paragraph *p = &a->paragraphs.items[i];

		if (p->off + p->len > a->text.len)
			return false;
	}
	for (i = 0; i < a->passages.n; i++) {
		const struct saiga_passage *p = &a->passages.items[i];

		if (p->off + p->len > a->text.len ||
			p->last_paragraph >= a->paragraphs.n)
			return false;
	}
	return true;
}

/* Checks both ends of the record and takes them off. */
static enum saiga_status
unwrap(struct saiga_slice record, struct cursor *c, struct saiga_error *err)
{
	uint8_t checksum[CHECKSUM_LEN];

	if (record.len < MAGIC_LEN + 1 + CHECKSUM_LEN ||
		memcmp(record.p, MAGIC, MAGIC_LEN) != 0 ||
		record.p[MAGIC_LEN] == 0)
		return saiga_error_set(
			err, SAIGA_CORRUPT, "a stored article has no header");
	if ((unsigned char)record.p[MAGIC_LEN] > SAIGA_RECORD_VERSION)
		return saiga_error_set(err, SAIGA_VERSION,
			"the index was written by a newer saiga: upgrade, or "
			"index the files anew");
	record.len -= CHECKSUM_LEN;
	make_checksum(record, checksum);
	if (memcmp(record.p + record.len, checksum, CHECKSUM_LEN) != 0)
		return saiga_error_set(err, SAIGA_CORRUPT,
			"a stored article differs from its checksum");
	c->p = record.p + MAGIC_LEN + 1;
	c->left = record.len - MAGIC_LEN - 1;
	c->bad = false;
	return SAIGA_OK;
}

enum saiga_status
saiga_record_decode(struct saiga_article *a, struct saiga_slice record,
	struct saiga_error *err)
{
	struct saiga_paragraphs paragraphs = a->paragraphs;
	struct saiga_passages passages = a->passages;
	struct saiga_slice id, hash;
	struct cursor c = { NULL, 0, true };
	enum saiga_status status = unwrap(record, &c, err);

	saiga_article_init(a);
	a->paragraphs = paragraphs;
	a->passages = passages;
	a->paragraphs.n = a->passages.n = 0;
	if (status != SAIGA_OK)
		return status;
	id = take_raw(&c, SAIGA_ID_LEN);
	if (id.len == SAIGA_ID_LEN)
		memcpy(a->id, id.p, SAIGA_ID_LEN);
	take_fields(&c, a);
	a->modified = take_signed(&c);
	a->indexed = take_signed(&c);
	a->size = take_number(&c);
	hash = take_raw(&c, SAIGA_HASH_LEN);
	if (hash.len == SAIGA_HASH_LEN)
		memcpy(a->hash, hash.p, SAIGA_HASH_LEN);
	if (take_paragraphs(&c, &a->paragraphs) != SAIGA_OK ||
		take_passages(&c, &a->passages) != SAIGA_OK)
		return saiga_error_nomem(err);
	a->text = take_bytes(&c);
	if (c.bad || c.left > 0 || !is_consistent(a))
		return saiga_error_set(err, SAIGA_CORRUPT,
			"a stored article cannot be decoded");
	return SAIGA_OK;
}
