/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the names that pages give their parts tell of them.  Names are words
 * that many sites use, cut from class and id; none is a rule for one site.
 */
#include "html-body.h"

#include <string.h>

/* How the words begin that say: this is none of the article.  A word that
 * ends in a space must be the whole one. */
/* clang-format off */
static const char *const bad_words[] = {
	"breadcrumb", "consent", "cookie", "copyright",
	"footer", "gdpr", "login",
	"masthead", "menu", "mostread", "mostviewed", "nav ",
	"navbar", "navigation", "newsletter", "outbrain", "pagination",
	"popup", "recirc", "recommend", "related", "respond",
	"sidebar", "signup", "subscri", "taboola", "taglist",
	"trending", 
};

/* What readers wrote: it may be more than the article. */
static const char *const comment_words[] = {
	"comment", "disqus", "kommentar", "livefyre", "replies", "viafoura",
};

/* The same, but not of what holds a good share of the page's text: wrappers
 * are called so after what is in them, too. */
static const char *const weak_words[] = {
	"ad ", "ads ", "advert", "affiliate", "aside ", "audio ", "authorbio",
	"banner", "bio ", "bookmark", "byline", "caption",
	"carousel", "contact ", "credit", "crumb", "cta ", "dateline", 
	"disclaimer", "discuss", "donat", "dropdown", "email", 
	"follow", "gallery ", "infobox", "keywords", "lightbox",
	"mailing", "modal", "notification", "optin",
	"overlay", "pager", "paywall", "popular",
	"print ", "profile", "promo", "pullquote", 
	"readmore", "register", "reply", 
	"share", "sharing", "signin", "sitemap", "skip ",
	"slideshow", "sponsor", "tags ", "teaser", 
	"toolbar", "tooltip", "topics", "whatsapp", "widget",
};

/* The same, but not where something is quoted from there. */
static const char *const social_words[] = {
	"facebook", "instagram", "pinterest", "social", "tiktok", "twitter",
	"video ",
};

/* What stands before a word that tells of a part inside: "with-sidebar". */
static const char *const modifiers[] = {
	"enable", "has", "have", "hide", "is", "no", "show", "with", "without",
};

/* Classes, whole, of what is only there for screen readers, or not at all. */
static const char *const unseen_classes[] = {
	"hidden", "hide", "invisible", "screen-reader-text", "sr-only",
	"visually-hidden", "visuallyhidden",
};

/* The same of what may hold it: this is the article's body. */
static const char *const good_words[] = {
	"articlebody", "articlecontent", "articletext", "bodytext",
	"contentbody", "entrycontent", "mainbody", "maincontent", "postbody",
	"postcontent", "posttext", "storybody", "storycontent", "storytext",
};
/* clang-format on */

#define COUNT(list) (sizeof(list) / sizeof(*(list)))
#define HINT_MAX 512 /* bytes of class or id that are looked at */

/* Whether the class is what WordPress tells of an article's own subjects, as
 * "tag-comments" or "category-video" are. */
static bool
is_subject(const char *p, size_t len)
{
	static const char *const kinds[] = { "category-", "tag-", "format-",
		"type-" };
	size_t i;

	for (i = 0; i < COUNT(kinds); i++)
		if (len > strlen(kinds[i]) &&
			strncmp(p, kinds[i], strlen(kinds[i])) == 0)
			return true;
	return false;
}

/* The words of an attribute: "PostBody_share-bar" as "post body share bar ",
 * a space behind each. */
static void
cut_words(struct saiga_slice value, char out[2 * HINT_MAX + 2])
{
	size_t i, n = 0;
	bool was_small = false;

	if (value.len > HINT_MAX)
		value.len = HINT_MAX;
	for (i = 0; i < value.len; i++) {
		char c = value.p[i];
		bool is_big = c >= 'A' && c <= 'Z';
		bool is_small = c >= 'a' && c <= 'z';

		if ((i == 0 || value.p[i - 1] == ' ') &&
			is_subject(value.p + i, value.len - i)) {
			while (i < value.len && value.p[i] != ' ')
				i++;
			continue;
		}
		if (((is_big && was_small) || (!is_big && !is_small)) &&
			n > 0 && out[n - 1] != ' ')
			out[n++] = ' ';
		if (is_big || is_small)
			out[n++] = (char)(c | 0x20);
		was_small = is_small;
	}
	out[n++] = ' ';
	out[n] = '\0';
}

/* Whether the word before p says that what p names is inside. */
static bool
is_modified(const char *words, const char *p)
{
	size_t i, n;

	for (i = 0; i < COUNT(modifiers); i++) {
		n = strlen(modifiers[i]);
		if ((size_t)(p - words) > n && p[-1] == ' ' &&
			memcmp(p - 1 - n, modifiers[i], n) == 0 &&
			((size_t)(p - words) == n + 1 ||
				p[-2 - (long)n] == ' '))
			return true;
	}
	return false;
}

static bool
has_word(const char *words, const char *const list[], size_t n)
{
	const char *p = words;
	size_t i;

	while (p != NULL && *p != '\0') {
		for (i = 0; i < n; i++)
			if (strncmp(p, list[i], strlen(list[i])) == 0 &&
				!is_modified(words, p))
				return true;
		p = strchr(p, ' ');
		if (p != NULL)
			p++;
	}
	return false;
}

/* The words of the list with nothing between them, so that "article-body" is
 * "articlebody". */
static bool
has_joined(char *words, const char *const list[], size_t n)
{
	char *from = words, *to = words;
	size_t i;

	for (; *from != '\0'; from++)
		if (*from != ' ')
			*to++ = *from;
	*to = '\0';
	for (i = 0; i < n; i++)
		if (strstr(words, list[i]) != NULL)
			return true;
	return false;
}

static enum html_hint
hint_of_words(char *words)
{
	if (has_word(words, comment_words, COUNT(comment_words)))
		return HTML_HINT_COMMENT;
	if (has_word(words, bad_words, COUNT(bad_words)))
		return HTML_HINT_BAD;
	if (has_word(words, weak_words, COUNT(weak_words)))
		return HTML_HINT_WEAK;
	if (has_word(words, social_words, COUNT(social_words)))
		return HTML_HINT_SOCIAL;
	if (has_joined(words, good_words, COUNT(good_words)))
		return HTML_HINT_GOOD;
	return HTML_HINT_NONE;
}

enum html_hint
html_hint_of(const struct html_doc *doc, uint32_t node)
{
	static const char *const attrs[] = { "class", "id", "itemprop",
		"data-component", "data-module" };
	char words[2 * HINT_MAX + 2];
	enum html_hint hint = HTML_HINT_NONE;
	size_t i;

	for (i = 0; i < COUNT(attrs); i++) {
		struct saiga_slice value = html_attr(doc, node, attrs[i]);
		enum html_hint found;

		if (value.len == 0)
			continue;
		cut_words(value, words);
		found = hint_of_words(words);
		if (found > hint)
			hint = found;
	}
	return hint;
}

/* Whether a person would not see the element, or not as part of the text. */
bool
html_is_unseen(const struct html_doc *doc, uint32_t node)
{
	static const char *const roles[] = { "alert", "alertdialog", "banner",
		"complementary", "contentinfo", "dialog", "menu", "menubar",
		"navigation", "search", "toolbar" };
	struct saiga_slice style = html_attr(doc, node, "style");
	char words[2 * HINT_MAX + 2];
	size_t i;

	if (html_has_attr(doc, node, "hidden") ||
		saiga_slice_is(html_attr(doc, node, "aria-hidden"), "true"))
		return true;
	for (i = 0; i < COUNT(roles); i++)
		if (html_attr_has_word(doc, node, "role", roles[i]))
			return true;
	for (i = 0; i < COUNT(unseen_classes); i++)
		if (html_attr_has_word(doc, node, "class", unseen_classes[i]))
			return true;
	if (style.len == 0)
		return false;
	cut_words(style, words);
	return strstr(words, "display none ") != NULL ||
		strstr(words, "visibility hidden ") != NULL;
}
