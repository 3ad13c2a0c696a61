/* SPDX-License-Identifier: GPL-2.0-or-later */
/* saiga dump: the whole index as lines that can be compared. */
#include "care.h"
#include "sums.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char usage[] =
	"Usage: saiga dump [OPTION]...\n"
	"Prints all that the index has of each article, as JSON, an article a "
	"line,\n"
	"in the order of ids: two indexes of the same articles print the "
	"same.\n"
	"\n"
	"  -a, --all      also what depends on when the articles were indexed\n"
	"  -d, --db=DIR   the index (default: $SAIGA_DB, or\n"
	"                 $XDG_DATA_HOME/saiga/default)\n"
	"  -h, --help     this help\n"
	"\n"
	"See saiga-care(1).\n";

static const struct option long_options[] = {
	{ "all", no_argument, NULL, 'a' },
	{ "db", required_argument, NULL, 'd' },
	{ "help", no_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

struct dump {
	struct xc_database *db;
	struct sums sums;
	struct saiga_stored stored;
	bool all;
};

static const char *const kinds[SAIGA_PARAGRAPH_KINDS] = { "text", "heading",
	"title", "source", "furniture", "tail" };

/* ---- a line -------------------------------------------------------------- */

/* A value that jansson could not make is NULL, and json_object_set_new then
 * fails; json_dumps of an object with this key tells. */
static void
set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		json_object_set_new(object, "", json_null());
}

/* A path may be any bytes; all else is UTF-8 already. */
static json_t *
json_text(struct saiga_slice text)
{
	struct saiga_strbuf repaired = SAIGA_STRBUF_INIT(3 * SAIGA_RECORD_MAX);
	json_t *value = json_stringn(text.len > 0 ? text.p : "", text.len);

	if (value != NULL)
		return value;
	saiga_utf8_repair(text, &repaired);
	value = json_stringn(saiga_strbuf_cstr(&repaired), repaired.len);
	saiga_strbuf_dispose(&repaired);
	return value;
}

static json_t *
json_number(uint64_t n)
{
	return json_integer((json_int_t)n);
}

static json_t *
json_hex(const uint8_t *bytes, size_t n)
{
	char text[2 * SAIGA_HASH_LEN + 1];
	size_t i;

	for (i = 0; i < n; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
	return json_string(text);
}

static json_t *
json_sum(uint64_t sum)
{
	char text[24];

	snprintf(text, sizeof(text), "%016" PRIx64, sum);
	return json_string(text);
}

static json_t *
json_paragraphs(const struct saiga_paragraphs *list)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < list->n; i++) {
		const struct saiga_paragraph *p = &list->items[i];
		json_t *object = json_object();

		set(object, "offset", json_number(p->off));
		set(object, "length", json_number(p->len));
		set(object, "kind", json_string(kinds[p->kind]));
		set(object, "apart", json_boolean(p->apart));
		set(object, "recurs", json_boolean(p->recurs));
		json_array_append_new(array, object);
	}
	return array;
}

static json_t *
json_passages(const struct saiga_passages *list)
{
	json_t *array = json_array();
	size_t i;

	for (i = 0; i < list->n; i++) {
		const struct saiga_passage *p = &list->items[i];
		json_t *object = json_object();

		set(object, "offset", json_number(p->off));
		set(object, "length", json_number(p->len));
		set(object, "first_paragraph", json_number(p->first_paragraph));
		set(object, "last_paragraph", json_number(p->last_paragraph));
		set(object, "position", json_number(p->pos));
		set(object, "words", json_number(p->words));
		json_array_append_new(array, object);
	}
	return array;
}

static void
set_fields(json_t *object, const struct saiga_article *a)
{
	json_t *origins = json_object();
	unsigned f;

	for (f = 0; f < SAIGA_FIELD_COUNT; f++) {
		if (a->field[f].len == 0)
			continue;
		set(object, saiga_fields[f].name, json_text(a->field[f]));
		set(origins, saiga_fields[f].name,
			json_string(saiga_origin_text(a->origin[f])));
	}
	set(object, "origins", origins);
}

/* The values by slot, but for the one that depends on the run. */
static enum saiga_status
set_values(json_t *object, const struct dump *dump, struct saiga_error *err)
{
	struct saiga_strbuf bytes = SAIGA_STRBUF_INIT(SAIGA_RECORD_MAX);
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_value_iter *it = xc_document_values(dump->stored.doc, &xerr);
	uint8_t hash[SAIGA_HASH_LEN];
	enum saiga_status status;
	uint32_t slot;
	size_t len;

	while (it != NULL && xc_value_iter_next(it, &xerr)) {
		const char *value = xc_value_iter_value(it, &len);

		if (xc_value_iter_slot(&slot, it, &xerr) != XC_OK)
			break;
		if (slot == SAIGA_SLOT_INDEXED)
			continue;
		saiga_strbuf_printf(&bytes, "%u:%zu:", (unsigned)slot, len);
		saiga_strbuf_append(&bytes, value, len);
	}
	xc_value_iter_free(it);
	status = xerr.kind != XC_OK ? saiga_store_error(err, &xerr, "values")
				    : saiga_strbuf_status(&bytes, err);
	saiga_hash(saiga_strbuf_view(&bytes), hash);
	set(object, "values_sum", json_hex(hash, sizeof(hash)));
	saiga_strbuf_dispose(&bytes);
	return status;
}

static json_t *
make_object(const struct dump *dump, uint32_t docid)
{
	const struct saiga_article *a = &dump->stored.article;
	struct sum sum = sums_of(&dump->sums, docid);
	json_t *object = json_object();

	set(object, "id", json_text(saiga_slice(a->id)));
	set_fields(object, a);
	if (a->part.len > 0)
		set(object, "part", json_text(a->part));
	set(object, "size", json_number(a->size));
	set(object, "hash", json_hex(a->hash, SAIGA_HASH_LEN));
	if (dump->all) {
		set(object, "document", json_number(docid));
		set(object, "file_modified", json_integer(a->modified));
		set(object, "indexed", json_integer(a->indexed));
	}
	set(object, "text", json_text(a->text));
	set(object, "paragraphs", json_paragraphs(&a->paragraphs));
	set(object, "passages", json_passages(&a->passages));
	set(object, "terms", json_number(sum.n));
	set(object, "terms_sum", json_sum(sum.places));
	return object;
}

static enum saiga_status
print_article(struct dump *dump, uint32_t docid, struct saiga_error *err)
{
	enum saiga_status status =
		saiga_stored_fetch(&dump->stored, dump->db, docid, err);
	json_t *object;
	char *line = NULL;

	if (status != SAIGA_OK)
		return status;
	object = make_object(dump, docid);
	status = set_values(object, dump, err);
	if (status == SAIGA_OK && json_object_get(object, "") == NULL)
		line = json_dumps(object, JSON_COMPACT | JSON_ENSURE_ASCII);
	json_decref(object);
	if (status == SAIGA_OK && line == NULL)
		return saiga_error_nomem(err);
	if (status == SAIGA_OK && puts(line) == EOF)
		status = saiga_error_set(
			err, SAIGA_IO, "cannot write: %s", strerror(errno));
	free(line);
	return status;
}

/* ---- all of them --------------------------------------------------------- */

/* Each document that has the term of an id: more than one would be a fault,
 * and is to be seen. */
static enum saiga_status
print_id(struct dump *dump, const char *term, size_t len,
	struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_posting_iter *it =
		xc_database_postings(dump->db, term, len, &xerr);

	while (it != NULL && status == SAIGA_OK &&
		xc_posting_iter_next(it, &xerr))
		status = print_article(dump, xc_posting_iter_docid(it), err);
	xc_posting_iter_free(it);
	if (status == SAIGA_OK && xerr.kind != XC_OK)
		status = saiga_store_error(err, &xerr, "index");
	return status;
}

static enum saiga_status
print_all(struct dump *dump, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_term_iter *it = xc_database_terms(
		dump->db, SAIGA_PREFIX_ID, strlen(SAIGA_PREFIX_ID), &xerr);

	while (it != NULL && status == SAIGA_OK &&
		xc_term_iter_next(it, &xerr)) {
		size_t len;
		const char *term = xc_term_iter_term(it, &len);

		status = print_id(dump, term, len, err);
	}
	xc_term_iter_free(it);
	if (status == SAIGA_OK && xerr.kind != XC_OK)
		status = saiga_store_error(err, &xerr, "index");
	return status;
}

/* One state of the index, from its first byte to its last: a writer waits with
 * its next commit. */
static enum saiga_status
dump_index(struct dump *dump, const char *path, struct saiga_error *err)
{
	struct xc_error xerr;
	unsigned tries = 0;
	int held;
	enum saiga_status status = saiga_store_hold(&held, path, err);

	if (status != SAIGA_OK)
		return status;
	/* It may have changed since it was opened. */
	if (xc_database_reopen(NULL, dump->db, &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, path);
	else
		do {
			sums_dispose(&dump->sums);
			status = sums_read(&dump->sums, dump->db, err);
		} while (saiga_store_again(dump->db, status, &tries));
	if (status == SAIGA_OK)
		status = print_all(dump, err);
	close(held);
	return status;
}

int
care_dump(int argc, char **argv)
{
	struct saiga_strbuf path = SAIGA_STRBUF_INIT(65536);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct dump dump = { .stored = SAIGA_STORED_INIT };
	const char *option = NULL;
	enum saiga_status status;
	int c;

	while ((c = getopt_long(argc, argv, "ad:h", long_options, NULL)) !=
		-1) {
		if (c == 'h') {
			fputs(usage, stdout);
			return CARE_DONE;
		}
		if (c == 'a')
			dump.all = true;
		else if (c == 'd')
			option = optarg;
		else
			return care_usage(argv);
	}
	if (optind < argc)
		return care_error("dump takes no arguments, only options");
	status = care_open(&dump.db, &path, option, &err);
	if (status == SAIGA_OK)
		status = dump_index(&dump, saiga_strbuf_cstr(&path), &err);
	if (status != SAIGA_OK)
		care_failed(status, &err);
	saiga_stored_dispose(&dump.stored);
	sums_dispose(&dump.sums);
	xc_database_free(dump.db);
	saiga_strbuf_dispose(&path);
	return status == SAIGA_OK ? CARE_DONE : CARE_ERROR;
}
