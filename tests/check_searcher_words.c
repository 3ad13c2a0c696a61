/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tests of searcher/: aliases, exact searches, did you mean, also found. */
#include "also.h"
#include "articles.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define OUT_MAX ((size_t)1 << 20)

/* ---- the list of aliases ------------------------------------------------ */

/* All that the words mean, by semicolons. */
static void
render_aliases(struct saiga_strbuf *out, const struct aliases *aliases,
	const char *words)
{
	struct saiga_slice side;
	size_t at = 0;

	while (aliases_next(aliases, saiga_slice(words), &at, &side)) {
		saiga_strbuf_str(out, out->len > 0 ? ";" : "");
		saiga_strbuf_slice(out, side);
	}
}

static const struct {
	const char *text, *words, *sides; /* sides NULL: the text is wrong */
	const char *message;              /* a part of it */
} lists[] = {
	{ "RK = Kazakhstan", "rk", "kazakhstan", NULL },
	{ "RK = Kazakhstan", "kazakhstan", "rk", NULL },
	{ "RK = Kazakhstan", "RK", "", NULL },
	{ "RK = Kazakhstan", "narnia", "", NULL },
	{ "RK = Kazakhstan", "", "", NULL },
	{ "a = b = c", "b", "a;c", NULL },
	{ "a = b\nb = c", "b", "a;c", NULL },
	{ "a = b\nb = c", "a", "b", NULL },
	{ "a = b\na = b", "a", "b;b", NULL },
	{ "a = a", "a", "", NULL },
	{ "Republic of Kazakhstan = RK", "rk", "republic of kazakhstan", NULL },
	{ "Republic of Kazakhstan = RK", "republic of kazakhstan", "rk", NULL },
	{ "Republic of Kazakhstan = RK", "republic", "", NULL },
	{ "e-mail = post", "post", "e mail", NULL },
	{ "e-mail = post", "e mail", "post", NULL },
	{ "U.S. = America", "us", "america", NULL },
	{ "\xd0\xa0\xd0\x9a = RK", "rk", "\xd1\x80\xd0\xba", NULL },
	{ "", "a", "", NULL },
	{ "\n\n  \n# nothing\n", "a", "", NULL },
	{ "a = b # and c = d", "a", "b", NULL },
	{ "a = b # and c = d", "c", "", NULL },
	{ "\t a  =\tb \r\nc=d\r\n", "c", "d", NULL },
	{ "1 2 3 4 5 6 7 8 = x", "x", "1 2 3 4 5 6 7 8", NULL },
	{ "1 2 3 4 5 6 7 8 9 = x", "x", NULL, "line 1: each side" },
	{ "a = b\n\n# x\nc =\n", "a", NULL, "line 4: each side" },
	{ "= c", "a", NULL, "line 1: each side" },
	{ "a = = c", "a", NULL, "line 1: each side" },
	{ "a = ?! ", "a", NULL, "line 1: each side" },
	{ "a = b\nc\n", "a", NULL, "line 2: write 2 to 32 names" },
	{ "\xff = \x01", "a", NULL, "line 1: each side" },
	{ "a=b=c=d=e=f=g=h=i=j=k=l=m=n=o=p=q=r=s=t=u=v=w=x=y=z=1=2=3=4=5=6",
		"1",
		"a;b;c;d;e;f;g;h;i;j;k;l;m;n;o;p;q;r;s;t;u;v;w;x;y;z;2;3;4;5;6",
		NULL },
	{ "a=b=c=d=e=f=g=h=i=j=k=l=m=n=o=p=q=r=s=t=u=v=w=x=y=z=1=2=3=4=5=6=7",
		"1", NULL, "line 1: write 2 to 32 names" },
};

START_TEST(list_says)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct aliases *aliases;
	enum saiga_status status =
		aliases_parse(&aliases, saiga_slice(lists[_i].text), &err);

	if (lists[_i].sides == NULL) {
		ck_assert_int_eq(status, SAIGA_INVALID);
		ck_assert_ptr_null(aliases);
		ck_assert_msg(strstr(err.msg, lists[_i].message) != NULL,
			"\"%s\" without \"%s\"", err.msg, lists[_i].message);
		return;
	}
	ck_assert_msg(status == SAIGA_OK, "%s", err.msg);
	render_aliases(&got, aliases, lists[_i].words);
	ck_assert_str_eq(saiga_strbuf_cstr(&got), lists[_i].sides);
	saiga_strbuf_dispose(&got);
	aliases_free(aliases);
}
END_TEST

/* ---- the file of aliases ------------------------------------------------ */

static void
write_aliases(const char *path, const char *text, size_t times)
{
	FILE *file = fopen(path, "w");

	ck_assert_ptr_nonnull(file);
	while (times-- > 0)
		ck_assert_int_ge(fputs(text, file), 0);
	ck_assert_int_eq(fclose(file), 0);
}

/* The file that stands there is read; NULL is the person's own. */
static void
expect_list(const char *path, const char *sides)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct aliases *aliases;

	ck_assert_msg(
		aliases_read(&aliases, path, &err) == SAIGA_OK, "%s", err.msg);
	if (sides == NULL) {
		ck_assert_ptr_null(aliases);
		return;
	}
	ck_assert_ptr_nonnull(aliases);
	render_aliases(&got, aliases, "a");
	ck_assert_str_eq(saiga_strbuf_cstr(&got), sides);
	saiga_strbuf_dispose(&got);
	aliases_free(aliases);
}

static void
expect_error(const char *path, enum saiga_status status, const char *message)
{
	struct saiga_error err = SAIGA_ERROR_INIT;
	struct aliases *aliases;

	ck_assert_int_eq(aliases_read(&aliases, path, &err), status);
	ck_assert_ptr_null(aliases);
	ck_assert_int_eq(err.status, status);
	ck_assert_msg(strstr(err.msg, message) != NULL, "\"%s\" without \"%s\"",
		err.msg, message);
}

START_TEST(named_file_is_read)
{
	write_aliases("list", "a = b\n", 1);
	expect_list("list", "b");
	write_aliases("list", "", 1);
	expect_list("list", "");
	expect_error("absent", SAIGA_IO, "absent: ");
	expect_error("list/below", SAIGA_IO, "list/below: ");
	expect_error(".", SAIGA_IO, ".: ");
	write_aliases("list", "a = b\na\n", 1);
	expect_error("list", SAIGA_INVALID, "line 2");
	write_aliases("list", "#2345678901234\n", ALIASES_BYTES_MAX / 15);
	expect_list("list", "");
	write_aliases("list", "#2345678901234\n", ALIASES_BYTES_MAX / 15 + 1);
	expect_error("list", SAIGA_INVALID, "list: a list of aliases has");
}
END_TEST

START_TEST(own_file_is_found)
{
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("HOME");
	expect_list(NULL, NULL);
	setenv("HOME", "home", 1);
	setenv("XDG_CONFIG_HOME", "config", 1);
	expect_list(NULL, NULL);
	ck_assert_int_eq(mkdir("home", 0777), 0);
	ck_assert_int_eq(mkdir("home/.config", 0777), 0);
	ck_assert_int_eq(mkdir("home/.config/saiga", 0777), 0);
	ck_assert_int_eq(mkdir("config", 0777), 0);
	ck_assert_int_eq(mkdir("config/saiga", 0777), 0);
	write_aliases("home/.config/saiga/aliases", "a = home\n", 1);
	expect_list(NULL, NULL);
	write_aliases("config/saiga/aliases", "a = config\n", 1);
	expect_list(NULL, "config");
	setenv("XDG_CONFIG_HOME", "", 1);
	expect_list(NULL, "home");
	setenv("HOME", "", 1);
	expect_list(NULL, NULL);
	setenv("XDG_CONFIG_HOME", "config", 1);
	write_aliases("config/saiga/aliases", "a\n", 1);
	expect_error(NULL, SAIGA_INVALID, "line 1");
	/* A file where a folder would be is no file of aliases. */
	setenv("XDG_CONFIG_HOME", "config/saiga/aliases", 1);
	expect_list(NULL, NULL);
}
END_TEST

/* ---- searches with aliases, and exact ones ------------------------------ */

static const char list[] = "Narnia = Cair Paravel = NRN\n"
			   "Republic of Narnia = NRN\n"
			   "pelican = tern\n"
			   "e-mail = heron\n"
			   "указ = lynx\n";

static const struct {
	const char *query, *found;
	bool exact, aliases;
} searches[] = {
	/* Words for words and for phrases, either way. */
	{ "nrn", "alias aliased", false, true },
	{ "NRN", "alias", false, false },
	{ "NRN", "alias", true, true },
	{ "narnia", "alias aliased", false, true },
	{ "narnia", "aliased", false, false },
	{ "=narnia", "aliased", false, true },
	{ "narnia -lion", "alias", false, true },
	{ "pelican", "furniture markdown", false, true },
	{ "tern", "furniture markdown", false, true },
	{ "terns", "furniture", false, true },
	{ "e-mail", "email harbour hyphen spaced", false, true },
	{ "heron", "harbour hyphen spaced", false, true },
	/* In another script, by its forms. */
	{ "lynx", "russian two", false, true },
	{ "указ", "russian two", false, true },
	/* A run of bare words. */
	{ "republic of narnia", "alias aliased", false, true },
	{ "republic of narnia -lion", "alias", false, true },
	{ "cair paravel", "alias aliased", false, true },
	{ "paravel cair", "alias", false, true },
	{ "wolf cair paravel wolf", "alias aliased wolf", false, true },
	{ "cair +paravel", "alias", false, true },
	{ "cair AND paravel", "alias", false, true },
	{ "\"cair paravel\"", "alias", false, true },
	{ "\"narnia\"", "aliased", false, true },
	{ "title:narnia", "-", false, true },
	{ "republic", "aliased", false, true },
	/* Not in patterns, nor where letters may differ. */
	{ "narni*", "aliased", false, true },
	{ "~narnia", "aliased", false, true },
	{ "lang:narnia", "-", false, true },
	/* Exact: no forms, no names, but stars and letters that differ. */
	{ "sanctions", "sanctions", true, false },
	{ "sanct*", "sanction sanctioned sanctions sanctuary", true, false },
	{ "~bnak", "sanctioned sanctions sanctuary undated", true, false },
	{ "Vassilenko", "vasilenko-en", true, false },
	{ "Токаев", "tokayev-he", true, false },
	{ "e-mail", "email hyphen spaced", true, false },
	{ "7,500", "comma nobreak plain space", true, false },
	{ "title:sanction", "-", true, false },
	{ "source:daily sanctions", "sanctions", true, false },
};

static int
compare_names(const void *a, const void *b)
{
	return saiga_slice_compare(name_of(a), name_of(b));
}

START_TEST(search_finds)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	struct search_options options = find_all;
	struct aliases *aliases;
	struct search_results *results;

	ck_assert_int_eq(
		aliases_parse(&aliases, saiga_slice(list), NULL), SAIGA_OK);
	options.plan.exact = searches[_i].exact;
	options.plan.aliases = searches[_i].aliases ? aliases : NULL;
	results = find(saiga_slice(searches[_i].query), options);
	check_results(results);
	if (results->n > 1)
		qsort(results->articles, results->n, sizeof(*results->articles),
			compare_names);
	render_names(&got, results);
	ck_assert_msg(strcmp(saiga_strbuf_cstr(&got), searches[_i].found) == 0,
		"%s: %s, not %s", searches[_i].query, saiga_strbuf_cstr(&got),
		searches[_i].found);
	search_results_free(results);
	aliases_free(aliases);
	saiga_strbuf_dispose(&got);
}
END_TEST

/* ---- what was also found ------------------------------------------------ */

/* The units with what they were found as: "word: word 2, Name 1; ...". */
static const struct {
	const char *query, *also;
} founds[] = {
	{ "bank", "" },
	{ "=sanctions", "" },
	{ "\"sanctions\"", "" },
	{ "sanctions", "sanctions: sanction 1, sanctioned 1 (=sanctions)" },
	/* What the texts have does not count for titles. */
	{ "title:sanctions", "" },
	{ "-sanctions bank", "" },
	{ "sanctions sanctions",
		"sanctions: sanction 1, sanctioned 1 (=sanctions)" },
	{ "Vasilenko",
		"Vasilenko: Vassilenko 1, Wassilenko 1, Василенко 1 "
		"(=Vasilenko)" },
	{ "pelican", "pelican: tern 1 (=pelican)" },
	{ "nrn",
		"nrn: \"cair paravel\" 1, \"republic of narnia\" 1, "
		"narnia 1 (=nrn)" },
	{ "sanct*",
		"sanct*: sanction 1, sanctioned 1, sanctions 1, sanctuary 1 "
		"()" },
	{ "~bnak", "~bnak: bank 4 ()" },
};

START_TEST(search_tells_what_was_also_found)
{
	struct saiga_strbuf got = SAIGA_STRBUF_INIT(OUT_MAX);
	struct search_options options = find_all;
	struct also_words also = ALSO_WORDS_INIT;
	struct aliases *aliases;
	struct search_results *results;
	size_t u, i;

	ck_assert_int_eq(
		aliases_parse(&aliases, saiga_slice(list), NULL), SAIGA_OK);
	options.plan.aliases = aliases;
	results = find(saiga_slice(founds[_i].query), options);
	for (u = 0; u < results->plan->n_units; u++) {
		const struct unit *unit = &results->plan->units[u];

		ck_assert_int_eq(also_found(&also, unit), SAIGA_OK);
		if (also.n == 0)
			continue;
		saiga_strbuf_str(&got, got.len > 0 ? "; " : "");
		also_print_typed(&got, unit);
		for (i = 0; i < also.n; i++) {
			saiga_strbuf_str(&got, i > 0 ? ", " : ": ");
			also_print(&got, results->plan, unit, &also.items[i]);
			saiga_strbuf_printf(&got, " %u", also.items[i].df);
		}
		saiga_strbuf_str(&got, " (");
		also_print_exact(&got, unit);
		saiga_strbuf_str(&got, ")");
	}
	ck_assert_str_eq(saiga_strbuf_cstr(&got), founds[_i].also);
	also_words_dispose(&also);
	search_results_free(results);
	aliases_free(aliases);
	saiga_strbuf_dispose(&got);
}
END_TEST

/* ---- did you mean ------------------------------------------------------- */

static const struct {
	const char *query, *better; /* "": nothing */
} suggestions[] = {
	/* Mistakes: one of each kind, and two of a long word. */
	{ "pelicn", "pelican" },
	{ "peliccan", "pelican" },
	{ "pelixan", "pelican" },
	{ "peilcan", "pelican" },
	{ "PELICN", "Pelican" },
	{ "lihgthose", "lighthouse" },
	{ "lihgthos", "" },
	{ "pelicn Zzz", "pelican Zzz" },
	{ "zzz (pelicn, \"lynx\")", "zzz (pelican, \"lynx\")" },
	{ "title:pelicn", "title:pelican" },
	{ "+pelicn -lynx", "+pelican -lynx" },
	{ "-pelicn lynx", "-pelican lynx" },
	{ "pelicn lihgthouse", "pelican lighthouse" },
	{ "указз", "указ" },
	/* Of two words as near, the one that more articles have. */
	{ "thr", "" },
	{ "bamk", "bank" },
	{ "walruk", "walrus" },
	{ "walrux", "" },
	{ "wree", "were" },
	/* A word of the index often enough is none, nor one of three letters,
	 * a pattern, a number, a field's; nothing better, nothing. */
	{ "bank", "" },
	{ "the", "" },
	{ "gul", "" },
	{ "pelicn*", "" },
	{ "~pelicn", "" },
	{ "7501", "" },
	{ "source:dialy", "" },
	{ "lang:eb", "" },
	{ "zzzzzzzz", "" },
	{ "", "" },
	{ "?!", "" },
	/* Rare, but nothing is fifty times as frequent. */
	{ "wolf", "" },
	/* Forms of a word are no mistakes. */
	{ "sanctioning", "" },
	/* Another keyboard: Russian, Kazakh, and back. */
	{ "erfp", "указ" },
	{ "Erfp bank", "Указ bank" },
	{ "зудшсфт", "pelican" },
	{ "ыфтсешщты", "sanctions" },
	{ "ghbdtn", "привет" },
	{ "ghbdtn, pelicn", "привет, pelican" },
	{ "ghbdtnghbdtn", "" },
	{ "+erfp", "+указ" },
	{ "title:=gecnsyz", "title:=пустыня" },
	/* Keys of letters that are none on the other layout. */
	{ "rjgvfybb", "" },
	{ "rjvgfybb", "компании" },
	{ "cfn\\klsq", "" },
	{ "rfhfdfy", "караван" },
	{ "\"erfp\"", "\"указ\"" },
	{ "title:gecnsyz", "title:пустыня" },
	/* A name whose vowels differ, by its looser key. */
	{ "Vosilonko", "Vassilenko" },
	/* Part of a joined word. */
	{ "e-mial", "e-mail" },
};

START_TEST(better_query_is)
{
	struct search_options options = find_all;
	struct search_results *results;

	options.suggest = true;
	results = find(saiga_slice(suggestions[_i].query), options);
	ck_assert_msg(strcmp(saiga_strbuf_cstr(&results->suggestion),
			      suggestions[_i].better) == 0,
		"%s: \"%s\", not \"%s\"", suggestions[_i].query,
		saiga_strbuf_cstr(&results->suggestion),
		suggestions[_i].better);
	search_results_free(results);
	/* Nobody is told who does not ask. */
	options.suggest = false;
	results = find(saiga_slice(suggestions[_i].query), options);
	ck_assert_uint_eq(results->suggestion.len, 0);
	search_results_free(results);
}
END_TEST

int
main(void)
{
	Suite *suite = suite_create("searcher_words");
	TCase *tc = test_case(suite, "aliases");
	int result;

	test_table_read(&articles, "articles");
	tcase_add_checked_fixture(tc, test_folder_setup, test_folder_teardown);
	tcase_add_loop_test(tc, list_says, 0, COUNT(lists));
	tcase_add_test(tc, named_file_is_read);
	tcase_add_test(tc, own_file_is_found);
	tc = test_case(suite, "searches");
	tcase_add_unchecked_fixture(tc, articles_setup, articles_teardown);
	tcase_add_loop_test(tc, search_finds, 0, COUNT(searches));
	tcase_add_loop_test(
		tc, search_tells_what_was_also_found, 0, COUNT(founds));
	tcase_add_loop_test(tc, better_query_is, 0, COUNT(suggestions));
	result = test_run(suite);
	test_table_dispose(&articles);
	return result;
}
