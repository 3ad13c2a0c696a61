/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changes of files, by inotify. */
#include "watch.h"

#include "reader.h"

#include <saiga/text.h>

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

/* A folder in which one name alone matters: what was named lies in it, or
 * would. */
struct spot {
	int wd;
	char *name;
};

struct watch {
	int fd;
	int problem; /* errno of the first folder that is not watched, or 0 */
	bool *whole; /* by wd, which count up: all in the folder matters */
	size_t n_whole, cap_whole;
	struct spot *spots;
	size_t n_spots, cap_spots;
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
	while (watch->n_spots > 0)
		free(watch->spots[--watch->n_spots].name);
	free(watch->spots);
	free(watch->whole);
	free(watch);
}

enum saiga_status
watch_folder(const char *path, void *ctx)
{
	struct watch *watch = ctx;
	int wd = inotify_add_watch(watch->fd, path, CHANGES);

	if (wd < 0) {
		/* Gone meanwhile: the folder above tells. */
		if (errno != ENOENT && errno != ENOTDIR && watch->problem == 0)
			watch->problem = errno;
		return SAIGA_OK;
	}
	if (saiga_array_reserve(&watch->whole, &watch->cap_whole,
		    (size_t)wd + 1, sizeof(*watch->whole)) != SAIGA_OK)
		return SAIGA_NOMEM;
	while (watch->n_whole <= (size_t)wd)
		watch->whole[watch->n_whole++] = false;
	watch->whole[wd] = true;
	return SAIGA_OK;
}

static bool
is_spot(const struct watch *watch, int wd, const char *name)
{
	size_t i;

	for (i = 0; i < watch->n_spots; i++)
		if (watch->spots[i].wd == wd &&
			strcmp(watch->spots[i].name, name) == 0)
			return true;
	return false;
}

static enum saiga_status
add_spot(struct watch *watch, int wd, const char *name)
{
	char *copy;

	if (is_spot(watch, wd, name))
		return SAIGA_OK;
	copy = strdup(name);
	if (copy == NULL ||
		saiga_array_reserve(&watch->spots, &watch->cap_spots,
			watch->n_spots + 1,
			sizeof(*watch->spots)) != SAIGA_OK) {
		free(copy);
		return SAIGA_NOMEM;
	}
	watch->spots[watch->n_spots++] = (struct spot){ wd, copy };
	return SAIGA_OK;
}

enum saiga_status
watch_place(const char *path, void *ctx)
{
	struct watch *watch = ctx;
	enum saiga_status status = SAIGA_OK;
	char *copy = strdup(path), *slash;
	int wd = -1;

	if (copy == NULL)
		return SAIGA_NOMEM;
	/* The next folder above that is there. */
	while (wd < 0 && (slash = strrchr(copy, '/')) != NULL &&
		slash[1] != '\0') {
		*slash = '\0';
		wd = inotify_add_watch(
			watch->fd, slash == copy ? "/" : copy, CHANGES);
		if (wd >= 0)
			status = add_spot(watch, wd, slash + 1);
		else if (errno == ENOSPC && watch->problem == 0)
			watch->problem = errno;
		if (wd < 0 && errno != ENOENT && errno != ENOTDIR)
			break;
	}
	free(copy);
	return status;
}

/* Whether the change may be one of an article: the files of an index that lies
 * in the folder change with each run. */
static bool
matters(const struct watch *watch, const struct inotify_event *event)
{
	if ((event->mask & IN_Q_OVERFLOW) != 0 || event->len == 0)
		return true;
	if (event->wd >= 0 && (size_t)event->wd < watch->n_whole &&
		watch->whole[event->wd] &&
		((event->mask & IN_ISDIR) != 0 ||
			reader_for(event->name) != NULL))
		return true;
	return is_spot(watch, event->wd, event->name);
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
				matters(watch, event);
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
