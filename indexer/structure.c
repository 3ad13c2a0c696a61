/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a text shows by itself: its title, its source, the page's furniture. */
#include "byline.h"
#include "reader.h"

/* Lines in and below an article that belong to the page, folded, a space
 * between words, by language. */
/* clang-format off */
static const char *const furniture_lines[] = {
	/* English */
	"add a comment", "add comment", "ad", "advert", "advertisement",
	"all rights reserved", "article continues below advertisement",
	"comments", "comments are closed", "continue reading",
	"leave a comment", "leave a reply", "leave a review",
	"leave your comment", "load more", "most popular", "most read",
	"post a comment", "print this", "read more", "recommended",
	"related articles", "related content", "related coverage",
	"related news", "related stories", "scroll to continue", "share",
	"sponsored", "story continues below", "subscribe", "subscribe now",
	"trending now",
	/* Russian */
	"вам может быть интересно", "все права защищены",
	"добавить комментарий", "другие новости", "комментарии", "обсудить",
	"оставить комментарий", "оставить отзыв", "поделиться",
	"похожие новости", "похожие статьи", "реклама", "читать далее",
	/* Kazakh */
	"барлық құқықтар қорғалған", "бөлісу", "жарнама", "жазылыңыз",
	"пікір жазу", "пікір қалдыру", "ұқсас жаңалықтар",
	/* Ukrainian */
	"додати коментар", "залишити коментар", "коментарі", "поділитися",
	"схожі новини", "усі права захищено", "читати далі",
	/* German */
	"alle rechte vorbehalten", "anzeige", "artikel teilen", "kommentare",
	"kommentar schreiben", "mehr zum thema", "meistgelesen", "teilen",
	"weiterlesen", "werbung",
	/* French */
	"a lire aussi", "articles lies", "commentaires", "lire aussi",
	"lire la suite", "partager", "publicite", "sur le meme sujet",
	"tous droits reserves",
	/* Spanish */
	"comentarios", "compartir", "deja un comentario", "leer mas",
	"noticias relacionadas", "publicidad", "te puede interesar",
	"todos los derechos reservados",
};

/* How such lines begin that go on with names; they end in no full stop. */
static const char *const furniture_beginnings[] = {
	"click here to", "follow us on", "have your say", "join our newsletter",
	"more from", "read also", "read more", "related articles", "see also",
	"share on", "share this", "sign up for", "sign up to",
	"subscribe to our", "subscribe to the", "you may also",
	"you might also",
	"другие новости", "подписаться на", "подписывайтесь на",
	"читайте также", "смотрите также",
	"оқи отырыңыз", "тағы оқыңыз",
	"читайте також", "підписатися на", "підписуйтесь на",
	"abonnieren sie", "folgen sie uns", "lesen sie auch", "lesen sie hier",
	"mehr zum thema", "auch interessant",
	"a lire aussi", "abonnez vous", "lire aussi", "suivez nous",
	"voir aussi",
	"lea tambien", "lee tambien", "mira tambien", "siguenos en",
	"suscribete a", "tambien te puede interesar",
};

/* How lines begin that belong to the page though they end in a full stop. */
static const char *const furniture_sentences[] = {
	"click here for more", "follow us on", "sign up for our",
	"sign up to our", "subscribe to our", "subscribe to the newsletter",
	"подписывайтесь на наш", "читайте нас в",
	"біздің telegram арнамызға", "підписуйтесь на наш",
	"abonnieren sie unseren", "abonnez vous a notre", "suscribete a nuestro",
};
/* clang-format on */

#define COUNT(list) (sizeof(list) / sizeof(*(list)))
#define FURNITURE_WORDS 16
#define FURNITURE_MAX 300 /* bytes of such a line */
#define SOURCE_MAX 200    /* bytes of a line that names the source */

/* The line's words, folded, with a space between them; as many as FURNITURE
 * may have, and a last one more. */
static void
fold_line(struct saiga_slice line, struct saiga_strbuf *out)
{
	struct saiga_words words;
	struct saiga_word word;
	unsigned n = 0;

	saiga_strbuf_reset(out);
	saiga_words_init(&words, line);
	while (n <= FURNITURE_WORDS && saiga_words_next(&words, &word)) {
		if (word.span > 1)
			continue;
		if (n++ > 0)
			saiga_strbuf_byte(out, ' ');
		saiga_strbuf_slice(out, word.term);
	}
}

/* Whether the folded line is one of the list, or begins as one. */
static bool
is_listed(struct saiga_slice folded, const char *const list[], size_t n,
	bool whole)
{
	size_t i;

	for (i = 0; i < n; i++) {
		struct saiga_slice mark = saiga_slice(list[i]);

		if (saiga_slice_equal(folded, mark))
			return true;
		if (!whole && folded.len > mark.len &&
			folded.p[mark.len] == ' ' &&
			saiga_slice_equal(
				saiga_slice_of(folded.p, mark.len), mark))
			return true;
	}
	return false;
}

bool
is_furniture_line(struct saiga_slice line)
{
	struct saiga_strbuf folded =
		SAIGA_STRBUF_INIT((FURNITURE_WORDS + 1) * (SAIGA_TERM_MAX + 1));
	struct saiga_slice view;
	bool found;

	if (line.len == 0 || line.len > FURNITURE_MAX)
		return false;
	fold_line(line, &folded);
	view = saiga_strbuf_view(&folded);
	found = is_listed(
			view, furniture_lines, COUNT(furniture_lines), true) ||
		(line.p[line.len - 1] != '.' &&
			is_listed(view, furniture_beginnings,
				COUNT(furniture_beginnings), false)) ||
		is_listed(view, furniture_sentences, COUNT(furniture_sentences),
			false);
	saiga_strbuf_dispose(&folded);
	return found;
}

/* Cuts "Source: X" down to X; false when the line is none. */
static bool
take_source(struct saiga_slice *line)
{
	size_t colon = 0;

	while (colon < line->len && line->p[colon] != ':')
		colon++;
	if (colon == line->len || line->len > SOURCE_MAX ||
		header_field(saiga_slice_of(line->p, colon)) !=
			SAIGA_FIELD_PUBLISHER)
		return false;
	line->p += colon + 1;
	line->len -= colon + 1;
	return true;
}

static struct saiga_slice
paragraph_text(const struct draft *draft, const struct saiga_paragraph *p)
{
	return saiga_slice_of(draft->text.p + p->off, p->len);
}

/*
 * The first line is the title when it reads like one and either stands apart
 * or goes before a much longer line.  A first line that only repeats a title
 * given in a header is marked as that.
 */
static void
find_title(struct draft *draft)
{
	struct saiga_paragraph *first = draft->paragraphs.items;
	struct saiga_slice line = paragraph_text(draft, first);
	struct saiga_strbuf *title = &draft->field[SAIGA_FIELD_TITLE];

	if (first->kind != SAIGA_PARAGRAPH_TEXT)
		return;
	if (title->len == 0 && draft->paragraphs.n > 1 &&
		(first[1].apart || first[1].len >= 3 * first->len) &&
		saiga_paragraph_is_headline(line)) {
		draft_set(draft, SAIGA_FIELD_TITLE, line,
			SAIGA_ORIGIN_FIRST_LINE);
		first->kind = SAIGA_PARAGRAPH_TITLE;
	} else if (title->len > 0 &&
		saiga_slice_equal(line, saiga_strbuf_view(title)))
		first->kind = SAIGA_PARAGRAPH_TITLE;
}

void
find_heading(struct draft *draft)
{
	struct saiga_paragraph *first = draft->paragraphs.items;
	struct saiga_strbuf *title = &draft->field[SAIGA_FIELD_TITLE];
	struct saiga_slice line;

	if (draft->paragraphs.n == 0 || first->kind != SAIGA_PARAGRAPH_HEADING)
		return;
	line = paragraph_text(draft, first);
	if (title->len == 0)
		draft_set(draft, SAIGA_FIELD_TITLE, line, SAIGA_ORIGIN_HEADING);
	if (saiga_slice_equal(line, saiga_strbuf_view(title)))
		first->kind = SAIGA_PARAGRAPH_TITLE;
}

/* From the end backwards, as long as the paragraphs are furniture or name
 * the source. */
static void
find_end(struct draft *draft)
{
	size_t i = draft->paragraphs.n;

	while (i-- > 1) {
		struct saiga_paragraph *p = &draft->paragraphs.items[i];
		struct saiga_slice line = paragraph_text(draft, p);

		if (take_source(&line)) {
			p->kind = SAIGA_PARAGRAPH_SOURCE;
			draft_set(draft, SAIGA_FIELD_PUBLISHER, line,
				SAIGA_ORIGIN_LAST_LINE);
		} else if (is_furniture_line(line))
			p->kind = SAIGA_PARAGRAPH_FURNITURE;
		else
			break;
	}
}

void
find_structure(struct draft *draft)
{
	if (draft->paragraphs.n == 0)
		return;
	find_title(draft);
	find_end(draft);
	byline_read_draft(draft);
}
