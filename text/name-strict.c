/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Strict keys of names: from sounds to what all orthographies and languages
 * leave of them. */
#include "romanise.h"

#include <string.h>

bool
name_is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

static bool
is_glide(char c)
{
	return c == 'i' || c == 'y';
}

void
name_key_put(struct name_key *key, char c)
{
	if (key->n < NAME_SOUNDS)
		key->s[key->n++] = c;
}

/* Two sounds that are one, as "ts": the one; 0 for others. */
static char
fuse(char a, char b)
{
	/* clang-format off */
	static const char pairs[][4] = {
		"tsc", "tcc", "tqq", "xqx", "djj", "sxx", "zjj", "tjj",
	};
	/* clang-format on */
	size_t i;

	if (a == b)
		return a;
	for (i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
		if (pairs[i][0] == a && pairs[i][1] == b)
			return pairs[i][2];
	return 0;
}

static void
fuse_sounds(const struct name_sounds *sounds, struct name_key *out)
{
	unsigned i;

	out->n = 0;
	for (i = 0; i < sounds->n; i++) {
		char one = out->n == 0 ? 0
				       : fuse(out->s[out->n - 1], sounds->s[i]);

		if (sounds->s[i] == 'o' && i > 1 && sounds->s[i - 1] == 'q' &&
			sounds->s[i - 2] == 'x') /* щё is що elsewhere */
			name_key_put(out, 'e');
		/* Reed is not Red; in longer words a vowel tells less. */
		else if (one != 0 && (sounds->n > 4 || !name_is_vowel(one)))
			out->s[out->n - 1] = one;
		else
			name_key_put(out, sounds->s[i]);
	}
}

/* The glides in[from] to in[to - 1] behind a consonant, before a vowel or the
 * end.  Returns how many of the sounds from in[to] on it has written, too. */
static unsigned
glide_behind_consonant(const struct name_key *in, unsigned from, unsigned to,
	struct name_key *out)
{
	char next = to < in->n ? in->s[to] : 0;
	bool last = to + 1 >= in->n;
	bool lone_y = to - from == 1 && in->s[from] == 'y';
	bool has_y = memchr(in->s + from, 'y', to - from) != NULL;

	if (next == 'v' && last && to - from > 1) { /* Kyiv */
		name_key_put(out, 'e');
		return 0;
	}
	if (next == 'e' && !(last && !lone_y))
		return 0;
	if (next == 'o' && lone_y) { /* ё */
		name_key_put(out, 'e');
		return 1;
	}
	name_key_put(out, 'i');
	if (next == 'o' && !last && (has_y || is_glide(in->s[to + 1]))) {
		name_key_put(out, 'a'); /* Mirziyoyev, Mirziyayev */
		return 1;
	}
	return 0;
}

/* Writes what becomes of i, y and their runs: nothing between two vowels, or
 * before e; i elsewhere. */
static void
resolve_glides(const struct name_key *in, struct name_key *out)
{
	unsigned i = 0;

	out->n = 0;
	while (i < in->n) {
		unsigned from = i;
		char next;

		if (!is_glide(in->s[i])) {
			name_key_put(out, in->s[i++]);
			continue;
		}
		while (i < in->n && is_glide(in->s[i]))
			i++;
		next = i < in->n ? in->s[i] : 0;
		if (from == 0) {
			if (next != 'e')
				name_key_put(out, 'i');
		} else if (name_is_vowel(in->s[from - 1])) {
			if (!name_is_vowel(next))
				name_key_put(out,
					next == 'v' && i + 1 == in->n ? 'e'
								      : 'i');
		} else {
			i += glide_behind_consonant(in, from, i, out);
		}
	}
}

/* Endings and beginnings that languages write differently. */
/* clang-format off */
#define SAME(from, to) { from, to, sizeof(from) - 1, sizeof(to) - 1 }
#define SAMES 8

/* By their last sounds; the first that fits is taken. */
static const struct same {
	char from[10], to[10];
	unsigned char from_len, to_len;
} ends[26][SAMES] = {
	['a' - 'a'] = {
		SAME("xova", "xeva"), SAME("qova", "qeva"),
		SAME("jova", "jeva"), SAME("iova", "eva"), SAME("cia", "ca"),
		SAME("soda", "zoda"), SAME("skaa", "ska"),
		SAME("skaia", "ska"),
	},
	['e' - 'a'] = {
		SAME("viqe", "viqi"), SAME("ovce", "ovci"), SAME("evce", "ovci"),
		SAME("sade", "zade"),
	},
	['i' - 'a'] = {
		SAME("ivci", "ovci"),
	},
	['k' - 'a'] = {
		SAME("quk", "qug"),
	},
	['l' - 'a'] = {
		SAME("opil", "opol"),
	},
	['o' - 'a'] = {
		SAME("enko", "enka"), SAME("hailo", "hail"),
	},
	['r' - 'a'] = {
		SAME("dr", "der"),
	},
	['v' - 'a'] = {
		SAME("xov", "xev"), SAME("qov", "qev"), SAME("jov", "jev"),
		SAME("iov", "ev"), SAME("hiv", "gov"),
	},
};

/* By their first; Russian has г, я and дз where others have h, a and d. */
static const struct same starts[26][SAMES] = {
	['a' - 'a'] = {
		SAME("aliaks", "aleks"),
	},
	['d' - 'a'] = {
		SAME("dimit", "dmit"), SAME("dzmit", "dmit"),
	},
	['g' - 'a'] = {
		SAME("gusein", "husein"), SAME("gasan", "hasan"),
		SAME("gaji", "haji"), SAME("geidar", "heidar"),
	},
	['i' - 'a'] = {
		SAME("ibragim", "ibrahim"),
	},
	['j' - 'a'] = {
		SAME("janga", "jana"),
	},
	['k' - 'a'] = {
		SAME("kazah", "kazak"),
	},
	['o' - 'a'] = {
		SAME("oleks", "aleks"), SAME("ozbek", "uzbek"),
	},
	['s' - 'a'] = {
		SAME("siarg", "serg"), SAME("siarh", "serg"),
		SAME("sviat", "svet"), SAME("sargs", "sarkis"),
	},
	['t' - 'a'] = {
		SAME("til", "tl"), SAME("tojik", "tajik"),
		SAME("toxkent", "taxkent"),
	},
	['u' - 'a'] = {
		SAME("uladimir", "vladimir"), SAME("uladzimir", "vladimir"),
	},
};
/* clang-format on */

/* The ending -iv is -ov, as in Kharkiv; Chernihiv is of the table. */
static void
replace_iv(struct name_key *key)
{
	if (key->n > 4 && memcmp(key->s + key->n - 2, "iv", 2) == 0 &&
		!name_is_vowel(key->s[key->n - 3]) && key->s[key->n - 3] != 'h')
		key->s[key->n - 2] = 'o';
}

static void
replace_ends(struct name_key *key)
{
	const struct same *row = ends[key->s[key->n - 1] - 'a'];
	unsigned i;

	for (i = 0; i < SAMES && row[i].from_len > 0; i++) {
		unsigned from = row[i].from_len, to = row[i].to_len;

		if (key->n < from + 2 ||
			memcmp(key->s + key->n - from, row[i].from, from) != 0)
			continue;
		key->n = key->n - from + to;
		memcpy(key->s + key->n - to, row[i].to, to);
		break;
	}
}

static void
replace_starts(struct name_key *key)
{
	const struct same *row = starts[key->s[0] - 'a'];
	unsigned i;

	for (i = 0; i < SAMES && row[i].from_len > 0; i++) {
		unsigned from = row[i].from_len, to = row[i].to_len;

		if (key->n < from || memcmp(key->s, row[i].from, from) != 0)
			continue;
		memmove(key->s + to, key->s + from, key->n - from);
		memcpy(key->s, row[i].to, to);
		key->n = key->n - from + to;
		break;
	}
}

/* From so many sounds on a name is told from others by less than all. */
#define LONG_NAME 7

static bool
is_voiceless(char c)
{
	return c != 0 && strchr("cfhkpqstx", c) != NULL;
}

/* The endings of names from Minsk to Tashkent, where o and a change places in
 * the first syllable too; Branson is not Bronson. */
static bool
is_eastern(const struct name_key *key)
{
	/* clang-format off */
	static const struct {
		char s[4];
		unsigned len;
	} last[] = {
		{ "ov", 2 }, { "ev", 2 }, { "ova", 3 }, { "eva", 3 },
		{ "iq", 2 }, { "sk", 2 }, { "ski", 3 }, { "ska", 3 },
		{ "nka", 3 }, { "ian", 3 },
	};
	/* clang-format on */
	size_t i;

	for (i = 0; i < sizeof(last) / sizeof(*last); i++) {
		unsigned len = last[i].len;

		if (key->n > len &&
			memcmp(key->s + key->n - len, last[i].s, len) == 0)
			return true;
	}
	return false;
}

/* The o of in[i] is to be an a: Uzbek o is Russian a, as is the o of Belarusian
 * without stress. */
static bool
is_wide_o(const struct name_key *in, unsigned i, bool seen)
{
	if (i + 1 == in->n || in->n < LONG_NAME - 1)
		return false;
	if (in->n < LONG_NAME)
		return i == 0 && is_eastern(in);
	return seen || is_eastern(in);
}

/* A sound that its neighbours tell, or one that languages mix up inside long
 * names; seen: a vowel came before it. */
static char
soften(const struct name_key *in, unsigned i, bool seen)
{
	char next = i + 1 < in->n ? in->s[i + 1] : 0;

	switch (in->s[i]) {
	case 'z':
		return is_voiceless(next) || (next == 0 && in->n > 5) ? 's'
								      : 'z';
	case 'o':
		if (i > 0 && in->s[i - 1] == 'q' && in->n >= LONG_NAME &&
			next != 0)
			return 'e'; /* чёрный, чорний */
		return is_wide_o(in, i, seen) ? 'a' : 'o';
	default:
		return in->s[i];
	}
}

/* A glide behind k and g, as Russian writes Turkic front vowels. */
static bool
is_soft_sign(const struct name_key *in, unsigned i)
{
	return in->n > 5 && in->s[i] == 'i' && i > 0 && i + 2 < in->n &&
		(in->s[i - 1] == 'k' || in->s[i - 1] == 'g') &&
		(in->s[i + 1] == 'a' || in->s[i + 1] == 'u');
}

/* The h of Armenian names that Russian leaves out, and the a behind it that
 * stands twice then: Sahakyan, Саакян; Hakobyan, Акопян. */
static bool
is_mute_h(const struct name_key *in, unsigned i)
{
	return in->n >= LONG_NAME && in->s[i] == 'h' &&
		memcmp(in->s + in->n - 3, "ian", 3) == 0 &&
		(i == 0 ? name_is_vowel(in->s[1])
			: in->s[i - 1] == 'a' && in->s[i + 1] == 'a');
}

/* Sergeyev, Sergeev */
static bool
is_second_e(const struct name_key *in, unsigned i)
{
	return in->n > 5 && i > 0 && in->s[i] == 'e' && in->s[i - 1] == 'e';
}

static void
soften_sounds(const struct name_key *in, struct name_key *out)
{
	bool seen = false;
	unsigned i;

	out->n = 0;
	for (i = 0; i < in->n; i++) {
		if (is_mute_h(in, i))
			i += i > 0;
		else if (!is_soft_sign(in, i) && !is_second_e(in, i))
			name_key_put(out, soften(in, i, seen));
		seen |= name_is_vowel(in->s[i]);
	}
}

void
name_strict(const struct name_sounds *sounds, struct name_key *key)
{
	struct name_key fused, resolved;

	fuse_sounds(sounds, &fused);
	resolve_glides(&fused, &resolved);
	key->n = 0;
	if (resolved.n == 0)
		return;
	replace_iv(&resolved);
	replace_ends(&resolved);
	replace_starts(&resolved);
	soften_sounds(&resolved, key);
}
