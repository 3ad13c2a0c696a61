/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of word forms, kept in step with the articles. */
#include "forms.h"

#include "lists.h"

#include <stdlib.h>
#include <string.h>

struct forms {
	struct saiga_stemmers *stemmers;
	struct saiga_lexicon *known; /* "en/word": noted in this run */
	struct lists *batch;
	struct saiga_strbuf key;
};

static void
append_form(
	struct saiga_strbuf *list, struct saiga_slice word, const void *payload)
{
	(void)payload;
	if (list->len > 0)
		saiga_strbuf_byte(list, ' ');
	saiga_strbuf_slice(list, word);
}

static const struct list_kind form_lists = { append_form, saiga_forms_merge };

enum saiga_status
forms_new(struct forms **out, struct saiga_error *err)
{
	struct forms *forms = calloc(1, sizeof(*forms));

	*out = NULL;
	if (forms == NULL)
		return saiga_error_nomem(err);
	forms->key.max = 1024;
	forms->known = saiga_lexicon_new();
	forms->batch = lists_new(&form_lists, NULL);
	if (forms->known == NULL || forms->batch == NULL ||
		saiga_stemmers_new(&forms->stemmers, err) != SAIGA_OK) {
		forms_free(forms);
		return saiga_error_nomem(err);
	}
	*out = forms;
	return SAIGA_OK;
}

void
forms_free(struct forms *forms)
{
	if (forms == NULL)
		return;
	saiga_stemmers_free(forms->stemmers);
	saiga_lexicon_free(forms->known);
	lists_free(forms->batch);
	saiga_strbuf_dispose(&forms->key);
	free(forms);
}

/* Whether the word of that language comes for the first time in this run. */
static bool
is_new(struct forms *forms, struct saiga_slice language,
	struct saiga_slice word)
{
	char buffer[4 + SAIGA_TERM_MAX];
	uint32_t before = saiga_lexicon_count(forms->known);

	if (language.len > 2 || word.len > SAIGA_TERM_MAX)
		return false;
	memcpy(buffer, language.p, language.len);
	buffer[language.len] = '/';
	memcpy(buffer + language.len + 1, word.p, word.len);
	saiga_lexicon_add(forms->known,
		saiga_slice_of(buffer, language.len + 1 + word.len));
	return saiga_lexicon_count(forms->known) > before;
}

enum saiga_status
forms_note(struct forms *forms, struct saiga_slice language,
	struct saiga_slice word, struct saiga_error *err)
{
	enum saiga_status status;

	if (word.len == 0 || language.len == 0 ||
		!is_new(forms, language, word))
		return SAIGA_OK;
	status = saiga_forms_key(
		&forms->key, forms->stemmers, language, word, err);
	if (status != SAIGA_OK || forms->key.len == 0)
		return status;
	return lists_add(
		forms->batch, saiga_strbuf_view(&forms->key), word, err);
}

enum saiga_status
forms_write(struct forms *forms, struct xc_writable *w, struct saiga_error *err)
{
	return lists_write(forms->batch, w, err);
}
