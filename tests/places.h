/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files, folders and rights for the tests of the indexer, in test_folder(). */
#ifndef PLACES_H
#define PLACES_H

/* Writes the file. */
void place_file(const char *path, const char *content);

/* Makes what the list names, a space between: "folder/", "link->target",
 * "fifo|", "file", which gets a few words of text. */
void place_all(const char *list);

/* Root reads everything: what may not be read is tried as nobody, from
 * place_nobody to place_oneself. */
void place_nobody(void);
void place_oneself(void);

#endif
