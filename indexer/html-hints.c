/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the names that pages give their parts tell of them.  Names are words
 * that many sites use, cut from class and id; none is a rule for one site.
 */
#include "html-body.h"

#include <stdlib.h>
#include <string.h>

/* How the words begin that say: this is none of the article.  A word that
 * ends in a space must be the whole one. */
/* clang-format off */
static const char *const bad_words[] = {
	"ad ", "ads ", "advert", "addthis", "aside ", "affiliate", "audio ",
	"authorbio", "avatar",
	"banner", "bio ", "bookmark", "bottomlink", "breadcrumb", "byline",
	"caption", "carousel", "comment", "consent", "contact ", "cookie", "copyright",
	"credit", "crumb", "cta ",
	"dateline", "dfp", "disclaimer", "discuss", "disqus", "donat",
	"dropdown", "email", "flyout", "follow", "footer",
	"gallery ", "gdpr", "hidden ", "infobox", 
	"jump ", "keywords", "lightbox", "livefyre", "login", "masthead",
	"mailing", "menu", "modal", "mostread", "mostviewed",
	"nav ", "navbar", "navigation", "newsletter", "nextprev", "notification",
	"offscreen", "optin", "outbrain", "overlay", "pagination", "pager",
	"paywall", "piano", "player", "popular", "popup",
	"prevnext", "print ", "profile", "promo", "pullquote", "rating",
	"readmore", "readnext", "recirc", "recommend", "register", "related",
	"replies", "reply", "respond", "ribbon",
	"scroller", "share", "sharing", "shortcut", "sidebar", "signin",
	"signup", "sitemap", "skip ", "skyscraper", "slideshow", 
	"sponsor", "subscri", "survey",
	"taboola", "taglist", "tags ", "teaser", "ticker", "toolbar",
	"tooltip", "topics", "trending", "upsell", "viafoura",
	"video ", "whatsapp", "widget", "zergnet",
};

/* The same, but not where something is quoted from there. */
static const char *const social_words[] = {
	"facebook", "instagram", "pinterest", "social", "tiktok", "twitter",
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

static bool
has_word(const char *words, const char *const list[], size_t n)
{
	const char *p = words;
	size_t i;

	while (p != NULL && *p != '\0') {
		for (i = 0; i < n; i++)
			if (strncmp(p, list[i], strlen(list[i])) == 0)
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

enum html_hint
html_hint_of(const struct html_doc *doc, uint32_t node)
{
	static const char *const attrs[] = { "class", "id", "role",
		"data-component", "data-module", "itemprop" };
	char words[2 * HINT_MAX + 2];
	enum html_hint hint = HTML_HINT_NONE;
	size_t i;

	for (i = 0; i < COUNT(attrs); i++) {
		struct saiga_slice value = html_attr(doc, node, attrs[i]);

		if (value.len == 0)
			continue;
		cut_words(value, words);
		if (has_word(words, bad_words, COUNT(bad_words)))
			return HTML_HINT_BAD;
		if (has_word(words, social_words, COUNT(social_words)) &&
			html_find(doc, node, node, HTML_BLOCKQUOTE) ==
				HTML_NONE)
			return HTML_HINT_BAD;
		if (has_joined(words, good_words, COUNT(good_words)))
			hint = HTML_HINT_GOOD;
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
	if (style.len == 0)
		return false;
	cut_words(style, words);
	return strstr(words, "display none ") != NULL ||
		strstr(words, "visibility hidden ") != NULL;
}
