/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * XML as a stream, through libxml2's SAX side in its recovering mode: no
 * tree, no entities but HTML's, nothing fetched, time linear in the bytes.
 */
#ifndef INDEXER_XML_H
#define INDEXER_XML_H

#include "source.h"

/* An element that begins; all of it borrowed for the call. */
struct xml_element {
	const char *name, *prefix, *uri; /* the last two may be NULL */
	const void *attributes;
	int n;
};

/* The attribute's value, whatever its prefix; empty when there is none. */
struct saiga_slice xml_attribute(
	const struct xml_element *element, const char *name);

struct xml_events {
	void (*start)(void *ctx, const struct xml_element *element);
	void (*end)(void *ctx, const char *name);
	void (*text)(void *ctx, struct saiga_slice text); /* valid UTF-8 */
	const bool *stop; /* set by these: no more is read; or NULL */
};

#define XML_WHY_SIZE 128

/*
 * Reads the source to its end.  What is damaged is read as far as it goes:
 * why tells then what is wrong, and is "" when the first element was closed.
 * FORMAT when it is made to take long.
 */
SAIGA_CHECKED enum saiga_status xml_read(struct source *source,
	const struct xml_events *events, void *ctx, char why[XML_WHY_SIZE],
	struct saiga_error *err);

#endif
