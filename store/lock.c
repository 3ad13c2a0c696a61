/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The writer's lock, and who has it. */
#include <saiga/store.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Xapian's lock does not tell whose it is (a lock of an open file is no
 * process's), so the writer leaves its number beside it. */
#define NOTE "writer.tmp"

#define NAMES_MAX 160 /* bytes of a command line that are told */

/* Reads the beginning of a file; how many bytes, 0 where it cannot be read. */
static size_t
read_head(const char *path, char *out, size_t size)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	ssize_t n = fd < 0 ? 0 : read(fd, out, size - 1);

	if (fd >= 0)
		close(fd);
	out[n > 0 ? n : 0] = '\0';
	return n > 0 ? (size_t)n : 0;
}

static void
leave_note(const char *path)
{
	struct saiga_strbuf file = SAIGA_STRBUF_INIT(65536);
	int fd;

	saiga_strbuf_printf(&file, "%s/" NOTE, path);
	fd = open(saiga_strbuf_cstr(&file),
		O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW |
			O_NONBLOCK,
		0666);
	/* Without it only a message is poorer. */
	if (fd >= 0 && dprintf(fd, "%ld\n", (long)getpid()) < 0)
		unlink(saiga_strbuf_cstr(&file));
	if (fd >= 0)
		close(fd);
	saiga_strbuf_dispose(&file);
}

/* Writes "process 123 (its command line)", or what can be known of it. */
static void
name_holder(struct saiga_strbuf *out, const char *path)
{
	char note[24], command[NAMES_MAX], name[64];
	struct saiga_strbuf file = SAIGA_STRBUF_INIT(65536);
	size_t n, i;
	long pid;

	saiga_strbuf_printf(&file, "%s/" NOTE, path);
	read_head(saiga_strbuf_cstr(&file), note, sizeof(note));
	saiga_strbuf_dispose(&file);
	pid = strtol(note, NULL, 10);
	if (pid <= 1 || (kill((pid_t)pid, 0) != 0 && errno == ESRCH)) {
		saiga_strbuf_str(out, "another program");
		return;
	}
	snprintf(name, sizeof(name), "/proc/%ld/cmdline", pid);
	n = read_head(name, command, sizeof(command));
	for (i = 0; i + 1 < n; i++)
		if (command[i] == '\0')
			command[i] = ' ';
	saiga_strbuf_printf(out, "process %ld", pid);
	if (n > 0)
		saiga_strbuf_printf(out, " (%s)", command);
}

/* Xapian calls it locked as well when the lock's file may not be written. */
static enum saiga_status
lock_error(const char *path, struct saiga_error *err)
{
	struct saiga_strbuf text = SAIGA_STRBUF_INIT(65536);
	int why;

	saiga_strbuf_printf(&text, "%s/flintlock", path);
	why = access(saiga_strbuf_cstr(&text), W_OK) == 0 ? 0 : errno;
	saiga_strbuf_reset(&text);
	if (why == EACCES || why == EPERM || why == EROFS)
		saiga_error_set(err, SAIGA_IO,
			"%s: the index may not be written: %s", path,
			strerror(why));
	else {
		why = 0;
		name_holder(&text, path);
		saiga_error_set(err, SAIGA_LOCKED,
			"%s: %s is writing this index: wait until it is done",
			path, saiga_strbuf_cstr(&text));
	}
	saiga_strbuf_dispose(&text);
	return why != 0 ? SAIGA_IO : SAIGA_LOCKED;
}

enum saiga_status
saiga_store_lock(struct xc_writable **out, const char *path, int flags,
	struct saiga_error *err)
{
	struct xc_error xerr;

	*out = xc_writable_open(path, flags | XC_DB_BACKEND_GLASS, 0, &xerr);
	if (*out == NULL)
		return xerr.kind == XC_DATABASE_LOCK_ERROR
			? lock_error(path, err)
			: saiga_store_error(err, &xerr, path);
	leave_note(path);
	return SAIGA_OK;
}
