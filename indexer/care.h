/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands that look after an index: saiga-care, one file care-NAME.c and
 * one row in care-main.c each. */
#ifndef INDEXER_CARE_H
#define INDEXER_CARE_H

#include <saiga/store.h>

enum { CARE_DONE = 0, CARE_FAULTS = 1, CARE_ERROR = 2 };

/* argv[0] is the command's name; returns the exit status. */
typedef int (*care_fn)(int argc, char **argv);

int care_backup(int argc, char **argv);
int care_check(int argc, char **argv);
int care_compact(int argc, char **argv);
int care_dump(int argc, char **argv);
int care_forget(int argc, char **argv);
int care_roots(int argc, char **argv);

/* ---- what they share: care.c --------------------------------------------- */

/* Prints "saiga: " and the message on standard error, controls taken out;
 * returns CARE_ERROR. */
int care_error(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same for an error, or for the status where there is no message. */
int care_failed(enum saiga_status status, const struct saiga_error *err);

/* Says that getopt_long, which main keeps silent, did not take the argument
 * before the next one; returns CARE_ERROR. */
int care_usage(char *const *argv);

/* Takes the options of a command that has none but --db and --help; false:
 * end with *code. */
bool care_options(const char **db, int *code, int argc, char **argv,
	const char *usage);

/* The index that the option, or what stands for it, names, for reading; the
 * path is appended to *path. */
SAIGA_CHECKED enum saiga_status care_open(struct xc_database **out,
	struct saiga_strbuf *path, const char *option,
	struct saiga_error *err);

/* "12.3 MB", of millions of bytes; in a buffer that the next call but one
 * writes over. */
const char *care_megabytes(uint64_t bytes);

#endif
