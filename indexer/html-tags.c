/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The elements of HTML by name, and what kind each is of. */
#include "html.h"

static const char *const names[] = { NULL, NULL,
#define HTML_TAG(name, text) text,
	HTML_TAGS(HTML_TAG)
#undef HTML_TAG
};

_Static_assert(sizeof(names) / sizeof(*names) == HTML_TAG_COUNT, "names");

enum html_tag
html_tag_by_name(struct saiga_slice name)
{
	size_t from = HTML_OTHER + 1, to = HTML_TAG_COUNT;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order =
			saiga_slice_compare(name, saiga_slice(names[middle]));

		if (order == 0)
			return (enum html_tag)middle;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return HTML_OTHER;
}

bool
html_tag_is_block(enum html_tag tag)
{
	switch (tag) {
	case HTML_TEXT:
	case HTML_OTHER:
	case HTML_A:
	case HTML_ABBR:
	case HTML_B:
	case HTML_BIG:
	case HTML_BASE:
	case HTML_BR:
	case HTML_BUTTON:
	case HTML_CITE:
	case HTML_CODE:
	case HTML_DEL:
	case HTML_EM:
	case HTML_FONT:
	case HTML_I:
	case HTML_IMG:
	case HTML_INPUT:
	case HTML_INS:
	case HTML_LABEL:
	case HTML_LINK:
	case HTML_MARK:
	case HTML_META:
	case HTML_NOSCRIPT:
	case HTML_PICTURE:
	case HTML_Q:
	case HTML_S:
	case HTML_SCRIPT:
	case HTML_SMALL:
	case HTML_SOURCE:
	case HTML_SPAN:
	case HTML_STRONG:
	case HTML_STYLE:
	case HTML_SUB:
	case HTML_SUP:
	case HTML_SVG:
	case HTML_TEMPLATE:
	case HTML_TIME:
	case HTML_U:
		return false;
	default:
		return true;
	}
}

/* Not the head: libxml2 leaves in it what follows a title without a body tag
 * in front, if HTML 4 did not know it. */
bool
html_tag_is_hidden(enum html_tag tag)
{
	switch (tag) {
	case HTML_AUDIO:
	case HTML_CANVAS:
	case HTML_EMBED:
	case HTML_IFRAME:
	case HTML_NOSCRIPT:
	case HTML_OBJECT:
	case HTML_SCRIPT:
	case HTML_SELECT:
	case HTML_STYLE:
	case HTML_SVG:
	case HTML_TEMPLATE:
	case HTML_TEXTAREA:
	case HTML_TITLE:
	case HTML_VIDEO:
		return true;
	default:
		return false;
	}
}
