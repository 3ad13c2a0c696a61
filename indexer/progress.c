/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Progress, messages and the summary. */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#define INTERVAL 0.1 /* seconds between two updates */

static double
seconds_since(const struct timespec *then)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - then->tv_sec) +
		(double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

void
progress_init(struct progress *progress, bool quiet)
{
	progress->live = !quiet && isatty(STDERR_FILENO);
	progress->shown = false;
	clock_gettime(CLOCK_MONOTONIC, &progress->start);
	progress->last = progress->start;
}

void
progress_end(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	progress->shown = false;
}

void
progress_message(const char *path, const char *text, void *ctx)
{
	progress_end(ctx);
	saiga_warn("%s: %s", *path == '\0' ? "standard input" : path, text);
}

void
progress_update(const struct index_counts *done, const struct index_counts *all,
	void *ctx)
{
	struct progress *progress = ctx;
	double elapsed, left = 0, mb = (double)done->bytes / 1e6;

	if (!progress->live ||
		(progress->shown && seconds_since(&progress->last) < INTERVAL))
		return;
	clock_gettime(CLOCK_MONOTONIC, &progress->last);
	elapsed = seconds_since(&progress->start);
	if (done->bytes > 0 && all->bytes > done->bytes)
		left = elapsed * (double)(all->bytes - done->bytes) /
			(double)done->bytes;
	left = left < 359999 ? left : 359999;
	fprintf(stderr,
		"\r\033[K%" PRIu64 " articles, %.1f of %.1f MB, "
		"%.1f MB/s, %d:%02d left",
		done->added + done->updated + done->unchanged, mb,
		(double)all->bytes / 1e6, elapsed > 0 ? mb / elapsed : 0,
		(int)left / 60, (int)left % 60);
	progress->shown = true;
}

static const char *
plural(uint64_t n)
{
	return n == 1 ? "" : "s";
}

static void
print_index(const char *db)
{
	struct saiga_strbuf name = SAIGA_STRBUF_INIT(65536);

	saiga_utf8_printable(saiga_slice(db), &name);
	printf("the index is %s\n", saiga_strbuf_cstr(&name));
	saiga_strbuf_dispose(&name);
}

void
progress_summary(const struct progress *progress, const struct index_counts *c,
	const char *db)
{
	uint64_t articles = c->added + c->updated + c->unchanged;

	printf("%" PRIu64 " article%s: %" PRIu64 " new, %" PRIu64
	       " changed, %" PRIu64 " as before",
		articles, plural(articles), c->added, c->updated, c->unchanged);
	if (c->removed > 0)
		printf(", %" PRIu64 " gone", c->removed);
	if (c->skipped > 0)
		printf("; %" PRIu64 " file%s of other kinds skipped",
			c->skipped, plural(c->skipped));
	if (c->parts_skipped > 0)
		printf("; %" PRIu64 " part%s of files of other kinds skipped",
			c->parts_skipped, plural(c->parts_skipped));
	if (c->failed > 0)
		printf("; %" PRIu64 " file%s not indexed, see above", c->failed,
			plural(c->failed));
	if (c->failed_before > 0)
		printf("; %" PRIu64 " file%s failed before and %s not changed: "
		       "see 'saiga index --failed'",
			c->failed_before, plural(c->failed_before),
			c->failed_before == 1 ? "has" : "have");
	if (c->parts_failed > 0)
		printf("; %" PRIu64 " part%s of files not indexed, see above",
			c->parts_failed, plural(c->parts_failed));
	if (c->added + c->updated + c->removed == 0) {
		printf("\nnothing new; ");
		print_index(db);
		return;
	}
	printf("\n%" PRIu64 " words in %" PRIu64 " passage%s, %.1f s; ",
		c->words, c->passages, plural(c->passages),
		seconds_since(&progress->start));
	print_index(db);
}
