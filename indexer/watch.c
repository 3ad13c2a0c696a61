/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changes of files, by inotify. */
#include "watch.h"

#include "reader.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <time.h>
#include <unistd.h>

#define QUIET 500   /* milliseconds without a change, until a run */
#define MOST 10000  /* milliseconds of changes */
#define ASLEEP 1000 /* milliseconds until *stop is looked at again */

#define CHANGES                                                                \
	(IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM |              \
		IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF |      \
		IN_ONLYDIR)

struct watch {
	int fd;
	int problem; /* errno of the first folder that is not watched, or 0 */
};

enum saiga_status
watch_new(struct watch **out, struct saiga_error *err)
{
	struct watch *watch = calloc(1, sizeof(*watch));

	*out = watch;
	if (watch == NULL)
		return saiga_error_nomem(err);
	watch->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (watch->fd >= 0)
		return SAIGA_OK;
	free(watch);
	*out = NULL;
	return saiga_error_set(
		err, SAIGA_IO, "files cannot be watched: %s", strerror(errno));
}

void
watch_free(struct watch *watch)
{
	if (watch == NULL)
		return;
	close(watch->fd);
	free(watch);
}

enum saiga_status
watch_folder(const char *path, void *ctx)
{
	struct watch *watch = ctx;

	/* Gone meanwhile: the folder above tells. */
	if (inotify_add_watch(watch->fd, path, CHANGES) < 0 &&
		errno != ENOENT && errno != ENOTDIR && watch->problem == 0)
		watch->problem = errno;
	return SAIGA_OK;
}

/* Whether the change may be one of an article: the files of an index that lies
 * in the folder change with each run. */
static bool
matters(const struct inotify_event *event)
{
	return (event->mask & (IN_ISDIR | IN_Q_OVERFLOW)) != 0 ||
		event->len == 0 || reader_for(event->name) != NULL;
}

/* Takes the events that are there; whether one of them matters. */
static bool
take(struct watch *watch)
{
	_Alignas(struct inotify_event) char buffer[65536];
	bool any = false;
	ssize_t n;

	while ((n = read(watch->fd, buffer, sizeof(buffer))) > 0) {
		const char *p = buffer;

		while (p < buffer + n) {
			const struct inotify_event *event = (const void *)p;

			/* IN_IGNORED comes with each folder that goes. */
			any |= (event->mask & IN_IGNORED) == 0 &&
				matters(event);
			p += sizeof(*event) + event->len;
		}
	}
	return any;
}

/* Whether there is an event within so many milliseconds; a signal ends the
 * wait, too. */
static bool
is_ready(const struct watch *watch, int milliseconds)
{
	struct pollfd fd = { .fd = watch->fd, .events = POLLIN };

	return poll(&fd, 1, milliseconds) > 0;
}

static int64_t
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

enum saiga_status
watch_wait(bool *changed, struct watch *watch,
	const volatile sig_atomic_t *stop, struct saiga_error *err)
{
	int64_t end;

	*changed = false;
	if (watch->problem == ENOSPC)
		return saiga_error_set(err, SAIGA_IO,
			"there are more folders than may be watched: raise "
			"fs.inotify.max_user_watches (sysctl), or run 'saiga "
			"index' now and then instead");
	if (watch->problem != 0)
		return saiga_error_set(err, SAIGA_IO,
			"a folder cannot be watched: %s",
			strerror(watch->problem));
	while (!*changed && !*stop)
		*changed = is_ready(watch, ASLEEP) && take(watch);
	end = now() + MOST;
	while (!*stop && now() < end && is_ready(watch, QUIET))
		take(watch);
	*changed = *changed && !*stop;
	return SAIGA_OK;
}
