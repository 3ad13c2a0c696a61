/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The day that a page shows its readers: of all the days on it, the one that
 * looks most like its own.  Each day's line gets points for what it says
 * ("Published: ..."), for the names of the elements around it, for being next
 * to the headline, and for being little else than a day.
 */
#include "meta.h"

#include <stdlib.h>
#include <string.h>

#define DAYS_MAX 300u       /* that are weighed */
#define LINE_MAX_BYTES 400u /* of a line: what stands behind is prose */
#define LEVELS 4u           /* of elements around a line whose names count */
#define ENOUGH 1            /* points that a day needs */

struct day {
	struct saiga_date date;
	bool is_time; /* of a time element */
	bool is_modified;
	int points;
	unsigned line;
};

struct days {
	struct page_meta *meta;
	struct day list[DAYS_MAX];
	unsigned n;
	unsigned line;            /* of the page's lines, the one being read */
	unsigned title_line;      /* where the headline ends; 0: not seen */
	uint32_t aside_end;       /* where what is not the article ends */
	struct saiga_strbuf text; /* of the line */
	uint32_t first;           /* node of the line */
};

/* ---- names of elements, words of lines ----------------------------------- */

struct hint {
	const char *part; /* of a class, an id, an itemprop, in small letters */
	int points;
};

static const struct hint near[] = {
	{ "publish", 3 },
	{ "pubdate", 3 },
	{ "entry-date", 3 },
	{ "post-date", 3 },
	{ "date", 2 },
	{ "datum", 2 },
	{ "fecha", 2 },
	{ "posted", 2 },
	{ "created", 2 },
	{ "time", 2 },
	{ "byline", 1 },
	{ "meta", 1 },
	{ "info", 1 },
	{ "author", 1 },
	{ "header", 1 },
	{ "dateline", 2 },
};

static const struct hint apart[] = {
	{ "comment", -10 },
	{ "related", -6 },
	{ "sidebar", -6 },
	{ "teaser", -5 },
	{ "recommend", -6 },
	{ "footer", -4 },
	{ "widget", -4 },
	{ "latest", -5 },
	{ "popular", -5 },
	{ "archive", -3 },
	{ "event", -3 },
	{ "calendar", -4 },
	{ "copyright", -4 },
	{ "more-", -4 },
	{ "card", -2 },
	{ "list", -2 },
	{ "next", -3 },
	{ "prev", -3 },
};

/* What is written before a day that is the article's own, folded. */
static const char published[] =
	" published posted publication released written submitted created "
	"veroffentlicht erstellt publiziert erschienen datum date dated "
	"publie publiee paru pubblicato pubblicata publicado publicada "
	"opublikowano dodano geplaatst gepubliceerd publicerad publisert "
	"julkaistu yayinlanma eklenme опубликовано опубликован дата "
	"размещено создано опубліковано дата жарияланған жарияланды "
	"жариялаган күні издадено publikovano vydano objavljeno ";
static const char modified[] =
	" updated modified revised changed edited aktualisiert geandert "
	"bearbeitet stand update mis jour modifie modifiee aggiornato "
	"aggiornata modificato actualizado actualizada modificado atualizado "
	"atualizada modificada zaktualizowano aktualizacja bijgewerkt "
	"gewijzigd uppdaterad oppdatert opdateret paivitetty guncelleme "
	"guncellendi обновлено обновлен изменено оновлено жаңартылды "
	"жаңартылған aktualizovano azurirano ";
static const char other[] =
	" until till bis jusqu au hasta fino expires valid gultig copyright "
	"geboren born joined registered member seit since ab before after "
	"deadline starts ends termin ";

static bool
is_listed(const char *list, struct saiga_slice term)
{
	char word[64];

	if (term.len + 3 > sizeof(word))
		return false;
	word[0] = ' ';
	memcpy(word + 1, term.p, term.len);
	memcpy(word + 1 + term.len, " ", 2);
	return strstr(list, word) != NULL;
}

/* What the last words before a day say of it. */
static int
points_of_words(struct saiga_slice before, bool *is_modified)
{
	struct saiga_words words;
	struct saiga_word word;
	int points = 0;

	if (before.len > 60)
		before = saiga_slice_of(before.p + before.len - 60, 60);
	saiga_words_init(&words, before);
	while (saiga_words_next(&words, &word)) {
		if (is_listed(modified, word.term))
			*is_modified = true;
		else if (is_listed(published, word.term)) {
			*is_modified = false;
			points = 4;
		} else if (is_listed(other, word.term))
			points -= 3;
	}
	return points;
}

/* Adds up the hints that the names have, the best and the worst one of each
 * list. */
static int
points_of_name(struct saiga_slice name, const struct hint *hints, size_t n)
{
	char small[256];
	int points = 0;
	size_t i;

	if (name.len == 0)
		return 0;
	if (name.len >= sizeof(small))
		name.len = sizeof(small) - 1;
	for (i = 0; i < name.len; i++)
		small[i] = name.p[i] >= 'A' && name.p[i] <= 'Z'
			? (char)(name.p[i] | 32)
			: name.p[i];
	small[i] = '\0';
	for (i = 0; i < n; i++)
		if (strstr(small, hints[i].part) != NULL &&
			(hints[i].points < 0 ? hints[i].points < points
					     : hints[i].points > points))
			points = hints[i].points;
	return points;
}

static int
points_of_element(const struct html_doc *doc, uint32_t node, bool *is_modified)
{
	static const char *const attrs[] = { "class", "id", "itemprop" };
	int best = 0, worst = 0;
	size_t i;

	for (i = 0; i < 3; i++) {
		struct saiga_slice name = html_attr(doc, node, attrs[i]);
		int points = points_of_name(
			name, near, sizeof(near) / sizeof(*near));

		static const struct hint changed[] = {
			{ "modified", 1 },
			{ "updated", 1 },
		};

		/* WordPress has "entry-date published updated" for one day. */
		*is_modified |=
			points < 3 && points_of_name(name, changed, 2) > 0;
		best = points > best ? points : best;
		points = points_of_name(
			name, apart, sizeof(apart) / sizeof(*apart));
		worst = points < worst ? points : worst;
	}
	return best + worst;
}

static int
points_of_place(const struct html_doc *doc, uint32_t node, bool *is_modified)
{
	int best = 0, worst = 0;
	unsigned level;

	for (level = 0; level < LEVELS && node > 0; level++) {
		int points = points_of_element(doc, node, is_modified);

		best = points > best ? points : best;
		worst = points < worst ? points : worst;
		if (doc->nodes[node].tag == HTML_A)
			worst -= 2;
		if (doc->nodes[node].tag == HTML_HEADER)
			best = best > 1 ? best : 1;
		node = doc->nodes[node].parent;
	}
	return best + worst;
}

/* ---- days -----------------------------------------------------------------
 */

static void
add_day(struct days *days, const struct saiga_date *date, uint32_t node,
	struct saiga_slice before, size_t around, bool is_time)
{
	struct day *day = &days->list[days->n];

	if (days->n == DAYS_MAX || date->day == 0)
		return;
	*day = (struct day){
		.date = *date, .is_time = is_time, .line = days->line
	};
	day->points = points_of_words(before, &day->is_modified) +
		points_of_place(days->meta->doc, node, &day->is_modified);
	day->points += around <= 40 ? 2 : around <= 100 ? 1 : -2;
	if (is_time)
		day->points += 3;
	if (html_has_attr(days->meta->doc, node, "pubdate"))
		day->points += 3;
	if (node < days->aside_end)
		day->points -= 6;
	days->n++;
}

/* A time element: its datetime, else what it shows. */
static void
read_time_element(struct days *days, uint32_t node)
{
	struct page_meta *meta = days->meta;
	struct saiga_slice value = html_attr(meta->doc, node, "datetime");
	struct saiga_date date;

	if (value.len == 0)
		value = html_attr(meta->doc, node, "content");
	if (value.len == 0 || value.len > 100 ||
		saiga_date_read(&date, value, meta->order) != SAIGA_OK)
		return;
	add_day(days, &date, node, saiga_strbuf_view(&days->text), 0, true);
}

/* The days in the line that has ended. */
static void
end_line(struct days *days)
{
	struct saiga_slice line = saiga_strbuf_view(&days->text), rest = line;
	struct saiga_date date;
	const char *from = line.p;

	while (saiga_date_find(&date, &rest, days->meta->order)) {
		size_t end = (size_t)(rest.p - line.p);
		struct saiga_slice before = { from, (size_t)(rest.p - from) };

		/* A day is some twenty bytes long. */
		add_day(days, &date, days->first, before,
			line.len > 24 ? line.len - 24 : 0, false);
		from = line.p + end;
	}
	days->line += line.len > 0;
	saiga_strbuf_reset(&days->text);
	days->text.status = SAIGA_OK;
}

static bool
is_aside(const struct html_doc *doc, uint32_t node)
{
	enum html_tag tag = doc->nodes[node].tag;

	return tag == HTML_NAV || tag == HTML_ASIDE || tag == HTML_FOOTER;
}

static void
read_lines(struct days *days)
{
	const struct html_doc *doc = days->meta->doc;
	uint32_t i = 1, last = HTML_NONE;

	while (i < doc->n) {
		enum html_tag tag = doc->nodes[i].tag;

		if (html_tag_is_hidden(tag)) {
			i = doc->nodes[i].end;
			continue;
		}
		if (tag == HTML_BR || html_tag_is_block(tag) ||
			(last != HTML_NONE && tag == HTML_TEXT &&
				html_block_ends(doc, last, i))) {
			end_line(days);
			last = HTML_NONE;
		}
		if (i >= days->aside_end && is_aside(doc, i))
			days->aside_end = doc->nodes[i].end;
		if (tag == HTML_TIME)
			read_time_element(days, i);
		if (tag == HTML_TEXT) {
			if (days->text.len == 0)
				days->first = doc->nodes[i].parent;
			else
				saiga_strbuf_byte(&days->text, ' ');
			saiga_strbuf_slice(&days->text,
				saiga_utf8_cut(
					html_value(doc, i), LINE_MAX_BYTES));
			last = i;
		}
		if (i == days->meta->title)
			days->title_line = days->line + 1;
		i++;
	}
	end_line(days);
}

static int
points_of_distance(const struct days *days, unsigned line)
{
	if (days->title_line == 0)
		return line < 20;
	if (line >= days->title_line)
		return line - days->title_line <= 8     ? 3
			: line - days->title_line <= 25 ? 1
							: 0;
	return days->title_line - line <= 6 ? 2 : 0;
}

/* The day with the most points, the first of equals; NULL when none has
 * enough. */
static const struct day *
best_day(const struct days *days, bool is_modified)
{
	const struct day *best = NULL;
	unsigned i;

	for (i = 0; i < days->n; i++) {
		const struct day *day = &days->list[i];

		if (day->is_modified == is_modified && day->points >= ENOUGH &&
			(best == NULL || day->points > best->points) &&
			meta_is_possible(&day->date))
			best = day;
	}
	return best;
}

/* Whether the day that the page declares is one of those it shows. */
static bool
shows_declared(const struct days *days)
{
	struct saiga_slice declared =
		saiga_strbuf_view(&days->meta->best[SAIGA_FIELD_DATE].value);
	struct saiga_date date;
	char day[9], shown[9];
	unsigned i;

	if (saiga_date_parse(&date, declared) != SAIGA_OK)
		return false;
	saiga_date_day(&date, day);
	for (i = 0; i < days->n; i++) {
		saiga_date_day(&days->list[i].date, shown);
		if (memcmp(day, shown, 9) == 0)
			return true;
	}
	return false;
}

void
meta_read_dates(struct page_meta *meta)
{
	struct days *days = calloc(1, sizeof(*days));
	const struct day *day;
	unsigned i;

	if (days == NULL)
		return;
	days->meta = meta;
	days->text.max = 4 * LINE_MAX_BYTES;
	read_lines(days);
	for (i = 0; i < days->n; i++)
		days->list[i].points +=
			points_of_distance(days, days->list[i].line);
	day = best_day(days, true);
	if (day != NULL)
		meta_offer_date(meta, SAIGA_FIELD_MODIFIED, &day->date,
			SAIGA_ORIGIN_BYLINE, META_BYLINE);
	day = best_day(days, false);
	if (day != NULL) {
		if (!shows_declared(days))
			meta->shown = day->date;
		meta_offer_date(meta, SAIGA_FIELD_DATE, &day->date,
			day->is_time ? SAIGA_ORIGIN_TIME : SAIGA_ORIGIN_BYLINE,
			day->is_time ? META_TIME : META_BYLINE);
	}
	saiga_strbuf_dispose(&days->text);
	free(days);
}
