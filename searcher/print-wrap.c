/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text on a terminal: faces, widths, lines. */
#include "print.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_DEFAULT 80u
#define WIDTH_MIN 40u
#define WIDTH_MAX 120u /* lines longer than this are hard to read */

static const char *const faces[] = {
	[FACE_PLAIN] = "",
	[FACE_BOLD] = "\033[1m",
	[FACE_DIM] = "\033[2m",
	[FACE_MARK] = "\033[1;33m",
};
#define FACE_END "\033[0m"

static unsigned
terminal_width(void)
{
	const char *columns = getenv("COLUMNS");
	unsigned long width = columns == NULL ? 0 : strtoul(columns, NULL, 10);
	struct winsize size;

	if (width == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		width = size.ws_col;
	if (width == 0)
		return WIDTH_DEFAULT;
	if (width > WIDTH_MAX)
		return WIDTH_MAX;
	return width < WIDTH_MIN ? WIDTH_MIN : (unsigned)width;
}

bool
print_style_init(struct print_style *style, const char *color)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	style->width = terminal_width();
	style->color = strcmp(color, "always") == 0;
	if (strcmp(color, "auto") == 0)
		style->color = isatty(STDOUT_FILENO) &&
			(no_color == NULL || *no_color == '\0') &&
			(term == NULL || strcmp(term, "dumb") != 0);
	return style->color || strcmp(color, "auto") == 0 ||
		strcmp(color, "never") == 0;
}

void
wrap_init(struct wrap *wrap, struct saiga_strbuf *out,
	const struct print_style *style, unsigned indent, unsigned column)
{
	const struct saiga_strbuf empty = SAIGA_STRBUF_INIT(PRINT_MAX);

	wrap->out = out;
	wrap->style = style;
	wrap->indent = indent;
	wrap->column = column;
	wrap->word = empty;
	wrap->word_width = 0;
	wrap->marked = wrap->glued = false;
	wrap->face = FACE_PLAIN;
}

void
wrap_face(struct wrap *wrap, enum print_face face)
{
	wrap->face = face;
	if (wrap->style->color)
		saiga_strbuf_str(&wrap->word, faces[face]);
}

static void
indent_line(struct wrap *wrap)
{
	while (wrap->column < wrap->indent) {
		saiga_strbuf_byte(wrap->out, ' ');
		wrap->column++;
	}
}

/* Puts the word on this line or the next. */
static void
flush_word(struct wrap *wrap)
{
	bool first = wrap->column <= wrap->indent, space;

	if (wrap->word.len == 0)
		return;
	space = !first && !wrap->glued;
	wrap->glued = false;
	if (!first &&
		wrap->column + space + wrap->word_width > wrap->style->width) {
		saiga_strbuf_byte(wrap->out, '\n');
		wrap->column = 0;
		first = true;
	}
	indent_line(wrap);
	if (!first && space) {
		saiga_strbuf_byte(wrap->out, ' ');
		wrap->column++;
	}
	saiga_strbuf_slice(wrap->out, saiga_strbuf_view(&wrap->word));
	wrap->column += wrap->word_width;
	saiga_strbuf_reset(&wrap->word);
	wrap->word_width = 0;
}

static void
toggle_mark(struct wrap *wrap)
{
	wrap->marked = !wrap->marked;
	if (wrap->style->color && wrap->marked)
		saiga_strbuf_str(&wrap->word, faces[FACE_MARK]);
	else if (wrap->style->color) {
		saiga_strbuf_str(&wrap->word, FACE_END);
		saiga_strbuf_str(&wrap->word, faces[wrap->face]);
	} else {
		saiga_strbuf_byte(&wrap->word, '*');
		wrap->word_width++;
	}
}

/* Chinese and Japanese break between any two characters, and so does a word
 * that is wider than a line: what follows is glued to it. */
static void
add_char(struct wrap *wrap, uint32_t c)
{
	unsigned width = saiga_utf8_width(c);
	unsigned room = wrap->style->width - wrap->indent;

	if (width == 2 || wrap->word_width + width > room) {
		bool pending = wrap->word.len > 0;

		flush_word(wrap);
		wrap->glued |= pending;
	}
	saiga_utf8_append(&wrap->word, c);
	wrap->word_width += width;
	if (width == 2) {
		flush_word(wrap);
		wrap->glued = true;
	}
}

void
wrap_text(struct wrap *wrap, struct saiga_slice text, size_t base,
	const struct ranges *marks)
{
	size_t i = 0, m = 0;

	while (i < text.len) {
		const struct range *mark = NULL;
		uint32_t c;
		size_t n = saiga_utf8_decode(text.p + i, text.len - i, &c);

		while (marks != NULL && m < marks->n &&
			marks->items[m].off + marks->items[m].len <= base + i)
			m++;
		if (marks != NULL && m < marks->n &&
			marks->items[m].off <= base + i)
			mark = &marks->items[m];
		if (wrap->marked != (mark != NULL))
			toggle_mark(wrap);
		if (saiga_utf8_is_space(c) || saiga_utf8_is_control(c)) {
			flush_word(wrap);
			wrap->glued = false;
		} else
			add_char(wrap, c);
		i += n;
	}
	if (wrap->marked)
		toggle_mark(wrap);
}

void
wrap_end(struct wrap *wrap)
{
	if (wrap->style->color && wrap->face != FACE_PLAIN)
		saiga_strbuf_str(&wrap->word, FACE_END);
	flush_word(wrap);
	saiga_strbuf_byte(wrap->out, '\n');
	saiga_strbuf_dispose(&wrap->word);
}

void
print_face(struct saiga_strbuf *out, const struct print_style *style,
	enum print_face face, struct saiga_slice text)
{
	if (style->color)
		saiga_strbuf_str(out, faces[face]);
	saiga_utf8_printable(text, out);
	if (style->color && face != FACE_PLAIN)
		saiga_strbuf_str(out, FACE_END);
}
