/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hard limit on the time of one answer. */
#ifndef WEB_LATE_H
#define WEB_LATE_H

/*
 * When so many seconds have passed without late_disarm, the process writes a
 * response of its own, 503, to the descriptor and ends, whatever it is doing:
 * a search that reads a damaged table in circles cannot be stopped otherwise.
 * request is FastCGI's number of the request, 0 for plain CGI.  A descriptor
 * of -1: it ends without a word.
 */
void late_arm(int fd, int request, unsigned seconds);
void late_disarm(void);

#endif
