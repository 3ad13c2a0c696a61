/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A reader that needs one state of the index for long, and a writer that
 * commits: a commit takes away the blocks of the state before the last one.  A
 * lock on the folder, which nobody else takes, keeps the two apart.
 */
#define _GNU_SOURCE /* flock */
#include <saiga/store.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static void
lock(int fd, int operation)
{
	/* Where the file system has no such locks, readers begin anew. */
	while (flock(fd, operation) != 0 && errno == EINTR)
		;
}

enum saiga_status
saiga_store_hold(int *fd, const char *path, struct saiga_error *err)
{
	*fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0)
		return saiga_error_set(
			err, SAIGA_IO, "%s: %s", path, strerror(errno));
	lock(*fd, LOCK_SH);
	return SAIGA_OK;
}

enum saiga_status
saiga_store_commit(struct xc_writable *w, int dirfd, struct saiga_error *err)
{
	enum saiga_status status = SAIGA_OK;
	struct xc_error xerr;

	lock(dirfd, LOCK_EX);
	if (xc_writable_commit_transaction(w, &xerr) != XC_OK)
		status = saiga_store_error(err, &xerr, "commit");
	/* Xapian renames a file at each commit and leaves the folder unsynced:
	 * after a power cut an acknowledged commit could be gone, or half of
	 * it. */
	else if (fsync(dirfd) != 0)
		status = saiga_error_set(
			err, SAIGA_IO, "commit: %s", strerror(errno));
	lock(dirfd, LOCK_UN);
	return status;
}
