/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The language of a text. */
#define _GNU_SOURCE /* memfd_create */
#include "language.h"

#include "reader.h"

#include <saiga/text.h>

#include <libexttextcat/textcat.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define ENOUGH 4000 /* bytes: more do not make the answer surer */
#define SAMPLE 500  /* bytes in which English shows */
#define TOO_FEW 60  /* bytes: fewer make it a throw of dice */
#define LONG 500    /* bytes: so many may contradict what is declared */

struct language_guesser {
	void *textcat;
};

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

/* Copies the lines "FILE CODE-COUNTRY-ENCODING" of such languages. */
static bool
copy_newspapers(FILE *to, FILE *from)
{
	char line[512], code[256];

	while (fgets(line, sizeof(line), from) != NULL)
		if (sscanf(line, "%*s %255s", code) == 1 &&
			strcspn(code, "-") == 2 && is_newspapers(code))
			fputs(line, to);
	return !ferror(from) && fflush(to) == 0;
}

/* The time a guess takes is that of comparing with each of them.  The library
 * takes a list by its path alone. */
static void *
load_fingerprints(void)
{
	FILE *all = fopen(TEXTCAT_DATA "/fpdb.conf", "re");
	int fd = memfd_create("fingerprints", MFD_CLOEXEC);
	FILE *some = fd < 0 ? NULL : fdopen(fd, "w");
	void *textcat = NULL;
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (all != NULL && some != NULL && copy_newspapers(some, all))
		textcat = special_textcat_Init(path, TEXTCAT_DATA "/");
	if (some != NULL)
		fclose(some);
	else if (fd >= 0)
		close(fd);
	if (all != NULL)
		fclose(all);
	return textcat;
}

struct language_guesser *
language_guesser_new(void)
{
	struct language_guesser *guesser = malloc(sizeof(*guesser));

	if (guesser == NULL)
		return NULL;
	guesser->textcat = load_fingerprints();
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

/* The languages that the text may be in, the likeliest first, as
 * "[en--utf8][sco--utf8]"; NULL when it is too short to tell. */
static const char *
classify(struct language_guesser *guesser, struct saiga_slice text)
{
	if (guesser == NULL || text.len < TOO_FEW)
		return NULL;
	text = saiga_utf8_cut(text, ENOUGH);
	return textcat_Classify(guesser->textcat, text.p, text.len);
}

/* Goes to the next of the answer's languages that has a code of two letters;
 * NULL at the end. */
static const char *
next_code(const char *p)
{
	while (p != NULL && (p = strchr(p, '[')) != NULL)
		if (strcspn(++p, "-]") == 2)
			return p;
	return NULL;
}

/* Whether it is English beyond doubt: a fifth of its words are English stop
 * words.  Nearly all of English pages and news have as many, most a third and
 * more; of 240 German pages none has more than an eighth, of Russian and Kazakh
 * stories at most 3 %.
 * Comparing with all fingerprints took two fifths of the time of a whole run
 * over short stories. */
static bool
is_english(struct saiga_slice text)
{
	uint32_t words = 0, stops = 0;
	struct saiga_words cursor;
	struct saiga_word word;

	saiga_words_init(&cursor, saiga_utf8_cut(text, SAMPLE));
	while (saiga_words_next(&cursor, &word)) {
		words += word.span == 1;
		stops += word.span == 1 &&
			saiga_is_stopword(saiga_slice("en"), word.term);
	}
	return words >= 20 && stops * 5 >= words;
}

bool
language_guess(
	struct language_guesser *guesser, struct saiga_slice text, char out[3])
{
	const char *p;

	out[0] = '\0';
	if (guesser != NULL && text.len >= TOO_FEW && is_english(text)) {
		memcpy(out, "en", 3);
		return true;
	}
	p = next_code(classify(guesser, text));
	if (p == NULL)
		return false;
	memcpy(out, p, 2);
	out[2] = '\0';
	return true;
}

/* Codes that stand for one language, or for two that are hard to tell from
 * each other. */
static bool
is_alike(const char *a, const char *b)
{
	static const char *const groups[] = { "no nb nn da ", "sr hr bs sh ",
		"id ms in ", "he iw yi ", "cs sk ", "gl pt ", "ru bg mk ",
		"az tr tk ", "kk ky ", "hi mr ne " };
	char first[4], second[4];
	size_t i;

	memcpy(first, a, 2);
	memcpy(second, b, 2);
	memcpy(first + 2, " ", 2);
	memcpy(second + 2, " ", 2);
	for (i = 0; i < sizeof(groups) / sizeof(*groups); i++)
		if (strstr(groups[i], first) != NULL &&
			strstr(groups[i], second) != NULL)
			return true;
	return strcmp(first, second) == 0;
}

/* Whether the text is long, and in none of the languages that it may be in
 * the one that was declared. */
static bool
is_contradicted(struct language_guesser *guesser, struct saiga_slice text,
	const char *declared)
{
	const char *p;

	if (text.len < LONG)
		return false;
	p = next_code(classify(guesser, text));
	if (p == NULL)
		return false;
	for (; p != NULL; p = next_code(p))
		if (is_alike(p, declared))
			return false;
	return true;
}

/* What a page's template says is often the language of whoever made it. */
static bool
is_by_template(enum saiga_origin origin)
{
	return origin >= SAIGA_ORIGIN_JSON_LD &&
		origin <= SAIGA_ORIGIN_MICRODATA;
}

void
language_settle(struct language_guesser *guesser, struct draft *draft)
{
	struct saiga_strbuf *field = &draft->field[SAIGA_FIELD_LANGUAGE];
	struct saiga_slice text = saiga_strbuf_view(&draft->text);
	char language[3];

	if (field->len == 2 &&
		is_by_template(draft->origin[SAIGA_FIELD_LANGUAGE]) &&
		is_contradicted(guesser, text, field->p))
		saiga_strbuf_reset(field);
	if (field->len == 0 && language_guess(guesser, text, language))
		draft_set(draft, SAIGA_FIELD_LANGUAGE, saiga_slice(language),
			SAIGA_ORIGIN_DETECTED);
}
