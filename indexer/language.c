/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The language of a text. */
#include "language.h"

#include <saiga/text.h>

#include <libexttextcat/textcat.h>

#include <stdlib.h>
#include <string.h>

#define ENOUGH 4000 /* bytes: more do not make the answer surer */
#define TOO_FEW 60  /* bytes: fewer make it a throw of dice */

struct language_guesser {
	void *textcat;
};

struct language_guesser *
language_guesser_new(void)
{
	struct language_guesser *guesser = malloc(sizeof(*guesser));

	if (guesser == NULL)
		return NULL;
	guesser->textcat = special_textcat_Init(
		TEXTCAT_DATA "/fpdb.conf", TEXTCAT_DATA "/");
	if (guesser->textcat == NULL) {
		free(guesser);
		return NULL;
	}
	return guesser;
}

void
language_guesser_free(struct language_guesser *guesser)
{
	if (guesser == NULL)
		return;
	textcat_Done(guesser->textcat);
	free(guesser);
}

/* Languages that newspapers are written in.  The fingerprints know some
 * hundred more, constructed and ancient ones too, and for a short or mixed
 * text these are far likelier a mistake. */
static const char newspapers[] =
	"af am ar az be bg bn bs ca cs da de el en es et eu fa fi fr ga gl gu "
	"he hi hr hu hy id is it ja ka kk km kn ko ky lt lv mk ml mn mr ms mt "
	"my nb ne nl nn no pa pl pt ro ru si sk sl sq sr sv sw ta te tg th tk "
	"tr uk ur uz vi zh ";

static bool
is_newspapers(const char *code)
{
	const char *p;

	for (p = newspapers; *p != '\0'; p += 3)
		if (memcmp(p, code, 2) == 0)
			return true;
	return false;
}

/* The answer is "[en--utf8][sco--utf8]", the likeliest first. */
bool
language_guess(
	struct language_guesser *guesser, struct saiga_slice text, char out[3])
{
	const char *p;

	out[0] = '\0';
	if (guesser == NULL || text.len < TOO_FEW)
		return false;
	text = saiga_utf8_cut(text, ENOUGH);
	p = textcat_Classify(guesser->textcat, text.p, text.len);
	while (p != NULL && (p = strchr(p, '[')) != NULL) {
		p++;
		if (strcspn(p, "-]") == 2 && is_newspapers(p)) {
			memcpy(out, p, 2);
			out[2] = '\0';
			return true;
		}
	}
	return false;
}
