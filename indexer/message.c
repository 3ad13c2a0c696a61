/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages: a struct message, its two strings, and maybe a descriptor. */
#include "message.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#define MESSAGE_MAX ((size_t)1 << 18) /* bytes */

enum saiga_status
messages_init(struct messages *messages, struct saiga_error *err)
{
	messages->buffer = malloc(MESSAGE_MAX);
	messages->fd = -1;
	return messages->buffer == NULL ? saiga_error_nomem(err) : SAIGA_OK;
}

void
messages_dispose(struct messages *messages)
{
	free(messages->buffer);
}

static enum saiga_status
fail(struct saiga_error *err)
{
	return saiga_error_set(err, SAIGA_IO, "a worker: %s", strerror(errno));
}

enum saiga_status
message_send(int socket, struct message *m, const char *a, const char *b,
	int fd, bool wait, struct saiga_error *err)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control = { .space = { 0 } };
	struct iovec parts[3];
	struct msghdr header = { .msg_iov = parts, .msg_iovlen = 3 };
	ssize_t n;

	m->a = a == NULL ? 0 : strlen(a);
	m->b = b == NULL ? 0 : strlen(b);
	parts[0] = (struct iovec){ m, sizeof(*m) };
	parts[1] = (struct iovec){ (void *)(uintptr_t)a, m->a };
	parts[2] = (struct iovec){ (void *)(uintptr_t)b, m->b };
	if (fd >= 0) {
		header.msg_control = control.space;
		header.msg_controllen = sizeof(control.space);
		control.header.cmsg_level = SOL_SOCKET;
		control.header.cmsg_type = SCM_RIGHTS;
		control.header.cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(&control.header), &fd, sizeof(fd));
	}
	do
		n = sendmsg(socket, &header,
			MSG_NOSIGNAL | (wait ? 0 : MSG_DONTWAIT));
	while (n < 0 && errno == EINTR);
	if (n < 0 && (errno == EAGAIN || errno == EPIPE))
		return SAIGA_NOTFOUND;
	return n < 0 ? fail(err) : SAIGA_OK;
}

/* The descriptor that came along, or -1. */
static int
descriptor(struct msghdr *header)
{
	struct cmsghdr *c = CMSG_FIRSTHDR(header);
	int fd = -1;

	if (c != NULL && c->cmsg_level == SOL_SOCKET &&
		c->cmsg_type == SCM_RIGHTS &&
		c->cmsg_len == CMSG_LEN(sizeof(int)))
		memcpy(&fd, CMSG_DATA(c), sizeof(fd));
	return fd;
}

enum saiga_status
message_receive(int socket, struct message *m, struct messages *messages,
	struct saiga_error *err)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control;
	struct iovec parts[2] = { { m, sizeof(*m) },
		{ messages->buffer, MESSAGE_MAX - 2 } };
	struct msghdr header = { .msg_iov = parts,
		.msg_iovlen = 2,
		.msg_control = control.space,
		.msg_controllen = sizeof(control.space) };
	ssize_t n;

	/* Where the other has gone with messages unread, that is told once,
	 * before what it has sent itself. */
	do
		n = recvmsg(socket, &header, MSG_CMSG_CLOEXEC);
	while (n < 0 && (errno == EINTR || errno == ECONNRESET));
	if (n == 0)
		return SAIGA_NOTFOUND;
	if (n < 0)
		return fail(err);
	if ((size_t)n != sizeof(*m) + m->a + m->b)
		return saiga_error_set(
			err, SAIGA_INTERNAL, "a worker: a piece of a message");
	messages->fd = descriptor(&header);
	/* A NUL behind each. */
	memmove(messages->buffer + m->a + 1, messages->buffer + m->a, m->b);
	messages->buffer[m->a] = '\0';
	messages->buffer[m->a + 1 + m->b] = '\0';
	messages->a = messages->buffer;
	messages->b = messages->buffer + m->a + 1;
	return SAIGA_OK;
}
