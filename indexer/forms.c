/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of word forms, kept in step with the articles. */
#include "forms.h"

#include "lists.h"

#include <stdlib.h>

struct forms {
	struct saiga_stemmers *stemmers;
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
	forms->batch = lists_new(&form_lists, NULL);
	if (forms->batch == NULL ||
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
	lists_free(forms->batch);
	saiga_strbuf_dispose(&forms->key);
	free(forms);
}

enum saiga_status
forms_note(struct forms *forms, const struct vocabulary_word *word,
	struct saiga_error *err)
{
	struct saiga_slice languages = word->languages, language;
	enum saiga_status status = SAIGA_OK;

	while (status == SAIGA_OK && vocabulary_next(&languages, &language)) {
		status = saiga_forms_key(&forms->key, forms->stemmers, language,
			word->word, err);
		if (status == SAIGA_OK && forms->key.len > 0)
			status = lists_add(forms->batch,
				saiga_strbuf_view(&forms->key), word->word,
				err);
	}
	return status;
}

enum saiga_status
forms_write(struct forms *forms, struct xc_writable *w, struct saiga_error *err)
{
	return lists_write(forms->batch, w, err);
}
