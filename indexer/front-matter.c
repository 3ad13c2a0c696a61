/* SPDX-License-Identifier: GPL-2.0-or-later */
/* YAML front matter, read by libyaml. */
#include "reader.h"

#include <yaml.h>

#define FRONT_MATTER_MAX 65536 /* bytes */
#define DEPTH_MAX 16 /* libyaml is quadratic in what is open; 2 are used */

/* Where in the document the reader is: only the values of the outermost
 * mapping count, and the items of a list right below it. */
struct place {
	unsigned depth;
	bool is_key;
	bool is_list[DEPTH_MAX + 1]; /* what is open at each depth */
	enum saiga_field field;      /* that the key before named */
	struct saiga_strbuf list;
};

/* The scalar's text; nothing for a null, which only quotes make a word. */
static struct saiga_slice
scalar_value(const yaml_event_t *event)
{
	struct saiga_slice value =
		saiga_slice_of((const char *)event->data.scalar.value,
			event->data.scalar.length);

	if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
		(saiga_slice_is(value, "~") || saiga_slice_is(value, "null")))
		value.len = 0;
	return value;
}

static void
on_scalar(struct draft *draft, struct place *place, const yaml_event_t *event)
{
	struct saiga_slice value = scalar_value(event);

	if (place->depth == 2 && place->is_list[2] &&
		place->field < SAIGA_FIELD_COUNT) {
		if (place->list.len > 0)
			saiga_strbuf_str(&place->list, ", ");
		saiga_strbuf_slice(&place->list, value);
	}
	if (place->depth != 1)
		return;
	if (place->is_key)
		place->field = header_field(value);
	else if (place->field < SAIGA_FIELD_COUNT)
		draft_set(
			draft, place->field, value, SAIGA_ORIGIN_FRONT_MATTER);
	place->is_key = !place->is_key;
}

static void
on_end(struct draft *draft, struct place *place)
{
	if (place->depth > 0)
		place->depth--;
	if (place->depth != 1)
		return;
	if (place->field < SAIGA_FIELD_COUNT)
		draft_set(draft, place->field, saiga_strbuf_view(&place->list),
			SAIGA_ORIGIN_FRONT_MATTER);
	saiga_strbuf_reset(&place->list);
	place->is_key = true;
}

static void
read_yaml(struct draft *draft, struct saiga_slice yaml)
{
	struct place place = { 0, true, { false }, SAIGA_FIELD_COUNT,
		SAIGA_STRBUF_INIT(FRONT_MATTER_MAX) };
	yaml_parser_t parser;
	yaml_event_t event;
	bool done = false;

	if (!yaml_parser_initialize(&parser))
		return;
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)yaml.p, yaml.len);
	while (!done) {
		if (!yaml_parser_parse(&parser, &event)) {
			draft_warn(draft, "front matter, line %zu: %s",
				parser.problem_mark.line + 2, parser.problem);
			break;
		}
		switch (event.type) {
		case YAML_MAPPING_START_EVENT:
		case YAML_SEQUENCE_START_EVENT:
			done = ++place.depth > DEPTH_MAX;
			if (done)
				draft_warn(draft,
					"front matter: lists lie "
					"too deep in each other");
			else
				place.is_list[place.depth] =
					event.type == YAML_SEQUENCE_START_EVENT;
			break;
		case YAML_MAPPING_END_EVENT:
		case YAML_SEQUENCE_END_EVENT:
			on_end(draft, &place);
			break;
		case YAML_SCALAR_EVENT:
			on_scalar(draft, &place, &event);
			break;
		case YAML_ALIAS_EVENT:
			/* What it stands for is not looked up. */
			if (place.depth == 1)
				place.is_key = !place.is_key;
			break;
		default:
			done = event.type == YAML_STREAM_END_EVENT;
		}
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	saiga_strbuf_dispose(&place.list);
}

/* The lines between "---" at the very start and the next "---" or "...". */
void
take_front_matter(struct draft *draft, struct saiga_slice *text)
{
	struct saiga_slice rest = *text, line, yaml;

	if (!saiga_slice_line(&rest, &line) || !saiga_slice_is(line, "---"))
		return;
	yaml.p = rest.p;
	while (saiga_slice_line(&rest, &line)) {
		yaml.len = (size_t)(line.p - yaml.p);
		if (yaml.len > FRONT_MATTER_MAX)
			return;
		if (saiga_slice_is(line, "---") ||
			saiga_slice_is(line, "...")) {
			read_yaml(draft, yaml);
			*text = rest;
			return;
		}
	}
}
