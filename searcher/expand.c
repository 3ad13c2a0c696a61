/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What else a word of the query is found as.  Its forms are the words of the
 * index that share a stem with it, in any of the index's languages, since
 * nobody knows which one a single word is of; its spellings are the names of
 * the index that share a name key with it, and the forms of those.
 */
#include "planner.h"

#include <string.h>

#define NAMED_FORMS_MAX 16u /* forms of a word that are looked up as names */
#define SHORT_NAME 3u       /* letters */
#define NEAR_NAMES_MAX 256u /* of one loose key that are looked at */

void
planner_find_languages(struct planner *p)
{
	const char *prefix = saiga_fields[SAIGA_FIELD_LANGUAGE].term_prefix;
	size_t len = strlen(prefix), n;
	struct xc_error xerr;
	struct xc_term_iter *it = xc_database_terms(p->db, prefix, len, &xerr);

	if (it == NULL) {
		planner_failed(p, &xerr);
		return;
	}
	while (p->n_languages < PLAN_LANGUAGES_MAX &&
		xc_term_iter_next(it, &xerr)) {
		const char *term = xc_term_iter_term(it, &n);
		struct planner_language *language =
			&p->languages[p->n_languages];

		if (n != len + 2)
			continue;
		memcpy(language->code, term + len, 2);
		if (xc_term_iter_freq(&language->articles, it, &xerr) != XC_OK)
			break;
		p->n_languages++;
	}
	xc_term_iter_free(it);
	if (xerr.kind != XC_OK)
		planner_failed(p, &xerr);
}

bool
planner_fetch(struct planner *p, struct xc_bytes *list, struct saiga_slice key,
	saiga_merge_fn merge)
{
	if (p->status == SAIGA_OK)
		p->status =
			saiga_store_metadata(list, p->db, key, merge, p->err);
	return p->status == SAIGA_OK && list->len > 0;
}

/* Whether names have no other endings than -s in the language: its stemmer
 * would make Harry of Harris, and Hillary hilarious. */
static bool
keeps_names(const char *language)
{
	static const char languages[] = "ca da de en es fr ga id it nb nl nn "
					"no pt sv ";
	const char *at = strstr(languages, language);

	return at != NULL;
}

/* Whether one is the other and an s. */
static bool
is_plural(struct saiga_slice a, struct saiga_slice b)
{
	struct saiga_slice shorter = a.len < b.len ? a : b;
	struct saiga_slice longer = a.len < b.len ? b : a;

	return longer.len == shorter.len + 1 && longer.p[shorter.len] == 's' &&
		memcmp(longer.p, shorter.p, shorter.len) == 0;
}

/* Adds the forms of the word in each language of the index; of a name, those
 * that a name can have. */
static void
add_forms(struct planner *p, struct unit *unit, struct saiga_slice word,
	enum word_how how, bool name)
{
	struct saiga_strbuf key = SAIGA_STRBUF_INIT(1024);
	struct xc_bytes list = XC_BYTES_INIT;
	struct saiga_slice rest, form;
	size_t i;

	for (i = 0; i < p->n_languages && p->status == SAIGA_OK; i++) {
		p->status = saiga_forms_key(&key, p->stemmers,
			saiga_slice(p->languages[i].code), word, p->err);
		if (key.len == 0 ||
			!planner_fetch(p, &list, saiga_strbuf_view(&key),
				saiga_forms_merge))
			continue;
		rest = saiga_slice_of(list.data, list.len);
		while (saiga_forms_next(&rest, &form))
			if (!name || !keeps_names(p->languages[i].code) ||
				is_plural(word, form))
				planner_add_word(p, unit, form, how);
	}
	xc_bytes_dispose(&list);
	saiga_strbuf_dispose(&key);
}

/* What the index tells of a word: it has it as a name, it has not, since most
 * articles have it in small letters, or it does not have it at all. */
enum name_state { NAME_NO, NAME_YES, NAME_UNKNOWN };

static enum name_state
name_state(struct planner *p, struct saiga_slice word, struct saiga_slice list)
{
	struct saiga_name name;

	while (saiga_names_next(&list, &name))
		if (saiga_slice_equal(name.word, word))
			return name.is_name ? NAME_YES : NAME_NO;
	return planner_term_freq(p, word) == 0 ? NAME_UNKNOWN : NAME_NO;
}

/* The same, by the list under the word's first key. */
static enum name_state
look_up_name(
	struct planner *p, struct saiga_slice written, struct saiga_slice word)
{
	struct saiga_strbuf key = SAIGA_STRBUF_INIT(256);
	struct xc_bytes list = XC_BYTES_INIT;
	struct saiga_name_keys keys;
	enum name_state state = NAME_NO;

	saiga_names_keys(&keys, written, word);
	if (keys.n > 0) {
		saiga_names_key(&key, keys.key[0], false);
		planner_fetch(
			p, &list, saiga_strbuf_view(&key), saiga_names_add);
		state = name_state(
			p, word, saiga_slice_of(list.data, list.len));
	}
	xc_bytes_dispose(&list);
	saiga_strbuf_dispose(&key);
	return state;
}

static bool
is_latin(struct saiga_slice word)
{
	return saiga_name_same_script(word, saiga_slice("latin"));
}

/* Adds a name with its forms; in Latin letters few languages bend names, and
 * most stems mistake them. */
static void
add_name(struct planner *p, struct unit *unit, struct saiga_slice name)
{
	if (planner_add_word(p, unit, name, WORD_NAME) && !is_latin(name))
		add_forms(p, unit, name, WORD_NAME, true);
}

/* Adds the names of the list, and their forms.  What has but three letters,
 * and what a key of transcription joins, must be of another script: Xi is not
 * Hi. */
static void
add_listed(struct planner *p, struct unit *unit, struct saiga_slice word,
	struct saiga_slice list, bool other_script)
{
	struct saiga_name name;

	while (p->status == SAIGA_OK && !planner_is_full(unit, WORD_NAME) &&
		saiga_names_next(&list, &name)) {
		if (!name.is_name || saiga_slice_equal(name.word, word) ||
			(other_script &&
				saiga_name_same_script(name.word, word)))
			continue;
		add_name(p, unit, name.word);
	}
}

/* Adds the names of the list under a loose key whose strict keys are near. */
static void
add_near(struct planner *p, struct unit *unit, struct saiga_slice list,
	const struct saiga_name_keys *keys)
{
	struct saiga_name_keys other;
	struct saiga_name name;
	unsigned i;

	for (i = 0; i < NEAR_NAMES_MAX && p->status == SAIGA_OK &&
		saiga_names_next(&list, &name);
		i++) {
		if (!name.is_name)
			continue;
		saiga_name_keys(&other, name.word);
		if (saiga_names_near(keys, &other))
			add_name(p, unit, name.word);
	}
}

static bool
is_short(struct saiga_slice word)
{
	return saiga_utf8_count(word) <= SHORT_NAME;
}

/* The other spellings of a word, which is as it was typed or as the index has
 * it; guessed: those in other cases, whose nominative no article has. */
static void
add_spellings(struct planner *p, struct unit *unit, struct saiga_slice written,
	struct saiga_slice word, bool guessed)
{
	struct saiga_strbuf key = SAIGA_STRBUF_INIT(256);
	struct xc_bytes list = XC_BYTES_INIT;
	struct saiga_name_keys keys;
	bool first = true;
	unsigned i;

	saiga_names_keys(&keys, written, word);
	for (i = 0; i < keys.n && p->status == SAIGA_OK; i++) {
		bool loose = keys.key[i][0] == SAIGA_NAME_LOOSE;
		bool sound = keys.key[i][0] == SAIGA_NAME_SOUND;
		struct saiga_slice names;

		/* Of three letters, sounds and skeletons say little. */
		if ((guessed && loose) || (is_short(word) && (loose || sound)))
			continue;
		saiga_names_key(&key, keys.key[i], guessed);
		if (!planner_fetch(
			    p, &list, saiga_strbuf_view(&key), saiga_names_add))
			continue;
		names = saiga_slice_of(list.data, list.len);
		if (first && !guessed && name_state(p, word, names) == NAME_NO)
			break;
		first = false;
		if (loose)
			add_near(p, unit, names, &keys);
		else
			add_listed(
				p, unit, word, names, is_short(word) || sound);
	}
	xc_bytes_dispose(&list);
	saiga_strbuf_dispose(&key);
}

/* The word of the unit as bytes that the lexicon's growth does not move. */
static struct saiga_slice
copy_word(const struct planner *p, const struct unit *unit, size_t i,
	char bytes[SAIGA_TERM_MAX])
{
	struct saiga_slice word =
		saiga_lexicon_term(p->plan->lexicon, unit->words[i].term);

	memcpy(bytes, word.p, word.len);
	return saiga_slice_of(bytes, word.len);
}

static void
add_names(struct planner *p, struct unit *unit, const struct query_node *node)
{
	size_t i, n = unit->n_words;
	char bytes[SAIGA_TERM_MAX];

	add_spellings(p, unit, node->raw, node->terms[0], false);
	/* The genitive of a name has another key than the name. */
	if (is_latin(node->terms[0]))
		return;
	for (i = 1; i < n && i <= NAMED_FORMS_MAX; i++) {
		struct saiga_slice form = copy_word(p, unit, i, bytes);

		add_spellings(p, unit, form, form, false);
	}
}

/* Whether the unit has a name in another script than the word's. */
static bool
has_other_script(const struct planner *p, const struct unit *unit,
	struct saiga_slice word)
{
	size_t i;

	for (i = 0; i < unit->n_words; i++)
		if (unit->words[i].how == WORD_NAME &&
			!saiga_name_same_script(word,
				saiga_lexicon_term(
					p->plan->lexicon, unit->words[i].term)))
			return true;
	return false;
}

/*
 * A name may be there in other cases alone: Tokayev where an article met "с
 * Токаевым".  The other way around, what was typed is taken for a case only
 * if no other script has it as it is: Марина is not Marin's.
 */
static void
add_cases(struct planner *p, struct unit *unit, const struct query_node *node)
{
	struct saiga_slice word = node->terms[0];
	struct saiga_name_cases cases;
	unsigned i;

	add_spellings(p, unit, node->raw, word, true);
	if (has_other_script(p, unit, word))
		return;
	saiga_name_cases(&cases, word);
	for (i = 0; i < cases.n; i++) {
		struct saiga_slice name =
			saiga_slice_of(cases.name[i], cases.len[i]);

		add_spellings(p, unit, name, name, false);
		add_spellings(p, unit, name, name, true);
	}
}

/* Adds one side of an alias: a word with its forms, or words in a row. */
static void
add_side(struct planner *p, struct unit *unit, struct saiga_slice side)
{
	struct saiga_slice terms[ALIAS_WORDS_MAX], rest = side;
	size_t n = 0;

	while (n < ALIAS_WORDS_MAX && saiga_forms_next(&rest, &terms[n]))
		n++;
	if (n > 1)
		planner_add_sequence(p, unit, terms, NULL, n, WORD_ALIAS);
	else if (n == 1 && planner_add_word(p, unit, terms[0], WORD_ALIAS))
		add_forms(p, unit, terms[0], WORD_ALIAS, false);
}

void
planner_add_aliases(
	struct planner *p, struct unit *unit, struct saiga_slice words)
{
	struct saiga_slice side;
	size_t at = 0;

	if (unit == NULL || p->options->aliases == NULL || p->options->exact)
		return;
	while (p->status == SAIGA_OK &&
		aliases_next(p->options->aliases, words, &at, &side))
		add_side(p, unit, side);
}

/* The words of a joined word, as an alias has them. */
static void
join_parts(struct saiga_strbuf *out, const struct query_node *node)
{
	size_t i, first = node->type == QUERY_JOINED ? 1 : 0;

	for (i = first; i < node->n_terms; i++) {
		if (i > first)
			saiga_strbuf_byte(out, ' ');
		saiga_strbuf_slice(out, node->terms[i]);
	}
}

void
planner_expand(
	struct planner *p, struct unit *unit, const struct query_node *node)
{
	struct saiga_strbuf words = SAIGA_STRBUF_INIT(4096);

	if (unit == NULL || p->options->exact || p->status != SAIGA_OK)
		return;
	if (!node->exact && saiga_utf8_count(node->terms[0]) > 1) {
		enum name_state state =
			look_up_name(p, node->raw, node->terms[0]);

		add_forms(
			p, unit, node->terms[0], WORD_FORM, state == NAME_YES);
		add_names(p, unit, node);
		if (state != NAME_NO)
			add_cases(p, unit, node);
	}
	/* A word with a digit is exact by itself, "=word" by its sign. */
	join_parts(&words, node);
	if (!node->exact || query_has_digit(node->terms[0]))
		planner_add_aliases(p, unit, saiga_strbuf_view(&words));
	saiga_strbuf_dispose(&words);
}
