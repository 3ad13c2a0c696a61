/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Checks an index, and repairs of it what can be. */
#ifndef INDEXER_AUDIT_H
#define INDEXER_AUDIT_H

#include "inspect.h"

struct audit_options {
	const char *path;
	bool quick;  /* builds no document anew */
	bool repair;
	/* A fault: where it is, what it is, and what to do, for a person. */
	void (*tell)(const char *line, void *ctx);
	void *ctx;
};

struct audit_counts {
	uint32_t articles;
	uint64_t faults;    /* found at first */
	uint64_t left;      /* of them, not repaired */
	uint64_t leftovers; /* words in lists that no article has any more */
	uint32_t mended, removed; /* articles */
	bool renewed;       /* the lists of words */
};

/*
 * Checks the index, with its lock held so that nobody writes it meanwhile; one
 * that may not be written can be checked all the same.  OK however many faults
 * there are; LOCKED, NOTFOUND, VERSION and so on where it cannot be looked at.
 */
SAIGA_CHECKED enum saiga_status audit_run(struct audit_counts *counts,
	const struct audit_options *options, struct saiga_error *err);

/* ---- between the two files: audit.c, repair.c ---------------------------- */

/* A document that is not as it should be. */
struct audit_job {
	uint32_t docid;
	enum fault fault;
};

struct audit_jobs {
	struct audit_job *items;
	size_t n, cap;
};

/* Removes or writes anew the documents of the jobs, and durably so. */
SAIGA_CHECKED enum saiga_status repair_documents(struct audit_counts *counts,
	struct xc_writable *w, const char *path, const struct audit_jobs *jobs,
	struct saiga_error *err);

/* Writes the lists of words anew, and durably so. */
SAIGA_CHECKED enum saiga_status repair_lists(
	struct xc_writable *w, const char *path, struct saiga_error *err);

#endif
