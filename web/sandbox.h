/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drops what a process that answers strangers does not need. */
#ifndef WEB_SANDBOX_H
#define WEB_SANDBOX_H

#include <saiga/strbuf.h>

struct sandbox {
	const char *const *folders; /* that may be read */
	size_t n;
	unsigned memory;            /* megabytes of the process; 0: no limit */
	unsigned seconds;           /* of computing; 0: no limit */
};

/*
 * From here on the process can open nothing but files below the folders, and
 * these only to read (Landlock, where the kernel has it; without it, anything
 * but only to read); make no socket, no process and no file, run no program
 * (seccomp): such calls fail with EPERM or EACCES.  Descriptors that are open
 * stay, and connections are accepted from one that listens.  IO when the
 * kernel refuses seccomp.
 */
SAIGA_CHECKED enum saiga_status sandbox_enter(
	const struct sandbox *sandbox, struct saiga_error *err);

#endif
