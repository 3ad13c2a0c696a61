/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The body that a page has as data, for the program that shows it: JSON-LD's
 * articleBody (schema.org/articleBody). */
#include "html-body.h"

#include <jansson.h>

#include <string.h>

#define DEPTH 16 /* of objects that are looked into */

/* The longest articleBody in the value and what is in it, or best. */
static const char *
longest_body(const json_t *value, unsigned depth, const char *best)
{
	const char *key;
	json_t *item;
	size_t i;

	if (depth == 0)
		return best;
	if (json_is_array(value)) {
		for (i = 0; i < json_array_size(value); i++)
			best = longest_body(
				json_array_get(value, i), depth - 1, best);
		return best;
	}
	/* jansson's loop wants it not const, and leaves it as it is. */
	json_object_foreach((json_t *)(uintptr_t)value, key, item)
	{
		const char *text = json_string_value(item);

		if (text == NULL)
			best = longest_body(item, depth - 1, best);
		else if (strcmp(key, "articleBody") == 0 &&
			(best == NULL || strlen(text) > strlen(best)))
			best = text;
	}
	return best;
}

void
html_data_body(const struct html_doc *doc, struct saiga_strbuf *out)
{
	uint32_t i = 0;

	while ((i = html_find(doc, 0, i, HTML_SCRIPT)) != HTML_NONE) {
		struct saiga_slice script = html_script(doc, i);
		const char *body;
		json_t *value;

		if (script.len == 0 ||
			!saiga_slice_is(html_attr(doc, i, "type"),
				"application/ld+json"))
			continue;
		value = json_loadb(script.p, script.len, 0, NULL);
		body = longest_body(value, DEPTH, NULL);
		if (body != NULL && strlen(body) > out->len) {
			saiga_strbuf_reset(out);
			saiga_strbuf_str(out, body);
		}
		json_decref(value);
	}
}
