/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks an index: its tables, its documents, its lists of words. */
#include "audit.h"

#include "expected.h"
#include "xapian-check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOLD_MAX 100u /* lines; a damaged index may have a fault an article */
#define ROUNDS 4u     /* of repair */

#define BUILD_ANEW "'saiga index --rebuild' builds the index anew"
#define MEND "'saiga check --repair' mends it"
#define BEGIN_ANEW                                                             \
	"move it away, and name to 'saiga index' all that it was made of"

struct audit {
	const struct audit_options *options;
	struct audit_counts *counts;
	struct xc_database *db;
	struct sums sums;
	struct expected *expected;
	struct audit_jobs jobs;
	uint64_t faults; /* of this round */
	unsigned told;
	bool lists_wrong;
};

static void
tell(struct audit *c, const char *where, const char *what, const char *remedy)
{
	struct saiga_strbuf line = SAIGA_STRBUF_INIT(65536);

	c->faults++;
	if (c->told > TOLD_MAX)
		return;
	if (c->told++ == TOLD_MAX)
		saiga_strbuf_str(&line, "and so on: no more is told");
	else
		saiga_strbuf_printf(&line, "%s: %s: %s", where, what, remedy);
	c->options->tell(saiga_strbuf_cstr(&line), c->options->ctx);
	saiga_strbuf_dispose(&line);
}

/* ---- documents ----------------------------------------------------------- */

static const char *
remedy_of(const struct audit *c, enum fault fault)
{
	if (fault == FAULT_POSTINGS)
		return BUILD_ANEW;
	if (!c->options->repair)
		return fault == FAULT_RECORD
			? "'saiga check --repair' removes it, and the next "
			  "'saiga index' reads its file again"
			: MEND;
	return fault == FAULT_RECORD
		? "removed; the next 'saiga index' reads its file again"
		: "written anew";
}

static enum saiga_status
note_fault(struct audit *c, struct inspection *in, uint32_t docid,
	enum fault fault, struct saiga_error *err)
{
	bool known = in->stored.doc != NULL && fault != FAULT_RECORD &&
		in->stored.article.id[0] != '\0';
	struct audit_job job = { docid, fault };
	char where[64];

	snprintf(where, sizeof(where), "document %u%s%s", (unsigned)docid,
		known ? ", article " : "", known ? in->stored.article.id : "");
	tell(c, where, saiga_strbuf_cstr(&in->what), remedy_of(c, fault));
	if (saiga_array_reserve(&c->jobs.items, &c->jobs.cap, c->jobs.n + 1,
		    sizeof(job)) != SAIGA_OK)
		return saiga_error_nomem(err);
	c->jobs.items[c->jobs.n++] = job;
	return SAIGA_OK;
}

static enum saiga_status
check_document(struct audit *c, struct inspection *in, uint32_t docid,
	struct saiga_error *err)
{
	enum fault fault;
	enum saiga_status status = inspect(&fault, in, docid, err);

	/* What is left of the sums is of no document. */
	if (docid <= c->sums.n)
		c->sums.items[docid - 1].n = 0;
	if (status == SAIGA_OK && fault != FAULT_NONE)
		return note_fault(c, in, docid, fault, err);
	if (status == SAIGA_OK && c->expected != NULL)
		status = expected_note(
			c->expected, in->builder, &in->stored.article, err);
	return status;
}

static void
check_strays(struct audit *c)
{
	char where[32];
	uint32_t i;

	for (i = 0; i < c->sums.n; i++) {
		if (c->sums.items[i].n == 0)
			continue;
		snprintf(where, sizeof(where), "document %u", i + 1);
		tell(c, where,
			"the lists of articles by words have it, and it is not "
			"there",
			BUILD_ANEW);
	}
}

static enum saiga_status
check_documents(struct audit *c, struct saiga_error *err)
{
	struct xc_error xerr = XC_ERROR_INIT;
	struct xc_posting_iter *it;
	struct inspection in;
	bool quick = c->options->quick;
	enum saiga_status status =
		inspection_init(&in, c->db, quick ? NULL : &c->sums, err);

	c->counts->articles = 0;
	/* The term of no bytes is in every document. */
	it = xc_database_postings(c->db, "", 0, &xerr);
	while (it != NULL && status == SAIGA_OK &&
		xc_posting_iter_next(it, &xerr)) {
		c->counts->articles++;
		status = check_document(c, &in, xc_posting_iter_docid(it), err);
	}
	xc_posting_iter_free(it);
	inspection_dispose(&in);
	if (status == SAIGA_OK && xerr.kind != XC_OK)
		status = saiga_store_error(err, &xerr, "index");
	if (status == SAIGA_OK)
		check_strays(c);
	return status;
}

/* ---- lists --------------------------------------------------------------- */

static void
on_list_fault(const char *what, void *ctx)
{
	struct audit *c = ctx;

	c->lists_wrong = true;
	tell(c, "list of words", what,
		c->options->repair ? "the lists are written anew" : MEND);
}

static enum saiga_status
check_lists(struct audit *c, struct saiga_error *err)
{
	struct expected_faults faults = { on_list_fault, c, 0, 0 };
	enum saiga_status status = SAIGA_OK;

	if (c->expected != NULL)
		status = expected_write(c->expected, err);
	if (status == SAIGA_OK)
		status = expected_check(&faults, c->db, c->expected, err);
	c->counts->leftovers = faults.leftovers;
	return status;
}

/* ---- rounds -------------------------------------------------------------- */

static void
end_round(struct audit *c)
{
	expected_free(c->expected);
	c->expected = NULL;
	sums_dispose(&c->sums);
	xc_database_free(c->db);
	c->db = NULL;
}

/* Looks at all of it once. */
static enum saiga_status
look(struct audit *c, struct saiga_error *err)
{
	enum saiga_status status =
		saiga_store_open(&c->db, c->options->path, err);

	c->faults = 0;
	c->jobs.n = 0;
	c->lists_wrong = false;
	if (status == SAIGA_OK && !c->options->quick)
		status = sums_read(&c->sums, c->db, err);
	if (status == SAIGA_OK && !c->options->quick)
		status = expected_new(&c->expected, NULL, err);
	if (status == SAIGA_OK)
		status = check_documents(c, err);
	if (status == SAIGA_OK)
		status = check_lists(c, err);
	end_round(c);
	return status;
}

/* Mends what one look found; *mended: there is a reason to look again. */
static enum saiga_status
repair(bool *mended, struct audit *c, struct xc_writable *w,
	struct saiga_error *err)
{
	struct audit_counts *counts = c->counts;
	uint32_t before = counts->mended + counts->removed;
	enum saiga_status status = SAIGA_OK;

	if (c->jobs.n > 0)
		status = repair_documents(
			counts, w, c->options->path, &c->jobs, err);
	*mended = counts->mended + counts->removed > before;
	/* The documents come first, as the lists are made of them. */
	if (status != SAIGA_OK || *mended ||
		(!c->lists_wrong && counts->leftovers == 0))
		return status;
	status = repair_lists(w, c->options->path, err);
	*mended = counts->renewed = status == SAIGA_OK;
	return status;
}

/* Looks and mends, until there is nothing left that can be mended: what is
 * removed may change how others are to be marked. */
static enum saiga_status
look_and_repair(struct audit *c, struct xc_writable *w, struct saiga_error *err)
{
	enum saiga_status status = look(c, err);
	bool mended = c->options->repair;
	unsigned round;

	c->counts->faults = c->faults;
	for (round = 0; round < ROUNDS && status == SAIGA_OK && mended;
		round++) {
		status = repair(&mended, c, w, err);
		if (status != SAIGA_OK || !mended)
			break;
		c->told = TOLD_MAX + 1; /* once is enough */
		status = look(c, err);
	}
	c->counts->left = c->faults;
	return status;
}

/* Where tables are damaged, there is no more to be looked at. */
static enum saiga_status
check_tables(struct audit *c, struct saiga_error *err)
{
	struct saiga_error why = SAIGA_ERROR_INIT;
	enum saiga_status status = xapian_check(c->options->path, &why);

	if (status == SAIGA_OK)
		return SAIGA_OK;
	if (status != SAIGA_CORRUPT)
		return saiga_error_set(
			err, status, "%s: %s", c->options->path, why.msg);
	tell(c, c->options->path, why.msg, BUILD_ANEW);
	return SAIGA_CORRUPT;
}

/* What Xapian cannot read, its own check does not always find. */
static enum saiga_status
look_at_all(struct audit *c, struct xc_writable *w, struct saiga_error *err)
{
	struct saiga_error why = SAIGA_ERROR_INIT;
	enum saiga_status status = check_tables(c, err);

	if (status != SAIGA_OK)
		return status;
	status = look_and_repair(c, w, &why);
	if (status == SAIGA_OK && c->counts->mended + c->counts->removed > 0) {
		c->told = 0;
		return check_tables(c, err);
	}
	if (status == SAIGA_CORRUPT)
		tell(c, c->options->path, why.msg, BUILD_ANEW);
	else if (status != SAIGA_OK)
		saiga_error_set(err, status, "%s", why.msg);
	return status;
}

static enum saiga_status
check_locked(struct audit *c, struct xc_writable *w, struct saiga_error *err)
{
	enum saiga_status status = look_at_all(c, w, err);

	if (status != SAIGA_CORRUPT)
		return status;
	if (c->counts->faults == 0)
		c->counts->faults = c->faults;
	c->counts->left = c->faults;
	return SAIGA_OK;
}

enum saiga_status
audit_run(struct audit_counts *counts, const struct audit_options *options,
	struct saiga_error *err)
{
	struct audit c = { .options = options, .counts = counts };
	struct xc_writable *w = NULL;
	enum saiga_status status;

	memset(counts, 0, sizeof(*counts));
	status = saiga_store_open(&c.db, options->path, err);
	xc_database_free(c.db);
	/* What is checked while it changes looks damaged and is not; one that
	 * may not be written does not change by our side. */
	if (status == SAIGA_OK)
		status = saiga_store_lock(&w, options->path, XC_DB_OPEN, err);
	else if (status != SAIGA_CORRUPT)
		return status;
	if (status == SAIGA_CORRUPT) {
		tell(&c, options->path, "it cannot be opened", BEGIN_ANEW);
		counts->faults = counts->left = 1;
		return SAIGA_OK;
	}
	if (status == SAIGA_OK || (status == SAIGA_IO && !options->repair))
		status = check_locked(&c, w, err);
	free(c.jobs.items);
	xc_writable_free(w);
	return status;
}
