/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads and writes the parameters of an address. */
#include "param.h"

#include "escape.h"

#include <string.h>

static const char *const sorts[] = { "relevance", "date", "oldest", NULL };
static const char *const flags[] = { "0", "1", NULL };
static const char *const formats[] = { "html", "json", "csv", "atom", NULL };
static const char *const languages[] = { "any", "en", "ru", "kk", NULL };
static const char *const pages[] = { "search", "style", "site-style", "icon",
	"opensearch", "suggest", NULL };

/* clang-format off */
const struct param_info params_table[PARAM_COUNT] = {
	[PARAM_QUERY]      = { "q", PARAM_TEXT, 0, PARAM_QUERY_MAX, NULL },
	[PARAM_SORT]       = { "sort", PARAM_CHOICE, 0, 0, sorts },
	[PARAM_EXACT]      = { "exact", PARAM_CHOICE, 0, 0, flags },
	[PARAM_FLAT]       = { "passages", PARAM_CHOICE, 0, 0, flags },
	[PARAM_NUMBER]     = { "n", PARAM_UINT, 1, 100, NULL },
	[PARAM_AT]         = { "at", PARAM_UINT, 1, PARAM_RESULTS_MAX, NULL },
	[PARAM_ARTICLE]    = { "id", PARAM_ID, 0, 0, NULL },
	[PARAM_COLLECTION] = { "c", PARAM_NAME, 0, 64, NULL },
	[PARAM_FORMAT]     = { "format", PARAM_CHOICE, 0, 0, formats },
	[PARAM_LANGUAGE]   = { "lang", PARAM_CHOICE, 0, 0, languages },
	[PARAM_PAGE]       = { "page", PARAM_CHOICE, 0, 0, pages },
};
/* clang-format on */

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Appends what the percent signs and pluses stand for; false when a percent
 * sign stands before no two digits, or for a NUL. */
static bool
decode(struct saiga_strbuf *out, struct saiga_slice value)
{
	size_t i;

	for (i = 0; i < value.len; i++) {
		char c = value.p[i];

		if (c == '+')
			c = ' ';
		else if (c == '%') {
			if (value.len - i < 3 || hex(value.p[i + 1]) < 0 ||
				hex(value.p[i + 2]) < 0)
				return false;
			c = (char)(hex(value.p[i + 1]) << 4 |
				hex(value.p[i + 2]));
			i += 2;
		}
		if (c == '\0')
			return false;
		saiga_strbuf_byte(out, c);
	}
	return true;
}

static bool
is_name(struct saiga_slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		char c = text.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			    (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return false;
	}
	return true;
}

static bool
read_number(
	unsigned *out, const struct param_info *info, struct saiga_slice text)
{
	unsigned n = 0;
	size_t i;

	if (text.len == 0 || text.len > 6)
		return false;
	for (i = 0; i < text.len; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
		n = n * 10 + (unsigned)(text.p[i] - '0');
	}
	*out = n;
	return n >= info->min && n <= info->max;
}

static bool
read_choice(
	unsigned *out, const struct param_info *info, struct saiga_slice text)
{
	unsigned i;

	for (i = 0; info->words[i] != NULL; i++)
		if (saiga_slice_equal(text, saiga_slice(info->words[i]))) {
			*out = i;
			return true;
		}
	return false;
}

/* An id may come with a passage's number, as "saiga search" prints it: that
 * is for the fragment of the address, and not kept. */
static bool
read_id(struct saiga_slice *text)
{
	char id[SAIGA_ID_LEN + 1];
	uint32_t passage;

	if (saiga_id_parse(*text, id, &passage) != SAIGA_OK)
		return false;
	text->len = SAIGA_ID_LEN;
	return true;
}

static enum saiga_status
wrong(const struct param_info *info, struct saiga_error *err)
{
	struct saiga_strbuf words = SAIGA_STRBUF_INIT(1024);
	enum saiga_status status = SAIGA_QUERY;
	unsigned i;

	switch (info->type) {
	case PARAM_UINT:
		saiga_strbuf_printf(
			&words, "a number from %u to %u", info->min, info->max);
		break;
	case PARAM_CHOICE:
		for (i = 0; info->words[i] != NULL; i++) {
			saiga_strbuf_str(&words,
				i == 0                               ? ""
					: info->words[i + 1] == NULL ? " or "
								     : ", ");
			saiga_strbuf_str(&words, info->words[i]);
		}
		break;
	case PARAM_ID:
		saiga_strbuf_str(&words, "the id of an article");
		break;
	case PARAM_NAME:
		saiga_strbuf_str(&words, "the name of a collection");
		break;
	default:
		saiga_strbuf_printf(
			&words, "text of at most %u bytes", info->max);
	}
	saiga_error_set(err, status, "\"%s\" takes %s", info->name,
		saiga_strbuf_cstr(&words));
	saiga_strbuf_dispose(&words);
	return status;
}

/* Reads a value, UTF-8. */
static bool
read_value(struct params *out, enum param p, struct saiga_slice text)
{
	const struct param_info *info = &params_table[p];

	switch (info->type) {
	case PARAM_UINT:
		/* An empty field of a form says nothing. */
		return text.len == 0 ||
			read_number(&out->number[p], info, text);
	case PARAM_CHOICE:
		return text.len == 0 ||
			read_choice(&out->number[p], info, text);
	case PARAM_ID:
		out->text[p] = text;
		return text.len == 0 || read_id(&out->text[p]);
	case PARAM_NAME:
		out->text[p] = text;
		return text.len <= info->max && is_name(text);
	default:
		out->text[p] = text;
		return text.len <= info->max;
	}
}

/* The value of one parameter; seen tells those that have one already. */
static enum saiga_status
read_one(struct params *out, bool *seen, struct saiga_strbuf *bytes,
	struct saiga_slice name, struct saiga_slice value,
	struct saiga_error *err)
{
	struct saiga_strbuf decoded = SAIGA_STRBUF_INIT(PARAM_STRING_MAX);
	enum saiga_status status = SAIGA_OK;
	size_t start = bytes->len;
	enum param p = 0;

	while (p < PARAM_COUNT &&
		!saiga_slice_equal(name, saiga_slice(params_table[p].name)))
		p++;
	if (p == PARAM_COUNT || seen[p])
		return SAIGA_OK;
	seen[p] = true;
	if (!decode(&decoded, value))
		status = wrong(&params_table[p], err);
	saiga_utf8_repair(saiga_strbuf_view(&decoded), bytes);
	if (status == SAIGA_OK && decoded.status == SAIGA_OK &&
		bytes->status == SAIGA_OK &&
		!read_value(out, p,
			saiga_slice_of(bytes->p + start, bytes->len - start)))
		status = wrong(&params_table[p], err);
	if (status == SAIGA_OK && decoded.status != SAIGA_OK)
		status = saiga_error_nomem(err);
	saiga_strbuf_dispose(&decoded);
	return status;
}

/* Cuts what stands before the separator off the rest, and the separator. */
static struct saiga_slice
cut(struct saiga_slice *rest, char separator)
{
	const char *end =
		rest->len == 0 ? NULL : memchr(rest->p, separator, rest->len);
	size_t len = end == NULL ? rest->len : (size_t)(end - rest->p);
	struct saiga_slice part = saiga_slice_of(rest->p, len);

	len += end != NULL;
	*rest = saiga_slice_of(rest->p + len, rest->len - len);
	return part;
}

enum saiga_status
params_read(struct params *out, struct saiga_strbuf *bytes,
	struct saiga_slice string, struct saiga_error *err)
{
	const struct params none = { .number = { 0 } };
	enum saiga_status status = SAIGA_OK;
	bool seen[PARAM_COUNT] = { false };

	*out = none;
	if (string.len > PARAM_STRING_MAX)
		return saiga_error_set(err, SAIGA_QUERY,
			"the address has more than %u bytes of parameters",
			PARAM_STRING_MAX);
	/* Repaired, a byte may become three; growing would move the texts. */
	bytes->max = PARAM_STRING_MAX * 3;
	saiga_strbuf_append(bytes, "", 0);
	if (saiga_array_reserve(&bytes->p, &bytes->cap, bytes->max + 1, 1) !=
		SAIGA_OK)
		return saiga_error_nomem(err);
	while (string.len > 0 && status == SAIGA_OK) {
		struct saiga_slice value = cut(&string, '&'), name;

		name = cut(&value, '=');
		status = read_one(out, seen, bytes, name, value, err);
	}
	return status == SAIGA_OK ? saiga_strbuf_status(bytes, err) : status;
}

void
params_link(struct saiga_strbuf *out, const struct params *params)
{
	const char *before = "?";
	enum param p;

	for (p = 0; p < PARAM_COUNT; p++) {
		const struct param_info *info = &params_table[p];

		if (params->text[p].len == 0 && params->number[p] == 0)
			continue;
		saiga_strbuf_printf(out, "%s%s=", before, info->name);
		before = "&amp;";
		if (info->type == PARAM_UINT)
			saiga_strbuf_printf(out, "%u", params->number[p]);
		else if (info->type == PARAM_CHOICE)
			saiga_strbuf_str(out, info->words[params->number[p]]);
		else
			escape_url(out, params->text[p]);
	}
	saiga_strbuf_str(out, before[0] == '?' ? "?" : "");
}
