/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stop words: "the", "что".  They count in phrases and wherever they stand
 * alone, but rank nothing where other words stand.  A word may be one in one
 * language and not in another ("die"), so the query's own language decides:
 * the one that most of its words are stop words of; of several such, all must
 * agree.
 */
#include "planner.h"

/* A language of under a twentieth of the articles is not asked in. */
#define RARE_LANGUAGE 20u

static unsigned
count_stops(const struct planner *p, const struct planner_language *language)
{
	const struct query_node *node;
	unsigned n = 0;

	for (node = p->query->nodes; node != NULL; node = node->next)
		n += node->whole == NULL &&
			(node->type == QUERY_WORD ||
				node->type == QUERY_JOINED) &&
			saiga_is_stopword(
				saiga_slice(language->code), node->terms[0]);
	return n;
}

static bool
is_rare(const struct planner *p, const struct planner_language *language)
{
	return language->articles < p->plan->n_articles / RARE_LANGUAGE;
}

void
planner_find_stops(struct planner *p)
{
	unsigned most = 0, n;
	size_t i;

	for (i = 0; i < p->n_languages; i++) {
		const struct planner_language *language = &p->languages[i];

		if (is_rare(p, language))
			continue;
		n = count_stops(p, language);
		most = n > most ? n : most;
	}
	/* Of languages that tell as much, none may be wronged. */
	for (i = 0; most > 0 && i < p->n_languages; i++)
		p->languages[i].stops =
			count_stops(p, &p->languages[i]) == most &&
			!is_rare(p, &p->languages[i]);
}

bool
planner_is_stop(const struct planner *p, const struct query_node *node)
{
	bool any = false;
	size_t i;

	if ((node->type != QUERY_WORD && node->type != QUERY_JOINED) ||
		node->exact || node->sign != QUERY_MAY ||
		!query_field_is_text(node->field))
		return false;
	for (i = 0; i < p->n_languages; i++) {
		if (!p->languages[i].stops)
			continue;
		if (!saiga_is_stopword(
			    saiga_slice(p->languages[i].code), node->terms[0]))
			return false;
		any = true;
	}
	return any;
}

bool
planner_has_others(const struct planner *p, const struct query_node *node)
{
	size_t i;

	for (i = 0; i < node->n; i++) {
		const struct query_node *child = node->children[i];

		if (child->sign != QUERY_MUST_NOT && !query_is_filter(child) &&
			!planner_is_stop(p, child))
			return true;
	}
	return false;
}
