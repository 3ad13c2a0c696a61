/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waits until files change: inotify(7). */
#ifndef INDEXER_WATCH_H
#define INDEXER_WATCH_H

#include <saiga/status.h>

#include <signal.h>
#include <stdbool.h>

struct watch;

SAIGA_CHECKED enum saiga_status watch_new(
	struct watch **out, struct saiga_error *err);
void watch_free(struct watch *watch);

/* Watches a folder; one that is watched already costs nothing.  To be called
 * before the folder is read, so that no change falls between.  Fits
 * index_events.folder, ctx being the watch; what fails is kept for
 * watch_wait, since the run itself can go on. */
enum saiga_status watch_folder(const char *path, void *ctx);

/* Watches for what was named itself, by its absolute path, whether it is there
 * or not: a file, or a folder that may go and come back.  Fits
 * index_events.place. */
enum saiga_status watch_place(const char *path, void *ctx);

/*
 * Returns when something has changed in what is watched, and half a second has
 * been quiet or ten seconds have passed; or, with *changed false, when *stop was
 * set by a signal.  IO when a folder could not be watched.
 */
SAIGA_CHECKED enum saiga_status watch_wait(bool *changed, struct watch *watch,
	const volatile sig_atomic_t *stop, struct saiga_error *err);

#endif
