/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bylines and datelines. */
#include "byline.h"

#include "reader.h"

#include <string.h>

#define LINE_MAX_BYTES 200u /* of a byline */
#define NAME_WORDS 5u       /* of one person's name */
#define NAMES_MAX 6u        /* persons in one line */
#define LINES_MAX 4u      /* paragraphs at a text's start that are looked at */
#define DATELINE_MAX 160u /* bytes */

/* What goes before the names.  With a colon anything may; a word alone only
 * before names with capital letters, as "by" and "von" are also words of
 * sentences. */
static const char *const labels[] = { "автор", "авторы", "автор текста",
	"текст", "мәтін", "авторлары", "автори", "author", "authors",
	"written by", "reported by", "reporting by", "story by", "words by",
	"words", "text", "autor", "autorin", "autoren", "text von", "auteur",
	"auteurs", "texte", "autores", "autora", "texto", "autore", "testo",
	"tekst", "yazar", "muallif", "avtor" };
static const char *const words[] = { "by", "von", "par", "por", "door", "av",
	"af", "written by", "text by", "story by", "reported by",
	"reporting by", "posted by", "text von", "ein beitrag von",
	"ein artikel von", "eine analyse von", "ein kommentar von",
	"ein gastbeitrag von", "propos recueillis par", "publié par",
	"scritto da", "escrito por", "publicado por", "geschreven door" };

#define COUNT(list) (sizeof(list) / sizeof(*(list)))

/* Whether the line begins with the words, letters of any script and either
 * case; *rest is what follows them. */
static bool
begins_with(struct saiga_slice line, const char *words_wanted,
	struct saiga_slice *rest)
{
	struct saiga_words wanted, found;
	struct saiga_word want, have;
	size_t end = 0;

	saiga_words_init(&wanted, saiga_slice(words_wanted));
	saiga_words_init(&found, line);
	while (saiga_words_next(&wanted, &want)) {
		if (!saiga_words_next(&found, &have) ||
			!saiga_slice_equal(have.term, want.term))
			return false;
		end = have.off + have.len;
	}
	*rest = saiga_slice_of(line.p + end, line.len - end);
	return end > 0;
}

/* What stands behind names in a line: "| Reuters", " - 28 Feb", ", editor". */
static size_t
names_end(struct saiga_slice line)
{
	static const char *const ends[] = { " | ", " - ", " – ", " — ", " · ",
		" • ", "\t", " / ", " (" };
	size_t i, k;

	for (i = 0; i < line.len; i++) {
		for (k = 0; k < COUNT(ends); k++) {
			size_t n = strlen(ends[k]);

			if (i + n <= line.len &&
				memcmp(line.p + i, ends[k], n) == 0)
				return i;
		}
		if (line.p[i] >= '0' && line.p[i] <= '9')
			break;
	}
	while (i > 0 && (line.p[i - 1] == ' ' || line.p[i - 1] == ','))
		i--;
	return i;
}

/* Small words inside of names: "de", "van der", "bin". */
static bool
is_particle(struct saiga_slice term)
{
	static const char list[] = " de da do dos das del della di du la le "
				   "van von der den ter ten zu zur bin ibn al "
				   "el y e ұлы қызы оглы кызы ";
	char word[40];

	if (term.len + 3 > sizeof(word))
		return false;
	word[0] = ' ';
	memcpy(word + 1, term.p, term.len);
	word[term.len + 1] = ' ';
	word[term.len + 2] = '\0';
	return strstr(list, word) != NULL;
}

/* Whether the text is one person's name, as far as letters show it. */
static bool
is_name(struct saiga_slice text)
{
	struct saiga_words list;
	struct saiga_word word;
	unsigned n = 0, capitals = 0;

	if (text.len == 0 || text.len > 100 ||
		memchr(text.p, ':', text.len) != NULL ||
		memchr(text.p, '@', text.len) != NULL)
		return false;
	saiga_words_init(&list, text);
	while (saiga_words_next(&list, &word)) {
		if (word.span > 1)
			continue;
		if (++n > NAME_WORDS || (word.small && !is_particle(word.term)))
			return false;
		capitals += word.capital;
	}
	return capitals >= 2 ||
		(n > 0 && capitals == 0 && n <= 4 &&
			(unsigned char)text.p[0] >= 0x80);
}

bool
byline_is_names(struct saiga_slice line, struct saiga_slice *names)
{
	struct saiga_authors authors;
	struct saiga_slice name;
	unsigned n = 0;

	line = saiga_slice_trim(line);
	if (line.len == 0 || line.len > LINE_MAX_BYTES)
		return false;
	line.len = names_end(line);
	*names = line = saiga_slice_trim(line);
	saiga_authors_init(&authors, line);
	while (saiga_authors_next(&authors, &name))
		if (++n > NAMES_MAX || !is_name(name))
			return false;
	return n > 0;
}

bool
byline_authors(struct saiga_slice line, struct saiga_slice *names)
{
	struct saiga_slice rest;
	size_t i;

	line = saiga_slice_trim(line);
	if (line.len == 0 || line.len > LINE_MAX_BYTES)
		return false;
	for (i = 0; i < COUNT(labels); i++)
		if (begins_with(line, labels[i], &rest) && rest.len > 1 &&
			*rest.p == ':') {
			rest = saiga_slice_trim(
				saiga_slice_of(rest.p + 1, rest.len - 1));
			rest.len = names_end(rest);
			*names = saiga_slice_trim(rest);
			return names->len > 0;
		}
	for (i = 0; i < COUNT(words); i++)
		if (begins_with(line, words[i], &rest) &&
			byline_is_names(rest, names))
			return true;
	return false;
}

/* ---- datelines ----------------------------------------------------------- */

/* Cuts the next piece up to one of the marks off *rest. */
static struct saiga_slice
take_until(struct saiga_slice *rest, const char *marks)
{
	struct saiga_slice head = { rest->p, 0 };

	while (rest->len > 0 && strchr(marks, *rest->p) == NULL) {
		rest->p++;
		rest->len--;
		head.len++;
	}
	return head;
}

/* A dash between spaces, of any length: how many bytes it takes with them. */
static size_t
dash_at(struct saiga_slice text, size_t at)
{
	static const char *const dashes[] = { "-", "--", "–", "—" };
	size_t i;

	for (i = COUNT(dashes); i-- > 0;) {
		size_t n = strlen(dashes[i]);

		if (at + n < text.len &&
			memcmp(text.p + at, dashes[i], n) == 0 &&
			text.p[at + n] == ' ')
			return n + 1;
	}
	return 0;
}

/* Where the dash is that ends a dateline; 0 when there is none near. */
static size_t
find_dash(struct saiga_slice text, size_t *len)
{
	size_t i, max = text.len < DATELINE_MAX ? text.len : DATELINE_MAX;

	for (i = 1; i < max; i++) {
		if (text.p[i - 1] != ' ' && text.p[i - 1] != ')')
			continue;
		*len = dash_at(text, i);
		if (*len > 0)
			return i;
	}
	return 0;
}

/* Capital letters alone, as of "ASTANA"; or a capital before each word. */
static bool
is_place(struct saiga_slice text, bool *shouted)
{
	struct saiga_words list;
	struct saiga_word word;
	size_t i, n = 0;

	*shouted = true;
	saiga_words_init(&list, text);
	while (saiga_words_next(&list, &word)) {
		if (word.span > 1)
			continue;
		if (++n > 4 || (!word.capital && !is_particle(word.term)))
			return false;
		for (i = word.off; i < word.off + word.len;) {
			struct saiga_slice rest = saiga_slice_of(
				text.p + i, word.off + word.len - i);
			uint32_t c;

			i += saiga_utf8_decode(rest.p, rest.len, &c);
			*shouted &= (c < 'a' || c > 'z') &&
				(c < 0x430 || c > 0x45f);
		}
	}
	return n > 0 && text.len <= 60;
}

/* A day without a year: "Feb 28", "28 февраля". */
static bool
is_yearless(struct saiga_slice text, struct saiga_date *date)
{
	struct saiga_strbuf whole = SAIGA_STRBUF_INIT(128);
	bool found;

	text = saiga_slice_trim(text);
	if (text.len == 0 || text.len > 60)
		return false;
	saiga_strbuf_slice(&whole, text);
	while (whole.len > 0 && strchr(" .,", whole.p[whole.len - 1]) != NULL)
		whole.len--;
	/* A leap year, so that February 29 is one. */
	saiga_strbuf_str(&whole, " 2000");
	found = saiga_date_parse(date, saiga_strbuf_view(&whole)) == SAIGA_OK &&
		date->day > 0;
	date->year = 0;
	saiga_strbuf_dispose(&whole);
	return found;
}

/* Cuts the day that the text begins with off it. */
static bool
take_day(struct saiga_slice *text, struct saiga_date *date)
{
	struct saiga_slice rest = *text, day = *text;

	if (saiga_date_find(date, &rest, SAIGA_DATE_DAY_FIRST)) {
		*text = rest;
		return true;
	}
	/* Shorter and shorter, until nothing but a day is left. */
	while (day.len > 0 && !is_yearless(day, date))
		do
			day.len--;
		while (day.len > 0 && strchr(".,", day.p[day.len]) == NULL);
	if (day.len == 0)
		return false;
	*text = saiga_slice_of(day.p + day.len, text->len - day.len);
	return true;
}

/* "(Reuters)", "INTERFAX.KZ", "РИА Новости": what stands behind the day. */
static struct saiga_slice
agency_of(struct saiga_slice text)
{
	text = saiga_slice_trim(text);
	while (text.len > 0 && strchr(".,/(", *text.p) != NULL)
		text = saiga_slice_trim(
			saiga_slice_of(text.p + 1, text.len - 1));
	while (text.len > 0 && strchr(".,/) ", text.p[text.len - 1]) != NULL)
		text.len--;
	return text;
}

bool
byline_dateline(struct dateline *out, struct saiga_slice paragraph)
{
	const struct saiga_date none = { 0, 0, 0, "" };
	struct saiga_slice head, agency;
	size_t dash, dash_len = 0;
	bool shouted, is_day, other;

	memset(out, 0, sizeof(*out));
	dash = find_dash(paragraph, &dash_len);
	if (dash == 0)
		return false;
	head = saiga_slice_of(paragraph.p, dash);
	out->place = saiga_slice_trim(take_until(&head, ",.(/"));
	if (!is_place(out->place, &shouted))
		return false;
	agency = head;
	head = take_until(&agency, "(/");
	while (head.len > 0 && strchr(",. ", *head.p) != NULL)
		head = saiga_slice_of(head.p + 1, head.len - 1);
	is_day = take_day(&head, &out->date);
	if (is_day)
		agency = saiga_slice_of(head.p, head.len + agency.len);
	else
		out->date = none;
	out->agency = agency_of(agency);
	out->len = dash + dash_len;
	/* "OAXACA, Mexico (AP) -": only a place in capitals needs no day. */
	return is_day ||
		(shouted && out->agency.len > 0 &&
			(saiga_slice_trim(head).len == 0 ||
				is_place(head, &other)));
}

/* ---- drafts -------------------------------------------------------------- */

/* A line that is a day, and little else: "Tuesday, 28 February 2023, 10:00". */
static bool
read_day_line(struct draft *draft, struct saiga_slice line)
{
	struct saiga_strbuf day = SAIGA_STRBUF_INIT(64);
	struct saiga_date date;

	if (line.len > 60 || saiga_date_parse(&date, line) != SAIGA_OK ||
		date.day == 0)
		return false;
	saiga_date_format(&date, &day);
	draft_set(draft, SAIGA_FIELD_DATE, saiga_strbuf_view(&day),
		SAIGA_ORIGIN_BYLINE);
	saiga_strbuf_dispose(&day);
	return true;
}

static void
read_dateline(struct draft *draft, struct saiga_slice paragraph)
{
	struct saiga_strbuf day = SAIGA_STRBUF_INIT(64);
	struct dateline found;

	if (!byline_dateline(&found, paragraph))
		return;
	draft_set(draft, SAIGA_FIELD_PUBLISHER, found.agency,
		SAIGA_ORIGIN_DATELINE);
	if (found.date.year > 0)
		saiga_date_format(&found.date, &day);
	draft_set(draft, SAIGA_FIELD_DATE, saiga_strbuf_view(&day),
		SAIGA_ORIGIN_DATELINE);
	saiga_strbuf_dispose(&day);
}

void
byline_read_draft(struct draft *draft)
{
	struct saiga_slice names;
	size_t i, n = 0;

	for (i = 0; i < draft->paragraphs.n && n < LINES_MAX; i++) {
		struct saiga_paragraph *p = &draft->paragraphs.items[i];
		struct saiga_slice line =
			saiga_slice_of(draft->text.p + p->off, p->len);

		if (p->kind == SAIGA_PARAGRAPH_TITLE)
			continue;
		n++;
		if (byline_authors(line, &names)) {
			draft_set(draft, SAIGA_FIELD_AUTHOR, names,
				SAIGA_ORIGIN_BYLINE);
			p->kind = SAIGA_PARAGRAPH_SOURCE;
		} else if (read_day_line(draft, line))
			p->kind = SAIGA_PARAGRAPH_SOURCE;
		else {
			read_dateline(draft, line);
			return;
		}
	}
}
