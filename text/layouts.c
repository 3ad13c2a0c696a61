/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text typed while the keyboard was set to another language. */
#include <saiga/text.h>

#include <uchar.h>

/* What the keys of the four rows type, from the one left of 1 to the one left
 * of the right shift key; then the same with shift held. */
#define KEYS 94

/* clang-format off */
static const char16_t us[KEYS + 1] =
	u"`1234567890-=" u"qwertyuiop[]\\" u"asdfghjkl;'" u"zxcvbnm,./"
	u"~!@#$%^&*()_+" u"QWERTYUIOP{}|" u"ASDFGHJKL:\"" u"ZXCVBNM<>?";

static const char16_t others[][KEYS + 1] = {
	/* Russian: kbdru of Windows, ru(winkeys) of xkeyboard-config. */
	u"ё1234567890-=" u"йцукенгшщзхъ\\" u"фывапролджэ" u"ячсмитьбю."
	u"Ё!\"№;%:?*()_+" u"ЙЦУКЕНГШЩЗХЪ/" u"ФЫВАПРОЛДЖЭ" u"ЯЧСМИТЬБЮ,",
	/* Kazakh: RST KazSSR 903-90; kbdkaz, kz(basic). */
	u"(\"әіңғ,.үұқөһ" u"йцукенгшщзхъ\\" u"фывапролджэ" u"ячсмитьбю№"
	u")!ӘІҢҒ;:ҮҰҚӨҺ" u"ЙЦУКЕНГШЩЗХЪ/" u"ФЫВАПРОЛДЖЭ" u"ЯЧСМИТЬБЮ?",
	/* Ukrainian: ua(unicode). */
	u"'1234567890-=" u"йцукенгшщзхїґ" u"фівапролджє" u"ячсмитьбю."
	u"ʼ!\"№;%:?*()_+" u"ЙЦУКЕНГШЩЗХЇҐ" u"ФІВАПРОЛДЖЄ" u"ЯЧСМИТЬБЮ,",
	/* German: kbdgr, de(nodeadkeys). */
	u"^1234567890ß´" u"qwertzuiopü+#" u"asdfghjklöä" u"yxcvbnm,.-"
	u"°!\"§$%&/()=?`" u"QWERTZUIOPÜ*'" u"ASDFGHJKLÖÄ" u"YXCVBNM;:_",
};
/* clang-format on */

#define OTHERS (sizeof(others) / sizeof(*others))

unsigned
saiga_layouts_count(void)
{
	return 2 * (unsigned)OTHERS;
}

/* What the key that types c types in the other layout; c when none does. */
static uint32_t
retype(uint32_t c, const char16_t *from, const char16_t *to)
{
	size_t i;

	for (i = 0; i < KEYS; i++)
		if (from[i] == c)
			return to[i];
	return c;
}

bool
saiga_layout_retype(
	struct saiga_strbuf *out, struct saiga_slice text, unsigned layout)
{
	const char16_t *from = us, *to;
	bool changed = false;
	size_t i = 0, n;

	if (layout >= saiga_layouts_count())
		return false;
	to = others[layout / 2];
	if (layout % 2 == 1) {
		from = to;
		to = us;
	}
	for (i = 0; i < text.len && !changed; i += n) {
		uint32_t c;

		n = saiga_utf8_decode(text.p + i, text.len - i, &c);
		changed = retype(c, from, to) != c;
	}
	for (i = 0; changed && i < text.len; i += n) {
		uint32_t c, typed;

		n = saiga_utf8_decode(text.p + i, text.len - i, &c);
		typed = retype(c, from, to);
		if (typed == c)
			saiga_strbuf_append(out, text.p + i, n);
		else
			saiga_utf8_append(out, typed);
	}
	return changed;
}
